"""The columns of the exported tables: their names, what they hold and what they mean, said once for all formats.

Names are those of PLOVER's manual (2.0, 2024, tables 6.1 to 6.6) where it has one; what it has no name for (status,
certainty, holders, sources) keeps coranto's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """What a column holds. A cell without a value is null; a list without members is an empty list."""

    TEXT = "text"
    LIST = "list of codes"
    WHOLE = "whole number"
    NUMBER = "number"
    TRUTH = "true or false"
    DAY = "day"
    INSTANT = "instant"
    AMOUNTS = "list of amounts"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its form, and its meaning in words."""

    name: str
    form: Form
    meaning: str


_WHAT = (
    Column("event", Form.TEXT, "PLOVER type of the act, STATE or DENY; null for an act that no type fits"),
    Column("mode", Form.TEXT, "how it was done, one of the type's modes"),
    Column("context", Form.LIST, "PLOVER contexts: what it was about"),
    Column(
        "status",
        Form.TEXT,
        "whether it took place: happened, ongoing or historical; "
        "planned, threatened, demanded, hypothetical or negated acts did not, or not yet",
    ),
    Column("actor", Form.LIST, "who did it: ISO 3166 alpha-3 with a sector (PRK.MIL), IGO.UN and the like, or UNK"),
    Column("recipient", Form.LIST, "to whom it was done, coded as actor"),
)
_WHEN = (
    Column("date", Form.DAY, "first day, in the zone of the place; null where unknown or open"),
    Column("enddate", Form.DAY, "last day, inclusive; null where unknown or open"),
)
_WHERE = (
    Column("resolved_place", Form.TEXT, "name of the place where it happened"),
    Column("country_code", Form.TEXT, "country of the place, ISO 3166 alpha-3"),
    Column("lat", Form.NUMBER, "latitude in WGS 84 degrees; of a country or sea its centre, see precision"),
    Column("lon", Form.NUMBER, "longitude in WGS 84 degrees"),
    Column("precision", Form.TEXT, "how fine the place is: point, city, district, region, country, sea or area"),
)
_PUBLISHED = (
    Column("published", Form.INSTANT, "when the article was published; midnight where only the day is known"),
    Column("published_grain", Form.TEXT, "minute or day: how exactly that is known"),
    Column("published_origin", Form.TEXT, "where it was read (meta, json-ld, feed, given, text), or inferred"),
)

REPORTS = (
    Column("id", Form.TEXT, "claim: the hash of version, evidence, type, roles and status"),
    Column("event_id", Form.TEXT, "the event that the claim was brought into; null before collation"),
    *_WHAT,
    Column("certainty", Form.TEXT, "how surely the voice puts it: certain, probable, possible; null without ground"),
    *_WHEN,
    *_WHERE,
    Column("holders", Form.LIST, "who vouches for it; empty for the reporter's own voice, UNK for an unnamed one"),
    Column(
        "amounts",
        Form.AMOUNTS,
        "what is counted, lowest and highest number (null is an open side) and unit",
    ),
    Column("score", Form.NUMBER, "how often such acts are right, 0 to 1"),
    Column("evidence", Form.TEXT, "the sentence that says it, as stored"),
    Column("start", Form.WHOLE, "where the sentence begins in the article's text, in Unicode code points"),
    Column("end", Form.WHOLE, "where it ends, exclusive"),
    Column("article", Form.TEXT, "article: the hash of source and address"),
    Column("version", Form.TEXT, "version: the hash of the article's text"),
    Column("outlet", Form.TEXT, "who published it"),
    Column("url", Form.TEXT, "the article's canonical address"),
    *_PUBLISHED,
    Column("ref", Form.TEXT, "the id that was given with the input"),
    Column("run", Form.TEXT, "the run that read it: one code version, codebook and set of weights"),
)

EVENTS = (
    Column("id", Form.TEXT, "event: made from its claims, and made again with them"),
    *_WHAT,
    *_WHEN,
    *_WHERE,
    Column("articles", Form.WHOLE, "how many articles tell it"),
    Column("sources", Form.WHOLE, "how many of them are independent: one agency's copy on forty sites is one"),
    Column("claims", Form.LIST, "the ids of its claims, in order of publication"),
    Column("disputes", Form.LIST, "what is told in ways that exclude each other, as kind:field"),
    Column("score", Form.NUMBER, "how sure the merging of its claims is, 0 to 1"),
    Column("why", Form.TEXT, "what the merging rests on"),
)

ARTICLES = (
    Column("id", Form.TEXT, "article: the hash of source and address"),
    Column("version", Form.TEXT, "version: the hash of the article's text, the newest one"),
    Column("ref", Form.TEXT, "the id that was given with the input"),
    Column("outlet", Form.TEXT, "who published it"),
    Column("credit", Form.TEXT, "the agency that the copy is credited to"),
    Column("url", Form.TEXT, "the article's canonical address"),
    Column("headline", Form.TEXT, "its headline"),
    Column("section", Form.TEXT, "the section it stood in"),
    Column("language", Form.TEXT, "its language, as the page says"),
    *_PUBLISHED,
    Column("characters", Form.WHOLE, "length of its text in Unicode code points"),
    Column("ours", Form.TRUTH, "whether it is the editor's own copy"),
    Column("text", Form.TEXT, "its text, of the editor's own copy only: nobody else's is given away"),
)

TABLES = {"reports": REPORTS, "events": EVENTS, "articles": ARTICLES}
"""The tables by level: a row a claim, a row an event, a row an article."""
