"""Short word lists that cutting text into tokens and sentences needs."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    """Mr Mrs Ms Messrs Mme Mlle Dr Prof Rev Fr Hon St Gov Govs Lt-Gov Sen Sens Rep Reps Pres Amb Supt Insp Det Sec
    Gen Lt Col Maj Capt Cpt Cmdr Cdr Adm Sgt Cpl Pvt Brig Ens Cmdt Lieut Comdr Spc Pfc Msgr Sr Sra Srta Eng Ald Asst
    Assoc Dep Atty Att Mt Ft Pte Ltc Ltg Rt"""
)
"""Abbreviations that stand before a name: a sentence never ends with them."""

MONTHS = _set("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec")

DAYS = _set("Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun")

NUMBERED = _set("No Nos no nos Art Arts Fig Figs fig figs Vol vol p pp Ch ch Para para Op Res Ref cf Eq Nr nr")
"""Abbreviations only where a number follows ("No. 5"); words or nothing of the kind elsewhere ("No.")."""

OTHERS = _set(
    """Inc Ltd Corp Co Cos Bros LLC Jr Sr Esq Ph.D M.D vs etc al approx est dept Dept Univ univ Ave Blvd Rd Hwy Bldg
    ext Ext tel Tel incl max min misc hrs mins secs yrs lb lbs oz ft govt Govt Intl intl Assn Mfg i.e e.g viz ca
    Calif Fla Ga Ill Kan Ky La Mass Md Mich Minn Mo Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Ala Ariz Ark Colo
    Conn Del Neb N.M N.Y N.J N.C S.C S.D N.D W.Va D.C B.C Ont Que Alta Sask U.K jr inc ltd corp Ph M.Sc B.Sc"""
)
"""Abbreviations that can end a sentence: it does when a word that begins sentences follows."""

ABBREVIATIONS = TITLES | MONTHS | OTHERS | (DAYS - _set("Sat Sun Wed"))
"""Words that keep their stop as one token. `Sat`, `Sun`, `Wed` and `NUMBERED` do so before a number only."""

STARTERS = _set(
    """The A An This That These Those He She It We They I You His Her Its Our Their My Your There Here In On At By For
    From With After Before During Since Until While When Where What Who Why How Which As If Although Though Because But
    And Or So Yet Nor However Meanwhile Moreover Also Then Now Still Even Only Both Some Many Most All Each Every Other
    Others Another Such No Not One Two Three Several Under Over About Between Among According Asked Last Earlier Later
    Next Once Despite Instead Perhaps Just More Is Are Was Were Do Does Did Has Have Had Can Could Will Would Should"""
)
"""Words that begin a sentence far oftener than a name: after "U.S." or "Inc." they say that a new sentence began."""

AFTER_HOUR = _set(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST
    CET CEST EET EEST IST JST KST MSK AEST AEDT SGT HKT Eastern Central Mountain Pacific Moscow London Beijing Kyiv Kiev
    Local Washington Greenwich Israel Seoul Tokyo Jan Feb March Mar April May June July August September October
    November December"""
)
"""What goes on after "10 a.m." without beginning a sentence."""

STATES = _set("U.S U.S.A U.K U.N E.U U.A.E U.S.S.R D.C L.A N.Y N.Y.C")
"""Countries and capitals in letters, which end a sentence more often than initials do."""

AFTER_STATE = _set(
    """President Vice Secretary Congress Senate House Senator Representative Congressman Congresswoman Army Navy Marine
    Marines Air Space Coast Department Embassy Ambassador Consulate Supreme State Treasury Defense Defence Forces
    Central European Africa Indo-Pacific Pacific Southern Northern Strategic Cyber Special Attorney District Court
    Circuit Capitol Customs Federal Food Agency Geological National Bureau Immigration Border Citizenship Postal Steel
    Open Bank Chamber Commission Trade Justice Commerce Homeland Energy Interior Labor Education Health Surgeon Census
    Fifth Sixth Seventh Fleet Code Constitution Olympic Soccer Secret Marshals Marshal Deputy Assistant Under Joint
    Military Mission Envoy Foreign Republican Republicans Democrat Democrats Democratic Presidential Forest Civil
    Nuclear Patent Securities International Security General Human High Children Refugee Relief Development Charter
    Prime Minister Home Office Parliament Ministry Chief Council Assembly Mayor Police Governor Administration
    Command"""
)
"""Words that make a name with "U.S." or "U.N." before them."""

FINITE = _set(
    """said says vowed told added warned also has had have was were is are will would could can may might did does
    argued claimed announced called denied accused urged insisted stressed noted wrote made took went came met spoke
    began declined asked repeated reiterated confirmed rejected condemned praised pledged promised described
    dismissed replied responded thanked visited arrived launched fired held signed won lost became remains"""
)
"""Verbs that news puts after a name: with one, the name before it is a subject, and begins a sentence."""

PREFIXES = _set(
    """a agro ante anti arch be bi bio co counter cross cyber de e ex extra fore geo hyper hypo infra inter intra
    macro mega meta micro mid mini mis mono multi nano neo non over para peri poly post pre pro proto pseudo re
    retro semi sub super supra tele trans tri ultra un under uni u vice"""
)
"""First parts that stay with what follows their hyphen: the affix list of the English Web Treebank's guidelines
(Bies et al. 2012, LDC2012T13), which UD English keeps; with the rarer ones the treebank shows."""

WHOLE = _set("uh-huh uh-oh mm-hm mm-hmm hm-m m-hm o-kay uh-uh")
"""Hyphenated words that are one token."""

UNITS = _set(
    """am pm a.m p.m k m bn mn tn mm cm km kg kgs g mg ml l ft lb lbs oz mph kph kmh km/h kw mw gw kwh mwh gb mb tb hz
    khz mhz ghz hrs hr min mins sec secs yrs yr p c usd eur gbp x"""
)
"""Letters split from the number they are written on: "5 pm", "35 mm", "$ 10 m"."""

JOINED = {
    "cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "gimme": 3, "lemme": 3, "dont": 2, "didnt": 3, "doesnt": 4,
    "isnt": 2, "wasnt": 3, "arent": 3, "werent": 4, "couldnt": 5, "wouldnt": 5, "shouldnt": 6, "havent": 4, "hasnt": 3,
    "hadnt": 3, "aint": 2, "cant": 2, "wont": 2,
}  # fmt: skip
"""Words written as one that are two tokens, and where the second begins."""
