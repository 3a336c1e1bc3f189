"""The story page: one article, checked against the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time

from coranto.model.article import Article, Block, KeyPoint, Part, Picture, Rating
from coranto.model.claim import Claim, Stance
from coranto.model.page import Bullet, ClaimRow, Evidence, PageLink, Passage, PictureBox, StoryPage, Unknown
from coranto.model.problem import Problem
from coranto.model.span import Cell, Span
from coranto.publish import days, rows, words
from coranto.publish.names import UNKNOWN, capital
from coranto.publish.quotes import (
    around,
    away,
    evidence,
    outlet,
    passage,
    quote_length,
    short,
    story_link,
    title,
)
from coranto.publish.record import Index
from coranto.publish.section import section_link
from coranto.publish.tables import TABLES

# The customer's box has six points; more than that is no longer a box of key developments.
MOST_POINTS = 6

UNRATED = Rating(None, 0)

# Of one kind of problem the first few are shown in full, the others counted.
MOST_OF_A_KIND = 3


def story(index: Index, article_id: str, rating: Rating = UNRATED) -> StoryPage | None:
    """The page about the newest version of an article, or None where the record has no such article."""
    article = index.articles.get(article_id)
    if article is None:
        return None
    claims = index.claims_of.get(article.version, ())
    quote = quote_length(index, article)
    events = _events(claims, index)
    standfirst, cut = _standfirst(article)
    before, after = _neighbours(article, index)
    return StoryPage(
        article=article,
        kicker=article.kicker.text if article.kicker else "",
        section=section_link(article),
        headline=title(article),
        strip=_strip(article),
        standfirst=standfirst,
        standfirst_cut=cut,
        original=None if article.ours else away(article.address, "Read the original"),
        pictures=tuple(_picture(each, article) for each in article.pictures),
        points_heading=_points_heading(article),
        points=_points(article, claims, index, quote),
        long_read_heading=article.long_read.text if article.long_read and article.ours else "Deep Look",
        body=_body(article) if article.ours else (),
        happened=() if article.ours else _happened(claims, index, quote),
        ties=rows.ties(claims, index),
        voices=rows.voices(claims, index, quote),
        disputes=tuple(rows.dispute(box, index.events[e], index) for e in events for box in index.events[e].disputes),
        unknown=_unknown(article, claims, index),
        promises=rows.promises(claims, index),
        timeline=rows.timeline(claims, index),
        tags=tuple(dict.fromkeys(tag.text for tag in article.tags)),
        actors=_actors(claims, index),
        previous=before,
        next=after,
        copies=_copies(article, index),
        rating=rating,
        latest=rows.latest(index, besides=article.id),
        article_count=max((index.events[e].articles for e in events), default=0),
        source_count=max((index.events[e].sources for e in events), default=0),
    )


def _events(claims: Sequence[Claim], index: Index) -> tuple[str, ...]:
    """Ids of the events that the claims were merged into, each once, in text order."""
    return tuple(dict.fromkeys(index.event_of[claim.id] for claim in claims if claim.id in index.event_of))


def _standfirst(article: Article) -> tuple[str, bool]:
    words_of_it = article.standfirst.text if article.standfirst else ""
    return (words_of_it, False) if article.ours else short(words_of_it)


def _strip(article: Article) -> tuple[tuple[str, str], ...]:
    """The dateline strip; "Written in" is where the reporter sat, never where it happened."""
    line = article.dateline
    moment = article.published
    inferred = moment is not None and moment.origin == "inferred"
    pairs = (
        ("Outlet", outlet(article)),
        ("Written in", line.place.text if line.place else ""),
        ("By", line.byline.text if line.byline else ""),
        ("Edition", line.edition.text if line.edition else ""),
        ("Agency", article.credit.text if article.credit else ""),
        ("Published", days.published(moment) or "day not known"),
        ("Inferred because", moment.why if moment and inferred else ""),
        ("Changed", days.published(article.modified)),
    )
    return tuple((label, value) for label, value in pairs if value)


def _picture(picture: Picture, article: Article) -> PictureBox:
    caption = picture.caption.text if picture.caption else ""
    shown, cut = (caption, False) if article.ours else short(caption)
    return PictureBox(
        caption=shown,
        caption_cut=cut,
        credit=tuple(cell.text for cell in picture.credit),
        file=picture.file.text if picture.file else "",
        taken=_taken(picture),
        age=_age(picture, article),
        caveats=tuple(short(cell.text)[0] for cell in picture.caveats),
        link=away(picture.src, "See the picture where it was published"),
        alt=picture.alt or "",
    )


def _taken(picture: Picture) -> str:
    return days.day(datetime.combine(picture.taken, time())) if picture.taken else ""


def _age(picture: Picture, article: Article) -> str:
    if picture.taken is None or article.published is None:
        return ""
    news = article.published.at
    return days.age(datetime.combine(picture.taken, time(), tzinfo=news.tzinfo), news)


def _points_heading(article: Article) -> str:
    heading = article.key_points.heading if article.key_points else None
    return heading.text if heading and article.ours else "Key Developments"


def _points(article: Article, claims: Sequence[Claim], index: Index, quote: int) -> tuple[Bullet, ...]:
    if article.ours and article.key_points:
        return tuple(_written(point, article, claims, index) for point in article.key_points.points)
    return _made(claims, index, quote)


def _written(point: KeyPoint, article: Article, claims: Sequence[Claim], index: Index) -> Bullet:
    """An editor's own point, tied to the sentences of the body that tell the same events."""
    inside = [claim for claim in claims if point.text.span and point.text.span.overlaps(claim.act.trigger)]
    events = set(_events(inside, index))
    body = [c for c in claims if index.event_of.get(c.id) in events and _in_body(c, article)]
    standings = list(dict.fromkeys(words.standing(claim) for claim in inside))
    note = "" if body else "The record ties no sentence of the body to this point."
    return Bullet(
        label=point.label.text if point.label else "",
        sentence=point.text.text,
        standing=standings[0] if len(standings) == 1 else None,
        evidence=rows.passages(body, index),
        event=rows.event_link(index, inside[0].id) if inside else None,
        written=True,
        note=note,
    )


