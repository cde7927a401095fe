"""What the sample has to say: who works with whom, since when, and who answered when asked.

Read from the top, the partnerships tell it. The city and the moor work together in many ways, and
no one body holds them up. The coast hangs on one charity, the Saltmarrow Youth Trust. The fen hangs
on one partnership, its transition cluster. Quill Valley hangs on one tie, between its all-through
school and a secondary in Wexmoor. Tarrow Vale works together but with nobody else, since the
governors' project that joined it to the moor ended in 2023. Cawderby has been on its own since the
neighbour it worked with closed that same year.
"""

from typing import Final

from partnermap.sample.backdrop import CITY_AND_MOOR, Draft
from partnermap.vocabulary import PartnershipKind as Kind
from partnermap.vocabulary import Theme, Visibility

# The Youth Trust sits in two partnerships on either side, so it is the body that matters here and
# no single partnership of its.
COAST: Final = (
    Draft(
        "Harbour and Shore Youth Work",
        Kind.SERVICE,
        (Theme.MENTAL_HEALTH, Theme.COMMUNITY),
        "2021",
        providers=("Saltmarrow Youth Trust",),
        members=("Brinmouth Minster", "Brinmouth St Hild's", "Ruddermouth St Mary's"),
    ),
    Draft(
        "Coastal Futures",
        Kind.ALLIANCE,
        (Theme.COMMUNITY, Theme.ATTENDANCE),
        "2020-09-01",
        leads=("Saltmarrow Youth Trust",),
        members=(
            "Saltmarrow St Peter's",
            "Saltmarrow Bishop Osric's",
            "Sandlewick",
            "Gullhaven St Nicholas'",
        ),
    ),
    Draft(
        "Shore Schools",
        Kind.CLUSTER,
        (Theme.TRANSITION,),
        "2018-09",
        leads=("Saltmarrow Bishop Osric's",),
        members=(
            "Saltmarrow St Peter's",
            "Cockleby",
            "Skerrowsea",
            "Saltmarrow Dunes",
            "Skerrowsea Sands",
        ),
    ),
    Draft(
        "Rangers at the Tideline",
        Kind.PROJECT,
        (Theme.CURRICULUM,),
        "2023-06",
        providers=("Skerrowsea Shore Rangers",),
        members=("Sandlewick", "Cockleby", "Gullhaven St Nicholas'"),
    ),
    Draft(
        "Coastline Listening",
        Kind.SERVICE,
        (Theme.MENTAL_HEALTH, Theme.SAFEGUARDING),
        "2022-03",
        providers=("Coastline Bereavement Care", "Saltmarrow Youth Trust"),
        members=("Saltmarrow St Peter's", "Skerrowsea", "Tideline Church Academies Trust"),
        visibility=Visibility.SIGNED_IN,
    ),
)

# Two fen schools and two of the moor are in the cluster, so it is the partnership that matters
# here and no single school of its.
FEN: Final = (
    Draft(
        "Fen Edge Transition Cluster",
        Kind.CLUSTER,
        (Theme.TRANSITION,),
        "2019-09",
        leads=("Hallowfen Abbey",),
        members=("Dykerby", "Bitternby", "Wexmoor St Anne's", "Ashenwick"),
    ),
    Draft(
        "Hallowfen Church Schools",
        Kind.NETWORK,
        (Theme.FAITH, Theme.SCHOOL_IMPROVEMENT),
        "2012",
        leads=("Lantern Fen Church Schools Trust",),
        members=(
            "Hallowfen St Guthred's",
            "Hallowfen Abbey",
            "Withyfen",
            "Lodewick",
            "Dykerby",
            "Hallowfen Community Church",
        ),
    ),
    Draft(
        "Befrienders in School",
        Kind.SERVICE,
        (Theme.MENTAL_HEALTH,),
        "2024-01-08",
        providers=("Fen Edge Befrienders",),
        members=("Bitternby", "Heronsby", "Lodewick", "Reedmarrow"),
    ),
    Draft(
        "Withy and Wild",
        Kind.PROJECT,
        (Theme.CURRICULUM,),
        "2023",
        providers=("Withyfen Nature Wardens",),
        members=("Withyfen", "Peatdrove", "Turfleigh", "Heronsby"),
    ),
    Draft(
        "Foodshare Lockers",
        Kind.PROJECT,
        (Theme.COMMUNITY,),
        "2022-11",
        providers=("Hallowfen Foodshare",),
        members=("Hallowfen St Guthred's", "Hallowfen Willow Bank", "Reedmarrow"),
        label="cost of living",
    ),
)

