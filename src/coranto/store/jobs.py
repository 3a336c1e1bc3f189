"""Work that waits, and who is at it: each job is leased to one worker for a short time, and again if he falls silent.

A worker that is killed leaves its jobs behind; when their leases have run out, another takes them up. All work is such
that doing it twice changes nothing, so a lease only saves work: the record would be right without it.

Clocks jump. A lease is good from when it was taken to its end: where the clock shows a time outside of these, before
or after, it has run out, so that a jump back freezes nothing. In the same way a job's `due` is believed only where the
time at which it was set is past. Clocks that differ by less than SKEW are taken to agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from coranto.store import dialect, tables
from coranto.store.adding import writing
from coranto.store.columns import instant
from coranto.store.shapes import Store

LEASE = timedelta(seconds=90)
"""How long a worker may be silent; it renews its leases three times as often."""
SKEW = timedelta(seconds=60)
"""A jump back of the clock, or a difference between two machines' clocks, that is not minded."""


class JobKind(StrEnum):
    """What is to be done, and what its key holds, parted by spaces.

    ASK a source (its id), follow an item to its PAGE (address, article, version), READ a version (run, article,
    version).
    """

    ASK = "ask"
    PAGE = "page"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Worker:
    """Who does the work, under a name that no other has, and how long he may be silent."""

    name: str
    lease: timedelta = LEASE


@dataclass(frozen=True, slots=True)
class Share:
    """How many jobs are taken at once, and how many of them of one host (None: all)."""

    most: int = 1_000
    a_host: int | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One job as it was taken. `host` is whom it asks, "" for nobody; `tries` counts those that failed."""

    row: int
    kind: JobKind
    key: str
    host: str
    tries: int


def put(store: Store, kind: JobKind, jobs: Mapping[str, str], at: datetime) -> None:
    """Put down jobs, by key and host, due at once; one that is there, also as done, is left as it is."""
    if not jobs:
        return
    c = tables.jobs.c
    now = instant(at)
    with writing(store) as connection:
        for key, host in jobs.items():
            if connection.execute(select(c.row).where(c.kind == kind.value, c.key == key)).first() is None:
                row = {"kind": kind.value, "key": key, "host": host, "put": now, "due": now, "tries": 0, "done": False}
                connection.execute(insert(tables.jobs), [row])


def take(store: Store, worker: Worker, kind: JobKind, at: datetime, share: Share = Share()) -> list[Job]:
    """Lease a share of the due jobs of a kind to a worker, the oldest first.

    Left out are jobs that somebody is at, and all of a host of which another worker holds a job.
    """
    c = tables.jobs.c
    with writing(store) as connection:
        held = select(c.host).where(_leased(at), c.worker != worker.name, c.host != "").distinct()
        busy = set(connection.execute(held).scalars())
        asked = select(c.row, c.kind, c.key, c.host, c.tries).where(
            c.done.is_(False), c.kind == kind.value, _due(at), ~_leased(at)
        )
        chosen: list[Job] = []
        hosts: Counter[str] = Counter()
        for row, named, key, host, tries in connection.execute(asked.order_by(c.row)):
            if host in busy or (host and share.a_host is not None and hosts[host] >= share.a_host):
                continue
            hosts[host] += 1
            chosen.append(Job(row, JobKind(named), key, host, tries))
            if len(chosen) == share.most:
                break
        _each(connection, chosen, worker=worker.name, taken=instant(at), until=instant(at + worker.lease))
    return chosen


def renew(store: Store, worker: Worker, at: datetime) -> None:
    """Say that a worker lives: its leases run anew from now."""
    with writing(store) as connection:
        mine = update(tables.jobs).where(tables.jobs.c.worker == worker.name)
        connection.execute(mine.values(taken=instant(at), until=instant(at + worker.lease)))


def finish(store: Store, *jobs: Job, keep: bool = False, problem: str | None = None) -> None:
    """Jobs are done, or given up for the `problem`. With `keep` they stay as done, so that none is put down again."""
    if not jobs:
        return
    with writing(store) as connection:
        if keep:
            _each(connection, jobs, done=True, problem=problem, **_FREE)
        else:
            connection.execute(delete(tables.jobs).where(tables.jobs.c.row.in_([job.row for job in jobs])))


def put_off(store: Store, job: Job, at: datetime, seconds: float, problem: str | None = None) -> None:
    """A job waits some seconds from `at`; where there was a problem, that counts as a try."""
    due = instant(at + timedelta(seconds=seconds))
    tries = job.tries + (problem is not None)
    with writing(store) as connection:
        _each(connection, (job,), put=instant(at), due=due, tries=tries, problem=problem, **_FREE)


def release(store: Store, worker: Worker) -> None:
    """Give back all jobs that a worker has taken and not done."""
    with writing(store) as connection:
        connection.execute(update(tables.jobs).where(tables.jobs.c.worker == worker.name).values(**_FREE))


def waiting(store: Store, at: datetime) -> Mapping[JobKind, int]:
    """How many jobs of each kind are due and held by nobody."""
    c = tables.jobs.c
    asked = select(c.kind, func.count()).where(c.done.is_(False), _due(at), ~_leased(at)).group_by(c.kind)
    with dialect.reading(store.engine, store.where) as connection:
        return {JobKind(kind): int(count) for kind, count in connection.execute(asked)}


_FREE: Mapping[str, Any] = {"worker": None, "taken": None, "until": None}


def _each(connection: Connection, jobs: Iterable[Job], **values: Any) -> None:
    for job in jobs:
        connection.execute(update(tables.jobs).where(tables.jobs.c.row == job.row).values(**values))


def _leased(at: datetime) -> ColumnElement[bool]:
    """That somebody is at it: `taken` is past and `until` is not. False, not unknown, where nobody ever was."""
    c = tables.jobs.c
    return and_(c.worker.is_not(None), c.taken <= instant(at + SKEW), c.until > instant(at))


def _due(at: datetime) -> ColumnElement[bool]:
    c = tables.jobs.c
    return (c.due <= instant(at)) | (c.put > instant(at + SKEW))
