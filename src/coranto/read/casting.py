"""Who plays which part: of all parties that an article names, which are an act's actors, and which its recipients.

News leaves much unsaid: the target of a condemnation stands three sentences above, the doer of an arrest nowhere. So
every party of the article is a candidate for either side of an act, and a few questions are asked of it: whether the
vote points at its words, whether the parse has it in the right place, when it was named last, what part it played
before. How much each answer counts was learnt from our own coded reports (`training/coder/cast.py`).
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from coranto.codebook.actors import SECTORS
from coranto.codebook.plover import SPEECH, STATEMENTS
from coranto.model import Kind, Mention, Reading
from coranto.nlp.coder import Floats
from coranto.read.grammar import ancestors, kept, tokens_in
from coranto.read.roles import arguments
from coranto.read.told_before import Draft
from coranto.read.votes import NOT_COUNTRIES, Ballot, main_country

HARMFUL = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "PROTEST"))
QUESTIONS: Mapping[str, str] = {
    "bias": "",
    "pointed": "the vote points at it",
    "sure": "the vote points at it for sure",
    "slot": "it stands in the act's own place",
    "here": "the sentence names it",
    "rival": "the vote points at somebody else",
    "away": "somebody is meant whom the sentence does not name, and it does not name it",
    "again away": "the same, and it played this part before",
    "opposite away": "the same, and it played the other part before",
    "recent": "it was named shortly before",
    "share": "the article is much about it",
    "again": "it played this part before",
    "opposite": "it played the other part before",
    "doer": "it hurt somebody before",
    "sector": "it is of the kind that the vote expects",
    "voice": "it is speaking",
    "other": "it is of the country of the other side",
    "made": "nobody is named, and it is of the country where this takes place",
    "doing": "the parse has it as what does this, PropBank's ARG0",
    "done to": "the parse has it as what this is done to or for, PropBank's ARG1 or ARG2",
    "before": "the sentence names it before the act's word",
    "twice": "the sentence names it twice",
    "place": "it is only named as a place",
}
"""What is asked of a candidate, in the order of the weights, and what a yes means."""

WEIGHTS = "casting.json"
NOBODY = 0.7
"""Probability by vote of there being nobody from which a part is left open where no candidate is likely."""

SOMEBODY = 0.1
"""Probability that the likeliest candidate must have where somebody there must be."""

FEUDING = frozenset(("CRM", "REB", "UAF", "CVL"))
"""Sectors whose members fight one another."""

FORCEFUL = frozenset(("ASSAULT", "MOBILIZE", "RETREAT", "COOPERATE", "COERCE"))
"""Types in which a country named as such may stand for its forces."""

KNOWN = 0.2
"""The same where a trigger knows where its parties stand, and nobody stands there."""

FACES = ("", ".GOV", ".MIL")
"""Sectors that a country named as such has by what it does, and not by its name."""

STATES = (Kind.COUNTRY, Kind.PLACE, Kind.NATIONALITY)
GRAVE = frozenset(("ASSAULT",))
"""Types whose doer is not taken from the article because he would fit."""

FORCED = frozenset(("ASSAULT", "COERCE", "SANCTION", "THREATEN"))
"""Types that make it likely that a party did a grave thing too: having moved troops does not."""

SURE = 0.6
"""Probability from which the vote's sector is that of a country named as such."""

PLAYS = 0.5
"""Probability from which a candidate plays a part."""


def country_of(code: str) -> str:
    """The country of an actor code; a body's code is its own."""
    return code if code.startswith("IGO") else code[:3]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party by its code, with the mention that stands for it: in the act's own sentence (`here`) or `gap` before.

    `made`: nobody names it; it is the police, the citizens… of a country. `spots`: all that name it in that sentence.
    """

    code: str
    mention: Mention
    here: bool
    gap: int
    made: bool = False
    spots: tuple[Mention, ...] = ()

    @property
    def country(self) -> str:
        """Its country, or its body's code."""
        return country_of(self.code)


