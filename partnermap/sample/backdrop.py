"""The backdrop: partnerships of the city and the moor, on none of which anything hangs alone.

Only their leads and providers are cast; the generator deals the schools in, every school of the
two neighbourhoods before any of them twice.
"""

from typing import Final, NamedTuple

from partnermap.sample import SCOPE
from partnermap.vocabulary import PartnershipKind as Kind
from partnermap.vocabulary import Theme, Visibility


class Draft(NamedTuple):
    """A partnership: its cast by their short names, and how many schools to deal in besides."""

    name: str
    kind: Kind
    themes: tuple[Theme, ...]
    since: str
    leads: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    city: int = 0
    moor: int = 0
    until: str = ""
    visibility: Visibility = Visibility.PUBLIC
    label: str = ""


CITY_AND_MOOR: Final = (
    Draft(
        "Aldermere Church School Heads",
        Kind.NETWORK,
        (Theme.SCHOOL_IMPROVEMENT, Theme.FAITH),
        "2014-09",
        leads=(SCOPE,),
        members=("Hexwold",),
        city=4,
        moor=3,
    ),
    Draft(
        "Brinmouth SENCO Network", Kind.NETWORK, (Theme.SEND,), "2017-09", leads=("la:991",), city=8
    ),
    Draft(
        "Quayside Minds",
        Kind.SERVICE,
        (Theme.MENTAL_HEALTH,),
        "2022-01-10",
        providers=("Quayside Counselling",),
        city=6,
    ),
    Draft(
        "Brinmouth Breakfast Table",
        Kind.PROJECT,
        (Theme.COMMUNITY, Theme.ATTENDANCE),
        "2021-09",
        providers=("Brinmouth Family Food Table",),
        city=5,
    ),
    Draft(
        "Harbour Attendance Alliance",
        Kind.ALLIANCE,
        (Theme.ATTENDANCE,),
        "2023",
        leads=("Brinmouth Minster Schools Trust",),
        city=6,
    ),
    Draft(
        "Young Carers in School",
        Kind.PROJECT,
        (Theme.SAFEGUARDING, Theme.MENTAL_HEALTH),
        "2022-09",
        leads=("Brinmouth Young Carers",),
        members=("Saltmarrow Youth Trust",),
        city=4,
        visibility=Visibility.MEMBERS,
    ),
    Draft(
        "Early Words",
        Kind.SERVICE,
        (Theme.EARLY_YEARS, Theme.SEND),
        "2023-04",
        providers=("Lighthouse Speech and Language",),
        members=("Brinmouth Little Gulls",),
        city=5,
    ),
    Draft(
        "Brinmouth Ready for Seven",
        Kind.CLUSTER,
        (Theme.TRANSITION,),
        "2018-09",
        leads=("Brinmouth Harbour",),
        members=("Brinmouth Minster", "Ruddermouth"),
        city=6,
    ),
    Draft(
        "Thornmere and Brinmouth Teacher Training",
        Kind.ALLIANCE,
        (Theme.INITIAL_TEACHER_TRAINING,),
        "2016-09",
        providers=(
            "Thornmere School-Based Teacher Training",
            "University of Brinmouth School of Education",
        ),
        city=3,
        moor=4,
    ),
    Draft(
        "Wexmoor Rural Schools",
        Kind.CLUSTER,
        (Theme.CURRICULUM, Theme.TRANSITION),
        "2015",
        leads=("Wexmoor St Aldwin's",),
        moor=6,
    ),
    Draft(
        "Rural Minds in School",
        Kind.SERVICE,
        (Theme.MENTAL_HEALTH,),
        "2021-11-01",
        providers=("Wexmoor Rural Minds",),
        moor=5,
    ),
    Draft(
        "Moorland Early Years Circle",
        Kind.NETWORK,
        (Theme.EARLY_YEARS,),
        "2020-01",
        leads=("la:990",),
        providers=("Moorland Family Hubs",),
        members=("Wexmoor Acorns",),
        moor=4,
    ),
    Draft(
        "Farm to Plate",
        Kind.PROJECT,
        (Theme.CURRICULUM, Theme.COMMUNITY),
        "2022-04",
        providers=("Garrowden Farm Classroom", "Wexmoor Citizens' Kitchen"),
        moor=5,
    ),
    Draft(
        "Barn and Harbour Concerts",
        Kind.PROJECT,
        (Theme.CURRICULUM,),
        "2024",
        providers=("Thornmere Music Barn", "Ropewalk Arts House"),
        label="live music",
        city=3,
        moor=3,
    ),
    Draft(
        "Moor Church Leaders",
        Kind.NETWORK,
        (Theme.FAITH,),
        "2013",
        leads=("Wexmoor Church Council",),
        members=("Aldermere Diocesan Academies Trust", "Wennow and Quill Church Schools Trust"),
        moor=5,
    ),
)
