"""Numbers in digits and words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.codebook import Codebook
from coranto.read import numerals


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("1,200", 1200), ("1.2 million", 1_200_000), ("2 1/2", 2.5), ("2½", 2.5), ("twelve", 12),
        ("twenty-five", 25), ("two hundred and five", 205), ("three thousand two hundred", 3200), ("a dozen", 12),
        ("two dozen", 24), ("a hundred", 100), ("half a million", 500_000), ("one and a half million", 1_500_000),
        ("two hundred thousand", 200_000), ("5 lakh", 500_000), ("zero", 0), ("1.5bn", 1_500_000_000),
        ("many", None), ("", None), ("soldiers", None), ("and", None),
    ],
)  # fmt: skip
def test_value(text: str, number: float | None, codebook: Codebook) -> None:
    assert numerals.value(text, codebook.cues["numbers"]) == number


@settings(deadline=None)
@given(number=st.integers(0, 10**9))
def test_digits_say_their_number(codebook: Codebook, number: int) -> None:
    assert numerals.value(f"{number:,}", codebook.cues["numbers"]) == number
    assert numerals.value(str(number), codebook.cues["numbers"]) == number
