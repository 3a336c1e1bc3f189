"""Voices that a verb makes: said, was believed, declined to comment; and what the verb governs."""

from __future__ import annotations

from coranto.model import Stance
from coranto.read.grammar import clause_head, dependents, is_relation, subtree
from coranto.read.scene import (
    Scene,
    Voice,
    after_comma,
    agent_of,
    clause_without,
    negated,
    party_words,
    passive_verb,
    preposition,
    source_of,
    stance_of,
    tells_time,
    verb_words,
)

OF_DEEDS = ("of", "for", "from", "against", "about", "as")
"""What stands before the deed that somebody is accused of, thanked for, warned against."""


def refusal(here: Scene, token: int) -> Voice | None:
    """“Declined to comment on”, “would not say whether”, “dodged the question”: no answer, and never a denial."""
    if here.tokens.upos[token] != "VERB":
        return None
    verb = refused(here, token)
    if verb is None:
        return None
    source = source_of(here, token)
    cue = verb_words(here, token) if verb == token else tuple(range(token, verb + 1))
    content = () if source is None else _objects(here, verb)
    made = Voice(
        here.number, cue, party_words(here, source, token), source, content, Stance.DECLINES, "declines to answer"
    )
    return made if source is not None else None


def refused(here: Scene, token: int) -> int | None:
    """The verb of answering that is refused, or the evasion itself."""
    tokens = here.tokens
    if here.among(token, "refuses"):
        answers = [c for c in dependents(tokens, token, "xcomp") if here.among(c, "answers") and not _idle(here, c)]
        return answers[0] if answers else None
    objects = dependents(tokens, token, "obj", "obl")
    if here.among(token, "evades") and any(here.among(one, "questions") for one in objects):
        return token
    if here.lemma(token) == "reach" and any(here.lemma(one) == "comment" for one in objects):
        return token
    return token if negated(here, token) and here.among(token, "answers") and not _idle(here, token) else None


def _idle(here: Scene, token: int) -> bool:
    """A verb of giving or naming whose object is no answer: "did not give him money", "refused to release them"."""
    things = ("give", "provide", "release", "name", "address", "state", "discuss", "reveal", "clarify", "explain")
    objects = dependents(here.tokens, token, "obj")
    answer = any(here.among(one, "answers", "questions", "nouns") for one in objects)
    clause = bool(dependents(here.tokens, token, "ccomp"))
    return here.lemma(token) in things[:3] and not answer and not clause


def quoting(here: Scene, token: int) -> Voice | None:
    """“Quoted X as saying”: the saying is X's, whoever quotes it; the quoting is found as a verb of its own."""
    tokens = here.tokens
    if here.form(token) != "saying" or not is_relation(tokens, token, "advcl", "acl", "xcomp", "ccomp", "obl"):
        return None
    verb = tokens.head[token]
    verb = verb if tokens.upos[verb] == "VERB" else tokens.head[verb]
    if verb < 0 or not here.among(verb, "passes_on"):
        return None
    source = next(iter(dependents(tokens, verb, "nsubj:pass", "obj")), None)
    content = _clauses(here, token) or _objects(here, token)
    party = party_words(here, source, token)
    return Voice(here.number, (token,), party, source, content, Stance.ASSERTS, "quoted as saying", speech=True)


def passing(here: Scene, token: int) -> Voice | None:
    """The one who quotes X as saying something: it passes the saying on."""
    said = [c for c in dependents(here.tokens, token, "advcl", "xcomp", "obl") if here.form(c) == "saying"]
    source = source_of(here, token) if said and here.among(token, "passes_on") else None
    if source is None:
        return None
    content = tuple(sorted({*_objects(here, token), *subtree(here.tokens, said[0])}))
    party = party_words(here, source, token)
    return Voice(here.number, verb_words(here, token), party, source, content, Stance.PASSES_ON, "quotes somebody")


