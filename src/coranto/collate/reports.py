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
    """Give each version's independent source: the agency behind it, else its group of copies, else its outlet.

    One agency's copy on forty sites is one source, whether or not each site credits it; so are two articles of one
    outlet. Articles with the very same words share a version, and so a source.
    """
    kept = list(articles)
    agency = {a.version: f"agency:{a.credit.text.casefold()}" for a in kept if a.credit}
    found = {article.version: article.source.text if article.source else article.id for article in kept}
    for copy in copies:
        behind = next((agency[member] for member in copy.members if member in agency), f"copy:{copy.id}")
        found |= dict.fromkeys(copy.members, behind)
    return found | agency


def part_of(article: Article, claim: Claim) -> Part:
    """Give the page part that a claim's evidence stands in; plain text without parts is all paragraph."""
    start = claim.evidence[0].start
    return next((b.part for b in article.blocks if b.span.start <= start < b.span.end), Part.PARAGRAPH)
