"""Word pieces and case shapes: what the encoder sees of a token.

The encoder's vocabulary is uncased (BERT's 30,522 pieces), so every word also carries a *shape*: a small number that
says how it was written. Training and reading share this module, so the two can never disagree on a piece.

This is BERT's greedy longest-match-first algorithm (Devlin et al. 2019, https://arxiv.org/abs/1810.04805) on one token
at a time. It is written here, in forty lines, because the usual library refuses lone surrogates and costs more to load
than the model, and because words repeat: with a cache the pieces of a text cost a dictionary look-up each.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

UNKNOWN = "[UNK]"
START = "[CLS]"
STOP = "[SEP]"

MOST_PIECES = 12
"""Pieces kept of one token. Longer ones are addresses and noise, and the reader uses the first piece's vector only;
0.06 % of the treebanks' tokens have more."""

LONGEST_WORD = 100
"""Code points above which a run of letters is one unknown piece: BERT's own limit."""

CACHE_SIZE = 50_000
"""Word forms remembered before the cache is emptied: about 8 MB."""

SHAPES = 10
"""How many values `shape` can give, 0 (no word) included."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A vocabulary, and the pieces of the words seen so far.

    `vocabulary` maps a piece to its number; pieces that continue a word begin with `##`.
    """

    vocabulary: Mapping[str, int]
    cache: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)
    shapes: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def of(self, form: str) -> tuple[int, ...]:
        """Piece numbers of one token: at least one, at most `MOST_PIECES`."""
        known = self.cache.get(form)
        if known is not None:
            return known
        if len(self.cache) >= CACHE_SIZE:
            self.cache.clear()
        unknown = self.vocabulary[UNKNOWN]
        found = [number for run in _runs(form) for number in _longest_first(run, self.vocabulary, unknown)]
        self.cache[form] = tuple(found[:MOST_PIECES]) or (unknown,)
        return self.cache[form]

    def shape(self, form: str) -> int:
        """What the function `shape` gives, remembered too."""
        known = self.shapes.get(form)
        if known is None:
            if len(self.shapes) >= CACHE_SIZE:
                self.shapes.clear()
            known = self.shapes[form] = shape(form)
        return known


def read_vocabulary(lines: Sequence[str]) -> dict[str, int]:
    """Vocabulary from BERT's `vocab.txt`: one piece a line, its number the line's."""
    return {piece.rstrip("\n"): number for number, piece in enumerate(lines)}


def shape(form: str) -> int:
    """How a token is written, as a number from 1 to 9.

    1 lower case, 2 Capitalised, 3 ALL CAPITALS, 4 one capital letter, 5 mIxed, 6 digits, 7 digits and letters,
    8 no letter or digit, 9 letters without case.
    """
    head = form[:LONGEST_WORD]
    letters = [c for c in head if c.isalpha()]
    digits = any(c.isdigit() for c in head)
    if not letters:
        return 6 if digits else 8
    if digits:
        return 7
    word = "".join(letters)
    if word.islower():
        return 1
    if not word.isupper():
        return 9 if word.lower() == word else 2 if word[1:].islower() else 5
    return 4 if len(word) == 1 else 3


def _runs(form: str) -> list[str]:
    """A token in lower case without accents, cut at punctuation and around each ideograph."""
    spaced: list[str] = []
    # Only the beginning can matter: MOST_PIECES runs of at most LONGEST_WORD letters.
    for char in unicodedata.normalize("NFD", form[: MOST_PIECES * (LONGEST_WORD + 1)].lower()):
        category = unicodedata.category(char)
        if category == "Mn" or category in ("Cc", "Cf", "Cs"):
            continue
        apart = _stands_alone(char, category)
        spaced.append(f" {char} " if apart else char)
    return "".join(spaced).split()


def _stands_alone(char: str, category: str) -> bool:
    """Whether BERT makes a piece of its own of this character: punctuation, ASCII symbols, ideographs."""
    if category[0] == "P" or (char.isascii() and not char.isalnum() and not char.isspace()):
        return True
    code = ord(char)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x2FA1F


def _longest_first(run: str, vocabulary: Mapping[str, int], unknown: int) -> list[int]:
    """BERT's greedy cut of one run; the whole run is unknown when any part of it is."""
    if len(run) > LONGEST_WORD:
        return [unknown]
    found: list[int] = []
    at = 0
    while at < len(run):
        mark = "##" if at else ""
        end = next((end for end in range(len(run), at, -1) if mark + run[at:end] in vocabulary), at)
        if end == at:
            return [unknown]
        found.append(vocabulary[mark + run[at:end]])
        at = end
    return found
