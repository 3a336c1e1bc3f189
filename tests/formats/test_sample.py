"""The sample wire that ships with the package, read as a user's first run reads it."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from importlib import resources
from importlib.resources.abc import Traversable

import pytest
from article_checks import check

from coranto.formats import decode
from coranto.model import Article, Part, Raw, Standing

FOLDER = resources.files("coranto") / "sample"
FORMS = (".xml", ".html", ".txt", ".jsonl", ".json")


def files(folder: Traversable) -> list[Traversable]:
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    deeper = [file for sub in found if sub.is_dir() for file in files(sub)]
    return [file for file in found if file.name.endswith(FORMS)] + deeper


def articles(file: Traversable) -> tuple[Article, ...]:
    decoded = decode(Raw(file.read_bytes()))
    assert decoded.problems == ()
    return decoded.articles


def form(file: Traversable) -> str:
    """What the file is, seen from outside: by its ending, and by the word that its form begins with."""
    begin = file.read_bytes()[:400].decode()
    marks = {"<rss": "RSS", "<feed": "Atom", "jsonfeed.org": "JSON Feed", "<newsMessage": "NewsML-G2", "ninjs": "ninjs"}
    return next((name for mark, name in marks.items() if mark in begin), file.name.rpartition(".")[2])


def test_the_wire_is_forty_reports_in_eight_forms_from_ten_days() -> None:
    wire = [(form(file), article) for file in files(FOLDER) for article in articles(file)]
    assert len(wire) >= 40
    assert {name for name, _ in wire} == {"RSS", "Atom", "JSON Feed", "NewsML-G2", "ninjs", "html", "txt", "jsonl"}
    days = {article.published.at.astimezone(UTC).date() for _, article in wire if article.published}
    assert {date(2024, 10, 31) + timedelta(days=n) for n in range(10)} == days
    usable = [article for _, article in wire if article.standing is Standing.USABLE]
    assert len(usable) == len(wire) - 1
    assert all(40 <= len(article.text.split()) <= 400 for article in usable)


def named(name: str) -> Article:
    (article,) = next(articles(file) for file in files(FOLDER) if file.name.startswith(name))
    return article


@pytest.mark.parametrize("file", files(FOLDER), ids=lambda file: str(file.name))
def test_every_article_says_that_its_outlet_is_a_sample(file: Traversable) -> None:
    found = articles(file)
    assert found
    for article in found:
        check(article)
        assert article.source is not None
        assert article.source.text.endswith("(sample)")


@pytest.mark.parametrize(
    ("name", "place", "byline", "edition"),
    [("40-", "Seoul", "Mina Castell", "Morning Edition"), ("70-", "Seoul", "Asta Brandt", "Evening Edition")],
)
def test_the_strips_are_read(name: str, place: str, byline: str, edition: str) -> None:
    article = named(name)
    cells = (article.dateline.place, article.dateline.byline, article.dateline.edition)
    assert [cell and cell.text for cell in cells] == [place, byline, edition]
    assert not any(" | " in block.span.of(article.text) for block in article.blocks if block.part != Part.DATELINE)


def test_the_sheets_picture_says_how_far_to_trust_it() -> None:
    (picture,) = named("70-").pictures
    assert picture.file is not None
    assert picture.file.text == "FILE"
    assert str(picture.taken) == "2024-03-07"
    assert len(picture.caveats) == 3
    assert [cell.text for cell in picture.credit] == ["Korean Central News Agency", "Sample Pictures", "Meridian Wire"]


def test_links_say_which_article_comes_before_and_after() -> None:
    sheet = named("70-sheet.html")
    assert sheet.previous
    assert sheet.previous.text == "Bomber and Fighters Over the South Sea"
    assert sheet.next
    assert sheet.next.text == "A Question Without an Answer at the U.N."
