"""What answers, causes, follows or is part of what: links between two acts, and who says so.

Each rule looks for a word that ties (`codebook/data/cues/links.toml`) and for an act on either side of it. Where one
side only names an act again ("the launches", "this move"), the earlier telling is linked. Where a side names no act at
all, there is no link: what a party answered is not guessed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from coranto.model import Act, Link, LinkKind, Problem, Reading, Stance, claim_id
from coranto.read.grammar import behind, children, dependents, is_relation, marked, sentence_of, subtree, tokens_in
from coranto.read.says_who import spoken
from coranto.read.tools import Tools

Words = Mapping[str, frozenset[str]]
BACK = 2
"""Sentences back that a named-again act or a question is looked for."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two acts (indices) and the word that ties them."""

    first: int
    then: int
    kind: LinkKind
    token: int


def in_reply(reading: Reading, tools: Tools) -> Reading:
    """Fills `links`; a reply whose day lies before what it answers also gives a Problem."""
    words = {key: frozenset(listed) for key, listed in tools.codebook.cues["links"].items()}
    ties = [tie for token in range(len(reading.tokens)) for rule in RULES for tie in rule(reading, words, token)]
    ties += list(_answers(reading, words))
    links: dict[tuple[str, str], Link] = {}
    for tie in ties:
        link = _link(reading, tie)
        if link is not None:
            links.setdefault((link.first, link.then), link)
    made = tuple(links.values())
    return replace(reading, links=made, problems=(*reading.problems, *_impossible(made)))


def _link(reading: Reading, tie: Tie) -> Link | None:
    first, then = reading.acts[tie.first], reading.acts[tie.then]
    one, other = (claim_id(reading.article.version, act) for act in (first, then))
    if one == other or not (first.type and then.type):
        return None
    voices = [reading.attributions[i] for i in spoken(reading, tie.token)]
    holders = (voices[-1].actors or ("UNK",)) if voices else ()
    span = sentence_of(reading, tie.token).span
    return Link(one, other, tie.kind, holders, possible(first, then, tie.kind), span)


def possible(first: Act, then: Act, kind: LinkKind) -> bool | None:
    """Whether the days allow the order: False where the second ended before the first began, None where they are open.

    A part lies within its whole, so there the two must share time.
    """
    if first.time is None or then.time is None or not (first.time.since and then.time.until):
        return None
    if then.time.until <= first.time.since:
        return False
    if kind is LinkKind.PART and first.time.until and then.time.since:
        return then.time.since < first.time.until
    return True


def _impossible(links: tuple[Link, ...]) -> Iterator[Problem]:
    for link in links:
        if link.possible is False and link.kind in (LinkKind.RESPONSE, LinkKind.CAUSE, LinkKind.FOLLOW_UP):
            yield Problem(
                "in_reply.before-cause", f"told as a {link.kind}, but dated before what it follows", link.span
            )


# -- acts in a stretch of the parse -----------------------------------------------------------------------------------


def _acts_under(reading: Reading, token: int, without: frozenset[int] = frozenset()) -> list[int]:
    """Acts of a word and of what it governs, the nearest to the word; those coordinated with it, too."""
    own = frozenset(subtree(reading.tokens, token)) - without
    found = [n for n, act in enumerate(reading.acts) if act.token in own]
    depths = {n: _depth(reading, reading.acts[n].token, token) for n in found}
    nearest = min(depths.values(), default=0)
    return [n for n in found if depths[n] == nearest or _coordinated(reading, reading.acts[n].token, token)]


def _depth(reading: Reading, token: int, top: int) -> int:
    depth = 0
    while token != top and token >= 0:
        token, depth = reading.tokens.head[token], depth + 1
    return depth


def _coordinated(reading: Reading, token: int, top: int) -> bool:
    return reading.tokens.head[token] == top and is_relation(reading.tokens, token, "conj")


