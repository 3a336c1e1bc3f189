"""Events as GDELT's event table: 61 columns parted by tabs, no header (GDELT Event Codebook 2.0, 2015).

GDELT's table has no column for whether an act took place. So only acts that somebody says are facts stand in it: a
demanded, feared, planned, threatened or negated act would be read as one that happened. Nor does it know a day, or
parties, that nobody knows: such events are left out too, and `left_out` gives the reason.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from coranto.codebook.cameo import COUNTRIES, GROUPS, Cameo, cameo_of, fips
from coranto.model import Article, Claim, Event, Part, Precision, Where, digest

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO), *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
"""The 61 columns of GDELT 2.0's event table, in order."""

OLD_COLUMNS = tuple(name for name in COLUMNS if not name.endswith("ADM2Code"))
"""The 58 columns of GDELT 1.0's daily files; those before April 2013 lack SOURCEURL and have 57."""

NO_DAY = "without a day"
NOT_ONE_DAY = "not known to the day"
NO_PARTY = "without a party that is named"
NO_CODE = "of a type that CAMEO has no code for"
# GDELT's geographic types; of a sea or an area it has none.
_TYPES = {Precision.COUNTRY: "1", Precision.REGION: "5", Precision.CITY: "4", Precision.POINT: "4"}
_TYPES |= {Precision.DISTRICT: "4"}
_IN_THE_USA = {"5": "2", "4": "3"}
NO_TYPE = "0"


@dataclass(frozen=True, slots=True)
class Told:
    """What an event's row needs of the claims behind it.

    `claims` counts its tellings; `lead` says whether one stands in a headline, standfirst or first paragraph; `first`
    is the article published first, or None.
    """

    claims: int
    lead: bool
    first: Article | None


def told(claims: Sequence[tuple[Claim, Article]]) -> Told:
    """Give what an event's row needs of its claims, each with the article that makes it."""
    dated = [article for _, article in claims if article.published and article.address]
    first = min(dated, key=lambda article: (_published(article), article.id), default=None)
    lead = any(claim.evidence[0].start < _lead_ends(article) for claim, article in claims)
    return Told(len(claims), lead, first)


def left_out(event: Event) -> str:
    """Why an event cannot stand in GDELT's table without being told as something else; "" where it can."""
    if not event.status.took_place:
        return f"{event.status}: it did not happen, or not yet"
    if cameo_of(event.type, event.mode) is None:
        return NO_CODE
    if event.since is None or event.until is None:
        return NO_DAY
    if day_of(event) is None:
        return NOT_ONE_DAY
    return "" if any(pair != ("", "") for pair in pairs(event)) else NO_PARTY


def pairs(event: Event) -> tuple[tuple[str, str], ...]:
    """Give the pairs of one actor and one recipient code of an event; "" for a side that is not named."""
    return pairs_of(event.type, event.actors, event.recipients)


