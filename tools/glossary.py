"""Write docs/glossary.md from the records' own docstrings, so that a word is explained in one place only."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import sys
from pathlib import Path

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


def main() -> int:
    """Write the file, or with --check say whether it is up to date."""
    if "--check" in sys.argv:
        return 0 if TARGET.read_text(encoding="utf-8") == text() else 1
    TARGET.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
