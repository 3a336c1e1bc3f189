"""Names to codes, on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coranto.codebook import Codebook
from coranto.codebook.actors import WORD
from coranto.codebook.roster import plural

NOVEMBER = date(2024, 11, 5)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("South Korea", "KOR"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("Burkinabe", "BFA"),
        ("Kremlin", "RUS.GOV"),
        ("Pyongyang", "PRK.GOV"),
        ("KCNA", "PRK.MED"),
        ("Pentagon", "USA.MIL"),
        ("Knesset", "ISR.LEG"),
        ("Security Council", "IGO.UN"),
        ("NATO", "IGO.NATO"),
        ("Hezbollah", "LBN.REB"),
        ("Yonhap", "KOR.MED"),
        ("Josep Borrell", "IGO.EU"),
        ("Taiwan", "TWN"),
        ("Kosovo", "XKX"),
    ],
)
def test_code_of_a_name(codebook: Codebook, name: str, code: str) -> None:
    assert code in {party.code_on(NOVEMBER) for party in codebook.actors.named(name)}


@pytest.mark.parametrize("word", ["us", "turkey", "who", "is", "chad", "the north sea"])
def test_common_words_are_no_names(codebook: Codebook, word: str) -> None:
    assert codebook.actors.named(word) == ()


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("Taliban", date(2021, 8, 14), "AFG.REB"),
        ("Taliban", date(2021, 8, 15), "AFG.GOV"),
        ("Donald Trump", date(2018, 6, 12), "USA.GOV"),
        ("Donald Trump", date(2024, 11, 5), "USA.PTY"),
        ("Donald Trump", date(2025, 3, 1), "USA.GOV"),
        ("Mark Rutte", date(2024, 1, 1), "NLD.GOV"),
        ("Mark Rutte", date(2024, 12, 1), "IGO.NATO"),
        ("Benjamin Netanyahu", date(2022, 3, 1), "ISR.OPP"),
        ("Kaja Kallas", date(2024, 10, 1), "EST.GOV"),
    ],
)
def test_offices_are_held_from_day_to_day(codebook: Codebook, name: str, day: date, code: str) -> None:
    assert {party.code_on(day) for party in codebook.actors.named(name)} == {code}


def test_the_longest_name_wins(codebook: Codebook) -> None:
    size, parties = codebook.actors.match(["South", "Sudan", "said"])
    assert size == 2
    assert {party.country for party in parties} == {"SSD"}


@pytest.mark.parametrize(
    ("noun", "sector"),
    [
        ("soldiers", "MIL"),
        ("spokeswoman", "GOV"),
        ("secretaries of state", "GOV"),
        ("police officers", "COP"),
        ("gunmen", "UAF"),
        ("lawmakers", "LEG"),
        ("intelligence agencies", "SPY"),
        ("protesters", "CVL"),
        ("aid workers", "NGO"),
    ],
)
def test_sector_of_an_agent_noun(codebook: Codebook, noun: str, sector: str) -> None:
    words = WORD.findall(noun)
    size, agent = codebook.actors.agent(words)
    assert size == len(words)
    assert agent is not None
    assert agent.sector == sector


def test_analysts_act_for_nobody(codebook: Codebook) -> None:
    _, agent = codebook.actors.agent(["analysts"])
    assert agent is not None
    assert agent.sector is None


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("army", "armies"),
        ("spokesman", "spokesmen"),
        ("chief of staff", "chiefs of staff"),
        ("attorney general", "attorneys general"),
        ("church", "churches"),
        ("boy", "boys"),
    ],
)
def test_plural(noun: str, many: str) -> None:
    assert plural(noun) == many


@given(st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_match_never_takes_more_words_than_there_are(codebook: Codebook, words: list[str]) -> None:
    size, parties = codebook.actors.match(words)
    assert 0 <= size <= len(words)
    assert bool(size) == bool(parties)
