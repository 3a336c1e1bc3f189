"""Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed. One item is one article."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from coranto.formats import charset, dates, dom, guard, layout, links, looks, xml
from coranto.formats.assemble import LONGEST_TEXT, About, address, article, language
from coranto.formats.lines import Line
from coranto.formats.result import Decoded, refused
from coranto.model import Article, Cell, Moment, Part, Picture, Problem, Raw, Span

MOST_ITEMS = 1_000
"""Items of one feed; the rest is left with a Problem. Feeds carry ten to two hundred."""

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_GAP = "\n\n"
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>|&(?:#\d+|#x[0-9a-f]+|\w+);", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Item:
    """One item as it came: texts may hold markup, addresses and dates are unread."""

    title: str = ""
    summary: str = ""
    content: str = ""
    link: str = ""
    guid: str = ""
    published: str = ""
    modified: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    source: str = ""
    image: str = ""


def read_feed(raw: Raw) -> Decoded:
    """All items of a feed, in its order. One that defines entities is refused; what is not quite XML is recovered."""
    if raw.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(raw)
    if xml.has_entities(raw.body) or xml.has_entities(raw.body.replace(b"\0", b"")):
        return refused("formats.entities", "the document type defines entities; such a feed is not read")
    text, noted = charset.characters(raw.body, raw.charset)
    fault = guard.costly(text)
    if fault:
        return refused("formats.hostile-markup", fault)
    root = xml.tree(text)
    if root is None:
        return refused("formats.not-a-feed", "it is not XML that can be read")
    doctype = (
        (Problem("formats.document-type", "the feed's document type was left out"),)
        if xml.has_doctype(raw.body)
        else ()
    )
    return _items(raw, root, (*noted, *doctype))


def _items(raw: Raw, root: etree._Element, noted: tuple[Problem, ...]) -> Decoded:
    entries = [node for node in root.iter() if xml.local(node) in {"item", "entry"}]
    if not entries:
        known = xml.local(root) in {"rss", "rdf", "feed", "channel"}
        problem = (
            Problem("formats.empty", "the feed has no items")
            if known
            else Problem("formats.not-a-feed", "it has no items")
        )
        return Decoded((), (*noted, problem))
    head = next((node for node in root.iter() if xml.local(node) == "channel"), root)
    channel = replace(_item(head), source=_text(head, "title"), language=_text(head, "language") or _lang(root))
    return _articles(raw, channel, [_item(entry) for entry in entries[: MOST_ITEMS + 1]], noted)


def _articles(raw: Raw, channel: _Item, items: Sequence[_Item], noted: tuple[Problem, ...]) -> Decoded:
    problems = list(noted)
    articles: list[Article] = []
    for number, item in enumerate(items[:MOST_ITEMS], 1):
        made = _article(raw, channel, item)
        if made is None:
            problems.append(Problem("formats.empty", f"item {number} has neither title nor text"))
        else:
            articles.append(made)
    if len(items) > MOST_ITEMS:
        problems.append(Problem("formats.too-many-items", f"only the first {MOST_ITEMS:,} items were read"))
    return Decoded(tuple(articles), tuple(problems))


def _children(node: etree._Element, *names: str) -> list[etree._Element]:
    return [child for child in node if xml.local(child) in names]


def _text(node: etree._Element, *names: str) -> str:
    """The text of the first child so named that holds any; names in the order of worth."""
    for name in names:
        for child in _children(node, name):
            words = _whole(child)
            if words:
                return words
    return ""


def _whole(node: etree._Element) -> str:
    typed = node.get("type") or ""
    words = xml.inner(node) if typed == "xhtml" or len(node) else (node.text or "")
    return words.strip()


def _item(node: etree._Element) -> _Item:
    return _Item(
        title=_text(node, "title"),
        summary=_text(node, "summary", "description"),
        content=_text(node, "encoded", "content", "body", "fullitem"),
        link=_link(node),
        guid=_text(node, "guid", "id", "identifier") or node.get(_ABOUT) or "",
        published=_text(node, "pubdate", "published", "issued", "date", "created"),
        modified=_text(node, "updated", "modified", "lastbuilddate"),
        author=_author(node),
        tags=_categories(node),
        language=_text(node, "language") or _lang(node),
        source=next((_text(child, "title") or _whole(child) for child in _children(node, "source")), ""),
        image=_image(node),
    )  # fmt: skip


def _categories(node: etree._Element) -> tuple[str, ...]:
    listed = _children(node, "category", "subject", "keywords")
    return tuple(child.get("term") or child.get("label") or _whole(child) for child in listed)


def _image(node: etree._Element) -> str:
    media = (child for child in node.iter() if xml.local(child) in {"content", "thumbnail", "enclosure"})
    return next((str(child.get("url")) for child in media if _is_image(child)), "")


def _is_image(node: etree._Element) -> bool:
    kind = f"{node.get('type') or ''} {node.get('medium') or ''}"
    return bool(node.get("url")) and ("image" in kind or xml.local(node) == "thumbnail")


def _lang(node: etree._Element) -> str:
    return node.get("{http://www.w3.org/XML/1998/namespace}lang") or ""


def _link(node: etree._Element) -> str:
    """The item's own address: Atom's alternate link, RSS's link, a guid that says it is one."""
    for child in _children(node, "link"):
        target = child.get("href")
        if target and (child.get("rel") or "alternate") == "alternate":
            return target.strip()
        if not target and (child.text or "").strip():
            return (child.text or "").strip()
    guid = next(iter(_children(node, "guid")), None)
    told = (
        (guid.text or "").strip()
        if guid is not None and (guid.get("ispermalink") or guid.get("isPermaLink") or "true") == "true"
        else ""
    )
    return told if told.startswith(("http://", "https://")) else ""


