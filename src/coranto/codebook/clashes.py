"""What two entries of the actor files may not say together: two codes for one name on one day, or names in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coranto.codebook.actors import WORD, Party, Role, Term
from coranto.codebook.sources import Document, Fault, key, quoted


@dataclass(frozen=True, slots=True)
class Entry:
    """A party with all its names and its place: the so many-th `table` of a file; "" for the file's own country."""

    document: Document
    party: Party
    names: tuple[str, ...]
    table: str = ""
    number: int = 0

    def fault(self, message: str, remedy: str, *patterns: str) -> Fault:
        """A fault of this entry, at what the patterns find in it."""
        begin = (rf"^\[\[{self.table}\]\]",) * (self.number + 1) if self.table else ()
        return self.document.fault(message, remedy, *begin, *patterns)


def clashes(entries: Sequence[Entry]) -> Iterator[Fault]:
    """All clashes; an entry of an overlay that replaces the package's clashes with others in its place."""
    yield from _same_country(entries)
    yield from _same_entry(entries)
    for entry in entries:
        yield from _own_terms(entry)
    left = {(one.party.name, one.party.country, one.party.role): one for one in entries if one.table}
    yield from _same_name(tuple(left.values()))
    yield from _circles(tuple(left.values()))


def _same_country(entries: Sequence[Entry]) -> Iterator[Fault]:
    owners: dict[tuple[str, bool], Document] = {}
    for entry in entries:
        if entry.party.role is Role.COUNTRY and entry.party.country:
            owner = owners.setdefault((entry.party.country, entry.document.overlay), entry.document)
            if owner is not entry.document:
                message = f"country {entry.party.country} stands in {owner.where} already"
                yield entry.document.fault(message, "bring both files together", key("code"))


def _same_entry(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Entries of one name, country and role among the package's files, or among the overlay's: only one can count."""
    owners: dict[tuple[str, str | None, Role, bool], Entry] = {}
    for entry in (one for one in entries if one.table):
        party = entry.party
        owner = owners.setdefault((party.name, party.country, party.role, entry.document.overlay), entry)
        if owner is not entry:
            message = f"{party.name} stands in {owner.document.where} already"
            yield entry.fault(message, "bring both together, with terms", key("name"), quoted(party.name))


def _own_terms(entry: Entry) -> Iterator[Fault]:
    terms = entry.party.terms
    for at, term in enumerate(terms):
        for other in terms[:at]:
            # Two offices of one code at once ("president and party leader") leave no doubt about the code.
            if term.code != other.code and overlap(term, other):
                message = f"{entry.party.name}: {_told(other)} and {_told(term)} overlap"
                dates = [quoted(day) for day in (term.since, term.until) if day]
                yield entry.fault(message, "let one end before the other begins", key("name"), *dates[:1])


def _same_name(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Names of one person, or the full name of a body, that another party has on the same day.

    Abbreviations of bodies may be shared: RSF is one body in Sudan and another in France, and a text tells which.
    """
    owners: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        names = entry.names if entry.party.role is Role.PERSON else entry.names[:1]
        for words in dict.fromkeys(tuple(WORD.findall(name.casefold())) for name in names):
            for other in owners.setdefault(words, []):
                if any(overlap(one, two) for one in entry.party.terms for two in other.party.terms):
                    yield _shared(entry, other, words)
            owners[words].append(entry)


def _shared(entry: Entry, other: Entry, words: tuple[str, ...]) -> Fault:
    name = next(name for name in entry.names if tuple(WORD.findall(name.casefold())) == words)
    return entry.fault(
        f"{name!r} names {other.party.name} in {other.document.where} at the same time",
        "give terms that do not overlap, or take the name from one of them",
        quoted(name),
    )


def _circles(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Aliases that lead from a party through the names of others back to itself."""
    named = {entry.party.name: entry for entry in entries}
    told: set[str] = set()
    for start, entry in named.items():
        way = () if start in told else _way_back(named, start)
        if way:
            told.update(way)
            circle = " → ".join((*way, start))
            message = f"aliases in a circle: {circle}"
            yield entry.fault(message, "take one of these aliases out", key("aliases"), quoted(way[1]))


def _way_back(named: Mapping[str, Entry], start: str) -> tuple[str, ...]:
    """The names on a way along aliases from a party back to it, or nothing."""
    seen: set[str] = set()
    ways: list[tuple[str, ...]] = [(start,)]
    while ways:
        way = ways.pop()
        for alias in named[way[-1]].names[1:]:
            if alias == start and len(way) > 1:
                return way
            if alias in named and alias != start and alias not in seen:
                seen.add(alias)
                ways.append((*way, alias))
    return ()


def overlap(one: Term, other: Term) -> bool:
    """Whether two terms share time. The day, month or year in which one ends and the other begins does not count."""
    first, second = sorted((one, other), key=lambda term: (term.since or "", _end(term)))
    if first.until is None or second.since is None:
        return True
    size = min(len(first.until), len(second.since))
    ended, begun = first.until[:size], second.since[:size]
    handed_over = ended == begun and _end(first) < _end(second)
    return begun <= ended and not handed_over


def _end(term: Term) -> str:
    return "9999" if term.until is None else term.until + "-99-99"[len(term.until) - 4 :]


def _told(term: Term) -> str:
    dates = f"{term.since or ''}..{term.until or ''}"
    return f"{term.code} ({dates})"
