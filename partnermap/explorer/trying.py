"""Try a change: what would be so in a place if an organisation left, trusts merged, and so on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from partnermap.errors import BadInputError
from partnermap.explorer.address import Choices
from partnermap.explorer.pages import AnswerError, Told, answer, html, shown
from partnermap.explorer.places.tab import about, asked, names
from partnermap.explorer.rendering import query_text
from partnermap.explorer.supposed import HOWS, Change, Sort, made, named, read_changes
from partnermap.scope import Access

_MOST_OFFERED = 1500
"""Names that a page offers for completion: more would make it too heavy."""
_COUNTS: Final[tuple[tuple[str, Callable[[Told], int]], ...]] = (
    ("Organisations here", lambda a: a["organisations"]),
    ("Pairs linked directly, partners outside included", lambda a: a["summary"]["ties"]),
    ("Groups with no link between them", lambda a: a["summary"]["components"]),
    ("On their own, as they say", lambda a: len(a["isolates"])),
    ("Not known whether they work with anyone", lambda a: len(a["notKnown"])),
    ("Whose leaving or end would cut others off", lambda a: len(a["cutPoints"])),
)
"""What is counted before and after: in words, and from the analysis."""


async def _show(request: Request, access: Access) -> Response:
    """The page; a change that its form was sent with leads to the address that holds it."""
    choices = Choices.read(request.path_params["place"], request.query_params)
    typed = {name: request.query_params.get(name, "") for name in ("change", "first", "second")}
    trouble = fault = ""
    if typed["change"]:
        try:
            change = await _typed(request, choices, access, typed)
        except BadInputError as error:
            trouble = str(error)
        else:
            kept = [*read_changes(request.query_params.multi_items()), change]
            # Without a place of its own it would be shown from where the form was sent.
            return RedirectResponse(f"{_address(choices, kept)}#what-if", 303)
    changes = read_changes(request.query_params.multi_items())
    variables = asked(choices) | {
        "changes": [change.asked for change in changes],
        "supposing": bool(changes),
    }
    query = query_text("try")
    try:
        data = await answer(request, query, variables, access)
    except AnswerError as error:
        if not changes or error.code != BadInputError.code:
            raise
        # The changes are kept, so that the one that does not do can be taken back.
        fault = str(error)
        variables["supposing"] = False
        data = await answer(request, query, variables, access)
    told = _tell(choices, changes, data)
    behind = {"query": query, "variables": variables}
    words = {"data": data, "behind": behind, "typed": typed, "trouble": trouble, "fault": fault}
    status = 400 if trouble or fault else 200
    return html(request, access, "try.html", status, **words, **told)


async def _typed(
    request: Request, choices: Choices, access: Access, typed: Mapping[str, str]
) -> Change:
    """The change that the form was sent with, its names looked up among those of the place."""
    if typed["change"] not in HOWS:
        raise BadInputError(f"{typed['change'][:60]!r} is no change that can be tried: choose one.")
    variables = {name: choices.variables[name] for name in ("scope", "asOf")}
    network = (await answer(request, query_text("names"), variables, access))["network"]
    parts = [typed[name].strip() for name in ("first", "second") if typed[name].strip()]
    takes = HOWS[typed["change"]].takes
    found_ids = [named(part, _of(sort, network)) for part, sort in zip(parts, takes, strict=False)]
    # What is too much is left as it is: how many a change takes is told with the others.
    return made(typed["change"], [*found_ids, *parts[len(takes) :]])


def _of(sort: Sort, network: Told) -> dict[str, str]:
    """By id, the names of all that is of a sort in a network."""
    if sort is Sort.PARTNERSHIP:
        return {each["id"]: each["name"] for each in network["partnerships"]}
    return {
        node["id"]: node["name"]
        for node in network["nodes"]
        if sort is Sort.ORGANISATION or node["kind"] == sort.name
    }


def _tell(choices: Choices, changes: tuple[Change, ...], data: Told) -> dict[str, Any]:
    """What the template is told beside the answer."""
    known = dict(names(data))
    offered = sorted(known.items(), key=lambda one: one[1])
    tried = data.get("whatIf")
    return {
        "choices": choices,
        "names": known,
        "name": about(choices, data)["name"],
        "hows": HOWS,
        "offered": offered if len(offered) <= _MOST_OFFERED else (),
        "changes": tuple(
            {
                "change": change,
                "words": change.told(known),
                "without": _address(choices, [*changes[:at], *changes[at + 1 :]]),
            }
            for at, change in enumerate(changes)
        ),
        "counts": tuple(
            (words, count(tried["before"]), count(tried["after"])) for words, count in _COUNTS
        )
        if tried
        else (),
    }


def _address(choices: Choices, changes: Sequence[Change]) -> str:
    """The address that holds a place, what was chosen of it, and some changes."""
    held = [*choices.chosen, *((change.how, change.value) for change in changes)]
    path = f"/try/{quote(choices.place, safe=':/,.')}"
    return f"{path}?{urlencode(held, safe=':,')}" if held else path


ROUTES = (Route("/try/{place:path}", shown(_show), methods=["GET"], name="try"),)
