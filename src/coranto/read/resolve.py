"""What does a time expression mean? One function for each kind of expression that `timex` finds.

Every function takes what was found and the frame it stands in (day of writing, tense, the time named before) and
returns an `Answer`, or None where the words turn out to name no time. Nothing here knows zones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coranto.model import Grain
from coranto.read import calendar, numerals
from coranto.read.calendar import DAY, Stretch
from coranto.read.numerals import Words
from coranto.read.timex import Found

Cues = Mapping[str, Words]
GRAINS = {
    "D": Grain.DAY, "W": Grain.WEEK, "WE": Grain.WEEK, "M": Grain.MONTH, "Q": Grain.QUARTER, "Y": Grain.YEAR,
    "E": Grain.DECADE, "C": Grain.DECADE, "TH": Grain.MINUTE, "TM": Grain.MINUTE, "TS": Grain.MINUTE,
}  # fmt: skip
STEP = {"last": -1, "this": 0, "next": 1}
FAR, NEAR = 270, 95
"""Days: nine months and three, so that the two cannot both hold of one date in neighbouring years."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an expression stands.

    `day` is the day of writing in the zone that counts, or None where it is not known. `tense` is "past", "future"
    or "", and `sure` says whether it is surely that of the expression's own verb. `before` is the last stretch that
    the text resolved, `before_grain` its grain, `quarter` the last quarter. `cues` is the file `time`,
    `numbers` the file `numbers`.
    """

    day: date | None
    tense: str
    before: Stretch | None
    before_grain: Grain | None
    cues: Cues
    numbers: Cues
    bare: str = ""
    quarter: Stretch | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What an expression means: TIMEX3 type and value, and the local days it covers, where it gives any.

    `first` None with `after` set is open at the start, and the other way round. `hours` are hours of the first day
    (a daypart, a minute) or None. `problem` is a code where the text asks for something that is not known.
    """

    type: str
    value: str
    grain: Grain
    first: date | None = None
    after: date | None = None
    hours: tuple[float, float] | None = None
    anchor: str | None = None
    why: str = ""
    problem: str | None = None


def key(frame: Frame, kind: str, word: str) -> str:
    """The value of a word in a cue list of the form key=word/word."""
    return numerals.lookup(frame.cues[kind])[word]


def said(day: date) -> str:
    """A day as people write it: Tue 5 Nov 2024."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def covering(stretch: Stretch, grain: Grain, why: str, frame: Frame | None = None) -> Answer:
    """An answer that covers a whole stretch; with a frame, it was counted from the day of writing."""
    anchor = frame.day.isoformat() if frame and frame.day else None
    return Answer("DATE", stretch.value, grain, stretch.first, stretch.after, anchor=anchor, why=why)


def unanchored(kind: str, value: str, grain: Grain) -> Answer:
    """A relative expression in a text whose day of writing is not known."""
    return Answer(kind, value, grain, why="the day of writing is not known", problem="when.no-anchor")


def with_part(answer: Answer, part: str, frame: Frame) -> Answer:
    """The same day's morning, afternoon, evening or night."""
    code = key(frame, "part", part)
    low, _, high = key_of(frame.cues["hours"], code).partition("-")
    hours = (float(low), float(high)) if answer.first else None
    return replace(answer, type="TIME", value=f"{answer.value}T{code}", grain=Grain.DAYPART, hours=hours)


def key_of(entries: Words, wanted: str) -> str:
    """The words after "wanted=" in a cue list."""
    return next(entry.partition("=")[2] for entry in entries if entry.partition("=")[0] == wanted)


def nearest(frame: Frame, candidates: list[Stretch]) -> tuple[Stretch, str]:
    """Of stretches in order (earlier, later), the one the tense points to; with no tense the nearer one.

    Nobody leaves the year out of a date that is nearly a year away: where the tense points to one further than FAR
    and another lies within NEAR, the tense was that of another verb.
    """
    day = frame.day or candidates[0].first
    past = [c for c in candidates if c.first <= day][-1:]
    coming = [c for c in candidates if c.after > day][:1]
    best = min(candidates, key=lambda c: (_apart(c, day), c.first > day))
    pointed = {"past": past, "future": coming}.get(frame.tense, [])
    if pointed and (frame.sure or not (_apart(pointed[0], day) > FAR and _apart(best, day) < NEAR)):
        ahead = "the next one from the day of writing, as the verb points ahead"
        return pointed[0], ahead if frame.tense == "future" else "the latest one not after the day of writing"
    return best, "the one nearest to the day of writing"


