"""Whether an act took place, is planned, threatened, demanded, only feared, or did not happen.

The parse is walked outwards from the act's word: first what stands on the word itself (modals, negation, "planned"),
then the words that it is embedded under, nearest first. The nearest one that says anything wins; a negation on that
one is combined with it. Where it stays open whether an act happened, it is taken as not having happened: a reader
who is told of an attack that nobody made is worse off than one who is told of none.
"""

from __future__ import annotations

from collections.abc import Mapping

from coranto.model import Reading, Status, Tokens
from coranto.read.grammar import children, dependents, is_relation, kept, marked, negated, sentence_of

Verdict = tuple[Status, str]
Words = Mapping[str, frozenset[str]]

OPERATORS = (
    ("negated", Status.NEGATED),
    ("demanded", Status.DEMANDED),
    ("threatened", Status.THREATENED),
    ("planned", Status.PLANNED),
    ("hypothetical", Status.HYPOTHETICAL),
)
BELIEFS = frozenset(
    ["believe", "think", "suspect", "assume", "presume", "suppose", "estimate", "conclude", "say", "find"]
)
ENDINGS = frozenset(
    ["end", "stop", "halt", "cease", "suspend", "pause", "freeze", "ban", "deny", "reject", "block", "resist"]
)
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "SYM")
DEPTH = 12  # embeddings; deeper ones are parser loops or lists, and say nothing

CONDITIONS = frozenset(("if", "unless", "whether"))


def status_of(reading: Reading, token: int, cues: Mapping[str, tuple[str, ...]]) -> Verdict:
    """The status of the act that the word `token` tells, and why. `cues` are the lists of cues/status.toml."""
    words = _sets(cues)
    if sentence_of(reading, token).span.of(reading.article.text).rstrip("”\"' ").endswith("?"):
        return Status.HYPOTHETICAL, "asked, not said"
    return _status(reading.tokens, words, token, DEPTH)


def through_object(tokens: Tokens, token: int, cues: Mapping[str, tuple[str, ...]], *, protest: bool) -> Verdict | None:
    """What a verb makes of an act that it tells by its object: "put off a strike", "called a strike for Thursday".

    None for a verb that leaves its object as it is, such as "staged". Whoever calls a `protest` announces it; "called
    his counterpart" is talk that took place.
    """
    words = _sets(cues)
    if not dependents(tokens, token, "obj", "nsubj:pass"):
        return None
    if protest and _lemma(tokens, token) in ("call", "schedule") and not _with_particle(tokens, token):
        return Status.PLANNED, f"“{_lemma(tokens, token)}” announces it"
    undone = {_lemma(tokens, token), *_with_particle(tokens, token)} & words["negated"]
    return _combined(tokens, words, token, "negated", Status.NEGATED) if undone else None


@kept
def _sets(cues: Mapping[str, tuple[str, ...]]) -> Words:
    return {key: frozenset(listed) for key, listed in cues.items()}


