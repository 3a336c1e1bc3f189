"""What a page says of itself outside its text: JSON-LD, meta elements, link and time elements, microdata."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from coranto.formats import dates, words
from coranto.formats.assemble import language
from coranto.model import Cell, Moment, Problem, Rating

_LARGEST_JSON = 2_000_000
"""Characters of one JSON-LD script that are still parsed; live blogs bring half a million."""
_WRAPPER = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*\Z"
)
_MOST_NODES = 5_000
_MOST_VALUES = 60

Node = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Said:
    """The page's word about its article, best source first; cells carry their origin and no span.

    `headline` is what its JSON-LD or meta call it, `title` the name under which it wants to be shown elsewhere (Open
    Graph's `og:title`, with the site's name if the page puts it there). `authors` are names with ", " between them;
    `signed` is False where they are only the outlet itself.
    """

    headline: Cell | None = None
    title: Cell | None = None
    titles: tuple[str, ...] = ()
    description: Cell | None = None
    section: Cell | None = None
    source: Cell | None = None
    authors: Cell | None = None
    signed: bool = False
    canonical: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    tags: tuple[Cell, ...] = ()
    rating: Rating | None = None
    body: str = ""
    image: Cell | None = None
    previous: Cell | None = None
    next: Cell | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sources:
    """The places where a page says things, in the order in which they are believed."""

    article: Node
    nodes: tuple[Node, ...]
    meta: Mapping[str, Sequence[str]] = field(default_factory=dict)


def said(page: LexborHTMLParser) -> Said:
    """Everything that the page says of itself; what cannot be read becomes a Problem."""
    nodes, faults = _linked_data(page)
    types = frozenset(words.lists()["article_types"])
    article = max((n for n in nodes if types & set(_strings(n.get("@type")))), key=len, default={})
    own = _Sources(article, tuple(nodes), _meta(page))
    source, (authors, signed) = _source(own), _authors(page, own)
    published, odd = _published(page, own)
    modified, _ = _moment(own, "dateModified", "modified_meta")
    return Said(
        headline=_cell(own, ("headline", "name"), ("og:title", "twitter:title")),
        title=_cell(own, (), ("og:title", "twitter:title")),
        titles=_titles(page, own),
        description=_cell(own, ("description",), ("og:description", "description", "twitter:description")),
        section=_cell(own, ("articleSection",), ("article:section", "og:article:section", "section")),
        source=source,
        authors=authors,
        signed=signed,
        canonical=_canonical(page, own),
        published=published,
        modified=modified,
        language=_language(page, own),
        tags=_tags(page, own, authors),
        rating=_rating(article),
        body=_clean(next(iter(_strings(article.get("articleBody"))), "")[:500_000], lines=True),
        image=_cell(own, (), ("og:image", "twitter:image")),
        previous=_neighbour(page, "prev"),
        next=_neighbour(page, "next"),
        problems=(*faults, *odd),
    )


def _neighbour(page: LexborHTMLParser, rel: str) -> Cell | None:
    """The title of the article before or after this one, where a link says so (HTML's link type prev or next)."""
    for link in page.css(f'a[rel~="{rel}" i]'):
        title = _clean(link.text(deep=True) or "")
        if " " in title:  # a bare "Next" leads to the second page of this article, or says nothing
            return Cell(title, None, "html")
    return None


def _linked_data(page: LexborHTMLParser) -> tuple[list[Node], tuple[Problem, ...]]:
    nodes: list[Node] = []
    faults: list[Problem] = []
    for script in page.css('script[type*="ld+json" i]')[:40]:
        text = _WRAPPER.sub("", script.text(deep=True) or "").strip()
        if not text or len(text) > _LARGEST_JSON:
            continue
        try:
            found = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            faults.append(
                Problem("formats.structured-data", "a JSON-LD block of the page is not JSON; it was left out")
            )
            continue
        nodes.extend(_flat(found))
    return nodes, tuple(faults[:1])


def _flat(value: object) -> Iterator[Node]:
    """All typed objects, also inside lists, @graph and mainEntity; wide before deep, up to a fixed number."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        here = waiting.pop(0)
        if isinstance(here, list):
            waiting.extend(here[:_MOST_NODES])
        elif isinstance(here, dict):
            if "@type" in here:
                yield here
            waiting.extend(
                here[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
                if key in here
            )


def _strings(value: object) -> list[str]:
    """The strings that a JSON-LD value holds: a string, a list of them, objects with @value or name."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value[:_MOST_VALUES] if not isinstance(item, list) for text in _strings(item)]
    if isinstance(value, dict):
        return _strings(value.get("@value") or value.get("name"))
    return []


def _clean(text: str, *, lines: bool = False) -> str:
    """Plain words: entities read once more (content systems write them twice), markup off, white space single."""
    bare = (
        re.sub(r"<[^<>]{0,300}>", "\n" if lines else " ", html.unescape(text)) if "<" in text or "&" in text else text
    )
    space = r"[^\S\n]+" if lines else r"\s+"
    return re.sub(space, " ", bare).strip()


def _meta(page: LexborHTMLParser) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for node in page.css("meta[content]")[:400]:
        given = node.attributes
        name = given.get("property") or given.get("name") or given.get("itemprop")
        content = given.get("content")
        if name and content and content.strip():
            found.setdefault(name.casefold(), []).append(content.strip())
    return found


def _cell(own: _Sources, keys: Iterable[str], names: Iterable[str]) -> Cell | None:
    linked = (text for key in keys for text in _strings(own.article.get(key)))
    told = (text for name in names for text in own.meta.get(name, ()))
    for origin, texts in (("json-ld", linked), ("meta", told)):
        for text in texts:
            clean = _clean(text)
            if clean:
                return Cell(clean, None, origin)
    return None


def _titles(page: LexborHTMLParser, own: _Sources) -> tuple[str, ...]:
    title = page.css_first("title")
    found = [*_strings(own.article.get("headline")), *own.meta.get("og:title", ()), *own.meta.get("twitter:title", ())]
    found.append(title.text() if title else "")
    return tuple(dict.fromkeys(clean for text in found if (clean := _clean(text))))


def _source(own: _Sources) -> Cell | None:
    for name in _strings(own.article.get("publisher")):
        return Cell(_clean(name), None, "json-ld")
    return _cell(own, (), ("og:site_name", "application-name", "publisher", "dc.publisher"))


def _authors(page: LexborHTMLParser, own: _Sources) -> tuple[Cell | None, bool]:
    """Names, by the page's best word, and whether they are more than the outlet's own.

    People given by reference (@id) are looked up among the other nodes.
    """
    by_id = {str(node["@id"]): node for node in own.nodes if "@id" in node}
    value = own.article.get("author") or own.article.get("creator")
    entries = value if isinstance(value, list) else [value]
    linked = [
        by_id.get(str(e.get("@id")), e) if isinstance(e, dict) and "name" not in e else e
        for e in entries[:_MOST_VALUES]
    ]
    known = names(_strings(linked))
    if known:
        return Cell(", ".join(known), None, "json-ld"), not _is_outlet(known, own)
    for key in ("author", "article:author", "article:author_name", "dc.creator", "parsely-author", "byl"):
        told = names([text for text in own.meta.get(key, ()) if not text.endswith(")") or "(" not in text][:6])
        if told:
            return Cell(", ".join(told), None, "meta"), not _is_outlet(told, own)
    seen = names([node.text() for node in page.css('[itemprop~="author"]')[:6]])
    return (Cell(", ".join(seen), None, "html"), not _is_outlet(seen, own)) if seen else (None, False)


def _is_outlet(names: Sequence[str], own: _Sources) -> bool:
    """Whether the only author is the outlet itself, as pages say where nobody signs."""
    source = _source(own)
    letters = re.sub(r"\W+", "", names[0]).casefold()
    known = re.sub(r"\W+", "", source.text).casefold() if source else ""
    address = re.sub(r"\W+", "", own.meta.get("og:url", [""])[0].split("//")[-1].split("/")[0]).casefold()
    own_name = bool(known) and (letters in known or known in letters)
    return len(names) == 1 and (own_name or letters in address)


_AND = r"\s+(?:and|und|et|y|e|og|och|en|&)\s+"


def names(texts: Iterable[str]) -> list[str]:
    """Names out of what stands where authors are given: without "By", taken apart at commas and "and"."""
    found: dict[str, None] = {}
    for text in texts:
        bare = words.whole("byline_heads").sub("", _clean(text), count=1)
        for name in _parted(bare):
            if 2 <= len(name) <= 80 and "://" not in name and "@" not in name:
                found.setdefault(name)
    return list(found)


def apart(text: str) -> list[str]:
    """What stands between the commas, semicolons, bars and "and"s of a list of names."""
    return [piece.strip(" .,;") for piece in re.split(rf"\s*[,;|]\s*|{_AND}", text)]


def _parted(text: str) -> list[str]:
    """The names in a list of names; a single name stays whole, whatever it holds."""
    pieces = apart(text)
    whole = all(piece[:1].isupper() and 1 < piece.count(" ") + 1 <= 4 for piece in pieces if piece)
    return [piece for piece in pieces if piece] if whole and len(pieces) > 1 else [text.strip(" ,;")]


def _canonical(page: LexborHTMLParser, own: _Sources) -> str | None:
    link = page.css_first('link[rel~="canonical"]')
    told = link.attributes.get("href") if link else None
    return told or next(iter(own.meta.get("og:url", ())), None)


def _language(page: LexborHTMLParser, own: _Sources) -> str | None:
    root = page.css_first("html")
    told = root.attributes.get("lang") if root else None
    candidates = [
        *_strings(own.article.get("inLanguage")),
        told,
        *own.meta.get("og:locale", ()),
        *own.meta.get("content-language", ()),
    ]
    return next((found for value in candidates if (found := language(value))), None)


def _published(page: LexborHTMLParser, own: _Sources) -> tuple[Moment | None, tuple[Problem, ...]]:
    """JSON-LD, then meta, then a time element of the article. A Problem only where none of them can be read."""
    found, seen = _moment(own, "datePublished", "published_meta", "dateCreated")
    if found:
        return found, ()
    for node in _times(page):
        value = node.attributes.get("datetime") or node.attributes.get("content") or node.text()
        at = dates.moment(value, "html")
        if at:
            return at, ()
        seen = seen or value
    return None, (
        (Problem("formats.bad-date", f"the page's publication time cannot be read: {seen[:60]!r}"),) if seen else ()
    )


def _times(page: LexborHTMLParser) -> list[LexborNode]:
    """Time elements that are the article's own: marked so, or the first in its head or in the only article."""
    marked = page.css('[itemprop~="datePublished"],time[pubdate]')
    near = page.css("article time[datetime]") or page.css("main time[datetime]") or page.css("header time[datetime]")
    return [*marked[:3], *near[:1]]


def _moment(own: _Sources, key: str, listed: str, *more: str) -> tuple[Moment | None, str]:
    """The first date that can be read, and the first that was given. A time of day is worth more than a mere day."""
    given = [("json-ld", text) for name in (key, *more) for text in _strings(own.article.get(name))]
    given += [
        ("json-ld", text)
        for node in own.nodes
        if "WebPage" in _strings(node.get("@type"))
        for text in _strings(node.get(key))
    ]
    given += [("meta", text) for name in words.lists()[listed] for text in own.meta.get(name, ())]
    read = [at for origin, text in given if (at := dates.moment(text, origin))]
    best = min(read, key=lambda at: at.grain != "minute", default=None)
    return _zoned(best, read) if best else None, given[0][1] if given else ""


def _zoned(best: Moment, read: Sequence[Moment]) -> Moment:
    """The moment, or the same time of day with a zone where another place of the page gives it with one."""
    if best.why != dates.NO_ZONE:
        return best
    clock = best.at.replace(tzinfo=None, second=0)
    same = (at for at in read if at.why != dates.NO_ZONE and at.grain == best.grain)
    return next((at for at in same if at.at.replace(tzinfo=None, second=0) == clock), best)


def _tags(page: LexborHTMLParser, own: _Sources, authors: Cell | None) -> tuple[Cell, ...]:
    """Keywords of the best source that has any: JSON-LD, meta, then links that are marked as tags."""
    source = _source(own)
    signed = {cell.text.casefold() for cell in (source,) if cell} | set(
        authors.text.casefold().split(", ") if authors else ()
    )
    given = [("json-ld", _strings(own.article.get("keywords")))]
    given += [("meta", list(own.meta.get(name, ()))) for name in words.lists()["tag_meta"]]
    for origin, texts in given:
        told = [tag for text in texts for tag in _cut(text) if tag.casefold() not in signed]
        if told and not _coded(told):
            return tuple(Cell(text, None, origin) for text in told[:_MOST_VALUES])
    return tuple(Cell(text, None, "html") for text in _linked_tags(page))


def _linked_tags(page: LexborHTMLParser) -> list[str]:
    """Links that HTML's link type marks as tags, else those in a box of the article that is named so."""
    marked = page.css('a[rel~="tag" i]:not([rel~="category" i])')[:_MOST_VALUES]
    boxes = [] if marked else page.css(_TAG_BOXES)[:20]
    links = [link for box in boxes for link in box.css("a[href]")[:_MOST_TAGS]] if boxes else marked
    texts = (_clean(link.text(deep=True) or "") for link in links)
    return list(dict.fromkeys(text.lstrip("#") for text in texts if 1 < len(text) <= _LONGEST_TAG))[:_MOST_TAGS]


_TAG_BOXES = ",".join(
    f"{around} :is(ul,div,section,p,span,nav)[class*={name} i]"
    for around in ("article", "main")
    for name in ("tags", "taglist", "tag-list", "topics", "keywords")
)
_MOST_TAGS, _LONGEST_TAG = 20, 60
"""Tags of one article that its links may give, and characters of one; more is an index, longer a headline."""
_CODE = re.compile(r"[A-Z]{2,}\d*")
_MACHINE = re.compile(
    r"[\w ]{2,30}:\s*\S.*|_.*|\d+|[0-9a-f]{8}-[0-9a-f-]{20,}|[\w-]+\.(?:com|org|net|info|[a-z]{2})", re.IGNORECASE
)
"""What programs keep among the keywords: "scheme: value", hidden marks, numbers, ids, the site's own address."""


def _coded(tags: Sequence[str]) -> bool:
    """Whether tags are a system's codes and no words for readers."""
    return len(tags) >= 5 and 2 * sum(_CODE.fullmatch(tag) is not None for tag in tags) > len(tags)


def _cut(text: str) -> list[str]:
    pieces = (re.sub(r"\A[a-z]+/(?=\S)", "", _clean(piece)) for piece in re.split(r"[,;|]", _clean(text)))
    return [piece for piece in pieces if 1 < len(piece) <= 80 and not _MACHINE.fullmatch(piece)]


def _rating(article: Node) -> Rating | None:
    told = article.get("aggregateRating")
    if not isinstance(told, dict):
        return None
    votes = re.fullmatch(r"\d{1,9}", str(told.get("ratingCount") or told.get("reviewCount") or 0))
    value = re.fullmatch(r"\d{1,3}(?:\.\d{1,6})?", str(told.get("ratingValue")))
    count = int(votes[0]) if votes else 0
    return Rating(float(value[0]) if value and count else None, count)
