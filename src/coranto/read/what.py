"""What was done: acts with their type, parties, status, time, place and amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from coranto.codebook.plover import SPEECH, STATEMENTS, Types
from coranto.model import Act, Attribution, Kind, Mention, Part, Reading, Span, Status, Tokens, When, claim_id
from coranto.read.binding import inherited, own_words, place_for, time_of
from coranto.read.casting import cast
from coranto.read.grammar import (
    ancestors,
    dependents,
    is_relation,
    marked,
    sentence_of,
    together,
)
from coranto.read.notices import about_itself
from coranto.read.roles import clauses, fillers, mention_of, owners, parties, through
from coranto.read.status import status_of, through_object
from coranto.read.told_before import Draft, assumed, foreseen, known_doers, taken_up, with_asker
from coranto.read.tools import Tools
from coranto.read.triggers import best_trigger, named_in
from coranto.read.trust import trust
from coranto.read.votes import Ballot, ballot_on
from coranto.read.weighing import judged, once, weighed
from coranto.read.where import place_of

CLAIMED = frozenset((Part.HEADLINE, Part.STANDFIRST, Part.KEY_POINT, Part.PARAGRAPH, Part.CAPTION))
OFFICIAL = frozenset(["GOV", "MIL", "LEG", "JUD", "PTY", "OPP", "REB", "SPY", "COP"])
MATERIAL = frozenset(("ASSAULT", "COERCE", "SANCTION", "AID", "RETREAT", "MOBILIZE"))
HARMED = frozenset(("kill", "wound", "injure", "maim", "hurt"))  # verbs of what an attack did to people
OCCURRING = frozenset(("CONSULT", "COOPERATE", "PROTEST", "ASSAULT", "MOBILIZE", "AID"))
"""Types of what takes place at a time and can be put off; a refusal or a sanction can consist in stopping something."""
MUTUAL = frozenset(("CONSULT", "COOPERATE"))  # types that take two
UNNAMED = frozenset(("ASSAULT", "PROTEST", "COERCE"))  # types whose doer news often leaves open
DIRECTED = frozenset(("visit", "third-party"))  # modes that keep a recipient in a reciprocal type
HISTORICAL = timedelta(days=92)  # the coding guide's "older than about three months"
DOERS = (Kind.PERSON, Kind.GROUP, Kind.ORGANISATION)
TRUSTED = 0.25
"""Trust below which an act that the vote alone tells is left out: near where F1 is best on our own held-back reports
(`training/coder/trust.py` prints the table). What a specialist wrote into the codebook is never left out for it."""
COPULAR = frozenset(("remain", "be", "feel", "continue", "begin", "seem", "stay", "become"))
TOPICS = frozenset(("of", "for", "over", "about", "against", "on", "at", "to", "toward", "towards", "as"))


def what(reading: Reading, tools: Tools) -> Reading:
    """Fill `acts`, in text order."""
    types = tools.codebook.types
    cues = tools.codebook.cues["status"]
    told = [sentence for sentence in reading.sentences if sentence.part in CLAIMED]
    read = [sentence for sentence in told if not about_itself(reading, sentence)]
    found: list[Draft] = []
    for sentence in read:
        found += drafts(reading, types, ballot_on(reading, sentence, tools.coder), found)
    owned = _owned(reading.tokens, found)
    found = [draft for draft in found if draft.trigger.lemmas or draft.trust >= TRUSTED]
    acts = [_act(reading, draft, owned, cues) for draft in found]
    acts = [act for act, draft in zip(acts, found, strict=True) if not (draft.assumed and act.status.took_place)]
    acts = [replace(act, contexts=_contexts(reading, types, act)) for act in acts]
    acts = inherited(reading, [act for act in acts if _tells(act)])
    acts = _about(reading.tokens, acts)
    return replace(reading, acts=tuple(_told_apart(reading, acts)))


# Finding acts and their parties.


def drafts(reading: Reading, types: Types, ballot: Ballot, earlier: Sequence[Draft] = ()) -> list[Draft]:
    """The acts that a sentence tells, with their parties, in text order; `earlier` are those told before it."""
    found: dict[int, Draft] = {}
    votes = ballot.acts()
    for token in range(ballot.sentence.first, ballot.sentence.last):
        vote = votes.get(token)
        trigger = weighed(types, ballot, token, best_trigger(reading, types, token), vote)
        draft = Draft(token, trigger, vote=vote) if trigger is not None else foreseen(reading, types, token, earlier)
        if draft is not None:
            found[token] = draft
    for token, draft in found.items():
        if draft.assumed:
            continue
        actors = _filled(reading, types, draft, draft.trigger.actor)
        known = replace(draft, actors=actors or known_doers(reading, draft, earlier))
        found[token] = assumed(reading, known, earlier)
    for token, draft in reversed(found.items()):  # what is inside comes after: "called for the withdrawal"
        found[token] = _with_recipients(reading, types, found, draft, earlier)
    settled = _settled(reading, _merged(reading, _unnamed(reading, found)))
    done: list[Draft] = []
    for draft in settled:
        before = (*earlier, *done)
        whole = with_asker(reading, _hosted(reading, _joint(reading, types, draft)), before)
        mutual = types.types[whole.type].reciprocal and whole.mode not in DIRECTED
        played = cast(reading, ballot, whole, before, mutual=mutual)
        if played.trigger.lemmas or _peopled(played):
            done.append(replace(played, trust=trust(ballot, played)))
    return once(reading.tokens, done)


def _unnamed(reading: Reading, found: Mapping[int, Draft]) -> dict[int, Draft]:
    """The acts but for nouns that a verb's pattern names: "lodged a protest" is no protest.

    A noun that has a doer of its own stays: "rejected the accusations by Peru".
    """
    kept = dict(found)
    for token, draft in found.items():
        if draft.type not in SPEECH | MATERIAL:
            continue
        for noun in named_in(reading, token, draft.trigger):
            inner = kept.get(noun)
            if inner is None or noun == token or inner.type == draft.type:
                continue
            if not inner.trigger.lemmas:  # told by vote alone, and a part of what a trigger tells
                del kept[noun]
            elif inner.type in (*SPEECH, "PROTEST"):
                bare = replace(inner, actors=_own_doers(reading, inner))
                kept[noun] = bare
                if not bare.actors:
                    del kept[noun]
    return kept


def _peopled(draft: Draft) -> bool:
    """Whether an act has the parties that it must where no trigger says that it is one: a speaker, or two that meet."""
    if draft.type in MUTUAL:
        return len({code for one in (*draft.actors, *draft.recipients) for code in one.codes}) > 1
    return draft.type not in SPEECH or bool(draft.actors)


def _own_doers(reading: Reading, draft: Draft) -> tuple[Mention, ...]:
    """Whom a noun itself names as doers, not its verb's subject."""
    slots = (slot for slot in draft.trigger.actor if slot != "light")
    named = (tuple(m for one in fillers(reading, draft.token, slot) for m in parties(reading, one)) for slot in slots)
    return next((one for one in named if one), ())


