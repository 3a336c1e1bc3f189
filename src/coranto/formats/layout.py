"""A page's lines as the parts of an article, with what strips, bylines, captions, dates and votes say beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from coranto.formats import words
from coranto.formats.caption import picture
from coranto.formats.dateline import Opening, closing, credit_line, opening
from coranto.formats.lines import Line
from coranto.formats.looks import Look, moments, rating
from coranto.formats.outline import Page, captioned, key_point, outline
from coranto.formats.parts import Parts, parts_of
from coranto.formats.roles import byline, is_name
from coranto.model import Block, Cell, Dateline, KeyPoint, Moment, Part, Picture, Rating, Span

_NO_DATELINE = Dateline()
_MOST_NAMES = 2
"""Paragraphs of a name alone that may stand above the agency's dateline."""


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


def layout(text: str, found: Sequence[Line], title: str | None = None, source: str | None = None) -> Layout:
    """The parts of a page from its lines. `title` is the headline where it is known apart, `source` the outlet."""
    if not found:
        return Layout(())
    page = outline(text, tuple(found), title, source)
    parts = [part for number in range(len(found)) for part in parts_of(page, number)]
    return _closed(text, _opened(text, _notes(page, parts)))


def _notes(page: Page, parts: Parts) -> tuple[Layout, Parts]:
    """What strips, bylines, dates and votes say, beside the parts."""
    shots = [line for number, line in enumerate(page.lines) if captioned(page, number)]
    pictures = tuple(picture(page.text, line.span, line.shot) for line in shots)
    points = tuple(key_point(page.text, page.lines[number].span) for number in sorted(page.points))
    made = Layout((), pictures=pictures, points=points)
    for number in range(len(page.lines)):
        made = _note(page, number, made)
    return made, parts


def _note(page: Page, number: int, made: Layout) -> Layout:
    span, look, said = page.lines[number].span, page.looks[number], page.words(number)
    if number in page.strips:
        return _stripped(page.strips[number].dateline, made)
    if look == Look.BYLINE and made.dateline.byline is None and number < page.tail:
        name = byline(Cell(said, span))
        return replace(made, dateline=replace(made.dateline, byline=name), credit=made.credit or _agency(name))
    if look == Look.DATE:
        published, modified = moments(said, span)
        return replace(made, published=made.published or published, modified=made.modified or modified)
    if look == Look.RATING:
        return replace(made, rating=made.rating or rating(said))
    return made


def _stripped(says: Dateline, made: Layout) -> Layout:
    """What a strip says where nothing above it has said it; a full date in it is when the page was published."""
    empty = [field.name for field in fields(says) if getattr(made.dateline, field.name) is None]
    new = {name: getattr(says, name) for name in empty}
    published, _ = moments(says.day.text, says.day.span) if says.day else (None, None)
    return replace(made, dateline=replace(made.dateline, **new), published=made.published or published)


def _agency(name: Cell) -> Cell | None:
    return name if name.text.casefold() in words.known("agencies") else None


def _opened(text: str, noted: tuple[Layout, Parts]) -> tuple[Layout, Parts]:
    """The dateline that opens the first paragraph, or the one under names that the markup took for paragraphs."""
    parts = noted[1]
    running = [n for n, (part, _) in enumerate(parts) if part == Part.PARAGRAPH][: _MOST_NAMES + 1]
    for place, number in enumerate(running):
        span = parts[number][1]
        found = opening(text, span)
        if found is not None:
            return _taken_out(text, noted, found, running[: place + 1])
        if not is_name(span.of(text)):
            break
    return noted


def _taken_out(text: str, noted: tuple[Layout, Parts], found: Opening, running: Sequence[int]) -> tuple[Layout, Parts]:
    """The dateline taken out of the last of `running`; an agency's name above it is its byline, other names stay."""
    made, parts = noted
    credit = found.credit.text.casefold() if found.credit else ""
    names = [Cell(parts[n][1].of(text), parts[n][1]) for n in running[:-1]]
    agencies = [name for name in names if name.text.casefold() in words.known("agencies") | {credit}]
    spans = {name.span for name in agencies}
    parts = [(Part.DATELINE if span in spans else part, span) for part, span in parts]
    rest = Span(found.start, parts[running[-1]][1].end)
    parts[running[-1] : running[-1] + 1] = [(Part.DATELINE, found.span), (Part.PARAGRAPH, rest)]
    whole = _both(made.dateline, found)
    whole = replace(whole, byline=whole.byline or next(iter(agencies), None))
    return replace(made, dateline=whole, credit=found.credit or made.credit), parts


def _both(strip_says: Dateline, found: Opening) -> Dateline:
    """The strip's own words go before the dateline's; the day is the day of writing, which the dateline gives."""
    here = found.dateline
    return replace(
        strip_says,
        outlet=strip_says.outlet or here.outlet,
        place=strip_says.place or here.place,
        day=here.day or strip_says.day,
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
