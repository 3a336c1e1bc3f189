"""Whole articles, coded by hand, against ours: precision, recall, phantoms and the fields of right rows.

python evals/cases.py --data ../shared
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from common import arguments, coranto, need, script

# Left unread while rules are written, so that a score on them says what a stranger's article would give.
HELD_BACK = ("kw_gulftimes_5", "af_afrol_2", "jp_article_asahi_9")


def measure(data: Path, held_back: bool) -> tuple[dict[str, float], str]:
    """Give the scores by name, and the scorer's report, on the cases held back or on the others."""
    cases, scorer = data / "cases", data / "score" / "score_articles.py"
    need(cases / "articles.jsonl", scorer)
    rows = [json.loads(line) for line in (cases / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    chosen = [row for row in rows if (row["id"] in HELD_BACK) == held_back]
    given = "".join(f"{json.dumps(row)}\n" for row in chosen)
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold"
        gold.mkdir()
        for row in chosen:
            (gold / f"{row['id']}.json").write_bytes((cases / "gold" / f"{row['id']}.json").read_bytes())
        claims = Path(folder) / "claims.jsonl"
        claims.write_text(coranto(["read", "--from-jsonl", "-", "--as", "claims"], given), encoding="utf-8")
        scores = json.loads(script(scorer, str(gold), str(cases / "articles"), str(claims), "--json"))
        report = script(scorer, str(gold), str(cases / "articles"), str(claims))
    return {name: value for name, value in scores.items() if isinstance(value, int | float)}, report


def main() -> int:
    """Print the report on the open cases, or with --held-back on the others."""
    given = arguments(__doc__)
    print(measure(Path(given.data), given.held_back)[1], end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
