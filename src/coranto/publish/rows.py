"""What several pages show of claims: rows, voices, disputes, promises, timelines, what is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from coranto.model.claim import Certainty, Claim, Forecast, Link, Stance
from coranto.model.event import Dispute, DisputeKind, Event, Variant
from coranto.model.page import (
    ClaimRow,
    DisputeBox,
    Evidence,
    PageLink,
    Promise,
    Side,
    Standing,
    Teaser,
    Tie,
    TimeRow,
    Voice,
)
from coranto.publish import days, words
from coranto.publish.names import UNKNOWN, capital, listed, name
from coranto.publish.quotes import LONGEST_QUOTE, around, evidence, outlet, passage, path, title
from coranto.publish.record import Index
from coranto.publish.tables import TABLES

SURENESS = {Certainty.CERTAIN: 0, Certainty.PROBABLE: 1, Certainty.POSSIBLE: 2, None: 3}

# More passages than this under one heading are no longer read; the rest is a click away on the event's page.
MOST_PASSAGES = 4


def event_link(index: Index, claim: str) -> PageLink | None:
    """The link to the event that a claim was merged into."""
    event = index.events.get(index.event_of.get(claim, ""))
    return link_to(event, index) if event else None


def link_to(event: Event, index: Index) -> PageLink:
    """The link to an event's page, under its headline."""
    return PageLink(path("event", event.id), words.headline(event, index))


def actor_link(code: str, index: Index) -> PageLink:
    """The link to a party's page."""
    return PageLink(path("actor", code), capital(name(code, index.record.names)))


def row(claim: Claim, index: Index, quote: int = LONGEST_QUOTE) -> ClaimRow:
    """A claim as one row."""
    inner = [index.claims[each] for each in claim.about if each in index.claims]
    return ClaimRow(
        claim=claim.id,
        sentence=words.sentence(claim, index),
        standing=words.standing(claim),
        evidence=evidence(index, claim, quote),
        when=days.when(claim.act.time),
        where=days.where(claim.act.place),
        amounts=", ".join(days.amount(each) for each in claim.act.amounts),
        about=tuple(f"{capital(words.clause(each, index))}." for each in inner),
        event=event_link(index, claim.id),
    )


def voices(claims: Iterable[Claim], index: Index, quote: int = LONGEST_QUOTE) -> tuple[Voice, ...]:
    """Claims by holder, surest first inside each; the reporters' own voices come last, unnamed sources before them."""
    groups: defaultdict[tuple[int, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[_holder(claim, index)].append(claim)
    order = sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1])))
    return tuple(
        Voice(
            name=who,
            link=PageLink(path("actor", code), who) if code else None,
            rows=merged(row(c, index, quote) for c in sorted(held, key=lambda c: SURENESS[c.certainty])),
            note=_as_named(held, index),
        )
        for (_, who, code), held in order
    )


def merged(rows: Iterable[ClaimRow]) -> tuple[ClaimRow, ...]:
    """Rows that say the same become one, with the passages of all; a reprint's identical passage is left out."""
    found: dict[tuple[object, ...], ClaimRow] = {}
    for each in rows:
        key = (each.sentence, each.standing, each.when, each.where, each.amounts, each.about)
        kept = found.get(key)
        known = {passage.quote for passage in kept.evidence} if kept else set()
        fresh = tuple(passage for passage in each.evidence if passage.quote not in known)
        found[key] = replace(kept, evidence=kept.evidence + fresh) if kept else each
    return tuple(found.values())


def _holder(claim: Claim, index: Index) -> tuple[int, str, str]:
    """Rank, name and code of a claim's holder: named ones first."""
    if not claim.said_by:
        return 2, f"{outlet(index.versions[claim.version])}, in its own voice", ""
    known = [code for code in claim.holders if code != UNKNOWN]
    if not known:
        return 1, capital(TABLES.unknown["source"]), ""
    return 0, capital(words.holders(claim.said_by[-1], index.record.names)), known[0] if len(known) == 1 else ""


def _as_named(claims: Iterable[Claim], index: Index) -> str:
    """The words by which the texts name a holder, each once, three at most."""
    named: dict[str, None] = {}
    for claim in claims:
        text = index.versions[claim.version].text
        for span in claim.said_by[-1].source if claim.said_by else ():
            spoken = " ".join(span.of(text).split())
            if 0 < len(spoken) <= 80:
                named[spoken] = None
    return ", ".join(f"“{spoken}”" for spoken in list(named)[:3])


