"""Pronouns and what is like them: "it", "they", "the country", "the group", "the two leaders".

They look back to the subject before them; where that could be somebody else or a thing, they mean nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from coranto.model import Kind, Sentence, Span, Tokens
from coranto.read.drafts import Draft, Told, has_the
from coranto.read.grammar import ancestors, dependents, is_relation, subtree, together

INSTITUTIONS = (Kind.COUNTRY, Kind.ORGANISATION)
"""What "it" may mean."""


def again(book: Told, sentence: Sentence, token: int) -> Draft | None:
    """What a pronoun, "the country", "the group" or "the two sides" means; None for any other token."""
    tokens, cues = book.tokens, book.cues
    form = tokens.span(token).of(book.reading.article.text).lower()
    if tokens.upos[token] == "PRON" or tokens.xpos[token] in ("WP", "WDT", "WP$", "PRP", "PRP$"):
        return pronoun(book, sentence, token, form)
    if form in cues["pair"] and is_relation(tokens, token, "nsubj") and (form == "both" or has_the(tokens, token)):
        return _two(book, sentence, token)
    return _noun(book, sentence, token) if tokens.upos[token] in ("NOUN", "PROPN") else None


def _noun(book: Told, sentence: Sentence, token: int) -> Draft | None:
    """A noun that stands for parties named before."""
    tokens, cues = book.tokens, book.cues
    lemma, known = tokens.lemma[token].lower(), book.by_token.get(token)
    if lemma in cues["pair_nouns"] and _pair(tokens, cues, token):
        return _two(book, sentence, token)
    if not has_the(tokens, token):
        return None
    if lemma in cues["pair_nouns"] and tokens.xpos[token] == "NNS":
        return None if known and known.code else _those(book, sentence, token)
    if lemma in cues["country_nouns"] and not dependents(tokens, token, "amod", "compound", "nmod", "nmod:poss"):
        return _the_country(book, sentence, token)
    unqualified = not dependents(tokens, token, "compound", "nmod", "appos")
    return _the_body(book, sentence, token) if lemma in cues["body_nouns"] and unqualified else None


def _those(book: Told, sentence: Sentence, token: int) -> Draft | None:
    """Whom "the ministers" means: the parties just named together, or the ministers that are the subject before."""
    lemma = book.tokens.lemma[token].lower()
    for noun in dependents(book.tokens, token, "nmod"):  # "the presidents of both countries"
        both = book.tokens.lemma[noun].lower() in book.cues["pair_nouns"] and _pair(book.tokens, book.cues, noun)
        return _two(book, sentence, token) if both else None
    one = _they(book, sentence, token)
    alike = one is not None and any(other.key == one.key and other.noun == lemma for other in book.drafts)
    return one if one is not None and (one.others or alike) else None


def pronoun(book: Told, sentence: Sentence, token: int, form: str) -> Draft | None:
    """What a pronoun means, or None where that is unclear."""
    if is_relation(book.tokens, token, "expl"):
        return None
    if form in book.cues["relative"]:
        return _relative(book, token)
    if form in book.cues["he_she"]:
        return _he(book, sentence, token)
    if form in book.cues["it"]:
        return _it(book, sentence, token)
    return _they(book, sentence, token) if form in book.cues["they"] else None


def _copied(book: Told, token: int, one: Draft, score: float, why: str) -> Draft:
    """The same party as another draft, named by other words."""
    kind = Kind.PRONOUN if book.tokens.upos[token] in ("PRON", "DET", "SCONJ") else Kind.GROUP
    span = book.tokens.span(token)
    return Draft(span, token, kind, one.code, one.key, min(score, one.score), why, one.name, others=one.others)


def _relative(book: Told, token: int) -> Draft | None:
    """The noun that a relative clause belongs to."""
    tokens = book.tokens
    verb = next((here for here in (token, *ancestors(tokens, token)) if is_relation(tokens, here, "acl")), None)
    one = book.by_token.get(tokens.head[verb]) if verb is not None else None
    return _copied(book, token, one, 0.85, "the noun its clause belongs to") if one else None


def _he(book: Told, sentence: Sentence, token: int) -> Draft | None:
    """The nearest person that is a subject before it; else the only person named in this and the last sentence."""
    subjects = [one for one in _subjects(book, sentence, token) if _is_person(book, one)]
    if subjects:
        return _copied(book, token, subjects[0], 0.7, "the person who is the subject before")
    people = {one.key: one for one in _window(book, sentence, token) if one.kind is Kind.PERSON}
    if len(people) != 1:
        return None
    return _copied(book, token, next(iter(people.values())), 0.6, "the only person named before")


def _is_person(book: Told, one: Draft) -> bool:
    singular = book.tokens.xpos[one.token] in ("NN", "NNP")
    return one.kind is Kind.PERSON or (one.kind is Kind.GROUP and one.noun is not None and singular)


def _it(book: Told, sentence: Sentence, token: int) -> Draft | None:
    """The nearest subject before it, or its owner, where that is a country or a body; else it is unclear.

    "It" as an object is most often a thing.
    """
    if is_relation(book.tokens, token, "obj", "iobj", "obl"):
        return None
    for subject in _subject_tokens(book, sentence, token):
        owners = [book.by_token.get(t) for t in (subject, *dependents(book.tokens, subject, "nmod:poss"))]
        one = next((owner for owner in owners if owner), None)
        if one is not None and (one.kind in INSTITUTIONS or one.kind is Kind.PLACE):
            return _copied(book, token, one, 0.65, "the subject before it")
        if one is None and book.tokens.upos[subject] != "PRON":
            return None
    return None


def _they(book: Told, sentence: Sentence, token: int) -> Draft | None:
    """The subject above with all that is joined to it, or the last sentence's; else the two people named there."""
    tokens = book.tokens
    for subject in _leading(book, sentence, token):
        one = book.by_token.get(subject)
        joined = [book.by_token[t] for t in dependents(tokens, subject, "conj") if t in book.by_token]
        codes = tuple(other.code for other in joined if one and other.code and other.code != one.code)
        if one and one.others:
            return _copied(book, token, one, 0.6, "the parties before")
        if one and (codes or tokens.xpos[subject] in ("NNS", "NNPS") or one.noun in ("police", "military")):
            why = "the joined subjects before" if codes else "the plural subject before"
            return replace(_copied(book, token, one, 0.65, why), others=codes)
        if one is None and tokens.xpos[subject] == "NNS" and subject >= sentence.first:
            return None  # things: "the missiles … they landed"
    people = list({o.key: o for o in _window(book, sentence, token) if o.kind is Kind.PERSON and o.code}.values())
    if len(people) != 2:
        return None
    codes = tuple(other.code for other in people[1:] if other.code and other.code != people[0].code)
    return replace(_copied(book, token, people[0], 0.55, "the two people named before"), others=codes)


