"""The exercise book: invented sentences, each with the acts that a trained coder finds in it.

A file holds a sentence on one line, then a line `= CLAIM` for each act in the notation of claims, or `= none`; an empty
line and lines that begin with `#` part and explain. Files that begin with `a_` may be learnt from; those of the other
hand, `b_`, are only ever scored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from coranto.codebook.sources import Fault
from coranto.errors import CodebookError
from coranto.model.notation import ClaimLine, NotationError, parse

MARK = "="
NONE = "none"
COMMENT = "#"
LEARNT, SCORED = "a_", "b_"
"""How the files of the two hands begin."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """A sentence and the acts in it, as claim lines; `file` and `line` say where it stands."""

    file: str
    line: int
    text: str
    claims: tuple[ClaimLine, ...]


def exercises(hand: str = "", folder: Path | None = None) -> tuple[Exercise, ...]:
    """All exercises of the files whose names begin with `hand`, of a user's folder or of the shipped book.

    Raises CodebookError that lists every faulty line of every file.
    """
    root: Traversable = folder or resources.files("coranto.codebook") / "data" / "exercises"
    files = sorted((file for file in root.iterdir() if file.name.endswith(".txt")), key=lambda file: file.name)
    found: list[Exercise] = []
    faults: list[Fault] = []
    for file in files:
        if file.name.startswith(hand):
            found.extend(_read(file.name, file.read_text(encoding="utf-8"), faults))
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        listing = "\n".join(map(str, faults))
        raise CodebookError(f"{count} in the exercises\n{listing}", remedy="see docs/notation.md for claim lines")
    return tuple(found)


def _read(name: str, body: str, faults: list[Fault]) -> Iterator[Exercise]:
    """The exercises of one file; what is wrong with it goes to `faults`."""
    text, began, claims = "", 0, list[ClaimLine]()
    answered = True
    for number, raw in enumerate([*body.splitlines(), ""], 1):
        line = raw.strip()
        if line.startswith(MARK) and not text:
            faults.append(Fault(name, number, "a claim without a sentence", "put the sentence on the line before"))
        elif line.startswith(MARK):
            answered = True
            claims.extend(_claim(name, number, line.removeprefix(MARK).strip(), faults))
        elif text and (not line or not line.startswith(COMMENT)):
            if not answered:
                faults.append(Fault(name, began, "a sentence without a claim", "add a line “= CLAIM” or “= none”"))
            yield Exercise(name, began, text, tuple(claims))
            text = ""
        if line and not line.startswith((MARK, COMMENT)):
            text, began, claims, answered = line, number, [], False


def _claim(name: str, number: int, line: str, faults: list[Fault]) -> Iterator[ClaimLine]:
    if line == NONE:
        return
    try:
        found = parse(line)
    except NotationError as fault:
        faults.append(Fault(name, number, str(fault), "see docs/notation.md"))
        return
    if isinstance(found, ClaimLine):
        yield found
    else:
        faults.append(Fault(name, number, "no claim", "disputes, links and forecasts have no exercises"))
