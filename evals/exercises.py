"""The exercise book: how many of its acts are found, and how truly.

    python evals/exercises.py [--hand a_|b_] [--show N]

Each sentence is read alone. An act is found where one of the same type is read, the best fitting one taken (parties
first, then status). Of the acts found: mode, status, certainty, and countries of actors and recipients. `phantoms`:
acts read as having happened of a type that the sentence has not, or has only as not having happened. `--show` prints so
many misses; the other hand's sentences (`b_`) are never shown.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from coranto.codebook.exercises import LEARNT, SCORED, Exercise, exercises
from coranto.model import Article, Capture, Certainty, notation
from coranto.model.article import article_id, version_id
from coranto.model.notation import ClaimLine
from coranto.read import Tools, read, tools
from coranto.read.casting import country_of
from coranto.settings import Settings

Pairs = list[tuple[ClaimLine, ClaimLine]]


def lines(text: str, given: Tools) -> list[ClaimLine]:
    """What is read in one sentence, as claim lines."""
    capture = Capture(None, None, "text", "0" * 64)
    reading = read(Article(article_id(None, None, text), version_id(text), text, (), capture), given)
    return [notation.of_claim(claim, text) for claim in reading.claims]


def countries(codes: Iterable[str] | None) -> frozenset[str]:
    """Countries and international bodies of actor codes."""
    return frozenset(map(country_of, codes or ()))


def took_place(line: ClaimLine) -> bool:
    """Whether a claim says that its act is a fact."""
    return line.status is not None and line.status.took_place


def likeness(wanted: ClaimLine, found: ClaimLine) -> tuple[int, int, int]:
    """How well two claims of one type fit."""
    shared = len(countries(wanted.actors) & countries(found.actors))
    shared += len(countries(wanted.recipients) & countries(found.recipients))
    return shared, wanted.status is found.status, (wanted.mode or "") == (found.mode or "")


def paired(wanted: Sequence[ClaimLine], found: Sequence[ClaimLine]) -> tuple[Pairs, list[ClaimLine], list[ClaimLine]]:
    """Acts of one type with each other, then what was missed and what was read beyond."""
    free, pairs, missed = list(found), Pairs(), []
    for one in wanted:
        alike = [other for other in free if other.type == one.type]
        if not alike:
            missed.append(one)
            continue
        best = max(alike, key=lambda other: likeness(one, other))
        free.remove(best)
        pairs.append((one, best))
    return pairs, missed, free


def count(book: Sequence[Exercise], given: Tools, show: int) -> Counter[str]:
    """All counts over the book."""
    total: Counter[str] = Counter()
    for exercise in book:
        found = lines(exercise.text, given)
        pairs, missed, beyond = paired(exercise.claims, found)
        facts = {claim.type for claim in exercise.claims if took_place(claim)}
        phantoms = [line for line in found if took_place(line) and line.type not in facts]
        total.update(wanted=len(exercise.claims), found=len(pairs), beyond=len(beyond), phantoms=len(phantoms))
        total.update(f"missed {claim.type}" for claim in missed)
        total.update(f"wanted {claim.type}" for claim in exercise.claims)
        for one, other in pairs:
            total.update(agreed(one, other))
        if show and (missed or phantoms):
            show -= 1
            print(f"{exercise.file}:{exercise.line} {exercise.text}")
            for sign, some in (("-", missed), ("!", phantoms), ("+", beyond)):
                print("".join(f"  {sign} {notation.write(line)}\n" for line in some), end="")
    return total


def agreed(wanted: ClaimLine, found: ClaimLine) -> list[str]:
    """In what a found act agrees."""
    return [
        name
        for name, same in (
            ("mode", (wanted.mode or "") == (found.mode or "")),
            ("status", wanted.status is found.status),
            ("certainty", (wanted.certainty or Certainty.CERTAIN) is (found.certainty or Certainty.CERTAIN)),
            ("actors", countries(wanted.actors) == countries(found.actors)),
            ("recipients", countries(wanted.recipients) == countries(found.recipients)),
        )
        if same
    ]


def report(total: Counter[str]) -> str:
    """The counts in words."""
    share = 100 / max(1, total["found"])
    read_in_all = total["found"] + total["beyond"]
    rows = [
        ("found", 100 * total["found"] / max(1, total["wanted"]), f"of {total['wanted']} acts"),
        ("precise", 100 * total["found"] / max(1, read_in_all), f"of {read_in_all} acts read"),
        ("phantoms", float(total["phantoms"]), f"{100 * total['phantoms'] / max(1, read_in_all):.1f} % of acts read"),
        *(
            (name, share * total[name], "of those found")
            for name in ("mode", "status", "certainty", "actors", "recipients")
        ),
    ]
    types = sorted(name.removeprefix("wanted ") for name in total if name.startswith("wanted "))
    by_type = "  ".join(f"{t} {total['wanted ' + t] - total['missed ' + t]}/{total['wanted ' + t]}" for t in types)
    return "\n".join(f"{name:12}{words:24}{value:8.1f}" for name, value, words in rows) + f"\n{by_type}"


def main() -> int:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hand", choices=(LEARNT, SCORED), default=LEARNT)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    show = args.show if args.hand == LEARNT else 0
    print(report(count(exercises(args.hand), tools(Settings()), show)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