@dataclass(frozen=True, slots=True)
class Stage:
    """One act with all who could take part in it."""

    reading: Reading
    ballot: Ballot
    draft: Draft
    earlier: Sequence[Draft]
    row: int
    candidates: tuple[Candidate, ...]
    shares: Mapping[str, float]
    voices: frozenset[str]
    points: tuple[tuple[tuple[str, float], ...], ...] = ()
    """For actors and recipients: (country, how surely the vote points at it) of each candidate."""

    def chosen(self, side: int, slots: Sequence[Mention], others: Sequence[Mention]) -> tuple[Mention, ...]:
        """Who plays the part of actor (0) or recipient (1), in text order; `slots`: whom the parse has there.

        Of a country's several faces the likeliest one. Where nobody does, whoever is named without a code ("gunmen").
        """
        weights = _weights()[group(self.draft.type, side)]
        facing = {code for one in others for code in one.codes} | (self.askers() if side else set())
        best: dict[str, tuple[float, Candidate]] = {}
        for one in self.all(side, others):
            if one.code in facing and one.code.partition(".")[2] not in FEUDING:
                continue  # nobody does it to himself
            if side == 0 and self.draft.type in GRAVE and not self.borne_out(one, slots):
                continue
            chance = likelihood(weights, self.answers(one, side, slots, others))
            if chance > best.get(one.country, (0.0, one))[0]:
                best[one.country] = (chance, one)
        played = [one for chance, one in best.values() if chance >= PLAYS]
        if any(one.here for one in played):  # whom the sentence names, it means; others are taken where it names nobody
            played = [one for one in played if one.here or one.made]
        if not played and best and self.nobody(side) < NOBODY:
            chance, one = max(best.values(), key=lambda found: found[0])
            played = [one] if chance >= (KNOWN if self.draft.trigger.lemmas else SOMEBODY) else []
        found = sorted(played, key=lambda one: one.mention.span.start)
        return tuple(one.mention for one in found) or tuple(self._nameless(side, slots))

    def borne_out(self, one: Candidate, slots: Sequence[Mention]) -> bool:
        """Whether anything but its being there makes a party the doer of an attack.

        That is the vote pointing at it, the parse, or what it did by force before. Else
        "Niger sent troops three days after a raid on a market" would make Niger's troops the raiders.
        """
        if one.made:
            return one.code.partition(".")[2] in FEUDING
        pointed = self.pointed(one, 0) >= PLAYS or any(one.code in m.codes for m in slots)
        doing = any(self.role(spot) == "ARG0" for spot in one.spots)
        forced = (done for done in self.earlier if done.type in FORCED)
        return pointed or doing or any(one.code in m.codes for done in forced for m in done.actors)

    def askers(self) -> set[str]:
        """Whoever asks for the act: not therefore its target, unless it stands in the target's place."""
        above = set(ancestors(self.reading.tokens, self.draft.token))
        asked = (one for one in self.earlier if one.type == "REQUEST" and one.token in above)
        return {code for one in asked for m in one.actors for code in m.codes}

    def nobody(self, side: int) -> float:
        """The vote's probability that nobody plays a part."""
        return self.share(side, "none")

    def share(self, side: int, kind: str) -> float:
        """The vote's probability that a part is played by a party of a kind; 0 for a kind that it does not know."""
        sides = self.ballot.coder.sides
        return float(self.kinds(side)[sides.index(kind)]) if kind in sides else 0.0

    def kinds(self, side: int) -> Floats:
        """(sides): of what kind the vote expects the party on a side to be."""
        row: Floats = (self.ballot.votes.actor, self.ballot.votes.recipient)[side][self.draft.token - self.first]
        return row

    def _nameless(self, side: int, slots: Sequence[Mention]) -> Iterator[Mention]:
        """Parties that are named, and that nobody knows."""
        vote = self.draft.vote
        pointed = (vote.actors, vote.recipients)[side] if vote else ()
        yield from (one for one in (*pointed, *slots)[:1] if set(one.codes) == {"UNK"})

    def all(self, side: int, others: Sequence[Mention]) -> Iterator[Candidate]:
        """The candidates, those whom only the vote points at, and the one that it makes up."""
        yield from self.candidates
        vote, codes = self.draft.vote, {one.code for one in self.candidates}
        for one in (vote.actors, vote.recipients)[side] if vote else ():
            if one.actor and one.actor not in codes and one.actor != "UNK":
                codes.add(one.actor)
                yield Candidate(one.actor, one, here=True, gap=0, spots=(one,))
        sector = self.expected(side)
        if sector not in SECTORS:
            return
        lands = [code[:3] for one in others for code in one.codes if code[:3] not in NOT_COUNTRIES]
        if side and (self.draft.type == "ASSAULT" or self.draft.mode == "release"):
            # Whoever tells of an attack by others tells what befell his own; who asks for a release wants his own.
            lands = [code[:3] for code in sorted(self.voices) if code[:3] not in (*lands, *NOT_COUNTRIES)] + lands
        country = lands[0] if lands else main_country(self.reading)
        if country and f"{country}.{sector}" not in codes:
            span = self.reading.tokens.span(self.draft.token)
            why = f"{sector} by vote, of {country}"
            made = Mention(span, Kind.GROUP, f"{country}.{sector}", -1 - self.draft.token, self.draft.token, 0.3, why)
            yield Candidate(f"{country}.{sector}", made, here=False, gap=0, made=True)

    def expected(self, side: int) -> str:
        """The sector that the vote expects on a side."""
        return self.ballot.coder.sides[int(self.kinds(side).argmax())]

    def far(self, parties: Sequence[Mention]) -> str:
        """In words, which of the parties the sentence does not name."""
        span = self.ballot.sentence.span
        made = self.reading.tokens.span(self.draft.token)
        codes = [code for one in parties for code in one.codes if not span.holds(one.span) or one.span == made]
        return f"{', '.join(codes)}: not named here, taken from the article" if codes else ""

    def in_sector(self, side: int, parties: Sequence[Mention]) -> tuple[Mention, ...]:
        """Countries, named as such, in the sector that they act in here: a country that shells is its military."""
        sector, share = self.expected(side), float(self.kinds(side).max())
        if self.draft.type in SPEECH and self.draft.trigger.lemmas:
            return tuple(_spoken_to(one) if side else one for one in parties)
        if sector not in SECTORS or share < SURE or self.draft.type not in FORCEFUL:
            return tuple(parties)
        return tuple(_acting_as(one, sector) for one in parties)

    @property
    def first(self) -> int:
        """The first token of the act's sentence."""
        return self.ballot.sentence.first

    def answers(
        self, one: Candidate, side: int, slots: Sequence[Mention], others: Sequence[Mention]
    ) -> tuple[float, ...]:
        """What the `QUESTIONS` find of a candidate."""
        pointed = self.pointed(one, side)
        kind = one.code.partition(".")[2] or "-"
        kind = "IGO" if one.code.startswith("IGO") else kind
        away = 0.0 if one.here else float(self.ballot.votes.party[self.row, side, 0])
        again, opposite = self.played(one, side, others), self.played(one, 1 - side, others)
        roles = {self.role(spot) for spot in one.spots}
        return (
            1.0,
            pointed,
            float(pointed >= PLAYS),
            float(any(one.code in m.codes for m in slots)),
            float(one.here),
            max((share for land, share in self.points[side] if land != one.country), default=0.0),
            away,
            away * again,
            away * opposite,
            1.0 / (1 + one.gap) if not one.here else 0.0,
            self.shares.get(one.country, 0.0),
            again,
            opposite,
            float(any(m.actor == one.code for d in self.earlier if d.type in HARMFUL for m in d.actors)),
            self.share(side, kind),
            float(one.code in self.voices),
            float(any(code.startswith(one.country) for m in others for code in m.codes)),
            float(one.made),
            float("ARG0" in roles),
            float(not roles.isdisjoint(("ARG1", "ARG2"))),
            float(any(spot.token < self.draft.token for spot in one.spots)),
            float(len(one.spots) > 1),
            float(bool(one.spots) and all(spot.kind is Kind.PLACE for spot in one.spots)),
        )

    def role(self, spot: Mention) -> str:
        """The PropBank role in which a mention stands to the act's word; empty for none."""
        for one in arguments(self.reading, self.draft.token):
            if one.token == spot.token or spot.span.holds(self.reading.tokens.span(one.token)):
                return one.role
        return ""

    def pointed(self, one: Candidate, side: int) -> float:
        """The highest probability by which the vote points at one of its words here."""
        if not one.here:
            return 0.0
        row = self.ballot.votes.party[self.row, side]
        words = [t for spot in one.spots for t in tokens_in(self.reading.tokens, spot.span)]
        return max((float(row[t - self.first + 1]) for t in words if 0 <= t - self.first < len(row) - 1), default=0.0)

    def played(self, one: Candidate, side: int, others: Sequence[Mention]) -> float:
        """How lately it was on a side of an act like this one, a full one where the other side was the same as now."""
        like = [d for d in self.earlier if (d.type in SPEECH) == (self.draft.type in SPEECH)]
        facing = {code for m in others for code in m.codes}
        for back, done in enumerate(reversed(like)):
            mine, theirs = (done.actors, done.recipients) if side == 0 else (done.recipients, done.actors)
            if any(one.code in m.codes for m in mine):
                same = bool(facing & {code for m in theirs for code in m.codes}) or not others
                return (1.0 if same else 0.5) / (1 + 0.5 * back)
        return 0.0


