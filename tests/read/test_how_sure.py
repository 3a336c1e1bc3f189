"""How surely: a sentence in, the certainty of its act out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coranto.model import Certainty, Reading, Status
from coranto.read.how_sure import HAPPENED

Read = Callable[..., Reading]
CERTAIN, PROBABLE, POSSIBLE = Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE


def sure_of(reading: Reading, trigger: str) -> list[tuple[Certainty | None, list[str]]]:
    text = reading.article.text
    return [
        (sure.certainty, [cue.of(text) for cue in sure.cues])
        for act, sure in zip(reading.acts, reading.certainties, strict=True)
        if trigger in act.trigger.of(text)
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "certainty", "cue"),
    [
        ("Turkey shelled two villages in Syria.", "shelled", CERTAIN, None),
        ("Turkey has reportedly shelled two villages in Syria.", "shelled", POSSIBLE, "reportedly"),
        ("Turkey allegedly shelled two villages in Syria.", "shelled", POSSIBLE, "allegedly"),
        ("Turkey may attack two villages in Syria.", "attack", POSSIBLE, "may"),
        ("Turkey could attack two villages in Syria, analysts said.", "attack", POSSIBLE, "could"),
        ("Turkey will probably attack the rebels in Syria.", "attack", PROBABLE, "probably"),
        ("Syria's army said Turkey attacked two villages.", "attacked", CERTAIN, None),
        ("Syria's army confirmed that Turkey attacked two villages.", "attacked", CERTAIN, "confirmed"),
        ("Syria's government believes that Turkey attacked two villages.", "attacked", PROBABLE, "believes"),
        ("Satellite images suggest that Turkey attacked two villages.", "attacked", PROBABLE, "suggest"),
        ("Syria's officials speculated that Turkey attacked two villages.", "attacked", POSSIBLE, "speculated"),
    ],
)  # fmt: skip
def test_certainty_and_the_word_that_it_rests_on(
    text: str, trigger: str, certainty: Certainty, cue: str | None, read_sentence: Read
) -> None:
    found = sure_of(read_sentence(text), trigger)
    assert [given for given, _ in found][:1] == [certainty]
    assert cue is None or cue in found[0][1]


def test_a_known_attack_is_not_put_in_doubt_by_what_may_come_of_it(read_sentence: Read) -> None:
    found = sure_of(read_sentence("The attack may lead to talks."), "attack")
    assert [given for given, _ in found] in ([], [CERTAIN])


def test_a_question_gives_no_ground(read_sentence: Read) -> None:
    assert all(sure is None for sure, _ in sure_of(read_sentence("Has Turkey attacked Syria?"), "attacked"))


def test_every_act_is_judged_and_says_why(read_sentence: Read) -> None:
    reading = read_sentence(
        "Turkey shelled two villages. Syria vowed to attack Turkey. Iran denied that it sent weapons."
    )
    assert len(reading.certainties) == len(reading.acts) > 0
    assert all(sure.why for sure in reading.certainties)


def test_the_scale_never_lets_what_did_not_happen_pass_for_a_fact() -> None:
    for status, scores in HAPPENED.items():
        assert all(score > 0 for score in scores) if status.took_place else all(score <= 0 for score in scores)
    assert HAPPENED[Status.NEGATED][0] == -3
    assert HAPPENED[Status.HAPPENED][0] == 3
