"""A sentence in, places out, with what each does there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from coranto.model import Article, Capture, Cell, Dateline, Moment, Precision, Reading, Span, Use
from coranto.model.article import article_id, version_id
from coranto.read.sentences import sentences, tokens
from coranto.read.tools import Tools
from coranto.read.where import place_of, where
from coranto.read.who import who

Read = Callable[..., Reading]


@pytest.fixture
def read(tools: Tools) -> Read:
    def reading(text: str, dateline: Dateline = Dateline()) -> Reading:  # noqa: B008  # a frozen record
        address = article_id(None, None, text)
        capture = Capture(None, None, "text", "0" * 64)
        one = Article(address, version_id(text), text, (), capture, dateline=dateline)
        moment = Moment(datetime.combine(date(2024, 11, 5), time(), UTC), "day", "given")
        return where(who(tokens(sentences(Reading(one, moment), tools), tools), tools), tools)

    return reading


@pytest.mark.parametrize(
    ("text", "name", "country", "precision", "use"),
    [
        ("The ministers met in Seoul on Monday.", "Seoul", "KOR", Precision.CITY, Use.ACT),
        ("A bomber flew over the Korean Peninsula.", "Korean Peninsula", None, Precision.AREA, Use.ACT),
        ("Troops are stationed in Russia's Kursk region.", "Kursk region", "RUS", Precision.REGION, Use.ACT),
        ("Ten people died in Ukraine.", "Ukraine", "UKR", Precision.COUNTRY, Use.ACT),
        ("Ships were attacked in the Red Sea.", "Red Sea", None, Precision.SEA, Use.ACT),
        ("Iran fired a missile toward its southern waters.", "Persian Gulf", None, Precision.SEA, Use.ACT),
        ("Pyongyang may test a bomb.", "Pyongyang", "PRK", Precision.CITY, Use.GOVERNMENT),
        ("Washington's envoy left.", "Washington", "USA", Precision.CITY, Use.GOVERNMENT),
        ("Japan condemned the launch.", "Japan", "JPN", Precision.COUNTRY, Use.GOVERNMENT),
        ("U.S. officials declined to comment.", "United States", "USA", Precision.COUNTRY, Use.GOVERNMENT),
        ("The rocket could reach the U.S. mainland.", "United States", "USA", Precision.COUNTRY, Use.OTHER),
        ("Police clashed with crowds in Tripoli, Lebanon.", "Tripoli", "LBN", Precision.CITY, Use.ACT),
        ("Police clashed with crowds in Tripoli, Libya.", "Tripoli", "LBY", Precision.CITY, Use.ACT),
        # what is struck or taken is where it happens
        ("Rebels shelled Idlib province.", "Idlib", "SYR", Precision.REGION, Use.ACT),
        ("Officials condemned the shelling of the city of Goma.", "Goma", "COD", Precision.CITY, Use.ACT),
        ("Chad invaded Sudan.", "Sudan", "SDN", Precision.COUNTRY, Use.ACT),
        # towns of any country, and what stands after them
        ("A bus was burned in Nablus.", "Nablus", "PSE", Precision.CITY, Use.ACT),
        ("Shots were heard in Zakho, Iraq.", "Zaxo", "IRQ", Precision.CITY, Use.ACT),
        ("America was told. Costa Rica met Nicaragua in San Jose.", "San José", "CRI", Precision.CITY, Use.ACT),
        # a region that outgrows the towns of its name
        ("Fires burned across Ontario on Monday.", "Ontario", "CAN", Precision.REGION, Use.ACT),
        ("Police were called to a school in Springfield, Missouri.", "Springfield", "USA", Precision.CITY, Use.ACT),
        ("Villages burned in Kachin State.", "Kachin State", "MMR", Precision.REGION, Use.ACT),
        ("Talks on Russia's Kursk region failed. A drone hit Kursk.", "Kursk", "RUS", Precision.REGION, Use.ACT),
        # a border is an area of its country
        ("Soldiers gathered near the Ukrainian border.", "border of Ukraine", "UKR", Precision.AREA, Use.ACT),
        ("Soldiers dug in at the border with Ukraine.", "border of Ukraine", "UKR", Precision.AREA, Use.ACT),
        # parties that talk are no place of the talks
        ("Talks between Serbia and Kosovo failed.", "Serbia", "SRB", Precision.COUNTRY, Use.GOVERNMENT),
    ],
)
def test_place(read: Read, text: str, name: str, country: str | None, precision: Precision, use: Use) -> None:
    found = {
        (place.name.removesuffix(" province"), place.country, place.precision, place.use) for place in read(text).places
    }
    assert (name, country, precision, use) in found


@pytest.mark.parametrize(
    "text",
    [
        "The warhead must survive re-entry into Earth's atmosphere.",
        "Lloyd Austin met reporters.",
        "On Monday the March talks resumed.",
        "South Korean officials spoke.",
        "The Bank of America closed.",
    ],
)
def test_no_place(read: Read, text: str) -> None:
    assert [place.name for place in read(text).places if place.use is Use.ACT] == []


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("Police were called to a school in Springfield, Missouri.", "Springfield", 37.2, -93.3),
        ("Police were called to a school in Springfield, Illinois.", "Springfield", 39.8, -89.6),
        ("Herders left Western Australia.", "Western Australia", -25, 122),
    ],
)
def test_the_name_behind_a_town_says_which(read: Read, text: str, name: str, lat: float, lon: float) -> None:
    (found,) = [place for place in read(text).places if place.name == name]
    assert found.lat == pytest.approx(lat, abs=1)
    assert found.lon == pytest.approx(lon, abs=1)


@pytest.mark.parametrize(
    "text", ["Three died in a fire in Austin, Indiana.", "Deputies searched farms in Scott County on Monday."]
)
def test_a_namesake_elsewhere_is_no_pin(read: Read, text: str) -> None:
    assert Precision.CITY not in {place.precision for place in read(text).places}


@pytest.mark.parametrize(
    "text", ["The crew was freed on Nov. 3, the army said.", "Soldiers patrol the villages around Kiri Bossa."]
)
def test_half_a_name_and_a_month_are_no_town(read_sentence: Read, text: str) -> None:
    assert not read_sentence(text, date(2024, 11, 8)).places


def test_a_country_is_never_pinned_to_a_city(read: Read) -> None:
    for place in read("Singapore and Mexico signed. Kuwait and Panama watched in Guatemala.").places:
        assert place.precision is Precision.COUNTRY


def test_an_agency_dateline_is_where_it_was_written(read: Read) -> None:
    reading = read("CAIRO, Nov 5 (Reuters) - Rockets fell in Khartoum.")
    assert [(place.name, place.use) for place in reading.places] == [("Cairo", Use.DATELINE), ("Khartoum", Use.ACT)]


def test_a_page_s_dateline_is_where_it_was_written(read: Read) -> None:
    text = "Washington DC \\ Rockets fell in Khartoum."
    strip = Dateline(place=Cell("Washington DC", Span(0, 13)))
    assert (Use.DATELINE, "USA") in {(place.use, place.country) for place in read(text, strip).places}


@pytest.mark.parametrize(
    ("text", "verb", "name"),
    [
        ("The ministers met in Seoul on Monday.", "met", "Seoul"),
        ("In Cairo, police arrested a man and beat a boy.", "beat", "Cairo"),
        ("North Korea launched missiles toward its eastern waters.", "launched", "Sea of Japan"),
        ("Japan condemned the launch.", "condemned", None),
        ("Japan condemned the killings in Mali.", "condemned", None),
        ("Japan condemned the killings in Mali.", "killings", "Mali"),
        ("Envoys held talks in Oslo.", "held", "Oslo"),
        ("Officials in Oslo said rebels attacked a village in Mali.", "attacked", "Mali"),
    ],
)
def test_place_of_a_predicate(read: Read, text: str, verb: str, name: str | None) -> None:
    reading = read(text)
    token = next(t for t in range(len(reading.tokens)) if reading.tokens.span(t).of(text) == verb)
    place = place_of(reading, token)
    assert (place.name if place else None) == name


def test_places_stand_in_the_text(read: Read) -> None:
    reading = read("Rockets fell near Kharkiv, and in Gaza. Turkey and the EU met in Geneva, Switzerland.")
    assert reading.places
    for place in reading.places:
        assert 0 <= place.span.start < place.span.end <= len(reading.article.text)
        assert (place.lat is None) == (place.lon is None)
