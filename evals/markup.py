"""Hostile files through to the pages: no markup of theirs may be active on a page of ours.

    python evals/markup.py --data ../shared/data/hostile

Every file is taken in by every reader, as others' copy and as our own, and every story that comes of it is rendered.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from common import data_folder
from coranto.formats import decode
from coranto.model import Article, Raw
from coranto.publish.front import front
from coranto.publish.record import Record, index
from coranto.publish.render import render, shell
from coranto.publish.story import story

FORMS = ("html", "feed", "text", "jsonl", None)
ACTIVE = ("script", "iframe", "object", "embed", "base", "svg", "math", "img")
SCHEME = re.compile(r"\s*(javascript|data|vbscript):", re.IGNORECASE)


def articles(folder: Path) -> Iterator[Article]:
    """Give whatever the readers make of the files."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for form in FORMS:
            for ours in (False, True):
                yield from decode(Raw(path.read_bytes(), form, ours=ours, source="Hostile (sample)")).articles


def active(page: str) -> list[str]:
    """Give the elements and attributes of a page that could run or fetch something."""
    nodes = LexborHTMLParser(page).css("*")
    found = [node.tag for node in nodes if node.tag in ACTIVE]
    pairs = [(name, value or "") for node in nodes for name, value in node.attributes.items()]
    return found + [name for name, value in pairs if name.startswith("on") or name == "style" or SCHEME.match(value)]


def main() -> int:
    """Render all and count."""
    taken = tuple(articles(data_folder(__doc__, "../shared/data/hostile")))
    found = index(Record(taken, (), (), (), (), {article.version: article.problems for article in taken}, {}))
    frame = shell(found, "hostile")
    pages = [
        render(front(found), frame),
        *(render(page, frame) for one in found.articles if (page := story(found, one))),
    ]
    faults = [fault for page in pages for fault in active(page)]
    print(f"{len(pages)} pages, {len(faults)} active elements or attributes {sorted(set(faults))}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
