"""Where: every place name, what it resolves to, and what it does in its sentence.

A name is a place of an act only in a phrase that says so ("in Seoul", "off the coast of Yemen"). A country or capital
that speaks, acts or owns is a government; a dateline says where a report was written. No country ever becomes a city.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from coranto.codebook import Codebook
from coranto.codebook.actors import Party, Role
from coranto.codebook.gazetteer import Place
from coranto.codebook.plover import shipped_words
from coranto.model import Kind, Mention, Part, Precision, Reading, Span, Tokens, Use, Where
from coranto.read.grammar import ancestors, behind, children, dependents, is_relation, sentence_of, subtree, tokens_in
from coranto.read.names import Found, head_of, scan
from coranto.read.sentences import dateline
from coranto.read.tools import Tools
from coranto.read.who import mention_at

KNOWN_FROM = 100_000
"""Inhabitants from which a town is believed in although the reader's vote did not call it a place."""

OUTGROWN = 30
"""How many times the people of the largest town of its name a region has where the bare name means the region. New
York, the state, has four times the city's, Victoria in Australia more than a hundred times any Victoria's."""
NEIGHBOURS = 300.0
"""Kilometres from the middle of a region at which a town is a third as likely meant as one in the middle."""
NAMED = 1.0
"""Weight of the country's being named at all in the article: as much as ten times the people."""
BESIDE = 1.5
"""Weight of the country's being named in the same sentence: as much as thirty times the people."""
FARTHEST = 900.0
"""Kilometres from the middle of a region beyond which no town in it lies, but for a few of the Arctic and Siberia: El
Paso is 680 from the middle of Texas."""
AMERICAN = re.compile(r"\s+County\b")
"""How news writes the name of a county of the United States behind its own name."""
EARTH = 6371.0
"""Kilometres from the middle of the earth to its face (mean radius, IUGG)."""

LIGHT = shipped_words("light")
"""Verbs that only carry their noun, so that a place of the noun is theirs: "held talks in Oslo"."""

FINEST = (
    Precision.POINT,
    Precision.DISTRICT,
    Precision.CITY,
    Precision.REGION,
    Precision.SEA,
    Precision.AREA,
    Precision.COUNTRY,
)
"""Precision classes, finest first: of several places of one act the finest is kept."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What every question about places needs: the reading, the codebook, how often each country is named, and where."""

    reading: Reading
    codebook: Codebook
    countries: Counter[str]
    holders: Mapping[int, tuple[Mention, ...]]
    beside: Mapping[int, frozenset[str]]

    @property
    def tokens(self) -> Tokens:
        """The reading's tokens."""
        return self.reading.tokens

    @property
    def text(self) -> str:
        """The article's text."""
        return self.reading.article.text

    def cue(self, key: str) -> tuple[str, ...]:
        """A list of words of `cues/where.toml`."""
        return self.codebook.cues["where"][key]


def where(reading: Reading, tools: Tools) -> Reading:
    """Fill `places`, in text order."""
    found = _untimely(reading, scan(reading, tools.codebook))
    scene = Scene(reading, tools.codebook, _named(found), _holders(reading), _named_in(reading, found))
    places = [place for at, one in enumerate(found) if (place := _resolved(scene, one, found[at + 1 : at + 2]))]
    places += [*_unknown(scene, places, found), *_datelines(scene), *_coasts(scene), *_borders(scene, found)]
    return replace(reading, places=tuple(sorted(places, key=lambda place: (place.span.start, place.span.end))))


