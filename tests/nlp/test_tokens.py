from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.nlp import tokenize
from coranto.nlp.tokens import INVISIBLE

HIDDEN = re.compile(rf"[\s{INVISIBLE}]")
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)  # lone surrogates and all
NEWS = st.lists(
    st.sampled_from(
        [
            "U.S.",
            "-led",
            "don’t",
            "$5m",
            " ",
            "\n",
            "'s",
            "“",
            "”",
            "…",
            "10,000",
            "a.m.",
            "Gen.",
            "anti-",
            "@x.",
            "http://a",
        ]
    )
).map("".join)


def cut(text: str) -> str:
    return "|".join(text[a:b] for a, b in tokenize(text))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("They don't, can’t and cannot.", "They|do|n't|,|ca|n’t|and|can|not|."),
        ("South Korea’s army", "South|Korea|’s|army"),
        ("the workers' party", "the|workers|'|party"),
        ("We'll say they've won, I'm told", "We|'ll|say|they|'ve|won|,|I|'m|told"),
        ("a U.S.-led force", "a|U.S.|-|led|force"),
        ("an anti-ship, co-operative mid-August plan", "an|anti-ship|,|co-operative|mid-August|plan"),
        ("nuclear-armed, 10-day, F-16", "nuclear|-|armed|,|10|-|day|,|F|-|16"),
        ("Gen. J. K. Smith of Acme Inc. spoke.", "Gen.|J.|K.|Smith|of|Acme|Inc.|spoke|."),
        ("It cost $5m, €10.5 bn or US$300.", "It|cost|$|5|m|,|€|10.5|bn|or|US$|300|."),
        ("50% of 10,000 (1.5 million)", "50|%|of|10,000|(|1.5|million|)"),
        ("at 14:00 GMT, 5pm or 9:30 a.m. on 2024-11-05", "at|14:00|GMT|,|5|pm|or|9:30|a.m.|on|2024-11-05"),
        ("in the 1990s, on the 21st", "in|the|1990s|,|on|the|21st"),
        ("“No,” he said. ‘Why?’", "“|No|,|”|he|said|.|‘|Why|?|’"),
        ("No. 5 said no. Sat. 3", "No.|5|said|no|.|Sat.|3"),
        ("See https://example.org/a?b=c, or a.b@example.org.", "See|https://example.org/a?b=c|,|or|a.b@example.org|."),
        ("• Wait... what -- really?!", "•|Wait|...|what|--|really|?!"),
        ("O'Brien and the Shi'ite al-Ani", "O'Brien|and|the|Shi'ite|al|-|Ani"),
        ("", ""),
        (" \n\t ", ""),
    ],
)  # fmt: skip
def test_conventions(text: str, tokens: str) -> None:
    assert cut(text) == tokens


@settings(deadline=None)
@given(ANY_TEXT | NEWS)
def test_every_visible_character_is_in_exactly_one_token(text: str) -> None:
    spans = tokenize(text)
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    covered = {i for a, b in spans for i in range(a, b)}
    assert {i for i, char in enumerate(text) if not HIDDEN.match(char)} <= covered
    assert not any(text[i].isspace() for i in covered)


@settings(deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_what_lies_outside_plays_no_part(before: str, text: str, after: str) -> None:
    inside = tokenize(before + text + after, len(before), len(before) + len(text))
    assert inside == [(a + len(before), b + len(before)) for a, b in tokenize(text)]


def test_start_and_end_are_those_of_a_slice() -> None:
    assert tokenize("one two three", 4, 7) == [(4, 7)]
    assert tokenize("one two three", -5) == [(8, 13)]
    assert tokenize("one", 10) == []


@pytest.mark.parametrize(
    "unit", ["a", "a.", "1-", "1.", "'", "a'", "-", ".", "a@", "http://", "_", "é\u0301", "a-b", "[1]"]
)
def test_a_long_run_is_read_to_its_end(unit: str) -> None:
    # A rule that is quadratic in the length would take hours here, not seconds.
    text = unit * (1_000_000 // len(unit))
    found = tokenize(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert found == sorted(found)
