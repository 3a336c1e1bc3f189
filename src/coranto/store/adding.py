"""How the record grows: articles, readings and judgements are appended; events are put in place whole.

Each function is one transaction: what it adds is there whole or not at all, and adding it again changes nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Table, func, insert, select

from coranto.errors import StoreError, UsageError
from coranto.model import Article, Claim, Copies, Event, Forecast, Judgement, Link, Moment, Problem, Reading, Run, Where
from coranto.store import dialect, records, tables
from coranto.store.columns import instant
from coranto.store.shapes import Added, Store

Row = Mapping[str, object]


def add_article(store: Store, article: Article, at: datetime) -> Added:
    """Append an article as it was seen at the zoned time `at`.

    A known article with known words changes nothing; with new words it brings a version. Raises StoreError where the
    record cannot be written.
    """
    return add_articles(store, (article,), at)[0]


def add_articles(store: Store, articles: Iterable[Article], at: datetime) -> list[Added]:
    """Append articles as `add_article` does, all of them or, where that fails, none; what each brought, in order."""
    with writing(store) as connection:
        return [_add_article(connection, article, at) for article in articles]


def _add_article(connection: Connection, article: Article, at: datetime) -> Added:
    known = select(tables.articles.c.id).where(tables.articles.c.id == article.id)
    new_article = connection.execute(known).first() is None
    if new_article:
        connection.execute(insert(tables.articles), [_article_row(article, at)])
    new_version = _version(connection, article.id, article.version) is None
    if new_version:
        row = _next_row(connection, tables.versions)
        connection.execute(insert(tables.versions), [{"row": row, **_version_row(article, at)}])
        _append_problems(connection, article.problems, row, None)
    return Added(new_article, new_version)


def add_reading(store: Store, run: Run, reading: Reading, at: datetime | None = None) -> bool:
    """Append what a run read in one version of an article; whether it was not there before.

    `at` is when it enters the record, by default when the run ended. Claims, links, forecasts and problems are kept;
    the other layers can be read again. Raises UsageError where the version was never added, a claim's evidence lies
    outside the text, or the run's id is another run's; StoreError where the record cannot be written.
    """
    _evidence_inside(reading)
    with writing(store) as connection:
        article = reading.article
        version = _version(connection, article.id, article.version)
        if version is None:
            raise UsageError(f"version {article.version} is not in the record", remedy="add the article first")
        made = _add_run(connection, run)
        if _has_read(connection, run, article):
            return False
        row = _next_row(connection, tables.readings)
        marker = _reading_row(run, reading, version, added=at or run.at, made=made)
        connection.execute(insert(tables.readings), [{"row": row, **marker}])
        _append_claims(connection, reading, row)
        _append_numbered(connection, tables.links, row, map(_link_row, reading.links))
        _append_numbered(connection, tables.forecasts, row, map(_forecast_row, reading.forecasts))
        _append_problems(connection, reading.problems, version["row"], row)
    return True


def add_judgement(store: Store, judgement: Judgement) -> bool:
    """Append a person's judgement; whether it was not there before.

    Raises UsageError where its id is another judgement's, or it replaces one that is not there.
    """
    table = tables.judgements
    written = records.write(judgement)
    with writing(store) as connection:
        there = connection.execute(select(table.c.record).where(table.c.id == judgement.id)).scalar()
        if there is not None and there != written:
            raise UsageError(f"judgement {judgement.id} says something else", remedy="judgements replace, not change")
        if there is not None:
            return False
        replaced = select(table.c.id).where(table.c.id == judgement.replaces)
        if judgement.replaces is not None and connection.execute(replaced).first() is None:
            raise UsageError(f"judgement {judgement.replaces} is not there to be replaced")
        connection.execute(insert(table), [_judgement_row(judgement, written)])
    return True


def replace_events(store: Store, events: Iterable[Event], copies: Iterable[Copies], links: Iterable[Link] = ()) -> None:
    """Put these events, groups of copies and links between events' claims in the place of all that were there.

    Readers see the old ones or the new ones, never some of each.
    """
    listed = list(events)
    with writing(store) as connection:
        for table in tables.MADE:
            connection.execute(table.delete())
        _append(connection, tables.events, [{"row": row, **_event_row(one)} for row, one in enumerate(listed, 1)])
        _append(connection, tables.event_parties, _event_parties(listed))
        _append(connection, tables.event_claims, _event_claims(listed))
        _append(connection, tables.event_links, _positions(map(_link_row, links)))
        _append(connection, tables.copies, _positions({"record": records.write(one)} for one in copies))
        _append(connection, tables.summaries, _days(connection))


# --- ways to write ----------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def writing(store: Store) -> Iterator[Connection]:
    """The one writer's transaction. Raises StoreError where the record was opened for reading only."""
    if store.read_only:
        raise StoreError("the record was opened for reading only", where=store.where, remedy="open it for writing")
    with dialect.writing(store.engine, store.where) as connection:
        yield connection


