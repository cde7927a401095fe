"""The schools, trusts and local authorities of the fictional diocese: who they are and where.

Every place is invented. The codes lie outside what their issuers have used: URNs from 900001, UIDs
from 90001, local authority codes from 990; the grid references lie in the North Sea.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from partnermap.sample import PUBLISHED
from partnermap.sample.forms import (
    ACADEMY,
    CE_ACADEMY,
    CE_ALL_THROUGH,
    CE_FREE,
    CE_SECONDARY,
    CE_SPONSORED,
    CHURCH,
    FOUNDATION,
    NURSERY,
    PRIMARY,
    SECONDARY,
    SECONDARY_ACADEMY,
    SPECIAL,
    SPECIAL_ACADEMY,
    VA,
    VA_SECONDARY,
    VC,
    Form,
)

DIOCESE_CODE: Final = "ZZ01"
DIOCESE_NAME: Final = "Diocese of Aldermere"
REGION_CODE: Final = "E12999001"
REGION_NAME: Final = "Midmark"
FIRST_URN: Final = 900001


class Authority(NamedTuple):
    """A local authority and its codes: the register's three digits, and the statisticians'."""

    code: str
    name: str
    gss: str


THORNMERE = Authority("990", "Thornmere", "E10999001")
BRINMOUTH = Authority("991", "Brinmouth", "E06999001")
HALLOWFEN = Authority("992", "Hallowfen", "E06999002")


class Area(NamedTuple):
    """A neighbourhood: the centre and half-width of its square, in metres, and its need."""

    authority: Authority
    easting: int
    northing: int
    reach: int
    fsm: float
    """The share of pupils eligible for free school meals."""


CITY = Area(BRINMOUTH, 632_000, 428_000, 6_000, 0.30)
COAST = Area(BRINMOUTH, 650_000, 430_000, 6_000, 0.34)
MOOR = Area(THORNMERE, 611_000, 431_000, 9_000, 0.12)
DALE = Area(THORNMERE, 605_000, 448_000, 4_000, 0.15)
VALE = Area(THORNMERE, 604_000, 412_000, 4_000, 0.18)
FEN = Area(HALLOWFEN, 634_000, 407_000, 8_000, 0.22)


@dataclass(frozen=True, slots=True)
class School:
    """A school as it is cast; the generator gives it pupils, an address and dates."""

    urn: int
    area: Area
    place: str
    dedication: str
    form: Form
    trust: int | None
    opens: date | None
    """The day it opened, where the story says so."""
    closes: date | None

    @property
    def call(self) -> str:
        """The short name by which the story knows it."""
        return f"{self.place} {self.dedication}".strip()

    @property
    def name(self) -> str:
        """Its name on the register."""
        return f"{self.call} {self.form.ending}"

    @property
    def church(self) -> bool:
        """Whether it is a school of the diocese."""
        return self.form.character == CHURCH

    @property
    def open(self) -> bool:
        """Whether it is still open on the day of publication."""
        return self.closes is None or self.closes > PUBLISHED


TRUSTS: Final = {
    # Of the diocese: most of their schools are.
    90001: "Aldermere Diocesan Academies Trust",
    90002: "Brinmouth Minster Schools Trust",
    90003: "Tideline Church Academies Trust",
    90004: "Wennow and Quill Church Schools Trust",
    90005: "Lantern Fen Church Schools Trust",
    # The others. Four of them run one school of the diocese each.
    90006: "Kestrel Moor Academies Trust",
    90007: "Brinmouth Harbour Learning Trust",
    90008: "Saltway Schools Trust",
    90009: "Reedmarrow Academy Trust",
    90010: "Tarrow Vale Education Trust",
    90011: "Fourways Inclusion Trust",
}
SINGLE_ACADEMY: Final = 90009


class Part(NamedTuple):
    """A school's line in the cast; its URN follows from where the line stands."""

    place: str
    dedication: str
    form: Form
    trust: int | None = None
    opens: date | None = None
    closes: date | None = None


