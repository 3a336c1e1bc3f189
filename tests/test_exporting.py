"""The sample wire given away: files, releases, DataFrames, and a comparison with itself."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

import coranto
from coranto import cli, desk, exporting, store
from coranto.errors import InputError, StoreError, UsageError
from coranto.model import Raw, Standing, Status
from coranto.model.query import Query
from coranto.publish import gdelt
from coranto.publish.columns import TABLES
from coranto.publish.parquet import read_parquet
from coranto.publish.release import Release, column_table, files
from coranto.settings import Settings

ROOT = Path(__file__).parents[1]
FILES = {"README.md", "MANIFEST.json", *(f"{level}.{form}" for level in TABLES for form in ("parquet", "jsonl"))}
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[desk.Desk]:
    """The sample wire, read by the quicker reader: what is written does not depend on how well it was read."""
    path = str(tmp_path_factory.mktemp("exports") / "wire.db")
    with desk.open_desk(Settings(reader="fast"), path) as opened:
        desk.take_in(opened, desk.sample())
        desk.collate_all(opened)
        yield opened


@pytest.fixture
def run(here: desk.Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("CORANTO_HOME", str(tmp_path))
    monkeypatch.setenv("CORANTO_READER", "fast")
    return lambda *arguments: CliRunner().invoke(cli.cli, [*arguments, "--store", here.record.where])


@pytest.mark.parametrize(
    ("form", "level"),
    [(form, level) for form in exporting.FORMS for level in TABLES if (form, level) != ("geojson", "articles")],
)
def test_the_same_record_gives_the_same_bytes(here: desk.Desk, form: str, level: str) -> None:
    first = exporting.export(here.record, form, level)
    assert first == exporting.export(here.record, form, level)
    assert first.rows > 0


def test_nothing_but_facts_stands_in_gdelts_table(here: desk.Desk) -> None:
    made = exporting.to_gdelt(here.record, {})
    rows = [gdelt.read_tsv(line) for line in made.body.decode().splitlines()]
    assert all(row is not None and len(row) == 61 for row in rows)
    events = store.events(here.record)
    told = {event.status for event in events}
    assert {Status.DEMANDED, Status.HYPOTHETICAL, Status.PLANNED, Status.NEGATED} <= told
    facts = [event for event in events if event.status.took_place]
    possible = {
        str(int(gdelt.digest("gdelt", event.id, *pair)[:15], 16)) for event in facts for pair in gdelt.pairs(event)
    }
    assert {row["GLOBALEVENTID"] for row in rows if row} <= possible
    assert made.rows == len(rows) > 50
    for status in told:
        left = sum(count for reason, count in made.left_out.items() if reason.startswith(f"{status}:"))
        assert left == (0 if status.took_place else sum(event.status is status for event in events))


def test_a_question_narrows_every_level(here: desk.Desk) -> None:
    asked = Query(party="PRK", since=datetime(2024, 11, 1, tzinfo=UTC))
    for level in ("reports", "events"):
        rows = exporting.rows(here.record, level, asked)
        assert 0 < len(rows) < len(exporting.rows(here.record, level))
        for row in rows:
            parties = [*row["actor"], *row["recipient"]]  # type: ignore[misc]  # lists in both columns
            assert any(str(code).split(".")[0] == "PRK" for code in parties)
            assert row["enddate"] is None or str(row["enddate"]) >= "2024-11-01"


def test_what_was_known_then_is_what_the_version_of_then_said(tmp_path: Path) -> None:
    with desk.open_desk(Settings(reader="fast"), str(tmp_path / "two.db")) as two:
        desk.take_in(two, [telling("Japan condemned North Korea on Tuesday.")])
        (then,) = {one.added for one in store.claims(two.record)}
        desk.take_in(two, [telling("Japan condemned North Korea and Iran on Tuesday.")])
        desk.collate_all(two)
        known = exporting.rows(two.record, "reports", Query(as_known_at=then))
        now = exporting.rows(two.record, "reports")
        assert {row["version"] for row in known}.isdisjoint({row["version"] for row in now})
        assert {row["evidence"] for row in known} == {"Japan condemned North Korea on Tuesday."}
        assert {row["event_id"] for row in known} == {None}
        assert None not in {row["event_id"] for row in now}
        assert len(exporting.rows(two.record, "articles", Query(as_known_at=then))) == 1
        for level, query in (("events", Query(as_known_at=then)), ("reports", Query(every_version=True))):
            with pytest.raises(UsageError):
                exporting.rows(two.record, level, query)


def telling(text: str) -> Raw:
    line = {"id": "a", "text": text, "url": "https://ledger.example/a", "published": "2024-11-05"}
    return Raw(json.dumps(line).encode(), form="jsonl", at=datetime.now(UTC))


def test_a_question_that_a_level_cannot_answer_is_refused(here: desk.Desk) -> None:
    with pytest.raises(UsageError, match="cannot be asked by party"):
        exporting.rows(here.record, "articles", Query(party="PRK"))


@pytest.mark.parametrize(("form", "level"), [("xml", "events"), ("csv", "pages"), ("geojson", "articles")])
def test_a_form_or_level_that_is_none_is_refused(here: desk.Desk, form: str, level: str) -> None:
    with pytest.raises(UsageError) as fault:
        exporting.export(here.record, form, level)
    assert fault.value.remedy


def test_what_may_not_be_shown_is_not_given_away(here: desk.Desk, tmp_path: Path) -> None:
    first = min(desk.known_articles(here), key=lambda article: article.id)
    with store.open(tmp_path / "killed.db") as record:
        killed = replace(first, standing=Standing.CANCELED, published=None)
        store.add_article(record, killed, datetime(2024, 11, 5, tzinfo=UTC))
        assert store.articles(record)
        for level in TABLES:
            assert exporting.rows(record, level) == []


# A release ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def released(here: desk.Desk) -> Release:
    return exporting.release(here.record, Release({}, "all claims and events", "1.0", (here.run,), "2024-12-01"))


def test_a_release_is_whole_hashed_and_the_same_again(released: Release, here: desk.Desk, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    assert set(exporting.write_release(released, folder)) == FILES
    manifest = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) == FILES - {"MANIFEST.json"}
    for name, about in manifest["files"].items():
        body = (folder / name).read_bytes()
        assert (hashlib.sha256(body).hexdigest(), len(body)) == (about["sha256"], about["bytes"])
    assert manifest["runs"] == [
        {"id": here.run.id, "code": here.run.code, "codebook": here.run.codebook, "weights": here.run.weights}
    ]
    assert manifest["files"]["events.jsonl"]["rows"] == len(store.events(here.record))
    again = exporting.release(here.record, replace(released, tables={}))
    assert files(again) == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_another_record_of_the_same_input_gives_the_same_release(released: Release, tmp_path: Path) -> None:
    with desk.open_desk(Settings(reader="fast"), str(tmp_path / "again.db")) as again:
        desk.take_in(again, desk.sample())
        desk.collate_all(again)
        assert files(exporting.release(again.record, replace(released, tables={}))) == files(released)


def test_a_releases_page_explains_every_column(released: Release) -> None:
    page = files(released)["README.md"].decode()
    for columns in TABLES.values():
        assert column_table(columns) in page
    assert "2024-12-01" in page


def test_a_release_gives_no_strangers_text_away(released: Release) -> None:
    rows = read_parquet(files(released)["articles.parquet"], TABLES["articles"])
    assert {bool(row["text"]) for row in rows if row["ours"]} == {True}
    assert {row["text"] for row in rows if not row["ours"]} == {None}


def test_a_run_whose_versions_are_not_known_is_named_all_the_same(released: Release, here: desk.Desk) -> None:
    manifest = json.loads(files(replace(released, runs=()))["MANIFEST.json"])
    assert manifest["runs"] == [{"id": here.run.id, "code": None, "codebook": None, "weights": None}]


def test_a_folder_with_anything_in_it_is_refused(released: Release, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="not an empty folder"):
        exporting.write_release(released, tmp_path)
    with pytest.raises(InputError, match="not an empty folder"):
        exporting.write_release(released, tmp_path / "note.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]
    (tmp_path / "empty").mkdir()
    assert exporting.write_release(released, tmp_path / "empty")


def test_a_release_that_was_cut_off_is_not_mistaken_for_one(released: Release, tmp_path: Path) -> None:
    half = tmp_path / ".release.half"
    half.mkdir()
    (half / "old.parquet").write_bytes(b"cut")
    exporting.write_release(released, tmp_path / "release")
    assert {path.name for path in (tmp_path / "release").iterdir()} == FILES
    assert not half.exists()


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.csv"
    exporting.write(b"old", target)

    def full(path: Path, body: bytes) -> int:
        path.open("wb").close()
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(InputError, match="No space left"):
            exporting.write(b"new", target)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


# DataFrames --------------------------------------------------------------------------------------------------------


def test_a_record_opens_as_data_frames(here: desk.Desk) -> None:
    record = coranto.open(here.record.where)
    claims = record.claims(party="PRK", since="2024-11-01", took_place=True)
    assert list(claims.columns) == [column.name for column in TABLES["reports"]]
    assert len(claims) > 0
    assert set(claims["status"]) <= {status.value for status in Status if status.took_place}
    assert (claims["enddate"].dropna() >= pd.Timestamp("2024-11-01")).all()
    assert str(claims["date"].dtype) == "datetime64[s]"
    assert str(claims["published"].dtype) == "datetime64[us, UTC]"
    assert isinstance(claims["actor"].iloc[0], list)
    assert len(record.events()) == len(store.events(here.record))
    assert len(record.articles(limit=3)) == 3


def test_importing_coranto_stays_light() -> None:
    code = "import sys, coranto; print(sorted({'pandas', 'sqlalchemy', 'numpy', 'coranto.frames'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603  # our own
    assert done.stdout.strip() == "[]"


def test_an_empty_answer_has_all_columns(here: desk.Desk) -> None:
    nothing = coranto.open(here.record.where).claims(party="XXX")
    assert nothing.shape == (0, len(TABLES["reports"]))
    assert str(nothing["date"].dtype) == "datetime64[s]"


def test_days_may_be_given_as_days(here: desk.Desk) -> None:
    record = coranto.open(here.record.where)
    as_day = record.events(since=date(2024, 11, 5), until=datetime(2024, 11, 6, tzinfo=UTC))
    assert list(as_day["id"]) == list(record.events(since="2024-11-05", until="2024-11-06")["id"])


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"partie": "PRK"}, "cannot be asked by partie"),
        ({"since": "soon"}, "not a date"),
        ({"status": "done"}, "no status"),
    ],
)
def test_a_question_that_is_none_is_refused(here: desk.Desk, asked: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words) as fault:
        coranto.open(here.record.where).claims(**asked)  # type: ignore[arg-type]
    assert fault.value.remedy


def test_no_record_is_made_by_looking_for_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no record"):
        coranto.open(str(tmp_path / "nothing.db"))
    assert list(tmp_path.iterdir()) == []


def test_without_pandas_the_remedy_is_told(here: desk.Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match="needs pandas") as fault:
        coranto.open(here.record.where)
    assert "coranto[pandas]" in fault.value.remedy


# The command line --------------------------------------------------------------------------------------------------


def test_export_says_what_it_left_out(run: Run, tmp_path: Path) -> None:
    done = run("export", "gdelt", "--to", str(tmp_path / "out.tsv"))
    assert done.exit_code == 0
    assert "demanded: it did not happen, or not yet" in done.stderr
    assert "disputed or denied, which GDELT's table cannot say" in done.stderr
    lines = (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()
    assert f"wrote {len(lines)} rows" in done.stderr
    refused = run("export", "gdelt", "--level", "reports")
    assert isinstance(refused.exception, UsageError)


@pytest.mark.parametrize("level", ["events", "event"])
def test_export_narrows_as_events_does(run: Run, level: str) -> None:
    rows = run("export", "jsonl", "--level", level, "--party", "PRK", "--status", "demanded").stdout.splitlines()
    assert rows
    assert {json.loads(line)["status"] for line in rows} == {"demanded"}


def test_export_release_needs_a_folder(run: Run, tmp_path: Path) -> None:
    refused = run("export", "release")
    assert isinstance(refused.exception, UsageError)
    done = run("export", "release", "--to", str(tmp_path / "made"), "--party", "PRK")
    assert done.exit_code == 0
    manifest = json.loads((tmp_path / "made" / "MANIFEST.json").read_text(encoding="utf-8"))
    assert manifest["asked"] == "claims and events involving PRK"
    told = {json.loads(line)["article"] for line in (tmp_path / "made" / "reports.jsonl").read_bytes().splitlines()}
    kept = {json.loads(line)["id"] for line in (tmp_path / "made" / "articles.jsonl").read_bytes().splitlines()}
    assert kept == told


def test_our_own_table_agrees_with_the_record(run: Run, here: desk.Desk, tmp_path: Path) -> None:
    path = tmp_path / "ours.tsv"
    run("export", "gdelt", "--to", str(path))
    before = hashlib.sha256(Path(here.record.where).read_bytes()).hexdigest()
    rows = [json.loads(line) for line in run("compare", "gdelt", str(path), "--json").stdout.splitlines()]
    assert {row["found"] for row in rows if row["kind"] == "event"} == {"both"}
    assert any(row["theirs"] and row["ours"] for row in rows if row["kind"] == "month")
    assert hashlib.sha256(Path(here.record.where).read_bytes()).hexdigest() == before


def test_a_zip_is_read_as_gdelt_gives_it_away(run: Run, tmp_path: Path) -> None:
    run("export", "gdelt", "--to", str(tmp_path / "ours.tsv"))
    with zipfile.ZipFile(tmp_path / "ours.zip", "w") as archive:
        archive.write(tmp_path / "ours.tsv", "ours.CSV")
    same = run("compare", "gdelt", str(tmp_path / "ours.zip"), "--json").stdout
    assert same == run("compare", "gdelt", str(tmp_path / "ours.tsv"), "--json").stdout != ""
    with zipfile.ZipFile(tmp_path / "ours.zip", "a") as archive:
        archive.writestr("more.CSV", "")
    (tmp_path / "no.zip").write_bytes(b"PK")
    for name in ("ours.zip", "no.zip"):
        assert isinstance(run("compare", "gdelt", str(tmp_path / name)).exception, InputError)


def test_our_own_events_agree_with_the_record(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    run("export", "jsonl", "--level", "events", "--to", str(path))
    done = run("compare", "plover", str(path))
    assert done.exit_code == 0
    assert "0 theirs only" in done.output
    assert "0 ours only" in done.output
    assert "more lines that could not be used" in done.stderr


def test_a_file_that_holds_no_event_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("no table\n", encoding="utf-8")
    done = run("compare", "gdelt", str(path))
    assert done.exit_code == 2
    assert "publish.bad-line" in done.stderr
    assert isinstance(run("compare", "gdelt", str(tmp_path / "nothing")).exception, InputError)


# The page ----------------------------------------------------------------------------------------------------------


def test_the_page_of_exports_is_that_of_the_code() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for level, columns in TABLES.items():
        assert f"## {level}\n\n{column_table(columns)}\n" in page
    named = set(re.findall(r"^\| `(\w+)` \| ", page.split("## reports")[0], re.MULTILINE))
    assert named == {*exporting.FORMS, "gdelt", "release"}
