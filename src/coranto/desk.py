"""The day's work: the only place where taking in, reading, keeping, collating and publishing meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from coranto import __version__, collate, formats, read, settings, store
from coranto.errors import InputError
from coranto.fetch import http
from coranto.model import Article, Claim, Copies, Event, Moment, Problem, Raw, Reading, Report, Run, digest
from coranto.publish import exports
from coranto.publish.record import Record
from coranto.settings import Settings

Progress = Callable[[str, int, int], None]
SUFFIXES = (".html", ".htm", ".xml", ".rss", ".atom", ".txt", ".jsonl", ".json")
SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Taken:
    """What one round of taking in brought: articles seen, new ones, new versions, claims, and what was refused."""

    articles: int
    new: int
    versions: int
    claims: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Desk:
    """An open record with the settings it was opened with. The reader is loaded when first needed."""

    settings: Settings
    record: store.Store

    @cached_property
    def tools(self) -> read.Tools:
        """The codebook and the parser."""
        return read.tools(self.settings)

    @cached_property
    def run(self) -> Run:
        """Who reads: this code with this codebook and these weights."""
        return run_of(self.tools)


def silent(_what: str, _done: int, _of: int) -> None:
    """Show no progress."""


def run_of(tools: read.Tools) -> Run:
    """Give the identity of the maker: the same code, codebook and weights are the same run."""
    weights = digest("weights", tools.pipeline.digest, tools.coder.digest)
    marks = (__version__, tools.codebook.digest, weights)
    return Run(digest("run", *marks), *marks, at=datetime.now(UTC))


@contextmanager
def open_desk(given: Settings, where: str = "") -> Iterator[Desk]:
    """Open the record that the settings name (or `where`), making home folder and schema on the first time."""
    path = where or given.store or str(settings.home() / "coranto.db")
    if "://" not in path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    with store.open(path) as record:
        yield Desk(given, record)


# Taking in ---------------------------------------------------------------------------------------------------------


def raws(
    places: Sequence[str], stdin: Callable[[], bytes], published: Moment | None = None, *, ours: bool = False
) -> Iterator[Raw]:
    """Give the bytes at each place: a file, a folder of files, an http(s) address, or "-" for standard input.

    Raises InputError, with a remedy, for a place that does not exist; nothing is taken in before all are checked.
    """
    for path in [path for place in places for path in _files(place)]:
        yield replace(_raw(path, stdin), published=published, ours=ours)


def _raw(path: str, stdin: Callable[[], bytes]) -> Raw:
    if path == "-":
        return Raw(stdin(), at=datetime.now(UTC))
    if path.startswith(("http://", "https://")):
        return http.fetch(path)
    return Raw(Path(path).read_bytes(), form="jsonl" if path.endswith(".jsonl") else None, at=datetime.now(UTC))


def _files(place: str) -> list[str]:
    if place == "-" or place.startswith(("http://", "https://")):
        return [place]
    path = Path(place)
    if path.is_dir():
        return sorted(str(p) for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
    if not path.is_file():
        raise InputError(
            "no such file or folder", where=place, remedy="give a path, an http(s) address, or - for standard input"
        )
    return [place]


def sample() -> tuple[Raw, ...]:
    """Give the sample wire that ships with coranto: reports that we wrote, under invented outlets' names."""
    folder = resources.files("coranto").joinpath(SAMPLE)
    return _sample(folder) + tuple(replace(raw, ours=True) for raw in _sample(folder.joinpath("ours")))


def _sample(folder: Traversable) -> tuple[Raw, ...]:
    files = sorted((f for f in folder.iterdir() if f.name.endswith(SUFFIXES)), key=lambda f: f.name)
    return tuple(
        Raw(f.read_bytes(), form="jsonl" if f.name.endswith(".jsonl") else None, at=datetime.now(UTC)) for f in files
    )


