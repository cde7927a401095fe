"""Tasks: a form for one change, which is made by the same mutation as through the API."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from wtforms import FieldList, HiddenField

from partnermap.errors import RefusedError
from partnermap.explorer.attaching import read_with_file
from partnermap.explorer.fields import Fault, Sheet, blame, leaves, said
from partnermap.explorer.pages import Told, answer, found, html, shown
from partnermap.explorer.rendering import query_text
from partnermap.explorer.sending import draft, read_form, taken
from partnermap.explorer.visitors import may_record
from partnermap.scope import Access

_ROWS = 3
"""How many empty rows one asks for at a time."""


class Difference(NamedTuple):
    """A field that says one thing and is recorded as another."""

    label: str
    recorded: str
    typed: str


def check_may_record(access: Access) -> None:
    """RefusedError for whoever may change nothing."""
    if not may_record(access):
        raise RefusedError(
            "You may read but not change this. Ask an administrator for a key that may, and sign "
            "in with it."
        )


class Link(NamedTuple):
    """Where something is, and what it is called."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Task:
    """A form: the mutation it sends is `queries/NAME.graphql`, whose one field is `result`."""

    path: str
    name: str
    title: str
    button: str
    sheet: type[Sheet]
    content: Callable[[Any, Mapping[str, str]], dict[str, Any]]
    """The variables of the mutation beside its key, from the form and from the address."""
    done: str
    """What to say once it is done."""
    onward: str = "/manage/partnership/{id}"
    """Where to go then; `{id}` is the id of the record, `{about}` that of the address."""
    about: str = ""
    """The query that has the record that is changed, its `node`, by what the address gives."""
    given: Callable[[Mapping[str, Any]], dict[str, Any]] = lambda _record: {}
    """What the fields hold at first, from the record."""
    hint: str = ""
    template: str = "task.html"
    admit: Callable[[Access], None] = check_may_record
    """Raises RefusedError for whoever may not do it."""
    listed: Link | None = None
    """The list of such records, where they have no pages of their own."""

    def routes(self) -> list[Route]:
        """Where it is shown and where it is sent: the same address."""
        read = read_with_file if self.sheet.takes_file else read_form
        return [
            Route(self.path, shown(self._show), methods=["GET"], name=self.name),
            Route(self.path, taken(self._take, read), methods=["POST"]),
        ]

    async def _show(self, request: Request, access: Access) -> Response:
        self.admit(access)
        record = await self._record(request, access)
        caught = draft(request)
        sheet = self._sheet(caught, record, request.query_params)
        return self._page(request, access, sheet, record, caught=caught is not None)

    async def _take(self, request: Request, access: Access, form: FormData) -> Response:
        self.admit(access)
        record = await self._record(request, access)
        sheet = self._sheet(form, record, {})
        if "more" in form:
            for field in sheet:
                if isinstance(field, FieldList):
                    for _ in range(_ROWS):
                        field.append_entry()
            return self._page(request, access, sheet, record)
        if not await sheet.check(partial(search, request, access)):
            return self._page(request, access, sheet, record, status=400)
        variables = {"key": sheet.keyed(), **self.content(sheet, request.path_params)}
        data = await answer(request, query_text(self.name), variables, access)
        result = data["result"]
        if not result["errors"]:
            id_ = (result["record"] or {}).get("id", "")
            onward = self.onward.format(id=id_, about=request.path_params.get("id", ""))
            return RedirectResponse(f"{onward}?done={self.name}", 303)
        record = await self._record(request, access)
        sheet.alike = await names_of(request, access, result.get("candidates", ()))
        return self._refused(request, access, sheet, record, result["errors"])

    def _refused(
        self,
        request: Request,
        access: Access,
        sheet: Sheet,
        record: Mapping[str, Any],
        errors: list[Told],
    ) -> Response:
        """The form once more, with what stood in the way of the change."""
        sheet.renew()
        others = [message_of(error) for error in errors if not _placed(sheet, error)]
        differences: list[Difference] = []
        if any(error["code"] == "STALE" for error in errors):
            now = self._sheet(None, record, {})
            differences = _differences(now, sheet)
            _carry_version(now, sheet)
        return self._page(
            request, access, sheet, record, status=409 if differences else 400,
            others=others, differences=differences,
        )  # fmt: skip

    async def _record(self, request: Request, access: Access) -> Mapping[str, Any]:
        if not self.about:
            return {}
        data = await answer(request, query_text(self.about), request.path_params, access)
        return {**data, **found(data["node"], "record")}

    def _above(self, record: Mapping[str, Any]) -> Link | None:
        """Where the record is shown that the form is about, if it is about one."""
        if not record or self.listed:
            return self.listed if record else None
        kind = record["id"].partition(":")[0]
        page = kind if kind in ("goal", "partnership") else "organisation"
        return Link(f"/manage/{page}/{record['id']}", record["name"])

    def _sheet(
        self, form: FormData | None, record: Mapping[str, Any], asked: Mapping[str, str]
    ) -> Sheet:
        sheet = self.sheet(form, data={**self.given(record), **asked})
        sheet.fit(record)
        sheet.keyed()
        return sheet

    def _page(
        self,
        request: Request,
        access: Access,
        sheet: Sheet,
        record: Mapping[str, Any],
        *,
        status: int = 200,
        caught: bool = False,
        others: list[str] | None = None,
        differences: list[Difference] | None = None,
    ) -> Response:
        faults = [Fault("sheet", "", message) for message in others or ()] + sheet.faults()
        return html(
            request,
            access,
            self.template,
            status,
            task=self,
            sheet=sheet,
            record=record,
            above=self._above(record),
            faults=faults,
            differences=differences or [],
            caught=caught,
            address=request.url.path,
            mutation=query_text(self.name),
        )


