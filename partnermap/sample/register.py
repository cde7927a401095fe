"""The sample's rows of the national register: establishments, and memberships of trusts."""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Final, NamedTuple

from partnermap.sample.schools import (
    DIOCESE_CODE,
    DIOCESE_NAME,
    REGION_CODE,
    REGION_NAME,
    SCHOOLS,
    SINGLE_ACADEMY,
    TRUSTS,
    Area,
    School,
)

Row = Mapping[str, str | int]
"""A row as it will be written; the register leaves whole numbers unquoted in one of its files."""

_STREETS: Final = (
    *("Church Lane", "School Lane", "Chapel Street", "Mill Road", "The Green", "Tithe Barn Close"),
    *("Fisherman’s Row", "Quarry Hill", "Rectory Gardens", "Lantern Street", "Orchard Way"),
)
_TYPE_CODES: Final = {
    "Academy converter": "34",
    "Academy sponsor led": "28",
    "Academy special converter": "44",
    "Free schools": "35",
}
_PHASE_CODES: Final = {"Primary": "2", "Secondary": "4", "All through": "7", "Not applicable": "0"}
_NUMBER_BLOCKS: Final = {"Primary": 2, "Secondary": 4, "All through": 4, "Nursery": 1}
_COMPANY_NUMBERS_FROM: Final = 99_000_000


class Site(NamedTuple):
    """Where a school stands."""

    street: str
    postcode: str
    easting: int
    northing: int


class Conversion(NamedTuple):
    """When a school opened as an academy, and when it joined its trust."""

    opened: date
    joined: date


def sites(rng: Random) -> dict[str, Site]:
    """A site for each school by its short name: an academy stands where the school it was stood."""
    centres: dict[str, tuple[int, int]] = {}
    drawn: dict[str, Site] = {}
    for school in SCHOOLS:
        area = school.area
        if school.place not in centres:
            centres[school.place] = _near(area.easting, area.northing, area.reach, rng)
        if school.call not in drawn:
            drawn[school.call] = Site(
                rng.choice(_STREETS),
                _postcode(area, rng),
                *_near(*centres[school.place], area.reach // 4, rng),
            )
    return drawn


def conversions(rng: Random) -> dict[int, Conversion]:
    """By URN, the dates of every school that is in a trust; some stood alone at first."""
    dates: dict[int, Conversion] = {}
    for school in SCHOOLS:
        if school.trust is None:
            continue
        opened = school.opens or date(rng.randint(2011, 2018), rng.choice((1, 4, 9)), 1)
        joined = opened
        if not school.opens and rng.random() < 0.3:
            joined = date(opened.year + rng.randint(1, 3), 9, 1)
        dates[school.urn] = Conversion(opened, joined)
    return dates


def establishments(rng: Random, dates: Mapping[int, Conversion]) -> Iterator[Row]:
    """One row a school, in the column names and words of the register."""
    where = sites(rng)
    for school in SCHOOLS:
        form, site = school.form, where[school.call]
        authority = school.area.authority
        pupils, fsm = _roll(school, rng)
        conversion = dates.get(school.urn)
        yield {
            "URN": school.urn,
            "LA (code)": authority.code,
            "LA (name)": authority.name,
            "EstablishmentNumber": f"{_block(school)}{school.urn % 1000:03}",
            "EstablishmentName": school.name,
            "TypeOfEstablishment (name)": form.type,
            "EstablishmentStatus (name)": _status(school),
            "OpenDate": _day(conversion.opened if conversion else None),
            "CloseDate": _day(school.closes),
            "PhaseOfEducation (name)": form.phase,
            "StatutoryLowAge": form.ages[0],
            "StatutoryHighAge": form.ages[1],
            "Gender (name)": "Mixed",
            "ReligiousCharacter (name)": form.character,
            "Diocese (code)": DIOCESE_CODE if school.church else "0000",
            "Diocese (name)": DIOCESE_NAME if school.church else "Not applicable",
            "AdmissionsPolicy (name)": (
                "Non-selective" if form.phase == "Secondary" else "Not applicable"
            ),
            "NumberOfPupils": pupils if school.open else "",
            "PercentageFSM": f"{100 * fsm / pupils:.1f}" if school.open else "",
            "FSM": fsm if school.open else "",
            "TrustSchoolFlag (name)": _flag(school),
            "Trusts (code)": school.trust or "",
            "Trusts (name)": TRUSTS[school.trust] if school.trust else "",
            "Street": site.street,
            "Locality": "",
            "Address3": "",
            "Town": school.place,
            "Postcode": site.postcode,
            "GOR (code)": REGION_CODE,
            "GOR (name)": REGION_NAME,
            "GSSLACode (name)": authority.gss,
            "Easting": site.easting,
            "Northing": site.northing,
        }


def memberships(dates: Mapping[int, Conversion]) -> Iterator[Row]:
    """One row a school in a trust; as published, the last header has no field below it."""
    for school in SCHOOLS:
        if school.trust is None:
            continue
        single = school.trust == SINGLE_ACADEMY
        yield {
            "URN": school.urn,
            "Linked UID": school.trust,
            "Group Name": TRUSTS[school.trust],
            "Companies House Number": f"{_COMPANY_NUMBERS_FROM + school.trust}",
            "Group Type": "Single-academy trust" if single else "Multi-academy trust",
            "Closed Date": "",
            "Group Status": "Open",
            "FederationType": "",
            "Joined date": _day(dates[school.urn].joined),
            "EstablishmentName": school.name,
            "TypeOfEstablishment (code)": _TYPE_CODES[school.form.type],
            "TypeOfEstablishment (name)": school.form.type,
            "PhaseOfEducation (code)": _PHASE_CODES[school.form.phase],
            "PhaseOfEducation (name)": school.form.phase,
            "LA (code)": school.area.authority.code,
            "LA (name)": school.area.authority.name,
        }


def _near(easting: int, northing: int, reach: int, rng: Random) -> tuple[int, int]:
    return easting + rng.randint(-reach, reach), northing + rng.randint(-reach, reach)


def _postcode(area: Area, rng: Random) -> str:
    """A postcode in AM, an area the post office has never used."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    outward = f"AM{int(area.authority.code) - 989}"
    return f"{outward} {rng.randint(1, 9)}{rng.choice(letters)}{rng.choice(letters)}"


def _roll(school: School, rng: Random) -> tuple[int, int]:
    """How many pupils, and how many of them are eligible for free school meals."""
    pupils = rng.randint(*school.form.pupils)
    return pupils, round(pupils * school.area.fsm * rng.uniform(0.6, 1.4))


def _block(school: School) -> int:
    """The thousand that its establishment number lies in, by phase and faith."""
    block = _NUMBER_BLOCKS.get(school.form.phase, 7)
    return 3 if block == 2 and school.church else block


def _status(school: School) -> str:
    if not school.open:
        return "Closed"
    return "Open, but proposed to close" if school.closes else "Open"


def _flag(school: School) -> str:
    if school.trust is None:
        return "Not applicable"
    size = "single" if school.trust == SINGLE_ACADEMY else "multi"
    return f"Supported by a {size}-academy trust"


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