def _in_body(claim: Claim, article: Article) -> bool:
    return any(block.part is Part.PARAGRAPH and block.span.holds(claim.act.trigger) for block in article.blocks)


def _made(claims: Sequence[Claim], index: Index, quote: int) -> tuple[Bullet, ...]:
    """Points made from the record: one an event, what took place before what did not, widely told before the rest."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.act.type in TABLES.acts:
            groups.setdefault(index.event_of.get(claim.id, claim.id), []).append(claim)
    ranked = sorted(groups.values(), key=lambda group: _rank(group, index))[:MOST_POINTS]
    return tuple(_point(group, index, quote) for group in ranked)


def _rank(group: Sequence[Claim], index: Index) -> tuple[bool, bool, int]:
    event = index.events.get(index.event_of.get(group[0].id, ""))
    best = _best(group)
    return best.act.type == "STATE", not best.act.status.took_place, -(event.sources if event else 0)


def _best(group: Sequence[Claim]) -> Claim:
    """The claim that a point is worded from: vouched for by somebody named if possible, then the surest."""
    return min(group, key=lambda claim: (not _named(claim), rows.SURENESS[claim.certainty]))


def _named(claim: Claim) -> bool:
    asserted = bool(claim.said_by) and claim.said_by[-1].stance is Stance.ASSERTS
    return asserted and any(code != UNKNOWN for code in claim.holders)


def _point(group: Sequence[Claim], index: Index, quote: int) -> Bullet:
    best = _best(group)
    others = [claim for claim in group if claim is not best]
    return Bullet(
        label=words.label(best.act.type, best.act.mode),
        sentence=words.sentence(best, index),
        standing=words.standing(best),
        evidence=rows.passages([best, *others], index, quote),
        event=rows.event_link(index, best.id),
    )


def _body(article: Article) -> tuple[Passage, ...]:
    """The editor's own copy, whole: everything after the key points that is a paragraph or heading."""
    kept = [block for block in article.blocks if block.part in (Part.PARAGRAPH, Part.HEADING)]
    return tuple(Passage(_words(block, article), block.part is Part.HEADING) for block in kept)


