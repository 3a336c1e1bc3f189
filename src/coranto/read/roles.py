"""Where the parties to an act stand: subject, object, prepositions, possessors, across control and coordination.

A place ("slot") has a name: subj, obj, iobj, poss, mod, light, clause, inside, or a preposition. `fillers` finds the
head words that stand there; `parties` says whom they name. The parse is asked first, because its subjects and objects
are right more often than the PropBank arguments; these stand in where the parse shows nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from coranto.codebook.plover import shipped_words
from coranto.model import Argument, Kind, Mention, Predicate, Reading, Tokens
from coranto.read.grammar import (
    ancestors,
    children,
    dependents,
    is_relation,
    kept,
    marked,
    passive,
    sentence_of,
    subtree,
    together,
)

LIGHT = shipped_words("light")
"""Verbs that lend an act's noun their subject: "held talks", "carried out a strike", "threatened an attack"."""

CONTROLLED_BY_SUBJECT = shipped_words("subject-control")
CALLING = shipped_words("calling")
GIVING = shipped_words("giving")
TOWARD = shipped_words("toward")
PARTITIVE = shipped_words("partitive")
DEPTH = 6
FINITE = ("VBZ", "VBD", "VBP")
"""Penn tags of verbs that carry their own tense, and so have a subject of their own."""


@kept
def _heads(mentions: tuple[Mention, ...], tokens: Tokens) -> dict[int, Mention]:
    """The mention that each token belongs to: by its head word first, else the shortest that covers it."""
    found: dict[int, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.span.start - m.span.end):
        token = mention.token
        while token > 0 and tokens.starts[token - 1] >= mention.span.start:
            token -= 1
        while token < len(tokens) and tokens.starts[token] < mention.span.end:
            found[token] = mention
            token += 1
    found.update({mention.token: mention for mention in mentions})
    return found


def mention_of(reading: Reading, token: int) -> Mention | None:
    """The mention that a word heads or stands in as a part of its name."""
    found = _heads(reading.mentions, reading.tokens).get(token)
    if found is None or found.token == token or _inside_name(reading.tokens, token, found):
        return found
    return None


def _inside_name(tokens: Tokens, token: int, mention: Mention) -> bool:
    """Whether a word is part of the name itself, and not a noun that the name only stands before."""
    return (
        is_relation(tokens, token, "flat", "compound", "appos")
        or tokens.upos[token] == "PROPN"
        or mention.token > token
    )


def antecedent(tokens: Tokens, token: int) -> int | None:
    """The noun that a relative pronoun stands for."""
    for here in (token, *ancestors(tokens, token)):
        if is_relation(tokens, here, "acl:relcl"):
            return tokens.head[here]
    return None


@kept
def _predicates(predicates: tuple[Predicate, ...]) -> dict[int, Predicate]:
    return {one.token: one for one in predicates}


def arguments(reading: Reading, token: int) -> tuple[Argument, ...]:
    """The PropBank arguments of a word; none where it is no predicate."""
    predicate = _predicates(reading.predicates).get(token)
    return predicate.arguments if predicate else ()


def fillers(reading: Reading, token: int, slot: str) -> tuple[int, ...]:
    """The head words that stand in a slot of the word `token`, nearest first."""
    if slot in ("poss", "mod"):
        return _modifiers(reading, token, slot)
    find = _PLACES.get(slot)
    return find(reading, token) if find is not None else prepositional(reading, token, slot)


def _modifiers(reading: Reading, token: int, slot: str) -> tuple[int, ...]:
    tokens = reading.tokens
    relations = ("nmod:poss",) if slot == "poss" else ("amod", "compound", "nummod", "nmod:desc")
    nouns = (token,) if tokens.upos[token] in ("NOUN", "PROPN") else objects(reading, token)
    found = [child for one in nouns for child in dependents(tokens, one, *relations)]
    if slot == "mod":  # "joint defense drills": the parser may hang the adjective from the noun between
        found += [deeper for child in found for deeper in _before(tokens, child)]
    return tuple(other for child in found for other in together(tokens, child)) if slot == "mod" else tuple(found)


