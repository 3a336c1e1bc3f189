"""The fast pass over a page's elements: what is thrown out, where the article stands, its paragraphs and captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from coranto.formats import looks, words
from coranto.formats.lines import ends
from coranto.model import Part


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of the page's text. `links` is the share of it inside links; the last three belong to captions."""

    part: Part
    text: str
    bullet: bool = False
    links: float = 0.0
    src: str | None = None
    alt: str | None = None
    credit: str | None = None


_THROWN = (
    "script,style,noscript,template,nav,aside,iframe,svg,button,select,textarea,dialog,object,embed,canvas,audio,video,"
    "input,label,map,math,[hidden],[role=navigation],[role=complementary],[role=contentinfo],[role=dialog],[role=search],[role=menu],"
    "[role=alert],[aria-modal=true]"
)
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
        "i", "ins", "kbd", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
        "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "-text", "amp-link",
    }
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_WORD = re.compile(r"[a-z]+")
_LONG = 60
"""Characters from which a paragraph counts when the article's element is looked for; shorter ones are also menus."""
MOST_PIECES = 6_000
"""Blocks of a page that are still looked at; a page with more is refused by its number of paragraphs."""
_CLIMB = 1.35
"""How much more text an outer element must hold to be taken instead.

Swept on the 127 fundus pages: text F1 is 0.928 at 1.0 (always the outermost), 0.939 at 1.1, 0.941 at 1.2, 0.940 at
1.35, 0.937 to 0.939 from 1.5 to 2.0, 0.919 at 3.0. From 1.1 to 1.5 a few pages differ; 1.2 also lets boxes of other
articles in, whose sentences would be read as this one's, so the value is not the one that scores best by a hair.
"""
_SHARE = 0.25
"""An element named like furniture is kept if it holds more of the page's paragraphs than this: themes misname."""
_LONGEST_SIGN = 160
"""Characters of a line that only says who wrote it, where and when."""
_CLEAN_LIMIT = 3_000
"""Elements with a telling name that are looked at; more is no page of news, and each costs a walk."""


@cache
def _names(key: str) -> tuple[frozenset[str], tuple[str, ...]]:
    listed = words.lists()[key]
    return frozenset(name for name in listed if "-" not in name), tuple(name for name in listed if "-" in name)


def _named(key: str, name: str) -> bool:
    """Whether a class or id says one of a list's names. Sets and plain search: a pattern took a third of the time."""
    single, joined = _names(key)
    return not single.isdisjoint(_WORD.findall(name)) or any(word in name for word in joined)


def _name(node: LexborNode) -> str:
    given = node.attributes
    return f"{given.get('class') or ''} {given.get('id') or ''}".lower()


def flat(node: LexborNode) -> str:
    """An element's text on one line."""
    return _SPACE.sub(" ", node.text(deep=True) or "").strip()


def clean(page: LexborHTMLParser) -> None:
    """Take out of the tree what is never the article: programs, forms, navigation, elements named like furniture."""
    for node in page.css(_THROWN):
        node.decompose()
    for node in page.css("footer,header,form"):
        if node.parent is not None and not node.css_matches("h1,figure,p+p+p"):
            node.decompose()
    total = sum(len(node.text(deep=True)) for node in page.css("p"))
    for node in page.css("body [class],body [id]")[:_CLEAN_LIMIT]:
        if node.tag in {"article", "main", "body", "h1", "figure", "figcaption", "p", "img", "a", "span"}:
            continue
        if _named("drop_names", _name(node)) and not node.css_matches("h1") and _paragraphs(node) <= _SHARE * total:
            node.decompose()


def _paragraphs(node: LexborNode) -> int:
    return sum(len(child.text(deep=True)) for child in node.css("p"))


def scope(page: LexborHTMLParser, body: str) -> LexborNode | None:
    """The element that holds the article's paragraphs; `body` is the text that the page's metadata give, or ""."""
    marked = max(page.css('[itemprop~="articleBody"]')[:5], key=_paragraphs, default=None)
    if marked is not None and _paragraphs(marked) > 250:
        return marked
    inside = max(page.css("article,main,[role=main]")[:60], key=_paragraphs, default=None)
    total = sum(len(node.text(deep=True)) for node in page.css("p"))
    root = inside if inside is not None and _paragraphs(inside) >= 0.4 * total else page.body
    return _densest(root, _letters(body)) if root is not None else None


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text[:200_000])


