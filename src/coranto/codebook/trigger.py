"""The notation of triggers, parsed by the grammar in `trigger.lark`; docs/patterns.md describes it.

Parsing all triggers takes four times as long as all else in the codebook together, so what was parsed is kept in the
user's cache folder under the hash of grammar and lines, and the parser is opened only where something is new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from coranto.codebook import sources

if TYPE_CHECKING:
    from lark import Lark, Tree, UnexpectedInput

GRAMMAR = "trigger.lark"

Place = tuple[str, Sequence[str] | None]
"""A place and the words that its braces list as written ("@aid"); None where it has no braces."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What cannot be read in a trigger, and at which letter, counted from 0."""

    at: int
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Notation:
    """What is written in a trigger: heads, needs, each with whether it is forbidden, and where the parties stand.

    `actor` and `recipient` are None where the trigger says nothing of them, and empty where it says "none". Where there
    are slips, some parts are not what was meant, and only good to look for more faults in the others.
    """

    heads: Sequence[str]
    needs: Sequence[tuple[bool, Sequence[Place]]]
    actor: Sequence[str] | None = None
    recipient: Sequence[str] | None = None
    slips: tuple[Slip, ...] = ()


def notations(lines: Iterable[str]) -> Mapping[str, Notation]:
    """What is written in each line, with all slips in it."""
    wanted = tuple(dict.fromkeys(lines))
    kept = sources.cache_file("triggers", _version(wanted))
    rows = sources.recall(kept, len(wanted))
    if rows is not None:
        return {line: Notation(*row) for line, row in zip(wanted, rows, strict=True)}
    found = {line: parse(line) for line in wanted}
    if not any(one.slips for one in found.values()):
        sources.keep(kept, [(one.heads, one.needs, one.actor, one.recipient) for one in found.values()])
    return found


def _version(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join((_grammar(), *lines)).encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _grammar() -> str:
    return (resources.files("coranto.codebook") / GRAMMAR).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _parser() -> Lark:
    # Here and not above: where nothing is new, it is not needed, and its import takes as long as loading the actors.
    from lark import Lark

    return Lark(_grammar(), parser="lalr", start="trigger", maybe_placeholders=False)


def parse(line: str) -> Notation:
    """What is written in one trigger, with all slips in it.

    A part that cannot be read is put aside and the rest read on: letters of equal number, which are a need without
    words, stand in for it, so that what comes behind keeps its column.
    """
    from lark import UnexpectedInput

    slips: list[Slip] = []
    while True:
        try:
            tree = _parser().parse(line)
        except UnexpectedInput as wrong:
            slips.append(_slip(line, wrong))
            begin, end = _part(line, slips[-1].at)
            line = line[:begin] + "x" * (end - begin) + line[end:]
        else:
            return _notation(tree, tuple(slips))


def _part(line: str, at: int) -> tuple[int, int]:
    """Where the part of a line around a letter begins and ends; one space too many is a part of its own."""
    begin = line.rfind(" ", 0, at) + 1
    end = line.find(" ", at)
    end = len(line) if end < 0 else end
    return (begin, max(end, begin + 1)) if begin < len(line) else (max(0, begin - 1), max(1, len(line)))


def _slip(line: str, wrong: UnexpectedInput) -> Slip:
    from lark import UnexpectedToken

    ended = isinstance(wrong, UnexpectedToken) and wrong.token.type == "$END"
    at = len(line) if ended else wrong.pos_in_stream or 0
    expected = wrong.accepts or wrong.expected if isinstance(wrong, UnexpectedToken) else ()
    listed = " or ".join(NAMES[name] for name in NAMES if name in expected)
    what = "the trigger ends too soon" if ended else f"cannot read {line[at : at + 1]!r} here in a trigger"
    return Slip(at, what, f"write {listed}; see docs/patterns.md")


NAMES = {
    "HEAD": "a head word",
    "PARTICLE": "the head's particle",
    "PLACE": "a place like obj, to or +out",
    "BAN": "“!”",
    "LESSTHAN": "“<”",
    "MORETHAN": "“>”",
    "ROLE": "a place in small letters, or “none”",
    "LEMMA": "a word",
    "SET": "a set like @aid",
    "KIND": "a kind like #weapon",
    "LBRACE": "“{”",
    "RBRACE": "“}”",
    "COMMA": "“,”",
    "VBAR": "“|”",
    "SPACE": "one space",
    "$END": "the end",
}
"""What the grammar's signs are called in messages."""


def _notation(tree: Tree[Any], slips: tuple[Slip, ...]) -> Notation:
    heads, *parts = tree.children
    roles = {part.data: tuple(str(role) for role in part.children if role != "none") for part in parts}
    return Notation(
        tuple("_".join(map(str, head.children)) for head in heads.children),
        tuple(_need(part) for part in parts if part.data == "need"),
        roles.get("actor"),
        roles.get("recipient"),
        slips,
    )


def _need(tree: Tree[Any]) -> tuple[bool, tuple[Place, ...]]:
    """The places of a need, and whether it is forbidden: whether the tree's first leaf is the "!"."""
    options = [child for child in tree.children if child != "!"]
    return len(options) < len(tree.children), tuple(_place(option) for option in options)


def _place(tree: Tree[Any]) -> Place:
    place, *words = tree.children
    return str(place), tuple(map(str, words[0].children)) if words else None
