"""Stretches of the calendar and the arithmetic between them: local days only, no zones, no text.

A stretch is half-open: `first` is its first day, `after` the first day that no longer belongs to it.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season in the north, as meteorologists count; winter runs into the next year."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days from `first` up to, not including, `after`, and their TIMEX3 value."""

    first: date
    after: date
    value: str


def safe(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such (30 February, year 0)."""
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def one_day(day: date) -> Stretch:
    """A single day."""
    return Stretch(day, day + DAY, day.isoformat())


def week(day: date) -> Stretch:
    """The ISO week (Monday to Sunday) that a day lies in."""
    first = day - DAY * day.weekday()
    year, number, _ = day.isocalendar()
    return Stretch(first, first + 7 * DAY, f"{year:04d}-W{number:02d}")


def weekend(day: date) -> Stretch:
    """Saturday and Sunday of the ISO week that a day lies in."""
    saturday = day - DAY * day.weekday() + 5 * DAY
    return Stretch(saturday, saturday + 2 * DAY, week(day).value + "-WE")


def month(year: int, number: int) -> Stretch:
    """A month; numbers outside 1 to 12 run into the years before and after."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    following = date(year + number // 12, number % 12 + 1, 1)
    return Stretch(date(year, number, 1), following, f"{year:04d}-{number:02d}")


def quarter(year: int, number: int) -> Stretch:
    """A quarter of a calendar year; numbers outside 1 to 4 run over."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return Stretch(month(year, 3 * number - 2).first, month(year, 3 * number).after, f"{year:04d}-Q{number}")


def half(year: int, number: int) -> Stretch:
    """The first or second half of a year."""
    return Stretch(month(year, 6 * number - 5).first, month(year, 6 * number).after, f"{year:04d}-H{number}")


def year(number: int) -> Stretch:
    """A calendar year."""
    return Stretch(date(number, 1, 1), date(number + 1, 1, 1), f"{number:04d}")


def decade(number: int) -> Stretch:
    """Ten years from one that ends in 0."""
    return Stretch(date(number, 1, 1), date(number + 10, 1, 1), f"{number // 10:03d}")


def century(number: int) -> Stretch:
    """The nth century, counted in the everyday way: the 19th is 1800 to 1899."""
    first = max(1, 100 * (number - 1))
    return Stretch(date(first, 1, 1), date(100 * number, 1, 1), f"{number - 1:02d}")


def season(number: int, code: str) -> Stretch:
    """A season of the north; the winter of a year begins in its December."""
    first = SEASONS[code]
    return Stretch(month(number, first).first, month(number, first + 2).after, f"{number:04d}-{code}")


def months_later(day: date, count: int) -> date:
    """The same day of the month `count` months on, or that month's last day where it is shorter."""
    target = month(day.year, day.month + count)
    return min(target.first + DAY * (day.day - 1), target.after - DAY)


def nth_weekday(year: int, number: int, weekday: int, nth: int) -> date:
    """The nth (from 1; -1 the last) weekday (Monday 0) of a month."""
    stretch = month(year, number)
    if nth < 0:
        last = stretch.after - DAY
        return last - DAY * ((last.weekday() - weekday) % 7)
    return stretch.first + DAY * ((weekday - stretch.first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday of the western churches: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * ell) // 433
    number = (h + ell - 7 * m + 90) // 25
    return date(year, number, (h + ell - 7 * m + 33 * number + 19) % 32)


def election_day(year: int) -> date | None:
    """Federal election day of the United States: the Tuesday after the first Monday of November, even years."""
    return nth_weekday(year, 11, 0, 1) + DAY if year % 2 == 0 else None


def holiday(rule: str, number: int) -> date | None:
    """The day of a rule in a year.

    Rules are "12-25" (month-day), "11/3/4" (month / weekday, Monday 0 / which), "easter+1", "us-election".
    """
    if rule == "us-election":
        return election_day(number)
    if rule.startswith("easter"):
        return easter(number) + DAY * int(rule.removeprefix("easter") or 0)
    if "/" in rule:
        which_month, weekday, nth = map(int, rule.split("/"))
        return nth_weekday(number, which_month, weekday, nth)
    which_month, day = map(int, rule.split("-"))
    return safe(number, which_month, day)
