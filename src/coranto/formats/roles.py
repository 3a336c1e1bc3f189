"""Which piece of a strip is outlet, place, byline, edition or day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from coranto.codebook import sources
from coranto.codebook.gazetteer import Gazetteer, read_gazetteer
from coranto.formats import dates, words
from coranto.formats.lines import count
from coranto.model import Cell, Dateline, Span

_FIRST = r"[A-ZÀ-Þ][\w.'’-]*"
_NAME = rf"(?!The\b){_FIRST}(?: (?:(?:de|del|der|di|la|al|bin|van|von) ){{0,2}}{_FIRST}){{1,3}}"
_PEOPLE = re.compile(rf"{_NAME}(?:(?:, | and | & ){_NAME}){{0,3}}")
_SMALL = r"(?:and|in|at|for|of|the|de|del|der|di|la|al|bin|van|von)"
_CALLED = re.compile(
    rf"{_FIRST}(?:(?:, | & | / | )(?:{_SMALL} ){{0,2}}{_FIRST}){{0,9}}(?: \([\w .]{{2,30}}\))?",
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    rf"(?:{_MONTH}\.? \d{{1,2}}|\d{{1,2}} {_MONTH}\.?)(?:,? \d{{4}})?",
    re.IGNORECASE,
)


def roles(pieces: Sequence[Cell], source: str | None) -> Dateline:
    """Who is what: edition, byline, day and outlet by their words, a place by the gazetteer, the rest by their order.

    `source` is the page's outlet where it is known apart. What could be two things is left out: two pieces that say
    nothing of themselves are outlet and place as often as outlet and byline.
    """
    made = Dateline()
    left: list[Cell] = []
    for piece in pieces:
        name = _kind(piece.text, source)
        if name is not None and getattr(made, name) is None:
            made = replace(made, **{name: byline(piece) if name == "byline" else piece})
        elif not is_section(piece.text):
            left.append(piece)
    return _by_order(made, left, source)


def _kind(piece: str, source: str | None) -> str | None:
    """The field of a dateline that a piece fills by its own words."""
    if words.matches("edition_patterns", piece):
        return "edition"
    if words.matches("byline_patterns", piece):
        return "byline"
    if is_day(piece):
        return "day"
    return "outlet" if is_outlet(piece, source) else None


def _by_order(made: Dateline, left: Sequence[Cell], source: str | None) -> Dateline:
    """Outlet, place, byline is the usual order; a place that the gazetteer knows is one wherever it stands."""
    places = [piece for piece in left if is_place(piece.text)]
    if len(places) == 1:
        made = replace(made, place=places[0])
        left = [piece for piece in left if piece is not places[0]]
    free = [name for name in ("outlet", "place", "byline") if getattr(made, name) is None]
    if len(free) == len(left):
        return replace(made, **dict(zip(free, left, strict=True)))
    name = _alone(made, left[0], source) if len(left) == 1 else None
    return replace(made, **{name: left[0]}) if name else made


def _alone(made: Dateline, piece: Cell, source: str | None) -> str | None:
    """What one piece is that says nothing of itself: a person where the outlet is known, an outlet before the place."""
    if is_person(piece.text):
        after = made.place is not None and _start(piece) > _start(made.place)
        return "byline" if made.byline is None and (source or made.outlet or after) else None
    before = made.place is not None and _start(piece) < _start(made.place)
    return "outlet" if before and made.outlet is None and count(piece.text) > 1 else None


def _start(piece: Cell) -> int:
    return piece.span.start if piece.span else 0


def tells(pieces: Sequence[Cell], source: str | None, *, headed: bool) -> bool:
    """Whether pieces that stand alone on a line are a strip, and no menu, tags or headline with its outlet.

    An edition says it alone; above the headline nothing else does. Under it, two of these do: a day, the one place,
    the page's own outlet at the front. One of them does with a name where the strip's names stand.
    """
    kinds = [_kind(piece.text, source) for piece in pieces]
    if _machinery(pieces):
        return False
    if "edition" in kinds or not headed:
        return "edition" in kinds
    left = [piece for piece, kind in zip(pieces, kinds, strict=True) if kind is None and not is_section(piece.text)]
    places = [piece for piece in left if is_place(piece.text)]
    people = [piece for piece in left if piece not in places and is_person(piece.text)]
    if len(left) - len(places) - len(people) > 1 or len(places) > 1:
        return False
    sure = ("day" in kinds) + len(places) + is_own(pieces[0].text, source)
    return sure > 1 or (sure == 1 and _seconded(pieces, kinds, places))


def _seconded(pieces: Sequence[Cell], kinds: Sequence[str | None], places: Sequence[Cell]) -> bool:
    """Whether a byline bears out the one thing that is sure; a place needs an outlet's name before it as well."""
    at = pieces.index(places[0]) if places else 0
    last = next((piece for piece in reversed(pieces) if not is_section(piece.text)), pieces[-1])
    person = last not in places and last is not pieces[0] and is_person(last.text)
    return (person or "byline" in kinds[at:]) and (not places or (at > 0 and count(pieces[0].text) > 1))


