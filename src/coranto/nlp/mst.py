"""Heads from scores: the best tree with exactly one root.

Chu and Liu (1965), Edmonds (1967). The best tree with *one* root is found by taking the same large sum from every
edge of the root, so that a tree with two can never win (reweighting as described by Stanojević and Cohen 2021,
https://aclanthology.org/2021.emnlp-main.823).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Heads = NDArray[np.int64]


def best_tree(scores: NDArray[np.floating]) -> list[int]:
    """Heads of the highest-scoring tree with one root.

    `scores`, (tokens, tokens + 1): how well column h heads a row's token; column 0 is the root, column j + 1 token j.
    Finite numbers. Returns one head a token, -1 for the root's one child; an empty list for no tokens.
    """
    if not len(scores):
        return []
    apart = np.array(scores, dtype=np.float32)
    # Every (tokens + 2)th number from the second on is a token's score as its own head.
    apart.reshape(-1)[1 :: len(scores) + 2] = -np.inf
    favourites: list[int] = apart.argmax(1).tolist()
    # Nine sentences in ten need no more than each token's favourite.
    if favourites.count(0) == 1 and _cycle([0, *favourites]) is None:
        return [head - 1 for head in favourites]
    if len(scores) == 1:
        return [-1]
    return _one_root(scores, apart)


def _one_root(scores: NDArray[np.floating], apart: NDArray[np.float32]) -> list[int]:
    """What `best_tree` gives where favourites are no tree; `apart` are the scores without loops.

    No tree under a root can be better than that root with every other token's favourite token. So the tree under the
    root with the best such bound is the best of all where it reaches the bound of every other root.
    """
    inside = apart[:, 1:]
    most = inside.max(1)
    bounds = most.sum() + apart[:, 0] - most
    root = int(bounds.argmax())
    square = np.full((len(scores) + 1, len(scores) + 1), -np.inf)
    square[1:, 1:] = inside
    square[root + 1, 0] = scores[root, 0]
    square[root + 1, 1:] = -np.inf
    heads = _arborescence(square)[1:]
    reached = scores[np.arange(len(scores)), heads].sum()
    bounds[root] = -np.inf
    if reached >= bounds.max():
        return [int(head) - 1 for head in heads]
    return _by_contraction(scores)


def _by_contraction(scores: NDArray[np.floating]) -> list[int]:
    """What `best_tree` gives, whatever the scores: every edge of the root is made dearer, so that two never win."""
    square = np.full((len(scores) + 1, len(scores) + 1), -np.inf)
    square[1:] = scores
    np.fill_diagonal(square, -np.inf)
    finite = square[np.isfinite(square)]
    square[1:, 0] -= (finite.max() - finite.min() + 1.0) * len(square)
    return [int(head) - 1 for head in _arborescence(square)[1:]]


def _cycle(links: list[int]) -> list[int] | None:
    """Nodes of one cycle, or None when every node reaches node 0. `links`: each node's head."""
    state = [0] * len(links)  # 0 unseen, otherwise the walk that passed here
    state[0] = -1
    for start in range(1, len(links)):
        node = start
        while state[node] == 0:
            state[node] = start
            node = links[node]
        if state[node] == start:
            return _round(links, node)
    return None


def _round(links: list[int], start: int) -> list[int]:
    found, node = [start], links[start]
    while node != start:
        found.append(node)
        node = links[node]
    return found


def _arborescence(scores: Scores) -> Heads:
    """Best heads of nodes 1… under node 0. `scores`, (nodes, nodes): row's node headed by column's."""
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads.tolist())
    if cycle is None:
        return heads
    inside = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(scores)), inside)
    # The cycle becomes one node, the last. Entering it at v costs v's present edge; leaving it is free.
    gain = scores[inside] - scores[inside, heads[inside]][:, None]
    smaller = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    smaller[:-1, -1] = scores[np.ix_(outside, inside)].max(1)
    smaller[-1, :-1] = gain[:, outside].max(0)
    found = _arborescence(smaller)
    return _opened(scores, heads, inside, outside, found)


def _opened(scores: Scores, heads: Heads, inside: Heads, outside: Heads, found: Heads) -> Heads:
    """Heads over all nodes, from those over the graph where the cycle was one node."""
    result = heads.copy()
    for i, node in enumerate(outside[1:], start=1):
        head = found[i]
        result[node] = outside[head] if head < len(outside) else inside[scores[node, inside].argmax()]
    entry = outside[found[-1]]
    gain = scores[inside, entry] - scores[inside, heads[inside]]
    result[inside[gain.argmax()]] = entry
    return result
