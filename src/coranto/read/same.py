"""The same party again: surnames tied to full names, agents without a country given one, pronouns followed.

Every answer looks back a sentence or two and says why; where two answers are as good, none is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from coranto.codebook import Codebook
from coranto.codebook.actors import WORD
from coranto.model import Kind, Mention, Reading
from coranto.read.again import again, pronoun
from coranto.read.drafts import Draft, Told, by_token, has_the
from coranto.read.grammar import dependents, is_relation, sentence_of

DOMINANT = 0.5
"""Share of all mentions of countries from which an article is about one country, so that "police" are its own: what a
story of one country's home affairs has, quotes from abroad included."""

DOMINANT_GOVERNMENT = 0.7
"""The same for "officials" and "the ministry", which also speak about other countries."""


def resolve(
    reading: Reading,
    codebook: Codebook,
    drafts: Sequence[Draft],
    countries: Counter[str],
    near: Mapping[int, tuple[str, ...]],
) -> tuple[Mention, ...]:
    """All mentions in text order with codes and chains: second mentions take those of the first.

    `near` gives for the index of a sentence the countries that it places something in ("police in Cairo").
    """
    told = _surnames(reading.article.text, sorted(drafts, key=_order))
    told = _homed(reading, codebook.cues["who"], told, countries, near)
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
    known: dict[str, Draft] = {}
    for draft in tied:
        if draft.code is not None and draft.kind is Kind.PERSON:
            known.setdefault(draft.key, draft)
    return [_as_before(draft, known) for draft in tied]


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


def _homed(
    reading: Reading,
    cues: Mapping[str, tuple[str, ...]],
    told: list[Draft],
    countries: Counter[str],
    near: Mapping[int, tuple[str, ...]],
) -> list[Draft]:
    """Agents that no name belongs to ("police", "the ministry") given a country, where the article tells."""
    done: list[Draft] = []
    means: dict[int, Draft] = {}
    for draft in told:
        if draft.code is None and draft.sector is not None:
            book = Told(reading, cues, done, means)
            done.append(_home(book, draft, countries, near))
        else:
            done.append(draft)
        fresh = by_token(reading.tokens, done[-1:])
        means.update({token: one for token, one in fresh.items() if token == one.token or not _headed(means, token)})
    return done


def _headed(means: Mapping[int, Draft], token: int) -> bool:
    return token in means and means[token].token == token


def _home(book: Told, draft: Draft, countries: Counter[str], near: Mapping[int, tuple[str, ...]]) -> Draft:
    tokens = book.tokens
    owner = next((t for t in dependents(tokens, draft.token, "nmod:poss") if tokens.upos[t] == "PRON"), None)
    if owner is not None:
        return _of_its(book, draft, owner)
    if (sender := _sender(book, draft)) is not None:
        return _in_country(draft, sender, 0.65, "who sends them")
    if has_the(tokens, draft.token):
        if tokens.xpos[draft.token] == "NNS" and draft.noun in book.cues["pair_nouns"]:
            return draft  # "the leaders": as "they"
        alike = [
            o
            for o in book.drafts
            if o.noun == draft.noun and o.code and tokens.xpos[o.token] == tokens.xpos[draft.token]
        ]
        if alike:
            return replace(
                draft, code=alike[-1].code, key=alike[-1].key, score=0.7, why=f"the {draft.noun} named before"
            )
    place = near.get(book.reading.sentences.index(sentence_of(book.reading, draft.token)), ())
    return (
        _in_country(draft, place[0], 0.65, "the place its sentence names")
        if len(place) == 1
        else _at_home(draft, countries)
    )


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
    return next((one.code[:3] for one in subjects if one.code and not one.code.startswith(("IGO.", "UNK"))), None)


def _at_home(draft: Draft, countries: Counter[str]) -> Draft:
    """An agent of the one country that the article is about, or as it was."""
    if countries:
        country, count = countries.most_common(1)[0]
        needed = DOMINANT_GOVERNMENT if draft.sector == "GOV" else DOMINANT
        if count > 1 and count >= needed * countries.total():
            return _in_country(draft, country, 0.5, "the country that the article is about")
    return draft


def _in_country(draft: Draft, country: str, score: float, why: str) -> Draft:
    code = f"{country}.{draft.sector}"
    return replace(draft, code=code, key=f"{code}:{draft.noun}", score=score, why=f"{draft.why}; of {country}: {why}")


def _of_its(book: Told, draft: Draft, owner: int) -> Draft:
    """The country of the party that the pronoun means: "its military", "his government"."""
    one = pronoun(
        book, sentence_of(book.reading, owner), owner, book.tokens.span(owner).of(book.reading.article.text).lower()
    )
    if one is None or one.code is None:
        return draft
    if one.code.startswith("IGO.") or one.code.endswith((".REB", ".CRM")):
        return replace(
            draft, code=one.code, key=f"{one.code}:{draft.noun}", score=0.6, why=f"{draft.why}, of {one.code}"
        )
    return _in_country(draft, one.code[:3], 0.6, "the party that the pronoun means")
