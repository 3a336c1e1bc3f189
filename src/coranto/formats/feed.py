"""Feeds: RSS 0.9 to 2.0, RDF, Atom, CDF, JSON Feed and news sitemaps. One entry is one article."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from coranto.formats import charset, dates, dom, feedjson, feedxml, guard, layout, links, looks, sitemap, xml
from coranto.formats.assemble import LONGEST_TEXT, About, address, article, language
from coranto.formats.entries import Entry, Feed, Text
from coranto.formats.lines import Line
from coranto.formats.result import Decoded
from coranto.model import Article, Cell, Moment, Part, Picture, Problem, Raw, Span

MOST_ITEMS = 20_000
"""Items of one feed; the rest is left with a Problem. Feeds carry ten to two hundred, an archive's some thousands."""

_GAP = "\n\n"
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>|&(?:#\d+|#x[0-9a-f]+|\w+);", re.IGNORECASE)
_NETSCAPE = re.compile(rb"<!DOCTYPE[^>]*netscape", re.IGNORECASE)
"""Netscape's 0.91 has a document type, Userland's none."""
_INHERITED = ("atom", "json")
"""Formats whose entries have the feed's author where they name none (RFC 4287, 4.1.2; JSON Feed 1.1, authors)."""


def read_feed(raw: Raw) -> Decoded:
    """All entries of a feed, in its order. One that defines entities is refused; what is not quite XML is recovered."""
    feed, noted = parse_feed(raw)
    if feed is None:
        return Decoded((), noted)
    problems = list(noted)
    articles: list[Article] = []
    for number, entry in enumerate(feed.entries, 1):
        made = _article(raw, feed, entry)
        if made is None:
            problems.append(Problem("formats.empty", f"item {number} has neither title nor text"))
        else:
            articles.append(made)
    if feed.more:
        problems.append(Problem("formats.too-many-items", f"only the first {MOST_ITEMS:,} items were read"))
    if not feed.entries:
        problems.append(Problem("formats.empty", "the feed has no items"))
    return Decoded(tuple(articles), tuple(problems))


def parse_feed(raw: Raw) -> tuple[Feed | None, tuple[Problem, ...]]:
    """What a feed says, as it says it; None with a Problem where it cannot be read. At most `MOST_ITEMS` entries.

    `raw.url` is the base of relative addresses, `raw.charset` the character set that the server named.
    """
    if raw.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(raw)
    if xml.has_entities(raw.body) or xml.has_entities(raw.body.replace(b"\0", b"")):
        return None, (Problem("formats.entities", "the document type defines entities; such a feed is not read"),)
    text, name, noted = charset.named(raw.body, raw.charset)
    fault = guard.costly_xml(text)
    if fault:
        return None, (Problem("formats.hostile-markup", fault),)
    root, sound = xml.parsed(text)
    if root is None:
        return None, (*noted, Problem("formats.not-a-feed", "it is not XML that can be read"))
    if not sound:
        noted = (*noted, Problem("formats.not-well-formed", "the feed is not well-formed XML; items may lack parts"))
    if xml.has_doctype(raw.body):
        noted = (*noted, Problem("formats.document-type", "the feed's document type was left out"))
    return _record(raw, root, name, noted)


def _record(
    raw: Raw, root: etree._Element, name: str, noted: tuple[Problem, ...]
) -> tuple[Feed | None, tuple[Problem, ...]]:
    if xml.local(root) in {"urlset", "sitemapindex"}:
        feed = sitemap.news(root, MOST_ITEMS)
        if not feed.entries:
            told = Problem("formats.not-a-feed", f"it is a sitemap without news: a list of {len(root):,} addresses")
            return None, (*noted, told)
        return replace(feed, charset=name), noted
    found = feedxml.read(root, raw.url or "", MOST_ITEMS)
    if found is None:
        return None, (*noted, Problem("formats.not-a-feed", "it has no items"))
    if found.version == "rss091u" and _NETSCAPE.search(raw.body[:2_000]):
        found = replace(found, version="rss091n")
    return replace(found, charset=name), noted


def _json_feed(raw: Raw) -> tuple[Feed | None, tuple[Problem, ...]]:
    text, noted = charset.characters(raw.body, raw.charset)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as fault:
        return None, (*noted, Problem("formats.not-a-feed", f"not JSON that can be read: {str(fault)[:80]}"))
    feed = feedjson.read(found, MOST_ITEMS)
    if feed is None:
        return None, (*noted, Problem("formats.not-a-feed", "it has no list of items"))
    return feed, noted


def _plain(markup: str) -> str:
    """A title's or tag's words: markup and entities off, on one line."""
    if not _MARKUP.search(markup):
        return " ".join(markup.split())
    page = LexborHTMLParser(f"<div>{_tame(markup)}</div>")
    for node in page.css("script,style"):
        node.decompose()
    return dom.flat(page.body) if page.body is not None else ""


def _words(text: Text | None) -> str:
    """A text's words on one line."""
    if text is None:
        return ""
    return " ".join(text.value.split()) if text.type == "text/plain" else _plain(text.value)


def _tame(markup: str) -> str:
    """Markup that costs no more than a second, or nothing."""
    return "" if guard.costly(markup) else markup


def _paragraphs(text: Text | None) -> list[str]:
    """The paragraphs of a text; plain text is one for each line."""
    if text is None:
        return []
    if text.type == "text/plain" or not _MARKUP.search(text.value):
        return [words for line in text.value.splitlines() if (words := " ".join(line.split()))]
    page = LexborHTMLParser(f"<div>{_tame(text.value)}</div>")
    for node in page.css("script,style,noscript,iframe,form,template,svg"):
        node.decompose()
    if page.body is None:
        return []
    found = dom.pieces(page.body, every=True)
    return [piece.text for piece in found if piece.part != Part.CAPTION and not looks.is_furniture(piece.text)]


def _article(raw: Raw, feed: Feed, entry: Entry) -> Article | None:
    """One entry. Its text is its title, then its content, with a summary that says something else between."""
    title = _words(entry.title)
    content = next((one for one in entry.contents if one.value and not _is_media(one)), None)
    summary, body = _paragraphs(entry.summary), _paragraphs(content)
    if not body or summary[:1] == body[:1] or (summary and summary[0][:60] in " ".join(body[:2])):
        summary, body = ([], body) if body else ([], summary)
    pieces = (
        [(Part.HEADLINE, title)] * bool(title)
        + [(Part.STANDFIRST, text) for text in summary]
        + [(Part.PARAGRAPH, text) for text in body]
    )
    text = _GAP.join(words for _, words in pieces)
    if not text or len(text) > LONGEST_TEXT:
        return None
    about = _about(raw, feed, entry)
    found = layout.layout(text, _lines(pieces), title or None, about.source.text if about.source else None)
    return article(raw, "feed", text, found, about)


def _is_media(text: Text) -> bool:
    """Whether content is a picture, a sound or a program, not words."""
    return not text.type.startswith("text/") and not text.type.endswith(("xml", "html"))


def _lines(pieces: Sequence[tuple[Part, str]]) -> list[Line]:
    made: list[Line] = []
    at = 0
    for part, words in pieces:
        made.append(Line(Span(at, at + len(words)), False, part))
        at += len(words) + len(_GAP)
    return made


def _about(raw: Raw, feed: Feed, entry: Entry) -> About:
    place, unsafe = address(entry.link or None, raw.url)
    written = entry.published or entry.updated or entry.created
    published, odd = _date(written)
    modified, _ = _date(entry.updated if entry.published else "")
    source = _words(entry.source.title if entry.source and entry.source.title else feed.about.title)
    author = _byline(entry) or (_byline(feed.about) if feed.version.startswith(_INHERITED) else "")
    src = links.safe(entry.image, raw.url) if entry.image else None
    dropped = (links.unsafe(entry.image),) if entry.image and src is None else ()
    labels = (_plain(tag.label or tag.term) for tag in entry.tags[:60])
    return About(
        ref=entry.id[:500] or None,
        source=Cell(source, None, "feed") if source else None,
        byline=Cell(author, None, "feed") if author else None,
        address=place,
        published=published,
        modified=modified,
        language=language(entry.language) or language(feed.about.language),
        tags=tuple(Cell(tag, None, "feed") for tag in labels if 1 < len(tag) <= 80),
        pictures=(Picture(src, None, None),) if src else (),
        problems=(*unsafe, *odd, *dropped),
    )


def _byline(entry: Entry) -> str:
    """The authors' names; their addresses are nobody's business."""
    names = (_plain(person.name) for person in entry.authors if "@" not in person.name)
    return ", ".join(dict.fromkeys(name for name in names if name))[:200]


def _date(value: str) -> tuple[Moment | None, tuple[Problem, ...]]:
    if not value:
        return None, ()
    found = dates.moment(value, "feed", mail=True)
    if found:
        return found, ()
    return None, (Problem("formats.bad-date", f"the item's date cannot be read: {value[:60]!r}"),)