def _author(node: etree._Element) -> str:
    names = [
        _text(child, "name") or ("" if len(child) else _whole(child))
        for child in _children(node, "author", "creator", "contributor")
    ]
    return ", ".join(dict.fromkeys(_mail_name(name) for name in names if name))[:200]


def _mail_name(name: str) -> str:
    """RSS wants "address (Name)": the name alone; addresses are nobody's business."""
    found = re.fullmatch(r"\S+@\S+\s*\(([^()]+)\)", name) or re.fullmatch(r"([^<@]+)<\S+@\S+>", name)
    return found[1].strip() if found else "" if "@" in name else _plain(name)


def _json_feed(raw: Raw) -> Decoded:
    text, noted = charset.characters(raw.body, raw.charset)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as fault:
        return refused("formats.not-a-feed", f"not JSON that can be read: {str(fault)[:80]}")
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list):
        return refused("formats.not-a-feed", "it has no list of items")
    channel = _Item(source=_said(found, "title"), language=_said(found, "language"), author=_json_author(found))
    made = [_json_item(item) if isinstance(item, dict) else _Item() for item in items[: MOST_ITEMS + 1]]
    return _articles(raw, channel, made, noted)


def _said(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    return (
        value
        if isinstance(value, str)
        else str(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else ""
    )


def _json_item(fields: Mapping[str, object]) -> _Item:
    tags = fields.get("tags")
    markup = _said(fields, "content_html")
    return _Item(
        title=_said(fields, "title"),
        summary=_said(fields, "summary"),
        content=markup or html.escape(_said(fields, "content_text"), quote=False).replace("\n", "<br>"),
        link=_said(fields, "url"),
        guid=_said(fields, "id"),
        published=_said(fields, "date_published"),
        modified=_said(fields, "date_modified"),
        author=_json_author(fields),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        language=_said(fields, "language"),
        image=_said(fields, "image"),
    )


def _json_author(fields: Mapping[str, object]) -> str:
    listed = fields.get("authors")
    people = listed if isinstance(listed, list) else [fields.get("author")]
    return ", ".join(name for one in people[:20] if isinstance(one, dict) and (name := _said(one, "name")))


def _plain(markup: str) -> str:
    """A title's or tag's words: markup and entities off, on one line."""
    if not _MARKUP.search(markup):
        return re.sub(r"\s+", " ", markup).strip()
    page = LexborHTMLParser(f"<div>{_tame(markup)}</div>")
    for node in page.css("script,style"):
        node.decompose()
    return dom.flat(page.body) if page.body is not None else ""


def _tame(markup: str) -> str:
    """Markup that costs no more than a second, or nothing."""
    return "" if guard.costly(markup) else markup


def _paragraphs(markup: str) -> list[str]:
    """The paragraphs of an item's content; plain text is one for each line."""
    if not _MARKUP.search(markup):
        return [text for line in markup.splitlines() if (text := re.sub(r"\s+", " ", line).strip())]
    page = LexborHTMLParser(f"<div>{_tame(markup)}</div>")
    for node in page.css("script,style,noscript,iframe,form,template,svg"):
        node.decompose()
    if page.body is None:
        return []
    found = dom.pieces(page.body, every=True)
    return [piece.text for piece in found if piece.part != Part.CAPTION and not looks.is_furniture(piece.text)]


def _article(raw: Raw, channel: _Item, item: _Item) -> Article | None:
    """One item. Its text is its title, then its content, with a summary that says something else between."""
    title = _plain(item.title)
    summary, body = _paragraphs(item.summary), _paragraphs(item.content)
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
    about = _about(raw, channel, item)
    return article(
        raw,
        "feed",
        text,
        layout.layout(text, _lines(pieces), title or None, about.source.text if about.source else None),
        about,
    )


def _lines(pieces: Sequence[tuple[Part, str]]) -> list[Line]:
    made: list[Line] = []
    at = 0
    for part, words in pieces:
        made.append(Line(Span(at, at + len(words)), False, part))
        at += len(words) + len(_GAP)
    return made


def _about(raw: Raw, channel: _Item, item: _Item) -> About:
    place, unsafe = address(item.link or None, raw.url)
    published, odd = _date(item.published or item.modified)
    modified, _ = _date(item.modified)
    source = _plain(item.source or channel.source)
    author = item.author or channel.author
    src = links.safe(item.image, raw.url) if item.image else None
    dropped = (links.unsafe(item.image),) if item.image and src is None else ()
    return About(
        ref=item.guid[:500] or None,
        source=Cell(source, None, "feed") if source else None,
        byline=Cell(author, None, "feed") if author else None,
        address=place,
        published=published,
        modified=modified if item.published else None,
        language=language(item.language) or language(channel.language),
        tags=tuple(Cell(tag, None, "feed") for name in item.tags[:60] if 1 < len(tag := _plain(name)) <= 80),
        pictures=(Picture(src, None, None),) if src else (),
        problems=(*unsafe, *odd, *dropped),
    )


def _date(value: str) -> tuple[Moment | None, tuple[Problem, ...]]:
    if not value:
        return None, ()
    found = dates.moment(value, "feed", mail=True)
    return (
        (found, ())
        if found
        else (None, (Problem("formats.bad-date", f"the item's date cannot be read: {value[:60]!r}"),))
    )
