"""The fast pass over a page's elements: what is thrown out, where the article stands, its paragraphs and captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

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


Classed = Sequence[tuple[LexborNode, str]]
"""Elements with their classes in small letters."""
_THROWN = (
    "script,style,noscript,template,nav,aside,iframe,svg,button,select,textarea,dialog,object,embed,canvas,audio,video,"
    "input,label,map,math,[hidden],[role=navigation],[role=complementary],[role=contentinfo],[role=dialog],[role=search],[role=menu],"
    "[role=alert],[aria-modal=true],blockquote.twitter-tweet,blockquote.instagram-media,blockquote.tiktok-embed,"
    "blockquote.bluesky-embed,blockquote.text-post-media"
)
"""What holds no text of the article: machinery, and other people's posts in the frames that their sites hand out."""
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
        "i", "ins", "kbd", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
        "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "-text", "amp-link",
    }
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = {0x200B: " ", 0xFEFF: " "}
"""Spaces without width, which content systems leave behind."""
_WORD = re.compile(r"[a-z]+")
_BOXES = frozenset({"div", "td", "section", "span"})
"""Elements that also part the page: only the words of their own count as running text."""
_HIGHEST = 60
"""Elements outwards that are looked at; pages of news are nested thirty deep."""
_MOST_HOLDERS = 20_000
"""Elements that are asked how much running text they hold."""
_WHOLE = 400
"""Characters of a box's own words from which it is a whole text parted by line breaks, and no single paragraph."""
_ALIKE = 0.8
"""Share of the further text that must stand in boxes of the same make for the article to go on in them."""
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
"""A time of day: it stands beside authors' portraits and films, hardly in captions that nothing marks."""
_MOST_IMAGES = 120
"""Pictures of a page that are asked for a caption."""
_LONGEST_BOXED = 600
"""Characters beside a picture that can be its caption though no markup says so."""
_TELLING_ALT = 15
"""Characters of an alternative text from which it is as good as a caption to know the caption by."""
_SHORTEST_FILE = 8
"""Characters of a file's name from which it is taken for one picture's and no other's."""
_ENOUGH = 250
"""Characters of running text from which an element can be the article."""
_OWN = 0.25
"""Share of the page's running text from which the `article` element around the headline is the article."""
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


@lru_cache(maxsize=50_000)
def _named(key: str, name: str) -> bool:
    """Whether a class or id says one of a list's names. Pages repeat their classes, hence the cache."""
    single, joined = _names(key)
    return not single.isdisjoint(_WORD.findall(name)) or any(word in name for word in joined)


def _name(node: LexborNode) -> str:
    given = node.attributes
    return f"{given.get('class') or ''} {given.get('id') or ''}".lower()


def flat(node: LexborNode) -> str:
    """An element's text on one line."""
    return single(node.text(deep=True))


def single(text: str) -> str:
    """A text with single spaces, none at its ends and none that nobody sees."""
    return " ".join((text.translate(_UNSEEN) if not text.isascii() else text).split())


def clean(page: LexborHTMLParser) -> None:
    """Take out of the tree what is never the article: programs, forms, navigation, elements named like furniture."""
    for node in page.css(_THROWN):
        node.decompose()
    for node in page.css("footer,header,form"):
        own = node.tag == "header" and _inside(node, "article")
        if node.parent is not None and not own and not node.css_matches("h1,figure,p+p+p"):
            node.decompose()
    total = sum(len(node.text(deep=True)) for node in page.css("p"))
    boxed = (len(single(node.text(deep=False))) for node in page.css("div,td,section")[:_MOST_HOLDERS])
    total += sum(size for size in boxed if size >= _LONG)
    for node in page.css("body [class],body [id]")[:_CLEAN_LIMIT]:
        if node.tag in {"article", "main", "body", "h1", "figure", "figcaption", "p", "img", "a", "span"}:
            continue
        name = _name(node)
        veil = _named("veil_names", name) and not node.css_matches("h1,article,main")
        named = veil or (_named("drop_names", name) and not node.css_matches("h1"))
        if veil or (named and _paragraphs(node) <= _SHARE * total):
            node.decompose()


def _inside(node: LexborNode, tag: str) -> bool:
    """Whether an element stands within one of that name."""
    here = node.parent
    for _ in range(_HIGHEST):
        if here is None:
            return False
        if here.tag == tag:
            return True
        here = here.parent
    return False


def _paragraphs(node: LexborNode) -> int:
    return sum(len(child.text(deep=True)) for child in node.css("p"))


