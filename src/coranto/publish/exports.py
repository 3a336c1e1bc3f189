"""The record as rows for other programs: one a claim (report level) or one an event, under PLOVER's field names.

PLOVER's manual (2.0, 2024) names event, mode, context, actor, recipient, date and location; what PLOVER has no name
for (status, certainty, holders, sources) keeps coranto's own.
"""

from __future__ import annotations

import csv as csv_module
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from coranto.model import Article, Claim, Event, Where

Value = str | int | float | None
Row = Mapping[str, Value]

# A spreadsheet runs a cell that begins with one of these (OWASP, "CSV injection"); a leading apostrophe makes it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report_row(claim: Claim, article: Article, event_id: str | None) -> Row:
    """Give one claim as a row; lists are written with spaces between codes, days are inclusive."""
    act, span = claim.act, claim.evidence[0]
    since, until = days(act.time.since, act.time.until) if act.time else (None, None)
    return {
        "id": claim.id,
        "event_id": event_id,
        **_what(act.type or "", act.mode, act.contexts, str(act.status)),
        **_parties(act.actor_codes, act.recipient_codes),
        "certainty": str(claim.certainty) if claim.certainty else None,
        "date": since,
        "date_end": until,
        **_location(act.place),
        "holders": " ".join(claim.holders),
        "amounts": json.dumps([[a.what, a.low, a.high, a.unit] for a in act.amounts]) if act.amounts else None,
        "evidence": span.of(article.text),
        "start": span.start,
        "end": span.end,
        **_article(article),
    }


def event_row(event: Event) -> Row:
    """Give one event as a row; articles and independent sources are two numbers."""
    since, until = days(event.since, event.until)
    return {
        "id": event.id,
        **_what(event.type, event.mode, event.contexts, str(event.status)),
        **_parties(event.actors, event.recipients),
        "date": since,
        "date_end": until,
        **_location(event.place),
        "articles": event.articles,
        "sources": event.sources,
        "claims": " ".join(event.claims),
        "disputes": " ".join(dict.fromkeys(f"{dispute.kind}:{dispute.field}" for dispute in event.disputes)),
        "why": event.why,
    }


def days(since: datetime | None, until: datetime | None) -> tuple[str | None, str | None]:
    """Give the first and the last day of a half-open interval, in its own zone; None on an open side."""
    last = (until - timedelta(microseconds=1)).date().isoformat() if until else None
    return since.date().isoformat() if since else None, last


def jsonl(rows: Sequence[Row]) -> str:
    """Give rows as JSON lines."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def csv(rows: Sequence[Row]) -> str:
    """Give rows as CSV (RFC 4180) that a spreadsheet cannot be made to run; no rows give an empty text."""
    if not rows:
        return ""
    out = io.StringIO()
    writer = csv_module.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _safe(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _what(event: str, mode: str | None, contexts: Sequence[str], status: str) -> dict[str, Value]:
    return {"event": event, "mode": mode, "context": " ".join(contexts), "status": status}


def _parties(actors: Sequence[str], recipients: Sequence[str]) -> dict[str, Value]:
    return {"actor": " ".join(actors), "recipient": " ".join(recipients)}


def _location(place: Where | None) -> dict[str, Value]:
    return {
        "location": place.name if place else None,
        "country": place.country if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "precision": str(place.precision) if place else None,
    }


def _article(article: Article) -> dict[str, Value]:
    return {
        "article": article.id,
        "version": article.version,
        "outlet": article.source.text if article.source else None,
        "url": article.address,
        "published": article.published.at.isoformat() if article.published else None,
        "published_origin": article.published.origin if article.published else None,
        "ref": article.ref,
    }
