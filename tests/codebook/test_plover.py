"""The types of PLOVER: complete, well formed, and each with sentences that say what it is and is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coranto.codebook.plover import PLOVER, STATEMENTS, Types, load_types
from coranto.errors import CodebookError
from coranto.model import Reading

TYPES = load_types()
YES = [(code, sentence) for code, one in TYPES.types.items() for sentence in one.yes]
NO = [(code, sentence) for code, one in TYPES.types.items() for sentence in one.no]


def test_all_types_are_there() -> None:
    assert set(TYPES.types) == {*PLOVER, *STATEMENTS}


def test_every_type_has_meaning_examples_and_triggers() -> None:
    for one in TYPES.types.values():
        assert one.meaning.endswith("."), one.code
        assert len(one.yes) >= 2, one.code
        assert one.no, one.code
        assert len(one.triggers) >= 8, one.code


def test_modes_are_plovers() -> None:
    modes = {code: {mode.name for mode in one.modes} for code, one in TYPES.types.items()}
    assert modes["CONSULT"] == {"visit", "third-party", "multilateral", "phone"}
    assert modes["RETREAT"] == {"withdraw", "release", "disarm", "ceasefire", "access", "resign"}
    assert modes["REQUEST"] == modes["REJECT"] == {"assist", "change", "yield", "meet"}
    assert len(modes["ASSAULT"]) == 15
    assert len(modes["COERCE"]) == 10


@pytest.mark.parametrize(("code", "sentence"), YES)
def test_yes(code: str, sentence: str, read_sentence: Callable[..., Reading]) -> None:
    acts = read_sentence(sentence, date(2024, 11, 5)).acts
    assert code in {act.type for act in acts}, [(act.type, act.why) for act in acts]


@pytest.mark.parametrize(("code", "sentence"), NO)
def test_no(code: str, sentence: str, read_sentence: Callable[..., Reading]) -> None:
    acts = read_sentence(sentence, date(2024, 11, 5)).acts
    assert not [act.why for act in acts if act.type == code and act.status.took_place]


def overlay(folder: Path, text: str) -> Types:
    (folder / "AID.toml").write_text(text, encoding="utf-8")
    return load_types([folder])


GOOD = """code = "AID"
meaning = "Gives."
quad = "material cooperation"
verbs = ["give|hand_out obj{@aid,bread} !to{@missile} >to,iobj"]
"""


def test_notation(tmp_path: Path) -> None:
    plain, particle = overlay(tmp_path, GOOD).types["AID"].triggers
    assert (plain.lemmas, particle.lemmas) == (("give",), ("hand",))
    assert [option.slot for need in particle.needs for option in need.options] == ["+out", "obj", "to"]
    assert {"bread", "money"} <= plain.needs[0].options[0].words
    assert plain.needs[1].forbidden
    assert plain.recipient == ("to", "iobj")


def test_a_slot_without_words_takes_those_of_the_next(tmp_path: Path) -> None:
    trigger = overlay(tmp_path, GOOD.replace("obj{@aid,bread}", "over|into{sea}|with")).types["AID"].triggers[0]
    assert [(one.slot, set(one.words)) for one in trigger.needs[0].options] == [
        ("over", {"sea"}),
        ("into", {"sea"}),
        ("with", set()),
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('code = "AID"', 'code = "GIFT"', "unknown type 'GIFT'"),
        ("material cooperation", "nice", "is none of"),
        ("@aid", "@ade", "no word set '@ade'"),
        ("obj{", "obj[", "cannot read"),
        (">to", ">t0", "names no place"),
        ("verbs =", "verb =", "unknown key 'verb'"),
        ("[", "", "not a TOML file"),
    ],
)
def test_faults_name_file_and_remedy(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(CodebookError) as caught:
        overlay(tmp_path, GOOD.replace(old, new, 1))
    assert words in str(caught.value)
    assert str(tmp_path / "AID.toml") in str(caught.value)
    assert "docs/patterns.md" in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(CodebookError) as caught:
        overlay(tmp_path, GOOD.replace("@aid", "@ade").replace("@missile", "@mistle"))
    assert "@ade" in str(caught.value)
    assert "@mistle" in str(caught.value)