def _before(tokens: Tokens, token: int) -> Iterator[int]:
    """The adjectives and nouns before a word, and before those: "U.S." of "U.S.-South Korean"."""
    for child in dependents(tokens, token, "amod", "compound"):
        yield child
        yield from _before(tokens, child)


def prepositional(reading: Reading, token: int, preposition: str) -> tuple[int, ...]:
    """Complements with a preposition: of the word, of its object, and of the light verb that it hangs from."""
    tokens = reading.tokens
    hosts = [token]
    if tokens.upos[token] in ("NOUN", "PROPN"):
        verb = light_verb(tokens, token)
        hosts += [verb] if verb is not None else []
    else:
        hosts += objects(reading, token)
    return _with_case(tokens, hosts, preposition) or _with_case(tokens, _below(tokens, hosts), preposition)


def _with_case(tokens: Tokens, hosts: Iterable[int], preposition: str) -> tuple[int, ...]:
    """What hangs from these words with a preposition."""
    relations = ("obl", "nmod", "advcl", "acl", "ccomp", "xcomp")
    found = (child for host in hosts for child in dependents(tokens, host, *relations))
    return tuple(child for child in found if preposition in marked(tokens, child))


def _below(tokens: Tokens, hosts: Iterable[int]) -> tuple[int, ...]:
    """The nouns one step further down: the parser may hang "to the envoy" from "protest" in "a note of protest"."""
    return tuple(
        child
        for host in hosts
        for child in dependents(tokens, host, "nmod", "obl")
        if not marked(tokens, child) & {"in", "at", "by"}
    )


def light_verb(tokens: Tokens, token: int) -> int | None:
    """The light verb whose object, or passive subject, a noun is: "held" for the talks of "held talks"."""
    noun = token
    while is_relation(tokens, noun, "conj"):
        noun = tokens.head[noun]
    verb = tokens.head[noun]
    if verb < 0 or tokens.lemma[verb].lower() not in LIGHT:
        return None
    return verb if is_relation(tokens, noun, "obj", "nsubj:pass") or _participle(tokens, noun, verb) else None


def _participle(tokens: Tokens, noun: int, verb: int) -> bool:
    """Whether a noun is what somebody takes part in: "take part in the talks"."""
    return (
        is_relation(tokens, noun, "obl")
        and tokens.lemma[verb].lower() in ("take", "join")
        and "in" in marked(tokens, noun)
    )


def subjects(reading: Reading, token: int, depth: int = DEPTH) -> tuple[int, ...]:
    """Who does what a verb says: its subject or the "by" of its passive, across control, coordination and relatives."""
    tokens = reading.tokens
    if passive(tokens, token):
        by = [child for child in dependents(tokens, token, "obl", "nmod") if "by" in marked(tokens, child)]
        return tuple(by)
    own = _hyphenated(reading, token) or dependents(tokens, token, "nsubj")
    own = own or (dependents(tokens, token, "nmod:poss") if tokens.xpos[token] == "VBG" else ())
    if own:
        return own
    found = _shared_subjects(reading, token, depth - 1) if depth else ()
    return found or _stranded(reading, token) or _argument(reading, token, "ARG0")


def _hyphenated(reading: Reading, token: int) -> tuple[int, ...]:
    """The subject of a verb written with a noun before a hyphen ("Iran test-fires a rocket").

    The parse takes that noun for the subject, or hangs it from the verb as a compound; the subject stands inside it.
    """
    tokens = reading.tokens
    if token < 2 or tokens.xpos[token] not in FINITE or tokens.xpos[token - 1] != "HYPH":
        return ()
    return tuple(one for one in subtree(tokens, token - 2) if mention_of(reading, one))[:1]


