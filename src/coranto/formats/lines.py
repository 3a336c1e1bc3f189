"""A text as the lines a reader sees, and cells cut out of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from coranto.model import Cell, Part, Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[•●▪■◦‣⁃∙·*►▶➤✓]|[-–—](?=\s))\s*")
_STOP = re.compile(r"[.!?…。！？।۔][\"'”’»›)\]]*\Z")
_SENTENCE_END = re.compile(
    r"(?<![A-Z]\.[A-Z])(?<!\b[A-Z])(?<!\bMr)(?<!\bDr)(?<!\bMrs)(?<!\bGen)(?<!\bSt)[.!?][\"'”’)\]]*\s+(?=[\"'“‘(]?[A-Z])"
)

PROSE_WORDS = 8
"""Words from which a line that ends with a stop is taken for running text and not for a label."""
LONG_WORDS = 25
"""Words from which a line is running text even without a stop: longer than headlines get."""


@dataclass(frozen=True, slots=True)
class Shot:
    """The picture that a caption line belongs to, as the markup says; `credit` is where its credit stands."""

    src: str | None = None
    alt: str | None = None
    credit: Span | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph: `span` without its bullet and outer spaces.

    `hint` is what the page's own markup says it is, or None where there is no markup; `shot` the picture above it.
    """

    span: Span
    bullet: bool = False
    hint: Part | None = None
    shot: Shot | None = None


def lines(text: str) -> tuple[Line, ...]:
    """The lines of plain text that hold anything, hard-wrapped paragraphs put together."""
    found = [_line(text, match.start(), match.end()) for match in _LINE.finditer(text)]
    kept = [line for line in found if line.span.start < line.span.end]
    return tuple(_unwrapped(text, kept)) if _wrapped(text, kept) else tuple(kept)


def _line(text: str, start: int, end: int) -> Line:
    mark = _BULLET.match(text, start, end)
    return Line(trimmed(text, mark.end() if mark else start, end), bullet=mark is not None)


def _follows(text: str, line: Line, after: Line) -> bool:
    """Whether the second line goes straight on from the first: one line break between, no bullet, no stop before."""
    gap = text[line.span.end : after.span.start]
    return (gap.count("\n") <= 1 or "\r\n" in gap) and gap.count("\n") < 2 and not after.bullet


def _wrapped(text: str, found: Sequence[Line]) -> bool:
    """Whether the text was broken at a fixed width, as in mail: most lines of 50-100 places run on into the next."""
    pairs = [(a, b) for a, b in itertools.pairwise(found) if _follows(text, a, b)]
    if len(pairs) < 6:
        return False
    running = [a for a, _ in pairs if 50 <= a.span.end - a.span.start <= 100 and not ends(a.span.of(text))]
    longest = max(line.span.end - line.span.start for line in found)
    return longest <= 100 and len(running) * 10 >= len(pairs) * 6


def _unwrapped(text: str, found: Sequence[Line]) -> list[Line]:
    joined: list[Line] = []
    for line in found:
        last = joined[-1] if joined else None
        if last is not None and _follows(text, last, line):
            joined[-1] = Line(Span(last.span.start, line.span.end), last.bullet)
        else:
            joined.append(line)
    return joined


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def cell(text: str, start: int, end: int) -> Cell | None:
    """The words of a stretch with their place, or None where nothing stands there."""
    span = trimmed(text, start, end)
    return Cell(span.of(text), span) if span.start < span.end else None


def ends(words: str) -> bool:
    """Whether words end as a sentence does."""
    return _STOP.search(words[-12:]) is not None


def count(words: str) -> int:
    """How many words, counted no further than running text needs; without spaces two characters are a word."""
    found = len(words[:2000].split(None, LONG_WORDS + 1))
    if words.isascii():
        return found
    wide = sum(1 for character in words[:200] if "\u3040" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3")
    return max(found, wide // 2)


def sentences(text: str, span: Span) -> list[Span]:
    """A caption's sentences, cut simply: only captions need them before the reader has found the real ones."""
    cuts = [match.end() for match in _SENTENCE_END.finditer(text, span.start, span.end)]
    edges = [span.start, *cuts, span.end]
    return [trimmed(text, start, end) for start, end in itertools.pairwise(edges) if start < end]
