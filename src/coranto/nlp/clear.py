"""CLEAR trees made into Universal Dependencies trees.

spaCy's English pipelines parse in the CLEAR style of Choi & Palmer 2012 ("Guidelines for the CLEAR style constituent to
dependency conversion", technical report 01-12, University of Colorado); what its labels mean stands also in spaCy's
glossary. CLEAR hangs nouns on prepositions, attributes on "be", and each conjunct on the one before; Universal
Dependencies (universaldependencies.org/en) hang function words on content words, and conjuncts on the first.

Each step takes a `Tree` and gives a `Tree`; `universal` runs them in order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from coranto.nlp.parse import ROOT

LABELS = {
    "ROOT": "root",
    "acomp": "xcomp",
    "agent": "obl",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "complm": "mark",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "hmod": "compound",
    "hyph": "punct",
    "infmod": "acl",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "nn": "compound",
    "nsubjpass": "nsubj:pass",
    "num": "nummod",
    "number": "compound",
    "oprd": "xcomp",
    "partmod": "acl",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "possessive": "case",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "advmod",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "rcmod": "acl:relcl",
    "relcl": "acl:relcl",
}
"""CLEAR labels and their counterparts, for what the steps before have left as it was. `nn`, `num`, `number`, `rcmod`,
`partmod`, `infmod`, `complm`, `possessive`, `hmod` and `hyph` are those of the report that spaCy's newer models no
longer use."""

SHARED = frozenset(
    [
        *("acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass"),
        *("case", "cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop"),
        *("csubj", "csubj:pass", "dep", "det", "det:predet", "discourse", "expl", "fixed"),
        *("flat", "iobj", "list", "mark", "nmod", "nmod:poss", "nmod:unmarked", "nsubj"),
        *("nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "parataxis", "punct"),
        *("root", "vocative", "xcomp"),
    ]
)
"""Labels that are Universal Dependencies' own, and stay. Any label in neither table becomes `dep`."""

OBJECTS = ("pobj", "pcomp")
"""What hangs on a preposition: a noun, or a clause or another phrase."""

FUNCTION = frozenset(
    ("advmod", "agent", "aux", "case", "cc", "dative", "det", "mark", "prep", "prt", "punct", "quantmod")
)
"""Relations of a preposition that its object does not take over: it becomes an oblique or a modifier of a noun."""

NOMINAL = ("NN", "PRP", "CD", "DT", "PDT", "EX", "WP", "WDT", "$", "FW", "ADD", "SYM", "#")
"""Beginnings of the Penn tags of words whose modifiers are `nmod`, not `obl`."""

FIXED = frozenset(
    [
        *(("accord", "to"), ("according", "to"), ("as", "for"), ("as", "of"), ("as", "to"), ("because", "of")),
        *(("due", "to"), ("instead", "of"), ("prior", "to"), ("rather", "than"), ("such", "as")),
    ]
)
"""Prepositions of two words, as lemmas: those that the English treebanks of Universal Dependencies call `fixed`. spaCy
takes "according" for a form of "accord"."""

BARE = frozenset(("have", "hear", "help", "let", "make", "see", "watch"))
"""Verbs that take an object and an infinitive without "to"."""

BESIDE = frozenset(("advmod", "neg"))
"""What may stand between "be" and the place that is its predicate: "is not yet in Kyiv"."""

OTHER_COMPLEMENTS = frozenset(("dobj", "obj", "ccomp", "xcomp", "oprd", "expl", "auxpass"))
"""Dependents of "be" beside which a prepositional phrase is no predicate."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence's tree. All tuples have one entry a token."""

    head: tuple[int, ...]
    """Index of the token that each hangs on; `ROOT` for exactly one."""
    relation: tuple[str, ...]
    xpos: tuple[str, ...]
    """Penn Treebank tags."""
    lemma: tuple[str, ...]
    """Dictionary forms, in small letters but for names."""

    def children(self, token: int, *relations: str) -> list[int]:
        """The tokens that hang on this one, in text order: all, or those in one of these relations."""
        return [
            i for i, head in enumerate(self.head) if head == token and (not relations or self.relation[i] in relations)
        ]

    def hang(self, token: int, head: int, relation: str) -> Tree:
        """The tree with one token hung elsewhere."""
        heads, relations = list(self.head), list(self.relation)
        heads[token], relations[token] = head, relation
        return replace(self, head=tuple(heads), relation=tuple(relations))

    def call(self, token: int, relation: str) -> Tree:
        """The tree with another relation for one token."""
        return self.hang(token, self.head[token], relation)


