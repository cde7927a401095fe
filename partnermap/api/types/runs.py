"""Analyses that are worked out once, because they are too large to wait for."""

import datetime

import strawberry

from partnermap.api.types import enums  # noqa: F401 - makes the vocabulary known to the schema
from partnermap.api.types.changes import ChangeError
from partnermap.api.types.fields import stored
from partnermap.store.runs import Run
from partnermap.vocabulary import Layer, RunState, View


@strawberry.type(description="An analysis that is worked out once for a state of the data.")
class AnalysisRun:
    """An analysis that is worked out once."""

    id: strawberry.ID = stored("Its id.")
    scope: str = stored("The scope, as it is written.")
    layer: Layer = stored("Which ties it is about.")
    view: View = stored("Whether each counts with its trust or its LA.")
    as_of: datetime.date | None = stored("The day asked about.")
    seed: int = stored("The seed of what is random in it.")
    data_version: int = stored("The state of the data it is computed from.")
    state: RunState = stored("How it stands.")
    done: int = stored("How many of its measures are there.")
    total: int = stored("How many there are to be.")
    step: str | None = stored("Which is at hand.")
    by: str = stored("Who began it.")
    began: datetime.datetime = stored("When.")
    ended: datetime.datetime | None = stored("When it ended; null if it has not.")

    @classmethod
    def of(cls, run: Run) -> "AnalysisRun":
        """A run as it is told."""
        return cls(
            id=strawberry.ID(run.id),
            scope=run.scope,
            layer=run.layer,
            view=run.view,
            as_of=datetime.date.fromisoformat(run.as_of) if run.as_of else None,
            seed=run.seed,
            data_version=run.data_version,
            state=run.state,
            done=run.done,
            total=run.total,
            step=run.step,
            by=run.by,
            began=datetime.datetime.fromisoformat(run.began),
            ended=datetime.datetime.fromisoformat(run.ended) if run.ended else None,
        )


@strawberry.type(description="What came of beginning or cancelling a run.")
class RunChange:
    """What came of beginning or cancelling a run."""

    run: AnalysisRun | None = stored("The run; null if there are errors.")
    errors: list[ChangeError] = stored("What stood in the way.")
