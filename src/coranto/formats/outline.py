"""Where the parts of a page stand: its headline, its box of key points, where the running text begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coranto.formats.lines import LONG_WORDS, Line, cell, count
from coranto.formats.looks import MARKED, Look, is_prose, look_of
from coranto.formats.strip import Strip, bare, marked, strip
from coranto.model import Cell, KeyPoint, Part, Span

_ANCHORS = frozenset({Look.STRIP, Look.BYLINE, Look.DATE})
_NEAR = 12
"""Lines from the top in which a strip may stand, captions and marked parts not counted."""


@dataclass(frozen=True, slots=True)
class Page:
    """Lines with their looks and the places where the running text begins and the page's tail begins."""

    text: str
    lines: tuple[Line, ...]
    looks: tuple[Look, ...]
    strips: Mapping[int, Strip]
    points: frozenset[int]
    headline: int | None
    same: frozenset[str]
    body: int
    tail: int

    def words(self, number: int) -> str:
        """The words of a line."""
        return self.lines[number].span.of(self.text)


@dataclass(frozen=True, slots=True)
class _Names:
    """What the headline may be: the title as given ("" for none) and lines printed twice, all in small letters."""

    title: str
    again: frozenset[str]


def outline(text: str, found: tuple[Line, ...], title: str | None, source: str | None) -> Page:
    """The lines of a page with what they look like and where its parts stand; for the arguments see `layout`."""
    again = _repeated(line.span.of(text) for line in found[:40])
    names = _Names(title.strip().casefold() if title else "", frozenset(again))
    first = frozenset(
        {names.title}
        | again
        | {line.span.of(text).casefold() for line in found[:12] if count(line.span.of(text)) <= 30}
    )
    strips = _strips(text, found, first, source)
    looks = tuple(Look.STRIP if n in strips else look_of(text, line) for n, line in enumerate(found))
    strips |= _bare_strips(text, found, looks, source)
    looks = tuple(Look.STRIP if n in strips else look for n, look in enumerate(looks))
    points = _key_points(text, found, looks)
    anchors = [look in _ANCHORS and line.hint != Part.DATELINE for line, look in zip(found, looks, strict=True)]
    body = _body(looks, points, anchors)
    tail = _tail(text, found, looks, body)
    headline = _headline(text, found, looks, body, names)
    same = frozenset({found[headline].span.of(text).casefold()} if headline is not None else again)
    return Page(text, found, looks, strips, points, headline, same, body, tail)


def _strips(text: str, found: Sequence[Line], first: frozenset[str], source: str | None) -> dict[int, Strip]:
    """Lines that repeat the headline or go on into a sentence, and lines that the markup calls so."""
    made: dict[int, Strip] = {}
    for number, line in enumerate(found[:40]):
        if line.hint == Part.DATELINE:
            known = marked(text, line.span, source)
        else:
            known = strip(text, line.span, first, source) if line.hint not in MARKED else None
        if known is not None:
            made[number] = known
    return made


def _bare_strips(text: str, found: Sequence[Line], looks: Sequence[Look], source: str | None) -> dict[int, Strip]:
    """Lines near the headline that only name outlet, place, people, edition, day: at most two sentences stand above."""
    made: dict[int, Strip] = {}
    headed, sentences, plain = False, 0, 0
    for number, line in enumerate(found[:40]):
        if looks[number] == Look.MARKED or looks[number] == Look.CAPTION:
            headed = headed or line.hint == Part.HEADLINE
            continue
        able = not line.bullet and line.hint in {None, Part.PARAGRAPH} and looks[number] != Look.STRIP
        known = bare(text, line.span, source, headed=headed) if able else None
        said = line.span.of(text)
        headed = headed or (known is None and looks[number] == Look.SHORT and count(said) > 2)
        sentences, plain = sentences + is_prose(said), plain + 1
        if known is not None:
            made[number] = known
        if sentences > 2 or plain > _NEAR:
            break
    return made


