"""Treebank sentences, their labels as numbers, and batches of like length."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from news import KINDS
from torch import Tensor

from coranto.nlp.pieces import START, STOP, Pieces, shape

IGNORE = -100
"""Target that no loss counts (PyTorch's own default)."""

TASKS = ("upos", "xpos", "relation", "entity", "role")
UNSURE = "?"
"""A tag that no label list holds, so that it becomes no target."""
NO_ROLE = "-"
ROOT_RELATION = "root"

Row = dict[str, Any]
Labels = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence in numbers: lists over pieces, then lists over words. `heads` counts the root as 0, words from 1."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    upos: list[int]
    xpos: list[int]
    relation: list[int]
    entity: list[int]
    heads: list[int]
    predicate: list[int]
    roles: list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded sentences.

    `pieces`, `shapes`: (batch, pieces); `first`: (batch, words + 1), the root's place first; `targets`: (batch, words);
    `frames`: (predicates, 2), batch row and word; `roles`: (predicates, words).
    """

    pieces: Tensor
    shapes: Tensor
    first: Tensor
    targets: dict[str, Tensor]
    frames: Tensor
    roles: Tensor


def rows(path: Path, genres: Sequence[str]) -> list[Row]:
    """Sentences of one split; of GUM only those of the given genres (the rest is not cleared for shipped weights)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [row for row in found if not row["src"].startswith("gum_") or row["src"][4:] in genres]


def sha256(path: Path) -> str:
    """Hash of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def label_lists(data: Sequence[Row], least: int) -> Labels:
    """Label lists per task, sorted; roles seen fewer than `least` times are left out and count as no role."""
    roles = Counter(role for row in data for _, _, spans in row["srl"] or () for _, role, *_ in spans)
    return {
        "upos": sorted({tag for row in data for tag in row["upos"]}),
        "xpos": sorted({tag for row in data for tag in row["xpos"]}),
        "relation": sorted({tag for row in data for tag in row["rel"]}),
        "entity": ["O", *(f"{place}-{kind}" for kind in KINDS for place in "BI")],
        "role": [NO_ROLE, *sorted(role for role, count in roles.items() if count >= least)],
    }


def one_scheme(data: Sequence[Row], groups: frozenset[str]) -> list[Row]:
    """The treebanks' names in the kinds of our news sentences.

    EWT's `MISC` holds nationalities and much else: a word among `groups` (lower case) becomes `NORP`, the rest, which
    could be any kind, is no target. GUM's prepared files mark the head word of a name alone ("York" of "New York") and
    titles as people, so that its names are left out: with them labelled F1 on unseen news was 77 and not above.
    """
    return [{**row, "ner": _one_scheme(row, groups) if row["src"] == "ewt" else None} for row in data]


def _one_scheme(row: Row, groups: frozenset[str]) -> list[str] | None:
    found = []
    for form, tag in zip(row["forms"], row["ner"] or (), strict=bool(row["ner"])):
        known = tag == "B-MISC" and form.lower() in groups
        found.append("B-NORP" if known else UNSURE if tag.endswith("MISC") else tag)
    return found or None


def example(row: Row, known: dict[str, dict[str, int]], pieces: Pieces) -> Example:
    """One sentence in numbers; layers its corpus lacks are set to `IGNORE`."""
    numbers, shapes, first = [pieces.vocabulary[START]], [0], [0]
    for form in row["forms"]:
        first.append(len(numbers))
        found = pieces.of(form)
        numbers.extend(found)
        shapes.extend([shape(form)] * len(found))
    size = len(row["forms"])
    predicates = {token for token, _, _ in row.get("srl") or ()}
    return Example(
        pieces=[*numbers, pieces.vocabulary[STOP]],
        shapes=[*shapes, 0],
        first=first,
        upos=_numbers(row.get("upos"), known["upos"], size),
        xpos=_numbers(row.get("xpos"), known["xpos"], size),
        relation=_numbers(row.get("rel"), known["relation"], size),
        entity=_numbers(row["ner"], known["entity"], size),
        heads=[head + 1 for head in row["head"]] if "head" in row else [IGNORE] * size,
        predicate=[IGNORE if row.get("srl") is None else int(token in predicates) for token in range(size)],
        roles=_roles(row, known["role"]),
    )


def _numbers(tags: Sequence[str] | None, known: dict[str, int], size: int) -> list[int]:
    return [known.get(tag, IGNORE) for tag in tags] if tags else [IGNORE] * size


def _roles(row: Row, known: dict[str, int]) -> list[tuple[int, int, int]]:
    """(predicate, argument, role); a predicate without arguments is kept as (predicate, predicate, no role)."""
    found: list[tuple[int, int, int]] = []
    for token, _, spans in row.get("srl") or ():
        found.append((token, token, known[NO_ROLE]))
        found.extend((token, head, known.get(role, known[NO_ROLE])) for head, role, *_ in spans)
    return found


def recased(sentence: Example, chance: random.Random) -> Example:
    """The sentence as it would look in capitals, in lower case, or as a headline: news is written all three ways."""
    change = chance.choice(({1: 3, 2: 3, 4: 3, 5: 3}, {2: 1, 3: 1, 4: 1, 5: 1}, {1: 2}))
    return replace(sentence, shapes=[change.get(number, number) for number in sentence.shapes])


def batches(examples: Sequence[Example], budget: int, seed: int | None) -> Iterator[list[Example]]:
    """Batches of about `budget` pieces of sentences of like length; shuffled by `seed`, or in order of length."""
    chance = random.Random(seed)  # noqa: S311 - no secret, and repeatable
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].pieces) + (chance.random() if seed else 0.0))
    cut: list[list[Example]] = [[]]
    for i in order:
        if (len(cut[-1]) + 1) * len(examples[i].pieces) > budget and cut[-1]:
            cut.append([])
        cut[-1].append(examples[i])
    if seed is not None:
        chance.shuffle(cut)
    yield from cut


def collate(group: Sequence[Example]) -> Batch:
    """Sentences as padded tensors."""
    width = max(len(example.first) for example in group) - 1
    targets = {name: _padded((getattr(e, name) for e in group), width, IGNORE) for name in TASKS[:4]}
    targets["heads"] = _padded((e.heads for e in group), width, IGNORE)
    targets["predicate"] = _padded((e.predicate for e in group), width, IGNORE)
    most = max(len(example.pieces) for example in group)
    frames, roles = _frames(group, width)
    return Batch(
        pieces=_padded((e.pieces for e in group), most, 0),
        shapes=_padded((e.shapes for e in group), most, 0),
        first=_padded((e.first for e in group), width + 1, 0),
        targets=targets,
        frames=frames,
        roles=roles,
    )


def _padded(lists: Iterable[Sequence[int]], width: int, filler: int) -> Tensor:
    return torch.tensor([[*items, *[filler] * (width - len(items))] for items in lists], dtype=torch.long)


def _frames(group: Sequence[Example], width: int) -> tuple[Tensor, Tensor]:
    """Where the predicates are, and the role of every word to each of them."""
    places = sorted({(row, predicate) for row, e in enumerate(group) for predicate, _, _ in e.roles})
    where = {place: i for i, place in enumerate(places)}
    roles = torch.full((len(places), width), IGNORE, dtype=torch.long)
    for i, (row, _) in enumerate(places):
        roles[i, : len(group[row].upos)] = 0
    for row, e in enumerate(group):
        for predicate, argument, role in e.roles:
            if role:
                roles[where[row, predicate], argument] = role
    return torch.tensor(places, dtype=torch.long).reshape(-1, 2), roles