def _machinery(pieces: Sequence[Cell]) -> bool:
    """Whether pieces are a menu's: two parts of the paper, or something to be clicked."""
    clicked = any(words.matches("furniture_patterns", piece.text) for piece in pieces)
    return clicked or sum(is_section(piece.text) for piece in pieces) > 1


def is_section(piece: str) -> bool:
    """Whether a piece is a part of the paper or a kicker, which may be named like a place."""
    return piece.casefold() in words.known("sections") | words.known("kickers")


def is_name(said: str) -> bool:
    """Whether words are a name with what belongs to it ("Ada Quill, Foreign Editor in Merrow") and no sentence."""
    return len(said) <= 100 and not is_section(said) and _CALLED.fullmatch(said) is not None


def is_person(piece: str) -> bool:
    """Whether a piece is written as people's names are."""
    return len(piece) <= 120 and _PEOPLE.fullmatch(piece) is not None


def is_day(piece: str) -> bool:
    """Whether a piece is a date, with its year or without."""
    return len(piece) <= 60 and (_DAY.fullmatch(piece) is not None or dates.printed(piece, "text") is not None)


def is_place(piece: str) -> bool:
    """Whether the gazetteer knows a piece, whole or between its commas ("Seoul, South Korea")."""
    names = [name.strip() for name in piece.split(",")] if len(piece) <= 100 else []
    return 0 < len(names) <= 3 and all(len(name) > 1 and bool(_gazetteer().find(name)) for name in names)


@cache
def _gazetteer() -> Gazetteer:
    """The package's own places. A user's overlay is not asked: a dateline is never where something happened."""
    return read_gazetteer([file for file in sources.gather() if file.name.startswith("places/")])[0]


def is_own(piece: str, source: str | None) -> bool:
    """Whether a piece is the page's outlet as it is known apart, or an agency."""
    folded = piece.casefold()
    return folded in words.known("agencies") or (source is not None and folded == source.casefold())


def is_outlet(piece: str, source: str | None) -> bool:
    """Whether a name is the page's own outlet, an agency, or sounds like an outlet's."""
    return is_own(piece, source) or any(word in words.lists()["outlet_words"] for word in piece.upper().split())


def byline(piece: Cell) -> Cell:
    """The name in a byline, without "By" and what comes after a bar."""
    found = words.whole("byline_heads").match(piece.text)
    start = found.end() if found else 0
    end = re.compile(r"\s+[|•·–—]\s+|\s+(?:and\s+)?(?:agenc(?:y|ies))\Z").search(piece.text, start)
    words_left = piece.text[start : end.start() if end else None].strip()
    if piece.span is None or not words_left:
        return piece
    at = piece.span.start + piece.text.index(words_left, start)
    return Cell(words_left, Span(at, at + len(words_left)))
