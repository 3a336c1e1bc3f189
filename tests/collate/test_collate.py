"""Tellings in, events out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coranto.collate import collate
from coranto.collate.variants import quantity
from coranto.model import (
    Act,
    Amount,
    Attribution,
    Certainty,
    Claim,
    DisputeKind,
    Event,
    Grain,
    Judgement,
    Kind,
    Mention,
    Moment,
    Part,
    Report,
    Span,
    Stance,
    Status,
    Verdict,
    When,
    claim_id,
    version_id,
)

LAUNCH = "North Korea launched ballistic missiles toward its eastern sea"
TRIGGERS = ("launch", "fired", "condemned", "withdraw", "struck", "denied", "asked", "drills", "met")


def mention(code: str) -> Mention:
    return Mention(Span(0, 1), Kind.COUNTRY, code, 0, 0, 1.0, "given")


def day(text: str, days: int = 1) -> When:
    since = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return When(Span(0, 1), "DATE", text, Grain.DAY, since, since + timedelta(days=days), None, "given")


def tell(
    text: str,
    kind: str = "MOBILIZE",
    mode: str | None = None,
    actors: str = "PRK",
    recipients: str = "",
    on: When | None = None,
    outlet: str = "Quay Courier",
    published: str = "2024-11-05T10:00",
    status: Status = Status.HAPPENED,
    amounts: tuple[Amount, ...] = (),
    part: Part = Part.PARAGRAPH,
    certainty: Certainty | None = None,
    said_by: tuple[Attribution, ...] = (),
    source: str = "",
    about: tuple[str, ...] = (),
) -> Report:
    found = next((text.find(word) for word in TRIGGERS if word in text), 0)
    act = Act(
        trigger=Span(found, found + 5),
        token=0,
        type=kind,
        mode=mode,
        contexts=(),
        actors=tuple(mention(code) for code in actors.split()),
        recipients=tuple(mention(code) for code in recipients.split()),
        status=status,
        evidence=(Span(0, len(text)),),
        score=1.0,
        why="given",
        time=on,
        amounts=amounts,
    )
    version = version_id(text + outlet)
    claim = Claim(claim_id(version, act), version, act, said_by, certainty, about, act.evidence)
    at = Moment(datetime.fromisoformat(published).replace(tzinfo=UTC), Grain.MINUTE, "given")
    return Report(claim, outlet + text, version, outlet, source or outlet, at, part, text)


def voice(code: str, stance: Stance) -> tuple[Attribution, ...]:
    return (Attribution((), (), (), (code,), stance, direct=False),)


def missiles(low: float) -> tuple[Amount, ...]:
    return (Amount(Span(0, 1), "weapons", low, low, "", 0),)


def kinds(event: Event) -> set[DisputeKind]:
    return {dispute.kind for dispute in event.disputes}


def test_two_outlets_tell_one_launch() -> None:
    first = tell(LAUNCH + " on Tuesday.", mode="weapons", on=day("2024-11-05"))
    other = tell("Pyongyang fired missiles into the sea.", outlet="Eastern Ledger", published="2024-11-05T14:00")
    (event,) = collate([first, other])
    assert (event.articles, event.sources) == (2, 2)
    assert event.since == datetime(2024, 11, 5, tzinfo=UTC)
    assert event.actors == ("PRK",)


def test_a_months_old_test_is_another_event() -> None:
    old = tell(LAUNCH + " in May.", on=day("2024-05-30"))
    new = tell(LAUNCH + " on Tuesday.", on=day("2024-11-05"))
    assert len(collate([old, new])) == 2


def test_undated_tellings_published_weeks_apart_stay_apart() -> None:
    one = tell(LAUNCH, published="2024-09-12T10:00")
    two = tell(LAUNCH + ", again", published="2024-11-05T10:00", outlet="Eastern Ledger")
    assert len(collate([one, two])) == 2


def test_what_was_told_before_an_act_began_is_not_about_it() -> None:
    earlier = tell(LAUNCH + " lately.", published="2024-11-04T10:30")
    launch = tell(LAUNCH + " on Tuesday.", on=day("2024-11-05"), outlet="Eastern Ledger")
    assert len(collate([earlier, launch])) == 2


def test_an_open_end_excludes_what_begins_after_it() -> None:
    until = When(Span(0, 1), "DATE", "PAST_REF", Grain.VAGUE, None, day("2024-11-04").until, None, "given")
    earlier = tell(LAUNCH + " lately.", on=until)
    launch = tell(LAUNCH + " on Tuesday.", on=day("2024-11-05"), outlet="Eastern Ledger")
    assert len(collate([earlier, launch])) == 2


def test_a_demand_never_merges_with_the_deed() -> None:
    demanded = tell("Seoul wants North Korea to withdraw its troops.", "RETREAT", status=Status.DEMANDED)
    done = tell("North Korea will withdraw its troops.", "RETREAT", status=Status.HAPPENED, outlet="Daily Tidings")
    events = collate([demanded, done])
    assert {(event.status, len(event.claims)) for event in events} == {(Status.DEMANDED, 1), (Status.HAPPENED, 1)}


def test_another_recipient_is_another_act() -> None:
    one = tell("Washington condemned the launch by Pyongyang.", "ACCUSE", actors="USA", recipients="PRK")
    two = tell("Washington condemned the offensive by Moscow.", "ACCUSE", actors="USA", recipients="RUS")
    assert len(collate([one, two])) == 2


def test_agency_copy_on_three_sites_is_one_source() -> None:
    outlets = ("Quay Courier", "Northfield Post", "Daily Tidings")
    (event,) = collate([tell(LAUNCH, outlet=name, source="copy:1") for name in outlets])
    assert (event.articles, event.sources) == (3, 1)


def test_the_same_words_in_two_articles_are_two_tellings_of_one_claim() -> None:
    first = tell(LAUNCH)
    reprint = Report(
        first.claim, "another article", first.version, "Post", "copy:1", first.published, first.part, LAUNCH
    )
    (event,) = collate([first, reprint])
    assert event.articles == 2
    assert event.claims == (first.claim.id,)


def test_two_counts_are_a_dispute_and_both_stay() -> None:
    five = tell(LAUNCH, amounts=missiles(5), on=day("2024-11-05"))
    seven = tell(LAUNCH + ", seven of them", amounts=missiles(7), on=day("2024-11-05"), outlet="Eastern Ledger")
    (event,) = collate([five, seven])
    (dispute,) = event.disputes
    assert dispute.kind is DisputeKind.VALUE
    assert {side.value for side in dispute.sides} == {"5", "7"}


def test_at_least_five_and_seven_do_not_exclude_each_other() -> None:
    open_count = (Amount(Span(0, 1), "weapons", 5, None, "", 0),)
    one = tell(LAUNCH, amounts=open_count, on=day("2024-11-05"))
    two = tell(LAUNCH + ", seven", amounts=missiles(7), on=day("2024-11-05"), outlet="Eastern Ledger")
    assert not collate([one, two])[0].disputes


def test_a_denial_and_a_non_answer_are_two_things() -> None:
    sent = tell("North Korea launched troops at Kursk.", "AID", actors="PRK", recipients="RUS")
    denial = tell("Moscow denied it.", "DENY", actors="RUS", outlet="Daily Tidings", about=(sent.claim.id,))
    silence = tell(
        "Asked about it, Minsk did not say.",
        "STATE",
        actors="BLR",
        outlet="Lantern",
        said_by=voice("BLR", Stance.DECLINES),
        about=(sent.claim.id,),
    )
    event = next(event for event in collate([sent, denial, silence]) if event.type == "AID")
    assert kinds(event) == {DisputeKind.DENIAL, DisputeKind.NO_ANSWER}


def test_a_box_that_says_more_than_its_body() -> None:
    (event,) = collate(
        [tell("Japan condemned the launch.", "ACCUSE", actors="JPN", recipients="PRK", part=Part.KEY_POINT)]
    )
    assert kinds(event) == {DisputeKind.COVERAGE}


def test_people_can_part_and_join() -> None:
    first = tell(LAUNCH, on=day("2024-11-05"))
    other = tell(LAUNCH + ", again", on=day("2024-11-05"), outlet="Eastern Ledger")
    at = datetime(2024, 11, 6, tzinfo=UTC)
    different = Judgement("j1", first.claim.id, other.claim.id, Verdict.DIFFERENT, "ana", at)
    undone = Judgement(
        "j2", first.claim.id, other.claim.id, Verdict.SAME, "ana", at + timedelta(hours=1), replaces="j1"
    )
    assert len(collate([first, other])) == 1
    assert len(collate([first, other], [different])) == 2
    assert len(collate([first, other], [different, undone])) == 1


def test_a_claim_called_wrong_is_left_out() -> None:
    told = tell(LAUNCH)
    wrong = Judgement("j1", told.claim.id, None, Verdict.WRONG, "ana", datetime(2024, 11, 6, tzinfo=UTC))
    assert collate([told], [wrong]) == ()


@given(st.permutations(range(6)))
def test_the_order_of_arrival_does_not_matter(order: list[int]) -> None:
    told = [
        tell(LAUNCH, on=day("2024-11-05")),
        tell(LAUNCH + " today", outlet="Eastern Ledger"),
        tell("Pyongyang launched an attack drone.", outlet="Lantern"),
        tell("Japan condemned the launch.", "ACCUSE", actors="JPN", recipients="PRK"),
        tell("Tokyo condemned the launches.", "ACCUSE", actors="JPN.GOV", recipients="PRK", outlet="Lantern"),
        tell("Seoul met Tokyo.", "CONSULT", actors="KOR JPN"),
    ]
    assert collate(told[i] for i in order) == collate(told)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (12, 12, "12"),
        (10000, 12000, "10,000 to 12,000"),
        (5, None, "at least 5"),
        (None, 300, "up to 300"),
        (1.5, 1.5, "1.5"),
    ],
)
def test_amounts_in_words(low: float | None, high: float | None, words: str) -> None:
    assert quantity(Amount(Span(0, 1), "killed", low, high, "", 0)) == words
