"""The query page: a query of one's own, asked as a program would ask it, and worked examples.

It takes its form by GET, so that a question has an address that can be shared; it runs queries
alone, for nobody may be led to change something by a link.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from partnermap.api.execution import Answer, Api
from partnermap.api.guard import GraphQLRequest, RequestRefusedError, parse_json, read_operation
from partnermap.errors import BadInputError, NotFoundError
from partnermap.explorer.pages import answer, found, html, shown
from partnermap.explorer.rendering import query_text
from partnermap.scope import Access

LONGEST = 16_000
"""Characters of a query, or of its variables: an address cannot hold many more."""
_SHOWN = 100_000
"""Characters of an answer that the page shows."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query that answers a question on the sample's data as it stands."""

    name: str
    question: str
    query: str


@cache
def examples() -> tuple[Example, ...]:
    """The worked examples, the first thing to ask first."""
    folder = files("partnermap.explorer") / "examples"
    read = []
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        query = file.read_text(encoding="utf-8")
        name = file.name.removesuffix(".graphql").partition("-")[2]
        read.append(Example(name, query.partition("\n")[0].removeprefix("# "), query))
    return tuple(read)


async def _show(request: Request, access: Access) -> Response:
    given = request.query_params
    query = given.get("query") or await _begun(request, access)
    variables = given.get("variables", "")
    if "keep" in given:
        # The form that keeps it begins with what was typed here.
        return RedirectResponse(f"/manage/query?{urlencode({'text': query})}", 303)
    told: dict[str, object] = {}
    status = 200
    if "run" in given:
        api: Api = request.app.state.api
        try:
            asked = _read(query, variables)
            answered = await api.execute(asked.query, asked.variables, access=access, reading=True)
            told = _told(answered)
            status = 200 if answered.ran else 400
        except BadInputError as error:  # what was typed stays on the page
            told = {"refusal": str(error)}
            status = 400
    return html(
        request,
        access,
        "query.html",
        status,
        examples=examples(),
        query=query,
        variables=variables,
        longest=LONGEST,
        **({"refusal": None, "answer": None} | told),
    )


async def _begun(request: Request, access: Access) -> str:
    """The query that is there before anything is typed: a saved one, or an example."""
    given = request.query_params
    if "saved" in given:
        data = await answer(request, query_text("saved_query"), {"id": given["saved"]}, access)
        return str(found(data["node"], "saved query")["text"])
    return _example(given.get("example") or examples()[0].name).query


def _example(name: str) -> Example:
    for example in examples():
        if example.name == name:
            return example
    names = ", ".join(example.name for example in examples())
    raise NotFoundError(f"There is no example {name!r}; there are {names}.")


def _read(query: str, variables: str) -> GraphQLRequest:
    """What was typed, as an operation; BadInputError says what of it cannot be read."""
    for name, text in (("query", query), ("variables", variables)):
        if len(text) > LONGEST:
            raise BadInputError(
                f"The {name} may hold {LONGEST:,} characters here: send more to /graphql in a POST."
            )
    try:
        read = parse_json(variables) if variables.strip() else None
        return read_operation({"query": query, "variables": read})
    except RequestRefusedError as error:
        said = str(error).replace("The body is", "The variables are")
        raise BadInputError(said) from None


def _told(answer: Answer) -> dict[str, object]:
    parts: dict[str, object] = {"errors": answer.errors} if answer.errors else {}
    if answer.ran:
        parts["data"] = answer.data
    text = orjson.dumps(parts, option=orjson.OPT_INDENT_2).decode()
    return {"answer": text[:_SHOWN], "length": len(text), "cost": answer.cost}


ROUTES = (Route("/query", shown(_show), methods=["GET"]),)
