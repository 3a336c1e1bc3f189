"""The codebook's files: read whole, laid over, and refused with all their faults at once."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from coranto import codebook as codebooks
from coranto.codebook import sources
from coranto.codebook.gazetteer import COLUMNS
from coranto.errors import CodebookError


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_files_have_no_fault_and_give_the_same_digest_again() -> None:
    codebook = codebooks.load()
    assert len(codebook.digest) == 32
    assert codebooks.load().digest == codebook.digest


def test_every_state_has_a_file(codebook: codebooks.Codebook) -> None:
    assert len(codebook.actors.countries) >= 198
    assert {"TWN", "PSE", "XKX"} <= set(codebook.actors.countries)


def test_overlay_adds_and_wins(tmp_path: Path) -> None:
    write(tmp_path, "actors/ATL.toml", 'code = "ATL"\nname = "Atlantis"\nadjectives = ["Atlantean"]\n')
    write(tmp_path, "cues/who.toml", 'polite = ["citizen"]\n')
    write(tmp_path, "places/own.csv", ",".join(COLUMNS) + "\nPoseidonis,,ATL,,31.0,-30.0,city,5\n")
    codebook = codebooks.load(tmp_path)
    assert [party.country for party in codebook.actors.named("Atlantean")] == ["ATL"]
    assert codebook.cues["who"]["polite"] == ("citizen",)
    assert "he" in codebook.cues["who"]["he_she"], "keys that the overlay leaves out stay"
    assert codebook.gazetteer.find("Poseidonis")[0].country == "ATL"
    assert codebook.digest != codebooks.load().digest


def test_overlay_person_replaces_the_shipped_one(tmp_path: Path) -> None:
    write(
        tmp_path,
        "actors/igo.toml",
        '[[person]]\nname = "António Guterres"\nterms = [{ office = "envoy", code = "IGO.EU" }]\n',
    )
    parties = codebooks.load(tmp_path).actors.named("António Guterres")
    assert {party.code_on(None) for party in parties} == {"IGO.EU"}


def test_all_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    write(tmp_path, "actors/BAD.toml", 'code = "bad"\nname = "Nowhere"\n[[body]]\nname = "Guard"\nsector = "ARMY"\n')
    write(tmp_path, "actors/broken.toml", "code = \n")
    write(tmp_path, "cues/who.toml", "polite = 5\n")
    write(tmp_path, "places/own.csv", ",".join(COLUMNS) + "\nNowhere,,XXX,,1.0,,city,5\nNowhere,,XXX,,,,hamlet,5\n")
    with pytest.raises(CodebookError) as caught:
        codebooks.load(tmp_path)
    told = str(caught.value)
    for part in ("'bad' is no country code", "is no actor code", "broken.toml:1", "'polite'", "own.csv:2", "own.csv:3"):
        assert part in told


def test_a_missing_overlay_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no such folder"):
        codebooks.load(tmp_path / "none")


def test_the_cache_gives_what_parsing_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORANTO_HOME", str(tmp_path))
    files = sources.gather()
    parsed = sources.documents(files)
    assert list((tmp_path / "cache").iterdir())
    assert sources.documents(files) == parsed


def test_a_broken_cache_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORANTO_HOME", str(tmp_path))
    files = sources.gather()
    parsed = sources.documents(files)
    next((tmp_path / "cache").iterdir()).write_text("[", encoding="utf-8")
    assert sources.documents(files) == parsed


def test_every_shipped_place_is_well_formed() -> None:
    for source in sources.gather():
        if source.name.startswith("places/"):
            body = gzip.decompress(source.body) if source.name.endswith(".gz") else source.body
            head, *rows = csv.reader(body.decode("utf-8").splitlines())
            assert tuple(head) == COLUMNS
            for row in rows:
                assert len(row) == len(COLUMNS), (source.name, row)
                assert bool(row[4]) == bool(row[5]), (source.name, row)
                assert not row[4] or (-90 <= float(row[4]) <= 90 and -180 <= float(row[5]) <= 180), (source.name, row)