def _leading(book: Told, sentence: Sentence, token: int) -> Iterator[int]:
    """The nearest subject of the clauses above a token, then the main subject of the sentence before."""
    tokens = book.tokens
    above = (child for here in ancestors(tokens, token) for child in dependents(tokens, here, "nsubj") if child < token)
    yield from list(above)[:1]
    for before in _sentences_before(book, sentence, 1):
        yield from [t for t in range(before.first, before.last) if is_relation(tokens, t, "nsubj")][:1]


def _subject_tokens(book: Told, sentence: Sentence, token: int) -> Iterator[int]:
    """Subjects before a token: those above it, then the nearest in its sentence, then those of the sentence before."""
    tokens = book.tokens
    above = [child for here in ancestors(tokens, token) for child in dependents(tokens, here, "nsubj") if child < token]
    here = [t for t in range(token - 1, sentence.first - 1, -1) if is_relation(tokens, t, "nsubj")]
    yield from dict.fromkeys([*above, *here])
    for before in _sentences_before(book, sentence, 1):
        yield from [t for t in range(before.first, before.last) if is_relation(tokens, t, "nsubj")]


def _subjects(book: Told, sentence: Sentence, token: int) -> list[Draft]:
    found = (book.by_token.get(t) for t in _subject_tokens(book, sentence, token))
    return [one for one in found if one is not None and one.token != token]


def _sentences_before(book: Told, sentence: Sentence, count: int) -> Sequence[Sentence]:
    at = book.reading.sentences.index(sentence)
    return [one for one in book.reading.sentences[max(0, at - count) : at] if one.part is sentence.part]


def _window(book: Told, sentence: Sentence, token: int) -> list[Draft]:
    """Drafts of this sentence before the token, and of the sentence before."""
    start = min([sentence.first, *(one.first for one in _sentences_before(book, sentence, 1))])
    return [one for one in book.drafts if start <= one.token < token]