def _side(reading: Reading, words: Words, token: int, without: frozenset[int] = frozenset()) -> list[int]:
    """The acts on one side of a tie: in its words, else the one that its words name again."""
    under = _acts_under(reading, token, without)
    return under or _named_again(reading, words, token)


def _named_again(reading: Reading, words: Words, token: int) -> list[int]:
    """The earlier act that a noun names again.

    "The launches" is the last act before that has the same word, however far back; "this move", or a bare "this",
    the last act of the two sentences before, whatever it was.
    """
    before = [n for n, act in enumerate(reading.acts) if act.type and act.token < token and act.status.took_place]
    same = [n for n in before if _same_word(reading, words, reading.acts[n], token)]
    if same or not _points(reading, words, token):
        return same[-1:]
    here = sentence_of(reading, token)
    first = _sentences_back(reading, token)
    close = reading.tokens.lemma[token].lower() == "which"
    return [n for n in before if first <= reading.acts[n].token and (close or reading.acts[n].token < here.first)][-1:]


def _sentences_back(reading: Reading, token: int) -> int:
    """The first token that is at most BACK sentences away."""
    number = bisect_right(reading.sentences, token, key=lambda sentence: sentence.last)
    return reading.sentences[max(0, number - BACK)].first


def _same_word(reading: Reading, words: Words, act: Act, token: int) -> bool:
    lemma = reading.tokens.lemma[token].lower()
    named = (reading.tokens.lemma[t].lower() for t in tokens_in(reading.tokens, act.trigger))
    return reading.tokens.upos[token] == "NOUN" and lemma not in words["again"] and lemma in named


def _points(reading: Reading, words: Words, token: int) -> bool:
    tokens = reading.tokens
    lemma = tokens.lemma[token].lower()
    if tokens.upos[token] in ("PRON", "DET"):
        return lemma in ("this", "that", "which")
    pointed = any(tokens.lemma[t].lower() in words["pointing"] for t in dependents(tokens, token, "det"))
    return pointed and lemma in words["again"]


def _pairs(first: list[int], then: list[int], kind: LinkKind, token: int) -> Iterator[Tie]:
    for one in first:
        for other in then:
            if one != other:
                yield Tie(one, other, kind, token)


# -- rules ------------------------------------------------------------------------------------------------------------


def _response_noun(reading: Reading, words: Words, token: int) -> Iterator[Tie]:
    """“In response to the drills, X fired”, “is seen as a response to the drills”."""
    tokens = reading.tokens
    if tokens.upos[token] != "NOUN" or tokens.lemma[token].lower() not in words["response_nouns"]:
        return
    answered = [c for c in children(tokens, token) if marked(tokens, c) & words["response_behind"] and c > token]
    answered += [c for c in behind(tokens, token) if marked(tokens, c) & words["response_behind"]]
    answered += _fixed_after(reading, words, token)
    above = tokens.head[token]
    for one in answered:
        branch = frozenset((*subtree(tokens, token), *subtree(tokens, one)))
        first = _side(reading, words, one)
        then = _subject_side(reading, words, token, above, branch)
        yield from _pairs(first, then, LinkKind.RESPONSE, token)


def _fixed_after(reading: Reading, words: Words, token: int) -> list[int]:
    """Where the parser takes "in response to" for one preposition, what is answered is the noun above it."""
    tokens = reading.tokens
    above = tokens.head[token]
    fixed = is_relation(tokens, token, "case", "fixed") and above > token
    del words
    return [above] if fixed else []


def _subject_side(reading: Reading, words: Words, token: int, above: int, branch: frozenset[int]) -> list[int]:
    """What answers: the subject of "is (seen as) a response", else the act of the clause that the words stand in."""
    tokens = reading.tokens
    if "as" in marked(tokens, token) or dependents(tokens, token, "cop"):
        verb = token if dependents(tokens, token, "cop") else above
        subjects = dependents(tokens, verb, "nsubj") or (dependents(tokens, verb, "obj") if verb != token else ())
        return [n for subject in subjects for n in _side(reading, words, subject)]
    while above >= 0:
        under = _acts_under(reading, above, branch)
        if under:
            return under
        above = tokens.head[above]
    return []


