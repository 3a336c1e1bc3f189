"""The customer's page against everything that a careful reader finds in it.

    python evals/seed.py --data ../shared [--missed is always on]

Prints the scorer's table with the publication day given, then what is made of the page without it.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path

from common import coranto, data_folder, need, script

PUBLISHED = "2024-11-05"


def read(text: str, published: str | None) -> str:
    """Give the reading of the page, as one line of JSON."""
    row = {"id": "seed", "text": text, **({"published": published} if published else {})}
    return coranto(["read", "--from-jsonl", "-", "--as", "reading"], json.dumps(row) + "\n")


def measure(data: Path) -> tuple[dict[str, float], str]:
    """Give the scores by name, and the table as the scorer prints it."""
    seed, scorer = data / "seed", data / "score" / "score_seed.py"
    need(seed / "article.txt", scorer)
    text = (seed / "article.txt").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reading.json"
        path.write_text(read(text, PUBLISHED), encoding="utf-8")
        table = script(scorer, str(seed), str(path), "--missed")
    scores = {
        name.strip(): float(found)
        for name, found in re.findall(r"^([a-z ]+?)\s+(\d+)(?:/\d+|\s|$)", table, re.MULTILINE)
    }
    scores["one launch"] = float("one launch yes" in table)
    undated = json.loads(read(text, None))
    day = str(undated["published"] or "")[:10]
    problems = [p["code"] for p in undated["problems"] if p["code"].startswith("published.")]
    scores["undated: wrong day"] = float(bool(day) and day != PUBLISHED)
    scores["undated: silent"] = float(not day and not problems)
    return scores, f"{table}without a date: {day or 'no day'} {' '.join(problems)}\n"


def main() -> int:
    """Print the table."""
    print(measure(data_folder(__doc__))[1], end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
