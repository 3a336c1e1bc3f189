"""The strip that says who published, where it was written, by whom: as a line of its own, or opening a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from coranto.formats import words
from coranto.formats.lines import PROSE_WORDS, cell, count, ends, trimmed
from coranto.model import Cell, Dateline, Span

_SEPARATORS = (
    r"(?<!\s)\s*+\\\s*+",
    r"(?<!\s)\s*+\|\s*+",
    r"(?<!\s)\s*+[•·]\s*+",
    r"(?<!\s)\s++[-–—]{1,2}\s++",
)
"""Each begins only where white space begins: long runs of spaces would otherwise be walked once from each space."""
_SURE = 2
"""The first separators (backslash, pipe) are used for nothing else; bullets and dashes also occur in sentences."""
_LONGEST = 5_000
"""Code points of a strip with the summary that follows it on its line."""
_LEAST = 4
"""Pieces of a strip: fewer are a headline with its outlet, or a sentence."""
_LONGEST_PIECE = 8
"""Words of a piece between headline and first sentence."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip taken apart: the headline repeated in it, its own words, what they say, and the sentence after it."""

    head: Span | None
    middle: Span
    dateline: Dateline
    rest: Span | None


def strip(text: str, span: Span, headlines: frozenset[str], source: str | None) -> Strip | None:
    """The line at `span` as a strip, or None. `headlines` are lines that stand alone on the page."""
    if span.end - span.start > _LONGEST:
        return None
    for number, pattern in enumerate(_SEPARATORS):
        pieces = _pieces(text, span, pattern)
        if len(pieces) < _LEAST:
            continue
        known = pieces[0].text.casefold() in headlines
        if (known or number < _SURE) and _plausible(pieces, known=known):
            return _strip(pieces, source, known=known)
    return None


def _pieces(text: str, span: Span, pattern: str) -> list[Cell]:
    """Pieces between separators; only the first eight separators count, the rest belong to the sentence."""
    stops = [
        match.span()
        for match, _ in zip(re.compile(pattern).finditer(text, span.start, span.end), range(8), strict=False)
    ]
    edges = [span.start, *(edge for stop in stops for edge in stop), span.end]
    found = [cell(text, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [piece for piece in found if piece is not None]


def _plausible(pieces: Sequence[Cell], *, known: bool) -> bool:
    """Middle pieces short, capitalised and without a stop; a last piece that is a sentence, or a headline known."""
    middle = pieces[1:-1]
    short = all(count(piece.text) <= _LONGEST_PIECE and piece.text[:1].isupper() for piece in middle)
    return short and (known or _sentence(pieces[-1].text)) and count(pieces[0].text) <= 30


def _sentence(piece: str) -> bool:
    return count(piece) >= PROSE_WORDS and ends(piece)


def _strip(pieces: Sequence[Cell], source: str | None, *, known: bool) -> Strip:
    head = pieces[0].span if known or count(pieces[0].text) > 4 else None
    rest = pieces[-1].span if _sentence(pieces[-1].text) else None
    middle = pieces[1 if head else 0 : -1 if rest else None]
    first, last = middle[0].span, middle[-1].span
    if first is None or last is None:  # cells cut from text always have spans; said for the type checker
        return Strip(head, Span(0, 0), Dateline(), rest)
    return Strip(head, Span(first.start, last.end), _roles(middle, source), rest)


def _roles(pieces: Sequence[Cell], source: str | None) -> Dateline:
    """Who is what: edition, byline and outlet by their words; of what is left, three in the usual order.

    Two left over could be outlet and place or place and byline: nothing is said of them unless one names itself.
    """
    made = Dateline()
    left: list[Cell] = []
    for piece in pieces:
        if words.matches("edition_patterns", piece.text):
            made = replace(made, edition=piece)
        elif words.matches("byline_patterns", piece.text):
            made = replace(made, byline=byline(piece))
        elif made.outlet is None and _outlet(piece.text, source):
            made = replace(made, outlet=piece)
        else:
            left.append(piece)
    free = [name for name in ("outlet", "place", "byline") if getattr(made, name) is None]
    return replace(made, **dict(zip(free, left, strict=True))) if len(free) == len(left) else made


def _outlet(piece: str, source: str | None) -> bool:
    if source and piece.casefold() == source.casefold():
        return True
    return any(word in words.lists()["outlet_words"] for word in piece.upper().split())


def byline(piece: Cell) -> Cell:
    """The name in a byline, without "By" and what comes after a bar."""
    found = re.match(
        r"(?:(?:written|reported|story|words)\s+)?(?:by|authors?|reporters?|journalists?|writers?)\b:?\s*",
        piece.text,
        re.IGNORECASE,
    )
    start = found.end() if found else 0
    end = re.compile(r"\s+[|•·–—]\s+|\s+(?:and\s+)?(?:agenc(?:y|ies))\Z").search(piece.text, start)
    words_left = piece.text[start : end.start() if end else None].strip()
    if piece.span is None or not words_left:
        return piece
    at = piece.span.start + piece.text.index(words_left, start)
    return Cell(words_left, Span(at, at + len(words_left)))


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
    is_outlet = place is not None and _outlet(place.text, None)
    made = Dateline(outlet=place, day=day) if is_outlet else Dateline(place=place, day=day)
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
