"""One layer of the readings against marked-up news: places, mentions or attributions.

    python evals/layers.py LAYER [--data FOLDER]

places: 229 Wikinews articles (GeoVirus), span F1 and accuracy within 161 km. mentions: names in 196 articles of papers
from all over the world, labelled F1 over people, places, bodies, nationalities. attributions: 84 articles (PolNeAR),
span F1 of source, cue and content. FOLDER holds data/dev/LAYER.jsonl and score/score_layers.py (default: ../shared).
Nothing was trained on these texts.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from common import coranto, need, script

LAYERS = ("places", "mentions", "attributions")


def report(layer: str, data: Path) -> str:
    """What the scorer says of one layer of the shipped reader's readings."""
    gold, scorer = data / "data" / "dev" / f"{layer}.jsonl", data / "score" / "score_layers.py"
    need(gold, scorer)
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    given = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        readings.write_text(coranto(["read", "--from-jsonl", "-", "--as", "reading"], given), encoding="utf-8")
        return script(scorer, layer, str(gold), str(readings))


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layer", choices=LAYERS)
    parser.add_argument("--data", default="../shared", help="folder with the yardsticks")
    args = parser.parse_args()
    print(report(args.layer, Path(args.data)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
