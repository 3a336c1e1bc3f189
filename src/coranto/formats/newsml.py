"""NewsML-G2: news items alone, in messages and in packages. NewsML 1.2, which shares only the name, is in `newsml1`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from coranto.formats import newsml1, nitf, topics, wire, xml
from coranto.formats.result import Decoded
from coranto.formats.wire import Item, Shown, Words
from coranto.model import Article, Part, Problem, Raw, Subject

FORM = "newsml"
NOT_NEWSML = "formats.not-newsml"
_OTHERS: Mapping[str, str] = {
    "packageitem": "a package that only refers to items",
    "groupset": "a package that only refers to items",
    "conceptitem": "a concept",
    "knowledgeitem": "a list of concepts",
    "planningitem": "a plan of coverage",
    "catalogitem": "a catalog of lists",
    "contentmeta": "metadata without content",
}
"""What is no report, by its element (NewsML-G2 Specification 2.35, "Items")."""
_SILENT = ("picture", "graphic", "audio", "video", "animation")
"""Item classes whose content is not text (the list ninature)."""
_CATALOG: Mapping[str, str] = {
    "medtop": topics.MEDIA_TOPICS,
    "mediatopic": topics.MEDIA_TOPICS,
    "subj": topics.SUBJECT_CODES,
}
_ABSTRACTS = ("summary", "abstract", "short", "lead", "text", "description")
"""Roles of a `description` that make it a standfirst; a caption is none."""


def read_newsml(raw: Raw) -> Decoded:
    """All reports in a NewsML-G2 or NewsML 1.x document, with their kills, embargoes and corrections.

    Items that are no reports (concepts, plans, packages of references, pictures by themselves) are Problems, one
    each. In a message with one report, picture items are that report's pictures.
    """
    opened = wire.document(raw, "document", NOT_NEWSML)
    if isinstance(opened, Decoded):
        return opened
    root, noted = opened
    if xml.local(root) == "newsml":
        return wire.collected(newsml1.items(raw, root), noted, NOT_NEWSML)
    found = _items(root)
    if not found:
        problem = Problem(NOT_NEWSML, f"its root is {xml.local(root)!r}, and there is no item of NewsML in it")
        return Decoded((), (*noted, problem))
    return wire.collected(_read(raw, found[: wire.MOST_ITEMS + 1]), noted, NOT_NEWSML)


def _items(root: etree._Element) -> list[etree._Element]:
    """The items of a document, those in messages and packages too; a bare piece of an item is taken as one."""
    names = ("newsitem", *_OTHERS)
    if xml.local(root) == "contentset" or xml.local(root) in names:
        return [root]
    held = [node for each in wire.inside(root, "itemset") for node in each if xml.local(node) in names]
    return held or list(wire.inside(root, "newsitem", "packageitem"))


def _read(raw: Raw, found: Sequence[etree._Element]) -> Iterator[Article | Problem]:
    reports = [(node, item(node)) for node in found if xml.local(node) in {"newsitem", "contentset"}]
    telling = [node for node, one in reports if _tells(node, one)]
    shots = [one.pictures for node, one in reports if node not in telling] if len(telling) == 1 else []
    lent = tuple(shown for pictures in shots for shown in pictures)
    for node in found:
        one = next((made for place, made in reports if place is node), None)
        if one is None:
            yield from _other(node, alone=len(found) == 1)
        elif node in telling:
            yield wire.made(raw, FORM, replace(one, pictures=(*one.pictures, *lent)))
        elif not (lent and one.pictures):
            yield _silent(node, one)


def _tells(node: etree._Element, one: Item) -> bool:
    """Whether an item is to be an article: it has words of its own, or it takes words back."""
    held = one.embargoed or (one.standing and not one.standing.casefold().endswith("usable"))
    silent = _kind(node) in _SILENT
    return bool(one.body) or bool(held) or (not silent and bool(one.headline or one.standfirst))


def _silent(node: etree._Element, one: Item) -> Problem:
    kind = _kind(node) or "item"
    if kind in _SILENT:
        return Problem("formats.no-report", f"{kind} without text is no report: {one.guid[:80]!r}")
    return Problem("formats.empty", f"item {one.guid[:80]!r} has no words")


def _other(node: etree._Element, *, alone: bool) -> Iterator[Problem]:
    """Why something else than a news item is no article; a package among the items that it holds is passed over."""
    name = xml.local(node)
    if alone or name not in {"packageitem", "groupset"}:
        guid = wire.given(node, "guid")[:80]
        yield Problem("formats.no-report", f"{_OTHERS[name]} is no report" + (f": {guid!r}" if guid else ""))


def _kind(node: etree._Element) -> str:
    return _code(wire.child(node, "itemmeta", "itemclass"))[1].casefold()


def _code(node: etree._Element | None, catalog: Mapping[str, str] = _CATALOG) -> tuple[str, str]:
    """The list and the code that an element names, by short name ("medtop:04000000"), address or bare word."""
    short = wire.given(node, "qcode")
    if short:
        alias, _, code = short.partition(":")
        return (catalog.get(alias, alias), code) if code else ("", short)
    address = wire.given(node, "uri", "urivalue").rstrip("/")
    if "/" in address:
        scheme, _, code = address.rpartition("/")
        return scheme, code
    return "", address or wire.given(node, "literal", "code")


def item(node: etree._Element) -> Item:
    """What a `newsItem` says: its management data, its description, its content."""
    meta, content = wire.child(node, "itemmeta"), wire.child(node, "contentmeta")
    about = Item(
        guid=wire.given(node, "guid"),
        revision=wire.given(node, "version"),
        language=wire.given(wire.child(content, "language"), "tag") or wire.given(node, "lang"),
    )
    about = _managed(about, meta) if meta is not None else about
    about = _described(about, content, _catalog(node)) if content is not None else about
    held = node if xml.local(node) == "contentset" else wire.child(node, "contentset")
    return _filled(about, held) if held is not None else about


def _catalog(node: etree._Element) -> Mapping[str, str]:
    """Short names of lists: those of the item's own catalog beside IPTC's usual ones."""
    own = {wire.given(one, "alias"): wire.given(one, "uri") for one in wire.inside(node, "scheme")}
    return {**own, **_CATALOG}


def _managed(about: Item, meta: etree._Element) -> Item:
    embargo, provider = wire.child(meta, "embargoed"), wire.child(meta, "provider")
    notes = [wire.said(one) for one in wire.children(meta, "ednote")]
    links = [wire.given(one, "href") for one in wire.children(meta, "link") if "canonical" in wire.given(one, "rel")]
    return replace(
        about,
        published=wire.said(wire.child(meta, "firstcreated")),
        changed=wire.said(wire.child(meta, "versioncreated")),
        embargo=wire.said(embargo),
        embargoed=embargo is not None,
        standing="/".join(part for part in _code(wire.child(meta, "pubstatus")) if part),
        source=_named(provider),
        section=_named(wire.child(meta, "service")),
        note=" ".join(note for note in notes if note),
        signals=tuple(_code(one)[1] for one in wire.children(meta, "signal")),
        address=next(iter(links), ""),
    )


def _named(node: etree._Element | None) -> str:
    """The name of a party or a list's entry, in English where there are several; its code where there is none."""
    names = [] if node is None else wire.children(node, "name")
    english = [one for one in names if wire.given(one, "lang").casefold().startswith("en")]
    told = next(iter((*english, *names)), None)
    return wire.said(told) or (_code(node)[1] if wire.given(node, "qcode", "literal") else "")


