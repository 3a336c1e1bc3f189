from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coranto.formats.charset import characters

WORDS = "Côte d’Azur – Łódź"


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        (WORDS.encode(), None),
        (b"\xef\xbb\xbf" + WORDS.encode(), "iso-8859-1"),
        (WORDS.encode("utf-16"), None),
        (WORDS.encode(), "iso-8859-1"),
        (WORDS.encode("cp1250"), "windows-1250"),
        (b'<meta charset="windows-1250">'.replace(b"x", b"") + WORDS.encode("cp1250"), None),
        (b'<?xml version="1.0" encoding="windows-1250"?>' + WORDS.encode("cp1250"), None),
        ("<p>".encode("utf-16-le") + WORDS.encode("utf-16-le"), None),
    ],
)
def test_the_characters_are_found(body: bytes, declared: str | None) -> None:
    text, problems = characters(body, declared)
    assert text.endswith(WORDS)
    assert problems == ()


def test_latin_1_without_a_word_is_guessed_and_says_so() -> None:
    text, problems = characters("à la carte – déjà".encode("cp1252"))
    assert text == "à la carte – déjà"
    assert [problem.code for problem in problems] == ["formats.charset-guessed"]


def test_broken_bytes_are_marked() -> None:
    text, problems = characters(WORDS.encode() * 20 + b"\xff" + WORDS.encode())
    assert "\ufffd" in text
    assert [problem.code for problem in problems] == ["formats.broken-characters"]


@pytest.mark.parametrize("declared", ["utf-7", "rot13", "base64", "zip", "idna", "nonsense", "\0", "x" * 500])
def test_a_declared_set_that_is_none_is_passed_over(declared: str) -> None:
    assert characters(b"+ADw-script+AD4-", declared)[0] == "+ADw-script+AD4-"


@given(
    st.binary(max_size=80), st.sampled_from([None, "utf-8", "utf-16", "shift_jis", "gb2312", "ascii", "iso-2022-jp"])
)
def test_nothing_raises(body: bytes, declared: str | None) -> None:
    assert isinstance(characters(body, declared)[0], str)
