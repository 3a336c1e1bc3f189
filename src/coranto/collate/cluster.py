"""Tellings into events: block, score pairs, join, obey people.

The tellings are put in an order of their own before anything else, so that the order in which they arrived cannot
change the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from coranto.collate.judgements import Rulings
from coranto.collate.score import JOIN, countries, score, side
from coranto.model import Report

# A block larger than this is a hub (one country, one type, years of news): it is cut by publication time, since
# tellings of one act are published close together.
BLOCK_LIMIT = 400

Pair = tuple[int, int]
Links = dict[Pair, tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Tellings of one act, in the collation's order, with the mean score of the pairs that joined them."""

    reports: tuple[Report, ...]
    score: float
    why: str


def order(report: Report) -> tuple[str, str, int, str]:
    """Sort by publication, article, place in the text and id; undated articles come last."""
    when = report.published.at.isoformat() if report.published else "9999"
    return when, report.article, report.claim.evidence[0].start, report.claim.id


def clusters(reports: Iterable[Report], rulings: Rulings) -> tuple[Cluster, ...]:
    """Group tellings by average linkage over scored pairs, within blocks; rulings of people come first and last."""
    # Two articles with the same words share their claims' ids: each is a telling of its own.
    told = {(report.claim.id, report.article): report for report in reports if not rulings.wrong(report)}
    ordered = sorted(told.values(), key=order)
    links, barred = _links(ordered, rulings)
    groups = _join(len(ordered), links, barred)
    return tuple(_cluster([ordered[i] for i in group], links, group) for group in groups)


def _links(ordered: Sequence[Report], rulings: Rulings) -> tuple[Links, frozenset[Pair]]:
    """Give the pairs that are likely one act, and those that never may be; what people said wins over both."""
    found: Links = {}
    barred = set()
    for left, right in _pairs(ordered):
        result = score(ordered[left], ordered[right])
        if result.excluded:
            barred.add((left, right))
        elif result.value >= JOIN:
            found[left, right] = result.value, result.why
    same = dict.fromkeys(rulings.joined(ordered), (1.0, "a person said: the same"))
    return {**found, **same}, frozenset(barred - same.keys()) | frozenset(rulings.parted(ordered))


def _pairs(ordered: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """Give each pair that shares a block (type, side, one country in a role) once."""
    blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, report in enumerate(ordered):
        act = report.claim.act
        for name in sorted(countries(act.actors) | countries(act.recipients)):
            blocks[act.type or "", side(act.status), name].append(index)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        for start in range(0, len(members), BLOCK_LIMIT):
            seen.update(combinations(members[start : start + BLOCK_LIMIT], 2))
    return iter(sorted(seen))


def _join(count: int, links: Links, barred: frozenset[Pair]) -> list[list[int]]:
    """Join the best pairs first; two groups join where at least half of the pairs across them are linked."""
    group_of = list(range(count))
    members = {index: [index] for index in range(count)}
    for (left, right), (value, _) in sorted(links.items(), key=lambda item: (-item[1][0], item[0])):
        one, other = sorted((group_of[left], group_of[right]))
        if one != other and _may_join(members[one], members[other], links, barred, value):
            members[one] = sorted(members[one] + members.pop(other))
            for index in members[one]:
                group_of[index] = one
    return sorted(members.values())


def _may_join(one: list[int], other: list[int], links: Links, barred: frozenset[Pair], value: float) -> bool:
    pairs = [(min(a, b), max(a, b)) for a in one for b in other]
    if any(pair in barred for pair in pairs):
        return False
    return (value == 1.0 and len(pairs) == 1) or 2 * sum(pair in links for pair in pairs) >= len(pairs)


def _cluster(reports: list[Report], links: Links, group: list[int]) -> Cluster:
    inside = [links[pair] for pair in combinations(group, 2) if pair in links]
    if not inside:
        return Cluster(tuple(reports), 1.0, "one telling")
    mean = sum(value for value, _ in inside) / len(inside)
    best = max(inside)[1]
    return Cluster(tuple(reports), round(mean, 4), f"{len(reports)} tellings; the closest two: {best}")
