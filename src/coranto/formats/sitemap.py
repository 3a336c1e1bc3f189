"""Sitemaps: the pages of a site, its news of the last two days, and lists of further sitemaps (sitemaps.org 0.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from coranto.formats import charset, guard, links, xml
from coranto.formats.entries import Entry, Feed, Tag, Text
from coranto.formats.feednames import name
from coranto.model import Problem

MOST_ADDRESSES = 50_000
"""Addresses of one sitemap, by the protocol's own rule."""

_HEAD = 4096
_SITEMAP = re.compile(
    r"\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:\w+:)?(urlset|sitemapindex)\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One address of a sitemap. `modified` is as written, "" where it is not told; `more` marks another sitemap."""

    url: str
    modified: str = ""
    more: bool = False


def is_sitemap(body: bytes) -> bool:
    """Whether these bytes are a sitemap or a list of sitemaps."""
    text, _ = charset.characters(body[:_HEAD])
    return _SITEMAP.match(text) is not None


def read_sitemap(body: bytes, where: str) -> tuple[tuple[Listed, ...], tuple[Problem, ...]]:
    """The addresses that a sitemap lists, in its order, and a Problem for each that is no absolute http(s) address.

    `where` is the sitemap's own address or name, for messages.
    """
    root, problems = _root(body, where)
    if root is None:
        return (), problems
    listed: list[Listed] = []
    noted = list(problems)
    nodes = [node for node in root if xml.local(node) in {"url", "sitemap"}]
    for number, node in enumerate(nodes[:MOST_ADDRESSES], 1):
        parts = {xml.local(child): (child.text or "").strip() for child in reversed(node)}
        fit = links.safe(parts.get("loc"))
        if fit is None:
            told = f"{where}, entry {number}: {parts.get('loc', '')[:80]!r} is no absolute http or https address"
            noted.append(Problem("formats.bad-subscription", told))
        else:
            listed.append(Listed(fit, parts.get("lastmod", ""), xml.local(node) == "sitemap"))
    if len(nodes) > MOST_ADDRESSES:
        told = f"{where}: only the first {MOST_ADDRESSES:,} addresses were read"
        noted.append(Problem("formats.too-many-lines", told))
    if not nodes:
        noted.append(Problem("formats.empty", f"{where}: there is no address in it"))
    return tuple(listed), tuple(noted)


def _root(body: bytes, where: str) -> tuple[etree._Element | None, tuple[Problem, ...]]:
    if len(body) > guard.LARGEST:
        return None, (Problem("formats.too-large", f"{where}: {len(body):,} bytes are more than {guard.LARGEST:,}"),)
    if xml.has_entities(body):
        return None, (Problem("formats.entities", f"{where}: the document type defines entities; it is not read"),)
    text, noted = charset.characters(body)
    # 50,000 addresses are more tags than a page may have; they are flat, and two to six a line of the protocol.
    root = xml.tree(text)
    if root is None or xml.local(root) not in {"urlset", "sitemapindex"}:
        return None, (*noted, Problem("formats.not-a-sitemap", f"{where}: it is no sitemap that can be read"))
    return root, noted


def news(root: etree._Element, most: int) -> Feed:
    """The record of a news sitemap: its items have a title, a day and the paper's name; their text stands elsewhere."""
    items = [(node, child) for node in root for child in node if name(str(child.tag), child.prefix) == "news:news"]
    made = tuple(_entry(node, told) for node, told in items[:most])
    return Feed("sitemap", Entry(), made, more=len(items) > most)


def _entry(node: etree._Element, told: etree._Element) -> Entry:
    words = {xml.local(child): (child.text or "").strip() for child in (*told.iter(), *node)}
    keywords = [word.strip() for word in words.get("keywords", "").split(",")]
    pictures = (child for child in node.iter() if name(str(child.tag), child.prefix) == "image:loc")
    language = words.get("language", "")
    paper = words.get("name", "")
    return Entry(
        title=Text(words["title"], language=language or None) if words.get("title") else None,
        link=words.get("loc", ""),
        published=words.get("publication_date", ""),
        updated=words.get("lastmod", ""),
        tags=tuple(Tag(word) for word in keywords if word),
        language=language,
        source=Entry(title=Text(paper)) if paper else None,
        image=next(((child.text or "").strip() for child in pictures), ""),
    )
