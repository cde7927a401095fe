"""The root field that works out repairs; a part of Query."""

from typing import Annotated

import strawberry

from partnermap.analysis import Analysis
from partnermap.analysis.findings.plan import tell_repair, tell_repairs
from partnermap.analysis.terms import Terms, mend_within
from partnermap.api.arguments import Day, Scopes
from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.types.repairs import Repair, RepairLimits, Repairs
from partnermap.api.types.shared import as_is
from partnermap.question import Question
from partnermap.vocabulary import Layer, Station

Info = strawberry.Info[Context, None]


async def _repairs(
    info: Info,
    scope: Scopes,
    limits: Annotated[
        RepairLimits | None, strawberry.argument(description="What new partnerships may be.")
    ] = None,
    as_of: Day = None,
) -> Repairs:
    """New partnerships that mend a scope."""
    context = info.context
    terms = limits.terms(context.redirects) if limits else Terms()
    asked = Question(await context.scope(scope), Layer.WORKING, as_of, context.access)
    studied = await context.studies.of(asked)
    return await studied.measure(lambda study: _told(study, terms))


def _told(study: Analysis, terms: Terms) -> Repairs:
    found = mend_within(study, terms)
    sentence, consequence = tell_repairs(study, found)
    repairs = [
        Repair(
            ends=as_is(repair.ends),
            km=repair.km,
            saves=as_is(repair.saves),
            sentence=tell_repair(study, repair),
        )
        for repair in found.repairs
    ]
    return Repairs(
        scope=study.scope,
        as_of=study.as_of,
        data_version=study.data_version,
        organisations=study.cohesion.organisations,
        silent_about=study.cohesion.unheard,
        sentence=sentence,
        consequence=consequence,
        total_count=len(repairs),
        at_least=found.at_least,
        impossible=found.impossible,
        fewest=found.fewest,
        cheapest=found.cheapest,
        km=found.km,
        before=as_is(found.before),
        after=as_is(found.after),
        all_repairs=repairs,
        all_remaining=as_is(found.remaining.cut_points),
    )


@strawberry.type
class RepairQuery:
    """What can be asked about repairs."""

    repairs: Repairs = strawberry.field(
        resolver=_repairs,
        description="The fewest new partnerships within limits of yours after which no one "
        "departure would cut anybody off; of as few the nearest to each other. Of at most 1,000 "
        "organisations.",
        # It takes seconds of work, which nobody may set off who has not signed in.
        metadata=least(Station.READER),
    )
