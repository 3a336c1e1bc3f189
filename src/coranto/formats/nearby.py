"""Who signed a page and when it appeared, where its metadata do not say: elements near the headline called so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from coranto.formats import dom, looks, words
from coranto.formats.roles import is_person, is_section
from coranto.formats.structured import Said, apart
from coranto.model import Cell

_MARKED = '[rel~="author"],[itemprop~="author"],[class*=author i],[class*=byline i],[class*=autor i],[data-author]'
_DATED = "time,[class*=date i],[class*=time i],[class*=publish i],[class*=datum i],[data-utc-time]"
_NEAR = 7
"""Elements around the headline in which its byline is looked for, from the innermost outwards."""
_LONGEST = 160
"""Characters of a byline."""
_LONGEST_UNCASED = 8
"""Letters of a full name in a script without capitals, as Chinese, Japanese and Korean names have them."""
_PARAGRAPH, _MOST_PARAGRAPHS = 60, 2
"""Characters of a paragraph of the text, and how many may stand above a byline: standfirst and summary."""
_MOST = 40
"""Marked elements near the headline that are looked at."""


def signed(page: LexborHTMLParser, told: Said) -> Said:
    """`told` with the people whom the page names near its headline, if its metadata name none."""
    if told.authors is not None and told.signed:
        return told
    found = [name for name in _near(page) if told.source is None or name.casefold() != told.source.text.casefold()]
    return replace(told, authors=Cell(", ".join(found), None, "html"), signed=True) if found else told


def dated(page: LexborHTMLParser, told: Said) -> Said:
    """`told` with the date that an element near the headline prints, if the metadata give none that can be read."""
    if told.published is not None:
        return told
    here = page.css_first("h1")
    for _ in range(_NEAR):
        here = here.parent if here is not None else None
        if here is None or here.tag == "html":
            return told
        marked = {node.mem_id for node in here.css(_DATED)[:_MOST]}
        texts = (dom.flat(node) for node in _above(here) if node.mem_id in marked)
        found = next((at for text in texts if (at := looks.moments(text, None)[0])), None)
        if found is not None:
            kept = tuple(problem for problem in told.problems if problem.code != "formats.bad-date")
            return replace(told, published=replace(found, origin="html"), problems=kept)
    return told


def _near(page: LexborHTMLParser) -> list[str]:
    here = page.css_first("h1")
    for _ in range(_NEAR):
        here = here.parent if here is not None else None
        if here is None or here.tag in {"body", "html"}:
            return []
        marked = {node.mem_id for node in here.css(_MARKED)[:_MOST]}
        found = dict.fromkeys(name for node in _above(here) if node.mem_id in marked for name in _people(node))
        if found:
            return list(found)
    return []


def _above(root: LexborNode) -> Iterator[LexborNode]:
    """The elements before the text is well under way: names below it sign other articles."""
    paragraphs = 0
    for node in root.traverse():
        paragraphs += node.tag == "p" and len(node.text(deep=True)) >= _PARAGRAPH
        if paragraphs > _MOST_PARAGRAPHS:
            return
        yield node


def _uncased(name: str) -> bool:
    """Whether a word can be a name in a script without capitals."""
    bare = name.replace(" ", "")
    return bare.isalpha() and bare.upper() == bare.lower() and len(bare) <= _LONGEST_UNCASED


def _people(node: LexborNode) -> Iterator[str]:
    """The people that a marked element names before anything else, such as their place or the day."""
    text = dom.flat(node)
    if not 3 < len(text) <= _LONGEST:
        return
    parts = [dom.flat(part) for part in node.css("*") if part.child is None or part.child.tag == "-text"]
    if len(parts) > 1 and all(is_person(part) for part in parts):
        yield from parts
        return
    bare = words.whole("byline_heads").sub("", re.split(r"\s*[|•·]\s*|\s+[-–—/]\s+", text)[0], count=1)
    for name in apart(bare):
        if not (is_person(name) or _uncased(name)) or looks.is_furniture(name) or is_section(name):
            return
        yield name
