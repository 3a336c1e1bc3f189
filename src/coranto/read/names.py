"""Where names stand: the stretches of words that the actor list or the gazetteer knows, longest first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coranto.codebook import Codebook
from coranto.codebook.actors import WORD, Party, Role
from coranto.codebook.gazetteer import LONGEST, Place
from coranto.model import Part, Reading, Sentence, Span, Tokens
from coranto.read.grammar import kept, tokens_in
from coranto.read.sentences import dateline

GAP = re.compile(r"[ \u00a0]?[.\-'’‘&+/\u2010\u2011]?[ \u00a0]?|,[ \u00a0](?=D\.?C\b)")
"""What may stand between two words of one name: no comma (but "Washington, D.C."), no bracket, no quotation mark."""


SMALL = ("al", "el", "the")
"""Words in small letters that a place's name may begin with."""


@dataclass(frozen=True, slots=True)
class Found:
    """A known name in the text: its span and tokens (`first` up to, not including, `last`), and what it may mean."""

    span: Span
    first: int
    last: int
    parties: tuple[Party, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What every question about one article needs: the reading, the codebook, the day, the known names in the text."""

    reading: Reading
    codebook: Codebook
    day: date | None
    found: tuple[Found, ...]
    countries: Counter[str]

    @property
    def tokens(self) -> Tokens:
        """The reading's tokens."""
        return self.reading.tokens

    @property
    def text(self) -> str:
        """The article's text."""
        return self.reading.article.text

    def cue(self, key: str) -> tuple[str, ...]:
        """A list of words of `cues/who.toml`."""
        return self.codebook.cues["who"][key]


def scan(reading: Reading, codebook: Codebook) -> tuple[Found, ...]:
    """All known names in text order, none overlapping; the longer of two names that begin together wins."""
    return _scanned(reading.article.text, reading.sentences, reading.tokens, codebook)


@kept
def _scanned(text: str, sentences: tuple[Sentence, ...], tokens: Tokens, codebook: Codebook) -> tuple[Found, ...]:
    """What `scan` gives; two questions ask for it."""
    return tuple(found for sentence in sentences for found in _sentence(text, tokens, codebook, sentence))


def _sentence(text: str, tokens: Tokens, codebook: Codebook, sentence: Sentence) -> Iterator[Found]:
    words = [
        Span(sentence.span.start + m.start(), sentence.span.start + m.end())
        for m in WORD.finditer(sentence.span.of(text))
    ]
    loud = _loud(sentence.span.of(text))
    at = 0
    while at < len(words):
        found = None
        if _may_begin(codebook, words[at].of(text)):
            found = _longest(text, tokens, codebook, _run(text, words, at), loud=loud)
        if found is None:
            at += 1
        else:
            yield found[0]
            at += found[1]


def _may_begin(codebook: Codebook, word: str) -> bool:
    """Whether any name begins with a word: four words in five begin none, and need not be looked at further."""
    return not word[0].islower() or word in SMALL or word.casefold() in codebook.actors.names


def _loud(text: str) -> bool:
    """Whether a sentence is printed in capitals, so that "IS" and "WHO" may be common words."""
    letters = [c for c in text if c.isalpha()]
    return sum(map(str.isupper, letters)) > 0.7 * len(letters)


def _run(text: str, words: list[Span], at: int) -> list[Span]:
    """The words from here on that could belong to one name."""
    run = [words[at]]
    for word in words[at + 1 : at + 8]:
        if not GAP.fullmatch(text, run[-1].end, word.start):
            break
        run.append(word)
    return run


def _longest(text: str, tokens: Tokens, codebook: Codebook, run: list[Span], *, loud: bool) -> tuple[Found, int] | None:
    forms = [word.of(text) for word in run]
    size, parties = codebook.actors.match(forms)
    if any(party.role is Role.CONTEXT for party in parties) and len(forms) > size and forms[size][0].isupper():
        return None  # "the North" of "the North Korean missile" or "the South American nation"
    if loud and size == 1 and len(forms[0]) < 4 and forms[0] not in ("US", "UN", "EU", "UK"):
        size, parties = 0, ()
    bodies = all(party.role is Role.BODY for party in parties)
    if 0 < size <= 2 and bodies and forms[0] == "The" and len(forms) > size and forms[size][0].isupper():
        size, parties = 0, ()  # "The National Prison Service" is not the newspaper "The National"
    reach, places = _places(codebook, forms)
    if not size and not reach:
        return None
    if reach > size:
        size, parties = reach, ()
    elif size > reach:
        places = ()
    span = Span(run[0].start, _end(text, run, size))
    held = tokens_in(tokens, span)
    return (Found(span, held.start, held.stop, parties, places), size) if held else None


def _end(text: str, run: list[Span], size: int) -> int:
    """The end of a name, with the dot of "U.S." and the plus of "OPEC+"."""
    end, last = run[size - 1].end, run[size - 1].of(text)
    if text[end : end + 1] == "." and len(last) == 1 and size > 1:
        return end + 1
    return end


def _places(codebook: Codebook, forms: list[str]) -> tuple[int, tuple[Place, ...]]:
    """The longest place name that begins here; a name begins with a capital letter or a digit."""
    if forms[0][0].islower() and forms[0] not in SMALL:
        return 0, ()
    for size in range(min(LONGEST, len(forms)), 0, -1):
        if forms[size - 1][0].islower() and size > 1 and not _common(forms[size - 1]):
            continue
        if size == 1 and forms[0] in codebook.cues["where"]["never"]:
            continue
        if codebook.gazetteer.knows(forms[:size]):
            return size, codebook.gazetteer.of_words(forms[:size])
    return 0, ()


def _common(word: str) -> bool:
    """Words of a place's kind, which news writes small: "Kursk region", "Taiwan strait"."""
    return word in (
        "region",
        "oblast",
        "province",
        "strait",
        "peninsula",
        "sea",
        "islands",
        "island",
        "border",
        "city",
        "strip",
    )


def named_countries(reading: Reading, codebook: Codebook, found: tuple[Found, ...]) -> Counter[str]:
    """How often each country is named, in any way that names one country only.

    A context name ("the North") counts where a country that it is told apart from is named by its own name.
    """
    counts: Counter[str] = Counter()
    known = plain_countries(found)
    common = codebook.cues["where"]["unlikely"]
    for one in found:
        lands = {party.country for party in one.parties if party.country}
        if any(party.role is Role.CONTEXT for party in one.parties) and not spoken_of(codebook, one.parties, known):
            continue
        if one.span.of(reading.article.text) not in common:
            lands |= {place.country for place in one.places[:1] if place.country and _voted(reading.tokens, one)}
        if len(lands) == 1:
            counts.update(lands)
    return counts


def _voted(tokens: Tokens, one: Found) -> bool:
    """Whether the reader takes a place's name for one here; a party's name tells its country by itself."""
    return not one.parties and any(vote.endswith("LOC") for vote in tokens.entity[one.first : one.last])


def plain_countries(found: tuple[Found, ...]) -> frozenset[str]:
    """The countries that are named by more than a context name."""
    parties = (party for one in found for party in one.parties if party.role is not Role.CONTEXT)
    return frozenset(party.country for party in parties if party.country)


def spoken_of(codebook: Codebook, parties: tuple[Party, ...], known: frozenset[str]) -> bool:
    """Whether a context name has its context: "the North" where one of the two Koreas is named."""
    pairs = [set(pair.split("=")) for pair in codebook.cues["who"]["context_pairs"]]
    own = {party.country for party in parties if party.country}
    return any(known & pair for pair in pairs if own & pair)


def written_in(reading: Reading, codebook: Codebook) -> str | None:
    """The country of the dateline, of the page or of the agency, or None."""
    article = reading.article
    blocks = [block.span for block in article.blocks if block.part is Part.PARAGRAPH]
    spans = blocks or [Span(0, len(article.text))]
    strips = [found["place"] for span in spans[:2] if (found := dateline(article.text, span.start, span.end))]
    for name in [*([article.dateline.place.text] if article.dateline.place else []), *strips]:
        for part in (name, *re.split(r",\s*", name)):
            known = codebook.gazetteer.find(part)
            if known:
                return max(known, key=lambda place: place.population).country
    return None


def head_of(tokens: Tokens, first: int, last: int) -> int:
    """The token of a stretch that hangs from outside it; a name's own part of speech goes before a stray mark."""
    inside = range(first, last)
    tops = [token for token in inside if tokens.head[token] not in inside and tokens.upos[token] != "PUNCT"]
    nouns = [token for token in tops if tokens.upos[token] in ("PROPN", "NOUN", "ADJ")]
    return (nouns or tops or [last - 1])[0]


def only_describes(scene: Scene, one: Found) -> bool:
    """Whether a name only describes: "Iran-backed", "Korean War", "South American"."""
    before = re.search(r"(\w+)[\s-]$", scene.text[max(0, one.span.start - 20) : one.span.start])
    if before and one.span.of(scene.text) in scene.cue("wider_names") and before[1].lower() in scene.cue("wider"):
        return True
    after = re.compile(r"[-\u2010\u2011]([a-z]+)|\s+([A-Za-z]+)").match(scene.text, one.span.end)
    if after is None:
        return False
    hyphened, following = after[1], after[2]
    return hyphened in scene.cue("describing") or bool(following and following.lower() in scene.cue("not_party"))
