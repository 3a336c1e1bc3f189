"""Which form an input has, told from its first characters and its address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from coranto.formats import charset
from coranto.model import Raw

_HEAD = 4096
"""Bytes looked at: declarations, comments and style sheets may stand before the first telling element."""
_FEED = re.compile(
    r"<(?:\w+:)?(?:rss|feed|RDF|channel|urlset|sitemapindex)\b|\"version\"\s*:\s*\"https?://jsonfeed\.org/",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HTML = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|meta|title|div|p|article|h1|span|script|table|a)\b[^<]*>", re.IGNORECASE
)
_PROLOG = re.compile(r"(?:\s*(?:<\?.*?\?>|<!DOCTYPE\b[^\[>]*+(?:\[[^\]]*+\])?[^>]*+>))*+\s*", re.IGNORECASE | re.DOTALL)
_NEWSML = re.compile(
    r"<(?:[\w.-]+:)?(?:(?:news|package|concept|knowledge|planning|catalog)Item|newsMessage|NewsML|contentSet|groupSet)\b",
    re.IGNORECASE,
)
_NITF = re.compile(r"<(?:[\w.-]+:)?nitf\b", re.IGNORECASE)
_NINJS = re.compile(
    r"\"(?:uri|\$?standard|version[cC]reated|pub[sS]tatus|representation[tT]ype|headlines|bodies|body_\w+|description_\w+)"
    r"\"\s*:"
)
"""Properties that items have, and neither JSON Feed nor a corpus."""
_CORPUS = re.compile(r"\"text\"\s*:")
_ENDINGS = {
    **dict.fromkeys(("html", "htm", "xhtml"), "html"),
    **dict.fromkeys(("rss", "atom", "xml", "rdf"), "feed"),
    **dict.fromkeys(("jsonl", "ndjson"), "jsonl"),
}


def guess_form(raw: Raw) -> str:
    """The form of an input: "html", "feed", "jsonl", an agency's, or "text" (what is nothing else)."""
    head, _ = charset.characters(raw.body[:_HEAD], raw.charset)
    start = _COMMENT.sub("", head.lstrip("\ufeff \t\r\n\0")).lstrip()
    if re.match(r"(?:\[\s*)?\{", start):
        return _of_json(start)
    if start.startswith("<"):
        root = _PROLOG.sub("", start, count=1)
        if _NEWSML.match(root) or _NITF.match(root):
            return "nitf" if _NITF.match(root) else "newsml"
        html = _HTML.search(start)
        feed = _FEED.search(start)
        if feed and (html is None or feed.start() < html.start()):
            return "feed"
        return "feed" if html is None and start.startswith("<?xml") else "html"
    ending = urlsplit(raw.url or "").path.rpartition(".")[2].lower() if _parses(raw.url) else ""
    form = _ENDINGS.get(ending, "text")
    return form if form == "text" or "<" in head or form == "jsonl" else "text"


def _of_json(start: str) -> str:
    if _FEED.search(start):
        return "feed"
    if _NINJS.search(start) and not _CORPUS.search(start):
        return "ninjs"
    return "jsonl" if start.startswith("{") else "text"


def _parses(address: str | None) -> bool:
    return bool(address) and "[" not in (address or "")
