"""What all agency formats share: an item's words and what its provider says of it, and the article made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from coranto.formats import charset, dates, dom, guard, layout, lines, links, roles, xml
from coranto.formats.assemble import LONGEST_TEXT, About, address, article, language
from coranto.formats.lines import Line, Shot, cell
from coranto.formats.result import Decoded, refused
from coranto.formats.text import MOST_LINES
from coranto.model import (
    Article,
    Cell,
    Dateline,
    Moment,
    Part,
    Picture,
    Problem,
    Raw,
    Span,
    Standing,
    Subject,
    article_id,
    version_id,
)

Words = tuple[tuple[Part, str], ...]
"""An item's body in its order: what each block is, and its words on one line."""

MOST_ITEMS = 20_000
"""Items of one message; the rest is left with a Problem, as in feeds."""
MOST_PICTURES = 60
"""Pictures of one item; reports come with one to twenty."""
_GAP = "\n\n"
_LAST_ZONE = timezone(timedelta(hours=-12))
"""Where a day ends last: an embargo without a zone is over when it is over everywhere."""
_PIECE = re.compile(r"[^,()–—|]*[^\s,()–—|][^,()–—|]*")
"""A piece of a dateline: "SEOUL", "Nov. 5", "Agency"."""
_CORRECTS = re.compile(r"\b(?:correct(?:s|ed|ing|ion|ions|ive)?|corr|rectif(?:y|ies|ied|ication))\b", re.IGNORECASE)
"""What agencies write over a correction: "CORRECTS spelling in 3rd graf", "CORRECTION", NewsML 1.2's "Rectify"."""
_STANDINGS = {
    "usable": Standing.USABLE,
    "embargoed": Standing.USABLE,  # the embargo itself says until when; without one it is withheld, see `_standing`
    "withheld": Standing.WITHHELD,
    "canceled": Standing.CANCELED,
    "cancelled": Standing.CANCELED,
    "killed": Standing.CANCELED,
}
_EMPTY = re.compile(r"<[A-Za-z][^<>]{0,2000}/>")
"""An element without content, of which items have many; to the guard, which reads HTML, it would stay open."""
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "body.content", "body.end", "body.head", "block", "bq",
        "caption", "credit", "dd", "div", "dl", "dt", "fn", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hl2", "html", "li", "main", "nitf-table", "note", "ol", "p", "pre", "section", "table", "tagline", "tbody",
        "td", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
"""Elements of XHTML and NITF that begin a new line."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl2", "dt"})
_LEFT_OUT = frozenset(
    {"figure", "form", "head", "iframe", "media", "noscript", "object", "script", "style", "svg", "table", "nitf-table"}
)
"""Elements without running text: pictures are read apart, tables of figures are no sentences."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of an item as its provider gives it; texts are "" where none is given."""

    src: str = ""
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An agency's item as it came: dates, numbers and addresses are unread, and "" is what was not given.

    `guid` is the id that all versions bear, `changed` when this version was made, `published` the first one.
    `embargo` is until when, `embargoed` whether there is an embargo at all. `signals` are words of the provider that
    may announce a correction; `note` is for editors.
    """

    guid: str = ""
    headline: str = ""
    standfirst: str = ""
    body: Words = ()
    dateline: str = ""
    place: str = ""
    byline: str = ""
    credit: str = ""
    source: str = ""
    section: str = ""
    address: str = ""
    published: str = ""
    changed: str = ""
    embargo: str = ""
    embargoed: bool = False
    standing: str = ""
    urgency: str = ""
    language: str = ""
    revision: str = ""
    note: str = ""
    signals: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    tags: tuple[str, ...] = ()
    pictures: tuple[Shown, ...] = ()
    problems: tuple[Problem, ...] = ()


def document(raw: Raw, called: str, code: str) -> tuple[etree._Element, tuple[Problem, ...]] | Decoded:
    """The root of an agency's XML with what was noted on the way, or why it is refused (with `code` if it is no XML).

    Document types are left out, and one that defines entities is refused, as in feeds.
    """
    if xml.has_entities(raw.body) or xml.has_entities(raw.body.replace(b"\0", b"")):
        return refused("formats.entities", f"the document type defines entities; such a {called} is not read")
    text, noted = charset.characters(raw.body, raw.charset)
    fault = guard.costly(_EMPTY.sub("", text))
    if fault:
        return refused("formats.hostile-markup", fault)
    root = xml.tree(text)
    if root is None:
        return refused(code, "it is not XML that can be read")
    return root, noted


def collected(made: Iterable[Article | Problem], noted: Sequence[Problem], code: str) -> Decoded:
    """Articles and problems of a message's items, each in its order; `code` is for a message with nothing in it."""
    articles: list[Article] = []
    problems = list(noted)
    for number, one in enumerate(made):
        if number >= MOST_ITEMS:
            problems.append(Problem("formats.too-many-items", f"only the first {MOST_ITEMS:,} items were read"))
            break
        (articles if isinstance(one, Article) else problems).append(one)  # type: ignore[arg-type]  # each to its own
    if not articles and len(problems) == len(noted):
        problems.append(Problem(code, "it has no items"))
    return Decoded(tuple(articles), tuple(problems))


