"""What all tests share: the shipped codebook, the shipped reader, and a sentence made into a reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from coranto import codebook as codebooks
from coranto import nlp
from coranto.codebook import Codebook
from coranto.model import Article, Capture, Moment, Reading, article_id, version_id
from coranto.nlp import Pipeline
from coranto.settings import Settings


def article(text: str) -> Article:
    """A text without any page around it."""
    return Article(article_id(None, None, text), version_id(text), text, (), Capture(None, None, "text", "0" * 64))


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return codebooks.load()


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return nlp.load(1)


@pytest.fixture(scope="session")
def tools(codebook: Codebook, pipeline: Pipeline):  # type: ignore[no-untyped-def]
    from coranto.nlp.coder import open_coder
    from coranto.read.tools import Tools

    return Tools(codebook, pipeline, open_coder(), Settings())


@pytest.fixture
def read_sentence(tools) -> Callable[..., Reading]:  # type: ignore[no-untyped-def]
    """A text read by every step of ours; `published` is a day."""
    from coranto import read

    def reading(text: str, published: date | None = None) -> Reading:
        moment = None
        if published is not None:
            moment = Moment(datetime.combine(published, time(), UTC), "day", "given")
        done = Reading(article(text), published=moment)
        for step in read.STEPS:
            done = step(done, tools)
        return done

    return reading