def _filled(reading: Reading, types: Types, draft: Draft, slots: tuple[str, ...]) -> tuple[Mention, ...]:
    """The parties of the first slot that names any; for "between", "with" and "among", of all of them.

    A weapon acts for its owner. Where nobody is known, the unknown doers that the text names: "gunmen".
    """
    found: list[Mention] = []
    unknown: list[Mention] = []
    for slot in slots:
        named: list[Mention] = []
        for filler in fillers(reading, draft.token, slot):
            tool = reading.tokens.lemma[filler].lower() in types.words["weapon"]
            tool = tool or (draft.type in SPEECH and reading.tokens.lemma[filler].lower() in types.words["utterance"])
            named += parties(reading, filler) or (owners(reading, filler) if tool else ())
            mention = mention_of(reading, filler)
            if mention is not None and mention.kind in DOERS and not mention.actor:
                unknown.append(mention)
        if named and (not found or slot in ("between", "with", "among", "versus")):
            found += named
    return tuple(dict.fromkeys(found or unknown))


def _with_recipients(
    reading: Reading, types: Types, found: Mapping[int, Draft], draft: Draft, earlier: Sequence[Draft]
) -> Draft:
    """The draft with those to whom it is done: of the first slot, in the trigger's order, that names any."""
    named: tuple[Mention, ...] = ()
    for slot in draft.trigger.recipient:
        named = _inside(reading, found, draft) if slot == "inside" else _direct(reading, found, draft, slot)
        named = named or _resumed(reading, types, draft, slot, earlier)
        named = tuple(
            one
            for one in named
            if not _same_party(one, draft.actors, by_code=slot in ("inside", "clause") or one.chain < 0)
        )
        if named:
            break
    if not named and draft.type == "THREATEN":
        named = _conditional(reading, draft)
    if not named and draft.type in UNNAMED:
        named = tuple(_unknown(reading, draft))
    if draft.type in SPEECH or draft.type == "AID":
        named = tuple(_addressed(one) for one in named)
    if types.types[draft.type].reciprocal and draft.mode not in DIRECTED:
        return replace(draft, actors=tuple(dict.fromkeys((*draft.actors, *named))))
    return replace(draft, recipients=named)


