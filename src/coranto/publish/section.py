"""The page of one section."""

from __future__ import annotations

import re

from coranto.model.article import Article
from coranto.model.event import Event
from coranto.model.page import PageLink, SectionPage, Teaser
from coranto.publish import days, rows
from coranto.publish.quotes import outlet, path, short, story_link
from coranto.publish.record import Index


def slug(name: str) -> str:
    """A section's name as it stands in an address: "Asia & Pacific" -> "asia-pacific"; "" where no letter is left."""
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-")


def section_link(article: Article) -> PageLink | None:
    """The link to an article's section, or None where the article names none."""
    name = article.section.text if article.section else ""
    return PageLink(path("section", slug(name)), name) if slug(name) else None


def sections(index: Index) -> tuple[PageLink, ...]:
    """Every section in the record, in order of its name."""
    found: dict[str, PageLink] = {}
    for article in index.articles.values():
        link = section_link(article)
        if link:
            found.setdefault(link.href, link)
    return tuple(sorted(found.values(), key=lambda link: link.text.casefold()))


def section(index: Index, name: str) -> SectionPage | None:
    """The stories of the section with this slug, newest first, or None where no article names it."""
    found = [article for article in index.articles.values() if article.section and slug(article.section.text) == name]
    if not found or not name:
        return None
    return SectionPage(
        name=found[0].section.text if found[0].section else name,
        stories=tuple(story_teaser(article, index) for article in found),
        events=tuple(rows.teaser(event, index) for event in _events(found, index)),
        latest=rows.latest(index),
    )


def story_teaser(article: Article, index: Index) -> Teaser:
    """An article in a list."""
    events = {index.event_of.get(claim.id) for claim in index.claims_of.get(article.version, ())} - {None}
    summary, cut = short(article.standfirst.text) if article.standfirst else ("", False)
    return Teaser(
        link=story_link(article),
        line=f"{summary} …" if cut else summary,
        standing=None,
        articles=1,
        sources=len(events),
        kicker=" · ".join(part for part in (outlet(article), days.issued(article.published)) if part),
    )


def _events(articles: list[Article], index: Index) -> tuple[Event, ...]:
    ids = dict.fromkeys(
        index.event_of[claim.id]
        for article in articles
        for claim in index.claims_of.get(article.version, ())
        if claim.id in index.event_of
    )
    return tuple(sorted((index.events[each] for each in ids), key=lambda event: -event.sources))[:12]