def scope(page: LexborHTMLParser, body: str, head: LexborNode | None) -> LexborNode | None:
    """The element that holds the article's paragraphs.

    `body` is the text that the page's metadata give, or ""; `head` the element of the headline, where there is one.
    """
    if page.body is None:
        return None
    held = _held(page.body, _letters(body))
    whole = held.total.get(page.body.mem_id, 0)
    marked = max(page.css('[itemprop~="articleBody"]')[:5], key=held.of, default=None)
    if marked is not None and held.of(marked) > _ENOUGH:
        return marked
    articles = page.css("article,main,[role=main]")[:60]
    around = [node for node in articles if node.tag == "article" and head is not None and _holds(node, head)]
    own = min(around, key=held.of, default=None)
    if own is not None and held.of(own) >= max(_ENOUGH, _OWN * whole):
        return _densest(own, held)
    inside = max(articles, key=held.of, default=None)
    return _densest(inside if inside is not None and held.of(inside) >= 0.4 * whole else page.body, held)


def _holds(node: LexborNode, other: LexborNode) -> bool:
    here = other.parent
    for _ in range(_HIGHEST):
        if here is None:
            return False
        if here.mem_id == node.mem_id:
            return True
        here = here.parent
    return False


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text[:200_000])


@dataclass(frozen=True, slots=True)
class _Held:
    """How much running text stands in each element: in all, and in paragraphs that are its own children."""

    total: dict[int, float]
    direct: dict[int, float]
    nodes: dict[int, LexborNode]

    def of(self, node: LexborNode) -> float:
        return self.total.get(node.mem_id, 0)


def _held(root: LexborNode, body: str) -> _Held:
    held = _Held({}, {}, {})
    for node in root.css("p,pre,blockquote,div,td,section,span")[:_MOST_HOLDERS]:
        size = _weight(node, body)
        if not size:
            continue
        above = node if node.tag in _BOXES and size > _WHOLE else node.parent
        if above is not None:
            held.direct[above.mem_id] = held.direct.get(above.mem_id, 0) + size
        for _ in range(60):
            if above is None:
                break
            held.total[above.mem_id] = held.total.get(above.mem_id, 0) + size
            held.nodes[above.mem_id] = above
            above = above.parent
    return held


def _densest(root: LexborNode, held: _Held) -> LexborNode:
    """From the element with most paragraph text outwards, as long as an outer one holds clearly more."""
    within = [key for key in held.direct if key == root.mem_id or _holds(root, held.nodes[key])]
    best = max(within, key=lambda key: held.direct[key], default=None)
    return root if best is None else _climbed(held.nodes[best], held, root)


def _climbed(node: LexborNode, held: _Held, root: LexborNode) -> LexborNode:
    best, here = node, node
    for _ in range(60):
        if here.mem_id == root.mem_id or here.parent is None:
            return best
        below, here = here, here.parent
        if held.of(here) >= _CLIMB * max(held.of(best), 1) or _goes_on(below, here, held):
            best = here
    return best


def _goes_on(below: LexborNode, above: LexborNode, held: _Held) -> bool:
    """Whether most of what an outer element holds more stands in boxes of the same make as the inner one."""
    more = held.of(above) - held.of(below)
    if more <= 0 or not _name(below).strip():
        return False
    same = (child for child in above.iter() if child.tag == below.tag and _name(child) == _name(below))
    return sum(held.of(child) for child in same if child.mem_id != below.mem_id) >= _ALIKE * more


def _weight(node: LexborNode, body: str) -> float:
    """A paragraph's length without its links; one that the metadata's text holds counts tenfold.

    Of boxes only the words count that stand in no element of their own.
    """
    text = single(node.text(deep=node.tag not in _BOXES))
    if len(text) < _LONG:
        return 0
    linked = sum(len(link.text(deep=True)) for link in node.css("a")) if node.tag not in _BOXES else 0
    start = _letters(text[:80])[:40]
    return max(len(text) - 2 * linked, 0) * (10 if body and start in body else 1)


def lead(root: LexborNode, head: LexborNode) -> list[Piece]:
    """What stands between the headline and the article's text, where the headline is not part of it."""
    if _holds(root, head):
        return []
    common: LexborNode | None = root.parent
    for _ in range(_HIGHEST):
        if common is None or _holds(common, head):
            break
        common = common.parent
    return pieces(common, after=head, until=root) if common is not None else []


