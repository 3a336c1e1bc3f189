"""Who says so: every voice of an article with its source, its words and what it says.

Rules over the parse, quotation marks and cue words (`codebook/data/cues/speech.toml`); the layout of source, cue and
content follows PARC and PolNeAR. A source is resolved through the mentions; where the text names nobody it is UNK.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coranto.model import Attribution, Problem, Reading, Span, Tokens
from coranto.read.carried import carried_on, whole
from coranto.read.grammar import is_relation, tokens_in
from coranto.read.quotes import Quote, quotes
from coranto.read.scene import Voice, Words, scene
from coranto.read.tools import Tools
from coranto.read.voices import voices, with_cited, with_quotes
from coranto.read.who import mention_at

MARKS = frozenset((*"“”\"„«»‘’'", "''", "``"))
LABELS = frozenset(":―—")
"""Marks that can be the cue themselves: "Seoul: North fires missile"."""


REACH = 60
"""Voices further apart than this in the text are not looked at for standing inside one another."""


def says_who(reading: Reading, tools: Tools) -> Reading:
    """Fills `attributions`, in text order of the cues."""
    words = {key: frozenset(listed) for key, listed in tools.codebook.cues["speech"].items()}
    marked = quotes(reading)
    scenes = [scene(reading, words, n, marked) for n in range(len(reading.sentences))]
    found = [voice for here in scenes for voice in with_cited(here, with_quotes(here, tuple(voices(here))))]
    found = carried_on(reading, marked, found)
    found = sorted((v for v in found if v.content or v.spans), key=lambda v: v.cue[0])
    made = _nested(tuple(_attribution(reading, words, voice) for voice in found))
    made = _through(found, made)
    return replace(reading, attributions=made, problems=(*reading.problems, *_loose(reading, marked, made)))


def _attribution(reading: Reading, words: Words, voice: Voice) -> Attribution:
    return Attribution(
        source=_runs(reading, voice.source),
        cue=_runs(reading, voice.cue),
        content=_joined(reading.article.text, (*_runs(reading, voice.content), *voice.spans)),
        actors=_actors(reading, words, voice),
        stance=voice.stance,
        direct=voice.direct,
        why=voice.why,
    )


def _runs(reading: Reading, own: Iterable[int]) -> tuple[Span, ...]:
    """The stretches of text that tokens cover; punctuation alone neither parts two nor begins or ends one."""
    tokens, text = reading.tokens, reading.article.text
    runs: list[list[int]] = []
    for token in sorted(own):
        gap = range(runs[-1][-1] + 1, token) if runs else range(0)
        if runs and all(tokens.upos[t] == "PUNCT" for t in gap):
            runs[-1].append(token)
        else:
            runs.append([token])
    trimmed = (_trim(tokens, text, run) for run in runs)
    return tuple(Span(tokens.starts[run[0]], tokens.ends[run[-1]]) for run in trimmed if run)


def _joined(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in text order; those with nothing but blanks between them are one (a quotation over several sentences)."""
    joined: list[Span] = []
    for span in sorted(spans):
        if (
            joined
            and not text[joined[-1].end : span.start].strip(" .,")
            and "\n" not in text[joined[-1].end : span.start]
        ):
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def _trim(tokens: Tokens, text: str, run: list[int]) -> list[int]:
    def loose(token: int) -> bool:
        return tokens.upos[token] == "PUNCT" and tokens.span(token).of(text) not in MARKS

    if len(run) == 1 and tokens.span(run[0]).of(text) in LABELS:
        return run
    while run and loose(run[0]):
        run = run[1:]
    while run and loose(run[-1]):
        run = run[:-1]
    return run


# -- who it is --------------------------------------------------------------------------------------------------------


def _actors(reading: Reading, words: Words, voice: Voice) -> tuple[str, ...]:
    """Codes of the source: of the mentions at its heads, else of those in its words, else UNK for an unnamed one."""
    if voice.hidden:
        return ("UNK",)
    if voice.head is None:
        return ()
    head = _antecedent(reading.tokens, words, voice.head)
    own = frozenset(voice.source) | {head}
    found = _together(reading, head, own) or (_within_name(reading, head, own) if head == voice.head else ())
    known = tuple(dict.fromkeys(code for code in found if code != "UNK"))
    if known or found:
        return known or ("UNK",)
    return ("UNK",) if _is_unnamed(reading, words, head) else ()


def _antecedent(tokens: Tokens, words: Words, head: int) -> int:
    """Behind "who" and "which" stands the noun that the relative clause hangs from."""
    if tokens.lemma[head].lower() not in words["relative"]:
        return head
    verb = tokens.head[head]
    while verb >= 0 and not is_relation(tokens, verb, "acl"):
        verb = tokens.head[verb]
    return tokens.head[verb] if verb >= 0 else head