def made(raw: Raw, form: str, item: Item) -> Article | Problem:
    """The article of an item. Without any words it is a Problem, but for a kill or a withheld item: those say enough.

    Its id hangs on the item's own id and on the source that the caller names, never on a source that the item claims.
    """
    pieces = _pieces(item)
    text = _GAP.join(words for _, words, _ in pieces)
    standing, embargo, barred = _bars(item, form, raw.at)
    if len(text) > LONGEST_TEXT or len(pieces) > MOST_LINES:
        most = f"{LONGEST_TEXT:,} characters or {MOST_LINES:,} paragraphs"
        return Problem("formats.too-long", f"item {item.guid[:80]!r} has more than {most}")
    if not text and standing is Standing.USABLE:
        return Problem("formats.empty", f"item {item.guid[:80]!r} has no words")
    about = _about(raw, form, item, barred)
    found = layout.layout(text, _lines(pieces), item.headline or None, item.source or None)
    one = article(raw, form, text, found, about)
    return replace(
        one,
        id=article_id(raw.source, item.guid, text) if item.guid else one.id,
        version=version_id(text, standing, embargo),
        dateline=_dateline(one, item, form),
        credit=one.credit or (Cell(item.credit, None, form) if item.credit else None),
        standing=standing,
        embargo=embargo,
        urgency=int(item.urgency) if re.fullmatch(r"[1-9]", item.urgency) else None,
        subjects=tuple(dict.fromkeys(item.subjects)),
        revision=item.revision or None,
        note=Cell(item.note, None, form) if item.note else None,
        correction=_correction(item, form),
    )


def _pieces(item: Item) -> list[tuple[Part, str, Shown | None]]:
    """The item's words in reading order; a body that repeats headline or standfirst gives them only once."""
    told = [(part, words) for part, words in item.body if words]
    while told and _same(told[0][1], item.headline):
        del told[0]
    first = " ".join(words for _, words in told[:3])
    standfirst = "" if item.standfirst[:60] in first or _same(item.standfirst, item.headline) else item.standfirst
    shown = [one for one in item.pictures[:MOST_PICTURES] if one.caption]
    return [
        *((part, words, None) for part, words in (
            (Part.HEADLINE, item.headline), (Part.STANDFIRST, standfirst), (Part.DATELINE, item.dateline), *told,
        ) if words),
        *((Part.CAPTION, f"{one.caption} ({one.credit})" if one.credit else one.caption, one) for one in shown),
    ]  # fmt: skip


def _same(one: str, other: str) -> bool:
    return bool(one) and one.casefold() == other.casefold()


def _lines(pieces: Sequence[tuple[Part, str, Shown | None]]) -> list[Line]:
    found: list[Line] = []
    at = 0
    for part, words, shown in pieces:
        span = Span(at, at + len(words))
        credit = Span(span.end - 1 - len(shown.credit), span.end - 1) if shown and shown.credit else None
        shot = Shot(links.safe(shown.src), shown.alt or None, credit) if shown else None
        found.append(Line(span, False, part, shot))
        at = span.end + len(_GAP)
    return found


