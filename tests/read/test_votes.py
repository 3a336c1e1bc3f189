"""The learned vote on one sentence looks at no other sentence's words."""

from __future__ import annotations

from collections.abc import Callable

from coranto.model import Reading
from coranto.read.tools import Tools
from coranto.read.votes import MISSED, ballot_on


def test_a_party_of_another_sentence_is_no_party_of_this_one(
    read_sentence: Callable[..., Reading], tools: Tools
) -> None:
    reading = read_sentence("Peruvian soldiers killed nine villagers. The guests of the hotel slept well until noon.")
    first, second = reading.sentences
    ballot = ballot_on(reading, first, tools.coder)
    mine = dict(enumerate(ballot.between(frozenset((0, 1)), frozenset((4,)))))
    theirs = dict(enumerate(ballot.between(frozenset((second.last - 1,)), frozenset((second.first,)))))
    assert mine.keys() == theirs.keys()
    assert all(abs(share - MISSED * ballot.chance(vote.token, vote.type)) < 1e-6 for vote, share in theirs.values())
    assert max(share for _, share in mine.values()) > 2 * max(share for _, share in theirs.values())
