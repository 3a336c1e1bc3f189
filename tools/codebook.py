"""Write docs/codebook.md from the codebook's own files: per type its meaning, modes, patterns, examples."""

from __future__ import annotations

import sys
from pathlib import Path

from written import written

from coranto import codebook
from coranto.codebook.plover import Type

TARGET = Path(__file__).parents[1] / "docs" / "codebook.md"
HEAD = """# Codebook

PLOVER's sixteen types, with `STATE` (a statement that no type fits) and `DENY` (of an accusation or a fact) beside
them. Written by `python tools/codebook.py` from `src/coranto/codebook/data/plover/`; a test compares. The language of
the patterns is explained in [patterns.md](patterns.md).
"""


def text() -> str:
    """Give the whole page."""
    types = codebook.load().types
    contexts = ", ".join(f"`{name}`" for name in sorted(types.contexts))
    return HEAD + "".join(_type(one) for one in types.types.values()) + f"\n## Contexts\n\n{contexts}\n"


def _type(one: Type) -> str:
    lines = [f"\n## {one.code}\n", one.meaning, ""]
    lines.append(f"Quad class: {one.quad}. CAMEO roots: {', '.join(one.cameo) or 'none'}.")
    lines += [
        f"\n**Found in:** {_quoted(one.yes)}" if one.yes else "",
        f"\n**Not in:** {_quoted(one.no)}" if one.no else "",
    ]
    for mode in (None, *one.modes):
        name = mode.name if mode else None
        patterns = dict.fromkeys(f"`{trigger.text}`" for trigger in one.triggers if trigger.mode == name)
        if patterns:
            title = f"\n### {one.code}/{mode.name}\n\n{mode.meaning}\n" if mode else "\n### without a mode\n"
            lines += [title, *(f"- {pattern}" for pattern in patterns)]
    return "\n".join(line for line in lines if line) + "\n"


def _quoted(sentences: tuple[str, ...]) -> str:
    return " ".join(f"“{sentence}”" for sentence in sentences)


if __name__ == "__main__":
    sys.exit(written(TARGET, text()))
