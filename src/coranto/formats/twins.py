"""Near copies: one text on several sites. Grouped, never dropped, so that an agency's copy counts as one source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from coranto.formats.shingles import FEWEST, SHINGLE, Sketch, sampled, sketch
from coranto.model import Article, Copies, digest

CONTAINED = 0.6
"""Share of the shorter text's sketch found in the longer that makes them copies. Independent reports of one event
share under a tenth, trimmed agency copy more than half."""
CREDITED = 0.21
"""The share that is enough where both credit the same agency within two days: true reprints, cut and with a new first
paragraph, share as little as 30 % of their runs, and a sketch of a hundred tells that by 4.6 % more or less: this is
two such errors below."""
NEAR = timedelta(hours=48)
FEWEST_IN_BOTH = 6
"""The same as `FEWEST` where a short text, all of whose runs are kept, is compared with a long one's sample."""
ASKED = 10
"""A pair is looked at if it shares one run in so many of the shorter: far below what makes copies."""
ALL_PAIRS = 12
"""Articles with one run of words up to which all pairs of them are counted."""
NEIGHBOURS = 3
"""In a larger group each is paired with so many that follow, and with the first: copies still hang together by them,
and furniture on every page of a site costs as much as it has pages, not the square."""
BLOCK = 1 << 21
"""Pairs counted at a time, 16 MB of them."""

Numbers = NDArray[np.int64]


def twins(articles: Sequence[Article]) -> tuple[Copies, ...]:
    """Groups of two and more articles that are copies of one text, in the order of their first member.

    Exact copies first, then shared runs of words, then a lower share with the same agency credited and publication
    times near. Different versions of one article (the same id) are versions, not copies, and are not grouped by that.
    """
    return twins_of([sketch(article) for article in articles])


def twins_of(sketches: Iterable[Sketch]) -> tuple[Copies, ...]:
    """The same for articles of which only the sketches were kept. The time grows with the number of articles."""
    kept = list({one.version: one for one in sketches}.values())
    parent = list(range(len(kept)))
    why: dict[int, list[str]] = defaultdict(list)
    for left, right in _candidates(kept):
        reason = _reason(kept[left], kept[right])
        if reason:
            a, b = sorted((_root(parent, left), _root(parent, right)))
            parent[b] = a
            why[left].append(reason)
    return _groups(kept, parent, why)


def _candidates(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Pairs, in order, that share all words or one run in `ASKED` of the shorter."""
    first: dict[str, int] = {}
    same = {(first[one.exact], n) for n, one in enumerate(sketches) if first.setdefault(one.exact, n) != n}
    sizes = np.array([len(one.runs) for one in sketches], dtype=np.int64)
    pairs, shared = _counted(sketches)
    left, right = pairs // len(sketches or [0]), pairs % len(sketches or [0])
    asked = shared * ASKED >= np.minimum(sizes[left], sizes[right])
    near = zip(left[asked].tolist(), right[asked].tolist(), strict=True)
    return sorted(same.union(near))


def _counted(sketches: Sequence[Sketch]) -> tuple[Numbers, Numbers]:
    """Pairs that share a run, as left times the number of sketches plus right, and how many runs they share."""
    pairs = counts = np.zeros(0, dtype=np.int64)
    for some in _blocks(_paired(sketches)):
        found, many = np.unique(some, return_counts=True)
        pairs, places = np.unique(np.concatenate([pairs, found]), return_inverse=True)
        total = np.zeros(len(pairs), dtype=np.int64)
        np.add.at(total, places, np.concatenate([counts, many]))
        counts = total
    return pairs, counts


def _blocks(given: Iterable[Numbers]) -> Iterator[Numbers]:
    """The same numbers in blocks that are worth sorting."""
    waiting: list[Numbers] = []
    size = 0
    for some in given:
        waiting.append(some)
        size += len(some)
        if size >= BLOCK:
            yield np.concatenate(waiting)
            waiting, size = [], 0
    if waiting:
        yield np.concatenate(waiting)


def _paired(sketches: Sequence[Sketch]) -> Iterator[Numbers]:
    """Pairs of articles for each run that they share: an index of runs, sorted instead of hashed."""
    if not sketches:
        return
    runs = np.concatenate([one.runs for one in sketches])
    owners = np.repeat(np.arange(len(sketches)), [len(one.runs) for one in sketches])
    order = np.argsort(runs, kind="stable")  # owners stay in order within a run
    runs, owners = runs[order], owners[order]
    starts = np.flatnonzero(np.diff(runs, prepend=runs[:1] + 1))
    lengths = np.diff(starts, append=len(runs))
    for length in np.unique(lengths[lengths > 1]).tolist():
        left, right = _places(length)
        here = starts[lengths == length]
        step = max(1, BLOCK // len(left))
        for at in range(0, len(here), step):
            members = owners[here[at : at + step, np.newaxis] + np.arange(length)]
            yield (members[:, left] * len(sketches) + members[:, right]).ravel()


def _places(length: int) -> tuple[Numbers, Numbers]:
    """Which of the articles with one run are paired: all with all, in large groups each with a few."""
    places = np.arange(length)
    if length <= ALL_PAIRS:
        left, right = np.triu_indices(length, 1)
        return left, right
    steps = [(places[:-far], places[far:]) for far in range(1, NEIGHBOURS + 1)]
    rest = places[NEIGHBOURS + 1 :]
    pairs = [*steps, (np.zeros_like(rest), rest)]
    return np.concatenate([left for left, _ in pairs]), np.concatenate([right for _, right in pairs])


def _reason(left: Sketch, right: Sketch) -> str | None:
    """Why two articles are copies, in words, or None."""
    if left.exact == right.exact:
        return "the same words"
    if left.article == right.article:
        return None
    share = _share(left, right)
    if share >= CONTAINED:
        return f"{share:.0%} of the shorter text's runs of {SHINGLE} words are in the longer"
    if share >= CREDITED and left.agency and left.agency == right.agency and _near(left, right):
        return f"both credit {left.agency}, published within {NEAR.days} days, {share:.0%} of runs shared"
    return None


def _share(left: Sketch, right: Sketch) -> float:
    """The share of the shorter text's runs that are in the longer, of the runs that both would have kept."""
    one, other, fewest = left.runs, right.runs, FEWEST
    if left.all_runs != right.all_runs:
        one, other = (sampled(runs) for runs in (one, other))
        fewest = FEWEST_IN_BOTH
    fewer = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / fewer if fewer >= fewest else 0.0


def _near(left: Sketch, right: Sketch) -> bool:
    if left.published is None or right.published is None:
        return False
    return abs(left.published.at - right.published.at) <= NEAR


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _groups(sketches: Sequence[Sketch], parent: list[int], why: Mapping[int, Iterable[str]]) -> tuple[Copies, ...]:
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(sketches)):
        groups[_root(parent, number)].append(number)
    return tuple(
        Copies(
            digest("copies", *sorted(sketches[n].version for n in members)),
            tuple(sketches[n].version for n in members),
            "; ".join(dict.fromkeys(reason for n in members for reason in why.get(n, ()))),
        )
        for members in groups.values()
        if len(members) > 1
    )
