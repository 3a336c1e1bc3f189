"""Roles guessed from a tree: a sentence's columns in, its predicates out."""

from __future__ import annotations

import pytest

from coranto.nlp.lemmas import Lexicon
from coranto.nlp.parse import ROOT
from coranto.nlp.tree_roles import Columns, predicates

LEXICON = Lexicon({}, {}, {"fire VERB": "fire.02", "carry_out VERB": "carry_out.03"})


def columns(text: str) -> tuple[list[str], Columns]:
    """Forms and columns of words written `form/TAG>head:relation` or `form/TAG/lemma>head:relation`, none twice."""
    words, _, arcs = zip(*(word.partition(">") for word in text.split()), strict=True)
    rows = [(*word.split("/"), word.split("/")[0].lower()) for word in words]
    forms = [row[0] for row in rows]
    heads, relations = zip(*(arc.split(":", 1) for arc in arcs), strict=True)
    xpos = tuple(row[1] for row in rows)
    upos = tuple(
        "AUX" if relation.startswith(("aux", "cop")) else "VERB" if tag.startswith("VB") else "X"
        for tag, relation in zip(xpos, relations, strict=True)
    )
    head = tuple(forms.index(name) if name else ROOT for name in heads)
    return forms, Columns(upos, xpos, tuple(row[2] for row in rows), head, relations)


def told(text: str) -> dict[str, str]:
    forms, words = columns(text)
    return {
        forms[one.token]: " ".join([one.sense, *(f"{role}={forms[token]}" for role, token in one.arguments)])
        for one in predicates(words, LEXICON)
    }


CASES = {
    "active": (
        "Iran/NNP>fired:nsubj fired/VBD/fire>:root rockets/NNS>fired:obj",
        {"fired": "fire.02 ARG0=Iran ARG1=rockets"},
    ),
    "passive": (
        "men/NNS>killed:nsubj:pass were/VBD/be>killed:aux:pass killed/VBN/kill>:root by/IN>police:case"
        " police/NNS>killed:obl:agent",
        {"were": "be.01", "killed": "kill.01 ARG1=men ARG0=police"},
    ),
    "given to": (
        "They/PRP>gave:nsubj gave/VBD/give>:root him/PRP>gave:iobj arms/NNS>gave:obj",
        {"gave": "give.01 ARG0=They ARG2=him ARG1=arms"},
    ),
    "not and may": (
        "They/PRP>go:nsubj may/MD>go:aux not/RB>go:advmod go/VB>:root Monday/NNP>go:obl:unmarked",
        {"go": "go.01 ARG0=They ARGM-MOD=may ARGM-NEG=not ARGM-TMP=Monday"},
    ),
    "a place is not guessed": (
        "They/PRP>met:nsubj met/VBD/meet>:root in/IN>Rome:case Rome/NNP>met:obl",
        {"met": "meet.01 ARG0=They"},
    ),
    "what is said": (
        "He/PRP>said:nsubj said/VBD/say>:root Iran/NNP>fired:nsubj fired/VBD/fire>said:ccomp",
        {"said": "say.01 ARG0=He ARG1=fired", "fired": "fire.02 ARG0=Iran"},
    ),
    "what is told to somebody": (
        "He/PRP>told:nsubj told/VBD/tell>:root them/PRP>told:obj Iran/NNP>fired:nsubj fired/VBD/fire>told:ccomp",
        {"told": "tell.01 ARG0=He ARG2=them ARG1=fired", "fired": "fire.02 ARG0=Iran"},
    ),
    "a threat's subject acts": (
        "He/PRP>threatened:nsubj threatened/VBD/threaten>:root to/TO>fire:mark fire/VB>threatened:xcomp",
        {"threatened": "threaten.01 ARG0=He ARG1=fire", "fire": "fire.02 ARG0=He"},
    ),
    "who is urged acts": (
        "He/PRP>urged:nsubj urged/VBD/urge>:root Iran/NNP>urged:obj to/TO>fire:mark fire/VB>urged:xcomp",
        {"urged": "urge.01 ARG0=He ARG1=Iran ARG2=fire", "fire": "fire.02 ARG0=Iran"},
    ),
    "joined verbs share a subject": (
        "He/PRP>came:nsubj came/VBD/come>:root and/CC>saw:cc saw/VBD/see>came:conj it/PRP>saw:obj",
        {"came": "come.01 ARG0=He", "saw": "see.01 ARG0=He ARG1=it"},
    ),
    "joined passives share a subject": (
        "He/PRP>held:nsubj:pass was/VBD/be>held:aux:pass held/VBN/hold>:root and/CC>freed:cc"
        " been/VBN/be>freed:aux:pass freed/VBN/free>held:conj",
        {"was": "be.01", "held": "hold.01 ARG1=He", "been": "be.01", "freed": "free.01 ARG1=He"},
    ),
    "a joined verb with a subject of its own": (
        "He/PRP>came:nsubj came/VBD/come>:root and/CC>left:cc she/PRP>left:nsubj left/VBD/leave>came:conj",
        {"came": "come.01 ARG0=He", "left": "leave.01 ARG0=she"},
    ),
    "a relative pronoun": (
        "men/NNS>:root who/WP>fired:nsubj fired/VBD/fire>men:acl:relcl rockets/NNS>fired:obj",
        {"fired": "fire.02 ARG0=men R-ARG0=who ARG1=rockets"},
    ),
    "no relative pronoun": (
        "rockets/NNS>:root Iran/NNP>fired:nsubj fired/VBD/fire>rockets:acl:relcl",
        {"fired": "fire.02 ARG1=rockets ARG0=Iran"},
    ),
    "a relative clause about a place": (
        "town/NN>:root where/WRB>met:advmod they/PRP>met:nsubj met/VBD/meet>town:acl:relcl",
        {"met": "meet.01 ARG0=they"},
    ),
    "participles": (
        "men/NNS>:root killed/VBN/kill>men:acl firing/VBG/fire>killed:acl",
        {"killed": "kill.01 ARG1=men", "firing": "fire.02 ARG0=killed"},
    ),
    "a particle": (
        "They/PRP>carried:nsubj carried/VBD/carry>:root out/RP>carried:compound:prt raids/NNS>carried:obj",
        {"carried": "carry_out.03 ARG0=They ARG1=raids"},
    ),
    "be": (
        "He/PRP>king:nsubj is/VBZ/be>king:cop king/NN>:root",
        {"is": "be.01 ARG1=He ARG2=king"},
    ),
    "no verb": ("Peace/NN>:root", {}),
}


@pytest.mark.parametrize("case", CASES)
def test_roles(case: str) -> None:
    text, wanted = CASES[case]
    assert told(text) == wanted


def test_a_modal_is_no_predicate_and_nothing_is_its_own_argument() -> None:
    _, words = columns("may/MD>go:aux go/VB>:root")
    assert [one.token for one in predicates(words, LEXICON)] == [1]
    assert all(one.token not in dict(one.arguments).values() for one in predicates(words, LEXICON))
