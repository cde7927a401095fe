"""The page of one finding: asked again by its id, and what has changed since it was cited."""

from collections.abc import Iterator, Mapping

from starlette.requests import Request

from partnermap.analysis.findings.identity import cited_finding, question_of
from partnermap.errors import NotFoundError
from partnermap.explorer.address import LINKS, Choices
from partnermap.explorer.pages import Page, Told
from partnermap.explorer.places.tab import asked, called_here, names
from partnermap.scope import PUBLIC
from partnermap.vocabulary import Layer


def _chosen(request: Request) -> Choices:
    """The place, the links and the day that a finding is about, which its id says."""
    finding, _ = cited_finding(request.path_params["id"])
    # Of the question only what stands in the id is used; whom it is answered to, the door says.
    question = question_of(finding, PUBLIC)
    return Choices(question.scope, question.layer, question.as_of)


def _ask(request: Request) -> Told:
    return asked(_chosen(request)) | {"id": request.path_params["id"]}


def _tell(request: Request, data: Told) -> Told:
    again = data["finding"]
    if again is None:
        raise NotFoundError(
            "Nothing was cited under that id, or you may not see it. Leave out what follows the "
            "`@` to ask the question of the data as they are now."
        )
    chosen, known = _chosen(request), names(data)
    now, citation = again["finding"], again["citation"]
    return {
        "choices": chosen,
        "name": called_here(chosen, data),
        "names": known,
        "given": lambda parameters: tuple(_given(parameters, known)),
        "told": now or (citation and citation["finding"]),
        "id": request.path_params["id"],
    }


def _given(parameters: Told, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a measure was given, each with its name; what it was not given is left out."""
    for name, value in parameters.items():
        if isinstance(value, list):
            yield name, ", ".join(known.get(str(one), str(one)) for one in value)
        elif value is not None:
            yield name, LINKS[Layer(value)].lower() if name == "layer" else str(value)


PAGES = (Page("/finding/{id:path}", "again", _ask, _tell),)