def _about(raw: Raw, form: str, item: Item, barred: tuple[Problem, ...]) -> About:
    place, unsafe = address(item.address or None, raw.url)
    published, odd = _date(item.published or item.changed, form)
    changed, _ = _date(item.changed, form)
    bare = [one for one in item.pictures[:MOST_PICTURES] if one.src and not one.caption]
    sources = [links.safe(one.src) for one in bare]
    dropped = [links.unsafe(one.src) for one, src in zip(bare, sources, strict=True) if src is None]
    return About(
        ref=item.guid[:500] or None,
        source=Cell(item.source, None, form) if item.source else None,
        byline=roles.byline(Cell(_unlabelled(item.byline), None, form)) if item.byline else None,
        section=Cell(item.section, None, form) if item.section else None,
        address=place,
        published=published,
        modified=changed if item.published and changed != published else None,
        language=language(item.language),
        tags=tuple(Cell(tag, None, form) for tag in item.tags[:60] if 1 < len(tag) <= 80),
        pictures=tuple(
            Picture(src, one.alt or None, None, (Cell(one.credit, None, form),) if one.credit else ())
            for one, src in zip(bare, sources, strict=True)
            if src is not None
        ),
        problems=(*item.problems, *unsafe, *odd, *dropped, *barred),
    )


def _unlabelled(byline: str) -> str:
    return re.sub(r"\A\s*by:?\s+", "", byline, flags=re.IGNORECASE).strip()


def _date(value: str, form: str) -> tuple[Moment | None, tuple[Problem, ...]]:
    if not value:
        return None, ()
    found = dates.moment(value, form)
    bad = Problem("formats.bad-date", f"the item's date cannot be read: {value[:60]!r}")
    return (found, ()) if found else (None, (bad,))


def _bars(item: Item, form: str, at: datetime | None) -> tuple[Standing, Moment | None, tuple[Problem, ...]]:
    """What bars an item from being shown. What cannot be understood bars it: a mistake must not publish a secret."""
    standing, problems = _standing(item)
    name = f"item {item.guid[:80]!r}"
    embargo = until(item.embargo, form) if item.embargo else None
    if item.embargoed and embargo is None and standing is Standing.USABLE:
        what = f"cannot be read: {item.embargo[:60]!r}" if item.embargo else "has no end"
        standing = Standing.WITHHELD
        problems.append(Problem("formats.endless-embargo", f"{name} is withheld: its embargo {what}"))
    if standing is Standing.CANCELED:
        problems.append(Problem("formats.canceled", f"{name} and all its versions are killed by its provider"))
    if standing is Standing.WITHHELD and not problems:
        problems.append(Problem("formats.withheld", f"{name} is withheld by its provider until a version frees it"))
    if embargo is not None and (at is None or at < embargo.at):
        told = f"{name} may not be read or shown before {embargo.at.isoformat()}"
        problems.append(Problem("formats.embargoed", told))
    return standing, embargo, tuple(problems)


def _standing(item: Item) -> tuple[Standing, list[Problem]]:
    said = re.split(r"[:/#]", item.standing.strip().rstrip("/"))[-1].strip().casefold()
    standing = _STANDINGS.get(said) if said else Standing.USABLE
    if standing is None:
        shown = item.standing[:60]
        return Standing.WITHHELD, [
            Problem("formats.unknown-status", f"item {item.guid[:80]!r} is withheld: its status is {shown!r}")
        ]
    open_end = said == "embargoed" and not item.embargo and not item.embargoed
    return (Standing.WITHHELD if open_end else standing), []


def until(value: str, form: str) -> Moment | None:
    """When an embargo is over, or None where that cannot be read.

    Without a zone it is over when that time has come everywhere on Earth, a day without a time when that day begins
    there.
    """
    found = dates.moment(value, form)
    if found is None or dates.NO_ZONE not in found.why:
        return found
    return replace(found, at=found.at.replace(tzinfo=_LAST_ZONE), why="no zone given, held until it is over everywhere")


def _dateline(one: Article, item: Item, form: str) -> Dateline:
    """Place and day from the dateline's own line where there is one, else from the text or the item's data."""
    found = one.dateline
    if not item.dateline:
        return found if found.place or not item.place else replace(found, place=Cell(item.place, None, form))
    start = one.text.index(item.dateline)
    pieces = [cell(one.text, start + piece.start(), start + piece.end()) for piece in _PIECE.finditer(item.dateline)]
    at = item.dateline.casefold().find(item.place.casefold()) if item.place else -1
    place = cell(one.text, start + at, start + at + len(item.place)) if at >= 0 else next(iter(pieces), None)
    return Dateline(
        place=place,
        byline=roles.byline(Cell(_unlabelled(item.byline), None, form)) if item.byline else None,
        day=next((piece for piece in pieces if piece and roles.is_day(piece.text)), None),
    )


