"""What a feed says, before it becomes articles: one record for the feed itself and for each of its entries.

Words are those of Atom 1.0 (RFC 4287) where it has one. Values are as written: markup is not cleaned, dates are not
read. Addresses are absolute where the feed gives a base (XML Base, Content-Location or its own address).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words with their kind: `type` is "text/plain", "text/html" or "application/xhtml+xml", or what else is said.

    `value` is text, or markup as one string; links in markup are absolute as far as `base` allows. `language` is a
    BCP 47 tag or None. `src` is where content stands that the feed only points to.
    """

    value: str
    type: str = "text/plain"
    language: str | None = None
    base: str = ""
    src: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """An author, contributor or publisher, by what is told of them."""

    name: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link and what it leads to: "alternate", "self", "enclosure", "related", "via", "license" or another."""

    href: str
    rel: str = "alternate"
    type: str = ""
    title: str = ""
    language: str = ""
    length: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A category: its term, the scheme that it belongs to, and a label for people."""

    term: str
    scheme: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """Where, as GeoRSS and the W3C vocabulary tell it: "Point", "LineString", "Polygon" or "Box".

    `points` are (longitude, latitude), with metres of height where given, in degrees of WGS 84.
    """

    kind: str
    points: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Other:
    """An element that has no field of its own, under "prefix_name": its words, attributes and parts."""

    name: str
    value: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    parts: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, the feed itself, or the feed that an entry was taken from; fields are empty where nothing is said.

    `link` is the page that the entry stands for. `info` is Atom 0.3's word on the feed itself. `stable` is whether
    `id` says that it is an address. `image` is an address; `explicit` None where the feed does not tell.
    """

    title: Text | None = None
    subtitle: Text | None = None
    summary: Text | None = None
    info: Text | None = None
    contents: tuple[Text, ...] = ()
    rights: Text | None = None
    id: str = ""
    stable: bool = False
    link: str = ""
    links: tuple[Link, ...] = ()
    published: str = ""
    updated: str = ""
    created: str = ""
    expired: str = ""
    valid_since: str = ""
    valid_until: str = ""
    authors: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    publisher: Person | None = None
    tags: tuple[Tag, ...] = ()
    language: str = ""
    licence: str = ""
    source: Entry | None = None
    image: str = ""
    icon: str = ""
    logo: str = ""
    comments: str = ""
    explicit: bool | None = None
    blocked: bool = False
    shape: Shape | None = None
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its dialect ("rss20", "atom10", "json11" …, "" where it says none), what it says of itself, its entries.

    `charset` is the set that its bytes were read in. `more` is whether entries were left out. `moved` is the address
    that the feed says it now has, "" where it says nothing: nobody need follow it unasked.
    """

    version: str
    about: Entry
    entries: tuple[Entry, ...]
    charset: str = ""
    more: bool = False
    moved: str = ""
