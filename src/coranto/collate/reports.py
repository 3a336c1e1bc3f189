"""Readings into tellings: each claim with its article, its place on the page and its independent source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coranto.model import Article, Claim, Copies, Moment, Part, Report


def reports(
    article: Article, claims: Iterable[Claim], published: Moment | None, sources: Mapping[str, str]
) -> tuple[Report, ...]:
    """Give the tellings of one article; `sources` is what `independent` gave."""
    outlet = article.source.text if article.source else ""
    source = sources.get(article.version) or outlet or article.id
    return tuple(
        Report(
            claim=claim,
            article=article.id,
            version=article.version,
            outlet=outlet,
            source=source,
            published=published,
            part=part_of(article, claim),
            text=" ".join(span.of(article.text) for span in claim.evidence),
        )
        for claim in claims
    )


def independent(articles: Iterable[Article], copies: Iterable[Copies]) -> dict[str, str]:
    """Give each version's independent source: its group of copies, else the agency it credits, else its outlet.

    One agency's copy on forty sites is one source; so are two articles of one outlet.
    """
    group = {member: f"copy:{copy.id}" for copy in copies for member in copy.members}
    found = {}
    for article in articles:
        credit = f"agency:{article.credit.text.casefold()}" if article.credit else ""
        outlet = article.source.text if article.source else article.id
        found[article.version] = group.get(article.version) or credit or outlet
    return found


def part_of(article: Article, claim: Claim) -> Part:
    """Give the page part that a claim's evidence stands in; plain text without parts is all paragraph."""
    start = claim.evidence[0].start
    return next((b.part for b in article.blocks if b.span.start <= start < b.span.end), Part.PARAGRAPH)
