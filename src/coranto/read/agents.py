"""Agent nouns: "South Korean intelligence officials", "the army of Sudan", "police in Cairo", and titles before names.

The noun gives the sector (`actors/agents.toml`), the words around it give the country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from coranto.codebook.actors import WORD, Agent
from coranto.model import Kind, Precision, Sentence, Span, Tokens
from coranto.read.drafts import LETTERS, Draft
from coranto.read.grammar import dependents, is_relation, subtree, together, tokens_in
from coranto.read.names import GAP, Found, Scene, head_of, only_describes

_LEFT = ("amod", "compound", "nmod:poss", "flat", "nmod:desc", "nmod", "det", "nummod", "dep")
"""Relations of the words before a noun that may say whose it is."""


RANKS = r"\s+(?:[A-Z][a-z]{1,4}\.\s+){0,3}"
"""What may stand between a title and its name: "army spokesman Lt. Col. Musa"."""


def agents(scene: Scene, names: list[Draft]) -> Iterator[Draft]:
    """Common nouns that name a party: "South Korean intelligence officials", "the army of Sudan", "protesters"."""
    by_token = {token: draft for draft in names for token in tokens_in(scene.tokens, draft.span)}
    for sentence in scene.reading.sentences:
        for span, agent in _nouns(scene, sentence, by_token):
            held = tokens_in(scene.tokens, span)
            token = head_of(scene.tokens, held.start, held.stop)
            if held and _heads_a_phrase(scene, token, by_token):
                yield _agent(scene, span, token, agent, by_token)


def _nouns(scene: Scene, sentence: Sentence, by_token: dict[int, Draft]) -> Iterator[tuple[Span, Agent]]:
    """Agent nouns of a sentence, longest first, outside known names."""
    text, base = scene.text, sentence.span.start
    words = [Span(base + m.start(), base + m.end()) for m in WORD.finditer(sentence.span.of(text))]
    at = 0
    while at < len(words):
        if words[at].of(text).casefold() not in scene.codebook.actors.openings:
            at += 1
            continue
        run = [words[at]]
        for word in words[at + 1 : at + 4]:
            if not GAP.fullmatch(text, run[-1].end, word.start):
                break
            run.append(word)
        size, agent = scene.codebook.actors.agent([word.of(text) for word in run])
        span = Span(words[at].start, run[size - 1].end) if size else words[at]
        named = any(token in by_token for token in tokens_in(scene.tokens, span))
        if agent is not None and not named and not _in_a_place_name(scene, span):
            yield span, agent
        at += max(size, 1)


def _in_a_place_name(scene: Scene, span: Span) -> bool:
    """Whether a noun is a part of a longer place name: "Kachin State", "Benue State"."""
    held = tokens_in(scene.tokens, span)
    kinds = scene.codebook.cues["where"]["region_nouns"]
    if span.of(scene.text)[0].isupper() and span.of(scene.text).lower() in kinds:
        beside = any(one.places and one.last == held.start for one in scene.found)
        if beside:
            return True
    return any(
        one.places and not one.parties and one.first <= held.start < one.last and one.span != span
        for one in scene.found
        if one.last - one.first > len(held)
    )


def _heads_a_phrase(scene: Scene, token: int, by_token: dict[int, Draft]) -> bool:
    """Whether an agent noun is what its phrase is about ("the army"), or a title; not in "an army base"."""
    tokens = scene.tokens
    if tokens.upos[token] not in ("NOUN", "PROPN") and not (
        tokens.upos[token] == "ADJ" and dependents(tokens, token, "det")
    ):
        return False
    governor = tokens.head[token]
    if governor < 0 or not is_relation(tokens, token, "compound", "amod", "flat", "nmod:desc"):
        return True
    return governor in by_token and by_token[governor].kind in (Kind.PERSON, Kind.ORGANISATION)


def _agent(scene: Scene, span: Span, token: int, agent: Agent, by_token: dict[int, Draft]) -> Draft:
    """The mention of one agent noun, with all that its phrase says of its country and sector."""
    lemma = scene.tokens.lemma[token].lower()
    whole = Span(min(span.start, _left_edge(scene, token)), span.end)
    kind = Kind.ORGANISATION if agent.body else Kind.GROUP
    draft = Draft(whole, token, kind, None, f"{lemma}@{token}", 0.4, f"“{lemma}”", None, noun=lemma)
    if agent.sector is None or _collective(scene, token, span):
        return replace(draft, why=f"“{lemma}” acts for no party of its own")
    sector = _sector(scene, token, span, agent)
    draft = replace(draft, sector=sector, why=f"“{lemma}” is {sector}", former=_former(scene, token))
    owner = _owner(scene, token, span, by_token)
    return draft if owner is None else _owned_by(scene, draft, owner, by_token)


def _collective(scene: Scene, token: int, span: Span) -> bool:
    """Whether a noun names parties of many countries: "Western states", "foreign troops", "governments"."""
    tokens = scene.tokens
    left = dependents(tokens, token, "amod", "compound", "det", "nummod")
    words = {tokens.lemma[child].lower() for child in left if tokens.ends[child] <= span.start}
    plural = tokens.xpos[token] in ("NNS", "NNPS")
    lemma = tokens.lemma[token].lower()
    several = plural and lemma in scene.cue("several") and "the" not in words
    sides = plural and lemma in scene.cue("sides") and words & set(scene.cue("side_words"))
    return bool(words & set(scene.cue("of_many")) or several or sides)


def _owned_by(scene: Scene, draft: Draft, owner: Draft, by_token: dict[int, Draft]) -> Draft:
    """An agent noun with the code of its owner, and of those in one list with the owner."""
    code, why = _owned(owner, str(draft.sector), former=draft.former)
    joined = [_owned(other, str(draft.sector), former=draft.former)[0] for other in _joined(scene, owner, by_token)]
    others = tuple(dict.fromkeys(other for other in joined if other and other != code))
    key = ":".join([str(code), *others, str(draft.noun)])
    return replace(draft, code=code, others=others, key=key, score=0.9, why=f"{draft.why}, {why}")


def _joined(scene: Scene, owner: Draft, by_token: dict[int, Draft]) -> list[Draft]:
    """Owners in one list with this one: "U.S., South Korean and Ukrainian intelligence", "leaders of X, Y and Z"."""
    after = [
        by_token.get(token) or _place_draft(scene, token)
        for token in together(scene.tokens, owner.token)
        if token > owner.token and scene.tokens.upos[token] in ("PROPN", "NOUN")
    ]
    return [*_listed_before(scene, owner, by_token), *(one for one in after if one is not None and one.code)]


def _listed_before(scene: Scene, owner: Draft, by_token: dict[int, Draft]) -> list[Draft]:
    """Owners that stand before the last one of a list; headlines leave the "and" out: "Greek, Turkish ministers"."""
    found, last = [], owner
    for token in range(owner.token, max(-1, owner.token - 16), -1):
        other = by_token.get(token)
        if other is None or other.span.end > last.span.start:
            continue
        if not re.fullmatch(r",?\s+(?:and|or)\s+|,\s+", scene.text[other.span.end : last.span.start]):
            break
        found.append(other)
        last = other
    listed = any(re.search(r"\b(?:and|or)\b", scene.text[one.span.end : owner.span.start]) for one in found)
    nations = all(one.kind is Kind.NATIONALITY for one in (*found, owner))
    return found if listed or nations else []


def _left_edge(scene: Scene, token: int) -> int:
    """Where the words before an agent noun begin that say whose and what it is, the article aside."""
    tokens = scene.tokens
    left = [child for child in dependents(tokens, token, "amod", "compound") if child < token]
    return min((tokens.starts[subtree(tokens, child)[0]] for child in left), default=tokens.starts[token])


def _sector(scene: Scene, token: int, span: Span, agent: Agent) -> str:
    """The noun's sector, or that of the word before it where the noun is a general one ("rebel commander")."""
    tokens = scene.tokens
    if tokens.lemma[token].lower() in scene.cue("generic"):
        for child in dependents(tokens, token, "compound", "amod"):
            _, before = scene.codebook.actors.agent([tokens.span(child).of(scene.text)])
            if (
                child < token
                and tokens.ends[child] <= span.start
                and before
                and before.sector not in (None, "GOV", "CVL")
            ):
                return str(before.sector)
    return str(agent.sector)


