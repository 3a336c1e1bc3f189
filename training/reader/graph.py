"""The network as an ONNX graph, written operator by operator from a checkpoint's arrays.

Exporters of frameworks give graphs that onnxruntime runs at half the speed: it fuses their sums and normalisations into
`SkipLayerNormalization`, whose kernel for processors takes seven times as long as `Add` and `LayerNormalization` do
(51 and 7 microseconds for 26 pieces), and each attention is two dozen small operators instead of one. Here a layer is
seven operators. Products are `DynamicQuantizeMatMul` (8-bit weights, one scale a column; activations rounded as they
come, one scale a tensor), or `MatMul` in float32 for the reference that `evals/reader.py` compares with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET, IR = 23, 10
"""Opset 23 brought `Attention`; onnxruntime runs it from 1.23 on."""

LEAST = 0.0
"""Logarithm of the odds above which a word is a predicate. F1 on development data: 95.6 at a probability of 0.3, 95.7
at 0.5, 95.5 at 0.7."""

TAGS = ("upos", "xpos", "entity")
PAIRS = ("arc", "relation", "role")
OUTPUTS = ("vectors", "upos", "xpos", "entity", "frames", "arc", "governed", "constant", "governing", "role", "score")

Array = NDArray[np.float32]
State = Mapping[str, Array]


@dataclass(slots=True)
class Graph:
    """Nodes and constants so far."""

    state: State
    eight: bool
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: dict[str, onnx.TensorProto] = field(default_factory=dict)

    def add(self, kind: str, inputs: Sequence[str], count: int = 1, domain: str = "", **settings: object) -> list[str]:
        """Add one node; gives the names of its outputs."""
        outputs = [f"{kind}_{len(self.nodes)}_{i}" for i in range(count)]
        self.nodes.append(helper.make_node(kind, list(inputs), outputs, domain=domain, **settings))
        return outputs

    def one(self, kind: str, *inputs: str, **settings: object) -> str:
        """Add one node with one output."""
        return self.add(kind, inputs, **settings)[0]

    def constant(self, name: str, value: NDArray[np.generic] | Sequence[int]) -> str:
        """A constant; lists are whole numbers."""
        array = np.array(value, dtype=np.int64) if isinstance(value, (list, tuple)) else np.array(value, order="C")
        self.constants[name] = numpy_helper.from_array(array, name)
        return name

    def split(self, x: str, sizes: Sequence[int]) -> list[str]:
        """Cut the last axis."""
        cuts = self.constant(f"sizes_{'_'.join(map(str, sizes))}", list(sizes))
        return self.add("Split", [x, cuts], len(sizes), axis=-1)

    def linear(self, x: str, name: str, weight: Array, bias: Array) -> str:
        """`x` times `weight` (inputs, outputs) plus `bias`."""
        if not self.eight:
            product = self.one("MatMul", x, self.constant(f"{name}.weight", weight))
            return self.one("Add", product, self.constant(f"{name}.bias", bias))
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / 127
        rounded = np.clip(np.rint(weight / scale), -127, 127).astype(np.int8)
        inputs = [
            x,
            self.constant(f"{name}.weight", rounded),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(len(scale), dtype=np.int8)),
            self.constant(f"{name}.bias", bias),
        ]
        return self.one("DynamicQuantizeMatMul", *inputs, domain="com.microsoft")

    def layer_of(self, x: str, name: str) -> str:
        """A linear layer of the checkpoint."""
        return self.linear(x, name, self.state[f"{name}.weight"].T, self.state[f"{name}.bias"])

    def norm(self, x: str, name: str) -> str:
        """Layer normalisation with the checkpoint's weights."""
        weights = [self.constant(f"{name}.{kind}", self.state[f"{name}.{kind}"]) for kind in ("weight", "bias")]
        return self.one("LayerNormalization", x, *weights, axis=-1, epsilon=1e-12)

    def gelu(self, x: str) -> str:
        """GELU by the error function, as training has it."""
        return self.one("Gelu", x, domain="com.microsoft")


