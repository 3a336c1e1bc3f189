"""CLEAR trees made into Universal Dependencies: a tree in, a tree out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.nlp.clear import LABELS, SHARED, Tree, depths, universal
from coranto.nlp.parse import ROOT
from coranto.nlp.spacy_pipeline import one_tree


def table(text: str) -> tuple[list[str], Tree]:
    """Forms and tree of words written `form/TAG>head:relation` or `form/TAG/lemma>head:relation`, none twice."""
    words, _, arcs = zip(*(word.partition(">") for word in text.split()), strict=True)
    rows = [(*word.split("/"), word.split("/")[0].lower()) for word in words]
    forms = [row[0] for row in rows]
    heads, relations = zip(*(arc.split(":", 1) for arc in arcs), strict=True)
    head = tuple(forms.index(name) if name else ROOT for name in heads)
    return forms, Tree(head, tuple(relations), tuple(row[1] for row in rows), tuple(row[2] for row in rows))


def converted(text: str) -> list[str]:
    forms, tree = table(text)
    found = universal(tree.head, tree.relation, tree.xpos, tree.lemma)
    names = [*forms, ""]
    return [f"{form}>{names[found.head[i]]}:{found.relation[i]}" for i, form in enumerate(forms)]


CASES = {
    "an object of a preposition under a verb is an oblique": (
        "They/PRP>met:nsubj met/VBD>:ROOT in/IN>met:prep Doha/NNP>in:pobj",
        "They>met:nsubj met>:root in>Doha:case Doha>met:obl",
    ),
    "under a noun it is a modifier": (
        "talks/NNS>began:nsubj with/IN>talks:prep Iran/NNP>with:pobj began/VBD>:ROOT",
        "talks>began:nsubj with>Iran:case Iran>talks:nmod began>:root",
    ),
    "phrases inside phrases": (
        "flew/VBD>:ROOT to/IN>flew:prep capital/NN>to:pobj of/IN>capital:prep Syria/NNP>of:pobj",
        "flew>:root to>capital:case capital>flew:obl of>Syria:case Syria>capital:nmod",
    ),
    "the agent of a passive": (
        "Two/CD>men:nummod men/NNS>killed:nsubjpass were/VBD/be>killed:auxpass killed/VBN>:ROOT by/IN>killed:agent"
        " police/NNS>by:pobj",
        "Two>men:nummod men>killed:nsubj:pass were>killed:aux:pass killed>:root by>police:case police>killed:obl:agent",
    ),
    "a dative with a preposition is an oblique": (
        "gave/VBD>:ROOT arms/NNS>gave:dobj to/IN>gave:dative rebels/NNS>to:pobj",
        "gave>:root arms>gave:obj to>rebels:case rebels>gave:obl",
    ),
    "a dative without one is an indirect object": (
        "gave/VBD>:ROOT rebels/NNS>gave:dative arms/NNS>gave:dobj",
        "gave>:root rebels>gave:iobj arms>gave:obj",
    ),
    "a clause after a preposition": (
        "left/VBD>:ROOT after/IN>left:prep meeting/VBG>after:pcomp ministers/NNS>meeting:dobj",
        "left>:root after>meeting:mark meeting>left:advcl ministers>meeting:obj",
    ),
    "a clause after a noun's preposition": (
        "way/NN>:ROOT of/IN>way:prep ending/VBG>of:pcomp war/NN>ending:dobj",
        "way>:root of>ending:mark ending>way:acl war>ending:obj",
    ),
    "a preposition of two words": (
        "fled/VBD>:ROOT because/IN>fled:prep of/IN>because:pcomp war/NN>of:pobj",
        "fled>:root because>war:case of>because:fixed war>fled:obl",
    ),
    "according to": (
        "won/VBD>:ROOT according/VBG/accord>won:prep to/IN>according:prep him/PRP>to:pobj",
        "won>:root according>him:case to>according:fixed him>won:obl",
    ),
    "instead of": (
        "came/VBD>:ROOT instead/RB>came:advmod of/IN>instead:prep him/PRP>of:pobj",
        "came>:root instead>him:case of>instead:fixed him>came:obl",
    ),
    "such as": (
        "arms/NNS>:ROOT such/JJ>as:amod as/IN>arms:prep tanks/NNS>as:pobj",
        "arms>:root such>tanks:case as>such:fixed tanks>arms:nmod",
    ),
    "two prepositions before one noun": (
        "live/VBP>:ROOT in/IN>live:prep and/CC>in:cc around/IN>in:conj Kyiv/NNP>around:pobj",
        "live>:root in>Kyiv:case and>around:cc around>in:conj Kyiv>live:obl",
    ),
    "two whole phrases": (
        "live/VBP>:ROOT in/IN>live:prep Kyiv/NNP>in:pobj and/CC>in:cc near/IN>in:conj Lviv/NNP>near:pobj",
        "live>:root in>Kyiv:case Kyiv>live:obl and>Lviv:cc near>Lviv:case Lviv>Kyiv:conj",
    ),
    "a preposition alone": (
        "came/VBD>:ROOT in/IN>came:prep",
        "came>:root in>came:advmod",
    ),
    "a preposition without its noun in a relative clause": (
        "town/NN>:ROOT he/PRP>lives:nsubj lives/VBZ/live>town:relcl in/IN>lives:prep",
        "town>:root he>lives:nsubj lives>town:acl:relcl in>lives:obl",
    ),
    "all conjuncts hang on the first": (
        "Russia/NNP>met:nsubj ,/,>Russia:punct China/NNP>Russia:conj and/CC>China:cc Iran/NNP>China:conj met/VBD>:ROOT",
        "Russia>met:nsubj ,>Russia:punct China>Russia:conj and>Iran:cc Iran>Russia:conj met>:root",
    ),
    "a conjunction at the beginning stays": (
        "And/CC>came:cc he/PRP>came:nsubj came/VBD>:ROOT",
        "And>came:cc he>came:nsubj came>:root",
    ),
    "a noun said of a subject": (
        "He/PRP>is:nsubj is/VBZ/be>:ROOT not/RB>is:neg president/NN>is:attr of/IN>president:prep Iran/NNP>of:pobj"
        " now/RB>is:advmod",
        "He>president:nsubj is>president:cop not>president:advmod president>:root of>Iran:case Iran>president:nmod"
        " now>president:advmod",
    ),
    "an adjective said of a subject in a clause": (
        "said/VBD>:ROOT it/PRP>was:nsubj was/VBD/be>said:ccomp ready/JJ>was:acomp to/TO>fight:aux fight/VB>ready:xcomp",
        "said>:root it>ready:nsubj was>ready:cop ready>said:ccomp to>fight:mark fight>ready:xcomp",
    ),
    "what hangs on be is told apart before be is turned": (
        "He/PRP>was:nsubj was/VBD/be>:ROOT minister/NN>was:attr in/IN>was:prep May/NNP>in:pobj",
        "He>minister:nsubj was>minister:cop minister>:root in>May:case May>minister:obl",
    ),
    "a place said of a subject": (
        "She/PRP>is:nsubj is/VBZ/be>:ROOT not/RB>is:neg in/IN>is:prep Rome/NNP>in:pobj",
        "She>Rome:nsubj is>Rome:cop not>Rome:advmod in>Rome:case Rome>:root",
    ),
    "there is": (
        "There/EX>were:expl were/VBD/be>:ROOT clashes/NNS>were:attr in/IN>were:prep Kyiv/NNP>in:pobj",
        "There>were:expl were>:root clashes>were:nsubj in>Kyiv:case Kyiv>were:obl",
    ),
    "be with a clause stays": (
        "plan/NN>is:nsubj is/VBZ/be>:ROOT to/TO>attack:aux attack/VB>is:xcomp",
        "plan>is:nsubj is>:root to>attack:mark attack>is:xcomp",
    ),
    "other verbs keep what they say": (
        "He/PRP>became:nsubj became/VBD>:ROOT king/NN>became:attr",
        "He>became:nsubj became>:root king>became:xcomp",
    ),
    "seem": (
        "It/PRP>seems:nsubj seems/VBZ/seem>:ROOT calm/JJ>seems:acomp",
        "It>seems:nsubj seems>:root calm>seems:xcomp",
    ),
    "elected president": (
        "elected/VBD>:ROOT him/PRP>elected:dobj president/NN>elected:oprd",
        "elected>:root him>elected:obj president>elected:xcomp",
    ),
    "want somebody to": (
        "They/PRP>want:nsubj want/VBP>:ROOT him/PRP>leave:nsubj to/TO>leave:aux leave/VB>want:ccomp",
        "They>want:nsubj want>:root him>want:obj to>leave:mark leave>want:xcomp",
    ),
    "let somebody": (
        "They/PRP>let:nsubj let/VBP>:ROOT him/PRP>go:nsubj go/VB>let:ccomp",
        "They>let:nsubj let>:root him>let:obj go>let:xcomp",
    ),
    "demand that": (
        "They/PRP>demand:nsubj demand/VBP>:ROOT he/PRP>go:nsubj go/VB>demand:ccomp",
        "They>demand:nsubj demand>:root he>go:nsubj go>demand:ccomp",
    ),
    "a possessor": (
        "Seoul/NNP>army:poss 's/POS>Seoul:case army/NN>:ROOT",
        "Seoul>army:nmod:poss 's>Seoul:case army>:root",
    ),
    "a relative clause": (
        "men/NNS>:ROOT who/WP>fled:nsubj fled/VBD>men:relcl",
        "men>:root who>fled:nsubj fled>men:acl:relcl",
    ),
    "a particle, a modal and an auxiliary": (
        "may/MD>carry:aux have/VB>carry:aux carry/VBN>:ROOT out/RP>carry:prt",
        "may>carry:aux have>carry:aux carry>:root out>carry:compound:prt",
    ),
    "a clause as a passive subject": (
        "That/IN>won:mark he/PRP>won:nsubj won/VBD>known:csubjpass is/VBZ/be>known:auxpass known/VBN>:ROOT",
        "That>won:mark he>won:nsubj won>known:csubj:pass is>known:aux:pass known>:root",
    ),
    "an amount of money": (
        "paid/VBD>:ROOT about/RB>million:quantmod $/$>million:quantmod 5/CD>million:compound million/CD>paid:dobj",
        "paid>:root about>million:advmod $>paid:obj 5>million:compound million>$:nummod",
    ),
    "a time without a preposition": (
        "met/VBD>:ROOT last/JJ>week:amod week/NN>met:npadvmod",
        "met>:root last>week:amod week>met:obl:unmarked",
    ),
    "a measure of a noun": (
        "man/NN>:ROOT himself/PRP>man:npadvmod",
        "man>:root himself>man:nmod:unmarked",
    ),
    "a noun before a noun": (
        "Prime/NNP>Minister:nmod Minister/NNP>:ROOT",
        "Prime>Minister:compound Minister>:root",
    ),
    "small words": (
        "both/CC>A:preconj A/NNP>died:nsubj and/CC>A:cc B/NNP>A:conj all/PDT>the:predet the/DT>B:det oh/UH>died:intj"
        " died/VBD>:ROOT well/UH>died:meta so/RB>died:odd",
        "both>A:cc:preconj A>died:nsubj and>B:cc B>A:conj all>the:det:predet the>B:det oh>died:discourse"
        " died>:root well>died:dep so>died:dep",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_clear_becomes_universal(case: str) -> None:
    given_tree, wanted = CASES[case]
    assert converted(given_tree) == wanted.split()


def test_what_is_universal_already_stays() -> None:
    text = "He/PRP>met:nsubj met/VBD>:root them/PRP>met:obj in/IN>Rome:case Rome/NNP>met:obl"
    assert converted(text) == [word.split("/")[0] + ">" + word.split(">")[1] for word in text.split()]


def test_no_clear_label_is_left() -> None:
    assert set(LABELS.values()) <= SHARED
    assert not set(LABELS) & SHARED


def test_depths() -> None:
    assert depths([1, ROOT, 1, 2]) == [1, 0, 1, 2]
    assert depths([]) == []


TAGS = ("NN", "NNP", "VB", "VBD", "IN", "TO", "CD", "$", "JJ", "EX", "RB", "CC", "")
RELATIONS = (
    *LABELS,
    "nsubj",
    "aux",
    "cc",
    "conj",
    "mark",
    "amod",
    "advmod",
    "compound",
    "nmod",
    "case",
    "xcomp",
    "odd",
)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Any tree with any labels: what a bad parser could give."""
    size = draw(st.integers(1, 14))
    heads = draw(st.lists(st.integers(-1, size - 1), min_size=size, max_size=size))
    relations = draw(st.lists(st.sampled_from(RELATIONS), min_size=size, max_size=size))
    tags = draw(st.lists(st.sampled_from(TAGS), min_size=size, max_size=size))
    lemmas = draw(
        st.lists(st.sampled_from(("be", "as", "of", "because", "want", "let", "x")), min_size=size, max_size=size)
    )
    return Tree(*one_tree(heads, relations), tuple(tags), tuple(lemmas))


