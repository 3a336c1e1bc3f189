"""The learned vote on acts: for each word of a sentence, which PLOVER act it tells, how, and by whom to whom.

A small network of its own (three layers, 8-bit, run by onnxruntime), learnt from our own coded reports and exercises.
It reads word pieces and nothing of the parse, so that it votes the same whatever reader stands beside it. Sentences are
run one by one, for the reason at the head of `coranto/nlp/onnx.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from coranto.nlp.onnx import WordPieces, open_pieces, open_session, windows

NETWORK, LABELS = "coder.onnx", "coder.json"

LEAST = 0.1
"""Probability of telling an act from which a word's parties are looked for at all."""

COLUMNS = 7
"""How many of the network's answers have a row for each word: the first ones."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """What the network says of a sentence, as probabilities; rows are words. Fields stand in the network's order."""

    label: Floats
    """(words, labels): which act a word tells; column 0: none."""
    status: Floats
    """(words, statuses): what became of the act, if the word tells one."""
    certainty: Floats
    """(words, certainties): how surely it is put."""
    core: Floats
    """(words, 1): whether every coder would list it."""
    sector: Floats
    """(words, sectors): to what kind of party a word belongs, if it names one."""
    actor: Floats
    """(words, sides): what the actor is, if the word tells an act, named or not."""
    recipient: Floats
    """(words, sides): the same of the recipient."""
    acts: NDArray[np.int64]
    """The words that tell an act with a probability of `LEAST` or more, in order."""
    party: Floats
    """(acts, 2, words + 1): whether a word names an actor, a recipient of the act; column 0: one not named here."""


@dataclass(frozen=True, slots=True, eq=False)
class Coder:
    """The shipped network with the names of its labels. Safe to share between threads."""

    session: onnxruntime.InferenceSession
    pieces: WordPieces
    labels: tuple[tuple[str, str | None], ...]
    """(type, mode or None) of each label; the first, which stands for no act, is ("", None)."""
    types: tuple[str, ...]
    """The types of the labels, each once; the first is "" for no act."""
    starts: tuple[int, ...]
    """Where the labels of each type begin."""
    statuses: tuple[str, ...]
    certainties: tuple[str, ...]
    sectors: tuple[str, ...]
    """Sectors of actor codes; "-" for a country as such, "IGO" for an international body, "UNK" for nobody known."""
    sides: tuple[str, ...]
    """"none" for no party, and the same."""
    digest: str
    """SHA-256 over the weights and the labels."""

    def votes(self, forms: Sequence[str]) -> Votes:
        """What it says of a sentence given as token forms; there must be one at least."""
        cut = self.pieces.of(forms)
        spans = windows(forms, [len(one) for one in cut])
        parts = [self._window(forms[a:b], cut[a:b]) for a, b in spans]
        return parts[0] if len(parts) == 1 else _joined(parts, [a for a, _ in spans])

    def by_type(self, votes: Votes) -> Floats:
        """(words, types): the probability of each type, whatever the mode."""
        return np.add.reduceat(votes.label, self.starts, axis=1)

    def _window(self, forms: Sequence[str], cut: Sequence[tuple[int, ...]]) -> Votes:
        found = Votes(*self.session.run(None, self.pieces.inputs(forms, cut)))
        # The first row stands for no act: a product of no rows is not to be had.
        return replace(found, acts=found.acts[1:] - 1, party=found.party[1:])


def _joined(parts: Sequence[Votes], firsts: Sequence[int]) -> Votes:
    """The votes on the windows of a long sentence; no party is looked for in another window than its act's."""
    words = sum(len(part.label) for part in parts)
    party = np.zeros((sum(len(part.acts) for part in parts), 2, words + 1), dtype=np.float32)
    at = 0
    for part, first in zip(parts, firsts, strict=True):
        rows = slice(at, at + len(part.acts))
        party[rows, :, 0] = part.party[:, :, 0]
        party[rows, :, first + 1 : first + 1 + len(part.label)] = part.party[:, :, 1:]
        at += len(part.acts)
    columns = {one.name: np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Votes)[:COLUMNS]}
    acts = np.concatenate([part.acts + first for part, first in zip(parts, firsts, strict=True)])
    return Votes(**columns, acts=acts, party=party)


@cache
def open_coder() -> Coder:
    """The shipped coder, opened once in each process."""
    folder = resources.files("coranto.nlp") / "data"
    with resources.as_file(folder / NETWORK) as path:
        session = open_session(path)
    names = json.loads((folder / LABELS).read_text(encoding="utf-8"))
    labels = (("", None), *((kind, mode or None) for kind, _, mode in (n.partition("/") for n in names["label"][1:])))
    types = tuple(dict.fromkeys(kind for kind, _ in labels))
    whole = hashlib.sha256((folder / NETWORK).read_bytes() + (folder / LABELS).read_bytes())
    return Coder(
        session=session,
        pieces=open_pieces(),
        labels=labels,
        types=types,
        starts=tuple([kind for kind, _ in labels].index(name) for name in types),
        statuses=tuple(names["status"]),
        certainties=tuple(names["certainty"]),
        sectors=tuple(names["sector"]),
        sides=tuple(names["side"]),
        digest=whole.hexdigest(),
    )