def _acting_as(one: Mention, sector: str) -> Mention:
    bare = one.actor is not None and one.actor[3:] in FACES and not one.others
    if not bare or one.kind not in STATES or one.actor is None:
        return one
    return replace(one, actor=f"{one.actor[:3]}.{sector}", why=f"{one.why}; acts as {sector}")


def _spoken_to(one: Mention) -> Mention:
    """Words are for a country's government, also where its forces did what they are about."""
    forces = one.actor is not None and one.actor.endswith(".MIL") and (one.kind in STATES or one.chain < 0)
    return replace(one, actor=f"{one.actor[:3]}.GOV") if forces and one.actor else one


def group(kind: str, side: int) -> str:
    """Which weights count: those of words or of deeds, for actors or for recipients."""
    return f"{'words' if kind in SPEECH else 'deeds'} {('actor', 'recipient')[side]}"


def likelihood(weights: Sequence[float], answers: Sequence[float]) -> float:
    """Logistic regression."""
    return 1.0 / (1.0 + math.exp(-sum(a * b for a, b in zip(weights, answers, strict=True))))


def stage(reading: Reading, ballot: Ballot, draft: Draft, earlier: Sequence[Draft]) -> Stage | None:
    """The act with its candidates; None where the vote says nothing of its word."""
    rows = ballot.votes.acts.tolist()
    word = draft.token - ballot.sentence.first
    if draft.vote is None or word not in rows:
        return None
    named = _named(reading, ballot)
    trigger = reading.tokens.span(draft.token)
    voices = frozenset(
        code for one in reading.attributions if any(s.holds(trigger) for s in one.content) for code in one.actors
    )
    bare = Stage(reading, ballot, draft, earlier, rows.index(word), named, _shares(reading.mentions), voices)
    points = tuple(tuple((one.country, bare.pointed(one, side)) for one in named) for side in (0, 1))
    return replace(bare, points=points)


