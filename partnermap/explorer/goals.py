"""Goals and agreed actions: who pursues what, and whether we are moving."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from partnermap.explorer.address import read_day
from partnermap.explorer.meant import lead
from partnermap.explorer.pages import Page, Told
from partnermap.explorer.phrases import GOAL_STATES
from partnermap.explorer.rendering import amount, many
from partnermap.explorer.sources import Sources
from partnermap.scope import Scope
from partnermap.vocabulary import Direction, GoalStatus

_GRAVEST_FIRST = (
    GoalStatus.MISSED,
    GoalStatus.AT_RISK,
    GoalStatus.UNKNOWN,
    GoalStatus.NOT_STARTED,
    GoalStatus.ON_TRACK,
    GoalStatus.MET,
)


def _ask(request: Request) -> Told:
    chosen = request.query_params
    day = read_day(chosen, "as-of")
    scope = chosen.get("scope", "").strip()
    id_ = chosen.get("id", "").strip()
    return {
        "scope": str(Scope.parse(*scope.split(","))).split() if scope else None,
        "where": {"id": {"in": [id_]}} if id_ else None,
        "asOf": day.isoformat() if day else None,
        "after": chosen.get("after"),
    }


def _tell(request: Request, data: Told) -> Told:
    nodes = data["goals"]["nodes"]
    chosen = {name: request.query_params.get(name, "") for name in ("scope", "id", "as-of")}
    held = {name: value for name, value in chosen.items() if value}
    more = {"after": data["goals"]["pageInfo"]["endCursor"] or ""}
    return {
        "goals": tuple(_goal(goal) for goal in nodes),
        "tally": _tally(nodes),
        "chosen": chosen,
        "next": "/goals?" + urlencode(held | more, safe=":"),
        "again": "/goals?" + urlencode(held, safe=":"),
        "later": bool(request.query_params.get("after")),
    }


def _tally(goals: list[Told]) -> str:
    """How many goals stand where, the gravest first: `1 missed, 2 on track`."""
    counted = Counter(GoalStatus(goal["status"]) for goal in goals)
    return ", ".join(
        f"{counted[status]} {GOAL_STATES[status]}" for status in _GRAVEST_FIRST if counted[status]
    )


def _goal(goal: Told) -> Mapping[str, Any]:
    """A goal as its part of the page is told it."""
    return {
        "record": goal,
        "sources": Sources.of(goal["facts"]),
        "milestones": tuple(
            {"record": milestone, "measures": tuple(map(_measure, milestone["measures"]))}
            for milestone in goal["milestones"]
        ),
    }


def _measure(measure: Told) -> Mapping[str, Any]:
    """A measure and what was observed of it, in words with their unit."""
    unit = measure["unit"]
    observed = measure["observations"]
    wanted = "at least" if measure["direction"] == Direction.INCREASE else "at most"
    return {
        "record": measure,
        "aim": f"{wanted} {amount(measure['target'], unit)}",
        "begin": None if measure["baseline"] is None else amount(measure["baseline"], unit),
        "last": None if not observed else amount(observed[0]["value"], unit),
        "observed": tuple((one, amount(one["value"], unit)) for one in observed),
        "times": many(len(observed), "observation"),
    }


PAGES = (Page("/goals", "goals", _ask, _tell, lead),)
