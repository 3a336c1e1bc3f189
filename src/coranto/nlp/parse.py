"""What reading one sentence gives, and the small Protocol that every reader of sentences keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

ROOT = -1
"""Head of the one token that hangs on no other."""


Tier = Literal["full", "fast"]
"""Which of the shipped networks reads: the full one, or the smaller and quicker one that learnt from it."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that says something happened or holds, and who and what it says it of (PropBank's frames).

    Auxiliaries and copulas are predicates too, as in PropBank: `be.03`, `have.01`, `do.01` without arguments.
    """

    token: int
    """Index of the word within the sentence."""
    sense: str
    """PropBank roleset, the commonest of this lemma: `kill.01`, `carry_out.03`. Not disambiguated in context."""
    arguments: tuple[tuple[str, int], ...]
    """(role, index of the argument's head word), in order of the words. Roles are PropBank's: `ARG0` (who does),
    `ARG1` (whom or what it is done to), `ARGM-TMP` (when), `ARGM-NEG`, `ARGM-MOD`, `R-ARG0` (a relative pronoun)…"""


@dataclass(frozen=True, slots=True, eq=False)
class Parse:
    """One sentence read. All tuples, and the rows of `vectors`, have one entry a token."""

    upos: tuple[str, ...]
    """Universal parts of speech: `NOUN`, `PROPN`, `VERB`…"""
    xpos: tuple[str, ...]
    """Penn Treebank tags: `NN`, `NNP`, `VBD`…"""
    lemma: tuple[str, ...]
    """Dictionary forms; names keep their capitals."""
    head: tuple[int, ...]
    """Index of the token that each token hangs on; `ROOT` for exactly one of them. The heads form a tree."""
    relation: tuple[str, ...]
    """Universal Dependencies relations with their English subtypes: `nsubj`, `nsubj:pass`, `obl:agent`…"""
    entity: tuple[str, ...]
    """Names as BIO tags: `B-PER`, `I-PER`, `O`. An `I-` always continues its own kind. Kinds: PER people, ORG bodies,
    LOC places, FAC named buildings and works, NORP nationalities and other groups, ARM vessels and weapons, EVT events,
    MISC other names."""
    predicates: tuple[Predicate, ...]
    """Predicates in order of the words."""
    vectors: NDArray[np.float32]
    """(tokens, hidden): the encoder's vector of each token in this sentence. Read-only."""


class Pipeline(Protocol):
    """A reader of sentences. The shipped one is `coranto.nlp.load()`."""

    @property
    def name(self) -> str:
        """Short name for people: which reader this is."""

    @property
    def digest(self) -> str:
        """Hash of the weights and tables, in hexadecimal: the same digest means the same parses."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Read sentences given as lists of token forms; one `Parse` each, in the same order.

        What a sentence gives does not depend on the sentences around it.
        """