def _untimely(reading: Reading, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """The names that are no part of a time: "on Nov. 3" is not in the town of Nov, Tajikistan."""
    return tuple(one for one in found if not any(when.span.holds(one.span) for when in reading.times))


def place_of(reading: Reading, token: int) -> Where | None:
    """The place that the clause of a predicate gives for it, the finest if it gives several; None if it gives none.

    A verb joined to another by "and" shares a place that stands before both.
    """
    acts = [place for place in reading.places if place.use is Use.ACT]
    events = _events(reading, token)
    here = [place for place in acts if _clause_of(reading, events, _head(reading.tokens, place)) == token]
    if here:
        return min(here, key=lambda place: FINEST.index(place.precision))
    governor = reading.tokens.head[token]
    if governor >= 0 and is_relation(reading.tokens, token, "conj"):
        shared = place_of(reading, governor)
        if shared is not None and shared.span.end <= reading.tokens.starts[token]:
            return shared
    return None


def _events(reading: Reading, token: int) -> frozenset[int]:
    """The nouns that tell an act of their own, so that a place behind them is not the verb's."""
    tokens = reading.tokens
    told = {one.token for one in reading.predicates if tokens.upos[one.token] == "NOUN" and one.arguments}
    return frozenset(told | ({token} if tokens.upos[token] in ("NOUN", "PROPN") else set()))


def _objects(reading: Reading, verb: int) -> list[int]:
    """Nouns that tell an act and are the object of a verb of speech: "condemned the killings"."""
    tokens = reading.tokens
    told = {one.token for one in reading.predicates}
    if verb < 0 or tokens.upos[verb] != "VERB" or tokens.lemma[verb].lower() in LIGHT:
        return []
    return [noun for noun in dependents(tokens, verb, "obj") if noun in told and tokens.upos[noun] == "NOUN"]


def _carried(tokens: Tokens, noun: int) -> bool:
    """Whether a noun's act is told by a light verb: "held talks"."""
    verb = tokens.head[noun]
    return verb >= 0 and tokens.lemma[verb].lower() in LIGHT and is_relation(tokens, noun, "obj", "nsubj:pass")


def _head(tokens: Tokens, place: Where) -> int:
    held = tokens_in(tokens, place.span)
    return head_of(tokens, held.start, held.stop) if held else -1


def _clause_of(reading: Reading, events: frozenset[int], token: int) -> int:
    """The predicate that a place belongs to: the first verb or noun of an act above it.

    In "condemned the shelling in Gaza" Gaza is where the shelling was; "held talks in Oslo" is one act.
    """
    tokens = reading.tokens
    if token < 0:
        return -1
    told = [noun for noun in _objects(reading, tokens.head[token]) if token in behind(tokens, noun)]
    if told:
        return told[0]
    for here in ancestors(tokens, token):
        if here in events and not _carried(tokens, here):
            return here
        if tokens.upos[here] in ("VERB", "AUX") or is_relation(
            tokens, here, "root", "ccomp", "advcl", "acl", "parataxis"
        ):
            return here
    return -1


def _holders(reading: Reading) -> dict[int, tuple[Mention, ...]]:
    """The people and bodies whose names a token stands in."""
    found: dict[int, tuple[Mention, ...]] = {}
    for mention in reading.mentions:
        if mention.kind in (Kind.PERSON, Kind.ORGANISATION):
            for token in tokens_in(reading.tokens, mention.span):
                found[token] = (*found.get(token, ()), mention)
    return found


def _named(found: tuple[Found, ...]) -> Counter[str]:
    """How often each country is named by its own name, adjective, seat of power or a place that only it has."""
    counts: Counter[str] = Counter()
    for one in found:
        lands = {party.country for party in one.parties} or {place.country for place in one.places}
        counts.update(land for land in lands if land and len(lands) == 1)
    return counts


def _named_in(reading: Reading, found: tuple[Found, ...]) -> Mapping[int, frozenset[str]]:
    """The countries named in each sentence by their own name, adjective or people, by the sentence's first token."""
    lands: dict[int, set[str]] = {}
    for one in found:
        lands.setdefault(sentence_of(reading, one.first).first, set()).update(
            party.country for party in one.parties if party.country and party.role is not Role.SEAT
        )
    return {first: frozenset(named) for first, named in lands.items()}


# --- which place -------------------------------------------------------------------------------------------------


def _resolved(scene: Scene, one: Found, following: tuple[Found, ...]) -> Where | None:
    """What a name is as a place, or None where it is none here."""
    party = next((p for p in one.parties if p.role in (Role.COUNTRY, Role.SEAT)), None)
    token = head_of(scene.tokens, one.first, one.last)
    if (
        (one.parties and party is None)
        or _inside_a_name(scene, one, token)
        or _cut_short(scene, one)
        or not (party or _credible(scene, one, token))
    ):
        return None
    beside = _beside(scene, one, following)
    county = AMERICAN.match(scene.text, one.span.end) is not None
    candidates = [
        place
        for place in (*_of_party(scene, party), *one.places)
        if not ((county and _american_town(place)) or _out_of_region(beside, place))
    ]
    if not candidates:
        return None
    best = max(candidates, key=lambda place: _weight(scene, one, place, party, beside))
    if party is not None and party.role is Role.SEAT and best.country != party.country:
        party = None
    use = _use(scene, token, government=party is not None)
    return Where(one.span, best.name, best.country, best.lat, best.lon, best.precision, use, _why(best, candidates))


def _unknown(scene: Scene, places: list[Where], found: tuple[Found, ...]) -> Iterator[Where]:
    """Places that no list has but the text treats as one ("in the village of Beit Lid, Gaza"): a name, and no pin."""
    held = {token for one in found for token in range(one.first, one.last)}
    held |= {token for mention in scene.reading.mentions for token in tokens_in(scene.tokens, mention.span)}
    for first, last in _location_votes(scene.tokens):
        span = Span(scene.tokens.starts[first], scene.tokens.ends[last - 1])
        token = head_of(scene.tokens, first, last)
        if held & set(range(first, last)) or not _cases(scene, token) & set(scene.cue("locative")):
            continue
        beyond = [one for one in places if re.fullmatch(r",\s+", scene.text[span.end : one.span.start])]
        country = beyond[0].country if beyond else None
        why = "not in the gazetteer" + (f"; {beyond[0].name} stands after it" if beyond else "")
        yield Where(span, span.of(scene.text), country, None, None, Precision.AREA, Use.ACT, why)


def _location_votes(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Stretches that the reader votes to be places, proper nouns only."""
    for first in range(len(tokens)):
        if tokens.entity[first] == "B-LOC" and tokens.upos[first] == "PROPN":
            last = first + 1
            while last < len(tokens) and tokens.entity[last] == "I-LOC":
                last += 1
            yield first, last


def _why(best: Place, candidates: list[Place]) -> str:
    others = len({(place.country, place.region) for place in candidates}) - 1
    found = f"{best.name} in the gazetteer"
    return f"{found}, before {others} namesakes" if others > 0 else found


def _of_party(scene: Scene, party: Party | None) -> list[Place]:
    """The land of a country's name; a seat of power that is no town ("the Kremlin") is no place to pin."""
    if party is None or party.role is not Role.COUNTRY:
        return []
    official = scene.codebook.gazetteer.find(party.name)
    lands = [place for place in official if place.precision is Precision.COUNTRY and place.country == party.country]
    return lands or [Place(party.name, (party.country or "",), "", None, None, Precision.COUNTRY, 0)]


def _inside_a_name(scene: Scene, one: Found, token: int) -> bool:
    """Whether a place name is a part of a person's or a body's name ("Bank of Sudan", "Denzel Washington")."""
    for mention in scene.holders.get(one.first, ()):
        if mention.span.holds(one.span):
            titled = mention.name is None and mention.kind is Kind.ORGANISATION and mention.why.startswith("“")
            if not titled and (mention.span != one.span or mention.kind is Kind.PERSON):
                return True
    return scene.tokens.entity[token].endswith("PER") and not one.parties


def _cut_short(scene: Scene, one: Found) -> bool:
    """Whether a town's name is only the beginning of the name that stands there: "Kiri" of "Kiri Bossa"."""
    tokens, after = scene.tokens, one.last
    towns = bool(one.places) and all(place.precision is Precision.CITY for place in one.places)
    if one.parties or not towns or after >= len(tokens) or tokens.upos[after] != "PROPN":
        return False
    word = tokens.lemma[after].lower()
    kinds = {*scene.cue("region_nouns"), *scene.cue("place_nouns")}
    between = scene.text[one.span.end : tokens.starts[after]]
    return between == " " and word not in kinds and _in_one_name(tokens, one.last - 1, after)


def _in_one_name(tokens: Tokens, first: int, second: int) -> bool:
    """Whether two words are parts of one name by the parse and by the reader's vote."""
    inner, outer = (second, first) if tokens.head[second] == first else (first, second)
    named = {tokens.entity[token][2:] for token in (first, second)} == {"LOC"} and tokens.entity[second] == "I-LOC"
    return named and tokens.head[inner] == outer and is_relation(tokens, inner, "flat", "compound")


def _credible(scene: Scene, one: Found, token: int) -> bool:
    """Whether a town's name is meant as one: many words and surnames are some town's name too."""
    name = one.span.of(scene.text)
    if scene.tokens.upos[token] not in ("PROPN", "NOUN", "ADJ", "X"):
        return False
    voted = scene.tokens.entity[token]
    ours = any(place.region == "" and not place.population for place in one.places)
    if "LOC" in {vote[2:] for vote in scene.tokens.entity[one.first : one.last]} or ours:
        return True  # the reader's vote, or our own short list of areas, seas, bases and regions
    if name in scene.cue("unlikely"):
        return False
    large = max((place.population for place in one.places), default=0) >= KNOWN_FROM
    told = any(scene.countries[place.country or ""] for place in one.places)
    located = bool(_cases(scene, token) & set(scene.cue("locative")))
    return scene.tokens.upos[token] == "PROPN" and ((large and voted == "O") or (told and (located or large)))


def _weight(scene: Scene, one: Found, place: Place, party: Party | None, beside: Found | None) -> float:
    """How likely a name means a place: its people, its country's part in the article, and what stands beside it."""
    weight = math.log10(place.population + 10) + {Precision.REGION: -1.5, Precision.COUNTRY: 4.0}.get(
        place.precision, 0.0
    )
    if place.precision in (Precision.SEA, Precision.AREA, Precision.POINT):
        weight += 10.0  # our own list: these are what news means by the name
    if place.region == "" and place.precision is Precision.REGION and not place.population:
        weight += 9.0
    total = scene.countries.total()
    if total:
        named = sum(scene.countries[country] for country in place.countries)
        weight += 4.0 * named / total + (NAMED if named else 0.0)
    if party is not None and party.country in place.countries:
        weight += 3.0
    if scene.beside.get(sentence_of(scene.reading, one.first).first, frozenset()).intersection(place.countries):
        weight += BESIDE
    if place.precision is Precision.REGION and (_as_region(scene, one) or _outgrown(one, place)):
        weight += 4.0
    return weight + 8.0 * _confirmed(scene, beside, place)


def _outgrown(one: Found, region: Place) -> bool:
    """Whether a region is so much larger than the towns of its name that those need saying: Ontario."""
    towns = [place.population for place in one.places if place.precision is Precision.CITY]
    return region.population > OUTGROWN * max(towns, default=0)


def _as_region(scene: Scene, one: Found) -> bool:
    after = re.compile(r"\s+([A-Za-z]+)").match(scene.text, one.span.end)
    if after is not None and after[1].lower() in scene.cue("region_nouns"):
        return True
    name = re.escape(one.span.of(scene.text))  # "Kursk" where the article speaks of "the Kursk region"
    told = rf"\b{name}\s+(?:{'|'.join(scene.cue('region_nouns'))})\b"
    return bool(re.search(told, scene.text, re.IGNORECASE)) and not re.search(rf"(?i:city of)\s+{name}\b", scene.text)


def _american_town(place: Place) -> bool:
    """Whether a place is a town of the United States; behind its name "County" makes it another place.

    "Scott County" is in none of the towns called Scott. Elsewhere a county or province mostly has the name of its
    chief town, and the town is a fair pin.
    """
    return place.country == "USA" and place.precision is Precision.CITY


def _beside(scene: Scene, one: Found, following: tuple[Found, ...]) -> Found | None:
    """The name after a comma, which may say which place is meant: "Paris, Texas"."""
    if not following or not re.fullmatch(r",\s+(?:\w+\s+)?", scene.text[one.span.end : following[0].span.start]):
        return None
    return following[0]


def _regions(beside: Found, place: Place) -> list[Place]:
    """The regions of a place's country that a name may mean."""
    return [p for p in beside.places if p.precision is Precision.REGION and p.country == place.country]


def _out_of_region(beside: Found | None, town: Place) -> bool:
    """Whether a region is named behind a town that lies in none of that name: "Austin, Indiana" is not in Texas."""
    if beside is None or town.precision is not Precision.CITY or beside.parties:
        return False
    regions = _regions(beside, town)
    return bool(regions) and all(_lies_outside(town, region) for region in regions)


def _lies_outside(town: Place, region: Place) -> bool:
    """Whether a town lies in another region of its country: by code where both lists use one kind, else by far."""
    code = region.region.rpartition("-")[2]
    if town.region.isalpha() and code.isalpha():
        return town.region != code
    return _apart(town, region) > FARTHEST


def _confirmed(scene: Scene, beside: Found | None, place: Place) -> float:
    """How far the name after it says which: "Paris, Texas", "Tripoli, Lebanon".

    The country decides; of several towns in it, the one nearest to the middle of the region named.
    """
    if beside is None:
        return 0.0
    lands = {party.country for party in beside.parties if party.role is Role.COUNTRY} or {
        p.country for p in beside.places
    }
    if place.country not in lands or place.name == beside.span.of(scene.text):
        return 0.0
    near = (math.exp(-_apart(place, region) / NEIGHBOURS) for region in _regions(beside, place))
    return 1.0 + max(near, default=0.0)


def _apart(one: Place, other: Place) -> float:
    """Kilometres between two places on a globe (haversine); infinite where the middle of one is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    north, south = math.radians(one.lat), math.radians(other.lat)
    across = math.sin(math.radians(other.lon - one.lon) / 2) ** 2 * math.cos(north) * math.cos(south)
    return 2 * EARTH * math.asin(math.sqrt(math.sin((south - north) / 2) ** 2 + across))


# --- what it does ------------------------------------------------------------------------------------------------


def _cases(scene: Scene, token: int) -> set[str]:
    """The prepositions that a name stands under, through names joined to it and nouns of place that it hangs from."""
    tokens, here = scene.tokens, token
    for _ in range(4):
        own = {tokens.lemma[child].lower() for child in dependents(tokens, here, "case")} - {"'s", "’s", "’", "'"}
        governor = tokens.head[here]
        place_noun = governor >= 0 and tokens.lemma[governor].lower() in scene.cue("place_nouns")
        if (own - {"of"}) or governor < 0:
            return own
        joined = is_relation(tokens, here, "appos", "conj", "flat", "list", "dep", "nmod:unmarked")
        if not (joined or (place_noun and is_relation(tokens, here, "nmod", "compound", "amod", "obl"))):
            return own
        here = governor
    return set()


def _use(scene: Scene, token: int, *, government: bool) -> Use:
    """Place of an act, government, or neither."""
    tokens, cases = scene.tokens, _cases(scene, token)
    if _struck(scene, token):
        return Use.ACT
    if cases & set(scene.cue("locative")) and not (government and cases == {"between"} and not _at(scene, token)):
        return Use.OTHER if cases == {"on"} and government else Use.ACT
    governor = tokens.head[token]
    moving = governor >= 0 and tokens.lemma[governor].lower() in scene.codebook.cues["who"]["moving"]
    if moving and (cases & {"to", "from"} or is_relation(tokens, token, "obj")):
        return Use.ACT
    if government and not _of_a_border(scene, token):
        return Use.GOVERNMENT if not cases & {"to", "of"} or is_relation(tokens, token, "nsubj") else Use.OTHER
    return Use.OTHER


def _at(scene: Scene, token: int) -> bool:
    """Whether a name hangs from a noun of place: "the border between Serbia and Kosovo", not talks between them."""
    tokens = scene.tokens
    while is_relation(tokens, token, "conj"):
        token = tokens.head[token]
    governor = tokens.head[token]
    return governor >= 0 and tokens.lemma[governor].lower() in scene.cue("place_nouns")


def _struck(scene: Scene, token: int) -> bool:
    """Whether a place is what an attack is on: "shelled Idlib", "the shelling of the city of Zakho", "invaded Ukraine".

    Who is attacked there is asked elsewhere; that it was there is sure.
    """
    tokens, here = scene.tokens, token
    governor = tokens.head[here]
    while governor >= 0 and tokens.lemma[governor].lower() in scene.cue("place_nouns"):
        here, governor = governor, tokens.head[governor]
    if governor < 0 or tokens.lemma[governor].lower() not in scene.cue("struck"):
        return False
    cases = {tokens.lemma[child].lower() for child in dependents(tokens, here, "case")}
    if tokens.upos[governor] == "VERB":
        return is_relation(tokens, here, "obj", "nsubj:pass")
    return is_relation(tokens, here, "nmod", "obl") and bool(cases & {"of", "on", "against"})


def _of_a_border(scene: Scene, token: int) -> bool:
    """Whether a country's name only tells which land is meant: "the U.S. mainland", "Ukraine's border"."""
    governor = scene.tokens.head[token]
    loose = is_relation(scene.tokens, token, "compound", "amod", "nmod")
    return governor >= 0 and loose and scene.tokens.lemma[governor].lower() in scene.cue("place_nouns")


# --- datelines and coasts ------------------------------------------------------------------------------------------


def _datelines(scene: Scene) -> Iterator[Where]:
    """Where the page or the agency says that the report was written: never where it happened."""
    article = scene.reading.article
    strip = article.dateline.place
    if strip is not None and strip.span is not None:
        yield from _written(scene, strip.span, strip.text)
    spans = [block.span for block in article.blocks if block.part is Part.PARAGRAPH] or [Span(0, len(article.text))]
    for span in spans:
        found = dateline(article.text, span.start, span.end)
        if found is not None and (
            strip is None or strip.span is None or not strip.span.overlaps(Span(*found.span("place")))
        ):
            yield from _written(scene, Span(*found.span("place")), found["place"])


def _written(scene: Scene, span: Span, name: str) -> Iterator[Where]:
    parts = [name, *(part.strip() for part in re.split(r",| [A-Z]\.?[A-Z]\.?$", name) if part.strip())]
    known = next((places for part in parts if (places := scene.codebook.gazetteer.find(part))), ())
    if known:
        best = max(known, key=lambda place: (place.precision is Precision.CITY, math.log10(place.population + 10)))
        why = "a dateline: where it was written"
        yield Where(span, best.name, best.country, best.lat, best.lon, best.precision, Use.DATELINE, why)


def _borders(scene: Scene, found: tuple[Found, ...]) -> Iterator[Where]:
    """The border of a country: "the Ukrainian border", "Ukraine's border", "the border with Ukraine"."""
    tokens = scene.tokens
    for one in found:
        party = next((p for p in one.parties if p.role in (Role.COUNTRY, Role.ADJECTIVE)), None)
        token = head_of(tokens, one.first, one.last)
        border = tokens.head[token]
        hyphened = scene.text[one.span.start - 1 : one.span.start] in ("-", "–")  # "Thai-Cambodian": of two countries
        if party is None or hyphened or border < 0 or tokens.lemma[border].lower() not in scene.cue("borders"):
            continue
        with_it = {tokens.lemma[child].lower() for child in dependents(tokens, token, "case")} & {"with", "of"}
        if is_relation(tokens, token, "amod", "compound", "nmod:poss") or with_it:
            start, end = min(one.span.start, tokens.starts[border]), max(one.span.end, tokens.ends[border])
            use = Use.ACT if _cases(scene, border) & set(scene.cue("locative")) else Use.OTHER
            name, why = f"border of {party.name}", f"the border of {party.name}; no pin"
            yield Where(Span(start, end), name, party.country, None, None, Precision.AREA, use, why)


def _coasts(scene: Scene) -> Iterator[Where]:
    """The sea on a side of a country: "its eastern sea", "waters off the west coast of Yemen"."""
    seas = dict(entry.split("=") for entry in scene.cue("coasts"))
    sides = dict(entry.split("=") for entry in scene.cue("sides"))
    tokens = scene.tokens
    for token in range(len(tokens)):
        if tokens.lemma[token].lower() not in scene.cue("coast_nouns"):
            continue
        side = next((sides[w] for c in children(tokens, token) if (w := tokens.lemma[c].lower()) in sides), None)
        owner = _coast_owner(scene, token)
        name = seas.get(f"{owner} {side}") if side and owner else None
        if name is not None:
            sea = scene.codebook.gazetteer.find(name)[0]
            start = tokens.starts[
                min(c for c in subtree(tokens, token, without=("case", "acl", "punct")) if c <= token)
            ]
            use = Use.ACT if _cases(scene, token) & set(scene.cue("locative")) else Use.OTHER
            why = f"the sea on the {side} of {owner}"
            yield Where(Span(start, tokens.ends[token]), sea.name, None, sea.lat, sea.lon, Precision.SEA, use, why)


def _coast_owner(scene: Scene, token: int) -> str | None:
    """Whose coast: the country of the possessor or of the "of" phrase."""
    for child in dependents(scene.tokens, token, "nmod:poss", "nmod", "amod", "compound"):
        mention: Mention | None = mention_at(scene.reading, child)
        if mention is not None and mention.actor and not mention.actor.startswith(("IGO.", "UNK")):
            return mention.actor[:3]
    return None