def _words(block: Block, article: Article) -> str:
    return block.span.of(article.text).strip()


def _happened(claims: Sequence[Claim], index: Index, quote: int) -> tuple[ClaimRow, ...]:
    """What somebody says took place, one row an event, in text order."""
    seen: dict[str, Claim] = {}
    for claim in claims:
        if claim.act.type in TABLES.acts and words.standing(claim).tone == "done":
            seen.setdefault(index.event_of.get(claim.id, claim.id), claim)
    return tuple(rows.row(claim, index, quote) for claim in seen.values())


def _unknown(article: Article, claims: Sequence[Claim], index: Index) -> tuple[Unknown, ...]:
    """What cannot be known from this article: problems, picture caveats, non-answers, nameless sources."""
    silent = [c for c in claims if c.said_by and c.said_by[-1].stance is Stance.DECLINES]
    nameless = [claim for claim in claims if claim.said_by and set(claim.holders) == {UNKNOWN}]
    found = [Unknown(words.sentence(claim, index), evidence=evidence(index, claim)[0]) for claim in silent]
    found += [_caveat(cell.text, cell.span, article) for picture in article.pictures for cell in picture.caveats]
    if nameless:
        count = f"{len(nameless)} claims rest" if len(nameless) > 1 else "One claim rests"
        text = f"{count} on a source that the text does not name."
        found.append(Unknown(text, evidence=evidence(index, nameless[0])[0]))
    return tuple(found) + _problems(index.record.problems.get(article.version, ()), article, index)


def _caveat(text: str, span: Span | None, article: Article) -> Unknown:
    shown = passage(article, span, span) if span else None
    return Unknown(f"Of a picture: “{short(text)[0]}”", evidence=shown)


def _problems(problems: Sequence[Problem], article: Article, index: Index) -> tuple[Unknown, ...]:
    shown: list[Unknown] = []
    count: Counter[str] = Counter()
    for problem in problems:
        count[problem.code] += 1
        if count[problem.code] <= MOST_OF_A_KIND:
            where = _where(problem.span, article, index)
            shown.append(Unknown(capital(problem.message), problem.code, where))
    more = [
        Unknown(f"{number - MOST_OF_A_KIND} more of the same kind.", code)
        for code, number in count.items()
        if number > MOST_OF_A_KIND
    ]
    return tuple(shown + more)


def _where(span: Span | None, article: Article, index: Index) -> Evidence | None:
    return passage(article, around(index, article, span), span) if span else None


def _actors(claims: Sequence[Claim], index: Index) -> tuple[PageLink, ...]:
    """The parties of the story, the most often named first."""
    count = Counter(
        code for claim in claims for code in (*claim.act.actor_codes, *claim.act.recipient_codes, *claim.holders)
    )
    return tuple(rows.actor_link(code, index) for code, _ in count.most_common(10) if code != UNKNOWN)


def _neighbours(article: Article, index: Index) -> tuple[PageLink | None, PageLink | None]:
    """The articles that an editor's copy names, else those published before and after this one."""
    given = [_named_article(cell, index) for cell in (article.previous, article.next)] if article.ours else [None, None]
    if any(given):
        return given[0], given[1]
    order = list(index.articles.values())
    at = [each.id for each in order].index(article.id)
    before = order[at + 1] if at + 1 < len(order) else None
    after = order[at - 1] if at > 0 else None
    return (story_link(before) if before else None, story_link(after) if after else None)


def _named_article(cell: Cell | None, index: Index) -> PageLink | None:
    """The article with this headline; only its words where the record does not hold it."""
    if cell is None:
        return None
    found = [each for each in index.articles.values() if title(each) == cell.text]
    return story_link(found[0]) if found else PageLink("", cell.text)


def _copies(article: Article, index: Index) -> tuple[PageLink, ...]:
    """Other articles that print the same text."""
    twins = [index.versions[each] for each in index.twins.get(article.version, ()) if each in index.versions]
    return tuple(story_link(each, text=outlet(each)) for each in twins if each.id != article.id)
