"""When: an expression in a sentence and a day of writing in, TIMEX3 value and days out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.codebook.cues import Cues, read_cues
from coranto.codebook.exercises import exercises
from coranto.codebook.sources import documents, gather
from coranto.model import Article, Capture, Grain, Kind, Mention, Moment, Part, Problem, Reading, Sentence, Span, When
from coranto.read import timex
from coranto.read import when as times

TUE = "2024-11-05"
"""A Tuesday, the day of writing of most rows."""


@cache
def cues() -> Cues:
    found, faults = documents([file for file in gather() if file.name.startswith("cues/")])
    table, more = read_cues(found)
    assert not faults
    assert not more
    return table


def moment(day: str | None, zone: str = "UTC") -> Moment | None:
    if day is None:
        return None
    at = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone))
    return Moment(at, Grain.MINUTE if "T" in day else Grain.DAY, "given")


def reading(text: str, day: str | None = TUE, zone: str = "UTC", mentions: tuple[Mention, ...] = ()) -> Reading:
    article = Article("a", "v", text, (), Capture(datetime(2030, 1, 1, tzinfo=ZoneInfo("UTC")), None, "text", "0"))
    return Reading(article, published=moment(day, zone), mentions=mentions)


def read(text: str, day: str | None = TUE, **more: object) -> tuple[tuple[When, ...], tuple[Problem, ...]]:
    return times.find(reading(text, day, **more), cues())  # type: ignore[arg-type]


def days(time: When) -> tuple[str | None, str | None]:
    """First and last day, both inclusive, as people say them."""
    last = (time.until - timedelta(microseconds=1)).date().isoformat() if time.until else None
    return (time.since.date().isoformat() if time.since else None), last


# sentence | day of writing | words | value | first day | last day ("-": none, open or not told)
ROWS = """
Rebels shelled the port on Tuesday. | 2024-11-05 | Tuesday | 2024-11-05 | 2024-11-05 | 2024-11-05
Rebels shelled the port on Monday. | 2024-11-05 | Monday | 2024-11-04 | 2024-11-04 | 2024-11-04
Rebels shelled the port Wednesday. | 2024-11-05 | Wednesday | 2024-10-30 | 2024-10-30 | 2024-10-30
The leaders will meet on Friday. | 2024-11-05 | Friday | 2024-11-08 | 2024-11-08 | 2024-11-08
A ruling is due Friday. | 2024-11-05 | Friday | 2024-11-08 | 2024-11-08 | 2024-11-08
On Friday, ministers will sign the pact. | 2024-11-05 | Friday | 2024-11-08 | 2024-11-08 | 2024-11-08
The envoy arrived last Friday. | 2024-11-05 | last Friday | 2024-11-01 | 2024-11-01 | 2024-11-01
The envoy left last Tuesday. | 2024-11-05 | last Tuesday | 2024-10-29 | 2024-10-29 | 2024-10-29
Talks resume next Monday. | 2024-11-05 | next Monday | 2024-11-11 | 2024-11-11 | 2024-11-11
Jets struck the depot Tuesday morning. | 2024-11-05 | Tuesday morning | 2024-11-05TMO | 2024-11-05 | 2024-11-05
Jets struck the depot on Monday afternoon. | 2024-11-05 | Monday afternoon | 2024-11-04TAF | 2024-11-04 | 2024-11-04
Crowds gathered Sunday evening. | 2024-11-05 | Sunday evening | 2024-11-03TEV | 2024-11-03 | 2024-11-03
Crowds gathered on Saturday night. | 2024-11-05 | Saturday night | 2024-11-02TNI | 2024-11-02 | 2024-11-02
The ministers met late Monday. | 2024-11-05 | late Monday | 2024-11-04 | 2024-11-04 | 2024-11-04
The army moved early on Sunday. | 2024-11-05 | early on Sunday | 2024-11-03 | 2024-11-03 | 2024-11-03
They marched on Friday last week. | 2024-11-05 | Friday last week | 2024-11-01 | 2024-11-01 | 2024-11-01
The bridge fell a week ago Monday. | 2024-11-05 | a week ago Monday | 2024-10-28 | 2024-10-28 | 2024-10-28
Parliament sat today. | 2024-11-05 | today | 2024-11-05 | 2024-11-05 | 2024-11-05
Parliament sat yesterday. | 2024-11-05 | yesterday | 2024-11-04 | 2024-11-04 | 2024-11-04
Parliament will sit tomorrow. | 2024-11-05 | tomorrow | 2024-11-06 | 2024-11-06 | 2024-11-06
The vote is tonight. | 2024-11-05 | tonight | 2024-11-05TNI | 2024-11-05 | 2024-11-05
The plant burned last night. | 2024-11-05 | last night | 2024-11-04TNI | 2024-11-04 | 2024-11-04
The minister spoke this morning. | 2024-11-05 | this morning | 2024-11-05TMO | 2024-11-05 | 2024-11-05
He landed yesterday morning. | 2024-11-05 | yesterday morning | 2024-11-04TMO | 2024-11-04 | 2024-11-04
She resigned the day before yesterday. | 2024-11-05 | the day before yesterday | 2024-11-03 | 2024-11-03 | 2024-11-03
She returns the day after tomorrow. | 2024-11-05 | the day after tomorrow | 2024-11-07 | 2024-11-07 | 2024-11-07
Officials speculated last week. | 2024-11-05 | last week | 2024-W44 | 2024-10-28 | 2024-11-03
Prices rose this week. | 2024-11-05 | this week | 2024-W45 | 2024-11-04 | 2024-11-10
The court rules next week. | 2024-11-05 | next week | 2024-W46 | 2024-11-11 | 2024-11-17
Exports fell last month. | 2024-11-05 | last month | 2024-10 | 2024-10-01 | 2024-10-31
The summit opens next month. | 2024-12-05 | next month | 2025-01 | 2025-01-01 | 2025-01-31
Growth slowed this year. | 2024-11-05 | this year | 2024 | 2024-01-01 | 2024-12-31
Growth slowed last year. | 2024-11-05 | last year | 2023 | 2023-01-01 | 2023-12-31
The plant closed earlier this year. | 2024-11-05 | earlier this year | 2024 | 2024-01-01 | 2024-12-31
Sales fell last quarter. | 2024-11-05 | last quarter | 2024-Q3 | 2024-07-01 | 2024-09-30
The bomber flew over the weekend. | 2024-11-05 | the weekend | 2024-W44-WE | 2024-11-02 | 2024-11-03
The bomber flew last weekend. | 2024-11-05 | last weekend | 2024-W44-WE | 2024-11-02 | 2024-11-03
The party will vote next weekend. | 2024-11-05 | next weekend | 2024-W46-WE | 2024-11-16 | 2024-11-17
The army tested a rocket on October 31. | 2024-11-05 | October 31 | 2024-10-31 | 2024-10-31 | 2024-10-31
The army tested a rocket on Dec. 20. | 2025-01-10 | Dec. 20 | 2024-12-20 | 2024-12-20 | 2024-12-20
Voters will choose a president on 12 January. | 2024-11-05 | 12 January | 2025-01-12 | 2025-01-12 | 2025-01-12
The treaty was signed on March 7, 2024. | 2024-11-05 | March 7, 2024 | 2024-03-07 | 2024-03-07 | 2024-03-07
The treaty was signed on 31 October 2023. | 2024-11-05 | 31 October 2023 | 2023-10-31 | 2023-10-31 | 2023-10-31
The treaty was signed on Nov. 5, 1999. | 2024-11-05 | Nov. 5, 1999 | 1999-11-05 | 1999-11-05 | 1999-11-05
Signed on the fifth of May 1999. | 2024-11-05 | the fifth of May 1999 | 1999-05-05 | 1999-05-05 | 1999-05-05
Signed on the 3rd of June 1999. | 2024-11-05 | the 3rd of June 1999 | 1999-06-03 | 1999-06-03 | 1999-06-03
It was agreed on Monday, Oct. 28. | 2024-11-05 | Monday, Oct. 28 | 2024-10-28 | 2024-10-28 | 2024-10-28
It was agreed on Thursday, 31 October. | 2024-11-05 | Thursday, 31 October | 2024-10-31 | 2024-10-31 | 2024-10-31
The order is dated 2024-02-29. | 2024-11-05 | 2024-02-29 | 2024-02-29 | 2024-02-29 | 2024-02-29
The order is dated 25/12/2023. | 2024-11-05 | 25/12/2023 | 2023-12-25 | 2023-12-25 | 2023-12-25
Guards fired on him on November 1st. | 2024-11-05 | November 1st | 2024-11-01 | 2024-11-01 | 2024-11-01
The war began in February 2022. | 2024-11-05 | February 2022 | 2022-02 | 2022-02-01 | 2022-02-28
The deal was struck in September. | 2024-11-05 | September | 2024-09 | 2024-09-01 | 2024-09-30
The deal was struck in December. | 2024-11-05 | December | 2023-12 | 2023-12-01 | 2023-12-31
The deal will be struck in January. | 2024-11-05 | January | 2025-01 | 2025-01-01 | 2025-01-31
He was freed last March. | 2024-11-05 | last March | 2024-03 | 2024-03-01 | 2024-03-31
He was freed in March last year. | 2024-11-05 | March last year | 2023-03 | 2023-03-01 | 2023-03-31
It opened in early October. | 2024-11-05 | early October | 2024-10 | 2024-10-01 | 2024-10-31
It opened in mid-October. | 2024-11-05 | mid-October | 2024-10 | 2024-10-01 | 2024-10-31
The armistice came in 1953. | 2024-11-05 | 1953 | 1953 | 1953-01-01 | 1953-12-31
The wall fell in late 1989. | 2024-11-05 | late 1989 | 1989 | 1989-01-01 | 1989-12-31
The camp grew in the 1990s. | 2024-11-05 | the 1990s | 199 | 1990-01-01 | 1999-12-31
The town was built in the 19th century. | 2024-11-05 | the 19th century | 18 | 1800-01-01 | 1899-12-31
Output fell in the third quarter. | 2024-11-05 | the third quarter | 2024-Q3 | 2024-07-01 | 2024-09-30
Output fell in the third quarter of 2022. | 2024-11-05 | the third quarter of 2022 | 2022-Q3 | 2022-07-01 | 2022-09-30
Output fell in Q1 2023. | 2024-11-05 | Q1 2023 | 2023-Q1 | 2023-01-01 | 2023-03-31
Output fell in the first half of 2023. | 2024-11-05 | the first half of 2023 | 2023-H1 | 2023-01-01 | 2023-06-30
The rebels withdrew three days ago. | 2024-11-05 | three days ago | 2024-11-02 | 2024-11-02 | 2024-11-02
The rebels withdrew two weeks ago. | 2024-11-05 | two weeks ago | 2024-W43 | 2024-10-21 | 2024-10-27
The rebels withdrew two months ago. | 2024-11-05 | two months ago | 2024-09 | 2024-09-01 | 2024-09-30
The rebels withdrew ten years ago. | 2024-11-05 | ten years ago | 2014 | 2014-01-01 | 2014-12-31
The trial opens three days from now. | 2024-11-05 | three days from now | 2024-11-08 | 2024-11-08 | 2024-11-08
Sanctions have been in force since April. | 2024-11-05 | April | 2024-04 | 2024-04-01 | -
Sanctions have been in force since 2006. | 2024-11-05 | 2006 | 2006 | 2006-01-01 | -
Troops must leave by Friday. | 2024-11-05 | Friday | 2024-11-08 | - | 2024-11-08
The truce holds until 12 November. | 2024-11-05 | 12 November | 2024-11-12 | - | 2024-11-12
They fled before 2011. | 2024-11-05 | 2011 | 2011 | - | 2010-12-31
They fled after 2011. | 2024-11-05 | 2011 | 2011 | 2012-01-01 | -
He ruled from 1994 to 2003. | 2024-11-05 | 1994 | 1994 | 1994-01-01 | 2003-12-31
He ruled from 1994 to 2003. | 2024-11-05 | 2003 | 2003 | 1994-01-01 | 2003-12-31
He ruled between 1994 and 2003. | 2024-11-05 | 1994 | 1994 | 1994-01-01 | 2003-12-31
The talks ran in 2018 and 2019. | 2024-11-05 | 2018 | 2018 | 2018-01-01 | 2019-12-31
He won in 2015 and 2019. | 2024-11-05 | 2015 | 2015 | 2015-01-01 | 2015-12-31
The drill ran from Monday to Wednesday. | 2024-11-08 | Monday | 2024-11-04 | 2024-11-04 | 2024-11-06
The drill ran on November 2-4. | 2024-11-05 | November 2-4 | 2024-11-02 | 2024-11-02 | 2024-11-04
The drill ran from 2 to 4 November. | 2024-11-05 | 2 to 4 November | 2024-11-02 | 2024-11-02 | 2024-11-04
They were attacked on Christmas Day. | 2024-11-05 | Christmas Day | 2023-12-25 | 2023-12-25 | 2023-12-25
They were attacked on Easter Sunday. | 2024-11-05 | Easter Sunday | 2024-03-31 | 2024-03-31 | 2024-03-31
The polls open on Election Day. | 2024-11-01 | Election Day | 2024-11-05 | 2024-11-05 | 2024-11-05
Parades were held on Thanksgiving. | 2024-12-01 | Thanksgiving | 2024-11-28 | 2024-11-28 | 2024-11-28
It will reopen before the end of November. | 2024-11-05 | the end of November | 2024-11 | - | 2024-11-30
The siege lasted for three days. | 2024-11-05 | three days | P3D | - | -
A seven-week strike ended. | 2024-11-05 | seven-week | P7W | - | -
The siege lasted for weeks. | 2024-11-05 | weeks | PXW | - | -
The talks lasted several hours. | 2024-11-05 | several hours | PTXH | - | -
The talks lasted nearly an hour. | 2024-11-05 | nearly an hour | PT1H | - | -
It took two decades. | 2024-11-05 | two decades | P20Y | - | -
It took a year and a half. | 2024-11-05 | a year and a half | P1Y6M | - | -
Hundreds fled in the past two months. | 2024-11-05 | the past two months | P2M | 2024-09-05 | 2024-11-05
Hundreds will flee in the next five days. | 2024-11-05 | the next five days | P5D | 2024-11-05 | 2024-11-10
They pray every Monday. | 2024-11-05 | every Monday | XXXX-WXX-1 | - | -
They meet annually. | 2024-11-05 | annually | P1Y | - | -
Patrols pass daily. | 2024-11-05 | daily | P1D | - | -
They meet each July. | 2024-11-05 | each July | XXXX-07 | - | -
They vote every four years. | 2024-11-05 | every four years | P4Y | - | -
The army recently tested a rocket. | 2024-11-05 | recently | PAST_REF | - | 2024-11-05
The army may soon test a rocket. | 2024-11-05 | soon | FUTURE_REF | 2024-11-05 | -
The army now controls the town. | 2024-11-05 | now | PRESENT_REF | - | -
The shelling began on Monday at 14:00. | 2024-11-05 | Monday at 14:00 | 2024-11-04T14:00 | 2024-11-04 | 2024-11-04
The shelling began at 7 a.m. on Sunday. | 2024-11-05 | 7 a.m. on Sunday | 2024-11-03T07:00 | 2024-11-03 | 2024-11-03
The shelling began at 7 p.m. | 2024-11-05 | 7 p.m. | XXXX-XX-XXT19:00 | - | -
The shelling began at noon on Sunday. | 2024-11-05 | noon on Sunday | 2024-11-03T12:00 | 2024-11-03 | 2024-11-03
He fled on May 3, 2020. The same day a mine fell. | 2024-11-05 | The same day | 2020-05-03 | 2020-05-03 | 2020-05-03
He fled on May 3, 2020. The next day he was caught. | 2024-11-05 | The next day | 2020-05-04 | 2020-05-04 | 2020-05-04
He fled on May 3, 2020. Two days later he fell. | 2024-11-05 | Two days later | 2020-05-05 | 2020-05-05 | 2020-05-05
He fled in May 2020. Later that year he was caught. | 2024-11-05 | Later that year | 2020 | 2020-01-01 | 2020-12-31
He fell two days after the October 31 raid. | 2024-11-05 | two days | 2024-11-02 | 2024-11-02 | 2024-11-02
He fell a week before the raid on May 8, 2020. | 2024-11-05 | a week | 2020-05-01 | 2020-05-01 | 2020-05-01
The towers fell on 9/11. | 2024-11-05 | 9/11 | 2001-09-11 | 2001-09-11 | 2001-09-11
Last fall the harvest failed. | 2024-11-05 | Last fall | 2023-FA | - | -
Peace came in the summer of 2014. | 2024-11-05 | the summer of 2014 | 2014-SU | - | -
MONDAY attack on a post. | 2024-11-05 | MONDAY | 2024-11-04 | 2024-11-04 | 2024-11-04
""".strip().splitlines()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split(" | ")[0])
def test_expression(row: str) -> None:
    sentence, day, words, value, first, last = row.split(" | ")
    found, problems = read(sentence, day)
    chosen = [time for time in found if time.span.of(sentence) == words]
    assert chosen, [time.span.of(sentence) for time in found]
    given = days(chosen[0])
    expected = (None if first == "-" else first, None if last == "-" else last)
    assert (chosen[0].value, given) == (value, expected)
    assert not problems


NO_TIME = [
    "The police may march on the palace.",
    "He was the second to resign.",
    "She sat beside the sun god.",
    "The state sent 2,000 troops and 1950 soldiers.",
    "The B-1B and the Su-35 flew beside the KN-23.",
    "Call 555-2024 for help.",
    "He wrote in the Sunday Times.",
    "Lenin led the October Revolution.",
    "A six-year-old boy was hurt.",
    "Theresa May resigned.",
    "Shares opened at 4.10 guilders.",
    "The court cited Resolution 1973.",
    "The veteran of the Six-Day War died.",
    "In a post-election speech he thanked them.",
    "The Good Friday Agreement holds.",
    "Tension grows as Election Day approaches.",
    "She wants a future administration to act.",
    "The launch came just before the presidential election.",
    "As the election unfolds, both sides wait.",
    "He has previously refused.",
    "They met as soon as possible.",
    "The column will march to the river.",
]


@pytest.mark.parametrize("sentence", NO_TIME)
def test_no_time(sentence: str) -> None:
    found, problems = read(sentence)
    assert [time.span.of(sentence) for time in found] == []
    assert problems == ()


VAGUE = [
    "recently", "soon", "lately", "in the near future", "in recent weeks", "in the coming days", "long ago",
    "now", "currently", "these days", "several days ago", "a few weeks ago", "days later", "for months",
    "every Sunday", "once a week", "last summer", "in a year or two", "over the decades",
]  # fmt: skip


@pytest.mark.parametrize("words", VAGUE)
@pytest.mark.parametrize("sentence", ["The army moved {}.", "The army will move {}.", "{} the army moved."])
def test_vague_words_give_no_day(sentence: str, words: str) -> None:
    found, _ = read(sentence.format(words))
    assert found
    assert all(days(time)[0] is None or days(time)[0] != days(time)[1] for time in found)


RELATIVE = [
    ("on Tuesday", "XXXX-WXX-2"), ("yesterday", "XXXX-XX-XX"), ("last week", "XXXX-WXX"), ("last month", "XXXX-XX"),
    ("on October 31", "XXXX-10-31"), ("in September", "XXXX-09"), ("over the weekend", "XXXX-WXX-WE"),
    ("this year", "XXXX"), ("three days ago", "XXXX-XX-XX"), ("on Monday morning", "XXXX-WXX-1TMO"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "value"), RELATIVE)
def test_without_a_day_of_writing_nothing_is_resolved(words: str, value: str) -> None:
    (time,), (problem,) = read(f"Rebels shelled the port {words}.", None)
    assert (time.value, time.since, time.until) == (value, None, None)
    assert problem.code == "when.no-anchor"
    assert problem.span == time.span


def test_absolute_dates_need_no_day_of_writing() -> None:
    (time,), problems = read("The treaty was signed on 3 May 1999.", None)
    assert days(time) == ("1999-05-03", "1999-05-03")
    assert not problems


def test_two_orders_of_day_and_month_give_none() -> None:
    (time,), (problem,) = read("The order is dated 05/11/2024.")
    assert time.since is None
    assert problem.code == "when.ambiguous"


@pytest.mark.parametrize(
    "sentence", ["The same day a mine was found.", "He fell two days after the raid.", "He fell days before the raid."]
)
def test_counted_from_an_act_whose_day_is_not_told(sentence: str) -> None:
    found, problems = read(sentence)
    assert [time.since for time in found] == [None]
    assert [problem.code for problem in problems] == ["when.no-event"]


def mention(text: str, words: str, actor: str, kind: Kind = Kind.COUNTRY) -> Mention:
    start = text.index(words)
    return Mention(Span(start, start + len(words)), kind, actor, 0, 0, 1.0, "made for the test")


@pytest.mark.parametrize(
    ("sentence", "words", "actor", "kind", "zone"),
    [
        ("South Korea fired a warning shot Tuesday morning.", "South Korea", "KOR.GOV", Kind.COUNTRY, "Asia/Seoul"),
        ("Ministers met in Kyiv on Monday.", "Kyiv", "UKR", Kind.PLACE, "Europe/Kyiv"),
        ("The council met on Monday.", "The council", "IGO.UN", Kind.ORGANISATION, "UTC"),
    ],
)
def test_days_are_counted_where_it_happened(sentence: str, words: str, actor: str, kind: Kind, zone: str) -> None:
    (time,), _ = read(sentence, mentions=(mention(sentence, words, actor, kind),))
    assert str(time.since.tzinfo if time.since else None) == zone
    assert zone in time.why


def test_a_minute_of_writing_has_another_day_elsewhere() -> None:
    text = "South Korea fired a warning shot on Tuesday."
    (time,), _ = read(
        text, "2024-11-04T22:00", zone="America/New_York", mentions=(mention(text, "South Korea", "KOR"),)
    )
    assert days(time) == ("2024-11-05", "2024-11-05")


def test_tuesday_morning_in_seoul_is_monday_in_utc() -> None:
    text = "South Korea fired a warning shot Tuesday morning."
    (time,), _ = read(text, mentions=(mention(text, "South Korea", "KOR"),))
    assert time.since == datetime(2024, 11, 4, 21, tzinfo=ZoneInfo("UTC"))
    assert time.until == datetime(2024, 11, 5, 3, tzinfo=ZoneInfo("UTC"))


def test_the_reason_is_in_words() -> None:
    (time,), _ = read("Rebels shelled the port on Monday.")
    assert time.why == "Monday: the latest Monday not after the day of writing, Mon 4 Nov 2024, in UTC"


def test_furniture_is_not_read() -> None:
    text = "Shells fell on Monday.\nSeven-week strike ended on Friday"
    read_here = Sentence(Span(0, 22), Part.PARAGRAPH, 0, 0)
    link = Sentence(Span(23, len(text)), Part.NEXT, 0, 0)
    page = reading(text)
    found, _ = times.find(Reading(page.article, page.published, sentences=(read_here, link)), cues())
    assert [time.span.of(text) for time in found] == ["Monday"]


def test_the_step_fills_its_layer_and_touches_no_other() -> None:
    before = reading("Rebels shelled the port on Monday.")
    tools = SimpleNamespace(codebook=SimpleNamespace(cues=cues()), settings=SimpleNamespace(zone="UTC"))
    after = times.when(before, tools)  # type: ignore[arg-type]
    assert len(after.times) == 1
    assert Reading(after.article, after.published) == before


WORDS = [
    "Monday", "morning", "last", "week", "October", "31", "2024", "in", "1953", "three", "days", "ago", "the",
    "next", "two", "since", "April", "by", "Friday", "at", "10", "a.m.", "the", "same", "day", "from", "to",
    "and", "quarter", "may", "March", "5th", "weekend", "every", "tomorrow", "'s", ",", "-", "99",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_spans_are_words_of_the_text_and_no_stretch_ends_before_it_starts(words: list[str], day: date) -> None:
    text = " ".join(words)
    found, problems = read(text, day.isoformat())
    for time in found:
        assert time.span.of(text).strip() == time.span.of(text) != ""
        if time.since and time.until:
            assert time.since < time.until
        if time.value in ("PAST_REF", "PRESENT_REF", "FUTURE_REF"):
            assert None in (time.since, time.until)
    assert all(not a.span.overlaps(b.span) for a, b in pairwise(found))
    assert all(problem.span in [time.span for time in found] for problem in problems)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    found, _ = read(text)
    assert all(0 <= time.span.start < time.span.end <= len(text) for time in found)


def test_what_a_rule_needs_never_hides_what_it_would_find() -> None:
    rules = timex.grammar(tuple(sorted(cues()["time"].items())))
    free = replace(rules, rules=tuple(replace(rule, needs=()) for rule in rules.rules))
    told = [exercise.text for exercise in exercises()][::12]
    told += [" ".join(entry.partition(": ")[2] for entry in cues()["time"]["rules"])]
    told += [
        "by the end of the 1990s, at 9 a.m. on Sept. 3rd",
        "the twenty-first of May",
        "two years' time",
        "Q3 of 2019",
    ]
    found = [timex.find(text, 0, len(text), rules) for text in told]
    assert found == [timex.find(text, 0, len(text), free) for text in told]
    assert sum(map(len, found)) > 50
