"""Voices in one sentence: the word that makes one, whose it is, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from coranto.model import Stance
from coranto.read.grammar import dependents
from coranto.read.noun_voices import according, attributive, hearsay, label, nominal
from coranto.read.scene import Scene, Voice, names_party, party_words
from coranto.read.verb_voices import passing, quoting, refusal, reporting


def voices(here: Scene) -> Iterator[Voice]:
    """All voices of a sentence, each by the first rule that finds it."""
    taken: set[int] = set()
    for rule in (refusal, quoting, passing, reporting, nominal, attributive, according, hearsay):
        for token in range(here.sentence.first, here.sentence.last):
            voice = None if token in taken else rule(here, token)
            if voice is not None:
                taken.update(voice.cue)
                yield voice
    labelled = label(here)
    if labelled is not None:
        yield labelled


def with_cited(here: Scene, found: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """“Reuters reported, citing officials, that …”: what is reported is the officials', passed on by Reuters."""
    made = list(found)
    for index, voice in enumerate(found):
        cited = _cited(here, voice)
        nearest = [n for n, v in enumerate(made) if v.speech and n != index and v.content and v.head != cited]
        if cited is None or not nearest:
            continue
        outer = min(nearest, key=lambda n: abs(made[n].cue[0] - voice.cue[0]))
        told, party = made[outer], party_words(here, cited, voice.cue[0])
        made[outer] = replace(told, stance=Stance.PASSES_ON)
        content = tuple(t for t in told.content if t not in party and t not in voice.cue)
        why = "cited as the source"
        made[index] = Voice(
            here.number, voice.cue, party, cited, content, told.stance, why, direct=told.direct, through=told.cue[0]
        )
    return tuple(made)


def _cited(here: Scene, voice: Voice) -> int | None:
    """The party that a verb of citing names, if it is one that can speak."""
    verb = voice.cue[-1]
    if voice.stance is not Stance.PASSES_ON or voice.through is not None or voice.why == "quotes somebody":
        return None
    for one in dependents(here.tokens, verb, "obj", "iobj"):
        if here.among(one, "unnamed") or names_party(here, one) or here.tokens.entity[one] != "O":
            return one
    return None


def with_quotes(here: Scene, found: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """Quoted words that no voice of the sentence has yet go to the nearest reporting verb outside the quotation."""
    loose = {t for t in here.quoted if not any(t in v.content or t in v.source for v in found)}
    ready = [
        n
        for n, v in enumerate(found)
        if v.speech and not (set(v.cue) & here.quoted) and v.stance is not Stance.DECLINES
    ]
    if not loose or not ready:
        return tuple(_direct(here, voice) for voice in found)
    middle = sorted(loose)[len(loose) // 2]
    best = min(ready, key=lambda n: (bool(found[n].content), abs(found[n].cue[0] - middle)))
    wider = replace(found[best], content=tuple(sorted({*found[best].content, *loose})))
    return tuple(_direct(here, wider if n == best else voice) for n, voice in enumerate(found))


def _direct(here: Scene, voice: Voice) -> Voice:
    inside = sum(t in here.quoted for t in voice.content)
    return replace(voice, direct=bool(inside) and 2 * inside >= len(voice.content))
