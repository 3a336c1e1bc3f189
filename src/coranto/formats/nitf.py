"""NITF, the News Industry Text Format: a whole document, or the one that NewsML carries inside."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from coranto.formats import topics, wire, xml
from coranto.formats.result import Decoded
from coranto.formats.wire import Item, Shown
from coranto.model import Problem, Raw, Subject

FORM = "nitf"


def read_nitf(raw: Raw) -> Decoded:
    """The article of a NITF document (versions 2.5 to 3.6), with its kill, embargo or correction."""
    opened = wire.document(raw, "document", "formats.not-nitf")
    if isinstance(opened, Decoded):
        return opened
    root, noted = opened
    found = [root] if xml.local(root) == "nitf" else list(wire.inside(root, "nitf"))
    if not found:
        return Decoded((), (*noted, Problem("formats.not-nitf", f"its root is {xml.local(root)!r}, not nitf")))
    items = [one for each in found for one in (item(each), *_others(each))]
    return wire.collected((wire.made(raw, FORM, one) for one in items), noted, "formats.not-nitf")


def _others(root: etree._Element) -> list[Item]:
    """The document whose status this one changes: a kill often comes as a document of its own."""
    data = wire.child(root, "head", "docdata")
    key, status = wire.given(data, "management-doc-idref"), wire.given(data, "management-idref-status")
    return [Item(guid=key, standing=status)] if key and status.casefold() != "usable" and status else []


def item(root: etree._Element) -> Item:
    """What a `nitf` element says, its head and its body."""
    head = wire.child(root, "head")
    data = wire.child(head, "docdata")
    about = _document(data) if data is not None else Item()
    about = _corrected(about, data) if data is not None else about
    filled = _headed(about, head) if head is not None else about
    return _body(filled, root)


def _document(data: etree._Element) -> Item:
    """The `docdata`: which document this is, which version, from when on, and under which status."""
    key, release = wire.child(data, "du-key"), _day(data, "date.release")
    status = wire.given(data, "management-status")
    notes = [wire.given(one, "info") or wire.said(one) for one in wire.children(data, "ed-msg")]
    issued = _day(data, "date.issue")
    embargoed = status.casefold() == "embargoed" or bool(release and _later(release, issued))
    return Item(
        guid=wire.given(wire.child(data, "doc-id"), "id-string") or wire.given(key, "key"),
        published=issued or release,
        embargo=release if embargoed else "",
        embargoed=embargoed,
        standing=status,
        urgency=wire.given(wire.child(data, "urgency"), "ed-urg"),
        revision=wire.given(key, "version", "generation"),
        note=" ".join(note for note in notes if note),
        source=wire.given(wire.child(data, "doc.copyright"), "holder"),
    )


def _day(data: etree._Element, name: str) -> str:
    node = wire.child(data, name)
    return wire.given(node, "norm") or wire.said(node)


def _later(release: str, issued: str) -> bool:
    """Whether a document is to be released after it was issued, or at a time that cannot be compared."""
    free, out = wire.until(release, FORM), wire.until(issued, FORM) if issued else None
    return free is None or out is None or free.at > out.at


def _corrected(about: Item, data: etree._Element) -> Item:
    """The document marked as a correction, in the spellings of NITF 3 (`correction`) and 2 (`correction-info`)."""
    marks = list(wire.inside(data, "correction", "correction-info"))
    told = tuple(f"Correction: {words}" if (words := wire.given(one, "info")) else "Correction" for one in marks)
    return replace(about, signals=told)


def _headed(about: Item, head: etree._Element) -> Item:
    """What stands in the head beside the document's data: title, subjects, key words, the outlet."""
    titles, published = wire.child(head, "title"), wire.child(head, "pubdata")
    keys = [wire.given(one, "key") or wire.said(one) for one in wire.inside(head, "keyword")]
    language = wire.given(head.getparent(), "lang")
    return replace(
        about,
        headline=wire.said(titles),
        subjects=_subjects(head),
        tags=tuple(key for key in keys if key),
        section=wire.given(published, "position.section"),
        source=wire.given(published, "name") or about.source,
        address=wire.given(published, "ex-ref"),
        published=about.published or wire.given(published, "date.publication"),
        language=language,
    )


def _subjects(head: etree._Element) -> tuple[Subject, ...]:
    """`tobject.subject` has Subject Codes, `classifier` any list's codes."""
    codes = [
        topics.subject(
            topics.SUBJECT_CODES,
            wire.given(one, "tobject.subject.refnum"),
            wire.given(one, "tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type"),
        )
        for one in wire.inside(head, "tobject.subject")
    ]
    classed = [
        topics.subject(wire.given(one, "code-source", "type"), wire.given(one, "code"), wire.given(one, "value"))
        for one in wire.inside(head, "classifier")
    ]
    return tuple(one for one in (*codes, *classed) if one is not None)


def _body(about: Item, root: etree._Element) -> Item:
    """The words of the document: headline, byline, dateline, abstract, paragraphs, pictures."""
    body = wire.child(root, "body")
    if body is None:
        return about
    head, content = wire.child(body, "body.head"), wire.child(body, "body.content")
    byline, dateline = wire.child(head, "byline"), wire.child(head, "dateline")
    abstract, titled = wire.child(head, "abstract"), wire.child(head, "hedline", "hl1")
    pictures = [_shown(one) for one in wire.inside(body, "media") if _is_picture(one)]
    return replace(
        about,
        headline=wire.said(titled) or about.headline,
        standfirst=" ".join(words for _, words in wire.flowing(abstract)) if abstract is not None else "",
        byline=_author(byline),
        dateline=wire.said(dateline),
        place=wire.said(wire.child(dateline, "location")),
        credit=wire.said(wire.child(head, "distributor")),
        body=wire.flowing(content if content is not None else body),
        pictures=(*about.pictures, *pictures),
    )


def _author(byline: etree._Element | None) -> str:
    """The people named, or the whole line without what only gives their title."""
    people = [wire.said(one) for one in wire.children(byline, "person")] if byline is not None else []
    if people:
        return ", ".join(people)
    title = wire.said(wire.child(byline, "byttl"))
    whole = wire.said(byline)
    return whole.removesuffix(title).rstrip(" ,;") or whole


def _is_picture(media: etree._Element) -> bool:
    reference = wire.child(media, "media-reference")
    kind = f"{wire.given(media, 'media-type')} {wire.given(reference, 'mime-type')}".casefold()
    return "image" in kind or "photo" in kind or "graphic" in kind or "picture" in kind


def _shown(media: etree._Element) -> Shown:
    """A `media` element; of several sizes of one picture the first is taken."""
    reference = wire.child(media, "media-reference")
    return Shown(
        src=wire.given(reference, "source"),
        alt=wire.given(reference, "alternate-text"),
        caption=wire.said(wire.child(media, "media-caption")),
        credit=wire.said(wire.child(media, "media-producer")) or wire.given(reference, "source-credit", "copyright"),
    )
