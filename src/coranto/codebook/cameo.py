"""CAMEO beside PLOVER: what an act's type is called in GDELT's tables, and what CAMEO's codes are called here.

CAMEO's codes are those of its codebook (Schrodt, "CAMEO: Conflict and Mediation Event Observations", 1.1b3, 2012). The
scores are Goldstein's (1992) conflict and cooperation scores for WEIS as extended to CAMEO and published with GDELT
(lookup table "CAMEO.goldsteinscale"). PLOVER's manual (2.0, table 7.1) says which roots a type takes over; where a
PLOVER mode is narrower than any one CAMEO code, the code above all that it may mean is taken.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from coranto.codebook.plover import Type


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code of three or four digits ("0841") and its Goldstein score, from -10 (conflict) to 10."""

    code: str
    goldstein: float

    @property
    def base(self) -> str:
        """The code without its last level: three digits."""
        return self.code[:3]

    @property
    def root(self) -> str:
        """The first two digits."""
        return self.code[:2]

    @property
    def quad(self) -> int:
        """GDELT's quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
        return next(quad for last, quad in LAST_ROOTS if int(self.root) <= last)


LAST_ROOTS = ((5, 1), (8, 2), (13, 3), (20, 4))
"""The last root of each quad class (GDELT event codebook 2.0)."""

CODES: Mapping[str, Cameo] = {
    name: Cameo(code, score)
    for name, code, score in (
        ("AGREE", "030", 4.0),
        ("CONSULT", "040", 1.0),
        ("CONSULT/phone", "041", 1.0),
        ("CONSULT/visit", "042", 1.9),
        ("CONSULT/third-party", "044", 2.5),
        ("SUPPORT", "050", 3.5),
        ("COOPERATE", "060", 6.0),
        ("AID", "070", 7.0),
        ("CONCEDE", "080", 5.0),
        ("RETREAT", "080", 5.0),
        ("RETREAT/release", "0841", 7.0),
        ("RETREAT/access", "086", 9.0),
        ("RETREAT/withdraw", "087", 9.0),
        ("RETREAT/ceasefire", "0871", 9.0),
        ("RETREAT/disarm", "0873", 9.0),
        ("REQUEST", "100", -5.0),
        ("REQUEST/change", "104", -5.0),
        ("REQUEST/yield", "105", -5.0),
        ("REQUEST/meet", "106", -5.0),
        ("ACCUSE", "110", -2.0),
        ("ACCUSE/investigate", "090", -2.0),
        ("ACCUSE/disapprove", "111", -2.0),
        ("ACCUSE/allege", "112", -2.0),
        ("REJECT", "120", -4.0),
        ("REJECT/change", "123", -4.0),
        ("REJECT/yield", "124", -4.0),
        ("REJECT/meet", "125", -5.0),
        ("THREATEN", "130", -4.4),
        ("THREATEN/restrict", "131", -5.8),
        ("THREATEN/relations", "131", -5.8),
        ("THREATEN/arrest", "131", -5.8),
        ("THREATEN/expel", "136", -7.0),
        ("THREATEN/violence", "138", -7.0),
        ("THREATEN/territory", "1382", -7.0),
        ("PROTEST", "140", -6.5),
        ("PROTEST/demo", "141", -6.5),
        ("PROTEST/hunger", "142", -6.5),
        ("PROTEST/strike", "143", -6.5),
        ("PROTEST/boycott", "143", -6.5),
        ("PROTEST/obstruct", "144", -7.5),
        ("PROTEST/riot", "145", -7.5),
        ("PROTEST/vandalize", "145", -7.5),
        ("MOBILIZE", "150", -7.2),
        ("MOBILIZE/police", "153", -7.2),
        ("MOBILIZE/troops", "154", -7.2),
        ("SANCTION", "160", -4.0),
        ("SANCTION/convict", "116", -2.0),
        ("SANCTION/expel", "166", -7.0),
        ("COERCE", "170", -7.0),
        ("COERCE/seize", "171", -9.2),
        ("COERCE/restrict", "172", -5.0),
        ("COERCE/censor", "1721", -5.0),
        ("COERCE/curfew", "1723", -5.0),
        ("COERCE/martial-law", "1724", -5.0),
        ("COERCE/arrest", "173", -5.0),
        ("COERCE/deport", "174", -5.0),
        ("ASSAULT", "180", -9.0),
        ("ASSAULT/abduct", "181", -9.0),
        ("ASSAULT/beat", "182", -9.5),
        ("ASSAULT/sexual", "1821", -9.0),
        ("ASSAULT/torture", "1822", -9.0),
        ("ASSAULT/explosives", "183", -10.0),
        ("ASSAULT/suicide-attack", "1831", -10.0),
        ("ASSAULT/targeted", "186", -10.0),
        ("ASSAULT/destroy", "1712", -9.2),
        ("ASSAULT/crowd-control", "175", -9.0),
        ("ASSAULT/firearms", "193", -10.0),
        ("ASSAULT/heavy-weapons", "194", -10.0),
        ("ASSAULT/aerial", "195", -10.0),
        ("ASSAULT/drone", "195", -10.0),
        ("ASSAULT/unconventional", "204", -10.0),
        ("STATE", "010", 0.0),
        ("DENY", "016", -2.0),
    )
}
"""The code of a type, and of a mode that has one of its own. A mode that is not listed has its type's code.