async def search(request: Request, access: Access, text: str) -> list[Told]:
    """The organisations that a text may mean, as far as the viewer may see them."""
    data = await answer(request, query_text("whom"), {"text": text[:200]}, access)
    hits: list[Told] = data["search"]
    return hits


async def names_of(request: Request, access: Access, ids: Iterable[str]) -> dict[str, str]:
    """What the viewer knows each of some organisations by, in their order; at most 100."""
    wanted = {"ids": [*dict.fromkeys(ids)][:100]}
    told = await answer(request, query_text("called"), wanted, access) if wanted["ids"] else {}
    return {node["id"]: node["name"] for node in told.get("nodes", ()) if node and "name" in node}


def message_of(error: Told) -> str:
    """What stood in the way of a change, for somebody who sent a form."""
    if error["code"] == "KEY_REUSED":
        return (
            "This form was sent before, with something else in it, and was answered then. Look "
            "it through and send it once more."
        )
    return str(error["message"])


def _placed(sheet: Sheet, error: Told) -> bool:
    """Say an error of a change beside the field it is about; whether there is one."""
    at = "-".join(_snake(part) for part in error["path"] if part != "input")
    fits = [f for f in leaves(sheet) if f.name == at or f.name.startswith(f"{at}-")]
    fits = [field for field in fits if not isinstance(field, HiddenField)]
    if not at or not fits:
        return False
    blame(fits[0], error["message"])
    return True


def _snake(name: str) -> str:
    """A name as Python writes it: `localLabel` is `local_label`."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


def _differences(now: Sheet, typed: Sheet) -> list[Difference]:
    """Where a record as it is now and as somebody would have it differ, both in words."""
    pairs = [(field, typed[field.name]) for field in now if not isinstance(field, HiddenField)]
    return [
        Difference(field.label.text, said(field) or "nothing", said(other) or "nothing")
        for field, other in pairs
        if said(field) != said(other)
    ]


def _carry_version(now: Sheet, typed: Sheet) -> None:
    """Let the form be about the record as it is now, which its sender is shown."""
    for field in now:
        if field.name == "version":
            typed[field.name].data = field.data