def _apart(stretch: Stretch, day: date) -> int:
    """Days between a day and a stretch; none inside it."""
    return max((stretch.first - day).days, (day - stretch.after).days + 1, 0)


# --- absolute ---------------------------------------------------------------------------------------------------


def iso(found: Found, _frame: Frame) -> Answer | None:
    """2024-11-05."""
    w = found.words
    day = calendar.safe(int(w["year"]), int(w["mm"]), int(w["dd"]))
    return covering(calendar.one_day(day), Grain.DAY, f"{said(day)}, as written") if day else None


def slashes(found: Found, _frame: Frame) -> Answer | None:
    """25/12/2024: read only where one order is possible."""
    a, b, number = int(found.words["num"]), int(found.words["num2"]), int(found.words["year"])
    days = {day for day in (calendar.safe(number, a, b), calendar.safe(number, b, a)) if day}
    if len(days) != 1:
        return Answer("DATE", f"{number}-XX-XX", Grain.DAY, problem="when.ambiguous") if days else None
    day = days.pop()
    return covering(calendar.one_day(day), Grain.DAY, f"{said(day)}: the only order of day and month that is possible")


def day(found: Found, frame: Frame) -> Answer | None:
    """October 31; Monday, Oct. 26; 5 May 1999; the fifth of May."""
    w = found.words
    number = int(key(frame, "month", w["month"]))
    of_month = int(w["dom"]) if "dom" in w else int(key(frame, "ordday", w["ordday"]))
    if "year" in w or "which" in w:
        answer = _dated(w, number, of_month, frame)
    else:
        answer = _yearless(w, number, of_month, frame)
    return with_part(answer, w["part"], frame) if answer and "part" in w else answer


def _dated(w: Mapping[str, str], number: int, of_month: int, frame: Frame) -> Answer | None:
    if "which" in w and frame.day is None:
        return unanchored("DATE", f"XXXX-{number:02d}-{of_month:02d}", Grain.DAY)
    in_year = int(w["year"]) if "year" in w else (frame.day or date.min).year + STEP[w["which"]]
    there = calendar.safe(in_year, number, of_month)
    return covering(calendar.one_day(there), Grain.DAY, f"{said(there)}, as written") if there else None


def _yearless(w: Mapping[str, str], number: int, of_month: int, frame: Frame) -> Answer | None:
    if not calendar.safe(2024, number, of_month):
        return None
    if frame.day is None:
        return unanchored("DATE", f"XXXX-{number:02d}-{of_month:02d}", Grain.DAY)
    around = (calendar.safe(frame.day.year + step, number, of_month) for step in (-1, 0, 1))
    candidates = [calendar.one_day(there) for there in around if there]
    if "weekday" in w:
        weekday = int(key(frame, "weekday", w["weekday"]))
        candidates = [c for c in candidates if c.first.weekday() == weekday] or candidates
    if not candidates:
        return None
    stretch, why = nearest(frame, candidates)
    return covering(stretch, Grain.DAY, f"{said(stretch.first)}: no year given, {why}", frame)


def days(found: Found, frame: Frame) -> Answer | None:
    """March 3-5; 3 to 5 March 2024; April 24 and 25: from the first day to the last."""
    first = day(found, frame)
    last = day(replace(found, words={**found.words, "dom": found.words["dom2"]}), frame)
    if not first or not last or first.problem:
        return first
    if first.first is None or last.after is None or not first.first < last.after <= first.first + 31 * DAY:
        return first
    return replace(first, after=last.after, why=f"{first.why}, to {last.value}")


def nth_of(found: Found, frame: Frame) -> Answer | None:
    """The 5th of the month."""
    of_month = int(found.words["num"])
    if frame.day is None:
        return unanchored("DATE", f"XXXX-XX-{of_month:02d}", Grain.DAY) if of_month <= 31 else None
    there = calendar.safe(frame.day.year, frame.day.month, of_month)
    return covering(calendar.one_day(there), Grain.DAY, f"{said(there)}: this month", frame) if there else None


