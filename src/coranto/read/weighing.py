"""Who wins where the codebook's triggers and the learned vote disagree: one function, `weighed`, with its bounds.

The bounds were chosen on our own coded reports that the vote had not learnt from (`evals/reports.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from coranto.codebook.plover import Trigger, Types
from coranto.model import Mention, Status, Tokens
from coranto.read.grammar import steps
from coranto.read.told_before import Draft
from coranto.read.votes import Ballot, Vote

TOLD = 0.4
"""Probability from which the vote alone makes a word tell an act; `coranto.read.trust` says which of these stay."""

TELLING, BACKED = 0.1, 0.003
"""Probabilities, of telling any act and of its own type, from which the vote bears out a loose trigger: one that names
no word beside it. Low, because the vote is unsure of short plain sentences, where such triggers are right."""

EXACT = 1
"""Weight of a trigger that names what must stand with it: the vote can neither silence nor replace that one."""

NEAR = 2
"""Steps in the parse up to which two words of one type with the same parties tell one act: "held" and "talks"."""

DOUBT = 0.8
"""Probability of having taken place below which the vote overrules a parse that takes an act for a fact. High, because
to show what did not happen is worse than to miss what did; a parse that doubts is never overruled."""


NAMED = 0.25
"""The same for an act that a noun names: "the test" is taken for granted in what is denied, asked or planned of it."""

SURE = 0.8
"""Probability from which a fact is ongoing or history by vote alone."""


def weighed(types: Types, ballot: Ballot, token: int, trigger: Trigger | None, vote: Vote | None) -> Trigger | None:
    """What a word tells by both, or None.

    - An exact trigger stays.
    - A loose one stays if the vote bears it out a little.
    - Where neither is so the vote decides alone, if it is sure enough.
    """
    if trigger is not None and trigger.weight >= EXACT:
        return trigger
    if (
        trigger is not None
        and vote is not None
        and vote.act >= TELLING
        and ballot.chance(token, trigger.type) >= BACKED
    ):
        return trigger
    if vote is None or vote.chance < TOLD:
        return None
    return types.plain(vote.type, vote.mode, speech(ballot.reading.tokens, token))


def judged(status: Status, why: str, vote: Vote | None, *, noun: bool = False) -> tuple[Status, str]:
    """The status by both the parse and the vote: where either doubts that an act took place, it has not.

    The vote may call a fact "ongoing" or "historical" where the parse has no word for it.
    """
    if vote is None:
        return status, why
    share = f"{vote.took_place:.2f}"
    if status.took_place and vote.took_place < (NAMED if noun else DOUBT) and not vote.status.took_place:
        return vote.status, f"{vote.status} by vote (took place: {share})"
    if status is Status.HAPPENED and vote.status.took_place and vote.sure >= SURE:
        return vote.status, why if vote.status is status else f"{vote.status} by vote; {why}"
    return status, why


def once(tokens: Tokens, drafts: Sequence[Draft]) -> list[Draft]:
    """Each act once: of two of one type and with no other parties that hang together, the likelier stays.

    Two that triggers tell both stay: triggers know which of their words belong together.
    """
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((one for one in kept if _same(tokens, one, draft)), None)
        if twin is None:
            kept.append(draft)
        elif _chance(draft) > _chance(twin):
            kept[kept.index(twin)] = draft
    return kept


def _chance(draft: Draft) -> float:
    """How much speaks for a draft: a trigger before all votes."""
    return 1.0 if draft.trigger.lemmas else draft.vote.chance if draft.vote else 0.0


def _same(tokens: Tokens, one: Draft, other: Draft) -> bool:
    if one.trigger.lemmas and other.trigger.lemmas:
        return False
    if one.type != other.type or not _nested(one.actors, other.actors) or not _nested(one.recipients, other.recipients):
        return False
    return steps(tokens, one.token, other.token) <= NEAR


def _nested(some: Sequence[Mention], others: Sequence[Mention]) -> bool:
    """Whether the one side's codes are all among the other's."""
    left, right = ({code for one in side for code in one.codes} for side in (some, others))
    return left <= right or right <= left


def speech(tokens: Tokens, token: int) -> str:
    """As what a word may tell an act: a noun, an adjective or else a verb."""
    upos = tokens.upos[token]
    return "noun" if upos in ("NOUN", "PROPN") else "adjective" if upos == "ADJ" else "verb"
