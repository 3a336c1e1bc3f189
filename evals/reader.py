"""How well the shipped reader reads.

    python evals/reader.py --data FOLDER --split dev|test [--tier fast] [--fp32 FILE]

`FOLDER` holds `ewt_dev.jsonl.gz`, `gum_dev.jsonl.gz` and so on, one sentence a line (see training/reader/README.md).
Figures, in per cent:

- `upos`, `xpos`, `lemma`, `uas`, `las`: share of tokens right, on gold tokens, punctuation counted, relations
  without their subtypes (`nsubj:pass` as `nsubj`). Lemmas ignore case.
- `names …`: F1 of whole names of one kind, named buildings as places, which is what the treebanks call them.
  `predicates`: F1 of predicate words.
- `arguments`: F1 of (role, head word), the predicates given; `core arguments`: ARG0, ARG1, ARG2 alone.
- `sentences`, `tokens`, `raw las`: F1 from the text of each document, its sentences joined by a space (a line break
  where one ends without a stop, as headings do), cut and read by coranto alone. A relation counts when both words'
  spans, the head and the label agree.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from coranto.nlp import Parse, sentences, tokenize
from coranto.nlp.onnx import OnnxPipeline, open_pipeline

CORPORA = ("ewt", "gum")
GENRES = ("interview", "news", "bio", "voyage", "speech", "conversation", "vlog", "textbook")
"""The genres of GUM that training uses; the others are neither trained nor measured on."""

KINDS = ("PER", "ORG", "LOC")
CORE = ("ARG0", "ARG1", "ARG2")
STOPS = frozenset(".!?…")

Row = dict[str, Any]
Figures = dict[str, float]


def read_rows(path: Path) -> list[Row]:
    """Sentences of one split, of GUM only the measured genres."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if not row["src"].startswith("gum_") or row["src"][4:] in GENRES]


def measure(pipeline: OnnxPipeline, rows: Sequence[Row]) -> Figures:
    """All figures on one split."""
    clock = time.process_time()
    parses = pipeline.parse([row["forms"] for row in rows])
    figures = {"words per second": sum(len(row["forms"]) for row in rows) / (time.process_time() - clock)}
    figures |= tags(rows, parses) | names(rows, parses)
    if any(row["srl"] for row in rows):
        figures |= frames(pipeline, rows, parses)
    return figures | raw(pipeline, rows)


def tags(rows: Sequence[Row], parses: Sequence[Parse]) -> Figures:
    """Tags, lemmas, heads and relations on gold tokens."""
    right: Counter[str] = Counter()
    for row, parse in zip(rows, parses, strict=True):
        for i, form in enumerate(row["forms"]):
            head = parse.head[i] == row["head"][i]
            right["tokens"] += 1
            right["upos"] += parse.upos[i] == row["upos"][i]
            right["xpos"] += parse.xpos[i] == row["xpos"][i]
            right["lemma"] += parse.lemma[i].lower() == (row["lemma"][i] if row["lemma"][i] != "_" else form).lower()
            right["uas"] += head
            right["las"] += head and bare(parse.relation[i]) == bare(row["rel"][i])
    return {name: 100 * right[name] / right["tokens"] for name in ("upos", "xpos", "lemma", "uas", "las")}


def bare(relation: str) -> str:
    """A relation without its subtype."""
    return relation.partition(":")[0]


def names(rows: Sequence[Row], parses: Sequence[Parse]) -> Figures:
    """F1 of names by kind, over the sentences that have names marked up."""
    pairs = [
        (spans(row["ner"]), spans(_as_places(parse.entity)))
        for row, parse in zip(rows, parses, strict=True)
        if row["ner"]
    ]
    figures: Figures = {}
    for kind in KINDS:
        gold = [(i, span) for i, (true, _) in enumerate(pairs) for span in true if span[2] == kind]
        found = [(i, span) for i, (_, said) in enumerate(pairs) for span in said if span[2] == kind]
        figures[f"names {kind}"] = f1(gold, found)
    return figures


def _as_places(entity: Sequence[str]) -> list[str]:
    return [tag.replace("FAC", "LOC") for tag in entity]


