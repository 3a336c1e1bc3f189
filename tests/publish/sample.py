"""A record made by hand: one story of the Korean peninsula, told by invented outlets in our own words.

It holds what a page must show well: an editor's own copy with key points and a file picture, a wire report and its
reprint, another outlet's larger number, a denial, a non-answer, a demanded withdrawal, a feared test, promises.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from coranto.model import (
    Act,
    Amount,
    Article,
    Attribution,
    Block,
    Capture,
    Cell,
    Certainty,
    Claim,
    Copies,
    Dateline,
    Dispute,
    DisputeKind,
    Event,
    Forecast,
    Grain,
    KeyPoint,
    KeyPoints,
    Kind,
    Link,
    LinkKind,
    Mention,
    Moment,
    Part,
    Picture,
    Precision,
    Problem,
    Span,
    Stance,
    Status,
    Use,
    Variant,
    When,
    Where,
    article_id,
    claim_id,
    version_id,
)
from coranto.publish.record import Record

SEOUL = timezone(timedelta(hours=9))

NAMES = {
    "PRK": "North Korea",
    "KOR": "South Korea",
    "USA": "United States",
    "RUS": "Russia",
    "JPN": "Japan",
    "UKR": "Ukraine",
    "IGO.EU": "European Union",
    "PRK.MIL": "North Korea's military",
}


def at(text: str, words: str, nth: int = 0) -> Span:
    """Where words stand in a text; a test that misspells them fails here."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def cell(text: str, words: str, nth: int = 0) -> Cell:
    return Cell(words, at(text, words, nth))


def article(
    outlet: str,
    slug: str,
    parts: list[tuple[Part, str]],
    published: datetime | None,
    *,
    inferred: str = "",
    ours: bool = False,
    **more: object,
) -> Article:
    """An article whose text is its parts, one a line."""
    text, blocks = "", []
    for part, words in parts:
        blocks.append(Block(part, Span(len(text), len(text) + len(words))))
        text += words + "\n"
    first = {part: Cell(b.span.of(text), b.span) for b in reversed(blocks) for part in [b.part]}
    address = f"https://{slug.split('/', maxsplit=1)[0]}.example/{slug.split('/')[1]}"
    origin = "inferred" if inferred else "json-ld"
    return Article(
        id=article_id(outlet, address, text),
        version=version_id(text),
        text=text,
        blocks=tuple(blocks),
        capture=Capture(datetime(2024, 11, 5, 12, tzinfo=UTC), address, "html", "0" * 64),
        source=Cell(outlet, None, "given"),
        address=address,
        kicker=first.get(Part.KICKER),
        section=first.get(Part.SECTION),
        headline=first.get(Part.HEADLINE),
        standfirst=first.get(Part.STANDFIRST),
        published=Moment(published, Grain.DAY if inferred else Grain.MINUTE, origin, inferred) if published else None,
        language="en",
        tags=tuple(Cell(b.span.of(text), b.span) for b in blocks if b.part is Part.TAG),
        long_read=first.get(Part.LONG_READ_HEADING),
        ours=ours,
        **more,  # type: ignore[arg-type]
    )


def mention(text: str, words: str, code: str | None, name: str | None = None, nth: int = 0) -> Mention:
    return Mention(at(text, words, nth), Kind.ORGANISATION, code, 0, 0, 1.0, "by hand", name)


def voice(
    text: str, who: str, cue: str, codes: tuple[str, ...], stance: Stance = Stance.ASSERTS, nth: int = 0
) -> Attribution:
    source = (at(text, who, nth),) if who else ()
    return Attribution(source, (at(text, cue),), (), codes, stance, False)


def day(text: str, words: str, first: date, last: date | None = None) -> When:
    since = datetime(first.year, first.month, first.day, tzinfo=SEOUL)
    end = last or first
    until = datetime(end.year, end.month, end.day, tzinfo=SEOUL) + timedelta(days=1)
    return When(at(text, words), "DATE", first.isoformat(), Grain.DAY, since, until, None, "by hand")


def place(text: str, words: str, country: str | None, precision: Precision) -> Where:
    return Where(at(text, words), words, country, None, None, precision, Use.ACT, "by hand")


