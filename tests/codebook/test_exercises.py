"""The exercise book is well-formed, large enough, and speaks of parties and types that exist."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from coranto.codebook import load
from coranto.codebook.actors import SECTORS
from coranto.codebook.exercises import LEARNT, SCORED, exercises
from coranto.errors import CodebookError
from coranto.model import Status

BOOK = exercises()


def test_there_are_enough_of_both_hands() -> None:
    assert len(exercises(LEARNT)) >= 3500
    assert len(exercises(SCORED)) >= 1000
    assert not {one.text for one in exercises(LEARNT)} & {one.text for one in exercises(SCORED)}


def test_every_type_status_and_mode_has_its_share() -> None:
    claims = [claim for one in BOOK for claim in one.claims]
    assert min(Counter(claim.status for claim in claims)[status] for status in Status) >= 200
    modes = Counter((claim.type, claim.mode) for claim in claims if claim.mode)
    assert min(modes.values()) >= 40, [mode for mode, count in modes.items() if count < 40]
    known = {(name, mode.name) for name, one in load().types.types.items() for mode in one.modes}
    assert set(modes) == known


def test_every_claim_has_a_status_a_certainty_and_an_actor() -> None:
    faults = [
        f"{one.file}:{one.line}"
        for one in BOOK
        for claim in one.claims
        if claim.status is None or claim.certainty is None or claim.actors is None
    ]
    assert not faults


def test_codes_are_the_codebooks() -> None:
    actors = load().actors
    bodies = {*actors.bodies, "IGO", "UNK", *SECTORS}
    faults = {
        f"{one.file}:{one.line} {code}"
        for one in BOOK
        for claim in one.claims
        for code in (*(claim.actors or ()), *(claim.recipients or ()))
        if code not in bodies and code.partition(".")[2] not in ("", *SECTORS)
    }
    assert not faults


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("Peru left.\n= RETREAT; status hapened\n", "a_mine.txt:2"),
        ("= RETREAT; status happened\n", "a claim without a sentence"),
        ("Peru left.\n\nChile stayed.\n= none\n", "a sentence without a claim"),
        ("Peru left.\n= link response\n", "a_mine.txt:2"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, body: str, message: str) -> None:
    (tmp_path / "a_mine.txt").write_text(body, encoding="utf-8")
    with pytest.raises(CodebookError, match="1 fault") as fault:
        exercises(folder=tmp_path)
    assert message in str(fault.value)


def test_a_users_own_book_is_read(tmp_path: Path) -> None:
    (tmp_path / "a_mine.txt").write_text("# Ours.\nPeru left.\n= none\n", encoding="utf-8")
    (found,) = exercises(folder=tmp_path)
    assert (found.file, found.line, found.text, found.claims) == ("a_mine.txt", 2, "Peru left.", ())
