"""The JSON forms of claims and readings that other programs rely on; fields may be added, never taken away.

Offsets count Unicode code points of `Article.text`. Days are inclusive, each in the zone of the instant it comes from.
`holders` is empty for the reporter's own voice and ["UNK"] for an unnamed one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from coranto.model.article import Article, KeyPoints, Part, Picture
from coranto.model.claim import Act, Amount, Attribution, Claim, Forecast, Link, Mention
from coranto.model.notation import of_claim, write
from coranto.model.place import Where
from coranto.model.problem import Problem
from coranto.model.reading import Predicate, Reading
from coranto.model.span import Cell, Span
from coranto.model.time import Grain, Moment, When

Form = dict[str, object]

ABSTAINED = "possible"
"""The form's `hedge` has three values; a claim whose text gives no ground for any is shown as the weakest."""


def claim_form(claim: Claim, reading: Reading, event_id: str | None = None) -> Form:
    """One claim as `--as claims` prints it; the claims that it is about stand inside it."""
    return _claim(claim, reading, event_id, {c.id: c for c in reading.claims}, frozenset({claim.id}))


def _claim(
    claim: Claim, reading: Reading, event_id: str | None, others: Mapping[str, Claim], seen: frozenset[str]
) -> Form:
    act, text = claim.act, reading.article.text
    inner = [others[i] for i in claim.about if i in others and i not in seen]
    return {
        "article": reading.article.ref or reading.article.id,
        "claim": claim.id,
        "evidence": [{**_span(span), "text": span.of(text)} for span in claim.evidence],
        **_act(act),
        "hedge": claim.certainty.value if claim.certainty else ABSTAINED,
        "holders": list(claim.holders),
        "about": [_claim(one, reading, None, others, seen | {one.id}) for one in inner],
        "event_id": event_id,
        "text": write(of_claim(claim, text, others)),
    }


def _act(act: Act) -> Form:
    return {
        "event": act.type,
        "mode": act.mode,
        "contexts": list(act.contexts),
        "actors": list(act.actor_codes),
        "recipients": list(act.recipient_codes),
        "status": act.status.value,
        "date": _both_days(act.time),
        "place": _place(act.place),
        "amounts": [_amount(amount) for amount in act.amounts],
    }


def reading_form(reading: Reading, event_ids: Mapping[str, str] | None = None) -> Form:
    """One article as `--as reading` prints it; `event_ids` gives claims' events where they have been collated."""
    events, article = event_ids or {}, reading.article
    return {
        "id": article.ref or article.id,
        "page": page_form(article),
        "published": _moment(reading.published),
        "published_origin": reading.published.origin if reading.published else None,
        "published_why": reading.published.why if reading.published else None,
        **_language(reading),
        "times": [_time(when) for when in reading.times],
        "places": [_toponym(where) for where in reading.places],
        "attributions": [_attribution(one) for one in reading.attributions],
        "links": [_link(link) for link in reading.links],
        "forecasts": [_forecast(one) for one in reading.forecasts],
        "claims": [claim_form(claim, reading, events.get(claim.id)) for claim in reading.claims],
        "problems": [_problem(one) for one in (*article.problems, *reading.problems)],
    }


def _language(reading: Reading) -> Form:
    happened = {act.token: sure.happened for act, sure in zip(reading.acts, reading.certainties, strict=False)}
    return {
        "sentences": [_span(sentence.span) for sentence in reading.sentences],
        "tokens": [_token(reading, index) for index in range(len(reading.tokens))],
        "predicates": [_predicate(one, happened) for one in reading.predicates],
        "mentions": _mentions(reading),
    }


def page_form(article: Article) -> Form:
    """The parts of the page; what it does not have is None or empty."""
    strip = article.dateline
    return {
        "kicker": _words(article.kicker),
        "section": _words(article.section),
        "headline": _words(article.headline),
        "dateline": {
            "outlet": _words(strip.outlet),
            "place": _words(strip.place),
            "byline": _words(strip.byline),
            "edition": _words(strip.edition),
        },
        "standfirst": _words(article.standfirst),
        "pictures": [_picture(picture) for picture in article.pictures],
        "key_points": _key_points(article.key_points),
        "long_read": {"heading": _words(article.long_read)},
        "body": [block.span.of(article.text) for block in article.blocks if block.part is Part.PARAGRAPH],
        "tags": [tag.text for tag in article.tags],
        "previous": _words(article.previous),
        "next": _words(article.next),
        "rating": {"average": article.rating.average, "votes": article.rating.votes} if article.rating else None,
    }


