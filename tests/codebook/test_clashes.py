"""Two entries that contradict each other are refused, with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from coranto import codebook as codebooks
from coranto.codebook.actors import Term
from coranto.codebook.clashes import overlap
from coranto.errors import CodebookError

PERSON = '[[person]]\nname = "{name}"\naliases = [{aliases}]\nterms = [{{ code = "{code}", since = "2020" }}]\n'


def person(name: str, code: str = "ATL.GOV", aliases: str = "") -> str:
    return PERSON.format(name=name, code=code, aliases=aliases)


def refused(folder: Path, **files: str) -> str:
    (folder / "actors").mkdir()
    for name, text in files.items():
        (folder / "actors" / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        codebooks.load(folder)
    return str(caught.value)


def test_one_name_for_two_persons_on_the_same_days(tmp_path: Path) -> None:
    told = refused(tmp_path, a=person("Ana Poe"), b='code = "LEM"\n' + person("Bo Poe", "LEM.OPP", '"Ana Poe"'))
    assert "b.toml:4:13: 'Ana Poe' names Ana Poe in" in told
    assert "terms that do not overlap" in told
    assert '    aliases = ["Ana Poe"]\n                ^\n' in told


def test_a_shipped_persons_name_cannot_be_taken_by_another(tmp_path: Path) -> None:
    assert "'Vladimir Putin' names Vladimir Putin in actors/RUS.toml" in refused(
        tmp_path, a=person("Vlad", "ATL.GOV", '"Vladimir Putin"')
    )


def test_one_name_for_two_persons_one_after_the_other_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    early = '[[person]]\nname = "Ana Poe"\nterms = [{ code = "LEM.GOV", until = "2020" }]\n'
    (tmp_path / "actors" / "a.toml").write_text(early + person("Ana Poe"), encoding="utf-8")
    parties = codebooks.load(tmp_path).actors.named("Ana Poe")
    assert {party.code_on(None) for party in parties} == {"LEM.GOV", "ATL.GOV"}


def test_an_entry_that_stands_twice(tmp_path: Path) -> None:
    body = '[[body]]\nname = "Trident Guard"\ncode = "ATL.MIL"\n'
    told = refused(tmp_path, a=body + "\n" + body)
    assert "a.toml:6:9: Trident Guard stands in" in told
    assert "1 fault" in told


def test_a_country_in_two_files(tmp_path: Path) -> None:
    told = refused(tmp_path, a='code = "ATL"\nname = "Atlantis"\n', b='name = "Atlantis"\ncode = "ATL"\n')
    assert "b.toml:2:1: country ATL stands in" in told


def test_terms_of_two_codes_that_overlap(tmp_path: Path) -> None:
    terms = '{ code = "ATL.GOV", since = "2020", until = "2022-05" },\n  { code = "ATL.OPP", since = "2022-04" }'
    told = refused(tmp_path, a=f'[[person]]\nname = "Ana Poe"\nterms = [\n  {terms},\n]\n')
    assert "a.toml:5:32: Ana Poe: ATL.GOV (2020..2022-05) and ATL.OPP (2022-04..) overlap" in told


def test_aliases_in_a_circle(tmp_path: Path) -> None:
    bodies = [
        f'[[body]]\nname = "{a} Front"\naliases = ["{b} Front"]\ncode = "ATL.REB"\n' for a, b in ("AB", "BC", "CA")
    ]
    told = refused(tmp_path, a="".join(bodies))
    assert "a.toml:3:13: aliases in a circle: A Front → B Front → C Front → A Front" in told
    assert "1 fault" in told


def test_an_alias_that_names_another_is_no_circle(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    bodies = [
        f'[[body]]\nname = "{a} Front"\naliases = ["{b} Front"]\ncode = "ATL.REB"\n' for a, b in ("AB", "BC", "CD")
    ]
    (tmp_path / "actors" / "a.toml").write_text("".join(bodies), encoding="utf-8")
    assert {party.name for party in codebooks.load(tmp_path).actors.named("B Front")} == {"A Front", "B Front"}


def test_a_noun_under_two_sectors(tmp_path: Path) -> None:
    told = refused(tmp_path, agents='[people]\nMIL = ["harpooner"]\nCOP = ["diver", "harpooner"]\n')
    assert "agents.toml:3:18: 'harpooner' stands under [people] MIL already" in told


def test_faults_of_an_entry_stand_at_their_line(tmp_path: Path) -> None:
    good = person("Ana Poe")
    told = refused(tmp_path, a=good + '[[person]]\nname = "Bo Poe"\ncode = "ATL.GOV"\nsince = "soon"\n')
    assert "a.toml:8:10: Bo Poe: 'soon' is no day" in told


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (("2020", "2021"), ("2022", None), False),
        (("2020", "2021"), ("2021", None), False),  # handed over in the year 2021
        (("2020", "2021-03-04"), ("2021-03-04", None), False),
        (("2020", "2021-03-04"), ("2021", "2023"), False),
        (("2020", "2021-03-05"), ("2021-03-04", None), True),
        (("2020", None), ("2023", None), True),
        ((None, "2021"), (None, "2022"), True),
        (("2020", "2020"), ("2020", "2020"), True),
        (("2020-05", "2024"), ("2021", "2022"), True),
    ],
)
def test_overlap(one: tuple[str | None, str | None], other: tuple[str | None, str | None], shared: bool) -> None:
    terms = Term("ATL.GOV", "", *one), Term("ATL.OPP", "", *other)
    assert overlap(*terms) is shared
    assert overlap(*reversed(terms)) is shared
