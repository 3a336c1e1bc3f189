"""The record given away: which rows are chosen, in which form, what is left out and why, and how files are written."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from coranto import store
from coranto.errors import InputError, UsageError
from coranto.model import Article, Claim, Event
from coranto.model.query import EVERYTHING, Query
from coranto.publish import exports, gdelt
from coranto.publish.columns import TABLES
from coranto.publish.exports import Row
from coranto.publish.geojson import geojson, without_pin
from coranto.publish.parquet import parquet
from coranto.publish.release import Release, files

FORMS = ("jsonl", "csv", "parquet", "geojson")


@dataclass(frozen=True, slots=True)
class Export:
    """A file's bytes, how many rows it has, how many were left out for which reason, and what the form cannot say."""

    body: bytes
    rows: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    unsaid: str = ""


def export(record: store.Store, form: str, level: str, query: Query = EVERYTHING, at: datetime | None = None) -> Export:
    """Give the answer to a question as a file; the same record gives the same bytes.

    `form` is one of FORMS, `level` "reports", "events" or "articles" ("report" and "event" too). What may not be shown
    at `at` (now, if not given) is not in it. Raises UsageError for a form that does not hold the level, and for a
    question that cannot be asked of it.
    """
    level = _level(form, level)
    found = rows(record, level, query, at)
    if form == "geojson":
        reasons = Counter(reason for row in found if (reason := without_pin(row)))
        return Export(geojson(found), len(found) - reasons.total(), reasons)
    if form == "parquet":
        return Export(parquet(found, TABLES[level]), len(found))
    return Export(exports.jsonl(found) if form == "jsonl" else exports.csv(found, TABLES[level]), len(found))


def _level(form: str, level: str) -> str:
    known = level if level in TABLES else f"{level}s"
    if form not in FORMS or known not in TABLES:
        raise UsageError(f"no {form} of {level}", remedy=f"forms: {', '.join(FORMS)}; levels: {', '.join(TABLES)}")
    if form == "geojson" and known == "articles":
        raise UsageError("an article has no place on a map", remedy="say --level reports or --level events")
    return known


def rows(record: store.Store, level: str, query: Query = EVERYTHING, at: datetime | None = None) -> list[Row]:
    """Give the rows of a level that answer a question, in an order that is always the same.

    Of an article only the newest version counts; of one asked as known at a time, the newest that was known then.
    Claims known then have no event: events are what is believed now. Raises UsageError for a question that cannot be
    asked of the level.
    """
    if query.every_version:
        raise UsageError("earlier versions have no rows", remedy="ask as known at a time")
    articles, whole = _shown(record, at, query.as_known_at)
    if level == "articles":
        asked = {one.article.id for one in store.articles(record, query)}
        return [exports.article_row(article) for name, article in sorted(articles.items()) if name in asked]
    if level == "events":
        events = _events(record, query, None if whole else articles)
        return [exports.event_row(event) for event in events]
    now = store.events(record) if query.as_known_at is None else []
    event_of = {claim: event.id for event in now for claim in event.claims}
    found = sorted(
        (one for one in store.claims(record, query) if one.article in articles),
        key=lambda one: (one.article, one.claim.evidence, one.claim.id),
    )
    return [
        exports.report_row(one.claim, articles[one.article], event_of.get(one.claim.id), one.run)
        for one in found
        if articles[one.article].version == one.version
    ]


def _shown(
    record: store.Store, at: datetime | None, known_at: datetime | None = None
) -> tuple[dict[str, Article], bool]:
    """The newest version of each article that may be shown, by id, and whether that is all of them.

    Each has its own time of publication or the inferred one. `known_at` asks for the newest version known then.
    """
    now = at or datetime.now(UTC)
    kept = store.articles(record, Query(as_known_at=known_at))
    known = [replace(one.article, published=one.published) for one in kept]
    shown = {article.id: article for article in known if not article.barred(now)}
    return shown, len(shown) == len(known)


def _events(record: store.Store, query: Query, articles: Mapping[str, Article] | None) -> list[Event]:
    """The events that answer a question: all, or those that one of `articles` tells."""
    found = sorted(store.events(record, query), key=lambda event: event.id)
    if articles is None:
        return found
    told = {one.claim.id for one in store.claims(record) if one.article in articles}
    return [event for event in found if told.intersection(event.claims)]


def to_gdelt(
    record: store.Store, names: Mapping[str, str], query: Query = EVERYTHING, at: datetime | None = None
) -> Export:
    """Give the events that answer a question as GDELT's event table (`publish.gdelt`), and what was left out of it.

    `names` gives party codes their names in words. An event has a row for each pair of its parties.
    """
    articles, whole = _shown(record, at)
    events = _events(record, query, None if whole else articles)
    reasons = Counter(reason for event in events if (reason := gdelt.left_out(event)))
    tellings = _tellings(record, articles)
    kept = [event for event in events if not gdelt.left_out(event)]
    told = [(event, gdelt.told([one for claim in event.claims for one in tellings.get(claim, ())])) for event in kept]
    body = gdelt.tsv(told, names)
    disputed = sum(bool(event.disputes) for event in kept)
    unsaid = f"{disputed} events in it are disputed or denied, which GDELT's table cannot say" if disputed else ""
    return Export(body, body.count(b"\n"), reasons, unsaid)


def _tellings(record: store.Store, articles: Mapping[str, Article]) -> Mapping[str, Sequence[tuple[Claim, Article]]]:
    """By claim id, the claim with each article that makes it."""
    found: dict[str, list[tuple[Claim, Article]]] = {}
    for one in store.claims(record):
        if one.article in articles:
            found.setdefault(one.claim.id, []).append((one.claim, articles[one.article]))
    return found


def release(record: store.Store, made: Release, query: Query = EVERYTHING, at: datetime | None = None) -> Release:
    """Give a release with its tables filled: the reports and events that answer a question, and their articles."""
    reports, events = rows(record, "reports", query, at), rows(record, "events", query, at)
    told = {row["article"] for row in reports}
    articles = rows(record, "articles", EVERYTHING, at)
    if query != EVERYTHING:
        articles = [row for row in articles if row["id"] in told]
    return replace(made, tables={"reports": reports, "events": events, "articles": articles})


def write_release(given: Release, folder: Path) -> list[str]:
    """Write a release to a folder, all of it or nothing, and give the names of its files.

    Raises InputError for a folder that holds anything.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            "this is not an empty folder", where=str(folder), remedy="name a new one: a release is never mixed"
        )
    made = files(given)
    # In one step into place: a release that was cut off must never look whole.
    half = folder.parent / f".{folder.name}.half"
    shutil.rmtree(half, ignore_errors=True)
    with _said(folder):
        half.mkdir(parents=True)
        for name, body in made.items():
            (half / name).write_bytes(body)
        if folder.exists():
            folder.rmdir()
        half.rename(folder)
    return sorted(made)


def write(body: bytes, path: Path) -> None:
    """Write a file, all of it or nothing."""
    half = path.parent / f".{path.name}.half"
    with _said(path):
        try:
            half.write_bytes(body)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Say as a fault of the call what the system says when a file cannot be written."""
    try:
        yield
    except OSError as fault:
        reason = fault.strerror or os.strerror(fault.errno or 0)
        raise InputError(
            f"it cannot be written: {reason}", where=str(path), remedy="name a file or folder that can be written"
        ) from fault


def in_words(left_out: Mapping[str, int]) -> Iterable[str]:
    """Give what was left out, the most frequent reason first."""
    return (f"{count} {reason}" for reason, count in sorted(left_out.items(), key=lambda one: (-one[1], one[0])))
