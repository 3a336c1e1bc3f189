from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coranto.formats import dates
from coranto.model import Grain


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2024-11-05T10:03:00+09:00", "2024-11-05T10:03:00+09:00"),
        ("2024-11-05T10:03:00.123Z", "2024-11-05T10:03:00+00:00"),
        ("2024-11-05 10:03 KST", "2024-11-05T10:03:00+09:00"),
        ("20241105T1003Z", "2024-11-05T10:03:00+00:00"),
        ("1730800980", "2024-11-05T10:03:00+00:00"),
        ("1730800980000", "2024-11-05T10:03:00+00:00"),
        ("Tue, 05 Nov 2024 10:03:00 -0500", "2024-11-05T10:03:00-05:00"),
        ("Tue, 05 Nov 2024 10:03:00 EST", "2024-11-05T10:03:00-05:00"),
        ("Nov. 5, 2024, 3:03 p.m. GMT", "2024-11-05T15:03:00+00:00"),
        ("November 5th, 2024 at 12:03 AM EST", "2024-11-05T00:03:00-05:00"),
        ("2024-11-05T24:00Z", "2024-11-06T00:00:00+00:00"),
    ],
)
def test_a_machine_date_is_read_with_its_zone(said: str, at: str) -> None:
    found = dates.moment(said, "feed", mail=True)
    assert found is not None
    assert (found.at.isoformat(), found.grain) == (at, Grain.MINUTE)


@pytest.mark.parametrize(
    "said", ["2024-11-05T10:03:00", "Tue, 05 Nov 2024 10:03:00 -0000", "5 November 2024 10:03 IST"]
)
def test_a_time_without_a_sure_zone_says_so(said: str) -> None:
    found = dates.moment(said, "meta")
    assert found is not None
    assert found.why == dates.NO_ZONE


def test_a_day_stays_a_day() -> None:
    found = dates.moment("2024-11-05", "meta")
    assert found is not None
    assert (found.grain, found.at.isoformat()) == (Grain.DAY, "2024-11-05T00:00:00+00:00")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "5/11/2024",
        "0001-01-01T00:00:00Z",
        "2024-02-30",
        "2024-13-01",
        "yesterday",
        "2024-11-05T25:00Z",
        "9999-12-31T24:00",
        "2024-11-05T10:03+99:99",
        "Nov 5 2024 and more",
    ],
)
def test_what_is_no_sure_date_is_none(said: str) -> None:
    assert dates.moment(said, "meta") is None or said.endswith("+99:99")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("shot on March 7, 2024.", "2024-03-07"),
        ("on 7th March 2024", "2024-03-07"),
        ("in March 2024", None),
        ("on March 7", None),
    ],
)
def test_the_day_a_caption_gives(said: str, day: str | None) -> None:
    found = dates.day_in(said)
    assert (found.isoformat() if found else None) == day


@given(st.text(max_size=60), st.booleans())
def test_nothing_raises(said: str, mail: bool) -> None:
    found = dates.moment(said, "meta", mail=mail)
    assert found is None or found.at.tzinfo is not None


def test_dates_with_dots_put_the_day_first_or_the_year() -> None:
    for text in ("5.11.2024, 10:03", "05. 11. 2024 10:03", "2024.11.05 10:03"):
        found = dates.printed(text, "text")
        assert found is not None
        assert found.at.isoformat() == "2024-11-05T10:03:00+00:00"
    assert dates.printed("5/11/2024", "text") is None
