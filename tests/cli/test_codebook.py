"""`coranto codebook check` as a user meets it. The types' sentences themselves are read in tests/codebook."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from coranto import cli
from coranto import codebook as codebooks
from coranto.cli import codebook as command
from coranto.codebook.plover import load_types
from coranto.errors import CodebookError
from coranto.model import Reading, Status

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("CORANTO_HOME", str(tmp_path / "home"))
    return lambda *arguments: CliRunner().invoke(cli.cli, ["codebook", "check", *arguments])


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """An overlay with one fault in each of three rooms."""
    for name, text in {
        "actors/a.toml": '[[body]]\nname = "Guard"\ncode = "ATL.ARMY"\n',
        "cues/who.toml": "polite = 5\n",
        "plover/contexts.toml": 'war = ["@peace"]\n',
    }.items():
        path = tmp_path / "overlay" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "overlay"


def test_the_shipped_codebook_is_sound(run: Run) -> None:
    done = run("--quick")
    assert done.exit_code == 0
    assert "It is sound as far as a quick look goes." in done.stdout
    for word in ("types", "modes", "triggers", "words", "parties", "places"):
        assert word in done.stdout


def test_programs_get_the_counts(run: Run) -> None:
    found = json.loads(run("--quick", "--json").stdout)
    types = load_types().types.values()
    assert (found["sound"], found["faults"], found["types"]) == (True, [], 18)
    assert found["triggers"] == sum(len(one.triggers) for one in types)
    assert found["modes"] == sum(len(one.modes) for one in types)
    assert found["places"] > 70_000
    assert found["parties"] > 1_500
    assert "sentences read" not in found


def test_an_overlay_is_laid_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "ATL.toml").write_text('code = "ATL"\nname = "Atlantis"\n', encoding="utf-8")
    bare = json.loads(run("--quick", "--json").stdout)
    laid = json.loads(run("--quick", "--json", str(tmp_path)).stdout)
    assert laid["parties"] == bare["parties"] + 1
    assert laid["codebook"] != bare["codebook"]


def test_all_faults_are_printed_with_line_caret_and_remedy(run: Run, wrong: Path) -> None:
    done = run("--quick", str(wrong))
    assert done.exit_code == 2
    assert done.stdout.endswith("3 faults in the codebook.\n")
    assert f"{wrong / 'cues' / 'who.toml'}:1:1\n    polite = 5\n    ^\n" in done.stdout
    assert (
        "contexts.toml:1:9\n    war = [\"@peace\"]\n            ^\n  no word set '@peace'\n  name a set" in done.stdout
    )
    assert "a.toml:3:9" in done.stdout


def test_faults_stop_the_check_before_any_sentence_is_read(
    run: Run, wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "load_tools", None)
    assert run(str(wrong)).exit_code == 2


def test_a_sentence_that_is_not_read_as_its_type_is_a_fault(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that finds nothing misses every sentence under `yes`, and none under `no`."""
    monkeypatch.setattr(command, "load_tools", lambda _: SimpleNamespace(codebook=codebooks.load()))
    monkeypatch.setattr(command, "read_article", lambda article, _: Reading(article))
    done = run("--json")
    faults = json.loads(done.stdout)["faults"]
    assert done.exit_code == 2
    assert len(faults) == sum(len(one.yes) for one in load_types().types.values())
    first = next(fault for fault in faults if "AID.toml" in fault["where"])
    assert first["message"] == "not read as AID, but as nothing"
    assert "Denmark sent tents" in first["text"][first["column"] - 1 :]


def test_an_act_of_the_type_that_took_place_under_no_is_a_fault(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that finds every type in every sentence misses only those under `no`."""
    book = codebooks.load()
    acts = [SimpleNamespace(type=code, status=Status.HAPPENED, why="guessed") for code in book.types.types]
    monkeypatch.setattr(command, "load_tools", lambda _: SimpleNamespace(codebook=book))
    monkeypatch.setattr(command, "read_article", lambda *_: SimpleNamespace(acts=acts))
    faults = json.loads(run("--json").stdout)["faults"]
    assert len(faults) == sum(len(one.no) for one in book.types.types.values())
    assert {fault["message"].partition(" as ")[0] for fault in faults} == {"read"}
    assert all(fault["line"] for fault in faults)


def test_programs_get_the_faults(run: Run, wrong: Path) -> None:
    done = run("--quick", "--json", str(wrong))
    found = json.loads(done.stdout)
    assert done.exit_code == 2
    assert not found["sound"]
    assert [(Path(fault["where"]).name, fault["line"], fault["column"]) for fault in found["faults"]] == [
        ("a.toml", 3, 9),
        ("who.toml", 1, 1),
        ("contexts.toml", 1, 9),
    ]
    assert all(fault["remedy"] and fault["text"] for fault in found["faults"])


def test_a_missing_folder_is_a_wrong_call(run: Run) -> None:
    done = run("--quick", "nowhere")
    assert isinstance(done.exception, CodebookError)
    assert done.exception.where == "nowhere"
    assert done.exception.remedy
