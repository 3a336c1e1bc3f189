"""Named sets of lemmas for the triggers: `words.toml`, and `contexts.toml`, which has the same form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coranto.codebook.sources import Document, Fault, key, quoted
from coranto.model import Kind

KINDS = frozenset((*(f"#{kind}" for kind in Kind), "#party"))
"""What may stand for a mention of a kind."""


def read_sets(document: Document) -> tuple[Mapping[str, frozenset[str]], tuple[Fault, ...]]:
    """All sets of a file, each with what it takes in by "@name"; a set that takes in itself is a fault."""
    sets = _Sets(document)
    return {name: sets.of(name) for name in document.data}, tuple(sets.faults)


@dataclass(frozen=True, slots=True)
class _Sets:
    """One file's sets while they are taken into one another."""

    document: Document
    done: dict[str, frozenset[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def of(self, name: str, through: tuple[str, ...] = ()) -> frozenset[str]:
        if name in through:
            way = " → ".join(f"@{one}" for one in (*through[through.index(name) :], name))
            self.fault(through[-1], f"@{name}", f"the set takes in itself: {way}", "take one of these out")
            return frozenset()
        if name not in self.done:
            found = [self.word(name, word, through) for word in self.listed(name)]
            self.done[name] = frozenset().union(*found)
        return self.done[name]

    def listed(self, name: str) -> tuple[str, ...]:
        words = self.document.data[name]
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            return tuple(words)
        self.faults.append(self.document.fault(f"{name!r} is no list of words", 'write name = ["word", …]', key(name)))
        return ()

    def word(self, name: str, word: str, through: tuple[str, ...]) -> frozenset[str]:
        """What a word of a set stands for: itself, or the set that it names."""
        if word.startswith("@") and word[1:] in self.document.data:
            return self.of(word[1:], (*through, name))
        if word.startswith("@"):
            self.fault(name, word, f"no word set {word!r}", f"name a set of {self.document.stem}.toml")
        elif word.startswith("#") and word not in KINDS:
            self.fault(name, word, f"no kind {word!r}", f"write one of {' '.join(sorted(KINDS))}")
        return frozenset((word,))

    def fault(self, name: str, word: str, message: str, remedy: str) -> None:
        self.faults.append(self.document.fault(message, remedy, key(name), quoted(word)))
