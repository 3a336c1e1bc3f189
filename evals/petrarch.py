"""PETRARCH's own unit tests: short sentences about invented lands, with the events that PETRARCH must make of them.

    python evals/petrarch.py [--data FOLDER] [--show N]

FOLDER holds data/dev/petrarch_unit (default: ../shared). PETRARCH's actor and agent dictionaries become an overlay of
actor files, made of the names and nouns that our codebook lacks; its verb dictionary is not used. Every sentence is
read alone, on its own date.

All figures are in percent, over distinct items of a sentence. roots: types of acts, whoever does them. pairs: who to
whom, whatever is done. triples: both. A party is a country or international body; `triples with sectors` also asks for
the sector, a bare country standing for its government. `pairs of no type`: sentences with a code of UNSCORED, which
count nowhere else. The figures say how far ours are theirs, no more: many of the sentences are nonsense made to try a
pattern ("Ethiopia act on a resolution with Libya's"), and the verb dictionary says of itself that most of its codes are
WEIS, not CAMEO, and ad hoc: see ROOTS, OTHERS and UNSCORED. PETRARCH itself, with that dictionary and in its own codes,
was measured at 74.4 F1 on exact triples.

Of ours, acts count whatever their status, since PETRARCH knows none, but not negated ones, nor those that another act
is about (the aid in a promise of aid), since PETRARCH has one event a verb; nor acts of nobody known, nor, where no
statement is expected, statements to nobody. A consultation counts in both directions on either side; those who do
together what nobody receives are source and target of one another where that is expected. Left out of theirs: tests of
discards and of new actors, and events of an unknown party ("---").

Each event that is not found is counted in one class of misses, and `given where nothing is expected` counts sentences.
--show prints so many of each class.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations, product
from pathlib import Path

from lxml import etree

from common import need
from coranto import codebook
from coranto.codebook.actors import SECTORS, WORD, Actors
from coranto.model import Article, Capture, Grain, Moment, Reading, Status
from coranto.model.article import article_id, version_id
from coranto.read import Tools, read, tools
from coranto.settings import Settings

Pair = tuple[str, str]
View = Callable[[str], str]

ROOTS: Mapping[str, tuple[str, ...]] = {
    "01": ("RETREAT", "CONCEDE"),  # yield
    "02": ("STATE",),  # comment
    "03": ("CONSULT",),  # consult, visit, receive
    "04": ("SUPPORT",),  # approve: praise, endorse
    "05": ("AGREE",),  # promise
    "06": ("SUPPORT", "RETREAT"),  # grant: recognise, restore ties; release
    "07": ("AID",),  # reward
    "08": ("AGREE", "SUPPORT"),  # agree: PLOVER has signing in SUPPORT, promising to sign in AGREE
    "09": ("REQUEST",),  # request, appeal
    "10": ("REQUEST",),  # propose, urge
    "11": ("REJECT", "ACCUSE"),  # reject, oppose
    "12": ("ACCUSE",),  # accuse, criticise, denounce
    "13": ("ACCUSE",),  # protest by words
    "14": ("DENY",),  # deny
    "15": ("REQUEST",),  # demand
    "16": ("THREATEN",),  # warn
    "17": ("THREATEN",),  # threaten
    "18": ("PROTEST", "MOBILIZE"),  # demonstrate: people, or armed forces
    "19": ("SANCTION", "REJECT"),  # reduce relations; PLOVER has a meeting put off in REJECT
    "20": ("COERCE", "SANCTION"),  # expel
    "21": ("COERCE",),  # seize, arrest
    "22": ("ASSAULT",),  # force
}
"""Types that fit a code, by its first two digits: WEIS's categories (McClelland 1978), each through the like one of
CAMEO and CAMEO2PLOVER-2021.txt. The verb dictionary for PETRARCH 2, PETR.Validate.verbs.2.0.txt, recodes the same verbs
in CAMEO and bears it out (RESTORE 064 is 050, WELCOME 041 is 050, CONDEMN 122 is 111, WARN 160 is 130, OUST 201 is 174,
MARCH 181 is 152, DELAY 120 is 120). By CAMEO's own categories the codes would be wrong: its 04 is a consultation."""