def network(
    state: State, labels: Mapping[str, Sequence[str]], heads: int, longest: int, *, eight: bool
) -> onnx.ModelProto:
    """The whole network but for the word vectors, which all networks share. One sentence a run.

    Inputs: `pieces`, (pieces, hidden), the vectors of its word pieces, and `shapes`, (pieces), their case shapes; at
    most `longest` of them; `first`, (words + 1), the start piece and each word's first piece; `given`, (words), what
    is added to the odds of each word's being a predicate: 0 where the network chooses. Outputs: see `Outputs` in
    `coranto.nlp.onnx`.
    """
    graph = Graph(state, eight)
    states = stacked(graph, heads, longest)
    words = graph.one(
        "Slice", states, *(graph.constant(name, [n]) for name, n in (("c1", 1), ("big", 1 << 30), ("c1", 1)))
    )
    found = {"vectors": words, **tagged(graph, words, labels)}
    sides = sided(graph, states)
    found["arc"] = arcs(graph, sides)
    found |= related(graph, sides)
    found["role"], found["score"] = roles(graph, sides, found["frames"])
    return finished(graph, found)


def summed(graph: Graph, longest: int) -> str:
    """(1, pieces, hidden): the vectors of the words, of their places and of their shapes, added up."""
    places = graph.constant("places", graph.state["places.weight"][:longest])
    count = graph.one("Shape", "pieces", start=0, end=1)
    here = graph.one("Slice", places, graph.constant("c0", [0]), count, "c0")
    shapes = graph.one("Gather", graph.constant("shapes.weight", graph.state["shapes.weight"]), "shapes", axis=0)
    return graph.one("Unsqueeze", graph.one("Sum", "pieces", here, shapes), "c0")


def stacked(graph: Graph, heads: int, longest: int) -> str:
    """(1, words + 1, hidden): the last layer's vectors of the start piece and of each word's first piece."""
    x = graph.norm(summed(graph, longest), "norm")
    last = max(int(name.split(".")[1]) for name in graph.state if name.startswith("layers."))
    for i in range(last):
        x = encoded(graph, x, f"layers.{i}", heads)
    return encoded(graph, x, f"layers.{last}", heads, "first")


def encoded(graph: Graph, x: str, name: str, heads: int, rows: str | None = None) -> str:
    """One transformer layer, normalised after each part; of some rows alone where nobody asks for the others."""
    q, k, v = graph.add("Split", [graph.layer_of(x, f"{name}.qkv")], 3, axis=2, num_outputs=3)
    if rows:
        x, q = (graph.one("Gather", some, rows, axis=1) for some in (x, q))
    seen = graph.one("Attention", q, k, v, q_num_heads=heads, kv_num_heads=heads)
    x = graph.norm(graph.one("Sum", x, graph.layer_of(seen, f"{name}.out")), f"{name}.norm_a")
    wide = graph.gelu(graph.layer_of(x, f"{name}.up"))
    return graph.norm(graph.one("Sum", x, graph.layer_of(wide, f"{name}.down")), f"{name}.norm_b")