def _stranded(reading: Reading, token: int) -> tuple[int, ...]:
    """For a finite main verb without a subject, the subject before it that the parse gave to a stray word.

    Captions do that: in "the president, left, inspects troops" the parser takes "left" for a verb.
    """
    tokens = reading.tokens
    if tokens.head[token] >= 0 or tokens.xpos[token] not in FINITE:
        return ()
    first = sentence_of(reading, token).first
    return tuple(one for one in range(first, token) if is_relation(tokens, one, "nsubj") and tokens.head[one] < token)[
        -1:
    ]


def _argument(reading: Reading, token: int, role: str) -> tuple[int, ...]:
    return tuple(one.token for one in arguments(reading, token) if one.role == role)


def _shared_subjects(reading: Reading, token: int, depth: int) -> tuple[int, ...]:
    """The subject that a verb without its own takes from the word that it hangs from."""
    tokens = reading.tokens
    governor = tokens.head[token]
    if governor < 0:
        return ()
    if is_relation(tokens, token, "acl"):
        return _of_noun(reading, token, governor, depth)
    if tokens.upos[governor] not in ("VERB", "AUX", "ADJ") and not dependents(tokens, governor, "cop"):
        return ()
    return _asked(reading, token, governor, depth) or _controller(reading, token, governor, depth)


def _controller(reading: Reading, token: int, governor: int, depth: int) -> tuple[int, ...]:
    """Subject or object of the governing verb: whoever is understood to act in the governed one."""
    tokens = reading.tokens
    by_object = passive(tokens, governor) and not is_relation(tokens, token, "ccomp")
    if is_relation(tokens, token, "xcomp") and tokens.lemma[governor].lower() not in CONTROLLED_BY_SUBJECT:
        controller = objects(reading, governor, depth)
        return controller or (() if by_object else subjects(reading, governor, depth))
    if not is_relation(tokens, token, "xcomp", "conj", "advcl", "ccomp", "dep"):
        return ()
    if is_relation(tokens, token, "ccomp") and tokens.xpos[token] in FINITE:
        return ()  # whoever says that something happened has not done it
    return objects(reading, governor, depth) if by_object else subjects(reading, governor, depth)


def _asked(reading: Reading, token: int, governor: int, depth: int) -> tuple[int, ...]:
    """Who is to act in "called on Israel to stop", who has acted in "accused Turkey of shelling"."""
    tokens = reading.tokens
    marks = marked(tokens, token)
    if "to" in marks and tokens.lemma[governor].lower() in CALLING:
        return next(
            (found for on in ("on", "upon", "to", "with") if (found := _with_case(tokens, (governor,), on))), ()
        )
    if is_relation(tokens, token, "advcl", "obl") and marks & {"of", "from", "for", "into"}:
        return objects(reading, governor, depth)
    return ()


def _of_noun(reading: Reading, token: int, noun: int, depth: int) -> tuple[int, ...]:
    """The subject of a clause that hangs from a noun: the noun, its antecedent role, or the owner of a plan."""
    tokens = reading.tokens
    if is_relation(tokens, token, "acl:relcl") or (tokens.xpos[token] == "VBG" and not marked(tokens, token)):
        return (noun,)
    owners = dependents(tokens, noun, "nmod:poss")
    if owners:
        return owners
    verb = tokens.head[noun]
    if verb < 0 and "to" in marked(tokens, token):  # a headline: "Envoys to meet in Oslo"
        return (noun,)
    if verb >= 0 and tokens.upos[verb] == "VERB" and is_relation(tokens, noun, "obj", "obl") and depth:
        return objects(reading, verb, depth) if passive(tokens, verb) else subjects(reading, verb, depth)
    return ()


def objects(reading: Reading, token: int, depth: int = DEPTH) -> tuple[int, ...]:
    """Whom or what a verb is done to: its object, or the subject of its passive."""
    tokens = reading.tokens
    own = (
        *dependents(tokens, token, "nsubj:pass"),
        *(dependents(tokens, token, "obj") or dependents(tokens, token, "iobj")),
    )
    if own or not depth:
        return own
    if passive(tokens, token):
        return _passive_objects(reading, token, depth - 1)
    if is_relation(tokens, token, "acl:relcl") and dependents(tokens, token, "nsubj"):
        gap = not dependents(tokens, token, "obj", "iobj") and not _relative_subject(tokens, token)
        return (tokens.head[token],) if gap else ()
    shared = [other for other in dependents(tokens, token, "conj") if tokens.upos[other] == "VERB"]
    if shared and not dependents(tokens, token, "obl", "ccomp", "xcomp"):
        return dependents(tokens, shared[-1], "obj")
    return _displaced(reading, token)


