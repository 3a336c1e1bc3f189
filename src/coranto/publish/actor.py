"""The page of one party: what it is said to have done, what was done to it, what it says."""

from __future__ import annotations

from coranto.model.event import Event
from coranto.model.page import ActorPage
from coranto.publish import rows
from coranto.publish.names import UNKNOWN, capital, name
from coranto.publish.record import Index

# A party's page shows the newest; the rest is for search.
MOST = 40


def actor(index: Index, code: str) -> ActorPage | None:
    """The page of the party with this code, or None where no claim knows it."""
    says = [claim for claim in index.claims.values() if code in claim.holders]
    events = sorted(index.events.values(), key=_newest, reverse=True)
    did = [event for event in events if code in event.actors]
    received = [event for event in events if code in event.recipients]
    if code == UNKNOWN or not (says or did or received):
        return None
    return ActorPage(
        code=code,
        name=capital(name(code, index.record.names)),
        did=tuple(rows.teaser(event, index) for event in did[:MOST]),
        received=tuple(rows.teaser(event, index) for event in received[:MOST]),
        says=tuple(rows.row(claim, index) for claim in says[:MOST]),
        promises=rows.promises(says, index),
        latest=rows.latest(index),
    )


def _newest(event: Event) -> float:
    return event.since.timestamp() if event.since else float("-inf")
