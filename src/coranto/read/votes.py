"""What the learned vote says of a sentence's words: acts with their parties, as the codebook's triggers say them.

The network (`coranto.nlp.coder`) names words; who they are is for `who` to say. A party that no mention covers takes
its sector from the vote and its country from what the article is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coranto.model import Kind, Mention, Reading, Sentence, Span, Status, Where
from coranto.nlp.coder import Coder, Floats, Votes
from coranto.read.grammar import ancestors, kept
from coranto.read.roles import mention_of, owners, parties

NOT_COUNTRIES = frozenset(("IGO", "UNK", "XAA", "XRR"))

NAMED = 0.5
"""Probability from which a word names a party."""

MISSED = 0.2
"""What an act between two given parties counts for where the vote sees neither of them in it; both seen count 2."""

WHOLE, BODY, UNKNOWN = "-", "IGO", "UNK"


@dataclass(frozen=True, slots=True)
class Vote:
    """An act that a word is said to tell.

    `chance` is the probability of its type, `act` that the word tells any act. `took_place` is the probability that it
    took place, `sure` that of the status.
    """

    token: int
    type: str
    mode: str | None
    chance: float
    act: float
    status: Status
    took_place: float
    sure: float
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Ballot:
    """The votes on one sentence, with what is needed to read them."""

    reading: Reading
    sentence: Sentence
    coder: Coder
    votes: Votes
    kinds: Floats
    """(words, types): the probability of each of the coder's types, whatever the mode; column 0: of none."""

    def chance(self, token: int, kind: str) -> float:
        """The probability that a word tells an act of a type."""
        return float(self.kinds[token - self.sentence.first, self.coder.types.index(kind)])

    def acts(self) -> dict[int, Vote]:
        """The acts that it finds likely at all, by token; of each the likeliest type."""
        first = self.sentence.first
        return {int(word) + first: self._vote(int(word), row) for row, word in enumerate(self.votes.acts)}

    def _vote(self, word: int, row: int) -> Vote:
        label, status = self.votes.label[word], self.votes.status[word]
        best = 1 + int(self.kinds[word, 1:].argmax())
        kind = self.coder.types[best]
        named = [tuple(self._parties(side)) for side in self.votes.party[row]]
        return Vote(
            token=word + self.sentence.first,
            type=kind,
            mode=self.mode(word + self.sentence.first, kind),
            chance=float(self.kinds[word, best]),
            act=1.0 - float(label[0]),
            status=Status(self.coder.statuses[int(status.argmax())]),
            took_place=float(
                sum(p for p, name in zip(status, self.coder.statuses, strict=True) if Status(name).took_place)
            ),
            sure=float(status.max()),
            actors=named[0],
            recipients=named[1],
        )

    def between(self, actors: frozenset[int], recipients: frozenset[int]) -> Iterator[tuple[Vote, float]]:
        """Every type but STATE that a word may tell, and how much speaks for it as an act between two parties.

        That is its probability, times how surely the words of the one are its actor and those of the other its
        recipient (or, where both do it together, its actor too), with a little for a party that the vote misses.
        """
        mine = range(self.sentence.first, self.sentence.last)
        doers, targets = ([1 + t - mine.start for t in words if t in mine] for words in (actors, recipients))
        for row, word in enumerate(self.votes.acts.tolist()):
            vote, side = self._vote(word, row), self.votes.party[row]
            doer = float(side[0, doers].max(initial=0.0))
            target = float(side[:, targets].max(initial=0.0))
            for kind in (name for name in self.coder.types[1:] if name != "STATE"):
                share = self.chance(vote.token, kind) * (MISSED + doer + target)
                yield replace(vote, type=kind, mode=self.mode(vote.token, kind)), share

    def mode(self, token: int, kind: str) -> str | None:
        """The likeliest mode of a type at a word, or None."""
        at = self.coder.types.index(kind)
        first, last = (*self.coder.starts, len(self.coder.labels))[at : at + 2]
        return self.coder.labels[first + int(self.votes.label[token - self.sentence.first, first:last].argmax())][1]

    def _parties(self, side: Floats) -> Iterator[Mention]:
        """Whom the words of one side name, each once."""
        seen: set[int] = set()
        for run in _runs((side[1:] >= NAMED).nonzero()[0].tolist()):
            tokens = [word + self.sentence.first for word in run]
            for head in _heads(self.reading, tokens):
                for mention in self._named(head, tokens):
                    if mention.token not in seen:
                        seen.add(mention.token)
                        yield mention

    def _named(self, head: int, tokens: Sequence[int]) -> tuple[Mention, ...]:
        """The parties that a noun phrase names; one made for it where no mention has a code."""
        found = tuple(one for one in parties(self.reading, head) if one.token in tokens or one.token == head)
        found = found or parties(self.reading, head) or owners(self.reading, head)
        return found or (self._made(head, tokens),)

    def _made(self, head: int, tokens: Sequence[int]) -> Mention:
        """A mention for words that the lists know nothing of: sector by vote, country of the story."""
        sector = self.coder.sectors[int(self.votes.sector[head - self.sentence.first].argmax())]
        held = mention_of(self.reading, head)
        country = main_country(self.reading)
        span = held.span if held else Span(self.reading.tokens.starts[tokens[0]], self.reading.tokens.ends[tokens[-1]])
        code, why = None, "nobody known"
        if sector not in (WHOLE, BODY, UNKNOWN) and country:
            code, why = f"{country}.{sector}", f"{sector} by vote, of {country}, which the article is mostly about"
        chain = held.chain if held else -1 - head
        return Mention(span, held.kind if held else Kind.GROUP, code, chain, head, 0.4, why)


def ballot_on(reading: Reading, sentence: Sentence, coder: Coder) -> Ballot:
    """The votes on a sentence."""
    tokens, text = reading.tokens, reading.article.text
    forms = [text[tokens.starts[t] : tokens.ends[t]] for t in range(sentence.first, sentence.last)]
    votes = coder.votes(forms)
    return Ballot(reading, sentence, coder, votes, coder.by_type(votes))


def main_country(reading: Reading) -> str | None:
    """The country that an article's parties and places are most often of; None where it names none."""
    return _main_country(reading.mentions, reading.places)


@kept
def _main_country(mentions: tuple[Mention, ...], places: tuple[Where, ...]) -> str | None:
    lands = Counter(code[:3] for one in mentions for code in one.codes if code[:3] not in NOT_COUNTRIES)
    lands.update(place.country for place in places if place.country)
    return lands.most_common(1)[0][0] if lands else None


def _runs(words: Sequence[int]) -> Iterator[list[int]]:
    """Stretches of neighbouring words."""
    run: list[int] = []
    for word in words:
        if run and word != run[-1] + 1:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _heads(reading: Reading, tokens: Sequence[int]) -> list[int]:
    """The words of a stretch that hang from none of it."""
    inside = set(tokens)
    found = [token for token in tokens if inside.isdisjoint(ancestors(reading.tokens, token))]
    return [token for token in found if reading.tokens.upos[token] not in ("PUNCT", "ADP", "DET", "CCONJ", "PART")]
