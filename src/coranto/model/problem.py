"""What could not be known, kept as data."""

from __future__ import annotations

from dataclasses import dataclass

from coranto.model.span import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a reader could not settle, or refused: never an exception, never a guess.

    `code` is "room.word" ("when.no-anchor"); each has a heading in docs/problems.md. `message` is for people and
    names what was seen. `span` is where, or None for the article as a whole.
    """

    code: str
    message: str
    span: Span | None = None
