"""What should the board know?"""

from typing import Any

from starlette.requests import Request

from partnermap.explorer.pages import Told
from partnermap.explorer.places import calls
from partnermap.explorer.places.parts import one_of, part
from partnermap.explorer.places.tab import Tab
from partnermap.explorer.report import sources
from partnermap.scope import Access

RUNS = 100
"""In so many runs it is checked how sure the findings are."""


def _ask(_request: Request, _access: Access) -> Told:
    return {"runs": RUNS}


def _tell(request: Request, data: Told) -> Told:
    findings = data["analysis"]["findings"]
    chosen = one_of([call.word for call in calls.CALLS], request.query_params, "for")
    groups: list[dict[str, Any]] = []
    few = calls.first_of_each(findings)
    for call in calls.CALLS:
        all_of_it = calls.of(findings, call.kinds)
        if call.word == chosen:
            shown = part(all_of_it, request.query_params)
            return {"chosen": call, "part": shown, "kept": {"for": chosen}} | _sources(data)
        groups.append({"call": call, "few": few[call.word], "more": len(all_of_it)})
    return {"chosen": None, "groups": groups} | _sources(data)


def _sources(data: Told) -> dict[str, Any]:
    """Who says what is told here, and whether only the first of it was looked at for that."""
    lists = data["organisations"], data["partnerships"]
    part_only = any(each["totalCount"] > len(each["nodes"]) for each in lists)
    return {"sources": sources.told(*lists), "part_only": part_only}


TAB = Tab("", "summary", "Summary", "What should the board know?", _tell, _ask)
