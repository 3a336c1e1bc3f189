"""What people decided, in a form that clustering can obey."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coranto.model import Judgement, Report, Verdict


@dataclass(frozen=True, slots=True)
class Rulings:
    """The judgements in force: pairs of keys that are the same or different, and keys that are wrong.

    A key is a claim id, or "version:start-end" for a passage, so that a ruling outlives a re-reading.
    """

    same: frozenset[tuple[str, str]]
    different: frozenset[tuple[str, str]]
    faulty: frozenset[str]

    def wrong(self, report: Report) -> bool:
        """Whether somebody said that this claim is not in the text."""
        return any(key in self.faulty for key in keys(report))

    def joined(self, ordered: Sequence[Report]) -> Iterator[tuple[int, int]]:
        """Give index pairs that somebody called the same."""
        return _indices(self.same, ordered)

    def parted(self, ordered: Sequence[Report]) -> Iterator[tuple[int, int]]:
        """Give index pairs that somebody called different."""
        return _indices(self.different, ordered)


def keys(report: Report) -> tuple[str, ...]:
    """Give the names by which a judgement may speak of a telling."""
    passages = (f"{report.version}:{span.start}-{span.end}" for span in report.claim.evidence)
    return report.claim.id, *passages


def rulings(judgements: Iterable[Judgement]) -> Rulings:
    """Give the judgements in force: the latest on each subject, without those that another one replaces."""
    ordered = sorted(judgements, key=lambda one: (one.at, one.id))
    replaced = {one.replaces for one in ordered if one.replaces}
    latest = {frozenset((one.left, one.right or one.left)): one for one in ordered if one.id not in replaced}
    return Rulings(
        _pairs(latest.values(), Verdict.SAME),
        _pairs(latest.values(), Verdict.DIFFERENT),
        frozenset(one.left for one in latest.values() if one.verdict is Verdict.WRONG and not one.right),
    )


def _pairs(judgements: Iterable[Judgement], verdict: Verdict) -> frozenset[tuple[str, str]]:
    return frozenset((one.left, one.right) for one in judgements if one.right and one.verdict is verdict)


def _indices(pairs: frozenset[tuple[str, str]], ordered: Sequence[Report]) -> Iterator[tuple[int, int]]:
    if not pairs:
        return
    where: dict[str, list[int]] = {}
    for index, report in enumerate(ordered):
        for key in keys(report):
            where.setdefault(key, []).append(index)
    for left, right in sorted(pairs):
        for a in where.get(left, ()):
            for b in where.get(right, ()):
                if a != b:
                    yield min(a, b), max(a, b)
