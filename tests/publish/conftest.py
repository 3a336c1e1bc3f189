from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from coranto.publish.record import Index, Record, index


def _sample() -> ModuleType:
    path = Path(__file__).with_name("sample.py")
    spec = importlib.util.spec_from_file_location("coranto_sample_record", path)
    assert spec
    assert spec.loader
    module = sys.modules.setdefault(spec.name, importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The sample's builders and sentences."""
    return _sample()


@pytest.fixture(scope="session")
def record(sample: ModuleType) -> Record:
    made = sample.record()
    assert isinstance(made, Record)
    return made


@pytest.fixture(scope="session")
def shelf(record: Record) -> Index:
    return index(record)
