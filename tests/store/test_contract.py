"""What every database must do alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from coranto import store
from coranto.errors import StoreError, UsageError
from coranto.model import (
    Certainty,
    Copies,
    Forecast,
    Judgement,
    Link,
    LinkKind,
    Precision,
    Problem,
    Rating,
    Reading,
    Span,
    Status,
    Verdict,
)
from coranto.model.query import Query
from coranto.store import dialect, tables

LAUNCH = "North Korea fired several missiles on Tuesday."
DEMAND = "Seoul demanded that the troops leave Kursk."
TEST = "A nuclear test is feared, officials said."
NEWS = f"{LAUNCH} {DEMAND} {TEST}"


@pytest.fixture(scope="module")
def news(make: SimpleNamespace) -> Reading:
    """One article with three claims: dated and placed, demanded, feared by somebody."""
    article = make.article(NEWS, problems=(Problem("formats.no-zone", "no zone", None),))
    launch = make.claim(
        article,
        LAUNCH,
        "MOBILIZE",
        "PRK.MIL",
        "JPN",
        name="Korean People's Army",
        time=make.when(5, 6),
        place=make.where("Sariwon", "PRK", 38.507, 125.756),
    )
    demand = make.claim(
        article, DEMAND, "REQUEST", "KOR.GOV", "RUS.GOV", Status.DEMANDED, "KOR.GOV", time=make.when(6, 8)
    )
    test = make.claim(
        article,
        TEST,
        "ASSAULT",
        "PRK.GOV",
        status=Status.HYPOTHETICAL,
        holder="UNK",
        certainty=Certainty.POSSIBLE,
        place=make.where("North Korea", "PRK", 40.0, 127.0, Precision.COUNTRY),
    )
    return Reading(
        article,
        published=article.published,
        claims=(launch, demand, test),
        links=(Link(launch.id, demand.id, LinkKind.RESPONSE, (), True, Span(47, 90)),),
        forecasts=(Forecast(test.id, "risk", ("UNK",), make.when(7, 9), "a nuclear test", Span(91, 120)),),
        problems=(Problem("when.no-anchor", "“later” has no anchor", Span(0, 5)),),
    )


@pytest.fixture(scope="module", params=["file", "memory"])
def filled(request, tmp_path_factory, make: SimpleNamespace, news: Reading) -> Iterator[store.Store]:
    """A record for tests that only ask, or that must not be able to change it."""
    folder = tmp_path_factory.mktemp("filled")
    with store.open(folder / "record.db" if request.param == "file" else "sqlite://") as record:
        make.keep(record, news)
        store.add_judgement(record, Judgement("1", "left", None, Verdict.WRONG, "editor", make.day(6)))
        store.replace_events(record, [make.event(claim) for claim in news.claims], ())
        yield record


def said(found: list[store.StoredClaim]) -> set[str]:
    return {one.evidence[0] for one in found}


def test_an_article_is_added_once(record, make):
    article = make.article(NEWS)
    assert store.add_article(record, article, make.day(5)) == store.Added(True, True)
    assert store.add_article(record, article, make.day(6)) == store.Added(False, False)
    assert store.counts(record).versions == 1


def test_new_words_make_a_new_version_of_the_same_article(record, make):
    first, second = make.article(LAUNCH), make.article(NEWS)
    store.add_article(record, first, make.day(5))
    assert store.add_article(record, second, make.day(6)) == store.Added(False, True)
    assert [one.article for one in store.versions(record, first.id)] == [first, second]
    (newest,) = store.articles(record)
    assert (newest.article, newest.versions, newest.first_seen, newest.seen) == (second, 2, make.day(5), make.day(6))


def test_the_same_words_in_two_outlets_are_two_articles(record, make):
    one, two = make.article(NEWS), make.article(NEWS, source="Sample Gazette", address="https://gazette.example/1")
    for article in (one, two):
        make.keep(record, Reading(article, claims=(make.claim(article, LAUNCH),)))
    assert one.version == two.version
    assert {found.outlet for found in store.claims(record)} == {"Sample Wire", "Sample Gazette"}
    assert store.article(record, one.version).article == one
    assert store.article(record, two.version, two.id).article == two


def test_what_comes_back_equals_what_went_in(record, news, make):
    make.keep(record, news)
    assert store.article(record, news.article.version).article == news.article
    assert {one.claim for one in store.claims(record)} == set(news.claims)
    assert store.links(record) == list(news.links)
    assert [one.forecast for one in store.forecasts(record)] == list(news.forecasts)
    assert store.problems_of(record, news.article.version) == [*news.article.problems, *news.problems]


def test_a_stored_claim_knows_its_article(record, news, make):
    make.keep(record, news, at=make.day(7))
    launch = store.claim(record, news.claims[0].id)
    assert launch.evidence == (LAUNCH,)
    assert (launch.outlet, launch.headline, launch.address) == (
        "Sample Wire",
        "A sample headline",
        news.article.address,
    )
    assert (launch.article, launch.version) == (news.article.id, news.article.version)
    assert (launch.published, launch.added, launch.run) == (news.article.published, make.day(7), make.run().id)


def test_reading_the_same_article_twice_changes_nothing(record, news, make):
    store.add_article(record, news.article, make.day(5))
    assert store.add_reading(record, make.run(), news) is True
    before = store.counts(record)
    assert store.add_reading(record, make.run(), news) is False
    assert store.counts(record) == before
    assert before.claims == before.all_claims == 3


def test_two_claims_with_one_id_are_both_kept(record, make):
    article = make.article(NEWS)
    twin = make.claim(article, LAUNCH)
    make.keep(record, Reading(article, claims=(twin, twin)))
    assert [one.claim for one in store.claims(record)] == [twin, twin]


def test_the_newest_run_is_current_and_the_older_stays(record, news, make):
    make.keep(record, news)
    better = replace(news, claims=news.claims[:1], links=(), problems=())
    store.add_reading(record, make.run("second", make.day(8)), better)
    assert [one.claim for one in store.claims(record)] == [news.claims[0]]
    assert store.claim(record, news.claims[1].id).claim == news.claims[1]
    counts = store.counts(record)
    assert (counts.claims, counts.all_claims, counts.runs) == (1, 4, 2)
    assert [one.code for one in store.problems(record)] == ["formats.no-zone"]


def test_an_older_run_that_comes_later_is_not_current(record, news, make):
    make.keep(record, news, make.run("new", make.day(8)))
    store.add_reading(record, make.run("old", make.day(6)), replace(news, claims=()))
    assert len(store.claims(record)) == 3


def test_only_the_newest_version_read_speaks_unless_asked(record, news, make):
    make.keep(record, news, at=make.day(6))
    article = make.article(f"{LAUNCH} It landed in the sea.")
    store.add_article(record, article, make.day(7))
    assert len(store.claims(record)) == 3  # the new version is not read yet
    make.keep(record, Reading(article, claims=(make.claim(article, LAUNCH),)), at=make.day(7))
    assert len(store.claims(record)) == 1
    assert len(store.claims(record, Query(every_version=True))) == 4


def test_as_known_at(record, news, make):
    make.keep(record, news, at=make.day(6))
    article = make.article(f"{LAUNCH} It landed in the sea.")
    make.keep(record, Reading(article, claims=(make.claim(article, LAUNCH),)), at=make.day(9))
    assert store.claims(record, Query(as_known_at=make.day(5))) == []
    assert len(store.claims(record, Query(as_known_at=make.day(6)))) == 3
    assert len(store.claims(record, Query(as_known_at=make.day(10)))) == 1
    (then,) = store.articles(record, Query(as_known_at=make.day(8)))
    assert (then.article, then.versions) == (news.article, 1)
    with pytest.raises(UsageError, match="believed now"):
        store.events(record, Query(as_known_at=make.day(5)))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {LAUNCH, DEMAND, TEST}),
        ({"type": "MOBILIZE"}, {LAUNCH}),
        ({"type": "MOBILIZE' OR 1=1 --"}, set()),
        ({"actor": "PRK"}, {LAUNCH, TEST}),
        ({"actor": "PRK.MIL"}, {LAUNCH}),
        ({"actor": "PR"}, set()),
        ({"recipient": "RUS"}, {DEMAND}),
        ({"party": "KOR.GOV"}, {DEMAND}),
        ({"party": "JPN"}, {LAUNCH}),
        ({"holder": "UNK"}, {TEST}),
        ({"holder": "KOR"}, {DEMAND}),
        ({"status": Status.DEMANDED}, {DEMAND}),
        ({"took_place": True}, {LAUNCH}),
        ({"took_place": False}, {DEMAND, TEST}),
        ({"certainty": Certainty.POSSIBLE}, {TEST}),
        ({"country": "PRK"}, {LAUNCH, TEST}),
        ({"box": (125.0, 38.0, 128.0, 41.0)}, {LAUNCH}),  # the country's centre is no place
        ({"box": (170.0, 38.0, 126.0, 41.0)}, {LAUNCH}),  # round the world, over the 180th meridian
        ({"box": (126.0, 38.0, 128.0, 41.0)}, set()),
        ({"box": (125.756, 38.507, 125.756, 38.507)}, {LAUNCH}),
        ({"text": "missile"}, {LAUNCH}),
        ({"text": "people's army"}, {LAUNCH}),
        ({"text": '"nuclear test"'}, {TEST}),
        ({"text": '"test nuclear"'}, set()),
        ({"text": "***"}, set()),
        ({"text": " "}, {LAUNCH, DEMAND, TEST}),
        ({"limit": 0}, set()),
        ({"type": "REQUEST", "actor": "KOR", "took_place": False}, {DEMAND}),
    ],
)
def test_questions(filled, news, make, asked, found):
    assert said(store.claims(filled, Query(**asked))) == found


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, (5, 12), {LAUNCH}),
        ((5, 14), (5, 15), {LAUNCH}),
        ((5, 15), None, {DEMAND}),  # midnight in Seoul: the fifth is over, the half-open end is not part of it
        ((1, 0), (30, 0), {LAUNCH, DEMAND}),  # what has no date is in no stretch of time
        ((7, 15), None, set()),
        (None, (4, 15), set()),
    ],
)
def test_dates_are_half_open(filled, news, make, since, until, found):
    query = Query(since=since and make.day(*since), until=until and make.day(*until))
    assert said(store.claims(filled, query)) == found


def test_limit_and_offset_cut_the_newest_first(record, make):
    for number in (3, 4, 5):
        article = make.article(f"{LAUNCH} {number}", address=f"https://sample.example/{number}", published=number)
        make.keep(record, Reading(article, claims=(make.claim(article, LAUNCH),)))
    days = [one.published.at.day for one in store.claims(record, Query(limit=2))]
    assert days == [5, 4]
    assert [one.published.at.day for one in store.claims(record, Query(offset=2))] == [3]
    assert [one.published.at.day for one in store.articles(record)] == [5, 4, 3]


@pytest.mark.parametrize(
    "query", [Query(box=(0, 5, 1, 4)), Query(box=(0, 0, 200, 1)), Query(limit=-1), Query(offset=-1)]
)
def test_questions_that_cannot_be_asked(record, query):
    with pytest.raises(UsageError):
        store.claims(record, query)


def test_a_filter_is_never_left_out_silently(record):
    with pytest.raises(UsageError, match="party"):
        store.articles(record, Query(party="PRK"))


def test_near_is_a_box(filled, news, make):
    assert said(store.near(filled, (125.0, 38.0, 126.0, 39.0))) == {LAUNCH}
    assert store.near(filled, (125.0, 38.0, 126.0, 39.0), Query(type="REQUEST")) == []


def test_full_text_marks_what_it_found(filled, news, make):
    found = store.search(filled, "missile Tuesday")
    (hit,) = found.articles
    assert [mark.of(hit.snippet) for mark in hit.marks] == ["missiles", "Tuesday"]
    assert [one.claim for one in found.claims] == [news.claims[0].id]


HOSTILE = [
    '"; DROP TABLE claims; --',
    '"unclosed',
    "NEAR(a b)",
    "text:missiles",
    "a* OR b",
    "^",
    "'",
    "(",
    "\x00",
    "\ud800",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(filled, news, make, words):
    assert store.search(filled, words) == store.Found((), ())
    assert store.claims(filled, Query(text=words)) == []
    assert store.counts(filled).claims == 3


def test_an_unclosed_quote_closes_at_the_end(filled, news, make):
    assert len(store.search(filled, 'several "missiles on').claims) == 1


def test_lone_surrogates_and_controls_survive(record, make):
    text = "Kim \ud83d\ude00 fired \udfff\x00\x1a\x1a0041 missiles. \U0001f680"
    article = make.article(text, source="Wire \ud800")
    make.keep(record, Reading(article, claims=(make.claim(article, text),)))
    (kept,) = store.claims(record)
    assert (kept.evidence, kept.outlet) == ((text,), "Wire \ud800")
    assert store.article(record, article.version).article.text == text
    (hit,) = store.search(record, "missiles").articles
    assert hit.snippet == text
    assert store.check(record) == []


def test_events_are_put_in_place_whole(record, news, make):
    make.keep(record, news)
    launch, demand, _ = news.claims
    copies = (Copies(make.run().id, (news.article.version,), "the same words"),)
    link = Link(demand.id, launch.id, LinkKind.FOLLOW_UP, (), None, Span(0, 1))
    first, second = make.event(launch, demand), make.event(demand)
    store.replace_events(record, [first], copies, [link])
    assert store.events(record) == [first]
    assert store.copies(record) == list(copies)
    assert link in store.links(record, launch.id)
    assert [(one.day.isoformat(), one.type, one.events) for one in store.daily(record)] == [
        ("2024-11-05", "MOBILIZE", 1)
    ]
    store.replace_events(record, [second], ())
    assert store.events(record) == [second]
    assert (store.event(record, first.id), store.event(record, second.id)) == (None, second)
    assert (store.event_of(record, launch.id), store.event_of(record, demand.id)) == (None, second)
    assert store.links(record) == list(news.links)
    assert store.copies(record) == []


def test_events_that_cannot_be_put_in_place_leave_the_old_ones(record, news, make):
    make.keep(record, news)
    event = make.event(news.claims[0])
    store.replace_events(record, [event], ())
    with pytest.raises(StoreError):
        store.replace_events(record, [event, event], ())
    assert store.events(record) == [event]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"MOBILIZE", "REQUEST", "ASSAULT"}),
        ({"party": "PRK"}, {"MOBILIZE", "ASSAULT"}),
        ({"recipient": "JPN"}, {"MOBILIZE"}),
        ({"took_place": True}, {"MOBILIZE"}),
        ({"holder": "UNK"}, {"ASSAULT"}),
        ({"text": "kursk"}, {"REQUEST"}),
        ({"text": "kursk", "holder": "UNK"}, set()),
        ({"country": "PRK"}, {"MOBILIZE", "ASSAULT"}),
        ({"box": (125.0, 38.0, 128.0, 41.0)}, {"MOBILIZE"}),
        ({"article": "none"}, set()),
    ],
)
def test_questions_about_events(filled, news, make, asked, found):
    assert {one.type for one in store.events(filled, Query(**asked))} == found


def test_an_events_claims_in_its_order_and_every_article(record, news, make):
    make.keep(record, news)
    copy = make.article(NEWS, source="Sample Gazette", address="https://gazette.example/1")
    make.keep(record, Reading(copy, claims=news.claims[:1]))
    launch, demand, _ = news.claims
    event = make.event(demand, launch)
    store.replace_events(record, [event], ())
    told = [(one.claim, one.outlet) for one in store.claims_of(record, event.id)]
    assert told == [(demand, "Sample Wire"), (launch, "Sample Wire"), (launch, "Sample Gazette")]


def test_judgements_are_added_and_replaced_never_changed(record, make):
    first = Judgement("1", "left", "right", Verdict.SAME, "editor", make.day(6))
    second = Judgement("2", "left", "right", Verdict.DIFFERENT, "editor", make.day(7), replaces="1")
    assert store.add_judgement(record, first) is True
    assert store.add_judgement(record, first) is False
    with pytest.raises(UsageError, match="something else"):
        store.add_judgement(record, replace(first, note="changed"))
    store.add_judgement(record, second)
    assert store.judgements(record) == [second]
    assert store.judgements(record, replaced=True) == [first, second]
    with pytest.raises(UsageError, match="not there"):
        store.add_judgement(record, replace(second, id="3", replaces="nobody"))


def test_unread_is_what_a_run_has_still_to_do(record, news, make):
    store.add_article(record, news.article, make.day(5))
    assert store.unread(record, make.run().id) == [(news.article.id, news.article.version)]
    store.add_reading(record, make.run(), news)
    assert store.unread(record, make.run().id) == []
    assert store.unread(record, make.run("second").id) != []


def test_forecasts_fall_due(record, news, make):
    make.keep(record, news)
    assert store.forecasts(record, due_before=make.day(8)) == []
    assert len(store.forecasts(record, due_before=make.day(9))) == 1


def test_problems_are_counted(record, news, make):
    make.keep(record, news)
    counted = [store.ProblemCount("formats.no-zone", 1, 1), store.ProblemCount("when.no-anchor", 1, 1)]
    assert store.problems(record) == counted


def test_a_reading_needs_its_article(record, news, make):
    with pytest.raises(UsageError, match="not in the record"):
        store.add_reading(record, make.run(), news)
    assert store.counts(record).runs == 0


def test_evidence_lies_inside_the_text(record, news, make):
    store.add_article(record, news.article, make.day(5))
    outside = replace(news.claims[0], evidence=(Span(0, len(NEWS) + 1),))
    with pytest.raises(UsageError, match="evidence"):
        store.add_reading(record, make.run(), replace(news, claims=(outside,)))


def test_one_run_has_one_maker(record, news, make):
    make.keep(record, news)
    with pytest.raises(UsageError, match="other code"):
        store.add_reading(record, replace(make.run(), weights="other"), news)


APPENDED = [
    "articles",
    "versions",
    "runs",
    "readings",
    "claims",
    "claim_parties",
    "links",
    "forecasts",
    "problems",
    "judgements",
]


@pytest.mark.parametrize("table", APPENDED)
@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"],
    ids=["delete", "update", "replace"],
)
def test_what_is_appended_is_never_edited(filled, news, make, table, statement):
    column = tables.metadata.tables[table].columns.keys()[0]
    with (
        pytest.raises(StoreError, match="only ever added to"),
        dialect.writing(filled.engine, filled.where) as connection,
    ):
        connection.execute(text(statement.format(table, column)))
    assert store.check(filled) == []


def test_the_check_sees_what_was_tampered_with(record, news, make):
    make.keep(record, news)
    with record.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER versions_no_update"))
        connection.execute(text("UPDATE versions SET text = replace(text, 'several', '12')"))
    codes = {problem.code for problem in store.check(record)}
    assert codes == {"store.text-changed", "store.evidence"}


def test_the_check_sees_orphans(record, news, make):
    make.keep(record, news)
    event = make.event(news.claims[0])
    store.replace_events(record, [event], ())
    connection = record.engine.raw_connection()
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM events")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.close()
    assert {problem.code for problem in store.check(record)} == {"store.orphan"}


def test_a_backup_is_a_record_and_never_overwrites(record, news, make, tmp_path):
    make.keep(record, news)
    path = tmp_path / "backup.db"
    store.backup(record, path)
    with store.open(path, read_only=True) as copy:
        assert store.claims(copy) == store.claims(record)
        assert store.check(copy) == []
    with pytest.raises(StoreError, match="of this name"):
        store.backup(record, path)
    with pytest.raises(StoreError, match="folder"):
        store.backup(record, tmp_path / "nowhere" / "backup.db")
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


def test_nobody_has_voted_is_no_rating(record, make):
    store.add_article(record, make.article(NEWS), make.day(5))
    assert store.rating(record, make.article(NEWS).id) == Rating(None, 0)


def test_a_voter_has_one_vote(record, make):
    article = make.article(NEWS)
    store.add_article(record, article, make.day(5))
    for voter, stars in (("one", 1), ("two", 4), ("one", 5)):
        store.vote(record, article.id, voter, stars)
    assert store.rating(record, article.id) == Rating(4.5, 2)


@pytest.mark.parametrize(("of", "stars"), [("nobody", 3), (None, 0), (None, 6)])
def test_what_is_no_vote_is_refused(record, make, of, stars):
    article = make.article(NEWS)
    store.add_article(record, article, make.day(5))
    with pytest.raises(UsageError):
        store.vote(record, of or article.id, "one", stars)
    assert store.rating(record, article.id).votes == 0