def _addressed(one: Mention) -> Mention:
    """A country that is spoken to, or given something, is its government, though its name may stand as a place's."""
    bare = one.actor is not None and len(one.actor) == 3 and not one.others and one.kind is not Kind.GROUP
    return replace(one, actor=f"{one.actor}.GOV") if bare and one.actor != "UNK" else one


def _conditional(reading: Reading, draft: Draft) -> tuple[Mention, ...]:
    """Whom a threat is for when only its condition says so: "vowed to hit back if Chad sends troops"."""
    tokens = reading.tokens
    hosts = (draft.token, *clauses(tokens, draft.token))
    for clause in (c for host in hosts for c in dependents(tokens, host, "advcl")):
        doers = [m for one in fillers(reading, clause, "subj") for m in parties(reading, one)]
        if marked(tokens, clause) & {"if", "unless", "until"} and doers and not _all_own(doers, draft):
            return tuple(doers)
    return ()


def _resumed(reading: Reading, types: Types, draft: Draft, slot: str, earlier: Sequence[Draft]) -> tuple[Mention, ...]:
    """The doers of what an act's content takes up: "condemned the launch", told before."""
    if draft.type not in SPEECH or slot not in ("inside", "clause"):
        return ()
    contents = list(_contents(reading, draft))
    contents += [one for clause in clauses(reading.tokens, draft.token) for one in fillers(reading, clause, "obj")]
    for filler in contents:
        for noun in together(reading.tokens, filler):
            doers = taken_up(reading, types, noun, earlier)
            if doers and not any(_same_party(one, draft.actors) for one in doers):
                return doers
    return ()


def _unknown(reading: Reading, draft: Draft) -> Iterator[Mention]:
    """People to whom something is done and whom the text gives to no country: those of the place where it is done."""
    place = place_of(reading, draft.token)
    for slot in draft.trigger.recipient[:2]:
        for filler in fillers(reading, draft.token, slot):
            mention = mention_of(reading, filler)
            if mention is None or mention.kind not in DOERS or mention.actor:
                continue
            if place is not None and place.country:
                yield replace(mention, actor=f"{place.country}.CVL", score=0.4, why=f"people in {place.name}")
            else:
                yield mention


def _same_party(one: Mention, others: Iterable[Mention], *, by_code: bool = True) -> bool:
    """Whether one of the others is the same party; with `by_code` also another of the same code ("its army").

    A country and its government are one. A cabinet that advises its ministry is two parties, though of one code.
    """
    return any(one.token == other.token or (by_code and _whole(one) == _whole(other)) for other in others)


def _whole(mention: Mention) -> tuple[str, ...]:
    return tuple(code.removesuffix(".GOV") for code in mention.codes)


def _direct(reading: Reading, found: Mapping[int, Draft], draft: Draft, slot: str) -> tuple[Mention, ...]:
    """The parties that stand in a slot; in a clause, those who are to act in it."""
    named: list[Mention] = []
    for filler in fillers(reading, draft.token, slot):
        if slot == "clause":
            named += _in_clause(reading, found, draft, filler)
        else:
            named += parties(reading, filler) or _described(reading, draft, filler, slot)
    if not named and slot in ("with", "between", "among"):  # "flew a jet in an exercise with Norway"
        nouns = named_in(reading, draft.token, draft.trigger)
        named += [m for noun in nouns for one in fillers(reading, noun, slot) for m in parties(reading, one)]
    return tuple(dict.fromkeys(named))


def _described(reading: Reading, draft: Draft, filler: int, slot: str) -> tuple[Mention, ...]:
    """Whose a thing or place is that an act is directed at: "a strike on a resort in northern Iraq"."""
    if slot in ("subj", "light", "by", "iobj") or (slot == "obj" and draft.type not in (*MATERIAL, "CONSULT")):
        return ()
    tokens = reading.tokens
    named = () if slot == "obj" and _is_person(tokens, filler) else owners(reading, filler, slots=("mod", "poss", "of"))
    return named or tuple(_places(reading, filler))


