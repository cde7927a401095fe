"""The root fields about analyses that are worked out once; parts of Query and of Mutation."""

from typing import Annotated

import strawberry

from partnermap.api.arguments import Day, Layers, Scopes, Seed, Views
from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.types.changes import ChangeError
from partnermap.api.types.runs import AnalysisRun, RunChange
from partnermap.edits.outcome import Code
from partnermap.errors import NotFoundError, PartnermapError, RefusedError
from partnermap.question import Question
from partnermap.store import runs
from partnermap.vocabulary import Layer, Station, View

Info = strawberry.Info[Context, None]


async def _runs(
    info: Info,
    first: Annotated[int, strawberry.argument(description="How many, the newest: 1 to 200.")] = 20,
) -> list[AnalysisRun]:
    """The newest runs."""
    known = await runs.list_runs(info.context.store, info.context.access)
    return [AnalysisRun.of(run) for run in known[: max(1, first)]]


async def _run(
    info: Info,
    scope: Scopes,
    layer: Layers = Layer.WORKING,
    as_of: Day = None,
    seed: Seed = 0,
    view: Views = View.ORGANISATIONS,
) -> RunChange:
    """Begin a run."""
    context = info.context
    if context.runner is None:
        none = RefusedError("This program runs nothing by itself: use `partnermap analyse`.")
        return _refused(Code.CONFLICT, none, "scope")
    try:
        place = await context.scope(scope)
        asked = Question(place, layer, as_of, context.access, seed, view)
        id_ = await context.runner.begin(asked)
    except NotFoundError as error:
        return _refused(Code.NOT_FOUND, error, "scope")
    except RefusedError as error:
        return _refused(Code.CONFLICT, error, "scope")
    return RunChange(run=await _found(context, id_), errors=[])


async def _cancel(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="The run's id.")],  # noqa: A002
) -> RunChange:
    """Cancel a run."""
    context = info.context
    try:
        run = await runs.cancel(context.store, id, context.access)
    except NotFoundError as error:
        return _refused(Code.NOT_FOUND, error, "id")
    if context.runner:
        await context.runner.stop(id)
    return RunChange(run=AnalysisRun.of(run), errors=[])


async def _found(context: Context, id_: str) -> AnalysisRun | None:
    run = await runs.find_run(context.store, id_)
    return AnalysisRun.of(run) if run else None


def _refused(code: Code, error: PartnermapError, argument: str) -> RunChange:
    return RunChange(run=None, errors=[ChangeError.of(code, error, argument)])


@strawberry.type
class RunQuery:
    """What can be asked about runs."""

    analysis_runs: list[AnalysisRun] = strawberry.field(
        resolver=_runs,
        description="Analyses that are or were worked out once, the newest first: those of which "
        "you may know the answer.",
        metadata=least(Station.READER),
    )


@strawberry.type
class RunMutation:
    """What can be changed about runs."""

    run_analysis: RunChange = strawberry.field(
        resolver=_run,
        description="Work out the analysis of a place too large to wait for, such as the country, "
        "once for the data as they are: `analysis` then answers at once whoever may see the same. "
        "One at a time; begun again it goes on, and is not worked out twice.",
        metadata=least(Station.EDITOR),
    )
    cancel_analysis: RunChange = strawberry.field(
        resolver=_cancel,
        description="Cancel a run; one that has ended stays as it is.",
        metadata=least(Station.EDITOR),
    )