def month(found: Found, frame: Frame) -> Answer | None:
    """In January; last November; mid-October 1998; June last year."""
    w = found.words
    number = int(key(frame, "month", w["month"]))
    if "year" in w:
        return covering(calendar.month(int(w["year"]), number), Grain.MONTH, "as written")
    if frame.day is None:
        return unanchored("DATE", f"XXXX-{number:02d}", Grain.MONTH)
    if "inyear" in w:
        stretch = calendar.month(frame.day.year + STEP[w["inyear"]], number)
        return covering(stretch, Grain.MONTH, f"of {w['inyear']} year", frame)
    stretch, why = _month_near(w.get("which", ""), number, frame.day, frame)
    return covering(stretch, Grain.MONTH, f"no year given, {why}", frame)


def _month_near(which: str, number: int, here: date, frame: Frame) -> tuple[Stretch, str]:
    around = [calendar.month(here.year + step, number) for step in (-1, 0, 1)]
    if which in ("last", "this past"):
        return [c for c in around if c.after <= here][-1], "the latest one that is over"
    if which in ("next", "this coming"):
        return next(c for c in around if c.first > here), "the next one"
    if which == "this":
        return around[1], "that of this year"
    return nearest(frame, around)


def year(found: Found, _frame: Frame) -> Answer | None:
    """1953; the year 2000; early 1999."""
    return covering(calendar.year(int(found.words["year"])), Grain.YEAR, "as written")


def spoken(found: Found, frame: Frame) -> Answer | None:
    """Nineteen ninety-six."""
    w = found.words
    number = int(key(frame, "spokencentury", w["spokencentury"])) * 100 + int(key(frame, "spokenyear", w["spokenyear"]))
    number += int(key(frame, "spokenunit", w["spokenunit"])) if "spokenunit" in w else 0
    return covering(calendar.year(number), Grain.YEAR, "as written in words") if number < 2100 else None


def two_thousand(_found: Found, _frame: Frame) -> Answer | None:
    """The year two thousand."""
    return covering(calendar.year(2000), Grain.YEAR, "as written in words")


def fiscal(found: Found, _frame: Frame) -> Answer | None:
    """Fiscal 1989: whose fiscal year is not known, so that it gives no days."""
    return Answer("DATE", found.words["year"], Grain.YEAR, why="a fiscal year: its first day is not told")


def decade(found: Found, frame: Frame) -> Answer | None:
    """The 1990s; the '80s; the nineties."""
    w = found.words
    short = w.get("short") or (key(frame, "decadename", w["decadename"]) if "decadename" in w else None)
    number = int(w["decade"]) if "decade" in w else 1900 + int(short or 0)
    if "decade" not in w and number < 1930 and frame.day and frame.day.year >= 2030:
        number += 100
    return covering(calendar.decade(number), Grain.DECADE, "as written")


def century(found: Found, frame: Frame) -> Answer | None:
    """The 19th century."""
    w = found.words
    number = int(w["century"]) if "century" in w else int(key(frame, "ordcentury", w["ordcentury"]))
    return covering(calendar.century(number), Grain.DECADE, "as written") if 1 <= number <= 22 else None


def season(found: Found, frame: Frame) -> Answer | None:
    """Last fall; the summer of 2014. Seasons differ by half the globe and begin on no day: no days are given."""
    w = found.words
    code = key(frame, "season", w["season"])
    if "year" in w:
        return Answer("DATE", f"{w['year']}-{code}", Grain.QUARTER, why="a season begins on no fixed day")
    if frame.day is None:
        return unanchored("DATE", f"XXXX-{code}", Grain.QUARTER)
    around = [calendar.season(frame.day.year + step, code) for step in (-1, 0, 1)]
    if "which" not in w:
        return Answer("DATE", nearest(frame, around)[0].value, Grain.QUARTER, why="a season begins on no fixed day")
    which = key(frame, "which", w["which"])
    over = [c for c in around if c.after <= frame.day]
    ahead = [c for c in around if c.first > frame.day]
    stretch = {"last": (over or around)[-1], "this": around[1], "next": (ahead or around)[0]}[which]
    return Answer("DATE", stretch.value, Grain.QUARTER, anchor=frame.day.isoformat(), why=f"{which} {w['season']}")


