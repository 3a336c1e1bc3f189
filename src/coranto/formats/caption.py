"""What a picture's caption says: file mark, description, caveats, the day it was taken, the chain of suppliers."""

from __future__ import annotations

import re

from coranto.formats import dates, words
from coranto.formats.lines import Shot, cell, ends, sentences, trimmed
from coranto.model import Cell, Picture, Span

_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,200})[)\]]\s*\.?\s*\Z")
_BETWEEN = re.compile(r"\s*/\s*|\s+via\s+|\s*[,;|•]\s*|\s+-\s+", re.IGNORECASE)
_LAST_PIECE = re.compile(r"(?:\s+[/|]\s+|(?<=\w\w)[.!?。]\s+)(?=[^.!?/|]+\Z)")
"""Where a last piece begins: after a slash or bar, or after a stop that is no abbreviation's."""
_LONGEST_UNCASED = 12
"""Characters of a name in a script without capitals, where nothing but its shortness tells it from a sentence."""
_PERSON = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}")


def picture(text: str, span: Span, shot: Shot | None = None) -> Picture:
    """The parts of the caption at `span`.

    A credit is looked for at the caption's end where the markup gives none. The caption's own words end where the
    sentences that only limit trust begin; those are the caveats.
    """
    shot = shot or Shot()
    file, _ = _file_mark(text, span)
    told = told_by(text, span, shot)
    supplied = _without_head(text, shot.credit) if shot.credit else _credit(text, span)[1]
    chain, mark = _chain(text, supplied) if supplied else ((), None)
    caveats, until = _caveats(text, told)
    return Picture(
        shot.src, shot.alt, cell(text, told.start, until), chain, file or mark, caveats, dates.day_in(told.of(text))
    )


def told_by(text: str, span: Span, shot: Shot | None = None) -> Span:
    """The caption's sentences: without the mark of an archive picture before them and the credit after them."""
    _, start = _file_mark(text, span)
    if shot and shot.credit and span.holds(shot.credit):
        after, before = span.end - shot.credit.end, shot.credit.start - start
        edges = (shot.credit.end, span.end) if after > max(before, 3) else (start, shot.credit.start)
        told = trimmed(text, max(start, edges[0]), max(start, edges[1]))
        return _without_end(text, told)
    return trimmed(text, start, max(start, _credit(text, Span(start, span.end))[0]))


def _without_end(text: str, span: Span) -> Span:
    """Without the dash, bracket or "Photo:" that led over to the credit."""
    found = re.compile(
        rf"[\s(\[/|–—-]*(?:\b(?:{words.plain('credit_heads')})\b|©)?\s*:?[\s(\[/|–—©-]*\Z", re.IGNORECASE
    ).search(text, max(span.start, span.end - 30), span.end)
    return Span(span.start, found.start()) if found else span


def _file_mark(text: str, span: Span) -> tuple[Cell | None, int]:
    found = re.match(
        rf"\W?(?P<mark>{words.whole('file_patterns').pattern})\W?\s*[-–—:|]+\s*",
        text[span.start : span.start + 60],
        re.IGNORECASE,
    )
    if found is None:
        return None, span.start
    return cell(text, span.start + found.start("mark"), span.start + found.end("mark")), span.start + found.end()


def _credit(text: str, span: Span) -> tuple[int, Span | None]:
    """Where the caption's own words end, and where the credit stands."""
    tail = max(span.start, span.end - 240)
    bracket = _IN_BRACKETS.search(text, tail, span.end)
    named = (
        bracket is not None
        and ends(text[span.start : bracket.start()].rstrip())
        and _PERSON.fullmatch(bracket[1].strip())
    )
    if bracket and (named or _is_credit(bracket[1])):
        return bracket.start(), _without_head(text, Span(bracket.start(1), bracket.end(1)))
    head = re.compile(
        rf"(?:^|[.!?”«»\"|)\]]\s*|\s[-–—|/]\s*|\s(?=©))(?P<head>\b(?:{words.plain('credit_heads')})\s*(?::|\bby\b)|©)\s*",
        re.IGNORECASE,
    )
    found = None
    for match in head.finditer(text, tail, span.end):
        found = match
    if found and span.end - found.end() <= 120 and found.end() < span.end:
        return max(found.start("head"), span.start), trimmed(text, found.end(), span.end)
    return _bare_credit(text, span)


