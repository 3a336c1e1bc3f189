"""PLOVER's types with their modes and triggers, read from one TOML file a type.

The notation of a trigger is described in docs/patterns.md. A wrong file never stops at its first fault: all faults
of all files are told together, with file, line and remedy.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from coranto.errors import CodebookError

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
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "statement")
PARTS_OF_SPEECH = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
WORDS = "words.toml"
CONTEXTS = "contexts.toml"
PLACES = frozenset(
    ("subj", "obj", "iobj", "mod", "poss", "light", "clause", "inside", "self", "where", "versus", "aux")
)

_ELEMENT = re.compile(r"!?[a-z+-]+(?:\{[^{}]*\})?(?:\|[a-z+-]+(?:\{[^{}]*\})?)*")
_OPTION = re.compile(r"(?P<slot>[a-z+-]+)(?:\{(?P<words>[^{}]*)\})?")
_ROLES = ("actor", "recipient", "noun-actor", "noun-recipient")
_KEYS = frozenset(
    ("code", "meaning", "quad", "cameo", "reciprocal", "joint", "modes", "examples", *PARTS_OF_SPEECH, *_ROLES)
)


@dataclass(frozen=True, slots=True)
class Option:
    """A place by a trigger and the lemmas one of which must head what stands there.

    `slot` is a syntactic place, a preposition, or "+" and a particle. No words means that anything will do. "#weapon"
    stands for a mention of that kind, "#party" for a mention of somebody who can act.
    """

    slot: str
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Need:
    """Something that must stand with a trigger, in one of several places (must not, where `forbidden`)."""

    options: tuple[Option, ...]
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell an act: head lemmas, what must stand with them, and where actor and recipient stand.

    `speech` is "verb", "noun" or "adjective"; `text` is the notation as written in the file.
    """

    type: str
    mode: str | None
    speech: str
    lemmas: tuple[str, ...]
    needs: tuple[Need, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    text: str

    @property
    def weight(self) -> int:
        """How much the trigger asks for: of several that fit, the most exact one wins."""
        return sum(2 if need.options[0].words else 1 for need in self.needs if need.options and not need.forbidden)


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
    texts: dict[str, tuple[str, str]] = {}
    for folder in (builtin(), *folders):
        for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if item.name.endswith(".toml"):
                texts[item.name] = (str(item), item.read_text(encoding="utf-8"))
    faults: list[str] = []
    tables = {name: (where, text, _table(where, text, faults)) for name, (where, text) in texts.items()}
    words = _words(*tables.pop(WORDS, ("", "", {})), faults)
    contexts = _words(*tables.pop(CONTEXTS, ("", "", {})), faults)
    types = {}
    for where, text, table in tables.values():
        if table:
            one = _File(where, text, words, faults).type(table)
            types[one.code] = one
    faults += [f"no file for type {code}" for code in (*PLOVER, *STATEMENTS) if code not in types and not faults]
    if faults:
        raise CodebookError("\n".join(faults), remedy="docs/patterns.md describes the files and their notation")
    return Types(types, words, _index(types.values()), contexts)


def _table(where: str, text: str, faults: list[str]) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        faults.append(f"{where}: not a TOML file: {fault}")
        return {}


def _words(where: str, text: str, table: Mapping[str, object], faults: list[str]) -> dict[str, frozenset[str]]:
    """Named sets; a set may take in one named before it by "@name"."""
    sets: dict[str, frozenset[str]] = {}
    for name, listed in table.items():
        found: set[str] = set()
        for word in listed if isinstance(listed, list) else ():
            if str(word).startswith("@") and str(word)[1:] not in sets:
                faults.append(
                    f"{where}:{_line(text, str(word))}: set {name} takes in {word}, which is not named before"
                )
            found |= sets.get(str(word)[1:], frozenset()) if str(word).startswith("@") else {str(word)}
        sets[name] = frozenset(found)
    return sets


def _line(text: str, words: str) -> int:
    """The first line that holds the words; 1 where none does."""
    at = text.find(words)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _index(types: Iterable[Type]) -> dict[tuple[str, str], tuple[Trigger, ...]]:
    found: dict[tuple[str, str], list[Trigger]] = {}
    for one in types:
        for trigger in one.triggers:
            for lemma in trigger.lemmas:
                found.setdefault((trigger.speech, lemma), []).append(trigger)
    return {key: tuple(sorted(rows, key=lambda t: (-t.weight, t.mode is None))) for key, rows in found.items()}


@dataclass(frozen=True, slots=True)
class _File:
    """One type's file while it is read."""

    where: str
    text: str
    words: Mapping[str, frozenset[str]]
    faults: list[str]

    def fault(self, near: str, message: str) -> None:
        self.faults.append(f"{self.where}:{_line(self.text, near)}: {message}")

    def type(self, table: Mapping[str, object]) -> Type:
        code = str(table.get("code", ""))
        if code not in PLOVER and code not in STATEMENTS:
            self.fault("code", f"unknown type {code!r}; known: {', '.join((*PLOVER, *STATEMENTS))}")
        for key in table.keys() - _KEYS:
            self.fault(key, f"unknown key {key!r}; known: {', '.join(sorted(_KEYS))}")
        if table.get("quad") not in QUADS:
            self.fault("quad", f"quad {table.get('quad')!r} is none of: {', '.join(QUADS)}")
        modes = _mapping(table.get("modes"))
        groups = [(None, table), *((name, _mapping(mode)) for name, mode in modes.items())]
        examples = _mapping(table.get("examples"))
        return Type(
            code,
            str(table.get("meaning", "")),
            str(table.get("quad", "")),
            bool(table.get("reciprocal")),
            tuple(Mode(name, str(_mapping(mode).get("meaning", ""))) for name, mode in modes.items()),
            tuple(trigger for name, group in groups for trigger in self.triggers(code, name, table, group)),
            _strings(examples.get("yes")),
            _strings(examples.get("no")),
            _strings(table.get("cameo")),
            str(table["joint"]) if "joint" in table else None,
        )

    def triggers(
        self, code: str, mode: str | None, table: Mapping[str, object], group: Mapping[str, object]
    ) -> Iterator[Trigger]:
        for key, speech in PARTS_OF_SPEECH.items():
            prefix = "noun-" if speech == "noun" else ""
            actor = tuple(str(table.get(f"{prefix}actor", "")).split())
            recipient = tuple(str(table.get(f"{prefix}recipient", "")).split())
            for text in _strings(group.get(key)):
                yield from self.trigger(Trigger(code, mode, speech, (), (), actor, recipient, text))

    def trigger(self, bare: Trigger) -> Iterator[Trigger]:
        """`bare` with its notation read; a head with a particle ("carry_out") is a trigger of its own."""
        lemmas, *elements = bare.text.split(" ")
        actor, recipient, needs = bare.actor, bare.recipient, []
        for element in elements:
            if element.startswith("<"):
                actor = self.slots(bare, element[1:])
            elif element.startswith(">"):
                recipient = self.slots(bare, element[1:])
            else:
                needs.append(self.need(bare, element))
        heads = [lemma for lemma in lemmas.split("|") if lemma]
        plain = tuple(lemma for lemma in heads if "_" not in lemma)
        if not heads:
            self.fault(bare.text, f"trigger {bare.text!r} has no head word")
        if plain:
            yield replace(bare, lemmas=plain, needs=tuple(needs), actor=actor, recipient=recipient)
        for lemma, _, particle in (head.partition("_") for head in heads if "_" in head):
            own = Need((Option(f"+{particle}"),))
            yield replace(bare, lemmas=(lemma,), needs=(own, *needs), actor=actor, recipient=recipient)

    def slots(self, bare: Trigger, listed: str) -> tuple[str, ...]:
        found = tuple(slot for slot in listed.split(",") if slot and slot != "none")
        for slot in found:
            if not slot.isalpha():
                self.fault(bare.text, f"{slot!r} in trigger {bare.text!r} names no place; see docs/patterns.md")
        return found

    def need(self, bare: Trigger, element: str) -> Need:
        if _ELEMENT.fullmatch(element) is None:
            self.fault(bare.text, f"cannot read {element!r} in trigger {bare.text!r}; it must be like obj{{word,@set}}")
            return Need(())
        options: list[Option] = []
        words: frozenset[str] = frozenset()
        for parsed in reversed(list(_OPTION.finditer(element.removeprefix("!")))):
            words = words if parsed["words"] is None else self.named(bare, parsed["words"])
            options.append(Option(parsed["slot"], words))
        return Need(tuple(reversed(options)), element.startswith("!"))

    def named(self, bare: Trigger, listed: str) -> frozenset[str]:
        """The lemmas of a list, with the sets that it names taken in."""
        found: set[str] = set()
        for word in listed.split(","):
            if word.startswith("@") and word[1:] not in self.words:
                self.fault(bare.text, f"no word set {word!r} (trigger {bare.text!r}); sets are in {WORDS}")
            found |= self.words.get(word[1:], frozenset()) if word.startswith("@") else {word} - {""}
        return frozenset(found)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
