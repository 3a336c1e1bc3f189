"""`code`: always one of PLOVER's 16 types, and always why."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coranto.codebook.plover import PLOVER
from coranto.read.code import code
from coranto.read.tools import Tools

CODED = [
    ("The union condemned the ministry over the cuts.", "The union", "the ministry", "ACCUSE"),
    ("The rebels released the envoy on Sunday.", "The rebels", "the envoy", "RETREAT"),
    ("The envoy was released by the rebels.", "the rebels", "The envoy", "RETREAT"),
    ("The bank lent the city forty million euros.", "The bank", "the city", "AID"),
    ("The mayor met the delegates.", "The mayor", "the delegates", "CONSULT"),
    ("The mayor will help the delegates.", "The mayor", "the delegates", "AGREE"),
    ("The mayor did not help the delegates.", "The mayor", "the delegates", "REJECT"),
    ("The mayor refused to meet the delegates.", "The mayor", "the delegates", "REJECT"),
    ("The militia shelled the suburb.", "The militia", "the suburb", "ASSAULT"),
    ("The mayor said the delegates would not be on the list.", "The mayor", "the delegates", "REJECT"),
    ("It was a mild day in the hills.", "the union", "the ministry", "CONSULT"),
]


@pytest.mark.parametrize(("sentence", "actor", "recipient", "root"), CODED)
def test_code(sentence: str, actor: str, recipient: str, root: str, tools: Tools) -> None:
    coding = code(sentence, actor, recipient, tools)
    assert coding.root == root, coding.why
    assert coding.why


def test_the_given_parties_choose_the_act(tools: Tools) -> None:
    sentence = "The union praised the ministry and the judges sued the newspaper."
    assert code(sentence, "The union", "the ministry", tools).root == "SUPPORT"
    assert code(sentence, "the judges", "the newspaper", tools).root == "ACCUSE"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sentence=st.text(max_size=80), actor=st.text(max_size=10), recipient=st.text(max_size=10))
def test_there_is_always_an_answer(sentence: str, actor: str, recipient: str, tools: Tools) -> None:
    coding = code(sentence, actor, recipient, tools)
    assert coding.root in PLOVER
    assert coding.why
