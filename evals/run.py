"""All yardsticks in one go, each against its floor.

    python evals/run.py --data ../shared

A score below its floor in floors.json ends with exit code 1. Floors may only rise: raise them by hand, in the commit
that earns it. `at most` floors hold for what should be few (traps, invented dates, misses).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import cases
import seed
from common import data_folder

FLOORS = Path(__file__).with_name("floors.json")
YARDSTICKS: Mapping[str, Callable[[Path], tuple[dict[str, float], str]]] = {
    "seed": seed.measure,
    "cases": lambda data: cases.measure(data, held_back=False),
    "cases held back": lambda data: cases.measure(data, held_back=True),
}


def faults(name: str, scores: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Give a line for each score on the wrong side of its floor."""
    found = []
    for floor, bound in floors.items():
        score = scores[floor.removesuffix(" at most")]
        if score > bound if floor.endswith(" at most") else score < bound:
            found.append(f"{name}: {floor} {bound}, measured {score}")
    return found


def main() -> int:
    """Print every report, then what fell below its floor."""
    data = data_folder(__doc__)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    fallen: list[str] = []
    for name, measure in YARDSTICKS.items():
        scores, report = measure(data)
        print(f"== {name}\n{report}")
        fallen += faults(name, scores, floors.get(name, {}))
    print("\n".join(fallen) or "no score is below its floor")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
