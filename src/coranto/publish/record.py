"""What pages are made from: a plain frozen bundle of the record, and look-ups over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from coranto.model.article import Article
from coranto.model.claim import Claim, Forecast, Link
from coranto.model.event import Copies, Event
from coranto.model.problem import Problem
from coranto.model.reading import Reading


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """All that the pages may show, as known at `at`.

    `articles` are in order of intake; of several versions of one article the last is shown. An article whose day was
    only inferred carries that moment as its `published` (its origin says so). `problems` are by article version.
    `names` gives an actor code its name in words ("PRK.MIL" -> "North Korea's military"); a code that is missing gets
    a plain fallback. `copies` groups article versions that are one text. Two records are equal only if they are the
    same object: a face keeps what it made from a record until it is handed another one.
    """

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    links: tuple[Link, ...]
    forecasts: tuple[Forecast, ...]
    problems: Mapping[str, tuple[Problem, ...]]
    names: Mapping[str, str]
    copies: tuple[Copies, ...] = ()
    at: datetime | None = None


def gather(
    readings: Iterable[Reading],
    events: Iterable[Event],
    names: Mapping[str, str],
    copies: Iterable[Copies] = (),
    at: datetime | None = None,
) -> Record:
    """A record from whole readings: what they hold, with each article's inferred day where it has no own one."""
    read = tuple(readings)
    return Record(
        articles=tuple(replace(each.article, published=each.article.published or each.published) for each in read),
        claims=tuple(claim for each in read for claim in each.claims),
        events=tuple(events),
        links=tuple(link for each in read for link in each.links),
        forecasts=tuple(forecast for each in read for forecast in each.forecasts),
        problems={each.article.version: each.article.problems + each.problems for each in read},
        names=names,
        copies=tuple(copies),
        at=at,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Look-ups over a record.

    `articles` holds the newest version by article id, in order of publication, newest first; `versions` every version
    by its id; `claims_of` the claims of a version in text order; `event_of` the event id of a claim; `links_of` the
    links that a claim is an end of; `forecasts_of` the forecasts on a claim; `twins` the other versions of one text.
    """

    record: Record
    articles: Mapping[str, Article]
    versions: Mapping[str, Article]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    claims_of: Mapping[str, tuple[Claim, ...]]
    event_of: Mapping[str, str]
    links_of: Mapping[str, tuple[Link, ...]]
    forecasts_of: Mapping[str, tuple[Forecast, ...]]
    twins: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=2)
def index(record: Record) -> Index:
    """Look-ups over a record, made once for each record object."""
    versions = {article.version: article for article in record.articles}
    newest = {article.id: article for article in record.articles}
    claims = {claim.id: claim for claim in record.claims if claim.version in versions}
    events = {event.id: event for event in record.events}
    return Index(
        record=record,
        articles={article.id: article for article in sorted(newest.values(), key=_stamp, reverse=True)},
        versions=versions,
        claims=claims,
        events=events,
        claims_of=_claims_of(claims.values()),
        event_of={claim: event.id for event in record.events for claim in event.claims},
        links_of=_ends(link for link in record.links if link.first in claims and link.then in claims),
        forecasts_of=_forecasts(forecast for forecast in record.forecasts if forecast.claim in claims),
        twins={one: tuple(m for m in group.members if m != one) for group in record.copies for one in group.members},
    )


def _stamp(article: Article) -> float:
    """Seconds since 1970 of publication; articles without a day come last."""
    return article.published.at.timestamp() if article.published else float("-inf")


def _claims_of(claims: Iterable[Claim]) -> Mapping[str, tuple[Claim, ...]]:
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.version].append(claim)
    return {version: tuple(sorted(each, key=lambda c: c.act.trigger)) for version, each in found.items()}


def _ends(links: Iterable[Link]) -> Mapping[str, tuple[Link, ...]]:
    found: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        for end in dict.fromkeys((link.first, link.then)):
            found[end].append(link)
    return {claim: tuple(each) for claim, each in found.items()}


def _forecasts(forecasts: Iterable[Forecast]) -> Mapping[str, tuple[Forecast, ...]]:
    found: defaultdict[str, list[Forecast]] = defaultdict(list)
    for forecast in forecasts:
        found[forecast.claim].append(forecast)
    return {claim: tuple(each) for claim, each in found.items()}
