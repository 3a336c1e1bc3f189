"""A web page: its own fast pass, its structured metadata, and trafilatura where the fast pass finds too little."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from coranto.formats import charset, dom, guard, layout, links, looks, nearby, words
from coranto.formats.assemble import LONGEST_TEXT, About, address, article
from coranto.formats.dom import Piece
from coranto.formats.lines import PROSE_WORDS, Line, Shot, count, ends
from coranto.formats.result import Decoded, refused
from coranto.formats.structured import Said, said
from coranto.formats.text import MOST_LINES
from coranto.model import Cell, Part, Picture, Problem, Raw, Span

_FALLBACK_LARGEST = 1_500_000
"""Characters of a page that the slow extractor may see: it needs about a second a megabyte."""
_FALLBACK_TAGS = 10_000
"""Tags of such a page: its time grows faster than their number."""
_MOST_ABOVE = 2
"""Sentences that may stand above a byline: standfirst and summary."""
_MOST_LED, _LONGEST_LED = 3, 900
"""Paragraphs and characters of a standfirst that stands before the text; more is something else."""
_LEAST_LED = 12
"""Words from which a line under the headline is a standfirst though it ends without a stop."""
_MOST_PICTURES = 12
"""Captions of one article; galleries have more, and are no reporting."""
_LEAST_TITLE = 2
"""Spaces of a title that says something; sites' and sections' names have fewer."""
_GAP = "\n\n"


def read_html(raw: Raw) -> Decoded:
    """One article out of a page. A page without text that could be an article is refused with a Problem."""
    markup, noted = charset.characters(raw.body, raw.charset)
    fault = guard.costly(markup)
    if fault:
        return refused("formats.hostile-markup", fault)
    page = LexborHTMLParser(markup)
    if page.body is None:
        return refused("formats.empty", "the page has no body")
    told = said(page)
    told = nearby.dated(page, nearby.signed(page, told))
    found = _pieces(page, told, markup)
    text, lines = _text(found, raw.url)
    if not any(line.hint in {Part.PARAGRAPH, None} for line in lines):
        return refused("formats.empty", "no running text was found in the page")
    if len(text) > LONGEST_TEXT or len(lines) > MOST_LINES:
        return refused(
            "formats.too-long", f"{len(text):,} characters in {len(lines):,} paragraphs are more than one article's"
        )
    about = _about(raw, told, noted, found)
    title = about.headline.text if about.headline else None
    source = raw.source or (about.source.text if about.source else None)
    return Decoded((article(raw, "html", text, layout.layout(text, lines, title, source), about),))


def _about(raw: Raw, told: Said, noted: Sequence[Problem], found: Sequence[Piece]) -> About:
    place, unsafe = _address(raw, told)
    dropped = [links.unsafe(p.src) for p in found if p.src and links.safe(p.src, raw.url) is None]
    return About(
        headline=told.headline,
        title=_own_title(told, found),
        standfirst=told.description,
        section=told.section,
        source=told.source,
        byline=told.authors,
        address=place,
        published=told.published,
        modified=told.modified,
        language=told.language,
        tags=told.tags,
        rating=told.rating,
        pictures=_bare(raw, told, found),
        previous=told.previous,
        next=told.next,
        problems=(*noted, *told.problems, *unsafe, *dropped[:5]),
    )


def _own_title(told: Said, found: Sequence[Piece]) -> Cell | None:
    """The title that the page gives itself for others, where it is another than the headline that it prints.

    None where it only says the headline with the site's name after it, breaks off at a quotation mark (a slip of
    the page's programs), or is the site's name alone.
    """
    if told.title is None:
        return None
    printed = next((piece.text for piece in found if piece.part == Part.HEADLINE), "")
    title = _without_site(told.title.text, told)
    left, right = (" ".join(re.findall(r"\w+", text)).casefold() for text in (title, printed))
    after = printed[len(title) :].lstrip() if printed.startswith(title) else ""
    same = left == right or (
        right and left.startswith(right) and not re.match(r"[\w,]", title[len(printed) :].lstrip())
    )
    site = told.source is not None and left in " ".join(re.findall(r"\w+", told.source.text)).casefold()
    if same or site or after[:1] in {'"', "“", "„"} or title.endswith(("…", "...")) or left.count(" ") < _LEAST_TITLE:
        return None
    return Cell(title, None, told.title.origin)


def _address(raw: Raw, told: Said) -> tuple[str | None, tuple[Problem, ...]]:
    """The canonical address the page gives, if it is on the site it came from; else the address it came from.

    A page that names another site's address would otherwise take that site's article's identity.
    """
    fetched, unsafe = address(raw.url)
    named, odd = address(told.canonical, raw.url) if told.canonical else (None, ())
    if named is None or fetched is None:
        return named or fetched, (*unsafe, *odd)
    if links.same_site(named, fetched):
        return named, ()
    return fetched, (Problem("formats.foreign-canonical", f"the page names an address of another site: {named[:80]}"),)


def _bare(raw: Raw, told: Said, found: Sequence[Piece]) -> tuple[Picture, ...]:
    """The picture that only the metadata name, where no picture of the page has a caption."""
    if told.image is None or any(piece.part == Part.CAPTION for piece in found):
        return ()
    src = links.safe(told.image.text, raw.url)
    return (Picture(src, None, None),) if src else ()


def _pieces(page: LexborHTMLParser, told: Said, markup: str) -> list[Piece]:
    """All parts in reading order: kicker, headline, standfirst, captions, body."""
    for node in page.css("script,style,template"):
        node.decompose()
    head, headline = _headline(page, told)
    classed = dom.classed(page)
    standfirst = _standfirst(page, told, classed)
    kicker = [Piece(Part.KICKER, text) for text in dom.by_name(classed, "kicker_names") if _kicker(text)][:1]
    shots = dom.captions(page, told.image.text if told.image else None)
    dom.clean(page)
    root = dom.scope(page, told.body, head)
    body = list(_kept(_signed(dom.pieces(root), told), headline, standfirst)) if root is not None else []
    body = _enough(body, told, markup)
    led = _led(dom.lead(root, head), headline) if root is not None and head is not None and standfirst is None else []
    lead = shots[:_MOST_PICTURES]
    captions = {shot.text for shot in shots}
    body = [piece for piece in body if piece.text not in captions]
    front = [Piece(Part.HEADLINE, headline)] if headline else []
    intro = [Piece(Part.STANDFIRST, text) for text in ([standfirst] if standfirst else led) if text not in captions]
    return [*kicker, *front, *intro, *lead, *body]


def _kicker(text: str) -> bool:
    found = looks.kicker(text)
    return found is not None and found[0] is not None


def _headline(page: LexborHTMLParser, told: Said) -> tuple[LexborNode | None, str | None]:
    """The page's first heading that its metadata know, else the metadata's title, else any first heading.

    The element comes first, where there is one.
    """
    heads = [(node, text) for node in page.css("h1")[:8] if 3 <= len(text := dom.flat(node)) <= 400]
    for node, text in heads:
        if any(_alike(text, title) for title in told.titles):
            return node, text
    if told.headline is not None:
        return None, _without_site(told.headline.text, told)
    title = next(iter(told.titles), None)
    if heads:
        return heads[0]
    return None, _without_site(title, told) if title else None


def _alike(one: str, other: str) -> bool:
    left, right = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return len(left & right) * 10 >= 6 * max(1, min(len(left), len(right))) and len(left & right) > 1


def _without_site(title: str, told: Said) -> str:
    """A title without " | Outlet" at its end."""
    found = re.fullmatch(r"(.{10,}?)\s+[|–—•·-]\s+([^|]{2,60})", title)
    if found is None:
        return title
    names = {told.source.text.casefold()} if told.source else set()
    site = found[2].casefold()
    return found[1] if site in names or any(site in name or name in site for name in names) else title


def _standfirst(page: LexborHTMLParser, told: Said, classed: dom.Classed) -> str | None:
    """What stands under the headline: an element named so, or one that says what the page's description says."""
    named = [text for text in dom.by_name(classed, "standfirst_names") if 40 <= len(text) <= 700]
    if told.description is None:
        return named[0] if len(named) == 1 else None
    start = told.description.text[:60].casefold()
    same = [text for text in named if text[:60].casefold() == start]
    heads = [text for node in page.css("h2,h1 + p,header p")[:12] if 40 <= len(text := dom.flat(node)) <= 700]
    same += [text for text in heads if text[:60].casefold() == start]
    return same[0] if same else None