def _is_person(tokens: Tokens, token: int) -> bool:
    return tokens.lemma[token].lower() in ("rival", "opponent", "critic", "enemy", "foe", "dissident")


def _places(reading: Reading, filler: int) -> Iterator[Mention]:
    """The countries of places that a word names or stands in ("the city of Zakho", "a hospital in Gaza")."""
    near = {filler, *dependents(reading.tokens, filler, "compound", "flat", "appos")}
    near |= {
        deeper
        for child in dependents(reading.tokens, filler, "nmod", "amod")
        for deeper in (child, *dependents(reading.tokens, child, "compound"))
    }
    for place in reading.places:
        token = next((one for one in near if place.span.holds(reading.tokens.span(one))), None)
        if token is not None and place.country:
            yield Mention(
                place.span, Kind.PLACE, place.country, -1 - token, token, 0.5, f"the place {place.name}", place.name
            )
            return


def _in_clause(reading: Reading, found: Mapping[int, Draft], draft: Draft, clause: int) -> Iterator[Mention]:
    inner = found.get(clause)
    doers = [m for one in fillers(reading, clause, "subj") for m in parties(reading, one)]
    yield from inner.actors if inner and inner.actors else doers
    if not doers or (draft.type != "REQUEST" and _all_own(doers, draft)):
        yield from _of_clause(reading, clause)


def _all_own(doers: list[Mention], draft: Draft) -> bool:
    return all(_same_party(one, draft.actors) for one in doers)


def _of_clause(reading: Reading, clause: int) -> tuple[Mention, ...]:
    """Whom a clause is about when its subject is the speaker himself: "threatened to attack Taiwan"."""
    for slot in ("obj", "against", "on", "with", "to", "between", "from", "by", "behind"):
        named = tuple(
            m for one in fillers(reading, clause, slot) for m in (parties(reading, one) or owners(reading, one))
        )
        if named:
            return named
    return ()


def _inside(reading: Reading, found: Mapping[int, Draft], draft: Draft) -> tuple[Mention, ...]:
    """Who stands behind what an act is about: the doer of a condemned attack, the owner of a praised plan."""
    for filler in _contents(reading, draft):
        inner = found.get(filler)
        if inner is not None and inner.token != draft.token:
            named = _of_act(draft, inner)
            if named or draft.type == "ACCUSE":
                return named
        named = tuple(
            m for one in together(reading.tokens, filler) for m in owners(reading, one) or parties(reading, one)
        )
        if any(not _same_party(one, draft.actors) for one in named):
            return named
    return ()


def _of_act(draft: Draft, inner: Draft) -> tuple[Mention, ...]:
    """Whom of an inner act's parties the outer act is directed at: a demand at all of them, blame at the doer."""
    if draft.type == "REQUEST":
        return (*inner.actors, *inner.recipients)
    if draft.type in ("SUPPORT", "AGREE", "REJECT"):
        return inner.actors or inner.recipients
    return inner.actors


def _contents(reading: Reading, draft: Draft) -> Iterator[int]:
    """What an act is about: its object, then its prepositional complements, then its clause."""
    tokens = reading.tokens
    yield from fillers(reading, draft.token, "obj")
    for host in (draft.token, *fillers(reading, draft.token, "obj")):
        for child in dependents(tokens, host, "obl", "nmod", "advcl", "acl"):
            if marked(tokens, child) & TOPICS:
                yield child
    for clause in clauses(tokens, draft.token):
        yield clause
        if draft.type == "THREATEN":  # "vowed to respond if Israel attacks"
            yield from (one for one in dependents(tokens, clause, "advcl") if "if" in marked(tokens, one))


def _merged(reading: Reading, found: dict[int, Draft]) -> dict[int, Draft]:
    """One act for a verb and its noun: "carried out a strike", "the attack killed"."""
    tokens = reading.tokens
    merged = dict(found)
    for token in sorted(found, reverse=True):
        verb = tokens.head[token]
        noun = token
        while (
            verb >= 0
            and tokens.upos[verb] in ("NOUN", "PROPN")
            and (is_relation(tokens, noun, "conj") or noun in through(tokens, verb))
        ):
            noun, verb = verb, tokens.head[verb]
        here, there = merged.get(token), merged.get(verb)
        if here is None or there is None or not _one_act(tokens, noun, here, there):
            continue
        if here.trigger.lemmas and not there.trigger.lemmas:  # a verb of the vote alone: the noun's trigger knows more
            merged[token] = replace(here, also=(*here.also, verb))
            del merged[verb]
        else:
            merged[verb] = _joined(there, here)
            del merged[token]
    return merged


