"""Did it happen: a sentence and the word of its act in, the act's status out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coranto.codebook import Codebook
from coranto.model import Reading, Status
from coranto.read.status import status_of, through_object

SAID = [
    # told as a fact
    ("Troops attacked the town.", "attacked", "happened"),
    ("The town was attacked by troops.", "attacked", "happened"),
    ("Troops have attacked the town.", "attacked", "happened"),
    ("After attacking the town, the troops left.", "attacking", "happened"),
    ("He was accused of attacking the town.", "attacking", "happened"),
    ("The general condemned the attack.", "attack", "happened"),
    ("The army carried out an attack.", "attack", "happened"),
    ("The attack killed ten men.", "attack", "happened"),
    ("Officials said that troops attacked the town.", "attacked", "happened"),
    ("Officials believe troops attacked the town.", "attacked", "happened"),
    ("The wall did not prevent an attack.", "attack", "happened"),
    # still going on
    ("Troops are attacking the town.", "attacking", "ongoing"),
    ("Troops continue to attack the town.", "attack", "ongoing"),
    ("Troops have been attacking the town.", "attacking", "ongoing"),
    ("The ongoing attack alarmed the town.", "attack", "ongoing"),
    # did not happen
    ("Troops did not attack the town.", "attack", "negated"),
    ("Troops never attacked the town.", "attacked", "negated"),
    ("Nobody attacked the town.", "attacked", "negated"),
    ("The troops refused to attack.", "attack", "negated"),
    ("The troops failed to attack the town.", "attack", "negated"),
    ("The general denied attacking the town.", "attacking", "negated"),
    ("The wall prevented an attack.", "attack", "negated"),
    ("The army called off the attack.", "attack", "negated"),
    ("No attack took place.", "attack", "negated"),
    ("They left without attacking the town.", "attacking", "negated"),
    ("The foiled attack was on the news.", "attack", "negated"),
    ("The army has no plans to attack.", "attack", "negated"),
    ("Troops cannot attack the town.", "attack", "negated"),
    ("Troops will not attack the town.", "attack", "negated"),
    ("The army put off the attack.", "attack", "negated"),
    # planned
    ("The minister said that talks were about to begin.", "talks", "planned"),
    ("Peru recalled its envoy for talks.", "talks", "planned"),
    ("Troops will attack the town.", "attack", "planned"),
    ("Troops plan to attack the town.", "attack", "planned"),
    ("Troops are going to attack the town.", "attack", "planned"),
    ("Troops are preparing an attack.", "attack", "planned"),
    ("The general said he would attack the town.", "attack", "planned"),
    ("Plans for an attack were found.", "attack", "planned"),
    ("The planned attack alarmed the town.", "attack", "planned"),
    ("The troops came to attack the town.", "attack", "planned"),
    ("Troops moved north to attack the town.", "attack", "planned"),
    # threatened
    ("Troops threatened to attack the town.", "attack", "threatened"),
    ("The general vowed to attack the town.", "attack", "threatened"),
    ("They repeated their threat of an attack.", "attack", "threatened"),
    # demanded
    ("The general ordered troops to attack the town.", "attack", "demanded"),
    ("The party called for an attack.", "attack", "demanded"),
    ("The general asked them to attack the town.", "attack", "demanded"),
    ("Troops should attack the town.", "attack", "demanded"),
    ("Troops must attack the town.", "attack", "demanded"),
    # only thinkable
    ("Troops may attack the town.", "attack", "hypothetical"),
    ("Troops could attack the town.", "attack", "hypothetical"),
    ("Troops would attack the town.", "attack", "hypothetical"),
    ("If troops attack the town, it will fall.", "attack", "hypothetical"),
    ("Unless troops attacked, the town was safe.", "attacked", "hypothetical"),
    ("They asked whether troops attacked the town.", "attacked", "hypothetical"),
    ("Did troops attack the town?", "attack", "hypothetical"),
    ("The town fears an attack.", "attack", "hypothetical"),
    ("There is a risk of an attack.", "attack", "hypothetical"),
    ("A possible attack worried the town.", "attack", "hypothetical"),
    ("The drills are rehearsals for an attack.", "attack", "hypothetical"),
    ("They spoke of the ability to attack the town.", "attack", "hypothetical"),
    ("The troops are capable of attacking the town.", "attacking", "hypothetical"),
    ("The army considered attacking the town.", "attacking", "hypothetical"),
    ("Perhaps troops attacked the town.", "attacked", "hypothetical"),
    ("An attack would cost many lives.", "attack", "hypothetical"),
    ("The army did not rule out an attack.", "attack", "hypothetical"),
    # long ago
    ("Troops previously attacked the town.", "attacked", "historical"),
]


@pytest.mark.parametrize(("sentence", "word", "status"), SAID)
def test_status(
    sentence: str, word: str, status: str, read_sentence: Callable[..., Reading], codebook: Codebook
) -> None:
    reading = read_sentence(sentence, date(2024, 11, 5))
    forms = [reading.tokens.span(token).of(sentence) for token in range(len(reading.tokens))]
    given, why = status_of(reading, forms.index(word), codebook.cues["status"])
    assert given == Status(status), why
    assert why


@pytest.mark.parametrize(
    ("text", "verb", "protest", "status"),
    [
        ("The union called a strike for Thursday.", "called", True, Status.PLANNED),
        ("The union put off the strike.", "put", True, Status.NEGATED),
        ("The union staged a strike.", "staged", True, None),
        ("The president called his counterpart.", "called", False, None),
    ],
)
def test_what_a_verb_makes_of_its_object(
    read_sentence: Callable[..., Reading],
    codebook: Codebook,
    text: str,
    verb: str,
    protest: bool,
    status: Status | None,
) -> None:
    tokens = read_sentence(text).tokens
    token = [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)].index(verb)
    told = through_object(tokens, token, codebook.cues["status"], protest=protest)
    assert (told and told[0]) == status