OTHERS: Mapping[str, tuple[str, ...]] = {
    "030": ("AGREE",),  # AGREE, entered in 2014: CAMEO's intent to cooperate
    "161": ("SANCTION", "REJECT"),  # BREAK a treaty: CAMEO's broken relations; 1246 in the later dictionary
    "174": ("COERCE", "COOPERATE"),  # EXTRADITE: CAMEO's deportation
    "194": ("ASSAULT",),  # FIRE artillery: CAMEO's artillery and tanks
    "1711": ("COERCE",),  # CONFISCATE, WIRE TAP: CAMEO's confiscation
    "1721": ("COERCE",),  # EXCLUDE, CORDON OFF: CAMEO's restrictions
}
"""Codes of the tests that are CAMEO's and not WEIS's, by what the verb dictionary gives them for."""

UNSCORED = re.compile(r"036|075|1(00|010|011|03)|1717|174[KL]|345|802|9\d\d")
"""Codes that are in neither scheme, or that the tests give for anything ("is acting strangely with"): pairs only."""

FUTURE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""PLOVER has these as AGREE where they are yet to come; PETRARCH knows no tense, so then either will do."""

TO_COME = re.compile(r"\b(will|(is|are) about to)\b")
"""Words of a sentence that tells what is yet to come."""

MUTUAL = frozenset({"CONSULT", "COOPERATE"})
"""Types all of whose parties are actors."""

LANDS: Mapping[str, str] = {
    "ERI": "ERD",  # Eriador, not Eritrea
    "BIL": "FRO",  # "THE_SHIRE [FRO/BIL/SAM]", "LORIEN [ELR/GAL]": a party with several codes, here with one
    "SAM": "FRO",
    "GAL": "ELR",
    "GMW": "DEU",
    "IMG": "AFG",  # al-Qaeda, as our codebook has it
    "KUW": "KWT",
    "NGM": "GBR",  # Amnesty International, likewise
    "NZE": "NZL",
    "RHO": "ZWE",
    "ZBW": "ZWE",
    "IGOEEU": "IGO.EU",
    "IGOAFR": "IGO.AU",
    "IGOCOP": "IGO.INTERPOL",
}
"""Their codes of parties that are ours under another."""

SECTOR: Mapping[str, str] = {
    **{sector: sector for sector in SECTORS},
    "BAH": "REL",
    "BED": "CVL",
    "CHR": "REL",
    "CIV": "CVL",
    "HRI": "NGO",
    "LAB": "CVL",
    "MOP": "OPP",
    "MOS": "REL",
    "MUS": "REL",
    "WGO": "GOV",
}
"""Their sectors in ours; of several the first counts, and others stand for none."""

PEOPLE = frozenset(
    """
    ARAGORN BILBO CALIMEHTAR DODERIC_BRANDYBUCK ELFSTAN_FAIRBAIRN ELROND FRODO GALADRIEL GANDALF GOLLUM HAMFAST_GAMGEE
    ONODOHER PRINCE_OF_DOL_AMROTH RADAGAST_THE_BROWN ROMENDACIL SAM_GAMGEE SLINKER SMEAGOL STINKER TELEMAR
    """.split()  # noqa: SIM905  # reads as a list of names
)
NATIONALS = frozenset({"ERIADORI", "ERIADORIAN", "MORGUL_ORCS", "ROHANS", "WEST_GERMAN", "YEMENESE"})
SEATS = frozenset({"MINAS_TIRITH", "BARAD-DUR", "MICHEL_DELVING"})
"""What sort of name a name is, which the dictionary does not say; the others are lands, or bodies where a sector is
given."""

BODIES = frozenset(
    """
    authority body community congress corporation court force forces government group judiciary media ministries
    ministry movement msf newspaper organisation organization parliament party police press service
    """.split()  # noqa: SIM905  # reads as a list of words
)
"""Heads of agents that are institutions or groups, not persons."""

ALWAYS = (date.min.toordinal(), date.max.toordinal())
"""The first day and the one after the last."""

NO_ACT = "no act found in the sentence"
WRONG_ROOT = "right parties, wrong root"
MISSING_SOURCE, WRONG_SOURCE = "right root, missing source", "right root, wrong source"
MISSING_TARGET, WRONG_TARGET = "right root, missing target", "right root, wrong target"
NEITHER_PARTY = "right root, neither party"
ANOTHER = "other acts of other parties"
UNWANTED = "given where nothing is expected"
CLASSES = (
    NO_ACT,
    WRONG_ROOT,
    MISSING_SOURCE,
    WRONG_SOURCE,
    MISSING_TARGET,
    WRONG_TARGET,
    NEITHER_PARTY,
    ANOTHER,
    UNWANTED,
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event that PETRARCH must give: actor codes in our form, types that fit (none: unscored), and its own words."""

    source: str
    target: str
    roots: tuple[str, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Record:
    """A test: its sentence, the day on which it is read, and its events; `scored` is false where a code has no type."""

    name: str
    day: datetime
    text: str
    events: tuple[Event, ...]
    scored: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """An act that we read: its type and the codes of its known parties."""

    root: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]

    def pairs(self, view: View, theirs: set[Pair]) -> set[Pair]:
        """Who to whom: all parties of a mutual act; of one that nobody receives, the actors where theirs has them."""
        actors, recipients = {view(code) for code in self.actors}, {view(code) for code in self.recipients}
        if self.root in MUTUAL:
            return set(permutations(actors | recipients, 2))
        return set(product(actors, recipients)) if recipients else theirs.intersection(permutations(actors, 2))

    def __str__(self) -> str:
        """The act on one line."""
        return f"{' '.join(self.actors) or '-'} > {' '.join(self.recipients) or '-'}: {self.root}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the actor dictionary: names as it spells them, and codes with first and last day ("" is open)."""

    names: tuple[str, ...]
    terms: tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class Tally:
    """Items expected and given, and how many of each the other side has."""

    expected: int = 0
    found: int = 0
    given: int = 0
    right: int = 0

    def __str__(self) -> str:
        """Precision, recall and F1 in percent."""
        precision, recall = self.right / max(1, self.given), self.found / max(1, self.expected)
        both = 2 * precision * recall / ((precision + recall) or 1)
        figures = f"precision {100 * precision:5.1f} ({self.right}/{self.given})".ljust(28)
        return f"{figures}recall {100 * recall:5.1f} ({self.found}/{self.expected})".ljust(54) + f"F1 {100 * both:5.1f}"


