"""The root fields that look findings up again and keep them; parts of Query and of Mutation."""

import datetime
from dataclasses import replace
from typing import Annotated

import strawberry

from partnermap.analysis import Analysis, analyse
from partnermap.analysis.changes.again import changed_since
from partnermap.analysis.findings.identity import citation_id, cited_finding, question_of
from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.studies import Studied
from partnermap.api.types import citations as types
from partnermap.api.types.changes import ChangeError
from partnermap.api.types.shared import as_is
from partnermap.edits.outcome import Code
from partnermap.errors import BadInputError, PartnermapError
from partnermap.model.findings import Finding
from partnermap.question import Question
from partnermap.store.citations import Citation, cite, find_citation
from partnermap.vocabulary import Station

Info = strawberry.Info[Context, None]
MOST_CITED = 5_000
"""Of a finding about more organisations the network is not kept."""


async def _finding(
    info: Info,
    id: Annotated[  # noqa: A002
        strawberry.ID,
        strawberry.argument(description="A finding's id, or that of a citation: `…@12`."),
    ],
) -> types.FindingAgain | None:
    """A finding by its id."""
    context = info.context
    found, is_citation = cited_finding(id)
    asked = question_of(found, context.access)
    cited = await find_citation(context.store, id, context.access) if is_citation else None
    if is_citation and cited is None:
        return None
    studied = await _studied(context, asked)
    now = await studied.measure(lambda study: _named(study, found))
    changes = changed_since(cited.finding, now, lambda id_: _name(studied, id_)) if cited else ()
    return types.FindingAgain(
        id=id,
        finding=as_is(now),
        citation=await _told(cited, asked) if cited else None,
        changes=list(changes),
    )


async def _cite(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="A finding's id.")],  # noqa: A002
) -> types.CitationChange:
    """Keep a finding as it is."""
    context = info.context
    try:
        asked = question_of(id, context.access)
    except BadInputError as error:
        return _refused(Code.INVALID, error)
    studied = await _studied(context, asked)
    network = studied.study.network
    if len(network.nodes) > MOST_CITED:
        return _refused(
            Code.INVALID,
            BadInputError(
                f"A finding about {len(network.nodes):,} organisations cannot be cited: at most "
                f"{MOST_CITED:,} are kept with one. Cite it for a smaller place."
            ),
        )
    found = await studied.measure(lambda study: _named(study, id))
    if found is None:
        return _refused(Code.NOT_FOUND, BadInputError("Nothing of the kind is found now."))
    kept = citation_id(id, found.data_version)
    cited = await cite(context.store, kept, found, network, context.access)
    return types.CitationChange(citation=await _told(cited, asked), errors=[])


async def _studied(context: Context, asked: Question) -> Studied:
    scope = await context.scope([asked.scope])
    return await context.studies.of(replace(asked, scope=scope))


def _named(study: Analysis, id_: str) -> Finding | None:
    """The finding of a study that has an id, whatever the access that the id was told under."""
    return next((finding for finding in study.findings if finding.id == id_), None)


def _name(studied: Studied, id_: str) -> str:
    node = studied.study.combined.nodes.get(id_)
    return node["name"] if node else id_


async def _told(cited: Citation, asked: Question) -> types.Citation:
    again = Studied(analyse(cited.network, asked.layer, asked.seed, asked.near))
    found = await again.measure(lambda study: _named(study, cited.finding.id))
    return types.Citation(
        id=strawberry.ID(cited.id),
        finding=as_is(cited.finding),
        at=datetime.datetime.fromisoformat(cited.at),
        by=cited.by,
        reproduced=found == cited.finding,
    )


def _refused(code: Code, error: PartnermapError) -> types.CitationChange:
    return types.CitationChange(citation=None, errors=[ChangeError.of(code, error, "id")])


@strawberry.type
class CitationQuery:
    """What can be asked about findings told before."""

    finding: types.FindingAgain | None = strawberry.field(
        resolver=_finding,
        description="A finding by its id: as the same question is answered now and, for the id of "
        "a citation, as it was then, and what has changed. Null for a citation that is not there.",
        metadata=least(Station.PUBLIC),
    )


@strawberry.type
class CitationMutation:
    """What can be kept of findings."""

    cite: types.CitationChange = strawberry.field(
        resolver=_cite,
        description="Keep a finding as it is now, with the organisations and ties it was found "
        "in, so that it can be cited and found again. Cited twice it stays as it is.",
        metadata=least(Station.READER),
    )
