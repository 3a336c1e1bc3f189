"""All yardsticks in one go, each against its floor.

    python evals/run.py --data ../shared

A score below its floor in floors.json ends with exit code 1. Floors may only rise: raise them by hand, in the commit
that earns it. `at most` floors hold for what should be few (traps, invented dates, misses). Test splits and
the cases held back are not here: they are scored by hand, in final runs, and never selected on.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import cases
import reports
import seed
from common import data_folder

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
Measured = tuple[Mapping[str, float], str]


def scripted(name: str, *folders: str, data: Path, given: tuple[str, ...] = ()) -> Measured:
    """Run a yardstick that is a program of its own; a score is the last number of the line that its name begins."""
    command = [sys.executable, str(HERE / name), *given, "--data", str(data.joinpath(*folders))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report = done.stdout + done.stderr
    scores: dict[str, float] = {"failed": float(done.returncode != 0)}
    for label, number in re.findall(r"^ *([A-Za-z][A-Za-z ]*?)(?: {2,}| (?=P )).*?([\d.]+)$", report, re.MULTILINE):
        scores.setdefault(label, float(number))
    return scores, report


YARDSTICKS: Mapping[str, Callable[..., Measured]] = {
    "seed": seed.measure,
    "cases": lambda data: cases.measure(data, held_back=False),
    "reports": lambda data: reports.measure(),  # noqa: ARG005 - ours, and so needs no folder
    "petrarch": partial(scripted, "petrarch.py"),
    "reader": partial(scripted, "reader.py", "data", "train", "reader"),
    "times": partial(scripted, "times.py", "data"),
    "places": partial(scripted, "layers.py", given=("places",)),
    "mentions": partial(scripted, "layers.py", given=("mentions",)),
    "attributions": partial(scripted, "layers.py", given=("attributions",)),
    "feeds": partial(scripted, "feeds.py", "data", "dev", "feedparser-suite"),
    "pages": partial(scripted, "pages.py", "data", "dev", "fundus_pages"),
    "wires": partial(scripted, "wires.py"),
    "hostile": partial(scripted, "hostile.py", "data", "hostile"),
    "addresses": partial(scripted, "addresses.py", "data", "hostile", "ada-wpt-url"),
    "robots": partial(scripted, "robots.py", "data", "dev", "robots-google"),
    "hostile markup": partial(scripted, "markup.py", "data", "hostile"),
}


def faults(name: str, scores: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Give a line for each score that is missing or on the wrong side of its floor."""
    found = []
    for floor, bound in floors.items():
        score = scores.get(floor.removesuffix(" at most"))
        if score is None or (score > bound if floor.endswith(" at most") else score < bound):
            found.append(f"{name}: {floor} {bound}, measured {score}")
    return found


def main() -> int:
    """Print every report, then what fell below its floor."""
    data = data_folder(__doc__)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    fallen: list[str] = []
    for name, measure in YARDSTICKS.items():
        scores, report = measure(data=data)
        print(f"== {name}\n{report}", flush=True)
        fallen += faults(name, scores, floors.get(name, {}))
    print("\n".join(fallen) or "no score is below its floor")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