# -- codes ------------------------------------------------------------------------------------------------------------


def code(theirs: str) -> str:
    """A code of theirs in our form ("ARNGOVFRM" is "ARN.GOV"), or "" for an unknown party or a new one."""
    body = LANDS.get(theirs[:6])
    if body is not None:
        return body
    groups = [theirs[at : at + 3] for at in range(0, len(theirs), 3)]
    if not all(group.isalpha() and group.isupper() for group in groups) or theirs.startswith("XYZ"):
        return ""
    land = next((group for group in groups if group not in SECTOR), groups[0])
    sector = next((SECTOR[group] for group in groups if group in SECTOR and group != land), "")
    return ".".join(filter(None, (LANDS.get(land, land), sector)))


def land(ours: str) -> str:
    """The country or international body of a code."""
    return ours if ours.startswith("IGO.") else ours[:3]


def exact(ours: str) -> str:
    """The code with its sector; a bare country is its government."""
    return f"{ours}.GOV" if len(ours) == 3 else ours


def fitting(theirs: str, text: str) -> tuple[str, ...]:
    """The types that fit a code of theirs for an act of a sentence; none where it has no meaning."""
    if UNSCORED.fullmatch(theirs):
        return ()
    roots = OTHERS.get(theirs) or ROOTS.get(theirs[:2], ())
    later = FUTURE.intersection(roots) and TO_COME.search(text)
    return tuple(dict.fromkeys((*roots, "AGREE"))) if later else roots


# -- their tests ------------------------------------------------------------------------------------------------------


def records(path: Path) -> Iterator[Record]:
    """All tests of sentences; not those of discards, of faulty input or of new actors."""
    for node in etree.parse(str(path)).iter("Sentence"):
        coded = node.findall("EventCoding")
        theirs = [(one.get("sourcecode", ""), one.get("targetcode", ""), one.get("eventcode", "")) for one in coded]
        if any(one.get("error") for one in coded) or '"' in "".join(a + b for a, b, _ in theirs):
            continue
        text = " ".join((node.findtext("Text") or "").replace("_", " ").split())
        events = [Event(code(a), code(b), fitting(act, text), f"{a} > {b}: {act}") for a, b, act in theirs if act]
        known = {(e.source, e.target, e.roots): e for e in reversed(events) if e.source and e.target}
        if bool(events) is bool(known):
            yield Record(
                node.get("id", ""),
                datetime.strptime(node.get("date", ""), "%Y%m%d").replace(tzinfo=UTC),
                text,
                tuple(reversed(known.values())),
                all(event.roots for event in events),
            )


