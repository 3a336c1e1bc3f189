"""RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0 and CDF, from a parsed document to the record of a feed.

The children of an element are first sorted by name; each field then takes what its format's words for it are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from lxml import etree

from coranto.formats import feedtext as words
from coranto.formats import shapes, xml
from coranto.formats.entries import Entry, Feed, Link, Other, Person, Tag, Text
from coranto.formats.feednames import name

Found = Mapping[str, Sequence[etree._Element]]

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
_ATOMS = ("{http://www.w3.org/2005/Atom}", "{http://purl.org/atom/ns#}")
"""Atom, whose words are text where nothing is said; RSS's are HTML."""
_DEEPEST_OTHER = 4
"""Levels of an element without a field that are kept; real ones have two."""
_MOST_OTHERS = 60
"""Elements without a field that are kept of one entry, at each level."""

_TITLE = ("title", "dc:title", "media:title", "itunes:title")
_SUBTITLE = ("tagline", "subtitle", "itunes:subtitle")
_SUMMARY = ("summary", "description", "abstract", "dc:description", "itunes:summary", "media:description")
_CONTENT = ("content", "content:encoded", "xhtml:body", "body", "fullitem", "xhtml:div")
_INFO = ("info", "feedburner:browserfriendly")
_RIGHTS = ("rights", "copyright", "dc:rights", "media:copyright")
_ID = ("id", "guid", "dc:identifier")
_PUBLISHED = ("published", "pubdate", "issued", "dcterms:issued", "news:publication_date", "prism:publicationdate")
_UPDATED = ("updated", "modified", "lastbuilddate", "dcterms:modified", "dc:date", "date", "lastmod")
_CREATED = ("created", "dcterms:created")
_EXPIRED = ("expirationdate", "expired")
_AUTHOR = ("author", "managingeditor", "dc:creator", "dc:author", "itunes:author", "creator")
_CONTRIBUTOR = ("contributor", "dc:contributor")
_PUBLISHER = ("dc:publisher", "webmaster", "publisher", "itunes:owner")
_TAG = ("tags", "category", "dc:subject", "keywords", "subject", "media:category", "itunes:category", "itunes:keywords",
        "media:keywords")  # fmt: skip
_LANGUAGE = ("language", "dc:language")
_LICENCE = ("creativecommons:license", "cc:license", "license")
_PICTURE = ("itunes:image", "itunes:link", "media:thumbnail", "media:content", "enclosure", "image")
_PLACE = ("georss:point", "georss:line", "georss:polygon", "georss:box", "georss:where", "geo:point", "geo:lat",
          "geo:long", "geo:lon", "gml:point", "gml:linestring", "gml:polygon", "gml:pos")  # fmt: skip
_REST = (
    "dcterms:valid",
    "link",
    "enclosure",
    "source",
    "comments",
    "icon",
    "logo",
    "itunes:explicit",
    "itunes:block",
    "media:rating",
)
_NODES = ("item", "entry", "items", "channel")
_TAKEN = frozenset(
    (*_TITLE, *_SUBTITLE, *_SUMMARY, *_CONTENT, *_INFO, *_RIGHTS, *_ID, *_PUBLISHED, *_UPDATED, *_CREATED, *_EXPIRED,
     *_AUTHOR, *_CONTRIBUTOR, *_PUBLISHER, *_TAG, *_LANGUAGE, *_LICENCE, *_PLACE, *_REST, *_NODES)
)  # fmt: skip
_MOST_SAME = 200
"""Elements of one name that are read of one entry: a stranger writes them, and each costs."""
_MEDIA_SCHEME = "http://search.yahoo.com/mrss/category_schema"
"""The scheme of a category that names none (Media RSS 1.5.1)."""
_ADDRESSES = frozenset({"href", "url", "uri", "src", "resource"})
_MAIL = re.compile(r"[^\s<>()@]+@[^\s<>()@]+\.[^\s<>()@]+")


def read(root: etree._Element, base: str, most: int) -> Feed | None:
    """The record of a feed, at most `most` entries of it, or None where the document is no feed."""
    head = _channel(root)
    entries = list(root.iter("{*}item", "{*}entry", "{*}Item", "{*}ITEM", "{*}Entry", "item", "entry"))
    if not entries and xml.local(root) not in {"rss", "rdf", "feed", "channel"}:
        return None
    base = words.own_base(root, base)
    base = words.resolved(base, root.get("BASE") or base)
    language = words.own_language(root, None)
    apart = {name(str(child.tag), child.prefix): child for child in root if head is not root}
    about = _entry(head, base, language, {key: apart[key] for key in ("image", "textinput") if key in apart})
    base, language = words.own_base(head, base) if head is not root else base, about.language or language
    made = tuple(_entry(node, base, language, {}) for node in entries[:most])
    return Feed(version(root), about, made, more=len(entries) > most, moved=words.resolved(base, _moved(root, head)))