def _former(scene: Scene, token: int) -> bool:
    tokens = scene.tokens
    begin = scene.text[max(0, tokens.starts[token] - 3) : tokens.ends[token]].lower()
    if begin.startswith("ex-") or tokens.span(token).of(scene.text).lower().startswith("ex-"):
        return True
    return any(
        tokens.lemma[child].lower() in scene.cue("former") for child in dependents(tokens, token, "amod", "compound")
    )


def _owner(scene: Scene, token: int, span: Span, by_token: dict[int, Draft]) -> Draft | None:
    """Whose an agent is: the nearest name before it in its phrase, else the one in its "of" or "in" phrase."""
    tokens = scene.tokens
    left = [t for child in dependents(tokens, token, *_LEFT) if child < token for t in subtree(tokens, child)]
    beside = [
        t
        for t in range(max(0, tokens_in(tokens, span).start - 2), token)
        if t in by_token and _adjoins(scene, by_token[t], span)
    ]
    before = [by_token[t] for t in sorted({*left, *beside}, reverse=True) if t in by_token]
    if before:
        return before[0]
    places = [p for t in sorted(left, reverse=True) if (p := _place_draft(scene, t)) is not None]
    if places:
        return places[0]
    return _of_phrase(scene, token, by_token)


def _of_phrase(scene: Scene, token: int, by_token: dict[int, Draft]) -> Draft | None:
    """The name in the phrase behind a noun that says whose it is or where: "the army of Sudan", "police in Idlib"."""
    tokens = scene.tokens
    for child in dependents(tokens, token, "nmod"):
        case = {tokens.lemma[c].lower() for c in dependents(tokens, child, "case")}
        inside = [child, *dependents(tokens, child, "compound", "amod", "nmod:poss")]
        owners = [owner for t in inside if (owner := by_token.get(t) or _place_draft(scene, t))]
        if child > token and owners and case & set(scene.cue("owner")):
            return owners[0]
    return None


