"""Planted truth: areas in which something is known to be so, and whether the analysis tells it.

`python -m tests.analysis.planted` prints what was planted, found and invented.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from functools import cached_property

from rich.console import Console
from rich.table import Table

from partnermap.analysis.gaps.alone import Reason, find_alone
from partnermap.analysis.gaps.cluster_gaps import find_holes
from partnermap.analysis.gaps.crossings import community_sectors, find_phase_gaps, find_sector_gaps
from partnermap.analysis.gaps.missing import MissingLinks, find_missing_links
from partnermap.analysis.gaps.neighbours import find_border_gaps, find_close_gaps
from partnermap.analysis.gaps.provision import find_need_gaps
from partnermap.analysis.measures.bottlenecks import find_bottlenecks
from partnermap.analysis.measures.brokerage import brokerage
from partnermap.analysis.measures.clusters import find_clusters
from partnermap.analysis.measures.cohesion import measure_cohesion
from partnermap.analysis.networks.hearing import unheard
from partnermap.analysis.networks.network import graph, insiders, project
from partnermap.model.network import Network
from partnermap.vocabulary import Layer, TieKind
from tests.analysis import brute
from tests.analysis.brute import Facts
from tests.analysis.planting import (
    AREAS,
    BEYOND,
    BROKER,
    CLUSTER,
    DIOCESE,
    LONER,
    NEED,
    PAIR,
    PROVIDER,
    THEME,
    Planted,
    plant,
)


class Seen:
    """A network, and what the questions ask of it more than once."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.working = graph(network)
        self.combined = graph(network, Layer.COMBINED)

    @cached_property
    def missing(self) -> MissingLinks:
        return find_missing_links(self.combined)

    @cached_property
    def clusters(self) -> tuple[tuple[str, ...], ...]:
        return find_clusters(project(self.working).subgraph(insiders(self.working))).members

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.network)

    @cached_property
    def sides(self) -> dict[str, str]:
        """Those beyond the broker, itself, and the rest."""
        sides = dict.fromkeys(self.facts.inside, "rest")
        return {**sides, **dict.fromkeys(BEYOND, "beyond"), BROKER: "between"}


@dataclass(frozen=True, slots=True)
class Question:
    """One sort of thing to be told of a network, as the analysis tells it and as it is."""

    name: str
    told: Callable[[Seen], Iterable[Hashable]]
    true: Callable[[Seen, Seen], Iterable[Hashable]]
    """What is so in one network, for clusters as they are seen in another."""
    planted: Callable[[Seen], Iterable[Hashable]] = lambda _: ()
    beyond_doubt: bool = False
    """Whether nothing told of a record may be otherwise in truth, whoever was not heard."""


def _holes(seen: Seen) -> Iterator[Hashable]:
    for hole in find_holes(seen.combined, seen.missing, seen.clusters).gaps:
        first, second = (seen.clusters[at] for at in hole.clusters)
        yield frozenset({*first, *second}), hole.partnership or ""


def _planted_hole(seen: Seen) -> Iterator[Hashable]:
    sides = [frozenset(c) for c in seen.clusters if {*c} & {CLUSTER[0], BEYOND[0]}]
    yield frozenset().union(*sides), ""


def _served(seen: Seen) -> Iterator[Hashable]:
    for member in seen.facts.members[NEED] - {PROVIDER}:
        yield seen.facts.belongs[TieKind.IN_LA][member], THEME, PROVIDER


def _close(seen: Seen) -> Iterator[Hashable]:
    for gap in find_close_gaps(seen.combined, seen.missing).gaps:
        yield from ((*gap.link.pair, shared) for shared in gap.by)


