"""What is kept of a text to find its near copies: a sample of its runs of words, as numbers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coranto.model import Article, Moment, Part

SHINGLE = 5
"""Words of a run. Five keeps set phrases of news ("told reporters in a statement") from making twins."""
SAMPLE = 4
"""One run in so many is kept, by its number alone, so that both texts keep the same ones (Broder's mod-p sketch)."""
FEWEST = 12
"""Runs in a sketch under which a share says nothing; a text with fewer in its sample keeps all of its runs."""

PIECE = 1 << 16
"""Bytes of a text that are looked at in one go. A word on the edge counts as two: five runs in ten thousand."""

Numbers = NDArray[np.uint64]
Runs = NDArray[np.uint32]

_READ = frozenset({Part.PARAGRAPH, Part.STANDFIRST, Part.KEY_POINT})
_MARKS = "‘’“”«»–—…\u00a0\u2009\u202f"
"""Marks outside ASCII that stand between words; every other character outside ASCII is taken for a letter."""
_SPACE = np.uint8(32)
_PLAIN = bytes(
    code + 32 if 65 <= code <= 90 else code if code >= 128 or chr(code).isalnum() or code == 95 else 32
    for code in range(256)
)
"""Bytes of UTF-8 as they are compared: small letters, figures, and one mark for all that stands between words."""
_LETTER = 0xD6E8FEB86659FD93
_PLACES: Numbers = np.cumprod(np.full(PIECE + 2, _LETTER, dtype=np.uint64), dtype=np.uint64)
_BACK: Numbers = np.cumprod(np.full(PIECE + 2, pow(_LETTER, -1, 1 << 64), dtype=np.uint64), dtype=np.uint64)
"""Powers of an odd number and of its inverse, all modulo 2^64: a letter's factor by its place in the text, and what
takes a word's sum back to the start, so that a word has one number wherever it stands (Karp and Rabin 1987)."""
_ORDER = np.array([pow(0x9E3779B97F4A7C15, n, 1 << 64) for n in range(1, SHINGLE + 1)], dtype=np.uint64)
"""Odd factors, one for each place in a run, so that the order of words counts: powers of 2^64 over the golden ratio."""
_MIX = np.uint64(0xBF58476D1CE4E5B9)
"""A factor of SplitMix64 (Steele, Lea and Flood 2014), which spreads every bit over the high ones."""
_HALF, _THIRTY = np.uint64(32), np.uint64(30)
_FIRST = np.ones(1, dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """What is compared of one article.

    `exact` is the hash of all its words, `runs` are numbers of runs of words, sorted, each once; `all_runs` says that
    none was left out. `agency` is who the copy is credited to.
    """

    version: str
    article: str
    exact: str
    runs: Runs
    all_runs: bool
    agency: str | None
    published: Moment | None


def sketch(article: Article) -> Sketch:
    """The sketch of what is read in an article: paragraphs, standfirst, key points."""
    read = " ".join([block.span.of(article.text) for block in article.blocks if block.part in _READ])
    words = numbers(read)
    kept = runs(words, SAMPLE)
    enough = len(kept) >= FEWEST
    return Sketch(
        version=article.version,
        article=article.id,
        exact=hashlib.sha256(words.tobytes()).hexdigest(),
        runs=kept if enough else runs(words),
        all_runs=not enough,
        agency=article.credit.text.casefold() if article.credit else None,
        published=article.published,
    )


def signature(text: str) -> Runs:
    """The sampled runs of a plain text."""
    return runs(numbers(text), SAMPLE)


def numbers(text: str) -> Numbers:
    """A number for each word, in order; the same in every process and on every machine.

    Words are what stands between marks and spaces, without regard to case where they are in ASCII.
    """
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    plain = text.encode("utf-8", "replace").translate(_PLAIN)
    found = [_numbers(plain[at : at + PIECE]) for at in range(0, len(plain), PIECE)]
    return found[0] if len(found) == 1 else np.concatenate([np.zeros(0, dtype=np.uint64), *found])


def _numbers(plain: bytes) -> Numbers:
    """All words at once: running sums over the letters, of which each word takes its own part."""
    letters = np.frombuffer(b" " + plain + b" ", np.uint8)
    inside = letters != _SPACE
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    sums: Numbers = np.add.accumulate(_PLACES[: len(letters)] * letters)
    starts = edges[::2]
    found: Numbers = (sums[edges[1::2]] - sums[starts]) * _BACK[starts]
    return _mixed(found)


def _mixed(given: Numbers) -> Numbers:
    """The same numbers with every bit spread over all others; changes what it is given."""
    given ^= given >> _HALF
    given *= _MIX
    given ^= given >> _THIRTY
    return given


def runs(words: Numbers, sample: int = 1) -> Runs:
    """The numbers of runs of words, sorted, each once; of a sample, those that it divides."""
    if len(words) < SHINGLE:
        return np.zeros(0, dtype=np.uint32)
    # Integers of 64 bits wrap around, here and above: that is the modulus.
    found = (_mixed(np.correlate(words, _ORDER, "valid")) >> _HALF).astype(np.uint32)
    if sample > 1:
        found = found[found % sample == 0]
    found.sort()
    once: Runs = found[np.concatenate((_FIRST, found[1:] != found[:-1]))] if len(found) else found
    return once


def sampled(found: Runs) -> Runs:
    """Of all runs, those that a sample keeps."""
    kept: Runs = found[found % SAMPLE == 0]
    return kept