def _led(found: Iterable[Piece], headline: str | None) -> list[str]:
    """The sentences between headline and text: the standfirst, whatever its element is called."""
    kept = [piece for piece in _kept(found, headline, None) if piece.part in {Part.PARAGRAPH, Part.HEADING}]
    texts = [piece.text for piece in kept if piece.links < 0.5 and _leads(piece.text)]
    return texts[:_MOST_LED] if sum(map(len, texts[:_MOST_LED])) <= _LONGEST_LED else []


def _leads(text: str) -> bool:
    size = count(text)
    return size >= _LEAST_LED or (size >= PROSE_WORDS and ends(text))


def _kept(found: Iterable[Piece], headline: str | None, standfirst: str | None) -> Iterator[Piece]:
    """The body's pieces without page machinery, bare links, captions (they come apart) and what was said above."""
    above = {text.casefold() for text in (headline, standfirst) if text}
    found = list(found)
    swallowed = sum(len(piece.text) for piece in found if piece.links == 1) * 2 > sum(len(p.text) for p in found)
    last = ""
    for piece in found:
        link_only = piece.links > 0.8 and len(piece.text) < 200 and not (piece.links < 1 and ends(piece.text))
        link_only = link_only or (piece.links == 1 and not swallowed)
        furniture = looks.is_furniture(piece.text) or words.matches("tail_patterns", piece.text)
        machinery = (furniture or link_only) and piece.part != Part.DATELINE
        if piece.part == Part.CAPTION or machinery or piece.text.casefold() in above or piece.text == last:
            continue
        last = piece.text
        yield piece


