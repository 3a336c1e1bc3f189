from __future__ import annotations

import random
import re
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coranto.nlp
from coranto.nlp import Parse, Pipeline, load, sentences, tokenize
from coranto.nlp.onnx import AT_ONCE, LONGEST, best_tags, following, open_pipeline, windows

TEXT = """North Korea fired two ballistic missiles toward the sea on Tuesday, South Korea's military said.
Russian troops did not leave the city of Kherson. Protesters were arrested by police in Istanbul on Friday.
The prime minister, who visited Paris last week, will meet the president of France. Why?
"We condemn the attack," the U.N. envoy told reporters, adding that talks could resume."""


def forms_of(text: str) -> list[list[str]]:
    return [[text[i:j] for i, j in tokenize(text, a, b)] for a, b in sentences(text)]


def fields(parse: Parse) -> tuple[object, ...]:
    return (parse.upos, parse.xpos, parse.lemma, parse.head, parse.relation, parse.entity, parse.predicates)


def same(left: Parse, right: Parse) -> bool:
    return fields(left) == fields(right) and np.array_equal(left.vectors, right.vectors)


@pytest.fixture(scope="module", params=["full", "fast"])
def pipeline(request: pytest.FixtureRequest) -> Pipeline:
    return load(tier=request.param)


def test_the_door_is_complete() -> None:
    assert coranto.nlp.__all__ == sorted(coranto.nlp.__all__)
    assert all(hasattr(coranto.nlp, name) for name in coranto.nlp.__all__)


def test_it_is_opened_once() -> None:
    assert load() is load()


def test_the_tiers_are_told_apart() -> None:
    full, fast = load(), load(tier="fast")
    assert full.name != fast.name
    assert full.digest != fast.digest


def test_fewer_than_one_thread_is_refused() -> None:
    with pytest.raises(ValueError, match="threads"):
        load(0)


def test_it_says_who_it_is(pipeline: Pipeline) -> None:
    assert pipeline.name
    assert re.fullmatch(r"[0-9a-f]{64}", pipeline.digest)


def test_nothing_in_nothing_out(pipeline: Pipeline) -> None:
    assert pipeline.parse([]) == []
    (empty,) = pipeline.parse([[]])
    assert fields(empty) == ((),) * 7
    assert len(empty.vectors) == 0


def test_order_and_company_change_nothing(pipeline: Pipeline) -> None:
    batch = forms_of(TEXT)
    together = pipeline.parse(batch)
    alone = [pipeline.parse([forms])[0] for forms in batch]
    assert all(same(a, b) for a, b in zip(together, alone, strict=True))
    order = list(range(len(batch)))
    random.Random(3).shuffle(order)  # noqa: S311
    shuffled = pipeline.parse([batch[i] for i in order])
    assert all(same(together[i], parse) for i, parse in zip(order, shuffled, strict=True))


def test_threads_change_nothing(pipeline: Pipeline) -> None:
    batch = forms_of(TEXT)
    tier = "fast" if pipeline.name.endswith("fast") else "full"
    assert all(same(a, b) for a, b in zip(pipeline.parse(batch), load(2, tier).parse(batch), strict=True))


def test_more_sentences_than_are_held_at_once_change_nothing(pipeline: Pipeline) -> None:
    batch = forms_of(TEXT) * (2 * AT_ONCE // len(forms_of(TEXT)) + 1)
    first = pipeline.parse(forms_of(TEXT))
    parses = pipeline.parse(batch)
    assert len(parses) == len(batch) > 2 * AT_ONCE
    assert all(same(first[i % len(first)], parse) for i, parse in enumerate(parses))


def check(parse: Parse, size: int) -> None:
    """What every parse must be, whatever the words."""
    assert all(len(layer) == size for layer in fields(parse)[:6])  # type: ignore[arg-type]
    assert parse.vectors.shape[0] == size
    assert np.isfinite(parse.vectors).all()
    assert parse.head.count(-1) == 1
    assert [relation == "root" for relation in parse.relation] == [head == -1 for head in parse.head]
    for token in range(size):
        seen = {token}
        while (token := parse.head[token]) != -1:
            assert token not in seen
            seen.add(token)
    for predicate in parse.predicates:
        assert 0 <= predicate.token < size
        assert all(0 <= token < size and token != predicate.token for _, token in predicate.arguments)
    for before, tag in zip(("O", *parse.entity), parse.entity, strict=False):
        assert not tag.startswith("I-") or before[2:] == tag[2:]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=()), min_size=1, max_size=8), min_size=1, max_size=30))
