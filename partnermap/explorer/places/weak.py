"""What breaks, and what mends it?"""

from typing import Any, Final

from starlette.requests import Request

from partnermap.analysis.findings.kinds import FindingKind as Kind
from partnermap.errors import BadInputError
from partnermap.explorer.pages import Told
from partnermap.explorer.places import calls
from partnermap.explorer.places.parts import one_of, part
from partnermap.explorer.places.summary import RUNS
from partnermap.explorer.places.tab import Tab
from partnermap.scope import Access
from partnermap.vocabulary import Station

SORTS: Final = {
    "organisations": ("If one organisation left", {Kind.CUT_POINT, Kind.HURT_MOST}),
    "partnerships": ("If one partnership ended", {Kind.CUT_PARTNERSHIP}),
    "links": ("If one link ended", {Kind.BRIDGE}),
    "busy": ("Who carries too much", {Kind.OVERLOADED, Kind.THROUGH_ONE, Kind.BETWEEN}),
    "between": ("Who alone joins others", {Kind.JOINS_ALONE}),
    "providers": ("Who alone provides something", {Kind.ONE_PROVIDER}),
}
"""By its word in an address: what each sort of weak point is called, and its findings."""
_FEW = 3
"""So many of each sort are told at first."""


def _ask(request: Request, access: Access) -> Told:
    limits = _limits(request)
    # It takes seconds of work, which nobody may set off who has not signed in.
    mend = limits is not None and access.station.includes(Station.READER)
    return {"runs": RUNS, "mend": mend, "limits": limits}


def _limits(request: Request) -> dict[str, Any] | None:
    """What new partnerships may be, as the address says it; None where it asks for none."""
    if "mend" not in request.query_params:
        return None
    km, most = (request.query_params.get(name, "").strip() for name in ("km", "most"))
    limits: dict[str, Any] = {}
    if km:
        limits["km"] = _number(km, "so many kilometres apart")
    if most:
        limits["most"] = int(_number(most, "so many for each organisation"))
    return limits


def _number(text: str, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 1 <= value < 1_000:
        raise BadInputError(f"{text!r} cannot be “{what}”: write a number from 1 to 999.")
    return value


def _tell(request: Request, data: Told) -> Told:
    findings, limits = data["analysis"]["findings"], _limits(request)
    chosen = one_of([*SORTS], request.query_params, "sort")
    kept = {"sort": chosen} if chosen else {}
    if limits is not None:
        kept |= {"mend": "1"} | {name: f"{value:g}" for name, value in limits.items()}
    groups = [
        (word, title, calls.of(findings, kinds))
        for word, (title, kinds) in SORTS.items()
        if chosen in ("", word)
    ]
    told = {"chosen": chosen, "groups": groups, "few": _FEW, "limits": limits, "kept": kept}
    return told | ({"part": part(groups[0][2], request.query_params)} if chosen else {})


TAB = Tab("weak-points", "weak", "Weak points", "What breaks, and what mends it?", _tell, _ask)
