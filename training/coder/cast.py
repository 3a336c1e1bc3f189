"""Learn how much each question of `coranto.read.casting` counts: `python training/coder/cast.py`.

Reads the coded reports that the first round has not learnt from (the network would be too sure of the others), and fits
four small logistic regressions: actors and recipients of words and of deeds. Writes `src/coranto/read/casting.json`.
Runs in the environment of `make test`, with the first round's network in its place (`write.py --round first`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from articles import Coded, Report, held_out, kept_for_casting, numbered, read_reports
from numpy.typing import NDArray

from coranto.model import Mention, Reading
from coranto.read import read, tools, what
from coranto.read.casting import QUESTIONS, Stage, country_of, group, stage
from coranto.read.told_before import Draft
from coranto.read.votes import Ballot
from coranto.settings import Settings

OUT = Path("src/coranto/read/casting.json")
PULL = 1.0
"""Strength of the pull of each weight to nought (L2)."""
ROUNDS = 50

Row = tuple[tuple[float, ...], bool]
Rows = defaultdict[str, list[Row]]


class Lesson:
    """Stands in for `what.cast` while one report is read, and notes what is asked and what the coders say."""

    def __init__(self, report: Report, rows: Rows) -> None:
        self.report, self.rows = report, rows

    def cast(self, reading: Reading, ballot: Ballot, draft: Draft, earlier: Sequence[Draft], *, mutual: bool) -> Draft:
        """The draft with its parties by the coders, where they have the act."""
        here = stage(reading, ballot, draft, earlier)
        act = self.act(reading, draft)
        if here is None or act is None:
            return draft
        actors = self.side(here, 0, draft.actors, (), act.claim.actors or ())
        if mutual:
            return replace(draft, actors=actors, recipients=())
        return replace(
            draft, actors=actors, recipients=self.side(here, 1, draft.recipients, actors, act.claim.recipients or ())
        )

    def act(self, reading: Reading, draft: Draft) -> Coded | None:
        """The coders' act of a draft: the same type at the same word, or else in the same sentence."""
        text, at = reading.article.text, reading.tokens.starts[draft.token]
        line = text.count("\n", 0, at)
        offset = at - (text.rfind("\n", 0, at) + 1)
        told = [act for act in self.report.told[line].acts if act.claim.type == draft.type]
        exact = [act for act in told if act.trigger[0] <= offset < act.trigger[1]]
        return next(iter(exact or told), None)

    def side(
        self, here: Stage, side: int, slots: Sequence[Mention], others: Sequence[Mention], codes: Sequence[str]
    ) -> tuple[Mention, ...]:
        """Note all candidates of a side; gives those whom the coders have there."""
        candidates = list(here.all(side, others))
        right = [one for one in candidates if one.code in codes]
        lands = {country_of(code) for code in codes} - {one.country for one in right}
        right += [one for one in candidates if one.country in lands]
        name = group(here.draft.type, side)
        self.rows[name] += [(here.answers(one, side, slots, others), one in right) for one in candidates]
        return tuple(one.mention for one in right)


def fitted(answers: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a logistic regression, by Newton's method."""
    weights = np.zeros(answers.shape[1])
    pull = PULL * np.eye(answers.shape[1])
    pull[0, 0] = 0.0
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-answers @ weights))
        slope = answers.T @ (right - chance) - pull @ weights
        curve = (answers * (chance * (1 - chance))[:, None]).T @ answers + pull
        weights += np.linalg.solve(curve + 1e-9 * np.eye(len(weights)), slope)
    return weights


def arrays(rows: Sequence[Row]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Answers, (candidates, questions), and which candidates are right."""
    return np.array([row for row, _ in rows], dtype=np.float64), np.array([yes for _, yes in rows], dtype=np.float64)


def best_bound(scores: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, float]:
    """(F1, score from which a candidate is taken) where F1 is best: half a chance is too strict where parts are few."""
    bounds = np.linspace(-2, 1, 31)
    both = [float(((scores > bound) & (right > 0)).sum()) for bound in bounds]
    marks = [2 * n / float((scores > bound).sum() + right.sum()) for n, bound in zip(both, bounds, strict=True)]
    best = int(np.argmax(marks))
    return marks[best], float(bounds[best])


def main() -> None:
    """Read, fit, write."""
    given, own = tools(Settings()), what.cast
    rows, held = (defaultdict[str, list[Row]](list) for _ in range(2))
    for number, report in numbered(read_reports(Path("training/coder/articles"))):
        if held_out(report) or kept_for_casting(number, report):
            what.cast = Lesson(report, held if held_out(report) else rows).cast
            read(report.article, given)
    what.cast = own
    found = {}
    for name, listed in sorted(rows.items()):
        answers, right = arrays(listed)
        weights = fitted(answers, right)
        score, bound = best_bound(answers @ weights, right)
        weights[0] -= bound
        others, meant = arrays(held[name])
        said = others @ weights > 0
        unseen = 2 * float((said & (meant > 0)).sum()) / float(said.sum() + meant.sum())
        print(f"{name:18}{len(right):7d} candidates, F1 {score:.3f}; of {len(meant)} held back {unseen:.3f}")
        found[name] = {question: round(float(weight), 4) for question, weight in zip(QUESTIONS, weights, strict=True)}
    OUT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