def _one_act(tokens: Tokens, token: int, here: Draft, there: Draft) -> bool:
    """Whether a noun or complement tells no act of its own beside its governor's of the same type."""
    if here.type != there.type:
        return False
    if tokens.lemma[token].lower() in HARMED and _outcome(tokens, token, there.token):
        return True
    if tokens.upos[token] in ("NOUN", "PROPN"):
        loose = here.type not in ("REQUEST", "ACCUSE")
        return is_relation(tokens, token, "obj", "nsubj:pass") or (
            loose and is_relation(tokens, token, "nsubj", "obl", "nmod")
        )
    same = here.type == "SUPPORT" or tokens.lemma[there.token].lower() in COPULAR  # "vowed to stand by" is one promise
    return same and is_relation(tokens, token, "xcomp")


def _outcome(tokens: Tokens, token: int, governor: int) -> bool:
    """Whether a verb only tells what an attack did to people: "shelled a town, killing two and wounding nine"."""
    if is_relation(tokens, token, "conj"):
        return tokens.lemma[governor].lower() in HARMED and not dependents(tokens, token, "advmod", "advcl")
    participle = tokens.xpos[token] == "VBG" and not marked(tokens, token)
    return participle and is_relation(tokens, token, "advcl", "xcomp", "acl")


def _joint(reading: Reading, types: Types, draft: Draft) -> Draft:
    """An exercise that several countries hold is cooperation, even where the text does not say "joint"."""
    joint = types.types[draft.type].joint
    words = (draft.token, *draft.also, *fillers(reading, draft.token, "obj"))
    lemmas = {reading.tokens.lemma[word].lower() for word in words}
    countries = {code.partition(".")[0] for mention in draft.actors for code in mention.codes}
    if joint is None or len(countries) < 2 or lemmas.isdisjoint(types.words["exercise"]):
        return draft
    return replace(draft, trigger=replace(draft.trigger, type=joint, mode=None))


def _hosted(reading: Reading, draft: Draft) -> Draft:
    """Where two meet in a third one's country, that one is host; in the country of one of them, he is.

    PLOVER 3.2: the visitor is the actor, the host the recipient.
    """
    place = (
        place_of(reading, draft.token) if draft.type == "CONSULT" and not draft.mode and len(draft.actors) > 1 else None
    )
    if place is None or place.country is None or any(code.startswith("IGO") for m in draft.actors for code in m.codes):
        return draft
    at_home = tuple(m for m in draft.actors if any(code.partition(".")[0] == place.country for code in m.codes))
    away = tuple(m for m in draft.actors if m not in at_home)
    if at_home and away:
        return replace(draft, trigger=replace(draft.trigger, mode="visit"), actors=away, recipients=at_home)
    host = Mention(
        place.span,
        Kind.PLACE,
        f"{place.country}.GOV",
        -1 - draft.token,
        draft.token,
        0.5,
        f"host: the meeting is in {place.name}",
        place.name,
    )
    return draft if at_home else replace(draft, trigger=replace(draft.trigger, mode="third-party"), recipients=(host,))


def _joined(verb: Draft, noun: Draft) -> Draft:
    """The verb's act with what only the noun tells: its mode, its parties."""
    trigger = (
        verb.trigger if verb.trigger.mode or not noun.trigger.mode else replace(verb.trigger, mode=noun.trigger.mode)
    )
    return replace(
        verb,
        trigger=trigger,
        actors=verb.actors or noun.actors,
        recipients=_nearer(verb, noun) or tuple(m for m in noun.recipients if not _same_party(m, verb.actors)),
        also=(*verb.also, noun.token, *noun.also),
    )


def _nearer(verb: Draft, noun: Draft) -> tuple[Mention, ...]:
    """The verb's recipients; the people hurt where the verb has only the country that was hit."""
    hurt = [m for m in noun.recipients if m.codes and m.actor != "UNK"]
    whole = all("." not in code for m in verb.recipients for code in m.codes)
    return tuple(hurt) if hurt and whole and verb.type == "ASSAULT" else verb.recipients


