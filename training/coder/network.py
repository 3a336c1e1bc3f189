"""The coder's network: a small encoder, and for each word what act it tells, how, and who its parties are.

The encoder is three of the reader's six layers, trained further on coded sentences. It is the coder's own: with the
reader's frozen vectors alone, types of unseen words came out right for 49 % of the acts, with this one for 60 %.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from acts import CERTAINTIES, PARTIES, SECTORS_TOLD, SIDES, STATUSES, Marks
from data import IGNORE, Batch
from torch import Tensor, nn
from torch.nn import functional

from model import Biaffine, Layer, Sizes

PARTY_WIDTH = 128
TASKS = ("label", "status", "certainty", "core", "sector", "actor", "recipient", "party")
"""What the network answers, in the order of its scores."""

LIKELY = 0.7
"""Probability of telling nothing below which a teacher's answers on a word's act count."""


class Coder(nn.Module):
    """Encoder and heads. Names of weights are the reader's, so that `training/reader/graph.py` builds either."""

    def __init__(self, sizes: Sizes, labels: Sequence[str]) -> None:
        super().__init__()
        hidden = sizes.hidden
        self.words = nn.Embedding(sizes.vocabulary, hidden)
        self.places = nn.Embedding(sizes.positions, hidden)
        self.shapes = nn.Embedding(sizes.shapes, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.drop = nn.Dropout(sizes.head_dropout)
        self.wide = nn.Linear(hidden, hidden)
        self.cuts = [len(labels), len(STATUSES), len(CERTAINTIES), 1, len(SECTORS_TOLD), len(SIDES), len(SIDES)]
        self.told = nn.Linear(hidden, sum(self.cuts))
        self.party = Biaffine(hidden, PARTY_WIDTH, len(PARTIES), sizes.head_dropout)
        names = [label.partition("/")[0] for label in labels]
        kinds = list(dict.fromkeys(names))
        of = torch.zeros(len(labels), len(kinds))
        of[range(len(labels)), [kinds.index(name) for name in names]] = 1.0
        self.register_buffer("of", of, persistent=False)

    def start(self, reader: dict[str, Tensor], layers: Sequence[int]) -> None:
        """Begin with some of a reader's layers; word vectors stay as they are."""
        numbers = {f"layers.{number}.": f"layers.{i}." for i, number in enumerate(layers)}
        mine = {}
        for name, weight in reader.items():
            old = next((old for old in numbers if name.startswith(old)), "")
            if old or name.startswith(("words.", "places.", "shapes.", "norm.")):
                mine[name.replace(old, numbers.get(old, ""), 1)] = weight
        self.load_state_dict(mine, strict=False)
        self.words.weight.requires_grad_(False)

    def states(self, batch: Batch) -> Tensor:
        """(batch, words + 1, hidden), the start's first."""
        mask = (batch.pieces != 0)[:, None, None, :]
        places = self.places.weight[: batch.pieces.shape[1]]
        x = self.drop(self.norm(self.words(batch.pieces) + places + self.shapes(batch.shapes)))
        for layer in self.layers:
            x = layer(x, mask)
        return x.gather(1, batch.first.unsqueeze(-1).expand(-1, -1, x.shape[-1]))

    def forward(self, batch: Batch, acts: Tensor) -> tuple[Tensor, ...]:
        """Scores: of labels, statuses, certainties, core, sectors, actors' and recipients' sides (batch, words, …).

        The last are of parties: (acts, 2, words + 1).
        """
        states = self.drop(self.states(batch))
        words = self.drop(functional.gelu(self.wide(states[:, 1:])))
        label, status, certainty, core, sector, *sides = self.told(words).split(self.cuts, -1)
        row, word = acts.unbind(1)
        pairs = self.party.across(states[row, word + 1].unsqueeze(1), states[row]).squeeze(1)
        return label, status, certainty, core.squeeze(-1), sector, *sides, pairs.transpose(1, 2)

    def kinds(self, label: Tensor) -> Tensor:
        """(…, types) logarithms of probabilities of types, `NOTHING` first, from scores of labels."""
        return (label.float().softmax(-1) @ self.of).clamp(min=1e-9).log()

    def losses(self, batch: Batch, wanted: Marks, teacher: Coder | None = None, soft: float = 0.0) -> dict[str, Tensor]:
        """Mean losses a task, over what has been marked; a `soft` share of each is how far a teacher's answers are."""
        scores = [one.float() for one in self(batch, wanted.acts)]
        found = self.marked(scores, wanted)
        if teacher is None:
            return found
        with torch.no_grad():
            answers = [one.float() for one in teacher(batch, wanted.acts)]
        near = self.answered(scores, answers, batch.first[:, 1:] > 0, wanted)
        return {name: (1 - soft) * loss + soft * near[name] for name, loss in found.items()}

    def answered(
        self, scores: Sequence[Tensor], answers: Sequence[Tensor], words: Tensor, wanted: Marks
    ) -> dict[str, Tensor]:
        """Cross entropy with a teacher's answers a task: of types at all words, of the rest where it sees an act."""
        kinds = self.kinds(answers[0]).exp()
        told = words & ((kinds[..., 0] < LIKELY) | (wanted.status >= 0))
        found = {"kind": -(kinds[words] * self.kinds(scores[0])[words]).sum(-1).mean()}
        for name, mine, theirs in zip(TASKS, scores, answers, strict=True):
            there = {"label": words, "party": wanted.parties >= 0, "sector": wanted.sector >= 0}.get(name, told)
            if name in ("core", "party"):
                loss = functional.binary_cross_entropy_with_logits(mine[there], theirs[there].sigmoid())
            else:
                loss = functional.cross_entropy(mine[there], theirs[there].softmax(-1))
            found[name] = loss
        return {name: torch.nan_to_num(loss) for name, loss in found.items()}

    def marked(self, scores: Sequence[Tensor], wanted: Marks) -> dict[str, Tensor]:
        """Mean losses a task, over what has been marked."""
        label, status, certainty, core, sector, *sides, pairs = scores
        there, told, known = (one != IGNORE for one in (wanted.label, wanted.status, wanted.sector))
        real = wanted.parties >= 0
        kind = self.of.argmax(1)[wanted.label[there]]
        found = {
            "kind": functional.nll_loss(self.kinds(label[there]), kind),
            "label": functional.cross_entropy(label[there], wanted.label[there]),
            "status": functional.cross_entropy(status[told], wanted.status[told]),
            "certainty": functional.cross_entropy(certainty[told], wanted.certainty[told]),
            "core": functional.binary_cross_entropy_with_logits(core[told], wanted.core[told].float()),
            "sector": functional.cross_entropy(sector[known], wanted.sector[known]),
            "actor": functional.cross_entropy(sides[0][told], wanted.sides[:, 0][told]),
            "recipient": functional.cross_entropy(sides[1][told], wanted.sides[:, 1][told]),
            "party": functional.binary_cross_entropy_with_logits(pairs[real], wanted.parties[real]),
        }
        return {name: torch.nan_to_num(loss) for name, loss in found.items()}  # nothing marked: a mean of nothing
