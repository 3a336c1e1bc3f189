"""Where the parse and the learned vote disagree: an act that either doubts is not shown as having happened."""

from __future__ import annotations

import pytest

from coranto.model import Status
from coranto.read.votes import Vote
from coranto.read.weighing import judged

PARSED = "by the parse"


def vote(status: Status, took_place: float) -> Vote:
    return Vote(0, "AID", None, 0.9, 0.9, status, took_place, 0.9, (), ())


@pytest.mark.parametrize(
    ("parsed", "voted", "took_place", "status"),
    [
        (Status.HAPPENED, Status.HAPPENED, 0.99, Status.HAPPENED),
        (Status.HAPPENED, Status.ONGOING, 0.9, Status.ONGOING),
        (Status.HAPPENED, Status.HISTORICAL, 0.9, Status.HISTORICAL),
        (Status.HAPPENED, Status.DEMANDED, 0.2, Status.DEMANDED),
        (Status.ONGOING, Status.NEGATED, 0.1, Status.NEGATED),
        (Status.PLANNED, Status.HAPPENED, 0.6, Status.PLANNED),
        (Status.NEGATED, Status.HAPPENED, 0.8, Status.NEGATED),
        (Status.PLANNED, Status.DEMANDED, 0.1, Status.PLANNED),
    ],
)
def test_either_may_doubt(parsed: Status, voted: Status, took_place: float, status: Status) -> None:
    found, why = judged(parsed, PARSED, vote(voted, took_place))
    assert found is status
    assert why


def test_a_parse_that_doubts_is_never_overruled() -> None:
    assert judged(Status.PLANNED, PARSED, vote(Status.HAPPENED, 0.99)) == (Status.PLANNED, PARSED)


def test_without_a_vote_the_parse_decides() -> None:
    assert judged(Status.PLANNED, PARSED, None) == (Status.PLANNED, PARSED)
