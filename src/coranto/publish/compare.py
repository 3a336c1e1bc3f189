"""Another data set's events and ours side by side: how many by parties and month, and which are the same.

Two events are matched where day, parties (by country or body) and PLOVER type are the same. An event of theirs that we
have only as demanded, feared, planned, threatened or negated is told apart from one that we do not have at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coranto.model import Event
from coranto.publish import gdelt
from coranto.publish.foreign import Foreign, land

Dyad = tuple[str, str]
Key = tuple[date, str, str, str]


class Found(StrEnum):
    """What became of an event in the comparison."""

    BOTH = "both"
    NOT_A_FACT = "not a fact here"
    THEIRS = "theirs only"
    OURS = "ours only"


@dataclass(frozen=True, slots=True)
class Month:
    """How many events two parties have in a month ("2024-11"); "" is a party that is not named.

    One event with several pairs of parties counts for each of them.
    """

    actor: str
    recipient: str
    month: str
    theirs: int
    ours: int


@dataclass(frozen=True, slots=True)
class Pairing:
    """One event for one pair of parties: where it is found, under which ids.

    `theirs` and `ours` are ids, each side's all; `status` is ours where we have it as something that did not happen.
    """

    found: Found
    day: date
    actor: str
    recipient: str
    type: str
    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    status: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole: counts by month, pairings by day, and what of ours could not be compared.

    `since` and `until` are the first and last day of theirs, between which ours are taken. `undated` counts facts of
    ours without a single day.
    """

    months: tuple[Month, ...]
    pairings: tuple[Pairing, ...]
    since: date | None
    until: date | None
    undated: int

    def count(self, found: Found) -> int:
        """How many pairings came out so."""
        return sum(one.found is found for one in self.pairings)


def compare(theirs: Sequence[Foreign], ours: Sequence[Event], party: str | None = None) -> Comparison:
    """Compare two sets of events; `party` narrows both to a country or body in either role."""
    since = min((one.day for one in theirs), default=None)
    until = max((one.day for one in theirs), default=None)
    dated = [
        (day, event) for event in ours if (day := gdelt.day_of(event)) and since and until and since <= day <= until
    ]
    facts = [(day, event) for day, event in dated if event.status.took_place]
    them = _by_key(_of_theirs(theirs), party)
    us = _by_key(_of_ours(facts), party)
    others = _by_key(_of_ours((day, event) for day, event in dated if not event.status.took_place), party)
    statuses = {event.id: str(event.status) for _, event in dated}
    return Comparison(
        months=_months(them, us),
        pairings=tuple(_pairing(key, them, us, others, statuses) for key in sorted(them.keys() | us.keys())),
        since=since,
        until=until,
        undated=sum(event.status.took_place and gdelt.day_of(event) is None for event in ours),
    )


def _of_theirs(events: Iterable[Foreign]) -> Iterator[tuple[Key, str]]:
    for one in events:
        for pair in one.pairs:
            yield _key(one.day, pair, one.type), one.id


def _of_ours(events: Iterable[tuple[date, Event]]) -> Iterator[tuple[Key, str]]:
    for day, event in events:
        for actor, recipient in gdelt.pairs(event):
            yield _key(day, (land(actor), land(recipient)), event.type), event.id


def _key(day: date, pair: Dyad, kind: str) -> Key:
    """Day, parties, type: whoever is named first of two that met, it is the same meeting."""
    first, second = sorted(pair) if kind in gdelt.RECIPROCAL and "" not in pair else pair
    return day, first, second, kind


def _by_key(events: Iterable[tuple[Key, str]], party: str | None) -> Mapping[Key, tuple[str, ...]]:
    """Ids by key, each once under a key; an event whose every pair is nobody has nothing to be compared by."""
    found: dict[Key, dict[str, None]] = {}
    for key, name in events:
        named = key[1:3]
        if named != ("", "") and (party is None or party in named):
            found.setdefault(key, {})[name] = None
    return {key: tuple(names) for key, names in found.items()}


def _months(them: Mapping[Key, tuple[str, ...]], us: Mapping[Key, tuple[str, ...]]) -> tuple[Month, ...]:
    theirs, ours = _counted(them), _counted(us)
    return tuple(Month(*key, theirs[key], ours[key]) for key in sorted(theirs.keys() | ours.keys()))


def _counted(events: Mapping[Key, tuple[str, ...]]) -> Counter[tuple[str, str, str]]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for (day, actor, recipient, _), names in events.items():
        counts[actor, recipient, day.isoformat()[:7]] += len(names)
    return counts


def _pairing(
    key: Key,
    them: Mapping[Key, tuple[str, ...]],
    us: Mapping[Key, tuple[str, ...]],
    others: Mapping[Key, tuple[str, ...]],
    statuses: Mapping[str, str],
) -> Pairing:
    theirs, ours = them.get(key, ()), us.get(key, ())
    told = others.get(key, ()) if theirs and not ours else ()
    if theirs and ours:
        found = Found.BOTH
    elif ours:
        found = Found.OURS
    else:
        found = Found.NOT_A_FACT if told else Found.THEIRS
    return Pairing(found, *key, theirs, ours or told, statuses[told[0]] if told else None)