def decode(given: Iterable[Raw]) -> tuple[list[Article], list[Problem]]:
    """Give all articles in the bytes, in input order, and what could not be used."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for raw in given:
        decoded = formats.decode(raw)
        articles += decoded.articles
        problems += decoded.problems
    return articles, problems


def decode_corpus(rows: Iterable[bytes]) -> tuple[list[Article], list[Problem]]:
    """Give the articles of a corpus of JSON lines of any size, in its order, and the lines that could not be used."""
    found = list(formats.stream_jsonl(rows, Raw(b"", form="jsonl", at=datetime.now(UTC))))
    articles = [one for one in found if isinstance(one, Article)]
    return articles, [one for one in found if isinstance(one, Problem)]


def take_in(desk: Desk, given: Iterable[Raw], progress: Progress = silent) -> Taken:
    """Add articles to the record and read those that this run has not read; the same article twice changes nothing."""
    articles, problems = decode(given)
    added = [store.add_article(desk.record, article, datetime.now(UTC)) for article in articles]
    claims = read_new(desk, progress)
    return Taken(
        articles=len(articles),
        new=sum(one.new_article for one in added),
        versions=sum(one.new_version for one in added),
        claims=claims,
        problems=tuple(problems),
    )


def read_new(desk: Desk, progress: Progress = silent) -> int:
    """Read every version that this run has not read yet, and give the number of claims found."""
    waiting = store.unread(desk.record, desk.run.id)
    found = 0
    for done, (article, version) in enumerate(waiting, 1):
        kept = store.article(desk.record, version, of=article)
        if kept:
            reading = read.read(kept.article, desk.tools)
            store.add_reading(desk.record, desk.run, reading, datetime.now(UTC))
            found += len(reading.claims)
        progress("reading", done, len(waiting))
    return found


# Collating ---------------------------------------------------------------------------------------------------------


def reports_of(readings: Iterable[Reading]) -> tuple[tuple[Report, ...], tuple[Copies, ...]]:
    """Give the tellings of readings that are in no record, with the groups of copies among their articles."""
    kept = list(readings)
    articles = [replace(reading.article, published=reading.published) for reading in kept]
    copies = formats.twins(articles)
    sources = collate.independent(articles, copies)
    told = (collate.reports(r.article, r.claims, r.published, sources) for r in kept)
    return tuple(report for rows in told for report in rows), copies


def events_of(readings: Iterable[Reading]) -> tuple[Event, ...]:
    """Give the events in readings that are in no record."""
    reports, _ = reports_of(readings)
    return collate.collate(reports)


def collate_all(desk: Desk, progress: Progress = silent) -> tuple[Event, ...]:
    """Make the record's events again from its claims and judgements, and keep them in place of the old ones."""
    articles = known_articles(desk)
    claims = _claims_by_version(desk)
    copies = formats.twins(articles)
    sources = collate.independent(articles, copies)
    reports: list[Report] = []
    for done, article in enumerate(articles, 1):
        reports += collate.reports(article, claims.get(article.version, ()), article.published, sources)
        progress("collating", done, len(articles))
    events = collate.collate(reports, store.judgements(desk.record))
    store.replace_events(desk.record, events, copies)
    return events


def known_articles(desk: Desk) -> list[Article]:
    """Give the newest version of every article, with its own or its inferred time of publication."""
    return [replace(one.article, published=one.published) for one in store.articles(desk.record)]


def _claims_by_version(desk: Desk) -> dict[str, list[Claim]]:
    """Give the current claims of each version, in text order; articles with the same words share them."""
    found: dict[str, dict[str, Claim]] = {}
    for one in store.claims(desk.record):
        found.setdefault(one.version, {})[one.claim.id] = one.claim
    return {version: sorted(rows.values(), key=lambda claim: claim.evidence) for version, rows in found.items()}


# Publishing --------------------------------------------------------------------------------------------------------


def page_record(desk: Desk) -> Record:
    """Give everything that pages may show."""
    articles = known_articles(desk)
    claims = _claims_by_version(desk)
    return Record(
        articles=tuple(articles),
        claims=tuple(claim for rows in claims.values() for claim in rows),
        events=tuple(store.events(desk.record)),
        links=tuple(store.links(desk.record)),
        forecasts=tuple(one.forecast for one in store.forecasts(desk.record)),
        problems={article.version: tuple(store.problems_of(desk.record, article.version)) for article in articles},
        names={**desk.tools.codebook.actors.countries, **desk.tools.codebook.actors.bodies},
        copies=tuple(store.copies(desk.record)),
        at=datetime.now(UTC),
    )


def export(desk: Desk, form: str, level: str) -> str:
    """Give the record as JSONL or CSV at report or event level; the same record gives the same text."""
    rows = _event_rows(desk) if level == "event" else _report_rows(desk)
    return exports.jsonl(rows) if form == "jsonl" else exports.csv(rows)


def _event_rows(desk: Desk) -> list[exports.Row]:
    return [exports.event_row(event) for event in sorted(store.events(desk.record), key=lambda event: event.id)]


def _report_rows(desk: Desk) -> list[exports.Row]:
    event_of = {claim: event.id for event in store.events(desk.record) for claim in event.claims}
    claims = _claims_by_version(desk)
    return [
        exports.report_row(claim, article, event_of.get(claim.id))
        for article in sorted(known_articles(desk), key=lambda article: article.id)
        for claim in claims.get(article.version, ())
    ]
