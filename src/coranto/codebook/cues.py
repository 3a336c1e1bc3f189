"""Cue words: flat tables of short word lists, one file for each question that is answered by a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coranto.codebook.sources import Document, Fault, key

Cues = Mapping[str, Mapping[str, tuple[str, ...]]]
"""File stem, then key, then words: `cues["hedges"]["possible"]`."""


def read_cues(documents: Sequence[Document]) -> tuple[Cues, tuple[Fault, ...]]:
    """All cue files. A key of an overlay's file replaces the package's list of that key; other keys stay."""
    cues: dict[str, dict[str, tuple[str, ...]]] = {}
    faults: list[Fault] = []
    for document in documents:
        table = cues.setdefault(document.stem, {})
        for name, value in document.data.items():
            words = _words(value)
            if words is None:
                faults.append(document.fault(f"{name!r} is no list of words", f'write {name} = ["word", …]', key(name)))
            else:
                table[name] = words
    return cues, tuple(faults)


def _words(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return tuple(value)
    return None
