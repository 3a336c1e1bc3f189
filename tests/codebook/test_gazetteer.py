"""Names to places."""

from __future__ import annotations

import pytest

from coranto.codebook import Codebook
from coranto.model import Precision


@pytest.mark.parametrize(
    ("name", "country", "precision"),
    [
        ("Seoul", "KOR", Precision.CITY),
        ("Kharkov", "UKR", Precision.CITY),
        ("kursk region", "RUS", Precision.REGION),
        ("Punggye-ri", "PRK", Precision.POINT),
        ("Gaza Strip", "PSE", Precision.REGION),
        ("East Sea", None, Precision.SEA),
        ("Sea of Japan", None, Precision.SEA),
        ("Line of Control", None, Precision.AREA),
        ("Kenya", "KEN", Precision.COUNTRY),
    ],
)
def test_find(codebook: Codebook, name: str, country: str | None, precision: Precision) -> None:
    assert (country, precision) in {(place.country, place.precision) for place in codebook.gazetteer.find(name)}


def test_both_names_of_a_disputed_sea_are_one_place(codebook: Codebook) -> None:
    assert codebook.gazetteer.find("East Sea")[0] == codebook.gazetteer.find("Sea of Japan")[0]


def test_accents_case_and_marks_do_not_matter(codebook: Codebook) -> None:
    assert codebook.gazetteer.find("Bogota") == codebook.gazetteer.find("BOGOTÁ")


def test_an_unknown_name_is_nowhere(codebook: Codebook) -> None:
    assert codebook.gazetteer.find("Xyzzyville") == ()


def test_a_peninsula_of_two_countries_has_none_alone(codebook: Codebook) -> None:
    (peninsula,) = codebook.gazetteer.find("Korean Peninsula")
    assert peninsula.countries == ("KOR", "PRK")
    assert peninsula.country is None
