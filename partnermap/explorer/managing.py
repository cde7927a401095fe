"""Manage data: what is missing, stale or disputed, who is to be chased, and what can be done."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from partnermap.explorer.area_tasks import TASKS as AREA_TASKS
from partnermap.explorer.citing import TASKS as CITING
from partnermap.explorer.goal_tasks import TASKS as GOAL_TASKS
from partnermap.explorer.organisation_tasks import TASKS as ORGANISATION_TASKS
from partnermap.explorer.organisation_tasks import may_merge, merged
from partnermap.explorer.pages import Told, answer, found, html, show, shown
from partnermap.explorer.partnership_tasks import TASKS as PARTNERSHIP_TASKS
from partnermap.explorer.partnership_tasks import written
from partnermap.explorer.phrases import SEEN_BY
from partnermap.explorer.query_tasks import TASKS as QUERY_TASKS
from partnermap.explorer.rendering import query_text, words
from partnermap.explorer.resolving import DONE as RESOLVED
from partnermap.explorer.retracting import TASKS as RETRACTIONS
from partnermap.explorer.retracting import retractable
from partnermap.explorer.round_tasks import TASKS as ROUND_TASKS
from partnermap.explorer.tasks import check_may_record, search
from partnermap.explorer.uploading import may_import
from partnermap.exports.sheets import Table, to_csv
from partnermap.scope import Access
from partnermap.vocabulary import Station

_FRESH = timedelta(days=90)
"""A publication older than this may no longer say what is so: the registers come out daily."""
_CHASED = ("id", "name", "kind", "local authority", "town", "postcode")
_TASKS = (
    *PARTNERSHIP_TASKS,
    *GOAL_TASKS,
    *ROUND_TASKS,
    *ORGANISATION_TASKS,
    *AREA_TASKS,
    *QUERY_TASKS,
    *RETRACTIONS,
    *CITING,
)
_DONE = {task.name: task.done for task in _TASKS} | RESOLVED


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
            **_done(request),
        }

    return await show(request, access, "manage", may_do, tell)


async def _round(request: Request, access: Access) -> Response:
    def tell(data: Told) -> Told:
        asked = found(data["node"], "round")["asked"]["nodes"]
        return {"names": {each["id"]: each["name"] for each in asked}, **_done(request)}

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
            "said_by": dict.fromkeys(_told(fact) for fact in one["facts"]),
            "seen_by": SEEN_BY,
            "statements": [*retractable({**data, **one})],
            **_done(request),
        }

    return await show(request, access, "manage_partnership", _id(request), tell)


def _told(fact: Told) -> str:
    """Who says a fact, and when they published it."""
    name = fact["source"]["name"] if fact["source"] else "Not known"
    return f"{name}, {fact['published']}" if fact["published"] else name


async def _goal(request: Request, access: Access) -> Response:
    def tell(data: Told) -> Told:
        one = found(data["node"], "goal")
        return {"statements": [*retractable({**data, **one})], **_done(request)}

    return await show(request, access, "manage_goal", _id(request), tell)


async def _organisation(request: Request, access: Access) -> Response:
    def tell(data: Told) -> Told:
        one = found(data["node"], "organisation")
        return {
            "statements": [*retractable({**data, **one})],
            "may_merge": may_merge(access, one["kind"]),
            "merged": [*merged(one)],
            **_done(request),
        }

    return await show(request, access, "manage_organisation", _id(request), tell)


async def _same(request: Request, access: Access) -> Response:
    """Which other record is the same organisation: those that are called alike, to choose from."""
    check_may_record(access)
    data = await answer(request, query_text("manage_organisation"), _id(request), access)
    one = found(data["node"], "organisation")
    text = request.query_params.get("q", one["name"]).strip()
    hits = await search(request, access, text) if text else []
    others = [
        hit["organisation"] | {"reason": hit["reason"]}
        for hit in hits
        if hit["organisation"]["kind"] == one["kind"] and hit["organisation"]["id"] != one["id"]
    ]
    return html(request, access, "same.html", one=one, text=text, others=others)


async def _areas(request: Request, access: Access) -> Response:
    return await show(request, access, "areas", {}, lambda _: _done(request))


async def _queries(request: Request, access: Access) -> Response:
    return await show(request, access, "saved_queries", {}, lambda _: _done(request))


def _id(request: Request) -> Told:
    return {"id": request.path_params["id"]}


def _done(request: Request) -> Told:
    """What was done just now, as the address says it."""
    return {"done": _DONE.get(request.query_params.get("done", ""), "")}


def _is_stale(published: str) -> bool:
    return date.today() - date.fromisoformat(published) > _FRESH


def routes() -> list[Route]:
    """Where all of this is."""
    tasks = [route for task in _TASKS for route in task.routes()]
    pages: dict[str, Any] = {
        "/manage": _overview,
        "/manage/round/{id}": _round,
        "/manage/round/{id}/chase.csv": _chase,
        "/manage/partnership/{id}": _partnership,
        "/manage/goal/{id}": _goal,
        "/manage/areas": _areas,
        "/manage/queries": _queries,
        "/manage/organisation/{id}": _organisation,
        "/manage/organisation/{id}/same": _same,
    }
    return [*tasks, *(Route(path, shown(show), methods=["GET"]) for path, show in pages.items())]