def universal(head: Sequence[int], relation: Sequence[str], xpos: Sequence[str], lemma: Sequence[str]) -> Tree:
    """A CLEAR tree as a Universal Dependencies tree of the same tokens. Exactly one head must be `ROOT`."""
    tree = Tree(tuple(head), tuple(relation), tuple(xpos), tuple(lemma))
    steps: tuple[Callable[[Tree], Tree], ...] = (
        coordination, shared_objects, money, prepositions, fixed, modifiers, small_clauses, copulas, labels,
    )  # fmt: skip
    for step in steps:
        tree = step(tree)
    return tree


def promote(tree: Tree, functor: int, content: int, label: str, stays: Collection[int] = ()) -> Tree:
    """A dependent put in its governor's place.

    `content`, which hangs on `functor`, takes over its head and relation; `functor` hangs on it by `label`, and so do
    the functor's other dependents by their old relations, but for those that stay.
    """
    heads, relations = list(tree.head), list(tree.relation)
    for child in tree.children(functor):
        if child not in stays:
            heads[child] = content
    heads[content], relations[content] = tree.head[functor], tree.relation[functor]
    heads[functor], relations[functor] = content, label
    return replace(tree, head=tuple(heads), relation=tuple(relations))


def coordination(tree: Tree) -> Tree:
    """Conjunctions hang on the conjunct that follows, and all conjuncts on the first."""
    heads = list(tree.head)
    for token in _all(tree, "cc"):
        later = [i for i in tree.children(tree.head[token], "conj") if tree.head[token] < token < i]
        if later:
            heads[token] = later[0]
    for token in _all(tree, "conj"):
        while heads[token] != ROOT and tree.relation[heads[token]] == "conj":
            heads[token] = heads[heads[token]]
    return replace(tree, head=tuple(heads))


def shared_objects(tree: Tree) -> Tree:
    """The object of two prepositions hangs on the first: "in and around the city"."""
    for token in _all(tree, "pobj"):
        second = tree.head[token]
        first = tree.head[second]
        if tree.relation[second] == "conj" and tree.relation[first] in FUNCTION and not tree.children(first, *OBJECTS):
            tree = tree.hang(token, first, "pobj")
    return tree


def money(tree: Tree) -> Tree:
    """The sign of a currency heads its number: "$5 million"."""
    for token, tag in enumerate(tree.xpos):
        number = tree.head[token]
        if tag != "$" or number <= token or tree.xpos[number] != "CD":
            continue
        if tree.relation[token] in ("quantmod", "nmod", "nummod"):
            inside = tree.children(number, "compound", "number", "quantmod", "advmod")
            tree = promote(tree, number, token, "nummod", [i for i in inside if i != token])
    return tree


def prepositions(tree: Tree) -> Tree:
    """Objects take their prepositions' places, from the innermost phrase outwards."""
    for token in sorted(range(len(tree.head)), key=depths(tree.head).__getitem__, reverse=True):
        content = _object(tree, token)
        if content is not None:
            tree = _turned(tree, token, content)
    return tree


def _turned(tree: Tree, token: int, content: int) -> Tree:
    """The tree with the object in its preposition's place: an oblique, a modifier of a noun, or a clause."""
    clause = tree.relation[content] == "pcomp" and _is_clause(tree, content)
    relation = tree.relation[token]
    nominal = tree.head[token] != ROOT and _nominal(tree, tree.head[token])
    between = [i for i in tree.children(token, "conj") if token < i < content]
    tree = promote(tree, token, content, "mark" if clause else "case", between)
    if relation not in FUNCTION:
        return tree
    if clause:
        return tree.call(content, "acl" if nominal else "advcl")
    if relation == "agent" and not nominal:
        return tree.call(content, "obl:agent")
    return tree.call(content, "obl" if relation == "dative" else "prep")


def _object(tree: Tree, token: int) -> int | None:
    """What hangs on a preposition, if the token is one: its object, an inner phrase, or the word it goes with."""
    found = tree.children(token, "pobj") or tree.children(token, "pcomp")
    if found:
        return found[0]
    inner = [i for i in tree.children(token, "prep") if tree.children(i, "case")]
    pair = token + 1 < len(tree.lemma) and (tree.lemma[token], tree.lemma[token + 1]) in FIXED
    if inner and (tree.relation[token] in ("prep", "agent", "pcomp") or (pair and tree.head[token + 1] == inner[0])):
        return inner[0]
    if tree.relation[token] == "prep" and tree.xpos[token] in ("IN", "TO"):
        return next((i for i in tree.children(token, "amod", "advmod") if i > token), None)
    return None


def _is_clause(tree: Tree, token: int) -> bool:
    return tree.xpos[token].startswith("VB") or bool(tree.children(token, "nsubj", "nsubjpass"))