QUESTIONS = (
    Question(
        "isolated cluster: who is joined to whom",
        lambda s: map(frozenset, measure_cohesion(s.working).components),
        lambda s, _: brute.joined(s.facts),
        lambda _: [frozenset(CLUSTER)],
    ),
    Question(
        "broker: whom each departure strands",
        lambda s: (
            (cut.id, frozenset(cut.stranding.organisations))
            for cut in find_bottlenecks(s.working).cut_points
        ),
        lambda s, _: brute.stranding(s.facts),
        lambda _: [(BROKER, frozenset(BEYOND))],
    ),
    Question(
        "broker: who stands between two sides",
        lambda s: (
            (id_, roles.liaison)
            for id_, roles in brokerage(project(s.working), s.sides).items()
            if roles.liaison
        ),
        lambda s, _: brute.liaisons(s.facts, s.sides),
        lambda _: [(BROKER, 6)],  # two of those beyond it with three of the rest
    ),
    Question(
        "missing tie: near, and not together",
        lambda s: (link.pair for link in s.missing.links),
        lambda s, _: brute.apart(s.facts),
        lambda _: [PAIR],
        beyond_doubt=True,
    ),
    Question(
        "missing tie: near, of one diocese or with one need",
        _close,
        lambda s, _: brute.close(s.facts),
        lambda _: [(*PAIR, DIOCESE)],
    ),
    Question(
        "missing tie: primaries and their nearest secondary",
        lambda s: ((g.primary, g.secondary) for g in find_phase_gaps(s.combined).gaps),
        lambda s, _: brute.not_with_secondary(s.facts),
        lambda _: [PAIR],
        beyond_doubt=True,
    ),
    Question(
        "near, on two sides of the line between authorities",
        lambda s: (
            g.link.pair
            for g in find_border_gaps(s.combined, s.missing).gaps
            if g.reason is Reason.ACROSS_LA
        ),
        lambda s, _: brute.across(s.facts),
        beyond_doubt=True,
    ),
    Question(
        "sole provider: themes with one provider, or none",
        lambda s: ((g.place, g.theme, g.provider) for g in find_need_gaps(s.combined).gaps),
        lambda s, _: brute.needs(s.facts),
        _served,
    ),
    Question(
        "on their own",
        lambda s: (g.organisation for g in find_alone(s.combined).gaps),
        lambda s, _: brute.alone(s.facts),
        lambda _: [LONER],
    ),
    Question(
        "schools that work with no charity",
        lambda s: (
            g.school for g in find_sector_gaps(s.combined, community_sectors(s.combined)).gaps
        ),
        lambda s, _: brute.without_charity(s.facts),
        lambda _: [*CLUSTER, LONER],
    ),
    Question(
        "holes: clusters with one partnership between, or none",
        _holes,
        lambda s, seen: brute.holes(s.facts, seen.clusters),
        _planted_hole,
    ),
)


@dataclass(frozen=True, slots=True)
class Score:
    """How one question was answered, of one area or of many together."""

    planted: int = 0
    found: int = 0
    """Of those planted, where all is known."""
    found_on_record: int = 0
    """Of those planted, where a share was not heard."""
    told: int = 0
    """How many were told where all is known."""
    invented: int = 0
    """Of those told, how many are not so."""
    missed: int = 0
    """How many are so, and were not told."""
    told_on_record: int = 0
    belied: int = 0
    """Of those told on the record, how many are not so in truth."""

    def __add__(self, other: "Score") -> "Score":
        return Score(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


def scores(planted: Planted) -> Iterator[Score]:
    """How each question is answered of one area."""
    truth, record = Seen(planted.area.truth), Seen(planted.area.record)
    for question in QUESTIONS:
        told, known = {*question.told(truth)}, {*question.told(record)}
        true = {*question.true(truth, truth)}
        yield Score(
            planted=len({*question.planted(truth)}),
            found=len({*question.planted(truth)} & told),
            found_on_record=len({*question.planted(record)} & known),
            told=len(told),
            invented=len(told - true),
            missed=len(true - told),
            told_on_record=len(known),
            belied=len(known - {*question.true(truth, record)}),
        )


def main() -> None:
    """Print how each question was answered, over all areas."""
    areas = [plant(seed) for seed in range(AREAS)]
    right = sum(unheard(graph(each.area.record)) == each.unheard for each in areas)
    table = Table(title=f"{AREAS} areas; in {right} those told as not heard are those who were not")
    for heading in ("", *(field.name.replace("_", " ") for field in fields(Score))):
        table.add_column(heading)
    totals = [Score()] * len(QUESTIONS)
    for each in areas:
        totals = [sum(pair, Score()) for pair in zip(totals, scores(each), strict=True)]
    for question, total in zip(QUESTIONS, totals, strict=True):
        table.add_row(question.name, *map(str, astuple(total)))
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
