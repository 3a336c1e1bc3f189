from __future__ import annotations

import json

import pytest

from coranto.formats import decode, twins
from coranto.model import Article, Raw

SENTENCES = [
    f"On day {n} the harbour master of quay {n * 7} wrote to pier {n * 3} about the tide of {n * 11} feet and the wind."
    for n in range(1, 31)
]
OTHERS = [
    f"Fisherman {n} told our man in street {n * 5} that boat {n * 13} was last seen near rock {n * 17} in spring."
    for n in range(1, 31)
]


def article(site: str, sentences: list[str], day: int = 5, credit: str = "") -> Article:
    text = "\n".join(sentences) + credit
    row = {
        "text": text,
        "url": f"https://{site}.example/a",
        "source": f"{site} (sample)",
        "published": f"2024-11-{day:02d}T10:00:00Z",
    }
    return decode(Raw(json.dumps(row).encode(), "jsonl")).articles[0]


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        (article("one", SENTENCES), article("two", [*SENTENCES, "A line of our own."]), "of the shorter text's runs"),
        (article("one", SENTENCES[:20]), article("two", SENTENCES), "of the shorter text's runs"),
        (
            article("one", SENTENCES[:9] + OTHERS[:12], credit=" (Xinhua)"),
            article("two", SENTENCES[:9] + OTHERS[13:25], credit=" (Xinhua)"),
            "both credit xinhua",
        ),
    ],
    ids=["one line more", "cut", "agency"],
)
def test_copies_are_grouped_with_the_reason(left: Article, right: Article, why: str) -> None:
    (group,) = twins([left, article("three", OTHERS[26:]), right])
    assert set(group.members) == {left.version, right.version}
    assert why in group.why


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (article("one", SENTENCES), article("two", OTHERS)),
        (article("one", SENTENCES[:9] + OTHERS[:12]), article("two", SENTENCES[:9] + OTHERS[13:25])),
        (
            article("one", SENTENCES[:9] + OTHERS[:12], 1, " (Xinhua)"),
            article("two", SENTENCES[:9] + OTHERS[13:25], 9, " (Xinhua)"),
        ),
        (article("one", SENTENCES), article("one", [*SENTENCES, "An update of our own."])),
    ],
    ids=["strangers", "no agency", "a week apart", "versions of one"],
)
def test_others_are_left_apart(left: Article, right: Article) -> None:
    assert twins([left, right]) == ()


def test_the_order_of_input_does_not_change_the_groups() -> None:
    articles = [article("one", SENTENCES), article("two", SENTENCES[:20]), article("three", [*SENTENCES, "More."])]
    assert {frozenset(group.members) for group in twins(articles)} == {
        frozenset(group.members) for group in twins(articles[::-1])
    }
    assert twins(articles)[0].id == twins(articles[::-1])[0].id
