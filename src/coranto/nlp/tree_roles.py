"""Who does what to whom, guessed from the tree alone: for readers that label no roles.

The roles are PropBank's (Palmer, Gildea & Kingsbury 2005), chosen by what each relation is most often: the subject of
an active verb is ARG0, its object ARG1, the second object ARG2. That is wrong for verbs whose subject undergoes
("prices rose", "the bridge collapsed": ARG1 by PropBank), and no ARG3 or ARG4 is ever found. Manner, cause and place
are not guessed; time only where a weekday or "today", "yesterday", "tomorrow", "tonight" hangs on the verb.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coranto.nlp.lemmas import Lexicon
from coranto.nlp.parse import ROOT, Predicate

DAYS = frozenset(
    (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
    )
)
"""The only words taken for times."""

NEGATIONS = frozenset(("not", "n't", "never"))
RELATIVES = frozenset(("WDT", "WP"))
"""Penn tags of relative pronouns."""

ACTIVE = {"nsubj": "ARG0", "csubj": "ARG0", "obj": "ARG1", "iobj": "ARG2"}
PASSIVE = {"nsubj:pass": "ARG1", "csubj:pass": "ARG1", "nsubj": "ARG1", "obl:agent": "ARG0", "obj": "ARG2"}
"""Relations of core arguments: of active verbs, and of passive ones ("was given a prize": the object is ARG2)."""

HELPERS = frozenset(("aux", "aux:pass", "cop"))


@dataclass(frozen=True, slots=True)
class Columns:
    """A sentence in Universal Dependencies: one entry a token in each column."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    lemma: tuple[str, ...]
    head: tuple[int, ...]
    relation: tuple[str, ...]


def predicates(words: Columns, lexicon: Lexicon) -> tuple[Predicate, ...]:
    """The verbs of a sentence, in order, with their roles; auxiliaries without any, modal verbs not at all."""
    children = _children(words.head)
    roles: dict[int, dict[int, str]] = {}
    for token in _outwards(words.head, children):
        if is_predicate(words, token):
            roles[token] = _roles(words, children, token, roles)
    return tuple(_predicate(words, children, token, roles[token], lexicon) for token in sorted(roles))


def is_predicate(words: Columns, token: int) -> bool:
    """Whether a word is a verb, or an auxiliary that is not modal."""
    if words.relation[token] in HELPERS:
        return words.xpos[token] != "MD" and words.lemma[token].lower() in ("be", "do", "have", "get")
    return words.upos[token] in ("VERB", "AUX") and words.xpos[token] not in ("MD", "TO")


def _predicate(
    words: Columns, children: Sequence[Sequence[int]], token: int, roles: Mapping[int, str], lexicon: Lexicon
) -> Predicate:
    lemma = words.lemma[token].lower()
    particle = next((words.lemma[i].lower() for i in children[token] if words.relation[i] == "compound:prt"), None)
    arguments = tuple((role, one) for one, role in sorted(roles.items()))
    return Predicate(token, lexicon.sense(lemma, words.upos[token], particle), arguments)


def _roles(
    words: Columns, children: Sequence[Sequence[int]], token: int, known: Mapping[int, Mapping[int, str]]
) -> dict[int, str]:
    """Roles by token. `known`: those of the verbs further up in the tree."""
    relation = words.relation[token]
    if relation == "cop":
        return _copula(words, children, token)
    if relation in HELPERS:
        return {}
    found = _core(words, children[token], passive(words, children[token], token))
    _complements(words, children[token], found)
    _modifiers(words, children[token], found)
    if relation == "acl:relcl":
        _relative(words, token, found, children[token])
    elif relation == "acl":
        _participle(words, token, found)
    elif relation in ("conj", "xcomp"):
        _shared(words, children[token], token, found, known)
    return {one: role for one, role in found.items() if one != token}


def passive(words: Columns, below: Sequence[int], token: int) -> bool:
    """Whether a verb is passive: it has a passive auxiliary or subject, or is a bare participle on its noun."""
    if any(words.relation[i] in ("aux:pass", "nsubj:pass", "csubj:pass") for i in below):
        return True
    return words.relation[token] == "acl" and words.xpos[token] == "VBN"


