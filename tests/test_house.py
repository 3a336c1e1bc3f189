"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import dataclasses
import enum
import inspect
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from coranto import model

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "coranto"
FILES = sorted(SOURCE.rglob("*.py"))


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in FILES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def functions() -> list[tuple[str, int]]:
    return [
        (f"{path.relative_to(SOURCE)}:{node.name}", node.end_lineno - node.lineno + 1)
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]


def test_functions_are_the_length_of_a_paragraph() -> None:
    lengths = [length for _, length in functions()]
    assert statistics.median(lengths) <= 12


def test_no_function_is_a_chapter() -> None:
    assert [name for name, length in functions() if length > 50] == []


def test_no_bare_except_and_no_global() -> None:
    faults = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global) or (isinstance(node, ast.ExceptHandler) and node.type is None)
    ]
    assert faults == []


@pytest.mark.parametrize("name", model.__all__)
def test_records_are_frozen_and_slotted(name: str) -> None:
    noun = getattr(model, name)
    if inspect.isclass(noun) and not issubclass(noun, enum.Enum):
        assert dataclasses.is_dataclass(noun)
        assert noun.__dataclass_params__.frozen  # type: ignore[attr-defined]  # typeshed does not show it
        assert hasattr(noun, "__slots__")


def test_every_model_record_is_exported() -> None:
    defined = {
        node.name
        for path, tree in trees()
        if path.parent.name == "model"
        and path.stem in ("article", "claim", "event", "place", "problem", "reading", "report", "span", "time")
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
    assert defined <= set(model.__all__)


def test_nothing_in_the_tree_is_larger_than_a_reader() -> None:
    large = [path for path in SOURCE.rglob("*") if path.is_file() and path.stat().st_size > 30_000_000]
    assert large == []
