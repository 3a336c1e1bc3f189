"""Stretches of the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coranto.read import calendar

DAYS = st.dates(date(1600, 1, 1), date(2400, 1, 1))


@pytest.mark.parametrize(
    ("year", "day"), [(1999, "1999-04-04"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2025, "2025-04-20")]
)
def test_easter(year: int, day: str) -> None:
    assert calendar.easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("year", "day"),
    [(2016, "2016-11-08"), (2020, "2020-11-03"), (2022, "2022-11-08"), (2024, "2024-11-05"), (2023, None)],
)
def test_election_day(year: int, day: str | None) -> None:
    found = calendar.election_day(year)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("rule", "day"),
    [("12-25", "2024-12-25"), ("11/3/4", "2024-11-28"), ("easter-2", "2024-03-29"), ("us-election", "2024-11-05")],
)
def test_holiday(rule: str, day: str) -> None:
    found = calendar.holiday(rule, 2024)
    assert found is not None
    assert found.isoformat() == day


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [("2024-01-31", 1, "2024-02-29"), ("2024-03-31", -1, "2024-02-29"), ("2024-11-05", 14, "2026-01-05")],
)
def test_months_later(day: str, months: int, there: str) -> None:
    assert calendar.months_later(date.fromisoformat(day), months).isoformat() == there


def test_no_such_day() -> None:
    assert calendar.safe(2023, 2, 29) is None
    assert calendar.safe(2024, 2, 29) == date(2024, 2, 29)


@given(DAYS)
def test_a_day_lies_in_its_week_and_the_weekend_in_the_same(day: date) -> None:
    week, weekend = calendar.week(day), calendar.weekend(day)
    assert week.first <= day < week.after
    assert (week.after - week.first).days == 7
    assert weekend.after == week.after
    assert weekend.first.weekday() == 5


@given(st.integers(1600, 2400), st.integers(-20, 30))
def test_months_and_quarters_follow_each_other_without_a_gap(year: int, number: int) -> None:
    assert calendar.month(year, number).after == calendar.month(year, number + 1).first
    assert calendar.quarter(year, number).after == calendar.quarter(year, number + 1).first


@given(st.integers(1600, 2400))
def test_easter_is_a_sunday_between_its_bounds(year: int) -> None:
    day = calendar.easter(year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)