def claim(
    of: Article,
    sentence: str,
    trigger: str,
    kind: str | None,
    mode: str | None,
    actors: tuple[Mention, ...],
    recipients: tuple[Mention, ...] = (),
    status: Status = Status.HAPPENED,
    certainty: Certainty | None = Certainty.CERTAIN,
    voices: tuple[Attribution, ...] = (),
    about: tuple[Claim, ...] = (),
    **more: object,
) -> Claim:
    """A claim on a sentence of an article; the trigger is looked for inside the sentence."""
    whole = at(of.text, sentence)
    inside = at(sentence, trigger)
    spot = Span(whole.start + inside.start, whole.start + inside.end)
    act = Act(spot, 0, kind, mode, (), actors, recipients, status, (whole,), 1.0, "by hand", **more)  # type: ignore[arg-type]
    return Claim(claim_id(of.version, act), of.version, act, voices, certainty, tuple(c.id for c in about), (whole,))


OWN_LEAD = (
    "North Korea fired several short-range ballistic missiles into the sea to its east on Tuesday morning, the South's "
    "military said, hours before Americans began to vote."
)
OWN_JAPAN = "Japan's defence ministry said that the missiles fell into the sea and that nothing was damaged."
OWN_BOMBER = (
    "The launch follows a flight on Sunday in which the United States sent a B-1B bomber to exercise with South Korean "
    "and Japanese fighters."
)
OWN_SEEN = "In Seoul the launch is seen as a reply to that flight."
OWN_SPY = (
    "South Korea's intelligence service told lawmakers last week that the North may soon carry out a seventh "
    "nuclear test."
)
OWN_TROOPS = "The same service puts the number of North Korean soldiers in Russia's Kursk region at 10,000."
OWN_CALL = (
    "In Seoul on Monday the South's foreign minister, Cho Tae-yul, and the European Union's Josep "
    "Borrell called for the "
    "immediate withdrawal of North Korean forces from Russia."
)
OWN_EVADE = (
    "Asked at the United Nations whether the soldiers are there, Russia's deputy envoy, Anna "
    "Evstigneeva, would not say, "
    "and objected to being questioned."
)
OWN_VOW = (
    "North Korea's envoy, Kim Song, vowed that his country would go on building up its nuclear force at greater speed."
)
OWN_POINT_ONE = "North Korea fired short-range ballistic missiles towards its eastern sea on Tuesday."
OWN_POINT_TWO = "Officials in Seoul say that a nuclear test may be near."
OWN_POINT_THREE = "Western governments have condemned the launch."
OWN_CAPTION = (
    "FILE – In this photo handed out by the North Korean government, Kim Jong Un watches artillery drills at an "
    "undisclosed place in North Korea on March 7, 2024. Independent journalists were not present. The content of the "
    "picture cannot be independently verified. (State Photo Service/Peninsula Pictures via Harbour Wire, File)"
)

_OWN_PARTS = [
    (Part.KICKER, "Top Story"),
    (Part.SECTION, "World"),
    (Part.HEADLINE, "North Korea Fires Missiles Hours Before America Votes"),
    (Part.DATELINE, "coranto desk (sample) \\ Seoul \\ Edith Marlow \\ Evening Edition"),
    (
        Part.STANDFIRST,
        "The launch came two days after a bomber's flight over the peninsula. Seoul and Brussels want North Korean "
        "soldiers out of Russia; Moscow will not say whether they are there.",
    ),
    (Part.CAPTION, OWN_CAPTION),
    (Part.KEY_POINTS_HEADING, "Before the Vote: Key Developments"),
    (Part.KEY_POINT, f"Missile Launch: {OWN_POINT_ONE}"),
    (Part.KEY_POINT, f"Nuclear Test: {OWN_POINT_TWO}"),
    (Part.KEY_POINT, f"Condemnation: {OWN_POINT_THREE}"),
    (Part.LONG_READ_HEADING, "Deep Look"),
    (Part.PARAGRAPH, f"{OWN_LEAD} {OWN_JAPAN}"),
    (Part.PARAGRAPH, f"{OWN_BOMBER} {OWN_SEEN}"),
    (Part.HEADING, "A test foretold"),
    (Part.PARAGRAPH, f"{OWN_SPY} {OWN_TROOPS}"),
    (Part.PARAGRAPH, f"{OWN_CALL} {OWN_EVADE}"),
    (Part.PARAGRAPH, OWN_VOW),
    (Part.TAG, "North Korea"),
    (Part.TAG, "Missiles"),
    (Part.TAG, "Arms control"),
]


