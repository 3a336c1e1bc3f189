"""Train the English reader: `python training/reader/train.py --config training/reader/reader.toml --data FOLDER`.

Resumes from `build/reader/last.pt` when there is one; writes `build/reader/reader.pt` at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from data import TASKS, Example, batches, collate, example, labels, recased, rows, sha256
from torch import Tensor

from coranto.nlp.pieces import Pieces, read_vocabulary
from model import Reader, Sizes, encoder_folder, load_encoder

Config = dict[str, Any]


def arguments() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(description="Train coranto's English reader.")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds reader/*.jsonl.gz")
    parser.add_argument("--build", type=Path, default=Path("build/reader"), help="where checkpoints go")
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps (to measure speed)")
    return parser.parse_args()


def read_config(path: Path) -> Config:
    """The TOML file as a dictionary."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def vocabulary() -> Pieces:
    """The encoder's pieces."""
    return Pieces(read_vocabulary((encoder_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()))


def checked(path: Path, sha: str) -> Path:
    """The path, once the file is there and is the one recorded; otherwise ends with a word on where to get it."""
    if not path.is_file():
        sys.exit(f"Training data missing: {path}. See training/reader/README.md for where they come from.")
    if sha256(path) != sha:
        sys.exit(f"{path}: not the file this recipe was made with (SHA-256 differs)")
    return path


def training_rows(config: Config, folder: Path) -> list[dict[str, Any]]:
    """Training sentences, after checking that the files are the ones recorded."""
    data = config["data"]
    paths = [checked(folder / data["folder"] / f"{name}.jsonl.gz", data["sha256"][name]) for name in data["train"]]
    return [row for path in paths for row in rows(path, data["genres"])]


def build(config: Config, known: dict[str, list[str]]) -> Reader:
    """An untrained network of the configured widths."""
    return Reader(Sizes(labels={task: len(known[task]) for task in TASKS}, **config["model"]))


def optimiser(reader: Reader, config: Config) -> torch.optim.AdamW:
    """AdamW, the encoder slower than the heads; no decay on vectors (biases, norms)."""
    plan = config["train"]
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, weight in reader.named_parameters():
        if weight.requires_grad:
            encoder = name.startswith(("places", "norm", "layers"))
            rate = plan["encoder_rate"] if encoder else plan["head_rate"]
            groups.setdefault((rate, plan["decay"] if weight.dim() > 1 else 0.0), []).append(weight)
    return torch.optim.AdamW(
        [{"params": weights, "lr": rate, "weight_decay": decay} for (rate, decay), weights in groups.items()],
        betas=(0.9, 0.98),
        fused=True,
    )


def rate(step: int, warmup: int, last: int) -> float:
    """Share of the full learning rate: up over the warm-up, then down in a line to nought at the last step."""
    return min((step + 1) / warmup, max(0.0, (last - step) / max(1, last - warmup)))


def plan(examples: list[Example], config: Config, begin: int) -> Iterator[tuple[int, list[Example]]]:
    """(step, batch) over all epochs from step `begin`; the order depends on the seed alone, so a run can resume."""
    settings, step = config["train"], 0
    for epoch in range(settings["epochs"]):
        for group in batches(examples, settings["budget"], settings["seed"] * 1000 + epoch):
            if step >= begin:
                chance = random.Random(settings["seed"] * 100_000 + step)  # noqa: S311 - no secret, and repeatable
                yield step, [recased(e, chance) if chance.random() < settings["recase"] else e for e in group]
            step += 1


def count_steps(examples: list[Example], config: Config) -> int:
    """Steps in all epochs."""
    settings = config["train"]
    return sum(
        1
        for epoch in range(settings["epochs"])
        for _ in batches(examples, settings["budget"], settings["seed"] * 1000 + epoch)
    )


def save(path: Path, **content: Any) -> None:
    """Write a checkpoint whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(content, part)
    part.replace(path)


def learn(reader: Reader, examples: list[Example], config: Config, known: dict[str, list[str]], args: Any) -> None:
    """The training loop."""
    settings, last = config["train"], count_steps(examples, config)
    optim, begin, checkpoint = optimiser(reader, config), 0, args.build / "last.pt"
    if checkpoint.is_file():
        state = torch.load(checkpoint, weights_only=True)
        reader.load_state_dict(state["reader"])
        optim.load_state_dict(state["optim"])
        begin = state["step"]
    full = [group["lr"] for group in optim.param_groups] if not begin else state["full"]
    clock, seen = time.monotonic(), 0
    for step, group in plan(examples, config, begin):
        for target, whole in zip(optim.param_groups, full, strict=True):
            target["lr"] = whole * rate(step, settings["warmup"], last)
        torch.manual_seed(settings["seed"] * 100_000 + step)
        found = one_step(reader, group, optim, settings)
        seen += len(group)
        if step % 50 == 0:
            report(step, last, seen / (time.monotonic() - clock), found, args.build)
        if (step + 1) % settings["save_every"] == 0:
            save(
                checkpoint, reader=reader.state_dict(), optim=optim.state_dict(), step=step + 1, full=full, labels=known
            )
        if args.steps and step + 1 - begin >= args.steps:
            return
    save(args.build / "reader.pt", reader=reader.state_dict(), labels=known, step=last)


def one_step(
    reader: Reader, group: list[Example], optim: torch.optim.AdamW, settings: dict[str, Any]
) -> dict[str, float]:
    """One batch forward, back and applied; losses a task."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings["bfloat16"]):
        losses = reader.losses(collate(group))
    total = torch.stack([settings["weights"][name] * loss for name, loss in losses.items()]).sum()
    total.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(reader.parameters(), settings["clip"])
    optim.step()
    optim.zero_grad(set_to_none=True)
    return {name: loss.item() for name, loss in losses.items()}


def report(step: int, last: int, speed: float, losses: dict[str, float], folder: Path) -> None:
    """One line to the screen and to the log."""
    line = {"step": step, "of": last, "sentences_per_second": round(speed, 1)}
    text = json.dumps(line | {name: round(loss, 3) for name, loss in losses.items()})
    print(text, flush=True)
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(text + "\n")


def main() -> None:
    """Read, build, learn."""
    args = arguments()
    config = read_config(args.config)
    args.build.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(config["train"]["threads"])
    torch.manual_seed(config["train"]["seed"])
    data = training_rows(config, args.data)
    known = labels(data, config["data"]["least_role"])
    index = {task: {name: i for i, name in enumerate(names)} for task, names in known.items()}
    pieces = vocabulary()
    examples = [example(row, index, pieces) for row in data]
    examples = [e for e in examples if len(e.pieces) <= config["train"]["longest"]]
    reader = build(config, known)
    load_encoder(reader)
    reader.train()
    print(f"{len(examples)} sentences, {sum(len(e.pieces) for e in examples)} pieces", flush=True)
    learn(reader, examples, config, known, args)


if __name__ == "__main__":
    main()
