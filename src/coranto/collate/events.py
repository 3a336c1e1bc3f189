"""Clusters into events: one type, one set of parties, one interval, one place, and everything that is disputed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from coranto.collate.cluster import Cluster, clusters
from coranto.collate.judgements import rulings
from coranto.collate.score import country
from coranto.collate.variants import declines, denies, disputes, variants
from coranto.model import Event, Judgement, Precision, Report, Status, Where, digest

# Which status speaks for an event whose tellings differ: the strongest that any telling supports. Clusters never mix
# acts that took place with acts that did not, so this chooses within one side only.
RANK = (
    Status.HAPPENED,
    Status.ONGOING,
    Status.HISTORICAL,
    Status.NEGATED,
    Status.PLANNED,
    Status.THREATENED,
    Status.DEMANDED,
    Status.HYPOTHETICAL,
)
FINENESS = tuple(Precision)


def collate(reports: Iterable[Report], judgements: Iterable[Judgement] = ()) -> tuple[Event, ...]:
    """Make the events of a record: the same reports and judgements give the same events, whatever their order."""
    found = clusters(reports, rulings(judgements))
    answers = [report for cluster in found for report in cluster.reports if denies(report) or declines(report)]
    return tuple(_event(cluster, answers) for cluster in found)


def _event(cluster: Cluster, answers: Sequence[Report]) -> Event:
    told = cluster.reports
    mine = {report.claim.id for report in told}
    others = [report for report in answers if report.claim.id not in mine]
    since, until = interval(told)
    return Event(
        id=digest("event", told[0].claim.id),
        type=told[0].claim.act.type or "",
        mode=_commonest(report.claim.act.mode for report in told),
        contexts=tuple(sorted({context for report in told for context in report.claim.act.contexts})),
        actors=parties(report.claim.act.actor_codes for report in told),
        recipients=parties(report.claim.act.recipient_codes for report in told),
        status=min((report.claim.act.status for report in told), key=RANK.index),
        claims=tuple(dict.fromkeys(report.claim.id for report in told)),
        variants=variants(told),
        disputes=disputes(told, others),
        articles=len({report.article for report in told}),
        sources=len({report.source for report in told}),
        since=since,
        until=until,
        place=_place(told),
        score=cluster.score,
        why=cluster.why,
    )


def parties(codes: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Give a role's parties: the commonest code of each country, the more exact one where counts are level."""
    counts = Counter(code for row in codes for code in row)
    best: dict[str, str] = {}
    for code in sorted(counts, key=lambda code: (-counts[code], -code.count("."), code)):
        kept = best.setdefault(country(code), code)
        if kept == country(code) and code.startswith(kept + "."):
            best[country(code)] = code
    return tuple(best[name] for name in best if name != "UNK" or len(best) == 1)


def interval(told: Sequence[Report]) -> tuple[datetime | None, datetime | None]:
    """Give the narrowest interval that some telling gives, the earliest of those; None where no telling has a day."""
    times = [report.claim.act.time for report in told]
    closed = [(time.since, time.until) for time in times if time and time.since and time.until]
    return min(closed, key=lambda pair: (pair[1] - pair[0], pair[0])) if closed else (None, None)


def _place(told: Sequence[Report]) -> Where | None:
    """Give the commonest place, the finer one where counts are level: never finer than some telling's own words."""
    places = [report.claim.act.place for report in told if report.claim.act.place]
    counts = Counter(place.name for place in places)
    return min(places, key=lambda p: (-counts[p.name], FINENESS.index(p.precision), p.name), default=None)


def _commonest(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default=None)
