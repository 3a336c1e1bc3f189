"""The same party again: surnames tied to full names, agents without a country given one, pronouns followed.

Every answer looks back a sentence or two and says why; where two answers are as good, none is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coranto.codebook import Codebook
from coranto.codebook.actors import WORD
from coranto.model import Kind, Mention, Reading, Tokens
from coranto.read.again import again, pronoun
from coranto.read.drafts import Draft, Told, by_token, has_the, letters
from coranto.read.grammar import dependents, is_relation, sentence_of

DOMINANT = 0.5
"""Share of all mentions of countries from which an article is about one country, so that "police" are its own: what a
story of one country's home affairs has, quotes from abroad included."""

DOMINANT_GOVERNMENT = 0.7
"""The same for "officials" and "the ministry", which also speak about other countries."""


@dataclass(frozen=True, slots=True)
class Story:
    """What an article is about: how often it names each country, the dateline's country, and the places of sentences.

    `near` gives for the index of a sentence the countries that it places something in ("police in Cairo").
    """

    countries: Counter[str]
    near: Mapping[int, tuple[str, ...]]
    written_in: str | None


def resolve(
    reading: Reading,
    codebook: Codebook,
    drafts: Sequence[Draft],
    story: Story,
) -> tuple[Mention, ...]:
    """All mentions in text order with codes and chains: second mentions take those of the first."""
    told = _surnames(reading.article.text, sorted(drafts, key=_order))
    told = _homed(reading, codebook.cues["who"], told, story)
    told = letters(reading, _carried(told))
    means = by_token(reading.tokens, told)
    book = Told(reading, codebook.cues["who"], tuple(told), means)
    met: list[Draft] = []
    for sentence in reading.sentences:
        for token in range(sentence.first, sentence.last):
            draft = again(book, sentence, token)
            if draft is not None:
                met.append(draft)
                means[token] = draft  # so that a later pronoun can follow this one
    settled = {draft.token for draft in met}
    return _chained(sorted([*(draft for draft in told if draft.token not in settled), *met], key=_order))


def _order(draft: Draft) -> tuple[int, int]:
    return draft.span.start, draft.token


def _chained(told: Sequence[Draft]) -> tuple[Mention, ...]:
    numbers: dict[str, int] = {}
    return tuple(
        Mention(
            d.span, d.kind, d.code, numbers.setdefault(d.key, len(numbers)), d.token, d.score, d.why, d.name, d.others
        )
        for d in told
    )


# --- surnames ----------------------------------------------------------------------------------------------------


def _surnames(text: str, told: list[Draft]) -> list[Draft]:
    """Parts of a name tied to the full name that holds them, and every mention of a name given the code of one."""
    people = [draft for draft in told if draft.kind is Kind.PERSON and len(WORD.findall(draft.span.of(text))) > 1]
    tied = [_surname(text, draft, people) if draft.kind is Kind.PERSON else draft for draft in told]
    return _carried(tied)


def _carried(told: list[Draft]) -> list[Draft]:
    """Every mention of a name with the code of the first that has one."""
    known: dict[str, Draft] = {}
    for draft in told:
        if draft.code is not None and draft.key.startswith(("name:", "body:")):
            known.setdefault(draft.key, draft)
    return [_as_before(draft, known) for draft in told]


def _surname(text: str, draft: Draft, people: list[Draft]) -> Draft:
    """The last full name before a surname, else the first after it; a headline names people before the text does."""
    words = WORD.findall(draft.span.of(text))
    fitting = [one for one in people if one.key != draft.key and _part_of(words, WORD.findall(one.span.of(text)))]
    if not fitting or (draft.name is not None and (len(words) > 1 or any(one.key == draft.key for one in people))):
        return draft
    before = [one for one in fitting if one.span.start < draft.span.start]
    one = before[-1] if before else fitting[0]
    why = f"short for “{one.span.of(text)}”"
    return replace(draft, key=one.key, code=one.code or draft.code, name=one.name, why=why, score=min(0.85, one.score))


def _part_of(words: list[str], full: list[str]) -> bool:
    return len(words) < len(full) and words[-1] in (full[-1], full[0]) and set(words) <= set(full)


def _as_before(draft: Draft, known: Mapping[str, Draft]) -> Draft:
    first = known.get(draft.key)
    if draft.code is not None or first is None:
        return draft
    return replace(draft, code=first.code, why=f"as before; {first.why}", score=0.75)