def _correction(item: Item, form: str) -> Cell | None:
    """The words that announce a correction: the note to editors before a mere signal."""
    told = [words for words in (item.note, *item.signals, item.headline[:40]) if _CORRECTS.search(words)]
    return Cell(told[0], None, form) if told else None


# Words -------------------------------------------------------------------------------------------------------------


def flat(words: str) -> str:
    """Words on one line, white space single."""
    return re.sub(r"\s+", " ", words).strip()


def plain(text: str) -> Words:
    """The paragraphs of plain text, hard-wrapped ones put together."""
    found = (flat(line.span.of(text)) for line in lines.lines(text))
    return tuple((Part.PARAGRAPH, words) for words in found if words)


def markup(text: str) -> Words:
    """The paragraphs of a piece of HTML; nothing where parsing it would cost more than a second."""
    if guard.costly(text):
        return ()
    page = LexborHTMLParser(f"<div>{text}</div>")
    for node in page.css("script,style,noscript,iframe,form,template,svg,table,head"):
        node.decompose()
    if page.body is None:
        return ()
    kept = (Part.HEADING, Part.PARAGRAPH)
    found = (one for one in dom.pieces(page.body, every=True) if one.part != Part.CAPTION)
    return tuple((one.part if one.part in kept else Part.PARAGRAPH, one.text) for one in found)


def flowing(element: etree._Element) -> Words:
    """The blocks of text in an element of XHTML or NITF, in order."""
    holders = _holders(element)
    return tuple((part, words) for part, words in _blocks(element, Part.PARAGRAPH, holders) if words)


def _holders(element: etree._Element) -> frozenset[etree._Element]:
    """The elements inside that are blocks or have one in them."""
    found: set[etree._Element] = set()
    for node in element.iter():
        here: etree._Element | None = node if xml.local(node) in _BLOCKS else None
        while here is not None and here not in found:
            found.add(here)
            here = here.getparent()
    return frozenset(found)


def _blocks(element: etree._Element, part: Part, holders: frozenset[etree._Element]) -> Iterator[tuple[Part, str]]:
    part = Part.HEADING if xml.local(element) in _HEADINGS else part
    loose = [element.text or ""]
    for node in element:
        left_out = xml.local(node) in _LEFT_OUT
        if node in holders:
            yield from ((part, words) for words in _parted(loose))
            if not left_out:
                yield from _blocks(node, part, holders)
            loose = [node.tail or ""]
        else:
            loose += [*([] if left_out else _running(node)), node.tail or ""]
    yield from ((part, words) for words in _parted(loose))


def _running(element: etree._Element) -> Iterator[str]:
    if xml.local(element) == "br":
        yield "\x1e"
    yield element.text or ""
    for child in element:
        if xml.local(child) not in _LEFT_OUT:
            yield from _running(child)
        yield child.tail or ""


def _parted(loose: Sequence[str]) -> list[str]:
    """Text as paragraphs: two line breaks in a row part them, one is a space."""
    return [words for piece in re.split(r"\x1e\s*\x1e", "".join(loose)) if (words := flat(piece.replace("\x1e", " ")))]


# XML ---------------------------------------------------------------------------------------------------------------


def children(node: etree._Element, *names: str) -> list[etree._Element]:
    """The children with one of these names, without regard to namespace and capitals."""
    return [child for child in node if xml.local(child) in names]


def inside(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements so named anywhere inside, in document order."""
    return (one for one in node.iter() if one is not node and xml.local(one) in names)


def child(node: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child along a path of names, or None."""
    for name in path:
        node = next(iter(children(node, name)), None) if node is not None else None
    return node


def said(node: etree._Element | None) -> str:
    """All words in an element on one line; "" for none."""
    return flat("".join(_running(node)).replace("\x1e", " ")) if node is not None else ""


def given(node: etree._Element | None, *names: str) -> str:
    """The first of these attributes that says anything, names without regard to capitals; "" where none does."""
    if node is None:
        return ""
    wanted = {str(key).rpartition("}")[2].lower(): str(value).strip() for key, value in node.attrib.items()}
    return next((wanted[name] for name in names if wanted.get(name)), "")
