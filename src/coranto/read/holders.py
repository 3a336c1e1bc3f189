"""Who vouches for an act: of the voices around it, those that stand for its being true."""

from __future__ import annotations

from collections.abc import Mapping

from coranto.model import Act, Attribution, Reading, Stance
from coranto.read.grammar import is_relation, token_at

Words = Mapping[str, tuple[str, ...]]
NOMINAL = ("NOUN", "PROPN")


def held(reading: Reading, words: Words, act: Act) -> tuple[int, ...]:
    """Indices of the voices that vouch for an act, outermost first; () for the reporter's own voice.

    `words` are the lists of cues/speech.toml. Two kinds of voice are left out. One that only judges what is taken as
    known ("condemned the attack"), unless in its own quoted words: the reporter tells of the attack. And one whose
    speaking is the act itself ("they said that they condemn"): the reporter heard it.
    """
    voices = chain(reading.attributions, act.voices)
    while voices and _steps_back(reading, words, act, reading.attributions[voices[-1]]):
        voices = voices[:-1]
    return voices


def _steps_back(reading: Reading, words: Words, act: Act, voice: Attribution) -> bool:
    return _judges(reading, words, act, voice) or _performs(words, act, voice)


def _judges(reading: Reading, words: Words, act: Act, voice: Attribution) -> bool:
    tokens = reading.tokens
    cues = (token_at(tokens, span.end - 1) for span in voice.cue)
    judging = any(cue is not None and tokens.lemma[cue].lower() in words["judging"] for cue in cues)
    if not judging or voice.direct or not act.status.took_place:
        return False
    return tokens.upos[act.token] in NOMINAL or is_relation(tokens, act.token, "acl:relcl")


def _performs(words: Words, act: Act, voice: Attribution) -> bool:
    own = set(act.actor_codes) - {"UNK"}
    speaks = act.type in words["done_by_speaking"] and act.status.took_place and voice.stance is Stance.ASSERTS
    return speaks and bool(own & set(voice.actors))


def chain(attributions: tuple[Attribution, ...], voices: tuple[int, ...]) -> tuple[int, ...]:
    """The voices of an act with those that pass the outermost one on, outermost first."""
    if not voices:
        return ()
    outside: list[int] = []
    here = attributions[voices[0]].inside
    while here is not None and here not in (*outside, *voices):
        outside.append(here)
        here = attributions[here].inside
    return (*reversed(outside), *voices)