def _moved(root: etree._Element, head: etree._Element) -> str:
    """Where the feed went: RSS's <redirect>, or a podcast's new address."""
    inside = (child for parent in (root, head) for child in parent)
    named = (one for child in inside for one in ((child, *child) if xml.local(child) == "redirect" else (child,)))
    told = (one.text or "" for one in named if xml.local(one) in {"newlocation", "new-feed-url"})
    return next((address.strip() for address in told if address.strip()), "")


def _channel(root: etree._Element) -> etree._Element:
    """What the feed says of itself stands in RSS's channel, otherwise in the root."""
    if xml.local(root) in {"feed", "channel"}:
        return root
    return next((node for node in root.iter() if xml.local(node) == "channel"), root)


def version(root: etree._Element) -> str:
    """The feed's dialect as its root tells it, or ""."""
    space, kind, told = (
        str(root.tag).rpartition("}")[0][1:].lower(),
        xml.local(root),
        (root.get("version") or "").strip(),
    )
    if kind == "rss":
        plain = re.sub(r"\D", "", told)
        if plain == "091":
            return "rss091u"
        return (
            f"rss0{plain[1:]}" if plain.startswith("09") and len(plain) == 3 else "rss20" if plain[:1] == "2" else "rss"
        )
    if kind == "rdf":
        spaces = " ".join((*filter(None, root.nsmap.values()), *(str(child.tag) for child in root)))
        return "rss10" if "purl.org/rss/1.0/" in spaces else "rss090" if "rdf/simple/0.9/" in spaces else "rss"
    if kind == "feed":
        if space == "http://www.w3.org/2005/atom":
            return "atom10"
        return {"0.1": "atom01", "0.2": "atom02", "0.3": "atom03"}.get(told, "atom")
    return "cdf" if kind == "channel" else ""


def _sorted(node: etree._Element) -> dict[str, list[etree._Element]]:
    """An element's children by name. What a media:group holds tells of the entry (Media RSS 1.5.1)."""
    found: dict[str, list[etree._Element]] = {}
    _sort_into(found, node)
    for group in found.pop("media:group", ()):
        _sort_into(found, group)
    return found


def _sort_into(found: dict[str, list[etree._Element]], node: etree._Element) -> None:
    for child in node:
        tag: object = child.tag
        if not isinstance(tag, str):  # a reference to what nobody defined
            continue
        same = found.setdefault(name(tag, child.prefix), [])
        if len(same) < _MOST_SAME:
            same.append(child)


def _entry(node: etree._Element, base: str, language: str | None, more: Mapping[str, etree._Element]) -> Entry:
    """One entry, or the feed itself."""
    if node.attrib:
        base, language = words.own_base(node, base), words.own_language(node, language)
    found = _sorted(node)
    for key, child in more.items():
        found.setdefault(key, [child])
    language = _word(found, _LANGUAGE).replace("_", "-") or language
    links = _links(node, found, base)
    since, until = _valid(found)
    ident, stable = _identity(node, found, base)
    summary, contents = _body(node, found, base, language, plain=str(node.tag).startswith(_ATOMS))
    return Entry(
        title=_text(found, _TITLE, base, language),
        subtitle=_text(found, _SUBTITLE, base, language),
        summary=summary,
        info=_text(found, _INFO, base, language),
        contents=contents,
        rights=_text(found, _RIGHTS, base, language),
        id=ident,
        stable=stable,
        link=_page(links) or (ident if stable else ""),
        links=links,
        published=_time(found, _PUBLISHED),
        updated=_time(found, _UPDATED) or node.get("LASTMOD") or node.get("lastmod") or "",
        created=_time(found, _CREATED),
        expired=_time(found, _EXPIRED),
        valid_since=since,
        valid_until=until,
        authors=_people(found, _AUTHOR, base),
        contributors=_people(found, _CONTRIBUTOR, base),
        publisher=next(iter(_people(found, _PUBLISHER, base)), None),
        tags=_tags(found),
        language=language or "",
        licence=_licence(found),
        source=next((_source(child, base, language) for child in found.get("source", ())), None),
        image=_image(found, base),
        icon=words.resolved(base, _word(found, ("icon",))),
        logo=words.resolved(base, _word(found, ("logo",))),
        comments=words.resolved(base, _word(found, ("comments",))),
        explicit=_flag(found, "itunes:explicit", "yes", "true"),
        blocked=_flag(found, "itunes:block", "yes", "Yes") is True,
        shape=shapes.shape(found) if any(key in found for key in _PLACE) else None,
        others=_others(found, base),
    )


