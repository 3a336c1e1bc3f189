"""What is kept of an article once it is read: enough to print it and to bring its tellings together with others'.

A reading holds every token with its vector; a corpus of them would fill any memory. What is kept is small, and goes
from one process to another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Literal

from coranto import collate, formats
from coranto.model import Article, Copies, Problem, Reading, Report, Tokens
from coranto.model.forms import claim_form, reading_form
from coranto.read import Tools
from coranto.read import tools as load_tools
from coranto.scale.corpus import Job, Unit, cut
from coranto.scale.pool import Crew, Failed, run
from coranto.scale.reading import Note, readings

Form = Literal["claims", "reading", "events", "line", "table"]
"""What `coranto read --as` prints."""
AT_ONCE = 8
"""Units of a job that is only to be printed: few, so that the first lines come soon."""
BY_ITSELF = frozenset({"line", "table"})
"""Forms that need nothing but the article itself."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An article without its text, its sketch, and its claims as reports whose source is still to be told."""

    article: Article
    sketch: formats.Sketch
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One article as it is to be printed: lines of JSON for programs, or a reading without its words for people.

    `kept` is there where the form needs the events of all articles.
    """

    lines: tuple[str, ...] = ()
    reading: Reading | None = None
    kept: Kept | None = None


def keep(reading: Reading) -> Kept:
    """What bringing tellings together needs of a reading."""
    article = replace(reading.article, published=reading.published)
    reports = collate.reports(article, reading.claims, reading.published, {})
    bare = replace(article, text="", blocks=(), capture=replace(article.capture, sha256=""))
    return Kept(bare, formats.sketch(article), reports)


def bring_together(kept: Iterable[Kept]) -> tuple[tuple[Report, ...], tuple[Copies, ...]]:
    """All reports with their independent sources, and the groups of copies among their articles."""
    known = list(kept)
    copies = formats.twins_of(one.sketch for one in known)
    sources = collate.independent((one.article for one in known), copies)
    told = (replace(one, source=sources.get(one.version) or one.source) for each in known for one in each.reports)
    return tuple(told), copies


def tell(job: Job, tools: Tools, note: Note, form: Form) -> list[Told | Problem]:
    """Read a job for printing: an item for each article and each Problem, in order."""
    found = (one for _, one in readings(job, tools, note))
    return [one if isinstance(one, Problem) else _told(one, form) for one in found]


def _told(reading: Reading, form: Form) -> Told:
    if form in BY_ITSELF:
        return Told(reading=_without_words(reading))
    if form == "reading":
        return Told((json.dumps(reading_form(reading)),), None, keep(reading))
    lines = (json.dumps(claim_form(claim, reading)) for claim in reading.claims) if form == "claims" else ()
    return Told(tuple(lines), None, keep(reading))


def _without_words(reading: Reading) -> Reading:
    """A reading without the layers that only steps of reading use."""
    return replace(reading, tokens=Tokens(), predicates=(), names=(), mentions=(), acts=(), certainties=())


def tell_all(units: Iterable[Unit], form: Form, crew: Crew) -> Iterator[Told | Problem]:
    """Read units of any number and give what is to be printed, in their order; one worker is this process itself."""
    jobs = cut(units, AT_ONCE if crew.workers > 1 else 1, datetime.now(UTC))
    if crew.workers > 1:
        for outcome in run(jobs, partial(tell, form=form), crew):
            yield from [Problem("scale.failed", outcome.why)] if isinstance(outcome, Failed) else outcome
        return
    tools = load_tools(crew.settings)
    for job in jobs:
        yield from tell(job, tools, lambda _: None, form)
