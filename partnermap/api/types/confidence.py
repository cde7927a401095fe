"""How sure answers are: of a finding, and of an analysis as a whole."""

from collections.abc import Sequence
from typing import Annotated, Any

import strawberry

from partnermap.analysis.confidence import sureness
from partnermap.api.types import enums  # noqa: F401 - makes the vocabulary known to the schema
from partnermap.api.types.fields import stored
from partnermap.api.types.measuring import first_of
from partnermap.api.types.shared import as_is
from partnermap.vocabulary import ConfidenceState


@strawberry.type(description="How sure a finding is.")
class FindingConfidence:
    """How sure a finding is."""

    share: float = stored(
        "In which share of the runs it holds: that somebody would be cut off, that the same few "
        "hurt most, that it is among the first of its ranking, that each is on its own."
    )
    worlds: int = stored("How many runs there were.")
    sentence: str = stored("The same in plain words.")


@strawberry.type(description="One that came first in some runs.")
class RankingEntry:
    """One that came first in some runs."""

    about: list[strawberry.ID] = stored(
        "Who or what, as a finding is about it: one id, both ends of a tie, or the few together."
    )
    times: int = stored("In how many runs.")


def _entries(
    root: Any,
    first: Annotated[int, strawberry.argument(description="How many, from the foremost.")] = 20,
) -> Any:
    entries: Sequence[sureness.Entry] = root.entries
    return first_of(entries, first)


@strawberry.type(description="Who came first in the runs, and how often.")
class Ranking:
    """Who came first in the runs, and how often."""

    name: str = stored("What it ranks, by the kind of the findings that tell it.")
    first: int | None = stored("How many count as first; null if all that are ranked do.")
    entries: list[RankingEntry] = strawberry.field(
        resolver=_entries, description="Most often first; who never came first is left out."
    )


@strawberry.type(description="How sure the answers of an analysis are.")
class Confidence:
    """How sure the answers of an analysis are."""

    state: ConfidenceState = stored("How far that is worked out.")
    worlds: int = stored("How many runs there have been; where there is no time for all, fewer.")
    seed: int = stored("Run i draws what is not known with the seed `seed + i`.")
    silent_about: int = stored("How many organisations have not answered in full.")
    sentence: str = stored("What was done, in plain words.")
    rankings: list[Ranking] = stored("How often each came first; empty until it is ready.")


async def of_the_study(root: Any) -> Confidence | None:
    """How sure the answers of a study are, for whoever asked for that."""
    check = root.check
    if check is None:
        return None
    return Confidence(
        state=check.state,
        worlds=check.worlds,
        seed=root.study.seed,
        silent_about=await root.measure(lambda study: study.cohesion.unheard),
        sentence=check.sentence,
        rankings=as_is(check.found.rankings if check.found else ()),
    )


async def findings(root: Any) -> Any:
    """The findings of a study, each with how sure it is once that is there."""
    found = root.check.found if root.check else None
    return await root.measure(lambda study: study.findings_with(found))
