"""Kill a pool that reads a corpus, go on, and compare with a run that nobody disturbed.

    python tools/kill_pool.py [--articles 20000] [--kills 3] [--workers 2] [--others 1] [--units-a-shard 250]

Makes short articles from our own exercise sentences, reads them with `coranto read --to` and ends the program with
SIGKILL so many times, each time after it has finished at least one shard more; then lets it finish, reads the same
corpus again with another number of workers, and compares digests and files. Exit code 1 if they differ, 2 if the
program was done before it could be killed: then take more articles or smaller shards.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click

TEMPLATES = (
    "{a} condemned {b} on {day}, its foreign ministry said.",
    "Troops of {a} shelled a village in {b} and killed {n} people.",
    "{a} and {b} signed a trade agreement in {day}'s talks.",
    "{a} may send {n} soldiers to {b}, officials said.",
    "{a} expelled {n} diplomats of {b} on {day}.",
    "{a} denied that it had fired missiles at {b}.",
)
PARTIES = ("Kenya", "Peru", "Japan", "Norway", "Chad", "Brazil", "Turkey", "Iran", "Ghana", "Nepal", "Cuba", "Oman")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
LONGEST = 3600.0
"""Seconds to wait for one shard more."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The corpus, and how it is cut."""

    corpus: Path
    size: int

    def command(self, folder: Path, workers: int) -> list[str]:
        """The program's call."""
        return [
            *(sys.executable, "-m", "coranto", "read", "--fast", "--from-jsonl", str(self.corpus)),
            *("--to", str(folder), "--workers", str(workers), "--units-a-shard", str(self.size)),
        ]


def write_corpus(path: Path, count: int) -> None:
    """Short articles, no two the same."""
    chance = random.Random(8)  # noqa: S311 - not for secrets
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            told = [
                chance.choice(TEMPLATES).format(
                    a=chance.choice(PARTIES), b=chance.choice(PARTIES), day=chance.choice(DAYS), n=number + 2
                )
                for _ in range(2)
            ]
            row = {"id": f"a{number}", "text": "\n".join(told), "published": f"2024-11-{number % 28 + 1:02}"}
            file.write(json.dumps(row) + "\n")


def notes(folder: Path) -> int:
    """How many shards are finished."""
    return sum(1 for _ in folder.glob("shards/[0-9]*.json"))


def killed(plan: Plan, folder: Path, workers: int) -> bool:
    """Run until one shard more is finished, then kill; False where the program had ended by itself."""
    before = notes(folder)
    program = subprocess.Popen(plan.command(folder, workers), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own program
    until = time.monotonic() + LONGEST
    while notes(folder) <= before and program.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    alive = program.poll() is None
    program.send_signal(signal.SIGKILL)
    program.wait()
    return alive


def finished(plan: Plan, folder: Path, workers: int) -> str:
    """Run to the end and give the digest."""
    subprocess.run(plan.command(folder, workers), check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    record = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return str(record["digest"]) if record["finished"] else "unfinished"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by its name but the manifest, which knows when it was begun: nothing may be left over."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def main() -> int:
    """Kill, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--others", type=int, default=1, help="workers of the run that nobody disturbs")
    parser.add_argument("--units-a-shard", type=int, default=250)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        plan = Plan(Path(scratch, "corpus.jsonl"), args.units_a_shard)
        write_corpus(plan.corpus, args.articles)
        disturbed, quiet = Path(scratch, "disturbed"), Path(scratch, "quiet")
        for kill in range(1, args.kills + 1):
            if not killed(plan, disturbed, args.workers):
                click.echo(f"the program ended before kill {kill}")
                return 2
            click.echo(f"kill {kill}: {notes(disturbed)} shards were finished")
        ours, theirs = finished(plan, disturbed, args.workers), finished(plan, quiet, args.others)
        same = ours == theirs and contents(disturbed) == contents(quiet)
        click.echo(f"killed {args.kills} times, {args.workers} workers: {ours}")
        click.echo(f"undisturbed, {args.others} workers: {theirs}")
        click.echo("the same" if same else "DIFFERENT")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
