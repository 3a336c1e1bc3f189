"""Whether what is read of a report is what its coders have: shared by the evaluation and by what is learnt from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from articles import Coded

from coranto.model.notation import ClaimLine
from coranto.read.casting import country_of

Row = tuple[int, ClaimLine]
"""Line of the report, and what is read there."""


def countries(codes: Iterable[str] | None) -> frozenset[str]:
    """Countries and international bodies of actor codes; nobody known is nobody."""
    return frozenset(map(country_of, codes or ())) - {"UNK"}


def alike(one: Iterable[str] | None, other: Iterable[str] | None) -> bool:
    """Whether two sides are of the same countries: half of both together at least."""
    left, right = countries(one), countries(other)
    return len(left & right) * 2 >= len(left | right)


def took_place(line: ClaimLine) -> bool:
    """Whether a claim tells a fact."""
    return line.status is None or line.status.took_place


def fits(wanted: ClaimLine, found: ClaimLine) -> bool:
    """Whether a row says what an act is: type, parties' countries, side of happened and not happened."""
    same = wanted.type == found.type and took_place(wanted) is took_place(found)
    return same and alike(wanted.actors, found.actors) and alike(wanted.recipients, found.recipients)


def pairs(acts: Sequence[tuple[int, Coded]], read_rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """(act, row) that fit, each once, the acts that every coder must find first."""
    free = set(range(len(read_rows)))
    for i in sorted(range(len(acts)), key=lambda i: not acts[i][1].core):
        line, act = acts[i]
        fit = [j for j in free if read_rows[j][0] == line and fits(act.claim, read_rows[j][1])]
        if fit:
            best = max(
                fit, key=lambda j: (read_rows[j][1].status is act.claim.status, read_rows[j][1].mode == act.claim.mode)
            )
            free.remove(best)
            yield i, best