def _bare_credit(text: str, span: Span) -> tuple[int, Span | None]:
    """A supplier's name alone after a slash or bar or after the last sentence ("… on Monday. Reuters")."""
    cut = _LAST_PIECE.search(text, max(span.start + 1, span.end - 80), span.end)
    if cut is None:
        return span.end, None
    name = trimmed(text, cut.end(), span.end)
    said = name.of(text)
    agency = all(_agency(piece) or _PERSON.fullmatch(piece) for piece in _BETWEEN.split(said))
    uncased = said.upper() == said.lower() and said[-1:].isalpha() and len(said) <= _LONGEST_UNCASED
    stop = cut.start() + (text[cut.start()] in ".!?。")
    return (stop, name) if agency or uncased else (span.end, None)


def _without_head(text: str, span: Span) -> Span:
    found = re.compile(rf"(?:{words.plain('credit_heads')})\s*(?::|\bby\b)\s*", re.IGNORECASE).match(
        text, span.start, span.end
    )
    return Span(found.end(), span.end) if found else span


def _is_credit(bracketed: str) -> bool:
    """Whether words in brackets at a caption's end name suppliers."""
    if re.search(
        r"\bvia\b|/|\b(?:photo|image|picture|handout|courtesy|pool|file|credit|foto|bild|quelle|source|dok|doc)\b",
        bracketed,
        re.IGNORECASE,
    ):
        return True
    return any(piece.casefold() in words.known("agencies") for piece in _BETWEEN.split(bracketed))


def _chain(text: str, span: Span) -> tuple[tuple[Cell, ...], Cell | None]:
    """Suppliers, first maker first, and an archive mark among them. "AP Photo/Name" is printed for the maker Name."""
    found: list[Cell] = []
    mark = None
    start = span.start
    for stop in [*_BETWEEN.finditer(text, span.start, span.end), None]:
        piece = cell(text, start, stop.start() if stop else span.end)
        start = stop.end() if stop else span.end
        if piece is not None and words.matches("file_patterns", piece.text):
            mark = mark or piece
        elif piece is not None:
            found.append(piece)
    if len(found) > 1 and _agency(found[0].text) and not _agency(found[1].text) and _PERSON.fullmatch(found[1].text):
        found[:2] = found[1], found[0]
    return tuple(found), mark


def _agency(name: str) -> bool:
    plain = re.sub(r"\s+(?:photo|image|picture|pool)s?\Z", "", name, flags=re.IGNORECASE)
    return bool({plain.casefold(), name.casefold()} & (words.known("agencies") | words.known("photo_agencies")))


def _caveats(text: str, span: Span) -> tuple[tuple[Cell, ...], int]:
    """Sentences (or the clause that names an interested supplier) that limit trust, and where the description ends.

    The description keeps at least its first sentence: a caveat there is shown twice rather than the picture untold.
    """
    found: list[Cell] = []
    until = span.end
    for number, sentence in enumerate(sentences(text, span)):
        limit = min(sentence.end, sentence.start + words.LONGEST_LINE)
        supplier = words.whole("supplier_patterns").search(text, sentence.start, limit)
        warned = words.whole("caveat_patterns").search(text, sentence.start, limit)
        here = cell(text, sentence.start, sentence.end) if warned else None
        if here is None and supplier:
            here = cell(text, supplier.start(), supplier.end())
        if here is not None:
            found.append(here)
        if warned and number and until == span.end:
            until = sentence.start
        elif not warned:
            until = span.end
    return tuple(found), until