def _settled(reading: Reading, found: dict[int, Draft]) -> list[Draft]:
    """The acts that stay: statements only by officials, and only where no act says the same."""
    return [
        draft for _, draft in sorted(found.items()) if draft.type != "STATE" or _is_statement(reading, found, draft)
    ]


def _is_statement(reading: Reading, found: Mapping[int, Draft], draft: Draft) -> bool:
    if not any(_official(code) for mention in draft.actors for code in mention.codes):
        return False
    for clause in clauses(reading.tokens, draft.token):
        inner = found.get(clause)
        if inner is not None and inner.type in SPEECH - {"STATE"} and _same_speaker(inner, draft):
            return False
    return True


def _same_speaker(inner: Draft, outer: Draft) -> bool:
    codes = {code.partition(".")[0] for mention in outer.actors for code in mention.codes}
    return bool(codes & {code.partition(".")[0] for mention in inner.actors for code in mention.codes})


def _official(code: str) -> bool:
    if code == "UNK" or code.startswith("UNK."):
        return False
    return code.startswith("IGO.") or "." not in code or code.rpartition(".")[2] in OFFICIAL


# From draft to act.


def _owned(tokens: Tokens, found: Sequence[Draft]) -> dict[int, frozenset[int]]:
    """Each act's own words, by its token."""
    telling = frozenset(token for draft in found for token in (draft.token, *draft.also))
    return {one.token: own_words(tokens, one, telling - {one.token, *one.also}) for one in found}


def _act(
    reading: Reading, draft: Draft, owned: Mapping[int, frozenset[int]], cues: Mapping[str, tuple[str, ...]]
) -> Act:
    tokens = reading.tokens
    status, why = _status(reading, draft, cues)
    own = owned[draft.token]
    time = time_of(reading, draft, own, frozenset(owned) - {draft.token})
    if status.took_place:
        status, why = _by_time(reading, status, why, time, is_speech=draft.type in SPEECH)
    sentence = sentence_of(reading, draft.token)
    return Act(
        trigger=_words(tokens, draft),
        token=draft.token,
        type=draft.type,
        mode=draft.mode,
        contexts=(),
        actors=draft.actors,
        recipients=draft.recipients,
        status=status,
        evidence=(sentence.span,),
        score=round(draft.trust, 3),
        why="; ".join(filter(None, (_told(tokens, draft), draft.assumed, draft.cast, why))),
        time=time,
        place=place_for(reading, draft, owned),
        amounts=tuple(one for one in reading.amounts if one.token in own),
        voices=_voices(reading, tokens.span(draft.token)),
    )


def _status(reading: Reading, draft: Draft, cues: Mapping[str, tuple[str, ...]]) -> tuple[Status, str]:
    """The act's status; the "no" of "had no part in" is the denial itself, and does not undo it."""
    slots = {option.slot for need in draft.trigger.needs if not need.forbidden for option in need.options}
    if "where" in slots:
        status, why = status_of(reading, fillers(reading, draft.token, "where")[0], cues)
        return (Status.ONGOING, "a present state") if status is Status.HAPPENED else (status, why)
    status, why = status_of(reading, draft.token, cues)
    # Triggers are of verbs that bring their object about, but for "called a strike".
    protest, lemma = draft.type == "PROTEST", reading.tokens.lemma[draft.token].lower()
    loose = draft.type in OCCURRING and (not draft.trigger.lemmas or (protest and lemma == "call"))
    told = through_object(reading.tokens, draft.token, cues, protest=protest) if loose else None
    if told is not None and status.took_place:
        status, why = told
    if "not" in slots and status is Status.NEGATED:
        return Status.HAPPENED, "the negation is what is said"
    return judged(status, why, draft.vote, noun=reading.tokens.upos[draft.token] == "NOUN")


def _words(tokens: Tokens, draft: Draft) -> Span:
    """The trigger's words: the verb with its particle, or with the noun that was merged into it where it is near."""
    near = [draft.token, *dependents(tokens, draft.token, "compound:prt")]
    near += [token for token in draft.also if 0 < token - draft.token <= 4]
    return Span(min(tokens.starts[token] for token in near), max(tokens.ends[token] for token in near))


