"""When was this written? Inferred for a page that does not say, from its own words and never from the fetch.

A day that the page states in its dateline is read as stated. Otherwise each piece of evidence leaves some days
possible; only where at least two independent pieces leave exactly one day is that day taken, marked "inferred", with
the reasons in words. Evidence that leaves no day is a contradiction. A picture's date never is the day of writing:
it only shows that the page is no older than its picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coranto.model import Grain, Moment, Part, Problem, Reading, Span
from coranto.read import calendar, numerals, timex
from coranto.read import when as times
from coranto.read.calendar import DAY
from coranto.read.resolve import RESOLVERS, Answer, Frame, said

if TYPE_CHECKING:
    from coranto.read.tools import Tools

LEAD = 12
"""Sentences of the news's head in which a bare weekday is taken as the day of the news."""
MONTH = timedelta(days=31)
"""A date written without its year, told as past, is taken as at most a month old: older ones get a month or year."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Cues = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why some days are possible and others not. `states` marks a page's own statement of its day."""

    kind: str
    fits: Callable[[date], bool]
    why: str
    span: Span
    states: date | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A time expression found without a day of writing: its answer, its tense and where it stands."""

    answer: Answer
    tense: str
    span: Span
    rule: str
    part: Part
    number: int


def published(reading: Reading, tools: Tools) -> Reading:
    """Fill `published` where the article gives none; `problems` say why where nothing can be inferred."""
    if reading.published is not None:
        return reading
    moment, problem = infer(reading, tools.codebook.cues, tools.settings.zone)
    return replace(reading, published=moment, problems=reading.problems + ((problem,) if problem else ()))


def infer(reading: Reading, cues: Cues, zone: str = "UTC") -> tuple[Moment | None, Problem | None]:
    """The day of writing, or the problem that stands in its way."""
    seen = tuple(_seen(reading, cues))
    evidence = (*_datelines(reading, cues), *_weekdays(seen), *_dates(seen), *_scheduled(reading, cues))
    stated = [piece for piece in evidence if piece.states]
    if stated:
        return _as_stated(stated, evidence, zone)
    years = _years(seen)
    kinds = {piece.kind for piece in evidence}
    if not years or len(kinds) < 2:
        return None, Problem("published.unknown", "the page gives no day of writing and too little to infer one")
    return _only(_possible(years, seen), evidence, years, zone)


def _as_stated(
    stated: list[Evidence], evidence: tuple[Evidence, ...], zone: str
) -> tuple[Moment | None, Problem | None]:
    """The day that the page states, unless it states two, or tells of a later day as past."""
    days = {piece.states for piece in stated if piece.states}
    day = min(days)
    against = [piece for piece in evidence if piece.kind == "date" and not piece.fits(day) and day < _floor(piece, day)]
    if len(days) > 1 or against:
        reasons = "; ".join(piece.why for piece in (*stated, *against))
        return None, Problem(
            "published.contradiction", f"the page's own dates exclude each other: {reasons}", stated[0].span
        )
    return _moment(day, "text", stated[0].why, stated[0].span, zone), None


def _floor(piece: Evidence, near: date) -> date:
    """The first day from `near` on that a piece allows, within a year."""
    return next((near + DAY * step for step in range(366) if piece.fits(near + DAY * step)), near)


def _only(
    days: list[date], evidence: tuple[Evidence, ...], years: tuple[int, ...], zone: str
) -> tuple[Moment | None, Problem | None]:
    """The one day that all evidence leaves possible."""
    left = [day for day in days if all(piece.fits(day) for piece in evidence)]
    reasons = "; ".join(dict.fromkeys(piece.why for piece in evidence))
    if not left:
        return None, Problem("published.contradiction", f"no day fits all that the page says: {reasons}")
    if len(left) > 1:
        listed = f"{len(left)} days between {said(left[0])} and {said(left[-1])} fit"
        return None, Problem("published.unknown", f"the page gives no day of writing; {listed}: {reasons}")
    newest = f"the newest year that the page names is {years[0]}"
    return _moment(left[0], "inferred", f"the only day that fits: {reasons}; {newest}", evidence[0].span, zone), None


def _moment(day: date, origin: str, why: str, span: Span, zone: str) -> Moment:
    at = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    return Moment(at, Grain.DAY, origin, why, span)


# --- what the text names -----------------------------------------------------------------------------------------


def _seen(reading: Reading, cues: Cues) -> Iterator[Seen]:
    """Every time expression, resolved as far as it goes without a day of writing."""
    text = timex.level(reading.article.text)
    page = times.Page(reading, text, cues, ZoneInfo("UTC"))
    rules = timex.grammar(tuple(sorted(cues["time"].items())))
    parts = {sentence.span: sentence.part for sentence in reading.sentences}
    number = 0
    for span in times.stretches(reading):
        part = parts.get(span, Part.PARAGRAPH)
        number += part in (Part.STANDFIRST, Part.KEY_POINT, Part.PARAGRAPH)
        for found in timex.find(text, span.start, span.end, rules):
            if times.allowed(found, text, cues["time"]):
                tense, _ = times.tense(found, span, page)
                frame = Frame(None, tense, None, None, cues["time"], cues["numbers"])
                answer = RESOLVERS[found.rule](found, frame)
                if answer:
                    yield Seen(answer, tense, Span(found.start, found.end), found.rule, part, number)


def _years(seen: tuple[Seen, ...]) -> tuple[int, ...]:
    """The newest year that the page names as past, and the one after it: news is not older than what it tells."""
    named = [
        s.answer.first.year
        for s in seen
        if s.answer.first and s.answer.grain in (Grain.DAY, Grain.MONTH, Grain.YEAR) and s.tense != "future"
    ]
    return (max(named), max(named) + 1) if named else ()


def _possible(years: tuple[int, ...], seen: tuple[Seen, ...]) -> list[date]:
    """All days of those years that are not before a day told as past (a picture's too)."""
    told = [s.answer.first for s in seen if s.answer.first and s.answer.grain == Grain.DAY and s.tense != "future"]
    first = max([date(years[0], 1, 1), *told])
    return [first + DAY * step for step in range((date(years[-1], 12, 31) - first).days + 1)]


# --- kinds of evidence -------------------------------------------------------------------------------------------


def _datelines(reading: Reading, cues: Cues) -> Iterator[Evidence]:
    """A date in the dateline strip, in a line that says "Published", or at the head of an agency's report."""
    for span in _dated_lines(reading, cues):
        frame = Frame(None, "", None, None, cues["time"], cues["numbers"])
        rules = timex.grammar(tuple(sorted(cues["time"].items())))
        for found in timex.find(timex.level(reading.article.text), span.start, span.end, rules):
            answer = RESOLVERS[found.rule](found, frame) if found.rule in ("day", "iso", "slashes") else None
            if answer and answer.grain == Grain.DAY and (answer.first or answer.value.startswith("XXXX-")):
                yield _dateline(answer, Span(found.start, found.end), reading)


def _dateline(answer: Answer, span: Span, reading: Reading) -> Evidence:
    tail, words = answer.value[4:], span.of(reading.article.text)
    return Evidence("dateline", partial(_ends, tail), f"its dateline says {words!r}", span, answer.first)


def _ends(tail: str, day: date) -> bool:
    return day.isoformat().endswith(tail)


def _dated_lines(reading: Reading, cues: Cues) -> Iterator[Span]:
    """Where a page may state its day."""
    text, strip = reading.article.text, reading.article.dateline
    label = re.compile(cues["published"]["label"][0], re.IGNORECASE)
    yield from (cell.span for cell in (strip.byline, strip.edition, strip.place) if cell and cell.span)
    for block in reading.article.blocks:
        if block.part == Part.DATELINE or (block.part == Part.FURNITURE and label.match(block.span.of(text))):
            yield block.span
    opening = next((block.span for block in reading.article.blocks if block.part == Part.PARAGRAPH), Span(0, len(text)))
    agency = re.match(cues["published"]["dateline"][0], opening.of(text).lstrip()[:160])
    if agency:
        shift = opening.start + len(opening.of(text)) - len(opening.of(text).lstrip())
        yield Span(shift + agency.start("date"), shift + agency.end("date"))


def _weekdays(seen: tuple[Seen, ...]) -> Iterator[Evidence]:
    """The first bare weekday of the news, told as past: news is written on that day or the next."""
    for s in seen:
        value = re.match(r"XXXX-WXX-(\d)", s.answer.value)
        if s.rule == "weekday" and value and s.tense != "future" and s.number <= LEAD:
            number = int(value[1]) - 1
            why = f"its news is of {WEEKDAYS[number]}, and news is written that day or the next"
            yield Evidence("weekday", partial(_that_day_or_next, number), why, s.span)
            return


def _that_day_or_next(number: int, day: date) -> bool:
    return (day.weekday() - number) % 7 <= 1


def _dates(seen: tuple[Seen, ...]) -> Iterator[Evidence]:
    """Days without a year that are told as past, outside captions: not before them, and not long after the latest."""
    for s in seen:
        value = re.fullmatch(r"XXXX-(\d\d)-(\d\d)", s.answer.value)
        if value and s.rule == "day" and s.tense != "future" and s.part != Part.CAPTION:
            month, number = int(value[1]), int(value[2])
            why = f"it tells of {number} {date(2024, month, 1):%B} as past"
            yield Evidence("date", partial(_lately, month, number), why, s.span)


def _lately(month: int, number: int, day: date) -> bool:
    """Whether the latest such day of the year is at most a month before a day."""
    told = (calendar.safe(year, month, number) for year in (day.year, day.year - 1))
    return any(there is not None and timedelta(0) <= day - there <= MONTH for there in told)


def _scheduled(reading: Reading, cues: Cues) -> Iterator[Evidence]:
    """An event whose day the law fixes, spoken of as ahead: not after it, and not long before."""
    text = timex.level(reading.article.text).lower()
    for name, rule in numerals.lookup(cues["published"]["scheduled"]).items():
        for span in times.stretches(reading):
            at = text.find(name, span.start, span.end)
            reach = _reach(text, at, at + len(name), cues) if at >= 0 else 0
            if reach:
                spot = Span(at, at + len(name))
                why = f"the {spot.of(reading.article.text)}, whose day is fixed by law, is still ahead"
                yield Evidence("scheduled", partial(_ahead, rule, reach), why, spot)
                break


def _reach(text: str, start: int, end: int, cues: Cues) -> int:
    """How many days ahead the words around put an event at most; 0 where they do not put it ahead."""
    left = re.sub(r"\s+(?:the|a|this year's)$", "", text[max(0, start - 30) : start].rstrip())
    for words, days in numerals.lookup(cues["published"]["ahead"]).items():
        if left.endswith(words):
            return int(days)
    right = text[end : end + 20].strip()
    return 60 if right.startswith(cues["published"]["looming"]) else 0


def _ahead(rule: str, reach: int, day: date) -> bool:
    event = calendar.election_day(day.year)
    if event is None or (rule == "us-presidential" and day.year % 4):
        return False
    return timedelta(0) <= event - day <= timedelta(days=reach)
