"""Readers' stars: what the site needs of whoever keeps them, and a keeper in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coranto.model.article import Rating


@dataclass(frozen=True, slots=True)
class Votes:
    """Two functions over a store of votes.

    `read(story)` gives the rating of an article id: no average where nobody has voted. `cast(story, voter, stars)`
    keeps one vote of 1 to 5 stars; a second vote of the same voter on the same story replaces the first. `voter` is
    already a keyed hash: nothing about a reader can be read from it. Both may be called from several threads.
    """

    read: Callable[[str], Rating]
    cast: Callable[[str, str, int], None]


def in_memory() -> Votes:
    """A keeper that forgets when the process ends: for tests and for looking at pages."""
    kept: dict[tuple[str, str], int] = {}

    def read(story: str) -> Rating:
        stars = [given for (voted, _), given in list(kept.items()) if voted == story]
        return Rating(sum(stars) / len(stars) if stars else None, len(stars))

    def cast(story: str, voter: str, stars: int) -> None:
        kept[(story, voter)] = stars

    return Votes(read, cast)