def _told(tokens: Tokens, draft: Draft) -> str:
    """What tells an act: the trigger's notation with the one head word that was met, or the vote."""
    lemma = tokens.lemma[draft.token].lower()
    if not draft.trigger.lemmas and draft.vote is not None:
        return f"“{lemma}” tells {draft.type} by vote ({draft.vote.chance:.2f})"
    return f"“{' '.join((lemma, *draft.trigger.text.split(' ')[1:]))}” tells {draft.type}"


def _by_time(reading: Reading, status: Status, why: str, time: When | None, *, is_speech: bool) -> tuple[Status, str]:
    """Long ago is history; what lies after publication is planned, not done."""
    moment = reading.published
    if time is None or moment is None:
        return status, why
    if time.until is not None and time.until < moment.at - HISTORICAL:
        return Status.HISTORICAL, f"{time.value}, more than three months before publication"
    if time.since is not None and _after(time.since, moment.at) and not is_speech:
        return Status.PLANNED, f"{time.value}, after publication"
    return status, why


def _after(since: datetime, published: datetime) -> bool:
    """Whether a time begins a full day or more after the publication: zones may shift the day itself."""
    return since - published > timedelta(days=1, hours=12)


def _voices(reading: Reading, trigger: Span) -> tuple[int, ...]:
    """The attributions whose content holds the trigger, outermost first; an act's own cue is no voice for it."""
    held = [
        index
        for index, one in enumerate(reading.attributions)
        if any(span.holds(trigger) for span in one.content) and not any(span.overlaps(trigger) for span in one.cue)
    ]
    return tuple(
        sorted(held, key=lambda index: (_depth(reading.attributions, index), -_size(reading.attributions[index])))
    )


def _depth(attributions: tuple[Attribution, ...], index: int) -> int:
    depth, inside = 0, attributions[index].inside
    while inside is not None and depth < len(attributions):
        depth, inside = depth + 1, attributions[inside].inside
    return depth


def _size(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.content)


def _tells(act: Act) -> bool:
    """Whether an act says enough to be kept: somebody who does it or to whom it is done."""
    if act.type in STATEMENTS:
        return set(act.actor_codes) - {"UNK"} != set() and act.status.took_place
    if act.type in UNNAMED or (act.status is Status.DEMANDED and act.type == "RETREAT"):
        return bool(act.actors or act.recipients)  # what is demanded of people not told is still demanded
    return {*act.actor_codes, *act.recipient_codes} - {"UNK"} != set()


def _contexts(reading: Reading, types: Types, act: Act) -> tuple[str, ...]:
    """PLOVER's contexts whose words stand in the act's sentence."""
    sentence = sentence_of(reading, act.token)
    tokens = reading.tokens
    said = {tokens.lemma[one].lower() for one in range(sentence.first, sentence.last)}
    return tuple(name for name, words in types.contexts.items() if not words.isdisjoint(said))


def _about(tokens: Tokens, acts: list[Act]) -> list[Act]:
    """Each act with the acts that it speaks of."""
    return [
        replace(
            act, about=tuple(i for i, other in enumerate(acts) if other is not act and _speaks_of(tokens, act, other))
        )
        if act.type in SPEECH
        else act
        for act in acts
    ]


def _speaks_of(tokens: Tokens, act: Act, other: Act) -> bool:
    below = other.token
    for here in ancestors(tokens, other.token):
        if here == act.token:
            return is_relation(tokens, below, "ccomp", "xcomp", "obj", "obl", "nmod", "acl", "advcl") and not _beside(
                tokens, below
            )
        below = here
    return False


def _beside(tokens: Tokens, token: int) -> bool:
    """An adverbial clause that is not the content: "condemned it after attacking"."""
    marks = {tokens.lemma[child].lower() for child in dependents(tokens, token, "mark", "case")}
    return is_relation(tokens, token, "advcl") and not marks & {"of", "for", "to", "that", "against", "about"}


def _told_apart(reading: Reading, acts: list[Act]) -> Iterator[Act]:
    """The acts; one that would have an earlier one's claim id points at its trigger as well."""
    seen: set[str] = set()
    for act in acts:
        one = act
        if claim_id(reading.article.version, one) in seen:
            one = replace(one, evidence=(*one.evidence, one.trigger))
        if claim_id(reading.article.version, one) not in seen:
            seen.add(claim_id(reading.article.version, one))
            yield one
