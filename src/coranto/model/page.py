"""What a page says: publish makes these records, the templates only set them in type.

Texts are plain: nothing here is markup. An `href` is a path on this site or an absolute http(s) address; both were
checked when the record was made. Words made by us and words quoted from an article are never in the same field.
"""

from __future__ import annotations

from dataclasses import dataclass

from coranto.model.article import Article, Rating


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link with its words; `note` is a quiet remark beside it (a day, a count); `away` leads off this site.

    An empty `href` is a name that leads nowhere: an article that an editor names and the record does not hold.
    """

    href: str
    text: str
    note: str = ""
    away: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words behind something on a page.

    `quote` is `Article.text[start:end]` of `version`, to the letter. `more_before` and `more_after` tell that the
    sentence goes on beyond the quote. `published` is in words, "" where the day is not known; `link` leads to the
    article at its own address, `story` to our page about it. `notation` is the claim on one line.
    """

    article: str
    version: str
    outlet: str
    published: str
    link: PageLink | None
    story: PageLink | None
    quote: str
    start: int
    end: int
    more_before: bool = False
    more_after: bool = False
    claim: str | None = None
    notation: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an act or a sentence stands: `status` and `certainty` in words, `tone` the class that colours the mark.

    `tone` is "done" (somebody says that it took place), "open" (only planned, threatened, demanded, feared) or "not"
    (said not to have taken place, or denied).
    """

    tone: str
    status: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """One key development: a label, one sentence, how it stands, and what it rests on.

    `written` tells that the sentence is the editor's own, not made from the record; `note` says what the record
    lacks behind it.
    """

    label: str
    sentence: str
    standing: Standing | None
    evidence: tuple[Evidence, ...]
    event: PageLink | None = None
    written: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim in plain English. `about` are the claims inside it; `when`, `where`, `amounts` are "" if not told."""

    claim: str
    sentence: str
    standing: Standing
    evidence: tuple[Evidence, ...]
    when: str = ""
    where: str = ""
    amounts: str = ""
    about: tuple[str, ...] = ()
    event: PageLink | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """One holder and what it vouches for. `link` leads to its page, None for the outlet's own voice or a nameless."""

    name: str
    link: PageLink | None
    rows: tuple[ClaimRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: the value in words, who holds it, and the words behind it."""

    value: str
    holders: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DisputeBox:
    """A disagreement, side by side. `kind` is its kind in words, `why` what makes it one."""

    kind: str
    field: str
    why: str
    sides: tuple[Side, ...]
    event: PageLink | None = None


@dataclass(frozen=True, slots=True)
class PictureBox:
    """A picture's caption, credit chain (first maker first), age and caveats.

    The picture itself stays where it is: `link` leads there. `file` is "" or the word that marks an archive picture,
    `age` how old it was when the news came out, in words.
    """

    caption: str
    caption_cut: bool
    credit: tuple[str, ...]
    file: str
    taken: str
    age: str
    caveats: tuple[str, ...]
    link: PageLink | None
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """Something promised, planned or predicted: how it stands now and what would show it."""

    sentence: str
    kind: str
    holders: tuple[str, ...]
    due: str
    state: str
    test: str
    evidence: Evidence
    event: PageLink | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that is not known, and why we say so. `code` is the Problem's code, or "" where it is no Problem."""

    text: str
    code: str = ""
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One line of a timeline: `day` in words, `stamp` in ISO form for machines."""

    day: str
    stamp: str
    sentence: str
    standing: Standing
    evidence: Evidence
    event: PageLink | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """One act and what answers, follows, causes or is part of it, with who says so and what the dates allow."""

    first: str
    words: str
    then: str
    holders: str
    possible: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Teaser:
    """An event or article in a list: headline, how it stands, and two counts that are never mixed."""

    link: PageLink
    line: str
    standing: Standing | None
    articles: int
    sources: int
    evidence: tuple[Evidence, ...] = ()
    kicker: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of copy: a heading or a paragraph, as its editor wrote it."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around every page. `sample` tells that invented outlets are among the sources."""

    title: str
    menu: tuple[PageLink, ...]
    sample: bool
    as_of: str
    style: str


@dataclass(frozen=True, slots=True)
class StoryPage:
    """One article: whole where it is the editor's own, else our structured summary of it.

    `strip` is the dateline strip as pairs of label and value. `summary_cut` tells that the outlet's own summary is
    quoted only in part. `rating` has no average where nobody voted.
    """

    article: Article
    kicker: str
    section: PageLink | None
    headline: str
    strip: tuple[tuple[str, str], ...]
    standfirst: str
    standfirst_cut: bool
    original: PageLink | None
    pictures: tuple[PictureBox, ...]
    points_heading: str
    points: tuple[Bullet, ...]
    long_read_heading: str
    body: tuple[Passage, ...]
    happened: tuple[ClaimRow, ...]
    ties: tuple[Tie, ...]
    voices: tuple[Voice, ...]
    disputes: tuple[DisputeBox, ...]
    unknown: tuple[Unknown, ...]
    promises: tuple[Promise, ...]
    timeline: tuple[TimeRow, ...]
    tags: tuple[str, ...]
    actors: tuple[PageLink, ...]
    previous: PageLink | None
    next: PageLink | None
    copies: tuple[PageLink, ...]
    rating: Rating
    latest: tuple[PageLink, ...]
    article_count: int
    source_count: int


@dataclass(frozen=True, slots=True)
class EventPage:
    """One event: how it stands, who says so, the variants side by side, the disputes, the sources, the timeline."""

    id: str
    headline: str
    line: str
    standing: Standing
    when: str
    where: str
    articles: int
    sources: int
    voices: tuple[Voice, ...]
    variants: tuple[tuple[str, tuple[Side, ...]], ...]
    disputes: tuple[DisputeBox, ...]
    ties: tuple[Tie, ...]
    promises: tuple[Promise, ...]
    timeline: tuple[TimeRow, ...]
    stories: tuple[PageLink, ...]
    why: str
    latest: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class ActorPage:
    """One party: what it is said to have done, what is said to have been done to it, and what it says."""

    code: str
    name: str
    did: tuple[Teaser, ...]
    received: tuple[Teaser, ...]
    says: tuple[ClaimRow, ...]
    promises: tuple[Promise, ...]
    latest: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class SectionPage:
    """The stories of one section, newest first, and the events they tell."""

    name: str
    stories: tuple[Teaser, ...]
    events: tuple[Teaser, ...]
    latest: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front: the top event, other events, the latest stories, what is disputed and what is due."""

    top: Teaser | None
    events: tuple[Teaser, ...]
    latest: tuple[Teaser, ...]
    disputes: tuple[DisputeBox, ...]
    due: tuple[Promise, ...]
    articles: int
    sources: int
    actors: tuple[PageLink, ...]
