"""The strip that says who published, where it was written, by whom, as a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coranto.formats.lines import PROSE_WORDS, cell, count, ends
from coranto.formats.roles import is_day, is_place, roles, tells
from coranto.model import Cell, Dateline, Span

_SEPARATORS = (
    r"(?<!\s)\s*+\\\s*+",
    r"(?<!\s)\s*+\|\s*+",
    r"(?<!\s)\s*+[•·]\s*+",
    r"(?<!\s)\s++[-–—]{1,2}\s++",
)
"""Each begins only where white space begins: long runs of spaces would otherwise be walked once from each space."""
_MARKS = dict(zip(_SEPARATORS, ("\\", "|", "•·", "-–—"), strict=True))
"""What must stand in a line for a separator to stand there; looked for first, since most lines have none."""
_SURE = 2
"""The first separators (backslash, pipe) are used for nothing else; bullets and dashes also occur in sentences."""
_LONGEST = 5_000
"""Code points of a strip with the summary that follows it on its line."""
_LEAST = 4
"""Pieces of a strip: fewer are a headline with its outlet, or a sentence."""
_LONGEST_PIECE = 8
"""Words of a piece between headline and first sentence."""
_LEAST_BARE, _MOST_BARE = 3, 6
"""Pieces of a strip that repeats no headline: two are an outlet and its slogan, seven a menu."""
_LONGEST_BARE = 200
"""Code points of such a strip: six names of usual length."""


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


def bare(text: str, span: Span, source: str | None, *, headed: bool) -> Strip | None:
    """The short line at `span` as a strip that repeats no headline, or None. `headed`: it stands under a headline."""
    pieces = _short_pieces(text, span)
    return _whole(pieces, source) if len(pieces) >= _LEAST_BARE and tells(pieces, source, headed=headed) else None


def marked(text: str, span: Span, source: str | None) -> Strip | None:
    """The line at `span` that its page's markup calls byline or dateline, as a strip; None where it is one thing."""
    here = cell(text, span.start, span.end)
    pieces = [here] if here is not None and is_place(here.text) else _short_pieces(text, span)
    return _whole(pieces, source) if pieces else None


def _short_pieces(text: str, span: Span) -> list[Cell]:
    """The pieces of a short line parted by one and the same separator, or nothing where a piece may be a sentence."""
    if span.end - span.start > _LONGEST_BARE:
        return []
    for pattern in _SEPARATORS:
        pieces = _pieces(text, span, pattern)
        if 1 < len(pieces) <= _MOST_BARE and all(_labels(piece.text) for piece in pieces):
            return pieces
    return []


def _labels(piece: str) -> bool:
    """Whether a piece can be a name or a date: short, capitalised, no stop at its end, no other separator in it."""
    if count(piece) > _LONGEST_PIECE or not (piece[0].isupper() or piece[0].isdigit()):
        return False
    return is_day(piece) or re.search(r"[\\|•·]|[.!?:;,…]\Z", piece) is None


def _whole(pieces: Sequence[Cell], source: str | None) -> Strip | None:
    """A strip with neither headline nor sentence in its line."""
    first, last = pieces[0].span, pieces[-1].span
    return Strip(None, Span(first.start, last.end), roles(pieces, source), None) if first and last else None


def _pieces(text: str, span: Span, pattern: str) -> list[Cell]:
    """Pieces between separators; only the first eight separators count, the rest belong to the sentence."""
    if not any(mark in text[span.start : span.end] for mark in _MARKS[pattern]):
        return []
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
    return Strip(head, Span(first.start, last.end), roles(middle, source), rest)