def dispute(box: Dispute, event: Event | None, index: Index) -> DisputeBox:
    """A dispute with its sides and the words behind each."""
    kind = TABLES.disputes.get(box.kind, str(box.kind))
    return DisputeBox(
        kind=f"{kind} ({box.field})" if box.kind is DisputeKind.VALUE and box.field else kind,
        field=box.field,
        why=box.why,
        sides=tuple(side(variant, index) for variant in box.sides),
        event=link_to(event, index) if event else None,
    )


def side(variant: Variant, index: Index) -> Side:
    """One variant: its value in words, who holds it, the passages behind it."""
    claims = [index.claims[each] for each in variant.claims if each in index.claims]
    names = index.record.names
    outlets = dict.fromkeys(outlet(index.versions[claim.version]) for claim in claims if not claim.said_by)
    parties = [code for code in variant.holders if code not in outlets]
    known = [name(code, names) if code != UNKNOWN else TABLES.unknown["source"] for code in parties]
    own = [f"{paper}, in its own voice" for paper in outlets if paper in variant.holders]
    value = name(variant.value, names) if variant.value in names else variant.value
    return Side(capital(value), tuple(dict.fromkeys(capital(who) for who in known + own)), passages(claims, index))


def promise(forecast: Forecast, index: Index) -> Promise:
    """A statement about the future, and where it stands on the record's own day."""
    claim = index.claims[forecast.claim]
    article = index.versions[claim.version]
    names = index.record.names
    return Promise(
        sentence=words.sentence(claim, index),
        kind=TABLES.forecasts.get(forecast.kind, forecast.kind.capitalize()),
        holders=tuple(
            capital(TABLES.unknown["source"] if code == UNKNOWN else name(code, names)) for code in forecast.holders
        ),
        due=days.when(forecast.due),
        state=_state(forecast, index.record.at),
        test=forecast.test,
        evidence=passage(article, around(index, article, forecast.span), forecast.span, claim),
        event=event_link(index, claim.id),
    )


def _state(forecast: Forecast, now: datetime | None) -> str:
    """Open, or past its day without anybody having said how it ended: a lapse is never called a failure."""
    until = forecast.due.until if forecast.due else None
    if until is None:
        return "no end date"
    if now is None or now < until:
        return f"due by {days.day(until - timedelta(microseconds=1))}"
    return f"day passed on {days.day(until - timedelta(microseconds=1))}; outcome not recorded"


def promises(claims: Iterable[Claim], index: Index) -> tuple[Promise, ...]:
    """What the claims promise or predict, the soonest due first, the open-ended last."""
    found = [forecast for claim in claims for forecast in index.forecasts_of.get(claim.id, ())]
    return tuple(promise(forecast, index) for forecast in sorted(found, key=_due))


def _due(forecast: Forecast) -> float:
    until = forecast.due.until if forecast.due else None
    return until.timestamp() if until else float("inf")


def timeline(claims: Iterable[Claim], index: Index) -> tuple[TimeRow, ...]:
    """What has a day, in order of days; one event is one line, told by its surest claim."""
    best: dict[str, Claim] = {}
    for claim in claims:
        if claim.act.time and claim.act.time.since and claim.act.type in TABLES.acts:
            key = index.event_of.get(claim.id, claim.id)
            if key not in best or SURENESS[claim.certainty] < SURENESS[best[key].certainty]:
                best[key] = claim
    return tuple(time_row(claim, index) for claim in sorted(best.values(), key=_since))


def _since(claim: Claim) -> float:
    since = claim.act.time.since if claim.act.time else None
    return since.timestamp() if since else 0.0


def time_row(claim: Claim, index: Index) -> TimeRow:
    """One line of a timeline."""
    since = claim.act.time.since if claim.act.time else None
    return TimeRow(
        day=days.when(claim.act.time),
        stamp=since.date().isoformat() if since else "",
        sentence=words.sentence(claim, index),
        standing=words.standing(claim),
        evidence=evidence(index, claim)[0],
        event=event_link(index, claim.id),
    )


