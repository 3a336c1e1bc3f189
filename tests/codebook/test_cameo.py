"""CAMEO beside PLOVER: every act has a code of its own kind, and a code finds its type again."""

from __future__ import annotations

import pytest

from coranto.codebook import cameo
from coranto.codebook.cameo import CODES, cameo_of, type_of
from coranto.codebook.plover import MODES, PLOVER, STATEMENTS, Types, load_types
from coranto.publish.gdelt import RECIPROCAL

EVERY = [(kind, mode) for kind in (*PLOVER, *STATEMENTS) for mode in (None, *MODES.get(kind, ()))]


@pytest.fixture(scope="module")
def types() -> Types:
    return load_types()


@pytest.mark.parametrize(("kind", "mode"), EVERY)
def test_every_type_and_mode_has_a_code_that_finds_the_type_again(types: Types, kind: str, mode: str | None) -> None:
    code = cameo_of(kind, mode)
    assert code is not None
    assert code.code.isdigit()
    assert len(code.code) in (3, 4)
    assert -10 <= code.goldstein <= 10
    # CAMEO does not tell yielding in deed from yielding in words above its third level.
    assert type_of(types.types, code.code) == ("CONCEDE" if code.code == "080" else kind)


def test_no_code_is_of_a_mode_that_the_codebook_does_not_have() -> None:
    named = {(kind, mode or None) for kind, _, mode in (name.partition("/") for name in CODES)}
    assert named <= set(EVERY)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("010", "STATE"),
        ("0251", "REQUEST"),
        ("036", "AGREE"),
        ("046", "CONSULT"),
        ("057", "AGREE"),
        ("055", "CONCEDE"),
        ("0811", "CONCEDE"),
        ("0874", "RETREAT"),
        ("1125", "ACCUSE"),
        ("173", "COERCE"),
        ("163", "SANCTION"),
        ("190", "ASSAULT"),
        ("2042", "ASSAULT"),
        ("999", None),
        ("", None),
        ("---", None),
    ],
)
def test_codes_of_others_find_their_type(types: Types, code: str, kind: str | None) -> None:
    assert type_of(types.types, code) == kind


@pytest.mark.parametrize(
    ("by", "code"),
    [("ISR", "190"), ("ISR.MIL", "190"), ("PSE.REB", "180"), ("IGO.UN", "180"), ("UNK", "180"), ("", "180")],
)
def test_a_state_fights_and_others_use_unconventional_violence(by: str, code: str) -> None:
    found = cameo_of("ASSAULT", None, by)
    assert found
    assert found.code == code


@pytest.mark.parametrize(("code", "quad"), [("057", 1), ("060", 2), ("087", 2), ("090", 3), ("138", 3), ("140", 4)])
def test_the_quad_class_is_that_of_the_root(code: str, quad: int) -> None:
    assert cameo.Cameo(code, 0.0).quad == quad


def test_a_fourth_digit_is_a_level_of_its_own() -> None:
    code = cameo.Cameo("0841", 7.0)
    assert (code.base, code.root) == ("084", "08")


def test_types_that_parties_do_with_each_other_are_those_of_the_codebook(types: Types) -> None:
    assert {name for name, one in types.types.items() if one.reciprocal} == RECIPROCAL


def test_countries_have_one_code_each() -> None:
    codes = cameo.fips()
    assert len(set(codes.values())) == len(codes) > 200
    assert (codes["GBR"], codes["PRK"], codes["UKR"]) == ("UK", "KN", "UP")
    assert "PSE" not in codes
