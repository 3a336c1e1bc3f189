"""Learn lemma rules, their exceptions, and the commonest sense of each predicate."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from coranto.nlp.lemmas import LONGEST_ENDING, LONGEST_FORM, Lexicon, Rule, pack, written

LEAST_RULE = 2
"""Different words an ending must have been seen in before it gets a rule of its own."""

UNFIT = frozenset(("GW", "ADD", "XX"))
"""Tags from which nothing is learnt: parts of words written apart, addresses, the unreadable."""

UNCHANGED = ("barracks", "crossroads", "headquarters", "series", "species")
"""Nouns whose plural in -s is their singular, too."""

LEADS = ("", "over", "under", "with", "fore", "out", "re", "un", "mis", "up", "be", "for", "a", "inter", "off", "broad")
"""What an irregular verb is lengthened with and stays irregular: "overthrew", "withheld"."""

IRREGULAR = {
    verb: (past, participle)
    for verb, past, participle in (
        line.split()
        for line in """
        arise arose arisen
        bear bore borne|born
        beat beat beaten
        become became become
        begin began begun
        bend bent bent
        bid bid bid|bidden
        bind bound bound
        bite bit bitten
        bleed bled bled
        blow blew blown
        break broke broken
        breed bred bred
        bring brought brought
        build built built
        burst burst burst
        buy bought bought
        cast cast cast
        catch caught caught
        choose chose chosen
        cling clung clung
        come came come
        creep crept crept
        cut cut cut
        deal dealt dealt
        dig dug dug
        do did done
        draw drew drawn
        drink drank drunk
        drive drove driven
        eat ate eaten
        fall fell fallen
        feed fed fed
        feel felt felt
        fight fought fought
        find found found
        flee fled fled
        fling flung flung
        fly flew flown
        forbid forbade|forbad forbidden
        forget forgot forgotten
        forgive forgave forgiven
        forsake forsook forsaken
        freeze froze frozen
        get got got|gotten
        give gave given
        go went gone
        grind ground ground
        grow grew grown
        hang hung hung
        have had had
        hear heard heard
        hide hid hidden
        hit hit hit
        hold held held
        hurt hurt hurt
        keep kept kept
        know knew known
        lay laid laid
        lead led led
        leave left left
        lend lent lent
        let let let
        lose lost lost
        make made made
        mean meant meant
        meet met met
        pay paid paid
        put put put
        quit quit quit
        read read read
        ride rode ridden
        ring rang rung
        rise rose risen
        run ran run
        say said said
        see saw seen
        seek sought sought
        sell sold sold
        send sent sent
        set set set
        shake shook shaken
        shed shed shed
        shine shone shone
        shoot shot shot
        show showed shown
        shrink shrank shrunk
        shut shut shut
        sing sang sung
        sink sank sunk
        sit sat sat
        slay slew slain
        sleep slept slept
        slide slid slid
        speak spoke spoken
        spend spent spent
        spin spun spun
        split split split
        spread spread spread
        spring sprang sprung
        stand stood stood
        steal stole stolen
        stick stuck stuck
        sting stung stung
        strike struck struck|stricken
        string strung strung
        strive strove striven
        swear swore sworn
        sweep swept swept
        swell swelled swollen
        swim swam swum
        swing swung swung
        take took taken
        teach taught taught
        tear tore torn
        tell told told
        think thought thought
        throw threw thrown
        thrust thrust thrust
        tread trod trodden
        wake woke woken
        wear wore worn
        weave wove woven
        weep wept wept
        win won won
        wind wound wound
        withdraw withdrew withdrawn
        wring wrung wrung
        write wrote written
        """.strip().splitlines()
    )
}
"""Verb: (pasts, participles), those that news uses; grammar-book knowledge, written by hand."""

Row = dict[str, Any]


def rule_of(form: str, lemma: str) -> Rule:
    """The smallest change that turns the form into the lemma."""
    low, raw = (shared_letters(base, lemma) for base in (form.lower(), form))
    shared = max(low, raw)
    return Rule(low > raw, len(form) - shared, lemma[shared:])


def shared_letters(left: str, right: str) -> int:
    """How many letters two words share from the beginning."""
    pairs = zip(left, right, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))


def learn(rows: Sequence[Row], verbs: Iterable[str]) -> Lexicon:
    """Rules from word types, exceptions where they fail, the forms of known verbs, senses."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for written_form, tag, lemma in zip(row["forms"], row["xpos"], row["lemma"], strict=True):
            form = written_form.lower() if tag.startswith("VB") else written_form
            fit = lemma != "_" and tag not in UNFIT and len(form) <= LONGEST_FORM
            if fit and len(form) == len(form.lower()):
                seen[form, tag][lemma] += 1
    best = {key: lemmas.most_common(1)[0][0] for key, lemmas in seen.items()}
    known = {*verbs, *(lemma for (_, tag), lemma in best.items() if tag == "VB")}
    for key, lemma in verb_forms(known).items():
        # The treebanks have slips ("flead" for "fled"): they go before grammar only with a verb that there is.
        if best.get(key) not in known:
            best[key] = lemma
    for word in UNCHANGED:
        best.setdefault((word, "NNS"), word)
    bare = Lexicon({}, rules(best), {})
    wrong = {f"{tag} {form}": lemma for (form, tag), lemma in best.items() if bare.by_rule(form, tag) != lemma}
    return Lexicon(wrong, bare.rules, senses(rows))