def _picture(picture: Picture) -> Form:
    return {
        "caption": _words(picture.caption),
        "credit": ", ".join(cell.text for cell in picture.credit) or None,
        "file": picture.file is not None,
        "caveats": [cell.text for cell in picture.caveats],
        "taken": _day(picture.taken),
    }


def _key_points(box: KeyPoints | None) -> Form:
    points = box.points if box else ()
    return {
        "heading": _words(box.heading) if box else None,
        "points": [{"label": _words(point.label) or "", "text": point.text.text} for point in points],
    }


def _words(cell: Cell | None) -> str | None:
    return cell.text if cell else None


def _span(span: Span) -> Form:
    return {"start": span.start, "end": span.end}


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _both_days(when: When | None) -> list[str] | None:
    """First and last day; None where either is not known: a form with a guessed end would read like a finding."""
    first, last = when.days if when else (None, None)
    return [first.isoformat(), last.isoformat()] if first and last else None


def _moment(moment: Moment | None) -> str | None:
    if moment is None:
        return None
    return moment.at.date().isoformat() if moment.grain is Grain.DAY else moment.at.isoformat()


def _token(reading: Reading, index: int) -> Form:
    tokens = reading.tokens
    return {
        **_span(tokens.span(index)),
        "upos": tokens.upos[index],
        "xpos": tokens.xpos[index],
        "lemma": tokens.lemma[index],
        "head": tokens.head[index],
        "relation": tokens.relation[index],
    }


def _predicate(predicate: Predicate, happened: Mapping[int, float]) -> Form:
    """`happened` is None for a predicate that was not taken for an act: nothing was judged."""
    return {
        "token": predicate.token,
        "sense": predicate.sense,
        "arguments": [{"role": one.role, "token": one.token} for one in predicate.arguments],
        "happened": happened.get(predicate.token),
    }


def _mentions(reading: Reading) -> list[Form]:
    """Names, with the party that each is where it is one; then words for parties that are no names, as "agent".

    A noun phrase may hold a name: "the [Chinese] government".
    """
    parties = {mention.span: mention for mention in reading.mentions}
    names = {name.span: name.kind.value for name in reading.names}
    spans = sorted({*names, *parties}, key=lambda span: (span.start, -span.end))
    return [_mention(span, names.get(span, "agent"), parties.get(span)) for span in spans]


def _mention(span: Span, kind: str, found: Mention | None) -> Form:
    return {**_span(span), "kind": kind, "actor": found and found.actor, "name": found and found.name}


def _time(when: When) -> Form:
    first, last = when.days
    days = {"from": _day(first), "until": _day(last)}
    return {**_span(when.span), "type": when.type, "value": when.value, **days, "why": when.why}


def _place(where: Where | None) -> Form | None:
    if where is None:
        return None
    at = {"lat": where.lat, "lon": where.lon}
    return {"name": where.name, "country": where.country, **at, "precision": where.precision.value}


def _toponym(where: Where) -> Form:
    return {**_span(where.span), **(_place(where) or {}), "use": where.use.value}


def _amount(amount: Amount) -> Form:
    return {"what": amount.what, "low": amount.low, "high": amount.high, "unit": amount.unit}


def _attribution(one: Attribution) -> Form:
    return {
        "source": _spans(one.source),
        "cue": _spans(one.cue),
        "content": _spans(one.content),
        "actor": list(one.actors),
        "stance": one.stance.value,
        "direct": one.direct,
        "inside": one.inside,
    }


def _link(link: Link) -> Form:
    ends = {"from": link.first, "to": link.then, "kind": link.kind.value}
    return {**ends, "holder": list(link.holders), "possible": link.possible, **_span(link.span)}


def _forecast(one: Forecast) -> Form:
    first, last = one.due.days if one.due else (None, None)
    return {
        "claim": one.claim,
        "kind": one.kind,
        "holders": list(one.holders),
        "due": {"from": _day(first), "until": _day(last)} if one.due else None,
        "test": one.test,
        **_span(one.span),
    }


def _problem(problem: Problem) -> Form:
    where = _span(problem.span) if problem.span else {"start": None, "end": None}
    return {"code": problem.code, "message": problem.message, **where}
