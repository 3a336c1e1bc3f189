"""What is called by a name: every name in the text and what sort of thing it names, party to an act or not.

The reader's network votes word by word; the article as a whole corrects it, since a name means one thing in it: a
surname is a person's where the full name stands elsewhere, letters are the body's they were brought in for, and a
name that the vote missed once is found where it stands again. The codebook's lists decide on nationalities and on
countries, and add the names that the vote missed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coranto.codebook import Codebook
from coranto.codebook.actors import Role
from coranto.model import Kind, Name, Reading, Span, Tokens
from coranto.read.drafts import LETTERS
from coranto.read.tools import Tools

KINDS: Mapping[str, Kind] = {
    "PER": Kind.PERSON,
    "ORG": Kind.ORGANISATION,
    "LOC": Kind.PLACE,
    "FAC": Kind.FACILITY,
    "NORP": Kind.NATIONALITY,
    "ARM": Kind.WEAPON,
    "EVT": Kind.EVENT,
    "MISC": Kind.OTHER,
}
"""The network's kinds in the record's words."""

LISTED: Mapping[Role, Kind] = {
    Role.COUNTRY: Kind.PLACE,
    Role.SEAT: Kind.PLACE,
    Role.ADJECTIVE: Kind.NATIONALITY,
    Role.PEOPLE: Kind.NATIONALITY,
    Role.BODY: Kind.ORGANISATION,
    Role.PERSON: Kind.PERSON,
}
"""What the names of the actor list name; names that depend on their context ("the North") are none of these."""

FIRM = frozenset({Role.COUNTRY, Role.ADJECTIVE, Role.PEOPLE})
"""Lists that overrule a vote on the very same words."""

SHORT = 3
"""A name of fewer letters is not looked for where the vote did not see it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens from `first` up to, not including, `last` that are one name."""

    first: int
    last: int
    kind: Kind
    why: str


@dataclass(frozen=True, slots=True)
class Words:
    """The article's tokens with their forms, where a name cannot go on (a new sentence or line), and words of ours."""

    tokens: Tokens
    forms: tuple[str, ...]
    begins: frozenset[int]
    titles: frozenset[str]
    generic: frozenset[str]

    def of(self, first: int, last: int) -> tuple[str, ...]:
        """The forms of a stretch."""
        return self.forms[first:last]


def naming(reading: Reading, tools: Tools) -> Reading:
    """Fill `names`, in text order, none overlapping."""
    tokens, text, cues = reading.tokens, reading.article.text, tools.codebook.cues["naming"]
    words = Words(
        tokens,
        tuple(tokens.span(token).of(text) for token in range(len(tokens))),
        frozenset(one.first for one in reading.sentences) | _after_breaks(tokens, text),
        frozenset(cues["titles"]),
        frozenset(cues["generic"]),
    )
    # Votes on the very words of a nationality or a country: the list decides what they name.
    listed = [_by_list(words, tools.codebook, run) for run in _voted(words)]
    runs = _agreed(words, _lettered(words, listed))
    runs += _missed(words, runs)
    runs += _from_lists(words, tools.codebook, runs)
    names = (
        Name(Span(tokens.starts[run.first], tokens.ends[run.last - 1]), run.kind, run.why)
        for run in sorted(runs, key=lambda run: run.first)
    )
    return replace(reading, names=tuple(names))


def _after_breaks(tokens: Tokens, text: str) -> frozenset[int]:
    """Tokens that begin a line."""
    return frozenset(at for at in range(1, len(tokens)) if "\n" in text[tokens.ends[at - 1] : tokens.starts[at]])


def _voted(words: Words) -> Iterator[Run]:
    """Stretches of one kind, without an article in front or what is no part of a name at the end.

    English parts two names of one kind with a comma or a word, so that "B-NORP B-NORP" is one name: "South Korean".
    """
    entity, first = words.tokens.entity, 0
    while first < len(entity):
        last = first + 1
        if entity[first] != "O":
            while last < len(entity) and entity[last][2:] == entity[first][2:] and last not in words.begins:
                last += 1
            kind = KINDS[entity[first][2:]]
            begin, end = _trimmed(words, first, last, kind)
            if begin < end:
                yield Run(begin, end, kind, "the reader's vote")
        first = last


def _trimmed(words: Words, first: int, last: int, kind: Kind) -> tuple[int, int]:
    """Without "the" or a person's title in front, a possessive or a mark at the end; empty for a common word alone.

    A paper's or a band's name keeps its own "The".
    """
    while first < last and _in_front(words, first, kind):
        first += 1
    while first < last and (words.tokens.xpos[last - 1] == "POS" or _loose(words, first, last)):
        last -= 1
    if last - first == 1 and words.forms[first].lower() in words.generic:
        return first, first
    return first, last


def _in_front(words: Words, token: int, kind: Kind) -> bool:
    form = words.forms[token]
    title = kind is Kind.PERSON and form.lower().rstrip(".") in words.titles
    return title or form == "the" or words.tokens.upos[token] == "PUNCT"


