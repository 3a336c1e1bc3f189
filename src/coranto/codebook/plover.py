"""PLOVER's types with their modes and triggers, read from one TOML file a type.

The notation of a trigger is described in docs/patterns.md. A wrong file never stops at its first fault: all faults
of all files are told together, with file, line, column and remedy.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from coranto.codebook import sources
from coranto.codebook.pattern import Need, Option, Trigger, covers
from coranto.codebook.sources import Document, Fault, Source, key, quoted, table
from coranto.codebook.trigger import Notation, notations
from coranto.codebook.wordsets import KINDS, read_sets
from coranto.errors import CodebookError

__all__ = [
    "PLACES",
    "PLOVER",
    "STATEMENTS",
    "Mode",
    "Need",
    "Option",
    "Trigger",
    "Type",
    "Types",
    "builtin",
    "load_types",
    "read_types",
    "shipped_words",
]

PLOVER = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
STATEMENTS = ("STATE", "DENY")
SPEECH = frozenset(("AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", *STATEMENTS))
"""Types that are done by saying something."""
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "statement")
MODES: Mapping[str, tuple[str, ...]] = {
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "ASSAULT": (
        "abduct", "torture", "sexual", "destroy", "beat", "crowd-control", "primitive", "firearms", "explosives",
        "targeted", "suicide-attack", "aerial", "drone", "heavy-weapons", "unconventional",
    ),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
        "misinformation", "cyber",
    ),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "THREATEN": ("violence", "restrict", "relations", "arrest", "expel", "territory"),
}  # fmt: skip
"""PLOVER's modes of each type that has some: an event record may hold no other."""

PARTS_OF_SPEECH = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
WORDS = "words.toml"
CONTEXTS = "contexts.toml"
PLACES = frozenset(
    ("subj", "obj", "iobj", "mod", "poss", "light", "clause", "inside", "self", "where", "versus", "aux")
)

_ROLES = ("actor", "recipient", "noun-actor", "noun-recipient")
_KEYS = frozenset(
    ("code", "meaning", "quad", "cameo", "reciprocal", "joint", "modes", "examples", *PARTS_OF_SPEECH, *_ROLES)
)
_MODE_KEYS = frozenset(("meaning", *PARTS_OF_SPEECH))
_EXAMPLE_KEYS = frozenset(("yes", "no"))
_LISTS = frozenset((*PARTS_OF_SPEECH, "yes", "no", "cameo"))


@dataclass(frozen=True, slots=True)
class Mode:
    """How an act of a type is done."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Type:
    """One PLOVER type, or STATE or DENY. `yes` and `no` are sentences that the tests read.

    `reciprocal` types have all their parties as actors ("X met Y"). `joint` is the type of an exercise of this type
    that several countries hold together, or None. `cameo` are the CAMEO roots it takes over.
    """

    code: str
    meaning: str
    quad: str
    reciprocal: bool
    modes: tuple[Mode, ...]
    triggers: tuple[Trigger, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    cameo: tuple[str, ...]
    joint: str | None = None
    places: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    """By part of speech, where actor and recipient of a word of this type stand that no trigger knows."""


@dataclass(frozen=True, slots=True)
class Types:
    """All types, the named word sets, the triggers by part of speech and lemma, and the words of each context."""

    types: Mapping[str, Type]
    words: Mapping[str, frozenset[str]]
    index: Mapping[tuple[str, str], tuple[Trigger, ...]]
    contexts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def triggers(self, speech: str, lemma: str) -> tuple[Trigger, ...]:
        """The triggers that a word can head, most exact first."""
        return self.index.get((speech, lemma), ())

    def plain(self, code: str, mode: str | None, speech: str) -> Trigger:
        """What stands in for a trigger where none of the type's own fits: it asks for nothing."""
        actor, recipient = self.types[code].places.get(speech, ((), ()))
        return Trigger(code, mode, speech, (), (), actor, recipient, "")


def builtin() -> Traversable:
    """The folder of the types that coranto ships."""
    return files("coranto.codebook") / "data" / "plover"


def shipped_words(name: str) -> frozenset[str]:
    """A word set of the shipped words.toml: for the grammar of acts, which no overlay changes."""
    table = tomllib.loads((builtin() / WORDS).read_text(encoding="utf-8"))
    return frozenset(table[name])


def load_types(folders: Iterable[Path | Traversable] = ()) -> Types:
    """The shipped types with those of `folders` laid over them: a later file of the same name replaces the earlier.

    Raises CodebookError that lists every fault of every file.
    """
    given = [source for source in sources.gather() if source.name.startswith("plover/")]
    given += [source for folder in folders for source in _laid_over(folder)]
    documents, faults = sources.documents(given)
    types, type_faults = read_types(documents)
    if faults or type_faults:
        listing = "\n".join(map(str, (*faults, *type_faults)))
        raise CodebookError(listing, remedy="docs/patterns.md describes the files and their notation")
    return types


def _laid_over(folder: Path | Traversable) -> Iterator[Source]:
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if item.name.endswith(".toml"):
            yield Source(f"plover/{item.name}", str(item), item.read_bytes(), overlay=True)


