from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.nlp.pieces import MOST_PIECES, SHAPES, Pieces, read_vocabulary, shape


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    text = (resources.files("coranto.nlp") / "data" / "vocab.txt").read_text(encoding="utf-8")
    return Pieces(read_vocabulary(text.splitlines()))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("missile", "missile"),
        ("MISSILE", "missile"),
        ("Kherson", "k ##hers ##on"),
        ("Guantánamo", "guantanamo"),
        ("U.S.", "u . s ."),
        ("“", "“"),
        ("平和", "平 和"),
        ("\ud800", "[UNK]"),
        ("\u200b", "[UNK]"),
    ],
)
def test_pieces_are_those_of_bert(pieces: Pieces, form: str, expected: str) -> None:
    names = {number: piece for piece, number in pieces.vocabulary.items()}
    assert " ".join(names[number] for number in pieces.of(form)) == expected


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_word_has_a_few_pieces(form: str) -> None:
    pieces = Pieces({"[UNK]": 0, "a": 1, "##a": 2})
    assert 1 <= len(pieces.of(form)) <= MOST_PIECES
    assert 1 <= shape(form) < SHAPES


@pytest.mark.parametrize(
    ("form", "number"),
    [("army", 1), ("Army", 2), ("NATO", 3), ("A", 4), ("McCain", 5), ("10,000", 6), ("F16", 7), ("--", 8), ("平和", 9)],
)
def test_shape(form: str, number: int) -> None:
    assert shape(form) == number