def _loose(words: Words, first: int, last: int) -> bool:
    """Whether a stretch ends with a mark that it does not open: quotation marks and brackets may be a name's own."""
    form = words.forms[last - 1]
    if words.tokens.upos[last - 1] != "PUNCT" or form == ".":
        return False
    return not (form in '”’")' and any(mark in words.of(first, last - 1) for mark in '“‘"('))


def _by_list(words: Words, codebook: Codebook, run: Run) -> Run:
    if run.kind in (Kind.PLACE, Kind.NATIONALITY, Kind.PERSON) and run.last - run.first > 2:
        return run
    roles = {party.role for party in codebook.actors.named(" ".join(words.of(run.first, run.last)))}
    kinds = {LISTED[role] for role in roles & FIRM}
    if len(kinds) != 1 or run.kind in kinds or (run.kind is Kind.PERSON and Role.COUNTRY in roles):
        return run
    return replace(run, kind=kinds.pop(), why="the list of countries")


def _lettered(words: Words, runs: Sequence[Run]) -> list[Run]:
    """Letters in brackets after a body's name are that body's, here and further on."""
    bodies = {run.last: run for run in runs if run.kind is Kind.ORGANISATION}
    letters = {
        words.forms[run.first]
        for run in runs
        if run.last - run.first == 1
        and words.forms[run.first - 1 : run.first] == ("(",)
        and run.first - 1 in bodies
        and LETTERS.fullmatch(words.forms[run.first])
    }
    return [
        replace(run, kind=Kind.ORGANISATION, why="letters of a body named in full")
        if run.last - run.first == 1 and words.forms[run.first] in letters
        else run
        for run in runs
    ]


def _agreed(words: Words, runs: Sequence[Run]) -> list[Run]:
    """Every name of the same words with the kind that most of its votes have; parts of a person's name are persons."""
    votes: dict[tuple[str, ...], Counter[Kind]] = defaultdict(Counter)
    for run in runs:
        votes[words.of(run.first, run.last)][run.kind] += 1
    parts = _parts(words, runs)
    firm = {name: count.most_common(1)[0][0] for name, count in votes.items()}
    made = []
    for run in runs:
        name = words.of(run.first, run.last)
        kind = Kind.PERSON if len(name) == 1 and name[0] in parts and votes[name][Kind.PERSON] else firm[name]
        made.append(run if kind is run.kind else replace(run, kind=kind, why="what the name is elsewhere here"))
    return made


def _parts(words: Words, runs: Iterable[Run]) -> frozenset[str]:
    """First and last words of people's full names."""
    full = [run for run in runs if run.kind is Kind.PERSON and run.last - run.first > 1]
    return frozenset(words.forms[at] for run in full for at in (run.first, run.last - 1) if len(words.forms[at]) > 2)


def _missed(words: Words, runs: Sequence[Run]) -> list[Run]:
    """The same words again, where the vote did not see a name."""
    held = {token for run in runs for token in range(run.first, run.last)}
    known = {words.of(run.first, run.last): run.kind for run in runs}
    known |= {(part,): Kind.PERSON for part in _parts(words, runs) if (part,) not in known}
    starts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in sorted(known, key=len, reverse=True):
        if len(" ".join(name)) >= SHORT and name[0][0].isupper():
            starts[name[0]].append(name)
    found: list[Run] = []
    for token, form in enumerate(words.forms):
        for name in starts.get(form, ()):
            span = range(token, token + len(name))
            if words.of(span.start, span.stop) == name and not held & set(span) and _a_name(words, span):
                found.append(Run(span.start, span.stop, known[name], "a name elsewhere here"))
                held |= set(span)
                break
    return found


def _a_name(words: Words, span: range) -> bool:
    """Whether words that are a name elsewhere can be one here: a single word not where any word has a capital."""
    if len(span) > 1 or words.tokens.upos[span.start] == "PROPN":
        return True
    return span.start not in words.begins and words.tokens.upos[span.start] in ("NOUN", "ADJ", "X")


def _from_lists(words: Words, codebook: Codebook, runs: Sequence[Run]) -> list[Run]:
    """Names of the actor list where nothing was voted: nationalities, countries, and bodies and people of two words."""
    held = {token for run in runs for token in range(run.first, run.last)}
    found: list[Run] = []
    token = 0
    while token < len(words.forms):
        run = None if token in held or not words.forms[token][0].isupper() else _of_list(words, codebook, token)
        if run and not held & set(range(run.first, run.last)):
            found.append(run)
        token = run.last if run else token + 1
    return found


def _of_list(words: Words, codebook: Codebook, token: int) -> Run | None:
    """The longest listed name that begins here."""
    if words.tokens.upos[token] not in ("PROPN", "ADJ", "NOUN"):
        return None
    end = next((at for at in range(token, len(words.forms)) if not words.forms[at][0].isalnum()), len(words.forms))
    size, parties = codebook.actors.match(words.of(token, min(end, token + 8)))
    kinds = {LISTED[party.role] for party in parties if party.role in LISTED}
    if len(kinds) != 1 or (size < 2 and not any(party.role in FIRM for party in parties)):
        return None
    return Run(token, token + size, kinds.pop(), f"{parties[0].name} in the actor list")
