"""A sentence in, parties out. `words@head word` is the mention, codes joined by `+`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from coranto.model import Article, Capture, Kind, Moment, Reading
from coranto.model.article import article_id, version_id
from coranto.read.sentences import sentences, tokens
from coranto.read.tools import Tools
from coranto.read.who import mention_at, who

Read = Callable[..., Reading]


@pytest.fixture
def read(tools: Tools) -> Read:
    def reading(text: str, day: date = date(2024, 11, 5)) -> Reading:
        one = Article(article_id(None, None, text), version_id(text), text, (), Capture(None, None, "text", "0" * 64))
        moment = Moment(datetime.combine(day, time(), UTC), "day", "given")
        return who(tokens(sentences(Reading(one, moment), tools), tools), tools)

    return reading


def codes(reading: Reading, words: str) -> tuple[str, ...] | None:
    """The codes of the mention that the last of these words stands in or heads."""
    text = reading.article.text
    end = text.index(words) + len(words)
    token = next(t for t in range(len(reading.tokens)) if reading.tokens.ends[t] >= end)
    mention = mention_at(reading, token)
    return mention.codes if mention else None


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        # countries, seats of power, bodies
        ("North Korea fired a missile.", "North Korea", "PRK.GOV"),
        ("The US imposed sanctions on Iran.", "US", "USA.GOV"),
        ("Beijing rejected the accusation.", "Beijing", "CHN.GOV"),
        ("The Kremlin declined to comment.", "Kremlin", "RUS.GOV"),
        ("NATO condemned the attack.", "NATO", "IGO.NATO"),
        ("Hezbollah fired rockets.", "Hezbollah", "LBN.REB"),
        # nationality and agent noun
        ("South Korean intelligence officials briefed lawmakers.", "officials", "KOR.SPY"),
        ("Russian forces shelled the town.", "Russian forces", "RUS.MIL"),
        ("Israeli police arrested two men.", "police", "ISR.COP"),
        ("U.S. lawmakers passed the bill.", "lawmakers", "USA.LEG"),
        ("Sudanese rebels took the airport.", "rebels", "SDN.REB"),
        ("Turkish President Recep Tayyip Erdogan spoke.", "Erdogan", "TUR.GOV"),
        # whose
        ("The president of Kenya resigned.", "president", "KEN.GOV"),
        ("The army of Chad attacked the camp.", "army", "TCD.MIL"),
        ("Ukraine's military said it shot down drones.", "military", "UKR.MIL"),
        ("Hamas officials left Cairo.", "officials", "PSE.REB"),
        ("The European Union's foreign policy chief arrived.", "chief", "IGO.EU"),
        ("Police in Nairobi fired tear gas.", "Police", "KEN.COP"),
        # titles of people whom the codebook does not know
        ("Kenyan Foreign Minister Abel Mwangaza met reporters.", "Mwangaza", "KEN.GOV"),
        ("Rebel commander Musa Dirar of Sudan fled.", "Dirar", "SDN.REB"),
        ("Peru's ambassador, Lucas Quispe, walked out.", "Lucas Quispe", "PER.GOV"),
        ("Army spokesman Brig. Gen. Nabil Osman spoke in Sudan.", "Osman", "SDN.MIL"),
        ("LISBON — Justice Minister Ana Lopes resigned.", "Lopes", "PRT.GOV"),
        ("The Kenyan embassy in Rome said Ambassador Ali Otieno was ill.", "Otieno", "KEN.GOV"),
        # a country that acts through its deeds
        ("Reporters wrote that U.S. inquiries had failed.", "U.S.", "USA.GOV"),
        ("Russian strikes hit a school.", "Russian", "RUS.GOV"),
        # bodies by what they are
        ("Japan's Defense Ministry protested.", "Ministry", "JPN.GOV"),
        ("Seoul's spy agency warned of a test.", "spy agency", "KOR.SPY"),
        ("Iranian state media denied it.", "state media", "IRN.MED"),
        ("The South Korean Joint Chiefs of Staff spoke.", "Joint Chiefs", "KOR.MIL"),
        ("Mexican cartel gunmen fled.", "gunmen", "MEX.CRM"),
        ("Myanmar's democracy activists were jailed.", "activists", "MMR.OPP"),
        # many countries are none
        ("Western states condemned Iran.", "Western states", "UNK"),
        ("Foreign troops left Mali.", "troops", "UNK"),
        ("The African Union urged both sides in Sudan to stop.", "sides", "UNK"),
        ("The G7 and three partners condemned the launch.", "G7", "IGO.G7"),
        # somebody else of a known surname, and a people that no list knows
        ("Congolese army spokesman Lt. Col. Jean Kabila said rebels had seized a town.", "Kabila", "COD.MIL"),
        ("Ethiopia's government and Tigrayan rebels signed a truce in Pretoria, South Africa.", "rebels", "UNK"),
        ("Former president Juan Valdez spoke in La Paz.", "Valdez", "BOL"),
        # names that only describe
        ("Analysts doubted the figures.", "Analysts", "UNK"),
    ],
)
def test_code(read: Read, text: str, words: str, code: str) -> None:
    assert codes(read(text), words) == (code,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He told us nothing.", "us"),
        ("They ate turkey and rice.", "turkey"),
        ("The Iran-backed group fired.", "Iran"),
        ("The Korean War ended.", "Korean"),
        ("Michael Jordan scored.", "Jordan"),
        ("South American leaders met.", "American"),
        ("The South American nation held a vote.", "nation"),
    ],
)
def test_no_country(read: Read, text: str, words: str) -> None:
    found = codes(read(text), words)
    assert found is None or not any(code[:3] in ("USA", "TUR", "IRN", "KOR", "JOR") for code in found)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Kim Song defended the tests. Song vowed to go on.", "Song vowed"[:4], ("PRK.GOV",)),
        ("Kenya's army left. The army said so.", "The army", ("KEN.MIL",)),
        ("Kenya's president, Abel Mwangaza, spoke. He left.", "He", ("KEN.GOV",)),
        ("Iran tested a rocket, and it warned Israel.", "it", ("IRN.GOV",)),
        ("Iran and Russia signed a pact. They shared plans.", "They", ("IRN.GOV", "RUS.GOV")),
        ("Iran talked to Russia. The two countries signed a pact.", "two countries", ("IRN.GOV", "RUS.GOV")),
        ("Chad's envoy defended the country's record.", "country", ("TCD",)),
        ("Officials who left Kenya said so.", "who", ("UNK",)),
        ("U.S. and South Korean officials met.", "officials", ("KOR.GOV", "USA.GOV")),
        ("North Korea sent troops abroad.", "troops", ("PRK.MIL",)),
        ("South Korea warned North Korea. The North did not answer.", "The North", ("PRK.GOV",)),
        ("South Korea urged the North to stop.", "the North", ("PRK.GOV",)),
        # several owners
        ("The leaders of Japan and Ireland met.", "leaders", ("JPN.GOV", "IRL.GOV")),
        ("The foreign ministers of Chad, Mali and Niger met.", "ministers", ("TCD.GOV", "MLI.GOV", "NER.GOV")),
        ("Officials from Kenya and Uganda met.", "Officials", ("KEN.GOV", "UGA.GOV")),
        # parties named together
        ("Japan and Peru agreed. Their foreign ministers met.", "foreign ministers", ("JPN.GOV", "PER.GOV")),
        ("Kenya, Chad and Mali met. The three countries agreed.", "countries", ("KEN.GOV", "TCD.GOV", "MLI.GOV")),
        ("Talks between Serbia and Kosovo failed. Both sides left.", "sides", ("SRB.GOV", "XKX.GOV")),
        ("Mali left the talks. The ministers will meet again.", "ministers", ("UNK",)),
        # bodies of the country just spoken of
        ("Sudan's war went on. The army bombed a market.", "army", ("SDN.MIL",)),
        ("Kenya's president signed. The government said so.", "government", ("KEN.GOV",)),
        ("France condemned the coup in Niger. The junta expelled envoys.", "junta", ("NER.GOV",)),
        ("Kenya held talks in Egypt. Mali left. The government fell.", "government", ("MLI.GOV",)),
    ],
)
def test_second_mentions(read: Read, text: str, words: str, found: tuple[str, ...]) -> None:
    reading = read(text)
    end = text.rindex(words) + len(words)
    token = next(t for t in range(len(reading.tokens)) if reading.tokens.ends[t] >= end)
    mention = mention_at(reading, token)
    assert (mention.codes if mention else None) == found


def test_letters_mean_the_body_that_brings_them_in(read: Read) -> None:
    reading = read("Ecuador mourned. The National Prison Service (SNAI) spoke. SNAI said ten inmates died.")
    bodies = [mention for mention in reading.mentions if mention.kind is Kind.ORGANISATION]
    assert [mention.actor for mention in bodies] == ["ECU.GOV"] * 3
    assert len({mention.chain for mention in bodies}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The missile hit a house. It burned.",
        "The missiles were fired at dawn. They fell into the sea.",
    ],
)
def test_an_unclear_pronoun_means_nobody(read: Read, text: str) -> None:
    assert not [mention for mention in read(text).mentions if mention.kind is Kind.PRONOUN]


def test_a_surname_is_the_same_party_as_the_full_name(read: Read) -> None:
    reading = read("Abel Mwangaza, Kenya's foreign minister, arrived. Mwangaza met reporters.")
    named = [mention for mention in reading.mentions if "Mwangaza" in mention.span.of(reading.article.text)]
    assert len(named) == 2
    assert named[0].chain == named[1].chain
    assert {mention.actor for mention in named} == {"KEN.GOV"}


@pytest.mark.parametrize(("day", "code"), [(date(2021, 8, 1), "AFG.REB"), (date(2022, 8, 1), "AFG.GOV")])
def test_a_party_changes_with_the_day(read: Read, day: date, code: str) -> None:
    assert codes(read("The Taliban closed schools.", day), "Taliban") == (code,)


def test_a_capital_where_something_happens_is_no_government(read: Read) -> None:
    assert codes(read("The envoys met in Beijing."), "Beijing") is None


def test_mentions_stand_in_the_text(read: Read) -> None:
    reading = read("“We will answer,” Iranian officials said. Israel’s army struck Syria; Syria’s president denied it.")
    for mention in reading.mentions:
        assert 0 <= mention.token < len(reading.tokens)
        assert mention.span.of(reading.article.text).strip() == mention.span.of(reading.article.text) != ""
    assert list(reading.mentions) == sorted(reading.mentions, key=lambda mention: (mention.span.start, mention.token))


def test_it_fills_mentions_only(read: Read, tools: Tools) -> None:
    text = "Kenya sent police."
    one = Article(article_id(None, None, text), version_id(text), text, (), Capture(None, None, "text", "0" * 64))
    before = tokens(sentences(Reading(one), tools), tools)
    after = who(before, tools)
    for name in Reading.__slots__:
        if name != "mentions":
            assert getattr(after, name) == getattr(before, name)
