"""Learn how far an act is to be trusted: `python training/coder/trust.py`.

Reads the coded reports that the first round has not learnt from and asks of every act what `coranto.read.trust` asks,
and whether the coders have it: with its type, its parties' countries and its side of happened and not happened. Fits
one small logistic regression and writes `src/coranto/read/trust.json`. Runs in the environment of `make test`, after
`cast.py`, with the first round's network in its place.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from agreement import pairs
from articles import Report, held_out, kept_for_casting, numbered, read_reports
from cast import Row, arrays, fitted

from coranto.model import notation
from coranto.read import read, tools, what
from coranto.read.told_before import Draft
from coranto.read.tools import Tools
from coranto.read.trust import QUESTIONS, answers
from coranto.read.votes import Ballot
from coranto.settings import Settings

OUT = Path("src/coranto/read/trust.json")


def rows(report: Report, given: Tools) -> list[Row]:
    """What is asked of each act of a report, and whether the coders have it."""
    asked: dict[int, tuple[float, ...]] = {}

    def noted(ballot: Ballot, draft: Draft) -> float:
        asked[draft.token] = answers(ballot, draft)
        return 1.0

    own, what.trust = what.trust, noted
    found = read(report.article, given)
    what.trust = own
    article = found.article.text
    read_rows = [(article.count("\n", 0, c.act.trigger.start), notation.of_claim(c, article)) for c in found.claims]
    acts = [(line, act) for line, told in enumerate(report.told) for act in told.acts]
    right = set(dict(pairs(acts, read_rows)).values())
    return [(asked[claim.act.token], i in right) for i, claim in enumerate(found.claims) if claim.act.token in asked]


def gain(scores: Sequence[float], right: Sequence[bool], core: int) -> str:
    """For people: precision, the share of the core acts and F1 by the trust from which an act stays."""
    found = []
    for bound in np.arange(0.0, 0.6, 0.05):
        kept = [yes for score, yes in zip(scores, right, strict=True) if score >= bound]
        precision, recall = sum(kept) / max(1, len(kept)), sum(kept) / max(1, core)
        both = 2 * precision * recall / max(1e-9, precision + recall)
        found.append(f"  from {bound:.2f}: {len(kept)} acts, precision {precision:.3f}, F1 {both:.3f}")
    return "\n".join(found)


def main() -> None:
    """Read, fit, write."""
    given = tools(Settings())
    learnt, held, core = list[Row](), list[Row](), 0
    for number, report in numbered(read_reports(Path("training/coder/articles"))):
        if held_out(report):
            held += rows(report, given)
            core += sum(act.core for told in report.told for act in told.acts)
        elif kept_for_casting(number, report):
            learnt += rows(report, given)
    asked, right = arrays(learnt)
    weights = fitted(asked, right)
    others, true = arrays(held)
    scores = 1 / (1 + np.exp(-others @ weights))
    print(f"{len(learnt)} acts, {right.mean():.3f} right; held back {len(held)}, {true.mean():.3f} right")
    for low in np.arange(0.0, 1.0, 0.1):
        here = (scores >= low) & (scores < low + 0.1)
        print(f"  trust {low:.1f}: {int(here.sum())} acts, {true[here].mean() if here.any() else 0:.3f} right")
    print(gain(scores.tolist(), [bool(one) for one in true], core))
    row = {question: round(float(weight), 4) for question, weight in zip(QUESTIONS, weights, strict=True)}
    OUT.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