# --- agents without a country --------------------------------------------------------------------------------------


def _homed(reading: Reading, cues: Mapping[str, tuple[str, ...]], told: list[Draft], story: Story) -> list[Draft]:
    """Agents that no name belongs to ("police", "the ministry") given a country, where the article tells."""
    done: list[Draft] = []
    means: dict[int, Draft] = {}
    for draft in told:
        if draft.code is None and draft.sector is not None:
            book = Told(reading, cues, done, means)
            done.append(_home(book, draft, story))
        else:
            done.append(draft)
        fresh = by_token(reading.tokens, done[-1:])
        means.update({token: one for token, one in fresh.items() if token == one.token or not _headed(means, token)})
    return done


def _headed(means: Mapping[int, Draft], token: int) -> bool:
    return token in means and means[token].token == token


def _home(book: Told, draft: Draft, story: Story) -> Draft:
    tokens = book.tokens
    owner = next((t for t in dependents(tokens, draft.token, "nmod:poss") if tokens.upos[t] == "PRON"), None)
    if owner is not None:
        return _of_its(book, draft, owner)
    if (sender := _sender(book, draft)) is not None:
        return _in_country(draft, sender, 0.65, "who sends them")
    if has_the(tokens, draft.token):
        if tokens.xpos[draft.token] == "NNS" and draft.noun in book.cues["pair_nouns"]:
            return draft  # "the leaders": as "they"
        alike = [one for one in book.drafts if one.noun == draft.noun and one.code and _same_number(tokens, one, draft)]
        if alike:
            last = alike[-1]
            return replace(draft, code=last.code, key=last.key, score=0.7, why=f"the {draft.noun} named before")
    return _by_story(book, draft, story)


def _same_number(tokens: Tokens, one: Draft, other: Draft) -> bool:
    return tokens.xpos[one.token] == tokens.xpos[other.token]


def _by_story(book: Told, draft: Draft, story: Story) -> Draft:
    """An agent of the country that its sentence, the ones before it, the article or the dateline is about."""
    country, score, why = next(_lands(book, draft, story), (None, 0.0, ""))
    return draft if country is None else _in_country(draft, country, score, why)


def _lands(book: Told, draft: Draft, story: Story) -> Iterator[tuple[str, float, str]]:
    """The countries that an agent may be of, the likeliest first, each with a score and the reason."""
    if _of_a_people(book.tokens, draft):
        return
    place = story.near.get(book.reading.sentences.index(sentence_of(book.reading, draft.token)), ())
    here = place[0] if len(place) == 1 else None
    known = draft.sector in book.cues["official"] and _known(book.tokens, draft)
    if (house := _house(book, draft)) is not None:
        yield house, 0.6, "the body that it belongs to"
    if here is not None and not known:
        yield here, 0.65, "the place its sentence names"
    if known and (nearest := _nearest(book, draft)) is not None:
        yield nearest, 0.5, "the country party nearest before it"
    if (home := _at_home(draft, story)) is not None:
        yield home, 0.5, "the country that the article is about"
    if here is not None:
        yield here, 0.5, "the place its sentence names"
    told = story.written_in
    if (
        told
        and (known or draft.kind is Kind.PERSON)
        and story.countries[told] >= max(story.countries.values(), default=0)
    ):
        yield told, 0.45, "the dateline's country"


def _of_a_people(tokens: Tokens, draft: Draft) -> bool:
    """Whether an adjective that no list knows says whose a party is: "Tigrayan rebels" are not of where they talk."""
    left = dependents(tokens, draft.token, "amod", "compound")
    return any(
        tokens.entity[child].endswith(("MISC", "NORP")) and tokens.upos[child] in ("ADJ", "PROPN") for child in left
    )


def _known(tokens: Tokens, draft: Draft) -> bool:
    """Whether a noun is a body that the reader is taken to know: "the army", "police"."""
    single = tokens.xpos[draft.token] not in ("NNS", "NNPS") or draft.noun in ("police", "authority", "force")
    told = has_the(tokens, draft.token) or any(
        tokens.lemma[child] in ("country", "nation") for child in dependents(tokens, draft.token, "nmod:poss")
    )
    return draft.kind is not Kind.PERSON and single and (told or draft.noun == "police")


