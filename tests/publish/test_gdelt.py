"""GDELT's table: 61 columns, facts only, a day and parties that are known, no finer place than was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coranto.model import Event, Precision, Span, Status, Use, Where
from coranto.publish import gdelt
from coranto.publish.gdelt import COLUMNS, Told, left_out, pairs, read_tsv, told, tsv
from coranto.publish.record import Index, Record

NAMES = {"PRK": "North Korea", "KOR": "South Korea", "JPN": "Japan", "USA": "United States", "IGO.EU": "European Union"}
NOBODY = Told(1, False, None)


def event(**changes: object) -> Event:
    plain = Event(
        id="e", type="ACCUSE", mode="allege", contexts=(), actors=("PRK.GOV",), recipients=("USA.GOV",),
        status=Status.HAPPENED, claims=("c",), variants=(), disputes=(), articles=2, sources=1,
        since=datetime(2024, 11, 5, tzinfo=UTC), until=datetime(2024, 11, 6, tzinfo=UTC), place=None, score=1.0, why="",
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def rows(*events: Event, about: Told = NOBODY) -> list[dict[str, str]]:
    found = [read_tsv(line) for line in tsv([(one, about) for one in events], NAMES).decode().splitlines()]
    assert all(row is not None for row in found)
    return [row for row in found if row is not None]


def place(precision: Precision, country: str | None = "KOR", lat: float | None = 37.5) -> Where:
    return Where(Span(0, 1), "Somewhere", country, lat, None if lat is None else 127.0, precision, Use.ACT, "")


def test_the_table_has_its_61_columns() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 61
    assert (COLUMNS[0], COLUMNS[26], COLUMNS[30], COLUMNS[51], COLUMNS[60]) == (
        "GLOBALEVENTID", "EventCode", "GoldsteinScale", "ActionGeo_Type", "SOURCEURL",
    )  # fmt: skip
    assert len(gdelt.OLD_COLUMNS) == 58


def test_every_row_of_the_sample_has_61_columns_and_is_a_fact(record: Record, shelf: Index) -> None:
    kept = [one for one in record.events if not left_out(one)]
    tellings = [told([(shelf.claims[c], shelf.versions[shelf.claims[c].version]) for c in one.claims]) for one in kept]
    body = tsv(list(zip(kept, tellings, strict=True)), record.names)
    assert body.count(b"\t") == 60 * body.count(b"\n") > 0
    assert {one.status.took_place for one in kept} == {True}
    launch = next(row for row in map(read_tsv, body.decode().splitlines()) if row and row["Actor1Code"] == "PRKMIL")
    assert launch["SQLDATE"] == "20241105"
    assert (launch["NumArticles"], launch["NumSources"]) == ("4", "3")
    assert launch["SOURCEURL"].startswith("https://")
    assert len(launch["DATEADDED"]) == 14


@pytest.mark.parametrize("status", Status)
def test_nothing_that_did_not_happen_stands_in_it(status: Status) -> None:
    reason = left_out(event(status=status))
    assert bool(reason) is not status.took_place
    assert reason == "" or str(status) in reason


def test_no_day_is_invented() -> None:
    day = datetime(2024, 11, 5, tzinfo=UTC)
    assert left_out(event(since=None, until=None)) == gdelt.NO_DAY
    assert left_out(event(since=day, until=None)) == gdelt.NO_DAY
    assert left_out(event(since=day, until=day + timedelta(days=7))) == gdelt.NOT_ONE_DAY
    assert left_out(event(since=day, until=day)) == ""


def test_somebody_must_be_named() -> None:
    assert left_out(event(actors=("UNK",), recipients=())) == gdelt.NO_PARTY
    assert left_out(event(actors=("UNK",))) == ""
    (row,) = rows(event(actors=("UNK",)))
    assert (row["Actor1Code"], row["Actor2Code"]) == ("", "USAGOV")


def test_parties_are_paired_as_in_the_older_data_sets() -> None:
    assert pairs(event(actors=("JPN", "KOR"), recipients=("PRK", "RUS"))) == (
        ("JPN", "PRK"), ("JPN", "RUS"), ("KOR", "PRK"), ("KOR", "RUS"),
    )  # fmt: skip
    met = event(type="CONSULT", mode=None, actors=("JPN", "KOR"), recipients=())
    assert pairs(met) == (("JPN", "KOR"), ("KOR", "JPN"))
    assert pairs(event(actors=("JPN", "KOR"), recipients=())) == (("JPN", ""), ("KOR", ""))
    assert len({row["GLOBALEVENTID"] for row in rows(met)}) == 2


def test_codes_are_cameos() -> None:
    (row,) = rows(event())
    assert {name: row[name] for name in ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass")} == {
        "EventCode": "112", "EventBaseCode": "112", "EventRootCode": "11", "QuadClass": "3",
    }  # fmt: skip
    assert row["GoldsteinScale"] == "-2.0"
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("PRKGOV", "PRK", "GOV")
    assert row["Actor1Name"] == "NORTH KOREA"
    (body,) = rows(event(actors=("IGO.EU",), recipients=("ROU",)))
    assert (body["Actor1Code"], body["Actor1KnownGroupCode"], body["Actor1Type1Code"]) == ("IGOEEC", "EEC", "IGO")
    assert body["Actor2CountryCode"] == "ROM"


def test_what_is_not_measured_is_empty_and_never_nought() -> None:
    (row,) = rows(event())
    for name in ("AvgTone", "ActionGeo_Lat", "Actor1Geo_Lat", "DATEADDED", "SOURCEURL"):
        assert row[name] == ""


@pytest.mark.parametrize(
    ("precision", "country", "kind"),
    [
        (Precision.COUNTRY, "KOR", "1"),
        (Precision.REGION, "KOR", "5"),
        (Precision.CITY, "KOR", "4"),
        (Precision.REGION, "USA", "2"),
        (Precision.CITY, "USA", "3"),
    ],
)
def test_a_place_is_no_finer_than_it_was_told(precision: Precision, country: str, kind: str) -> None:
    (row,) = rows(event(place=place(precision, country)))
    assert row["ActionGeo_Type"] == kind
    assert row["ActionGeo_CountryCode"] == {"KOR": "KS", "USA": "US"}[country]
    assert (row["ActionGeo_Lat"], row["ActionGeo_Long"]) == ("37.5", "127.0")


@pytest.mark.parametrize("precision", [Precision.SEA, Precision.AREA])
def test_a_sea_has_no_type_so_no_point(precision: Precision) -> None:
    (row,) = rows(event(place=place(precision, None)))
    assert (row["ActionGeo_Type"], row["ActionGeo_Lat"], row["ActionGeo_FullName"]) == ("0", "", "")


def test_a_strangers_name_cannot_break_the_table() -> None:
    (row,) = rows(event(place=replace(place(Precision.CITY), name="a\tb\nc")))
    assert row["ActionGeo_FullName"] == "a b c, South Korea"


def test_lines_of_other_widths_are_not_taken() -> None:
    assert read_tsv("\t" * 59) is None
    old = read_tsv("\t".join(gdelt.OLD_COLUMNS))
    assert old
    assert old["SOURCEURL"] == "SOURCEURL"
    oldest = read_tsv("\t".join(gdelt.OLD_COLUMNS[:-1]))
    assert oldest
    assert "SOURCEURL" not in oldest
