"""A trigger as it is held against a sentence, and which triggers another one leaves no sentence to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """A place by a trigger and the lemmas one of which must head what stands there.

    `slot` is a syntactic place, a preposition, or "+" and a particle. No words means that anything will do. "#weapon"
    stands for a mention of that kind, "#party" for a mention of somebody who can act.
    """

    slot: str
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Need:
    """Something that must stand with a trigger, in one of several places (must not, where `forbidden`)."""

    options: tuple[Option, ...]
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell an act: head lemmas, what must stand with them, and where actor and recipient stand.

    `speech` is "verb", "noun" or "adjective"; `text` is the notation as written in the file.
    """

    type: str
    mode: str | None
    speech: str
    lemmas: tuple[str, ...]
    needs: tuple[Need, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    text: str

    @property
    def weight(self) -> int:
        """How much the trigger asks for: of several that fit, the most exact one wins."""
        return sum(2 if need.options[0].words else 1 for need in self.needs if need.options and not need.forbidden)


def covers(first: Trigger, second: Trigger) -> bool:
    """Whether the first trigger fits wherever the second does: each of its needs follows from one of the other's."""
    return all(any(_follows(need, other) for other in second.needs) for need in first.needs)


def _follows(need: Need, other: Need) -> bool:
    """Whether a need is met wherever the other is."""
    if need.forbidden != other.forbidden:
        return False
    wide, narrow = (other, need) if need.forbidden else (need, other)
    return all(any(_holds(option, one) for option in wide.options) for one in narrow.options)


def _holds(wide: Option, narrow: Option) -> bool:
    if wide.slot != narrow.slot:
        return False
    return not wide.words or (bool(narrow.words) and narrow.words <= wide.words)
