"""When something happened, and when it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from coranto.model.span import Span


class Grain(StrEnum):
    """How fine a time is."""

    MINUTE = "minute"
    DAYPART = "daypart"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point on the calendar with its origin: when an article was published or changed.

    `at` always carries a zone. `grain` is "minute" or "day"; for a day, `at` is its midnight in that zone.
    `origin` says where it was read: "json-ld", "meta", "html", "feed", an agency's form ("ninjs", "newsml", "nitf"),
    "given", "text" or "inferred". An inferred moment says so wherever it is shown, and `why` holds its reasons.
    """

    at: datetime
    grain: Grain
    origin: str
    why: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A time expression and what it resolves to.

    `type` and `value` are TIMEX3's (DATE, TIME, DURATION, SET; "2024-11-05TMO", "P7W", "PAST_REF"). `since` and
    `until` are zoned instants, half-open (until is the first instant after), or None: unknown, or open on that side.
    `anchor` is what it was counted from ("2024-11-05", "act:12"), `why` the reason in words. `inherited` is True
    where an act told again without a date took the date of its first telling.
    """

    span: Span
    type: str
    value: str
    grain: Grain
    since: datetime | None
    until: datetime | None
    anchor: str | None
    why: str
    inherited: bool = False

    @property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day, both inclusive, each in its own zone; None on a side that is open or unknown.

        `until` is the first instant after, so the last day is that of the instant just before it.
        """
        first = self.since.date() if self.since else None
        return first, (self.until - timedelta(microseconds=1)).date() if self.until else None