def _own() -> Article:
    bare = article(
        "coranto desk (sample)", "desk/launch", _OWN_PARTS, datetime(2024, 11, 5, 18, 40, tzinfo=SEOUL), ours=True
    )
    text = bare.text
    picture = Picture(
        src="https://pictures.example/kim-drills.jpg",
        alt="North Korea Fires Missiles Hours Before America Votes",
        caption=cell(text, OWN_CAPTION),
        credit=(
            cell(text, "State Photo Service"),
            cell(text, "Peninsula Pictures"),
            cell(text, "Harbour Wire"),
        ),
        file=cell(text, "FILE"),
        caveats=(
            cell(text, "Independent journalists were not present."),
            cell(text, "The content of the picture cannot be independently verified."),
        ),
        taken=date(2024, 3, 7),
    )
    points = KeyPoints(
        cell(text, "Before the Vote: Key Developments"),
        (
            KeyPoint(cell(text, "Missile Launch"), cell(text, OWN_POINT_ONE)),
            KeyPoint(cell(text, "Nuclear Test"), cell(text, OWN_POINT_TWO)),
            KeyPoint(cell(text, "Condemnation"), cell(text, OWN_POINT_THREE)),
        ),
    )
    line = Dateline(
        outlet=cell(text, "coranto desk (sample)"),
        place=cell(text, "Seoul"),
        byline=cell(text, "Edith Marlow"),
        edition=cell(text, "Evening Edition"),
    )
    return replace_article(bare, dateline=line, pictures=(picture,), key_points=points)


def replace_article(of: Article, **changes: object) -> Article:
    from dataclasses import replace

    return replace(of, **changes)  # type: ignore[arg-type]


WIRE_LEAD = (
    "SEOUL (Harbour Wire) - North Korea launched at least seven short-range missiles off its east coast "
    "early on Tuesday, South Korea's joint chiefs of staff said."
)
WIRE_RANGE = "The joint chiefs said the missiles flew about 400 km."
WIRE_JOINT = "The United States, South Korea and Japan flew a joint exercise with a B-1B bomber on Sunday."
WIRE_ACCUSE = "The leader's sister, Kim Yo Jong, accused Washington of a military threat over the flight."

LEDGER_LEAD = "Pyongyang put up as many as ten missiles on Tuesday, a Japanese government source said."
LEDGER_FEAR = "Analysts fear that North Korea could conduct a nuclear test within weeks."
LEDGER_DENY = "North Korea's foreign ministry denied that its soldiers have been sent to Russia."
LEDGER_TROOPS = "Ukraine's military said that up to 12,000 North Korean troops have been sent to Russia."

POST_ASK = (
    "At the Security Council the United States again asked Russia to say whether North Korean troops are on its soil."
)
POST_EVADE = "Russia's deputy ambassador declined to answer and called the question an interrogation."
POST_WARN = (
    "Robert Wood, the deputy American ambassador, warned that Washington would not look away from the North's arsenal."
)


