"""What is said of the future: a sentence in, a forecast out, or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coranto.model import Reading

Read = Callable[..., Reading]
DAY = date(2024, 11, 5)


@pytest.mark.parametrize(
    ("text", "kind", "holders"),
    [
        ("Turkey plans to send troops to Somalia.", "intention", ()),
        ("Pakistan vowed to attack India.", "commitment", ("PAK.GOV",)),
        ("Iran could attack Israel, analysts said.", "risk", ("UNK",)),
        ("China's president is scheduled to meet Russia's president on Friday.", "scheduled", ()),
    ],
)
def test_kind_and_holder(text: str, kind: str, holders: tuple[str, ...], read_sentence: Read) -> None:
    assert (kind, holders) in [(one.kind, one.holders) for one in read_sentence(text, DAY).forecasts]


@pytest.mark.parametrize(
    "text",
    [
        "Turkey sent troops to Somalia.",
        "Turkey did not attack Syria.",
        "Iran may have attacked the ship.",
        "France urged Iran to release the prisoners.",
    ],
)
def test_what_is_not_about_the_future(text: str, read_sentence: Read) -> None:
    assert read_sentence(text, DAY).forecasts == ()


def test_due_and_test(read_sentence: Read) -> None:
    reading = read_sentence("China's president is scheduled to meet Russia's president on Friday.", DAY)
    (forecast,) = reading.forecasts
    assert forecast.due is not None
    assert forecast.due.days[1] == date(2024, 11, 8)
    assert forecast.test.startswith("a claim of CONSULT")
    assert forecast.test.endswith("that took place by 2024-11-08")


def test_an_open_horizon_has_no_due_day(read_sentence: Read) -> None:
    (forecast,) = read_sentence("Turkey plans to send troops to Somalia.", DAY).forecasts
    assert forecast.due is None


def test_a_forecast_foretells_one_of_the_claims(read_sentence: Read) -> None:
    reading = read_sentence("Turkey plans to send troops to Somalia. Iran could attack Israel.", DAY)
    assert {one.claim for one in reading.forecasts} <= {claim.id for claim in reading.claims}
    assert len(reading.forecasts) == 2
