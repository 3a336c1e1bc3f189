"""Checkpoints to package data: `python training/reader/export.py --config FILE --data FOLDER`.

Writes `reader.onnx` and `fast.onnx` (8-bit weights), `words.npz`, `vocab.txt`, `labels.json`, `lemmas.json.gz`, and, in
the build folder only, `reader-fp32.onnx` and `fast-fp32.onnx`, which `evals/reader.py` compares with.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from data import TASKS
from graph import network
from lemmas import verbs_of, write_lemmas
from train import checked, read_config, training_rows

from coranto.nlp.onnx import LONGEST
from model import Sizes, encoder_folder

FILES = {"names": "reader", "trim": "fast"}
"""The stages whose networks are shipped, and what their files are called."""


MEAN = {"trim": ("hone", 0.35)}
"""Stages whose weights are shipped as a mean with those of a later one, which has this share (Izmailov et al. 2018,
https://arxiv.org/abs/1803.05407), but for weights that the later one has in another shape: 88.9 LAS on development
data, where `trim` alone has 88.7 and `hone` 88.6. Going on from the mean for another epoch gave 88.7."""


def weights(stage: str, build: Path) -> dict[str, Any]:
    """A stage's checkpoint, averaged where `MEAN` says so and the other stage is there."""
    state: dict[str, Any] = torch.load(build / f"{stage}.pt", weights_only=True)
    later, share = MEAN.get(stage, (stage, 0.0))
    if not share or not (build / f"{later}.pt").is_file():
        return state
    other = torch.load(build / f"{later}.pt", weights_only=True)["reader"]
    fits = {name for name, value in state["reader"].items() if name in other and other[name].shape == value.shape}
    state["reader"] = {
        name: (1 - share) * value + share * other[name] if name in fits else value
        for name, value in state["reader"].items()
    }
    return state


def written(stage: str, build: Path, out: Path) -> dict[str, Any]:
    """Write one network in 8 bits, and in float32 for comparison; gives its checkpoint."""
    state = weights(stage, build)
    arrays = {name: value.numpy() for name, value in state["reader"].items() if name != "words.weight"}
    for eight, path in ((True, out / f"{FILES[stage]}.onnx"), (False, build / f"{FILES[stage]}-fp32.onnx")):
        onnx.save(network(arrays, state["labels"], Sizes(labels={}).heads, LONGEST, eight=eight), path)
    return state


def write_words(weight: torch.Tensor, path: Path) -> None:
    """Word vectors, which no stage changes, as 8-bit whole numbers with one scale a row."""
    rows = weight.numpy()
    scale = np.maximum(np.abs(rows).max(1, keepdims=True), 1e-8) / 127
    np.savez(path, rows=np.rint(rows / scale).astype(np.int8), scale=scale.astype(np.float32))


def main() -> None:
    """Load the checkpoints, write everything."""
    parser = argparse.ArgumentParser(description="Export coranto's English reader.")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--build", type=Path, default=Path("build/reader"))
    parser.add_argument("--stages", nargs="+", choices=sorted(FILES), default=sorted(FILES))
    parser.add_argument("--out", type=Path, default=Path("src/coranto/nlp/data"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    states = [written(stage, args.build, args.out) for stage in args.stages]
    known = states[0]["labels"]
    write_words(states[0]["reader"]["words.weight"], args.out / "words.npz")
    (args.out / "labels.json").write_text(json.dumps({task: known[task] for task in TASKS}, indent=1) + "\n")
    (args.out / "vocab.txt").write_bytes((encoder_folder() / "vocab.txt").read_bytes())
    config = read_config(args.config, "names")
    frames = checked(args.data / config["data"]["frames"], config["data"]["sha256"]["frames"])
    write_lemmas(training_rows(config, args.data), verbs_of(frames), args.out / "lemmas.json.gz")


if __name__ == "__main__":
    main()
