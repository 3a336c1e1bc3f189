"""A corpus read into a folder by several processes that die, fail and begin again."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import cast

import pyarrow.parquet as pq
import pytest

from coranto import scale
from coranto.errors import InputError, SettingError, UsageError
from coranto.model import Problem
from coranto.model.forms import claim_form
from coranto.read import Tools, read
from coranto.scale import manifest, pool, shards, telling
from coranto.scale.corpus import Job, articles
from coranto.scale.pool import Failed, run
from coranto.settings import Settings

ROOT = Path(__file__).parents[2]
FAST = Settings(reader="fast")
NOW = datetime(2024, 11, 5, tzinfo=UTC)
TEXTS = [
    "Kenya condemned Peru on Monday, its foreign ministry said.",
    "Troops of Chad shelled a village in Ghana and killed 12 people.",
    "Norway may send 40 soldiers to Oman, officials said.",
    "Iran denied that it had fired missiles at Turkey.",
    "Cuba expelled 5 diplomats of Brazil.",
]


def corpus(path: Path, texts: list[str]) -> scale.Corpus:
    rows = [{"id": f"a{n}", "text": text, "published": "2024-11-05"} for n, text in enumerate(texts, 1)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return scale.open_corpus(path, "jsonl")


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Settings with a step of our own that ends processes; it must be found by the processes too."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setenv("CORANTO_TEST_MARK", str(tmp_path / "mark"))
    return replace(FAST, steps=("steps:misbehave",))


def rows(folder: Path, name: str) -> list[Mapping[str, object]]:
    return pq.read_table(folder / name).to_pylist()  # type: ignore[no-any-return]  # pyarrow has no types


def test_rows_are_the_claims_that_are_printed(tmp_path: Path, tools: Tools) -> None:
    job = Job(0, 1, tuple(scale.units(corpus(tmp_path / "c.jsonl", TEXTS))), NOW)
    shard = shards.write(job, tools, lambda _: None, tmp_path / "out")
    printed = []
    for number, unit in job.numbered():
        reading = read(next(one for one in articles(unit, number, NOW) if not isinstance(one, Problem)), tools)
        printed += [claim_form(claim, reading) for claim in reading.claims]
    found = rows(tmp_path / "out", "claims")
    assert len(found) == shard.rows["claims"] == len(printed) > 4
    for row, claim in zip(found, printed, strict=True):
        about = [one["claim"] for one in cast("list[Mapping[str, object]]", claim["about"])]
        assert {name: row[name] for name in claim} == {**claim, "about": about}
    assert [row["article"] for row in rows(tmp_path / "out", "articles")] == ["a1", "a2", "a3", "a4", "a5"]


def test_a_shard_that_was_changed_is_made_again(tmp_path: Path, tools: Tools) -> None:
    job = Job(3, 31, tuple(scale.units(corpus(tmp_path / "c.jsonl", TEXTS[:1]))), NOW)
    assert shards.kept(tmp_path, 3) is None
    shard = shards.write(job, tools, lambda _: None, tmp_path)
    assert shards.kept(tmp_path, 3) == shard
    table = tmp_path / "claims" / "part-000003.parquet"
    table.write_bytes(table.read_bytes()[:-1] + b"x")
    assert shards.kept(tmp_path, 3) is None
    table.unlink()
    assert shards.kept(tmp_path, 3) is None
    (tmp_path / "shards" / "000003.json").write_text("{", encoding="utf-8")
    assert shards.kept(tmp_path, 3) is None


def test_half_a_character_pair_is_written_as_what_cannot_be_read(tmp_path: Path, tools: Tools) -> None:
    unit = b'{"id": "x\\ud83d", "text": "Kenya condemned Peru."}'
    shards.write(Job(0, 1, (unit,), NOW), tools, lambda _: None, tmp_path)
    assert [row["article"] for row in rows(tmp_path, "articles")] == ["x\ufffd"]


def test_killed_and_taken_up_again_it_is_what_an_undisturbed_run_makes() -> None:
    script = [sys.executable, str(ROOT / "tools" / "kill_pool.py")]
    done = subprocess.run(  # noqa: S603 - our own script
        [*script, "--articles", "24", "--units-a-shard", "3", "--kills", "1", "--workers", "1", "--others", "2"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("the same\n")


def test_who_kills_is_left_out_and_all_others_are_read(tmp_path: Path, misbehaving: Settings) -> None:
    import steps

    texts = [TEXTS[0], f"{TEXTS[1]} {steps.DEADLY}", f"{TEXTS[2]} {steps.ONCE}", f"{TEXTS[3]} {steps.FAULTY}", TEXTS[4]]
    seen: list[tuple[int, int]] = []
    given = corpus(tmp_path / "c.jsonl", texts)
    record = scale.read_to(given, tmp_path / "out", scale.Crew(misbehaving), 4, lambda *step: seen.append(step))
    assert record["finished"]
    assert [row["article"] for row in rows(tmp_path / "out", "articles")] == ["a1", "a3", "a5"]
    problems = {(row["unit"], row["code"]) for row in rows(tmp_path / "out", "problems")}
    assert {(2, "scale.killed-reader"), (4, "scale.unreadable")} <= problems
    assert seen[-1] == (5, 5)


def test_a_job_that_kills_too_many_is_given_up_by_name_and_the_next_are_read(
    misbehaving: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import steps

    monkeypatch.setattr(pool, "MOST_DEATHS", 3)
    units = tuple(json.dumps({"text": f"{n} {steps.DEADLY}"}).encode() for n in range(4))
    good = tuple(json.dumps({"text": text}).encode() for text in TEXTS[:1])
    jobs = iter([Job(0, 1, units, NOW), Job(1, 5, good, NOW)])
    failed, told = list(run(jobs, partial(telling.tell, form="line"), scale.Crew(misbehaving, 1)))
    assert isinstance(failed, Failed)
    assert failed.why.startswith("units 1 to 4 (shard 0): reading it ended 3 processes, the last at unit 2")
    assert isinstance(told, list)
    assert [type(one) for one in told] == [scale.Told]


def test_results_come_in_order_from_several_processes() -> None:
    units = [json.dumps({"id": f"a{n}", "text": TEXTS[n % 5] * (1 + 6 * (n % 3 == 0))}).encode() for n in range(20)]
    alone, together = (list(scale.tell_all(units, "claims", scale.Crew(FAST, workers))) for workers in (1, 2))
    assert [_printed(one) for one in alone] == [_printed(one) for one in together]
    articles = [json.loads(line)["article"] for one in together if isinstance(one, scale.Told) for line in one.lines]
    assert articles == sorted(articles, key=lambda ref: int(ref[1:]))
    assert len(set(articles)) > 15


def _printed(one: scale.Told | Problem) -> object:
    """What is printed of it, and what its events are made of; sketches are arrays, which do not compare."""
    return (one.lines, one.kept.reports if one.kept else ()) if isinstance(one, scale.Told) else one


def test_a_set_up_with_which_no_process_can_work_is_an_error() -> None:
    with pytest.raises(SettingError):
        list(scale.tell_all([b"{}"], "claims", scale.Crew(Settings(reader="nonsense"), 2)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"input": {}}, "another input"),
        ({"run": {}}, "another run"),
        ({"units_a_shard": 9, "settings": 1}, "another settings and another number of units"),
    ],
)
def test_a_folder_made_by_another_run_is_refused(tmp_path: Path, change: dict[str, object], words: str) -> None:
    planned: manifest.Record = {"input": {"sha256": "x"}, "run": {"id": "y"}, "settings": {}, "units_a_shard": 5}
    assert manifest.begin(tmp_path / "out", planned) == manifest.begin(tmp_path / "out", planned)
    with pytest.raises(InputError, match=words) as refused:
        manifest.begin(tmp_path / "out", {**planned, **change})
    assert "manifest.json" in refused.value.where
    assert refused.value.remedy


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="something else"):
        manifest.begin(tmp_path, {})


def test_processes_that_load_something_else_are_refused(tools: Tools) -> None:
    manifest.check_maker(manifest.marks(tools), tools)
    with pytest.raises(UsageError, match="changed during the run"):
        manifest.check_maker(("", "", ""), tools)