def read_types(documents: Sequence[Document]) -> tuple[Types, tuple[Fault, ...]]:
    """All types of the folder plover/, a later file of a name in place of the earlier, and what is wrong with them."""
    newest = {document.name.rpartition("/")[2]: document for document in documents}
    empty = Document("", "", {})
    words, faults = read_sets(newest.pop(WORDS, empty))
    contexts, more = read_sets(newest.pop(CONTEXTS, empty))
    lines = {name: tuple(_lines(document)) for name, document in newest.items()}
    parsed = notations(line.text for rows in lines.values() for line in rows)
    found = [*faults, *more]
    places: dict[int, _Line] = {}
    read = [_File(document, words, parsed, found, places).type(lines[name]) for name, document in newest.items()]
    found += _twins(tuple(newest.values()))
    index = _index(read)
    found += _dead(index, places)
    missing = {*PLOVER, *STATEMENTS} - {one.code for one in read}
    found += [Fault(f"{code}.toml", 0, f"no file for type {code}", "write it") for code in sorted(missing) if not found]
    return Types({one.code: one for one in read}, words, index, contexts), tuple(found)


def _index(types: Iterable[Type]) -> dict[tuple[str, str], tuple[Trigger, ...]]:
    found: dict[tuple[str, str], list[Trigger]] = {}
    for one in types:
        for trigger in one.triggers:
            for lemma in trigger.lemmas:
                found.setdefault((trigger.speech, lemma), []).append(trigger)
    return {key: tuple(sorted(rows, key=lambda t: (-t.weight, t.mode is None))) for key, rows in found.items()}


def _twins(documents: Sequence[Document]) -> Iterator[Fault]:
    """Files that claim the type of another file."""
    owners: dict[object, Document] = {}
    for document in documents:
        code = document.data.get("code", document.name)
        owner = owners.setdefault(code, document)
        if owner is not document:
            message = f"type {code} stands in {owner.where} already"
            yield document.fault(message, f"name this file {owner.stem}.toml to replace that one", key("code"))


def _dead(index: Mapping[tuple[str, str], Sequence[Trigger]], places: Mapping[int, _Line]) -> Iterator[Fault]:
    """Heads under which a trigger can never win, since one that goes before it fits wherever it does."""
    pairs: dict[tuple[int, int], list[str]] = {}
    for (_, lemma), rows in index.items():
        for at, late in enumerate(rows):
            first = next((early for early in rows[:at] if covers(early, late)), None)
            if first is not None:
                pairs.setdefault((id(first), id(late)), []).append(lemma)
    for (winner, loser), lemmas in pairs.items():
        yield _never(places[winner], places[loser], tuple(dict.fromkeys(lemmas)))


