"""Train the English reader: `python training/reader/train.py --config FILE --data FOLDER --stage STAGE`.

Eight stages, each of which starts from what the one before left in the build folder: `trees` learns from the treebanks,
`names` goes on with our own news sentences beside them, `fast` teaches a smaller network what `names` knows; `polish`,
`finish` and `close` go on with that, each from a fresh learning rate, with more text and the larger network's word
vectors as a goal; `trim` and `hone` do the same with a network made smaller still. A stage resumes from
`STAGE-last.pt` when there is one and writes `STAGE.pt` at the end.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from data import TASKS, Example, Row, batches, collate, example, label_lists, one_scheme, recased, rows, sha256
from news import Names, names_in, swapped
from news import rows as news_rows
from torch import Tensor

from coranto.nlp import tokenize
from coranto.nlp.pieces import Pieces, read_vocabulary
from model import Reader, Sizes, cut, encoder_folder, load_encoder, taught

Config = dict[str, Any]
PARTS = ("model", "train")
"""What a stage can say otherwise than the rest of the file."""
Labels = dict[str, list[str]]

STAGES = ("trees", "names", "fast", "polish", "finish", "close", "trim", "hone")
BEFORE = dict(zip(STAGES[1:], STAGES, strict=False))
"""The stage that each goes on from."""
TEACHER = "names"
"""The stage whose network teaches those after it."""


def arguments() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(description="Train coranto's English reader.")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds reader/*.jsonl.gz")
    parser.add_argument("--stage", choices=STAGES, required=True)
    parser.add_argument("--build", type=Path, default=Path("build/reader"), help="where checkpoints go")
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps (to measure speed)")
    return parser.parse_args()


def read_config(path: Path, stage: str) -> Config:
    """The TOML file, what it says of the stage laid over what it says of the one it is like, and that over the rest."""
    whole: Config = tomllib.loads(path.read_text(encoding="utf-8"))
    own = whole.get(stage, {})
    below = read_config(path, own["like"]) if "like" in own else whole
    parts = {part: {**below[part], **own.get(part, {})} for part in PARTS}
    return {**whole, **{name: value for name, value in own.items() if name not in PARTS}, **parts}


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


@dataclass(frozen=True, slots=True)
class Pupil:
    """The network that learns, and the one that it learns from where there is one."""

    reader: Reader
    teacher: Reader | None


@dataclass(frozen=True, slots=True)
class Course:
    """What is learnt from: treebank sentences, the same in every epoch, and news sentences, whose names change."""

    trees: list[Example]
    news: list[Row]
    names: Names
    labels: Labels
    pieces: Pieces

    def epoch(self, number: int, config: Config) -> list[Example]:
        """All sentences of one epoch; depends on the seed and the number alone."""
        settings = config["train"]
        chance = random.Random(settings["seed"] * 1000 + number)  # noqa: S311 - no secret, and repeatable
        rows = [
            swapped(row, self.names, chance, settings["swap"]) if chance.random() < settings["swapped"] else row
            for row in self.news
        ]
        found = [*self.trees, *(example(row, numbered(self.labels), self.pieces) for row in rows)]
        return [one for one in found if len(one.pieces) <= settings["longest"]]


def numbered(labels: Labels) -> dict[str, dict[str, int]]:
    """The number of each label of each task."""
    return {task: {name: i for i, name in enumerate(names)} for task, names in labels.items()}


def plan(course: Course, config: Config, begin: int) -> Iterator[tuple[int, list[Example]]]:
    """(step, batch) over all epochs from step `begin`; the order depends on the seed alone, so a run can resume."""
    settings, step = config["train"], 0
    for epoch in range(settings["epochs"]):
        for group in batches(course.epoch(epoch, config), settings["budget"], settings["seed"] * 1000 + epoch):
            if step >= begin:
                chance = random.Random(settings["seed"] * 100_000 + step)  # noqa: S311 - no secret, and repeatable
                yield step, [recased(e, chance) if chance.random() < settings["recase"] else e for e in group]
            step += 1


def count_steps(course: Course, config: Config) -> int:
    """Steps in all epochs."""
    settings = config["train"]
    return sum(
        1
        for epoch in range(settings["epochs"])
        for _ in batches(course.epoch(epoch, config), settings["budget"], settings["seed"] * 1000 + epoch)
    )


def save(path: Path, **content: Any) -> None:
    """Write a checkpoint whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(content, part)
    part.replace(path)


def learn(pupil: Pupil, course: Course, config: Config, args: argparse.Namespace) -> None:
    """The training loop."""
    reader = pupil.reader
    settings, last = config["train"], count_steps(course, config)
    optim, begin, checkpoint = optimiser(reader, config), 0, args.build / f"{args.stage}-last.pt"
    if checkpoint.is_file():
        state = torch.load(checkpoint, weights_only=True)
        reader.load_state_dict(state["reader"])
        optim.load_state_dict(state["optim"])
        begin = state["step"]
    full = [group["lr"] for group in optim.param_groups] if not begin else state["full"]
    clock, seen = time.monotonic(), 0
    for step, group in plan(course, config, begin):
        for target, whole in zip(optim.param_groups, full, strict=True):
            target["lr"] = whole * rate(step, settings["warmup"], last)
        torch.manual_seed(settings["seed"] * 100_000 + step)
        found = one_step(pupil, group, optim, settings)
        seen += len(group)
        if step % 50 == 0:
            report(args.build / f"{args.stage}.jsonl", step, last, seen / (time.monotonic() - clock), found)
        if (step + 1) % settings["save_every"] == 0:
            state = {"reader": reader.state_dict(), "optim": optim.state_dict(), "full": full}
            save(checkpoint, **state, step=step + 1, labels=course.labels)
        if args.steps and step + 1 - begin >= args.steps:
            return
    save(args.build / f"{args.stage}.pt", reader=reader.state_dict(), labels=course.labels, step=last)