def _copula(words: Columns, children: Sequence[Sequence[int]], token: int) -> dict[int, str]:
    """What "be" links: the subject and what is said of it."""
    said = words.head[token]
    subjects = [i for i in children[said] if words.relation[i] in ("nsubj", "csubj")]
    return {**dict.fromkeys(subjects[:1], "ARG1"), said: "ARG2"}


def _core(words: Columns, below: Sequence[int], is_passive: bool) -> dict[int, str]:
    table = PASSIVE if is_passive else ACTIVE
    found: dict[int, str] = {}
    for child in below:
        role = table.get(words.relation[child])
        if role is not None and role not in found.values():
            found[child] = role
    return found


def _complements(words: Columns, below: Sequence[int], found: dict[int, str]) -> None:
    """What is said, wanted or asked: ARG1; beside an object, the hearer of what is said is ARG2 ("told him that")."""
    objects = [one for one, role in found.items() if role == "ARG1"]
    for child in below:
        if words.relation[child] == "ccomp" and "ARG1" in found.values() and "ARG2" not in found.values():
            found |= dict.fromkeys(objects, "ARG2") | {child: "ARG1"}
        elif words.relation[child] in ("ccomp", "xcomp"):
            role = "ARG2" if "ARG1" in found.values() else "ARG1"
            if role not in found.values():
                found[child] = role


def _modifiers(words: Columns, below: Sequence[int], found: dict[int, str]) -> None:
    for child in below:
        relation, lemma = words.relation[child].partition(":")[0], words.lemma[child].lower()
        if relation == "aux" and words.xpos[child] == "MD":
            found[child] = "ARGM-MOD"
        elif relation == "advmod" and lemma in NEGATIONS:
            found[child] = "ARGM-NEG"
        elif relation in ("advmod", "obl") and lemma in DAYS:
            found.setdefault(child, "ARGM-TMP")


def _relative(words: Columns, token: int, found: dict[int, str], below: Sequence[int]) -> None:
    """The noun that a relative clause describes has its pronoun's role; without pronoun, the one that is free."""
    noun = words.head[token]
    for one, role in list(found.items()):
        if role in ("ARG0", "ARG1", "ARG2") and words.xpos[one] in RELATIVES:
            found[one] = f"R-{role}"
            found[noun] = role
            return
    has_place = any(words.xpos[i] in (*RELATIVES, "WRB") for i in below)
    free = "ARG1" if "ARG0" in found.values() else "ARG0"
    if not has_place and free not in found.values():
        found[noun] = free


def _participle(words: Columns, token: int, found: dict[int, str]) -> None:
    """The noun that a participle describes: it undergoes the act ("those killed"), or does it ("those firing")."""
    role = {"VBN": "ARG1", "VBG": "ARG0"}.get(words.xpos[token])
    if role is not None and role not in found.values():
        found[words.head[token]] = role


def _shared(
    words: Columns, below: Sequence[int], token: int, found: dict[int, str], known: Mapping[int, Mapping[int, str]]
) -> None:
    """The subject of a verb without its own: the first conjunct's, or the governing verb's object or subject."""
    subject = "ARG1" if passive(words, below, token) else "ARG0"
    governor = words.head[token]
    if subject in found.values() or any(words.relation[i].startswith(("nsubj", "csubj")) for i in below):
        return
    above = {role: one for one, role in known.get(governor, {}).items()}
    wanted = ("ARG1", "ARG0") if words.relation[token] == "xcomp" else _subject_first(words, above)
    for role in wanted:
        if role in above and above[role] not in (token, *found):
            found[above[role]] = subject
            return


def _subject_first(words: Columns, above: Mapping[str, int]) -> tuple[str, ...]:
    """The roles in which a verb's subject stands: ARG1 where that is a passive subject."""
    one = above.get("ARG1")
    return ("ARG1",) if one is not None and words.relation[one] == "nsubj:pass" else ("ARG0",)


def _children(heads: Sequence[int]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in heads]
    for token, head in enumerate(heads):
        if head != ROOT:
            found[head].append(token)
    return found


def _outwards(heads: Sequence[int], children: Sequence[Sequence[int]]) -> list[int]:
    """All tokens, each after its head."""
    found = [token for token, head in enumerate(heads) if head == ROOT]
    for token in found:
        found.extend(children[token])
    return found