def _described(about: Item, meta: etree._Element, catalog: Mapping[str, str]) -> Item:
    told = {_code_of(one, "role"): one for one in reversed(wire.children(meta, "description"))}
    abstract = next((told[role] for role in _ABSTRACTS if role in told), told.get(""))
    authors = [_named(one) for one in wire.children(meta, "creator", "author")]
    bylines = [wire.said(one) for one in wire.children(meta, "by")]
    subjects = (_subject(one, catalog) for one in wire.children(meta, "subject"))
    urgency = wire.said(wire.child(meta, "urgency"))
    infos = [_named(one) for one in wire.children(meta, "infosource")]
    created = wire.said(wire.child(meta, "contentcreated"))
    return replace(
        about,
        headline=_headline(meta),
        standfirst=wire.said(abstract),
        dateline=wire.said(wire.child(meta, "dateline")),
        place=_named(wire.child(meta, "located")),
        byline=", ".join(name for name in (bylines or authors)[:20] if name),
        credit=wire.said(wire.child(meta, "creditline")) or next((name for name in infos if name), ""),
        published=about.published or ("" if about.changed else created),
        urgency=urgency,
        subjects=tuple(one for one in subjects if one is not None),
        tags=tuple(wire.said(one) for one in wire.children(meta, "keyword")),
        pictures=_caption(meta),
    )