def _all(found: Found, names: Iterable[str]) -> Iterable[etree._Element]:
    return (child for key in names if key in found for child in found[key])


def _word(found: Found, names: Iterable[str]) -> str:
    """The words of the first element so named that has any; names in the order of worth."""
    for key in names:
        for child in found.get(key, ()):
            told = (child.text or "").strip()
            if told:
                return told
    return ""


def _time(found: Found, names: Iterable[str]) -> str:
    """As `_word`; of several times under one name the last, as writers who append a newer word mean it."""
    for key in names:
        for child in reversed(found.get(key, ())):
            told = (child.text or "").strip()
            if told:
                return told
    return ""


def _valid(found: Found) -> tuple[str, str]:
    """From when and until when it holds, as the DCMI Period encoding has it: "start=…;end=…"."""
    told = _word(found, ("dcterms:valid",))
    parts = dict(part.strip().partition("=")[::2] for part in told.split(";")) if told else {}
    return parts.get("start", "").strip(), parts.get("end", "").strip()


def _text(found: Found, names: Iterable[str], base: str, language: str | None, *, plain: bool = True) -> Text | None:
    for key in names:
        for child in found.get(key, ()):
            made = words.text(child, base, language, plain)
            if made.value:
                return made
    return None


def _body(
    node: etree._Element, found: Found, base: str, language: str | None, *, plain: bool
) -> tuple[Text | None, tuple[Text, ...]]:
    """The summary and the contents. Where an item has a summary and a description, the second is content."""
    short = [words.text(child, base, language, plain) for child in _summaries(node, found)]
    long = [words.text(child, base, language, plain) for child in _all(found, _CONTENT)]
    short = [one for one in short if one.value]
    return (short[0] if short else None), tuple(one for one in (*long, *short[1:]) if one.value or one.src)


def _summaries(node: etree._Element, found: Found) -> Sequence[etree._Element]:
    """The plain ones as the document has them; those of other vocabularies only where there is none of them."""
    own = [*found.get("summary", ()), *found.get("description", ())]
    return _in_order(node, own) or list(_all(found, _SUMMARY))


def _identity(node: etree._Element, found: Found, base: str) -> tuple[str, bool]:
    """The id, and whether it is an address: a guid is one unless it says otherwise (RSS 2.0)."""
    for key in _ID:
        for child in found.get(key, ()):
            told = (child.text or "").strip()
            if told:
                permanent = (child.get("isPermaLink") or child.get("ispermalink") or "true").lower() == "true"
                local = words.resolved(base, told) if told.startswith(("/", "./", "../")) else told
                return local, key == "guid" and permanent
    about = node.get(_ABOUT) or ""
    return about, False


def _links(node: etree._Element, found: Found, base: str) -> tuple[Link, ...]:
    own = node.get("HREF") or ""  # CDF
    made = [Link(words.resolved(base, own))] if own else []
    for child in _in_order(node, [*found.get("link", ()), *found.get("enclosure", ())]):
        enclosed = name(str(child.tag), child.prefix) == "enclosure"
        told = child.get("url") or child.get("href") if enclosed else child.get("href")
        target = told if told is not None else (child.text or "")
        if target.strip():
            near = words.own_base(child, base)
            made.append(
                Link(
                    words.resolved(near, target.strip()),
                    "enclosure" if enclosed else _relation(child.get("rel")),
                    child.get("type") or "",
                    child.get("title") or "",
                    child.get("hreflang") or "",
                    child.get("length") or "",
                )
            )
    return tuple(made)


def _in_order(node: etree._Element, children: Sequence[etree._Element]) -> Sequence[etree._Element]:
    """Children of two names in the order of the document."""
    return sorted(children, key=node.index) if len(children) > 1 else children


def _relation(told: str | None) -> str:
    """A link's relation; IANA's may be written as addresses (RFC 4287, 4.2.7.2)."""
    return (told or "alternate").strip().removeprefix("http://www.iana.org/assignments/relation/")


def _page(links: Sequence[Link]) -> str:
    """The page that an entry stands for: the first alternate link that is HTML, or the first at all."""
    pages = [link for link in links if link.rel == "alternate"]
    best = [link for link in pages if not link.type or "html" in link.type]
    return next((link.href for link in best or pages), "")


def _people(found: Found, names: Iterable[str], base: str) -> tuple[Person, ...]:
    made = dict.fromkeys(_person(child, base) for child in _all(found, names))
    return tuple(person for person in made if person != Person())


