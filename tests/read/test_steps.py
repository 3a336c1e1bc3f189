"""Each step of the reading fills its own layer and touches no other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from types import ModuleType

import pytest

from coranto import read
from coranto.errors import SettingError
from coranto.model import Article, Capture, Grain, Moment, Reading, article_id, version_id
from coranto.read import Step, Tools, own_steps
from coranto.settings import Settings

TEXT = """NAIROBI — Kenya's army shelled two villages on Tuesday in response to an attack by Ethiopia, Sudan said.

The attack on Monday killed 12 soldiers. Kenya's government denied the shelling.
“We will answer every attack,” Foreign Minister Musalia Mudavadi warned. Ethiopia may send troops to the border next
week, analysts believe. The two countries plan to meet in Addis Ababa on Friday.
"""
LAYERS = {
    "sentences": {"sentences"},
    "published": {"published"},
    "tokens": {"tokens", "predicates"},
    "naming": {"names"},
    "who": {"mentions"},
    "when": {"times"},
    "where": {"places"},
    "how_many": {"amounts"},
    "says_who": {"attributions"},
    "what": {"acts"},
    "how_sure": {"certainties"},
    "in_reply": {"links"},
    "forward": {"forecasts"},
    "claims": {"claims"},
}


def empty() -> Reading:
    article = Article(article_id(None, None, TEXT), version_id(TEXT), TEXT, (), Capture(None, None, "text", "0" * 64))
    return Reading(article, published=Moment(datetime(2024, 11, 5, tzinfo=UTC), Grain.DAY, "given"))


@pytest.fixture(scope="module")
def stages(tools: Tools) -> dict[str, tuple[Reading, Reading]]:
    """For each step, the reading before and after it."""
    done, here = {}, empty()
    for step in read.STEPS:
        after = step(here, tools)
        done[step.__name__], here = (here, after), after
    return done


def test_the_steps_are_these_in_this_order() -> None:
    assert [step.__name__ for step in read.STEPS] == list(LAYERS)


@pytest.mark.parametrize("name", LAYERS)
def test_a_step_touches_only_its_own_layer(name: str, stages: dict[str, tuple[Reading, Reading]]) -> None:
    before, after = stages[name]
    changed = {f.name for f in fields(Reading) if getattr(before, f.name) != getattr(after, f.name)}
    assert changed <= LAYERS[name] | {"problems"}
    assert after.problems[: len(before.problems)] == before.problems, "Problems are only added"


@pytest.mark.parametrize("name", [name for name in LAYERS if name != "published"])
def test_a_step_finds_something_in_the_sample(name: str, stages: dict[str, tuple[Reading, Reading]]) -> None:
    _, after = stages[name]
    assert all(getattr(after, layer) for layer in LAYERS[name])


def test_certainties_run_beside_the_acts(stages: dict[str, tuple[Reading, Reading]]) -> None:
    _, done = stages["claims"]
    assert len(done.certainties) == len(done.acts)


def test_every_claim_rests_on_words_of_the_text(stages: dict[str, tuple[Reading, Reading]]) -> None:
    _, done = stages["claims"]
    for claim in done.claims:
        assert 1 <= len(claim.evidence) <= 2
        assert all(span.of(TEXT).strip() for span in claim.evidence)
        assert any(span.holds(claim.act.trigger) for span in claim.evidence)


def test_reading_twice_gives_the_same(tools: Tools) -> None:
    article = empty().article
    assert read.read(article, tools) == read.read(article, tools)


def mark(reading: Reading, tools: Tools) -> Reading:
    """A user's own step."""
    return replace(reading, links=())


def test_own_steps_run_after_ours(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("steps_of_a_user")
    module.mark = mark  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "steps_of_a_user", module)
    own = replace(tools, settings=Settings(steps=("steps_of_a_user:mark",)))
    assert read.read(empty().article, own).links == ()


@pytest.mark.parametrize("path", ["json:dumps", "json.dumps"])
def test_an_own_step_is_named_by_its_path(path: str) -> None:
    found: tuple[Step | Callable[..., str], ...] = own_steps(Settings(steps=(path,)))
    assert found[0].__name__ == "dumps"


@pytest.mark.parametrize("path", ["json:no_such", "no_such_module:step", "json:__doc__", "step", ""])
def test_a_wrong_path_is_told(path: str) -> None:
    with pytest.raises(SettingError, match="steps"):
        own_steps(Settings(steps=(path,)))