def _response_verb(reading: Reading, words: Words, token: int) -> Iterator[Tie]:
    """“Responded to the raid by closing the border”: both must be told."""
    tokens = reading.tokens
    if tokens.upos[token] != "VERB" or tokens.lemma[token].lower() not in words["response_verbs"]:
        return
    behind = dependents(tokens, token, "obl", "advcl", "obj", "nmod")
    answered = [c for c in behind if marked(tokens, c) & words["response_behind"] or is_relation(tokens, c, "obj")]
    means = [c for c in behind if marked(tokens, c) & {"by", "with"}]
    first = [n for one in answered for n in _side(reading, words, one)]
    then = [n for one in means for n in _acts_under(reading, one)]
    then = then or [n for n, act in enumerate(reading.acts) if act.token == token]
    first = first or ([] if answered else _done_to_them(reading, then))
    yield from _pairs(first, then, LinkKind.RESPONSE, token)


def _done_to_them(reading: Reading, then: list[int]) -> list[int]:
    """What a bare "retaliated" answers: the last act shortly before by the very party that it is turned against."""
    if not then:
        return []
    act = reading.acts[then[0]]
    against = {code.partition(".")[0] for code in act.recipient_codes}
    before = (n for n in _shortly_before(reading, act) if reading.acts[n].status.took_place and reading.acts[n].type)
    return [n for n in before if against & {code.partition(".")[0] for code in reading.acts[n].actor_codes}][-1:]


def _subject_to_object(kinds: tuple[tuple[str, LinkKind], ...]) -> Callable[[Reading, Words, int], Iterator[Tie]]:
    def rule(reading: Reading, words: Words, token: int) -> Iterator[Tie]:
        tokens = reading.tokens
        lemma = tokens.lemma[token].lower()
        for key, kind in kinds:
            if tokens.upos[token] != "VERB" or lemma not in words[key]:
                continue
            subjects = _subjects(reading, token)
            objects = [*dependents(tokens, token, "obj", "xcomp")]
            objects += [c for c in dependents(tokens, token, "obl") if marked(tokens, c) & {"to", "in"}]
            first = [n for one in subjects for n in _side(reading, words, one)]
            then = [n for one in objects for n in _acts_under(reading, one)]
            then = then or [n for n, act in enumerate(reading.acts) if act.token == token]
            yield from _pairs(first, then, kind, token)

    return rule


def _subjects(reading: Reading, token: int) -> tuple[int, ...]:
    """A verb's subject, or that of the verb it is coordinated with; what "which" stands for is looked up later."""
    tokens = reading.tokens
    own = dependents(tokens, token, "nsubj")
    if own or not is_relation(tokens, token, "conj", "xcomp"):
        return own
    return _subjects(reading, tokens.head[token])


def _follow_verb(reading: Reading, words: Words, token: int) -> Iterator[Tie]:
    """“The flight followed the test”."""
    tokens = reading.tokens
    if tokens.upos[token] != "VERB" or tokens.lemma[token].lower() not in words["follow_verbs"]:
        return
    first = [n for one in dependents(tokens, token, "obj") for n in _side(reading, words, one)]
    then = [n for one in _subjects(reading, token) for n in _side(reading, words, one)]
    yield from _pairs(first, then, LinkKind.FOLLOW_UP, token)