# -- their dictionaries as an overlay ---------------------------------------------------------------------------------


def entries(text: str) -> list[Entry]:
    """The actor dictionary: a name, names alike after "+", and codes in brackets, some with dates."""
    found: list[tuple[list[str], list[tuple[str, str, str]]]] = []
    for line in text.splitlines():
        name, _, codes = line.partition("#")[0].partition("[")
        name = name.strip().strip("_").replace(" ", "_")
        if line.startswith("<") or not (name or codes):
            continue
        if name and not name.startswith("+"):
            found.append(([], []))
        if name:
            found[-1][0].append(name.strip("+_"))
        found[-1][1].extend(map(term, re.findall(r"\[([^\]]*)\]", f"[{codes}")))
    return [Entry(tuple(names), tuple(terms)) for names, terms in found]


def term(written: str) -> tuple[str, str, str]:
    """A code with its first and last day: "HOB <950601", "HOB > 990816", "HOB 19950601 - 19990815"."""
    theirs, *days = re.findall(r"[^\s<>-][^\s<>]*?(?=[\s<>-]|$)|---", written)
    first, last = "", ""
    if days:
        at = [datetime.strptime(day if len(day) == 8 else f"19{day}", "%Y%m%d").replace(tzinfo=UTC) for day in days]
        if "<" in written:
            last = f"{at[0] - timedelta(1):%Y-%m-%d}"
        elif ">" in written:
            first = f"{at[0] + timedelta(1):%Y-%m-%d}"
        else:
            first, last = (f"{one:%Y-%m-%d}" for one in at)
    return code(theirs.partition("/")[0]), first, last


def spelt(name: str) -> str:
    """A name as texts write it: "Prince of Dol Amroth"."""
    words = name.removeprefix("THE_").split("_")
    return " ".join(word.lower() if word in {"OF", "THE"} else word.capitalize() for word in words)


def overlay(source: Path, folder: Path) -> None:
    """Write the actor files of what our codebook does not know."""
    known = codebook.load().actors
    files: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries((source / "PETR.Validate.actors.txt").read_text(encoding="utf-8")):
        terms = [one for one in entry.terms if one[0] and not one[0].startswith(("IGO.", "UNK"))]
        for name in entry.names:
            if terms and not known.named(name.replace("_", " ").removeprefix("THE ")):
                add(files[land(terms[-1][0])], name, terms)
    (folder / "actors").mkdir(parents=True)
    for owner, tables in files.items():
        (folder / "actors" / f"{owner}.toml").write_text(toml(owner, tables), encoding="utf-8")
    nouns = agents((source / "PETR.Validate.agents.txt").read_text(encoding="utf-8"), known)
    (folder / "actors" / "agents.toml").write_text(nouns, encoding="utf-8")


def add(tables: dict[str, list[str]], name: str, terms: Sequence[tuple[str, str, str]]) -> None:
    """Add a name to the tables of its country."""
    written = json.dumps(spelt(name), ensure_ascii=False)
    kind = "adjectives" if name in NATIONALS else "government" if name in SEATS else "names"
    if kind == "names" and (name in PEOPLE or terms[-1][0][3:]):
        kind = "person" if name in PEOPLE else "body"
        written = f"name = {written}\nterms = [{', '.join(map(row, disjoint(terms)))}]"
    tables[kind].append(written)


