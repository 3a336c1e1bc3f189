from __future__ import annotations

import importlib.util
import time
from pathlib import Path
from types import ModuleType

import pytest

from coranto.formats import decode
from coranto.model import Raw

TOOL = Path(__file__).parents[2] / "tools" / "fuzz.py"
COUNT, PARTS, LARGEST = 2_000, 4, 9_000
"""`make fuzz` reads fifty times as many, and larger ones."""
LIMIT = 3.0
"""CPU seconds of one input in all its readers, on a machine that does other work."""


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    decode(Raw(b"<p>warm", "html"))  # libraries are loaded with the first page
    return module


@pytest.mark.parametrize("part", range(PARTS))
def test_spoilt_input_neither_raises_nor_hangs_nor_vanishes(fuzz: ModuleType, part: int) -> None:
    start = time.process_time()
    inputs = list(fuzz.spoilt(part, COUNT // PARTS, LARGEST))
    failed = [(body[:80], why) for n, body in enumerate(inputs) if (why := fuzz.fault(body, n, LIMIT))]
    assert (len(inputs), failed) == (COUNT // PARTS, [])
    assert time.process_time() - start < 60


def test_the_same_seed_spoils_the_same_way(fuzz: ModuleType) -> None:
    assert list(fuzz.spoilt(1, 20)) == list(fuzz.spoilt(1, 20)) != list(fuzz.spoilt(2, 20))


def test_a_reader_that_raises_is_found(fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz.robots, "read", lambda _: 1 / 0)
    assert "ZeroDivisionError" in fuzz.fault(b"<p>The port was closed.", 0, LIMIT)


def test_an_input_that_takes_long_is_found(fuzz: ModuleType) -> None:
    assert fuzz.fault(b"<p>The port was closed.", 0, 0.0).endswith(" s")
