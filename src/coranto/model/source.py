"""What is known of a source that is watched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Source:
    """A subscription, and how asking it has gone. Every instant is in UTC, and None for what has not happened yet.

    `id` is its number in the record. `etag` and `modified` are the validators of the copy that was taken in last.
    `interval` is the number of seconds between two questions as its own rhythm has it, `due` when it is asked next.
    `asked` is when it was asked last, `heard` when it last gave an answer that could be used, `brought` when it last
    brought something new. `failures` counts those since then in a row, and `problem` says what the last one was.
    `retired` marks one that is asked no more: the site says that it is gone, or that it has moved to another of ours.
    """

    id: int
    url: str
    title: str | None
    folder: str | None
    added: datetime
    due: datetime
    interval: float
    etag: str | None = None
    modified: str | None = None
    asked: datetime | None = None
    heard: datetime | None = None
    brought: datetime | None = None
    failures: int = 0
    problem: str | None = None
    retired: bool = False