def _house(book: Told, draft: Draft) -> str | None:
    """The country of the body that somebody belongs to: an embassy's ambassador, a ministry's minister."""
    pairs = {entry.partition("=")[0]: entry.partition("=")[2].split("|") for entry in book.cues["houses"]}
    sentence = sentence_of(book.reading, draft.token)
    houses = pairs.get(draft.noun or "", [])
    found = [one for one in book.drafts if one.noun in houses and one.token >= sentence.first and one.code]
    lands = {str(one.code)[:3] for one in found if not _foreign(one)}
    return lands.pop() if len(lands) == 1 else None


def _foreign(one: Draft) -> bool:
    """Whether a party has no country to lend."""
    return one.code is None or one.code.startswith(("IGO.", "UNK"))


def _nearest(book: Told, draft: Draft) -> str | None:
    """The one country whose parties are named before in the sentence, else in the one of the two sentences before it.

    A place is no party. Who speaks of "the regime" or "the junta" speaks of another's.
    """
    sentence = sentence_of(book.reading, draft.token)
    at = book.reading.sentences.index(sentence)
    for one in (sentence, *reversed(book.reading.sentences[max(0, at - 2) : at])):
        inside = [d for d in book.drafts if one.first <= d.token < min(one.last, draft.token) and not _foreign(d)]
        lands = {str(d.code)[:3] for d in inside}
        if draft.noun in book.cues["of_others"] and (len(lands) > 1 or one is sentence):
            lands -= _speakers(book, inside)
        elif all(_only_a_place(d) for d in inside):
            lands = set()
        if lands:
            return lands.pop() if len(lands) == 1 else None
    return None


def _only_a_place(one: Draft) -> bool:
    return one.kind is Kind.COUNTRY and "." not in str(one.code)


def _speakers(book: Told, inside: Sequence[Draft]) -> set[str]:
    """The countries that are subjects: who judges, demands and tells."""
    return {str(one.code)[:3] for one in inside if is_relation(book.tokens, one.token, "nsubj")}


def _sender(book: Told, draft: Draft) -> str | None:
    """Whose troops or envoys are sent: the country that sends them."""
    tokens, verb = book.tokens, book.tokens.head[draft.token]
    if (
        verb < 0
        or not is_relation(tokens, draft.token, "obj")
        or tokens.lemma[verb].lower() not in book.cues["own_verbs"]
    ):
        return None
    if draft.sector not in ("MIL", "GOV", "COP"):
        return None
    subjects = [book.by_token[t] for t in dependents(tokens, verb, "nsubj") if t in book.by_token]
    return next((str(one.code)[:3] for one in subjects if not _foreign(one)), None)


def _at_home(draft: Draft, story: Story) -> str | None:
    """The one country that the article is about, or None."""
    if not story.countries:
        return None
    country, count = story.countries.most_common(1)[0]
    needed = DOMINANT_GOVERNMENT if draft.sector == "GOV" and draft.kind is not Kind.PERSON else DOMINANT
    return country if count > 1 and count >= needed * story.countries.total() else None


def _in_country(draft: Draft, country: str, score: float, why: str) -> Draft:
    code = country if draft.former else f"{country}.{draft.sector}"
    return replace(draft, code=code, key=f"{code}:{draft.noun}", score=score, why=f"{draft.why}; of {country}: {why}")


def _of_its(book: Told, draft: Draft, owner: int) -> Draft:
    """The country of the party or parties that the pronoun means: "its military", "their foreign ministers"."""
    one = pronoun(
        book, sentence_of(book.reading, owner), owner, book.tokens.span(owner).of(book.reading.article.text).lower()
    )
    if one is None or one.code is None:
        return draft
    if one.code.startswith("IGO.") or one.code.endswith((".REB", ".CRM")):
        return replace(
            draft, code=one.code, key=f"{one.code}:{draft.noun}", score=0.6, why=f"{draft.why}, of {one.code}"
        )
    homed = _in_country(draft, one.code[:3], 0.6, "the party that the pronoun means")
    lands = dict.fromkeys(other[:3] for other in one.others if not other.startswith(("IGO.", "UNK")))
    others = tuple(f"{land}.{draft.sector}" for land in lands if land != one.code[:3])
    return replace(homed, others=others, key=":".join((homed.key, *others)))
