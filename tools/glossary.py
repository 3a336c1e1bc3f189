"""Write docs/glossary.md from the records' own docstrings, so that a word is explained in one place only."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import sys
from pathlib import Path

from written import written

from coranto import model

TARGET = Path(__file__).parents[1] / "docs" / "glossary.md"
HEAD = """# Glossary

Every noun of `coranto.model`, as its docstring explains it. Written by `python tools/glossary.py`; a test compares.
"""


def text() -> str:
    """Give the whole glossary."""
    nouns = [(name, getattr(model, name)) for name in model.__all__]
    return HEAD + "".join(_entry(name, noun) for name, noun in nouns if inspect.isclass(noun))


def _entry(name: str, noun: type) -> str:
    lines = [f"\n## {name}\n", inspect.getdoc(noun) or "", ""]
    if issubclass(noun, enum.Enum):
        lines.append("Values: " + ", ".join(f"`{member.value}`" for member in noun))
    elif dataclasses.is_dataclass(noun):
        lines.append("Fields: " + ", ".join(f"`{field.name}`" for field in dataclasses.fields(noun)))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(written(TARGET, text()))
