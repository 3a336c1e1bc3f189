"""Which words of a sentence tell an act: the codebook's triggers held against the parse."""

from __future__ import annotations

from collections import Counter

from coranto.codebook.plover import PLACES, Need, Option, Trigger, Types
from coranto.model import Kind, Part, Reading, Tokens
from coranto.read.grammar import children, dependents, is_relation, marked, negated, sentence_of, together
from coranto.read.roles import clauses, fillers, light_verb, mention_of, through

NAMES = (Kind.PERSON, Kind.ORGANISATION, Kind.FACILITY, Kind.PLACE, Kind.WEAPON)


def best_trigger(reading: Reading, types: Types, token: int) -> Trigger | None:
    """The most exact trigger that a word heads with all that it asks for; None where it tells no act."""
    for speech in _speech(reading, token):
        for lemma in dict.fromkeys(_shapes(reading, token)):
            for trigger in types.triggers(speech, lemma):
                if all(_met(reading, token, need) for need in trigger.needs):
                    return trigger
    return None


def loose_trigger(reading: Reading, types: Types, token: int) -> Trigger | None:
    """The likeliest trigger of a word, whatever stands around it: for `code`, which must always answer.

    Of several types the one that the word serves most often, and of its triggers the least demanding.
    """
    for speech in _speech(reading, token):
        for lemma in dict.fromkeys(_shapes(reading, token)):
            listed = types.triggers(speech, lemma)
            counts = Counter(trigger.type for trigger in listed)
            if listed and "STATE" not in counts:
                return min(listed, key=lambda trigger: (-counts[trigger.type], trigger.weight))
    return None


def _speech(reading: Reading, token: int) -> tuple[str, ...]:
    """As what a word may be a trigger; a word inside a name, or before another noun, tells nothing."""
    tokens = reading.tokens
    if is_relation(tokens, token, "compound", "flat", "amod", "aux", "case", "mark"):
        return ()
    upos = tokens.upos[token]
    if upos == "ADJ" and tokens.xpos[token].startswith("VB"):
        return ("adjective", "verb")
    if upos in ("NOUN", "PROPN"):
        return _nominal(reading, token)
    return {"VERB": ("verb",), "ADJ": ("adjective",)}.get(upos, ())


def _nominal(reading: Reading, token: int) -> tuple[str, ...]:
    """A noun outside names; in a headline, whose words are all capitalised, what is taken for a name may be a verb."""
    mention = mention_of(reading, token)
    if mention is not None and mention.kind in NAMES and mention.actor is not None:
        return ()
    if reading.tokens.upos[token] == "NOUN":
        return ("noun",)
    return ("noun", "verb") if sentence_of(reading, token).part is Part.HEADLINE else ()


def _met(reading: Reading, token: int, need: Need) -> bool:
    return any(_stands(reading, token, option) for option in need.options) is not need.forbidden


def named_in(reading: Reading, token: int, trigger: Trigger) -> tuple[int, ...]:
    """The words that a trigger names by lemma and that stand with it: the "exercise" of "flew a jet in an exercise"."""
    found = []
    for need in trigger.needs:
        for option in need.options if not need.forbidden else ():
            if option.words and option.slot not in ("subj", "clause", "clause-not"):
                found += [one for one in fillers(reading, token, option.slot) if _named(reading, one, option.words)]
    return tuple(dict.fromkeys(found))


def _stands(reading: Reading, token: int, option: Option) -> bool:
    tokens = reading.tokens
    slot = option.slot
    if slot == "not":
        return negated(tokens, token) or any(negated(tokens, one) for one in fillers(reading, token, "obj"))
    if slot.startswith("+"):
        return _particle(tokens, token, slot[1:])
    if slot == "light":
        return light_verb(tokens, token) is not None
    if slot == "parataxis":
        return bool(dependents(tokens, token, "parataxis"))
    return _filled(reading, token, option)


def _filled(reading: Reading, token: int, option: Option) -> bool:
    """Whether one of the option's words, or anything where it lists none, stands in its place."""
    tokens = reading.tokens
    slot = option.slot
    if slot == "clause-not":
        return any(negated(tokens, one) and _named(reading, one, option.words) for one in clauses(tokens, token))
    found = fillers(reading, token, slot)
    if not option.words and slot not in PLACES:
        return bool(found) or _particle(tokens, token, slot)
    if slot == "clause":  # "said it was a shameful act"
        found += tuple(c for one in found if dependents(tokens, one, "cop") for c in dependents(tokens, one, "amod"))
    spread = (other for one in found for same in together(tokens, one) for other in through(tokens, same))
    return any(_named(reading, other, option.words) for other in spread)


def _particle(tokens: Tokens, token: int, word: str) -> bool:
    """Whether an adverb or particle hangs from the word or, as a preposition, from what completes it."""
    near = [child for child in children(tokens, token) if is_relation(tokens, child, "compound:prt", "advmod", "xcomp")]
    if any(tokens.lemma[child].lower() == word for child in near):
        return True
    return any(word in marked(tokens, child) for child in dependents(tokens, token, "obl", "advcl"))


def _shapes(reading: Reading, token: int) -> tuple[str, ...]:
    """A word's lemma, its form, and its form without a plural "s": the parser's lemma of "troops" may be either."""
    form = reading.tokens.span(token).of(reading.article.text).lower()
    return reading.tokens.lemma[token].lower(), form, form.removesuffix("s")


def _named(reading: Reading, token: int, words: frozenset[str]) -> bool:
    """Whether a word is one of the lemmas, or a mention of one of the kinds, that an option lists; none: anything."""
    if not words:
        return True
    tokens = reading.tokens
    if not words.isdisjoint(_shapes(reading, token)):
        return True
    mention = mention_of(reading, token)
    if mention is None:
        return any(tokens.lemma[child].lower() in words for child in dependents(tokens, token, "compound:prt"))
    return f"#{mention.kind}" in words or ("#party" in words and bool(mention.actor or mention.others))
