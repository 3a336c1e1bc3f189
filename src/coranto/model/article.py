"""A piece of news as it was taken in: its text, its parts and where each was read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from coranto.model.problem import Problem
from coranto.model.span import Cell, Span
from coranto.model.time import Moment


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they came, before any format reader has seen them.

    `form` is "html", "feed", "text", "jsonl", "ninjs", "newsml", "nitf" or None for "find out". `url` is the address
    they came from, `ref` an id given with the input, `at` when they were taken in (zoned), `published` a publication
    time given by the caller, `source` the outlet's name where the caller knows it. `ours` marks the editor's own copy.
    """

    body: bytes
    form: str | None = None
    url: str | None = None
    ref: str | None = None
    at: datetime | None = None
    published: Moment | None = None
    source: str | None = None
    charset: str | None = None
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Capture:
    """How an article reached us. `sha256` is of the bytes as they came, `at` is zoned."""

    at: datetime | None
    url: str | None
    form: str
    sha256: str


class Part(StrEnum):
    """What a block of a page is. Only HEADLINE, STANDFIRST, KEY_POINT, PARAGRAPH and CAPTION are read for claims."""

    KICKER = "kicker"
    SECTION = "section"
    HEADLINE = "headline"
    DATELINE = "dateline"
    STANDFIRST = "standfirst"
    CAPTION = "caption"
    KEY_POINTS_HEADING = "key-points-heading"
    KEY_POINT = "key-point"
    LONG_READ_HEADING = "long-read-heading"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TAG = "tag"
    PREVIOUS = "previous"
    NEXT = "next"
    RATING = "rating"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the page and where it stands in the text. Blocks are in text order and do not overlap."""

    part: Part
    span: Span


@dataclass(frozen=True, slots=True)
class Dateline:
    """The strip that says who published, where it was written, by whom, in which edition: never where it happened.

    `day` is the day as printed in it ("Nov. 5", often without a year): words, not yet a date.
    """

    outlet: Cell | None = None
    place: Cell | None = None
    byline: Cell | None = None
    edition: Cell | None = None
    day: Cell | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what its caption says of it.

    `credit` is the chain of suppliers, first maker first. `file` is the words that mark an archive picture, or None.
    `caveats` are sentences that limit trust ("cannot be independently verified"). `taken` is the day the caption
    gives. `alt` is the page's alternative text.
    """

    src: str | None
    alt: str | None
    caption: Cell | None
    credit: tuple[Cell, ...] = ()
    file: Cell | None = None
    caveats: tuple[Cell, ...] = ()
    taken: date | None = None


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One bullet of the box: its label without the colon, or None, and its sentence."""

    label: Cell | None
    text: Cell


@dataclass(frozen=True, slots=True)
class KeyPoints:
    """The box of key developments."""

    heading: Cell | None
    points: tuple[KeyPoint, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """Readers' stars. `average` is None where nobody has voted: no votes is no rating, never a rating of zero."""

    average: float | None
    votes: int


class Standing(StrEnum):
    """What a provider allows to be done with an item, and with all its versions (IPTC's publishing status).

    USABLE may be read and shown; WITHHELD not until a later version says so; CANCELED never again: a kill.
    """

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an item is about, as its provider classed it.

    `scheme` is "medtop" for IPTC's Media Topics, "subjectcode" for the Subject Codes that they replaced, otherwise
    what the provider calls its own list. `code` is "" where only a name is given. `label` is the given English name,
    for Media Topics without one IPTC's own, or None.
    """

    scheme: str
    code: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one piece of news.

    `id` is the hash of source and canonical address, for an agency's item of the id that it bears in all versions,
    and of the text where there is neither. `version` is the hash of the text and of what bars it from being shown.
    `ref` is an id given with the input and echoed. `source` is the outlet, `address` the canonical address.
    `credit` is the agency that the copy is credited to. `ours` marks the editor's own copy, which may be published
    whole; everybody else's is summarised. `problems` are those of taking it in.

    `headline` is the title by which a page names itself, also where the printed headline differs: the block holds that.

    What agencies add: `standing`, and `embargo`, before which nothing may be read or shown; `urgency` from 1 (most
    urgent) to 9; `subjects`; `revision` as the provider counts; `note` to editors, which is not for the public;
    `correction`, the words that say what this version corrects.
    """

    id: str
    version: str
    text: str
    blocks: tuple[Block, ...]
    capture: Capture
    ref: str | None = None
    source: Cell | None = None
    address: str | None = None
    headline: Cell | None = None
    standfirst: Cell | None = None
    kicker: Cell | None = None
    section: Cell | None = None
    dateline: Dateline = Dateline()
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    credit: Cell | None = None
    pictures: tuple[Picture, ...] = ()
    key_points: KeyPoints | None = None
    long_read: Cell | None = None
    tags: tuple[Cell, ...] = ()
    previous: Cell | None = None
    next: Cell | None = None
    rating: Rating | None = None
    ours: bool = False
    problems: tuple[Problem, ...] = ()
    standing: Standing = Standing.USABLE
    embargo: Moment | None = None
    urgency: int | None = None
    subjects: tuple[Subject, ...] = ()
    revision: str | None = None
    note: Cell | None = None
    correction: Cell | None = None

    def waits(self, at: datetime) -> bool:
        """Whether it is an embargo, still running at the zoned time `at`, and nothing else that bars this version."""
        return self.standing is Standing.USABLE and self.barred(at)

    def barred(self, at: datetime) -> bool:
        """Whether at the zoned time `at` this version may not be read or shown: withheld, killed or under embargo."""
        return self.standing is not Standing.USABLE or (self.embargo is not None and at < self.embargo.at)


def showable(versions: Sequence[Article], at: datetime) -> tuple[Article, ...]:
    """The versions of one article, in the order in which they came, that may be read and shown at the zoned time `at`.

    None of an article that any version kills, none before it was last withheld, none that is still under embargo.
    """
    if any(one.standing is Standing.CANCELED for one in versions):
        return ()
    held = max((number for number, one in enumerate(versions) if one.standing is Standing.WITHHELD), default=-1)
    return tuple(one for one in versions[held + 1 :] if not one.barred(at))


def digest(*parts: str) -> str:
    """The first 128 bits of SHA-256 over the parts, in hex; parts are kept apart by a character no news text holds.

    Lone surrogates, which naughty input brings, are hashed as they stand instead of failing.
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:32]


def article_id(source: str | None, address: str | None, text: str) -> str:
    """Who published it and at which address (or under which id); the text only where there is neither."""
    return digest("article", source or "", address) if address else digest("article-text", text)


def version_id(text: str, standing: Standing = Standing.USABLE, embargo: Moment | None = None) -> str:
    """What it said: the same words are the same version, unless they may no longer, or not yet, be shown."""
    bars = (standing.value, embargo.at.astimezone(UTC).isoformat() if embargo else "")
    return digest("version", text) if bars == ("usable", "") else digest("version", text, *bars)