def quarter(found: Found, frame: Frame) -> Answer | None:
    """Third-quarter; the 1988 second quarter; this year's third quarter; Q3 2024."""
    w = found.words
    number = int(w["nth"]) if w["nth"].isdigit() else int(key(frame, "nth", w["nth"]))
    if "year" in w:
        return covering(calendar.quarter(int(w["year"]), number), Grain.QUARTER, "as written")
    if frame.day is None:
        return unanchored("DATE", f"XXXX-Q{number}", Grain.QUARTER)
    if "which" in w:
        stretch = calendar.quarter(frame.day.year + STEP[key(frame, "which", w["which"])], number)
        return covering(stretch, Grain.QUARTER, f"{w['which']} year's", frame)
    begun = [q for q in (calendar.quarter(frame.day.year + step, number) for step in (-1, 0)) if q.first <= frame.day]
    return covering(begun[-1], Grain.QUARTER, "no year given, the latest one that has begun", frame)


def latest(_found: Found, frame: Frame) -> Answer | None:
    """The quarter, the latest quarter: the one named before, else the last that is over."""
    if frame.quarter:
        return covering(frame.quarter, Grain.QUARTER, "the quarter named before")
    if frame.day is None:
        return unanchored("DATE", "XXXX-QX", Grain.QUARTER)
    return covering(shift("Q", frame.day, -1), Grain.QUARTER, "the last quarter that is over", frame)


def year_end(_found: Found, frame: Frame) -> Answer | None:
    """By year-end: the end of this year, no day."""
    value = f"{frame.day.year:04d}-12" if frame.day else "XXXX-12"
    return Answer("DATE", value, Grain.VAGUE, why="about the end of the year: no day")


def half_year(found: Found, _frame: Frame) -> Answer | None:
    """The first half of 2024."""
    number = 1 if found.words["half"] == "first" else 2
    return covering(calendar.half(int(found.words["year"]), number), Grain.QUARTER, "as written")


def anniversary(found: Found, frame: Frame) -> Answer | None:
    """9/11: what is called by its day for ever after."""
    there = date.fromisoformat(key(frame, "anniversary", found.words["anniversary"]))
    return covering(calendar.one_day(there), Grain.DAY, f"{said(there)}: known by this name")


def nine_eleven(_found: Found, frame: Frame) -> Answer | None:
    """9/11, which is never this year's."""
    there = date.fromisoformat(frame.cues["nine-eleven"][0])
    return covering(calendar.one_day(there), Grain.DAY, f"{said(there)}: known by this name")


def holiday(found: Found, frame: Frame) -> Answer | None:
    """On Christmas Day. A name that only passes by ("as Election Day approaches") gives no day."""
    rule = key(frame, "holiday", found.words["holiday"])
    if frame.bare not in frame.cues["stated"]:
        return None
    if frame.day is None:
        return unanchored("DATE", f"XXXX-{rule}" if rule[:1].isdigit() and "/" not in rule else "XXXX", Grain.DAY)
    days = (calendar.holiday(rule, frame.day.year + step) for step in range(-2, 3))
    candidates = [calendar.one_day(there) for there in days if there]
    towards = {"last": "past", "next": "future"}.get(frame.bare, frame.tense)
    stretch, why = nearest(replace(frame, tense=towards), candidates)
    return covering(stretch, Grain.DAY, f"{said(stretch.first)}: {found.words['holiday'].title()}, {why}", frame)


# --- relative to the day of writing ------------------------------------------------------------------------------


def weekday(found: Found, frame: Frame) -> Answer | None:
    """On Tuesday morning; last Friday; next Monday."""
    w = found.words
    number = int(key(frame, "dayname", w["dayname"]))
    which = key(frame, "which", w["which"]) if "which" in w else ""
    answer = _weekday(number, which, w, frame)
    return with_part(answer, w["part"], frame) if "part" in w else answer


def _weekday(number: int, which: str, w: Mapping[str, str], frame: Frame) -> Answer:
    if frame.day is None:
        return unanchored("DATE", f"XXXX-WXX-{number + 1}", Grain.DAY)
    name = w["dayname"].capitalize()
    back, on = (frame.day.weekday() - number) % 7, (number - frame.day.weekday()) % 7
    if which == "last":
        there, why = frame.day - DAY * (back or 7), f"the latest {name} before the day of writing"
    elif which == "next" or frame.tense == "future" or (frame.bare == "by" and not frame.tense):
        there, why = frame.day + DAY * (on or (7 if which else 0)), f"the next {name} from the day of writing"
    else:
        there, why = frame.day - DAY * back, f"the latest {name} not after the day of writing"
    return covering(calendar.one_day(there), Grain.DAY, f"{name}: {why}, {said(there)}", frame)


