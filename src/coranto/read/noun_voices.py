"""Voices that no verb makes: claims that, the alleged, according to, reportedly, a name before a colon."""

from __future__ import annotations

from coranto.model import Part, Stance
from coranto.read.grammar import children, dependents, is_relation, subtree
from coranto.read.scene import (
    Scene,
    Voice,
    after_comma,
    clause_without,
    names_party,
    party_words,
    preposition,
    subject_of_light,
)


def nominal(here: Scene, token: int) -> Voice | None:
    """“Claims that”, “Tehran's denial of”, “expressed alarm at”, “speculation about”."""
    if here.tokens.upos[token] != "NOUN" or not here.among(token, "nouns"):
        return None
    content, source = _complement(here, token), _noun_source(here, token)
    if not content:
        content, source = _drawn(here, token)
    if not content or (source is None and not here.among(token, "noun_unnamed")):
        return None
    keys = (("noun_denies", Stance.DENIES), ("noun_doubts", Stance.DOUBTS), ("noun_asks", Stance.ASKS))
    stance = next((stance for key, stance in keys if here.among(token, key)), Stance.ASSERTS)
    content = tuple(t for t in content if source is None or t not in subtree(here.tokens, source))
    why = f"{here.lemma(token)}: reporting noun"
    party = party_words(here, source, token)
    return Voice(here.number, (token,), party, source, content, stance, why, hidden=source is None)


def _complement(here: Scene, token: int) -> tuple[int, ...]:
    tokens = here.tokens
    heads = [c for c in dependents(tokens, token, "acl", "ccomp", "xcomp") if not is_relation(tokens, c, "acl:relcl")]
    heads += [c for c in dependents(tokens, token, "nmod") if preposition(here, c) in here.words["noun_prepositions"]]
    heads = [c for c in heads if preposition(here, c) not in ("by", "from", "with") and c > token]
    return tuple(sorted({t for head in heads for t in subtree(tokens, head)}))


def _drawn(here: Scene, token: int) -> tuple[tuple[int, ...], int | None]:
    """“The test raised doubts among experts”: what they doubt is the subject."""
    tokens = here.tokens
    verb = tokens.head[token]
    if verb < 0 or not is_relation(tokens, token, "obj") or not here.among(verb, "drawing"):
        return (), None
    behind = (*dependents(tokens, token, "nmod"), *dependents(tokens, verb, "obl"))
    makers = [one for one in behind if preposition(here, one) in ("from", "among", "by")]
    subjects = dependents(tokens, verb, "nsubj") if makers else ()
    return tuple(t for subject in subjects for t in subtree(tokens, subject)), next(iter(makers), None)


def _noun_source(here: Scene, token: int) -> int | None:
    tokens = here.tokens
    owners = dependents(tokens, token, "nmod:poss")
    makers = [c for c in dependents(tokens, token, "nmod") if preposition(here, c) in ("by", "from", "among")]
    peoples = [c for c in dependents(tokens, token, "amod", "compound") if names_party(here, c)]
    found = (*owners, *makers, *peoples)
    return found[0] if found else subject_of_light(here, token)


def attributive(here: Scene, token: int) -> Voice | None:
    """“Its claimed ability to strike”, “the alleged attack”."""
    tokens = here.tokens
    if (
        not is_relation(tokens, token, "amod")
        or not here.among(token, "attributive")
        or tokens.xpos[token] not in ("VBN", "VBD", "JJ")
    ):
        return None
    noun = tokens.head[token]
    source = next(iter(dependents(tokens, noun, "nmod:poss")), None)
    inside = () if source is None else subtree(tokens, source)
    content = tuple(
        t
        for t in clause_without(here, noun, ("acl:relcl", "case", "conj", "cc", "det"))
        if t != token and t not in inside
    )
    party = party_words(here, source, token)
    return Voice(
        here.number, (token,), party, source, content, Stance.ASSERTS, "attributive participle", hidden=source is None
    )


def according(here: Scene, token: int) -> Voice | None:
    """“According to X”: everything else in its clause."""
    tokens = here.tokens
    if not here.among(token, "according") and here.form(token) != "according":
        return None
    source = tokens.head[token] if is_relation(tokens, token, "case", "mark") else None
    if source is None:
        source = next(iter(dependents(tokens, token, "obl", "nmod", "obj")), None)
    if source is None:
        return None
    phrase = set(subtree(tokens, source)) | {token}
    to = {c for c in (*children(tokens, token), *dependents(tokens, source, "case")) if here.form(c) == "to"}
    above = tokens.head[source] if tokens.head[source] != token else tokens.head[token]
    content = [t for t in subtree(tokens, above) if t not in phrase and t != token] if above >= 0 else []
    cue = tuple(sorted({token} | to))
    party = tuple(t for t in subtree(tokens, source) if t not in cue)
    return Voice(here.number, cue, party, source, tuple(content), Stance.ASSERTS, "according to")


def hearsay(here: Scene, token: int) -> Voice | None:
    """“Reportedly”, “allegedly”: the clause that the adverb stands in, on nobody’s word."""
    if not here.among(token, "hearsay") and here.form(token) not in here.words["hearsay"]:
        return None
    above = here.tokens.head[token]
    if above < 0:
        return None
    outside = ("parataxis", "conj", "cc", "advcl", "mark") if here.tokens.upos[above] == "VERB" else ("acl:relcl",)
    aside = {t for c in subtree(here.tokens, above) if _is_aside(here, c, token) for t in subtree(here.tokens, c)}
    content = tuple(t for t in clause_without(here, above, outside) if t != token and t not in aside)
    return Voice(here.number, (token,), (), None, content, Stance.ASSERTS, f"{here.form(token)}: hearsay", hidden=True)


def _is_aside(here: Scene, token: int, cue: int) -> bool:
    """A clause set off by a comma behind the word: "reportedly met Smith, who has denied it"."""
    return token > cue and is_relation(here.tokens, token, "acl:relcl") and after_comma(here, token)


def label(here: Scene) -> Voice | None:
    """“Seoul: North fires missile”, “Smith: “We will go””: the words before the colon name who says the rest."""
    first, last = here.sentence.first, here.sentence.last
    colons = [t for t in range(first + 1, min(last, first + CITED_FOR)) if here.form(t) == ":" and t not in here.quoted]
    if not colons or here.sentence.part is Part.KEY_POINT or colons[0] + 2 > last:
        return None
    before, after = tuple(range(first, colons[0])), tuple(range(colons[0] + 1, last))
    quoted = bool(after) and after[0] in here.quoted
    named = any(here.tokens.entity[t] != "O" or names_party(here, t) for t in before) or here.among(
        before[-1], "unnamed"
    )
    nominal = all(here.tokens.upos[t] in ("PROPN", "NOUN", "ADJ", "DET", "PUNCT", "ADP", "NUM", "PART") for t in before)
    if (
        not (nominal and named)
        or here.among(before[0], "labels")
        or not (quoted or here.sentence.part is Part.HEADLINE)
    ):
        return None
    heads = [t for t in before if here.tokens.head[t] not in before]
    return Voice(
        here.number,
        (colons[0],),
        before,
        heads[-1] if heads else before[-1],
        after,
        Stance.ASSERTS,
        "label before a colon",
    )


CITED_FOR = 8
"""A headline's source before a colon is at most this many tokens: longer ones are sentences of their own."""
