"""The newest stories as an Atom feed (RFC 4287): headline, our one-line summary, the day; never an article's text."""

from __future__ import annotations

from datetime import UTC, datetime

from lxml import etree

from coranto.model.article import Article
from coranto.model.page import Shell
from coranto.publish.quotes import outlet, path, title
from coranto.publish.record import Index
from coranto.publish.render import visible
from coranto.publish.story import story

NAMESPACE = "http://www.w3.org/2005/Atom"
NEWEST = 30

# An article without a day still needs a date in a feed: the time of the record, or the oldest day a reader accepts.
NO_DAY = datetime(1970, 1, 1, tzinfo=UTC)


def atom(index: Index, around: Shell, site: str) -> bytes:
    """The feed; `site` is the address of this site without a slash at the end ("http://127.0.0.1:8000")."""
    feed = etree.fromstring(f'<feed xmlns="{NAMESPACE}"/>'.encode())
    articles = list(index.articles.values())[:NEWEST]
    _add(feed, "title", around.title)
    _add(feed, "id", f"{site}/")
    _add(feed, "updated", max((_stamp(each, index) for each in articles), default=NO_DAY).isoformat())
    _add(feed, "link", "", rel="self", type="application/atom+xml", href=f"{site}/feed.atom")
    _add(feed, "link", "", rel="alternate", type="text/html", href=f"{site}/")
    if around.sample:
        _add(feed, "subtitle", "Sample wire: invented outlets")
    for article in articles:
        _entry(feed, article, index, site)
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _entry(feed: etree._Element, article: Article, index: Index, site: str) -> None:
    entry = _add(feed, "entry", "")
    address = f"{site}{path('story', article.id)}"
    _add(entry, "title", title(article))
    _add(entry, "id", address)
    _add(entry, "updated", _stamp(article, index).isoformat())
    _add(entry, "link", "", rel="alternate", type="text/html", href=address)
    _add(_add(entry, "author", ""), "name", outlet(article))
    page = story(index, article.id)
    points = page.points if page else ()
    _add(entry, "summary", " ".join(point.sentence for point in points[:3]))


def _stamp(article: Article, index: Index) -> datetime:
    moment = article.modified or article.published
    return moment.at if moment else article.capture.at or index.record.at or NO_DAY


def _add(parent: etree._Element, tag: str, words: str, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    if words:
        child.text = str(visible(words))
    return child
