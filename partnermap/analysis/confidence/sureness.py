"""How sure the rankings of a study are: who comes first in each world, and how often."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from partnermap.analysis.confidence.redrawing import UNRECORDED
from partnermap.analysis.confidence.worlds import DOUBT, resample
from partnermap.analysis.findings.kinds import FindingKind
from partnermap.analysis.measures import heavy
from partnermap.analysis.measures.choosing import KeyPlayers
from partnermap.analysis.measures.keyplayers import find_departures
from partnermap.analysis.networks.network import Mode, insiders
from partnermap.analysis.sentences import confidence as said
from partnermap.analysis.study import LEAVING, Study
from partnermap.model.network import Network
from partnermap.vocabulary import Layer, View

RUNS = 100
"""How many worlds are looked at, where nobody says: a share of them is sure to about 0.1."""
FIRST = 3
"""How many count as the first of a ranking."""
MOST = 5_000
"""Of so many organisations a world can be looked at in the time that somebody waits for it."""
MANY = 100
"""Of more it pays to load the compiled libraries before the first of many worlds, and to share
the worlds out among processes."""

About = tuple[str, ...]
"""What is ranked: the ids that a finding is about, such as both ends of a bridge."""
Shown = tuple[tuple[About, ...], ...]
"""What one world shows: of each contest, those that come first."""


class _World(Study):
    """A study of one world, in which nothing is worked out that takes long."""

    @cached_property
    def departures(self) -> KeyPlayers:
        """Found one by one: to try all sets would take too long."""
        return find_departures(self.drawn, LEAVING, exact_up_to=0)


class Contest(NamedTuple):
    """What is ranked in every world."""

    name: str
    """The kind of the findings that say it."""
    first: int | None
    """How many count; None for all that are ranked, however far down."""
    rank: Callable[[_World], Iterable[About]]
    """Those ranked, foremost first."""
    is_long: bool = False
    """Whether it takes more than a walk through the network."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One that came first."""

    about: About
    times: int
    """In how many worlds."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who came first in the worlds, and how often."""

    name: str
    first: int | None
    entries: tuple[Entry, ...]
    """Most often first, then by ids; who never came first is not among them."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the rankings of a study are."""

    worlds: int
    """How many were looked at; of a layer on which there is nothing to draw, none."""
    seed: int
    """World i was drawn with the seed `seed + i`."""
    heard: int
    """How many organisations of the scope answered in full; of none, nothing is filled in."""
    silent_about: int
    """How many did not; what they may have is filled in after the pattern of those that did."""
    rankings: tuple[Ranking, ...]
    """In the order of `CONTESTS`; of a large scope, those that there was time for."""
    sentence: str
    """What was done to tell all that, and about whom the answers are silent."""


def why_not(study: Study) -> str | None:
    """Why the rankings of a study cannot be checked, in words; None where they can.

    A world is drawn of organisations and their memberships: of what they come to when each counts
    with its trust, there is no model.
    """
    if study.layer is Layer.FORMAL:
        return said.FORMAL
    if study.view is not View.ORGANISATIONS:
        return said.ROLLED_UP
    takes_long = study.cohesion.organisations > MOST and not _is_bare(study)
    return said.TOO_LONG if takes_long else None


def look(study: Study, first: int = 0, step: int = 1) -> Iterator[Shown]:
    """What the worlds show of which a study may be a record, one after another without end.

    Parameters
    ----------
    study : Study
        World i is drawn with the seed `study.seed + i`; of what `why_not` names there is none.
    first, step : int
        Which of the worlds: the first of them, and each so many after it.

    Yields
    ------
    tuple
        Of each of `CONTESTS`, those that come first in that world, in order; what takes long is
        ranked in small scopes alone. A partnership that is not on record has its place among them,
        and is left out. `sum_up` counts them.

    Notes
    -----
    The time of `worlds.resample` for a world, and in it of `bottlenecks.find_bottlenecks`,
    `centrality.betweenness` and the greedy search of `keyplayers.find_departures`; the two last in
    scopes of up to `study.MOST_AT_ONCE` organisations alone.

    References
    ----------
    Smith and Moody (2013), Structural effects of network sampling coverage I: nodes missing at
    random, Social Networks 35(4), 652-668.

    Examples
    --------
    >>> from partnermap.model.network import Membership, Network, Node, PartnershipNode
    >>> from partnermap.vocabulary import Answer, Kind
    >>> nodes = [Node(id_, id_, Kind.SCHOOL, answer=Answer.COMPLETE) for id_ in ("ash", "elm")]
    >>> heads = PartnershipNode("heads", "Heads", "NETWORK")
    >>> parts = tuple(Membership(node.id, heads.id) for node in nodes)
    >>> pair = Network("all", Layer.WORKING, None, 1, tuple(nodes), (), (heads,), parts)
    >>> found = check(Study(pair), runs=40)
    >>> found.worlds, found.rankings[0].first, found.rankings[0].entries[0]
    (40, None, Entry(about=('ash',), times=2))
    """
    if why_not(study):
        return
    if study.cohesion.organisations > MANY:
        heavy.load()
    contests = _contests(study)
    recorded = _tied(study.recorded) if _is_bare(study) else study.recorded
    for world in resample(recorded, study.seed + first, step=step):
        drawn = _World(world, study.layer)
        yield tuple(
            tuple(filter(_is_recorded, islice(contest.rank(drawn), contest.first)))
            for contest in contests
        )


