"""Penn Treebank tags and universal parts of speech, each from the other: for readers that give only one of them.

From Penn to universal: the conversion table of Universal Dependencies (universaldependencies.org/tagset-conversion),
with the choices that depend on the word's place in the tree. The other way loses what the universal tags do not tell.
"""

from __future__ import annotations

from collections.abc import Mapping

UNIVERSAL = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("JJ", "JJR", "JJS", "AFX"), "ADJ"),
    **dict.fromkeys(("RB", "RBR", "RBS", "WRB"), "ADV"),
    **dict.fromkeys(("PRP", "PRP$", "WP", "WP$", "EX"), "PRON"),
    **dict.fromkeys(("DT", "PDT", "WDT"), "DET"),
    **dict.fromkeys(("IN", "RP"), "ADP"),
    **dict.fromkeys(("TO", "POS"), "PART"),
    **dict.fromkeys(("MD", "BES", "HVS"), "AUX"),
    **dict.fromkeys(("$", "#", "SYM"), "SYM"),
    **dict.fromkeys((".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", '""'), "PUNCT"),
    "CC": "CCONJ",
    "CD": "NUM",
    "UH": "INTJ",
}

OLD = {"CONJ": "CCONJ", "SPACE": "X", "EOL": "X"}
"""Parts of speech that only spaCy has."""

PENN = {
    "ADJ": "JJ",
    "ADP": "IN",
    "ADV": "RB",
    "AUX": "VB",
    "CCONJ": "CC",
    "DET": "DT",
    "INTJ": "UH",
    "NOUN": "NN",
    "NUM": "CD",
    "PART": "RP",
    "PRON": "PRP",
    "PROPN": "NNP",
    "PUNCT": ",",
    "SCONJ": "IN",
    "SYM": "SYM",
    "VERB": "VB",
}


def universal_of(upos: str, xpos: str, relation: str, lemma: str) -> str:
    """Universal part of speech: the one given, or from the Penn tag and the relation where none is."""
    if upos:
        return OLD.get(upos, upos)
    if relation.partition(":")[0] in ("aux", "cop") and xpos.startswith("VB"):
        return "AUX"
    if xpos in ("IN", "WRB") and relation == "mark":
        return "SCONJ"
    if xpos == "TO" and relation == "case":
        return "ADP"
    if xpos == "RB" and lemma in ("not", "n't"):
        return "PART"
    return UNIVERSAL.get(xpos, "X")


def penn_of(upos: str, features: Mapping[str, str]) -> str:
    """Penn tag from a universal part of speech and its features ("Tense", "VerbForm", "Number"…); `FW` for none."""
    tag = PENN.get(upos, "FW")
    if tag in ("NN", "NNP"):
        return tag + "S" if features.get("Number") == "Plur" else tag
    if tag in ("JJ", "RB"):
        return tag + {"Cmp": "R", "Sup": "S"}.get(features.get("Degree", ""), "")
    if tag == "VB":
        return _verb(features)
    if tag == "PRP" and features.get("PronType") in ("Rel", "Int"):
        return "WP"
    return "PRP$" if tag == "PRP" and features.get("Poss") == "Yes" else tag


def _verb(features: Mapping[str, str]) -> str:
    form, tense = features.get("VerbForm", ""), features.get("Tense", "")
    if form == "Ger" or (form == "Part" and tense == "Pres"):
        return "VBG"
    if form == "Part":
        return "VBN"
    if form == "Fin" and tense == "Past":
        return "VBD"
    if form == "Fin" and tense == "Pres":
        return "VBZ" if (features.get("Person"), features.get("Number")) == ("3", "Sing") else "VBP"
    return "VB"