def cast(reading: Reading, ballot: Ballot, draft: Draft, earlier: Sequence[Draft], *, mutual: bool) -> Draft:
    """The draft with its likeliest actors and recipients; `mutual`: all its parties are actors."""
    here = stage(reading, ballot, draft, earlier)
    if here is None:
        return draft
    exact = bool(draft.trigger.lemmas)  # a codebook's trigger knows where its parties stand, and whether there are any
    facing = draft.recipients if exact else ()
    actors = draft.actors if exact and known(draft.actors) else here.chosen(0, draft.actors, facing)
    if mutual:
        recipients: tuple[Mention, ...] = ()
    elif draft.type in STATEMENTS or (exact and (known(draft.recipients) or not draft.trigger.recipient)):
        recipients = draft.recipients
    else:
        recipients = here.chosen(1, draft.recipients, actors)
    actors = here.in_sector(0, actors)
    recipients = _others(here.in_sector(1, recipients), actors)
    return replace(draft, actors=actors, recipients=recipients, cast=here.far((*actors, *recipients)))


def known(parties: Sequence[Mention]) -> bool:
    """Whether any of them is somebody."""
    return any(code != "UNK" for one in parties for code in one.codes)


def _others(parties: Sequence[Mention], actors: Sequence[Mention]) -> tuple[Mention, ...]:
    """Those that are not the actors themselves."""
    doers = {code for one in actors for code in one.codes if code.partition(".")[2] not in FEUDING}
    return tuple(one for one in parties if not set(one.codes) & doers)


@kept
def _named(reading: Reading, ballot: Ballot) -> tuple[Candidate, ...]:
    """The parties named up to the end of a sentence, each code once: in the sentence itself if it can be."""
    sentence = ballot.sentence
    starts = [one.first for one in reading.sentences]
    here = reading.sentences.index(sentence)
    found: dict[str, Candidate] = {}
    for one in _uncovered(reading.mentions):
        if one.token >= sentence.last:
            break
        number = bisect_right(starts, one.token) - 1
        for code in one.codes:
            if code != "UNK" and one.kind not in (Kind.WEAPON, Kind.EVENT):
                alone = one if not one.others else replace(one, actor=code, others=())
                old = found.get(code)
                found[code] = Candidate(
                    code, alone, number == here, here - number,
                    spots=(*(old.spots if old else ()), alone) if number == here else (),
                )  # fmt: skip
    return tuple(found.values())


@kept
def _uncovered(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with a code that stand in no longer one with a code, in text order."""
    known = [one for one in mentions if any(code != "UNK" for code in one.codes)]
    long: list[Mention] = []
    for one in sorted(known, key=lambda one: (one.span.start, -one.span.end)):
        if not long or not long[-1].span.holds(one.span) or long[-1].span == one.span:
            long.append(one)
    return tuple(long)


@kept
def _shares(mentions: tuple[Mention, ...]) -> Mapping[str, float]:
    """What share of an article's parties each country, or body, has."""
    codes = [code for one in mentions for code in one.codes if code != "UNK"]
    counts = Counter(map(country_of, codes))
    return {name: count / len(codes) for name, count in counts.items()}


@cache
def _weights() -> Mapping[str, tuple[float, ...]]:
    """The learnt weights by group, in the order of `QUESTIONS`."""
    text = (resources.files("coranto.read") / WEIGHTS).read_text(encoding="utf-8")
    return {name: tuple(row[question] for question in QUESTIONS) for name, row in json.loads(text).items()}
