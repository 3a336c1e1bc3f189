"""The day's work: the only place where taking in, reading, keeping, collating and publishing meet."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import BinaryIO

from coranto import collate, exporting, formats, read, scale, settings, store
from coranto.errors import InputError
from coranto.fetch import http
from coranto.model import Article, Claim, Copies, Event, Moment, Problem, Raw, Reading, Report, Run, digest, showable
from coranto.publish.record import Record
from coranto.settings import Settings

Progress = Callable[[str, int, int], None]
SUFFIXES = (".html", ".htm", ".xml", ".rss", ".atom", ".txt", ".jsonl", ".json")
ARCHIVES = (".zip", ".warc", ".warc.gz")
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
    marks = scale.marks(tools)
    return Run(digest("run", *marks), *marks, at=datetime.now(UTC))


@contextmanager
def open_desk(given: Settings, where: str = "") -> Iterator[Desk]:
    """Open the record that the settings name (or `where`), making home folder and schema on the first time."""
    path = settings.place(given, where)
    if "://" not in path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    with store.open(path) as record:
        yield Desk(given, record)


# Taking in ---------------------------------------------------------------------------------------------------------


def raws(
    places: Sequence[str],
    stdin: Callable[[], bytes],
    published: Moment | None = None,
    *,
    ours: bool = False,
    given: Settings | None = None,
) -> Iterator[Raw | Problem]:
    """Give the bytes at each place: a file, a folder of files, an http(s) address, or "-" for standard input.

    What zip and WARC files hold comes one by one, as it is asked for, with a Problem for what in them is broken.
    Raises InputError, with a remedy, for a place that does not exist; nothing is taken in before all are checked.
    """
    paths = [path for place in places for path in _files(place)]
    return (_given(one, published, ours) for path in paths for one in _raws(path, stdin, given or Settings()))


def _given(one: Raw | Problem, published: Moment | None, ours: bool) -> Raw | Problem:
    return replace(one, published=published, ours=ours) if isinstance(one, Raw) else one


def _raws(path: str, stdin: Callable[[], bytes], given: Settings) -> Iterator[Raw | Problem]:
    if path == "-":
        yield from _unpacked(io.BytesIO(stdin()), None)
    elif path.startswith(("http://", "https://")):
        yield http.fetch(path, http.network(given))
    else:
        with Path(path).open("rb") as file:
            yield from _unpacked(file, "jsonl" if path.endswith(".jsonl") else None)


def _unpacked(file: BinaryIO, form: str | None) -> Iterator[Raw | Problem]:
    """What an archive holds, or the file itself; pages of the web's archives keep the time of their capture."""
    now = datetime.now(UTC)
    if formats.kind_of_archive(file) is None:
        yield Raw(file.read(), form=form, at=now)
        return
    for one in formats.read_archive(file, SUFFIXES):
        yield replace(one, at=one.at or now) if isinstance(one, Raw) else one


def _files(place: str) -> list[str]:
    if place == "-" or place.startswith(("http://", "https://")):
        return [place]
    path = Path(place)
    if path.is_dir():
        wanted = (*SUFFIXES, *ARCHIVES)
        return sorted(str(p) for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(wanted))
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


def decode(given: Iterable[Raw | Problem]) -> tuple[list[Article], list[Problem]]:
    """Give all articles in the bytes, in input order, and what could not be used."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for one in decoded(given):
        (articles if isinstance(one, Article) else problems).append(one)  # type: ignore[arg-type]  # each to its own
    return articles, problems


def decoded(given: Iterable[Raw | Problem]) -> Iterator[Article | Problem]:
    """Give articles, in input order, and what could not be used, one by one."""
    for raw in given:
        if isinstance(raw, Problem):
            yield raw
            continue
        found = formats.decode(raw)
        yield from found.articles
        yield from found.problems


def take_in(desk: Desk, given: Iterable[Raw | Problem], progress: Progress = silent) -> Taken:
    """Add articles to the record and read those that this run has not read; the same article twice changes nothing."""
    added: list[store.Added] = []
    problems: list[Problem] = []
    for one in decoded(given):
        if isinstance(one, Article):
            now = datetime.now(UTC)
            added.append(store.add_article(desk.record, one, now))
            problems += one.problems if one.barred(now) else ()
        else:
            problems.append(one)
    claims = read_new(desk, progress)
    return Taken(
        articles=len(added),
        new=sum(one.new_article for one in added),
        versions=sum(one.new_version for one in added),
        claims=claims,
        problems=tuple(problems),
    )


def read_new(desk: Desk, progress: Progress = silent) -> int:
    """Read every version that this run has not read yet, and give the number of claims found.

    What is under embargo waits for a later round. Of what is withheld or killed nothing is read, and that is its
    newest reading: no claim of an earlier version is current any more.
    """
    waiting = store.unread(desk.record, desk.run.id)
    found = 0
    for done, (article, version) in enumerate(waiting, 1):
        found += read_version(desk, article, version) or 0
        progress("reading", done, len(waiting))
    return found


def read_version(desk: Desk, article: str, version: str) -> int | None:
    """Read one version of an article, and give the number of claims; None where it waits, or is not in the record."""
    kept = store.article(desk.record, version, of=article)
    if kept is None or kept.article.waits(datetime.now(UTC)):
        return None
    free = _shown(desk, kept.article)
    reading = read.read(kept.article, desk.tools) if kept.article in free else Reading(kept.article)
    store.add_reading(desk.record, desk.run, reading, datetime.now(UTC))
    return len(reading.claims)


def _shown(desk: Desk, article: Article) -> Sequence[Article]:
    """The versions of an article that may be read and shown now; only agencies take any of theirs back."""
    if article.capture.form not in formats.WIRES:
        return (article,)
    return showable([one.article for one in store.versions(desk.record, article.id)], datetime.now(UTC))


# Collating ---------------------------------------------------------------------------------------------------------


def reports_of(readings: Iterable[Reading]) -> tuple[tuple[Report, ...], tuple[Copies, ...]]:
    """Give the tellings of readings that are in no record, with the groups of copies among their articles."""
    return scale.bring_together(map(scale.keep, readings))


def events_of(kept: Iterable[scale.Kept]) -> tuple[Event, ...]:
    """Give the events in readings that are in no record, from what was kept of each (`scale.keep`)."""
    reports, _ = scale.bring_together(kept)
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
    """Give the newest version that may be shown of every article, with its own or its inferred time of publication."""
    newest = ((one.published, _shown(desk, one.article)) for one in store.articles(desk.record))
    return [replace(shown[-1], published=shown[-1].published or published) for published, shown in newest if shown]


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


def export(desk: Desk, form: str, level: str) -> bytes:
    """Give the whole record as a file's bytes (`exporting.export`); the same record gives the same bytes."""
    return exporting.export(desk.record, form, level).body
