"""Who vouches for an act: a sentence in, the holders of its claim out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coranto.model import Reading

Read = Callable[..., Reading]


def holders(reading: Reading, type_: str) -> list[tuple[str, ...]]:
    return [claim.holders for claim in reading.claims if claim.act.type == type_]


@pytest.mark.parametrize(
    ("text", "type_", "held_by"),
    [
        ("Turkey attacked two villages in Syria.", "ASSAULT", ()),
        ("Syria's army said Turkey attacked two villages.", "ASSAULT", ("SYR.MIL",)),
        ("Turkey has reportedly attacked two villages in Syria.", "ASSAULT", ("UNK",)),
        ("France condemned Israel's attack on Beirut.", "ASSAULT", ()),
        ("France condemned Israel's attack on Beirut.", "ACCUSE", ()),
        ("France's government said it condemned Israel's attack on Beirut.", "ACCUSE", ()),
        ("Brazil accused Venezuela of attacking two villages.", "ASSAULT", ("BRA.GOV",)),
    ],
)  # fmt: skip
def test_who_vouches(text: str, type_: str, held_by: tuple[str, ...], read_sentence: Read) -> None:
    assert held_by in holders(read_sentence(text), type_)
