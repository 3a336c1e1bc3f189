from __future__ import annotations

import pytest
from article_checks import check
from hypothesis import given
from hypothesis import strategies as st

from coranto.formats import decode
from coranto.model import Article, Part, Raw

PAGE = """Breaking NewsAsia

Harbour Strike Widens as Dock Workers Reject Offer

Harbour Strike Widens as Dock Workers Reject Offer

Harbour Strike Widens as Dock Workers Reject Offer | Tidewater Post (sample) | Port Merrow | Ada Quill \
| Late Edition | Dock workers in the port of Merrow walked out on Monday after rejecting a pay offer. \
The union said talks would go on.

Harbour Strike Widens as Dock Workers Reject Offer
FILE – In this photo released by the port authority, cranes stand idle in Merrow on May 2, 2023. The date of the image \
could not be independently verified. (Merrow Port Press/Tidewater Pictures via Quay Agency, File)

What is at stake in Merrow: Key Points
  • Walkout: Some 400 workers left the docks on Monday.
  • Pay: The union wants eight percent, the port offers three.

A Closer Look

The walkout began at dawn, when the first shift left the container terminal and marched to the gates of the port.

The port said it regretted the decision and called on the union to come back to the table before the weekend.

More on Asia News

Merrow Docks Merrow Docks

Previous Article
Fishing Fleet Returns After Storm Off Cape Lorn
Next Article
Council Votes to Reopen the Old Lighthouse

How useful was this article?

Average rating 4.5 / 5. Vote count: 12

Latest News

Menu
"""


def read(text: str, **given: object) -> Article:
    decoded = decode(Raw(text.encode(), "text", **given))  # type: ignore[arg-type]  # the tests name real fields
    (article,) = decoded.articles
    check(article)
    assert article.text == text
    return article


def parts(article: Article, part: Part) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.part == part]


def test_a_pasted_page_has_all_its_parts() -> None:
    article = read(PAGE)
    assert (article.kicker.text, article.section.text) == ("Breaking News", "Asia")
    assert article.headline.text == "Harbour Strike Widens as Dock Workers Reject Offer"
    strip = article.dateline
    assert [cell.text for cell in (strip.outlet, strip.place, strip.byline, strip.edition)] == [
        "Tidewater Post (sample)",
        "Port Merrow",
        "Ada Quill",
        "Late Edition",
    ]
    assert article.standfirst.text.startswith("Dock workers in the port")
    assert article.standfirst.text.endswith("talks would go on.")
    assert article.long_read.text == "A Closer Look"
    assert [text[:11] for text in parts(article, Part.PARAGRAPH)] == ["The walkout", "The port sa"]
    assert [tag.text for tag in article.tags] == ["Merrow Docks"]
    assert article.previous.text == "Fishing Fleet Returns After Storm Off Cape Lorn"
    assert article.next.text == "Council Votes to Reopen the Old Lighthouse"
    assert (article.rating.average, article.rating.votes) == (4.5, 12)
    assert parts(article, Part.HEADLINE) == [article.headline.text]


def test_a_picture_says_who_made_it_and_how_far_to_trust_it() -> None:
    (picture,) = read(PAGE).pictures
    assert picture.caption.text.startswith("In this photo released by")
    assert picture.caption.text.endswith("on May 2, 2023.")
    assert [cell.text for cell in picture.credit] == ["Merrow Port Press", "Tidewater Pictures", "Quay Agency"]
    assert picture.file.text == "FILE"
    assert [cell.text for cell in picture.caveats] == [
        "In this photo released by the port authority",
        "The date of the image could not be independently verified.",
    ]
    assert str(picture.taken) == "2023-05-02"


def test_key_points_have_labels() -> None:
    box = read(PAGE).key_points
    assert box.heading.text == "What is at stake in Merrow: Key Points"
    assert [point.label.text for point in box.points] == ["Walkout", "Pay"]
    assert box.points[0].text.text == "Some 400 workers left the docks on Monday."


@pytest.mark.parametrize(
    "line", ["Average rating 0 / 5. Vote count: 0", "No votes so far! Be the first to rate this post."]
)
def test_no_votes_are_no_rating(line: str) -> None:
    article = read(f"The ferry line will close in spring, its owner said on Friday.\n\nLatest News\n\n{line}\n")
    assert article.rating.average is None
    assert article.rating.votes == 0


