"""A claim or event in one plain English sentence. An act that nobody says took place is never worded as if it had."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from coranto.model.claim import Act, Attribution, Certainty, Claim, Stance, Status
from coranto.model.event import Event
from coranto.model.page import Standing
from coranto.publish.names import UNKNOWN, capital, listed, name, party
from coranto.publish.record import Index
from coranto.publish.tables import TABLES, Phrase

# {A} the actors, {v} the verb in the past, {b} its base form, each with what follows the verb.
FRAMES: Mapping[Status, str] = {
    Status.HAPPENED: "{A} {v}",
    Status.ONGOING: "{A} {v}",
    Status.PLANNED: "{A} planned to {b}",
    Status.THREATENED: "{A} threatened to {b}",
    Status.DEMANDED: "{A} should {b}",
    Status.HYPOTHETICAL: "{A} might {b}",
    Status.NEGATED: "{A} did not {b}",
    Status.HISTORICAL: "{A} earlier {v}",
}

STANCES: Mapping[Stance, str] = {
    Stance.ASSERTS: "{H} said that {c}",
    Stance.DENIES: "{H} denied that {c}",
    Stance.DOUBTS: "{H} doubted that {c}",
    Stance.ASKS: "{H} asked whether {c}",
    Stance.DECLINES: "{H} declined to say whether {c}",
    Stance.PASSES_ON: "{H} passed on a report that {c}",
}

# Types whose content is another claim and reads best inside the sentence ("confirmed that ...").
CARRIERS: Mapping[str, str] = {"STATE": "{A} said that {c}", "DENY": "{A} denied that {c}"}

# Of a recipient-less act, "[one|other]" gives the other; "[one]" gives nothing.
_OPTION = re.compile(r"\[([^|\]]*)(?:\|([^\]]*))?\]")


def phrase(kind: str, mode: str | None, triggers: Iterable[str] = ()) -> Phrase:
    """The wording of a type and mode, made closer where most of the trigger words begin with one of its stems."""
    own = TABLES.acts.get(f"{kind}/{mode}") or TABLES.acts[kind]
    words = [trigger.casefold() for trigger in triggers]
    for stems, base, past, rest in own.narrow:
        if 2 * sum(word.startswith(stems) for word in words) > len(words):
            return Phrase(own.label, base, past, rest)
    return own


def label(kind: str | None, mode: str | None) -> str:
    """The name of a kind of act for a box; "Other" for an act outside the code."""
    return phrase(kind, mode).label if kind and kind in TABLES.acts else "Other"


def clause(claim: Claim, index: Index) -> str:
    """The act of a claim as a clause, its status kept: "North Korea's military might test weapons"."""
    text, names = index.versions[claim.version].text, index.record.names
    act = claim.act
    doers = listed(party(mention, text, names) for mention in act.actors) or TABLES.unknown["party"]
    if act.type is None or act.type not in TABLES.acts:
        return f"{doers} (“{_trigger(act, text)}”, an act outside the code)"
    inner = _inside(claim, index)
    if inner and act.status.took_place and act.type in CARRIERS:
        return CARRIERS[act.type].format(A=doers, c=inner)
    done_to = listed(party(mention, text, names) for mention in act.recipients)
    return _framed(phrase(act.type, act.mode, [_trigger(act, text)]), _frame(act.type, act.status), doers, done_to)


def sentence(claim: Claim, index: Index) -> str:
    """A claim as one sentence: voices, stance, certainty and status all in it."""
    names = index.record.names
    if not claim.said_by:
        return f"{capital(_own_voice(claim, index))}."
    inner, outer = claim.said_by[-1], claim.said_by[:-1]
    body = _voiced(claim, holders(inner, names), inner.stance, index)
    chain = listed(holders(voice, names) for voice in reversed(outer))
    return f"{capital(body)}{f', according to {chain}' if chain else ''}."


def event_clause(event: Event, triggers: Iterable[str], names: Mapping[str, str]) -> str:
    """An event as a clause, its status kept; the actors are those the record agrees on."""
    doers = listed(_state(code, names) for code in event.actors) or TABLES.unknown["party"]
    done_to = listed(_state(code, names) for code in event.recipients)
    if event.type not in TABLES.acts:
        return f"{doers}: an act outside the code"
    return _framed(phrase(event.type, event.mode, triggers), _frame(event.type, event.status), doers, done_to)


def _state(code: str, names: Mapping[str, str]) -> str:
    """A party in a headline: a government goes by its country's name, as newspapers have it."""
    return name(code.removesuffix(".GOV"), names)