def _append(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    listed = list(rows)
    if listed:
        connection.execute(insert(table), listed)


def _next_row(connection: Connection, table: Table) -> int:
    """The first free row number. Safe because a writer is alone from its first statement to its last."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.row), 0) + 1)).scalar_one())


def _positions(rows: Iterable[Row]) -> list[Row]:
    return [{"position": position, **row} for position, row in enumerate(rows)]


def _append_numbered(connection: Connection, table: Table, reading: int, rows: Iterable[Row]) -> None:
    _append(connection, table, [{"reading": reading, **row} for row in _positions(rows)])


# --- articles ---------------------------------------------------------------------------------------------------------


def _article_row(article: Article, at: datetime) -> Row:
    outlet = article.source or article.dateline.outlet
    return {
        "id": article.id,
        "source": outlet.text if outlet else None,
        "address": article.address,
        "ref": article.ref,
        "first_seen": instant(at),
    }


def _version_row(article: Article, at: datetime) -> Row:
    return {
        "article": article.id,
        "version": article.version,
        "headline": article.headline.text if article.headline else None,
        "text": article.text,
        "language": article.language,
        "published": _moment(article.published),
        "modified": _moment(article.modified),
        "seen": instant(at),
        "record": records.write(replace(article, text="")),  # the text has a column of its own
    }


def _moment(moment: Moment | None) -> str | None:
    return instant(moment.at) if moment else None


def _version(connection: Connection, article: str, version: str) -> RowMapping | None:
    c = tables.versions.c
    asked = select(c.row, c.seen).where(c.article == article, c.version == version)
    return connection.execute(asked).mappings().first()


def _append_problems(
    connection: Connection, problems: Iterable[Problem], version_row: int, reading: int | None
) -> None:
    place = {"version_row": version_row, "reading": reading}
    rows = [{**place, "code": problem.code, "record": records.write(problem)} for problem in problems]
    _append(connection, tables.problems, rows)


# --- readings ---------------------------------------------------------------------------------------------------------


def _evidence_inside(reading: Reading) -> None:
    length = len(reading.article.text)
    for claim in reading.claims:
        for span in claim.evidence:
            if not 0 <= span.start < span.end <= length:
                where = f"{span.start}-{span.end}"
                raise UsageError(f"claim {claim.id} has evidence at {where}, in a text of {length} characters")


def _add_run(connection: Connection, run: Run) -> str:
    """The time of the run, as stored; the run itself is added with its first reading."""
    table = tables.runs
    there = connection.execute(select(table).where(table.c.id == run.id)).mappings().first()
    makers = {"code": run.code, "codebook": run.codebook, "weights": run.weights}
    if there is None:
        at = instant(run.at)
        connection.execute(insert(table), [{"id": run.id, "at": at, "record": records.write(run), **makers}])
        return at
    if any(there[name] != value for name, value in makers.items()):
        raise UsageError(f"run {run.id} was made by other code, codebook or weights", remedy="give it an id of its own")
    return str(there["at"])


def _has_read(connection: Connection, run: Run, article: Article) -> bool:
    c = tables.readings.c
    same = select(c.row).where(c.run == run.id, c.article == article.id, c.version == article.version)
    return connection.execute(same).first() is not None


def _reading_row(run: Run, reading: Reading, version: RowMapping, *, added: datetime, made: str) -> Row:
    published = reading.published or reading.article.published
    return {
        "run": run.id,
        "article": reading.article.id,
        "version": reading.article.version,
        "version_row": version["row"],
        "seen": version["seen"],
        "made": made,
        "added": instant(added),
        "published": _moment(published) or version["seen"],
        "moment": records.write(published) if published else None,
    }


def _append_claims(connection: Connection, reading: Reading, row: int) -> None:
    first = _next_row(connection, tables.claims)
    text = reading.article.text
    rows = [{"row": first + n, **_claim_row(claim, text)} for n, claim in enumerate(reading.claims)]
    parties = [
        {"claim": first + n, "role": role, "code": code}
        for n, claim in enumerate(reading.claims)
        for role, codes in _roles(claim).items()
        for code in dict.fromkeys(codes)
    ]
    _append_numbered(connection, tables.claims, row, rows)
    _append(connection, tables.claim_parties, parties)


def _roles(claim: Claim) -> Mapping[str, tuple[str, ...]]:
    return {"actor": claim.act.actor_codes, "recipient": claim.act.recipient_codes, "holder": claim.holders}


def _claim_row(claim: Claim, text: str) -> Row:
    act = claim.act
    return {
        "id": claim.id,
        "type": act.type,
        "mode": act.mode,
        "status": act.status.value,
        "certainty": claim.certainty.value if claim.certainty else None,
        **_times(act.time.since if act.time else None, act.time.until if act.time else None),
        **_place(act.place),
        "evidence_start": min((span.start for span in claim.evidence), default=None),
        "evidence_end": max((span.end for span in claim.evidence), default=None),
        "words": "\n".join(span.of(text) for span in claim.evidence),
        "names": "\n".join(_names(claim, text)),
        "record": records.write(claim),
    }


def _times(since: datetime | None, until: datetime | None) -> Row:
    return {"since": instant(since) if since else None, "until": instant(until) if until else None}


def _place(place: Where | None) -> Row:
    if place is None:
        return {"country": None, "precision": None, "lat": None, "lon": None}
    return {"country": place.country, "precision": place.precision.value, "lat": place.lat, "lon": place.lon}


def _names(claim: Claim, text: str) -> Iterable[str]:
    """The names by which somebody may look for a claim whose own sentence says "he" or "the North"."""
    mentions = (*claim.act.actors, *claim.act.recipients)
    places = (claim.act.place.name,) if claim.act.place else ()
    sources = (span.of(text) for voice in claim.said_by for span in voice.source)
    return dict.fromkeys((*(mention.name for mention in mentions if mention.name), *places, *sources))


def _link_row(link: Link) -> Row:
    return {"first": link.first, "then": link.then, "record": records.write(link)}


def _forecast_row(forecast: Forecast) -> Row:
    due = forecast.due.until if forecast.due else None
    return {"claim": forecast.claim, "due": instant(due) if due else None, "record": records.write(forecast)}


# --- judgements and events --------------------------------------------------------------------------------------------


def _judgement_row(judgement: Judgement, written: str) -> Row:
    return {
        "id": judgement.id,
        "left": judgement.left,
        "right": judgement.right,
        "verdict": judgement.verdict.value,
        "by": judgement.by,
        "at": instant(judgement.at),
        "replaces": judgement.replaces,
        "record": written,
    }


def _event_row(event: Event) -> Row:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "status": event.status.value,
        **_times(event.since, event.until),
        "day": event.since.date().isoformat() if event.since else None,
        **_place(event.place),
        "record": records.write(event),
    }


def _event_parties(events: list[Event]) -> list[Row]:
    return [
        {"event": row, "role": role, "code": code}
        for row, event in enumerate(events, 1)
        for role, codes in (("actor", event.actors), ("recipient", event.recipients))
        for code in dict.fromkeys(codes)
    ]


def _event_claims(events: list[Event]) -> list[Row]:
    return [
        {"event": row, "position": position, "claim": claim}
        for row, event in enumerate(events, 1)
        for position, claim in enumerate(event.claims)
    ]


def _days(connection: Connection) -> list[Row]:
    c = tables.events.c
    key = (c.day, c.type, c.status)
    counted = select(*key, func.count().label("events")).where(c.day.is_not(None)).group_by(*key)
    return [dict(row) for row in connection.execute(counted).mappings()]
