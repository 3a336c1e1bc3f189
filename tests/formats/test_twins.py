from __future__ import annotations

import json

import pytest

from coranto.formats import decode, shingles, twins
from coranto.model import Article, Raw

GIVEN = [2556173152, 3124902432]
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


def test_a_short_text_is_found_in_a_long_one() -> None:
    """All runs of a short text are kept, one in four of a long one: they are compared on what both would keep."""
    (group,) = twins([article("one", SENTENCES[3:5]), article("two", SENTENCES), article("three", OTHERS)])
    assert len(group.members) == 2


@pytest.mark.parametrize("copies", [12, 13, 60])
def test_a_copy_on_many_sites_is_one_group_however_many(copies: int) -> None:
    """Also where runs of words are in so many articles that not all pairs of them are looked at."""
    furniture = [
        "This is what stands at the foot of every page of the harbour's own site, as its office said in spring."
    ]
    wire = [article(f"site{n}", [*SENTENCES[: 20 + n % 9], f"Number {n}.", *furniture]) for n in range(copies)]
    others = [article(f"other{n}", [f"{line} {n}" for line in OTHERS] + furniture) for n in range(0, 9000, 3000)]
    mixed = [one for n, one in enumerate(wire) for one in ([one, others[n]] if n < len(others) else [one])]
    groups = twins(mixed)
    assert {one.version for one in wire} <= set(groups[0].members)
    assert not set(groups[0].members) & {one.version for one in others}


@pytest.mark.parametrize("marks", ["“The pier,” he said — it’s", '"The pier," he said, it\'s', "THE PIER HE SAID IT'S"])
def test_marks_and_case_do_not_count(marks: str) -> None:
    plain = "the pier he said it s"
    assert shingles.numbers(marks).tolist() == shingles.numbers(plain).tolist()


def test_a_word_has_one_number_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, three, four = shingles.numbers("pier tide pier Größe").tolist()
    assert one == three
    assert len({one, two, four}) == 3
    assert shingles.numbers("").tolist() == []
    assert shingles.runs(shingles.numbers("a b c d")).tolist() == []
    long = "pier tide quay wind rock boat " * 2_000
    whole = shingles.runs(shingles.numbers(long)).tolist()
    assert len(whole) == 6  # six runs over and over
    monkeypatch.setattr(shingles, "PIECE", 1_000)
    assert set(whole) <= set(shingles.runs(shingles.numbers(long)).tolist())


def test_numbers_are_the_same_in_every_process() -> None:
    assert shingles.signature("The harbour master of the quay wrote to the pier about the tide.").tolist() == GIVEN


def test_the_order_of_input_does_not_change_the_groups() -> None:
    articles = [article("one", SENTENCES), article("two", SENTENCES[:20]), article("three", [*SENTENCES, "More."])]
    assert {frozenset(group.members) for group in twins(articles)} == {
        frozenset(group.members) for group in twins(articles[::-1])
    }
    assert twins(articles)[0].id == twins(articles[::-1])[0].id
