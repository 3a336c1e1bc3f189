from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.nlp import sentences

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
NEWS = st.lists(st.sampled_from(["U.S.", " ", "\n", "The", "said", ".", "”", "Gen.", "J.", "5", "?", "a", "[1]"])).map(
    "".join
)


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "Gen. Mark Milley met Lt. Col. Smith and Mr. Jones.",
        "U.S. President Joe Biden spoke to U.N. Secretary-General António Guterres.",
        "The U.S. Senate voted on the bill.",
        "J. K. Rowling and George W. Bush met.",
        "It began at 10 a.m. Tuesday in Kyiv.",
        "It began at 10 a.m. EST.",
        "On Jan. 5 they left; on Sept. 11 they came back.",
        "He lives at No. 10 Downing Street.",
        "“Why now?” he asked.",
        "“We will not yield!” the minister said.",
        "Prices rose 2.5 percent.",
        "1. Kyiv",
        "Shares in Acme Inc. fell.",
        "Yahoo! said nothing",
    ],
)
def test_one_sentence(whole: str) -> None:
    assert cut(whole) == [whole]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He left.", "She stayed."),
        ("He flew to the U.S.", "The visit lasted a week."),
        ("He praised the U.S.", "Song vowed to go on."),
        ("“We are ready.”", "The minister left."),
        ("He said “no.”", "“Never,” he added."),
        ("They met at 5 p.m.", "The talks failed."),
        ("It is owned by Acme Corp.", "It denied the report."),
        ("What now?", "Nobody knows."),
        ("Stop!", "Go."),
        ("He was born in 1950.", "In 1970 he left.",),
        ("He left in May.", "5 soldiers died."),
        ("It is known.[12]", "It was so."),
        ("He paused…", "Then he spoke."),
    ],
)  # fmt: skip
def test_two_sentences(first: str, second: str) -> None:
    assert cut(f"{first} {second}") == [first, second]


def test_a_line_break_ends_a_sentence() -> None:
    assert cut("A headline\n\n  Its text. More\r\nEnd") == ["A headline", "Its text.", "More", "End"]


@settings(deadline=None)
@given(ANY_TEXT | NEWS)
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    covered = {i for a, b in spans for i in range(a, b)}
    assert {i for i, char in enumerate(text) if not char.isspace()} <= covered


@settings(deadline=None)
@given(ANY_TEXT, NEWS)
def test_what_lies_outside_plays_no_part(before: str, text: str) -> None:
    inside = sentences(before + text + before, len(before), len(before) + len(text))
    assert inside == [(a + len(before), b + len(before)) for a, b in sentences(text)]


@pytest.mark.parametrize("unit", [".", ". ", "a. ", "U.S. ", "”", "A", "?”", ".”[1]", " ", "Jan. 5 "])
def test_a_long_line_is_read_to_its_end(unit: str) -> None:
    # A rule that is quadratic in the length would take hours here, not seconds.
    text = unit * (1_000_000 // len(unit))
    found = sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert found == sorted(found)
