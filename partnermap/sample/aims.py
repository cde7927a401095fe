"""What the fictional diocese wants to be so, who pursues it, and how far they have come.

Attendance came as far as was planned and is on its way further; the wait for a counsellor shortens
too slowly; whether every leaver is known to the next school has not been measured; and nobody
pursues the holiday meals. Every other partnership pursues no goal that is written down.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from partnermap.sample import SCOPE
from partnermap.sample.story import DRAFTS
from partnermap.vocabulary import Direction, Theme

COLUMNS: Final = (
    *("goal", "owner", "description", "themes", "visibility", "started", "ended", "due"),
    *("partnership", "kind", "keeper", "since", "until", "milestone", "milestone_due"),
    *("measure", "unit", "baseline", "target", "direction", "day", "value", "note"),
)
_KINDS: Final = {draft.name: draft.kind for draft in DRAFTS}


class Step(NamedTuple):
    """A milestone with its one measure, and what was observed: day and value."""

    name: str
    due: str
    measure: str
    unit: str
    baseline: str
    target: str
    observed: tuple[tuple[str, str], ...] = ()
    direction: Direction = Direction.INCREASE


class Aim(NamedTuple):
    """A goal of the diocese."""

    name: str
    theme: Theme
    started: str
    due: str
    steps: tuple[Step, ...]
    pursued_by: str = ""


AIMS: Final = (
    Aim(
        "Every pupil in school, every day",
        Theme.ATTENDANCE,
        "2024-09-01",
        "2027-07",
        (
            Step(
                *("Attendance at 94%", "2025-07", "Sessions attended", "%", "92.1", "94"),
                (("2024-12-20", "92.6"), ("2025-04-04", "93.3"), ("2025-07-18", "94.1")),
            ),
            Step(
                *("Attendance at 95%", "2027-07", "Sessions attended", "%", "92.1", "95"),
                (("2025-07-18", "94.1"), ("2025-12-19", "94.2")),
            ),
        ),
        "Coastal Futures",
    ),
    Aim(
        "Nobody waits for someone to talk to",
        Theme.MENTAL_HEALTH,
        "2024-09-01",
        "2026-07",
        (
            Step(
                *("Four weeks at most", "2026-07", "Weeks until the first meeting", "weeks"),
                *("11", "4", (("2025-01-10", "10"), ("2025-07-11", "9"), ("2026-01-16", "8"))),
                Direction.DECREASE,
            ),
        ),
        "Befrienders in School",
    ),
    Aim(
        "Every leaver known to the next school",
        Theme.TRANSITION,
        "2025-09-01",
        "2027-07",
        (Step("All of them", "2027-07", "Leavers with a shared record", "%", "", "100"),),
        "Fen Edge Transition Cluster",
    ),
    Aim("A warm meal on every day of the holidays", Theme.COMMUNITY, "2025-09-01", "2027-09", ()),
)


def goals() -> Iterator[Mapping[str, str]]:
    """The rows of the file: of each goal one, of each milestone one for each observation."""
    for aim in AIMS:
        named = {"goal": aim.name, "owner": SCOPE}
        first = {
            "themes": aim.theme.lower().replace("_", " "),
            "started": aim.started,
            "due": aim.due,
        }
        if aim.pursued_by:
            first |= {"partnership": aim.pursued_by, "kind": _KINDS[aim.pursued_by].lower()}
        yield named | first
        for step in aim.steps:
            told = {
                "milestone": step.name,
                "milestone_due": step.due,
                "measure": step.measure,
                "unit": step.unit,
                "baseline": step.baseline,
                "target": step.target,
                "direction": step.direction.lower(),
            }
            for day, value in step.observed or (("", ""),):
                yield named | told | {"day": day, "value": value}