def record() -> Record:
    """The whole sample."""
    own = _own()
    wire = article(
        "Harbour Wire (sample)",
        "harbour-wire/launch",
        [
            (Part.SECTION, "Asia"),
            (Part.HEADLINE, "North Korea launches missiles off east coast, South says"),
            (
                Part.STANDFIRST,
                "At least seven fired early on Tuesday, two days after a bomber flew over the peninsula.",
            ),
            (Part.PARAGRAPH, f"{WIRE_LEAD} {WIRE_RANGE}"),
            (Part.PARAGRAPH, f"{WIRE_JOINT} {WIRE_ACCUSE}"),
            (Part.PARAGRAPH, "Financial markets in Seoul opened little changed, and ferries ran as on any other day."),
            (
                Part.PARAGRAPH,
                "Schools along the eastern coast stayed open, the provincial office said in a short notice.",
            ),
        ],
        datetime(2024, 11, 5, 9, 12, tzinfo=SEOUL),
    )
    reprint = article(
        "Northgate Times (sample)",
        "northgate-times/launch",
        [
            (Part.SECTION, "World"),
            (Part.HEADLINE, "Seven missiles fired as US goes to the polls"),
            (Part.PARAGRAPH, f"{WIRE_LEAD} {WIRE_RANGE}"),
        ],
        datetime(2024, 11, 5, 3, 30, tzinfo=UTC),
        credit=Cell("Harbour Wire (sample)", None, "meta"),
    )
    ledger = article(
        "The Eastern Ledger (sample)",
        "eastern-ledger/ten",
        [
            (Part.SECTION, "Asia"),
            (Part.HEADLINE, "Ten missiles counted; Pyongyang denies sending troops"),
            (Part.PARAGRAPH, f"{LEDGER_LEAD} {LEDGER_FEAR}"),
            (Part.PARAGRAPH, f"{LEDGER_DENY} {LEDGER_TROOPS}"),
        ],
        datetime(2024, 11, 5, tzinfo=UTC),
        inferred=(
            "the text names Tuesday's launch as of the same day; November 5, 2024 is the Tuesday nearest to "
            "its latest date"
        ),
    )
    post = article(
        "Capital Post (sample)",
        "capital-post/council",
        [
            (Part.SECTION, "Diplomacy"),
            (Part.HEADLINE, "Russia's envoy turns a question away at the Security Council"),
            (Part.PARAGRAPH, f"{POST_ASK} {POST_EVADE}"),
            (Part.PARAGRAPH, POST_WARN),
        ],
        datetime(2024, 11, 4, 22, 5, tzinfo=timezone(timedelta(hours=-5))),
    )
    claims = {**_own_claims(own), **_wire_claims(wire, reprint), **_ledger_claims(ledger), **_post_claims(post)}
    return Record(
        articles=(post, wire, reprint, ledger, own),
        claims=tuple(claims.values()),
        events=_events(claims),
        links=(
            Link(
                claims["own bomber"].id,
                claims["own launch"].id,
                LinkKind.RESPONSE,
                ("UNK",),
                True,
                at(own.text, "seen as a reply"),
            ),
            Link(
                claims["wire joint"].id,
                claims["wire accuse"].id,
                LinkKind.RESPONSE,
                (),
                True,
                at(wire.text, "over the flight"),
            ),
        ),
        forecasts=(
            Forecast(
                claims["own test"].id,
                "forecast",
                ("KOR.SPY",),
                None,
                "A nuclear test by North Korea.",
                at(own.text, "may soon carry out"),
            ),
            Forecast(
                claims["own vow inner"].id,
                "commitment",
                ("PRK.GOV",),
                None,
                "A larger or faster nuclear programme.",
                at(own.text, "would go on building up"),
            ),
            Forecast(
                claims["ledger test"].id,
                "risk",
                ("UNK",),
                day(ledger.text, "within weeks", date(2024, 11, 5), date(2024, 12, 3)),
                "A nuclear test by North Korea.",
                at(ledger.text, "within weeks"),
            ),
        ),
        problems={
            own.version: (
                Problem(
                    "how_many.open",
                    "the South's military gave neither the number nor the range of the missiles",
                    at(own.text, "several"),
                ),
            ),
            ledger.version: (
                Problem(
                    "published.inferred", "the page gives no day of publication; it was inferred from the text", None
                ),
                Problem(
                    "who.unknown",
                    "who the “Japanese government source” is cannot be told",
                    at(ledger.text, "a Japanese government source"),
                ),
            ),
        },
        names=NAMES,
        copies=(Copies("copies-1", (wire.version, reprint.version), "the same sentences and an agency credit"),),
        at=datetime(2024, 11, 6, 7, 0, tzinfo=UTC),
    )


