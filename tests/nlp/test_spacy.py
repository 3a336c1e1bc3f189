"""A spaCy pipeline as a reader of sentences: two tiny ones are trained here, one for each way of labelling trees."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto import read as reading
from coranto.codebook import Codebook
from coranto.errors import SettingError
from coranto.model import Article, Capture, article_id, version_id
from coranto.nlp import Parse
from coranto.nlp.coder import open_coder
from coranto.nlp.spacy_pipeline import SpacyPipeline, names, open_spacy, scheme_of, spaces, wrap_spacy
from coranto.read.tools import Tools
from coranto.settings import Settings

spacy = pytest.importorskip("spacy")

if TYPE_CHECKING:
    from spacy.language import Language

VERBS = ("arrested", "attacked", "accused", "released")
PEOPLE = ("police", "rebels", "soldiers", "protesters", "troops")
PLACES = ("Doha", "Kyiv", "Seoul", "Rome")

ACTIVE = "{a}/NNS>1 {v}/VBD>1 {b}/NNS>1 in/IN>{place} {p}/NNP>{at} ./.>1"
PASSIVE = "{a}/NNS>2 were/VBD>2 {v}/VBN>2 by/IN>{by} {b}/NNS>{agent} ./.>2"
CLEAR = (
    ACTIVE.format(a="{a}", v="{v}", b="{b}", p="{p}", place=1, at=3) + " | nsubj ROOT dobj prep pobj punct",
    PASSIVE.format(a="{a}", v="{v}", b="{b}", by=2, agent=3) + " | nsubjpass auxpass ROOT agent pobj punct",
)
UD = (
    ACTIVE.format(a="{a}", v="{v}", b="{b}", p="{p}", place=4, at=1) + " | nsubj root obj case obl punct",
    PASSIVE.format(a="{a}", v="{v}", b="{b}", by=4, agent=2) + " | nsubj:pass aux:pass root case obl:agent punct",
)


def bank(patterns: tuple[str, ...]) -> list[tuple[list[str], dict[str, list[object]]]]:
    """Twenty sentences made of the patterns, and what is to be learnt of each."""
    found = []
    for i in range(20):
        words = {"a": PEOPLE[i % 5], "b": PEOPLE[(i + 1 + i // 5) % 5], "v": VERBS[i % 4], "p": PLACES[i // 5 % 4]}
        row, _, relations = patterns[i % 2].format(**words).partition(" | ")
        forms, tags, heads = zip(*(word.replace(">", "/").rsplit("/", 2) for word in row.split()), strict=True)
        found.append((list(forms), {"tags": list(tags), "heads": [int(h) for h in heads], "deps": relations.split()}))
    return found


def trained(patterns: tuple[str, ...]) -> Language:
    from spacy.tokens import Doc
    from spacy.training import Example

    spacy.util.fix_random_seed(7)
    nlp: Language = spacy.blank("en")
    nlp.add_pipe("tagger")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    nlp.meta["name"] = "tiny"
    examples = [Example.from_dict(Doc(nlp.vocab, words=forms), told) for forms, told in bank(patterns)]
    nlp.initialize(lambda: examples)
    for _ in range(60):
        nlp.update(examples)
    return nlp


@pytest.fixture(scope="session")
def clear() -> SpacyPipeline:
    return wrap_spacy(trained(CLEAR))


@pytest.fixture(scope="session")
def universal() -> SpacyPipeline:
    return wrap_spacy(trained(UD))


def fields(parse: Parse) -> tuple[object, ...]:
    return (parse.upos, parse.xpos, parse.lemma, parse.head, parse.relation, parse.entity, parse.predicates)


def check(parse: Parse, size: int) -> None:
    """What every parse must be, whatever the words."""
    assert all(len(layer) == size for layer in fields(parse)[:6])  # type: ignore[arg-type]
    assert parse.vectors.shape[0] == size
    assert np.isfinite(parse.vectors).all()
    assert parse.head.count(-1) == min(size, 1)
    assert [relation == "root" for relation in parse.relation] == [head == -1 for head in parse.head]
    assert all(parse.lemma)
    for token in range(size):
        seen, here = set(), token
        while here != -1:
            assert here not in seen
            seen.add(here)
            here = parse.head[here]
    for predicate in parse.predicates:
        assert 0 <= predicate.token < size
        assert all(0 <= token < size and token != predicate.token for _, token in predicate.arguments)


@pytest.mark.parametrize("scheme", ["clear", "universal"])
def test_both_schemes_give_the_same_universal_tree(scheme: str, request: pytest.FixtureRequest) -> None:
    pipeline: SpacyPipeline = request.getfixturevalue(scheme)
    active, passive = pipeline.parse(
        [
            ["rebels", "accused", "police", "in", "Seoul", "."],
            ["troops", "were", "attacked", "by", "police", "."],
        ]
    )
    assert active.head == (1, -1, 1, 4, 1, 1)
    assert active.relation == ("nsubj", "root", "obj", "case", "obl", "punct")
    assert active.xpos == ("NNS", "VBD", "NNS", "IN", "NNP", ".")
    assert active.upos == ("NOUN", "VERB", "NOUN", "ADP", "PROPN", "PUNCT")
    assert active.lemma == ("rebel", "accuse", "police", "in", "Seoul", ".")
    assert passive.head == (2, 2, -1, 4, 2, 2)
    assert passive.relation == ("nsubj:pass", "aux:pass", "root", "case", "obl:agent", "punct")
    assert [(one.token, one.sense, one.arguments) for one in active.predicates] == [
        (1, "accuse.01", (("ARG0", 0), ("ARG1", 2)))
    ]
    (attack,) = [one for one in passive.predicates if one.token == 2]
    assert attack.arguments == (("ARG1", 0), ("ARG0", 4))


def test_schemes_are_told_apart(clear: SpacyPipeline, universal: SpacyPipeline) -> None:
    assert (clear.scheme, universal.scheme) == ("clear", "ud")
    assert scheme_of(["nsubj", "ROOT", "punct"]) is None
    assert scheme_of(["sb", "oa", "ROOT"]) is None


def test_order_and_company_change_nothing(clear: SpacyPipeline) -> None:
    batch = [forms for forms, _ in bank(CLEAR)] + [["Why", "?"]]
    together = clear.parse(batch)
    alone = [clear.parse([forms])[0] for forms in reversed(batch)]
    for one, other in zip(together, reversed(alone), strict=True):
        assert fields(one) == fields(other)
        assert np.array_equal(one.vectors, other.vectors)


def test_nothing_in_nothing_out(clear: SpacyPipeline) -> None:
    assert clear.parse([]) == []
    empty, full, again = clear.parse([[], ["police"], []])
    check(empty, 0)
    check(full, 1)
    check(again, 0)


@settings(max_examples=40, deadline=None)
@given(forms=st.lists(st.text(st.characters(exclude_categories=()), max_size=6), max_size=30))
def test_any_words_make_a_tree(clear: SpacyPipeline, universal: SpacyPipeline, forms: list[str]) -> None:
    for pipeline in (clear, universal):
        (parse,) = pipeline.parse([forms])
        check(parse, len(forms))


def test_a_very_long_sentence_is_one_tree(clear: SpacyPipeline) -> None:
    forms = ["rebels", "accused", "police", "in", "Seoul", ","] * 100
    (parse,) = clear.parse([forms])
    check(parse, len(forms))
    assert "parataxis" in parse.relation


def test_the_digest_is_the_pipelines_own(clear: SpacyPipeline, universal: SpacyPipeline, tmp_path: Path) -> None:
    clear.parse([["never", "seen", "before"]])
    clear.nlp.to_disk(tmp_path / "tiny")
    again = open_spacy(str(tmp_path / "tiny"))
    assert again.digest == clear.digest
    assert again.name == clear.name == "spacy:en_tiny-0.0.0"
    assert universal.digest != clear.digest
    assert len(clear.digest) == 64
    (here,), (there,) = clear.parse([["police", "fled"]]), again.parse([["police", "fled"]])
    assert fields(here) == fields(there)


def test_vectors_are_the_pipelines_tensor_or_have_no_columns(clear: SpacyPipeline) -> None:
    (parse,) = clear.parse([["police", "fled"]])
    assert parse.vectors.shape == (2, 0)
    assert not parse.vectors.flags.writeable
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    for name in ("tagger", "parser"):
        nlp.add_pipe(name, source=clear.nlp)
    nlp.get_pipe("tok2vec").model.initialize(X=[nlp.make_doc("police")])
    (parse,) = wrap_spacy(nlp).parse([["police", "fled"]])
    assert parse.vectors.shape == (2, 96)


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        ("PERSON ORG GPE LOC FAC NORP", "B-PER B-ORG B-LOC B-LOC B-FAC B-NORP"),
        ("PRODUCT EVENT WORK_OF_ART LAW LANGUAGE", "B-MISC B-EVT B-MISC B-MISC B-MISC"),
        ("PER LOC ORG MISC", "B-PER B-LOC B-ORG B-MISC"),
        ("DATE TIME MONEY PERCENT QUANTITY ORDINAL CARDINAL DISEASE -", "O O O O O O O O O"),
        ("PERSON +PERSON PERSON - +GPE", "B-PER I-PER B-PER O B-LOC"),
        ("DATE +DATE +GPE +GPE", "O O B-LOC I-LOC"),
    ],
)
def test_names(labels: str, wanted: str) -> None:
    given_labels = [(label.strip("+-"), not label.startswith("+")) for label in labels.split()]
    assert names(given_labels) == tuple(wanted.split())


def test_names_come_from_the_pipeline(clear: SpacyPipeline) -> None:
    nlp = spacy.blank("en")
    for name in ("tagger", "parser"):
        nlp.add_pipe(name, source=clear.nlp)
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "South Korea"}, {"label": "DATE", "pattern": "Monday"}])
    (parse,) = wrap_spacy(nlp).parse([["South", "Korea", "left", "Monday"]])
    assert parse.entity == ("B-LOC", "I-LOC", "O", "O")


def test_a_pipeline_may_not_merge_tokens(clear: SpacyPipeline) -> None:
    nlp = spacy.blank("en")
    for name in ("tagger", "parser"):
        nlp.add_pipe(name, source=clear.nlp)
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "South Korea"}])
    nlp.add_pipe("merge_entities")
    with pytest.raises(SettingError, match="changes the tokens"):
        wrap_spacy(nlp).parse([["South", "Korea", "left"]])


def test_spaces() -> None:
    forms = ["(", "Iran", "'s", "army", ")", "fled", ",", "he", "said"]
    written = "".join(form + " " * space for form, space in zip(forms, spaces(forms), strict=True))
    assert written == "(Iran's army) fled, he said "


def test_without_spacy_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(SettingError, match="not installed") as caught:
        open_spacy("en_core_web_nowhere")
    assert "coranto[spacy]" in caught.value.remedy


def test_a_missing_pipeline_is_named_with_the_remedy() -> None:
    with pytest.raises(SettingError, match="no_such_pipeline") as caught:
        open_spacy("no_such_pipeline")
    assert "download" in caught.value.remedy


def test_a_pipeline_must_tag_and_parse(clear: SpacyPipeline) -> None:
    nlp = spacy.blank("en")
    with pytest.raises(SettingError, match="no tagger"):
        wrap_spacy(nlp)
    nlp.add_pipe("tagger", source=clear.nlp)
    with pytest.raises(SettingError, match="no dependency parser"):
        wrap_spacy(nlp)
    nlp.add_pipe("parser")
    with pytest.raises(SettingError, match="neither CLEAR nor Universal"):
        wrap_spacy(nlp)


def test_an_article_read_by_it_keeps_our_offsets(clear: SpacyPipeline, codebook: Codebook) -> None:
    text = "Rebels accused police in Doha. Police were attacked by rebels."
    article = Article(article_id(None, None, text), version_id(text), text, (), Capture(None, None, "text", "0" * 64))
    found = reading.read(article, Tools(codebook, clear, open_coder(), Settings()))
    words = [text[a:b] for a, b in zip(found.tokens.starts, found.tokens.ends, strict=True)]
    assert words == [
        "Rebels", "accused", "police", "in", "Doha", ".", "Police", "were", "attacked", "by", "rebels", ".",
    ]  # fmt: skip
    assert found.tokens.starts[6:9] == (31, 38, 43)
    assert found.tokens.head.count(-1) == 2
    assert [one.first for one in found.sentences] == [0, 6]


def test_the_setting_chooses_the_reader(clear: SpacyPipeline, tmp_path: Path) -> None:
    clear.nlp.to_disk(tmp_path / "tiny")
    found = reading.tools(Settings(reader=f"spacy:{tmp_path / 'tiny'}"))
    assert found.pipeline.digest == clear.digest
    with pytest.raises(SettingError, match="reader cannot be 'best'") as caught:
        reading.tools(Settings(reader="best"))
    assert "spacy:NAME_OR_PATH" in caught.value.remedy
