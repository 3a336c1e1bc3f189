"""Everything that was read in one article, layer by layer."""

from __future__ import annotations

from dataclasses import dataclass

from coranto.model.article import Article, Part
from coranto.model.claim import Act, Amount, Attribution, Certainty, Claim, Forecast, Kind, Link, Mention
from coranto.model.place import Where
from coranto.model.problem import Problem
from coranto.model.span import Span
from coranto.model.time import Moment, When


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the page part it stands in, and its tokens: `first` up to, not including, `last`."""

    span: Span
    part: Part
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """All tokens of the article as parallel columns, in text order; a token is its index.

    `head` is the index of the governor in the same columns, -1 for a root. `relation` is a Universal Dependencies
    relation, `entity` the reader's vote in BIO form ("B-PER", "O").
    """

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    upos: tuple[str, ...] = ()
    xpos: tuple[str, ...] = ()
    lemma: tuple[str, ...] = ()
    head: tuple[int, ...] = ()
    relation: tuple[str, ...] = ()
    entity: tuple[str, ...] = ()

    def __len__(self) -> int:
        """How many tokens there are."""
        return len(self.starts)

    def span(self, token: int) -> Span:
        """Where a token stands in the text."""
        return Span(self.starts[token], self.ends[token])


@dataclass(frozen=True, slots=True)
class Argument:
    """A PropBank role and the head token that fills it."""

    role: str
    token: int


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that says something of its arguments, with its PropBank roles."""

    token: int
    sense: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """Words that are a name, what sort of thing they name, and why they were taken for it."""

    span: Span
    kind: Kind
    why: str


@dataclass(frozen=True, slots=True)
class Assurance:
    """How surely an act is put by its innermost voice: one for each act, in the order of `Reading.acts`.

    `happened` is the "did it happen" score from -3 (surely not) to 3 (surely), `cues` the words it rests on.
    """

    certainty: Certainty | None
    happened: float
    cues: tuple[Span, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One article, read. Each step of `read.STEPS` fills one layer and touches no other.

    `published` is the article's own publication time, or one inferred from the text (its origin says so), or None.
    Layers are tuples in text order; `certainties` runs parallel to `acts`. `mentions` are the words that may stand for
    a party, `names` all names whatever they name.
    """

    article: Article
    published: Moment | None = None
    sentences: tuple[Sentence, ...] = ()
    tokens: Tokens = Tokens()
    predicates: tuple[Predicate, ...] = ()
    mentions: tuple[Mention, ...] = ()
    names: tuple[Name, ...] = ()
    times: tuple[When, ...] = ()
    places: tuple[Where, ...] = ()
    amounts: tuple[Amount, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    acts: tuple[Act, ...] = ()
    certainties: tuple[Assurance, ...] = ()
    links: tuple[Link, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