def _own_claims(own: Article) -> dict[str, Claim]:
    t = own.text
    tuesday, sunday = day(t, "Tuesday", date(2024, 11, 5)), day(t, "Sunday", date(2024, 11, 3))
    monday = day(t, "Monday", date(2024, 11, 4))
    sea = place(t, "sea to its east", None, Precision.SEA)
    withdraw = claim(
        own,
        OWN_CALL,
        "withdrawal",
        "RETREAT",
        "withdraw",
        (mention(t, "North Korean forces", "PRK.MIL"),),
        (mention(t, "Russia", "RUS"),),
        Status.DEMANDED,
        None,
        (voice(t, "Cho Tae-yul", "called for", ("KOR.GOV", "IGO.EU")),),
    )
    present = claim(
        own,
        OWN_EVADE,
        "are there",
        "MOBILIZE",
        "troops",
        (mention(t, "the soldiers", "PRK.MIL"),),
        (),
        Status.ONGOING,
        None,
        (voice(t, "Anna Evstigneeva", "would not say", ("RUS.GOV",), Stance.DECLINES),),
    )
    build = claim(
        own,
        OWN_VOW,
        "building up",
        "MOBILIZE",
        "weapons",
        (mention(t, "his country", "PRK"),),
        (),
        Status.PLANNED,
        Certainty.CERTAIN,
        (voice(t, "Kim Song", "vowed", ("PRK.GOV",)),),
    )
    return {
        "own point": claim(
            own, OWN_POINT_ONE, "fired", "MOBILIZE", "weapons", (mention(t, "North Korea", "PRK.MIL"),), time=tuesday
        ),
        "own launch": claim(
            own,
            OWN_LEAD,
            "fired",
            "MOBILIZE",
            "weapons",
            (mention(t, "North Korea", "PRK.MIL"),),
            voices=(voice(t, "the South's military", "said", ("KOR.MIL",)),),
            time=tuesday,
            place=sea,
        ),
        "own splash": claim(
            own,
            OWN_JAPAN,
            "damaged",
            "ASSAULT",
            "destroy",
            (mention(t, "the missiles", "PRK.MIL"),),
            (),
            Status.NEGATED,
            voices=(voice(t, "Japan's defence ministry", "said", ("JPN.MIL",)),),
            time=tuesday,
        ),
        "own bomber": claim(
            own,
            OWN_BOMBER,
            "exercise",
            "COOPERATE",
            None,
            (
                mention(t, "the United States", "USA.MIL"),
                mention(t, "South Korean", "KOR.MIL"),
                mention(t, "Japanese", "JPN.MIL"),
            ),
            time=sunday,
        ),
        "own point test": claim(
            own,
            OWN_POINT_TWO,
            "test",
            "MOBILIZE",
            "weapons",
            (mention(t, "North Korea", "PRK"),),
            (),
            Status.HYPOTHETICAL,
            Certainty.PROBABLE,
            (voice(t, "Officials in Seoul", "say that", ("KOR.GOV",)),),
        ),
        "own test": claim(
            own,
            OWN_SPY,
            "test",
            "MOBILIZE",
            "weapons",
            (mention(t, "the North", "PRK"),),
            (),
            Status.HYPOTHETICAL,
            Certainty.POSSIBLE,
            (voice(t, "South Korea's intelligence service", "told lawmakers", ("KOR.SPY",)),),
        ),
        "own troops": claim(
            own,
            OWN_TROOPS,
            "soldiers",
            "MOBILIZE",
            "troops",
            (mention(t, "North Korean soldiers", "PRK.MIL"),),
            (),
            Status.ONGOING,
            Certainty.PROBABLE,
            (voice(t, "The same service", "puts", ("KOR.SPY",)),),
            amounts=(Amount(at(t, "10,000"), "troops", 10000, 10000, "", 0),),
            place=place(t, "Kursk region", "RUS", Precision.REGION),
        ),
        "own withdraw": withdraw,
        "own call": claim(
            own,
            OWN_CALL,
            "called for",
            "REQUEST",
            "yield",
            (
                mention(t, "Cho Tae-yul", "KOR.GOV", "Cho Tae-yul"),
                mention(t, "Josep Borrell", "IGO.EU", "Josep Borrell"),
            ),
            (mention(t, "North Korean forces", "PRK.MIL"),),
            about=(withdraw,),
            time=monday,
            place=place(t, "Seoul", "KOR", Precision.CITY),
        ),
        "own silence": present,
        "own vow inner": build,
        "own vow": claim(
            own,
            OWN_VOW,
            "vowed",
            "THREATEN",
            None,
            (mention(t, "Kim Song", "PRK.GOV", "Kim Song"),),
            about=(build,),
            time=monday,
        ),
    }


