"""The coder's vote: the same every time, of the right shape whatever it is given, and about what was done to whom."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.nlp import tokenize
from coranto.nlp.coder import LEAST, Coder, Votes, open_coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return open_coder()


def forms(text: str) -> list[str]:
    return [text[a:b] for a, b in tokenize(text, 0, len(text))]


def told(coder: Coder, votes: Votes, word: int) -> str:
    """The likeliest label of a word."""
    return coder.labels[int(votes.label[word].argmax())][0]


def test_labels_are_the_codebooks(coder: Coder) -> None:
    from coranto.codebook import load

    known = {(name, mode.name) for name, one in load().types.types.items() for mode in one.modes}
    assert {label for label in coder.labels if label[1]} == known
    assert coder.labels[0] == ("", None)


def test_it_sees_who_does_what_to_whom(coder: Coder) -> None:
    words = forms("Peruvian soldiers killed nine villagers on Monday.")
    votes = coder.votes(words)
    killed = words.index("killed")
    assert told(coder, votes, killed) == "ASSAULT"
    assert coder.statuses[int(votes.status[killed].argmax())] == "happened"
    (row,) = (votes.acts == killed).nonzero()[0]
    assert votes.party[row, 0, 1 + words.index("soldiers")] > 0.5
    assert votes.party[row, 1, 1 + words.index("villagers")] > 0.5


def test_the_same_sentence_gives_the_same_votes(coder: Coder) -> None:
    words = forms("Togo asked Benin to free the ship.")
    first = coder.votes(words)
    coder.votes(forms("Rain fell."))
    second = coder.votes(words)
    assert np.array_equal(first.label, second.label)
    assert np.array_equal(first.party, second.party)


def test_a_sentence_of_several_windows_keeps_its_words_apart(coder: Coder) -> None:
    words = forms("Peru condemned Chile. " + "and so on, " * 200 + "Ghana condemned Togo.")
    votes = coder.votes(words)
    assert len(votes.label) == len(votes.status) == len(words)
    assert votes.party.shape == (len(votes.acts), 2, len(words) + 1)
    last = len(words) - 1 - words[::-1].index("condemned")
    (row,) = (votes.acts == last).nonzero()[0]
    assert votes.party[row, 0, 1 + words.index("Peru")] == 0.0
    assert votes.party[row, 0].argmax() == 1 + words.index("Ghana")


@settings(max_examples=40, deadline=None)
@given(words=st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=30))
def test_any_words_give_probabilities(words: list[str]) -> None:
    votes = open_coder().votes(words)
    for rows in (votes.label, votes.status, votes.certainty, votes.sector, votes.actor, votes.recipient):
        assert rows.shape[0] == len(words)
        assert np.allclose(rows.sum(1), 1.0, atol=1e-3)
    assert (1 - votes.label[votes.acts, 0] >= LEAST - 1e-4).all()
    assert ((votes.party >= 0) & (votes.party <= 1)).all()
