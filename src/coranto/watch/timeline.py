"""Events by the day on which they began, told apart by whether they took place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coranto.model import Event


@dataclass(frozen=True, slots=True)
class Day:
    """One day's events: ids of those that took place, and of those only planned, threatened, demanded or feared."""

    day: date
    took_place: tuple[str, ...]
    other: tuple[str, ...]


def timeline(events: Iterable[Event]) -> tuple[Day, ...]:
    """Give the days on which events began, earliest first. Events without a day are left out, never guessed.

    The day is that of the event's own zone. An event that ran for longer than a day stands on its first.
    """
    days: dict[date, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for event in events:
        if event.since:
            days[event.since.date()][0 if event.status.took_place else 1].append(event.id)
    return tuple(Day(day, tuple(sorted(yes)), tuple(sorted(no))) for day, (yes, no) in sorted(days.items()))
