"""Coded sentences as numbers: what the coder's network learns from."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from articles import Coded, Told, known_types
from data import IGNORE, Example, example
from torch import Tensor

from coranto.codebook.actors import SECTORS
from coranto.model import Certainty, Status
from coranto.nlp import tokenize
from coranto.nlp.pieces import Pieces

NOTHING = "-"
"""The label of a word that tells no act."""
STATUSES = tuple(str(status) for status in Status)
CERTAINTIES = tuple(str(certainty) for certainty in Certainty)
PARTIES = ("actor", "recipient")
WHOLE, BODY, UNKNOWN = "-", "IGO", "UNK"
"""What a party is beside the codebook's sectors: a country as such, an international body, nobody known."""
NOBODY = "none"
SECTORS_TOLD = (WHOLE, BODY, UNKNOWN, *sorted(SECTORS))
SIDES = (NOBODY, *SECTORS_TOLD)
"""What the party on one side of an act is, whether the sentence names it or not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one word tells: numbers of labels, and the words of actors and of recipients.

    `parties` holds for each of `PARTIES` the words (counted from 1) that name one, 0 where there is one that the
    sentence does not name, nothing where there is none; None where nobody has marked them. `sectors`: (word, number of
    its sector), words counted from 0. `sides`: numbers in `SIDES` of the first actor and the first recipient.
    """

    word: int
    label: int
    status: int
    certainty: int
    core: bool
    parties: tuple[tuple[int, ...], tuple[int, ...]] | None
    sides: tuple[int, int]
    sectors: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with its answers."""

    sentence: Example
    answers: tuple[Answer, ...]


def labels() -> list[str]:
    """All types with their modes, "ASSAULT/drone", in the codebook's order, after `NOTHING`."""
    found = [NOTHING]
    for name, one in known_types().items():
        found += [name, *(f"{name}/{mode.name}" for mode in one.modes)]
    return found


def case(told: Told, pieces: Pieces, known: Sequence[str]) -> Case:
    """A sentence of a report in numbers."""
    tokens = tokenize(told.text, 0, len(told.text))
    row = {"forms": [told.text[a:b] for a, b in tokens], "ner": None}
    found: dict[int, Answer] = {}
    for act in sorted(told.acts, key=lambda act: not act.core):
        one = answer(act, tokens, known)
        if one is not None:
            found.setdefault(one.word, one)
    return Case(example(row, _none(), pieces), tuple(found.values()))


def _none() -> dict[str, dict[str, int]]:
    return {task: {} for task in ("upos", "xpos", "relation", "entity", "role")} | {"role": {"-": 0}}


def answer(act: Coded, tokens: Sequence[tuple[int, int]], known: Sequence[str]) -> Answer | None:
    """An act in numbers; None where its trigger covers no token."""
    covered = inside(tokens, act.trigger)
    if not covered:
        return None
    claim = act.claim
    label = f"{claim.type}/{claim.mode}" if claim.mode else str(claim.type)
    return Answer(
        word=covered[0],
        label=known.index(label),
        status=STATUSES.index(str(claim.status)),
        certainty=CERTAINTIES.index(str(claim.certainty)),
        core=act.core,
        parties=(
            party(tokens, act.actors, claim.actors or ()),
            party(tokens, act.recipients, claim.recipients or ()),
        ),
        sides=(side(claim.actors), side(claim.recipients)),
        sectors=(
            *sectors(tokens, act.actors, claim.actors or ()),
            *sectors(tokens, act.recipients, claim.recipients or ()),
        ),
    )