def _repeated(lines: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    again: set[str] = set()
    for line in lines:
        (again if line.casefold() in seen else seen).add(line.casefold())
    return {line for line in again if count(line) >= 4}


def _key_points(text: str, found: Sequence[Line], looks: Sequence[Look]) -> frozenset[int]:
    """Lines that are points of a box: bullets, or labelled sentences, right after a heading that announces them."""
    points: set[int] = set()
    for heading, look in enumerate(looks):
        if look != Look.KEYS:
            continue
        for number in range(heading + 1, min(len(found), heading + 30)):
            if not (found[number].bullet or _label(text, found[number].span)) or looks[number] == Look.CAPTION:
                break
            points.add(number)
    return frozenset(points or _leading_bullets(looks))


def _leading_bullets(looks: Sequence[Look]) -> set[int]:
    """Two bullets and more before any running text are key points though nothing announces them."""
    first = next((n for n, look in enumerate(looks) if look == Look.PROSE), 0)
    bullets = {n for n in range(first) if looks[n] == Look.BULLET}
    return bullets if len(bullets) > 1 else set()


def _label(text: str, span: Span) -> Span | None:
    """The label of a point, "Label: sentence.", without its colon."""
    found = re.compile(r"[A-Z“\"‘'][^:\n!?]{1,70}?(?=:\s+\S)").match(text, span.start, min(span.end, span.start + 80))
    return Span(found.start(), found.end()) if found and count(found[0]) <= 9 else None


def key_point(text: str, span: Span) -> KeyPoint:
    """A point's label and its sentence. The block is the sentence alone: a label before it would be parsed with it."""
    label = _label(text, span)
    rest = cell(text, label.end + 1, span.end) if label else None
    if label is None or rest is None:
        return KeyPoint(None, Cell(span.of(text), span))
    return KeyPoint(Cell(label.of(text), label), rest)


def _body(looks: Sequence[Look], points: frozenset[int], anchors: Sequence[bool]) -> int:
    """Where the running text begins: the first prose, or after a byline that at most two sentences stand above.

    A byline found by its class alone is no such anchor: pages also put authors' names between their paragraphs.
    """
    prose = [n for n, look in enumerate(looks) if look in {Look.PROSE, Look.BULLET} and n not in points]
    if not prose:
        return len(looks)
    for anchor in range(min(len(looks), 14) - 1, prose[0], -1):
        if anchors[anchor] and sum(1 for n in prose if n < anchor) <= 2:
            return next((n for n in prose if n > anchor), prose[0])
    return prose[0]


def _tail(text: str, found: Sequence[Line], looks: Sequence[Look], body: int) -> int:
    """Where the page goes on without the article: at a heading with only slight lines after it, or after all prose."""
    running = [n for n, look in enumerate(looks) if look in {Look.PROSE, Look.BULLET, Look.CAPTION}]
    if not running or body == len(looks):
        return len(looks)
    slight = len(found)
    while slight > body + 1 and (
        looks[slight - 1] != Look.PROSE or count(found[slight - 1].span.of(text)) <= LONG_WORDS
    ):
        slight -= 1
    for number in range(max(slight, body + 1), len(found)):
        if looks[number] == Look.TAIL:
            return number
    return running[-1] + 1


def _headline(text: str, found: Sequence[Line], looks: Sequence[Look], body: int, names: _Names) -> int | None:
    """The line that is the headline: marked so, equal to the title, printed twice, or the first that can be one."""
    for number, line in enumerate(found[:40]):
        if line.hint == Part.HEADLINE or line.span.of(text).casefold() == names.title:
            return number
    if body >= len(found):  # no running text: nothing to be the headline of
        return None
    able = [n for n in range(body) if found[n].hint is None and _could_head(found[n].span, looks[n])]
    twice = [n for n in able if found[n].span.of(text).casefold() in names.again]
    full = [n for n in able if looks[n] == Look.SHORT and count(found[n].span.of(text)) >= 4]
    brief = [n for n in able if looks[n] == Look.SHORT and count(found[n].span.of(text)) >= 2]
    return next(iter(twice or full or brief), None)


def _could_head(span: Span, look: Look) -> bool:
    return look in {Look.SHORT, Look.PROSE} and span.end - span.start <= 250


def captioned(page: Page, number: int) -> bool:
    """Whether a line is a caption, by the page's markup or by its words."""
    return page.lines[number].hint == Part.CAPTION or page.looks[number] == Look.CAPTION
