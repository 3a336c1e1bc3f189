"""What is said of the future: promises, plans, risks and predictions that the record can follow until they are due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from coranto.model import Act, Attribution, Forecast, Reading, Status, When, claim_id
from coranto.read.grammar import ancestors, dependents, token_at
from coranto.read.holders import held
from coranto.read.tools import Tools

Words = Mapping[str, tuple[str, ...]]

AHEAD = (Status.PLANNED, Status.THREATENED, Status.HYPOTHETICAL)
KINDS = ("scheduled", "commitment", "intention", "forecast", "risk")
"""Asked in this order: a promise to do what is also feared is first of all a promise."""

DEFAULT = {Status.PLANNED: "intention", Status.THREATENED: "commitment", Status.HYPOTHETICAL: "forecast"}
DEPTH = 4
"""How far above an act a word still says what kind of statement it stands in."""


def forward(reading: Reading, tools: Tools) -> Reading:
    """Fills `forecasts`: one for each typed act that is planned, threatened or thought of, and lies ahead."""
    words = tools.codebook.cues["forward"]
    ahead = (act for act in reading.acts if act.type and act.status in AHEAD and not _looks_back(reading, words, act))
    unique = {claim_id(reading.article.version, act): act for act in ahead}
    speech = tools.codebook.cues["speech"]
    made = tuple(_forecast(reading, words, one, held(reading, speech, act), act) for one, act in unique.items())
    return replace(reading, forecasts=made)


def _forecast(reading: Reading, words: Words, claim: str, held_by: tuple[int, ...], act: Act) -> Forecast:
    voices = [reading.attributions[i] for i in held_by]
    due = _due(reading, act)
    return Forecast(
        claim=claim,
        kind=_kind(reading, words, act, voices),
        holders=(voices[-1].actors or ("UNK",)) if voices else (),
        due=due,
        test=_test(act, due),
        span=act.evidence[0] if act.evidence else act.trigger,
    )


def _kind(reading: Reading, words: Words, act: Act, voices: list[Attribution]) -> str:
    """By the words on the act and above it, and by its voice's; else by its status and by what it is."""
    lemmas = {lemma for token in _near(reading, act) for lemma in _shapes(reading, token)}
    cues = (token_at(reading.tokens, span.end - 1) for voice in voices[-1:] for span in voice.cue)
    lemmas |= {lemma for token in cues if token is not None for lemma in _shapes(reading, token)}
    adverse = act.type in words["adverse"]
    if act.status is Status.HYPOTHETICAL:
        return "risk" if adverse or lemmas & (set(words["risk"]) - {"could", "might"}) else "forecast"
    found = next((kind for kind in KINDS[:4] if lemmas & set(words[kind])), None)
    return found or DEFAULT[act.status]


def _near(reading: Reading, act: Act) -> Iterator[int]:
    tokens = reading.tokens
    above = [token for _, token in zip(range(DEPTH), ancestors(tokens, act.token), strict=False)]
    for token in (act.token, *above):
        yield token
        yield from dependents(tokens, token, "aux", "advmod", "amod", "xcomp")


def _shapes(reading: Reading, token: int) -> tuple[str, str]:
    return reading.tokens.lemma[token].lower(), reading.tokens.span(token).of(reading.article.text).lower()


def _looks_back(reading: Reading, words: Words, act: Act) -> bool:
    """“May have fired”, and what has a date before the article's: doubted, but not foretold."""
    tokens = reading.tokens
    perfect = any(tokens.lemma[t].lower() in words["looking_back"] for t in dependents(tokens, act.token, "aux"))
    published = reading.published
    past = bool(act.time and act.time.until and published and act.time.until <= published.at)
    return perfect or past


def _due(reading: Reading, act: Act) -> When | None:
    """The act's own time where it has one that ends: only that can be missed."""
    del reading
    return act.time if act.time and act.time.until else None


def _test(act: Act, due: When | None) -> str:
    kind = f"{act.type}/{act.mode}" if act.mode else str(act.type)
    parts = [f"a claim of {kind}"]
    parts += [f"with context {', '.join(act.contexts)}"] if act.contexts else []
    parts += [f"by {', '.join(act.actor_codes)}"] if act.actors else []
    parts += [f"towards {', '.join(act.recipient_codes)}"] if act.recipients else []
    last = due.days[1] if due else None
    return " ".join((*parts, "that took place", *([f"by {last}"] if last else [])))
