"""Time expressions against TimeBank and AQUAINT: relaxed and strict span F1, and value F1.

    python evals/times.py [--data FOLDER] [--tokens]

FOLDER holds dev/times.jsonl and, beside it, score/score_layers.py (default: ../shared/data). Without --tokens the
sentences are cut by rule and nothing is parsed; with it the shipped reader parses them first. The texts may not be
redistributed, so they are not part of this tree: where they are missing, this says so and ends with exit code 2.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from coranto import codebook, nlp
from coranto.codebook import Codebook
from coranto.model import Article, Capture, Grain, Moment, Part, Reading, Sentence, Span
from coranto.nlp.coder import open_coder
from coranto.read import when
from coranto.read.sentences import tokens
from coranto.read.tools import Tools
from coranto.settings import Settings

ROOT = Path(__file__).resolve().parents[1]


def cut(text: str) -> tuple[Sentence, ...]:
    """Every sentence of a bare text as a paragraph's, with its token range."""
    found: list[Sentence] = []
    for start, end in nlp.sentences(text, 0, len(text)):
        first = found[-1].last if found else 0
        size = len(nlp.tokenize(text, start, end))
        found.append(Sentence(Span(start, end), Part.PARAGRAPH, first, first + size))
    return tuple(sentence for sentence in found if sentence.first < sentence.last)


def read(row: dict[str, str], book: Codebook, *, parse: bool) -> dict[str, object]:
    """One document's times, in the form that the scorer reads."""
    text = row["text"]
    article = Article(row["id"], "", text, (), Capture(None, None, "text", ""))
    day = datetime.fromisoformat(row["published"][:10]).replace(tzinfo=UTC)
    reading = Reading(article, published=Moment(day, Grain.DAY, "given"), sentences=cut(text))
    if parse:
        reading = tokens(reading, Tools(book, nlp.load(1), open_coder(), Settings()))
    found, _ = when.find(reading, book.cues)
    times = [{"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value} for t in found]
    return {"id": row["id"], "times": times}


def answers(gold: Path, *, parse: bool) -> Iterator[str]:
    """A JSON line for each document of the gold."""
    book = codebook.load()
    with gold.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.dumps(read(json.loads(line), book, parse=parse))


def main() -> int:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--tokens", action="store_true", help="parse the sentences first")
    given = parser.parse_args()
    gold, scorer = given.data / "dev" / "times.jsonl", given.data.parent / "score" / "score_layers.py"
    missing = [str(path) for path in (gold, scorer) if not path.is_file()]
    if missing:
        print(f"not measured: {', '.join(missing)} is not here", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "times.jsonl"
        out.write_text("\n".join(answers(gold, parse=given.tokens)), encoding="utf-8")
        command = [sys.executable, str(scorer), "times", str(gold), str(out)]
        print(
            subprocess.run(command, check=True, capture_output=True, text=True).stdout, end=""
        )  # own scorer, own paths
    return 0


if __name__ == "__main__":
    sys.exit(main())
