from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from coranto.publish.record import Record


@pytest.fixture(scope="session")
def record() -> Record:
    """The hand-made record that the tests of publish use."""
    path = Path(__file__).parents[1] / "publish" / "sample.py"
    spec = importlib.util.spec_from_file_location("coranto_sample_record", path)
    assert spec
    assert spec.loader
    module = sys.modules.setdefault(spec.name, importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    made = module.record()
    assert isinstance(made, Record)
    return made
