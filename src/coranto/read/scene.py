"""One sentence with all that is needed to find its voices: whose words they are, and in which words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice, takewhile

from coranto.model import Reading, Sentence, Span, Stance, Tokens
from coranto.read.grammar import dependents, is_relation, subtree, tokens_in
from coranto.read.quotes import Quote

Words = Mapping[str, frozenset[str]]


SUBJECT = ("nsubj", "csubj")


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice before it is given its spans: tokens of source, cue and content.

    `hidden` is True where the text hides who speaks ("is believed", "reportedly"). `direct` is True where the content
    stands in quotation marks. `through` is the first cue token of a voice that cites this one. `spans` is content in
    other sentences.
    """

    sentence: int
    cue: tuple[int, ...]
    source: tuple[int, ...]
    head: int | None
    content: tuple[int, ...]
    stance: Stance
    why: str
    hidden: bool = False
    direct: bool = False
    speech: bool = False
    through: int | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with what is needed to look for its voices."""

    reading: Reading
    words: Words
    number: int
    sentence: Sentence
    quoted: frozenset[int]

    @property
    def tokens(self) -> Tokens:
        """The columns of the article."""
        return self.reading.tokens

    def lemma(self, token: int) -> str:
        """A token's lemma in lower case."""
        return self.tokens.lemma[token].lower()

    def among(self, token: int, *keys: str) -> bool:
        """Whether a token's lemma stands in one of the lists."""
        return any(self.lemma(token) in self.words[key] for key in keys)

    def form(self, token: int) -> str:
        """A token's words in lower case."""
        return self.tokens.span(token).of(self.reading.article.text).lower()


def scene(reading: Reading, words: Words, number: int, quotes: tuple[Quote, ...]) -> Scene:
    """A sentence and which of its tokens stand in quotation marks."""
    sentence = reading.sentences[number]
    first = bisect_right(quotes, sentence.span.start, key=lambda quote: quote.span.end)
    inside = [
        q.span for q in takewhile(lambda quote: quote.span.start < sentence.span.end, islice(quotes, first, None))
    ]
    own = range(sentence.first, sentence.last)
    quoted = frozenset(t for span in inside for t in tokens_in(reading.tokens, span) if t in own)
    return Scene(reading, words, number, sentence, quoted)


def negated(here: Scene, token: int) -> bool:
    """Whether a verb has a negation of its own."""
    return any(here.lemma(c) in ("not", "never", "n't", "no") for c in dependents(here.tokens, token, "advmod", "neg"))


def passive_verb(here: Scene, token: int) -> bool:
    """Whether a verb is passive, as a participle on a noun or beside another passive, too."""
    tokens = here.tokens
    if dependents(tokens, token, "nsubj:pass", "aux:pass", "csubj:pass"):
        return True
    if dependents(tokens, token, "nsubj"):
        return False
    bare = is_relation(tokens, token, "acl", "amod") and not is_relation(tokens, token, "acl:relcl")
    conjunct = is_relation(tokens, token, "conj") and tokens.xpos[token] == tokens.xpos[tokens.head[token]]
    return tokens.xpos[token] == "VBN" and (bare or (conjunct and passive_verb(here, tokens.head[token])))


def agent_of(here: Scene, token: int) -> int | None:
    """The head of “by …” behind a passive."""
    for one in dependents(here.tokens, token, "obl", "nmod"):
        if is_relation(here.tokens, one, "obl:agent") or preposition(here, one) == "by":
            return one
    return None


def preposition(here: Scene, token: int) -> str:
    """The preposition or prepositions before a word, in lower case."""
    return " ".join(here.form(c) for c in dependents(here.tokens, token, "case"))


def source_of(here: Scene, token: int) -> int | None:
    """The head of the words that name who speaks: subject or agent, else that of the verb this one hangs from."""
    tokens = here.tokens
    if passive_verb(here, token):
        agent = agent_of(here, token)
        if agent is not None or here.lemma(token) != "reach":
            return agent
    for child in dependents(tokens, token, *SUBJECT):
        if tokens.upos[child] != "SCONJ":
            return child
    return _beside(here, token) or _inverted(here, token) or _borrowed(here, token)


def _inverted(here: Scene, token: int) -> int | None:
    """The subject of “…,” said the army, “…” where the parser hangs it elsewhere: the words up to the next mark."""
    tokens, before = here.tokens, token - 1
    if not here.among(token, "say") or before < here.sentence.first or tokens.upos[before] != "PUNCT":
        return None
    after = token + 1
    while after < here.sentence.last and tokens.upos[after] != "PUNCT" and after not in here.quoted:
        after += 1
    phrase = range(token + 1, after)
    names = ("NOUN", "PROPN", "PRON")
    return next((t for t in phrase if tokens.upos[t] in names and tokens.head[t] not in phrase), None)


def _beside(here: Scene, token: int) -> int | None:
    """The subject of “with analysts suggesting”: a noun right before a participle, after "with"."""
    before = token - 1
    if (
        here.tokens.xpos[token] != "VBG"
        or before < here.sentence.first
        or here.tokens.upos[before] not in ("NOUN", "PROPN")
    ):
        return None
    first = subtree(here.tokens, before)[0]
    return before if here.form(first) == "with" or (first > 0 and here.form(first - 1) == "with") else None


