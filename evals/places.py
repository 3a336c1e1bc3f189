"""Places against GeoVirus (229 Wikinews articles): span F1, and accuracy within 161 km.

    python evals/places.py [--data FOLDER]

FOLDER holds data/dev/places.jsonl and score/score_layers.py (default: ../shared).
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from common import coranto, data_folder, need, script


def report(data: Path) -> str:
    """What the scorer says of the shipped reader's places."""
    gold, scorer = data / "data" / "dev" / "places.jsonl", data / "score" / "score_layers.py"
    need(gold, scorer)
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    given = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        readings.write_text(coranto(["read", "--from-jsonl", "-", "--as", "reading"], given), encoding="utf-8")
        return script(scorer, "places", str(gold), str(readings))


def main() -> int:
    """Print the report."""
    print(report(data_folder(__doc__)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
