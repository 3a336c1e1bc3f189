"""Near copies: one text on several sites. Grouped, never dropped, so that an agency's copy counts as one source."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from coranto.model import Article, Copies, Part, digest

SHINGLE = 5
"""Words of a run. Five keeps set phrases of news ("told reporters in a statement") from making twins."""
SAMPLE = 4
"""One run in so many is kept, by its hash alone, so that both texts keep the same ones (Broder's mod-p sketch)."""
CONTAINED = 0.6
"""Share of the shorter text's sketch found in the longer that makes them copies. Independent reports of one event
share under a tenth, trimmed agency copy more than half."""
CREDITED = 0.25
"""The share that is enough where both credit the same agency within two days: true reprints, cut and with a new first
paragraph, share as little as 30 % of their runs."""
NEAR = timedelta(hours=48)
FEWEST = 12
"""Runs in a sketch under which a share says nothing; such short texts are copies only if they are equal."""

_READ = frozenset({Part.PARAGRAPH, Part.STANDFIRST, Part.KEY_POINT})


@dataclass(frozen=True, slots=True)
class _Sketch:
    """What is compared of one article."""

    version: str
    exact: str
    runs: frozenset[int]
    article: Article


def twins(articles: Sequence[Article]) -> tuple[Copies, ...]:
    """Groups of two and more articles that are copies of one text, in the order of their first member.

    Exact copies first, then shared runs of words, then a lower share with the same agency credited and publication
    times near. Different versions of one article (the same id) are versions, not copies, and are not grouped by that.
    """
    sketches = [_sketch(article) for article in {one.version: one for one in articles}.values()]
    parent = list(range(len(sketches)))
    why: dict[int, list[str]] = defaultdict(list)
    for left, right in sorted(_candidates(sketches)):
        reason = _reason(sketches[left], sketches[right])
        if reason:
            a, b = sorted((_root(parent, left), _root(parent, right)))
            parent[b] = a
            why[left].append(reason)
    return _groups(sketches, parent, why)


def _sketch(article: Article) -> _Sketch:
    read = " ".join(block.span.of(article.text) for block in article.blocks if block.part in _READ)
    tokens = re.findall(r"\w+", read.casefold())
    runs = {
        zlib.crc32(" ".join(tokens[n : n + SHINGLE]).encode("utf-8", "replace"))
        for n in range(len(tokens) - SHINGLE + 1)
    }
    kept = frozenset(run for run in runs if run % SAMPLE == 0)
    return _Sketch(article.version, digest("twins", *tokens), kept if len(kept) >= FEWEST else frozenset(runs), article)


def _candidates(sketches: Sequence[_Sketch]) -> set[tuple[int, int]]:
    """Pairs that share all words or one run in ten of the shorter; runs in more than fifty articles are furniture."""
    places: dict[object, list[int]] = defaultdict(list)
    for number, sketch in enumerate(sketches):
        places[sketch.exact].append(number)
        for run in sketch.runs:
            places[run].append(number)
    pairs: dict[tuple[int, int], int] = defaultdict(int)
    found: set[tuple[int, int]] = set()
    for key, numbers in places.items():
        if isinstance(key, str):
            found.update((numbers[0], other) for other in numbers[1:])
        elif len(numbers) <= 50:
            for pair in combinations(numbers, 2):
                pairs[pair] += 1
    return found | {pair for pair, shared in pairs.items() if shared * 10 >= min(len(sketches[n].runs) for n in pair)}


def _reason(left: _Sketch, right: _Sketch) -> str | None:
    """Why two articles are copies, in words, or None."""
    if left.exact == right.exact:
        return "the same words"
    if left.article.id == right.article.id:
        return None
    fewer = min(len(left.runs), len(right.runs))
    share = len(left.runs & right.runs) / fewer if fewer >= FEWEST else 0.0
    if share >= CONTAINED:
        return f"{share:.0%} of the shorter text's runs of {SHINGLE} words are in the longer"
    agency = _agency(left.article)
    if share >= CREDITED and agency and agency == _agency(right.article) and _near(left.article, right.article):
        return f"both credit {agency}, published within {NEAR.days} days, {share:.0%} of runs shared"
    return None


def _agency(article: Article) -> str | None:
    return article.credit.text.casefold() if article.credit else None


def _near(left: Article, right: Article) -> bool:
    if left.published is None or right.published is None:
        return False
    return abs(left.published.at - right.published.at) <= NEAR


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        number = parent[number]
    return number


def _groups(sketches: Sequence[_Sketch], parent: list[int], why: Mapping[int, Iterable[str]]) -> tuple[Copies, ...]:
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
