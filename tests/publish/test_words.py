"""Claims and events in plain English: what nobody says took place is never worded as if it had."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coranto.model import Certainty, Claim, Stance, Status
from coranto.publish import words
from coranto.publish.record import Index
from coranto.publish.tables import TABLES

NOT_DONE = [status for status in Status if not status.took_place]


def told(shelf: Index, quote: str, trigger: str) -> Claim:
    """The claim whose evidence begins with these words and whose trigger is this one."""
    for claim in shelf.claims.values():
        text = shelf.versions[claim.version].text
        if claim.evidence[0].of(text).startswith(quote) and claim.act.trigger.of(text) == trigger:
            return claim
    raise AssertionError(quote)


@pytest.mark.parametrize(
    ("quote", "trigger", "sentence"),
    [
        (
            "North Korea fired several",
            "fired",
            "South Korea’s military said that North Korea’s military launched weapons.",
        ),
        ("North Korea fired short", "fired", "North Korea’s military launched weapons."),
        ("Japan's defence", "damaged", "Japan’s military said that North Korea’s military did not destroy property."),
        (
            "South Korea's intelligence",
            "test",
            "South Korea’s intelligence service said that North Korea might test weapons.",
        ),
        (
            "In Seoul on Monday",
            "withdrawal",
            (
                "South Korea’s government and the European Union called for this: North Korea’s military "
                "should withdraw from Russia."
            ),
        ),
        (
            "In Seoul on Monday",
            "called for",
            "Cho Tae-yul and Josep Borrell called on North Korea’s military to give way.",
        ),
        (
            "Asked at the United",
            "are there",
            "Russia’s government declined to say whether North Korea’s military moved or readied troops.",
        ),
        (
            "North Korea's foreign",
            "sent",
            "North Korea’s government denied that North Korea’s military deployed troops with Russia in view.",
        ),
        (
            "Pyongyang put up",
            "put up",
            "An unnamed source put it as probable that North Korea’s military launched or readied weapons.",
        ),
        ("The leader's sister", "accused", "Kim Yo Jong accused the United States’ government of a wrong."),
        ("At the Security", "asked", "The United States’ government asked Russia’s government to change course."),
    ],
)
def test_a_claim_reads_as_a_sentence(shelf: Index, quote: str, trigger: str, sentence: str) -> None:
    assert words.sentence(told(shelf, quote, trigger), shelf) == sentence


@pytest.mark.parametrize(
    ("event", "headline"),
    [
        ("event-launch", "North Korea’s military launched weapons"),
        ("event-test", "North Korea might test weapons"),
        ("event-withdraw", "A call that North Korea’s military should withdraw from Russia"),
        ("event-bomber", "The United States’ military, South Korea’s military and Japan’s military exercised together"),
    ],
)
def test_an_event_has_a_plain_headline(shelf: Index, event: str, headline: str) -> None:
    assert words.headline(shelf.events[event], shelf) == headline


def restated(claim: Claim, **changes: object) -> Claim:
    return replace(claim, act=replace(claim.act, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", sorted(TABLES.acts))
@pytest.mark.parametrize("status", NOT_DONE)
@pytest.mark.parametrize("voiced", [True, False])
def test_no_act_that_did_not_take_place_is_worded_as_done(
    shelf: Index, kind: str, status: Status, voiced: bool
) -> None:
    base = told(shelf, "North Korea fired several", "fired")
    plover, _, mode = kind.partition("/")
    claim = restated(base, type=plover, mode=mode or None, status=status)
    claim = claim if voiced else replace(claim, said_by=())
    if (plover, status) != ("THREATEN", Status.THREATENED):  # there the threat is what happened
        past = f"military {words.phrase(plover, mode or None, ['fired']).past}"
        assert past not in words.clause(claim, shelf)
        frames = (" might ", " should ", " planned to ", " threatened to ", " did not ")
        assert any(word in words.sentence(claim, shelf) for word in frames)
    assert words.standing(claim).tone != "done"


@pytest.mark.parametrize("kind", sorted(TABLES.acts))
def test_every_kind_of_act_reads_with_and_without_a_recipient(shelf: Index, kind: str) -> None:
    claim = told(shelf, "The leader's sister", "accused")
    plover, _, mode = kind.partition("/")
    full = words.clause(restated(claim, type=plover, mode=mode or None), shelf)
    bare = words.clause(restated(claim, type=plover, mode=mode or None, recipients=()), shelf)
    for clause in (full, bare):
        assert not set("[]{}|") & set(clause)
        assert "  " not in clause
        assert clause == clause.strip()


@pytest.mark.parametrize(
    ("stance", "verb", "tone"),
    [
        (Stance.ASSERTS, "said that", "done"),
        (Stance.PASSES_ON, "passed on a report that", "done"),
        (Stance.DENIES, "denied that", "not"),
        (Stance.DOUBTS, "doubted that", "open"),
        (Stance.ASKS, "asked whether", "open"),
        (Stance.DECLINES, "declined to say whether", "open"),
    ],
)
def test_a_stance_keeps_its_meaning(shelf: Index, stance: Stance, verb: str, tone: str) -> None:
    claim = told(shelf, "North Korea fired several", "fired")
    claim = replace(claim, said_by=(replace(claim.said_by[0], stance=stance),))
    assert verb in words.sentence(claim, shelf)
    assert words.standing(claim).tone == tone


def test_not_to_answer_is_never_called_a_denial(shelf: Index) -> None:
    claim = told(shelf, "Asked at the United", "are there")
    standing = words.standing(claim)
    assert standing.status == "no answer given, neither yes nor no"
    assert "den" not in words.sentence(claim, shelf)


@pytest.mark.parametrize(
    ("certainty", "expected"),
    [
        (Certainty.CERTAIN, "South Korea’s military said that"),
        (Certainty.PROBABLE, "South Korea’s military put it as probable that"),
        (Certainty.POSSIBLE, "South Korea’s military put it as possible that"),
        (None, "South Korea’s military said that"),
    ],
)
def test_certainty_stands_in_the_sentence(shelf: Index, certainty: Certainty | None, expected: str) -> None:
    claim = replace(told(shelf, "North Korea fired several", "fired"), certainty=certainty)
    assert words.sentence(claim, shelf).startswith(expected)


def test_a_chain_of_voices_is_told_from_the_inside_out(shelf: Index) -> None:
    claim = told(shelf, "North Korea fired several", "fired")
    outer = replace(claim.said_by[0], actors=("JPN.MIL",))
    sentence = words.sentence(replace(claim, said_by=(outer, claim.said_by[0])), shelf)
    assert (
        sentence
        == "South Korea’s military said that North Korea’s military launched weapons, according to Japan’s military."
    )


def test_an_act_outside_the_code_is_quoted_not_worded(shelf: Index) -> None:
    claim = restated(told(shelf, "North Korea fired short", "fired"), type=None, mode=None)
    assert words.sentence(claim, shelf) == "North Korea’s military (“fired”, an act outside the code)."


def test_a_party_that_could_not_be_told_is_shown_in_its_own_words(shelf: Index) -> None:
    claim = told(shelf, "The leader's sister", "accused")
    nameless = replace(claim.act.actors[0], actor=None, name=None)
    assert words.clause(restated(claim, actors=(nameless,)), shelf).startswith("“Kim Yo Jong” accused")
    assert words.clause(restated(claim, actors=()), shelf).startswith("someone not named accused")


@pytest.mark.parametrize(
    ("kind", "status", "tone", "words_of_it"),
    [
        ("STATE", Status.HAPPENED, "done", "reported as said"),
        ("DENY", Status.HAPPENED, "not", "reported as denied"),
        ("DENY", Status.PLANNED, "open", "planned, not reported as done"),
        ("ASSAULT", Status.HAPPENED, "done", "reported as done"),
        ("ASSAULT", Status.NEGATED, "not", "said not to have happened"),
    ],
)
def test_a_statement_is_said_not_done(shelf: Index, kind: str, status: Status, tone: str, words_of_it: str) -> None:
    claim = restated(told(shelf, "North Korea fired short", "fired"), type=kind, mode=None, status=status)
    assert (words.standing(claim).tone, words.standing(claim).status) == (tone, words_of_it)


def test_a_statement_carries_what_it_says(shelf: Index) -> None:
    inner = told(shelf, "South Korea's intelligence", "test")
    outer = restated(told(shelf, "North Korea fired short", "fired"), type="STATE", mode=None)
    stated = replace(outer, about=(inner.id,))
    assert words.sentence(stated, shelf) == "North Korea’s military said that North Korea might test weapons."
    denied = restated(stated, type="DENY")
    assert words.sentence(denied, shelf) == "North Korea’s military denied that North Korea might test weapons."
