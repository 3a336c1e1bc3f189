from __future__ import annotations

import pytest
from article_checks import check

from coranto.formats import decode
from coranto.model import Article, Dateline, Part, Raw

HEAD = "Ferry crews call off their strike in the strait"
BODY = """The crews of the strait ferries went back to work on Monday after nine days on shore.

Their union said that it would vote on the new offer before the end of the month.

The owners said that they had nothing to add to what the union had told its members."""


def read(text: str, form: str = "text", **given: object) -> Article:
    (article,) = decode(Raw(text.encode(), form, **given)).articles  # type: ignore[arg-type]  # the tests name real fields
    check(article)
    return article


def page(front: str, site: str = "") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n\n"))
    name = f'<meta property="og:site_name" content="{site}">' if site else ""
    return f"<html><head>{name}</head><body><article><h1>{HEAD}</h1>{front}{paragraphs}</article></body></html>"


def parts(article: Article, part: Part) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.part == part]


def told(strip: Dateline) -> dict[str, str]:
    cells = {name: getattr(strip, name) for name in ("outlet", "place", "byline", "edition", "day")}
    return {name: cell.text for name, cell in cells.items() if cell is not None}


STRIPS = [
    (
        "Strait Lantern (sample) | Busan | Ada Quill | Morning Edition",
        {"outlet": "Strait Lantern (sample)", "place": "Busan", "byline": "Ada Quill", "edition": "Morning Edition"},
    ),
    (
        "Strait Lantern (sample) \\ Ada Quill \\ Busan \\ Late Edition",
        {"outlet": "Strait Lantern (sample)", "place": "Busan", "byline": "Ada Quill", "edition": "Late Edition"},
    ),
    (
        "The Lantern of Lorn · Lisbon, Portugal · Bo van Reed and Ada Quill",
        {"outlet": "The Lantern of Lorn", "place": "Lisbon, Portugal", "byline": "Bo van Reed and Ada Quill"},
    ),
    (
        "By Ada Quill | Busan | 5 November 2024",
        {"place": "Busan", "byline": "Ada Quill", "day": "5 November 2024"},
    ),
    ("Busan — Nov. 5 — Ada Quill", {"place": "Busan", "byline": "Ada Quill", "day": "Nov. 5"}),
    (
        "Reuters • Busan • Ada Quill",
        {"outlet": "Reuters", "place": "Busan", "byline": "Ada Quill"},
    ),
]


@pytest.mark.parametrize(("line", "says"), STRIPS)
@pytest.mark.parametrize("form", ["text", "html"])
def test_a_strip_under_the_headline_says_who_wrote_where(form: str, line: str, says: dict[str, str]) -> None:
    article = read(f"{HEAD}\n\n{line}\n\n{BODY}\n" if form == "text" else page(f"<p>{line}</p>"), form)
    assert told(article.dateline) == says
    assert parts(article, Part.DATELINE) == [line]
    assert parts(article, Part.PARAGRAPH) == BODY.split("\n\n")
    assert article.headline is not None
    assert article.headline.text == HEAD
    assert (article.source.text if article.source else None) == says.get("outlet")


def test_a_strip_with_an_edition_may_stand_above_the_headline() -> None:
    article = read(f"Strait Lantern (sample) | Busan | Ada Quill | Morning Edition\n\n{HEAD}\n\n{BODY}\n")
    assert article.headline is not None
    assert article.headline.text == HEAD
    assert told(article.dateline)["outlet"] == "Strait Lantern (sample)"


@pytest.mark.parametrize(
    "line",
    [
        "Home | World | Asia | Sport",  # a menu
        "North Korea | South Korea | Missiles",  # tags
        "Missiles | Seoul | Kim Quill",  # tags with one place and a name
        "World | Politics | Nov. 5, 2024",  # parts of the paper
        "The union — the crews' own — had won — for now",  # a sentence with dashes
        "Busan — the crews went home. | Nov. 5 | Ada Quill",  # a piece that is a sentence
        "Nine days on shore | No pay | No end",  # says nothing of itself
        "Wages | Busan | Rain",
        "Sign up | Busan | Nov. 5",
    ],
)
def test_what_is_no_strip_stays_what_it_was(line: str) -> None:
    article = read(f"{HEAD}\n\n{line}\n\n{BODY}\n")
    assert told(article.dateline) == {}
    assert line not in parts(article, Part.DATELINE)
    assert parts(article, Part.PARAGRAPH)[-3:] == BODY.split("\n\n")
    assert article.source is None


