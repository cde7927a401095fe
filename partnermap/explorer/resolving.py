"""Rows that name nobody surely: each with whom it may mean, for somebody to say which."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import InputRequired

from partnermap.explorer.fields import Fault, Sheet, blame, offered, stripped, whom
from partnermap.explorer.pages import Told, answer, html, shown
from partnermap.explorer.rendering import query_text, words
from partnermap.explorer.sending import draft, taken
from partnermap.explorer.tasks import check_may_record, message_of, names_of, search
from partnermap.scope import Access

DONE = {"resolve_match": "It is recorded whom the row means."}
_PATH = "/manage/pending"
_OTHER, _NEWCOMER, _NOBODY = "other", "newcomer", "nobody"


class Choice(Sheet):
    """Whom a row means."""

    row = HiddenField()
    who = RadioField(
        "Whom does it mean?", [InputRequired("Choose whom it means.")], validate_choice=False
    )
    other = whom("Another organisation", needed=False)
    newcomer = StringField(
        "The name of a community organisation that is in no register", filters=[stripped]
    )

    def offer(self, row: Told) -> None:
        """Offer whom the row may mean."""
        self.row.data = row["key"]
        self.who.choices = offered(
            [
                *((each["organisation"], _described(each)) for each in row["match"]["candidates"]),
                (_OTHER, "Another organisation, which I name below"),
                (_NEWCOMER, "A community organisation that is in no register, named below"),
                (_NOBODY, "Nobody: leave the row out for good"),
            ]
        )

    def meant(self) -> dict[str, Any]:
        """What is sent of it; something is said to be wrong where that is not clear."""
        given: dict[str, Any] = {"id": self.row.data}
        match self.who.data:
            case "other":
                if not self.other.meant and not self.other.errors:
                    blame(self.other, "Type the name or the code of the one it means.")
                return given | {"organisation": self.other.meant}
            case "newcomer":
                if not self.newcomer.data:
                    blame(self.newcomer, "Type its name.")
                return given | {"newOrganisation": self.newcomer.data}
            case "nobody":
                return given | {"nobody": True}
            case chosen:
                return given | {"organisation": chosen}


async def _show(request: Request, access: Access) -> Response:
    caught = draft(request)
    return await _page(request, access, _choice(caught) if caught else None)


async def _take(request: Request, access: Access, form: FormData) -> Response:
    check_may_record(access)
    choice = _choice(form)
    await choice.check(partial(search, request, access))
    given = choice.meant()
    if choice.faults():
        return await _page(request, access, choice, 400)
    variables = {"key": choice.keyed(), "input": given}
    data = await answer(request, query_text("resolve_match"), variables, access)
    if errors := data["result"]["errors"]:
        choice.renew()
        return await _page(request, access, choice, 400, [*map(message_of, errors)])
    here = request.url.include_query_params(done="resolve_match")
    return RedirectResponse(f"{here.path}?{here.query}", 303)


def _choice(form: FormData | None, at: int = 0) -> Choice:
    """A choice; each of those on a page has ids of its own."""
    given = form.get("at") if form else None
    prefix = given if isinstance(given, str) and given.isdecimal() and len(given) < 4 else str(at)
    return Choice(form, prefix=f"row{prefix}-")


async def _page(
    request: Request,
    access: Access,
    tried: Choice | None = None,
    status: int = 200,
    others: Sequence[str] = (),
) -> Response:
    asked = request.query_params
    variables = {"round": asked.get("round") or None, "after": asked.get("after") or None}
    query = query_text("pending")
    found = (await answer(request, query, variables, access))["pending"]
    choices: dict[str, Choice] = {}
    for at, row in enumerate(found["nodes"]):
        if row["match"]:
            mine = tried is not None and tried.row.data == row["key"]
            choice = tried if mine and tried else _choice(None, at)
            choice.offer(row)
            choice.keyed()
            choices[row["key"]] = choice
    named = [id_ for row in found["nodes"] for id_ in row["about"]]
    named += [row["match"]["respondent"] for row in found["nodes"] if row["match"]]
    anchor = next((c.who.id for c in choices.values() if c is tried), "main")
    faults = [Fault(f"{anchor}-0" if anchor != "main" else anchor, "", each) for each in others]
    return html(
        request,
        access,
        "pending.html",
        status,
        found=found,
        choices=choices,
        names=await names_of(request, access, named),
        faults=faults + (tried.faults() if tried else []),
        address=f"{_PATH}?{request.url.query}" if request.url.query else _PATH,
        round=variables["round"],
        done=DONE.get(asked.get("done", ""), ""),
        behind={"query": query, "variables": variables},
    )


def _described(candidate: Told) -> str:
    told = [words(candidate["kind"]), candidate["town"], candidate["organisation"]]
    return f"{candidate['name']} ({', '.join(filter(None, told))}): {candidate['reason']}"


ROUTES = (
    Route(_PATH, shown(_show), methods=["GET"]),
    Route(_PATH, taken(_take), methods=["POST"]),
)
