"""Penn tags and universal parts of speech, each from the other."""

from __future__ import annotations

import pytest

from coranto.nlp.penn import penn_of, universal_of


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("NOUN", "NN", "obj", "x"), "NOUN"),
        (("SPACE", "_SP", "dep", " "), "X"),
        (("CONJ", "CC", "cc", "and"), "CCONJ"),
        (("", "NNP", "nsubj", "Iran"), "PROPN"),
        (("", "VBD", "root", "fire"), "VERB"),
        (("", "VBD", "aux:pass", "be"), "AUX"),
        (("", "VBZ", "cop", "be"), "AUX"),
        (("", "MD", "aux", "may"), "AUX"),
        (("", "IN", "case", "in"), "ADP"),
        (("", "IN", "mark", "that"), "SCONJ"),
        (("", "TO", "mark", "to"), "PART"),
        (("", "TO", "case", "to"), "ADP"),
        (("", "RB", "advmod", "not"), "PART"),
        (("", "RB", "advmod", "now"), "ADV"),
        (("", "-LRB-", "punct", "("), "PUNCT"),
        (("", "ODD", "dep", "x"), "X"),
    ],
)
def test_universal(given: tuple[str, str, str, str], wanted: str) -> None:
    assert universal_of(*given) == wanted


@pytest.mark.parametrize(
    ("upos", "features", "wanted"),
    [
        ("NOUN", {"Number": "Plur"}, "NNS"),
        ("PROPN", {}, "NNP"),
        ("ADJ", {"Degree": "Sup"}, "JJS"),
        ("VERB", {"VerbForm": "Fin", "Tense": "Past"}, "VBD"),
        ("VERB", {"VerbForm": "Fin", "Tense": "Pres", "Person": "3", "Number": "Sing"}, "VBZ"),
        ("VERB", {"VerbForm": "Fin", "Tense": "Pres", "Number": "Plur"}, "VBP"),
        ("VERB", {"VerbForm": "Part", "Tense": "Past"}, "VBN"),
        ("AUX", {"VerbForm": "Ger"}, "VBG"),
        ("VERB", {"VerbForm": "Inf"}, "VB"),
        ("PRON", {"PronType": "Rel"}, "WP"),
        ("PRON", {"Poss": "Yes"}, "PRP$"),
        ("X", {}, "FW"),
        ("", {}, "FW"),
    ],
)
def test_penn(upos: str, features: dict[str, str], wanted: str) -> None:
    assert penn_of(upos, features) == wanted
