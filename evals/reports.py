"""Our own coded reports that the coder has not learnt from: how many of their acts are found, and how truly.

    python evals/reports.py [--show N]

Each report is read as one article. A row is right when an act of its sentence has its type, the countries of its actors
and of its recipients (half of them at least) and the same side of happened and not happened. `precision` is the share
of rows that are right, `recall` that of the acts every coder must find, `phantoms` counts rows given as facts where the
sentence has such acts only as not having happened, `away` is the share found of those that did not happen. Mode,
status, certainty and codes are shares of the right rows. STATE and DENY are not counted. Brief reports, of one to three
sentences, are counted apart.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from coranto.codebook.plover import STATEMENTS
from coranto.model import Certainty, notation
from coranto.read import Tools, read, tools
from coranto.settings import Settings

HERE = Path(__file__).parent
CODER = HERE.parent / "training" / "coder"
sys.path.insert(0, str(CODER))

from agreement import Row, alike, pairs, took_place  # noqa: E402 - a script of the training room
from articles import Report, held_out, read_reports  # noqa: E402 - another


def rows(report: Report, given: Tools) -> list[Row]:
    """(line of the report, claim) of everything read in it."""
    article = report.article
    found, text = read(article, given), article.text
    return [
        (text.count("\n", 0, claim.act.trigger.start), notation.of_claim(claim, text))
        for claim in found.claims
        if claim.act.type not in STATEMENTS
    ]


def count(report: Report, given: Tools, show: int) -> Counter[str]:
    """All counts of a report."""
    acts = [
        (line, act) for line, told in enumerate(report.told) for act in told.acts if act.claim.type not in STATEMENTS
    ]
    found = rows(report, given)
    right = dict(pairs(acts, found))
    total = Counter(rows=len(found), right=len(right), core=sum(act.core for _, act in acts))
    total["core found"] = sum(acts[i][1].core for i in right)
    total["away"] = sum(not took_place(act.claim) for _, act in acts)
    total["away found"] = sum(not took_place(acts[i][1].claim) for i in right)
    for j, (line, row) in enumerate(found):
        here = [act.claim for at, act in acts if at == line]
        near = [[one for one in here if alike(one.actors, row.actors)], [one for one in here if one.type == row.type]]
        away = any(some and not any(map(took_place, some)) for some in near)
        if j not in right.values() and took_place(row) and away:
            total["phantoms"] += 1
            if show:
                print(f"{report.file}: {report.told[line].text}\n  ! {notation.write(row)}")
    for i, j in right.items():
        wanted, row = acts[i][1].claim, found[j][1]
        total["mode"] += (wanted.mode or "") == (row.mode or "")
        total["status"] += wanted.status is row.status
        total["certainty"] += (wanted.certainty or Certainty.CERTAIN) is (row.certainty or Certainty.CERTAIN)
        total["codes"] += set(wanted.actors or ()) == set(row.actors or ()) and set(wanted.recipients or ()) == set(
            row.recipients or ()
        )
    return total


def shares(total: Mapping[str, int]) -> dict[str, float]:
    """The scores of all counts."""
    precision = total["right"] / max(1, total["rows"])
    recall = total["core found"] / max(1, total["core"])
    right = max(1, total["right"])
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "phantoms": float(total["phantoms"]),
        "away": total["away found"] / max(1, total["away"]),
        **{name: total[name] / right for name in ("mode", "status", "certainty", "codes")},
    }


def measure(show: int = 0) -> tuple[dict[str, float], str]:
    """The scores by name, and the report."""
    given = tools(Settings())
    held = [report for report in read_reports(CODER / "articles") if held_out(report)]
    scores, lines = dict[str, float](), list[str]()
    for prefix in ("", "brief "):
        kind = [report for report in held if report.brief is bool(prefix)]
        total = sum((count(report, given, show) for report in kind), Counter[str]())
        lines.append(
            f"{len(kind)} {prefix}reports, {total['rows']} rows, {total['core']} core acts, "
            f"{total['away']} that did not happen"
        )
        found = {prefix + name: value for name, value in shares(total).items()}
        lines += [f"{name:18}{value:8.3f}" for name, value in found.items()]
        scores |= found
    return scores, "\n".join(lines) + "\n"


def main() -> int:
    """Print the scores; with --show, the phantoms."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", type=int, default=0)
    print(measure(parser.parse_args().show)[1], end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
