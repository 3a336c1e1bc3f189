from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.nlp.lemmas import Lexicon, Rule, pack, read_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon((resources.files("coranto.nlp") / "data" / "lemmas.json.gz").read_bytes())


@pytest.mark.parametrize(
    ("form", "xpos", "lemma"),
    [
        ("bombed", "VBD", "bomb"),
        ("Provoking", "VBG", "provoke"),
        ("denied", "VBD", "deny"),
        ("overthrew", "VBD", "overthrow"),
        ("withdrawn", "VBN", "withdraw"),
        ("shot", "VBD", "shoot"),
        ("is", "VBZ", "be"),
        ("alleges", "VBD", "allege"),
        ("’s", "POS", "'s"),
        ("n't", "RB", "not"),
        ("missiles", "NNS", "missile"),
        ("countries", "NNS", "country"),
        ("women", "NNS", "woman"),
        ("The", "DT", "the"),
        ("Korea", "NNP", "Korea"),
        ("Forces", "NNPS", "Force"),
        ("Korean", "JJ", "Korean"),
        ("larger", "JJR", "large"),
    ],
)
def test_lemma(lexicon: Lexicon, form: str, xpos: str, lemma: str) -> None:
    assert lexicon.lemma(form, xpos) == lemma


def test_sense(lexicon: Lexicon) -> None:
    assert lexicon.sense("kill", "VERB", None) == "kill.01"
    assert lexicon.sense("carry", "VERB", "out").startswith("carry_out.")
    assert lexicon.sense("unheard-of", "VERB", "up") == "unheard-of.01"


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=()), min_size=1, max_size=80), st.sampled_from(["NN", "NNS", "VBD", "?"])
)
def test_a_form_always_has_a_lemma(form: str, xpos: str) -> None:
    lexicon = read_lexicon((resources.files("coranto.nlp") / "data" / "lemmas.json.gz").read_bytes())
    assert lexicon.lemma(form, xpos)


def test_packing_keeps_everything() -> None:
    lexicon = Lexicon({"VBD went": "go"}, {"VBD a ed": Rule(lower=False, cut=2, add="")}, {"fire VERB": "fire.02"})
    assert read_lexicon(pack(lexicon)) == lexicon
    assert pack(lexicon) == pack(lexicon)