def _status(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict:
    nominal = tokens.upos[token] in NOMINAL and not dependents(tokens, token, "cop")
    own = _noun(tokens, words, token) if nominal else _verb(tokens, words, token)
    if own is not None:
        return own
    governor = tokens.head[token]
    if governor < 0 or depth == 0:
        return _base(tokens, words, token)
    look = _around_noun if nominal else _around_verb
    return look(tokens, words, token, depth - 1) or _base(tokens, words, token)


def _lemma(tokens: Tokens, token: int) -> str:
    return tokens.lemma[token].lower()


def _first(tokens: Tokens, found: tuple[int, ...], words: frozenset[str]) -> str | None:
    return next((_lemma(tokens, token) for token in found if _lemma(tokens, token) in words), None)


# What stands on the word itself.


def _verb(tokens: Tokens, words: Words, token: int) -> Verdict | None:
    denied = negated(tokens, token) or _nobody(tokens, token)
    condition = marked(tokens, token) & words["condition"]
    if condition:
        return Status.HYPOTHETICAL, f"after “{min(condition)}”"
    modal = _modal(tokens, words, token, denied)
    if modal is not None:
        return modal
    adverb = _first(tokens, dependents(tokens, token, "advmod"), words["hypothetical_adverb"])
    if adverb:
        return Status.HYPOTHETICAL, f"“{adverb}”"
    if denied:
        return Status.NEGATED, "negated"
    if "without" in marked(tokens, token):
        return Status.NEGATED, "after “without”"
    return None


def _nobody(tokens: Tokens, token: int) -> bool:
    """Whether the subject or object is a "no one" or "no missile"."""
    roles = dependents(tokens, token, "nsubj", "obj")
    return any(
        _lemma(tokens, role) in ("nobody", "nothing", "none", "no-one") or negated(tokens, role) for role in roles
    )


def _modal(tokens: Tokens, words: Words, token: int, denied: bool) -> Verdict | None:
    for child in dependents(tokens, token, "aux"):
        lemma = _lemma(tokens, child)
        if lemma in words["planned_modal"]:
            return (Status.NEGATED if denied else Status.PLANNED), f"“{lemma}”"
        if lemma in words["demanded_modal"]:
            return (Status.HYPOTHETICAL if denied else Status.DEMANDED), f"“{lemma}”"
        if lemma in words["possible_modal"]:
            return _possible(tokens, token, lemma, denied)
    return None


def _possible(tokens: Tokens, token: int, lemma: str, denied: bool) -> Verdict:
    governor = tokens.head[token]
    told = is_relation(tokens, token, "ccomp") and governor >= 0 and tokens.xpos[governor] in ("VBD", "VBN", "VBG")
    if lemma in ("would", "'d") and told:
        return (Status.NEGATED if denied else Status.PLANNED), "“would” after a verb of saying"
    if denied and lemma in ("can", "could", "ca", "would"):
        return Status.NEGATED, f"“{lemma} not”"
    return Status.HYPOTHETICAL, f"“{lemma}”"


def _noun(tokens: Tokens, words: Words, token: int) -> Verdict | None:
    if negated(tokens, token) or "without" in marked(tokens, token):
        return Status.NEGATED, "“no”"
    # A verb that the parser takes for a noun: "if Israel attacks".
    if marked(tokens, token) & CONDITIONS:
        return Status.HYPOTHETICAL, "a condition"
    modifiers = dependents(tokens, token, "amod", "det", "compound", "advmod")
    for key, status in (
        ("negated_modifier", Status.NEGATED),
        ("planned_modifier", Status.PLANNED),
        ("threatened_modifier", Status.THREATENED),
        ("surely_hypothetical_modifier", Status.HYPOTHETICAL),
    ):
        for modifier in modifiers:
            shape = {_lemma(tokens, modifier), _form(tokens, modifier)}
            if shape & words[key]:
                return status, f"“{min(shape & words[key])}” before it"
    return None


def _form(tokens: Tokens, token: int) -> str:
    """The participle as a list of modifiers would have it: the parser's lemma of "planned" is "plan"."""
    lemma = _lemma(tokens, token)
    if tokens.xpos[token] != "VBN":
        return lemma
    doubled = lemma + lemma[-1:] + "ed"
    regular = lemma + "d" if lemma.endswith("e") else lemma + "ed"
    size = tokens.ends[token] - tokens.starts[token]
    return doubled if len(doubled) == size else regular


# What the word is embedded under.


def _around_verb(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict | None:
    if is_relation(tokens, token, "xcomp", "ccomp", "csubj"):
        return _complement(tokens, words, token, depth)
    if is_relation(tokens, token, "advcl"):
        return _adverbial(tokens, words, token, depth)
    if is_relation(tokens, token, "acl") and not is_relation(tokens, token, "acl:relcl"):
        return _on_noun(tokens, words, token, depth)
    if is_relation(tokens, token, "conj"):
        return _coordinated(tokens, words, token, depth)
    return None


def _operator(tokens: Tokens, words: Words, governor: int) -> Verdict | None:
    """What a governing word says of its complement, its own negation taken in."""
    for lemma in (*_with_particle(tokens, governor), _lemma(tokens, governor)):
        for key, status in OPERATORS:
            if lemma in words[key]:
                return _combined(tokens, words, governor, key, status)
    return None


def _with_particle(tokens: Tokens, governor: int) -> tuple[str, ...]:
    """A verb with its particle, which may turn its sense: "call_off", "rule_out"."""
    near = dependents(tokens, governor, "compound:prt", "advmod")
    return tuple(f"{_lemma(tokens, governor)}_{_lemma(tokens, child)}" for child in near)


def _combined(tokens: Tokens, words: Words, governor: int, key: str, status: Status) -> Verdict:
    lemma = _lemma(tokens, governor)
    outer = tokens.head[governor]
    denied = negated(tokens, governor) or _nobody(tokens, governor)
    failed = is_relation(tokens, governor, "xcomp") and outer >= 0 and _lemma(tokens, outer) in ("fail", "refuse")
    if not denied and not failed:
        return status, f"under “{lemma}”"
    if key == "negated":
        unreal = tokens.xpos[governor] == "VB" and not dependents(tokens, governor, "aux")
        if lemma not in words["turned"] or unreal:
            return Status.HYPOTHETICAL, f"under “not {lemma}”"
        modal = _modal(tokens, words, governor, denied=False)
        return (modal[0] if modal else Status.HAPPENED), f"under “not {lemma}”"
    return (Status.HYPOTHETICAL if key == "demanded" else Status.NEGATED), f"under “not {lemma}”"


def _complement(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict | None:
    """What the governor of a complement clause or infinitive makes of it."""
    governor = tokens.head[token]
    lemma = _lemma(tokens, governor)
    if is_relation(tokens, token, "xcomp"):
        return _infinitive(tokens, words, token, depth)
    finite = tokens.xpos[token] in ("VBD", "VBN") or bool(dependents(tokens, token, "aux", "cop"))
    if lemma in words["accusing"] or (finite and lemma in BELIEFS):
        return None
    if lemma in words["passing"]:
        return _passed(tokens, words, governor, depth)
    if not finite or lemma in words["hypothetical"] | words["negated"]:
        return _operator(tokens, words, governor) or _unsaid(tokens, governor)
    return _unsaid(tokens, governor)


def _infinitive(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict:
    governor = tokens.head[token]
    lemma = _lemma(tokens, governor)
    to = "to" in marked(tokens, token)
    if to and lemma in ("have", "be", "get"):
        return (Status.DEMANDED, "“have to”") if lemma == "have" else (Status.PLANNED, "“be to”")
    if lemma == "go" and tokens.xpos[governor] == "VBG":
        return (Status.NEGATED if negated(tokens, governor) else Status.PLANNED), "“going to”"
    if to and lemma in words["coming"]:
        return Status.PLANNED, "a purpose"
    if lemma in words["passing"]:
        return _passed(tokens, words, governor, depth)
    operator = _operator(tokens, words, governor)
    if operator is not None or not to:
        return operator or _status(tokens, words, governor, depth)
    return Status.HYPOTHETICAL, f"infinitive under “{lemma}”"


def _unsaid(tokens: Tokens, governor: int) -> Verdict | None:
    """A clause under a verb of saying that is itself denied, or only possible, is not said."""
    if tokens.upos[governor] not in ("VERB", "AUX"):
        return None
    if negated(tokens, governor):
        return Status.HYPOTHETICAL, f"under “not {_lemma(tokens, governor)}”"
    return None


def _passed(tokens: Tokens, words: Words, governor: int, depth: int) -> Verdict:
    status, why = _status(tokens, words, governor, depth)
    if status is Status.HAPPENED and _lemma(tokens, governor) in words["continuing"]:
        return Status.ONGOING, f"“{_lemma(tokens, governor)}”"
    return status, why


def _adverbial(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict | None:
    marks = marked(tokens, token)
    governor = tokens.head[token]
    if marks & {"instead", "instead_of", "rather", "rather_than"}:
        return Status.NEGATED, "“instead of”"
    if "to" in marks or tokens.xpos[token] == "VB":
        return _operator(tokens, words, governor) or (Status.PLANNED, "a purpose")
    participle = tokens.xpos[token] == "VBG"
    if participle and marks & {"from", "against", "about", "of", "for", "on", "in", "after", "since"}:
        return _gerund(tokens, words, token, depth)
    bare = not marks & {"after", "since", "because", "when", "as", "while", "although", "though"}
    if bare and (participle or tokens.xpos[token] == "VBN") and not dependents(tokens, token, "nsubj"):
        return _status(tokens, words, governor, depth)
    return None


def _gerund(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict:
    """An "-ing" after a preposition: "accused of attacking", "prevented from attacking", "after attacking"."""
    governor = tokens.head[token]
    lemma = _lemma(tokens, governor)
    if lemma in words["accusing"] or marked(tokens, token) & {"after", "since"}:
        return Status.HAPPENED, f"taken for granted under “{lemma}”"
    return _operator(tokens, words, governor) or _status(tokens, words, governor, depth)


def _on_noun(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict | None:
    governor = tokens.head[token]
    lemma = _lemma(tokens, governor)
    if lemma in words["accusing"] and "to" not in marked(tokens, token):
        return Status.HAPPENED, f"under “{lemma}”"
    infinitive = "to" in marked(tokens, token) or tokens.xpos[token] == "VB"
    of = marked(tokens, token) & {"of", "for", "on", "about", "at", "in", "from", "against"}
    if infinitive or of or (tokens.xpos[token] == "VBG" and lemma in words["hypothetical"]):
        operator = _operator(tokens, words, governor)
        if operator is not None:
            return operator
    if infinitive and tokens.head[governor] < 0 and not of:
        return Status.PLANNED, "infinitive of a headline"
    if infinitive:
        return Status.HYPOTHETICAL, f"infinitive after “{lemma}”"
    possible = tokens.xpos[token] == "VBG" and _noun_under(tokens, words, governor, depth)
    return possible if possible and not possible[0].took_place else None


def _noun_under(tokens: Tokens, words: Words, noun: int, depth: int) -> Verdict | None:
    """What a noun with a participle ("Russia providing missiles") is itself embedded under: "the possibility of …"."""
    outer = tokens.head[noun]
    if outer < 0 or not is_relation(tokens, noun, "nmod", "obl") or depth == 0:
        return None
    return _operator(tokens, words, outer) if marked(tokens, noun) & {"of", "for", "about", "against", "at"} else None


def _coordinated(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict | None:
    governor = tokens.head[token]
    own_aux = [child for child in dependents(tokens, token, "aux") if _lemma(tokens, child) != "be"]
    finite = tokens.xpos[token] in ("VBD", "VBZ", "VBP") or bool(own_aux)
    if tokens.upos[governor] not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    if not finite and not dependents(tokens, token, "nsubj"):
        status, why = _status(tokens, words, governor, depth)
        return (
            (Status.HAPPENED, why)
            if status is Status.NEGATED and tokens.xpos[token] == "VBN" and own_aux
            else (status, why)
        )
    under = tokens.head[governor]
    if under >= 0 and is_relation(tokens, governor, "ccomp", "advcl", "xcomp"):
        clause = _around_verb(tokens, words, governor, depth)
        return clause if clause and not clause[0].took_place else None
    return None


def _around_noun(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict | None:
    governor = tokens.head[token]
    if is_relation(tokens, token, "conj", "appos", "flat", "compound"):
        return _status(tokens, words, governor, depth) if tokens.upos[governor] in NOMINAL else None
    if is_relation(tokens, token, "xcomp", "ccomp", "advcl"):
        return _around_verb(tokens, words, token, depth)
    if is_relation(tokens, token, "obj", "nsubj:pass", "dep") or _gapped(tokens, token):
        return _as_object(tokens, words, token, depth)
    if is_relation(tokens, token, "nsubj"):
        return _as_subject(tokens, words, token, depth)
    if is_relation(tokens, token, "nmod", "obl", "acl"):
        return _as_oblique(tokens, words, token, depth)
    return None


def _gapped(tokens: Tokens, token: int) -> bool:
    return is_relation(tokens, token, "iobj")


def definite(tokens: Tokens, token: int) -> bool:
    """Whether a noun speaks of something taken as known: "the attack", "its tests", "Monday's raid"."""
    if dependents(tokens, token, "nmod:poss"):
        return True
    return any(
        _lemma(tokens, child) in ("the", "this", "that", "these", "those") for child in dependents(tokens, token, "det")
    )


def _as_object(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict | None:
    governor = tokens.head[token]
    lemma = _lemma(tokens, governor)
    if lemma in words["carrying"]:
        return _status(tokens, words, governor, depth)
    if lemma in words["accusing"] or (lemma in words["answering"] and _lemma(tokens, token) in words["spoken"]):
        return None
    if lemma in words["deliberating"] and _planned(tokens, words, governor):
        return Status.PLANNED, f"to be dealt with: “{lemma}”"
    known = definite(tokens, token) or lemma == "end"  # what ends has been
    if known and (lemma in words["hypothetical"] or lemma in ENDINGS - {"deny"}):
        return None
    operator = _operator(tokens, words, governor)
    return operator if operator is not None else _unless_known(tokens, words, token, depth)


def _planned(tokens: Tokens, words: Words, governor: int) -> bool:
    """Whether a verb is itself announced: "will discuss", "said they would discuss"."""
    modal = _modal(tokens, words, governor, denied=negated(tokens, governor))
    return modal is not None and modal[0] is Status.PLANNED


def _as_subject(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict | None:
    governor = tokens.head[token]
    place = all(_lemma(tokens, one) == "place" for one in dependents(tokens, governor, "obj"))  # "took place"
    if _lemma(tokens, governor) in words["carrying"] and place:
        return _status(tokens, words, governor, depth)
    ready = tokens.upos[governor] in ("ADJ", "ADP", "ADV") and bool(dependents(tokens, governor, "xcomp"))
    if _lemma(tokens, governor) in words["planned"] and (tokens.xpos[governor] == "VBN" or ready):
        return _operator(tokens, words, governor)  # "talks are planned", "talks were about to begin"
    return _unless_known(tokens, words, token, depth)


def _as_oblique(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict | None:
    governor = tokens.head[token]
    cases = marked(tokens, token)
    lemma = _lemma(tokens, governor)
    if lemma in words["accusing"]:
        return None
    purpose = _put_off_or_for(tokens, words, token)
    if purpose is not None:
        return purpose
    if lemma in words["carrying"] and tokens.upos[governor] == "VERB" and cases & {"in", "with", "to", "for"}:
        return _status(tokens, words, governor, depth)
    if cases & {"of", "for", "about", "on", "against", "from", "to"} or (
        lemma in ("proceed", "threaten") and "with" in cases
    ):
        if definite(tokens, token) and cases & {"about", "over", "on"}:
            return None
        operator = _operator(tokens, words, governor)
        if operator is not None:
            return operator
    return _unless_known(tokens, words, token, depth)


def _put_off_or_for(tokens: Tokens, words: Words, token: int) -> Verdict | None:
    """A noun behind a particle that headlines give it, "put off strike"; one that somebody comes or is sent for."""
    governor = tokens.head[token]
    cases = marked(tokens, token)
    lemma = _lemma(tokens, governor)
    if any(f"{lemma}_{case}" in words["negated"] for case in cases):
        return Status.NEGATED, f"under “{lemma} {min(cases)}”"
    if "for" not in cases or definite(tokens, token):
        return None
    # The parser hangs the purpose from the verb or from its object: "recalled its envoy for talks".
    verb = tokens.head[governor] if is_relation(tokens, governor, "obj", "nsubj:pass") else governor
    if _lemma(tokens, verb) not in words["coming"] | words["bidding"]:
        return None
    return _operator(tokens, words, verb) or (Status.PLANNED, "a purpose")


def _unless_known(tokens: Tokens, words: Words, token: int, depth: int) -> Verdict | None:
    """An act first named inside something unreal is unreal too; one spoken of as known is not touched by it."""
    if definite(tokens, token):
        return None
    outer = _status(tokens, words, tokens.head[token], depth)
    return None if outer[0].took_place else outer


# What the form of the word itself says, where nothing else does.


def _base(tokens: Tokens, words: Words, token: int) -> Verdict:
    adverbs = dependents(tokens, token, "advmod", "amod")
    past = _first(tokens, adverbs, words["historical_adverb"] | words["historical_modifier"])
    if tokens.upos[token] in NOMINAL:
        return (Status.HISTORICAL, f"“{past}”") if past else _noun_base(tokens, token)
    status, why = _tense(tokens, words, token)
    if status is Status.HAPPENED and past in words["historical_adverb"]:
        return Status.HISTORICAL, f"“{past}”"
    return status, why


def _noun_base(tokens: Tokens, token: int) -> Verdict:
    ongoing = any(
        _lemma(tokens, child) in ("ongoing", "continuing", "continued") for child in dependents(tokens, token, "amod")
    )
    return (Status.ONGOING, "“ongoing”") if ongoing else (Status.HAPPENED, "named as a fact")


def _tense(tokens: Tokens, words: Words, token: int) -> Verdict:
    aux = {_lemma(tokens, child) for child in dependents(tokens, token, "aux")}
    tag = tokens.xpos[token]
    if (
        tag == "VBG"
        and is_relation(tokens, token, "root", "parataxis")
        and not dependents(tokens, token, "aux", "nsubj")
    ):
        return Status.HYPOTHETICAL, "a fragment that names an act"
    if tag == "VBG":
        return Status.ONGOING, "progressive"
    if tag == "VB" and "do" not in aux:
        return _bare(tokens, token)
    soon = _first(tokens, dependents(tokens, token, "advmod", "obl"), words["planned_adverb"])
    if soon and tag in ("VBZ", "VBP"):
        return Status.PLANNED, f"“{soon}”"
    present = {tokens.xpos[child] for child in dependents(tokens, token, "aux:pass", "cop")} & {"VBZ", "VBP"}
    if present and "have" not in aux:
        return Status.ONGOING, "present state"
    return Status.HAPPENED, "told as a fact"


def _bare(tokens: Tokens, token: int) -> Verdict:
    if "to" in marked(tokens, token):
        return Status.PLANNED, "infinitive of a headline"
    if not dependents(tokens, token, "nsubj") and tokens.head[token] < 0:
        return Status.DEMANDED, "imperative"
    if any(tokens.xpos[child] == "MD" for child in children(tokens, token)):
        return Status.HYPOTHETICAL, "modal"
    return (
        (Status.HAPPENED, "told as a fact")
        if dependents(tokens, token, "nsubj")
        else (Status.HYPOTHETICAL, "bare infinitive")
    )