@settings(max_examples=300, deadline=None)
@given(trees())
def test_any_tree_becomes_a_tree(tree: Tree) -> None:
    found = universal(tree.head, tree.relation, tree.xpos, tree.lemma)
    assert found.head.count(ROOT) == 1
    assert [name == "root" for name in found.relation] == [head == ROOT for head in found.head]
    assert set(found.relation) <= SHARED
    for token in range(len(found.head)):
        steps, here = 0, token
        while here != ROOT:
            here, steps = found.head[here], steps + 1
            assert steps <= len(found.head)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(-1, 11), max_size=12))
def test_any_heads_become_one_tree(heads: list[int]) -> None:
    heads = [min(head, len(heads) - 1) for head in heads]
    found, named = one_tree(heads, ["ROOT"] * len(heads))
    assert found.count(ROOT) == min(1, len(heads))
    assert [name == "root" for name in named] == [head == ROOT for head in found]
    for token in range(len(found)):
        seen, here = set(), token
        while here != ROOT:
            assert here not in seen
            seen.add(here)
            here = found[here]


def test_later_roots_hang_on_the_first() -> None:
    heads, relations = one_tree([1, ROOT, ROOT, 2], ["nsubj", "ROOT", "ROOT", "obj"])
    assert heads == (1, ROOT, 1, 2)
    assert relations == ("nsubj", "root", "parataxis", "obj")
