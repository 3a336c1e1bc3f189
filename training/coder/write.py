"""The coder's checkpoint to package data: `python training/coder/write.py [--round second]`.

Writes `coder.onnx` (8-bit weights) and `coder.json` (names of its labels) beside the reader's files. Word vectors are
the reader's.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from acts import CERTAINTIES, PARTIES, SECTORS_TOLD, SIDES, STATUSES
from graph import IR, OPSET, Graph, State, formed, stacked
from onnx import TensorProto, helper

from coranto.nlp.coder import LEAST
from coranto.nlp.onnx import LONGEST
from model import Sizes

DATA = Path("src/coranto/nlp/data")
SECOND = 0.7
"""Weight of the second round in the mean that ships: words with their types are right for 3 in 100 more of those that
the mean finds, for 1 to 2 in 100 fewer of all acts."""
OUTPUTS = ("label", "status", "certainty", "core", "sector", "actor", "recipient", "acts", "party")


def network(state: State, labels: Sequence[str], *, eight: bool = True) -> onnx.ModelProto:
    """The whole network but for the word vectors. Inputs as the reader's, without `given`; outputs: see `Votes`."""
    graph = Graph(state, eight)
    states = graph.one("Squeeze", stacked(graph, Sizes(labels={}).heads, LONGEST), graph.constant("c0", [0]))
    words = graph.one(
        "Slice", states, *(graph.constant(name, [n]) for name, n in (("c1", 1), ("big", 1 << 30))), "c0", "c1"
    )
    told = graph.layer_of(graph.gelu(graph.layer_of(words, "wide")), "told")
    sizes = {"label": len(labels), "status": len(STATUSES), "certainty": len(CERTAINTIES), "core": 1,
             "sector": len(SECTORS_TOLD), "actor": len(SIDES), "recipient": len(SIDES)}  # fmt: skip
    scores = dict(zip(sizes, graph.split(told, list(sizes.values())), strict=True))
    core = scores.pop("core")
    chances = {name: graph.one("Softmax", score, axis=-1) for name, score in scores.items()}
    acts = likely(graph, chances["label"], len(labels))
    found = {**chances, "core": graph.one("Sigmoid", core), "acts": acts, "party": parties(graph, states, acts)}
    return finished(graph, found)


def likely(graph: Graph, label: str, count: int) -> str:
    """0, then the words that tell an act with a probability of at least `LEAST`, counted from 1."""
    nothing, _ = graph.split(label, [1, count - 1])
    flat = graph.one("Reshape", nothing, graph.constant("line", [-1]))
    mask = graph.one("LessOrEqual", flat, graph.constant("least", np.float32(1 - LEAST)))
    chosen = graph.one(
        "Add", graph.one("Reshape", graph.one("NonZero", mask), "line"), graph.constant("one", np.int64(1))
    )
    # The zero in front is no act: a product of no rows at all is not to be had.
    return graph.one("Concat", "c0", chosen, axis=0)


def parties(graph: Graph, states: str, acts: str) -> str:
    """(acts, 2, words + 1): how likely each word, or somebody not named, is an actor and a recipient of each act."""
    sides = [
        graph.gelu(graph.layer_of(rows, f"party.{side}.0"))
        for side, rows in (("left", graph.one("Gather", states, acts, axis=0)), ("right", states))
    ]
    width = len(graph.state["party.left.0.bias"])
    form, constant = formed(graph, sides[0], "party", len(PARTIES))
    across = graph.one("Transpose", sides[1], perm=[1, 0])
    blocks = graph.one("Reshape", form, graph.constant("party.blocks", [-1, len(PARTIES), width]))
    column = graph.one("Reshape", constant, graph.constant("party.column", [-1, len(PARTIES), 1]))
    return graph.one("Sigmoid", graph.one("Add", graph.one("MatMul", blocks, across), column))


def finished(graph: Graph, found: Mapping[str, str]) -> onnx.ModelProto:
    """The graph with its inputs and outputs declared."""
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.FLOAT, ["pieces", graph.state["norm.weight"].shape[0]]),
        helper.make_tensor_value_info("shapes", TensorProto.INT64, ["pieces"]),
        helper.make_tensor_value_info("first", TensorProto.INT64, ["rows"]),
    ]
    for name in OUTPUTS:
        graph.nodes.append(helper.make_node("Identity", [found[name]], [name]))
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64 if name == "acts" else TensorProto.FLOAT, None)
        for name in OUTPUTS
    ]
    made = helper.make_graph(graph.nodes, "coder", inputs, outputs, list(graph.constants.values()))
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=IR, producer_name="coranto")


def weights(name: str, build: Path) -> dict[str, Any]:
    """A round's checkpoint; the second's as the mean with the first's."""
    state: dict[str, Any] = torch.load(build / f"coder-{name}.pt", weights_only=True)
    if name == "second":
        first = torch.load(build / "coder-first.pt", weights_only=True)["coder"]
        mean = {key: SECOND * value + (1 - SECOND) * first[key] for key, value in state["coder"].items()}
        state["coder"] = mean
    return state


def main() -> None:
    """Load the checkpoint, write the network and its labels."""
    parser = argparse.ArgumentParser(description="Export coranto's coder.")
    parser.add_argument("--build", type=Path, default=Path("build/reader"))
    parser.add_argument("--round", choices=("first", "second"), default="second")
    parser.add_argument("--out", type=Path, default=DATA)
    args = parser.parse_args()
    state = weights(args.round, args.build)
    arrays = {name: value.numpy() for name, value in state["coder"].items() if name != "words.weight"}
    onnx.save(network(arrays, state["labels"]), args.out / "coder.onnx")
    names = {
        "label": state["labels"],
        "status": STATUSES,
        "certainty": CERTAINTIES,
        "sector": SECTORS_TOLD,
        "side": SIDES,
    }
    (args.out / "coder.json").write_text(json.dumps(names, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