def tagged(graph: Graph, words: str, labels: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Tags by one product; `entity` as logarithms of probabilities; `frames`: 0, then the predicates, from 1."""
    # One column says how much likelier a word is a predicate than none.
    odds = {kind: graph.state[f"predicate.{kind}"] for kind in ("weight", "bias")}
    parts = {kind: [graph.state[f"tags.{name}.{kind}"] for name in TAGS] for kind in odds}
    weight, bias = (np.concatenate([*parts[kind], odds[kind][1:] - odds[kind][:1]]) for kind in ("weight", "bias"))
    weight = weight.T
    upos, xpos, entity, predicate = graph.split(
        graph.linear(words, "tags", weight, bias), [*(len(labels[name]) for name in TAGS), 1]
    )
    best = [graph.one("ArgMax", scores, axis=-1, keepdims=0) for scores in (upos, xpos)]
    likelier = graph.one("Add", graph.one("Reshape", predicate, graph.constant("line", [-1])), "given")
    mask = graph.one("Greater", likelier, graph.constant("least", np.float32(LEAST)))
    chosen = graph.one("Reshape", graph.one("NonZero", mask), "line")
    # The zero in front, the root's row, is no predicate: a product of no rows at all is not to be had.
    counted = graph.one("Add", chosen, graph.constant("one", np.int64(1)))
    frames = graph.one("Concat", graph.constant("c0", [0]), counted, axis=0)
    return {"upos": best[0], "xpos": best[1], "entity": graph.one("LogSoftmax", entity, axis=-1), "frames": frames}


def sided(graph: Graph, states: str) -> dict[str, tuple[str, str]]:
    """Left and right states of the three pairings, (words + 1, width) each, by one product."""
    names = [f"{pair}.{side}.0" for pair in PAIRS for side in ("left", "right")]
    weight = np.concatenate([graph.state[f"{name}.weight"] for name in names]).T
    bias = np.concatenate([graph.state[f"{name}.bias"] for name in names])
    rows = graph.one("Squeeze", states, "c0")
    parts = graph.split(
        graph.gelu(graph.linear(rows, "sides", weight, bias)), [len(graph.state[f"{name}.bias"]) for name in names]
    )
    return {pair: (parts[2 * i], parts[2 * i + 1]) for i, pair in enumerate(PAIRS)}


def formed(graph: Graph, left: str, pair: str, labels: int) -> tuple[str, str]:
    """Left states times the form: (rows, labels * width) and, for the constant one at the right, (rows, labels)."""
    weight = graph.state[f"{pair}.form.weight"]
    width = weight.shape[0] // labels - 1
    form = weight.reshape(labels, width + 1, width + 1)
    # The form's last column belongs to the constant one at the left: it is the bias of the product.
    columns = np.concatenate([form[:, :width].reshape(-1, width + 1), form[:, width].reshape(-1, width + 1)])
    both = graph.linear(left, f"{pair}.form", columns[:, :width].T, columns[:, width])
    narrow, constant = graph.split(both, [labels * width, labels])
    return narrow, constant


def arcs(graph: Graph, sides: Mapping[str, tuple[str, str]]) -> str:
    """(words, words + 1): how well each word, or the root in front, heads each word."""
    left, right = sides["arc"]
    rows = graph.one("Slice", left, "c1", "big", "c0", "c1")
    form, constant = formed(graph, rows, "arc", 1)
    across = graph.one("Transpose", right, perm=[1, 0])
    return graph.one("Add", graph.one("MatMul", form, across), constant)


def related(graph: Graph, sides: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """What relations are worked out from once heads are known: one label a word instead of one a pair.

    `governed` says what a word is as a dependent, `governing`, (words + 1, width), what it is as a head; the root's
    rows in front mean nothing. Of a biaffine head `governed` is (words + 1, labels * width) and `constant`, (words + 1,
    labels), is added to their product; of a factored one it is (words + 1, width) and `constant`, (width + 1, labels),
    the same for every sentence, turns their product into scores, its last row being added.
    """
    left, right = sides["relation"]
    if "relation.out.weight" in graph.state:
        out = np.concatenate([graph.state["relation.out.weight"].T, graph.state["relation.out.bias"][np.newaxis]])
        return {"governed": left, "constant": graph.constant("relation.out", out), "governing": right}
    labels = graph.state["relation.form.weight"].shape[0] // (len(graph.state["relation.left.0.bias"]) + 1)
    governed, constant = formed(graph, left, "relation", labels)
    return {"governed": governed, "constant": constant, "governing": right}


def roles(graph: Graph, sides: Mapping[str, tuple[str, str]], frames: str) -> tuple[str, str]:
    """The best role of each word under each predicate, (frames, words + 1), and by how much it beats none."""
    left, right = sides["role"]
    width = len(graph.state["role.left.0.bias"])
    labels = graph.state["role.form.weight"].shape[0] // (width + 1)
    form, constant = formed(graph, graph.one("Gather", left, frames, axis=0), "role", labels)
    across = graph.one("Transpose", right, perm=[1, 0])
    blocks = graph.one("Reshape", form, graph.constant("role.blocks", [-1, labels, width]))
    column = graph.one("Reshape", constant, graph.constant("role.column", [-1, labels, 1]))
    scores = graph.one("Add", graph.one("MatMul", blocks, across), column)
    best = graph.one("ArgMax", scores, axis=1, keepdims=0)
    none = graph.one("Gather", scores, graph.constant("zero", np.int64(0)), axis=1)
    return best, graph.one("Sub", graph.one("ReduceMax", scores, "c1", keepdims=0), none)


def finished(graph: Graph, found: Mapping[str, str]) -> onnx.ModelProto:
    """The graph with its inputs and outputs declared."""
    hidden = graph.state["norm.weight"].shape[0]
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.FLOAT, ["pieces", hidden]),
        helper.make_tensor_value_info("shapes", TensorProto.INT64, ["pieces"]),
        helper.make_tensor_value_info("first", TensorProto.INT64, ["rows"]),
        helper.make_tensor_value_info("given", TensorProto.FLOAT, ["words"]),
    ]
    for name in OUTPUTS:
        graph.nodes.append(helper.make_node("Identity", [found[name]], [name]))
    whole = ("upos", "xpos", "frames", "role")
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64 if name in whole else TensorProto.FLOAT, None)
        for name in OUTPUTS
    ]
    made = helper.make_graph(graph.nodes, "reader", inputs, outputs, list(graph.constants.values()))
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=IR, producer_name="coranto")