def one_step(
    pupil: Pupil, group: list[Example], optim: torch.optim.AdamW, settings: dict[str, Any]
) -> dict[str, float]:
    """One batch forward, back and applied; losses a task."""
    reader, teacher = pupil.reader, pupil.teacher
    batch = collate(group)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings["bfloat16"]):
        losses = reader.losses(batch) if teacher is None else taught(reader, teacher, batch, settings["soft"])
    weights = {**settings["weights"], "vectors": settings["vectors"]}
    total = torch.stack([weights[name] * loss for name, loss in losses.items()]).sum()
    total.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(reader.parameters(), settings["clip"])
    optim.step()
    optim.zero_grad(set_to_none=True)
    return {name: loss.item() for name, loss in losses.items()}


def report(log: Path, step: int, last: int, speed: float, losses: dict[str, float]) -> None:
    """One line to the screen and to the log."""
    line = {"step": step, "of": last, "sentences_per_second": round(speed, 1)}
    text = json.dumps(line | {name: round(loss, 3) for name, loss in losses.items()})
    print(text, flush=True)
    with log.open("a", encoding="utf-8") as lines:
        lines.write(text + "\n")


def course_of(config: Config, folder: Path) -> Course:
    """Sentences and label lists of a stage; only stages with `news` look at our own."""
    data = training_rows(config, folder)
    news = [row for path in sorted(Path(config["data"]["news"]).glob("*.txt")) for row in news_rows(path)]
    groups = frozenset(form.lower() for form, *more in names_in(news)["NORP"] if not more)
    labels = label_lists(data, config["data"]["least_role"])
    pieces = vocabulary()
    names = names_in(news)
    places = [tuple(word for word in re.split(r"(-)|\s", place) if word) for place in gazetteer()]
    names["LOC"] += chance_sample(places, len(names["LOC"]))
    trees = [example(row, numbered(labels), pieces) for row in one_scheme(data, groups)]
    if config["train"]["plain"]:
        trees += [example(row, numbered(labels), pieces) for row in plain_rows(config, folder)]
    return Course(trees, news if config["train"]["news"] else [], names, labels, pieces)


def plain_rows(config: Config, folder: Path) -> list[Row]:
    """Sentences without any label, for which the larger network's answers are all there is to learn."""
    paths = [path for pattern in config["data"]["own"] for path in sorted(Path().glob(pattern))]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    held = [line.removeprefix("^ ") for line in lines if line.strip() and line[0] not in "#=~@"]
    path = folder / config["data"]["plain"]
    with path.open(encoding="utf-8-sig", newline="") as lines:
        held += [row["text"] for row in csv.DictReader(lines)]
    cuts = [[text[a:b] for a, b in tokenize(text, 0, len(text))] for text in held]
    return [{"src": "plain", "forms": forms, "ner": None} for forms in cuts if forms]


def gazetteer() -> list[str]:
    """Names of towns all over the world, from the codebook."""
    path = Path("src/coranto/codebook/data/places/cities.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [row["name"] for row in csv.DictReader(lines)]


def chance_sample(items: list[tuple[str, ...]], count: int) -> list[tuple[str, ...]]:
    """So many of the items, the same each time."""
    return random.Random(0).sample(items, min(count, len(items)))  # noqa: S311 - no secret, and repeatable


def started(config: Config, labels: Labels, args: argparse.Namespace) -> Pupil:
    """The network of a stage with the weights it starts from, and the teacher where there is one."""
    reader = build(config, labels)
    before = BEFORE.get(args.stage)
    if before is None:
        load_encoder(reader)
        return Pupil(reader, None)
    larger = finished(before, labels, args)
    if args.stage == TEACHER:
        reader.load_state_dict(larger.state_dict())
        reader.words.weight.requires_grad_(False)
        return Pupil(reader, None)
    cut(reader, larger, config.get("from_layers", range(len(reader.layers))))
    teacher = larger if before == TEACHER else finished(TEACHER, labels, args)
    return Pupil(reader, teacher.eval().requires_grad_(False))


def finished(stage: str, labels: Labels, args: argparse.Namespace) -> Reader:
    """The network that a stage left behind."""
    reader = build(read_config(args.config, stage), labels)
    reader.load_state_dict(torch.load(args.build / f"{stage}.pt", weights_only=True)["reader"])
    return reader


def main() -> None:
    """Read, build, learn."""
    args = arguments()
    config = read_config(args.config, args.stage)
    args.build.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(config["train"]["threads"])
    torch.manual_seed(config["train"]["seed"])
    course = course_of(config, args.data)
    pupil = started(config, course.labels, args)
    pupil.reader.train()
    print(f"{len(course.trees)} treebank sentences, {len(course.news)} news sentences", flush=True)
    learn(pupil, course, config, args)


if __name__ == "__main__":
    main()