def _never(winner: _Line, loser: _Line, lemmas: tuple[str, ...]) -> Fault:
    at = [found.start() for found in re.finditer(rf"(?<![^|]){re.escape(lemmas[0])}(?![^|_ ])", loser.text)]
    heads = ", ".join(f"“{lemma}”" for lemma in lemmas)
    if winner is loser:
        return loser.fault(f"{heads} stands twice among the heads", "take one out", at[-1])
    where = winner.fault("", "").place
    return loser.fault(
        f"under {heads} this trigger can never win, since {where} fits wherever it does and goes first",
        "take it out here, or ask for more",
        at[0],
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """One trigger's line: the string at a place of a list of a file."""

    document: Document
    mode: str | None
    key: str
    number: int
    text: str

    def fault(self, message: str, remedy: str, column: int = 0) -> Fault:
        """A fault so many letters into the line."""
        group = self.document.data if self.mode is None else _mapping(self.document.data.get("modes"))[self.mode]
        before = _strings(_mapping(group).get(self.key))[: self.number]
        within = () if self.mode is None else (table(f"modes.{self.mode}"),)
        # The same line may stand in a list twice: the one meant is as many further as there are before it.
        same = (quoted(self.text),) * (1 + before.count(self.text))
        return self.document.fault(message, remedy, *within, key(self.key), *same, column=column)


def _lines(document: Document) -> Iterator[_Line]:
    """All triggers' lines of a file: those without a mode first, and verbs before nouns before adjectives."""
    modes = _mapping(document.data.get("modes"))
    for mode, group in ((None, document.data), *((name, _mapping(one)) for name, one in modes.items())):
        for part in PARTS_OF_SPEECH:
            for number, text in enumerate(_strings(group.get(part))):
                yield _Line(document, mode, part, number, text)


@dataclass(frozen=True, slots=True)
class _File:
    """One type's file while it is read; `places` notes by identity where each trigger stands."""

    document: Document
    words: Mapping[str, frozenset[str]]
    notations: Mapping[str, Notation]
    faults: list[Fault]
    places: dict[int, _Line]

    def type(self, lines: Sequence[_Line]) -> Type:
        data = self.document.data
        self.check(str(data.get("code", "")))
        examples = _mapping(data.get("examples"))
        return Type(
            str(data.get("code", "")),
            str(data.get("meaning", "")),
            str(data.get("quad", "")),
            bool(data.get("reciprocal")),
            tuple(
                Mode(name, str(_mapping(mode).get("meaning", ""))) for name, mode in _mapping(data.get("modes")).items()
            ),
            tuple(trigger for line in lines for trigger in self.triggers(line)),
            _strings(examples.get("yes")),
            _strings(examples.get("no")),
            _strings(data.get("cameo")),
            str(data["joint"]) if "joint" in data else None,
            {speech: _places(data, speech) for speech in PARTS_OF_SPEECH.values()},
        )

    def check(self, code: str) -> None:
        """Note what is wrong with the file apart from its triggers."""
        data, known = self.document.data, (*PLOVER, *STATEMENTS)
        for name, given in (("code", code), ("joint", data.get("joint", known[0]))):
            if given not in known:
                self.fault(f"unknown type {given!r}", f"write one of {', '.join(known)}", key(name))
        if data.get("quad") not in QUADS:
            self.fault(f"quad {data.get('quad')!r} is none of ours", f"write one of {', '.join(QUADS)}", key("quad"))
        self.keys(data, _KEYS)
        self.keys(_mapping(data.get("examples")), _EXAMPLE_KEYS, table("examples"))
        self.modes(code, _mapping(data.get("modes")))

    def modes(self, code: str, given: Mapping[str, object]) -> None:
        allowed = MODES.get(code, ())
        for name, mode in given.items():
            if allowed and name not in allowed:
                self.fault(
                    f"unknown mode {name!r} of {code}", f"write one of {', '.join(allowed)}", table(f"modes.{name}")
                )
            elif not allowed:
                self.fault(
                    f"{code} has no modes, so no {name!r}", "move its triggers above the table", table(f"modes.{name}")
                )
            self.keys(_mapping(mode), _MODE_KEYS, table(f"modes.{name}"))

    def keys(self, given: Mapping[str, object], known: frozenset[str], *within: str) -> None:
        for name in sorted(given.keys() - known):
            self.fault(f"unknown key {name!r}", f"write one of {', '.join(sorted(known))}", *within, key(name))
        for name in sorted(given.keys() & _LISTS):
            if not isinstance(given[name], list):
                self.fault(f"{name!r} is no list of strings", f'write {name} = ["…", …]', *within, key(name))

    def fault(self, message: str, remedy: str, *patterns: str) -> None:
        self.faults.append(self.document.fault(message, remedy, *patterns))

    def triggers(self, line: _Line) -> Iterator[Trigger]:
        """The triggers of a line, one for all heads without a particle and one for each that has one ("carry_out")."""
        read = self.notations[line.text]
        self.faults.extend(line.fault(slip.message, slip.remedy, slip.at) for slip in read.slips)
        for trigger in self.built(line, read):
            if not read.slips:
                self.places[id(trigger)] = line
                yield trigger

    def built(self, line: _Line, read: Notation) -> Iterator[Trigger]:
        speech = PARTS_OF_SPEECH[line.key]
        actor, recipient = _places(self.document.data, speech)
        bare = Trigger(
            str(self.document.data.get("code", "")),
            line.mode,
            speech,
            tuple(head for head in read.heads if "_" not in head),
            tuple(self.need(line, *need) for need in read.needs),
            actor if read.actor is None else tuple(read.actor),
            recipient if read.recipient is None else tuple(read.recipient),
            line.text,
        )
        if bare.lemmas:
            yield bare
        for lemma, _, particle in (head.partition("_") for head in read.heads if "_" in head):
            yield replace(bare, lemmas=(lemma,), needs=(Need((Option(f"+{particle}"),)), *bare.needs))

    def need(self, line: _Line, forbidden: bool, places: Sequence[tuple[str, Sequence[str] | None]]) -> Need:
        options: list[Option] = []
        words: frozenset[str] = frozenset()
        for place, listed in reversed(places):
            words = words if listed is None else self.named(line, listed)
            options.append(Option(place, words))
        return Need(tuple(reversed(options)), forbidden)

    def named(self, line: _Line, listed: Sequence[str]) -> frozenset[str]:
        """The lemmas of a list, with the sets that it names taken in."""
        found: set[str] = set()
        for word in listed:
            if word.startswith("@") and word[1:] not in self.words:
                self.word(line, word, f"no word set {word!r}", f"name a set of {WORDS}")
            elif word.startswith("#") and word not in KINDS:
                self.word(line, word, f"no kind {word!r}", f"write one of {' '.join(sorted(KINDS))}")
            found |= self.words.get(word[1:], frozenset()) if word.startswith("@") else {word}
        return frozenset(found)

    def word(self, line: _Line, word: str, message: str, remedy: str) -> None:
        at = next((line.text.find(word + end) for end in ",}" if word + end in line.text), 0)
        self.faults.append(line.fault(message, remedy, at))


def _places(table: Mapping[str, object], speech: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where actor and recipient of a type's words of a part of speech stand."""
    prefix = "noun-" if speech == "noun" else ""
    actor, recipient = (str(table.get(f"{prefix}{side}", "")).split() for side in ("actor", "recipient"))
    return tuple(actor), tuple(recipient)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
