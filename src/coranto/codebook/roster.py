"""The actor files read: parties with their names and terms of office, and the nouns that name a party by what it is.

Names of one office-holder may not name another at the same time; what clashes is in `clashes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coranto.codebook.actors import SECTORS, WORD, Actors, Agent, Name, Party, Role, Term
from coranto.codebook.clashes import Entry, clashes
from coranto.codebook.sources import Document, Fault, key, quoted
from coranto.model import Kind

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_CODE = re.compile(r"(UNK|IGO\.[A-Z0-9]{2,8}|[A-Z]{3}(\.[A-Z]{3})?)$")


def read_actors(documents: Sequence[Document]) -> tuple[Actors, tuple[Fault, ...]]:
    """All actor files; later files (a user's overlay) add parties, and replace those of the same name and country."""
    faults: list[Fault] = []
    entries: list[Entry] = []
    agents: dict[tuple[str, ...], Agent] = {}
    countries: dict[str, str] = {}
    for document in documents:
        if document.stem == "agents":
            agents.update(_agents(document, faults))
            continue
        code = document.data.get("code")
        if isinstance(code, str):
            countries[code] = str(document.data.get("name", code))
        entries += _entries(document, faults)
    faults += clashes(entries)
    parties = {(one.party.name, one.party.country, one.party.role): one for one in entries}
    bodies = _bodies(one.party for one in parties.values())
    names = _index((one.party, one.names) for one in parties.values())
    return Actors(names, agents, countries, bodies, frozenset(words[0] for words in agents)), tuple(faults)


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


def _entries(document: Document, faults: list[Fault]) -> Iterator[Entry]:
    country = document.data.get("code")
    if isinstance(country, str):
        if not re.fullmatch("[A-Z]{3}", country):
            faults.append(document.fault(f"{country!r} is no country code", "use ISO 3166 alpha-3", key("code")))
        yield from (Entry(document, party, names) for party, names in _country(document, country))
    for table, role in (("body", Role.BODY), ("person", Role.PERSON)):
        for number, entry in enumerate(_tables(document, table, faults)):
            party = _party(document, entry, role)
            made = Entry(document, party, (party.name, *_strings(entry.get("aliases"))), table, number)
            wrong = tuple(_faults(made, entry))
            faults += wrong
            if party.terms and WORD.search(party.name):
                yield made


def _country(document: Document, code: str) -> Iterator[tuple[Party, tuple[str, ...]]]:
    data, name = document.data, str(document.data.get("name", code))
    land, government = (Term(code),), (Term(f"{code}.GOV"),)
    rows: tuple[tuple[str, Kind, Role, tuple[Term, ...]], ...] = (
        ("adjectives", Kind.NATIONALITY, Role.ADJECTIVE, land),
        ("people", Kind.NATIONALITY, Role.PEOPLE, land),
        ("context", Kind.COUNTRY, Role.CONTEXT, land),
    )
    yield Party(name, Kind.COUNTRY, Role.COUNTRY, code, land), (name, *_strings(data.get("names")))
    for listed, kind, role, terms in rows:
        if names := _strings(data.get(listed)):
            yield Party(name, kind, role, code, terms), names
    for seat in _strings(data.get("government")):
        yield Party(seat, Kind.PLACE, Role.SEAT, code, government), (seat,)


def _party(document: Document, entry: Mapping[str, object], role: Role) -> Party:
    """A body or person of a file; `_faults` looks at what is wrong with it."""
    code = document.data.get("code")
    country = code if isinstance(code, str) else None
    rows = entry.get("terms")
    tables = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else [entry]
    terms = tuple(_term(row, country) for row in tables)
    kind = Kind.PERSON if role is Role.PERSON else Kind.ORGANISATION
    name = entry.get("name")
    land = country or (_country_of(terms[-1].code) if terms else None)
    return Party(name if isinstance(name, str) else "", kind, role, land, terms)


def _faults(made: Entry, entry: Mapping[str, object]) -> Iterator[Fault]:
    if not WORD.search(made.party.name):
        yield made.fault(f"an entry without a name: {dict(entry)}", 'give it name = "…"')
        return
    if not made.party.terms:
        yield made.fault(f"{made.party.name}: no term", "give a sector, a code, or terms", key("name"))
    for term in made.party.terms:
        for wrong, remedy, at in _wrong(term):
            yield made.fault(f"{made.party.name}: {wrong}", remedy, key("name"), at)


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


def _wrong(term: Term) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a term, the remedy, and a pattern that finds the place."""
    sector = term.code[4:]
    if not _CODE.fullmatch(term.code) or (sector and not term.code.startswith("IGO.") and sector not in SECTORS):
        remedy = f"country and sector; sectors: {' '.join(sorted(SECTORS))}"
        yield f"{term.code!r} is no actor code", remedy, "|".join(map(quoted, filter(None, (term.code, sector))))
    for day in (term.since, term.until):
        if day is not None and not _DAY.fullmatch(day):
            yield f"{day!r} is no day", 'write "2024", "2024-11" or "2024-11-05"', quoted(day)
    if term.since and term.until and term.since[: len(term.until)] > term.until[: len(term.since)]:
        yield f"a term from {term.since} until {term.until}", "put the dates in order", quoted(term.until)


def _agents(document: Document, faults: list[Fault]) -> Iterator[tuple[tuple[str, ...], Agent]]:
    written: dict[str, str] = {}
    for group in ("people", "bodies", "nobody"):
        table = document.data.get(group, {})
        for sector, words in table.items() if isinstance(table, dict) else ():
            if group != "nobody" and sector not in SECTORS:
                remedy = f"write one of {' '.join(sorted(SECTORS))}"
                faults.append(document.fault(f"{sector!r} is no sector", remedy, rf"^\[{group}\]", key(sector)))
            agent = Agent(None if group == "nobody" else sector, group == "bodies")
            for word in _strings(words):
                if word in written:
                    faults.append(_twice(document, word, written[word], (group, sector)))
                written.setdefault(word, f"[{group}] {sector}")
                yield from ((tuple(WORD.findall(form.casefold())), agent) for form in (word, plural(word)))


def _twice(document: Document, word: str, before: str, place: tuple[str, str]) -> Fault:
    group, sector = place
    message = f"{word!r} stands under {before} already"
    return document.fault(message, "keep it where it fits best", rf"^\[{group}\]", key(sector), quoted(word))


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


def _tables(document: Document, name: str, faults: list[Fault]) -> list[Mapping[str, object]]:
    rows = document.data.get(name, [])
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return rows
    faults.append(document.fault(f"{name!r} is no list of tables", f"write [[{name}]]", key(name)))
    return []


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
