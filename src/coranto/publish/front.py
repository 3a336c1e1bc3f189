"""The front page."""

from __future__ import annotations

from collections import Counter

from coranto.model.article import Article
from coranto.model.event import Event
from coranto.model.page import FrontPage, PageLink, Promise
from coranto.publish import rows
from coranto.publish.names import UNKNOWN
from coranto.publish.quotes import outlet
from coranto.publish.record import Index
from coranto.publish.section import story_teaser
from coranto.publish.words import CARRIERS

EVENTS, STORIES, DISPUTES, DUE, ACTORS = 6, 10, 6, 6, 12


def front(index: Index) -> FrontPage:
    """The front: the event told by most independent sources (the newest of equals), then what a reader looks for."""
    ranked = sorted(index.events.values(), key=_weight, reverse=True)
    stories = list(index.articles.values())
    disputed = [(event, box) for event in ranked for box in event.disputes][:DISPUTES]
    return FrontPage(
        top=rows.teaser(ranked[0], index) if ranked else None,
        events=tuple(rows.teaser(event, index) for event in ranked[1 : EVENTS + 1]),
        latest=tuple(story_teaser(article, index) for article in stories[:STORIES]),
        disputes=tuple(rows.dispute(box, event, index) for event, box in disputed),
        due=_due(index),
        articles=len(index.articles),
        sources=independent(index),
        actors=_actors(index),
    )


def independent(index: Index) -> int:
    """How many independent sources stand behind the articles.

    All copies of one text, and all texts of one agency or outlet, count once.
    """
    group = {version: copies.id for copies in index.record.copies for version in copies.members}
    named = {copies.id: _origin(copies.members, index) for copies in index.record.copies}
    return len({named.get(group.get(a.version, ""), "") or _source(a) for a in index.articles.values()})


def _origin(members: tuple[str, ...], index: Index) -> str:
    """Whose text a group of copies is: the agency that any of them credits, else the first outlet."""
    found = [index.versions[version] for version in members if version in index.versions]
    credited = [article.credit.text for article in found if article.credit]
    return (credited or [outlet(article) for article in found] or [""])[0].casefold()


def _source(article: Article) -> str:
    return (article.credit.text if article.credit else outlet(article)).casefold()


def _weight(event: Event) -> tuple[bool, bool, int, float]:
    """Deeds come before mere statements and before what did not take place, then count sources, then the newest."""
    return (
        event.status.took_place,
        event.type not in CARRIERS,
        event.sources,
        event.since.timestamp() if event.since else float("-inf"),
    )


def _due(index: Index) -> tuple[Promise, ...]:
    """What is promised or foretold and not yet past, the soonest first."""
    now = index.record.at
    waiting = [
        index.claims[forecast.claim]
        for forecast in index.record.forecasts
        if forecast.claim in index.claims
        and not (now and forecast.due and forecast.due.until and forecast.due.until <= now)
    ]
    return rows.promises(dict.fromkeys(waiting), index)[:DUE]


def _actors(index: Index) -> tuple[PageLink, ...]:
    count = Counter(code for event in index.events.values() for code in (*event.actors, *event.recipients))
    return tuple(rows.actor_link(code, index) for code, _ in count.most_common(ACTORS) if code != UNKNOWN)