def _densest(root: LexborNode, body: str) -> LexborNode | None:
    """From the element with most paragraph text outwards, as long as an outer one holds clearly more."""
    weight: dict[int, float] = {}
    nodes: dict[int, LexborNode] = {}
    direct: dict[int, float] = {}
    for node in root.css("p,pre,blockquote")[:5000] or root.css("div,td,section")[:2000]:
        size = _weight(node, body)
        above = node.parent
        if size and above is not None:
            direct[above.mem_id] = direct.get(above.mem_id, 0) + size
        for _ in range(30):
            if above is None or above.mem_id == root.mem_id:
                break
            weight[above.mem_id] = weight.get(above.mem_id, 0) + size
            nodes[above.mem_id] = above
            above = above.parent
        weight[root.mem_id] = weight.get(root.mem_id, 0) + size
    nodes[root.mem_id] = root
    best = max(direct, key=lambda key: direct[key], default=root.mem_id)
    return _climbed(nodes.get(best, root), weight, root)


def _climbed(node: LexborNode, weight: dict[int, float], root: LexborNode) -> LexborNode:
    best, here = node, node
    for _ in range(60):
        if here.mem_id == root.mem_id or here.parent is None:
            return best
        here = here.parent
        if weight.get(here.mem_id, 0) >= _CLIMB * max(weight.get(best.mem_id, 0), 1):
            best = here
    return best


def _weight(node: LexborNode, body: str) -> float:
    """A paragraph's length without its links; one that the metadata's text holds counts tenfold."""
    text = flat(node)
    if len(text) < _LONG:
        return 0
    linked = sum(len(link.text(deep=True)) for link in node.css("a"))
    start = _letters(text[:80])[:40]
    return max(len(text) - 2 * linked, 0) * (10 if body and start in body else 1)


def pieces(root: LexborNode, *, every: bool = False) -> list[Piece]:
    """The blocks of text under an element, in order, white space single.

    Short texts outside paragraph elements are labels on a page, but text in a feed's item: `every` keeps them.
    """
    found: list[Piece] = []
    texts: list[tuple[str, bool]] = []
    block: LexborNode | None = None
    for node in root.traverse(include_text=True):
        if len(found) > MOST_PIECES:
            break
        if node.tag == "br" and texts:
            texts.append(("\n", False))
        if node.tag != "-text":
            continue
        owner, linked = _owner(node)
        if block is not None and owner.mem_id != block.mem_id:
            found.extend(_flushed(block, texts, every=every))
            texts = []
        block = owner
        texts.append((node.text(deep=False) or "", linked))
    if block is not None:
        found.extend(_flushed(block, texts, every=every))
    return found


def _owner(node: LexborNode) -> tuple[LexborNode, bool]:
    """The block element that a text stands in, and whether a link lies between."""
    linked = False
    here = node
    for _ in range(40):
        above = here.parent
        if above is None:
            break
        here = above
        linked = linked or here.tag == "a"
        if here.tag not in _INLINE:
            break
    return here, linked


def _flushed(block: LexborNode, texts: Sequence[tuple[str, bool]], *, every: bool) -> Iterator[Piece]:
    """The block's text; two line breaks in a row part paragraphs, one is a space."""
    joined = "".join(text if text == "\n" else _SPACE.sub(" ", text) for text, _ in texts)
    size = sum(len(text.strip()) for text, _ in texts) or 1
    links = sum(len(text.strip()) for text, linked in texts if linked) / size
    part, bullet = _part(block)
    for piece in re.split(r"\s*\n\s*\n\s*", joined) if part == Part.PARAGRAPH else [joined]:
        text = _SPACE.sub(" ", piece).strip()
        if text and part == Part.PARAGRAPH and not bullet and _signs(block, text):
            yield Piece(Part.DATELINE, text)
        elif text and (every or _worth(block, text)):
            yield Piece(part, text, bullet, links)


def _part(block: LexborNode) -> tuple[Part, bool]:
    if block.tag in _HEADINGS:
        return Part.HEADING, False
    here: LexborNode | None = block
    for _ in range(4):
        if here is None:
            break
        if here.tag in {"figure", "figcaption"}:
            return Part.CAPTION, False
        if here.tag == "li":
            return Part.PARAGRAPH, True
        here = here.parent
    return Part.PARAGRAPH, False


