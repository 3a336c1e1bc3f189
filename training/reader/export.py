"""Checkpoint to package data: `python training/reader/export.py --config FILE --data FOLDER`.

Writes `reader.onnx` (8-bit weights), `vocab.txt`, `labels.json`, `lemmas.json.gz`, and, in the build folder only,
`reader-fp32.onnx`, which `evals/reader.py` compares with.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import onnx
import torch
from data import TASKS
from lemmas import verbs_of, write_lemmas
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from train import build, checked, read_config, training_rows

from model import Reader, encoder_folder

OPSET = 20
INPUTS = ("pieces", "shapes", "first")
OUTPUTS = ("vectors", "upos", "xpos", "entity", "predicate", "arc", "relation", "role", "role_score")


class Embedding8(nn.Module):
    """Word embeddings as 8-bit whole numbers, one scale a row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, numbers: Tensor) -> Tensor:
        """(batch, pieces) to (batch, pieces, hidden)."""
        return self.rows[numbers].float() * self.scale[numbers]  # type: ignore[index, operator, no-any-return]


class Answer(nn.Module):
    """The reader with its scores turned into answers, all but the choice of heads.

    Sentences of one call have the same number of pieces, so there is nothing to mask: a padded *word* only points at
    the start piece, and the caller leaves its row and column out.
    """

    def __init__(self, reader: Reader, root: int) -> None:
        super().__init__()
        self.reader = reader
        barred = torch.zeros(reader.relation.labels)
        barred[root] = -1e4
        self.register_buffer("barred", barred)

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """See `OUTPUTS`. `relation` and `role` are the best label of each pair, heads and arguments in the columns."""
        reader = self.reader
        states = reader.encode(pieces, shapes, first, None)
        words = states[:, 1:]
        tags = [reader.tags[name](words).argmax(-1) for name in ("upos", "xpos", "entity")]
        chance = reader.predicate(words).softmax(-1)[..., 1]
        relation = (reader.relation(words, words) + self.barred).argmax(-1)
        scores = reader.role(words, words)
        best, role = scores.max(-1)
        return words, *tags, chance, reader.arc_scores(states, None), relation, role, best - scores[..., 0]


def narrowed(form: nn.Linear) -> nn.Linear:
    """The same map with the column for the constant one as a bias: 129 columns would fill two blocks of 128."""
    weight = form.weight.detach()
    return _linear(weight[:, :-1], weight[:, -1])


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.load_state_dict({"weight": weight, "bias": bias})
    return made


def export(reader: Reader, root: int, path: Path) -> None:
    """Write the network in float32, its embeddings in 8 bits already."""
    answer = Answer(reader.eval(), root)
    batch, piece, word = (torch.export.Dim(name, min=2, max=4096) for name in ("batch", "pieces", "words"))
    example = (
        torch.ones(3, 9, dtype=torch.long),
        torch.ones(3, 9, dtype=torch.long),
        torch.ones(3, 6, dtype=torch.long),
    )
    program = torch.onnx.export(
        answer,
        example,
        dynamo=True,
        opset_version=OPSET,
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_shapes=({0: batch, 1: piece}, {0: batch, 1: piece}, {0: batch, 1: word}),
        optimize=True,
        verbose=False,
    )
    program.save(path, include_initializers=True)  # type: ignore[union-attr]


def quantise(source: Path, target: Path) -> None:
    """8-bit weights, one scale a column; activations are rounded as they come (see `coranto.nlp.onnx`).

    One scale a tensor lost 0.6 LAS in an earlier trial; one a column loses 0.0 to 0.3 (see CARD.md).
    """
    quantize_dynamic(
        source, target, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"]
    )
    onnx.save(bare(onnx.load(target)), target)


def bare(network: onnx.ModelProto) -> onnx.ModelProto:
    """The network without the exporter's notes: they hold the folders of the machine that exported it."""
    for part in (network, network.graph, *network.graph.node, *network.graph.value_info, *network.graph.initializer):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    return network


def main() -> None:
    """Load the checkpoint, write everything."""
    parser = argparse.ArgumentParser(description="Export coranto's English reader.")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--build", type=Path, default=Path("build/reader"))
    parser.add_argument("--checkpoint", default="reader.pt")
    parser.add_argument("--out", type=Path, default=Path("src/coranto/nlp/data"))
    args = parser.parse_args()
    config = read_config(args.config)
    state: dict[str, Any] = torch.load(args.build / args.checkpoint, weights_only=True)
    known = state["labels"]
    reader = build(config, known)
    reader.load_state_dict(state["reader"])
    for pairs in (reader.arc, reader.relation, reader.role):
        pairs.form, pairs.bias_column = narrowed(pairs.form), True
    reader.words = Embedding8(reader.words.weight.detach())  # type: ignore[assignment]
    args.out.mkdir(parents=True, exist_ok=True)
    export(reader, known["relation"].index("root"), args.build / "reader-fp32.onnx")
    quantise(args.build / "reader-fp32.onnx", args.out / "reader.onnx")
    (args.out / "labels.json").write_text(json.dumps({task: known[task] for task in TASKS}, indent=1) + "\n")
    (args.out / "vocab.txt").write_bytes((encoder_folder() / "vocab.txt").read_bytes())
    frames = checked(args.data / config["data"]["frames"], config["data"]["sha256"]["frames"])
    write_lemmas(training_rows(config, args.data), verbs_of(frames), args.out / "lemmas.json.gz")


if __name__ == "__main__":
    main()