def _together(reading: Reading, head: int, own: frozenset[int]) -> tuple[str, ...]:
    """Codes of the head and of all that is coordinated with it: "U.S., South Korean and Ukrainian intelligence".

    There the last word's sector is that of all: the three are no governments, but three services.
    """
    listed = (t for t in sorted(own) if _joined_to(reading.tokens, t, head))
    codes = tuple(dict.fromkeys(code for token in (head, *listed) for code in _codes(reading, token)))
    sectors = {code.partition(".")[2] for code in codes if "." in code and not code.startswith("IGO")}
    if len(sectors) != 1 or len(codes) < 2:
        return codes
    whole = (code if "." in code else f"{code}.{min(sectors)}" for code in codes)
    return tuple(code for code in dict.fromkeys(whole) if code != "UNK" or len(codes) == 1)


def _joined_to(tokens: Tokens, token: int, head: int) -> bool:
    """Whether a word is coordinated with the head, directly or among the words before it."""
    joined = False
    while token != head:
        if not is_relation(tokens, token, "conj", "amod", "compound") or tokens.head[token] < 0:
            return False
        joined = joined or is_relation(tokens, token, "conj")
        token = tokens.head[token]
    return joined


def _codes(reading: Reading, token: int) -> tuple[str, ...]:
    """Codes of the mention at a token; () where there is none or nobody could tell."""
    mention = mention_at(reading, token)
    return mention.codes if mention is not None and mention.actor else ()


def _is_unnamed(reading: Reading, words: Words, head: int) -> bool:
    """“Officials”, “analysts”, or the “they” that stands for them."""
    mention = mention_at(reading, head)
    same = [] if mention is None else [one.token for one in reading.mentions if one.chain == mention.chain]
    return any(reading.tokens.lemma[token].lower() in words["unnamed"] for token in (head, *same))


def _within_name(reading: Reading, head: int, own: frozenset[int]) -> tuple[str, ...]:
    """Codes of names that make up the source: "Seoul's spy agency", "officials in Kyiv"; not those in its clauses."""
    tokens = reading.tokens
    named = [m for m in reading.mentions if m.actor and m.token in own and _belongs(tokens, m.token, head)]
    return tuple(code for mention in named for code in mention.codes)


def _belongs(tokens: Tokens, token: int, head: int) -> bool:
    while token != head:
        if (
            not is_relation(tokens, token, "compound", "amod", "nmod", "flat", "conj", "appos")
            or tokens.head[token] < 0
        ):
            return False
        token = tokens.head[token]
    return True


# -- voices in voices -------------------------------------------------------------------------------------------------


def _nested(made: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Each voice with the smallest other whose content holds its cue: that one passes it on."""
    return tuple(replace(one, inside=_outer(made, index)) for index, one in enumerate(made))


def _through(found: list[Voice], made: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """A source that is cited stands inside the voice that cites it, though its cue does not."""
    starts = {voice.cue[0]: index for index, voice in enumerate(found)}
    return tuple(
        one if voice.through is None else replace(one, inside=starts.get(voice.through, one.inside))
        for voice, one in zip(found, made, strict=True)
    )


def _outer(made: tuple[Attribution, ...], index: int) -> int | None:
    cue = made[index].cue[0]
    close = (n for n in range(max(0, index - REACH), min(len(made), index + REACH)) if n != index)
    around = [n for n in close if any(span.holds(cue) for span in made[n].content)]
    around = [n for n in around if not _holds_cue(made[index], made[n])]
    return min(around, key=lambda n: _size(made[n]), default=None)


def _holds_cue(one: Attribution, other: Attribution) -> bool:
    """Whether the inner would hold the outer in turn; of two that hold each other the wider one is outside."""
    if not any(span.holds(other.cue[0]) for span in one.content):
        return False
    return _size(one) >= _size(other)


def _size(one: Attribution) -> int:
    return sum(span.end - span.start for span in one.content)


def _loose(reading: Reading, marked: tuple[Quote, ...], made: tuple[Attribution, ...]) -> Iterator[Problem]:
    """Whole quoted sentences that could be tied to nobody."""
    spans = (span for one in made for span in (*one.content, *one.source))
    tied = {token for span in spans for token in tokens_in(reading.tokens, span)}
    for quote in marked:
        if whole(reading, quote) and not tied.intersection(tokens_in(reading.tokens, quote.span)):
            yield Problem("says_who.no-speaker", "a quoted sentence whose speaker the text does not tell", quote.span)


def spoken(reading: Reading, token: int) -> tuple[int, ...]:
    """Indices of the attributions whose content holds a token, outermost first; () for the reporter's own voice."""
    span = reading.tokens.span(token)
    own = [n for n, one in enumerate(reading.attributions) if any(s.holds(span) for s in one.content)]
    return tuple(sorted(own, key=lambda n: -_size(reading.attributions[n])))