def headline(event: Event, index: Index) -> str:
    """An event as a headline: "North Korea's military launched weapons"; a demanded act reads as a call."""
    claims = [index.claims[claim] for claim in event.claims if claim in index.claims]
    carriers = [claim for claim in claims if _inside(claim, index)]
    if event.type in CARRIERS and event.status.took_place and carriers:
        return capital(clause(carriers[0], index))
    triggers = [_trigger(claim.act, index.versions[claim.version].text) for claim in claims]
    words = event_clause(event, triggers, index.record.names)
    if event.status is Status.DEMANDED:
        words = f"a call that {words}"
    return capital(words)


def holders(voice: Attribution, names: Mapping[str, str]) -> str:
    """Who a voice is, in words; an unnamed one says so."""
    known = [name(code, names) for code in voice.actors if code != UNKNOWN]
    return listed(known) if known else TABLES.unknown["source"]


def standing(claim: Claim) -> Standing:
    """How a claim stands: a denial and a non-answer are never a report that the act was done."""
    stance = claim.said_by[-1].stance if claim.said_by else Stance.ASSERTS
    certainty = TABLES.certainties[claim.certainty] if claim.certainty else ""
    if stance in (Stance.DENIES, Stance.DOUBTS, Stance.ASKS, Stance.DECLINES):
        words = {
            Stance.DENIES: "denied by this voice",
            Stance.DOUBTS: "doubted by this voice",
            Stance.ASKS: "only asked",
            Stance.DECLINES: "no answer given, neither yes nor no",
        }[stance]
        return Standing("not" if stance is Stance.DENIES else "open", words, "")
    return Standing(tone(claim.act.type, claim.act.status), status_words(claim.act.type, claim.act.status), certainty)


def status_words(kind: str | None, status: Status) -> str:
    """Whether an act took place, in words; of a statement, that it was made."""
    return TABLES.speech.get(kind or "", "") if kind in TABLES.speech and status.took_place else TABLES.statuses[status]


def tone(kind: str | None, status: Status) -> str:
    """The class of a status mark: done, open or not. What was only denied is never done."""
    if status is Status.NEGATED or (kind == "DENY" and status.took_place):
        return "not"
    return "done" if status.took_place else "open"


def _trigger(act: Act, text: str) -> str:
    return " ".join(act.trigger.of(text).split())


def _inside(claim: Claim, index: Index) -> str:
    """The clauses of the claims that this one speaks of; one level, since a page is read by people."""
    inner = [index.claims[each] for each in claim.about if each in index.claims and each != claim.id]
    flat = [each for each in inner if not (each.about and each.act.type in CARRIERS)]
    denied = claim.act.type == "DENY"
    return listed(clause(_affirmed(each) if denied else each, index) for each in flat)


def _affirmed(claim: Claim) -> Claim:
    """What a denial denies: "denied that it fired" and not "denied that it did not fire"."""
    done = claim.act.status is Status.NEGATED
    return replace(claim, act=replace(claim.act, status=Status.HAPPENED)) if done else claim


def _frame(kind: str, status: Status) -> str:
    """A threat that was threatened is the threat itself: "threatened to threaten" would be a step too far away."""
    return FRAMES[Status.HAPPENED if (kind, status) == ("THREATEN", Status.THREATENED) else status]


def _framed(words: Phrase, frame: str, doers: str, done_to: str) -> str:
    rest = _OPTION.sub(lambda found: (found[1] if done_to else found[2]) or "", words.rest)
    rest = rest.replace("{r}", done_to)
    return frame.format(A=doers, v=words.past + rest, b=words.base + rest)


def _own_voice(claim: Claim, index: Index) -> str:
    """The reporter's own telling."""
    words = clause(claim, index)
    if claim.act.status is Status.DEMANDED:
        return f"there was a call that {words}"
    return _hedged(words, claim, "it is put")


def _voiced(claim: Claim, holder: str, stance: Stance, index: Index) -> str:
    words = clause(_affirmed(claim) if stance is Stance.DENIES else claim, index)
    if stance is Stance.ASSERTS and claim.act.status is Status.DEMANDED:
        return f"{holder} called for this: {words}"
    if stance is Stance.ASSERTS:
        hedged = _hedged(words, claim, f"{holder} put it")
        return hedged if hedged != words else STANCES[stance].format(H=holder, c=words)
    return STANCES[stance].format(H=holder, c=words)


def _hedged(words: str, claim: Claim, who_put_it: str) -> str:
    """The clause with its hedge; "might" already is one."""
    hedge = claim.certainty in (Certainty.PROBABLE, Certainty.POSSIBLE) and claim.act.status is not Status.HYPOTHETICAL
    return f"{who_put_it} as {claim.certainty} that {words}" if hedge else words