def pairs_of(kind: str, actors: Sequence[str], recipients: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Give an act's pairs of one actor and one recipient, as PLOVER's manual (2.4.2) says of the older data sets.

    Each actor stands with each recipient, and where several parties act together without one ("X met Y"), each with
    each other. UNK is nobody: "".
    """
    named = tuple(code for code in actors if code != "UNK")
    others = tuple(code for code in recipients if code != "UNK")
    if len(named) > 1 and not recipients and kind in RECIPROCAL:
        return tuple(itertools.permutations(named, 2))
    return tuple(itertools.product(named or ("",), others or ("",)))


RECIPROCAL = frozenset(("CONSULT", "COOPERATE"))
"""PLOVER's types that parties do with each other."""


def tsv(events: Sequence[tuple[Event, Told]], names: Mapping[str, str]) -> bytes:
    """Give the rows of events that `left_out` lets pass; `names` gives party codes their names in words."""
    rows = (row for event, about in events for row in _rows(event, about, names))
    return "".join("\t".join(_cell(row[name]) for name in COLUMNS) + "\n" for row in rows).encode()


def read_tsv(line: str) -> dict[str, str] | None:
    """Give a line of an event file of GDELT 1.0 or 2.0 by column, or None where it has another number of columns."""
    cells = line.rstrip("\r\n").split("\t")
    known = {61: COLUMNS, 58: OLD_COLUMNS, 57: OLD_COLUMNS[:-1]}.get(len(cells))
    return dict(zip(known, cells, strict=True)) if known else None


def _rows(event: Event, about: Told, names: Mapping[str, str]) -> Iterator[dict[str, str]]:
    day = day_of(event)
    if day is None:
        return
    for actor, recipient in pairs(event):
        code = cameo_of(event.type, event.mode, actor)
        if code is not None:
            yield dict.fromkeys(COLUMNS, "") | {
                # 60 bits: two of a million events are given one number once in two million files.
                "GLOBALEVENTID": str(int(digest("gdelt", event.id, actor, recipient)[:15], 16)),
                **_date(day),
                **_actor("Actor1", actor, names),
                **_actor("Actor2", recipient, names),
                **_act(code),
                "IsRootEvent": str(int(about.lead)),
                "NumMentions": str(about.claims),
                "NumSources": str(event.sources),
                "NumArticles": str(event.articles),
                "Actor1Geo_Type": NO_TYPE,
                "Actor2Geo_Type": NO_TYPE,
                **_place(event.place, names),
                **_source(about.first),
            }


def day_of(event: Event) -> date | None:
    """The one day on which an event happened, or None where it is known less exactly."""
    if event.since is None or event.until is None:
        return None
    last = max(event.since, event.until - event.since.resolution)
    return event.since.date() if event.since.date() == last.date() else None


def _date(day: date) -> dict[str, str]:
    fraction = (day.month * 30 + day.day) / 365  # as the codebook has it, although a year has other months
    return {
        "SQLDATE": f"{day.year:04}{day:%m%d}",
        "MonthYear": f"{day.year:04}{day:%m}",
        "Year": f"{day.year:04}",
        "FractionDate": f"{day.year + min(fraction, 0.9999):.4f}",
    }


def _actor(side: str, code: str, names: Mapping[str, str]) -> dict[str, str]:
    """The columns of one party, in CAMEO's codes; all empty for one that is not named."""
    if not code:
        return {}
    country, _, sector = code.partition(".")
    if country == "IGO":
        group = GROUPS.get(code, "")
        found = {"Code": f"IGO{group}", "KnownGroupCode": group, "Type1Code": "IGO"}
    elif country in ("NGO", "INT", "MNC", "IMG"):
        found = {"Code": country, "Type1Code": country}
    else:
        land = COUNTRIES.get(country, country)
        found = {"Code": f"{land}{sector}", "CountryCode": land, "Type1Code": sector}
    found["Name"] = (names.get(code) or names.get(country) or code).upper()
    return {f"{side}{name}": value for name, value in found.items()}


def _act(code: Cameo) -> dict[str, str]:
    return {
        "EventCode": code.code,
        "EventBaseCode": code.base,
        "EventRootCode": code.root,
        "QuadClass": str(code.quad),
        "GoldsteinScale": str(code.goldstein),
    }


def _place(place: Where | None, names: Mapping[str, str]) -> dict[str, str]:
    """Where it happened, no finer than it is known; a sea or an area has no type in GDELT, so no point."""
    kind = _TYPES.get(place.precision, NO_TYPE) if place and place.lat is not None else NO_TYPE
    if place is None or kind == NO_TYPE:
        return {"ActionGeo_Type": NO_TYPE}
    country = place.country or ""
    kind = _IN_THE_USA.get(kind, kind) if country == "USA" else kind
    lies_in = names.get(country, "") if kind != "1" else ""
    return {
        "ActionGeo_Type": kind,
        "ActionGeo_FullName": ", ".join(filter(None, (place.name, lies_in))),
        "ActionGeo_CountryCode": fips().get(country, ""),
        "ActionGeo_Lat": str(place.lat),
        "ActionGeo_Long": str(place.lon),
    }


def _source(first: Article | None) -> dict[str, str]:
    """Address and time of the first report: the record's own clock stays out, so that the bytes are the same."""
    if first is None or first.published is None:
        return {}
    return {"DATEADDED": f"{first.published.at.astimezone(UTC):%Y%m%d%H%M%S}", "SOURCEURL": first.address or ""}


def _published(article: Article) -> float:
    return article.published.at.timestamp() if article.published else float("inf")


def _lead_ends(article: Article) -> int:
    ends = (block.span.end for block in article.blocks if block.part is Part.PARAGRAPH)
    return next(ends, len(article.text))


def _cell(text: str) -> str:
    """A cell without what would begin another: names and addresses come from strangers' pages."""
    return " ".join(text.encode("utf-8", "replace").decode().split())
