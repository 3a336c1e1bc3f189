from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from coranto.model import Amount, Grain, Moment, Precision, Span, Use, When, Where
from coranto.publish import days

SEOUL = timezone(timedelta(hours=9))


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SEOUL)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("since", "until", "grain", "words"),
    [
        (at(2024, 11, 5), at(2024, 11, 6), Grain.DAY, "5 November 2024"),
        (at(2024, 11, 2), at(2024, 11, 4), Grain.DAY, "2–3 November 2024"),
        (at(2024, 10, 31), at(2024, 11, 2), Grain.DAY, "31 October 2024 to 1 November 2024"),
        (at(2024, 3, 1), at(2024, 4, 1), Grain.MONTH, "March 2024"),
        (at(2018, 1, 1), at(2019, 1, 1), Grain.YEAR, "2018"),
        (at(2018, 1, 1), at(2020, 1, 1), Grain.YEAR, "1 January 2018 to 31 December 2019"),
        (at(2024, 11, 5), None, Grain.VAGUE, "from 5 November 2024, end open"),
        (None, at(2024, 11, 5), Grain.VAGUE, "by 4 November 2024"),
        (None, None, Grain.VAGUE, ""),
    ],
)
def test_a_stretch_of_time_in_words(since: datetime | None, until: datetime | None, grain: Grain, words: str) -> None:
    assert days.when(When(Span(0, 1), "DATE", "", grain, since, until, None, "")) == words


def test_an_inherited_day_says_so() -> None:
    time = When(Span(0, 1), "DATE", "", Grain.DAY, at(2024, 11, 5), at(2024, 11, 6), None, "", inherited=True)
    assert days.when(time) == "5 November 2024 (day of its first telling)"


def test_an_inferred_day_of_publication_says_so() -> None:
    assert days.published(Moment(at(2024, 11, 5), Grain.DAY, "inferred")) == "5 November 2024 (inferred)"
    assert days.published(Moment(at(2024, 11, 5, 9, 12), Grain.MINUTE, "meta")) == "5 November 2024, 09:12 UTC+09:00"
    assert days.published(None) == ""


def test_a_country_is_never_shown_as_a_spot() -> None:
    place = Where(Span(0, 1), "North Korea", "PRK", 40.0, 127.0, Precision.COUNTRY, Use.ACT, "")
    assert days.where(place) == "North Korea (country, no finer)"
    assert days.where(None) == ""


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (12.0, 12.0, "killed: 12"),
        (10.0, 12.0, "killed: 10 to 12"),
        (10000.0, None, "killed: at least 10,000"),
        (None, 12.5, "killed: at most 12.5"),
        (None, None, "killed: a number not given"),
    ],
)
def test_amounts_keep_their_open_sides(low: float | None, high: float | None, words: str) -> None:
    assert days.amount(Amount(Span(0, 1), "killed", low, high, "", 0)) == words


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        (datetime(2024, 3, 7, tzinfo=UTC), "taken 8 months before this news"),
        (datetime(2024, 11, 4, tzinfo=UTC), ""),
        (datetime(2024, 10, 20, tzinfo=UTC), "taken 16 days before this news"),
        (datetime(2019, 11, 5, tzinfo=UTC), "taken 5 years before this news"),
    ],
)
def test_a_picture_has_an_age(taken: datetime, words: str) -> None:
    assert days.age(taken, datetime(2024, 11, 5, 18, tzinfo=UTC)) == words
