"""How surely: the certainty with which the innermost voice puts each act, and whether it happened by that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from coranto.model import Act, Assurance, Attribution, Certainty, Reading, Span, Stance, Status
from coranto.read.grammar import ancestors, dependents, is_relation, sentence_of, token_at
from coranto.read.holders import held
from coranto.read.tools import Tools

Words = Mapping[str, tuple[str, ...]]

HAPPENED: Mapping[Status, tuple[float, float, float]] = {
    Status.HAPPENED: (3.0, 2.0, 1.0),
    Status.ONGOING: (3.0, 2.0, 1.0),
    Status.HISTORICAL: (3.0, 2.0, 1.0),
    Status.PLANNED: (0.0, -0.5, -1.0),
    Status.THREATENED: (-1.0, -1.0, -1.5),
    Status.DEMANDED: (-1.5, -1.5, -1.5),
    Status.HYPOTHETICAL: (-1.0, -1.0, -1.5),
    Status.NEGATED: (-3.0, -2.0, -1.0),
}
"""Status, then certain, probable, possible: on the scale of Universal Decompositional Semantics ("did it happen", -3
surely not, 3 surely; White et al. 2016). A fact loses a point with each step of doubt and never falls below 0; what is
only planned, threatened, demanded or thought of never rises above it. No certainty at all is 0: nothing is known."""

STRENGTH = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE)
PASSED = ("xcomp", "ccomp", "csubj", "obj", "iobj", "obl", "nmod", "nsubj", "compound", "amod", "fixed", "flat")
NOMINAL = ("NOUN", "PROPN", "PRON")
KNOWN = ("the", "this", "that", "these", "those")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that strengthens or weakens, and what it makes of the act."""

    token: int
    certainty: Certainty


def how_sure(reading: Reading, tools: Tools) -> Reading:
    """Fills `certainties`, one for each act."""
    words = tools.codebook.cues["hedges"]
    speech = tools.codebook.cues["speech"]
    made = (_assurance(reading, words, act, held(reading, speech, act)) for act in reading.acts)
    return replace(reading, certainties=tuple(made))


def _assurance(reading: Reading, words: Words, act: Act, held_by: tuple[int, ...]) -> Assurance:
    voices = [reading.attributions[i] for i in held_by]
    open_question = _left_open(reading, act, voices)
    if open_question:
        return Assurance(None, 0.0, (), open_question)
    cues = tuple(dict.fromkeys((*_on_the_way(reading, words, act, voices), *_of_voices(reading, words, voices))))
    certainty = max((cue.certainty for cue in cues), key=STRENGTH.index, default=_plain(act))
    spans = tuple(reading.tokens.span(cue.token) for cue in cues if cue.certainty is certainty)
    score = HAPPENED[act.status][STRENGTH.index(certainty)]
    return Assurance(certainty, score, spans, _why(reading, act, certainty, spans))


def _left_open(reading: Reading, act: Act, voices: list[Attribution]) -> str:
    """Why nothing can be said, or "": a question, or a voice that asks, doubts or gives no answer."""
    stance = voices[-1].stance if voices else Stance.ASSERTS
    if stance in (Stance.DECLINES, Stance.DOUBTS):
        return f"the voice {stance}: it takes no position"
    if stance is Stance.ASKS and act.status.took_place:
        return "only asked, not said"
    told = sentence_of(reading, act.token).span.of(reading.article.text)
    return "a question" if told.rstrip("”\"'’ ").endswith("?") else ""


def _plain(act: Act) -> Certainty:
    """Without any cue an assertion is certain; what is only thought of is possible."""
    return Certainty.POSSIBLE if act.status is Status.HYPOTHETICAL else Certainty.CERTAIN


def _why(reading: Reading, act: Act, certainty: Certainty, spans: tuple[Span, ...]) -> str:
    said = ", ".join(f"“{span.of(reading.article.text)}”" for span in spans)
    if said:
        return f"{certainty}: {said}"
    return f"{certainty}: {act.status}, " + (
        "said outright" if certainty is Certainty.CERTAIN else "no word says how surely"
    )


# -- words on the act and above it ------------------------------------------------------------------------------------


def _on_the_way(reading: Reading, words: Words, act: Act, voices: list[Attribution]) -> Iterator[Cue]:
    """Cues on the act's word and on the words above it, up to the voice that says it."""
    bounds = {token_at(reading.tokens, span.start) for voice in voices for span in voice.cue}
    lasts = {token_at(reading.tokens, span.end - 1) for voice in voices for span in voice.cue}
    yield from _on(reading, words, act.token)
    if act.status.took_place and _known(reading, act.token):
        return
    for token in _above(reading, act.token):
        if token in bounds | lasts:
            return
        yield from _cue(reading, words, token)
        yield from _on(reading, words, token)


def _above(reading: Reading, token: int) -> Iterator[int]:
    """The words that an act is embedded under; a clause that only stands beside it is not above it."""
    for governor in ancestors(reading.tokens, token):
        if not _passes(reading, token, governor):
            return
        yield governor
        token = governor


def _passes(reading: Reading, token: int, governor: int) -> bool:
    tokens = reading.tokens
    if is_relation(tokens, token, *PASSED):
        return True
    own = dependents(tokens, token, "nsubj", "aux")
    if is_relation(tokens, token, "conj"):
        return not own
    bare = is_relation(tokens, token, "acl") and not is_relation(tokens, token, "acl:relcl")
    if bare:
        return True
    return is_relation(tokens, token, "advcl") and not own and token > governor and tokens.xpos[token] in ("VBG", "VB")


def _known(reading: Reading, token: int) -> bool:
    """A noun with "the" or an owner: "the attack may lead to war" does not put the attack in doubt."""
    tokens = reading.tokens
    if tokens.upos[token] not in NOMINAL:
        return False
    articles = (tokens.lemma[t].lower() for t in dependents(tokens, token, "det"))
    return bool(dependents(tokens, token, "nmod:poss")) or any(lemma in KNOWN for lemma in articles)


def _on(reading: Reading, words: Words, token: int) -> Iterator[Cue]:
    for child in dependents(reading.tokens, token, "aux", "advmod", "amod", "mark"):
        yield from _cue(reading, words, child)


def _cue(reading: Reading, words: Words, token: int) -> Iterator[Cue]:
    shapes = {reading.tokens.lemma[token].lower(), reading.tokens.span(token).of(reading.article.text).lower()}
    certainty = _strength(words, shapes)
    if certainty is not None:
        yield Cue(token, certainty)


def _strength(words: Words, shapes: set[str]) -> Certainty | None:
    if shapes & {*words["possible"], *words["conditional"]}:
        return Certainty.POSSIBLE
    if shapes & set(words["probable"]):
        return Certainty.PROBABLE
    return Certainty.CERTAIN if shapes & set(words["certain"]) else None


# -- words of the voices ----------------------------------------------------------------------------------------------


def _of_voices(reading: Reading, words: Words, voices: list[Attribution]) -> Iterator[Cue]:
    """The innermost voice's own cue, and those of hidden voices around it: "reportedly" weakens all it stands on."""
    for index, voice in enumerate(voices):
        if index == len(voices) - 1 or not voice.source:
            yield from _of_voice(reading, words, voice)


def _of_voice(reading: Reading, words: Words, voice: Attribution) -> Iterator[Cue]:
    for span in voice.cue:
        token = token_at(reading.tokens, span.end - 1)
        if token is None:
            continue
        sure = voice.source and reading.tokens.lemma[token].lower() in words["sure_with_holder"]
        if not sure:
            yield from _cue(reading, words, token)
            yield from _on(reading, words, token)