def _wire_claims(wire: Article, reprint: Article) -> dict[str, Claim]:
    t, r = wire.text, reprint.text
    seven = Amount(at(t, "at least seven"), "weapons", 7, None, "", 0)
    launch = [
        claim(
            of,
            WIRE_LEAD,
            "launched",
            "MOBILIZE",
            "weapons",
            (mention(of.text, "North Korea", "PRK.MIL"),),
            voices=(voice(of.text, "South Korea's joint chiefs of staff", "said", ("KOR.MIL",)),),
            time=day(of.text, "Tuesday", date(2024, 11, 5)),
            amounts=(seven,),
            place=place(of.text, "east coast", "PRK", Precision.AREA),
        )
        for of in (wire, reprint)
    ]
    assert r
    return {
        "wire launch": launch[0],
        "reprint launch": launch[1],
        "wire joint": claim(
            wire,
            WIRE_JOINT,
            "exercise",
            "COOPERATE",
            None,
            (
                mention(t, "The United States", "USA.MIL"),
                mention(t, "South Korea", "KOR.MIL"),
                mention(t, "Japan", "JPN.MIL"),
            ),
            time=day(t, "Sunday", date(2024, 11, 3)),
        ),
        "wire accuse": claim(
            wire,
            WIRE_ACCUSE,
            "accused",
            "ACCUSE",
            "allege",
            (mention(t, "Kim Yo Jong", "PRK.GOV", "Kim Yo Jong"),),
            (mention(t, "Washington", "USA.GOV"),),
        ),
    }


def _ledger_claims(ledger: Article) -> dict[str, Claim]:
    t = ledger.text
    denied = claim(
        ledger,
        LEDGER_DENY,
        "sent",
        "MOBILIZE",
        "troops",
        (mention(t, "its soldiers", "PRK.MIL"),),
        (mention(t, "Russia", "RUS"),),
        Status.HAPPENED,
        None,
        (voice(t, "North Korea's foreign ministry", "denied", ("PRK.GOV",), Stance.DENIES),),
    )
    return {
        "ledger launch": claim(
            ledger,
            LEDGER_LEAD,
            "put up",
            "MOBILIZE",
            "weapons",
            (mention(t, "Pyongyang", "PRK.MIL"),),
            certainty=Certainty.PROBABLE,
            voices=(voice(t, "a Japanese government source", "said", ("UNK",)),),
            time=day(t, "Tuesday", date(2024, 11, 5)),
            amounts=(Amount(at(t, "as many as ten"), "weapons", None, 10, "", 0),),
        ),
        "ledger test": claim(
            ledger,
            LEDGER_FEAR,
            "test",
            "MOBILIZE",
            "weapons",
            (mention(t, "North Korea", "PRK"),),
            (),
            Status.HYPOTHETICAL,
            Certainty.POSSIBLE,
            (voice(t, "Analysts", "fear", ("UNK",)),),
        ),
        "ledger deny": denied,
        "ledger troops": claim(
            ledger,
            LEDGER_TROOPS,
            "sent",
            "MOBILIZE",
            "troops",
            (mention(t, "North Korean", "PRK.MIL"),),
            (mention(t, "Russia", "RUS"),),
            Status.HAPPENED,
            Certainty.CERTAIN,
            (voice(t, "Ukraine's military", "said that", ("UKR.MIL",)),),
            amounts=(Amount(at(t, "up to 12,000"), "troops", None, 12000, "", 0),),
        ),
    }


def _post_claims(post: Article) -> dict[str, Claim]:
    t = post.text
    there = claim(
        post,
        POST_EVADE,
        "declined to answer",
        "MOBILIZE",
        "troops",
        (mention(t, "North Korean troops", "PRK.MIL"),),
        (),
        Status.ONGOING,
        None,
        (voice(t, "Russia's deputy ambassador", "declined to answer", ("RUS.GOV",), Stance.DECLINES),),
    )
    return {
        "post ask": claim(
            post,
            POST_ASK,
            "asked",
            "REQUEST",
            "change",
            (mention(t, "the United States", "USA.GOV"),),
            (mention(t, "Russia", "RUS.GOV"),),
        ),
        "post silence": there,
        "post warn": claim(
            post,
            POST_WARN,
            "warned",
            "THREATEN",
            None,
            (mention(t, "Robert Wood", "USA.GOV", "Robert Wood"),),
            (mention(t, "the North's", "PRK"),),
        ),
    }


