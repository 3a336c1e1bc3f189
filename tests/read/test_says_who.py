"""Who says so: a sentence in, voices out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coranto.model import Attribution, Reading, Stance

Read = Callable[..., Reading]


def words(reading: Reading, one: Attribution) -> tuple[str, str, str]:
    """Source, cue and content as text, pieces parted by a bar."""
    text = reading.article.text
    source, cue, content = (" | ".join(span.of(text) for span in spans) for spans in (one.source, one.cue, one.content))
    return source, cue, content


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Kenya's foreign minister said that Uganda had closed the border.",
         "Kenya's foreign minister", "said", "that Uganda had closed the border"),
        ("“We will not sign,” the Iranian president said.", "the Iranian president", "said", "“We will not sign,”"),
        ("According to Turkey's army, two soldiers were killed in Iraq.",
         "Turkey's army", "According to", "two soldiers were killed in Iraq"),
        ("Rebels shelled the town overnight, the Sudanese army reported.",
         "the Sudanese army", "reported", "Rebels shelled the town overnight"),
        ("The bridge, Ukrainian officials said, was hit by two missiles.",
         "Ukrainian officials", "said", "The bridge | was hit by two missiles"),
        ("In a statement, Egypt's foreign ministry said it had closed the crossing.",
         "Egypt's foreign ministry", "said", "it had closed the crossing"),
        ("Moscow denied that its forces shelled the hospital.",
         "Moscow", "denied", "that its forces shelled the hospital"),
        ("Chad alleges that guards from Niger fired on herders on Sunday, wounding three.",
         "Chad", "alleges", "that guards from Niger fired on herders on Sunday, wounding three"),
        ("France condemned Israel's strike on Beirut.", "France", "condemned", "Israel's strike on Beirut"),
        ("Poland asked Belarus to explain why its helicopters crossed the border.",
         "Poland", "asked", "Belarus to explain why its helicopters crossed the border"),
        ("The ministry declined to comment on the strike.", "The ministry", "declined to comment", "the strike"),
        ("Russia has reportedly moved troops to Belarus.", "", "reportedly", "Russia has | moved troops to Belarus"),
        ("The drills are seen as a reply to the tariffs.", "", "are seen", "The drills | as a reply to the tariffs"),
        ("Tehran's claim that it shot down a drone was met with doubt.",
         "Tehran", "claim", "that it shot down a drone"),
    ],
)  # fmt: skip
def test_source_cue_and_content(text: str, source: str, cue: str, content: str, read_sentence: Read) -> None:
    reading = read_sentence(text)
    assert (source, cue, content) in [words(reading, one) for one in reading.attributions]


@pytest.mark.parametrize(
    ("text", "actors", "stance"),
    [
        ("Ukrainian officials said the port was hit.", ("UKR.GOV",), Stance.ASSERTS),
        ("South Korean officials believe the North may test a missile.", ("KOR.GOV",), Stance.ASSERTS),
        ("Officials said the port was hit.", ("UNK",), Stance.ASSERTS),
        ("Analysts suggest that the port was hit.", ("UNK",), Stance.ASSERTS),
        ("The port was reportedly hit by a drone.", ("UNK",), Stance.ASSERTS),
        ("The general is believed to have fled to Chad.", ("UNK",), Stance.ASSERTS),
        ("There was speculation about a prisoner swap between the two countries.", ("UNK",), Stance.ASSERTS),
        ("The exercises are perceived by Pyongyang as preparations for war.", ("PRK.GOV",), Stance.ASSERTS),
        ("Beijing denied that its coast guard rammed the boat.", ("CHN.GOV",), Stance.DENIES),
        ("The launch raised questions among experts.", ("UNK",), Stance.DOUBTS),
        ("The raid drew criticism from France.", ("FRA.GOV",), Stance.ASSERTS),
        ("Experts questioned whether the rocket had reached orbit.", ("UNK",), Stance.DOUBTS),
        ("Poland asked Belarus to explain why its helicopters crossed the border.", ("POL.GOV",), Stance.ASKS),
        ("Ethiopia's government did not respond to a request for comment.", ("ETH.GOV",), Stance.DECLINES),
        ("Ethiopia's government declined to comment on the raid.", ("ETH.GOV",), Stance.DECLINES),
        ("Ethiopia's government would not say whether troops had crossed the border.", ("ETH.GOV",), Stance.DECLINES),
        ("Russian diplomats deflected the question.", ("RUS.GOV",), Stance.DECLINES),
    ],
)  # fmt: skip
def test_who_it_is_and_what_the_voice_does(
    text: str, actors: tuple[str, ...], stance: Stance, read_sentence: Read
) -> None:
    voices = [(one.actors, one.stance) for one in read_sentence(text).attributions]
    assert (actors, stance) in voices


@pytest.mark.parametrize(
    "text",
    [
        "Ethiopia's government declined to comment on the raid.",
        "Russia's ambassador dodged a question about the troops.",
        "The Kremlin did not confirm the report.",
        "The ministry has not responded to the allegations.",
    ],
)
def test_no_answer_is_never_a_denial(text: str, read_sentence: Read) -> None:
    stances = [one.stance for one in read_sentence(text).attributions]
    assert Stance.DENIES not in stances
    assert Stance.DECLINES in stances


def test_a_quotation_that_goes_on_keeps_its_speaker(read_sentence: Read) -> None:
    reading = read_sentence("“The truce holds,” Hassan said. “Nobody wants a war. We shall wait.”")
    said = [one for one in reading.attributions if words(reading, one)[1] == "said"]
    assert words(reading, said[0])[2] == "“The truce holds,” | “Nobody wants a war. We shall wait.”"
    assert said[0].direct


def test_a_speaker_named_after_the_quotation(read_sentence: Read) -> None:
    reading = read_sentence("“Our patience is over. We will strike back,” Netanyahu warned.")
    assert words(reading, reading.attributions[0]) == (
        "Netanyahu", "warned", "“Our patience is over. We will strike back,”",
    )  # fmt: skip


def test_words_inside_the_quotation_that_are_the_speakers_own_are_no_second_voice(read_sentence: Read) -> None:
    reading = read_sentence("“I think we should leave,” the minister said.")
    assert [words(reading, one)[1] for one in reading.attributions] == ["said"]


def test_who_quotes_passes_on_what_the_quoted_says(read_sentence: Read) -> None:
    reading = read_sentence("KCNA quoted Kim Jong Un as saying that the navy would get new submarines.")
    outer, inner = reading.attributions
    assert (outer.actors, outer.stance) == (("PRK.MED",), Stance.PASSES_ON)
    assert (inner.actors, inner.stance, inner.inside) == (("PRK.GOV",), Stance.ASSERTS, 0)


def test_who_cites_passes_on_what_the_cited_says(read_sentence: Read) -> None:
    reading = read_sentence("Reuters reported, citing officials, that Egypt had sent envoys to Libya.")
    outer, inner = reading.attributions
    assert outer.stance is Stance.PASSES_ON
    assert (inner.actors, inner.inside) == (("UNK",), 0)
    assert words(reading, inner)[2] == "that Egypt had sent envoys to Libya"


def test_a_voice_inside_another(read_sentence: Read) -> None:
    reading = read_sentence("Israel said that Hamas claimed the bus was empty.")
    outer, inner = reading.attributions
    assert (outer.actors, inner.inside) == (("ISR.GOV",), 0)


def test_several_services_are_several_holders(read_sentence: Read) -> None:
    reading = read_sentence("South Korean and Ukrainian intelligence say the troops left.")
    assert set(reading.attributions[0].actors) == {"KOR.SPY", "UKR.SPY"}


def test_a_quoted_sentence_of_nobody_is_a_problem(read_sentence: Read) -> None:
    reading = read_sentence("“Nothing will ever be the same again in this valley.”")
    assert "says_who.no-speaker" in [one.code for one in reading.problems]


@pytest.mark.parametrize(
    "text",
    [
        "Turkey shelled two villages on Monday.",
        "The court denied him bail.",
        "Kenya refused to release the prisoners.",
        "The army is going to the border.",
    ],
)
def test_no_voice_where_nobody_speaks(text: str, read_sentence: Read) -> None:
    assert read_sentence(text).attributions == ()