QUILL_VALLEY: Final = (
    Draft(
        "Netherquill and Wexmoor St Aldwin's",
        Kind.BILATERAL,
        (Theme.TRANSITION,),
        "2021-09-01",
        members=("Netherquill", "Wexmoor St Aldwin's"),
    ),
    Draft(
        "Quill Valley Small Schools",
        Kind.CLUSTER,
        (Theme.SCHOOL_IMPROVEMENT,),
        "2016",
        leads=("Netherquill",),
        members=("Overquill", "Quillstead", "Quillbeck"),
    ),
    Draft(
        "After the Bell",
        Kind.SERVICE,
        (Theme.EARLY_YEARS, Theme.COMMUNITY),
        "2022",
        providers=("Quill Valley Play",),
        members=("Overquill", "Foxcombury", "Orrinholt"),
    ),
    Draft(
        "Quill Valley Forest Days",
        Kind.PROJECT,
        (Theme.CURRICULUM,),
        "2024-05",
        providers=("Overquill Forest Days",),
        members=("Quillstead", "Foxcombury"),
        visibility=Visibility.SIGNED_IN,
    ),
)

TARROW_VALE: Final = (
    Draft(
        "Tarrow Vale Together",
        Kind.NETWORK,
        (Theme.COMMUNITY, Theme.FAITH),
        "2017",
        leads=("Tarrow Vale Parish Team",),
        members=("Tarrowdale", "Tarrowby", "Mossenby", "Tarrow Vale Education Trust"),
    ),
    Draft(
        "Youth Bus Stops",
        Kind.SERVICE,
        (Theme.COMMUNITY,),
        "2023-09",
        providers=("Tarrow Vale Youth Bus",),
        members=("Mossenby", "Drumbleford", "Tarrowdale Bridge", "Drumbleford Mill Museum"),
    ),
)

ENDED: Final = (
    Draft(
        "Governors of Vale and Moor",
        Kind.PROJECT,
        (Theme.SCHOOL_IMPROVEMENT,),
        "2019-01",
        members=("Tarrowdale", "Wexmoor Holy Trinity", "Garrowden"),
        until="2023-07",
    ),
    Draft(
        "Cawderby and Marrowick",
        Kind.BILATERAL,
        (Theme.CURRICULUM,),
        "2016",
        members=("Cawderby", "Marrowick"),
        until="2023-08-31",
    ),
    Draft(
        "Brinmouth Reading Mornings",
        Kind.PROJECT,
        (Theme.CURRICULUM, Theme.COMMUNITY),
        "2018-09",
        providers=("Ropewalk Arts House",),
        city=4,
        until="2021-07",
    ),
    Draft(
        "Singing Harbour",
        Kind.PROJECT,
        (Theme.CURRICULUM, Theme.FAITH),
        "2019-09",
        providers=("Brinmouth Minster Choir Trust",),
        city=4,
        until="2024-07-19",
    ),
)

DRAFTS: Final = (*CITY_AND_MOOR, *COAST, *FEN, *QUILL_VALLEY, *TARROW_VALE, *ENDED)

SPELLS: Final = {
    # Hexwold left the heads' network and came back.
    ("Aldermere Church School Heads", "Hexwold"): (("2014-09", "2018-07"), ("2022-09", ""))
}
"""Memberships whose dates are not simply those of the partnership: (joined, left), each in turn."""
