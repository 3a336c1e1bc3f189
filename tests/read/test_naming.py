"""A sentence in, its names out: `KIND words`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from coranto.model import Article, Capture, Reading
from coranto.model.article import article_id, version_id
from coranto.read.naming import naming
from coranto.read.sentences import sentences, tokens
from coranto.read.tools import Tools

Named = Callable[[str], list[str]]


@pytest.fixture
def reading(tools: Tools) -> Callable[[str], Reading]:
    def read(text: str) -> Reading:
        one = Article(article_id(None, None, text), version_id(text), text, (), Capture(None, None, "text", "0" * 64))
        return naming(tokens(sentences(Reading(one), tools), tools), tools)

    return read


@pytest.fixture
def named(reading: Callable[[str], Reading]) -> Named:
    def names(text: str) -> list[str]:
        return [f"{name.kind.value} {name.span.of(text)}" for name in reading(text).names]

    return names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Foreign Minister Sela Tuipulotu flew to Suva.", ["person Sela Tuipulotu", "place Suva"]),
        ("The Ministry of Public Works blamed the contractor.", ["organisation Ministry of Public Works"]),
        ("Kenyan police arrested two Ugandans.", ["nationality Kenyan", "nationality Ugandans"]),
        ("Two Hausa traders left the market.", ["nationality Hausa"]),
        ("The crowd moved towards Mulago Hospital.", ["facility Mulago Hospital"]),
        ("Iran fired a Fateh-110 at the ships.", ["place Iran", "weapon Fateh-110"]),
        ("The frigate USS Carney left on Monday.", ["weapon USS Carney"]),
        ("Typhoon Haiyan killed thousands.", ["event Typhoon Haiyan"]),
        ("The minister spoke to reporters on Monday.", []),
        ("Residents said the road had been closed since May.", []),
    ],
)
def test_kinds(named: Named, text: str, names: list[str]) -> None:
    assert named(text) == names


def test_a_government_and_its_country_are_told_apart_by_their_mentions(named: Named) -> None:
    assert named("The Chinese government protested.") == ["nationality Chinese"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Grace Okello spoke first. “We will stay,” Okello told the crowd.", "person Okello"),
        ("The National Water Authority (NAWA) paid. Nobody at NAWA would say why.", "organisation NAWA"),
    ],
)
def test_a_name_means_one_thing_in_one_article(named: Named, text: str, name: str) -> None:
    assert named(text).count(name) >= 1
    assert {found for found in named(text) if found.endswith(name.partition(" ")[2])} <= {
        name,
        "person Grace Okello",
    }


def test_names_never_overlap_and_stand_in_order(reading: Callable[[str], Reading]) -> None:
    read = reading("In Accra, Kwame Boateng of the Ghana Health Service met the Togolese ambassador, Afi Lawson.")
    spans = [name.span for name in read.names]
    assert all(a.end <= b.start for a, b in pairwise(spans))