def _displaced(reading: Reading, token: int) -> tuple[int, ...]:
    """The noun of an act, the verb's object, that the parser hangs from a phrase before it.

    "Condemned in the strongest terms the execution": "execution" is read as beside "terms", or as its complement,
    which without a preposition it cannot be.
    """
    tokens = reading.tokens
    inside = dependents(tokens, token, "obl")
    found = [one for phrase in inside for one in dependents(tokens, phrase, "appos", "nmod") if one > phrase]
    acts = _predicates(reading.predicates)
    return tuple(one for one in found if one in acts and not dependents(tokens, one, "case"))


def _relative_subject(tokens: Tokens, token: int) -> bool:
    return any(tokens.xpos[child] in ("WDT", "WP") for child in dependents(tokens, token, "nsubj"))


def _passive_objects(reading: Reading, token: int, depth: int) -> tuple[int, ...]:
    tokens = reading.tokens
    governor = tokens.head[token]
    if governor < 0:
        return ()
    if is_relation(tokens, token, "acl"):
        return (governor,)
    if is_relation(tokens, token, "conj") and passive(tokens, governor):
        return objects(reading, governor, depth)
    if is_relation(tokens, token, "xcomp", "advcl", "conj"):
        return objects(reading, governor, depth) if passive(tokens, governor) else subjects(reading, governor, depth)
    return ()


def clauses(tokens: Tokens, token: int) -> tuple[int, ...]:
    """The heads of the clauses that complete a word, and what "continue to", "begin to" in them lead on to."""
    found = list(dependents(tokens, token, "ccomp", "xcomp", "csubj"))
    if tokens.upos[token] in ("NOUN", "PROPN"):
        found += [
            c for c in dependents(tokens, token, "acl") if "to" in marked(tokens, c) or "that" in marked(tokens, c)
        ]
    else:
        found += [c for c in dependents(tokens, token, "advcl") if "to" in marked(tokens, c)]
    if is_relation(tokens, token, "parataxis") and tokens.head[token] >= 0:
        found.append(tokens.head[token])
    found += dependents(tokens, token, "parataxis")
    deeper = [
        inner
        for clause in found
        if tokens.lemma[clause].lower() in ("continue", "begin", "start", "keep", "be", "resume", "move", "proceed")
        for inner in dependents(tokens, clause, "xcomp")
    ]
    return (*found, *deeper)


def parties(reading: Reading, token: int, depth: int = DEPTH) -> tuple[Mention, ...]:
    """Whom a word names, with all those coordinated with it; nobody where it names no party."""
    return tuple(dict.fromkeys(_parties(reading, token, depth)))


def _parties(reading: Reading, token: int, depth: int) -> Iterator[Mention]:
    tokens = reading.tokens
    found = mention_of(reading, token)
    if found is not None and _can_act(found):
        yield found
    elif depth:
        for other in _instead(tokens, token, named=found is not None):
            yield from _parties(reading, other, depth - 1)
    for child in dependents(tokens, token, "conj") if depth else ():
        if tokens.upos[child] not in ("VERB", "AUX"):
            yield from _parties(reading, child, depth - 1)


def _instead(tokens: Tokens, token: int, *, named: bool) -> tuple[int, ...]:
    """Words that say whom a word stands for: the antecedent of "who", the "of" of "several", an apposition."""
    if tokens.xpos[token] in ("WDT", "WP"):
        noun = antecedent(tokens, token)
        return () if noun is None else (noun,)
    if tokens.lemma[token].lower() in PARTITIVE or tokens.upos[token] in ("NUM", "DET"):
        return tuple(child for child in dependents(tokens, token, "nmod") if "of" in marked(tokens, child))
    return () if named else dependents(tokens, token, "appos")