def test_a_title_line_with_its_outlet_stays_the_headline() -> None:
    line = f"{HEAD} | Strait Lantern | Busan"
    article = read(f"{line}\n\n{BODY}\n", source="Strait Lantern")
    assert article.headline is not None
    assert article.headline.text == line


def test_a_list_deep_in_the_text_is_no_strip() -> None:
    line = "Strait Lantern | Busan | Ada Quill | Morning Edition"
    article = read(f"{HEAD}\n\n{BODY}\n\n{line}\n\nThe ferries sail again from seven o'clock on Tuesday morning.\n")
    assert told(article.dateline) == {}
    assert line in article.text


def test_the_pages_own_outlet_needs_no_edition_beside_it() -> None:
    article = read(page("<p>Strait Lantern | Ada Quill | World</p>", site="Strait Lantern"), "html")
    assert told(article.dateline) == {"outlet": "Strait Lantern", "byline": "Ada Quill"}
    assert article.source is not None
    assert article.source.origin == "meta"


def test_two_pieces_that_say_nothing_of_themselves_are_left_out() -> None:
    article = read(f"{HEAD}\n\nStrait Lantern | Port Lorn | Morning Edition\n\n{BODY}\n")
    assert told(article.dateline) == {"edition": "Morning Edition"}


def test_a_full_date_in_a_strip_is_the_day_of_publication() -> None:
    article = read(f"{HEAD}\n\nBy Ada Quill | Busan | 5 November 2024\n\n{BODY}\n")
    assert article.published is not None
    assert (article.published.at.date().isoformat(), article.published.origin) == ("2024-11-05", "text")


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ('<p class="byline">Quay Agency</p>', {"byline": "Quay Agency"}),
        ('<p class="article-author"><a href="/aq">Ada Quill</a></p>', {"byline": "Ada Quill"}),
        ('<div class="byline"><p>By Ada Quill, Harbour Editor in Lorn</p></div>', {"byline": "Ada Quill"}),
        (
            '<div class="dateline">Lantern (sample) | Busan | Late Edition</div>',
            {"edition": "Late Edition"},
        ),
        ('<p class="dateline">Busan</p>', {"place": "Busan"}),
    ],
)
def test_markup_that_says_byline_is_believed(front: str, says: dict[str, str]) -> None:
    article = read(page(front), "html")
    found = told(article.dateline)
    assert {name: found[name][: len(text)] for name, text in says.items()} == says
    assert len(parts(article, Part.DATELINE)) == 1
    assert parts(article, Part.PARAGRAPH) == BODY.split("\n\n")


@pytest.mark.parametrize(
    "text",
    [
        "The crews were home by noon.",
        "“We will not go back,” said one of them",
        "The owners said on Monday that nobody had been hurt when the gangway of the oldest ferry broke.",
    ],
)
def test_a_sentence_is_read_whatever_its_class_says(text: str) -> None:
    assert text in parts(read(page(f'<p class="author-quote">{text}</p>'), "html"), Part.PARAGRAPH)


def test_bylines_of_other_articles_deep_in_the_page_are_left_out() -> None:
    other = '<div class="byline">Bo Reed</div>'
    article = read(page("").replace("</article>", f"{other}</article>"), "html")
    assert "Bo Reed" not in article.text


@pytest.mark.parametrize("name", ['<p class="byline">Quay Agency</p>', "<p>Quay Agency</p>"])
def test_the_agencys_dateline_is_found_under_its_name(name: str) -> None:
    start = "BUSAN, Nov. 5 (Quay Agency) - "
    article = read(page(name).replace("<p>The crews", f"<p>{start}The crews"), "html")
    assert told(article.dateline) == {"place": "BUSAN", "day": "Nov. 5", "byline": "Quay Agency"}
    assert article.credit is not None
    assert article.credit.text == "Quay Agency"
    assert parts(article, Part.PARAGRAPH) == BODY.split("\n\n")


def test_a_persons_name_above_the_dateline_is_kept() -> None:
    start = "BUSAN, Nov. 5 (Quay Agency) - "
    article = read(page("<p>Ada Quill</p>").replace("<p>The crews", f"<p>{start}The crews"), "html")
    assert told(article.dateline) == {"place": "BUSAN", "day": "Nov. 5"}
    assert parts(article, Part.PARAGRAPH) == ["Ada Quill", *BODY.split("\n\n")]


def test_the_metadata_say_where_a_printed_name_ends() -> None:
    markup = page('<p class="byline">Ada Quill Harbour Editor</p>')
    markup = markup.replace("<head>", '<head><meta name="author" content="Ada Quill">')
    byline = read(markup, "html").dateline.byline
    assert byline is not None
    assert (byline.text, byline.origin) == ("Ada Quill", "text")
