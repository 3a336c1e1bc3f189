"""Documentation that cannot rot: a name without a heading fails."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from coranto import model
from coranto.cli import cli
from coranto.settings import HELP, Settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
CODE = re.compile(r"[a-z_]+\.[a-z-]+\Z")


def headings(name: str) -> set[str]:
    text = (DOCS / name).read_text(encoding="utf-8")
    return set(re.findall(r"^## +(.+?)\s*$", text, re.MULTILINE))


def problem_codes() -> set[str]:
    """The codes of all Problems that the source makes: the first argument wherever one is built."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.match(node.value):
                room = node.value.split(".")[0]
                if room in ROOMS:
                    found.add(node.value)
    return found


ROOMS = {
    "read",
    "who",
    "when",
    "where",
    "how_many",
    "says_who",
    "what",
    "how_sure",
    "in_reply",
    "forward",
    "published",
    "publish",
    "formats",
    "store",
    "fetch",
    "scale",
}


def test_every_model_name_has_a_heading() -> None:
    assert {name for name in model.__all__ if name[0].isupper()} <= headings("glossary.md")


@pytest.mark.parametrize("name", ["glossary", "codebook"])
def test_what_is_written_from_the_source_is_up_to_date(name: str) -> None:
    done = subprocess.run([sys.executable, str(ROOT / "tools" / f"{name}.py"), "--check"], check=False)  # noqa: S603  # our own script
    assert done.returncode == 0, f"run: python tools/{name}.py"


def test_every_problem_code_has_a_heading_and_every_heading_a_code() -> None:
    assert problem_codes() == headings("problems.md")


def test_every_setting_is_explained() -> None:
    names = {field.name for field in fields(Settings)}
    assert names == set(HELP) == headings("settings.md")


def test_every_command_is_in_the_readme_or_the_guide() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in cli.commands if f"coranto {name}" not in text] == []


def test_the_two_commands_are_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in text
    assert "make test" in text
