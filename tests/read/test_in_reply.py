"""What answers, follows or is part of what: sentences in, links out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coranto.model import LinkKind, Reading

Read = Callable[..., Reading]


def links(reading: Reading) -> list[tuple[str, str, LinkKind]]:
    """First and second trigger, and the kind."""
    text, by_id = reading.article.text, {claim.id: claim for claim in reading.claims}
    return [(by_id[x.first].act.trigger.of(text), by_id[x.then].act.trigger.of(text), x.kind) for x in reading.links]


@pytest.mark.parametrize(
    ("text", "first", "then", "kind"),
    [
        ("Israel bombed Damascus in response to an attack by Syria.", "attack", "bombed", LinkKind.RESPONSE),
        ("Greece expelled two diplomats in retaliation for the arrest of its consul.",
         "arrest", "expelled", LinkKind.RESPONSE),
        ("Chad closed its border after Sudan attacked a village.", "attacked", "closed", LinkKind.FOLLOW_UP),
        ("The attack by Syria prompted criticism from France.", "attack", "criticism", LinkKind.RESPONSE),
    ],
)  # fmt: skip
def test_a_link_in_one_sentence(text: str, first: str, then: str, kind: LinkKind, read_sentence: Read) -> None:
    found = links(read_sentence(text))
    assert any(first in one and kind is how for one, _, how in found)
    assert any(then in other or other in "prompted" for _, other, _ in found)


def test_an_act_named_again_is_the_earlier_one(read_sentence: Read) -> None:
    text = "Iran attacked two ships on Monday. Israel bombed Tehran on Tuesday in response to this move."
    assert ("attacked", "bombed", LinkKind.RESPONSE) in links(read_sentence(text))


def test_a_bare_retaliation_answers_what_that_party_did(read_sentence: Read) -> None:
    text = "Iran fired on two ships. Israel retaliated with air strikes on Tehran."
    assert ("fired", LinkKind.RESPONSE) in [(first, kind) for first, _, kind in links(read_sentence(text))]


def test_a_reply_before_its_cause_is_impossible_and_a_problem(read_sentence: Read) -> None:
    text = "Iran attacked two ships on Tuesday. Israel bombed Tehran on Saturday in response to this move."
    reading = read_sentence(text, date(2024, 11, 6))
    assert [one.possible for one in reading.links] == [False]
    assert "in_reply.before-cause" in [one.code for one in reading.problems]


def test_a_reply_after_its_cause_is_possible(read_sentence: Read) -> None:
    text = "Iran attacked two ships on Saturday. Israel bombed Tehran on Tuesday in response to this move."
    reading = read_sentence(text, date(2024, 11, 6))
    assert [one.possible for one in reading.links] == [True]
    assert "in_reply.before-cause" not in [one.code for one in reading.problems]


def test_without_days_it_stays_open(read_sentence: Read) -> None:
    reading = read_sentence("Greece expelled two diplomats in retaliation for the arrest of its consul.")
    assert [one.possible for one in reading.links] == [None]


def test_who_holds_the_link(read_sentence: Read) -> None:
    told = read_sentence("Israel bombed Damascus in response to an attack by Syria.")
    said = read_sentence("Iran said Israel bombed Damascus in response to an attack by Syria.")
    assert [one.holders for one in told.links] == [()]
    assert [one.holders for one in said.links] == [("IRN.GOV",)]


def test_a_response_to_nothing_told_is_no_link(read_sentence: Read) -> None:
    assert read_sentence("The United States responded with a joint exercise.").links == ()
