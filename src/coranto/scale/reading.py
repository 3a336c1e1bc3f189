"""One unit after another, each on its own: an article that cannot be read costs nothing but itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from coranto.errors import CorantoError
from coranto.model import Article, Problem, Reading
from coranto.read import Tools, read
from coranto.scale.corpus import Job, Unit, articles

Note = Callable[[int], None]
"""Called with the number of the unit that is read next: what is known of a process that dies."""
Found = Reading | Problem
TRIES = 2


def readings(job: Job, tools: Tools, note: Note) -> Iterator[tuple[int, Found]]:
    """Everything that a job's units hold, in their order, each with its unit's number.

    A unit that raises is tried once again and then becomes a Problem, and so does one that is left out.
    """
    for number, unit in job.numbered():
        note(number)
        if number in job.left_out:
            yield number, Problem("scale.killed-reader", f"unit {number:,}: reading it ended its process, twice")
            continue
        for found in _tried(unit, number, job.at, tools):
            yield number, found


def _tried(unit: Unit, number: int, at: datetime, tools: Tools) -> list[Found]:
    fault: Exception | None = None
    for _ in range(TRIES):
        try:
            return [_read(one, tools) for one in articles(unit, number, at)]
        except CorantoError:  # a wrong set-up, not a wrong article
            raise
        except Exception as raised:  # noqa: BLE001 - whatever one article does, a million others are waiting
            fault = raised
    return [Problem("scale.unreadable", f"unit {number:,}: {type(fault).__name__}: {str(fault)[:200]}")]


def _read(one: Article | Problem, tools: Tools) -> Found:
    return read(one, tools) if isinstance(one, Article) else one


def probe(job: Job, tools: Tools, note: Note) -> None:
    """Read a job's units and forget them: whether that can be done at all."""
    for _ in readings(job, tools, note):
        pass