def weekday_of_week(found: Found, frame: Frame) -> Answer | None:
    """Friday last week."""
    number = int(key(frame, "dayname", found.words["dayname"]))
    if frame.day is None:
        return unanchored("DATE", f"XXXX-WXX-{number + 1}", Grain.DAY)
    step = STEP[key(frame, "which", found.words["which"])]
    there = calendar.week(frame.day + 7 * DAY * step).first + DAY * number
    return covering(calendar.one_day(there), Grain.DAY, f"{said(there)}: of {found.words['which']} week", frame)


def week_of(found: Found, frame: Frame) -> Answer | None:
    """The week of March 6."""
    inner = day(found, frame)
    if inner is None or inner.first is None:
        return replace(inner, value="XXXX-WXX", grain=Grain.WEEK) if inner else None
    return covering(calendar.week(inner.first), Grain.WEEK, f"the week that holds {said(inner.first)}", frame)


def week_ago(found: Found, frame: Frame) -> Answer | None:
    """A week ago Friday; a week from Monday."""
    number = int(key(frame, "dayname", found.words["dayname"]))
    if frame.day is None:
        return unanchored("DATE", f"XXXX-WXX-{number + 1}", Grain.DAY)
    if "back" in found.words:
        there = frame.day - DAY * ((frame.day.weekday() - number) % 7 + 7)
    else:
        there = frame.day + DAY * ((number - frame.day.weekday()) % 7 + 7)
    return covering(calendar.one_day(there), Grain.DAY, f"{said(there)}: a week further", frame)


def near_day(found: Found, frame: Frame) -> Answer | None:
    """Today, yesterday morning, tonight, the day before yesterday."""
    w = found.words
    step = {"yesterday": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}.get(
        w.get("near") or w.get("far", ""), 0
    )
    part = w.get("part") or w.get("part2") or ("night" if w.get("near") == "tonight" else "")
    answer = _shifted(step, frame, w.get("near") or "the day " + w.get("far", ""))
    return with_part(answer, part, frame) if part else answer


def _shifted(step: int, frame: Frame, name: str) -> Answer:
    if frame.day is None:
        return unanchored("DATE", "XXXX-XX-XX", Grain.DAY)
    there = frame.day + DAY * step
    return covering(
        calendar.one_day(there), Grain.DAY, f"{name}: counted from the day of writing, {said(there)}", frame
    )


def this_part(found: Found, frame: Frame) -> Answer | None:
    """The same day's part: "this morning"."""
    return with_part(_shifted(0, frame, "this " + found.words["part"]), found.words["part"], frame)


def last_night(found: Found, frame: Frame) -> Answer | None:
    """Last night."""
    return with_part(_shifted(-1, frame, "last night"), found.words["night"], frame)


def overnight(_found: Found, frame: Frame) -> Answer | None:
    """Overnight: from the evening before to the morning of the day of writing; which hours is not told."""
    if frame.day is None:
        return unanchored("TIME", "XXXX-XX-XXTNI", Grain.DAYPART)
    there = frame.day - DAY
    return Answer(
        "TIME",
        f"{there.isoformat()}TNI",
        Grain.DAYPART,
        there,
        frame.day + DAY,
        (18.0, 32.0),
        frame.day.isoformat(),
        f"the night to {said(frame.day)}",
    )


def period(found: Found, frame: Frame) -> Answer | None:
    """Last week, this year, next month, the current quarter, last weekend."""
    unit, step = key(frame, "period", found.words["period"]), STEP[key(frame, "which", found.words["which"])]
    name = f"{found.words['which']} {found.words['period']}"
    if frame.day is None:
        return unanchored("DATE", blank(unit), GRAINS[unit])
    return covering(shift(unit, frame.day, step), GRAINS[unit], f"{name}: counted from {said(frame.day)}", frame)


def blank(unit: str) -> str:
    """The TIMEX3 value of a unit of the calendar that is not known."""
    return {
        "D": "XXXX-XX-XX",
        "W": "XXXX-WXX",
        "WE": "XXXX-WXX-WE",
        "M": "XXXX-XX",
        "Q": "XXXX-QX",
        "E": "XXX",
        "C": "XX",
    }.get(unit, "XXXX")