def _code_of(node: etree._Element, name: str) -> str:
    return wire.given(node, name).rpartition(":")[2].rpartition("/")[2].casefold()


def _headline(meta: etree._Element) -> str:
    """The main headline: one without a role or with the role "main" before short and web ones."""
    found = wire.children(meta, "headline")
    main = [one for one in found if _code_of(one, "role") in {"", "main", "hedline"}]
    return wire.said(next(iter((*main, *found)), None))


def _caption(meta: etree._Element) -> tuple[Shown, ...]:
    """What a picture item says under its picture; the address follows from the content."""
    captions = [one for one in wire.children(meta, "description") if _code_of(one, "role") == "caption"]
    credit = wire.said(wire.child(meta, "creditline"))
    return tuple(Shown(caption=wire.said(one), credit=credit) for one in captions[:1])


def _subject(node: etree._Element, catalog: Mapping[str, str]) -> Subject | None:
    scheme, code = _code(node, catalog)
    names = wire.children(node, "name")
    if not scheme and not names:  # a literal that only points to another place in the item
        return None
    return topics.subject(scheme, code, _named(node) if names else None)


def _filled(about: Item, held: etree._Element) -> Item:
    """The content: inline XML (NITF or XHTML), inline data, and pictures at other addresses."""
    remote = next((wire.given(one, "href") for one in wire.children(held, "remotecontent") if _is_image(one)), "")
    pictures = tuple(replace(one, src=remote) for one in about.pictures) or ((Shown(src=remote),) if remote else ())
    filled = replace(about, pictures=pictures)
    for inline in wire.children(held, "inlinexml"):
        inner = next((one for one in inline.iter() if xml.local(one) in {"nitf", "html", "body"}), None)
        if inner is not None and xml.local(inner) == "nitf":
            return _over(filled, nitf.item(inner))
        body = _worded(inline if inner is None else inner, wire.given(inline, "contenttype"))
        if body:
            return replace(filled, body=body)
    bodies = (_inline(data) for data in wire.children(held, "inlinedata"))
    return replace(filled, body=next((body for body in bodies if body), filled.body))


def _inline(data: etree._Element) -> Words:
    """The paragraphs of inline data: HTML or plain text; what is encoded, or of another kind, has none."""
    kind, text = wire.given(data, "contenttype").casefold(), "".join(map(str, data.itertext()))
    if wire.given(data, "encoding") or (kind and not kind.startswith("text") and "html" not in kind):
        return ()
    return wire.markup(text) if "html" in kind else wire.plain(text)


def _worded(inner: etree._Element, kind: str) -> Words:
    """XHTML's paragraphs; other XML (results of matches, lists of events) is no running text."""
    plain = not len(inner)
    is_text = any(xml.local(one) == "p" for one in inner.iter()) or plain
    found = wire.flowing(inner) if is_text and "sportsml" not in kind else ()
    return tuple((part, words) for part, words in found if part != Part.CAPTION)


def _is_image(remote: etree._Element) -> bool:
    kind = wire.given(remote, "contenttype", "format").casefold()
    return kind.startswith("image") or wire.given(remote, "href").casefold().endswith((".jpg", ".jpeg", ".png"))


def _over(about: Item, inner: Item) -> Item:
    """A report in NITF inside an item: its own words, and of its head only what the item does not say."""
    return replace(
        inner,
        **{name: value for name in _OUTER if (value := getattr(about, name))},
        headline=inner.headline or about.headline,
        standfirst=inner.standfirst or about.standfirst,
        byline=inner.byline or about.byline,
        dateline=inner.dateline or about.dateline,
        place=inner.place or about.place,
        pictures=(*inner.pictures, *about.pictures),
    )


_OUTER = (
    "guid", "credit", "source", "section", "address", "published", "changed", "embargo", "embargoed", "standing",
    "urgency", "language", "revision", "note", "signals", "subjects", "tags",
)  # fmt: skip
"""What the item says of a report inside it goes before what that report's own head says."""
