"""Who is who: countries, their bodies and people with terms of office, international bodies, armed groups, agencies.

Names are looked up by words, longest first. A name's words are compared without punctuation, so that "U.S.", "al-Assad"
and "Côte d'Ivoire" are found however a text cuts them into tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coranto.codebook.sources import Document, Fault
from coranto.model import Kind

SECTORS = frozenset(
    "GOV MIL COP LEG JUD PTY OPP REB SPY MED CVL CRM BUS EDU REL NGO REF UAF".split()  # noqa: SIM905  # reads as a list of codes
)
"""PLOVER's sectors, as the coding guide uses them."""

WORD = re.compile(r"[^\W_]+")
"""A word of a name: letters and digits. Hyphens, dots and apostrophes part words."""

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_CODE = re.compile(r"(UNK|IGO\.[A-Z0-9]{2,8}|[A-Z]{3}(\.[A-Z]{3})?)$")


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


def read_actors(documents: Sequence[Document]) -> tuple[Actors, tuple[Fault, ...]]:
    """All actor files; later files (a user's overlay) add parties, and replace those of the same name and country."""
    faults: list[Fault] = []
    parties: dict[tuple[str, str | None, Role], tuple[Party, tuple[str, ...]]] = {}
    agents: dict[tuple[str, ...], Agent] = {}
    countries: dict[str, str] = {}
    for document in documents:
        if document.stem == "agents":
            agents.update(_agents(document, faults))
            continue
        code = document.data.get("code")
        if isinstance(code, str):
            countries[code] = str(document.data.get("name", code))
        for party, names in _parties(document, faults):
            parties[party.name, party.country, party.role] = (party, names)
    bodies = _bodies(party for party, _ in parties.values())
    return Actors(_index(parties.values()), agents, countries, bodies), tuple(faults)


def _bodies(parties: Iterable[Party]) -> dict[str, str]:
    """International bodies by code; of several with one code, the first listed is the body itself."""
    found: dict[str, str] = {}
    for party in parties:
        if party.role is Role.BODY and party.terms and party.terms[0].code.startswith("IGO."):
            found.setdefault(party.terms[0].code, party.name)
    return found


def _index(parties: Iterable[tuple[Party, tuple[str, ...]]]) -> dict[str, tuple[Name, ...]]:
    """Names by their first word, longest first."""
    found: dict[str, list[Name]] = {}
    for party, names in parties:
        for words in dict.fromkeys(tuple(WORD.findall(name)) for name in names):
            if words:
                found.setdefault(words[0].casefold(), []).append(Name(words, party))
    return {first: tuple(sorted(names, key=lambda name: -len(name.words))) for first, names in found.items()}


def _parties(document: Document, faults: list[Fault]) -> Iterator[tuple[Party, tuple[str, ...]]]:
    country = document.data.get("code")
    if isinstance(country, str):
        if not re.fullmatch("[A-Z]{3}", country):
            faults.append(Fault(document.where, 1, f"{country!r} is no country code", "use ISO 3166 alpha-3"))
        yield from _country(document, country)
    for key, role in (("body", Role.BODY), ("person", Role.PERSON)):
        for entry in _tables(document, key, faults):
            party = _party(document, entry, role, faults)
            if party is not None:
                yield party, (party.name, *_strings(entry.get("aliases")))


def _country(document: Document, code: str) -> Iterator[tuple[Party, tuple[str, ...]]]:
    data, name = document.data, str(document.data.get("name", code))
    land, government = (Term(code),), (Term(f"{code}.GOV"),)
    rows: tuple[tuple[str, Kind, Role, tuple[Term, ...]], ...] = (
        ("adjectives", Kind.NATIONALITY, Role.ADJECTIVE, land),
        ("people", Kind.NATIONALITY, Role.PEOPLE, land),
        ("context", Kind.COUNTRY, Role.CONTEXT, land),
    )
    yield Party(name, Kind.COUNTRY, Role.COUNTRY, code, land), (name, *_strings(data.get("names")))
    for key, kind, role, terms in rows:
        if names := _strings(data.get(key)):
            yield Party(name, kind, role, code, terms), names
    for seat in _strings(data.get("government")):
        yield Party(seat, Kind.PLACE, Role.SEAT, code, government), (seat,)


