"""Names to search among: a made-up country's, the sample's, and the real register's."""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from partnermap.model.names import Named
from partnermap.sample.schools import BRINMOUTH, HALLOWFEN, SCHOOLS, THORNMERE
from partnermap.vocabulary import Kind, Phase
from tests.engines import ROOT

REGISTER = ROOT.parent / "shared" / "data" / "gias" / "edubase_england_2018-19_derived.csv"


def _each(listed: str) -> list[str]:
    return listed.split("|")


_BEGINNINGS = _each(
    "Al|Ash|Bar|Beck|Bram|Brin|Cal|Castle|Chel|Cran|Dal|Dun|Ed|El|Fair|Fen|Gar|Gold|Hal|Har|Hazel|"
    "Hol|Hun|Kel|Kings|Lam|Lang|Lin|Mal|Mar|Mill|Nor|Oak|Pen|Quarring|Rad|Red|Ros|Salt|Sand|Shel|"
    "Stan|Sut|Thorn|Tar|Up|Wal|Wend|West|Wick|Win|Wool|Yel"
)
_MIDDLES = ("", "", "er", "ing", "en", "le", "ar", "ow")
_ENDINGS = _each(
    "bourne|bridge|bury|by|combe|cote|dale|den|don|field|ford|ham|hill|holt|hurst|leigh|ley|low|"
    "mere|mouth|nor|stead|stock|stone|thorpe|ton|wade|well|wick|wold|wood|worth"
)
_DEDICATIONS = _each(
    "St Mary's|St Mary's|St Mary's|St John's|St John's|St Peter's|St Paul's|St James'|All Saints|"
    "Holy Trinity|St Joseph's|St Andrew's|St Michael's|St Anne's|Christ Church|Sacred Heart|"
    "Our Lady of Lourdes|St Thomas More|St Cuthbert's|St Bede's|Emmanuel|Immaculate Conception|"
    "Saint Nicholas|St Wilfrid's|St Oswald's|St Peter and St Paul"
)
_FEATURES = _each(
    "Park|Green|Lane|Hill|Road|Grove|Manor|Valley|House|Bridge|Wood|Heath|Farm|Grange|Meadows|"
    "Village|Fields|Moor"
)
_CHURCH = _each(
    "CofE Primary School|Church of England Primary School|C of E Academy|CE Infant School|"
    "Church of England Voluntary Aided Primary School|C.E. Junior School|Catholic Primary School|"
    "RC Primary School|Roman Catholic Voluntary Aided Primary School|Catholic High School"
)
_OTHER = _each(
    "Primary School|Primary School|Primary School|Community Primary School|Primary Academy|"
    "Infant School|Junior School|High School|Academy|School|Nursery School|Community College|"
    "Primary and Nursery School|Grammar School|Infant and Nursery School"
)


def place(rng: Random) -> str:
    """A place that may be anywhere in England and is nowhere."""
    return rng.choice(_BEGINNINGS) + rng.choice(_MIDDLES) + rng.choice(_ENDINGS)


def made_up(many: int, seed: int = 1) -> list[Named]:
    """The schools of a made-up country, and its local authorities."""
    rng = Random(seed)
    towns = [place(rng) for _ in range(150 + many // 12)]
    authorities = [
        Named(f"la:{700 + n}", name, Kind.LOCAL_AUTHORITY)
        for n, name in enumerate(dict.fromkeys(towns[:150]))
    ]
    found = list(authorities)
    for number in range(many - len(authorities)):
        town = rng.choice(towns)
        form = rng.random()
        if form < 0.35:
            name = f"{rng.choice(_DEDICATIONS)} {rng.choice(_CHURCH)}"
            name = f"{name}, {town}" if rng.random() < 0.3 else name
        elif form < 0.5:
            name = f"{town} {rng.choice(_CHURCH)}"
        elif form < 0.8:
            name = f"{place(rng)} {rng.choice(_FEATURES)} {rng.choice(_OTHER)}"
        else:
            name = f"{town} {rng.choice(_OTHER)}"
        found.append(
            Named(
                f"urn:{800000 + number}", name, Kind.SCHOOL, rng.choice(authorities).id, town,
                open=rng.random() < 0.9,
            )
        )  # fmt: skip
    return found


def sample() -> list[Named]:
    """The schools and local authorities of the sample."""
    authorities = [
        Named(f"la:{a.code}", a.name, Kind.LOCAL_AUTHORITY, codes=(f"gss:{a.gss}",))
        for a in (THORNMERE, BRINMOUTH, HALLOWFEN)
    ]
    return authorities + [
        Named(
            f"urn:{s.urn}", s.name, Kind.SCHOOL, f"la:{s.area.authority.code}", s.place,
            open=s.open,
        )
        for s in SCHOOLS
    ]  # fmt: skip


def register(path: Path = REGISTER) -> list[Named]:
    """The schools and local authorities of the real register."""
    return list(_register(path))


def _register(path: Path) -> Iterator[Named]:
    phases = {phase.value: phase.value for phase in Phase}
    authorities: dict[str, str] = {}
    with path.open(encoding="cp1252", newline="") as file:
        for row in csv.DictReader(file):
            la = f"la:{row['LA (code)']}"
            authorities.setdefault(la, row["LA (name)"])
            yield Named(
                f"urn:{row['URN']}",
                row["EstablishmentName"],
                Kind.SCHOOL,
                la,
                row["Town"] or None,
                phases.get(row["PhaseOfEducation (name)"].upper().replace(" ", "_")),
                row["EstablishmentStatus (name)"] == "Open",
            )
    yield from (Named(id_, name, Kind.LOCAL_AUTHORITY) for id_, name in authorities.items())
