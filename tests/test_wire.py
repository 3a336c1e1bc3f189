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
from coranto.model import Article, Claim, Event
from coranto.model.notation import ClaimLine, DisputeLine, match, of_claim, of_dispute, parse
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
        yield Wire(here, articles, claims, events)


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
        given = [of_dispute(dispute) for event in wire.events for dispute in event.disputes]
        return any(one.kind == expected.kind and one.field == expected.field for one in given)
    assert isinstance(expected, ClaimLine)
    article = wire.articles[line.where]
    claims = wire.claims[line.where]
    others = {claim.id: claim for claim in claims}
    return any(not match(expected, of_claim(claim, article.text, others)) for claim in claims)


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
    assert {line.where for line in truth()} - {"record"} == set(wire.articles)


def test_what_must_never_be_found_is_not(wire: Wire) -> None:
    assert [f"{line.where}: {line.text}" for line in truth() if not line.wanted and holds(wire, line)] == []


def test_what_a_careful_reader_finds_but_for_the_counted_misses(wire: Wire) -> None:
    missed = [f"{line.where}: {line.text}" for line in truth() if line.wanted and not holds(wire, line)]
    listed = [line for line in MISSES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert sorted(missed) == sorted(listed), "a line that is found now must leave tests/wire_misses.txt"
    assert len(listed) <= FLOORS["sample wire"]["misses at most"]


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


def test_agency_copy_counts_as_one_source(wire: Wire) -> None:
    launch = max(
        (e for e in wire.events if e.type == "MOBILIZE" and e.since and e.status.took_place), key=lambda e: e.articles
    )
    day = launch.since.date() if launch.since else None
    assert str(day) == "2024-11-05"
    assert launch.articles > launch.sources


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