def sectors(
    tokens: Sequence[tuple[int, int]], named: Sequence[tuple[int, int]], codes: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """The sector of each word that names a party, where it is plain which code belongs to which words."""
    spread = codes * len(named) if len(codes) == 1 else codes
    for span, code in zip(named, spread, strict=False) if len(spread) == len(named) else ():
        for word in inside(tokens, span):
            yield word, SECTORS_TOLD.index(sector(code))


def side(codes: Sequence[str] | None) -> int:
    """The number in `SIDES` of the first of one side's codes."""
    return SIDES.index(sector(codes[0]) if codes else NOBODY)


def sector(code: str) -> str:
    """The sector of a code, or what it is instead."""
    place, _, rest = code.partition(".")
    return BODY if place == "IGO" else rest if rest in SECTORS_TOLD else UNKNOWN if place == "UNK" else WHOLE


def party(tokens: Sequence[tuple[int, int]], named: Sequence[tuple[int, int]], codes: Sequence[str]) -> tuple[int, ...]:
    """The words of the parties, counted from 1; 0 where only the code says that there is one."""
    words = tuple(word + 1 for span in named for word in inside(tokens, span))
    return words or ((0,) if set(codes) - {"UNK"} else ())


def inside(tokens: Sequence[tuple[int, int]], span: tuple[int, int]) -> list[int]:
    """Which tokens touch a span."""
    return [i for i, (a, b) in enumerate(tokens) if a < span[1] and span[0] < b]


@dataclass(frozen=True, slots=True)
class Marks:
    """Targets of a batch: (batch, words) each, and for the acts (acts, 2) row and word, (acts, parties, words + 1).

    `sides`: (batch, 2, words).
    """

    label: Tensor
    status: Tensor
    certainty: Tensor
    core: Tensor
    sector: Tensor
    sides: Tensor
    acts: Tensor
    parties: Tensor


def marks(group: Sequence[Case], width: int) -> Marks:
    """The targets of a batch whose longest sentence has `width` words."""
    shape = (len(group), width)
    label, status, certainty, core, sector = (torch.full(shape, IGNORE, dtype=torch.long) for _ in range(5))
    sides = torch.full((len(group), 2, width), IGNORE, dtype=torch.long)
    acts, rows = list[tuple[int, int]](), list[Tensor]()
    for i, one in enumerate(group):
        label[i, : len(one.sentence.upos)] = 0
        for found in one.answers:
            label[i, found.word], status[i, found.word] = found.label, found.status
            certainty[i, found.word], core[i, found.word] = found.certainty, int(found.core)
            sides[i, 0, found.word], sides[i, 1, found.word] = found.sides
            for word, number in found.sectors:
                sector[i, word] = number
            if found.parties is not None:
                acts.append((i, found.word))
                row = torch.full((len(PARTIES), width + 1), -1.0)
                row[:, : len(one.sentence.upos) + 1] = 0.0
                for side, words in enumerate(found.parties):
                    row[side, list(words)] = 1.0
                rows.append(row)
    parties = torch.stack(rows) if rows else torch.zeros((0, len(PARTIES), width + 1))
    return Marks(
        label, status, certainty, core, sector, sides, torch.tensor(acts, dtype=torch.long).reshape(-1, 2), parties
    )


def batches(cases: Sequence[Case], budget: int, seed: int | None) -> Iterable[list[Case]]:
    """Batches of about `budget` pieces of sentences of like length; shuffled by `seed`, or in order of length."""
    chance = random.Random(seed)  # noqa: S311 - no secret, and repeatable
    order = sorted(cases, key=lambda one: len(one.sentence.pieces) + (chance.random() if seed else 0.0))
    cut: list[list[Case]] = [[]]
    for one in order:
        if (len(cut[-1]) + 1) * len(one.sentence.pieces) > budget and cut[-1]:
            cut.append([])
        cut[-1].append(one)
    if seed is not None:
        chance.shuffle(cut)
    return cut


def counted(cases: Sequence[Case], known: Sequence[str]) -> str:
    """How many acts of each type there are, for people."""
    total = Counter(known[one.label].partition("/")[0] for held in cases for one in held.answers)
    return ", ".join(f"{name} {count}" for name, count in total.most_common())