def _pair(tokens: Tokens, cues: Mapping[str, tuple[str, ...]], token: int) -> bool:
    """Whether a noun is one of "the two leaders", "both sides": without "the" or "both", two leaders may be any two."""
    words = {tokens.lemma[c].lower() for c in dependents(tokens, token, "nummod", "det", "amod", "nmod:poss")}
    return bool(words & set(cues["pair"])) and bool(words & {"the", "both", "these", "those", "their"})


def _two(book: Told, sentence: Sentence, token: int) -> Draft | None:
    """The two or more parties named before: those that are subjects, else the people's, else those of one list.

    Where none of these has the number that is told, "two" are the last two countries and "three" nobody.
    """
    count = _count(book, token)
    start = min([sentence.first, *(one.first for one in _sentences_before(book, sentence, 2))])
    before = [one for one in book.drafts if start <= one.token < token and one.code and not one.code.startswith("UNK")]
    groups = (
        [one for one in before if _leads(book.tokens, one.token)],
        [one for one in before if one.kind is Kind.PERSON],
    )
    exact = (lands for group in (*groups, *_lists(book, before)) if len(lands := _lands(group)) == count)
    last = _lands(reversed(before))[:count] if count == 2 else []
    lands = next(exact, last[::-1])
    if len(lands) < count:
        return None
    first, *rest = lands
    span, why = book.tokens.span(token), f"the {count} named before"
    others = tuple(map(_government, rest))
    return Draft(span, token, Kind.GROUP, _government(first), "+".join(lands), 0.6, why, None, others=others)


def _count(book: Told, token: int) -> int:
    """How many parties a noun speaks of: two, or the number before it."""
    numbers = dict(entry.split("=") for entry in book.cues["numbers"])
    words = [book.tokens.lemma[child].lower() for child in dependents(book.tokens, token, "nummod")]
    return next((int(numbers[word]) for word in (*words, book.tokens.lemma[token].lower()) if word in numbers), 2)


def _lists(book: Told, before: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Parties in one list, the last list first: "talks between Kenya, Uganda and Rwanda"."""
    for one in reversed(before):
        members = [other for t in together(book.tokens, one.token) for other in before if other.token == t]
        if len(members) > 1:
            yield members


def _lands(drafts: Iterable[Draft]) -> list[str]:
    return list(dict.fromkeys(map(_land, drafts)))


def _leads(tokens: Tokens, token: int) -> bool:
    """Whether a token is a subject or joined to one."""
    joined = is_relation(tokens, token, "conj") and is_relation(tokens, tokens.head[token], "nsubj")
    return joined or is_relation(tokens, token, "nsubj")


def _land(one: Draft) -> str:
    return one.code if one.code and one.code.startswith("IGO.") else (one.code or "")[:3]


def _government(land: str) -> str:
    return land if land.startswith("IGO.") else f"{land}.GOV"


def _the_country(book: Told, sentence: Sentence, token: int) -> Draft | None:
    """The country of the subject before, else the country last named."""
    subjects = [
        one for one in _subjects(book, sentence, token) if one.code and not one.code.startswith(("IGO.", "UNK"))
    ]
    named = [
        one
        for one in reversed(_window(book, sentence, token))
        if one.kind in (Kind.COUNTRY, Kind.NATIONALITY) and one.code
    ]
    one = next(iter([*subjects, *named]), None)
    if one is None or one.code is None:
        return None
    tokens = book.tokens
    span = Span(tokens.starts[subtree(tokens, token)[0]], tokens.ends[token])
    land = one.code[:3]
    return Draft(
        span, token, Kind.COUNTRY, land, land, 0.6, f"the country of “{one.span.of(book.reading.article.text)}”", None
    )


def _the_body(book: Told, sentence: Sentence, token: int) -> Draft | None:
    """The body last named in this sentence or the two before it; an agent noun that was placed already stays."""
    held = book.by_token.get(token)
    if held is not None and held.code is not None:
        return None
    start = min([sentence.first, *(one.first for one in _sentences_before(book, sentence, 2))])
    bodies = [o for o in book.drafts if start <= o.token < token and o.kind is Kind.ORGANISATION and o.name and o.code]
    if not bodies:
        return None
    span, one = book.tokens.span(token), bodies[-1]
    return Draft(
        span, token, Kind.ORGANISATION, one.code, one.key, 0.55, f"the body named before, {one.name}", one.name
    )
