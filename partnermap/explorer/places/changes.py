"""What changed since the last board?"""

from datetime import date
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from partnermap.errors import BadInputError
from partnermap.explorer.address import read_day
from partnermap.explorer.dates import year_before
from partnermap.explorer.pages import Told, answer
from partnermap.explorer.places.parts import one_of, part
from partnermap.explorer.places.tab import Tab, choices
from partnermap.explorer.rendering import query_text
from partnermap.scope import Access
from partnermap.vocabulary import EventKind as Kind

KINDS: Final = {
    Kind.MERGED: "Trusts that became part of others",
    Kind.SUCCEEDED: "Schools that took the place of others",
    Kind.SPLIT: "Schools that were divided",
    Kind.CIRCULAR: "Records that need a look",
    Kind.OPENED: "Opened",
    Kind.CLOSED: "Closed",
    Kind.MOVED: "Passed from one to another",
    Kind.JOINED: "Joined a trust, authority, diocese or group",
    Kind.LEFT: "Left a trust, authority, diocese or group",
    Kind.BEGAN: "Partnerships that began",
    Kind.ENDED: "Partnerships that ended",
    Kind.MEMBER_JOINED: "Joined a partnership",
    Kind.MEMBER_LEFT: "Left a partnership",
}
"""What each kind of event is called, in the order in which they are told."""


async def _begin(request: Request, access: Access) -> Response | None:
    """Where no first day is chosen, the address that says it: a year before the newest data."""
    if request.query_params.get("from"):
        return None
    chosen = choices(request)
    variables = {"scope": chosen.variables["scope"]}
    data = await answer(request, query_text("editions"), variables, access)
    days = [
        date.fromisoformat(fact["published"])
        for things in data.values()
        for thing in things["nodes"]
        for fact in thing["facts"]
        if fact["published"]
    ]
    to = read_day(request.query_params, "to")
    first = year_before(min(filter(None, (max(days, default=date.today()), to))))
    asked = {**request.query_params, "from": first.isoformat()}
    return RedirectResponse(chosen.address("changes", **asked), 303)


def _ask(request: Request, _access: Access) -> Told:
    first, last = (read_day(request.query_params, name) for name in ("from", "to"))
    if first and last and last < first:
        raise BadInputError(f"{last} lies before {first}: choose a last day after the first.")
    return {"from": str(first), "to": last and str(last)}


def _tell(request: Request, data: Told) -> Told:
    found = data["compare"]
    words = [kind.lower() for kind in KINDS]
    chosen = one_of(words, request.query_params, "kind")
    asked = request.query_params
    kept = {name: asked[name] for name in ("from", "to", "kind") if asked.get(name)}
    events = [event for event in found["events"] if chosen in ("", event["kind"].lower())]
    shown = part(events, asked)
    groups: dict[str, list[Any]] = {}
    for event in shown.rows:
        groups.setdefault(KINDS[Kind(event["kind"])], []).append(event)
    counts = [(c["kind"].lower(), KINDS[Kind(c["kind"])], c["count"]) for c in found["counts"]]
    return {"chosen": chosen, "part": shown, "groups": groups, "counts": counts, "kept": kept}


TAB = Tab("changes", "changes", "Changes", "What changed?", _tell, _ask, _begin)