def disjoint(terms: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Terms of which one holds at a time: of theirs that hold on one day, the shortest, as they mean it."""
    spans = sorted(((code, *_span(first, last)) for code, first, last in terms), key=lambda one: one[1] - one[2])
    found = []
    for first, end in pairwise(sorted({edge for one in spans for edge in one[1:]})):
        codes = [code for code, since, until in spans if since <= first and end <= until]
        if codes:
            since = "" if first == ALWAYS[0] else date.fromordinal(first).isoformat()
            found.append((codes[-1], since, "" if end == ALWAYS[1] else date.fromordinal(end - 1).isoformat()))
    return found


def _span(first: str, last: str) -> tuple[int, int]:
    since = date.fromisoformat(first).toordinal() if first else ALWAYS[0]
    return since, date.fromisoformat(last).toordinal() + 1 if last else ALWAYS[1]


def row(one: tuple[str, str, str]) -> str:
    """A term as a table of TOML."""
    named = zip(("code", "since", "until"), one, strict=True)
    return f"{{ {', '.join(f'{key} = {json.dumps(value)}' for key, value in named if value)} }}"


def toml(owner: str, tables: Mapping[str, Sequence[str]]) -> str:
    """A country's file."""
    name, *others = tables.get("names", [json.dumps(owner)])
    lists = {"names": others, "adjectives": tables.get("adjectives"), "government": tables.get("government")}
    lines = [f'code = "{owner}"', f"name = {name}"]
    lines += [f"{key} = [{', '.join(listed)}]" for key, listed in lists.items() if listed]
    lines += [f"[[{key}]]\n{entry}" for key in ("body", "person") for entry in tables.get(key, ())]
    return "\n".join(filter(None, lines)) + "\n"


def agents(text: str, known: Actors) -> str:
    """The file of the agent nouns that our codebook does not know."""
    sets = {
        name: found.replace(" ", "").split(",") for name, found in re.findall(r"^(!\w+!) = (.*)$", text, re.MULTILINE)
    }
    found: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for name, codes in re.findall(r"^([^#<\s={\[]+(?: \w+)*)[^\[\n]*\[([^\]]*)\]", text, re.MULTILINE):
        groups = re.findall("[A-Z]{3}", codes)
        sector = next((SECTOR[group] for group in groups if group in SECTOR), "")
        for noun in _expanded(name, sets):
            words = WORD.findall(noun.replace("_", " ").casefold())
            if sector and tuple(words) not in known.agents:
                head = words[words.index("of") - 1 if "of" in words else -1]
                found[head in BODIES, sector].append(" ".join(words))
    lines: list[str] = []
    for body, heading in ((False, "[people]"), (True, "[bodies]")):
        lines += [
            heading,
            *(f"{key[1]} = {json.dumps(nouns)}" for key, nouns in sorted(found.items()) if key[0] is body),
        ]
    return "\n".join(lines) + "\n"


def _expanded(name: str, sets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    marker = next((one for one in sets if one in name), "")
    yield from (name.replace(marker, word) for word in sets[marker]) if marker else (name,)


# -- ours -------------------------------------------------------------------------------------------------------------


def deeds(record: Record, given: Tools) -> list[Deed]:
    """The acts that we read in a sentence, but for those that PETRARCH would not have."""
    capture = Capture(None, None, "text", "0" * 64)
    moment = Moment(record.day, Grain.DAY, "given")
    text = record.text
    article = Article(article_id(None, None, text), version_id(text), text, (), capture, published=moment)
    statements = any("STATE" in event.roots or "DENY" in event.roots for event in record.events)
    return list(counted(read(article, given), statements=statements))


def counted(reading: Reading, *, statements: bool) -> Iterator[Deed]:
    """The acts of a reading that count, each once; statements to nobody only where asked for."""
    plain = ("STATE", "DENY", None)
    inside = {one for claim in reading.claims if claim.act.type not in plain for one in claim.about}
    seen: set[Deed] = set()
    for claim in reading.claims:
        act = claim.act
        deed = Deed(act.type or "", _known(act.actor_codes), _known(act.recipient_codes))
        silent = act.type is None or (act.type in plain and not (statements or deed.recipients))
        if not (silent or claim.id in inside or act.status is Status.NEGATED or deed in seen):
            seen.add(deed)
            yield deed


def _known(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in codes if not one.startswith("UNK"))


# -- the comparison ---------------------------------------------------------------------------------------------------


def wanted(event: Event, view: View) -> set[Pair]:
    """Who to whom; a consultation has no direction."""
    pair = view(event.source), view(event.target)
    return {pair, pair[::-1]} if "CONSULT" in event.roots else {pair}


def compare(total: Mapping[str, Tally], record: Record, found: Sequence[Deed]) -> None:
    """Count what is expected and given in a sentence."""
    pairs = {pair for event in record.events for pair in wanted(event, land)}
    ours = {pair for deed in found for pair in deed.pairs(land, pairs)}
    _count(total["pairs" if record.scored else "pairs of no type"], pairs, ours, lambda one, other: one == other)
    if not record.scored:
        return
    roots, types = {event.roots for event in record.events}, {deed.root for deed in found if deed.actors}
    _count(total["roots"], roots, types, lambda one, other: other in one)
    for name, view in (("triples", land), ("triples with sectors", exact)):
        theirs = {(pair, event.roots) for event in record.events for pair in wanted(event, view)}
        expected = {pair for pair, _ in theirs}
        triples = {(pair, deed.root) for deed in found for pair in deed.pairs(view, expected)}
        _count(total[name], theirs, triples, lambda one, other: one[0] == other[0] and other[1] in one[1])


def _count(tally: Tally, expected: set, given: set, fits: Callable) -> None:  # type: ignore[type-arg]
    tally.expected += len(expected)
    tally.given += len(given)
    tally.found += sum(any(fits(one, other) for other in given) for one in expected)
    tally.right += sum(any(fits(one, other) for one in expected) for other in given)


def misses(record: Record, found: Sequence[Deed]) -> dict[str, list[str]]:
    """By class, the events that are not found, in their own words."""
    missed: dict[str, list[str]] = defaultdict(list)
    if not record.events and any(deed.pairs(land, set()) for deed in found):
        missed[UNWANTED].append("nothing")
    for event in record.events if record.scored else ():
        kind = miss(event, found)
        if kind:
            missed[kind].append(event.told)
    return missed


def miss(event: Event, found: Sequence[Deed]) -> str:
    """The class of an event that is not found, or ""."""
    alike = [deed for deed in found if deed.root in event.roots]
    pair = wanted(event, land)
    if any(pair & deed.pairs(land, pair) for deed in alike):
        return ""
    if not found:
        return NO_ACT
    if any(pair & deed.pairs(land, pair) for deed in found):
        return WRONG_ROOT
    faults = [fault(event, deed) for deed in alike]
    return next((one for one in faults if one != NEITHER_PARTY), NEITHER_PARTY) if faults else ANOTHER


def fault(event: Event, deed: Deed) -> str:
    """What is wrong with the parties of an act of the right root."""
    actors, recipients = set(map(land, deed.actors)), set(map(land, deed.recipients))
    some_actor, some_recipient = bool(actors), bool(recipients)
    if deed.root in MUTUAL:
        actors = recipients = actors | recipients
        some_actor = some_recipient = len(actors) > 1
    if land(event.source) in actors:
        return WRONG_TARGET if some_recipient else MISSING_TARGET
    if land(event.target) in recipients:
        return WRONG_SOURCE if some_actor else MISSING_SOURCE
    return NEITHER_PARTY


def report(book: Sequence[Record], given: Tools, show: int) -> str:
    """All figures in words."""
    total = {name: Tally() for name in ("roots", "pairs", "triples", "triples with sectors", "pairs of no type")}
    classes: Counter[str] = Counter()
    shown: dict[str, list[str]] = defaultdict(list)
    for record in book:
        found = deeds(record, given)
        compare(total, record, found)
        for kind, told in misses(record, found).items():
            classes[kind] += len(told)
            ours = [f"    + {deed}" for deed in found]
            shown[kind].append("\n".join((f"  {record.name}  {record.text}", *(f"    - {one}" for one in told), *ours)))
    typed = sum(len(record.events) for record in book if record.scored)
    lines = [
        f"{'sentences':22}{len(book):4}",
        f"{'expected events':22}{sum(len(record.events) for record in book):4}",
        f"{'with a type':22}{typed:4}",
        *(f"{name:22}{tally}" for name, tally in total.items()),
        f"{'misses':34}{sum(classes.values()) - classes[UNWANTED]:4}",
    ]
    for kind in CLASSES:
        lines += [f"{kind:34}{classes[kind]:4}", *shown[kind][:show]]
    return "\n".join(lines)


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="../shared", help="folder with the yardsticks")
    parser.add_argument("--show", type=int, default=0, help="print so many misses of each class")
    args = parser.parse_args()
    source = Path(args.data) / "data" / "dev" / "petrarch_unit"
    files = ("PETR.UnitTest.records.xml", "PETR.Validate.actors.txt", "PETR.Validate.agents.txt")
    need(*(source / name for name in files))
    with tempfile.TemporaryDirectory() as folder:
        overlay(source, Path(folder))
        given = tools(Settings(overlay=folder))
    print(report(list(records(source / files[0])), given, args.show))
    return 0


if __name__ == "__main__":
    sys.exit(main())
