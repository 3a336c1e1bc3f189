"""The sample wire through the whole house: taken in, read, kept, collated, compared with its written truth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest

from coranto import desk, store
from coranto.model import Article, Claim, Event, Standing
from coranto.model.notation import (
    ClaimLine,
    DisputeLine,
    ForecastLine,
    match,
    of_claim,
    of_dispute,
    of_forecast,
    parse,
)
from coranto.model.query import Query
from coranto.settings import Settings

ROOT = Path(__file__).parents[1]
MISSES = Path(__file__).with_name("wire_misses.txt")
FLOORS = json.loads((ROOT / "evals" / "floors.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Wire:
    """The sample wire as the record holds it after one reading."""

    here: desk.Desk
    articles: dict[str, Article]
    claims: dict[str, list[Claim]]
    forecasts: tuple[tuple[str, ForecastLine], ...]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Line:
    """One line of the truth: where it is looked for, the line, and whether it must or must not be found."""

    where: str
    text: str
    wanted: bool


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    path = str(tmp_path_factory.mktemp("wire") / "wire.db")
    with desk.open_desk(Settings(), path) as here:
        desk.take_in(here, desk.sample())
        events = desk.collate_all(here)
        articles = {key(article): article for article in desk.known_articles(here)}
        claims = {
            name: [c.claim for c in store.claims(here.record) if c.article == a.id] for name, a in articles.items()
        }
        yield Wire(here, articles, claims, tuple(forecasts(here)), events)


def forecasts(here: desk.Desk) -> Iterator[tuple[str, ForecastLine]]:
    """Every forecast of the record as a line, with the name of the article that makes it."""
    told = {c.claim.id: c.claim for c in store.claims(here.record)}
    articles = {article.version: article for article in desk.known_articles(here)}
    for one in store.forecasts(here.record):
        if one.version in articles:
            article = articles[one.version]
            yield key(article), of_forecast(one.forecast, article.text, told)


def key(article: Article) -> str:
    return article.address or (article.headline.text if article.headline else article.id)


def truth() -> list[Line]:
    text = resources.files("coranto").joinpath("sample", "truth.notation").read_text(encoding="utf-8")
    found, where = [], ""
    for line in (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")):
        if line.startswith("= "):
            where = line[2:]
        else:
            found.append(Line(where, line.removeprefix("never "), not line.startswith("never ")))
    return found


def holds(wire: Wire, line: Line) -> bool:
    if line.text.startswith("EVENT "):
        return any(_event_fits(event, line.text.removeprefix("EVENT ")) for event in wire.events)
    expected = parse(line.text)
    if isinstance(expected, DisputeLine):
        return any(_dispute_fits(of_dispute(each), expected) for event in wire.events for each in event.disputes)
    if isinstance(expected, ForecastLine):
        return any(where == line.where and _forecast_fits(given, expected) for where, given in wire.forecasts)
    assert isinstance(expected, ClaimLine)
    article = wire.articles[line.where]
    claims = wire.claims[line.where]
    others = {claim.id: claim for claim in claims}
    return any(not match(expected, of_claim(claim, article.text, others)) for claim in claims)


def _dispute_fits(given: DisputeLine, expected: DisputeLine) -> bool:
    """Kind, field and every side that is expected, with its holders where they are."""
    sides = [(side.value, set(side.holders or ())) for side in given.sides]
    return (given.kind, given.field) == (expected.kind, expected.field) and all(
        any(value == side.value and set(side.holders or ()) <= holders for value, holders in sides)
        for side in expected.sides
    )


def _forecast_fits(given: ForecastLine, expected: ForecastLine) -> bool:
    return (
        given.kind == expected.kind
        and not match(expected.of, given.of)
        and expected.due in (None, given.due)
        and expected.holders in (None, given.holders)
    )


def _event_fits(event: Event, text: str) -> bool:
    expected = parse(text)
    assert isinstance(expected, ClaimLine)
    days = {event.since.date(), event.since.date()} if event.since else set()
    wanted = {expected.date.since} if expected.date else set()
    countries = {code.split(".")[0] for code in event.actors}
    return (
        event.type == expected.type
        and {code.split(".")[0] for code in expected.actors or ()} <= countries
        and wanted <= days
        and expected.status in (None, event.status)
    )


def test_every_article_of_the_truth_is_in_the_record(wire: Wire) -> None:
    shown = {name for name, article in wire.articles.items() if not article.barred(datetime.now(UTC))}
    assert {line.where for line in truth()} - {"record"} == shown


def listed(*, never: bool) -> list[str]:
    """The counted lines of the list: what is not found, or ("never") what is found and must not be."""
    lines = [line for line in MISSES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return sorted(line.removeprefix("never ") for line in lines if line.startswith("never ") == never)


def test_what_must_never_be_found_is_not_but_for_the_counted_phantoms(wire: Wire) -> None:
    found = [f"{line.where}: {line.text}" for line in truth() if not line.wanted and holds(wire, line)]
    assert sorted(found) == listed(never=True), "a phantom that is gone must leave tests/wire_misses.txt"
    assert len(found) <= FLOORS["sample wire"]["phantoms at most"]


def test_what_a_careful_reader_finds_but_for_the_counted_misses(wire: Wire) -> None:
    missed = [f"{line.where}: {line.text}" for line in truth() if line.wanted and not holds(wire, line)]
    assert sorted(missed) == listed(never=False), "a line that is found now must leave tests/wire_misses.txt"
    assert len(missed) <= FLOORS["sample wire"]["misses at most"]


def test_every_claim_carries_offsets_that_fit_the_stored_text(wire: Wire) -> None:
    stored = store.claims(wire.here.record)
    assert stored
    for one in stored:
        kept = store.article(wire.here.record, one.version)
        assert kept
        assert one.claim.evidence
        for span, words in zip(one.claim.evidence, one.evidence, strict=True):
            assert 0 <= span.start < span.end <= len(kept.article.text)
            assert span.of(kept.article.text) == words


def test_reading_again_changes_nothing(wire: Wire) -> None:
    before = store.counts(wire.here.record)
    taken = desk.take_in(wire.here, desk.sample())
    assert (taken.new, taken.versions, taken.claims) == (0, 0, 0)
    assert desk.collate_all(wire.here) == wire.events
    assert store.counts(wire.here.record) == before


def test_the_update_is_a_new_version_of_the_same_article(wire: Wire) -> None:
    launch = wire.articles["https://meridian.example/2024/11/05/launch"]
    assert len(store.versions(wire.here.record, launch.id)) == 2
    assert "at least seven" in launch.text


@pytest.mark.parametrize(
    ("address", "old", "new"),
    [
        ("https://quaycourier.example/world/kolo-adri-herders", "killing three", "wounding three"),
        ("https://dailytidings.example/tanks-at-the-lake", "a trader who fled", "has withdrawn a report"),
    ],
)
def test_what_a_correction_or_a_withdrawal_replaced_is_kept_and_makes_no_event(
    wire: Wire, address: str, old: str, new: str
) -> None:
    article = wire.articles[address]
    texts = [version.article.text for version in store.versions(wire.here.record, article.id)]
    assert [old in text for text in texts] == [True, False]
    assert [new in text for text in texts] == [False, True]
    told = {c.claim.id for c in store.claims(wire.here.record, Query(article=article.id, every_version=True))}
    replaced = told - {claim.id for claim in wire.claims[address]}
    assert replaced
    assert not replaced & {claim for event in wire.events for claim in event.claims}


def test_a_killed_report_is_kept_and_makes_no_event(wire: Wire) -> None:
    versions = store.articles(wire.here.record, Query(every_version=True))
    killed = {one.article.id for one in versions if one.article.standing is Standing.CANCELED}
    assert len(killed) == 1
    (article,) = killed
    assert [one.article.standing for one in versions if one.article.id == article].count(Standing.USABLE) == 1
    told = {c.claim.id for c in store.claims(wire.here.record, Query(article=article, every_version=True))}
    assert not told & {claim for event in wire.events for claim in event.claims}


def test_agency_copy_counts_as_one_source(wire: Wire) -> None:
    launch = max(
        (e for e in wire.events if e.type == "MOBILIZE" and e.since and e.status.took_place), key=lambda e: e.articles
    )
    day = launch.since.date() if launch.since else None
    assert str(day) == "2024-11-05"
    assert launch.articles > launch.sources


def test_a_second_agencys_copy_counts_as_one_source_too(wire: Wire) -> None:
    addresses = ("https://saltmarshherald.example/wires/traders-freed", "https://dunewatch.example/three-walk-free")
    both = {claim.id for address in addresses for claim in wire.claims[address]}
    told = [event for event in wire.events if event.articles == 2 and set(event.claims) <= both]
    assert told
    assert {event.sources for event in told} == {1}


def test_the_wire_holds_two_counts_of_the_dead_and_says_whose_they_are(wire: Wire) -> None:
    told = [claim for claims in wire.claims.values() for claim in claims if claim.act.type == "ASSAULT"]
    counts = {
        (amount.low, holder)
        for claim in told
        for amount in claim.act.amounts
        if amount.what == "killed"
        for holder in claim.holders or ("narrator",)
    }
    assert (14, "NER.GOV") in counts
    assert 23 in {low for low, _ in counts}
    assert (23, "NER.GOV") not in counts


def test_outlets_are_marked_as_samples_everywhere(wire: Wire) -> None:
    assert all(article.source and article.source.text.endswith("(sample)") for article in wire.articles.values())


def test_the_archive_picture_is_known_to_be_older_than_the_news(wire: Wire) -> None:
    sheet = wire.articles["https://coranto-sheet.example/world/missiles-at-dawn"]
    (picture,) = sheet.pictures
    assert picture.file
    assert picture.taken
    assert sheet.published
    assert picture.taken < sheet.published.at.date()
    assert any("independently verified" in caveat.text for caveat in picture.caveats)


def test_the_exports_are_the_same_bytes_each_time(wire: Wire) -> None:
    for form in ("jsonl", "csv"):
        for level in ("report", "event"):
            assert desk.export(wire.here, form, level) == desk.export(wire.here, form, level)
    rows = [json.loads(line) for line in desk.export(wire.here, "jsonl", "report").splitlines()]
    assert all(row["evidence"] for row in rows)


def test_the_desk_shows_what_was_known_when(wire: Wire) -> None:
    record = desk.page_record(wire.here)
    assert record.at
    assert record.at <= datetime.now(UTC)
    assert {claim for event in record.events for claim in event.claims} <= {claim.id for claim in record.claims}
