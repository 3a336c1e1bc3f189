"""Speed and memory, as ratios in one run on the machine at hand: read them on a quiet one.

    python bench/run.py [--rounds 3]

Prints, for the sample wire read over and over on one core: sentences per CPU-second of the parse alone and of the
whole reading; what the steps after the parse cost as a share of the parse; taking in a page against trafilatura doing
the same; peak memory; and the time a first `coranto --version` and a first reading take.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import trafilatura

from coranto import desk, formats
from coranto.model import Article, Raw, Reading
from coranto.read import STEPS, Tools, tools
from coranto.settings import Settings


def cpu(work: Callable[[], object], rounds: int) -> float:
    """Give the least CPU seconds of several rounds: what the machine can do when nothing else disturbs it."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def layers(articles: list[Article], given: Tools, *, parsed: bool) -> list[Reading]:
    """Run the steps up to the parse (`parsed` false) or all of them."""
    last = len(STEPS) if parsed else 1 + next(i for i, step in enumerate(STEPS) if step.__name__ == "tokens")
    done = []
    for article in articles:
        reading = Reading(article, published=article.published)
        for step in STEPS[:last]:
            reading = step(reading, given)
        done.append(reading)
    return done


def pages(raws: list[Raw], times: int) -> tuple[Callable[[], object], Callable[[], object]]:
    """Give our page reader's work and trafilatura's on the same pages, with the metadata that both can find."""
    ours = [replace(raw, form="html") for raw in raws] * times
    theirs = [raw.body.decode() for raw in raws] * times
    return (
        lambda: [formats.decode(raw) for raw in ours],
        lambda: [trafilatura.bare_extraction(text, with_metadata=True) for text in theirs],
    )


def wall(*arguments: str) -> float:
    """Give the wall seconds of a process of its own."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "coranto", *arguments]
    subprocess.run(command, input=b"Japan condemned the launch.", capture_output=True, check=True)
    return time.perf_counter() - start


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    raws = list(desk.sample())
    articles, _ = desk.decode(raws)
    given = tools(Settings())
    sentences = sum(len(reading.sentences) for reading in layers(articles, given, parsed=False))
    parse = cpu(lambda: layers(articles, given, parsed=False), rounds)
    whole = cpu(lambda: layers(articles, given, parsed=True), rounds)
    ours, theirs = (cpu(work, rounds) for work in pages([raw for raw in raws if b"<html" in raw.body], 20))
    print(f"parse alone            {sentences / parse:8.0f} sentences per CPU-second")
    print(f"text to claims         {sentences / whole:8.0f} sentences per CPU-second")
    print(f"steps after the parse  {(whole - parse) / parse:8.2f} of the parse")
    print(f"pages, against trafilatura in the same run  {theirs / ours:.1f} x as fast")
    print(f"start-up of the program {wall('--version'):.2f} s; of a first reading {wall('read', '-'):.2f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
