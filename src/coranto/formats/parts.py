"""Which line of a page is what: shared by plain text and HTML.

A line first gets a look by its own words; then its place decides: before the running text, in it, or after it. What is
not surely something else is a paragraph: a menu entry read as a sentence does less harm than a sentence lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from coranto.formats import dates, words
from coranto.formats.caption import picture, told_by
from coranto.formats.lines import LONG_WORDS, PROSE_WORDS, Line, cell, count, ends, trimmed
from coranto.formats.strip import Opening, Strip, byline, closing, credit_line, opening, strip
from coranto.model import Block, Cell, Dateline, KeyPoint, Moment, Part, Picture, Rating, Span


class Look(StrEnum):
    """What a line is by its own words."""

    PROSE = "prose"
    SHORT = "short"
    BULLET = "bullet"
    FURNITURE = "furniture"
    TAIL = "tail"
    STRIP = "strip"
    CAPTION = "caption"
    BYLINE = "byline"
    DATE = "date"
    KICKER = "kicker"
    KEYS = "keys"
    PREVIOUS = "previous"
    NEXT = "next"
    TAGS = "tags"
    RATING = "rating"
    CREDIT = "credit"
    MARKED = "marked"


_NO_DATELINE = Dateline()


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a page in text order, and what the lines said that are no text to be read."""

    blocks: tuple[Block, ...]
    dateline: Dateline = _NO_DATELINE
    credit: Cell | None = None
    published: Moment | None = None
    modified: Moment | None = None
    rating: Rating | None = None
    pictures: tuple[Picture, ...] = ()
    points: tuple[KeyPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class _Page:
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
        return self.lines[number].span.of(self.text)


@dataclass(frozen=True, slots=True)
class _Names:
    """What the headline may be: the title as given ("" for none) and lines printed twice, all in small letters."""

    title: str
    again: frozenset[str]


Parts = list[tuple[Part, Span]]

_MARKED = frozenset({Part.KICKER, Part.SECTION, Part.HEADLINE, Part.STANDFIRST, Part.CAPTION, Part.TAG, Part.DATELINE})
"""What a page's own markup is believed about; its paragraphs and headings are looked at once more."""
_ANCHORS = frozenset({Look.STRIP, Look.BYLINE, Look.DATE})
_RATING = re.compile(
    r"(?:average\s+)?(?:rating|score)\W{0,3}(?P<value>\d(?:[.,]\d+)?)?\s*(?:(?:/|out of)\s*\d{1,2})?.{0,20}?"
    r"\b(?:vote(?:s| count)?|ratings?)\W{0,3}(?P<votes>\d{1,7})\b.{0,10}",
    re.IGNORECASE,
)
_NO_VOTES = re.compile(r"(?:no|0) (?:votes|ratings)\b.{0,60}", re.IGNORECASE)


def layout(text: str, found: Sequence[Line], title: str | None = None, source: str | None = None) -> Layout:
    """The parts of a page from its lines. `title` is the headline where it is known apart, `source` the outlet."""
    if not found:
        return Layout(())
    page = _page(text, tuple(found), title, source)
    parts = [part for number in range(len(found)) for part in _parts(page, number)]
    return _closed(text, _opened(text, _notes(page, parts)))


def is_furniture(line: str) -> bool:
    """Whether a line is page machinery whatever stands around it."""
    return words.matches("furniture_patterns", line)


def _page(text: str, found: tuple[Line, ...], title: str | None, source: str | None) -> _Page:
    again = _repeated(line.span.of(text) for line in found[:40])
    names = _Names(title.strip().casefold() if title else "", frozenset(again))
    first = frozenset(
        {names.title}
        | again
        | {line.span.of(text).casefold() for line in found[:12] if count(line.span.of(text)) <= 30}
    )
    strips = {
        n: made
        for n, line in enumerate(found[:40])
        if line.hint not in _MARKED and (made := strip(text, line.span, first, source))
    }
    looks = tuple(Look.STRIP if n in strips else _look(text, line) for n, line in enumerate(found))
    points = _key_points(text, found, looks)
    body = _body(looks, points)
    tail = _tail(text, found, looks, body)
    headline = _headline(text, found, looks, body, names)
    same = frozenset({found[headline].span.of(text).casefold()} if headline is not None else again)
    return _Page(text, found, looks, strips, points, headline, same, body, tail)


def _repeated(lines: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    again: set[str] = set()
    for line in lines:
        (again if line.casefold() in seen else seen).add(line.casefold())
    return {line for line in again if count(line) >= 4}


def _look(text: str, line: Line) -> Look:
    if line.hint in _MARKED:
        return Look.MARKED
    said = line.span.of(text)
    if len(said) <= words.LONGEST_LINE:
        known = _known_look(said)
        if known is not None:
            return known
    if line.bullet and line.hint is None:
        return Look.BULLET
    if line.hint is None and _is_caption(said):
        return Look.CAPTION
    return Look.PROSE if line.hint == Part.PARAGRAPH or _is_prose(said) else Look.SHORT


_BY_WORDS: tuple[tuple[str, Look], ...] = (
    ("previous_patterns", Look.PREVIOUS),
    ("next_patterns", Look.NEXT),
    ("tag_patterns", Look.TAGS),
    ("key_points_patterns", Look.KEYS),
    ("tail_patterns", Look.TAIL),
    ("furniture_patterns", Look.FURNITURE),
    ("byline_patterns", Look.BYLINE),
)


def _known_look(said: str) -> Look | None:
    if kicker(said) is not None:
        return Look.KICKER
    for key, look in _BY_WORDS:
        if words.matches(key, said):
            return look
    if _RATING.fullmatch(said) or _NO_VOTES.fullmatch(said):
        return Look.RATING
    return Look.DATE if _moments(said, None) != (None, None) else None


def _is_prose(said: str) -> bool:
    size = count(said)
    return size >= LONG_WORDS or (size >= PROSE_WORDS and ends(said)) or (size >= 5 and said[0] in '“"' and ends(said))


def _is_caption(said: str) -> bool:
    """Only the line's front and end are looked at: captions are long, and the patterns need not be."""
    front, back = said[:120], said[-160:]
    if len(said) > 1500:
        return False
    return words.matches("caption_patterns", front + (" " + back if len(said) > 280 else said[120:]))


@cache
def _kicker_pattern() -> re.Pattern[str]:
    between = r"\s*[|:·•/>»\\–—-]?\s*"
    section = words.plain("sections")
    return re.compile(
        rf"(?:(?P<kicker>{words.plain('kickers')}){between})?(?P<section>{section})?(?:{between}(?:{section}))*",
        re.IGNORECASE,
    )


def kicker(said: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None] | None:
    """Offsets of the kicker and the section in a line that is nothing else ("Top StoryWorld"), or None."""
    found = _kicker_pattern().fullmatch(said) if 2 <= len(said) <= 80 else None
    if found is None or not (found["kicker"] or found["section"]) or not said[0].isupper():
        return None
    place = found.span("section") if found["section"] else None
    if found["kicker"] is None and place is not None:
        # "News > World > Asia": home and news say nothing, the first real section does
        for match in re.finditer(words.plain("sections"), said, re.IGNORECASE):
            if match[0].casefold() not in {"home", "news"}:
                return None, match.span()
    return (found.span("kicker") if found["kicker"] else None), place


def _moments(said: str, base: Span | None) -> tuple[Moment | None, Moment | None]:
    """Publication and change as a line prints them: "Published 5 November 2024, 10:03 GMT", or only a date."""
    if len(said) > 120 or not any(letter.isdigit() for letter in said):
        return None, None
    published = _after("published_patterns", said)
    modified = _after("modified_patterns", said) if published is None else None
    bare = dates.printed(said, "text") if published is None and modified is None else None
    made = [replace(at, span=base) if at else None for at in (published or bare, modified)]
    return made[0], made[1]


def _after(key: str, said: str) -> Moment | None:
    found = words.whole(key).match(said)
    if found is None:
        return None
    return dates.printed(
        re.split(r"\s[|•·]\s|\b(?:last )?updated\b", said[found.end() :], flags=re.IGNORECASE)[0], "text"
    )


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


def _body(looks: Sequence[Look], points: frozenset[int]) -> int:
    """Where the running text begins: the first prose, or after a byline that at most two sentences stand above."""
    prose = [n for n, look in enumerate(looks) if look in {Look.PROSE, Look.BULLET} and n not in points]
    if not prose:
        return len(looks)
    for anchor in range(min(len(looks), 14) - 1, prose[0], -1):
        if looks[anchor] in _ANCHORS and sum(1 for n in prose if n < anchor) <= 2:
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


def _parts(page: _Page, number: int) -> Parts:
    line = page.lines[number]
    if number == page.headline:
        return [(Part.HEADLINE, line.span)]
    if _captioned(page, number):
        told = told_by(page.text, line.span, line.shot)
        return [(Part.CAPTION, told)] if told.start < told.end else []
    if page.looks[number] == Look.MARKED and line.hint is not None:
        return [(line.hint, line.span)]
    return _unmarked_parts(page, number)


def _unmarked_parts(page: _Page, number: int) -> Parts:
    span = page.lines[number].span
    if page.words(number).casefold() in page.same:
        return [(Part.FURNITURE, span)]
    if number in page.strips:
        return _strip_parts(page, page.strips[number])
    if number in page.points:
        return [(Part.KEY_POINT, key_point(page.text, span).text.span or span)]
    return _tail_parts(page, number) if number >= page.tail else _plain_parts(page, number)


def _strip_parts(page: _Page, found: Strip) -> Parts:
    made: Parts = []
    if found.head is not None:
        made.append((Part.FURNITURE if page.headline is not None else Part.HEADLINE, found.head))
    made.append((Part.DATELINE, found.middle))
    if found.rest is not None:
        made.append((Part.STANDFIRST, found.rest))
    return made


def _captioned(page: _Page, number: int) -> bool:
    return page.lines[number].hint == Part.CAPTION or page.looks[number] == Look.CAPTION


_FIXED: Mapping[Look, Part] = {
    Look.FURNITURE: Part.FURNITURE,
    Look.RATING: Part.RATING,
    Look.CREDIT: Part.DATELINE,
    Look.BYLINE: Part.DATELINE,
    Look.DATE: Part.DATELINE,
}


def _plain_parts(page: _Page, number: int) -> Parts:
    """A line before the tail, by its look and what stands beside it."""
    span, look = page.lines[number].span, page.looks[number]
    if look == Look.KICKER and number < page.body:
        return _kicker_parts(page, span)
    if look == Look.KEYS:
        announced = number + 1 in page.points
        return (
            [(Part.KEY_POINTS_HEADING if announced else Part.HEADING, span)]
            if announced or not ends(page.words(number))
            else [(Part.PARAGRAPH, span)]
        )
    if look in _FIXED:
        return [(_FIXED[look], span)]
    if look in {Look.PROSE, Look.BULLET}:
        above = number < page.body and page.headline is not None and number > page.headline and look == Look.PROSE
        return [(Part.STANDFIRST if above else Part.PARAGRAPH, span)]
    return [(_short_part(page, number), span)]


def _kicker_parts(page: _Page, span: Span) -> Parts:
    found = kicker(span.of(page.text)) or (None, None)
    pairs = zip((Part.KICKER, Part.SECTION), found, strict=True)
    return [(part, Span(span.start + place[0], span.start + place[1])) for part, place in pairs if place]


def _short_part(page: _Page, number: int) -> Part:
    """A short line: long-read heading, heading, standfirst, or (nothing sure) a paragraph."""
    said = page.words(number)
    running = number + 1 < page.tail and page.looks[number + 1] == Look.PROSE
    boxed = number - 1 in page.points or (number > 0 and page.looks[number - 1] in {Look.STRIP, Look.CAPTION})
    if running and (words.matches("long_read_patterns", said) or (boxed and number < page.body and count(said) <= 6)):
        return Part.LONG_READ_HEADING
    if page.lines[number].hint == Part.HEADING:
        return Part.HEADING
    if ends(said) and page.body == len(page.lines):  # nothing but short sentences: they are the text
        return Part.PARAGRAPH
    if number < page.body:
        below = page.headline is not None and number > page.headline
        return (
            Part.STANDFIRST
            if below and count(said) >= 5
            else Part.HEADING
            if page.headline is not None
            else Part.PARAGRAPH
        )
    heading = running and count(said) <= 9 and said[0].isupper() and not re.search(r"[.!?;,:…”\")\]]\Z", said)
    return Part.HEADING if heading and page.lines[number].hint is None else Part.PARAGRAPH


def _tail_parts(page: _Page, number: int) -> Parts:
    """A line after the running text: titles of neighbours, tags, votes; unlabelled short lines only after a marker."""
    span, look, said = page.lines[number].span, page.looks[number], page.words(number)
    if look == Look.RATING:
        return [(Part.RATING, span)]
    neighbour = _neighbour(page, number)
    if neighbour is not None:
        return [(neighbour, span)]
    tags = _tag_spans(page, number)
    if tags:
        return _tag_parts(page.text, tags)
    if look in {Look.SHORT, Look.BULLET, Look.KICKER} or (
        look == Look.PROSE and count(said) <= LONG_WORDS and not ends(said)
    ):
        return [(Part.FURNITURE if _marked_above(page, number) else _short_part(page, number), span)]
    return [(Part.PARAGRAPH if look == Look.PROSE else _FIXED.get(look, Part.FURNITURE), span)]


def _neighbour(page: _Page, number: int) -> Part | None:
    """Previous or next article's title: the line after such a label."""
    above = page.looks[number - 1] if number else None
    if page.looks[number] in {Look.SHORT, Look.PROSE} and above in {Look.PREVIOUS, Look.NEXT}:
        return Part.PREVIOUS if above == Look.PREVIOUS else Part.NEXT
    return None


def _marked_above(page: _Page, number: int) -> bool:
    marks = {Look.FURNITURE, Look.TAIL, Look.PREVIOUS, Look.NEXT, Look.TAGS, Look.RATING}
    return any(page.looks[n] in marks for n in range(page.tail, number))


def _tag_spans(page: _Page, number: int) -> list[Span]:
    """Tags on a line: listed after "Tags:", on the line after that label, or one phrase printed over and over."""
    span = page.lines[number].span
    listed = re.compile(r"(?:tags?|topics?|keywords|filed under)\s*:\s*(?=\S)", re.IGNORECASE).match(
        page.text, span.start, span.end
    )
    if listed:
        return _listed(page.text, listed.end(), span.end)
    if page.looks[number] in {Look.SHORT, Look.KICKER, Look.BULLET} and _under_tags(page, number):
        return _listed(page.text, span.start, span.end)
    again = _over_and_over(page.text, span)
    return [again] if again else []


def _under_tags(page: _Page, number: int) -> bool:
    above = number - 1
    while above > page.tail and number - above <= 30 and page.looks[above] in {Look.SHORT, Look.KICKER, Look.BULLET}:
        above -= 1
    return above >= page.tail and page.looks[above] == Look.TAGS


def _listed(text: str, start: int, end: int) -> list[Span]:
    repeated = _over_and_over(text, Span(start, end))
    if repeated:
        return [repeated]
    cuts = [match.span() for match in re.compile(r"\s*[,;|•·#]\s*").finditer(text, start, end)]
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    found = [trimmed(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [span for span in found if span.start < span.end]


def _over_and_over(text: str, span: Span) -> Span | None:
    """The phrase that fills a line by being printed twice or more ("Dam BurstsDam Bursts" is left alone)."""
    said = list(re.compile(r"[^\s,;|•·#]+").finditer(text, span.start, min(span.end, span.start + 600)))
    names = [match[0].casefold() for match in said]
    for size in range(1, len(names) // 2 + 1):
        if len(names) % size == 0 and names == names[:size] * (len(names) // size) and size * len(names[0]) > 3:
            return Span(said[0].start(), said[size - 1].end())
    return None


def _tag_parts(text: str, spans: Sequence[Span]) -> Parts:
    seen: set[str] = set()
    made: Parts = []
    for span in spans:
        made.append((Part.FURNITURE if span.of(text).casefold() in seen else Part.TAG, span))
        seen.add(span.of(text).casefold())
    return made


def _notes(page: _Page, parts: Parts) -> tuple[Layout, Parts]:
    """What strips, bylines, dates and votes say, beside the parts."""
    shots = [line for number, line in enumerate(page.lines) if _captioned(page, number)]
    pictures = tuple(picture(page.text, line.span, line.shot) for line in shots)
    points = tuple(key_point(page.text, page.lines[number].span) for number in sorted(page.points))
    made = Layout((), pictures=pictures, points=points)
    for number in range(len(page.lines)):
        made = _note(page, number, made)
    return made, parts


def _note(page: _Page, number: int, made: Layout) -> Layout:
    span, look, said = page.lines[number].span, page.looks[number], page.words(number)
    if number in page.strips and made.dateline == _NO_DATELINE:
        return replace(made, dateline=page.strips[number].dateline)
    if look == Look.BYLINE and made.dateline.byline is None and number < page.tail:
        name = byline(Cell(said, span))
        return replace(made, dateline=replace(made.dateline, byline=name), credit=made.credit or _agency(name))
    if look == Look.DATE:
        published, modified = _moments(said, span)
        return replace(made, published=made.published or published, modified=made.modified or modified)
    if look == Look.RATING:
        return replace(made, rating=made.rating or rating(said))
    return made


def _agency(name: Cell) -> Cell | None:
    return name if name.text.casefold() in words.known("agencies") else None


def rating(said: str) -> Rating:
    """Readers' votes as printed. No votes is no average, whatever figure stands beside."""
    found = _RATING.fullmatch(said)
    votes = int(found["votes"]) if found else 0
    value = found["value"] if found else None
    return Rating(float(value.replace(",", ".")) if value and votes else None, votes)


def _opened(text: str, noted: tuple[Layout, Parts]) -> tuple[Layout, Parts]:
    """The dateline that opens the first paragraph, taken out of it; the strip's own words go before it."""
    made, parts = noted
    first = next((n for n, (part, _) in enumerate(parts) if part == Part.PARAGRAPH), None)
    found = opening(text, parts[first][1]) if first is not None else None
    if first is None or found is None:
        return noted
    rest = Span(found.start, parts[first][1].end)
    parts = [*parts[:first], (Part.DATELINE, found.span), (Part.PARAGRAPH, rest), *parts[first + 1 :]]
    return replace(made, dateline=_both(made.dateline, found), credit=found.credit or made.credit), parts


def _both(strip_says: Dateline, found: Opening) -> Dateline:
    here = found.dateline
    return replace(
        strip_says, outlet=strip_says.outlet or here.outlet, place=strip_says.place or here.place, day=here.day
    )


def _closed(text: str, noted: tuple[Layout, Parts]) -> Layout:
    """The agency that the last paragraph credits, taken out of it."""
    made, parts = noted
    last = next((n for n in range(len(parts) - 1, -1, -1) if parts[n][0] == Part.PARAGRAPH), None)
    if last is not None:
        span = parts[last][1]
        whole, ended = credit_line(text, span), closing(text, span)
        if whole is not None:
            parts = [*parts[:last], (Part.DATELINE, span), *parts[last + 1 :]]
        elif ended is not None and ended.span is not None:
            stop = max((n for n in range(span.start, ended.span.start) if text[n] in '.!?”"’'), default=span.end - 1)
            parts = [*parts[:last], (Part.PARAGRAPH, Span(span.start, stop + 1)), *parts[last + 1 :]]
        made = replace(made, credit=made.credit or whole or ended)
    return replace(made, blocks=tuple(Block(part, span) for part, span in _ordered(parts)))


def _ordered(parts: Parts) -> Iterator[tuple[Part, Span]]:
    """In text order, nothing empty, nothing twice."""
    edge = 0
    for part, span in sorted(parts, key=lambda pair: pair[1]):
        if span.start < span.end and span.start >= edge:
            edge = span.end
            yield part, span
