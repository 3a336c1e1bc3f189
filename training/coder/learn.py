"""Train the coder: `python training/coder/learn.py --config FILE [--build FOLDER] --round first|teacher|second`.

The first round learns from coded reports, whose triggers and parties are marked. The exercise book marks neither: the
network that the first round left finds the word that tells each act of it. A `teacher` of twice the depth learns from
both; the second round, from the reader's layers on again, learns from both and from what the teacher answers. Resumes
from `coder-ROUND-last.pt` where there is one. Needs `names.pt` in the reader's build folder (`training/reader/thaw.py`
makes it from the shipped reader).
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from acts import CERTAINTIES, STATUSES, Answer, Case, batches, case, counted, labels, marks, side
from articles import held_out, kept_for_casting, numbered, read_reports
from data import Example, collate, example, recased
from network import Coder
from torch import Tensor
from train import rate, read_config, report, save, vocabulary

from coranto.codebook.exercises import LEARNT, Exercise, exercises
from coranto.nlp import tokenize
from coranto.nlp.pieces import Pieces
from model import Sizes

Config = dict[str, Any]
ROUNDS = ("first", "teacher", "second")


def arguments() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(description="Train coranto's coder.")
    parser.add_argument("--config", type=Path, default=Path("training/coder/coder.toml"))
    parser.add_argument("--build", type=Path, default=Path("build/reader"), help="where checkpoints are")
    parser.add_argument("--round", choices=ROUNDS, required=True)
    return parser.parse_args()


def build(config: Config, args: argparse.Namespace) -> Coder:
    """The network with some of the reader's layers."""
    sizes = Sizes(labels={}, layers=config["model"]["layers"])
    coder = Coder(sizes, labels())
    reader = torch.load(args.build / "names.pt", weights_only=True)["reader"]
    coder.start(reader, config["model"]["from_layers"])
    return coder


def trained(name: str, args: argparse.Namespace) -> Coder:
    """The network that a round left, to be asked."""
    coder = Coder(Sizes(labels={}, layers=read_config(args.config, name)["model"]["layers"]), labels())
    coder.load_state_dict(torch.load(args.build / f"coder-{name}.pt", weights_only=True)["coder"])
    return coder.eval().requires_grad_(False)


def optimiser(coder: Coder, plan: Config) -> torch.optim.AdamW:
    """AdamW, the encoder slower than the heads."""
    encoder = [p for name, p in coder.named_parameters() if name.startswith("layers.")]
    rest = [p for name, p in coder.named_parameters() if name.startswith(("wide.", "told.", "party."))]
    groups = [{"params": encoder, "lr": plan["encoder_rate"]}, {"params": rest, "lr": plan["head_rate"]}]
    return torch.optim.AdamW(groups, weight_decay=plan["decay"], betas=(0.9, 0.98), fused=True)


def told_by(coder: Coder, book: Sequence[Exercise], pieces: Pieces, least: float) -> Iterator[Case]:
    """The exercise book with the word that tells each act: the likeliest for its type, of those still free.

    A sentence one of whose acts no word is likely to tell is left out, since its other words would count as telling
    nothing.
    """
    known = labels()
    kinds = list(dict.fromkeys(name.partition("/")[0] for name in known))
    for one in book:
        sentence = numbers(one.text, pieces)
        with torch.no_grad():
            label = coder(collate([sentence]), torch.zeros((0, 2), dtype=torch.long))[0][0]
            kind = coder.kinds(label).exp()
        free, found = set(range(len(sentence.upos))), list[Answer]()
        for claim in one.claims:
            name = str(claim.type)
            word = max(free, key=lambda at, name=name: kind[at, kinds.index(name)].item(), default=None)
            if word is None or kind[word, kinds.index(name)] < least:
                break
            free.remove(word)
            found.append(
                Answer(
                    word=word,
                    label=known.index(f"{name}/{claim.mode}" if claim.mode else name),
                    status=STATUSES.index(str(claim.status)),
                    certainty=CERTAINTIES.index(str(claim.certainty)),
                    core=True,
                    parties=None,
                    sides=(side(claim.actors), side(claim.recipients)),
                )
            )
        if len(found) == len(one.claims):
            yield Case(sentence, tuple(found))


def numbers(text: str, pieces: Pieces) -> Example:
    """A sentence in numbers."""
    row = {"forms": [text[a:b] for a, b in tokenize(text, 0, len(text))], "ner": None}
    return example(row, {task: {"-": 0} for task in ("upos", "xpos", "relation", "entity", "role")}, pieces)


def learn(coder: Coder, teacher: Coder | None, cases: Sequence[Case], config: Config, args: argparse.Namespace) -> None:
    """The training loop."""
    plan = config["train"]
    optim, begin = optimiser(coder, plan), 0
    checkpoint = args.build / f"coder-{args.round}-last.pt"
    if checkpoint.is_file():
        state = torch.load(checkpoint, weights_only=True)
        coder.load_state_dict(state["coder"])
        optim.load_state_dict(state["optim"])
        begin = state["step"]
    full = [plan["encoder_rate"], plan["head_rate"]]
    order = [
        group
        for epoch in range(plan["epochs"])
        for group in batches(cases, plan["budget"], plan["seed"] * 1000 + epoch)
    ]
    clock, seen = time.monotonic(), 0
    coder.train()
    for step, group in enumerate(order[begin:], begin):
        for target, whole in zip(optim.param_groups, full, strict=True):
            target["lr"] = whole * rate(step, plan["warmup"], len(order))
        torch.manual_seed(plan["seed"] * 100_000 + step)
        losses = one_step(coder, teacher, recased_some(group, plan, step), optim, plan)
        seen += len(group)
        if step % 50 == 0:
            speed = seen / (time.monotonic() - clock)
            report(args.build / f"coder-{args.round}.jsonl", step, len(order), speed, losses)
        if (step + 1) % plan["save_every"] == 0:
            save(checkpoint, coder=coder.state_dict(), optim=optim.state_dict(), step=step + 1)
    save(args.build / f"coder-{args.round}.pt", coder=coder.state_dict(), labels=labels())


