"""Who is meant: every noun phrase that names a party, and which party the codebook takes it for.

Names come from the actor list; nouns such as "officials" take their sector from the agent list and their country from
the words around them, then from what the sentence and the article are about; unknown people take country and sector
from their title. Pronouns and second mentions follow (`same.py`). The reader's vote on names proposes, never decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from coranto.codebook.actors import WORD, Party, Role
from coranto.model import Kind, Mention, Reading, Span, Tokens
from coranto.read import same
from coranto.read.agents import agents, titled
from coranto.read.drafts import LETTERS, Draft
from coranto.read.grammar import dependents, is_relation, tokens_in
from coranto.read.names import Found, Scene, head_of, named_countries, only_describes, scan, written_in
from coranto.read.tools import Tools


def who(reading: Reading, tools: Tools) -> Reading:
    """Fill `mentions`, in text order."""
    if not len(reading.tokens):
        return reading
    day = reading.published.at.date() if reading.published else None
    found = scan(reading, tools.codebook)
    scene = Scene(reading, tools.codebook, day, found, named_countries(reading, tools.codebook, found))
    names = [draft for one in found for draft in _named(scene, one)]
    strangers = [*_strangers(scene, names)]
    names = _without_swallowed(names, strangers)
    strangers += _surnames(scene, [*names, *strangers])
    nouns = [*agents(scene, [*names, *strangers])]
    drafts = titled(scene, [*names, *strangers], nouns)
    story = same.Story(scene.countries, _near(scene), written_in(reading, tools.codebook))
    return replace(reading, mentions=same.resolve(reading, tools.codebook, drafts, story))


def mention_at(reading: Reading, token: int) -> Mention | None:
    """The mention that a token heads, or stands in, or shares a noun phrase with; None if there is none.

    "South Korean Foreign Minister Cho Tae-yul" gives the same mention from "Minister" and from "Cho".
    """
    headed = [mention for mention in reading.mentions if mention.token == token]
    if headed:
        return max(headed, key=lambda mention: mention.span.end - mention.span.start)
    here = reading.tokens.span(token)
    covering = [mention for mention in reading.mentions if mention.span.holds(here)]
    if covering:
        return min(covering, key=lambda mention: mention.span.end - mention.span.start)
    phrase = [child for child in dependents(reading.tokens, token, "flat", "appos") if child > token]
    beside = [mention for mention in reading.mentions if mention.token in phrase]
    return beside[0] if beside else None


def _near(scene: Scene) -> dict[int, tuple[str, ...]]:
    """The countries that each sentence places something in, by its index."""
    found: dict[int, tuple[str, ...]] = {}
    for at, sentence in enumerate(scene.reading.sentences):
        here = [
            one for one in scene.found if sentence.first <= one.first < sentence.last and (one.places or one.parties)
        ]
        lands = [one.parties[0].country if one.parties else one.places[0].country for one in here if _is_at(scene, one)]
        found[at] = tuple(dict.fromkeys(land for land in lands if land))
    return found


def _is_at(scene: Scene, one: Found) -> bool:
    head = head_of(scene.tokens, one.first, one.last)
    return any(
        scene.tokens.lemma[case].lower() in scene.cue("locative") for case in dependents(scene.tokens, head, "case")
    )


def _named(scene: Scene, one: Found) -> Iterator[Draft]:
    """A known name as a mention, where it is a party here."""
    party = _party(scene, one)
    if party is None or only_describes(scene, one):
        return
    tokens, token = scene.tokens, head_of(scene.tokens, one.first, one.last)
    code = party.code_on(scene.day)
    located = _located(scene, token)
    if party.role is Role.SEAT and located:
        return
    if party.role is Role.COUNTRY and not located and not is_relation(tokens, token, "amod", "compound"):
        code = f"{code}.GOV"
    if party.role is Role.CONTEXT or (party.role in (Role.COUNTRY, Role.ADJECTIVE) and _of_an_act(scene, token)):
        code = code if located or "." in code else f"{code}.GOV"
    if party.role is Role.PEOPLE and not _definite(tokens, token):
        code = f"{code}.CVL"
    key = (
        party.country if party.role not in (Role.BODY, Role.PERSON) and party.country else f"{party.role}:{party.name}"
    )
    why = f"{party.name} in the actor list" + (f", {term.office}" if (term := party.term_on(scene.day)).office else "")
    yield Draft(one.span, token, party.kind, code, key, 0.95, why, party.name)


def _of_an_act(scene: Scene, token: int) -> bool:
    """Whether a country's name or adjective stands before an act: "U.S. inquiries", "Russian strikes"."""
    governor = scene.tokens.head[token]
    before = is_relation(scene.tokens, token, "amod", "compound") and scene.tokens.upos[governor] == "NOUN"
    return before and any(one.token == governor for one in scene.reading.predicates)