def _signed(found: Sequence[Piece], told: Said) -> Iterator[Piece]:
    """Without bylines that stand deep in the text and name none of the page's authors: those sign other articles."""
    authors = told.authors.text.casefold() if told.authors else ""
    sentences = 0
    for piece in found:
        if piece.part != Part.DATELINE or sentences <= _MOST_ABOVE or piece.text.casefold() in authors:
            yield piece
        sentences += piece.part == Part.PARAGRAPH and looks.is_prose(piece.text)


def _enough(body: list[Piece], told: Said, markup: str) -> list[Piece]:
    """The fast pass's body, or a better one where the page itself says that there is clearly more."""
    size = sum(len(piece.text) for piece in body if piece.part == Part.PARAGRAPH)
    if len(told.body) > 400 and size < 0.5 * len(told.body):
        return [Piece(Part.PARAGRAPH, text) for line in told.body.split("\n") if (text := line.strip())]
    wanted = max(250, len(told.description.text) if told.description else 0)
    if size >= wanted or len(markup) > _FALLBACK_LARGEST or markup.count("<") > _FALLBACK_TAGS:
        return body
    if len(markup) < 2_000:  # nothing in it that was not seen
        return body
    slow = _slow(markup)
    return slow if sum(len(piece.text) for piece in slow) > 1.5 * size else body


def _slow(markup: str) -> list[Piece]:
    """Trafilatura's reading: better on odd pages, eight times slower, and without captions."""
    import trafilatura  # half a second of imports that most pages never need

    text = trafilatura.extract(markup, include_comments=False, include_tables=False, fast=True) or ""
    return [Piece(Part.PARAGRAPH, line.strip(" -")) for line in text.split("\n") if line.strip(" -")]


def _text(found: Sequence[Piece], base: str | None) -> tuple[str, tuple[Line, ...]]:
    """The parts joined by blank lines, and where each stands."""
    texts: list[str] = []
    lines: list[Line] = []
    at = 0
    for piece in found:
        hint = None if piece.part == Part.KICKER else piece.part
        lines.append(_line(piece, at, hint, base))
        texts.append(piece.text)
        at += len(piece.text) + len(_GAP)
    return _GAP.join(texts), tuple(lines)


def _line(piece: Piece, at: int, hint: Part | None, base: str | None) -> Line:
    span = Span(at, at + len(piece.text))
    if piece.part != Part.CAPTION:
        return Line(span, piece.bullet, hint)
    place = piece.text.rfind(piece.credit) if piece.credit else -1
    if piece.credit and piece.text.startswith(piece.credit) and not piece.text.endswith(piece.credit):
        place = 0
    credit = Span(at + place, at + place + len(piece.credit or "")) if place >= 0 else None
    return Line(span, False, hint, Shot(links.safe(piece.src, base), piece.alt, credit))