def pieces(
    root: LexborNode, *, every: bool = False, after: LexborNode | None = None, until: LexborNode | None = None
) -> list[Piece]:
    """The blocks of text under an element, in order, white space single; only those between two elements, if given.

    Short texts outside paragraph elements are labels on a page, but text in a feed's item: `every` keeps them.
    """
    found: list[Piece] = []
    texts: list[tuple[str, bool]] = []
    block: LexborNode | None = None
    begun = after is None
    for node in root.traverse(include_text=True):
        if len(found) > MOST_PIECES or (until is not None and node.mem_id == until.mem_id):
            break
        if not begun:
            begun = after is not None and node.mem_id == after.mem_id
            continue
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


def _carded(block: LexborNode) -> bool:
    """Whether a block stands in a link, as teasers of other articles do."""
    here = block.parent
    for _ in range(8):
        if here is None:
            return False
        if here.tag == "a":
            return bool(here.attributes.get("href"))
        here = here.parent
    return False


def _flushed(block: LexborNode, texts: Sequence[tuple[str, bool]], *, every: bool) -> Iterator[Piece]:
    """The block's text; two line breaks in a row part paragraphs, one is a space."""
    joined = "".join(text if text == "\n" else text.replace("\n", " ").replace("\r", " ") for text, _ in texts)
    size = sum(len(text.strip()) for text, _ in texts) or 1
    links = 1.0 if _carded(block) else sum(len(text.strip()) for text, linked in texts if linked) / size
    part, bullet = _part(block)
    for text in _broken(joined) if part == Part.PARAGRAPH else [single(joined)]:
        if text and part == Part.PARAGRAPH and not bullet and _signs(block, text):
            yield Piece(Part.DATELINE, text)
        elif text and (every or _worth(block, text)):
            yield Piece(part, text, bullet, links)


def _broken(text: str) -> list[str]:
    """The paragraphs of a text in which empty lines part them."""
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        said = single(line)
        if said:
            found[-1].append(said)
        elif found[-1]:
            found.append([])
    return [" ".join(lines) for lines in found if lines]


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
        above is not None and _named("byline_names", _name(above)) and len(above.text(deep=True)) <= 2 * _LONGEST_SIGN
    )
    return called and looks.is_byline(text)


def _worth(block: LexborNode, text: str) -> bool:
    """Text outside paragraph elements is taken only if it is a sentence or long: the rest labels things."""
    return (
        block.tag in {"p", "li", "blockquote", "pre", "dd", "dt", "figcaption"} | _HEADINGS
        or len(text) >= 80
        or (len(text) >= 30 and ends(text))
    )


def captions(page: LexborHTMLParser, cover: str | None) -> list[Piece]:
    """Every picture with a caption, wherever the page puts it, each caption once.

    Captions are named so by the markup; else they are what stands in one box with a picture, where the box, the
    picture's alternative text or `cover`, the address of the picture that the metadata name, says so.
    """
    found: dict[str, Piece] = {}
    for figure in page.css("figure,figcaption,[class*=caption],[class*=Caption]")[:300]:
        piece = _caption(figure)
        same = [text for text, kept in found.items() if piece is not None and _doubled(piece, kept)]
        if piece is not None and not any(piece.text in text for text in same):
            found = {text: kept for text, kept in found.items() if text not in same} | {piece.text: piece}
    for image in page.css("img")[:_MOST_IMAGES]:
        piece = _boxed(image, cover)
        if piece is not None and not any(piece.text in text or text in piece.text for text in found):
            found[piece.text] = piece
    return list(found.values())


def _doubled(one: Piece, other: Piece) -> bool:
    """Whether two captions are one picture's, one of them with more words, such as the credit."""
    if one.src == other.src:
        return one.text in other.text or other.text in one.text
    return one.text == other.text


def _caption(figure: LexborNode) -> Piece | None:
    told = figure.css_first("figcaption") if figure.tag == "figure" else figure
    told = told or _by_name(figure, "caption_names")
    if told is not None and told.tag != "figcaption" and told.css_first("figcaption") is not None:
        return None
    if told is None or _linking(told) or told.css_first("img,h1,h2") is not None:
        return None
    if told.tag != "figcaption" and _named("credit_names", _name(told)):
        return None
    holder = _with_image(told)
    if holder is None and not _named("picture_names", _name(told)):
        return None
    return _shot(told, holder.css_first("img") if holder is not None else None)


def _shot(told: LexborNode, image: LexborNode | None) -> Piece | None:
    text = _spaced(told)
    if not 2 < len(text) <= 1500:
        return None
    alt = single(image.attributes.get("alt") or "") or None if image is not None else None
    src = _src(image) if image is not None else None
    return Piece(Part.CAPTION, text, src=src, alt=alt, credit=_credit(told, text))


