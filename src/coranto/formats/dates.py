"""When a page says it was published: structured dates, mail dates of feeds, and dates printed in English."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache

from coranto.formats import words
from coranto.model import Grain, Moment

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:(?:[T _]|,\s)\s*(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d{1,12})?)?"
    r"\s*(Z|[+-]\d{2}(?::?\d{2})?(?::?\d{2})?|[A-Z]{2,5})?)?",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    r"(?<![\d.])(?:(?P<year>\d{4})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})\.?|(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}))(?![\d.]\d)"
)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_PRINTED_DAY = re.compile(
    rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{{4}})(?!\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]+(?:of\s+)?{_MONTH.replace('month', 'month2')},?[\s-]+"
    rf"(?P<year2>\d{{4}}|\d{{2}}(?=\s+\d{{1,2}}:))(?!\d)",
    re.IGNORECASE,
)
_PRINTED_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s*(?P<half>[apAP])\.?\s?[mM]\.?(?![A-Za-z]))?"
    r"(?:\s*\(?(?P<zone>(?:GMT|UTC)?[+-]\d{1,2}:?\d{0,2}|[A-Z]{1,5})\)?(?![A-Za-z]))?"
)
_FILLER = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|\b(?:at|on|hrs|hours|local|time)\b|[\s,;|•·()–—-]+", re.IGNORECASE
)
_MONTHS: Mapping[str, int] = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_EARLIEST = 1900
"""Years before this are the null values of content systems ("0001-01-01"), not publication times."""

NO_ZONE = "no zone given, read as UTC"


def moment(value: str, origin: str, *, mail: bool = False) -> Moment | None:
    """A moment from a machine-made date: ISO 8601 and near it, seconds since 1970, mail dates; None where it is none.

    A date without a time has grain "day"; without a zone it is read as UTC and `why` says so. `mail` allows the zone
    letters that RFC 822 fixes.
    """
    text = value.strip()[:80]
    found = _ISO.fullmatch(text)
    if found:
        return _from_iso(found, origin, mail=mail)
    stamp = _EPOCH.fullmatch(text)
    if stamp:
        return Moment(datetime.fromtimestamp(int(stamp[1]), UTC), Grain.MINUTE, origin, "seconds since 1970")
    return printed(text, origin, mail=mail)


def _from_iso(found: re.Match[str], origin: str, *, mail: bool) -> Moment | None:
    year, month, day, hour, minute, second, letters = found.groups()
    clock = (int(hour), int(minute), int(second or 0)) if hour else None
    return _made((int(year), int(month), int(day)), clock, letters, origin, mail=mail)


def printed(text: str, origin: str, *, mail: bool = False) -> Moment | None:
    """A moment from a date printed in English ("Nov. 5, 2024, 10:03 a.m. EST"); None where anything else stands there.

    Dates of figures only ("5/11/2024") are refused: they mean two days. With dots ("5.11.2024") they mean one: who
    writes dots puts the day first, or the year.
    """
    text = _DOTTED.sub(_dashed, text)
    iso = _ISO.search(text)
    day = _PRINTED_DAY.search(text)
    if day is None:
        return _from_iso(iso, origin, mail=mail) if iso and not _FILLER.sub("", text.replace(iso[0], "", 1)) else None
    rest = text[: day.start()] + " " + text[day.end() :]
    clock = _PRINTED_TIME.search(rest)
    left = rest[: clock.start()] + rest[clock.end() :] if clock else rest
    if _FILLER.sub("", left):
        return None
    return _made(_calendar(day), _clock(clock), clock["zone"] if clock else None, origin, mail=mail)


def _dashed(found: re.Match[str]) -> str:
    """A date with dots as ISO 8601 has it."""
    year, month, day = (found["year"], found["month"], found["day"]) if found["year"] else found.group(6, 5, 4)
    return f"{year}-{int(month):02}-{int(day):02}"


def day_in(text: str) -> date | None:
    """The first full date, with its year, that English text gives: "on March 7, 2024"."""
    found = _PRINTED_DAY.search(text)
    if found is None:
        return None
    year, month, day = _calendar(found)
    return date(year, month, day) if _exists(year, month, day) else None


def _calendar(found: re.Match[str]) -> tuple[int, int, int]:
    month = (found["month"] or found["month2"])[:3].casefold()
    year = int(found["year"] or found["year2"])
    if year < 100:  # RFC 822 wrote two figures; RFC 2822 reads 00-49 as of this century
        year += 2000 if year < 50 else 1900
    return year, _MONTHS[month], int(found["day"] or found["day2"])


def _clock(found: re.Match[str] | None) -> tuple[int, int, int] | None:
    if found is None:
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] in "pP" else 0)
    return hour, int(found["minute"]), int(found["second"] or 0)


def _exists(year: int, month: int, day: int) -> bool:
    return _EARLIEST <= year < 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _made(
    day: tuple[int, int, int], clock: tuple[int, int, int] | None, letters: str | None, origin: str, *, mail: bool
) -> Moment | None:
    if not _exists(*day):
        return None
    if clock is None:
        return Moment(datetime(*day, tzinfo=UTC), Grain.DAY, origin, f"a day without a time; {NO_ZONE}")
    hour, minute, second = clock
    zone = _zone(letters, mail=mail)
    late = hour == 24 and minute == 0  # ISO 8601's end of the day
    if (hour > 23 and not late) or minute > 59:
        return None
    at = datetime(*day, 0 if late else hour, minute, min(second, 59), tzinfo=zone or UTC) + timedelta(days=int(late))
    return Moment(at, Grain.MINUTE, origin, "" if zone else NO_ZONE)


def _zone(letters: str | None, *, mail: bool) -> tzinfo | None:
    if not letters:
        return None
    figures = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?(?::?\d{2})?", letters, re.IGNORECASE)
    if figures is None:
        minutes = _letters(mail=mail).get(letters.upper())
        return None if minutes is None else _fixed(minutes)
    if letters == "-0000":  # RFC 2822: the zone is not known
        return None
    minutes = int(figures[2]) * 60 + int(figures[3] or 0)
    return _fixed(-minutes if figures[1] == "-" else minutes)


def _fixed(minutes: int) -> tzinfo | None:
    if minutes == 0:
        return UTC
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < 24 * 60 else None


@cache
def _letters(*, mail: bool) -> Mapping[str, int]:
    listed = words.lists()["zones"] + (words.lists()["mail_zones"] if mail else ())
    return {name: int(minutes) for name, minutes in (entry.split() for entry in listed)}
