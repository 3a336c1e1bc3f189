"""The page of one event: every telling of it, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from coranto.model.claim import Claim
from coranto.model.event import Event
from coranto.model.page import EventPage, PageLink, Side, TimeRow
from coranto.publish import days, rows, words
from coranto.publish.quotes import outlet, path, title
from coranto.publish.record import Index


def event(index: Index, event_id: str) -> EventPage | None:
    """The page of an event, or None where the record has no such event."""
    found = index.events.get(event_id)
    if found is None:
        return None
    claims = [index.claims[each] for each in found.claims if each in index.claims]
    return EventPage(
        id=found.id,
        headline=words.headline(found, index),
        line=rows.according_to(found, index),
        standing=rows.event_standing(found, index),
        when=days.between(found.since, found.until),
        where=days.where(found.place),
        articles=found.articles,
        sources=found.sources,
        voices=rows.voices(claims, index),
        variants=_variants(found, index),
        disputes=tuple(rows.dispute(box, None, index) for box in found.disputes),
        ties=rows.ties(claims, index),
        promises=rows.promises(claims, index),
        timeline=_tellings(claims, index),
        stories=_stories(claims, index),
        why=found.why,
        latest=rows.latest(index),
    )


def _variants(found: Event, index: Index) -> tuple[tuple[str, tuple[Side, ...]], ...]:
    """The fields that the tellings fill differently without excluding each other, each with its values."""
    disputed = {box.field for box in found.disputes}
    fields: dict[str, list[Side]] = {}
    for variant in found.variants:
        fields.setdefault(variant.field, []).append(rows.side(variant, index))
    return tuple((field, tuple(sides)) for field, sides in fields.items() if len(sides) > 1 and field not in disputed)


def _tellings(claims: Sequence[Claim], index: Index) -> tuple[TimeRow, ...]:
    """One line a telling, in the order in which they were published; the day is that of the telling."""
    return tuple(rows.telling_row(claim, index) for claim in claims)


def _stories(claims: Sequence[Claim], index: Index) -> tuple[PageLink, ...]:
    """The articles that tell the event, in order of publication."""
    articles = {index.versions[claim.version].id: index.versions[claim.version] for claim in claims}
    return tuple(
        PageLink(path("story", each.id), title(each), note=_note(outlet(each), days.issued(each.published)))
        for each in articles.values()
    )


def _note(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
