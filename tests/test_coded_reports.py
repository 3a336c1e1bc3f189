"""Our own coded reports are well-formed, large enough, and hold back what is measured on."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

CODER = Path(__file__).parents[1] / "training" / "coder"
sys.path.insert(0, str(CODER))

from articles import FaultError, act, held_out, read_reports, reports  # noqa: E402 - a script of the training room

from coranto.model import Status  # noqa: E402 - after the path to the script

FOUND = read_reports(CODER / "articles")
ACTS = [one for report in FOUND for told in report.told for one in told.acts]


def test_no_line_is_faulty() -> None:
    faults: list[str] = []
    for path in sorted((CODER / "articles").glob("*.txt")):
        reports(path, faults)
    assert not faults


def test_there_are_enough() -> None:
    assert len(FOUND) >= 900
    assert len(ACTS) >= 15_000
    assert min(Counter(one.claim.type for one in ACTS).values()) >= 200
    assert min(Counter(one.claim.status for one in ACTS).values()) >= 150


def test_one_in_ten_is_held_back_and_none_of_its_sentences_is_learnt_from() -> None:
    held = [report for report in FOUND if held_out(report)]
    assert 0.05 < len(held) / len(FOUND) < 0.15
    learnt = {told.text for report in FOUND if not held_out(report) for told in report.told}
    assert not {told.text for report in held for told in report.told if told.acts} & learnt


def test_an_act_says_where_its_words_stand() -> None:
    sentence = "Chad freed 12 soldiers."
    (one,) = act(
        "= freed | Chad | 12 soldiers | RETREAT/release; actor TCD.GOV; recipient SDN.MIL; status happened; certain",
        sentence,
    )
    assert [sentence[a:b] for a, b in (one.trigger, *one.actors, *one.recipients)] == ["freed", "Chad", "12 soldiers"]
    assert one.core
    assert one.claim.status is Status.HAPPENED


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("= fled | Chad | - | RETREAT; actor TCD.GOV; recipient none; status happened; certain", "does not stand"),
        ("= freed | Chad | RETREAT; actor TCD.GOV; recipient none; status happened; certain", "3 parts"),
        ("= freed | Chad | - | RETREAT/flee; actor TCD.GOV; recipient none; status happened; certain", "no mode flee"),
        ("= freed | Chad | - | RETREAT; actor TCD.GVT; recipient none; status happened; certain", "no code TCD.GVT"),
        ("= freed | Chad | - | RETREAT; actor TCD.GOV; recipient none; certain", "must stand there"),
    ],
)
def test_faults_are_told(line: str, message: str) -> None:
    with pytest.raises(FaultError, match=message):
        list(act(line, "Chad freed 12 soldiers."))