def fixed(tree: Tree) -> Tree:
    """The second word of a fixed preposition hangs on the first: "because of", "such as"."""
    for token in range(1, len(tree.head)):
        first, governor = token - 1, tree.head[token]
        if tree.relation[token] != "case" or (tree.lemma[first], tree.lemma[token]) not in FIXED:
            continue
        if tree.head[first] in (governor, token) or not tree.children(first):
            tree = tree.hang(first, governor, "case").hang(token, first, "fixed")
    return tree


def modifiers(tree: Tree) -> Tree:
    """Obliques of verbs told apart from modifiers of nouns, while both still hang where CLEAR had them."""
    for token in _all(tree, "prep", "npadvmod"):
        governor, bare = tree.head[token], not tree.children(token, "case")
        nominal = governor != ROOT and _nominal(tree, governor)
        if tree.relation[token] == "npadvmod":
            tree = tree.call(token, "nmod:unmarked" if nominal else "obl:unmarked")
        elif not bare:
            tree = tree.call(token, "nmod" if nominal else "obl")
        elif governor != ROOT and tree.relation[governor] in ("relcl", "rcmod", "acl", "infmod"):
            # "the city he lives in": Universal Dependencies put a stranded preposition in its object's place.
            tree = tree.call(token, "obl")
    return tree


def small_clauses(tree: Tree) -> Tree:
    """The subject of an infinitive after a verb becomes that verb's object: "they want him to leave"."""
    for token in _all(tree, "ccomp"):
        governor = tree.head[token]
        between = [i for i in tree.children(token, "nsubj", "nsubjpass") if governor < i < token]
        if between and _infinitive(tree, token, governor) and not tree.children(governor, "dobj"):
            tree = tree.hang(between[0], governor, "dobj").call(token, "xcomp")
    return tree


def _infinitive(tree: Tree, token: int, governor: int) -> bool:
    if not tree.xpos[governor].startswith("VB") or tree.children(token, "mark", "complm"):
        return False
    helpers = tree.children(token, "aux")
    to = any(tree.xpos[i] == "TO" for i in helpers)
    return to or (not helpers and tree.xpos[token] == "VB" and tree.lemma[governor] in BARE)


def copulas(tree: Tree) -> Tree:
    """What "be" says of its subject takes its place, and "be" hangs on it as `cop`.

    After "there" it is the subject instead. A place or time as predicate ("is in Kyiv") is turned only where it follows
    at once and nothing else could be the predicate; a bare adverb ("is here") is left on "be".
    """
    for token, lemma in enumerate(tree.lemma):
        if lemma != "be" or tree.relation[token] in ("aux", "auxpass", "cop") or not tree.xpos[token].startswith("VB"):
            continue
        said = tree.children(token, "attr", "acomp")
        if said and any(tree.xpos[i] == "EX" for i in tree.children(token)):
            tree = tree.call(said[0], "nsubj")
            continue
        said = said or _place(tree, token)
        if said:
            tree = promote(tree, token, said[0], "cop")
    return tree


def _place(tree: Tree, token: int) -> list[int]:
    """The prepositional phrase right after "be", as a list of its head, where nothing else is the predicate."""
    if tree.children(token, *OTHER_COMPLEMENTS) or not tree.children(token, "nsubj"):
        return []
    for child in tree.children(token):
        if child > token and tree.relation[child] not in BESIDE:
            found = tree.relation[child] == "obl" and bool(tree.children(child, "case"))
            return [child] if found else []
    return []


def labels(tree: Tree) -> Tree:
    """CLEAR labels replaced; "to" before a verb is a marker, and a noun right before another is its compound."""
    return replace(tree, relation=tuple(_label(tree, token) for token in range(len(tree.head))))


def _label(tree: Tree, token: int) -> str:
    relation, governor = tree.relation[token], tree.head[token]
    if governor == ROOT:
        return "root"
    if relation == "aux" and tree.xpos[token] == "TO":
        return "mark"
    if relation == "nmod" and token < governor and not tree.children(token, "case"):
        return "compound"
    found = LABELS.get(relation, relation if relation in SHARED else "dep")
    return "dep" if found == "root" else found


def depths(heads: Sequence[int]) -> list[int]:
    """How many tokens stand between each token and the root of its tree, the root included."""
    found = [-1] * len(heads)
    for token in range(len(heads)):
        path = []
        here = token
        while here != ROOT and found[here] < 0:
            path.append(here)
            here = heads[here]
        below = -1 if here == ROOT else found[here]
        for step, one in enumerate(reversed(path), 1):
            found[one] = below + step
    return found


def _nominal(tree: Tree, token: int) -> bool:
    return tree.xpos[token].startswith(NOMINAL)


def _all(tree: Tree, *relations: str) -> list[int]:
    return [i for i, relation in enumerate(tree.relation) if relation in relations]
