"""What an agency writes around its copy: the dateline that opens a paragraph, the credit that ends one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from coranto.formats import words
from coranto.formats.lines import PROSE_WORDS, cell, count, trimmed
from coranto.formats.roles import is_outlet
from coranto.model import Cell, Dateline, Span


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline that opens a paragraph: its words, what they say, and where the paragraph's first sentence starts."""

    span: Span
    dateline: Dateline
    credit: Cell | None
    start: int


@cache
def _opening_pattern() -> re.Pattern[str]:
    month = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
    day = rf"(?:{month}\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\s{month}(?:,?\s\d{{4}})?)"
    capitals = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]*){0,4}"
    mixed = r"[A-ZÀ-Þ][\w.'’-]+(?: (?:[A-ZÀ-Þ]|de |del |al-|el-)[\w.'’-]*){0,3}"
    return re.compile(
        rf"(?P<place>(?P<capitals>{capitals})(?:,\s{mixed})?|{mixed}(?:,\s{mixed})?)"
        rf"(?:,?\s(?:[-–—/|]\s)?(?P<day>{day}))?(?:,?\s?[|/]?\s?(?:\((?P<credit>[^()]{{2,40}})\)))?"
        rf"(?:,?\s(?:[-–—]\s)?(?P<day2>{day}))?\s*(?P<stop>--?|[–—]|:)(?=\s|(?<=[–—]))\s*",
    )


@cache
def _credit_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\((?P<one>{words.plain('agencies')})\)|(?P<two>{words.plain('agencies')}))\s*(?:--?|[–—]|:)\s+"
    )


def opening(text: str, span: Span) -> Opening | None:
    """The dateline that opens the paragraph at `span` ("SEOUL, Nov. 5 (Agency) — "), or None.

    A place not in capitals counts only with a day or an agency beside it; short capitals before a colon may be a body.
    """
    if count(span.of(text)) < PROSE_WORDS:
        return None
    limit = min(span.end, span.start + 120)
    alone = _credit_pattern().match(text, span.start, limit)
    if alone:
        name = "one" if alone["one"] else "two"
        return Opening(trimmed(text, *alone.span()), Dateline(), cell(text, *alone.span(name)), alone.end())
    found = _opening_pattern().match(text, span.start, limit)
    return _read(text, found) if found and _opens(found) else None


def _opens(found: re.Match[str]) -> bool:
    place = found["place"]
    letters = sum(1 for letter in place if letter.isalpha())
    if any(word.strip(".,") in words.lists()["label_words"] for word in place.split()):
        return False
    if found["day"] or found["day2"] or found["credit"]:
        return letters >= 3
    return found["capitals"] is not None and letters >= (5 if found["stop"] == ":" else 4)


def _read(text: str, found: re.Match[str]) -> Opening:
    place = cell(text, *found.span("place"))
    day_name = "day" if found["day"] else "day2"
    day = cell(text, *found.span(day_name)) if found[day_name] else None
    credit = cell(text, *found.span("credit")) if found["credit"] else None
    outlet = place is not None and is_outlet(place.text, None)
    made = Dateline(outlet=place, day=day) if outlet else Dateline(place=place, day=day)
    return Opening(trimmed(text, *found.span()), made, credit, found.end())


@cache
def _closing_pattern() -> re.Pattern[str]:
    names = words.plain("agencies")
    return re.compile(rf"(?<=[.!?”\"’])\s*(?:[-–—]+\s*|/\s*)?[(\[]?(?P<name>{names})[)\]]?\.?\s*\Z")


def closing(text: str, span: Span) -> Cell | None:
    """The agency that the end of a paragraph credits: "… he said. (Agency)", "… — Agency"."""
    found = _closing_pattern().search(text, max(span.start, span.end - 60), span.end)
    if found is None:
        return None
    marked = text[found.start() : found.end()].strip() != found["name"]
    return cell(text, *found.span("name")) if marked else None


@cache
def _credit_line_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:source|sources|credit|agency|via|[-–—/(\[])?\s*:?\s*(?P<name>(?:{words.plain('agencies')}))\s*[)\]/]?\.?",
        re.IGNORECASE,
    )


def credit_line(text: str, span: Span) -> Cell | None:
    """The agency that a whole line names: "(Agency)", "Source: Agency", "— Agency"."""
    found = _credit_line_pattern().fullmatch(text, span.start, span.end)
    return cell(text, *found.span("name")) if found else None