def _is_bare(study: Study) -> bool:
    """Whether nobody was heard: then no world gives a membership to those that have none."""
    return study.layer is Layer.WORKING and not study.cohesion.heard


def _tied(network: Network) -> Network:
    """Those with a membership on record."""
    tied = {membership.organisation for membership in network.memberships}
    return replace(network, nodes=tuple(node for node in network.nodes if node.id in tied))


def _contests(study: Study) -> list[Contest]:
    """What is ranked in each world of a study; of a large one, no more than there is time for."""
    return [contest for contest in CONTESTS if not (study.is_large and contest.is_long)]


def _is_recorded(about: About) -> bool:
    """Whether it is of the record; what a world alone has is another thing in each of them."""
    return not any(id_.startswith(UNRECORDED) for id_ in about)


def sum_up(study: Study, shown: Iterable[Shown]) -> Sureness:
    """How often each came first in what some worlds of a study show."""
    worlds = 0
    contests = _contests(study)
    times: list[Counter[About]] = [Counter() for _ in contests]
    for world in shown:
        worlds += 1
        for counter, those in zip(times, world, strict=True):
            counter.update(those)
    joined = study.cohesion
    done = said.as_a_whole(worlds, DOUBT.dropped, joined.heard, joined.unheard)
    return Sureness(
        worlds=worlds,
        seed=study.seed,
        heard=joined.heard,
        silent_about=joined.unheard,
        rankings=tuple(
            Ranking(contest.name, contest.first, _most_often_first(counter))
            for contest, counter in zip(contests, times, strict=True)
            if worlds
        ),
        sentence=why_not(study) or done,
    )


def check(study: Study, runs: int = RUNS) -> Sureness:
    """How sure the rankings of a study are, by its first worlds: `look`, summed up."""
    return sum_up(study, islice(look(study), runs))


def _most_often_first(times: Counter[About]) -> tuple[Entry, ...]:
    entries = (Entry(about, many) for about, many in times.items())
    return tuple(sorted(entries, key=lambda entry: (-entry.times, entry.about)))


def _cut_points(world: _World) -> Iterator[About]:
    cuts = world.bottlenecks.cut_points
    return ((cut.id,) for cut in cuts if cut.mode is Mode.ORGANISATION)


def _cut_partnerships(world: _World) -> Iterator[About]:
    cuts = world.bottlenecks.cut_points
    return ((cut.id,) for cut in cuts if cut.mode is Mode.PARTNERSHIP)


def _bridges(world: _World) -> Iterator[About]:
    return (bridge.ends for bridge in world.bottlenecks.bridges)


def _on_their_own(world: _World) -> Iterator[About]:
    drawn, inside = world.drawn, insiders(world.drawn)
    return ((id_,) for id_ in inside if all(drawn.degree(end) < 2 for end in drawn[id_]))


def _hurt_most(world: _World) -> Iterator[About]:
    """The set whose leaving together hurts most."""
    if len(insiders(world.drawn)) > LEAVING:
        yield world.departures.best.organisations


def _of_those(world: _World) -> Iterator[About]:
    return ((id_,) for those in _hurt_most(world) for id_ in those)


def _between(world: _World) -> Iterator[About]:
    found = world.betweenness or {}
    yield from ((id_,) for id_ in sorted(found, key=lambda id_: (-found[id_], id_)) if found[id_])


CONTESTS = (
    Contest(FindingKind.ON_THEIR_OWN, None, _on_their_own),
    Contest(FindingKind.CUT_POINT, FIRST, _cut_points),
    Contest(FindingKind.CUT_POINT, None, _cut_points),
    Contest(FindingKind.CUT_PARTNERSHIP, FIRST, _cut_partnerships),
    Contest(FindingKind.CUT_PARTNERSHIP, None, _cut_partnerships),
    Contest(FindingKind.BRIDGE, None, _bridges),
    Contest(FindingKind.HURT_MOST, 1, _hurt_most, is_long=True),
    Contest(FindingKind.HURT_MOST, LEAVING, _of_those, is_long=True),
    Contest(FindingKind.BETWEEN, FIRST, _between, is_long=True),
)
"""What is ranked in every world."""