def telling_row(claim: Claim, index: Index) -> TimeRow:
    """One line in the history of an event's telling: the day is that of the article."""
    moment = index.versions[claim.version].published
    return replace(
        time_row(claim, index),
        day=days.published(moment) or "day not known",
        stamp=moment.at.date().isoformat() if moment else "",
    )


def ties(claims: Iterable[Claim], index: Index) -> tuple[Tie, ...]:
    """What answers, follows, causes or is part of what, each link once."""
    found = dict.fromkeys(link for claim in claims for link in index.links_of.get(claim.id, ()))
    return tuple(tie(link, index) for link in found)


def tie(link: Link, index: Index) -> Tie:
    """One link in words; a link that the dates rule out says so."""
    first, then = index.claims[link.first], index.claims[link.then]
    names = index.record.names
    held = listed(TABLES.unknown["source"] if code == UNKNOWN else name(code, names) for code in link.holders)
    article = index.versions[then.version]
    own = f"{outlet(article)}, in its own voice"
    allowed = {True: "", False: "The dates rule this out.", None: "The dates do not tell whether this is possible."}
    return Tie(
        first=capital(words.clause(first, index)),
        words=TABLES.links[link.kind],
        then=words.clause(then, index),
        holders=held or own,
        possible=allowed[link.possible],
        evidence=passage(article, around(index, article, link.span), link.span),
    )


def teaser(event: Event, index: Index) -> Teaser:
    """An event in a list: how it stands, according to whom, in how many articles, from how many independent sources."""
    return Teaser(
        link=link_to(event, index),
        line=according_to(event, index),
        standing=event_standing(event, index),
        articles=event.articles,
        sources=event.sources,
        evidence=tuple(each for claim in telling(event, index)[:1] for each in evidence(index, claim)[:1]),
        kicker=days.between(event.since, event.until),
    )


def telling(event: Event, index: Index) -> list[Claim]:
    """The claims that tell the event as it stands (its own status), the surest and the vouched-for first."""
    claims = [index.claims[each] for each in event.claims if each in index.claims]
    same = [claim for claim in claims if claim.act.status is event.status and _asserted(claim)]
    return sorted(same or claims, key=lambda claim: (not claim.said_by, SURENESS[claim.certainty]))


def _asserted(claim: Claim) -> bool:
    return not claim.said_by or claim.said_by[-1].stance in (Stance.ASSERTS, Stance.PASSES_ON)


def event_standing(event: Event, index: Index) -> Standing:
    """How an event stands, with the certainty of the claim that puts it most surely."""
    told = telling(event, index)
    surest = min((claim.certainty for claim in told), key=lambda c: SURENESS[c], default=None)
    certainty = TABLES.certainties[surest] if surest else ""
    return Standing(words.tone(event.type, event.status), words.status_words(event.type, event.status), certainty)


def according_to(event: Event, index: Index) -> str:
    """Who vouches for an event: "According to South Korea's military and Harbour Wire (sample) in its own voice"."""
    told = telling(event, index)
    named = [words.holders(claim.said_by[-1], index.record.names) for claim in told if claim.said_by]
    own = {outlet(index.versions[claim.version]): None for claim in told if not claim.said_by}
    who = list(dict.fromkeys(named))
    if len(own) == 1:
        who.append(f"{next(iter(own))} in its own voice")
    elif own:
        who.append(f"{len(own)} outlets in their own voice")
    return f"According to {listed(who)}" if who else ""


def latest(index: Index, besides: str = "", count: int = 8) -> tuple[PageLink, ...]:
    """The newest stories, for the rail."""
    found = [article for article in index.articles.values() if article.id != besides][:count]
    return tuple(
        PageLink(
            path("story", article.id),
            title(article),
            note=_rail_note(outlet(article), days.issued(article.published)),
        )
        for article in found
    )


def _rail_note(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def passages(claims: Iterable[Claim], index: Index, quote: int = LONGEST_QUOTE) -> tuple[Evidence, ...]:
    """The passages behind several claims, the same words once: a reprint adds no support."""
    found: dict[str, Evidence] = {}
    for claim in claims:
        for each in evidence(index, claim, quote)[:1]:
            found.setdefault(each.quote, each)
    return tuple(found.values())[:MOST_PASSAGES]
