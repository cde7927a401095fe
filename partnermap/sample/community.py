"""The forty community organisations of the fictional diocese.

Charity and company numbers begin with 99, a range neither register has reached. Some have none.
"""

from typing import Final, NamedTuple

from partnermap.sample.schools import CITY, COAST, DALE, FEN, MOOR, VALE, Area


class Community(NamedTuple):
    """A community organisation: its number is written `scheme:value`, or is blank."""

    name: str
    sector: str
    number: str = ""


_CAST: Final[dict[Area, tuple[Community, ...]]] = {
    CITY: (
        Community("Brinmouth Harbour Mission", "Church", "charity:9900002"),
        Community("Brinmouth Family Food Table", "Food"),
        Community("Quayside Counselling", "Mental health", "charity:9900003"),
        Community("Brinmouth Young Carers", "Young people", "charity:9900004"),
        Community("Ropewalk Arts House", "Arts", "company:99000001"),
        Community("Brinmouth Rowing for Schools", "Sport", "charity:9900005"),
        Community("University of Brinmouth School of Education", "Higher education"),
        Community("Brinmouth and Coast Community Health", "Health"),
        Community("Lighthouse Speech and Language", "Health", "company:99000002"),
        Community("Harbour Light Homes", "Housing", "company:99000003"),
        Community("Brinmouth Minster Choir Trust", "Music", "charity:9900006"),
        Community("Friends of Vennowick Library", "Libraries"),
    ),
    COAST: (
        Community("Saltmarrow Youth Trust", "Young people", "charity:9900001"),
        Community("Gullhaven Net Loft Café", "Food", "charity:9900007"),
        Community("Skerrowsea Shore Rangers", "Environment", "charity:9900008"),
        Community("St Nicholas' Church, Gullhaven", "Church"),
        Community("Coastline Bereavement Care", "Mental health", "charity:9900009"),
        Community("Cockleby Village Hall", "Community centre", "charity:9900010"),
    ),
    MOOR: (
        Community("Wexmoor Church Council", "Church"),
        Community("Moorland Family Hubs", "Early years", "charity:9900011"),
        Community("Kestrelby Riding for All", "Sport", "charity:9900012"),
        Community("Wexmoor Rural Minds", "Mental health", "charity:9900013"),
        Community("Thornmere Music Barn", "Music", "company:99000004"),
        Community("Thornmere School-Based Teacher Training", "Training", "company:99000005"),
        Community("Garrowden Farm Classroom", "Environment", "charity:9900014"),
        Community("Wexmoor Citizens' Kitchen", "Food"),
        Community("Hexwold Growers", "Environment"),
    ),
    DALE: (
        Community("Netherquill Chapel", "Church"),
        Community("Quill Valley Play", "Early years", "charity:9900015"),
        Community("Overquill Forest Days", "Environment", "charity:9900016"),
    ),
    VALE: (
        Community("Tarrow Vale Parish Team", "Church"),
        Community("Mossenby Bell Ringers", "Music"),
        Community("Tarrow Vale Youth Bus", "Young people", "charity:9900017"),
        Community("Drumbleford Mill Museum", "Heritage", "charity:9900018"),
    ),
    FEN: (
        Community("Hallowfen Community Church", "Church", "charity:9900019"),
        Community("Fen Edge Befrienders", "Mental health", "charity:9900020"),
        Community("Withyfen Nature Wardens", "Environment", "charity:9900021"),
        Community("Reedmarrow Foyer", "Housing", "charity:9900022"),
        Community("Hallowfen Foodshare", "Food"),
        Community("Lodewick Boxing Gym", "Sport"),
    ),
}

AREA_OF: Final = {community: area for area, cast in _CAST.items() for community in cast}
"""Every community organisation, with the neighbourhood it serves."""