def _adjoins(scene: Scene, draft: Draft, span: Span) -> bool:
    """Whether a name stands right before a noun: "U.S. officials", "Israel's army"."""
    between = scene.text[draft.span.end : span.start]
    return bool(re.fullmatch(r"\s+|['’]s?\s+(?:\w+\s+)?", between))


def _place_draft(scene: Scene, token: int) -> Draft | None:
    """A place as an owner: "Gaza residents", "police in Idlib"."""
    for found in scene.found:
        if found.first <= token < found.last and not only_describes(scene, found) and _meant(scene, found):
            country = found.parties[0].country if found.parties else found.places[0].country
            name, key = found.span.of(scene.text), f"place:{country}"
            return Draft(found.span, token, Kind.PLACE, country, key, 0.8, "a place", name) if country else None
    return None


def _meant(scene: Scene, found: Found) -> bool:
    """Whether a name is meant as a place: "Justice" of "Justice Minister" is a town's name too."""
    voted = any(vote.endswith("LOC") for vote in scene.tokens.entity[found.first : found.last])
    ours = any(place.precision not in (Precision.CITY, Precision.DISTRICT) for place in found.places)
    common = found.span.of(scene.text) in scene.codebook.cues["where"]["unlikely"]
    return bool(found.parties) or voted or (ours and not common)


def _owned(owner: Draft, sector: str, *, former: bool) -> tuple[str | None, str]:
    """The code of an agent of this owner: an international or armed body's own, else its country and the sector."""
    if owner.code is None:
        return None, f"of {owner.name or 'somebody unknown'}"
    if owner.code.startswith("IGO.") or (owner.kind is Kind.ORGANISATION and "." in owner.code):
        return owner.code, f"of {owner.name}"
    country = owner.code[:3]
    return (country if former else f"{country}.{sector}"), f"of {owner.name or country}"


