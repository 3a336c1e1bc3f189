"""Near copies: signatures against datasketch's MinHash in the same run, what is found, and how the time grows.

    python bench/twins.py [--rounds 3] [--articles 2000] [--many 100000]

Prints signatures per CPU-second of texts of our own, made of the sentences that the reader was trained on, for our
sketch and for datasketch's MinHash with 128 permutations over the same runs of words, both from plain text on; then
recall and precision on copies made from them (cut, with a new first paragraph, with 30 % left under an agency's
credit), among as many strangers that share sentences now and then; then the CPU time to group many articles, and ten
times fewer, from sketches on.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from datasketch import MinHash

from coranto.formats.shingles import SHINGLE, Sketch, signature, sketch
from coranto.formats.twins import twins_of
from coranto.model import Article, Block, Capture, Cell, Grain, Moment, Part, Span, article_id, version_id

NEWS = Path(__file__).parent.parent / "training" / "reader" / "news"
LENGTH = 30
"""Sentences of an article: some 500 words, as reports have."""
PERMUTATIONS = 128
KINDS = ("cut", "new first paragraph", "30 % left")


def sentences() -> list[str]:
    """Our own news sentences, without their labels."""
    lines = [line for path in sorted(NEWS.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [re.sub(r"\[\w+ ([^\]]*)\]", r"\1", line) for line in lines if line and not line.startswith("#")]


def texts(count: int, chance: random.Random) -> list[list[str]]:
    """Articles as lists of sentences. Sentences come again in other articles, as quotations do in the news."""
    known = sentences()
    return [chance.sample(known, LENGTH) for _ in range(count)]


def article(lines: Sequence[str], number: int, agency: str | None = None) -> Article:
    """An article of one site with these paragraphs."""
    from datetime import UTC, datetime

    text = "\n\n".join(lines)
    ends = np.cumsum([len(line) + 2 for line in lines])
    blocks = tuple(
        Block(Part.PARAGRAPH, Span(int(end) - 2 - len(line), int(end) - 2))
        for end, line in zip(ends, lines, strict=True)
    )
    return Article(
        article_id(f"site {number}", f"https://site{number}.example/a", text),
        version_id(text),
        text,
        blocks,
        Capture(None, None, "text", "0" * 64),
        credit=Cell(agency, None) if agency else None,
        published=Moment(datetime(2024, 11, 5, tzinfo=UTC), Grain.DAY, "given"),
    )


def theirs(text: str) -> MinHash:
    """Datasketch's signature of a text, over the same runs of words."""
    words = re.findall(r"\w+", text.casefold())
    found = MinHash(num_perm=PERMUTATIONS)
    found.update_batch({" ".join(words[n : n + SHINGLE]).encode() for n in range(len(words) - SHINGLE + 1)})
    return found


def speed(work: Callable[[str], object], given: Sequence[str], rounds: int) -> float:
    """Texts per CPU-second in the quickest of several rounds."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        for text in given:
            work(text)
        found.append(len(given) / (time.process_time() - start))
    return max(found)


def copies(lines: list[str], kind: str, fresh: list[str]) -> list[str]:
    """What another site made of an article."""
    if kind == "cut":
        return lines[: LENGTH * 2 // 3]
    if kind == "new first paragraph":
        return [*fresh[:2], *lines[1:]]
    return [*fresh[: LENGTH * 7 // 10], *lines[: LENGTH * 3 // 10]]


def quality(count: int, chance: random.Random) -> dict[str, tuple[float, float]]:
    """Recall and precision over pairs, for each kind of copy: half of the articles have one, the others none."""
    given = {}
    for kind in KINDS:
        originals, fresh = texts(count, chance), texts(count, chance)
        agency = "xinhua" if kind == "30 % left" else None
        made = [article(lines, number, agency) for number, lines in enumerate(originals)]
        wanted = set()
        for number in range(0, count, 2):
            copy = article(copies(originals[number], kind, fresh[number]), count + number, agency)
            made.append(copy)
            wanted.add(frozenset((made[number].version, copy.version)))
        groups = twins_of([sketch(one) for one in made])
        found = {frozenset(pair) for group in groups for pair in combinations(group.members, 2)}
        given[kind] = len(found & wanted) / len(wanted), len(found & wanted) / max(len(found), 1)
    return given


def many(count: int) -> list[Sketch]:
    """Sketches of as many articles, a third of them copies in groups of ten, all with their site's furniture."""
    numbers = np.random.default_rng(8)
    made: list[Sketch] = []
    furniture = [numbers.integers(0, 1 << 32, 6, dtype=np.uint32) for _ in range(50)]
    wire = None
    for number in range(count):
        if wire is None or number % 30 >= 10 or number % 30 == 0:
            wire = numbers.integers(0, 1 << 32, 120, dtype=np.uint32)
        runs = np.unique(np.concatenate([wire[: 120 - number % 10], furniture[number % 50]]))
        made.append(Sketch(f"v{number}", f"a{number}", f"e{number}", runs, False, None, None))
    return made


def grouping(count: int) -> tuple[float, int]:
    """CPU seconds to group so many articles, and the number of groups."""
    given = many(count)
    start = time.process_time()
    groups = twins_of(given)
    return time.process_time() - start, len(groups)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--many", type=int, default=100_000)
    args = parser.parse_args()
    chance = random.Random(8)  # noqa: S311 - not for secrets
    given = [" ".join(lines) for lines in texts(args.articles, chance)]
    mine, peer = speed(signature, given, args.rounds), speed(theirs, given, args.rounds)
    print(f"datasketch, {PERMUTATIONS} permutations  {peer:8,.0f} signatures per CPU-second")
    print(f"coranto                      {mine:8,.0f} signatures per CPU-second, {mine / peer:.1f} x datasketch")
    for kind, (recall, precision) in quality(args.articles, chance).items():
        print(f"copies, {kind:20} recall {recall:.3f}, precision {precision:.3f}")
    small, large = grouping(args.many // 10), grouping(args.many)
    print(f"grouping {args.many // 10:9,} articles {small[0]:6.2f} CPU seconds, {small[1]:,} groups")
    print(f"grouping {args.many:9,} articles {large[0]:6.2f} CPU seconds, {large[1]:,} groups")
    return 0


if __name__ == "__main__":
    sys.exit(main())