def _preposition(reading: Reading, words: Words, token: int) -> Iterator[Tie]:
    """“X withdrew after the attack”, “because of the attack”, “before the vote”."""
    tokens = reading.tokens
    if not is_relation(tokens, token, "obl", "advcl", "nmod"):
        return
    marks = marked(tokens, token) | {tokens.lemma[c].lower() for c in dependents(tokens, token, "advmod")}
    above = tokens.head[token]
    branch = frozenset(subtree(tokens, token))
    for key, kind in (("follow_prepositions", LinkKind.FOLLOW_UP), ("cause_prepositions", LinkKind.CAUSE)):
        if marks & words[key]:
            first = _side(reading, words, token)
            then = _clause_acts(reading, words, above, branch)
            yield from _pairs(first, then, kind, token)
            return


def _clause_acts(reading: Reading, words: Words, above: int, branch: frozenset[int]) -> list[int]:
    """The acts of the clause itself; "the tests come after" has its act in the subject."""
    tokens = reading.tokens
    own = [n for n, act in enumerate(reading.acts) if act.token == above]
    if own:
        return own
    if tokens.lemma[above].lower() in words["come_verbs"]:
        return [n for one in _subjects(reading, above) for n in _side(reading, words, one)]
    return [n for n in _acts_under(reading, above, branch) if _depth(reading, reading.acts[n].token, above) <= 1]


def _part(reading: Reading, words: Words, token: int) -> Iterator[Tie]:
    """“At a meeting on Monday, X accused Y”, “in the same meeting, Z warned”: the act is part of the meeting."""
    tokens = reading.tokens
    if not is_relation(tokens, token, "obl") or not marked(tokens, token) & words["part_prepositions"]:
        return
    whole = [n for n, act in enumerate(reading.acts) if act.token == token and act.type in words["whole_types"]]
    whole = whole or [n for n in _named_again(reading, words, token) if reading.acts[n].type in words["whole_types"]]
    above = tokens.head[token]
    parts = [n for n, act in enumerate(reading.acts) if act.token == above]
    yield from _pairs(whole, parts, LinkKind.PART, token)


RULES: tuple[Callable[[Reading, Words, int], Iterator[Tie]], ...] = (
    _response_noun,
    _response_verb,
    _subject_to_object((("prompting_verbs", LinkKind.RESPONSE), ("causing_verbs", LinkKind.CAUSE))),
    _follow_verb,
    _preposition,
    _part,
)


def _answers(reading: Reading, words: Words) -> Iterator[Tie]:
    """A refusal, a denial or a non-answer to what was asked of the same party within the two sentences before."""
    for then, act in enumerate(reading.acts):
        if act.type not in words["answering_types"] or not _takes_up(reading, words, act):
            continue
        asked = [n for n in _shortly_before(reading, act) if reading.acts[n].type in words["asking_types"]]
        own = {code.partition(".")[0] for code in act.actor_codes}
        to_it = [n for n in asked if own & _asked_parties(reading, reading.acts[n])]
        yield from _pairs(to_it[-1:], [then], LinkKind.RESPONSE, act.token)


def _asked_parties(reading: Reading, asking: Act) -> set[str]:
    """Countries that a demand is made of: its recipients', else those named behind its word."""
    codes = asking.recipient_codes
    if not codes:
        last = sentence_of(reading, asking.token).last
        codes = tuple(m.actor for m in reading.mentions if m.actor and asking.token < m.token < last)
    return {code.partition(".")[0] for code in codes}


def _takes_up(reading: Reading, words: Words, act: Act) -> bool:
    """Whether the act speaks of a question or accusation ("deflected the question"), or its voice gives no answer."""
    tokens = reading.tokens
    objects = dependents(tokens, act.token, "obj", "obl")
    declines = any(
        one.stance in (Stance.DECLINES, Stance.DENIES) and any(cue.overlaps(act.trigger) for cue in one.cue)
        for one in reading.attributions
    )
    return declines or any(tokens.lemma[t].lower() in words["asked"] for t in objects)


def _shortly_before(reading: Reading, act: Act) -> list[int]:
    first = _sentences_back(reading, act.token)
    return [n for n, other in enumerate(reading.acts) if first <= other.token < act.token]
