"""Where quotation marks open and close."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coranto.model import Reading, Span

PARAGRAPH = re.compile(r"[^\n]+")
DOUBLE = re.compile(r"[“”\"„«»]|''|``")
SINGLE = re.compile(r"(?<![\w’])‘(?P<inside>[^‘\n]*?)’(?!\w)")
OPENING, CLOSING = ("“", "„", "«", "``"), ("”", "»")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between quotation marks, marks included. `open` is True where the paragraph ends before they close."""

    span: Span
    open: bool


def quotes(reading: Reading) -> tuple[Quote, ...]:
    """All quotations of an article, in text order. None runs over the end of its paragraph.

    A quotation that goes on in the next paragraph is opened again there by custom; straight marks open and close in
    turn. Single marks count only in a paragraph without double ones, where they cannot be a quotation in another.
    """
    text = reading.article.text
    found: list[Quote] = []
    for paragraph in PARAGRAPH.finditer(text):
        found.extend(_double(text, paragraph.start(), paragraph.end()))
    return tuple(found)


def _double(text: str, start: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    opened: int | None = None
    marks = list(DOUBLE.finditer(text, start, end))
    if not marks:
        return [Quote(Span(*one.span()), open=False) for one in SINGLE.finditer(text, start, end)]
    for mark in marks:
        if opened is None and mark.group() not in CLOSING:
            opened = mark.start()
        elif opened is not None and mark.group() not in OPENING:
            found.append(Quote(Span(opened, mark.end()), open=False))
            opened = None
    return found if opened is None else [*found, Quote(Span(opened, end), open=True)]
