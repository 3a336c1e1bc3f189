"""What is asked of the record, and the question in English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coranto.model.claim import Certainty, Status


@dataclass(frozen=True, slots=True)
class Query:
    """A question: every field that is set narrows the answer, and an empty question asks for everything.

    `text` is words that must all stand in the evidence or among the names of a claim; words in double quotes stand
    together. `actor`, `recipient` and `holder` are actor codes in that role, `party` is one as actor or recipient; a
    code stands for itself and everything below it ("PRK" finds "PRK.MIL"). `type` and `mode` are codes. `since` and
    `until` are zoned instants, half-open: what overlaps them is found, what has no date is not. `country` is ISO 3166
    alpha-3. `box` is (west, south, east, north) in WGS 84 degrees as in GeoJSON, west above east where it crosses the
    180th meridian; a place known only by its country is never in a box. `article` is an article id. `took_place` asks
    for acts that somebody says are facts (True), or for the others (False). `as_known_at` asks what the record held
    at that zoned instant. `every_version` also asks what earlier versions of an article said. `limit` and `offset`
    cut the answer.
    """

    text: str = ""
    party: str | None = None
    actor: str | None = None
    recipient: str | None = None
    type: str | None = None
    mode: str | None = None
    status: Status | None = None
    certainty: Certainty | None = None
    holder: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    country: str | None = None
    box: tuple[float, float, float, float] | None = None
    article: str | None = None
    took_place: bool | None = None
    as_known_at: datetime | None = None
    every_version: bool = False
    limit: int | None = None
    offset: int = 0

    def in_words(self, noun: str = "claims") -> str:
        """The question as a reader would put it; `noun` is what is asked for ("claims", "events")."""
        said = (*_what(self), *_who(self), *_when_and_where(self))
        question = " ".join((noun if said else f"all {noun}", *said))
        return ", ".join((question, *_of_the_record(self)))


EVERYTHING = Query()


def _what(query: Query) -> tuple[str, ...]:
    kind = f"{query.type or 'any type'}/{query.mode}" if query.mode else query.type
    facts = {None: "", True: "that somebody says took place", False: "that are not said to have taken place"}
    said = (
        f"of type {kind}" if kind else "",
        f"with status {query.status}" if query.status else "",
        f"put as {query.certainty}" if query.certainty else "",
        facts[query.took_place],
        f"with the words “{query.text.strip()}”" if query.text.strip() else "",
    )
    return tuple(filter(None, said))


def _who(query: Query) -> tuple[str, ...]:
    said = (
        f"by {query.actor}" if query.actor else "",
        f"towards {query.recipient}" if query.recipient else "",
        f"involving {query.party}" if query.party else "",
        f"according to {query.holder}" if query.holder else "",
    )
    return tuple(filter(None, said))


def _when_and_where(query: Query) -> tuple[str, ...]:
    said = (
        _between(query.since, query.until),
        f"in {query.country}" if query.country else "",
        "between longitudes {0:g} and {2:g} and latitudes {1:g} and {3:g}".format(*query.box) if query.box else "",
        f"in article {query.article}" if query.article else "",
    )
    return tuple(filter(None, said))


def _between(since: datetime | None, until: datetime | None) -> str:
    if since and until:
        return f"from {_instant(since)} until before {_instant(until)}"
    if since:
        return f"from {_instant(since)} on"
    return f"before {_instant(until)}" if until else ""


def _of_the_record(query: Query) -> tuple[str, ...]:
    said = (
        "earlier versions of articles included" if query.every_version else "",
        f"as known at {_instant(query.as_known_at)}" if query.as_known_at else "",
        f"{query.limit} at most" if query.limit is not None else "",
        f"after the first {query.offset}" if query.offset else "",
    )
    return tuple(filter(None, said))


def _instant(at: datetime) -> str:
    """The day alone at midnight, else to the minute; always with its zone, for a day differs between zones."""
    zone = at.tzname() or "without a zone"
    midnight = (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0)
    return f"{at:%Y-%m-%d} ({zone})" if midnight else f"{at:%Y-%m-%d %H:%M} ({zone})"