def _linking(told: LexborNode) -> bool:
    """Whether a caption leads to another page, as teasers' do; a link to the picture itself leads nowhere else."""
    here: LexborNode | None = told
    for _ in range(6):
        if here is None:
            return False
        if here.tag == "a":
            return not re.search(
                r"\.(?:jpe?g|png|webp|gif|avif)\b", here.attributes.get("href") or ".jpg", re.IGNORECASE
            )
        here = here.parent
    return False


def _boxed(image: LexborNode, cover: str | None) -> Piece | None:
    """A picture whose box holds a few words beside it, and something that says that these are its caption."""
    box, text = _box(image)
    if (
        box is None
        or box.css_first("h1,h2,h3,h4,h5,figcaption,button,form,time") is not None
        or len(box.css("img")) > 2
    ):
        return None
    if _linking(box) or 2 * sum(len(link.text(deep=True)) for link in box.css("a")) > len(text):
        return None
    if any(_named("byline_names", _name(node)) for node in (box, box.parent) if node is not None):
        return None
    alt = (image.attributes.get("alt") or "").strip()
    same = len(alt) >= _TELLING_ALT and text.startswith(alt[:60]) and len(text) <= len(alt) + 120
    if not (same or (cover and _file(cover) == _file(_src(image))) or _named("picture_names", _name(box))):
        return None
    return _shot(box, image) if text.count(" ") > 1 and not _CLOCK.search(text) else None


def _box(image: LexborNode) -> tuple[LexborNode | None, str]:
    """The nearest element around a picture that holds words, and the words, where they are few enough."""
    box = image.parent
    for _ in range(6):
        if box is None or box.tag in {"body", "main", "article", "ul", "ol", "nav", "table", "header", "footer"}:
            return None, ""
        text = _spaced(box)
        if text:
            return (box, text) if len(text) <= _LONGEST_BOXED else (None, "")
        box = box.parent
    return None, ""


def _file(address: str | None) -> str | None:
    """The name of a picture's file without what sizes add to it."""
    name = re.split(r"[?#]", address or "")[0].rstrip("/").rsplit("/", 1)[-1]
    return name if len(name) > _SHORTEST_FILE else None


def _spaced(node: LexborNode) -> str:
    """An element's text with a space between its elements: captions set credits apart by style alone."""
    return single(node.text(deep=True, separator=" "))


def _credit(told: LexborNode, text: str) -> str | None:
    """The words of a caption that its markup sets apart as the credit: named so, the last element, or a first line."""
    named = _by_name(told, "credit_names") or told.css_first("cite,small")
    if named is not None and 1 < len(_spaced(named)) <= 120:
        return _spaced(named)
    first, last = _ends_of(told)
    apart = _apart(last)
    before = text.removesuffix(apart).rstrip()
    if 1 < len(apart) <= 80 and before != text and (ends(before) or apart[0] in "©(/–—|" or _supplies(apart)):
        return apart
    head = _apart(first)
    if not (1 < len(head) <= 60 and text.startswith(head + " ")) or ends(head):
        return None
    broken = first is not None and first.next is not None and first.next.tag == "br"
    names = broken and all(not word[0].islower() for word in head.split())
    return head if names or words.credited(head) else None


def _ends_of(told: LexborNode) -> tuple[LexborNode | None, LexborNode | None]:
    """The first and the last element of a caption; one that holds all the rest is opened."""
    inner = [node for node in told.iter(include_text=True) if node.tag == "-text" and (node.text() or "").strip()]
    held = [node for node in told.iter() if _spaced(node)]
    if not inner and len(held) == 1:
        return _ends_of(held[0])
    return (held[0], held[-1]) if held else (None, None)


def _apart(node: LexborNode | None) -> str:
    return _spaced(node) if node is not None and node.tag in _INLINE | {"div", "p"} and node.tag != "-text" else ""


def _supplies(said: str) -> bool:
    """Whether words set apart name an agency."""
    known = words.known("agencies") | words.known("photo_agencies")
    return any(piece.strip().casefold() in known for piece in re.split(r"[/,|]|\bvia\b", said))


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


def classed(page: LexborHTMLParser) -> Classed:
    """The elements that can be short parts of a page, with their classes."""
    nodes = page.css("body p[class],body div[class],body span[class],body h2[class],body h3[class],body a[class]")
    return [(node, (node.attributes.get("class") or "").lower()) for node in nodes[:2000]]


def by_name(found: Classed, key: str) -> list[str]:
    """The texts of short elements that a class names so: standfirsts, kickers."""
    named = (node for node, name in found if _named(key, name))
    return [text for node, _ in zip(named, range(20), strict=False) if (text := flat(node))]
