"""Who is who: countries, their bodies and people with terms of office, international bodies, armed groups, agencies.

Names are looked up by words, longest first. A name's words are compared without punctuation, so that "U.S.", "al-Assad"
and "Côte d'Ivoire" are found however a text cuts them into tokens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coranto.model import Kind

SECTORS = frozenset(
    "GOV MIL COP LEG JUD PTY OPP REB SPY MED CVL CRM BUS EDU REL NGO REF UAF".split()  # noqa: SIM905  # reads as a list of codes
)
"""PLOVER's sectors, as the coding guide uses them."""

WORD = re.compile(r"[^\W_]+")
"""A word of a name: letters and digits. Hyphens, dots and apostrophes part words."""


class Role(StrEnum):
    """What sort of name a name is; `read.who` and `read.where` treat them differently."""

    COUNTRY = "country"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    SEAT = "seat"
    CONTEXT = "context"
    BODY = "body"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Term:
    """Time in an office. `since` and `until` are inclusive and may be a year, a month or a day; None is open."""

    code: str
    office: str = ""
    since: str | None = None
    until: str | None = None

    def holds(self, day: str) -> bool:
        """Whether a day (YYYY-MM-DD) lies in it."""
        begun = self.since is None or day[: len(self.since)] >= self.since
        return begun and (self.until is None or day[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whom the codebook knows. `country` is ISO 3166 alpha-3, or None; `terms` are in the file's order."""

    name: str
    kind: Kind
    role: Role
    country: str | None
    terms: tuple[Term, ...]

    def term_on(self, day: date | None) -> Term:
        """The term that holds on a day; else the last one that had begun by then; without a day, the last listed."""
        if day is None:
            return self.terms[-1]
        wanted = day.isoformat()
        holding = [term for term in self.terms if term.holds(wanted)]
        begun = [term for term in self.terms if term.since is None or term.since <= wanted]
        return (holding or begun or self.terms)[-1 if holding or begun else 0]

    def code_on(self, day: date | None) -> str:
        """The actor code on a day."""
        return self.term_on(day).code


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write a party: its words as the codebook spells them."""

    words: tuple[str, ...]
    party: Party

    def fits(self, words: Sequence[str]) -> bool:
        """Whether a text's words can be this name by their case ("US" is not "us", "Turkey" not "turkey")."""
        return len(words) == len(self.words) and all(map(_case_fits, self.words, words))


def _case_fits(own: str, given: str) -> bool:
    if own.isupper():
        return own == given
    return own[0].islower() or not given[0].islower()


@dataclass(frozen=True, slots=True)
class Agent:
    """A common noun for a party. `sector` is None for nobody who acts ("analysts"), `body` true for "ministry"."""

    sector: str | None
    body: bool


@dataclass(frozen=True, slots=True)
class Actors:
    """All parties by name, all agent nouns, and what a page calls a code ("KOR", "IGO.UN") in English."""

    names: Mapping[str, tuple[Name, ...]]
    agents: Mapping[tuple[str, ...], Agent]
    countries: Mapping[str, str]
    bodies: Mapping[str, str]
    openings: frozenset[str]
    """The first words of all agent nouns, without regard to case."""

    def match(self, words: Sequence[str]) -> tuple[int, tuple[Party, ...]]:
        """How many words the longest name has that these begin with, and who may be meant; (0, ()) if none."""
        if not words:
            return 0, ()
        found: list[Party] = []
        size = 0
        for name in self.names.get(words[0].casefold(), ()):
            length = len(name.words)
            if length < size:
                break
            here = words[:length]
            if name.fits(here) and all(a.casefold() == b.casefold() for a, b in zip(name.words, here, strict=True)):
                size = length
                found.append(name.party)
        return size, tuple(dict.fromkeys(found))

    def agent(self, words: Sequence[str]) -> tuple[int, Agent | None]:
        """The longest agent noun that these words begin with, in any case."""
        for length in range(min(4, len(words)), 0, -1):
            known = self.agents.get(tuple(word.casefold() for word in words[:length]))
            if known is not None:
                return length, known
        return 0, None

    def named(self, text: str) -> tuple[Party, ...]:
        """Who is called exactly this."""
        words = WORD.findall(text)
        size, parties = self.match(words)
        return parties if size == len(words) else ()
