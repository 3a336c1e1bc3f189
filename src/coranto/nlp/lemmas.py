"""Dictionary forms and senses: a table of exceptions over suffix rules, both learnt from the treebanks.

A rule belongs to a part of speech (Penn tag), to the way the word is written, and to an ending: "of a lower-case VBD
in -ied take off three letters and add y". The rule of the longest known ending wins. What the rules get wrong on the
training data stands in the table. `training/reader/lemmas.py` learns both.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_ENDING = 5
"""Letters of the longest ending that has a rule: with six, the development data give the very same accuracy."""

LONGEST_FORM = 60
"""Code points above which a token is its own lemma: addresses and noise."""


CACHE_SIZE = 50_000
"""Forms remembered before the cache is emptied: about 8 MB."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether to lower the case first, how many letters to take off the end, and what to add."""

    lower: bool
    cut: int
    add: str

    def apply(self, form: str) -> str:
        """The lemma of a form."""
        base = form.lower() if self.lower else form
        return base[: len(base) - self.cut] + self.add


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What was learnt. Keys: `exceptions` "TAG form"; `rules` "TAG case ending"; `senses` "lemma UPOS"."""

    exceptions: Mapping[str, str]
    rules: Mapping[str, Rule]
    senses: Mapping[str, str]
    cache: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)

    def lemma(self, form: str, xpos: str) -> str:
        """Dictionary form of one token with its Penn tag; never empty for a form that is not."""
        known = self.cache.get((form, xpos))
        if known is None:
            if len(self.cache) >= CACHE_SIZE:
                self.cache.clear()
            known = self.cache[form, xpos] = self._lemma(form, xpos)
        return known

    def _lemma(self, form: str, xpos: str) -> str:
        if xpos.startswith("VB"):
            form = form.lower()
        if xpos == "CD" and form[:1].isdigit():
            return form.replace(",", "")
        known = self.exceptions.get(f"{xpos} {form}")
        if known is not None:
            return known
        # No past ends so, and the tagger takes a present for one now and then: "Chad alleges that guards fired".
        present = xpos in ("VBD", "VBN") and form.endswith("s") and not form.endswith("ss")
        return self.by_rule(form, "VBZ" if present else xpos) or form

    def by_rule(self, form: str, xpos: str) -> str:
        """Dictionary form by the rules alone."""
        if len(form) > LONGEST_FORM:
            return form
        case, low = written(form), form.lower()
        for length in range(min(LONGEST_ENDING, len(low)), -1, -1):
            rule = self.rules.get(f"{xpos} {case} {low[len(low) - length :]}")
            if rule is not None:
                return rule.apply(form)
        return form

    def sense(self, lemma: str, upos: str, particle: str | None) -> str:
        """PropBank roleset of a predicate: its commonest in training with this particle, else without, else `.01`."""
        if particle is not None:
            known = self.senses.get(f"{lemma}_{particle} {upos}")
            if known is not None:
                return known
        return self.senses.get(f"{lemma} {upos}", f"{lemma}.01")


def written(form: str) -> str:
    """How a form is written, for the choice of rules: `a` small, `A` Capitalised, `AA` CAPITALS, `aA` mixed."""
    if form == form.lower():
        return "a"
    if form == form.upper():
        return "AA" if len(form) > 1 else "A"
    return "A" if form[1:] == form[1:].lower() else "aA"


def read_lexicon(packed: bytes) -> Lexicon:
    """Lexicon from the gzipped JSON that `pack` makes."""
    content = json.loads(gzip.decompress(packed))
    rules = {key: Rule(bool(lower), cut, add) for key, (lower, cut, add) in content["rules"].items()}
    return Lexicon(content["exceptions"], rules, content["senses"])


def pack(lexicon: Lexicon) -> bytes:
    """Lexicon as gzipped JSON, the same bytes every time."""
    content = {
        "exceptions": dict(sorted(lexicon.exceptions.items())),
        "rules": {key: [int(rule.lower), rule.cut, rule.add] for key, rule in sorted(lexicon.rules.items())},
        "senses": dict(sorted(lexicon.senses.items())),
    }
    return gzip.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)
