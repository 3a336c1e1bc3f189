"""NewsML 1.0 to 1.2: news items as trees of components, each with its own lines and content."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from coranto.formats import nitf, topics, wire, xml
from coranto.formats.wire import Item, Shown, Words
from coranto.model import Article, Problem, Raw

FORM = "newsml"
_PICTURES = ("photo", "picture", "image", "graphic")
_MOST_ELEMENTS = 10_000
"""Elements of one item: what has more would be read for longer than a second, and a long report has 500."""
_LINES = ("headline", "subheadline", "caption", "abstract", "summary", "byline", "dateline")
"""Roles of components that are lines of the report and not its text."""
_BODIES = ("body", "main", "maintext", "story", "text")


def items(raw: Raw, root: etree._Element) -> Iterator[Article | Problem]:
    """The reports of a NewsML 1 document, in its order; an item of references or pictures only is a Problem."""
    sent = wire.child(root, "newsenvelope")
    sender = _formal(wire.child(sent, "newsservice")) or _formal(wire.child(sent, "sentfrom", "party"))
    for node in wire.children(root, "newsitem"):
        if sum(1 for _ in itertools.islice(node.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
            yield Problem("formats.hostile-markup", f"an item has more than {_MOST_ELEMENTS:,} elements")
            continue
        one = item(node)
        one = replace(one, source=one.source or sender)
        held = one.standing and one.standing.casefold() != "usable"
        if one.body or one.headline or one.standfirst or held:
            yield wire.made(raw, FORM, one)
        else:
            yield Problem("formats.no-report", f"the item holds no text: {one.guid[:80]!r}")


def item(node: etree._Element) -> Item:
    """What a `NewsItem` says: who it is, under which status it stands, and its components."""
    name, managed = wire.child(node, "identification", "newsidentifier"), wire.child(node, "newsmanagement")
    parts = [wire.said(wire.child(name, part)) for part in ("providerid", "dateid", "newsitemid")]
    public = wire.said(wire.child(name, "publicidentifier"))
    revision = wire.said(wire.child(name, "revisionid"))
    # A NewsML urn ends in its revision (RFC 3085): without it, all versions bear one id.
    about = Item(guid=f"urn:newsml:{':'.join(parts)}" if all(parts) else public, revision=revision)
    about = _managed(about, managed) if managed is not None else about
    return _composed(about, node)


def _managed(about: Item, managed: etree._Element) -> Item:
    """Status, urgency and times. A status that will change to usable at a given time is an embargo until then."""
    status = _formal(wire.child(managed, "status"))
    change = wire.child(managed, "statuswillchange")
    opening = _formal(wire.child(change, "futurestatus")).casefold() == "usable"
    orders = [wire.said(one) or _formal(one) for one in wire.children(managed, "instruction")]
    when = wire.said(wire.child(change, "dateandtime")) if opening else ""
    return replace(
        about,
        published=wire.said(wire.child(managed, "firstcreated")),
        changed=wire.said(wire.child(managed, "thisrevisioncreated")),
        standing="embargoed" if when and status.casefold() != "usable" else status,
        embargo=when,
        embargoed=bool(when) or status.casefold() == "embargoed",
        urgency=_formal(wire.child(managed, "urgency")),
        signals=tuple(order for order in orders if order),
    )


def _formal(node: etree._Element | None) -> str:
    return wire.given(node, "formalname")


def _composed(about: Item, node: etree._Element) -> Item:
    """Lines, metadata and content of all components; the outermost that says a thing says it."""
    notes = [wire.said(one) for one in wire.inside(node, "editorialnote", "ednote")]
    text, inner = _text(node)
    codes = (one for code in wire.inside(node, "subjectcode") for one in code if _formal(one))
    subjects = [topics.subject(topics.SUBJECT_CODES, _formal(one)) for one in codes]
    filled = replace(
        about,
        headline=_line(node, "headline"),
        standfirst=_line(node, "subheadline") or _role(node, "abstract", "summary"),
        byline=_line(node, "byline"),
        dateline=_line(node, "dateline"),
        credit=_line(node, "creditline") or _formal(wire.child(next(wire.inside(node, "source"), None), "party")),
        place=_place(node),
        source=_party(node),
        note=" ".join(note for note in notes if note),
        language=_formal(next(wire.inside(node, "language"), None)),
        subjects=tuple(one for one in subjects if one is not None),
        tags=tuple(wire.said(one) for one in wire.inside(node, "keywordline")),
        pictures=tuple(itertools.islice(_pictures(node), wire.MOST_PICTURES)),
        body=text,
    )
    return _under(filled, inner) if inner is not None else filled


def _line(node: etree._Element, name: str) -> str:
    """The first such line of the newsLines, or of a component that plays that role."""
    told = (wire.said(one) for lines in wire.inside(node, "newslines") for one in wire.children(lines, name))
    return next((words for words in told if words), "") or _role(node, name)


def _role(node: etree._Element, *names: str) -> str:
    found = (_content(one) for one in wire.inside(node, "newscomponent") if _plays(one) in names)
    return next((" ".join(words for _, words in text) for text in found if text), "")


def _plays(component: etree._Element) -> str:
    return _formal(wire.child(component, "role")).replace(" ", "").casefold()


def _party(node: etree._Element) -> str:
    """The provider, whose wire this is."""
    party = wire.child(next(wire.inside(node, "provider"), None), "party")
    return _formal(party) or wire.said(party)


def _place(node: etree._Element) -> str:
    """The city of the dateline's location, or its first property."""
    told = [one for one in wire.inside(node, "location") if "dateline" in wire.given(one, "howpresent").casefold()]
    properties = [one for place in told for one in wire.inside(place, "property")]
    cities = [one for one in properties if _formal(one).casefold() == "city"]
    return wire.given(next(iter((*cities, *properties)), None), "value")


