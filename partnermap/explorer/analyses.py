"""Analyses of the whole country: how far each has come, and the forms that begin and cancel one."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from wtforms import IntegerField, SelectField
from wtforms.utils import unset_value
from wtforms.validators import NumberRange
from wtforms.validators import Optional as MayBeEmpty

from partnermap.errors import BadInputError, RefusedError
from partnermap.explorer.address import LINKS, Choices, called
from partnermap.explorer.fields import Sheet, Whom, day, offered
from partnermap.explorer.pages import Told, answer, found, html, shown
from partnermap.explorer.phrases import VIEWS
from partnermap.explorer.rendering import initial, query_text
from partnermap.explorer.tasks import Link, Task, names_of
from partnermap.explorer.visitors import may_run
from partnermap.scope import Access, Scope
from partnermap.vocabulary import Layer, RunState, View

_LIST = Link("/manage/analyses", "Analyses")
_EVERYWHERE = "all"
_SEEDS = 2**31
"""GraphQL knows whole numbers from minus so many to one less."""


class Where(Whom):
    """A place as people name it, or as addresses have it; nothing stands for the whole country."""

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read what was typed; what addresses have needs no search."""
        super().process(formdata, data, extra_filters)
        if self.data and _read(self.data):
            self.meant = self.data

    @property
    def scopes(self) -> list[str]:
        """What is meant, as scopes are written."""
        meant = self.meant or _EVERYWHERE
        return meant.split(",") if _read(meant) else [f"org:{meant}"]


class Asking(Sheet):
    """An analysis that is to be worked out."""

    scope = Where(
        "Of which place?",
        description="The whole country, if you leave it empty. Or the name of a diocese, a local "
        "authority or a trust, or a place as its address has it, such as region:E12000004.",
    )
    layer = SelectField(
        "Which links?",
        choices=offered((layer.value, words) for layer, words in LINKS.items()),
        default=Layer.WORKING.value,
    )
    view = SelectField(
        "Whom does each organisation count with?",
        choices=offered((view.value, initial(words)) for view, words in VIEWS.items()),
        default=View.ORGANISATIONS.value,
        description="The pages about a place show each for itself; the others are for programs.",
    )
    as_of = day("As it stood on which day?", "Today, if you leave it empty.")
    seed = IntegerField(
        "Number of the draw",
        [MayBeEmpty(), NumberRange(-_SEEDS, _SEEDS - 1, "Type a number nearer to 0.")],
        default=0,
        description="Some of it is drawn by lot, and the same number draws the same again. The "
        "pages about a place show that of 0.",
    )


class Ending(Sheet):
    """An analysis that is not worked out further."""


class Cancelling(Task):
    """A form about an analysis, which the list of them knows."""

    __slots__ = ()

    async def _record(self, request: Request, access: Access) -> Mapping[str, Any]:
        data = await _listed(request, access)
        id_ = request.path_params["id"]
        one = next((run for run in data["analysisRuns"] if run["id"] == id_), None)
        record: Mapping[str, Any] = found(one, "analysis")
        return record


def _check_may_run(access: Access) -> None:
    if not may_run(access):
        raise RefusedError(
            "You may look at what was worked out, but not begin or cancel it. Ask an "
            "administrator for a key that may record, and sign in with it."
        )


def _asked(sheet: Asking, _: Mapping[str, str]) -> dict[str, Any]:
    return {
        "scope": sheet.scope.scopes,
        "layer": sheet.layer.data,
        "view": sheet.view.data,
        "asOf": sheet.as_of.data and sheet.as_of.data.isoformat(),
        "seed": sheet.seed.data or 0,
    }


_TASKS = (
    Task(
        "/manage/analysis", "run_analysis", "Have an analysis worked out", "Work it out", Asking,
        _asked, "It is taken up. The list says how far it has come.", _LIST.address,
        hint="For the whole country or a region: a smaller place is worked out while you wait. It "
        "may take some minutes, and a processor of the machine that partnermap runs on; one is "
        "worked out at a time, and everybody else goes on working meanwhile. What comes of it is "
        "kept until the data change, for those who may see what you may.",
        admit=_check_may_run,
    ),
    Cancelling(
        "/manage/analysis/{id}/cancel", "cancel_analysis", "Cancel an analysis", "Cancel it",
        Ending, lambda _, at: {"id": at["id"]}, "It is at work no more.", _LIST.address,
        hint="What is worked out so far is lost. It can be begun again.",
        admit=_check_may_run, listed=_LIST,
    ),
)  # fmt: skip
_DONE = {task.name: task.done for task in _TASKS}


async def _show(request: Request, access: Access) -> Response:
    data = await _listed(request, access)
    return html(
        request,
        access,
        "analyses.html",
        data=data,
        views=VIEWS,
        at_work=any(run["state"] == RunState.RUNNING for run in data["analysisRuns"]),
        done=_DONE.get(request.query_params.get("done", ""), ""),
        behind={"query": query_text("analyses"), "variables": {}},
    )


async def _listed(request: Request, access: Access) -> Told:
    """The analyses that a viewer may know of, each with what its place is called."""
    data = await answer(request, query_text("analyses"), {}, access)
    scopes = {run["id"]: _scope(run["scope"]) for run in data["analysisRuns"]}
    ids = [id_ for scope in scopes.values() for id_ in scope.named]
    names = {area["id"]: area["name"] for area in data["areas"]}
    names |= await names_of(request, access, ids)
    version = data["dataVersion"]
    runs = [_told(run, scopes[run["id"]], names, version) for run in data["analysisRuns"]]
    return {**data, "analysisRuns": runs}


def _told(run: Told, scope: Scope, names: Mapping[str, str], data_version: int) -> Told:
    """An analysis with the name of its place, where it is shown, and where to begin it again."""
    day = date.fromisoformat(run["asOf"]) if run["asOf"] else None
    place = Choices(scope, Layer(run["layer"]), day)
    asked = {
        "scope": place.place,
        "layer": run["layer"],
        "view": run["view"],
        "as_of": run["asOf"] or "",
        "seed": run["seed"],
    }
    return {
        **run,
        "name": called(scope, (names.get(id_, id_) for id_ in (*scope.named, *scope.saved))),
        "current": run["dataVersion"] == data_version,
        # The pages about a place ask what is asked where nothing else is said.
        "page": place.address() if run["view"] == View.ORGANISATIONS and not run["seed"] else "",
        "again": f"/manage/analysis?{urlencode(asked)}",
    }


def _scope(text: str) -> Scope:
    """The scope of an analysis, which may be of nothing."""
    return _read(text.replace(" ", ",")) or Scope()


def _read(text: str) -> Scope | None:
    """What a text says as addresses have places; None where it is none of these."""
    try:
        return Scope.parse(*text.split(","))
    except BadInputError:
        return None


ROUTES = (
    Route(_LIST.address, shown(_show), methods=["GET"]),
    *(route for task in _TASKS for route in task.routes()),
)
