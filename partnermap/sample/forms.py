"""The forms of school there are in the fictional diocese, in the register's own words."""

from typing import Final, NamedTuple

CHURCH: Final = "Church of England"


class Form(NamedTuple):
    """A form of school: the register's words for it, how its name ends, its ages and its size."""

    type: str
    phase: str
    character: str
    ending: str
    ages: tuple[int, int]
    pupils: tuple[int, int]
    """The fewest and the most on roll."""


CE_PRIMARY: Final = "Church of England Primary School"
VC = Form("Voluntary controlled school", "Primary", CHURCH, CE_PRIMARY, (4, 11), (48, 180))
VA = Form("Voluntary aided school", "Primary", CHURCH, CE_PRIMARY, (4, 11), (95, 240))
CE_FREE = Form("Free schools", "Primary", CHURCH, CE_PRIMARY, (4, 11), (30, 60))
CE_ACADEMY = Form(
    "Academy converter", "Primary", CHURCH, f"{CHURCH} Primary Academy", (4, 11), (90, 260)
)
CE_SPONSORED = Form(
    "Academy sponsor led", "Primary", CHURCH, f"{CHURCH} Academy", (3, 11), (150, 300)
)
CE_SECONDARY = Form(
    "Academy converter", "Secondary", CHURCH, f"{CHURCH} School", (11, 18), (840, 1240)
)
VA_SECONDARY = Form(
    "Voluntary aided school", "Secondary", CHURCH, f"{CHURCH} School", (11, 16), (620, 900)
)
CE_ALL_THROUGH = Form(
    "Academy converter", "All through", CHURCH, f"{CHURCH} All-Through School", (4, 16), (540, 700)
)
PRIMARY = Form(
    "Community school", "Primary", "Does not apply", "Primary School", (4, 11), (110, 400)
)
FOUNDATION = Form(
    "Foundation school", "Primary", "Does not apply", "Primary School", (4, 11), (110, 300)
)
ACADEMY = Form("Academy converter", "Primary", "None", "Primary Academy", (3, 11), (180, 420))
SECONDARY = Form("Community school", "Secondary", "Does not apply", "School", (11, 16), (700, 1000))
SECONDARY_ACADEMY = Form("Academy converter", "Secondary", "None", "Academy", (11, 18), (760, 1300))
NURSERY = Form(
    "Local authority nursery school",
    "Nursery",
    "Does not apply",
    "Nursery School",
    (2, 5),
    (60, 110),
)
SPECIAL = Form(
    "Community special school", "Not applicable", "Does not apply", "School", (4, 19), (70, 140)
)
SPECIAL_ACADEMY = Form(
    "Academy special converter", "Not applicable", "None", "School", (4, 19), (70, 140)
)
