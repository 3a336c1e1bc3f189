"""The handle on a record, and what comes back from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from coranto.model import Article, Claim, Forecast, Moment, Span


@dataclass(frozen=True, slots=True)
class Store:
    """An open record. `where` names it in messages; a store opened `read_only` refuses every addition."""

    engine: Engine
    where: str
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What an article brought: whether it had never been seen, and whether it said something new."""

    new_article: bool
    new_version: bool


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """One version of an article with its place in the record.

    `first_seen` is when the article was first added, `seen` when this version was, both in UTC. `versions` counts
    the versions known, this one included. `published` is the article's own time of publication or the one that the
    current reading inferred, None where neither is known.
    """

    article: Article
    first_seen: datetime
    seen: datetime
    versions: int
    published: Moment | None


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with the article it stands in.

    `article` and `version` are ids, `evidence` the words under each span of `claim.evidence`. `outlet`, `headline`
    and `address` are None where the article has none; `published` is as in StoredArticle. `run` is the id of the run
    that read it, `added` when that reading entered the record (UTC). The same words in two articles are two stored
    claims with one claim id.
    """

    claim: Claim
    article: str
    version: str
    outlet: str | None
    headline: str | None
    address: str | None
    published: Moment | None
    evidence: tuple[str, ...]
    run: str
    added: datetime


@dataclass(frozen=True, slots=True)
class StoredForecast:
    """A forecast with the article and version it stands in, and when that was published."""

    forecast: Forecast
    article: str
    version: str
    published: Moment | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that full text found.

    `claim` is a claim id, None for an article's own text. `snippet` is a piece of the text, `marks` are the words
    found, as spans of the snippet.
    """

    article: str
    version: str
    claim: str | None
    outlet: str | None
    headline: str | None
    published: Moment | None
    snippet: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What full text found, best first: articles by their text, claims by their evidence and names."""

    articles: tuple[Hit, ...]
    claims: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class ProblemCount:
    """How often a problem stands in the current readings, and in how many articles."""

    code: str
    problems: int
    articles: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """Events of one type and status that began on one day (in the event's own zone)."""

    day: date
    type: str
    status: str
    events: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the record holds. `claims` counts current ones, `all_claims` those of every run and version."""

    articles: int
    versions: int
    runs: int
    readings: int
    claims: int
    all_claims: int
    links: int
    forecasts: int
    problems: int
    judgements: int
    events: int
    copies: int
    votes: int
