"""How far an act is to be trusted: the share of acts like it that our own coded reports bear out.

A few questions are asked of each act: whether a trigger of the codebook tells it or the vote alone, how sure the vote
is, whether its sentence names its parties. How much each answer counts was learnt from coded reports that the vote had
not learnt from (`training/coder/trust.py`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from coranto.codebook.plover import PLOVER, STATEMENTS
from coranto.model import Mention
from coranto.read.casting import likelihood
from coranto.read.told_before import Draft
from coranto.read.votes import Ballot
from coranto.read.weighing import EXACT

QUESTIONS: Mapping[str, str] = {
    "bias": "",
    "exact": "a trigger that names what must stand with it tells it",
    "loose": "a trigger that names no word beside it tells it",
    "chance": "the vote's probability of its type",
    "odds": "the logarithm of the odds of that, a fifth of it",
    "act": "the vote's probability of any act",
    "away": "the vote's probability that it has not taken place",
    "actor here": "its sentence names an actor",
    "actor far": "an actor is taken from the article",
    "actor made": "nobody names the actor",
    "recipient here": "its sentence names a recipient",
    "recipient far": "a recipient is taken from the article",
    "recipient made": "nobody names the recipient",
    "open": "the vote's probability of there being a recipient, where there is none",
    "alike": "actor and recipient are of one country",
    "noun": "a noun tells it",
    **dict.fromkeys((*PLOVER, *STATEMENTS), "it is of this type"),
}
"""What is asked of an act, in the order of the weights, and what a yes, or a 1, means."""

WEIGHTS = "trust.json"
STEEPEST = 5.0
"""The largest logarithm of odds that counts."""


def trust(ballot: Ballot, draft: Draft) -> float:
    """The share of acts like this one that are right; 0 to 1."""
    return likelihood(_weights(), answers(ballot, draft))


def answers(ballot: Ballot, draft: Draft) -> tuple[float, ...]:
    """What the `QUESTIONS` find of an act."""
    vote, word = draft.vote, draft.token - ballot.sentence.first
    chance = ballot.chance(draft.token, draft.type)
    named = bool(draft.trigger.lemmas)
    recipient = ballot.votes.recipient[word]
    asked = 1.0 - float(recipient[ballot.coder.sides.index("none")])
    sides = [{code[:3] for one in side for code in one.codes} for side in (draft.actors, draft.recipients)]
    return (
        1.0,
        float(named and draft.trigger.weight >= EXACT),
        float(named and draft.trigger.weight < EXACT),
        chance,
        max(-STEEPEST, min(STEEPEST, math.log((chance + 1e-6) / (1 - chance + 1e-6)))) / STEEPEST,
        1.0 - float(ballot.votes.label[word, 0]),
        1.0 - vote.took_place if vote else 0.0,
        *_where(ballot, draft, draft.actors),
        *_where(ballot, draft, draft.recipients),
        asked if not draft.recipients else 0.0,
        float(bool(sides[0] & sides[1])),
        float(ballot.reading.tokens.upos[draft.token] in ("NOUN", "PROPN")),
        *(float(draft.type == name) for name in (*PLOVER, *STATEMENTS)),
    )


def _where(ballot: Ballot, draft: Draft, parties: Sequence[Mention]) -> tuple[float, float, float]:
    """Whether any of them is named in the act's sentence, elsewhere, or nowhere."""
    own = ballot.reading.tokens.span(draft.token)
    known = [one for one in parties if set(one.codes) - {"UNK"}]
    made = any(one.span == own for one in known)
    here = any(ballot.sentence.span.holds(one.span) and one.span != own for one in known)
    return float(here), float(bool(known) and not here and not made), float(made)


@cache
def _weights() -> tuple[float, ...]:
    """The learnt weights in the order of `QUESTIONS`."""
    row = json.loads((resources.files("coranto.read") / WEIGHTS).read_text(encoding="utf-8"))
    return tuple(row[question] for question in QUESTIONS)
