"""Our own news sentences: `[KIND words]` around each name, one sentence a line, as tokens with BIO tags.

    python training/reader/news.py --check FILE...

prints every faulty line with its number, and how many sentences and names of each kind there are.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coranto.nlp import tokenize

KINDS = ("PER", "ORG", "LOC", "FAC", "NORP", "ARM", "EVT", "MISC")
"""People, bodies, places, named buildings and works, nationalities and other groups, vessels and weapons, events, and
other names (laws, works, products): the kinds of the entity head."""

LABEL = re.compile(r"\[([A-Z]+) ([^\[\]]+)\]")

Name = tuple[int, int, str]
"""(start, end, kind) in code points of the sentence."""


class FaultError(Exception):
    """A line that cannot be read, in words for its author."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line: its text without the marks, and the names in it."""

    text: str
    names: tuple[Name, ...]


def sentence(line: str) -> Sentence:
    """Read one line; raises `FaultError`."""
    text, names, at = "", [], 0
    for found in LABEL.finditer(line):
        text += line[at : found.start()]
        if found[1] not in KINDS:
            raise FaultError(f"unknown kind {found[1]}")
        names.append((len(text), len(text) + len(found[2]), found[1]))
        text, at = text + found[2], found.end()
    text += line[at:]
    if "[" in text or "]" in text:
        raise FaultError("a bracket that is no label")
    return Sentence(text, tuple(names))


def tags(given: Sentence) -> tuple[list[tuple[int, int]], list[str]]:
    """Tokens, (start, end) each, and their BIO tags; raises `FaultError` where a name begins or ends inside a token."""
    tokens = tokenize(given.text, 0, len(given.text))
    found = ["O"] * len(tokens)
    for start, end, kind in given.names:
        inside = [i for i, (a, b) in enumerate(tokens) if a < end and start < b]
        if not inside or not _whole(given.text, tokens[inside[0]][0], start, end, tokens[inside[-1]][1]):
            raise FaultError(f"the label of “{given.text[start:end]}” begins or ends inside a word")
        for i in inside:
            found[i] = ("B-" if i == inside[0] else "I-") + kind
    return tokens, found


def _whole(text: str, first: int, start: int, end: int, last: int) -> bool:
    """Whether a name fills its tokens, but for a prefix ("anti-Hamas") or the s of a plural ("F-16s")."""
    return (first == start or text[start - 1] in "-–") and (end == last or text[end:last] == "s")


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """(number, line) of all lines that hold a sentence."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def rows(path: Path) -> list[dict[str, Any]]:
    """The sentences of a file in the form of the treebank files, with names only."""
    made = []
    for number, line in lines(path):
        given = sentence(line)
        tokens, found = tags(given)
        made.append({
            "src": "news", "doc": path.stem, "id": f"{path.stem}-{number}", "text": given.text,
            "forms": [given.text[a:b] for a, b in tokens], "ner": found,
        })  # fmt: skip
    return made


Names = dict[str, list[tuple[str, ...]]]
"""Names by kind, each as its tokens."""


def names_in(data: Iterable[dict[str, Any]]) -> Names:
    """All names of sentences, repeats left out."""
    found: dict[str, dict[tuple[str, ...], None]] = {kind: {} for kind in KINDS}
    for row in data:
        for first, last, kind in stretches(row["ner"]):
            found[kind][tuple(row["forms"][first:last])] = None
    return {kind: list(names) for kind, names in found.items()}


def stretches(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first, last + 1, kind) of each name in BIO tags."""
    begins = [i for i, tag in enumerate(tags) if tag.startswith("B-")]
    ends = [next((j for j in range(i + 1, len(tags)) if not tags[j].startswith("I-")), len(tags)) for i in begins]
    return [(i, j, tags[i][2:]) for i, j in zip(begins, ends, strict=True)]


def swapped(row: dict[str, Any], known: Names, chance: random.Random, share: float) -> dict[str, Any]:
    """The sentence with about a `share` of its names replaced by others of their kind.

    Full names of people are put together anew from two. Names then stand in sentences they were not written for, so
    that the reader learns from what stands around a name, and sees more names than anybody would write.
    """
    forms: list[str] = []
    tags: list[str] = []
    at = 0
    for first, last, kind in stretches(row["ner"]):
        forms += row["forms"][at:first]
        tags += row["ner"][at:first]
        old = tuple(row["forms"][first:last])
        new = _other(old, kind, known, chance) if chance.random() < share else old
        forms += new
        tags += [f"B-{kind}", *[f"I-{kind}"] * (len(new) - 1)]
        at = last
    return {**row, "forms": forms + row["forms"][at:], "ner": tags + row["ner"][at:]}


def _other(old: tuple[str, ...], kind: str, known: Names, chance: random.Random) -> tuple[str, ...]:
    """Another name of the kind, in capitals where the old one was; nationalities stay: their form is grammar."""
    if kind == "NORP":
        return old
    new = chance.choice(known[kind])
    if kind == "PER":
        new = _person(old, known[kind], chance)
    loud = all(part == part.upper() for part in old) and sum(map(len, old)) > 3
    return tuple(part.upper() for part in new) if loud else new


def _person(old: tuple[str, ...], people: Sequence[tuple[str, ...]], chance: random.Random) -> tuple[str, ...]:
    """A name as long as the old one or longer: a surname for a surname, a full name for a full one."""
    a, b = chance.choice(people), chance.choice(people)
    if len(old) == 1:
        return a[-1:]
    return (*a[: max(1, len(a) - 1)], b[-1])


def check(path: Path) -> int:
    """Print faults and counts; gives the number of faults."""
    faults, kinds, total = 0, Counter[str](), 0
    for number, line in lines(path):
        total += 1
        try:
            given = sentence(line)
            tags(given)
            kinds.update(kind for _, _, kind in given.names)
        except FaultError as fault:
            faults += 1
            print(f"{path}:{number}: {fault}", file=sys.stderr)
    print(f"{path.name}: {total} sentences, {faults} faults; {dict(kinds.most_common())}")
    return faults


def main() -> int:
    """Check files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", type=Path, nargs="+", required=True, metavar="FILE")
    return 1 if sum([check(path) for path in parser.parse_args().check]) else 0


if __name__ == "__main__":
    sys.exit(main())
