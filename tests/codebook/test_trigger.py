"""The notation of triggers: what the grammar reads, and what it says of what it cannot read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coranto.codebook import trigger
from coranto.codebook.trigger import Notation, notations, parse


def test_every_part_of_a_trigger_is_read() -> None:
    found = parse("give|hand_out obj{@aid,#weapon,u.s.} !over|into{sea}|with +out clause{} <light >to,iobj")
    assert found == Notation(
        heads=("give", "hand_out"),
        needs=(
            (False, (("obj", ("@aid", "#weapon", "u.s.")),)),
            (True, (("over", None), ("into", ("sea",)), ("with", None))),
            (False, (("+out", None),)),
            (False, (("clause", ()),)),
        ),
        actor=("light",),
        recipient=("to", "iobj"),
    )


def test_nobody_is_not_the_same_as_nothing_said() -> None:
    assert parse("give >none").recipient == ()
    assert parse("give").recipient is None


@pytest.mark.parametrize(
    ("line", "at", "remedy"),
    [
        ("", 0, "a head word"),
        (" obj", 0, "a head word"),
        ("give||send", 5, "a head word"),
        ("give_", 5, "the head's particle"),
        ("look_forward_to", 12, "one space"),
        ("give  obj", 5, "a place like obj"),
        ("give ", 5, "a place like obj"),
        ("give Obj", 5, "a place like obj"),
        ("give !", 6, "a place like obj"),
        ("give obj[aid]", 8, "“{”"),
        ("give obj{aid", 12, "“}”"),
        ("give obj{aid tent}", 12, "“,”"),
        ("give obj{aid,}", 13, "a set like @aid"),
        ("give obj{aid}}", 13, "one space"),
        ("give >", 6, "“none”"),
        ("give >t0", 7, "“,”"),
    ],
)
def test_a_slip_is_told_where_it_is_with_what_may_stand_there(line: str, at: int, remedy: str) -> None:
    slip, *_ = parse(line).slips
    assert slip.at == at
    assert remedy in slip.remedy


def test_what_comes_behind_a_slip_is_read_and_keeps_its_column() -> None:
    found = parse("give obj[aid] to{@people} >t0")
    assert [slip.at for slip in found.slips] == [8, 28]
    assert found.needs[1] == (False, (("to", ("@people",)),))


@given(st.text(alphabet="ab_|{}!<>@#+,- é", max_size=24))
def test_any_line_is_read_or_refused_at_a_letter_of_its_own(line: str) -> None:
    found = parse(line)
    assert all(0 <= slip.at <= len(line) for slip in found.slips)
    assert found.slips or "_".join(found.heads[0].split("_")) in line


def test_what_was_parsed_is_kept_and_the_parser_is_not_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORANTO_HOME", str(tmp_path))
    lines = ("give obj >to", "send_out obj{@aid} <none")
    first = notations(lines)
    monkeypatch.setattr(trigger, "parse", None)
    again = notations(lines)
    # JSON has lists where the grammar gives tuples, so the parts are compared one by one.
    assert [list(one.heads) for one in again.values()] == [["give"], ["send_out"]]
    assert [(one.actor, one.recipient) for one in again.values()] == [(None, ["to"]), ([], None)]
    assert [len(one.needs) for one in again.values()] == [len(one.needs) for one in first.values()]


def test_a_line_with_a_slip_is_never_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORANTO_HOME", str(tmp_path))
    assert notations(["give obj["])["give obj["].slips
    assert not (tmp_path / "cache").exists()
    assert notations(["give obj["])["give obj["].slips