@pytest.mark.parametrize(
    ("start", "outlet", "place", "day", "credit"),
    [
        ("MERROW, Nov. 5 (Xinhua) — ", None, "MERROW", "Nov. 5", "Xinhua"),
        ("PORT MERROW, Lorn (AP) — ", None, "PORT MERROW, Lorn", None, "AP"),
        ("MERROW – 26 July 2022: ", None, "MERROW", "26 July 2022", None),
        ("MERROW, July 25: ", None, "MERROW", "July 25", None),
        ("MERROW -- ", None, "MERROW", None, None),
        ("Merrow, Nov 5 (Reuters) - ", None, "Merrow", "Nov 5", "Reuters"),
        ("LORN TIMES – ", "LORN TIMES", None, None, None),
        ("(AFP) – ", None, None, None, "AFP"),
    ],
)  # fmt: skip
def test_an_agency_dateline_is_taken_out_of_the_paragraph(
    start: str, outlet: str | None, place: str | None, day: str | None, credit: str | None
) -> None:
    article = read(
        f"{start}The harbour master closed the port on Tuesday after a storm warning.\nShips waited outside.\n"
    )
    strip = article.dateline
    found = [cell and cell.text for cell in (strip.outlet, strip.place, strip.day, article.credit)]
    assert found == [outlet, place, day, credit]
    assert parts(article, Part.PARAGRAPH)[0].startswith("The harbour master")


@pytest.mark.parametrize(
    "text",
    [
        "The harbour master closed the port on Tuesday.",
        "NATO – the alliance – said on Tuesday that it would send two ships to the strait.",
        "Analysts: the port will stay closed until the end of the week, whatever the union says.",
        "“We will not go back,” he said – and then he went back – to the docks – where the others waited for him.",
        "No stop at the end of this rather long line which is nevertheless a sentence that must not be lost",
        "short words",
    ],
)
def test_a_paragraph_alone_stays_a_paragraph(text: str) -> None:
    article = read(text)
    assert parts(article, Part.PARAGRAPH) == [text]
    assert article.headline is None


def test_a_first_short_line_is_the_headline_and_no_sentence_is_lost() -> None:
    body = [
        "The port closed on Tuesday after a warning of storms.",
        "It was quiet.",
        "“No more,” said the harbour master.",
    ]
    article = read("Port of Merrow closed as storm nears\n" + "\n".join(body))
    assert article.headline.text == "Port of Merrow closed as storm nears"
    assert parts(article, Part.PARAGRAPH) == body


def test_a_title_given_apart_is_found_in_the_text() -> None:
    line = b'{"id": "7", "title": "Storm nears", "text": "Storm nears\\nThe port closed after a storm warning."}'
    (article,) = decode(Raw(line, "jsonl")).articles
    assert article.headline.span is not None
    assert parts(article, Part.PARAGRAPH) == ["The port closed after a storm warning."]


def test_a_printed_publication_time_is_read_with_its_zone() -> None:
    article = read(
        "Storm nears\nBy Ada Quill\nPublished: 5 November 2024, 10:03 GMT\nThe port closed after a storm warning.\n"
    )
    assert article.published.at.isoformat() == "2024-11-05T10:03:00+00:00"
    assert (article.published.origin, article.dateline.byline.text) == ("text", "Ada Quill")


def test_a_time_given_wins_over_a_printed_one() -> None:
    (given_article,) = decode(
        Raw(
            b'{"text": "Published: 5 Nov. 2024\\nThe port closed after a storm warning.", "published": "2024-11-06"}',
            "jsonl",
        )
    ).articles
    assert (given_article.published.origin, given_article.published.at.day) == ("given", 6)


def test_a_page_that_never_says_its_time_has_none() -> None:
    assert read(PAGE).published is None


def test_hard_wrapped_mail_is_put_together() -> None:
    lines = [f"the harbour master of Merrow number {n} said nothing that could be written down in" for n in range(5)]
    text = (
        "Copy from our man:\n\n"
        + "\n".join(lines)
        + "\nless than a week.\n\n"
        + "\n".join(lines)
        + "\nless than a day."
    )
    assert len(parts(read(text), Part.PARAGRAPH)) == 3 - ("Copy from our man:" not in parts(read(text), Part.PARAGRAPH))


pieces = st.sampled_from(
    [
        *PAGE.split("\n"),
        "SEOUL (AP) — It rained on the port all day and night.",
        "• Point: one.",
        "Tags: a, b, a",
        "\r",
        "\u2028",
        " ",
        "x",
    ]
)


@given(st.lists(st.one_of(pieces, st.text(max_size=40)), max_size=25))
def test_spans_hold_for_any_mixture_of_lines(chosen: list[str]) -> None:
    text = "\n".join(chosen)
    for article in decode(Raw(text.encode("utf-8", "replace"), "text")).articles:
        check(article)
