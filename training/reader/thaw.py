"""The shipped networks as checkpoints: `python training/reader/thaw.py [--build build/reader]`.

Writes `names.pt` and `trim.pt` from `reader.onnx` and `fast.onnx`, so that a later stage can be run, or another
network begun from layers of the reader, without the hours of the stages before. Weights come back as 8 bits have them,
which cost 0.03 LAS on the test data; whoever wants the last bit trains from the first stage on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from export import FILES
from graph import PAIRS, TAGS
from numpy.typing import NDArray
from onnx import numpy_helper
from train import save

from model import Sizes

DATA = Path("src/coranto/nlp/data")

Array = NDArray[np.float32]


def state_of(network: Path) -> dict[str, Array]:
    """A checkpoint's arrays, as `graph.network` took them in, without the word vectors."""
    held = {one.name: numpy_helper.to_array(one) for one in onnx.load(network).graph.initializer}
    # Places beyond the longest window are not shipped, and no sentence of training reaches them.
    places = np.zeros((Sizes(labels={}).positions, held["places"].shape[1]), dtype=np.float32)
    places[: len(held["places"])] = held["places"]
    found: dict[str, Array] = {"places.weight": places, "shapes.weight": held["shapes.weight"]}
    for name in sorted({name.rpartition(".")[0] for name in held if name.startswith(("norm.", "layers."))}):
        weight, bias = (
            _linear(held, name) if f"{name}.scale" in held else (held[f"{name}.weight"], held[f"{name}.bias"])
        )
        found |= {f"{name}.weight": weight.T, f"{name}.bias": bias}
    names = [*(f"tags.{name}" for name in TAGS), "predicate"]
    found |= _parted(held, "tags", dict(zip(names, _splits(network, "tags"), strict=True)))
    for kind in ("weight", "bias"):  # what is shipped says how much likelier a predicate is than none
        found[f"predicate.{kind}"] = np.concatenate(
            [np.zeros_like(found[f"predicate.{kind}"]), found[f"predicate.{kind}"]]
        )
    sides = [f"{pair}.{side}.0" for pair in PAIRS for side in ("left", "right")]
    found |= _parted(held, "sides", dict(zip(sides, _splits(network, "sides"), strict=True)))
    for pair in PAIRS:
        if f"{pair}.out" in held:
            found |= {f"{pair}.out.weight": held[f"{pair}.out"][:-1].T, f"{pair}.out.bias": held[f"{pair}.out"][-1]}
        else:
            found[f"{pair}.form.weight"] = _form(held, pair, len(found[f"{pair}.left.0.bias"]))
    return found


def _linear(held: Mapping[str, Array], name: str) -> tuple[Array, Array]:
    """(inputs, outputs) and (outputs): a layer's weight and bias, scaled back."""
    return held[f"{name}.weight"].astype(np.float32) * held[f"{name}.scale"], held[f"{name}.bias"]


def _parted(held: Mapping[str, Array], name: str, sizes: Mapping[str, int]) -> dict[str, Array]:
    """Several layers that were run as one product, apart again."""
    weight, bias = _linear(held, name)
    cuts = np.cumsum(list(sizes.values()))[:-1]
    rows, ends = np.split(weight.T, cuts), np.split(bias, cuts)
    found = {}
    for part, row, end in zip(sizes, rows, ends, strict=True):
        found |= {f"{part}.weight": row, f"{part}.bias": end}
    return found


def _splits(network: Path, source: str) -> list[int]:
    """The sizes into which the graph cuts what the layer `source` gives, straight or through a GELU."""
    graph = onnx.load(network).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    name = next(node.output[0] for node in graph.node if f"{source}.weight" in node.input)
    for node in graph.node:
        if name in node.input and node.op_type == "Gelu":
            name = node.output[0]
        elif name in node.input and node.op_type == "Split":
            return [int(size) for size in held[node.input[1]]]
    raise ValueError(f"{network}: nothing cuts {source}")


def _form(held: Mapping[str, Array], pair: str, width: int) -> Array:
    """A pairing's form, (labels * (width + 1), width + 1), from the product that `graph.formed` made of it."""
    weight, bias = _linear(held, f"{pair}.form")
    columns = np.concatenate([weight.T, bias[:, None]], 1)
    labels = len(columns) // (width + 1)
    left, constant = columns[: labels * width], columns[labels * width :]
    form = np.concatenate([left.reshape(labels, width, width + 1), constant[:, None]], 1)
    return form.reshape(labels * (width + 1), width + 1)


def main() -> None:
    """Thaw both networks."""
    parser = argparse.ArgumentParser(description="Checkpoints from the shipped networks.")
    parser.add_argument("--build", type=Path, default=Path("build/reader"))
    args = parser.parse_args()
    args.build.mkdir(parents=True, exist_ok=True)
    labels = json.loads((DATA / "labels.json").read_text(encoding="utf-8"))
    with np.load(DATA / "words.npz") as words:
        vectors = words["rows"] * words["scale"]
    for stage, name in FILES.items():
        arrays = {**state_of(DATA / f"{name}.onnx"), "words.weight": vectors}
        reader = {key: torch.from_numpy(np.array(value, dtype=np.float32)) for key, value in arrays.items()}
        save(args.build / f"{stage}.pt", reader=reader, labels=labels, step=0)
        print(f"{args.build / f'{stage}.pt'}: {len(reader)} arrays")


if __name__ == "__main__":
    main()