def _events(claims: dict[str, Claim]) -> tuple[Event, ...]:
    tuesday = datetime(2024, 11, 5, tzinfo=SEOUL)
    sunday = tuesday - timedelta(days=2)

    def ids(*keys: str) -> tuple[str, ...]:
        return tuple(claims[key].id for key in keys)

    def event(
        key: str,
        kind: str,
        mode: str | None,
        actors: tuple[str, ...],
        status: Status,
        keys: tuple[str, ...],
        articles: int,
        sources: int,
        **more: object,
    ) -> Event:
        plain: dict[str, object] = {
            "recipients": (),
            "variants": (),
            "disputes": (),
            "since": None,
            "until": None,
            "place": None,
            "why": "same actor, type and day",
        }
        return Event(
            id=f"event-{key}",
            type=kind,
            mode=mode,
            contexts=(),
            actors=actors,
            status=status,
            claims=ids(*keys),
            articles=articles,
            sources=sources,
            score=0.9,
            **{**plain, **more},  # type: ignore[arg-type]
        )

    seven = Variant("weapons", "at least 7", ids("wire launch", "reprint launch"), ("KOR.MIL",))
    ten = Variant("weapons", "at most 10", ids("ledger launch"), ("UNK",))
    yes = Variant("answer", "Soldiers are in Russia", ids("own troops", "ledger troops"), ("KOR.SPY", "UKR.MIL"))
    no = Variant("answer", "No soldiers were sent", ids("ledger deny"), ("PRK.GOV",))
    silent = Variant("answer", "No answer given, neither yes nor no", ids("own silence", "post silence"), ("RUS.GOV",))
    launch = ("wire launch", "reprint launch", "ledger launch", "own launch", "own point")
    return (
        event(
            "launch",
            "MOBILIZE",
            "weapons",
            ("PRK.MIL",),
            Status.HAPPENED,
            launch,
            4,
            3,
            variants=(seven, ten),
            since=tuesday,
            until=tuesday + timedelta(days=1),
            place=claims["own launch"].act.place,
            disputes=(
                Dispute(
                    DisputeKind.VALUE,
                    "weapons",
                    (seven, ten),
                    "Seven or more, and ten at most, from different holders.",
                ),
            ),
        ),
        event(
            "troops",
            "MOBILIZE",
            "troops",
            ("PRK.MIL",),
            Status.ONGOING,
            ("own troops", "ledger troops", "ledger deny", "own silence", "post silence"),
            3,
            3,
            place=claims["own troops"].act.place,
            disputes=(
                Dispute(DisputeKind.DENIAL, "answer", (yes, no), "One side asserts it, the other denies it."),
                Dispute(
                    DisputeKind.NO_ANSWER,
                    "answer",
                    (yes, silent),
                    "One side asserts it; the other was asked and gave no answer. That is not a denial.",
                ),
            ),
        ),
        event(
            "bomber",
            "COOPERATE",
            None,
            ("USA.MIL", "KOR.MIL", "JPN.MIL"),
            Status.HAPPENED,
            ("own bomber", "wire joint"),
            2,
            2,
            since=sunday,
            until=sunday + timedelta(days=1),
        ),
        event(
            "test",
            "MOBILIZE",
            "weapons",
            ("PRK",),
            Status.HYPOTHETICAL,
            ("own point test", "own test", "ledger test"),
            2,
            2,
        ),
        event(
            "call",
            "REQUEST",
            "yield",
            ("KOR.GOV", "IGO.EU"),
            Status.HAPPENED,
            ("own call",),
            1,
            1,
            recipients=("PRK.MIL",),
            since=sunday + timedelta(days=1),
            until=tuesday,
        ),
        event(
            "withdraw",
            "RETREAT",
            "withdraw",
            ("PRK.MIL",),
            Status.DEMANDED,
            ("own withdraw",),
            1,
            1,
            recipients=("RUS",),
        ),
        event(
            "accuse", "ACCUSE", "allege", ("PRK.GOV",), Status.HAPPENED, ("wire accuse",), 1, 1, recipients=("USA.GOV",)
        ),
        event("ask", "REQUEST", "change", ("USA.GOV",), Status.HAPPENED, ("post ask",), 1, 1, recipients=("RUS.GOV",)),
        event("warn", "THREATEN", None, ("USA.GOV",), Status.HAPPENED, ("post warn",), 1, 1, recipients=("PRK",)),
        event("vow", "THREATEN", None, ("PRK.GOV",), Status.HAPPENED, ("own vow",), 1, 1),
    )