PLOVER does not tell an appeal (CAMEO 02) from a demand (10): REQUEST is 10, as in the manual's table.
"""

FORCE = Cameo("190", -10.0)
"""An assault without a mode by a state or its forces: "use conventional military force"."""


def cameo_of(kind: str, mode: str | None, by: str = "") -> Cameo | None:
    """The CAMEO code of a PLOVER type and mode done by the actor code `by`; None for a type without one."""
    found = CODES.get(f"{kind}/{mode}") or CODES.get(kind)
    if kind == "ASSAULT" and found is CODES["ASSAULT"] and _state(by):
        return FORCE
    return found


def _state(code: str) -> bool:
    country, _, sector = code.partition(".")
    return len(country) == 3 and country not in ("IGO", "UNK") and sector in ("", "GOV", "MIL")


def type_of(types: Mapping[str, Type], code: str) -> str | None:
    """The PLOVER type of a CAMEO code; None for one that no type takes over.

    A code that `CODES` gives is that type's; else the type decides that lists the longest beginning of the code, and of
    two with the same, the one that lists it nearer the front.
    """
    exact = _TYPE_OF.get(code)
    if exact is not None:
        return exact
    fits = [
        (-len(root), place, name)
        for name, one in types.items()
        for place, root in enumerate(one.cameo)
        if code.startswith(root)
    ]
    return min(fits)[2] if fits else None


_TYPE_OF: Mapping[str, str] = {one.code: name.partition("/")[0] for name, one in reversed(list(CODES.items()))}

GROUPS: Mapping[str, str] = {
    "IGO.UN": "UNO", "IGO.EU": "EEC", "IGO.NATO": "NAT", "IGO.AU": "OAU", "IGO.ARL": "ARL", "IGO.IAEA": "IAE",
    "IGO.IMF": "IMF", "IGO.WB": "WBK", "IGO.WTO": "WTO", "IGO.WHO": "WHO", "IGO.ASEAN": "ASN", "IGO.ECOWAS": "WAS",
    "IGO.SADC": "SAD", "IGO.IGAD": "IAD", "IGO.OSCE": "SCE", "IGO.OAS": "OAS", "IGO.COE": "COE", "IGO.ICC": "ICC",
    "IGO.ICJ": "ICJ", "IGO.OPEC": "OPC", "IGO.G7": "GOS", "IGO.CIS": "CIS", "IGO.OIC": "OIC", "IGO.GCC": "GCC",
    "IGO.CWN": "CWN", "IGO.INTERPOL": "ITP", "IGO.ICRC": "CRC", "IGO.ADB": "ADB",
}  # fmt: skip
"""CAMEO's codes of known groups, for the international bodies that have one (GDELT's lookup "CAMEO.knowngroup")."""

COUNTRIES: Mapping[str, str] = {"ROU": "ROM", "TLS": "TMP"}
"""Countries for which CAMEO keeps an older code than ISO 3166 has today; all others are the same."""


@cache
def fips() -> Mapping[str, str]:
    """FIPS 10-4 codes of countries, which GDELT uses for places, by ISO 3166 alpha-3.

    FIPS has no code for Palestine as a whole, only for the West Bank and the Gaza Strip: it is left out.
    """
    text = (files("coranto.codebook") / "data" / "fips.csv").read_text(encoding="utf-8")
    return {row["country"]: row["fips"] for row in csv.DictReader(text.splitlines())}