def _can_act(mention: Mention) -> bool:
    return bool(mention.actor or mention.others) and mention.kind not in (Kind.WEAPON, Kind.EVENT)


def through(tokens: Tokens, token: int) -> tuple[int, ...]:
    """A word and, where it only counts or groups, what it is a number or group of: "a spate of sanctions"."""
    if tokens.lemma[token].lower() not in PARTITIVE and tokens.upos[token] != "NUM":
        return (token,)
    inner = (child for child in dependents(tokens, token, "nmod") if "of" in marked(tokens, child))
    return (token, *(deeper for child in inner for deeper in through(tokens, child)))


def owners(
    reading: Reading, token: int, *, slots: tuple[str, ...] = ("poss", "mod", "by", "of", "from")
) -> tuple[Mention, ...]:
    """Who stands behind a thing: "North Korea" for "North Korea's tests", "its tests", "the tests by North Korea"."""
    for slot in slots:
        found = tuple(party for filler in fillers(reading, token, slot) for party in parties(reading, filler))
        if found:
            return found
    return ()


def _lent(reading: Reading, token: int) -> tuple[int, ...]:
    """The subject of the light verb that a noun hangs from, or whoever makes the preparations for what it names."""
    tokens = reading.tokens
    verb = light_verb(tokens, token)
    if verb is not None:
        return subjects(reading, verb)
    noun = tokens.head[token]
    if not is_relation(tokens, token, "nmod") or tokens.lemma[noun].lower() not in TOWARD:
        return ()
    outer = tokens.head[noun]
    owned = dependents(tokens, noun, "nmod:poss", "amod", "compound")
    made = outer >= 0 and tokens.upos[outer] == "VERB" and is_relation(tokens, noun, "obj", "nsubj:pass")
    return subjects(reading, outer) if made else owned


def _given(reading: Reading, token: int) -> tuple[int, ...]:
    """To whom something is given: the indirect object.

    The parser may hang it before the thing, as in "give Nauru new boats"; a thing of that country would have "the".
    """
    tokens = reading.tokens
    own = dependents(tokens, token, "iobj")
    if own or tokens.lemma[token].lower() not in GIVING:
        return own
    found = []
    for thing in dependents(tokens, token, "obj"):
        first = min((thing, *children(tokens, thing)))
        for name in dependents(tokens, thing, "compound", "nmod"):
            bare = not marked(tokens, name) and name - first <= 2
            if bare and not dependents(tokens, thing, "det") and tokens.upos[name] == "PROPN":
                found.append(name)
    return tuple(found)


def _versus(reading: Reading, token: int) -> tuple[int, ...]:
    """The other side of a fight, in whatever place it stands."""
    sides = (prepositional(reading, token, word) for word in ("with", "against"))
    return next((side for side in sides if side), objects(reading, token))


def where_told(reading: Reading, token: int) -> tuple[int, ...]:
    """The place that a noun is said to be in: "region" for the soldiers of "soldiers are in the region"."""
    tokens = reading.tokens
    place = tokens.head[token]
    if place < 0 or not is_relation(tokens, token, "nsubj") or not dependents(tokens, place, "cop"):
        return ()
    near = marked(tokens, place) & {"in", "on", "at", "inside", "near", "across", "within", "along"}
    return (place,) if near or tokens.lemma[place].lower() in ("there", "here") else ()


_PLACES: Mapping[str, Callable[[Reading, int], tuple[int, ...]]] = {
    "subj": subjects,
    "obj": objects,
    "iobj": _given,
    "self": lambda _, token: (token,),
    "aux": lambda reading, token: dependents(reading.tokens, token, "aux"),
    "versus": _versus,
    "where": where_told,
    "clause": lambda reading, token: clauses(reading.tokens, token),
    "light": _lent,
}