def rules(best: dict[tuple[str, str], str]) -> dict[str, Rule]:
    """The commonest change per tag, way of writing and ending; none where the shorter ending says the same."""
    counts: dict[tuple[str, str, str], Counter[Rule]] = defaultdict(Counter)
    for (form, tag), lemma in best.items():
        for length in range(min(LONGEST_ENDING, len(form)) + 1):
            counts[tag, written(form), form.lower()[len(form) - length :]][rule_of(form, lemma)] += 1
    found: dict[str, Rule] = {}
    for (tag, case, ending), changes in sorted(counts.items(), key=lambda item: len(item[0][2])):
        (change, count), *_ = changes.most_common()
        shorter = (found.get(f"{tag} {case} {ending[i:]}") for i in range(1, len(ending) + 1))
        inherited = next((rule for rule in shorter if rule is not None), None)
        if change != inherited and (count >= LEAST_RULE or not ending):
            found[f"{tag} {case} {ending}"] = change
    return found


def verbs_of(path: Path) -> list[str]:
    """Single-word verbs of PropBank's frames."""
    frames = json.loads(path.read_text(encoding="utf-8"))
    found = {form for frame in frames.values() for kind, form in frame["aliases"] if kind == "v"}
    return sorted(form for form in found if form.isalpha() and form.islower() and len(form) > 2)


def verb_forms(verbs: Iterable[str]) -> dict[tuple[str, str], str]:
    """(form, tag) of every verb's regular forms, and of the irregular ones; where two agree, the verb in -e wins."""
    found: dict[tuple[str, str], str] = {}
    for verb in sorted(verbs, key=lambda verb: (not verb.endswith("e"), verb)):
        irregular = next((tail for tail in IRREGULAR if _built_on(verb, tail)), None)
        for ending, tags in (("", ("VB", "VBP")), ("ed", ("VBD", "VBN")), ("ing", ("VBG",)), ("s", ("VBZ",))):
            forms = regular(verb, ending)
            if irregular is not None and ending == "ed":
                continue
            found.update({(form, tag): verb for form in forms for tag in tags if (form, tag) not in found})
        if irregular is not None:
            head = verb.removesuffix(irregular)
            past, participle = (words.split("|") for words in IRREGULAR[irregular])
            # The tagger takes one for the other now and then; the lemma need not suffer.
            found.update({(head + word, tag): verb for word in past + participle for tag in ("VBD", "VBN")})
    return found


def _built_on(verb: str, tail: str) -> bool:
    return verb.endswith(tail) and verb.removesuffix(tail) in LEADS


def regular(verb: str, ending: str) -> list[str]:
    """Regular forms: "bombed", "provoked", "denied", "stopped"; both "focused" and "focussed" where either may be."""
    if ending == "":
        return [verb]
    if ending == "s":
        hiss = verb.endswith(("s", "x", "z", "ch", "sh", "o"))
        return [verb[:-1] + "ies" if _has_y(verb) else verb + ("es" if hiss else "s")]
    if verb.endswith("e"):
        return [_after_e(verb, ending)]
    if _has_y(verb) and ending == "ed":
        return [verb[:-1] + "ied"]
    return _after_consonant(verb, ending)


def _after_e(verb: str, ending: str) -> str:
    """Forms of a verb in -e: "provoked", "tying", "agreeing"."""
    if verb.endswith("ie") and ending == "ing":
        return verb[:-2] + "ying"
    keeps = verb.endswith(("ee", "oe", "ye")) and ending == "ing"
    return verb + ending if keeps else verb[:-1] + ending


def _after_consonant(verb: str, ending: str) -> list[str]:
    """Forms of a verb in a consonant: "bombed", "stopped", "focused" and "focussed"."""
    if not re.fullmatch(r".*[^aeiou][aeiou][bcdfglmnprstvz]", verb):
        return [verb + ending]
    doubled = verb + verb[-1] + ending
    return [doubled] if len(re.findall("[aeiouy]+", verb)) == 1 else [verb + ending, doubled]


def _has_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2:-1] not in "aeiou"


def senses(rows: Iterable[Row]) -> dict[str, str]:
    """Commonest roleset by lemma (with particle, too) and UPOS, where it is not simply `lemma.01`."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for token, roleset, _ in row["srl"] or ():
            lemma, upos = row["lemma"][token], row["upos"][token]
            counts[f"{lemma} {upos}"][roleset] += 1
            for particle in particles(row, token):
                counts[f"{lemma}_{particle} {upos}"][roleset] += 1
    best = {key: found.most_common(1)[0][0] for key, found in counts.items()}
    return {key: roleset for key, roleset in best.items() if roleset != f"{key.split(' ')[0]}.01" or "_" in key}


def particles(row: Row, token: int) -> list[str]:
    """Verb particles that hang on a token ("up" of "bust up")."""
    places = zip(row["forms"], row["head"], row["rel"], strict=True)
    return [form.lower() for form, head, relation in places if head == token and relation == "compound:prt"]


def write_lemmas(rows: Sequence[Row], verbs: Iterable[str], path: Path) -> None:
    """Learn and write."""
    path.write_bytes(pack(learn(rows, verbs)))
