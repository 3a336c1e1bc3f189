"""The trust in an act: what bears it out raises it, what is guessed lowers it, and acts of too little are left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from coranto.model import Reading
from coranto.read import what
from coranto.read.told_before import Draft
from coranto.read.tools import Tools
from coranto.read.trust import QUESTIONS, answers, trust
from coranto.read.votes import Ballot, ballot_on


@pytest.fixture
def told(read_sentence: Callable[..., Reading], tools: Tools) -> tuple[Ballot, Draft]:
    """An act with both parties named, and the votes on its sentence."""
    reading = read_sentence("Chad condemned an attack by Sudan on Monday.")
    ballot = ballot_on(reading, reading.sentences[0], tools.coder)
    return ballot, what.drafts(reading, tools.codebook.types, ballot)[0]


def test_each_question_has_one_answer_between_minus_one_and_one(told: tuple[Ballot, Draft]) -> None:
    found = dict(zip(QUESTIONS, answers(*told), strict=True))
    assert all(-1.0 <= value <= 1.0 for value in found.values())
    assert (found["actor here"], found["actor far"], found["ACCUSE"], found["ASSAULT"]) == (1.0, 0.0, 1.0, 0.0)


def test_an_act_with_named_parties_is_trusted_more_than_one_whose_parties_nobody_names(
    told: tuple[Ballot, Draft],
) -> None:
    ballot, draft = told
    own = ballot.reading.tokens.span(draft.token)
    guessed = replace(
        draft,
        actors=tuple(replace(one, span=own) for one in draft.actors),
        recipients=tuple(replace(one, span=own) for one in draft.recipients),
    )
    assert trust(ballot, guessed) < trust(ballot, draft)


def test_only_an_act_of_the_vote_alone_is_left_out_for_too_little_trust(
    read_sentence: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Chad condemned an attack by Sudan on Monday. Envoys of Peru mended fences with Bolivia over lunch."
    before = read_sentence(text).acts
    assert any("by vote (" in act.why for act in before)
    assert all(0.0 < act.score < 1.0 for act in before)
    monkeypatch.setattr(what, "TRUSTED", 1.0)
    after = read_sentence(text).acts
    assert [act.trigger for act in after] == [act.trigger for act in before if "by vote (" not in act.why]
