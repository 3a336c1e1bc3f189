"""Which line of a page is what: shared by plain text and HTML.

A line first gets a look by its own words; then its place decides: before the running text, in it, or after it. What is
not surely something else is a paragraph: a menu entry read as a sentence does less harm than a sentence lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from coranto.formats import words
from coranto.formats.caption import told_by
from coranto.formats.foot import marked_above, neighbour, tag_parts, tag_spans
from coranto.formats.lines import LONG_WORDS, count, ends
from coranto.formats.looks import Look, kicker
from coranto.formats.outline import Page, captioned, key_point
from coranto.formats.strip import Strip
from coranto.model import Part, Span

Parts = list[tuple[Part, Span]]


def parts_of(page: Page, number: int) -> Parts:
    """The parts that a line is made of, with their places: one mostly; a strip or a line of tags has several."""
    line = page.lines[number]
    if number == page.headline:
        return [(Part.HEADLINE, line.span)]
    if captioned(page, number):
        told = told_by(page.text, line.span, line.shot)
        return [(Part.CAPTION, told)] if told.start < told.end else []
    if page.looks[number] == Look.MARKED and line.hint is not None:
        return [(line.hint, line.span)]
    return _unmarked_parts(page, number)


def _unmarked_parts(page: Page, number: int) -> Parts:
    span = page.lines[number].span
    if page.words(number).casefold() in page.same:
        return [(Part.FURNITURE, span)]
    if number in page.strips:
        return _strip_parts(page, page.strips[number])
    if number in page.points:
        return [(Part.KEY_POINT, key_point(page.text, span).text.span or span)]
    return _tail_parts(page, number) if number >= page.tail else _plain_parts(page, number)


def _strip_parts(page: Page, found: Strip) -> Parts:
    made: Parts = []
    if found.head is not None:
        made.append((Part.FURNITURE if page.headline is not None else Part.HEADLINE, found.head))
    made.append((Part.DATELINE, found.middle))
    if found.rest is not None:
        made.append((Part.STANDFIRST, found.rest))
    return made


_FIXED: Mapping[Look, Part] = {
    Look.FURNITURE: Part.FURNITURE,
    Look.RATING: Part.RATING,
    Look.CREDIT: Part.DATELINE,
    Look.BYLINE: Part.DATELINE,
    Look.DATE: Part.DATELINE,
}


def _plain_parts(page: Page, number: int) -> Parts:
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


def _kicker_parts(page: Page, span: Span) -> Parts:
    found = kicker(span.of(page.text)) or (None, None)
    pairs = zip((Part.KICKER, Part.SECTION), found, strict=True)
    return [(part, Span(span.start + place[0], span.start + place[1])) for part, place in pairs if place]


def _short_part(page: Page, number: int) -> Part:
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


def _tail_parts(page: Page, number: int) -> Parts:
    """A line after the running text: titles of neighbours, tags, votes; unlabelled short lines only after a marker."""
    span, look, said = page.lines[number].span, page.looks[number], page.words(number)
    if look == Look.RATING:
        return [(Part.RATING, span)]
    beside = neighbour(page, number)
    if beside is not None:
        return [(beside, span)]
    tags = tag_spans(page, number)
    if tags:
        return tag_parts(page.text, tags)
    if look in {Look.SHORT, Look.BULLET, Look.KICKER} or (
        look == Look.PROSE and count(said) <= LONG_WORDS and not ends(said)
    ):
        return [(Part.FURNITURE if marked_above(page, number) else _short_part(page, number), span)]
    return [(Part.PARAGRAPH if look == Look.PROSE else _FIXED.get(look, Part.FURNITURE), span)]
