"""Claims: put together last, from the layers, by one pure function."""

from __future__ import annotations

from dataclasses import replace

from coranto.model import Act, Claim, Reading, claim_id
from coranto.read.holders import Words, held
from coranto.read.tools import Tools


def claims(reading: Reading, tools: Tools) -> Reading:
    """Fills `claims`: one for each act that has a type, in text order; the same telling noticed twice is one claim."""
    words = tools.codebook.cues["speech"]
    found = (_claim(reading, words, index) for index, act in enumerate(reading.acts) if act.type)
    unique: dict[str, Claim] = {}
    for claim in found:
        unique.setdefault(claim.id, claim)
    return replace(reading, claims=tuple(unique.values()))


def _claim(reading: Reading, words: Words, index: int) -> Claim:
    act, version = reading.acts[index], reading.article.version
    sure = reading.certainties[index] if index < len(reading.certainties) else None
    return Claim(
        id=claim_id(version, act),
        version=version,
        act=act,
        said_by=tuple(reading.attributions[voice] for voice in held(reading, words, act)),
        certainty=sure.certainty if sure else None,
        about=_about(reading, act),
        evidence=act.evidence,
    )


def _about(reading: Reading, act: Act) -> tuple[str, ...]:
    """Ids of the typed acts that this one speaks of, itself left out."""
    version = reading.article.version
    ids = (claim_id(version, reading.acts[i]) for i in act.about if reading.acts[i].type)
    return tuple(dict.fromkeys(one for one in ids if one != claim_id(version, act)))