def _borrowed(here: Scene, token: int) -> int | None:
    """The subject that a verb without its own shares: "said X and added Y", "X, warning that"; a noun's participle."""
    tokens = here.tokens
    if is_relation(tokens, token, "acl") and not is_relation(tokens, token, "acl:relcl"):
        return _owner(here, tokens.head[token])
    if not is_relation(tokens, token, "conj", "xcomp", "advcl", "parataxis", "ccomp", "dep"):
        return None
    above = tokens.head[token]
    if above < 0 or (is_relation(tokens, token, "ccomp", "parataxis") and tokens.xpos[token] not in ("VBG", "VB")):
        return None
    for child in dependents(tokens, above, *SUBJECT):
        return _controller(here, token, above, child)
    return _borrowed(here, above) if tokens.upos[above] in ("VERB", "AUX", "NOUN", "ADJ") else None


def _controller(here: Scene, token: int, above: int, subject: int) -> int:
    """In "urged Russia to clarify" it is Russia that shall clarify: the object controls, where there is one."""
    objects = dependents(here.tokens, above, "obj", "iobj") if is_relation(here.tokens, token, "xcomp") else ()
    return objects[0] if objects and here.tokens.xpos[token] == "VB" else subject


def _owner(here: Scene, noun: int) -> int | None:
    """Behind "a statement saying" stands whoever issued it; else the noun itself speaks."""
    if not here.among(noun, "nouns", "venues"):
        return noun
    owners = dependents(here.tokens, noun, "nmod:poss")
    return owners[0] if owners else subject_of_light(here, noun) or noun


def subject_of_light(here: Scene, noun: int) -> int | None:
    """The subject of the light verb that a noun is the object of."""
    verb = here.tokens.head[noun]
    if verb < 0 or not is_relation(here.tokens, noun, "obj") or not here.among(verb, "light"):
        return None
    return source_of(here, verb)


def party_words(here: Scene, source: int | None, cue: int) -> tuple[int, ...]:
    """The source's words without the clause that the cue stands in and without its preposition."""
    if source is None:
        return ()
    tokens = here.tokens
    left = set(dependents(tokens, source, "case"))
    left |= set(subtree(tokens, cue)) if cue in subtree(tokens, source) else set()
    left |= set() if cue in here.quoted else set(here.quoted)
    for clause in dependents(tokens, source, "acl", "parataxis"):
        loose = is_relation(tokens, clause, "acl:relcl", "parataxis") and after_comma(here, clause)
        left |= set(subtree(tokens, clause)) if loose else set()
    return tuple(t for t in subtree(tokens, source) if t not in left)


def after_comma(here: Scene, token: int) -> bool:
    """Whether a branch of the parse is set off by a comma before it."""
    first = subtree(here.tokens, token)[0]
    return here.form(first) == "," or (first > here.sentence.first and here.form(first - 1) == ",")


def verb_words(here: Scene, token: int) -> tuple[int, ...]:
    """The verb with its auxiliaries, negation and particle, as far as they stand together."""
    tokens = here.tokens
    own = {token, *dependents(tokens, token, "aux", "compound:prt")}
    own |= {c for c in dependents(tokens, token, "advmod") if here.lemma(c) in ("not", "never", "n't", "also")}
    low = high = token
    while low - 1 in own:
        low -= 1
    while high + 1 in own:
        high += 1
    if here.among(token, "prepositional") and high + 1 < here.sentence.last and _is_preposition(here, high + 1):
        high += 1
    return tuple(range(low, high + 1))


def _is_preposition(here: Scene, token: int) -> bool:
    return here.tokens.upos[token] == "ADP" and here.form(token) in here.words["prepositions"]


def clause_without(here: Scene, token: int, without: tuple[str, ...]) -> tuple[int, ...]:
    """A subtree without those of its own branches that stand in one of these relations."""
    tokens = here.tokens
    left = {t for child in dependents(tokens, token, *without) for t in subtree(tokens, child)}
    return tuple(t for t in subtree(tokens, token) if t not in left)


def names_party(here: Scene, token: int) -> bool:
    """Whether a party is named at a token."""
    return any(m.token == token and m.actor for m in here.reading.mentions)


def tells_time(here: Scene, token: int) -> bool:
    """Whether a token stands in a time expression."""
    span = here.tokens.span(token)
    return any(when.span.overlaps(span) for when in here.reading.times)


def stance_of(here: Scene, token: int) -> Stance:
    """What a reporting verb does with its content."""
    if negated(here, token):
        return Stance.DENIES if here.among(token, "thoughts") else Stance.DECLINES
    lists = (
        ("passes_on", Stance.PASSES_ON),
        ("denies", Stance.DENIES),
        ("doubts", Stance.DOUBTS),
        ("asks", Stance.ASKS),
    )
    return next((stance for key, stance in lists if here.among(token, key)), Stance.ASSERTS)