def _party(scene: Scene, one: Found) -> Party | None:
    """Who of several of the same name: whose country the article names most; None where a place is likelier."""
    parties = [
        party for party in one.parties if party.role is not Role.CONTEXT or scene.countries[party.country or ""] > 0
    ]
    if not parties or _a_person_s(scene, one, parties):
        return None
    best = max(parties, key=lambda party: (scene.countries[party.country or ""], party.role is not Role.ADJECTIVE))
    return None if best.role is Role.COUNTRY and _a_namesake(scene, one, best) else best


def _a_namesake(scene: Scene, one: Found, party: Party) -> bool:
    """Whether a country's name is more likely a region of another country ("Georgia" in American news)."""
    others = {place.country for place in one.places if place.country not in (None, party.country)}
    if not any(scene.countries[other or ""] > 0 for other in others):
        return False
    name = one.span.of(scene.text)
    alike = sum(1 for found in scene.found if party in found.parties and found.span.of(scene.text) == name)
    return scene.countries[party.country or ""] <= alike  # nothing but the name itself speaks for the country


def _a_person_s(scene: Scene, one: Found, parties: list[Party]) -> bool:
    """Whether a country's name is a part of somebody's ("Michael Jordan", "Chad Smith")."""
    if any(party.role in (Role.PERSON, Role.BODY) for party in parties):
        return False
    votes = scene.tokens.entity[one.first : one.last]
    beside = scene.tokens.entity[one.last : one.last + 1]
    return all(vote.endswith("PER") for vote in votes) and (votes[0] == "I-PER" or beside == ("I-PER",))


def _located(scene: Scene, token: int) -> bool:
    """Whether a name stands after a preposition of place, or after "to" and "from" with a verb of going."""
    tokens = scene.tokens
    cases = {tokens.lemma[child].lower() for child in dependents(tokens, token, "case")}
    if cases & set(scene.cue("locative")):
        return True
    governor = tokens.head[token]
    moving = governor >= 0 and tokens.lemma[governor].lower() in scene.cue("moving")
    return moving and (bool(cases & {"to", "from", "for"}) or is_relation(tokens, token, "obj"))


def _definite(tokens: Tokens, token: int) -> bool:
    return any(tokens.lemma[child].lower() == "the" for child in dependents(tokens, token, "det"))


def _surnames(scene: Scene, names: list[Draft]) -> Iterator[Draft]:
    """Proper nouns that are a word of a full name elsewhere in the article, where the reader's vote missed them."""
    tokens, text = scene.tokens, scene.text
    people = [draft for draft in names if draft.kind is Kind.PERSON]
    held = {token for draft in names for token in _covered(tokens, draft)}
    full = {
        word
        for draft in people
        for word in WORD.findall(draft.span.of(text))[-1:] + WORD.findall(draft.span.of(text))[:1]
    }
    for token in range(len(tokens)):
        form = tokens.span(token).of(text)
        if token not in held and form in full and tokens.upos[token] == "PROPN" and len(form) > 1:
            yield Draft(tokens.span(token), token, Kind.PERSON, None, f"name:{form}", 0.6, "a part of a name", None)


def _strangers(scene: Scene, names: list[Draft]) -> Iterator[Draft]:
    """People and bodies that only the reader's vote proposes."""
    kinds = (Kind.PERSON, Kind.ORGANISATION)
    held = {token for draft in names if draft.kind in kinds for token in _firm(scene, draft)}
    for start, last, label in _runs(scene.tokens):
        first = _first_name(scene, start, held) if label == "PER" else start
        span = Span(scene.tokens.starts[first], scene.tokens.ends[last - 1])
        if held & set(range(first, last)) or not span.of(scene.text)[0].isupper() or _known_place(scene, span):
            continue
        if label == "PER":
            yield Draft(
                span,
                head_of(scene.tokens, first, last),
                Kind.PERSON,
                None,
                f"name:{span.of(scene.text)}",
                0.6,
                "a name",
                None,
            )
        elif (
            label == "ORG"
            and (last - first > 1 or LETTERS.fullmatch(span.of(scene.text)))
            and not _agent_in(scene, span)
        ):
            code = _code_in(scene, span)
            key = f"body:{span.of(scene.text)}"
            yield Draft(
                span, head_of(scene.tokens, first, last), Kind.ORGANISATION, code, key, 0.5, "a body's name", None
            )