def reporting(here: Scene, token: int) -> Voice | None:
    """“Said that”, “was accused of”, “called for”: a verb of saying, thinking or judging with its content."""
    if here.tokens.upos[token] != "VERB" or not here.among(token, "say", "clause", "object", "hidden", "beside_quotes"):
        return None
    if passive_verb(here, token) and not agent_of(here, token):
        return _without_agent(here, token)
    source = source_of(here, token)
    content = _content(here, token, source)
    speech = here.among(token, "say")
    if source is None or not (content or speech) or _no_voice(here, token, source):
        return None
    stance = stance_of(here, token)
    why = f"{here.lemma(token)}: reporting verb"
    party = party_words(here, source, token)
    content = tuple(t for t in content if t not in party)
    return Voice(here.number, verb_words(here, token), party, source, content, stance, why, speech=speech)


def _no_voice(here: Scene, token: int, source: int) -> bool:
    """A speaker's own "I think" inside his words; something to be said, as yet unsaid; a visa denied."""
    if _infinitive(here, token) and not here.among(here.tokens.head[token], "beside_quotes"):
        return True
    inside = token in here.quoted and (here.among(source, "first_person") or not here.among(token, "say"))
    return inside or (here.lemma(token) == "deny" and _withheld(here, token))


def _infinitive(here: Scene, token: int) -> bool:
    tokens = here.tokens
    marked = any(here.form(m) == "to" for m in dependents(tokens, token, "mark"))
    return marked and is_relation(tokens, token, "acl", "advcl", "xcomp") and token not in here.quoted


def _without_agent(here: Scene, token: int) -> Voice | None:
    """“Is believed to”, “are seen as”: the holder of the opinion is hidden."""
    tokens = here.tokens
    judged = dependents(tokens, token, "xcomp", "ccomp") or [
        o for o in dependents(tokens, token, "obl") if preposition(here, o) == "as"
    ]
    clause = bool(dependents(tokens, token, "ccomp")) and here.among(token, "say", "clause")
    if not (here.among(token, "hidden") and judged) and not clause:
        return None
    if is_relation(tokens, token, "amod"):
        return None
    cue = verb_words(here, token)
    content = tuple(
        t for t in clause_without(here, token, ("advcl", "parataxis", "conj", "cc", "mark")) if t not in cue
    )
    stance = Stance.DENIES if negated(here, token) else stance_of(here, token)
    return Voice(
        here.number, cue, (), None, content, stance, f"{here.lemma(token)}: passive without holder", hidden=True
    )


def _withheld(here: Scene, token: int) -> bool:
    return any(here.among(one, "not_denied") for one in dependents(here.tokens, token, "obj"))


def _content(here: Scene, token: int, source: int | None) -> tuple[int, ...]:
    """The clause that a verb governs or is put into, else its objects where the verb may have such content."""
    if here.among(token, "say", "clause", "beside_quotes"):
        clauses = _clauses(here, token)
        plain = here.among(token, "say", "clause")
        if clauses and (plain or (set(clauses) & here.quoted and not dependents(here.tokens, token, "xcomp"))):
            return clauses
    objects = _objects(here, token) if here.among(token, "object") and _takes_noun(here, token) else ()
    if objects:
        return objects
    around = _around(here, token) if here.among(token, "say", "clause") else ()
    mine = set() if source is None else set(subtree(here.tokens, source))
    return tuple(t for t in around if t not in mine or t in here.quoted)


def _clauses(here: Scene, token: int) -> tuple[int, ...]:
    tokens = here.tokens
    heads = [c for c in dependents(tokens, token, "ccomp", "xcomp") if not _shared(here, c)]
    heads += [
        c
        for c in dependents(tokens, token, "parataxis")
        if c > token and here.among(token, "say") and not _speaks(here, c)
    ]
    heads += [c for c in dependents(tokens, token, "obj", "obl", "advcl", "dep") if c in here.quoted]
    heads += [c for c in dependents(tokens, token, "advcl") if heads and _carries_on(here, c, heads)]
    found = {t for head in heads for t in subtree(tokens, head)}
    return tuple(sorted(found - set(verb_words(here, token))))