def _person(node: etree._Element, base: str) -> Person:
    """Atom tells name, address and page apart; RSS writes "address (Name)" or "Name <address>"."""
    if len(node):
        near, parts = words.own_base(node, base), _sorted(node)
        page = _word(parts, ("uri", "url", "homepage"))
        return Person(
            _word(parts, ("name", "itunes:name", "foaf:name")),
            _word(parts, ("email", "itunes:email")),
            words.resolved(near, page),
        )
    told = (node.text or "").strip()
    mail = _MAIL.search(told) if "@" in told else None
    if mail is None:
        return Person(told)
    rest = (
        (told[: mail.start()] + told[mail.end() :]).replace("()", "").replace("<>", "").replace("&lt;&gt;", "").strip()
    )
    return Person(rest[1:-1].strip() if rest.startswith("(") and rest.endswith(")") else rest, mail[0])


def _tags(found: Found) -> tuple[Tag, ...]:
    made: dict[Tag, None] = {}
    for key in _TAG:
        for child in found.get(key, ()):
            for tag in _tag(key, child):
                made[tag] = None
    return tuple(made)


def _tag(key: str, node: etree._Element) -> Iterable[Tag]:
    told = (node.text or "").strip()
    if key.startswith("itunes:category"):
        inner = [tag for child in node for tag in _tag(key, child)]
        return [
            *([Tag(node.get("text") or told, "http://www.itunes.com/")] if node.get("text") or told else []),
            *inner,
        ]
    if key in {"itunes:keywords", "media:keywords"}:
        parts = told.split(",") if "," in told or key == "media:keywords" else told.split()
        scheme = "http://www.itunes.com/" if key == "itunes:keywords" else ""
        return [Tag(part.strip(), scheme) for part in parts if part.strip()]
    if key == "tags":
        listed = [child.text or "" for child in node] or told.split(",")
        return [Tag(part.strip()) for part in listed if part.strip()]
    term = node.get("term") or told or node.get("label") or ""
    if not term:
        return []
    scheme = node.get("scheme") or node.get("domain") or (_MEDIA_SCHEME if key == "media:category" else "")
    return [Tag(term, scheme, node.get("label") or "")]


def _licence(found: Found) -> str:
    told = next((child.get(_RESOURCE) or (child.text or "").strip() for child in _all(found, _LICENCE)), "")
    rel = (child for child in found.get("link", ()) if child.get("rel") == "license")
    return told or next((child.get("href") or "" for child in rel), "")


def _source(node: etree._Element, base: str, language: str | None) -> Entry:
    """The feed that an entry was taken from: Atom's source holds a head, RSS's a name and an address."""
    if len(node):
        return _entry(node, base, language, {})
    address = node.get("url") or ""
    told = (node.text or "").strip()
    return Entry(
        title=Text(told, language=language, base=base) if told else None,
        link=address,
        links=(Link(address),) if address else (),
    )


def _image(found: Found, base: str) -> str:
    for node in _all(found, _PICTURE):
        for child in (node, *node):
            key = name(str(child.tag), child.prefix)
            told = child.get("url") or child.get("href")
            kind = f"{child.get('type') or ''} {child.get('medium') or ''}"
            if told and ("image" in kind or key in {"itunes:image", "media:thumbnail"} or child.get("rel") == "image"):
                return words.resolved(base, told.strip())
            if key == "url" and (child.text or "").strip():
                return words.resolved(base, (child.text or "").strip())
    return ""


def _flag(found: Found, key: str, *yes: str) -> bool | None:
    """A podcast's yes or no, in the spellings that its publishers were given; others have no effect."""
    told = next((child.text or "" for child in found.get(key, ())), "")
    return True if told in yes else False if told in {"no", "false", "clean"} else None


def _others(found: Found, base: str) -> tuple[Other, ...]:
    left = [child for key, children in found.items() if key not in _TAKEN for child in children]
    return tuple(_other(child, base, _DEEPEST_OTHER) for child in left[:_MOST_OTHERS]) if left else ()


def _other(node: etree._Element, base: str, levels: int) -> Other:
    key = name(str(node.tag), node.prefix).replace(":", "_")
    told = (node.text or "").strip()
    parts = (
        tuple(_other(child, base, levels - 1) for child in islice(node, _MOST_OTHERS)) if levels and len(node) else ()
    )
    given = ((str(mark).rpartition("}")[2].lower(), str(value)) for mark, value in node.attrib.items())
    marks = tuple((mark, words.resolved(base, value) if mark in _ADDRESSES else value) for mark, value in given)
    return Other(key, words.resolved(base, told) if told.startswith("/") else told, marks, parts)
