"""Our own news sentences: every line can be read, and the names swapped in while training stay names."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent.parent / "training" / "reader"
FILES = sorted((HERE / "news").glob("*.txt"))


@pytest.fixture(scope="module")
def news() -> ModuleType:
    spec = importlib.util.spec_from_file_location("news_sentences", HERE / "news.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sentence_can_be_read(news: ModuleType, path: Path) -> None:
    assert news.check(path) == 0


def test_there_are_enough(news: ModuleType) -> None:
    rows = [row for path in FILES for row in news.rows(path)]
    assert len(rows) >= 7000
    assert {tag[2:] for row in rows for tag in row["ner"] if tag != "O"} == set(news.KINDS)


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("[PER Okello] left [LOC Gulu].", "B-PER O B-LOC O"),
        ("[LOC Cairo]-based [ORG Bank of the Nile]", "B-LOC O O B-ORG I-ORG I-ORG I-ORG"),
        ("anti-[ORG Hamas] posters", "B-ORG O"),
        ("two [ARM F-16]s", "O B-ARM I-ARM I-ARM"),
    ],
)
def test_labels_become_tags(news: ModuleType, line: str, tags: str) -> None:
    assert news.tags(news.sentence(line))[1] == tags.split()


@pytest.mark.parametrize("line", ["[XYZ Okello] left", "[PER Okello left", "[PER Oke]llo left"])
def test_faults_are_told(news: ModuleType, line: str) -> None:
    with pytest.raises(news.FaultError):
        news.tags(news.sentence(line))


def test_swapping_keeps_the_words_around_the_names(news: ModuleType) -> None:
    forms, ner = ["Grace", "Okello", "left", "Gulu", "."], ["B-PER", "I-PER", "O", "B-LOC", "O"]
    known = {**{kind: [] for kind in news.KINDS}, "PER": [("Ana", "Lopez")], "LOC": [("San", "Juan")]}
    made = news.swapped({"forms": forms, "ner": ner}, known, random.Random(1), 1.0)  # noqa: S311
    assert made["forms"] == ["Ana", "Lopez", "left", "San", "Juan", "."]
    assert made["ner"] == ["B-PER", "I-PER", "O", "B-LOC", "I-LOC", "O"]