def spans(entity: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first, last, kind) of the names in a list of BIO tags."""
    found: list[tuple[int, int, str]] = []
    for i, tag in enumerate(entity):
        if tag.startswith("B-"):
            found.append((i, i, tag[2:]))
        elif tag.startswith("I-") and found and found[-1][1] == i - 1 and found[-1][2] == tag[2:]:
            found[-1] = (found[-1][0], i, tag[2:])
    return found


def f1(gold: Iterable[Any], found: Iterable[Any]) -> float:
    """Harmonic mean of precision and recall, in per cent, of two collections with repeats."""
    true, said = Counter(gold), Counter(found)
    both = (true & said).total()
    return 200 * both / max(1, true.total() + said.total())


def frames(pipeline: OnnxPipeline, rows: Sequence[Row], parses: Sequence[Parse]) -> Figures:
    """Predicates, and arguments with the predicates given."""
    marked = [(row, parse) for row, parse in zip(rows, parses, strict=True) if row["srl"] is not None]
    gold = [[token for token, *_ in row["srl"]] for row, _ in marked]
    given = pipeline.parse([row["forms"] for row, _ in marked], gold)
    true = [
        (i, token, role, head)
        for i, (row, _) in enumerate(marked)
        for token, _, arguments in row["srl"]
        for head, role, *_ in arguments
    ]
    said = [
        (i, predicate.token, role, head)
        for i, parse in enumerate(given)
        for predicate in parse.predicates
        for role, head in predicate.arguments
    ]
    return {
        "predicates": f1(
            ((i, token) for i, tokens in enumerate(gold) for token in tokens),
            ((i, predicate.token) for i, (_, parse) in enumerate(marked) for predicate in parse.predicates),
        ),
        "arguments": f1(true, said),
        "core arguments": f1((a for a in true if a[2] in CORE), (a for a in said if a[2] in CORE)),
    }


def raw(pipeline: OnnxPipeline, rows: Sequence[Row]) -> Figures:
    """Tokens and relations from plain text."""
    true: list[tuple[Any, ...]] = []
    said: list[tuple[Any, ...]] = []
    ends: list[tuple[int, int, int]] = []
    cut_at: list[tuple[int, int, int]] = []
    for number, (_, group) in enumerate(groupby(rows, key=lambda row: (row["src"], row["doc"]))):
        document = list(group)
        text, starts = joined([row["text"] for row in document])
        for row, start in zip(document, starts, strict=True):
            words = [(start + a, start + b) for a, b in zip(row["starts"], row["ends"], strict=True)]
            true.extend((number, *edge) for edge in edges(words, row["head"], row["rel"]))
            ends.append((number, words[0][0], words[-1][1]))
        cuts = [tokenize(text, a, b) for a, b in sentences(text)]
        for cut, parse in zip(cuts, pipeline.parse([[text[a:b] for a, b in cut] for cut in cuts]), strict=True):
            said.extend((number, *edge) for edge in edges(cut, parse.head, parse.relation))
        cut_at.extend((number, cut[0][0], cut[-1][1]) for cut in cuts if cut)
    return {
        "sentences": f1(ends, cut_at),
        "tokens": f1((edge[:2] for edge in true), (edge[:2] for edge in said)),
        "raw las": f1(true, said),
    }


def joined(texts: Sequence[str]) -> tuple[str, list[int]]:
    """The text of a document from its sentences, and where each begins."""
    whole, starts = "", []
    for text in texts:
        starts.append(len(whole))
        whole += text + (" " if text.rstrip("\"'”’) ")[-1:] in STOPS else "\n")
    return whole, starts


def edges(
    words: Sequence[tuple[int, int]], heads: Sequence[int], relations: Sequence[str]
) -> list[tuple[tuple[int, int], tuple[int, int] | None, str]]:
    """(word's span, head's span or None, relation) of a sentence."""
    return [
        (words[i], words[head] if head >= 0 else None, bare(relation))
        for i, (head, relation) in enumerate(zip(heads, relations, strict=True))
    ]


def show(title: str, figures: Figures, beside: Figures) -> None:
    """One block of lines; `beside` stands in a second column."""
    print(title)
    for name, value in figures.items():
        other = f"{beside[name]:12.2f}" if name in beside else ""
        print(f"  {name:18}{value:10.2f}{other}")


def main() -> int:
    """Measure and print; 2 when the data are missing."""
    parser = argparse.ArgumentParser(description="Measure coranto's English reader.")
    parser.add_argument("--data", type=Path, required=True, help="folder with ewt_dev.jsonl.gz and the others")
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--tier", choices=("full", "fast"), default="full")
    parser.add_argument("--fp32", type=Path, help="network in float32 to compare with, shown in a second column")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    paths = {name: args.data / f"{name}_{args.split}.jsonl.gz" for name in CORPORA}
    missing = [str(path) for path in paths.values() if not path.is_file()]
    if missing:
        print(
            f"Missing: {', '.join(missing)}. See training/reader/README.md for where the data come from.",
            file=sys.stderr,
        )
        return 2
    pipeline = open_pipeline(args.threads, args.tier)
    other = open_pipeline(args.threads, args.tier, args.fp32) if args.fp32 and args.fp32.is_file() else None
    print(f"{pipeline.name} {pipeline.digest[:12]}, {args.split}" + (", beside float32" if other else ""))
    for name, path in paths.items():
        rows = read_rows(path)
        show(f"{name} ({len(rows)} sentences)", measure(pipeline, rows), measure(other, rows) if other else {})
    return 0


if __name__ == "__main__":
    sys.exit(main())