def _party(document: Document, entry: Mapping[str, object], role: Role, faults: list[Fault]) -> Party | None:
    """A body or person of a file; what is wrong with it goes to `faults`."""
    name, code = entry.get("name"), document.data.get("code")
    country = code if isinstance(code, str) else None
    if not isinstance(name, str) or not WORD.search(name):
        faults.append(Fault(document.where, 0, f"an entry without a name: {dict(entry)}", 'give it name = "…"'))
        return None
    rows = entry.get("terms")
    tables = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else [entry]
    terms = tuple(_term(row, country) for row in tables)
    faults += [Fault(document.where, 0, f"{name}: {wrong}", remedy) for term in terms for wrong, remedy in _wrong(term)]
    if not terms:
        faults.append(Fault(document.where, 0, f"{name}: no term", "give a sector, a code, or terms"))
        return None
    kind = Kind.PERSON if role is Role.PERSON else Kind.ORGANISATION
    return Party(name, kind, role, country or _country_of(terms[-1].code), terms)


def _country_of(code: str) -> str | None:
    return None if code.startswith("IGO.") or code == "UNK" else code[:3]


def _term(row: Mapping[str, object], country: str | None) -> Term:
    code = row.get("code") or ".".join(filter(None, (country, row.get("sector"))))  # type: ignore[arg-type]  # _wrong looks at the outcome
    since, until = row.get("since"), row.get("until")
    return Term(
        str(code),
        str(row.get("office", "")),
        None if since is None else str(since),
        None if until is None else str(until),
    )


def _wrong(term: Term) -> Iterator[tuple[str, str]]:
    sector = term.code[4:]
    if not _CODE.fullmatch(term.code) or (sector and not term.code.startswith("IGO.") and sector not in SECTORS):
        yield f"{term.code!r} is no actor code", f"country and sector; sectors: {' '.join(sorted(SECTORS))}"
    for day in (term.since, term.until):
        if day is not None and not _DAY.fullmatch(day):
            yield f"{day!r} is no day", 'write "2024", "2024-11" or "2024-11-05"'
    if term.since and term.until and term.since[: len(term.until)] > term.until[: len(term.since)]:
        yield f"a term from {term.since} until {term.until}", "put the dates in order"


def _agents(document: Document, faults: list[Fault]) -> Iterator[tuple[tuple[str, ...], Agent]]:
    for key in ("people", "bodies", "nobody"):
        table = document.data.get(key, {})
        for sector, words in table.items() if isinstance(table, dict) else ():
            if key != "nobody" and sector not in SECTORS:
                faults.append(
                    Fault(document.where, 0, f"{sector!r} is no sector", f"one of {' '.join(sorted(SECTORS))}")
                )
            agent = Agent(None if key == "nobody" else sector, key == "bodies")
            for word in _strings(words):
                yield from ((tuple(WORD.findall(form.casefold())), agent) for form in (word, plural(word)))


def plural(noun: str) -> str:
    """The regular plural of an English noun or noun phrase ("spokesman" -> "spokesmen", "army" -> "armies").

    A phrase with "of" or "general" after its noun ("chief of staff", "attorney general") changes its first noun.
    """
    for tail in (" of ", " general", "-general"):
        head, found, rest = noun.partition(tail)
        if found:
            return f"{plural(head)}{found}{rest}"
    if noun.endswith(("man", "woman")) and not noun.endswith("human"):
        return f"{noun[:-2]}en"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def _tables(document: Document, key: str, faults: list[Fault]) -> list[Mapping[str, object]]:
    rows = document.data.get(key, [])
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return rows
    faults.append(Fault(document.where, 0, f"{key!r} is no list of tables", f"write [[{key}]]"))
    return []


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
