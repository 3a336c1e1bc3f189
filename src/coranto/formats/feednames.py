"""Which element of a feed is which, whatever prefix it was given: names as "dc:creator", bare for RSS and Atom."""

from __future__ import annotations

from functools import lru_cache

_BARE = (
    "http://backend.userland.com/rss", "http://backend.userland.com/rss2", "http://blogs.law.harvard.edu/tech/rss",
    "http://purl.org/rss/1.0", "http://my.netscape.com/rdf/simple/0.9", "http://channel.netscape.com/rdf/simple/0.9",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd", "http://purl.org/net/rss1.1#",
    "http://purl.org/rss/1.0/modules/rss091#", "http://www.w3.org/2005/atom", "http://purl.org/atom/ns#",
)  # fmt: skip
"""Namespaces of the formats themselves; RSS 2.0 has none, and some publishers give it one all the same."""
_PREFIXES = {
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/elements/1.0": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://purl.org/rss/1.0/modules/slash": "slash",
    "http://purl.org/rss/1.0/modules/taxonomy": "taxo",
    "http://webns.net/mvcb": "admin",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://www.georss.org/georss": "georss",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.opengis.net/gml": "gml",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://web.resource.org/cc": "cc",
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
    "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "creativecommons",
    "http://wellformedweb.org/commentapi": "wfw",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://podlove.org/simple-chapters": "psc",
    "http://prismstandard.org/namespaces/basic/2.0": "prism",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.google.com/schemas/sitemap-image/1.1": "image",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "sitemap",
}
_KNOWN = {**dict.fromkeys(_BARE, ""), **_PREFIXES}


@lru_cache(maxsize=4096)
def name(tag: str, prefix: str | None) -> str:
    """The name of an element by its tag as lxml gives it ("{namespace}local") and the prefix that the feed uses.

    A namespace that is not known keeps the feed's own prefix. Names are in small letters: many feeds take liberties.
    """
    space, _, local = tag.lower().rpartition("}")
    known = _KNOWN.get(space[1:].strip().rstrip("/"), prefix.lower() if prefix else "")
    return f"{known}:{local}" if known else local
