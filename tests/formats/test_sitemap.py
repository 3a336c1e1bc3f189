from __future__ import annotations

import pytest
from article_checks import check

from coranto.formats import decode, is_sitemap, read_sitemap
from coranto.formats.sitemap import Listed
from coranto.model import Raw

PAGES = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> https://lorn.example/1 </loc><lastmod>2024-11-05</lastmod></url>
<url><loc>/2</loc></url><url><loc>https://lorn.example/3?a=1&amp;b=2</loc></url></urlset>"""
INDEX = b"""<!-- ours --><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://lorn.example/news.xml</loc></sitemap></sitemapindex>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://lorn.example/1</loc><lastmod>2024-11-05T12:00:00+09:00</lastmod>
<n:news><n:publication><n:name>Lorn Wire</n:name><n:language>en</n:language></n:publication>
<n:publication_date>2024-11-05T10:03:00+09:00</n:publication_date><n:title>Storm closes port</n:title>
<n:keywords>Merrow, weather</n:keywords></n:news><image:image><image:loc>https://lorn.example/p.jpg</image:loc></image:image></url>
<url><loc>https://lorn.example/old</loc></url></urlset>"""


def test_a_sitemap_is_a_list_of_addresses() -> None:
    listed, problems = read_sitemap(PAGES, "https://lorn.example/sitemap.xml")
    assert listed == (Listed("https://lorn.example/1", "2024-11-05"), Listed("https://lorn.example/3?a=1&b=2"))
    assert [problem.code for problem in problems] == ["formats.bad-subscription"]
    assert "entry 2: '/2'" in problems[0].message


def test_a_list_of_sitemaps_says_that_its_addresses_are_sitemaps() -> None:
    assert read_sitemap(INDEX, "x")[0] == (Listed("https://lorn.example/news.xml", more=True),)


def test_news_in_a_sitemap_are_articles_with_title_day_and_paper() -> None:
    found = decode(Raw(NEWS.encode()))
    (article,) = found.articles
    check(article)
    assert (article.text, article.address) == ("Storm closes port", "https://lorn.example/1")
    assert (article.source.text, article.language) == ("Lorn Wire", "en")
    assert article.published.at.isoformat() == "2024-11-05T10:03:00+09:00"
    assert article.modified.at.isoformat() == "2024-11-05T12:00:00+09:00"
    assert [tag.text for tag in article.tags] == ["Merrow", "weather"]
    assert article.pictures[0].src == "https://lorn.example/p.jpg"


def test_a_sitemap_without_news_holds_no_article_and_says_what_it_is() -> None:
    found = decode(Raw(PAGES))
    assert found.articles == ()
    assert ["sitemap without news" in problem.message for problem in found.problems] == [True]


@pytest.mark.parametrize(
    ("body", "told"),
    [(PAGES, True), (INDEX, True), (NEWS.encode("utf-16"), True), (b"<rss><urlset/></rss>", False), (b"", False)],
)
def test_a_sitemap_is_told_from_anything_else(body: bytes, told: bool) -> None:
    assert is_sitemap(body) is told


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html><body>Not found</body></html>", "formats.not-a-sitemap"),
        (b"", "formats.not-a-sitemap"),
        (b"<urlset></urlset>", "formats.empty"),
        (b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>', "formats.entities"),
        (b"\n" * 20_000_001, "formats.too-large"),
    ],
)
def test_a_sitemap_that_gives_nothing_says_why(body: bytes, code: str) -> None:
    listed, problems = read_sitemap(body, "x")
    assert (listed, [problem.code for problem in problems]) == ((), [code])


def test_a_sitemap_of_too_many_is_cut_and_says_so() -> None:
    body = (
        b"<urlset>" + b"".join(b"<url><loc>https://a.example/%d</loc></url>" % n for n in range(50_001)) + b"</urlset>"
    )
    listed, problems = read_sitemap(body, "x")
    assert (len(listed), [problem.code for problem in problems]) == (50_000, ["formats.too-many-lines"])
