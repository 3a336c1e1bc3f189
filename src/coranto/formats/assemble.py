"""An article out of its text, the parts found in it and what its metadata say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from coranto.formats import links
from coranto.formats.layout import Layout
from coranto.model import (
    Article,
    Capture,
    Cell,
    Dateline,
    KeyPoints,
    Moment,
    Part,
    Picture,
    Problem,
    Rating,
    Raw,
    Span,
    article_id,
    version_id,
)

LONGEST_TEXT = 1_000_000
"""Code points of one article's text. A book is not news; far above the longest report (about 60,000)."""


@dataclass(frozen=True, slots=True)
class About:
    """What is said of an article outside its text. Cells have no span; their origin says where they were read.

    `title` goes before the headline that is printed, `headline` stands in where none is.
    """

    ref: str | None = None
    headline: Cell | None = None
    title: Cell | None = None
    standfirst: Cell | None = None
    section: Cell | None = None
    source: Cell | None = None
    byline: Cell | None = None
    address: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    tags: tuple[Cell, ...] = ()
    rating: Rating | None = None
    pictures: tuple[Picture, ...] = ()
    previous: Cell | None = None
    next: Cell | None = None
    problems: tuple[Problem, ...] = ()


def article(raw: Raw, form: str, text: str, found: Layout, about: About) -> Article:
    """One article. What stands in the text wins over what is said of it, but for structured dates and the source."""
    source = _source(raw, about, found)
    address = about.address
    return Article(
        id=article_id(source.text if source else None, address, text),
        version=version_id(text),
        text=text,
        blocks=found.blocks,
        capture=Capture(raw.at, raw.url, form, _sha256(raw.body)),
        ref=about.ref or raw.ref,
        source=source,
        address=address,
        headline=about.title or _first(text, found, Part.HEADLINE) or about.headline,
        standfirst=_run(text, found, Part.STANDFIRST) or about.standfirst,
        kicker=_first(text, found, Part.KICKER),
        section=_first(text, found, Part.SECTION) or about.section,
        dateline=_dateline(found.dateline, about.byline),
        published=about.published or raw.published or found.published,
        modified=about.modified or found.modified,
        language=about.language,
        credit=found.credit,
        pictures=(*found.pictures, *about.pictures),
        key_points=_key_points(text, found),
        long_read=_first(text, found, Part.LONG_READ_HEADING),
        tags=_tags([*_all(text, found, Part.TAG), *about.tags]),
        previous=_first(text, found, Part.PREVIOUS) or about.previous,
        next=_first(text, found, Part.NEXT) or about.next,
        rating=found.rating or about.rating,
        ours=raw.ours,
        problems=about.problems,
    )


@lru_cache(maxsize=1)
def _sha256(body: bytes) -> str:
    """The hash of an input, worked out once for all of its articles."""
    return hashlib.sha256(body).hexdigest()


def _source(raw: Raw, about: About, found: Layout) -> Cell | None:
    given = Cell(raw.source, None, "given") if raw.source else None
    return given or about.source or found.dateline.outlet


def _dateline(found: Dateline, name: Cell | None) -> Dateline:
    """The strip with the byline of the metadata where it has none; they also say where a name ends."""
    printed = found.byline
    if name is None or printed is None:
        return replace(found, byline=printed or name)
    title = printed.text.removeprefix(name.text)
    if printed.span is None or title == printed.text or not re.match(r",? [A-Z]\w+ ", title + " "):
        return found
    span = Span(printed.span.start, printed.span.start + len(name.text))
    return replace(found, byline=Cell(name.text, span))


def _all(text: str, found: Layout, part: Part) -> list[Cell]:
    return [Cell(block.span.of(text), block.span) for block in found.blocks if block.part == part]


def _first(text: str, found: Layout, part: Part) -> Cell | None:
    return next(iter(_all(text, found, part)), None)


def _run(text: str, found: Layout, part: Part) -> Cell | None:
    """The first run of neighbouring blocks of a part, as one stretch of text."""
    places = [n for n, block in enumerate(found.blocks) if block.part == part]
    if not places:
        return None
    last = places[0]
    while last + 1 in places:
        last += 1
    span = Span(found.blocks[places[0]].span.start, found.blocks[last].span.end)
    return Cell(span.of(text), span)


def _key_points(text: str, found: Layout) -> KeyPoints | None:
    return KeyPoints(_first(text, found, Part.KEY_POINTS_HEADING), found.points) if found.points else None


def _tags(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Each tag once, by its letters alone; the first spelling stays."""
    kept: dict[str, Cell] = {}
    for tag in cells:
        kept.setdefault(re.sub(r"[\W_]+", " ", tag.text).strip().casefold() or tag.text, tag)
    return tuple(kept.values())


def language(value: object) -> str | None:
    """The primary subtag of a BCP 47 tag in small letters: "en-GB" is "en"; None where it is no such tag."""
    found = (
        re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,30})?\s*", value) if isinstance(value, str) else None
    )
    return found[1].lower() if found else None


def address(value: str | None, base: str | None = None) -> tuple[str | None, tuple[Problem, ...]]:
    """An article's canonical address, or None with a Problem where it is no absolute http(s) address."""
    if not value:
        return None, ()
    fit = links.safe(value, base)
    return (links.canonical(fit), ()) if fit else (None, (links.unsafe(value),))
