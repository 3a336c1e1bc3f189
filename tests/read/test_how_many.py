"""How many: a sentence in; the words, what they count, and both bounds out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.codebook import Codebook
from coranto.model import Article, Capture, Grain, Moment, Reading
from coranto.read import how_many, when


def reading(text: str, codebook: Codebook) -> Reading:
    article = Article("a", "v", text, (), Capture(None, None, "text", "0"))
    bare = Reading(article, published=Moment(datetime(2024, 11, 5, tzinfo=UTC), Grain.DAY, "given"))
    return replace(bare, times=when.find(bare, codebook.cues)[0])


def amounts(text: str, codebook: Codebook) -> list[str]:
    def bound(value: float | None) -> str:
        return "-" if value is None else f"{value:g}"

    found = how_many.find(reading(text, codebook), codebook.cues["amounts"], codebook.cues["numbers"])
    return [" ".join(filter(None, (f"{a.what} {bound(a.low)}..{bound(a.high)}", a.unit))) for a in found]


# sentence | amounts, in text order: what low..high unit ("-" where that side is open)
ROWS = """
At least 12 people were killed and 30 injured in the blast. | killed 12..- ; injured 30..30
The strike killed 12 and injured 31. | killed 12..12 ; injured 31..31
The bomb killed 12 people, including 3 children. | killed 12..12 ; other 3..3
A bomb tore through the market, killing more than 40 people. | killed 40..-
A bomb tore through the market, wounding about 40 people. | injured 40..40
Five soldiers were killed. | killed 5..5
Five soldiers died. | killed 5..5
The crash left 19 dead. | killed 19..19
The clash left seven dead and two dozen wounded. | killed 7..7 ; injured 24..24
There were 14 deaths. | killed 14..14
The death toll was raised to 45. | killed 45..45
The death toll rose to 1,200. | killed 1200..1200
Nineteen people are missing. | missing 19..19
Rescuers looked for 8 missing miners. | missing 8..8
Police arrested 50 people. | arrested 50..50
Police detained 50 protesters. | arrested 50..50
Some 300 demonstrators were detained. | arrested 300..300
The police made 17 arrests. | arrested 17..17
Thirteen inmates were killed. | killed 13..13
The junta holds 13 prisoners. | arrested 13..13
They were blamed for the death of 10 and injury of 31 civilians. | killed 10..10 ; injured 31..31
The fighting displaced 80,000 people. | displaced 80000..80000
More than 2 million people fled. | displaced 2e+06..-
Between 10,000 and 12,000 troops were sent to the border. | troops 10000..12000
The army moved 3,000 soldiers north. | troops 3000..3000
A 7,000-strong force of peacekeepers arrived. | -
The bloc pledged 31 tanks and two frigates. | weapons 31..31 ; weapons 2..2
The army fired four short-range ballistic missiles. | weapons 4..4
The army fired multiple rockets. | weapons 2..-
It fired several missiles. | weapons 2..-
It flew a B-1B bomber. | weapons 1..1
It sent an aircraft carrier. | weapons 1..1
It launched a pair of drones. | weapons 2..2
Up to 300 Su-35 jets took part. | weapons -..300
No more than 20 jets took part. | weapons -..20
Nearly 20 jets took part. | weapons 20..20
At least 20 jets took part. | weapons 20..-
Over 20 jets took part. | weapons 20..-
Some 10-12 jets took part. | weapons 10..12
From 10 to 12 jets took part. | weapons 10..12
Ten to 12 jets took part. | weapons 10..12
Around 20,000 protesters marched. | demonstrators 20000..20000
Tens of thousands of protesters marched. | demonstrators 20000..-
Hundreds of thousands of demonstrators filled the square. | demonstrators 200000..-
Thousands of supporters cheered. | demonstrators 2000..-
Dozens of people were hurt. | injured 24..-
Scores of villagers were killed. | killed 40..-
Hundreds were arrested. | arrested 200..-
Nobody was hurt. | injured 0..0
No one was killed. | killed 0..0
There were no casualties. | killed 0..0 ; injured 0..0
There were no injuries. | injured 0..0
The rocket fell into the sea without causing damage. | other 0..0
There were no immediate reports of damage. | other 0..0
Washington pledged $1.2 billion. | money 1.2e+09..1.2e+09 USD
The fund lent €300 million. | money 3e+08..3e+08 EUR
The fund lent 5 to 7 million euros. | money 5e+06..7e+06 EUR
He paid at least 40,000 rupees. | money 40000..- INR
The missile flew 1,000 kilometers. | distance 1000..1000 km
The ship sank 40 miles off the coast. | distance 40..40 mi
The rocket reached between 300 and 400 km. | distance 300..400 km
Exports fell 20 percent. | other 20..20 %
It shipped 50,000 tonnes of grain. | other 50000..50000 t
It would be the seventh nuclear test. | other 7..7 ordinal
It was their first involvement in a war. | other 1..1 ordinal
Trade between the two countries grew. | other 2..2
They lack certain key technologies. | other 2..-
Two hundred and fifty villagers voted. | other 250..250
Half a million people voted. | other 500000..500000
One and a half million people voted. | other 1.5e+06..1.5e+06
1.5m people voted. | other 1.5e+06..1.5e+06
""".strip().splitlines()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split(" | ")[0])
def test_amount(row: str, codebook: Codebook) -> None:
    sentence, _, expected = row.partition(" | ")
    assert amounts(sentence, codebook) == [one.strip() for one in expected.split(";") if one != "-"]


NOTHING = [
    "The treaty was signed in 1953.",
    "He was born on 5 May 1990.",
    "It happened at 14:00 on Tuesday.",
    "The siege lasted three days.",
    "The 45-year-old pilot slept.",
    "A boy aged 12 slept.",
    "The Hwasong-19, the Su-35 and the B-1B are old.",
    "Resolution 2231 is in force.",
    "Article 5 was invoked.",
    "Flight 370 vanished.",
    "See page 12.",
    "The home side won 3-2.",
    "The First World War ended.",
    "In the first half of 2024 growth slowed.",
    "The second time he came alone.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_counts_nothing(sentence: str, codebook: Codebook) -> None:
    assert amounts(sentence, codebook) == []


def test_the_span_reaches_from_the_bound_to_the_noun(codebook: Codebook) -> None:
    text = "Officials said at least 12 armed fighters were caught."
    (amount,) = how_many.find(reading(text, codebook), codebook.cues["amounts"], codebook.cues["numbers"])
    assert amount.span.of(text) == "at least 12 armed fighters"


def test_the_step_fills_its_layer_and_touches_no_other(codebook: Codebook) -> None:
    before = reading("At least 12 people were killed.", codebook)
    after = how_many.how_many(before, SimpleNamespace(codebook=codebook))  # type: ignore[arg-type]
    assert len(after.amounts) == 1
    assert replace(after, amounts=()) == before


WORDS = [
    "at", "least", "up", "to", "between", "12", "and", "30", "1,200", "million", "$", "dollars", "people",
    "killed", "troops", "dozens", "of", "no", "casualties", "-", "injured", "the", "a", "bomber", "km",
    "first",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=14))
def test_bounds_are_in_order_and_spans_are_words_of_the_text(codebook: Codebook, words: list[str]) -> None:
    text = " ".join(words)
    for amount in how_many.find(reading(text, codebook), codebook.cues["amounts"], codebook.cues["numbers"]):
        assert amount.span.of(text).strip() == amount.span.of(text) != ""
        assert amount.low is not None or amount.high is not None
        if amount.low is not None and amount.high is not None:
            assert 0 <= amount.low <= amount.high


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_is_survived(codebook: Codebook, text: str) -> None:
    for amount in how_many.find(reading(text, codebook), codebook.cues["amounts"], codebook.cues["numbers"]):
        assert 0 <= amount.span.start < amount.span.end <= len(text)
