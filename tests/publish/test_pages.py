"""What stands on each page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from types import ModuleType

import pytest

from coranto.model import Article, Cell, Rating
from coranto.model.page import Bullet, ClaimRow, Evidence, PageLink, Promise, Side, StoryPage, TimeRow
from coranto.publish.actor import actor
from coranto.publish.event import event
from coranto.publish.front import front, independent
from coranto.publish.record import Index, Record, index
from coranto.publish.section import section, sections, slug
from coranto.publish.story import story


def by(shelf: Index, outlet: str) -> Article:
    return next(each for each in shelf.articles.values() if each.source and each.source.text.startswith(outlet))


def page(shelf: Index, outlet: str, rating: Rating = Rating(None, 0)) -> StoryPage:  # noqa: B008  # a frozen value
    found = story(shelf, by(shelf, outlet).id, rating)
    assert found
    return found


def inside(value: object) -> Iterator[object]:
    """A page record and everything in it, but not the article it is about."""
    yield value
    if isinstance(value, tuple):
        for each in value:
            yield from inside(each)
    elif is_dataclass(value) and not isinstance(value, Article):
        for field in fields(value):
            yield from inside(getattr(value, field.name))


def all_pages(shelf: Index) -> list[object]:
    codes = {code for each in shelf.events.values() for code in (*each.actors, *each.recipients)}
    made: list[object] = [front(shelf)]
    made += [story(shelf, each) for each in shelf.articles]
    made += [event(shelf, each) for each in shelf.events]
    made += [actor(shelf, code) for code in codes]
    made += [section(shelf, link.href.removeprefix("/section/")) for link in sections(shelf)]
    assert None not in made
    return made


def test_every_quote_on_every_page_is_the_stored_text(shelf: Index) -> None:
    quotes = [each for made in all_pages(shelf) for each in inside(made) if isinstance(each, Evidence)]
    assert len(quotes) > 100
    for each in quotes:
        assert each.quote == shelf.versions[each.version].text[each.start : each.end]


def test_every_row_bullet_and_side_has_its_evidence(shelf: Index) -> None:
    for made in all_pages(shelf):
        for each in inside(made):
            if isinstance(each, ClaimRow | Side):
                assert each.evidence, each
            if isinstance(each, Bullet):
                assert each.evidence or each.note, each
            if isinstance(each, TimeRow | Promise):
                assert each.evidence.quote


def test_the_editors_own_story_has_every_part_of_a_news_page(shelf: Index) -> None:
    made = page(shelf, "coranto desk")
    assert made.kicker == "Top Story"
    assert made.section
    assert (made.section.text, made.section.href) == ("World", "/section/world")
    assert made.headline == "North Korea Fires Missiles Hours Before America Votes"
    assert dict(made.strip) == {
        "Outlet": "coranto desk (sample)",
        "Written in": "Seoul",
        "By": "Edith Marlow",
        "Edition": "Evening Edition",
        "Published": "5 November 2024, 18:40 UTC+09:00",
    }
    assert made.standfirst.startswith("The launch came two days after")
    assert made.points_heading == "Before the Vote: Key Developments"
    assert [point.label for point in made.points] == ["Missile Launch", "Nuclear Test", "Condemnation"]
    assert made.long_read_heading == "Deep Look"
    assert made.tags == ("North Korea", "Missiles", "Arms control")
    assert made.previous
    assert made.next is None
    assert made.latest


def test_the_editors_own_copy_is_published_whole(sample: ModuleType, shelf: Index) -> None:
    body = " ".join(each.text for each in page(shelf, "coranto desk").body)
    for sentence in (sample.OWN_LEAD, sample.OWN_SEEN, sample.OWN_TROOPS, sample.OWN_EVADE, sample.OWN_VOW):
        assert sentence in body


def test_a_point_opens_the_sentence_of_the_body_behind_it(sample: ModuleType, shelf: Index) -> None:
    launch, test, condemned = page(shelf, "coranto desk").points
    assert [each.quote for each in launch.evidence] == [sample.OWN_LEAD]
    assert [each.quote for each in test.evidence] == [sample.OWN_SPY]
    assert test.standing
    assert test.standing.tone == "open"
    assert condemned.evidence == ()
    assert condemned.note == "The record ties no sentence of the body to this point."


def test_a_file_picture_shows_its_chain_its_age_and_its_doubts(shelf: Index) -> None:
    (picture,) = page(shelf, "coranto desk").pictures
    assert picture.credit == ("State Photo Service", "Peninsula Pictures", "Harbour Wire")
    assert picture.file == "FILE"
    assert picture.age == "taken 8 months before this news"
    assert picture.caveats[1] == "The content of the picture cannot be independently verified."
    assert picture.link
    assert picture.link.away


def test_other_peoples_articles_are_never_reprinted(shelf: Index) -> None:
    for article in shelf.articles.values():
        made = story(shelf, article.id)
        assert made
        if not article.ours:
            assert made.body == ()
            assert made.original
            assert made.original.href == article.address
            assert all(len(each.quote.split()) <= 40 for each in inside(made) if isinstance(each, Evidence))


def test_sentences_without_a_claim_are_not_printed(shelf: Index) -> None:
    made = page(shelf, "Harbour Wire")
    shown = " ".join(str(each) for each in inside(made) if isinstance(each, str))
    assert "ferries" not in shown
    assert "Schools" not in shown


def test_key_developments_of_others_are_made_from_the_record(shelf: Index) -> None:
    made = page(shelf, "The Eastern Ledger")
    assert made.points_heading == "Key Developments"
    assert not any(point.written for point in made.points)
    assert [point.label for point in made.points] == ["Weapons", "Troops", "Weapons"]
    assert made.points[2].sentence == "An unnamed source said that North Korea might test weapons."


def test_an_inferred_day_says_so_and_why(shelf: Index) -> None:
    strip = dict(page(shelf, "The Eastern Ledger").strip)
    assert strip["Published"] == "5 November 2024 (inferred)"
    assert strip["Inferred because"].startswith("the text names Tuesday's launch")


def test_a_day_that_is_not_known_is_said_not_to_be(record: Record) -> None:
    dayless = replace(record, articles=tuple(replace(each, published=None) for each in record.articles))
    assert all(dict(made.strip)["Published"] == "day not known" for made in pages_of(index(dayless)))


def pages_of(shelf: Index) -> list[StoryPage]:
    return [made for each in shelf.articles if (made := story(shelf, each))]


def test_who_says_so_is_grouped_by_holder(shelf: Index) -> None:
    names = [voice.name for voice in page(shelf, "coranto desk").voices]
    assert "South Korea’s military" in names
    assert names[-1] == "coranto desk (sample), in its own voice"
    military = next(voice for voice in page(shelf, "coranto desk").voices if voice.name == "South Korea’s military")
    assert military.note == "“the South's military”"


def test_what_is_not_known_names_problems_caveats_and_silences(shelf: Index) -> None:
    texts = [each.text for each in page(shelf, "coranto desk").unknown]
    assert texts[0] == "Russia’s government declined to say whether North Korea’s military moved or readied troops."
    assert "Of a picture: “Independent journalists were not present.”" in texts
    assert "The South's military gave neither the number nor the range of the missiles" in texts


def test_many_problems_of_one_kind_are_counted_not_listed(record: Record) -> None:
    version = record.articles[-1].version
    many = replace(record, problems={version: record.problems[version] * 10})
    unknown = next(made for made in pages_of(index(many)) if made.article.version == version).unknown
    assert sum(each.code == "how_many.open" for each in unknown) == 4
    assert unknown[-1].text == "7 more of the same kind."


def test_a_promise_says_when_it_is_due(shelf: Index) -> None:
    (risk,) = page(shelf, "The Eastern Ledger").promises
    assert (risk.kind, risk.state) == ("Risk", "due by 3 December 2024")
    assert risk.holders == ("An unnamed source",)


def test_a_lapsed_promise_is_not_called_a_failure(record: Record) -> None:
    from datetime import timedelta

    assert record.at
    later = index(replace(record, at=record.at + timedelta(days=60)))
    (risk,) = page(later, "The Eastern Ledger").promises
    assert risk.state == "day passed on 3 December 2024; outcome not recorded"
    assert all(each.sentence != risk.sentence or "no end date" in each.state for each in front(later).due)


def test_a_link_names_its_holder(shelf: Index) -> None:
    (tie,) = page(shelf, "coranto desk").ties
    assert tie.words == "was answered by"
    assert tie.holders == "an unnamed source"
    assert tie.evidence.quote.startswith("In Seoul the launch") or "seen as a reply" in tie.evidence.quote


def test_reprints_are_named_and_counted_once(shelf: Index) -> None:
    assert [link.text for link in page(shelf, "Harbour Wire").copies] == ["Northgate Times (sample)"]
    assert (len(shelf.articles), independent(shelf)) == (5, 4)


def test_an_event_puts_its_variants_side_by_side(shelf: Index) -> None:
    made = event(shelf, "event-launch")
    assert made
    assert (made.articles, made.sources) == (4, 3)
    (box,) = made.disputes
    assert box.kind == "Two values (weapons)"
    assert [(side.value, side.holders) for side in box.sides] == [
        ("At least 7", ("South Korea’s military",)),
        ("At most 10", ("An unnamed source",)),
    ]
    assert (
        made.line == "According to South Korea’s military, an unnamed source and coranto desk (sample) in its own voice"
    )


def test_variants_that_do_not_exclude_each_other_are_still_shown(record: Record) -> None:
    events = tuple(replace(each, disputes=()) for each in record.events)
    made = event(index(replace(record, events=events)), "event-launch")
    assert made
    assert [(field, len(sides)) for field, sides in made.variants] == [("weapons", 2)]


def test_tellings_in_the_same_words_are_one_row(shelf: Index) -> None:
    made = event(shelf, "event-launch")
    assert made
    military = next(voice for voice in made.voices if voice.name == "South Korea’s military")
    assert len(military.rows) == 2  # the wire and its reprint are one row, the desk's own copy names another place


def test_a_denial_and_a_non_answer_are_two_disputes(shelf: Index) -> None:
    made = event(shelf, "event-troops")
    assert made
    assert [each.kind for each in made.disputes] == ["Asserted and denied", "Asserted; the other side gave no answer"]


def test_the_front_leads_with_the_most_widely_told_event(shelf: Index) -> None:
    made = front(shelf)
    assert made.top
    assert made.top.link.href == "/event/event-launch"
    assert (made.articles, made.sources) == (5, 4)
    assert made.disputes
    assert made.due


def test_what_did_not_take_place_never_leads(record: Record) -> None:
    only = tuple(each for each in record.events if each.id in ("event-test", "event-vow"))
    made = front(index(replace(record, events=only)))
    assert made.top
    assert made.top.link.href == "/event/event-vow"


def test_an_empty_record_has_a_front() -> None:
    made = front(index(Record((), (), (), (), (), {}, {})))
    assert made.top is None
    assert (made.articles, made.sources) == (0, 0)


def test_a_party_has_deeds_and_words(shelf: Index) -> None:
    made = actor(shelf, "PRK.GOV")
    assert made
    assert [each.link.href for each in made.did] == ["/event/event-accuse", "/event/event-vow"]
    assert any(row.sentence.startswith("North Korea’s government denied") for row in made.says)


@pytest.mark.parametrize("code", ["XXX", "UNK", "", "../etc"])
def test_what_the_record_does_not_know_has_no_page(shelf: Index, code: str) -> None:
    assert actor(shelf, code) is None
    assert event(shelf, code) is None
    assert story(shelf, code) is None
    assert section(shelf, code) is None


def test_sections_gather_their_stories(shelf: Index) -> None:
    assert [link.text for link in sections(shelf)] == ["Asia", "Diplomacy", "World"]
    made = section(shelf, "asia")
    assert made
    assert len(made.stories) == 2


@pytest.mark.parametrize(
    ("name", "expected"), [("Asia & Pacific", "asia-pacific"), ("Monde", "monde"), ("//", ""), ("Ñ", "ñ")]
)
def test_a_section_has_an_address(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_only_the_newest_version_of_an_article_is_shown(record: Record) -> None:
    old = record.articles[0]
    new = replace(old, version="f" * 32)
    shelf = index(replace(record, articles=(*record.articles, new)))
    assert shelf.articles[old.id].version == "f" * 32
    assert old.version in shelf.versions


def test_an_editor_may_name_the_articles_beside_his_own(record: Record) -> None:
    own = replace(
        record.articles[-1], previous=Cell("Seven missiles fired as US goes to the polls"), next=Cell("Elsewhere")
    )
    made = story(index(replace(record, articles=(*record.articles[:-1], own))), own.id)
    assert made
    assert made.previous
    assert made.previous.href.startswith("/story/")
    assert made.next == PageLink("", "Elsewhere")


def test_a_mere_statement_does_not_lead_the_front(record: Record) -> None:
    events = tuple(replace(e, type="STATE", mode=None) if e.id == "event-launch" else e for e in record.events)
    made = front(index(replace(record, events=events)))
    assert made.top
    assert made.top.link.href == "/event/event-troops"