def test_any_words_make_a_tree(forms: list[str]) -> None:
    (parse,) = load().parse([forms])
    check(parse, len(forms))


def test_a_very_long_sentence_is_read_in_windows(pipeline: Pipeline) -> None:
    forms = (forms_of(TEXT)[0] + [","]) * 80
    (parse,) = pipeline.parse([forms])
    check(parse, len(forms))
    assert sum(predicate.sense.startswith("fire.") for predicate in parse.predicates) >= 70


def test_one_enormous_word(pipeline: Pipeline) -> None:
    (parse,) = pipeline.parse([["a" * 1_000_000, "-" * 100_000]])
    check(parse, 2)


@settings(deadline=None)
@given(st.lists(st.integers(1, 12), max_size=400))
def test_windows_leave_nothing_out_and_stay_within_bounds(sizes: list[int]) -> None:
    forms = ["," if size == 1 else "word" for size in sizes]
    found = windows(forms, sizes)
    assert [i for a, b in found for i in range(a, b)] == list(range(len(sizes)))
    assert all(a < b and sum(sizes[a:b]) <= LONGEST - 2 for a, b in found)


TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")


@settings(deadline=None)
@given(st.lists(st.lists(st.floats(-9, 0), min_size=5, max_size=5), min_size=1, max_size=6))
def test_the_likeliest_tags_that_may_follow_each_other_are_found(rows: list[list[float]]) -> None:
    scores = np.array(rows, dtype=np.float32)
    follows = following(TAGS)

    def total(tags: tuple[int, ...]) -> float:
        allowed = all(follows[a, b] for a, b in zip((0, *tags), tags, strict=False))
        return float(sum(scores[i, tag] for i, tag in enumerate(tags))) if allowed else -np.inf

    found = best_tags(scores, follows)
    assert total(tuple(found)) >= max(map(total, product(range(5), repeat=len(rows)))) - 1e-3


def test_predicates_can_be_given() -> None:
    forms = ["Police", "arrested", "dozens", "of", "protesters"]
    (parse,) = open_pipeline(1).parse([forms], [[1]])
    (predicate,) = parse.predicates
    assert predicate.token == 1
    assert dict(predicate.arguments) == {"ARG0": 0, "ARG1": 2}


@pytest.mark.parametrize(
    ("sentence", "verb", "subject", "other"),
    [
        ("Israel bombed Gaza.", "bombed", "Israel", "Gaza"),
        ("Russian forces shelled the town of Bakhmut on Monday.", "shelled", "forces", "town"),
        ("The president of Ukraine thanked the United States for the weapons.", "thanked", "president", "States"),
        ("North Korea fired two ballistic missiles into the sea.", "fired", "Korea", "missiles"),
        ("Police in Istanbul arrested dozens of protesters.", "arrested", "Police", "dozens"),
        ("China will not attend the talks, Japan said.", "attend", "China", "talks"),
    ],
)
def test_who_did_what_to_whom(pipeline: Pipeline, sentence: str, verb: str, subject: str, other: str) -> None:
    (forms,) = forms_of(sentence)
    (parse,) = pipeline.parse([forms])
    at = forms.index(verb)
    assert [forms[i] for i, head in enumerate(parse.head) if head == at and parse.relation[i] == "nsubj"] == [subject]
    assert [forms[i] for i, head in enumerate(parse.head) if head == at and parse.relation[i] == "obj"] == [other]
    (predicate,) = [predicate for predicate in parse.predicates if predicate.token == at]
    roles = {role: forms[token] for role, token in predicate.arguments}
    assert (roles["ARG0"], roles["ARG1"]) == (subject, other)


def test_the_passive_turns_the_roles_around(pipeline: Pipeline) -> None:
    (forms,) = forms_of("Two journalists were killed by gunmen in Mexico yesterday.")
    (parse,) = pipeline.parse([forms])
    at = forms.index("killed")
    assert parse.lemma[at] == "kill"
    assert parse.relation[forms.index("journalists")] == "nsubj:pass"
    (predicate,) = [predicate for predicate in parse.predicates if predicate.token == at]
    roles = {role: forms[token] for role, token in predicate.arguments}
    assert predicate.sense == "kill.01"
    assert (roles["ARG0"], roles["ARG1"]) == ("gunmen", "journalists")