def _carries_on(here: Scene, token: int, heads: list[int]) -> bool:
    """Whether a participle at the end carries on what is said: "alleges that guards fired, wounding three".

    One of speech is the speaker's own: "said that guards fired, adding that three were wounded".
    """
    bare = not dependents(here.tokens, token, "mark", "nsubj", "advmod")
    spoken = here.among(token, "say", "clause", "object", "nouns")
    return here.tokens.xpos[token] == "VBG" and bare and not spoken and token > max(heads) and after_comma(here, token)


def _shared(here: Scene, token: int) -> bool:
    """The xcomp of "went on to say", "continued to insist": another voice, not what is said."""
    return is_relation(here.tokens, token, "xcomp") and here.among(token, "say") and here.tokens.upos[token] == "VERB"


def _speaks(here: Scene, token: int) -> bool:
    return (
        here.tokens.upos[token] == "VERB" and here.among(token, "say") and bool(dependents(here.tokens, token, "nsubj"))
    )


def _takes_noun(here: Scene, token: int) -> bool:
    tokens = here.tokens
    if here.among(token, "taken_as"):
        named = dependents(tokens, token, "xcomp", "iobj")
        return (
            bool(named)
            or any(preposition(here, o) == "as" for o in dependents(tokens, token, "obl", "advcl", "nmod"))
            or (here.among(token, "prepositional") and _has_preposition(here, token))
        )
    if here.among(token, "prepositional") and not dependents(tokens, token, "xcomp"):
        return _has_preposition(here, token)
    return True


def _has_preposition(here: Scene, token: int) -> bool:
    behind = dependents(here.tokens, token, "obl", "advcl")
    marks = {
        w for o in behind for w in (preposition(here, o), *(here.form(m) for m in dependents(here.tokens, o, "mark")))
    }
    return any(word in here.words["prepositions"] for word in marks)


def _objects(here: Scene, token: int) -> tuple[int, ...]:
    """Objects and complements behind (in a relative clause, before) the verb; not when and where it was said."""
    tokens = here.tokens
    found: set[int] = set()
    for child in dependents(tokens, token, "obj", "iobj", "obl", "xcomp", "ccomp", "nsubj:pass"):
        venue = is_relation(tokens, child, "obl") and (here.among(child, "venues") or tells_time(here, child))
        agent = is_relation(tokens, child, "obl:agent") or preposition(here, child) == "by"
        if not venue and not agent and not (tokens.upos[child] == "PRON" and here.among(child, "relative")):
            found.update(set(subtree(tokens, child)) - set(dependents(tokens, child, "case")))
    for child in dependents(tokens, token, "advcl"):
        if tokens.xpos[child] == "VBG" and any(here.form(m) in OF_DEEDS for m in dependents(tokens, child, "mark")):
            found.update(subtree(tokens, child))
    return tuple(sorted(found))


def _around(here: Scene, token: int) -> tuple[int, ...]:
    """What “…, he said, …” is put into: the clause above, without the insertion."""
    tokens = here.tokens
    above = _host(here, token)
    if above is None:
        return ()
    inserted = set(subtree(tokens, token))
    return tuple(t for t in subtree(tokens, above) if t not in inserted)


def _host(here: Scene, token: int) -> int | None:
    """The head of the clause that a reporting clause is inserted in; behind a noun it looks like a relative clause."""
    tokens = here.tokens
    above = tokens.head[token]
    marked = any(here.form(m) == "as" for m in dependents(tokens, token, "mark", "advmod"))
    if above < 0:
        return None
    if is_relation(tokens, token, "parataxis") or (is_relation(tokens, token, "advcl") and marked):
        return above
    subjects = dependents(tokens, token, "nsubj")
    relative = any(here.among(t, "relative") for t in subjects) or dependents(tokens, token, "obj", "obl")
    inserted = is_relation(tokens, token, "acl:relcl") and subjects and not relative and after_comma(here, token)
    return clause_head(tokens, above) if inserted and here.among(token, "say") else None