def _runs(tokens: Tokens) -> Iterator[tuple[int, int, str]]:
    """Stretches of one entity vote, proper nouns only."""
    first = 0
    while first < len(tokens):
        label = tokens.entity[first][2:]
        last = first + 1
        while last < len(tokens) and tokens.entity[last] == f"I-{label}":
            last += 1
        if label and any(tokens.upos[token] == "PROPN" for token in range(first, last)):
            while tokens.upos[last - 1] in ("PART", "PUNCT", "ADP") and last - first > 1:
                last -= 1
            yield first, last, label
        first = max(last, first + 1)


def _firm(scene: Scene, draft: Draft) -> range:
    """The tokens of a known name, none where a surname alone stands inside somebody's longer name."""
    covered = _covered(scene.tokens, draft)
    if draft.kind is not Kind.PERSON or len(WORD.findall(draft.span.of(scene.text))) > 1:
        return covered
    entity, polite = scene.tokens.entity, scene.cue("polite")
    beside = [token for token in (covered.start - 1, covered.stop) if 0 <= token < len(scene.tokens)]
    longer = [token for token in beside if entity[token].endswith("PER") and scene.tokens.upos[token] == "PROPN"]
    inside = [token for token in longer if entity[max(token, covered.start)] == "I-PER"]
    inside += [covered.start - 1] if _after_a_first_name(scene, covered.start) else []
    named = [token for token in inside if scene.tokens.lemma[token].lower().rstrip(".") not in polite]
    return range(0) if named else covered


def _after_a_first_name(scene: Scene, token: int) -> bool:
    """Whether the parse joins a surname to a first name before it that the reader's vote missed; a title is another."""
    tokens, before = scene.tokens, token - 1
    if tokens.head[token] != before or not is_relation(tokens, token, "flat") or tokens.upos[before] != "PROPN":
        return False
    form = tokens.span(before).of(scene.text)
    return scene.codebook.actors.agent([form])[1] is None and not form.endswith(".")


def _first_name(scene: Scene, first: int, held: set[int]) -> int:
    """The begin of a name whose first word the vote left out ("Ahmed Yusuf"): proper nouns that hang from it."""
    tokens = scene.tokens
    while first > 0 and first - 1 not in held and _belongs(tokens, first - 1, first):
        known = scene.codebook.actors.agent([tokens.span(first - 1).of(scene.text)])[1]
        found = any(one.first <= first - 1 < one.last and one.parties for one in scene.found)
        if known is not None or found or tokens.ends[first - 1] + 1 != tokens.starts[first]:
            break
        first -= 1
    return first


def _belongs(tokens: Tokens, before: int, name: int) -> bool:
    joined = tokens.head[before] == name or tokens.head[name] == before or tokens.head[before] == tokens.head[name]
    return (
        tokens.upos[before] == "PROPN"
        and joined
        and is_relation(tokens, before, "compound", "flat", "nmod", "nsubj", "appos")
    )


def _known_place(scene: Scene, span: Span) -> bool:
    """Whether a name is one that the lists know: as a place, or as a part of a party's ("the Kremlin")."""
    return any(found.span == span or (found.parties and found.span.holds(span)) for found in scene.found)


def _agent_in(scene: Scene, span: Span) -> bool:
    words = WORD.findall(span.of(scene.text))
    return any(scene.codebook.actors.agent(words[at:])[1] is not None for at in range(len(words)))


def _code_in(scene: Scene, span: Span) -> str | None:
    """The country in a body's own name ("Kenya Airways"), or none."""
    for found in scene.found:
        if span.holds(found.span) and found.parties:
            return found.parties[0].country
    return None


def _without_swallowed(names: list[Draft], strangers: list[Draft]) -> list[Draft]:
    """Names that are not a part of somebody's longer name."""
    people = [draft.span for draft in strangers if draft.kind is Kind.PERSON]
    return [draft for draft in names if not any(span.holds(draft.span) for span in people)]


def _covered(tokens: Tokens, draft: Draft) -> range:
    return tokens_in(tokens, draft.span)
