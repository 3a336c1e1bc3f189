"""The types of PLOVER: complete, well formed, and each with sentences that say what it is and is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
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
        ('code = "AID"', 'code = "GIFT"', "1:1: unknown type 'GIFT'"),
        ('code = "AID"', 'code = "AID"\njoint = "GIFT"', "2:1: unknown type 'GIFT'"),
        ('code = "AID"', 'code = "ACCUSE"', "1:1: type ACCUSE stands in plover/ACCUSE.toml already"),
        ("material cooperation", "nice", "3:1: quad 'nice' is none of ours"),
        ("@aid", "@ade", "4:29: no word set '@ade'"),
        ("bread", "#bread", "4:34: no kind '#bread'"),
        ("obj{", "obj[", "4:28: cannot read '['"),
        (">to", ">t0", "4:57: cannot read '0'"),
        ("verbs =", "verb =", "4:1: unknown key 'verb'"),
        ("verbs =", 'nouns = "gift"\nverbs =', "4:1: 'nouns' is no list of strings"),
        ("[", "", "not a TOML file"),
        ("verbs =", "quad = 1\nverbs =", "4:9: not a TOML file: Cannot overwrite a value"),
    ],
)
def test_faults_name_file_line_column_and_remedy(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(CodebookError) as caught:
        overlay(tmp_path, GOOD.replace(old, new, 1))
    assert words in str(caught.value)
    assert str(tmp_path / "AID.toml") in str(caught.value)
    assert "docs/patterns.md" in str(caught.value)


def test_the_line_is_shown_with_a_caret_under_the_place(tmp_path: Path) -> None:
    with pytest.raises(CodebookError) as caught:
        overlay(tmp_path, GOOD.replace("@aid", "@ade"))
    lines = str(caught.value).splitlines()
    shown, caret = next(pair for pair in pairwise(lines) if pair[0].endswith('iobj"]'))
    assert shown[caret.index("^") :].startswith("@ade,")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('a = ["@b"]\nb = ["@a"]\n', encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        overlay(tmp_path, GOOD.replace("@aid", "@ade").replace("@missile", "@mistle").replace(">to", ">t0"))
    told = str(caught.value)
    assert all(part in told for part in ("@ade", "@mistle", "cannot read '0'", "the set takes in itself"))


@pytest.mark.parametrize(
    ("code", "mode", "words"),
    [
        ("RETREAT", "withdrw", "5:2: unknown mode 'withdrw' of RETREAT (write one of withdraw, release,"),
        ("AID", "food", "5:2: AID has no modes, so no 'food'"),
    ],
)
def test_a_mode_that_plover_does_not_have(tmp_path: Path, code: str, mode: str, words: str) -> None:
    text = GOOD.replace("AID", code, 1) + f'[modes.{mode}]\nmeaning = "Other."\nnoun = []\n'
    (tmp_path / f"{code}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_types([tmp_path])
    assert words in str(caught.value)
    assert "7:1: unknown key 'noun'" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('a = ["x", "@b"]\nb = ["@c"]\nc = ["@a"]\n', "3:7: the set takes in itself: @a → @b → @c → @a"),
        ('a = ["@a"]\n', "1:7: the set takes in itself: @a → @a"),
        ('a = ["x"]\nb = ["@aa"]\n', "2:7: no word set '@aa'"),
        ('a = ["#wepon"]\n', "1:7: no kind '#wepon'"),
        ('a = "x"\n', "1:1: 'a' is no list of words"),
    ],
)
@pytest.mark.parametrize("name", ["words.toml", "contexts.toml"])
def test_word_sets_are_refused_with_their_line(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_types([tmp_path])
    assert f"{tmp_path / name}:{words}" in str(caught.value)


def test_a_set_may_take_in_one_that_is_named_behind_it(tmp_path: Path) -> None:
    (tmp_path / "contexts.toml").write_text('a = ["x", "@b"]\nb = ["y", "@c"]\nc = ["z"]\n', encoding="utf-8")
    assert load_types([tmp_path]).contexts["a"] == {"x", "y", "z"}


@pytest.mark.parametrize(
    "verbs",
    [
        '"ladle|spoon obj{soup}", "^spoon obj{soup} >to"',
        '"ladle obj{soup}", "^ladle obj{soup}"',
        '"ladle obj{soup}", "spoon|^ladle obj{soup}"',
        '"ladle obj{soup,stew} to", "^ladle to obj{stew}"',
        '"ladle obj|iobj{soup}", "^ladle obj{soup} !to"',
        '"ladle !to{dog}", "^ladle !to"',
        '"ladle +out obj", "^ladle_out obj"',
        '"ladle|spoon|^ladle obj"',
    ],
)
def test_a_trigger_that_can_never_win_is_told_at_its_head(tmp_path: Path, verbs: str) -> None:
    text = GOOD[: GOOD.index("verbs")] + f"verbs = [{verbs}]\n"
    with pytest.raises(CodebookError) as caught:
        overlay(tmp_path, text.replace("^", ""))
    (first, *_) = str(caught.value).splitlines()
    place, _, told = first.partition(": ")
    assert place == f"{tmp_path / 'AID.toml'}:4:{text.splitlines()[3].index('^') + 1}"
    assert "can never win" in told or "stands twice" in told


def test_a_trigger_of_another_type_may_be_what_goes_first(tmp_path: Path) -> None:
    with pytest.raises(CodebookError) as caught:
        overlay(tmp_path, GOOD.replace("obj{@aid,bread}", "obj").replace("give|hand_out", "strafe").replace(" obj", ""))
    assert "under “strafe” this trigger can never win, since plover/ASSAULT.toml:" in str(caught.value)


@pytest.mark.parametrize(
    "verbs",
    [
        '"ladle obj{soup}", "ladle obj"',
        '"ladle obj{soup}", "ladle obj{stew}"',
        '"ladle obj{soup} to", "ladle obj{soup} from"',
        '"ladle !to", "ladle !to{dog}"',
        '"ladle obj{soup}", "ladle iobj|obj{soup}"',
        '"ladle obj{soup}", "ladle clause{soup}"',
    ],
)
def test_a_trigger_that_wins_somewhere_is_no_fault(tmp_path: Path, verbs: str) -> None:
    found = overlay(tmp_path, GOOD[: GOOD.index("verbs")] + f"verbs = [{verbs}]\n")
    assert len(found.triggers("verb", "ladle")) == 2
