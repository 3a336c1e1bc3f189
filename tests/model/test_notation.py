"""The one-line notation: what a line means, what it refuses, and that writing and reading undo each other."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coranto.model import (
    Act,
    Attribution,
    Certainty,
    Claim,
    DisputeKind,
    Grain,
    Kind,
    LinkKind,
    Mention,
    Precision,
    Span,
    Stance,
    Status,
    When,
)
from coranto.model.notation import (
    ClaimLine,
    Count,
    Days,
    DisputeLine,
    ForecastLine,
    LinkLine,
    NotationError,
    Place,
    Side,
    Voice,
    match,
    of_claim,
    parse,
    write,
)

names = st.text(min_size=1, max_size=12)
codes = st.one_of(st.from_regex(r"[A-Z]{3}(\.[A-Z]{3})?", fullmatch=True), names)
several = st.one_of(st.none(), st.lists(codes, max_size=3).map(tuple))
days = st.builds(Days, st.one_of(st.none(), st.dates()), st.one_of(st.none(), st.dates()))
numbers = st.one_of(
    st.none(), st.integers(-(10**9), 10**9).map(float), st.floats(allow_nan=False, allow_infinity=False)
)
counts = st.builds(Count, names, numbers, numbers, st.text(max_size=5))
places = st.one_of(
    st.just(Place()),
    st.builds(Place, names, st.one_of(st.none(), codes), st.one_of(st.none(), st.sampled_from(Precision))),
)
voices = st.builds(
    Voice,
    st.lists(codes, max_size=2).map(tuple),
    st.sampled_from(Stance),
    st.lists(st.text(max_size=8), max_size=2).map(tuple),
)


def claim_lines(inner: st.SearchStrategy[ClaimLine] | None) -> st.SearchStrategy[ClaimLine]:
    return st.builds(
        ClaimLine,
        type=st.sampled_from(["", "STATE", "DENY", "ASSAULT", "MOBILIZE"]),
        mode=st.one_of(st.none(), st.sampled_from(["", "aerial", "suicide-attack", "none-of-these"])),
        contexts=several,
        actors=several,
        recipients=several,
        date=st.one_of(st.none(), days),
        place=st.one_of(st.none(), places),
        amounts=st.one_of(st.none(), st.lists(counts, max_size=2).map(tuple)),
        status=st.one_of(st.none(), st.sampled_from(Status)),
        certainty=st.one_of(st.none(), st.sampled_from(Certainty)),
        voices=st.one_of(st.none(), st.lists(voices, max_size=2).map(tuple)),
        about=st.none() if inner is None else st.one_of(st.none(), st.lists(inner, max_size=2).map(tuple)),
    )


plain = claim_lines(None)
lines = st.one_of(
    claim_lines(plain),
    st.builds(
        DisputeLine,
        st.sampled_from(DisputeKind),
        st.text(max_size=8),
        st.lists(st.builds(Side, st.text(max_size=8), several), max_size=3).map(tuple),
    ),
    st.builds(LinkLine, st.sampled_from(LinkKind), plain, plain, several, st.one_of(st.none(), st.booleans())),
    st.builds(
        ForecastLine, names, plain, several, st.one_of(st.none(), days), st.one_of(st.none(), st.text(max_size=20))
    ),
)


@given(lines)
def test_reading_undoes_writing(line: ClaimLine | DisputeLine | LinkLine | ForecastLine) -> None:
    written = write(line)
    assert parse(written) == line
    assert written.isprintable(), "a line is one line"


@given(st.text(max_size=60))
def test_any_text_is_a_line_or_an_error_with_its_column(text: str) -> None:
    column = 1
    try:
        written = write(parse(text))
    except NotationError as fault:
        column, written = fault.column, "STATE"
    assert 1 <= column <= len(text) + 1
    assert write(parse(written)) == written


LAUNCH = 'MOBILIZE/weapons; actor PRK.MIL; date 2024-11-05; status happened; certain; per KOR.MIL "confirmed"'


def test_the_line_of_the_house() -> None:
    assert parse(LAUNCH) == ClaimLine(
        "MOBILIZE",
        "weapons",
        actors=("PRK.MIL",),
        date=Days(date(2024, 11, 5), date(2024, 11, 5)),
        status=Status.HAPPENED,
        certainty=Certainty.CERTAIN,
        voices=(Voice(("KOR.MIL",), Stance.ASSERTS, ("confirmed",)),),
    )
    assert write(parse(LAUNCH)) == LAUNCH


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 1, "expected a line"),
        ("assault", 1, "begins with its type"),
        ("ASSAULT; actor", 15, "expected a word"),
        ("ASSAULT; actor PRK; actor KOR", 21, "given twice"),
        ("ASSAULT; colour red", 10, "no field 'colour'"),
        ("ASSAULT; date 2024-13-01", 15, "no such day"),
        ("ASSAULT; date soon", 15, "expected a day"),
        ('ASSAULT; place "Seoul', 16, "quotes that do not close"),
        ("ASSAULT; status done", 17, "expected one of: happened"),
        ("ASSAULT; amount killed many", 24, "expected a number"),
        ("ASSAULT; certain of it", 17, "nothing may follow"),
        ("ASSAULT; certain; probable", 19, "given twice"),
        ("ASSAULT; about [DENY; actor RUS", 32, "closing square bracket"),
        ("link response; first [ASSAULT]", 31, "needs the field 'then'"),
        ("forecast risk", 14, "needs the field 'of'"),
        ("link sideways; first [ASSAULT]", 6, "expected one of: response"),
    ],
)
def test_an_error_names_the_column(text: str, column: int, words: str) -> None:
    with pytest.raises(NotationError, match=re.escape(words)) as caught:
        parse(text)
    assert caught.value.column == column
    caret = str(caught.value).splitlines()[-1]
    assert caret.rstrip().endswith("^")


@pytest.mark.parametrize(
    ("expected", "found", "differ"),
    [
        ("ASSAULT", "ASSAULT/aerial; actor RUS.MIL; status happened", ()),
        ("ASSAULT/none", "ASSAULT/aerial", ("mode",)),
        ("ASSAULT; actor RUS", "ASSAULT; actor UKR", ("actors",)),
        ("CONSULT; actor KOR.GOV, IGO.EU", "CONSULT; actor IGO.EU, KOR.GOV", ()),
        ("ASSAULT; date none", "ASSAULT; date 2024-11-05", ("date",)),
        ("ASSAULT; date none", "ASSAULT", ()),
        ('ASSAULT; place "Kharkiv"', 'ASSAULT; place "Kharkiv" UKR city', ()),
        ('ASSAULT; place "Kharkiv" UKR point', 'ASSAULT; place "Kharkiv" UKR city', ("place",)),
        ("ASSAULT; amount killed 3, injured 5..", "ASSAULT; amount injured 5.., killed 3", ()),
        ("ASSAULT; amount killed 3", "ASSAULT; amount killed 4", ("amounts",)),
        ("ASSAULT; per narrator", 'ASSAULT; per UKR.MIL "said"', ("voices",)),
        ("ASSAULT; per UKR.MIL", 'ASSAULT; per UKR.MIL "said"', ()),
        ("DENY; per RUS.GOV denies", 'DENY; per RUS.GOV declines to answer "deflected"', ("voices",)),
        ("REQUEST; about [RETREAT; status demanded]", "REQUEST; about [RETREAT; status happened]", ("about",)),
        ("REQUEST; about [RETREAT]", "REQUEST; about [RETREAT; status demanded]", ()),
        ("ASSAULT; status happened; certain", "ASSAULT; status historical; possible", ("status", "certainty")),
    ],
)
def test_match_names_the_fields_that_differ(expected: str, found: str, differ: tuple[str, ...]) -> None:
    left, right = parse(expected), parse(found)
    assert isinstance(left, ClaimLine)
    assert isinstance(right, ClaimLine)
    assert match(left, right) == differ


def test_the_line_of_a_claim_holds_inclusive_days_and_the_words_of_its_voices() -> None:
    text = "Seoul's army said\nthat the North fired two missiles."
    north = Mention(Span(23, 32), Kind.COUNTRY, "PRK.GOV", 1, 5, 1.0, "a name")
    when = When(
        Span(0, 1),
        "DATE",
        "2024-11-05",
        Grain.DAY,
        datetime(2024, 11, 5, tzinfo=UTC),
        datetime(2024, 11, 6, tzinfo=UTC),
        None,
        "",
    )
    said = Attribution((Span(0, 12),), (Span(13, 17),), (Span(18, 50),), ("KOR.MIL",), Stance.ASSERTS, direct=False)
    act = Act(
        Span(33, 38), 6, "MOBILIZE", "weapons", (), (north,), (), Status.HAPPENED, (Span(0, 51),), 1.0, "", time=when
    )
    claim = Claim("a", "v", act, (said,), Certainty.CERTAIN, (), act.evidence)
    expected = 'MOBILIZE/weapons; actor PRK.GOV; date 2024-11-05; status happened; certain; per KOR.MIL "said"'
    assert write(of_claim(claim, text)) == expected


GUIDE = Path(__file__).parents[2] / "docs" / "notation.md"


def examples() -> list[str]:
    blocks = re.findall(r"```coranto\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_the_guide_has_examples_of_every_kind() -> None:
    assert {type(parse(line)) for line in examples()} == {ClaimLine, DisputeLine, LinkLine, ForecastLine}


@pytest.mark.parametrize("line", examples())
def test_the_examples_of_the_guide_are_written_as_they_stand(line: str) -> None:
    assert write(parse(line)) == line
