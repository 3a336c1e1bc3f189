"""The site over HTTP: every route, the headers, caching, and who may vote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from coranto.publish.record import Record
from coranto.site import Votes, app, in_memory

KEY = b"k" * 32
SITE = "http://desk.test"
OWN = {"origin": SITE, "sec-fetch-site": "same-origin"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def votes() -> Votes:
    return in_memory()


@pytest.fixture
def client(record: Record, votes: Votes) -> Iterator[TestClient]:
    with TestClient(app(lambda: record, votes, key=KEY), base_url=SITE, follow_redirects=False) as found:
        yield found


@pytest.fixture
def story(record: Record) -> str:
    return record.articles[-1].id


def cast(client: TestClient, story: str, stars: str = "4", **headers: str) -> int:
    answer = client.post(f"/story/{story}/rate", content=f"stars={stars}", headers=FORM | OWN | headers)
    return answer.status_code


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/", "text/html", "Most widely told"),
        ("/section/asia", "text/html", "Events they tell"),
        ("/event/event-launch", "text/html", "As it was told"),
        ("/actor/PRK.MIL", "text/html", "As the one who acts"),
        ("/about", "text/html", "What the marks mean"),
        ("/feed.atom", "application/atom+xml", "<entry>"),
        ("/static/coranto.css", "text/css", "--paper"),
        ("/static/mark.svg", "image/svg+xml", "<svg"),
    ],
)
def test_every_address_answers(client: TestClient, path: str, kind: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert words in answer.text


def test_every_story_answers(client: TestClient, record: Record) -> None:
    for article in record.articles:
        assert client.get(f"/story/{article.id}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/story/x",
        "/event/x",
        "/actor/XXX",
        "/section/x",
        "/static/../secret",
        "/story/%00",
        "/story/..%2f..",
        "/actor/%F0%9F",
    ],
)
def test_what_is_not_there_says_so(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Nothing stands here" in answer.text


@pytest.mark.parametrize("path", ["/", "/nothing", "/feed.atom", "/static/coranto.css", "/story/x/rate"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';")
    assert "unsafe" not in policy
    assert "script" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_page_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/")
    again = client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get("/", headers={"if-none-match": '"other"'}).status_code == 200


def test_head_is_get_without_a_body(client: TestClient) -> None:
    answer = client.head("/")
    assert answer.status_code == 200
    assert answer.headers["etag"] == client.get("/").headers["etag"]


def test_the_style_sheet_is_kept_for_good_under_its_own_address(client: TestClient) -> None:
    page = client.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in client.get(address).headers["cache-control"]
    assert client.get("/static/coranto.css?v=old").headers["cache-control"] == "no-cache"


def test_a_new_record_is_shown_at_once(record: Record, votes: Votes) -> None:
    held = [record]
    client = TestClient(app(lambda: held[0], votes, key=KEY), base_url=SITE)
    assert "5</b> articles" in client.get("/").text
    held[0] = replace(record, articles=record.articles[:2])
    assert "2</b> articles" in client.get("/").text


def test_a_vote_is_kept_and_shown(client: TestClient, votes: Votes, story: str) -> None:
    assert "No ratings yet" in client.get(f"/story/{story}").text
    answer = client.post(f"/story/{story}/rate", content="stars=4", headers=FORM | OWN)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/story/{story}#rating"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "4.0</strong> of 5, from 1 vote" in client.get(f"/story/{story}").text


def test_a_reader_votes_once_and_may_change_it(client: TestClient, votes: Votes, story: str) -> None:
    assert [cast(client, story, stars) for stars in ("4", "4", "2")] == [303, 303, 303]
    assert votes.read(story).votes == 1
    assert votes.read(story).average == 2


def test_two_readers_are_two_votes(client: TestClient, votes: Votes, story: str) -> None:
    cast(client, story, "5")
    client.cookies.clear()
    cast(client, story, "2")
    assert (votes.read(story).votes, votes.read(story).average) == (2, 3.5)


def test_the_keeper_never_sees_the_cookie(record: Record, story: str) -> None:
    seen: list[str] = []
    keeper = in_memory()
    votes = Votes(keeper.read, lambda _story, voter, _stars: seen.append(voter))
    client = TestClient(app(lambda: record, votes, key=KEY), base_url=SITE, follow_redirects=False)
    cast(client, story)
    cast(client, story)
    (cookie,) = set(client.cookies.values())
    assert len(set(seen)) == 1
    assert cookie not in seen[0]
    assert len(seen[0]) == 64


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": SITE, "sec-fetch-site": "cross-site"},
        {"origin": SITE, "sec-fetch-site": "same-site"},
        {"origin": "http://desk.test:81"},
        {"sec-fetch-site": "none"},
        {},
    ],
)
def test_a_post_from_elsewhere_is_refused(
    client: TestClient, votes: Votes, story: str, headers: dict[str, str]
) -> None:
    answer = client.post(f"/story/{story}/rate", content="stars=5", headers=FORM | headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert votes.read(story).votes == 0


@pytest.mark.parametrize(
    "body", ["", "stars=0", "stars=6", "stars=4&stars=5", "stars=%34", "stars=x", "stars=4" + " " * 5000, "\x00"]
)
def test_what_is_no_vote_is_refused(client: TestClient, votes: Votes, story: str, body: str) -> None:
    answer = client.post(f"/story/{story}/rate", content=body, headers=FORM | OWN)
    assert answer.status_code == 400
    assert votes.read(story).votes == 0


def test_a_vote_on_nothing_is_refused(client: TestClient) -> None:
    assert cast(client, "x") == 404


def test_a_made_up_cookie_is_replaced(client: TestClient, votes: Votes, story: str) -> None:
    client.cookies.set("coranto_reader", "me")
    cast(client, story)
    client.cookies.clear()
    client.cookies.set("coranto_reader", "me")
    cast(client, story)
    assert votes.read(story).votes == 2


def test_only_the_form_may_post(client: TestClient) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert "only for reading" in answer.text
