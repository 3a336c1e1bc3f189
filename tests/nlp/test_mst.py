from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from coranto.nlp.mst import best_tree

FINITE = st.floats(-100, 100, width=32)
SCORES = st.integers(1, 30).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=FINITE))
SMALL = st.integers(1, 5).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=FINITE))


def is_tree(heads: list[int]) -> bool:
    if heads.count(-1) != 1:
        return False
    for start in range(len(heads)):
        node, steps = start, 0
        while node != -1 and steps <= len(heads):
            node, steps = heads[node], steps + 1
        if node != -1:
            return False
    return True


def total(scores: NDArray[np.float32], heads: list[int]) -> float:
    return float(sum(scores[i, head + 1] for i, head in enumerate(heads)))


@settings(deadline=None)
@given(SCORES)
def test_one_root_and_no_cycle(scores: NDArray[np.float32]) -> None:
    assert is_tree(best_tree(scores))


@settings(deadline=None)
@given(SMALL)
def test_no_tree_with_one_root_scores_higher(scores: NDArray[np.float32]) -> None:
    n = len(scores)
    trees = [list(heads) for heads in product(range(-1, n), repeat=n) if is_tree(list(heads))]
    best = max(total(scores, heads) for heads in trees)
    assert total(scores, best_tree(scores)) >= best - 1e-3


def test_a_second_favourite_root_gives_way() -> None:
    scores = np.array([[5.0, 0.0, 1.0], [4.0, 3.0, 0.0]])
    assert best_tree(scores) == [-1, 0]


def test_no_tokens() -> None:
    assert best_tree(np.zeros((0, 1))) == []