def recased_some(group: Sequence[Case], plan: Config, step: int) -> list[Case]:
    """The batch, a few of its sentences in capitals, in lower case or as a headline."""
    chance = random.Random(plan["seed"] * 100_000 + step)  # noqa: S311 - no secret, and repeatable
    return [
        replace(one, sentence=recased(one.sentence, chance)) if chance.random() < plan["recase"] else one
        for one in group
    ]


def one_step(
    coder: Coder, teacher: Coder | None, group: Sequence[Case], optim: torch.optim.AdamW, plan: Config
) -> dict[str, float]:
    """One batch forward, back and applied; losses a task."""
    batch = collate([one.sentence for one in group])
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan["bfloat16"]):
        losses = coder.losses(batch, marks(group, batch.first.shape[1] - 1), teacher, plan["soft"])
    total = torch.stack([plan["weights"][name] * loss for name, loss in losses.items()]).sum()
    total.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(coder.parameters(), plan["clip"])
    optim.step()
    optim.zero_grad(set_to_none=True)
    return {name: loss.item() for name, loss in losses.items()}


@torch.no_grad()
def measure(coder: Coder, cases: Sequence[Case]) -> dict[str, float]:
    """Shares on cases: acts found at their word with their type, and of all acts their type, status and certainty."""
    coder.eval()
    right: dict[str, float] = dict.fromkeys(("acts", "given", "found", "type", "label", "status", "certainty"), 0.0)
    sides = [0.0, 0.0, 0.0]
    for group in batches(cases, 4000, None):
        batch = collate([one.sentence for one in group])
        wanted = marks(group, batch.first.shape[1] - 1)
        label, status, certainty, *_, pairs = coder(batch, wanted.acts)
        kind, told = coder.kinds(label), wanted.status >= 0
        gold = coder.of.argmax(1)[wanted.label.clamp(min=0)]
        best = kind.argmax(-1)
        right["acts"] += told.sum().item()
        right["given"] += ((best > 0) & (wanted.label >= 0)).sum().item()
        right["found"] += ((best == gold) & told).sum().item()
        right["type"] += ((kind[..., 1:].argmax(-1) + 1 == gold) & told).sum().item()
        right["label"] += ((label[..., 1:].argmax(-1) + 1 == wanted.label) & told).sum().item()
        right["status"] += ((status.argmax(-1) == wanted.status) & told).sum().item()
        right["certainty"] += ((certainty.argmax(-1) == wanted.certainty) & told).sum().item()
        add(sides, (pairs > 0), wanted.parties)
    acts, given, found = (right.pop(name) for name in ("acts", "given", "found"))
    shares = {name: count / max(1, acts) for name, count in right.items()}
    return {"precision": found / max(1, given), "recall": found / max(1, acts)} | shares | {
        "party words F1": 2 * sides[0] / max(1, sides[1] + sides[2])
    }  # fmt: skip


def add(sides: list[float], said: Tensor, wanted: Tensor) -> None:
    """Count words said and meant to name a party."""
    real = wanted >= 0
    sides[0] += (said & (wanted > 0) & real).sum().item()
    sides[1] += (said & real).sum().item()
    sides[2] += ((wanted > 0) & real).sum().item()


def main() -> None:
    """Read, learn, measure on the reports held back."""
    args = arguments()
    config = read_config(args.config, args.round)
    torch.set_num_threads(config["train"]["threads"])
    torch.manual_seed(config["train"]["seed"])
    pieces, known = vocabulary(), labels()
    found = read_reports(Path(config["data"]["reports"]))
    held = [report for report in found if held_out(report)]
    later = {id(one) for number, one in numbered(found) if args.round == "first" and kept_for_casting(number, one)}
    learnt = [report for report in found if not held_out(report) and id(report) not in later]
    cases = [case(told, pieces, known) for one in learnt for told in one.told]
    coder = build(config, args)
    if args.round != "first":
        book = exercises(LEARNT, Path(config["data"]["book"]))
        found = list(told_by(trained("first", args), book, pieces, config["train"]["least"]))
        print(f"{len(found)} of {len(book)} sentences of the book")
        cases += found
    cases = [one for one in cases if len(one.sentence.pieces) <= config["train"]["longest"]]
    print(f"{len(cases)} sentences: {counted(cases, known)}", flush=True)
    learn(coder, trained("teacher", args) if config["train"]["soft"] else None, cases, config, args)
    for name, share in measure(coder, [case(told, pieces, known) for one in held for told in one.told]).items():
        print(f"{name:16}{100 * share:6.1f}")


if __name__ == "__main__":
    main()
