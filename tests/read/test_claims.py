"""Claims are put together from the layers, and from nothing else."""

from __future__ import annotations

from coranto.model import (
    Act,
    Article,
    Assurance,
    Attribution,
    Capture,
    Certainty,
    Reading,
    Span,
    Stance,
    Status,
    claim_id,
)
from coranto.read.claims import claims
from coranto.read.holders import chain
from coranto.read.tools import Tools

TEXT = "Cairo said Khartoum reported that rebels attacked."


def act(type_: str | None, start: int, end: int, voices: tuple[int, ...] = (), about: tuple[int, ...] = ()) -> Act:
    span = Span(start, end)
    whole = (Span(0, len(TEXT)),)
    return Act(span, 0, type_, None, (), (), (), Status.HAPPENED, whole, 1.0, "", about=about, voices=voices)


def voice(code: str, inside: int | None) -> Attribution:
    return Attribution(
        (Span(0, 5),), (Span(6, 10),), (Span(11, 50),), (code,), Stance.ASSERTS, direct=False, inside=inside
    )


def reading(*acts: Act) -> Reading:
    article = Article("a", "v", TEXT, (), Capture(None, None, "text", ""))
    sure = tuple(Assurance(Certainty.PROBABLE, 2.0, (), "") for _ in acts)
    voices = (voice("EGY.GOV", None), voice("SDN.GOV", 0))
    return Reading(article, attributions=voices, acts=acts, certainties=sure)


def test_a_claim_holds_its_act_its_voices_and_its_certainty(tools: Tools) -> None:
    assault = act("ASSAULT", 41, 49, (0, 1))
    (claim,) = claims(reading(assault), tools).claims
    assert claim.id == claim_id("v", assault)
    assert claim.act is assault
    assert [one.actors for one in claim.said_by] == [("EGY.GOV",), ("SDN.GOV",)]
    assert claim.holders == ("SDN.GOV",)
    assert claim.certainty is Certainty.PROBABLE
    assert claim.evidence == assault.evidence


def test_an_act_without_a_type_is_no_claim(tools: Tools) -> None:
    assert claims(reading(act(None, 41, 49)), tools).claims == ()


def test_the_same_telling_twice_is_one_claim(tools: Tools) -> None:
    assert len(claims(reading(act("ASSAULT", 41, 49), act("ASSAULT", 41, 49)), tools).claims) == 1


def test_a_claim_is_about_the_typed_acts_inside_it(tools: Tools) -> None:
    told = reading(act("STATE", 6, 10, about=(1, 2)), act("ASSAULT", 41, 49), act(None, 30, 35))
    first, second = claims(told, tools).claims
    assert first.about == (second.id,)
    assert second.about == ()


def test_the_voices_around_the_outermost_are_added() -> None:
    outer, inner = voice("EGY.GOV", None), voice("SDN.GOV", 0)
    assert chain((outer, inner), (1,)) == (0, 1)
    assert chain((outer, inner), (0, 1)) == (0, 1)
    assert chain((outer, inner), ()) == ()


def test_voices_that_hold_each_other_come_to_an_end() -> None:
    assert chain((voice("EGY.GOV", 1), voice("SDN.GOV", 0)), (1,)) == (0, 1)