def _text(node: etree._Element) -> tuple[Words, Item | None]:
    """The content that is the report, and what NITF inside it says: by its role, else the longest running text."""
    found: list[tuple[bool, int, Words]] = []
    for content in wire.inside(node, "contentitem"):
        above = content.getparent()
        role = _plays(above) if above is not None else ""
        if role in _LINES or role == "stylesheet":
            continue
        inner = next((one for one in content.iter() if xml.local(one) == "nitf"), None)
        if inner is not None:
            return (), nitf.item(inner)
        words = _words(content)
        found.append((role in _BODIES, sum(len(told) for _, told in words), words))
    return max(found, key=lambda one: one[:2])[2] if found else (), None


def _content(component: etree._Element) -> Words:
    return next((found for one in wire.children(component, "contentitem") if (found := _words(one))), ())


def _words(content: etree._Element) -> Words:
    data, kind = wire.child(content, "datacontent"), _kind(content)
    if data is None or "css" in kind or _is_picture(content):
        return ()
    if len(data):
        return wire.flowing(next((one for one in data.iter() if xml.local(one) == "body"), data))
    text = data.text or ""
    return wire.markup(text) if "html" in kind or "<p" in text else wire.plain(text)


def _kind(content: etree._Element) -> str:
    names = (_formal(wire.child(content, name)) for name in ("mediatype", "mimetype", "format"))
    return " ".join(names).casefold()


def _is_picture(content: etree._Element) -> bool:
    return any(name in _kind(content) for name in _PICTURES)


def _pictures(node: etree._Element) -> Iterator[Shown]:
    """One picture of each component that holds any, with the caption of a component beside it."""
    for component in wire.inside(node, "newscomponent"):
        shots = [
            one for one in wire.children(component, "contentitem") if any(name in _kind(one) for name in _PICTURES)
        ]
        if shots:
            beside = component.getparent()
            lines = wire.child(component, "newslines")
            caption = _role(component, "caption") or (_role(beside, "caption") if beside is not None else "")
            yield Shown(
                src=wire.given(shots[0], "href"), caption=caption, credit=wire.said(wire.child(lines, "creditline"))
            )


def _under(about: Item, inner: Item) -> Item:
    """A report in NITF inside a component: its words, under what the item says of it."""
    return replace(
        about,
        body=inner.body,
        headline=about.headline or inner.headline,
        standfirst=about.standfirst or inner.standfirst,
        byline=about.byline or inner.byline,
        dateline=about.dateline or inner.dateline,
        place=about.place or inner.place,
        credit=about.credit or inner.credit,
        urgency=about.urgency or inner.urgency,
        note=about.note or inner.note,
        signals=(*about.signals, *inner.signals),
        subjects=about.subjects or inner.subjects,
        tags=about.tags or inner.tags,
        pictures=about.pictures or inner.pictures,
    )