def _signs(block: LexborNode, text: str) -> bool:
    """Whether a block is called byline or dateline and says nothing but names, places and dates; or its element is."""
    if len(text) > _LONGEST_SIGN:
        return False
    above = block.parent
    called = _named("byline_names", _name(block)) or (
        above is not None and len(above.text(deep=True)) <= 2 * _LONGEST_SIGN and _named("byline_names", _name(above))
    )
    return called and looks.is_byline(text)


def _worth(block: LexborNode, text: str) -> bool:
    """Text outside paragraph elements is taken only if it is a sentence or long: the rest labels things."""
    return (
        block.tag in {"p", "li", "blockquote", "pre", "dd", "dt", "figcaption"} | _HEADINGS
        or len(text) >= 80
        or (len(text) >= 30 and ends(text))
    )


def captions(page: LexborHTMLParser) -> list[Piece]:
    """Every picture with a caption, wherever the page puts it, each caption once."""
    found: dict[str, Piece] = {}
    for figure in page.css("figure,figcaption,[class*=caption],[class*=Caption]")[:300]:
        piece = _caption(figure)
        if piece is not None:
            found.setdefault(piece.text, piece)
    return list(found.values())


def _caption(figure: LexborNode) -> Piece | None:
    told = figure.css_first("figcaption") if figure.tag == "figure" else figure
    told = told or _by_name(figure, "caption_names")
    if told is not None and told.tag != "figcaption" and told.css_first("figcaption") is not None:
        return None
    holder = _with_image(told)
    if told is None or holder is None or told.css_first("img,h1,h2") is not None:
        return None
    image = holder.css_first("img")
    text = _spaced(told)
    if image is None or not 2 < len(text) <= 1500:
        return None
    alt = _SPACE.sub(" ", image.attributes.get("alt") or "").strip() or None
    return Piece(Part.CAPTION, text, src=_src(image), alt=alt, credit=_credit(told, text))


def _spaced(node: LexborNode) -> str:
    """An element's text with a space between its elements: captions set credits apart by style alone."""
    return _SPACE.sub(" ", node.text(deep=True, separator=" ") or "").strip()


def _credit(told: LexborNode, text: str) -> str | None:
    """The words of a caption that its markup sets apart as the credit: named so, or the last element after a stop."""
    named = _by_name(told, "credit_names") or told.css_first("cite,small")
    if named is not None and 1 < len(_spaced(named)) <= 120:
        return _spaced(named)
    last = told.last_child
    apart = _spaced(last) if last is not None and last.tag in _INLINE | {"div", "p"} and last.tag != "-text" else ""
    before = text.removesuffix(apart).rstrip()
    return apart if 1 < len(apart) <= 80 and before != text and (ends(before) or apart[0] in "©(") else None


def _with_image(node: LexborNode | None) -> LexborNode | None:
    """The nearest element around a caption that holds a picture, three steps at most."""
    for _ in range(3):
        if node is None or node.css_first("img") is not None:
            return node
        node = node.parent
    return None


def _by_name(node: LexborNode, key: str) -> LexborNode | None:
    named = (child for child in node.css("[class]")[:40] if _named(key, (child.attributes.get("class") or "").lower()))
    return next((child for child in named if child.mem_id != node.mem_id), None)


def _src(image: LexborNode) -> str | None:
    given = image.attributes
    for name in ("src", "data-src", "data-original", "data-lazy-src"):
        value = given.get(name)
        if value and not value.startswith("data:"):
            return value.strip()
    listed = (given.get("srcset") or given.get("data-srcset") or "").split(",")[0].split()
    return listed[0] if listed else None


def by_name(page: LexborHTMLParser, key: str) -> list[str]:
    """The texts of short elements that a class names so: standfirsts, kickers."""
    nodes = page.css("body p[class],body div[class],body span[class],body h2[class],body h3[class],body a[class]")[
        :2000
    ]
    named = (node for node in nodes if _named(key, (node.attributes.get("class") or "").lower()))
    return [text for node, _ in zip(named, range(20), strict=False) if (text := flat(node))]
