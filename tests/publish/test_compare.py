"""Another data set's events beside ours: read as they come, matched by day, parties and type."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from coranto.codebook.plover import Types, load_types
from coranto.model import Event, Status
from coranto.publish import gdelt
from coranto.publish.compare import Comparison, Found, compare
from coranto.publish.foreign import Foreign, read_gdelt, read_plover

DAY = date(2024, 11, 5)
THEIRS = Foreign("1", DAY, "ACCUSE", (("PRK", "USA"),))


@pytest.fixture(scope="module")
def types() -> Types:
    return load_types()


def event(name: str = "e", **changes: object) -> Event:
    plain = Event(
        id=name, type="ACCUSE", mode=None, contexts=(), actors=("PRK.GOV",), recipients=("USA.GOV",),
        status=Status.HAPPENED, claims=("c",), variants=(), disputes=(), articles=1, sources=1,
        since=datetime(2024, 11, 5, tzinfo=UTC), until=datetime(2024, 11, 6, tzinfo=UTC), place=None, score=1.0, why="",
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def counts(found: Comparison) -> dict[str, int]:
    return {str(kind): found.count(kind) for kind in Found if found.count(kind)}


def test_the_same_day_parties_and_type_are_one_event() -> None:
    found = compare([THEIRS], [event()])
    assert counts(found) == {"both": 1}
    (pairing,) = found.pairings
    assert (pairing.theirs, pairing.ours) == (("1",), ("e",))
    (month,) = found.months
    assert (month.actor, month.recipient, month.month, month.theirs, month.ours) == ("PRK", "USA", "2024-11", 1, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"type": "THREATEN"},
        {"actors": ("RUS.GOV",)},
        {"actors": ("USA.GOV",), "recipients": ("PRK.GOV",)},
    ],
)
def test_other_parties_or_types_are_other_events(other: dict[str, object]) -> None:
    assert counts(compare([THEIRS], [event(**other)])) == {"theirs only": 1, "ours only": 1}


def test_what_we_hold_for_demanded_is_told_apart_from_what_we_lack() -> None:
    found = compare([THEIRS], [event(status=Status.DEMANDED)])
    assert counts(found) == {"not a fact here": 1}
    assert found.pairings[0].status == "demanded"
    assert found.months[0].ours == 0


def test_two_who_met_are_the_same_two_in_either_order() -> None:
    theirs = Foreign("1", DAY, "CONSULT", (("KOR", "JPN"),))
    ours = event(type="CONSULT", actors=("JPN.GOV", "KOR.GOV"), recipients=())
    assert counts(compare([theirs], [ours])) == {"both": 1}


def test_ours_are_taken_from_their_days_only() -> None:
    later = datetime(2025, 1, 1, tzinfo=UTC)
    undated = event("u", since=None, until=None)
    found = compare([THEIRS], [event(), event("l", since=later, until=later), undated])
    assert counts(found) == {"both": 1}
    assert (found.since, found.until, found.undated) == (DAY, DAY, 1)


def test_a_party_narrows_both_sides() -> None:
    theirs = [THEIRS, replace(THEIRS, id="2", pairs=(("RUS", "UKR"),))]
    assert counts(compare(theirs, [event()], party="PRK")) == {"both": 1}
    assert counts(compare(theirs, [event()], party="UKR")) == {"theirs only": 1}


def test_nothing_beside_nothing() -> None:
    found = compare([], [event()])
    assert (found.months, found.pairings, found.since) == ((), (), None)


def test_gdelts_files_are_read_in_all_their_widths(types: Types) -> None:
    row = dict.fromkeys(gdelt.COLUMNS, "") | {
        "GLOBALEVENTID": "7", "SQLDATE": "20241105", "EventCode": "0251", "Actor1CountryCode": "ROM",
        "Actor2KnownGroupCode": "UNO",
    }  # fmt: skip
    widths = (gdelt.COLUMNS, gdelt.OLD_COLUMNS, gdelt.OLD_COLUMNS[:-1])
    lines = ["\t".join(gdelt.COLUMNS) + "\n"] + ["\t".join(row[name] for name in width) + "\n" for width in widths]
    found, problems = read_gdelt(lines, types.types)
    assert found == [Foreign("7", DAY, "REQUEST", (("ROU", "IGO.UN"),))] * 3
    assert problems == []


def test_bad_lines_are_problems_and_the_others_are_read(types: Types) -> None:
    good = dict.fromkeys(gdelt.COLUMNS, "") | {"SQLDATE": "20241105", "EventCode": "112"}
    lines = ["x", *("\t".join((good | {name: bad}).values()) for name, bad in (("SQLDATE", "2024"), ("EventCode", "")))]
    found, problems = read_gdelt([*lines, "", "\t".join(good.values())], types.types)
    assert len(found) == 1
    assert [problem.code for problem in problems] == ["publish.bad-line"] * 3
    assert "line 1" in problems[0].message


def test_plovers_lines_are_read_in_both_manners() -> None:
    lines = [
        {"id": 5, "date": "2024-11-05", "actor": [{"code": "USA", "sector": "GOV"}], "recipient": [], "event": ["AID"]},
        {"date": "2024-11-05", "actor": ["USA.GOV", "USA.MIL"], "recipient": ["IGO.UN"], "event": "accuse"},
        {"id": "m", "date": "2024-11-05", "actor": ["JPN", "KOR"], "recipient": [], "event": ["CONSULT", "AGREE"]},
    ]
    found, problems = read_plover(map(json.dumps, lines))
    assert problems == []
    assert found == [
        Foreign("5", DAY, "AID", (("USA", ""),)),
        Foreign("line 2", DAY, "ACCUSE", (("USA", "IGO.UN"),)),
        Foreign("m", DAY, "CONSULT", (("JPN", "KOR"), ("KOR", "JPN"))),
        Foreign("m", DAY, "AGREE", (("JPN", ""), ("KOR", ""))),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        '{"date": "2024-11-05"}',
        '{"date": "2024-11-05", "event": "DANCE"}',
        '{"date": "yesterday", "event": "AID"}',
        '{"date": 20241105, "event": "AID"}',
        '{"date": "2024-11-01", "enddate": "2024-11-30", "event": "AID"}',
        '{"date": "2024-11-05", "event": "AID", "status": "demanded"}',
    ],
)
def test_a_plover_line_that_is_none_is_a_problem(line: str) -> None:
    found, problems = read_plover([line])
    assert found == []
    assert [problem.code for problem in problems] == ["publish.bad-line"]
