"""Days, times, places and numbers in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from coranto.model.claim import Amount
from coranto.model.place import Precision, Where
from coranto.model.time import Grain, Moment, When

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(at: datetime) -> str:
    """Give a day as "5 November 2024", in the moment's own zone."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def clock(at: datetime) -> str:
    """Give a time of day as "14:20 UTC+09:00"."""
    zone = at.strftime("%z")
    offset = "UTC" if zone in ("", "+0000") else f"UTC{zone[:3]}:{zone[3:5]}"
    return f"{at:%H:%M} {offset}".replace("-", "−")


def published(moment: Moment | None) -> str:
    """When an article came out; says so where the day was only inferred, and "" where it is not known."""
    if moment is None:
        return ""
    words = f"{day(moment.at)}, {clock(moment.at)}" if moment.grain is Grain.MINUTE else day(moment.at)
    return f"{words} (inferred)" if moment.origin == "inferred" else words


def issued(moment: Moment | None) -> str:
    """The day alone of `published`, for lists."""
    if moment is None:
        return ""
    return f"{day(moment.at)} (inferred)" if moment.origin == "inferred" else day(moment.at)


def when(time: When | None) -> str:
    """When an act took place: no finer than the text has it, "" where it cannot be told."""
    if time is None:
        return ""
    words = between(time.since, time.until, time.grain)
    return f"{words} (day of its first telling)" if words and time.inherited else words


def between(since: datetime | None, until: datetime | None, grain: Grain = Grain.DAY) -> str:
    """A half-open stretch of time in words; `until` is the first instant after it."""
    if since is None and until is None:
        return ""
    if since is None and until is not None:
        return f"by {day(until - timedelta(microseconds=1))}"
    if since is not None and until is None:
        return f"from {day(since)}, end open"
    return _stretch(since, until, grain) if since and until else ""


def _stretch(since: datetime, until: datetime, grain: Grain) -> str:
    last = until - timedelta(microseconds=1)
    if grain is Grain.MINUTE:
        return f"{day(since)}, {clock(since)}"
    if since.date() == last.date():
        return day(since)
    if grain is Grain.YEAR and since.year == last.year:
        return str(since.year)
    if grain is Grain.MONTH and (since.year, since.month) == (last.year, last.month):
        return f"{MONTHS[since.month - 1]} {since.year}"
    if (since.year, since.month) == (last.year, last.month):
        return f"{since.day}–{day(last)}"
    return f"{day(since)} to {day(last)}"


def where(place: Where | None) -> str:
    """A place with how fine it is known: a country is never shown as a spot."""
    if place is None:
        return ""
    coarse = {
        Precision.COUNTRY: "country, no finer",
        Precision.SEA: "sea area, no finer",
        Precision.AREA: "area, no finer",
    }
    return f"{place.name} ({coarse.get(place.precision, str(place.precision))})"


def number(value: float) -> str:
    """Give a whole number as "12,000", any other with as few decimals as it has."""
    return f"{int(value):,}" if value == int(value) else f"{value:,g}"


def amount(each: Amount) -> str:
    """Give a count as "killed: 10 to 12", "troops: at least 10,000", "money: 5 USD"."""
    if each.low is None and each.high is None:
        return f"{each.what}: a number not given"
    if each.low is not None and each.high is not None:
        same = each.low == each.high
        figure = number(each.low) if same else f"{number(each.low)} to {number(each.high)}"
    elif each.low is not None:
        figure = f"at least {number(each.low)}"
    else:
        figure = f"at most {number(each.high or 0)}"
    return f"{each.what}: {figure} {each.unit}".rstrip()


def age(taken: datetime, news: datetime) -> str:
    """How old a picture was when the news came out: "taken 8 months before this news"; "" for less than two days."""
    days = (news - taken).days
    if days < 2:
        return ""
    if days < 60:
        return f"taken {days} days before this news"
    months = round(days / 30.44)
    return f"taken {months} months before this news" if months < 24 else f"taken {months // 12} years before this news"
