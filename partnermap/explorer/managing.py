"""Manage data: what is missing, stale or disputed, who is to be chased, and what can be done."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from partnermap.explorer.area_tasks import TASKS as AREA_TASKS
from partnermap.explorer.area_tasks import show_areas
from partnermap.explorer.goal_tasks import TASKS as GOAL_TASKS
from partnermap.explorer.pages import Told, answer, found, show, shown
from partnermap.explorer.partnership_tasks import TASKS as PARTNERSHIP_TASKS
from partnermap.explorer.partnership_tasks import written
from partnermap.explorer.rendering import query_text, words
from partnermap.explorer.resolving import DONE as RESOLVED
from partnermap.explorer.tasks import may_record
from partnermap.explorer.uploading import may_import
from partnermap.exports.sheets import Table, to_csv
from partnermap.scope import Access
from partnermap.vocabulary import Station

_FRESH = timedelta(days=90)
"""A publication older than this may no longer say what is so: the registers come out daily."""
_CHASED = ("id", "name", "kind", "local authority", "town", "postcode")
_DONE = {task.name: task.done for task in (*PARTNERSHIP_TASKS, *GOAL_TASKS)} | RESOLVED


async def _overview(request: Request, access: Access) -> Response:
    may_do = {
        "reader": access.station.includes(Station.READER),
        "importer": access.station.includes(Station.IMPORTER),
    }

    def tell(data: Told) -> Told:
        dated = [each for each in data.get("sources") or () if each["published"]]
        return {
            "stale": {each["id"] for each in dated if _is_stale(each["published"])},
            "may_import": may_import(access),
            **may_do,
            **_done_and_to_do(request, access),
        }

    return await show(request, access, "manage", may_do, tell)


async def _round(request: Request, access: Access) -> Response:
    def tell(data: Told) -> Told:
        asked = found(data["node"], "round")["asked"]["nodes"]
        return {"names": {each["id"]: each["name"] for each in asked}}

    return await show(request, access, "manage_round", _id(request), tell)


async def _chase(request: Request, access: Access) -> Response:
    """Those who have not replied, as a table for a spreadsheet."""
    rows: list[tuple[str, ...]] = []
    after: str | None = None
    while True:
        variables = {**_id(request), "after": after}
        data = await answer(request, query_text("chase"), variables, access)
        silent = found(data["node"], "round")["silent"]
        rows += map(_to_chase, silent["nodes"])
        if not silent["pageInfo"]["hasNextPage"]:
            break
        after = silent["pageInfo"]["endCursor"]
    # A spreadsheet takes the text for UTF-8 by the mark that it begins with.
    text = to_csv(Table("chase", _CHASED, rows)).encode("utf-8-sig")
    headers = {
        "Content-Disposition": 'attachment; filename="to-chase.csv"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }
    return Response(text, headers=headers, media_type="text/csv; charset=utf-8")


def _to_chase(node: Mapping[str, Any]) -> tuple[str, ...]:
    authority = (node["localAuthority"] or {}).get("name")
    place = node["place"]
    given = (authority, place["town"], place["postcode"])
    return (node["id"], node["name"], words(node["kind"]), *(each or "" for each in given))


async def _partnership(request: Request, access: Access) -> Response:
    def tell(data: Told) -> Told:
        one = found(data["node"], "partnership")
        ended = one["ended"]
        return {
            "started": written(one["started"]),
            "ended": written({"earliest": ended["latest"], **ended}) if ended else "",
            **_done_and_to_do(request, access),
        }

    return await show(request, access, "manage_partnership", _id(request), tell)


async def _goal(request: Request, access: Access) -> Response:
    def tell(data: Told) -> Told:
        found(data["node"], "goal")
        return _done_and_to_do(request, access)

    return await show(request, access, "manage_goal", _id(request), tell)


def _id(request: Request) -> Told:
    return {"id": request.path_params["id"]}


def _done_and_to_do(request: Request, access: Access) -> Told:
    """What was done just now, as the address says it, and whether more can be."""
    done = _DONE.get(request.query_params.get("done", ""), "")
    return {"done": done, "may_record": may_record(access)}


def _is_stale(published: str) -> bool:
    return date.today() - date.fromisoformat(published) > _FRESH


def routes() -> list[Route]:
    """Where all of this is."""
    forms = (*PARTNERSHIP_TASKS, *GOAL_TASKS, *AREA_TASKS)
    tasks = [route for task in forms for route in task.routes()]
    pages: dict[str, Any] = {
        "/manage": _overview,
        "/manage/round/{id}": _round,
        "/manage/round/{id}/chase.csv": _chase,
        "/manage/partnership/{id}": _partnership,
        "/manage/goal/{id}": _goal,
        "/manage/areas": show_areas,
    }
    return [*tasks, *(Route(path, shown(show), methods=["GET"]) for path, show in pages.items())]
