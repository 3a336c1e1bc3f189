"""The JSON forms that other programs rely on: exactly these keys, offsets into the text, inclusive days."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from coranto.model import Act, Article, Capture, Cell, Claim, Grain, Moment, Rating, Reading, Span, Status, When
from coranto.model.forms import claim_form, page_form, reading_form
from coranto.model.notation import parse

Read = Callable[..., Reading]
TEXT = "Kenya's army said Uganda attacked two villages on Monday in response to a raid. Uganda plans to send troops."
CLAIM = {
    "article", "claim", "evidence", "event", "mode", "contexts", "actors", "recipients", "status", "hedge", "date",
    "place", "holders", "amounts", "about", "event_id", "text",
}  # fmt: skip
READING = {
    "id", "page", "published", "published_origin", "published_why", "sentences", "tokens", "predicates", "mentions",
    "times", "places", "attributions", "links", "forecasts", "claims", "problems",
}  # fmt: skip
PAGE = {
    "kicker", "section", "headline", "dateline", "standfirst", "pictures", "key_points", "long_read", "body", "tags",
    "previous", "next", "rating",
}  # fmt: skip


def article(**given: object) -> Article:
    empty = Article("a1", "v1", TEXT, (), Capture(None, None, "text", ""))
    return replace(empty, **given)  # type: ignore[arg-type]


def test_the_keys_of_a_reading(read_sentence: Read) -> None:
    form = reading_form(read_sentence(TEXT, date(2024, 11, 5)))
    assert set(form) == READING
    assert set(page_form(article())) == PAGE
    claims = form["claims"]
    assert isinstance(claims, list)
    assert claims
    assert all(set(claim) == CLAIM for claim in claims)
    assert json.loads(json.dumps(form)) == form


def test_offsets_and_words_agree(read_sentence: Read) -> None:
    reading = read_sentence(TEXT)
    for claim in reading.claims:
        evidence = claim_form(claim, reading)["evidence"]
        assert isinstance(evidence, list)
        assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in evidence)


def test_the_text_of_a_claim_is_a_line_of_the_notation(read_sentence: Read) -> None:
    reading = read_sentence(TEXT, date(2024, 11, 5))
    for claim in reading.claims:
        assert parse(str(claim_form(claim, reading)["text"]))


def when(since: datetime | None, until: datetime | None) -> When:
    return When(Span(0, 1), "DATE", "", Grain.DAY, since, until, None, "")


SEOUL = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (datetime(2024, 11, 5, tzinfo=SEOUL), datetime(2024, 11, 6, tzinfo=SEOUL), ["2024-11-05", "2024-11-05"]),
        (datetime(2024, 11, 2, tzinfo=UTC), datetime(2024, 11, 4, tzinfo=UTC), ["2024-11-02", "2024-11-03"]),
        (datetime(2024, 11, 5, 6, tzinfo=SEOUL), datetime(2024, 11, 5, 12, tzinfo=SEOUL), ["2024-11-05", "2024-11-05"]),
        (None, datetime(2024, 11, 6, tzinfo=UTC), None),
        (datetime(2024, 11, 5, tzinfo=UTC), None, None),
    ],
)  # fmt: skip
def test_days_are_inclusive_in_their_own_zone(
    since: datetime | None, until: datetime | None, days: list[str] | None
) -> None:
    act = Act(
        Span(0, 5), 0, "ASSAULT", None, (), (), (), Status.HAPPENED, (Span(0, 5),), 1.0, "", time=when(since, until)
    )
    claim = Claim("c", "v1", act, (), None, (), act.evidence)
    form = claim_form(claim, Reading(article(), claims=(claim,)), "e1")
    assert form["date"] == days
    assert form["event_id"] == "e1"
    assert form["holders"] == []


def test_an_id_given_with_the_input_is_echoed() -> None:
    assert reading_form(Reading(article(ref="mine")))["id"] == "mine"
    assert reading_form(Reading(article()))["id"] == "a1"


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (None, None),
        (Moment(datetime(2024, 11, 5, tzinfo=UTC), Grain.DAY, "given"), "2024-11-05"),
        (Moment(datetime(2024, 11, 5, 9, 30, tzinfo=UTC), Grain.MINUTE, "meta"), "2024-11-05T09:30:00+00:00"),
    ],
)
def test_published_is_no_finer_than_known(moment: Moment | None, shown: str | None) -> None:
    assert reading_form(Reading(article(), published=moment))["published"] == shown


def test_no_votes_are_no_rating() -> None:
    assert page_form(article(rating=Rating(None, 0)))["rating"] == {"average": None, "votes": 0}
    assert page_form(article())["rating"] is None
    assert page_form(article(kicker=Cell("Top Story", None)))["kicker"] == "Top Story"
