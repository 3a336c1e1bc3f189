"""The command line as a user meets it: arguments in, words and exit codes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coranto import cli, desk, nlp, settings
from coranto.errors import CorantoError

LAUNCH = "North Korea fired two ballistic missiles into the sea on Tuesday, South Korea's military said."
GERMAN = "Nordkorea hat am Dienstag mehrere ballistische Raketen ins Meer geschossen, teilte das Militär in Seoul mit."

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the program in a home of its own; opening the site is noted instead of done."""
    monkeypatch.setenv("CORANTO_HOME", str(tmp_path / "home"))

    def call(*arguments: str, given: str = "") -> Result:
        def note(here: desk.Desk, host: str, port: int, ready: Callable[[], None]) -> None:
            ready()
            print(f"site of {len(desk.page_record(here).articles)} articles at {host}:{port}")  # noqa: T201

        return CliRunner().invoke(cli.cli, list(arguments), input=given, obj=note)

    return call


def corpus(*texts: str, published: str = "2024-11-05") -> str:
    rows = [{"id": f"a{number}", "text": text, "published": published} for number, text in enumerate(texts)]
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_a_corpus_comes_back_in_its_own_order_with_its_own_ids(run: Run) -> None:
    done = run("read", "--from-jsonl", "-", "--as", "reading", given=corpus(LAUNCH, GERMAN, LAUNCH))
    assert done.exit_code == 0
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reading["id"] for reading in readings] == ["a0", "a1", "a2"]
    assert readings[1]["claims"] == []
    assert "read.not-english" in {problem["code"] for problem in readings[1]["problems"]}


def test_a_claim_line_holds_what_other_programs_rely_on(run: Run) -> None:
    done = run("read", "--from-jsonl", "-", "--as", "claims", given=corpus(LAUNCH))
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    launch = next(claim for claim in claims if claim["event"] == "MOBILIZE")
    assert launch["article"] == "a0"
    assert launch["mode"] == "weapons"
    assert launch["actors"] == ["PRK.MIL"]
    assert launch["status"] == "happened"
    assert launch["date"] == ["2024-11-05", "2024-11-05"]
    assert launch["holders"] == ["KOR.MIL"]
    assert launch["event_id"]
    for piece in launch["evidence"]:
        assert LAUNCH[piece["start"] : piece["end"]] == piece["text"]


def test_tellings_in_two_articles_are_one_event(run: Run) -> None:
    other = "Pyongyang fired ballistic missiles toward the sea on Tuesday, Seoul said."
    done = run("read", "--from-jsonl", "-", "--as", "claims", given=corpus(LAUNCH, other))
    ids = {row["event_id"] for row in map(json.loads, done.stdout.splitlines()) if row["event"] == "MOBILIZE"}
    assert len(ids) == 1


def test_a_text_without_a_day_gets_none(run: Run) -> None:
    row = json.dumps({"id": "x", "text": "North Korea fired two missiles into the sea on Tuesday."})
    done = run("read", "--from-jsonl", "-", "--as", "reading", given=row + "\n")
    reading = json.loads(done.stdout)
    assert all(claim["date"] is None for claim in reading["claims"])
    assert {"published.unknown", "when.no-anchor"} <= {problem["code"] for problem in reading["problems"]}


def test_plain_text_from_standard_input_becomes_a_table(run: Run) -> None:
    done = run("read", "--published", "2024-11-05", given=LAUNCH)
    assert done.exit_code == 0
    assert "MOBILIZE/weapons" in done.output
    assert "PRK.MIL" in done.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("read", "nothing-here.txt"), "nothing-here.txt"),
        (("read", "--published", "yesterday", "-"), "'yesterday' is not a date"),
        (("read", "--from-jsonl", "nothing-here.jsonl"), "no such file"),
        (("code", "--actor", "X"), "all needed"),
        (("events", "--since", "soon"), "--since"),
    ],
)
def test_a_wrong_call_says_what_to_do(run: Run, arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert words in str(done.exception)
    assert getattr(done.exception, "remedy", "")


def test_a_bad_line_of_a_corpus_is_named_and_the_others_are_read(run: Run) -> None:
    done = run("read", "--from-jsonl", "-", "--as", "reading", given='{"id": "x", "text": \n' + corpus(LAUNCH))
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a0"]
    assert "1" in done.stderr
    assert "formats." in done.stderr


def test_add_twice_then_list_and_export(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text(corpus(LAUNCH), encoding="utf-8")
    first = json.loads(run("add", str(path), "--json").stdout)
    again = json.loads(run("add", str(path), "--json").stdout)
    assert (first["articles"], first["new"]) == (1, 1)
    assert (again["new"], again["versions"], again["claims"], again["events"]) == (0, 0, 0, first["events"])
    events = [json.loads(line) for line in run("events", "--json", "--type", "MOBILIZE").stdout.splitlines()]
    assert [event["actor"] for event in events] == [["PRK.MIL"]]
    target = tmp_path / "out.csv"
    assert run("export", "csv", "--to", str(target)).exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("id,event_id,event,mode")


def test_serve_opens_the_desk_on_the_record(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text(corpus(LAUNCH), encoding="utf-8")
    run("add", str(path))
    done = run("serve", "--port", "8123")
    assert "The desk is open at http://127.0.0.1:8123/" in done.output
    assert "site of 1 articles at 127.0.0.1:8123" in done.output


def test_code_always_gives_one_of_the_sixteen(run: Run) -> None:
    done = run("code", "--actor", "Japan", "--recipient", "North Korea", "Japan condemned North Korea for the launch.")
    found = json.loads(done.stdout)
    assert found["root"] == "ACCUSE"
    assert found["why"]


def test_doctor_says_where_things_are(run: Run) -> None:
    done = run("doctor", "--json")
    assert done.exit_code == 0
    facts = json.loads(done.stdout)
    assert facts["home"] == str(settings.home())
    assert facts["faults"] == []


@pytest.mark.parametrize("name", sorted(cli.cli.commands))
def test_every_command_explains_itself(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.exit_code == 0
    assert len(cli.cli.commands[name].get_short_help_str()) > 10


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize(
    "command", [("read", "-"), ("code", "--actor", "Iran", "--recipient", "Iraq", "Iran met Iraq."), ("add", "-")]
)
def test_fast_chooses_the_quicker_reader_for_one_run(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], fast: bool
) -> None:
    opened = []

    def load(threads: int, tier: str = "full") -> None:
        opened.append(tier)
        raise CorantoError("enough seen")

    monkeypatch.setattr(nlp, "load", load)
    run(*command, *(["--fast"] if fast else []), given=LAUNCH)
    assert opened == ["fast" if fast else "full"]
    assert settings.load().reader == "full"