# --- titles ------------------------------------------------------------------------------------------------------


def titled(scene: Scene, names: list[Draft], nouns: list[Draft]) -> list[Draft]:
    """Names joined with their titles: a known name keeps its code, an unknown one takes the title's.

    A title right before its name is no mention of its own; one in apposition ("North Korea's ambassador, Kim Song") is,
    of the same party.
    """
    drafts: list[Draft] = []
    titles: dict[int, Draft | None] = {}
    by_token, ending = {noun.token: noun for noun in nouns}, {noun.span.end: noun for noun in nouns}
    for name in names:
        title = _title(scene, name, by_token, ending)
        if title is None:
            drafts.append(name)
            continue
        joined = _with_title(scene, name, title)
        drafts.append(joined)
        beside = not scene.text[title.span.end : name.span.start].strip() and title.span.end < name.span.start
        titles[title.token] = None if beside else replace(title, key=joined.key, code=joined.code, name=joined.name)
    left = (titles.get(noun.token, noun) for noun in nouns)
    return [*drafts, *(noun for noun in left if noun is not None)]


def _title(scene: Scene, name: Draft, nouns: Mapping[int, Draft], ending: Mapping[int, Draft]) -> Draft | None:
    """The agent noun that is a name's title: right before it, or in apposition to it."""
    if name.kind not in (Kind.PERSON, Kind.ORGANISATION):
        return None
    begin = max(0, name.span.start - 40)
    ranks = re.compile(rf"{RANKS}$").search(scene.text, begin, name.span.start)
    beside = ending.get(ranks.start() if ranks else name.span.start)
    if beside is not None and _right_before(scene, beside, name):
        return beside
    near = [scene.tokens.head[name.token], *dependents(scene.tokens, name.token, "appos")]
    candidates = [nouns[token] for token in near if token in nouns]
    return next((noun for noun in candidates if _in_apposition(scene.tokens, noun, name)), None)


def _right_before(scene: Scene, agent: Draft, name: Draft) -> bool:
    """Whether nothing but a space parts a noun from a name: "Foreign Minister Cho", "the militant group Hamas"."""
    if not (agent.span.end < name.span.start and re.fullmatch(RANKS, scene.text[agent.span.end : name.span.start])):
        return False
    heads = {scene.tokens.head[agent.token], scene.tokens.head[name.token]}
    return name.kind is Kind.PERSON or bool(heads & {agent.token, name.token})


def _in_apposition(tokens: Tokens, agent: Draft, name: Draft) -> bool:
    """Whether one hangs from the other as its apposition: "North Korea's ambassador, Kim Song"."""
    if tokens.xpos[agent.token] in ("NNS", "NNPS") and name.kind is Kind.PERSON:
        return False
    below = tokens.head[name.token] == agent.token and is_relation(tokens, name.token, "appos", "flat", "nmod:desc")
    return below or (tokens.head[agent.token] == name.token and is_relation(tokens, agent.token, "appos"))


def _with_title(scene: Scene, name: Draft, title: Draft) -> Draft:
    """A name with what its title says: the phrase's head where the title stands right before it, and a missing code."""
    token = name.token
    if _right_before(scene, title, name):
        token = head_of(
            scene.tokens, tokens_in(scene.tokens, title.span).start, tokens_in(scene.tokens, name.span).stop
        )
    if name.code is not None:
        return replace(name, token=token)
    if title.kind is Kind.ORGANISATION and LETTERS.fullmatch(name.span.of(scene.text)):
        name = replace(name, kind=Kind.ORGANISATION)
    known = title
    if title.code is None and title.sector is not None:
        owner = _of_phrase(scene, name.token, {})  # "rebel commander Dirar of Sudan"
        known = _owned_by(scene, title, owner, {}) if owner else title
    why = f"title: {known.why}"
    return replace(
        name,
        token=token,
        code=known.code,
        score=0.8,
        why=why,
        sector=known.sector,
        noun=known.noun,
        former=known.former,
    )
