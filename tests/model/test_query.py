"""A question says itself in English."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from coranto.model import Certainty, Status
from coranto.model.query import EVERYTHING, Query

FIRST = datetime(2024, 11, 1, tzinfo=UTC)
FIFTH = datetime(2024, 11, 5, 14, 30, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (EVERYTHING, "all claims"),
        (
            Query(type="ASSAULT", actor="ISR.MIL", recipient="PSE", since=FIRST, until=FIFTH, as_known_at=FIFTH),
            "claims of type ASSAULT by ISR.MIL towards PSE from 2024-11-01 (UTC) until before 2024-11-05 14:30 (KST), "
            "as known at 2024-11-05 14:30 (KST)",
        ),
        (Query(mode="weapons"), "claims of type any type/weapons"),
        (Query(party="PRK", holder="UNK", country="KOR"), "claims involving PRK according to UNK in KOR"),
        (Query(status=Status.DEMANDED, certainty=Certainty.POSSIBLE), "claims with status demanded put as possible"),
        (Query(took_place=True, text="sea"), "claims that somebody says took place with the words “sea”"),
        (Query(took_place=False), "claims that are not said to have taken place"),
        (Query(since=FIRST), "claims from 2024-11-01 (UTC) on"),
        (Query(until=FIRST, limit=10, offset=20), "claims before 2024-11-01 (UTC), 10 at most, after the first 20"),
        (Query(box=(124.5, 37.0, 131.0, 43.0)), "claims between longitudes 124.5 and 131 and latitudes 37 and 43"),
        (Query(article="abc", every_version=True), "claims in article abc, earlier versions of articles included"),
    ],
)
def test_in_words(query, said):
    assert query.in_words() == said


def test_it_can_ask_for_events():
    assert Query(type="PROTEST").in_words("events") == "events of type PROTEST"
