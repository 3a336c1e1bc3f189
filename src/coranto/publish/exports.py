"""The record as rows for other programs, and rows as JSON lines and CSV. `publish.columns` says what is in them.

Row values are plain: a day is "2024-11-05", an instant ISO 8601 in the zone it came with, a list a list. Half
characters (lone surrogates), which no file can hold as UTF-8, stand as U+FFFD; offsets count them as one all the same.
"""

from __future__ import annotations

import csv as csv_module
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from coranto.model import Amount, Article, Claim, Event, Moment, Where
from coranto.publish.columns import Column, Form

Value = str | int | float | bool | None | list[str] | list[dict[str, str | float | None]]
Row = Mapping[str, Value]

# A spreadsheet runs a cell that begins with one of these (OWASP, "CSV injection"), full-width letters among them.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Codes hold neither, and POLECAT, PLOVER's own data set, parts its lists the same way.
BETWEEN = ";"
HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def report_row(claim: Claim, article: Article, event_id: str | None, run: str | None = None) -> Row:
    """Give one claim as a row of `columns.REPORTS`; days are inclusive."""
    act, span = claim.act, claim.evidence[0]
    since, until = days(act.time.since, act.time.until) if act.time else (None, None)
    return _whole(
        {
            "id": claim.id,
            "event_id": event_id,
            **_what(act.type, act.mode, act.contexts, str(act.status)),
            "actor": list(act.actor_codes),
            "recipient": list(act.recipient_codes),
            "certainty": str(claim.certainty) if claim.certainty else None,
            "date": since,
            "enddate": until,
            **_location(act.place),
            "holders": list(claim.holders),
            "amounts": [_amount(amount) for amount in act.amounts],
            "score": act.score,
            "evidence": span.of(article.text),
            "start": span.start,
            "end": span.end,
            "article": article.id,
            "version": article.version,
            "outlet": article.source.text if article.source else None,
            "url": article.address,
            **_published(article.published),
            "ref": article.ref,
            "run": run,
        }
    )


def event_row(event: Event) -> Row:
    """Give one event as a row of `columns.EVENTS`; articles and independent sources are two numbers."""
    since, until = days(event.since, event.until)
    return _whole(
        {
            "id": event.id,
            **_what(event.type, event.mode, event.contexts, str(event.status)),
            "actor": list(event.actors),
            "recipient": list(event.recipients),
            "date": since,
            "enddate": until,
            **_location(event.place),
            "articles": event.articles,
            "sources": event.sources,
            "claims": list(event.claims),
            "disputes": list(dict.fromkeys(f"{dispute.kind}:{dispute.field}" for dispute in event.disputes)),
            "score": event.score,
            "why": event.why,
        }
    )


def article_row(article: Article) -> Row:
    """Give one article as a row of `columns.ARTICLES`: its text only where it is our own."""
    return _whole(
        {
            "id": article.id,
            "version": article.version,
            "ref": article.ref,
            "outlet": article.source.text if article.source else None,
            "credit": article.credit.text if article.credit else None,
            "url": article.address,
            "headline": article.headline.text if article.headline else None,
            "section": article.section.text if article.section else None,
            "language": article.language,
            **_published(article.published),
            "characters": len(article.text),
            "ours": article.ours,
            "text": article.text if article.ours else None,
        }
    )


def days(since: datetime | None, until: datetime | None) -> tuple[str | None, str | None]:
    """Give the first and the last day of a half-open interval, in its own zone; None on an open side."""
    last = (until - timedelta(microseconds=1)).date().isoformat() if until else None
    return since.date().isoformat() if since else None, last


def jsonl(rows: Sequence[Row]) -> bytes:
    """Give rows as JSON lines in UTF-8."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()


def csv(rows: Sequence[Row], columns: Sequence[Column]) -> bytes:
    """Give rows as CSV (RFC 4180, UTF-8, a header line) that a spreadsheet cannot be made to run.

    A list's codes stand in one cell with semicolons between them, amounts as JSON. A text that a spreadsheet would
    run, or that begins with an apostrophe, gets an apostrophe before it; `read_csv` takes it off again.
    """
    out = io.StringIO()
    writer = csv_module.writer(out)
    writer.writerow(column.name for column in columns)
    writer.writerows([_cell(row[column.name], column.form) for column in columns] for row in rows)
    return out.getvalue().encode()


def read_csv(body: bytes, columns: Sequence[Column]) -> list[Row]:
    """Give the rows that `csv` wrote, as they were."""
    lines = csv_module.reader(io.StringIO(body.decode(), newline=""))
    next(lines)
    return [{c.name: _value(cell, c.form) for c, cell in zip(columns, line, strict=True)} for line in lines]


def _cell(value: Value, form: Form) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return _defused(value)
    if form is Form.LIST:
        return _defused(BETWEEN.join(map(str, value)))
    return json.dumps(value, ensure_ascii=False) if value else ""


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith((*FORMULA, "'")) else text


def _value(cell: str, form: Form) -> Value:
    if form in (Form.LIST, Form.AMOUNTS):
        return _READ[form](cell.removeprefix("'")) if cell else []
    return _READ[form](cell.removeprefix("'")) if cell else None


_READ: Mapping[Form, Callable[[str], Value]] = {
    Form.TEXT: str,
    Form.DAY: str,
    Form.INSTANT: str,
    Form.WHOLE: int,
    Form.NUMBER: float,
    Form.TRUTH: "true".__eq__,
    Form.LIST: lambda cell: cell.split(BETWEEN),
    Form.AMOUNTS: json.loads,
}


def _whole(row: dict[str, Value]) -> Row:
    """Give the row with nothing in it that a file cannot hold: no half characters, and null for a text of no words."""
    return {name: _text(value) if isinstance(value, str) else value for name, value in row.items()}


def _text(value: str) -> str | None:
    return HALF_CHARACTER.sub("\ufffd", value) or None


def _what(event: str | None, mode: str | None, contexts: Sequence[str], status: str) -> dict[str, Value]:
    return {"event": event, "mode": mode, "context": list(contexts), "status": status}


def _amount(amount: Amount) -> dict[str, str | float | None]:
    return {"what": amount.what, "low": amount.low, "high": amount.high, "unit": amount.unit or None}


def _location(place: Where | None) -> dict[str, Value]:
    return {
        "resolved_place": place.name if place else None,
        "country_code": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": str(place.precision) if place else None,
    }


def _published(moment: Moment | None) -> dict[str, Value]:
    return {
        "published": moment.at.isoformat() if moment else None,
        "published_grain": str(moment.grain) if moment else None,
        "published_origin": moment.origin if moment else None,
    }
