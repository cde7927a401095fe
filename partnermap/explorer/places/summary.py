"""What should the board know?"""

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from partnermap.explorer.address import Choices
from partnermap.explorer.pages import Told
from partnermap.explorer.places import calls
from partnermap.explorer.places.parts import one_of, part
from partnermap.explorer.places.tab import Tab, choices
from partnermap.explorer.report import sources
from partnermap.scope import Access

RUNS = 100
"""In so many runs it is checked how sure the findings are."""


def _ask(_request: Request, _access: Access) -> Told:
    return {"runs": RUNS}


def _tell(request: Request, data: Told) -> Told:
    findings = data["analysis"]["findings"]
    more = {"files": _files(choices(request))} | _sources(data)
    chosen = one_of([call.word for call in calls.CALLS], request.query_params, "for")
    groups: list[dict[str, Any]] = []
    few = calls.first_of_each(findings)
    for call in calls.CALLS:
        all_of_it = calls.of(findings, call.kinds)
        if call.word == chosen:
            shown = part(all_of_it, request.query_params)
            return {"chosen": call, "part": shown, "kept": {"for": chosen}} | more
        groups.append({"call": call, "few": few[call.word], "more": len(all_of_it)})
    return {"chosen": None, "groups": groups} | more


def _files(chosen: Choices) -> list[tuple[str, str]]:
    """What of a place can be taken home, and where."""
    scopes = [("scope", one) for one in str(chosen.scope).split()]
    of = urlencode([*scopes, *chosen.chosen], safe=":/")
    return [
        ("Two pages for the board (PDF)", f"/report/pdf?{of}"),
        ("The same to be edited (Word)", f"/report/docx?{of}"),
        ("All of it as a spreadsheet (Excel)", f"/export/xlsx?{of}"),
        ("All of it as a network, for Gephi, R and others (GraphML)", f"/export/graphml?{of}"),
    ]


def _sources(data: Told) -> dict[str, Any]:
    """Who says what is told here, and whether only the first of it was looked at for that."""
    lists = data["organisations"], data["partnerships"]
    part_only = any(each["totalCount"] > len(each["nodes"]) for each in lists)
    return {"sources": sources.told(*lists), "part_only": part_only}


TAB = Tab("", "summary", "Summary", "What should the board know?", _tell, _ask)
