from __future__ import annotations

import pytest
from article_checks import check
from hypothesis import given
from hypothesis import strategies as st

from coranto.formats import decode, guess_form
from coranto.model import Article, Grain, Part, Raw

BODY = "".join(
    f"<p>Paragraph {n} tells how the harbour of Merrow was closed by its master on a stormy day.</p>" for n in range(6)
)
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Storm closes port | Lorn Wire (sample)</title>
<link rel="canonical" href="https://lorn.example/storm?utm_source=a">
<meta property="og:site_name" content="Lorn Wire (sample)">
<meta name="description" content="The port of Merrow was closed as a storm came near the coast of Lorn.">
<meta property="article:modified_time" content="2024-11-06">
<script type="application/ld+json">{{"@graph": [{{"@type": "WebSite", "name": "x"}}, {{"@type": ["NewsArticle"],
"headline": "Storm closes port of Merrow", "datePublished": "2024-11-05T10:03:00+09:00", "articleSection": "World",
"author": [{{"@type": "Person", "name": "Ada Quill"}}], "keywords": ["Merrow", "storm", "merrow"]}}]}}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li>World</li></ul></nav>
<div class="cookie-bar"><p>We use cookies for a great many purposes that nobody has ever read about.</p></div>
<article><span class="kicker">Breaking</span><h1>Storm closes port of Merrow</h1>
<p class="standfirst">The port of Merrow was closed as a storm came near the coast of Lorn.</p>
<figure><img src="/cranes.jpg" alt="Cranes"><figcaption>Cranes stand idle in Merrow on May 2, 2023.
<span class="credit">Photo: Bo Reed/Quay Agency</span></figcaption></figure>
<h2>At a glance</h2><ul><li>Port: It is closed.</li><li>Ships: They wait outside.</li></ul>{BODY}
<div class="share-bar"><p>Share this article with all your friends and relations on every network there is.</p></div>
<h2>Related</h2><ul><li><a href="/other">Another story about another port altogether</a></li></ul></article>
<section class="comments"><p>I think that the harbour master is wrong, and I have thought so for years.</p></section>
<footer><p>All rights reserved.</p></footer></body></html>"""


def read(markup: str, **given: object) -> Article:
    decoded = decode(Raw(markup.encode(), "html", **given))  # type: ignore[arg-type]  # the tests name real fields
    (article,) = decoded.articles
    check(article)
    return article


def parts(article: Article, part: Part) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.part == part]


def test_a_page_is_read_with_its_parts_and_without_its_furniture() -> None:
    article = read(PAGE, url="https://www.lorn.example/storm?x=1")
    assert article.kicker.text == "Breaking"
    assert parts(article, Part.HEADLINE) == ["Storm closes port of Merrow"]
    assert article.standfirst.span is not None
    assert len(parts(article, Part.PARAGRAPH)) == 6
    assert [point.label.text for point in article.key_points.points] == ["Port", "Ships"]
    for word in ("cookies", "Share", "Related", "Another story", "I think", "rights"):
        assert word not in article.text


def test_the_metadata_are_read_with_their_origin() -> None:
    article = read(PAGE, url="https://www.lorn.example/storm?x=1")
    assert (article.published.at.isoformat(), article.published.origin) == ("2024-11-05T10:03:00+09:00", "json-ld")
    assert (article.modified.grain, article.modified.origin) == (Grain.DAY, "meta")
    assert (article.section.text, article.section.origin, article.section.span) == ("World", "json-ld", None)
    assert [tag.text for tag in article.tags] == ["Merrow", "storm"]
    assert (article.source.text, article.dateline.byline.text) == ("Lorn Wire (sample)", "Ada Quill")
    assert (article.address, article.language) == ("https://lorn.example/storm", "en")


def test_a_caption_is_bound_to_its_picture() -> None:
    (picture,) = read(PAGE, url="https://lorn.example/storm").pictures
    assert (picture.src, picture.alt) == ("https://lorn.example/cranes.jpg", "Cranes")
    assert picture.caption.text == "Cranes stand idle in Merrow on May 2, 2023."
    assert [cell.text for cell in picture.credit] == ["Bo Reed", "Quay Agency"]
    assert str(picture.taken) == "2023-05-02"


@pytest.mark.parametrize(
    ("head", "origin"),
    [
        (
            '<meta property="article:published_time" content="2024-11-05T01:03Z"><meta name="date" content="2023">',
            "meta",
        ),
        (
            '<script type="application/ld+json">{"@type":"Article","datePublished":"2024-11-05T01:03Z"}</script>'
            '<meta name="date" content="2023-01-01">',
            "json-ld",
        ),
        ("", "html"),
    ],
)
def test_the_publication_time_comes_from_the_best_place(head: str, origin: str) -> None:
    article = read(
        f'<head>{head}</head><article><h1>Storm nears</h1><time datetime="2024-11-05T01:03Z">now</time>{BODY}</article>'
    )
    assert (article.published.at.isoformat(), article.published.origin) == ("2024-11-05T01:03:00+00:00", origin)


def test_a_given_time_serves_only_where_the_page_has_none() -> None:
    from coranto.formats.dates import moment

    given_moment = moment("2020-01-01", "given")
    assert read(PAGE, published=given_moment).published.origin == "json-ld"
    assert read(f"<h1>Storm nears</h1>{BODY}", published=given_moment).published == given_moment
    assert read(f"<h1>Storm nears</h1>{BODY}").published is None


def test_a_page_cannot_take_another_sites_address() -> None:
    article = read(PAGE, url="https://elsewhere.example/copy")
    assert article.address == "https://elsewhere.example/copy"
    assert "formats.foreign-canonical" in [problem.code for problem in article.problems]


def test_unsafe_addresses_are_left_out_and_told() -> None:
    article = read(
        f'<article><h1>Storm nears</h1><figure><img src="javascript:alert(1)">'
        f"<figcaption>Cranes stand idle.</figcaption></figure>{BODY}</article>"
    )
    assert article.pictures[0].src is None
    assert [problem.code for problem in article.problems] == ["formats.unsafe-link"]


def test_broken_metadata_are_told_and_the_page_is_read() -> None:
    article = read(
        f'<script type="application/ld+json">{{"@type": </script><meta name="date" content="soon"><h1>Storm</h1>{BODY}'
    )
    assert [problem.code for problem in article.problems] == ["formats.structured-data", "formats.bad-date"]


def test_markup_in_a_title_is_words_only() -> None:
    article = read(
        f"<title>&lt;script&gt;alert(1)&lt;/script&gt;Storm</title><h1>Storm <script>alert(1)</script>nears</h1>{BODY}"
    )
    assert "alert" not in article.headline.text


@pytest.mark.parametrize(
    ("body", "url", "form"),
    [
        (b"<!doctype html><p>x", None, "html"),
        (b"\xef\xbb\xbf  <html>", None, "html"),
        (b'<?xml version="1.0"?><!-- <html> --><rss version="2.0">', None, "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', None, "feed"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html>', None, "html"),
        (b'{"version": "https://jsonfeed.org/version/1.1"', None, "feed"),
        (b'{"text": "x"}', None, "jsonl"),
        (b"A storm came.", None, "text"),
        (b"A <b>storm</b> came.", "https://lorn.example/a.html", "html"),
        (b"", "https://[", "text"),
    ],
)
def test_the_form_is_guessed(body: bytes, url: str | None, form: str) -> None:
    assert guess_form(Raw(body, url=url)) == form


bits = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<h1>",
        "</h1>",
        "<figure>",
        "<img src=x>",
        "<figcaption>",
        "</figure>",
        "<ul><li>",
        "<h2>Key points</h2>",
        "<article>",
        "</article>",
        "<br><br>",
        "A storm came near the port of Merrow, its master said. ",
        "Photo: A/B via AP",
        "MERROW (AP) — ",
        "&#xD800;",
        "<script>",
        "\0",
        "Tags: a, b",
    ]
)


@given(st.lists(st.one_of(bits, st.text(max_size=10)), max_size=30))
def test_spans_hold_for_any_markup(chosen: list[str]) -> None:
    decoded = decode(Raw("".join(chosen).encode("utf-8", "replace"), "html"))
    assert decoded.articles or decoded.problems
    for article in decoded.articles:
        check(article)


def test_the_title_that_a_page_gives_itself_goes_before_the_printed_headline() -> None:
    other = '<meta property="og:title" content="Merrow: Storm shuts the harbour - Lorn Wire (sample)"><link '
    article = read(PAGE.replace("<link ", other, 1))
    assert (article.headline.text, article.headline.origin) == ("Merrow: Storm shuts the harbour", "meta")
    assert parts(article, Part.HEADLINE) == ["Storm closes port of Merrow"]
    same = '<meta property="og:title" content="Storm closes port of Merrow - World | Lorn"><link '
    assert read(PAGE.replace("<link ", same, 1)).headline.span is not None


def test_who_signed_is_read_near_the_headline_where_the_metadata_name_only_the_outlet() -> None:
    outlet = PAGE.replace('"name": "Ada Quill"', '"name": "Lorn Wire (sample)"')
    signed = outlet.replace("</h1>", '</h1><span class="article-author">By Bo Reed and Cy Lark</span>', 1)
    assert "Bo Reed" in read(signed).dateline.byline.text
    assert read(outlet).dateline.byline.text == "Lorn Wire (sample)"


def test_a_caption_without_a_name_is_known_by_its_box_and_by_the_alternative_text() -> None:
    alt = "Ferries wait outside the harbour of Merrow"
    box = f'<div><img src="/f.jpg" alt="{alt}"><p>{alt}. <span>Quay Agency</span></p></div>'
    captions = [p.caption.text for p in read(PAGE.replace("<h2>At", box + "<h2>At", 1)).pictures]
    assert any(text.startswith(alt) for text in captions)
    teaser = f'<a href="/other">{box}</a>'
    assert len(read(PAGE.replace("<h2>At", teaser + "<h2>At", 1)).pictures) == 1


def test_other_peoples_posts_and_veils_are_no_text_of_the_article() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>The harbour master has lost his mind, and I say so here.</p></blockquote>'
    )
    veil = '<div class="modal fade"><p>' + "Agree to all of this before you read on, and to more. " * 40 + "</p></div>"
    article = read(PAGE.replace("<h2>Related", post + "<h2>Related", 1).replace("</body>", veil + "</body>"))
    assert "lost his mind" not in article.text
    assert "Agree to all" not in article.text


def test_a_second_article_under_the_first_is_left_out() -> None:
    more = (
        "<article><h1>Mill burns in Quarr</h1>" + "<p>Fire took the old mill of Quarr, whose owner was away.</p>" * 30
    )
    assert "mill of Quarr" not in read(PAGE.replace("</article>", "</article>" + more + "</article>", 1)).text


def test_running_text_that_stands_in_plain_boxes_is_the_article() -> None:
    boxes = BODY.replace("<p>", '<div class="b">').replace("</p>", "</div>")
    assert len(parts(read(PAGE.replace(BODY, boxes)), Part.PARAGRAPH)) == 6


def test_a_time_without_zone_takes_it_from_where_the_page_gives_the_same_time_with_one() -> None:
    page = PAGE.replace("2024-11-05T10:03:00+09:00", "2024-11-05 10:03:00")
    page = page.replace(
        "<link ", '<meta property="article:published_time" content="2024-11-05T10:03:00+09:00"><link ', 1
    )
    assert read(page).published.at.isoformat() == "2024-11-05T10:03:00+09:00"


def test_keywords_that_programs_keep_are_no_tags_and_marked_links_stand_in() -> None:
    junk = '"NLP Category: Ports", "98be933f-38cf-4fba-b6c6-ad438e82010a", "lorn.com", "topic/ferries", "Ada Quill"'
    assert [tag.text for tag in read(PAGE.replace('"Merrow", "storm", "merrow"', junk)).tags] == ["ferries"]
    links = PAGE.replace('"Merrow", "storm", "merrow"', "").replace(
        "</article>", '<a rel="tag" href="/t">Ports</a></article>'
    )
    assert [(tag.text, tag.origin) for tag in read(links).tags] == [("Ports", "html")]