def shift(unit: str, day_: date, step: int) -> Stretch:
    """The unit of the calendar that holds a day, or the one so many of them before or after."""
    makers: Mapping[str, Callable[[], Stretch]] = {
        "D": lambda: calendar.one_day(day_ + DAY * step),
        "W": lambda: calendar.week(day_ + 7 * DAY * step),
        "WE": lambda: calendar.weekend(day_ + 7 * DAY * step),
        "M": lambda: calendar.month(day_.year, day_.month + step),
        "Q": lambda: calendar.quarter(day_.year, (day_.month - 1) // 3 + 1 + step),
        "Y": lambda: calendar.year(max(1, day_.year + step)),
        "E": lambda: calendar.decade(max(10, day_.year // 10 * 10 + 10 * step)),
        "C": lambda: calendar.century(max(1, day_.year // 100 + 1 + step)),
    }
    return makers[unit]()


def weekend(found: Found, frame: Frame) -> Answer | None:
    """Over the weekend: the Saturday and Sunday before, or ahead where the verb points ahead."""
    if frame.day is None:
        return unanchored("DATE", "XXXX-WXX-WE", Grain.WEEK)
    which = key(frame, "which", found.words["which"]) if "which" in found.words else ""
    here = calendar.weekend(frame.day)
    ahead = which == "next" or (not which and frame.tense == "future") or (which == "this" and frame.tense != "past")
    stretch = here if ahead or here.first <= frame.day else calendar.weekend(frame.day - 7 * DAY)
    if which == "last" and stretch.after > frame.day:
        stretch = calendar.weekend(frame.day - 7 * DAY)
    return covering(stretch, Grain.WEEK, f"Saturday {said(stretch.first)} and Sunday", frame)


def measure(found: Found, frame: Frame) -> tuple[float | None, str]:
    """Number and unit of a duration; no number for "several" and the like."""
    w = found.words
    name = next((w[k] for k in ("unit", "longunit", "oneunit", "manyunit", "one") if k in w), "day")
    code = key(frame, "unit", name)
    if "n" in w:
        half = w["n"].startswith("half") or w["n"].endswith(("half a", "half an"))
        return (0.5 if half else numerals.value(w["n"], frame.numbers)), code
    return (None, code) if "some" in w or "manyunit" in w else (1.0, code)


def written(count: float | None, unit: str) -> str:
    """A TIMEX3 duration: P3D, PT1H30M, PXW; decades and centuries in years."""
    time, code = ("T", unit[1:]) if unit.startswith("T") else ("", unit)
    if count is None:
        return f"P{time}X{code}"
    if code in "EC" and not time:
        return f"P{count * (10 if code == 'E' else 100):g}Y"
    if code == "Q":
        return f"P{count * 3:g}M"
    whole, rest = divmod(count, 1)
    if rest == 0.5 and (time, code) == ("T", "H"):
        return f"PT{int(whole)}H30M" if whole else "PT30M"
    if rest == 0.5 and code == "Y":
        return f"P{int(whole)}Y6M" if whole else "P6M"
    return f"P{time}{int(count) if not rest else count}{code}"


def away(day_: date, count: float, unit: str) -> date:
    """The day that lies so many units from a day; days for units shorter than a day."""
    whole = int(count)
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
    if unit in months:
        total = int(count * months[unit])
        low, high = -12 * (day_.year - 2), 12 * (9990 - day_.year)
        return calendar.months_later(day_, min(max(total, low), high))
    return day_ + timedelta(days=min(max(whole * (7 if unit == "W" else 1), -300000), 300000))


def counted(count: float, unit: str, start: date, frame: Frame, why: str) -> Answer:
    """So many units before or after a day, as coarse as the unit: "two months ago" is a month."""
    coarse = unit if unit in ("D", "W", "M", "Y") else {"Q": "Q"}.get(unit, "Y")
    stretch = shift(coarse, away(start, count, unit), 0)
    return covering(stretch, GRAINS[coarse], f"{why} {said(start)}", frame)


def ago(found: Found, frame: Frame) -> Answer | None:
    """Three days ago; a year ago; two weeks from now."""
    count, unit = measure(found, frame)
    if count is None or found.words.get("ago") is None:
        return Answer("DATE", "PAST_REF", Grain.VAGUE, why="how long ago is not told")
    if frame.day is None:
        return unanchored("DATE", blank(unit), GRAINS[unit])
    sign = 1 if found.words["ago"] == "from now" else -1
    if (count, unit, sign) == (1.0, "Y", -1) and frame.quarter:
        return _year_before(frame.quarter)
    return counted(sign * count, unit, frame.day, frame, f"{count:g} × {unit} {'after' if sign > 0 else 'before'}")


def _year_before(quarter_: Stretch) -> Answer:
    """The same quarter, a year earlier: what a report on a quarter compares it with."""
    return covering(shift("Q", away(quarter_.first, -1, "Y"), 0), Grain.QUARTER, f"a year before {quarter_.value}")


def year_ago(found: Found, frame: Frame) -> Answer | None:
    """The year-earlier quarter: the one named before, a year earlier."""
    if frame.quarter and found.words["unit"] == "year":
        return _year_before(frame.quarter)
    if frame.day is None:
        return unanchored("DATE", "XXXX", Grain.YEAR)
    unit = key(frame, "unit", found.words["unit"])
    stretch_ = shift(unit, frame.day, -1)
    return covering(stretch_, GRAINS[unit], f"a {found.words['unit']} before {said(frame.day)}", frame)


def stretch(found: Found, frame: Frame) -> Answer | None:
    """The past two months; the next five years: a duration that ends or begins on the day of writing."""
    count, unit = measure(found, frame)
    answer = Answer("DURATION", written(count, unit), GRAINS[unit])
    if frame.day is None:
        return replace(answer, problem="when.no-anchor", why="the day of writing is not known")
    anchor = frame.day.isoformat()
    if count is None or unit.startswith("T"):
        return replace(answer, anchor=anchor, why="how long is not told to the day")
    if "past" in found.words:
        return replace(
            answer,
            first=away(frame.day, -count, unit),
            after=frame.day + DAY,
            anchor=anchor,
            why=f"up to {said(frame.day)}",
        )
    return replace(
        answer, first=frame.day, after=away(frame.day, count, unit) + DAY, anchor=anchor, why=f"from {said(frame.day)}"
    )


def later(found: Found, frame: Frame) -> Answer | None:
    """Two days later; a year earlier: counted from the time named before."""
    count, unit = measure(found, frame)
    back = found.words["later"] in ("earlier", "previously", "before that")
    if count is None:
        return Answer(
            "DATE",
            "PAST_REF" if back else "FUTURE_REF",
            Grain.VAGUE,
            why="how much later is not told",
            problem="when.no-event",
        )
    if frame.before is None:
        return Answer(
            "DURATION",
            written(count, unit),
            GRAINS[unit],
            why="counted from something whose day is not known",
            problem="when.no-event",
        )
    if frame.quarter and back and (count, unit) == (1.0, "Y"):
        return _year_before(frame.quarter)
    answer = counted(-count if back else count, unit, frame.before.first, frame, "counted from the time named before,")
    return replace(answer, anchor=frame.before.value)


def same(found: Found, frame: Frame) -> Answer | None:
    """The same day; that year; the next morning: from the time named before."""
    w = found.words
    unit = key(frame, "period", w["period"]) if "period" in w else "D"
    step = {"next": 1, "following": 1, "previous": -1, "preceding": -1, "before": -1, "after": 1}.get(
        w.get("step", "").split(" ")[-1], 0
    )
    if frame.before is None:
        return Answer("DATE", blank(unit), GRAINS[unit], why="no time was named before it", problem="when.no-event")
    if unit in ("D", "W", "WE") and (frame.before.after - frame.before.first).days > 7:
        return Answer(
            "DATE", blank(unit), GRAINS[unit], why="the time named before gives no day", problem="when.no-event"
        )
    there = shift(unit, frame.before.first, step)
    answer = replace(
        covering(there, GRAINS[unit], f"counted from the time named before, {frame.before.value}"),
        anchor=frame.before.value,
    )
    return with_part(answer, w["part"], frame) if "part" in w else answer


# --- how long, how often, what hour ------------------------------------------------------------------------------


def duration(found: Found, frame: Frame) -> Answer | None:
    """For three days; seven-week; weeks: no day."""
    count, unit = measure(found, frame)
    if count is not None and "half" in found.words:
        count += 0.5
    return Answer("DURATION", written(count, unit), GRAINS[unit], why="a duration gives no day")


def recurring(found: Found, frame: Frame) -> Answer | None:
    """Every Monday; annually; each July; twice a week: no day."""
    return Answer(
        "SET", _recurring(found.words, frame, found), Grain.VAGUE, why="it comes again and again: no single day"
    )


def _recurring(w: Mapping[str, str], frame: Frame, found: Found) -> str:
    if "adverb" in w:
        code = key(frame, "adverb", w["adverb"])
        return f"PT{code[1]}{code[2]}" if code.startswith("T") else f"P{code}"
    named = w.get("dayname") or w.get("daynames")
    if named:
        number = int(key(frame, "dayname" if "dayname" in w else "daynames", named)) + 1
        part = key(frame, "parts", w["parts"]) if "parts" in w else key(frame, "part", w["part"]) if "part" in w else ""
        return f"XXXX-WXX-{number}" + (f"T{part}" if part else "")
    if "month" in w:
        return f"XXXX-{int(key(frame, 'month', w['month'])):02d}"
    if "n" in w:
        return written(*measure(found, frame))
    name = w.get("period") or w.get("per") or "day"
    return written(2.0 if "other" in w else 1.0, key(frame, "unit", name)) if name != "weekend" else "XXXX-WXX-WE"


def clock(found: Found, frame: Frame) -> Answer | None:
    """At 14:00; 7 a.m. local time; noon: on the day that the sentence gives, or on none."""
    time = _time(found.words, frame)
    if time is None:
        return None
    hours = int(time[:2]) + int(time[3:]) / 60
    there = frame.before
    if there is None or (there.after - there.first).days != 1:
        return Answer("TIME", f"XXXX-XX-XXT{time}", Grain.MINUTE, why="an hour of a day that is not told")
    return Answer(
        "TIME",
        f"{there.first.isoformat()}T{time}",
        Grain.MINUTE,
        there.first,
        there.after,
        (hours, hours + 1 / 60),
        there.value,
        f"{time} on {said(there.first)}",
    )


def _time(w: Mapping[str, str], frame: Frame) -> str | None:
    if "clockword" in w:
        return key(frame, "clockword", w["clockword"])
    digits = w.get("clock") or w.get("dotclock") or w.get("military") or w.get("hour", "")
    if "military" in w:
        digits = f"{digits[:2]}:{digits[2:]}"
    first, _, minute = digits.replace(".", ":").partition(":")
    number = numerals.value(first, frame.numbers)
    if number is None or number > 23:
        return None
    half = w.get("ampm", "")[:1] or ("p" if w.get("daypart") in ("afternoon", "evening") else "")
    hour = int(number) % 12 + (12 if half == "p" else 0) if half and number <= 12 else int(number)
    return f"{hour:02d}:{int(minute or 0):02d}"


def past(_found: Found, frame: Frame) -> Answer | None:
    """Recently: before the day of writing, no day."""
    return Answer(
        "DATE", "PAST_REF", Grain.VAGUE, None, frame.day + DAY if frame.day else None, why="some time before: no day"
    )


def present(_found: Found, _frame: Frame) -> Answer | None:
    """Now: no day of its own."""
    return Answer("DATE", "PRESENT_REF", Grain.VAGUE, why="about the time of writing: no day")


def future(_found: Found, frame: Frame) -> Answer | None:
    """Soon: after the day of writing, no day."""
    return Answer("DATE", "FUTURE_REF", Grain.VAGUE, frame.day, None, why="some time ahead: no day")


Resolver = Callable[[Found, Frame], Answer | None]

RESOLVERS: Mapping[str, Resolver] = {
    "iso": iso,
    "slashes": slashes,
    "day": day,
    "nth-of": nth_of,
    "month": month,
    "year": year,
    "spoken": spoken,
    "year-two-thousand": two_thousand,
    "fiscal": fiscal,
    "decade": decade,
    "century": century,
    "season": season,
    "quarter": quarter,
    "half-year": half_year,
    "latest": latest,
    "year-end": year_end,
    "days": days,
    "anniversary": anniversary,
    "nine-eleven": nine_eleven,
    "holiday": holiday,
    "weekday": weekday,
    "weekday-week": weekday_of_week,
    "week-of": week_of,
    "week-ago": week_ago,
    "near-day": near_day,
    "this-part": this_part,
    "last-night": last_night,
    "overnight": overnight,
    "period": period,
    "weekend": weekend,
    "ago": ago,
    "year-ago": year_ago,
    "stretch": stretch,
    "later": later,
    "same": same,
    "duration": duration,
    "set": recurring,
    "clock": clock,
    "past": past,
    "present": present,
    "future": future,
}
"""Which function works out which rule of the grammar."""
