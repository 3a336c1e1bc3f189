from __future__ import annotations

import pytest

from coranto.publish.names import listed, name

NAMES = {"PRK": "North Korea", "USA": "United States", "PHL": "Philippines", "KOR.MIL": "South Korea's military"}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("KOR.MIL", "South Korea’s military"),
        ("PRK.MIL", "North Korea’s military"),
        ("USA.GOV", "the United States’ government"),
        ("USA", "the United States"),
        ("PHL.CVL", "civilians in the Philippines"),
        ("IGO.XYZ", "XYZ"),
        ("ABC.MIL", "ABC.MIL"),
        ("UNK", "someone not named"),
    ],
)
def test_a_code_has_a_name(code: str, words: str) -> None:
    assert name(code, NAMES) == words


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "a", "c"], "a, b and c")],
)
def test_parties_are_listed_once(items: list[str], words: str) -> None:
    assert listed(items) == words