_CAST: Final[dict[Area, tuple[Part, ...]]] = {
    CITY: (
        Part("Brinmouth", "St Botolph's", CE_ACADEMY, 90002),
        Part("Brinmouth", "St Hild's", CE_ACADEMY, 90002),
        Part("Brinmouth", "Minster", CE_SECONDARY, 90002),
        Part("Brinmouth", "St Cedd's", CE_SPONSORED, 90002),
        Part("Brinmouth", "Holy Cross", CE_ACADEMY, 90002),
        Part("Brinmouth", "All Saints'", CE_SPONSORED, 90002),
        Part("Brinmouth", "Quayside", ACADEMY, 90002),
        Part("Brinmouth", "St Aldwin's", VA),
        Part("Brinmouth", "St Bride's", VA),
        Part("Brinmouth", "St Wilfrid's", VA),
        Part("Brinmouth", "St Oswin's", VC),
        Part("Brinmouth", "Trinity", VA_SECONDARY),
        Part("Ruddermouth", "St Mary's", VC),
        Part("Ruddermouth", "St Felix", VA),
        Part("Sluicegate", "St Anne's", VC),
        Part("Sluicegate", "Holy Innocents'", CE_FREE, 90007, opens=date(2025, 9, 1)),
        Part("Vennowick", "", VC),
        Part("Brinmouth", "Harbour", SECONDARY_ACADEMY, 90007),
        Part("Brinmouth", "Lighthouse Lane", ACADEMY, 90007),
        Part("Brinmouth", "Ropewalk", ACADEMY, 90007),
        Part("Brinmouth", "Saltpans", ACADEMY, 90007),
        Part("Brinmouth", "Castle Dyke", PRIMARY),
        Part("Brinmouth", "Northgate", PRIMARY),
        Part("Brinmouth", "Eastfield", FOUNDATION),
        Part("Brinmouth", "Little Gulls", NURSERY),
        Part("Brinmouth", "Anchor House", SPECIAL_ACADEMY, 90011),
        Part("Ruddermouth", "Ferry Road", PRIMARY),
        Part("Ruddermouth", "", SECONDARY),
        Part("Sluicegate", "Mill", PRIMARY),
        Part("Vennowick", "Park", SPECIAL),
    ),
    COAST: (
        Part("Saltmarrow", "St Peter's", CE_ACADEMY, 90003),
        Part("Saltmarrow", "Bishop Osric's", CE_SECONDARY, 90003),
        Part("Sandlewick", "", CE_ACADEMY, 90003),
        Part("Gullhaven", "St Nicholas'", CE_SPONSORED, 90003),
        Part("Cockleby", "", VC),
        Part("Skerrowsea", "", VA),
        Part("Marramsea", "", CE_ACADEMY, 90008),
        Part("Saltmarrow", "Dunes", ACADEMY, 90003),
        Part("Gullhaven", "Pier", ACADEMY, 90008),
        Part("Skerrowsea", "Sands", ACADEMY, 90008),
    ),
    MOOR: (
        Part("Wexmoor", "St Anne's", CE_ACADEMY, 90001),
        Part("Wexmoor", "St Aldwin's", CE_SECONDARY, 90001),
        Part("Wexmoor", "Holy Trinity", CE_ACADEMY, 90001),
        Part("Ashenwick", "", CE_ACADEMY, 90001),
        Part("Brindlecote", "", CE_SPONSORED, 90001),
        Part("Cawderby", "", VC),
        Part("Dunnaby", "", VC),
        Part("Fennowby", "", VC, closes=date(2019, 8, 31)),
        Part("Fennowby", "", CE_ACADEMY, 90001, opens=date(2019, 9, 1)),
        Part("Garrowden", "", VA),
        Part("Hexwold", "", CE_ACADEMY, 90004, opens=date(2013, 9, 1)),
        Part("Kestrelby", "", CE_ACADEMY, 90006),
        Part("Larkencote", "", VA),
        Part("Marrowick", "", VC, closes=date(2023, 8, 31)),
        Part("Pellowick", "", VC),
        Part("Wennowford", "", CE_ACADEMY, 90004),
        Part("Wexmoor", "Market Cross", PRIMARY),
        Part("Wexmoor", "Beacon", ACADEMY, 90006),
        Part("Wexmoor", "Acorns", NURSERY),
        Part("Kestrelby", "Moor", SECONDARY_ACADEMY, 90006),
        Part("Kestrelby", "Heath", SPECIAL_ACADEMY, 90011),
        Part("Quernaby", "", ACADEMY, 90006),
        Part("Sallowcombe", "", PRIMARY),
        Part("Ulverscote", "", PRIMARY, closes=date(2022, 8, 31)),
    ),
    DALE: (
        Part("Netherquill", "", CE_ALL_THROUGH, 90004),
        Part("Overquill", "", CE_ACADEMY, 90004),
        Part("Quillstead", "", VC),
        Part("Quillbeck", "", VC),
        Part("Foxcombury", "", CE_ACADEMY, 90004),
        Part("Orrinholt", "", PRIMARY),
    ),
    VALE: (
        Part("Tarrowdale", "", VA),
        Part("Tarrowby", "", VC),
        Part("Mossenby", "", VC),
        Part("Drumbleford", "", CE_ACADEMY, 90010),
        Part("Elverholt", "", VC),
        Part("Tarrowdale", "Bridge", SECONDARY_ACADEMY, 90010),
        Part("Drumbleford", "Mill", ACADEMY, 90010),
    ),
    FEN: (
        Part("Hallowfen", "St Guthred's", CE_ACADEMY, 90005),
        Part("Hallowfen", "Abbey", CE_SECONDARY, 90005),
        Part("Withyfen", "", CE_ACADEMY, 90005),
        Part("Lodewick", "", CE_SPONSORED, 90005),
        Part("Dykerby", "", CE_ACADEMY, 90001),
        Part("Bitternby", "", CE_ACADEMY, 90001),
        Part("Peatdrove", "", VC),
        Part("Sedgemarsh", "", VC),
        Part("Osierholm", "", VA),
        Part("Heronsby", "", VA, closes=date(2026, 8, 31)),
        Part("Reedmarrow", "", SECONDARY_ACADEMY, 90009),
        Part("Turfleigh", "", PRIMARY),
        Part("Hallowfen", "Willow Bank", SPECIAL_ACADEMY, 90011),
    ),
}


def _enrol() -> Iterator[School]:
    urn = FIRST_URN
    for area, parts in _CAST.items():
        for part in parts:
            yield School(urn, area, *part)
            urn += 1


SCHOOLS: Final = tuple(_enrol())
