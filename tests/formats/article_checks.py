"""What must hold of every article, whatever it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from coranto.model import Article, Cell


def cells(value: object) -> Iterator[Cell]:
    """Every cell inside a record."""
    if isinstance(value, Cell):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from cells(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from cells(getattr(value, field.name))


def check(article: Article) -> None:
    """Cells stand where they say, blocks are in order, do not overlap and hold something."""
    edge = 0
    for block in article.blocks:
        assert edge <= block.span.start < block.span.end <= len(article.text), block
        edge = block.span.end
    for cell in cells(article):
        assert cell.text, cell
        if cell.span is None:
            assert cell.origin in {"json-ld", "meta", "feed", "html", "given", "ninjs", "newsml", "nitf"}, cell
        else:
            assert cell.span.of(article.text) == cell.text, cell
            assert cell.origin == "text", cell
    for moment in (article.published, article.modified):
        assert moment is None or moment.at.tzinfo is not None
    for problem in article.problems:
        assert problem.code.startswith("formats."), problem
