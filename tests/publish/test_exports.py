"""Rows and their files: the same values in every format, nothing that a spreadsheet runs, the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coranto.model import Article, Claim
from coranto.publish import exports
from coranto.publish.columns import ARTICLES, EVENTS, REPORTS, TABLES, Column, Form
from coranto.publish.exports import Row
from coranto.publish.parquet import parquet, read_parquet
from coranto.publish.record import Index, Record

NOTE = Column("note", Form.TEXT, "anything")
CODES = Column("codes", Form.LIST, "codes")


@pytest.fixture(scope="session")
def tables(record: Record, shelf: Index) -> Mapping[str, list[Row]]:
    """The sample's three tables."""
    return {
        "reports": [
            exports.report_row(claim, shelf.versions[claim.version], shelf.event_of.get(claim.id), "run")
            for claim in record.claims
        ],
        "events": [exports.event_row(event) for event in record.events],
        "articles": [exports.article_row(article) for article in record.articles],
    }


@pytest.mark.parametrize("level", TABLES)
def test_a_row_has_just_the_columns_in_their_order(tables: Mapping[str, list[Row]], level: str) -> None:
    assert tables[level]
    for row in tables[level]:
        assert list(row) == [column.name for column in TABLES[level]]


@pytest.mark.parametrize("level", TABLES)
def test_csv_comes_back_as_it_was(tables: Mapping[str, list[Row]], level: str) -> None:
    assert exports.read_csv(exports.csv(tables[level], TABLES[level]), TABLES[level]) == tables[level]


@pytest.mark.parametrize("level", TABLES)
def test_parquet_holds_what_json_lines_hold(tables: Mapping[str, list[Row]], level: str) -> None:
    kept = read_parquet(parquet(tables[level], TABLES[level]), TABLES[level])
    lines = [json.loads(line) for line in exports.jsonl(tables[level]).decode().splitlines()]
    assert [_in_utc(row) for row in kept] == [_in_utc(line) for line in lines]


def _in_utc(row: Mapping[str, Any]) -> dict[str, Any]:
    at = row.get("published")
    return {**row, "published": datetime.fromisoformat(at).astimezone(UTC)} if at else dict(row)


@pytest.mark.parametrize("level", TABLES)
def test_the_same_rows_give_the_same_bytes(tables: Mapping[str, list[Row]], level: str) -> None:
    columns, rows = TABLES[level], tables[level]
    assert parquet(rows, columns) == parquet(list(rows), columns)
    assert exports.csv(rows, columns) == exports.csv(list(rows), columns)


def test_parquet_has_days_as_days_and_lists_as_lists(tables: Mapping[str, list[Row]]) -> None:
    schema = pq.read_schema(io.BytesIO(parquet(tables["reports"], REPORTS)))
    types = {field.name: field.type for field in schema}
    assert types["date"] == pa.date32()
    assert types["actor"] == pa.list_(pa.string())
    assert types["published"] == pa.timestamp("us", tz="UTC")
    assert types["lat"] == pa.float64()
    assert types["start"] == pa.int64()
    assert types["amounts"].value_type.field("low").type == pa.float64()
    assert schema.field("status").metadata[b"meaning"].startswith(b"whether it took place")


@pytest.mark.parametrize("level", TABLES)
def test_an_empty_table_still_has_its_columns(level: str) -> None:
    names = [column.name for column in TABLES[level]]
    assert exports.csv([], TABLES[level]).decode().strip().split(",") == names
    assert pq.read_schema(io.BytesIO(parquet([], TABLES[level]))).names == names
    assert exports.jsonl([]) == b""


NAUGHTY = st.text(st.characters(exclude_categories=("Cs",)))


@given(st.one_of(NAUGHTY, st.builds(str.__add__, st.sampled_from((*exports.FORMULA, "'", "''=")), NAUGHTY)))
def test_no_text_becomes_a_formula_and_every_text_comes_back(text: str) -> None:
    body = exports.csv([{"note": text or None}], [NOTE])
    _, (cell,) = csv.reader(io.StringIO(body.decode(), newline=""))
    assert not cell.startswith(exports.FORMULA)
    assert exports.read_csv(body, [NOTE]) == [{"note": text or None}]


@given(st.lists(st.from_regex(r"[A-Z]{3}(\.[A-Z]{3})?", fullmatch=True)))
def test_lists_come_back(codes: list[str]) -> None:
    assert exports.read_csv(exports.csv([{"codes": codes}], [CODES]), [CODES]) == [{"codes": codes}]


def test_numbers_below_nought_stay_numbers() -> None:
    column = Column("lat", Form.NUMBER, "latitude")
    assert exports.csv([{"lat": -12.5}], [column]).decode().splitlines() == ["lat", "-12.5"]


def test_half_characters_stand_as_one_replacement(record: Record) -> None:
    claim = record.claims[0]
    article = next(one for one in record.articles if one.version == claim.version)
    start = claim.evidence[0].start
    broken = replace(article, text=article.text[:start] + "\ud83d" + article.text[start + 1 :])
    row = exports.report_row(claim, broken, None)
    words = row["evidence"]
    assert isinstance(words, str)
    assert words.startswith("\ufffd")
    assert len(words) == claim.evidence[0].end - start
    for body in (exports.jsonl([row]), exports.csv([row], REPORTS), parquet([row], REPORTS)):
        assert body


def test_days_are_inclusive_and_in_their_own_zone(record: Record, sample: Any) -> None:
    launch = next(event for event in record.events if event.type == "MOBILIZE" and event.since)
    row = exports.event_row(launch)
    assert (row["date"], row["enddate"]) == ("2024-11-05", "2024-11-05")
    assert launch.since
    assert launch.since.tzinfo is sample.SEOUL


def test_an_inferred_time_says_so(record: Record) -> None:
    rows = [exports.article_row(article) for article in record.articles if article.published]
    assert {"inferred", "json-ld"} <= {row["published_origin"] for row in rows}
    assert {row["published_grain"] for row in rows if row["published_origin"] == "inferred"} == {"day"}


def test_only_the_editors_own_text_is_given_away(record: Record) -> None:
    for article in record.articles:
        row = exports.article_row(article)
        assert row["text"] == (article.text if article.ours else None)
        assert row["characters"] == len(article.text)
    assert {article.ours for article in record.articles} == {True, False}


def test_what_nobody_knows_is_null_and_never_nought(record: Record, shelf: Index) -> None:
    claim: Claim = next(claim for claim in record.claims if claim.act.time is None and claim.act.place is None)
    article: Article = shelf.versions[claim.version]
    row = exports.report_row(claim, replace(article, published=None), None)
    for name in ("date", "enddate", "lat", "lon", "precision", "country_code", "published", "event_id"):
        assert row[name] is None


def test_columns_have_names_of_their_own() -> None:
    for columns in (REPORTS, EVENTS, ARTICLES):
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)
        assert all(column.meaning for column in columns)
