"""Terms: what somebody who asks for repairs lets new partnerships be, held against a network."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import networkx as nx

from partnermap.analysis.mending.limits import Limits
from partnermap.analysis.mending.repairs import Repairs, find_repairs
from partnermap.analysis.networks.belonging import wholes
from partnermap.analysis.networks.network import insiders
from partnermap.analysis.study import Study
from partnermap.errors import BadInputError, RefusedError
from partnermap.near import Match
from partnermap.vocabulary import Kind, Layer, Phase, TieKind

MOST = 1_000
"""Of how many organisations at most repairs are worked out; of so many it takes about 20 s."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Terms:
    """What new partnerships may be; with nothing set any two of a scope may begin one.

    What is not known of an organisation, such as its trust, forbids nothing.
    """

    km: float | None = None
    """How far apart the two may be at most; who may be anywhere is then too far."""
    most: int | None = None
    """How many new partnerships one organisation may enter at most."""
    kinds: frozenset[Kind] | None = None
    """Which kinds of organisation may enter one."""
    phases: frozenset[tuple[Phase, Phase]] | None = None
    """Which phases may partner, in either order; it binds only two that both have a phase."""
    la: Match = Match.ANY
    diocese: Match = Match.ANY
    trust: Match = Match.ANY
    """Whether the two must be of one authority, diocese or trust, or must not."""
    without: frozenset[str] = frozenset()
    """Organisations that enter none."""
    apart: frozenset[Pair] = frozenset()
    """Pairs that begin none."""

    def limits(self, drawn: nx.Graph) -> Limits:
        """The same for a network; BadInputError where they cannot be meant of it.

        Parameters
        ----------
        drawn : networkx.Graph
            Two modes, of the combined layer, as `network.graph` makes it.
        """
        for name, least in (("km", self.km), ("most", self.most)):
            if least is not None and not least >= 0:
                raise BadInputError(f"The limit {name} is a number from 0; {least:g} was given.")
        if self.kinds is not None and not self.kinds:
            raise BadInputError("Name the kinds that may begin a partnership, or set no kinds.")
        inside = {*insiders(drawn)}
        named = self.without.union(*self.apart)
        if unknown := sorted(named - inside):
            raise BadInputError(
                f"{unknown[0]} is no organisation of this scope: give ids such as urn:100000."
            )
        able = {
            id_
            for id_ in inside - self.without
            if self.kinds is None or drawn.nodes[id_]["kind"] in self.kinds
        }
        rules = [
            _rule(match, wholes(drawn, kind))
            for match, kind in (
                (self.la, TieKind.IN_LA),
                (self.diocese, TieKind.IN_DIOCESE),
                (self.trust, TieKind.IN_TRUST),
            )
            if match is not Match.ANY
        ]

        def allows(one: str, other: str) -> bool:
            return one in able and other in able and all(rule(one, other) for rule in rules)

        return Limits(
            km=self.km, phases=self.phases, allows=allows, each=self.most, forbidden=self.apart
        )


def mend_within(study: Study, terms: Terms) -> Repairs:
    """The repairs of a study that keep to some terms.

    Raises RefusedError for a scope of more than `MOST` organisations, and on the formal layer:
    nobody joins a trust to mend a network.
    """
    if study.layer is Layer.FORMAL:
        raise RefusedError("Repairs are new working partnerships: ask about the working layer.")
    if (count := study.cohesion.organisations) > MOST:
        raise RefusedError(
            f"Repairs are worked out for at most {MOST:,} organisations, and this scope has "
            f"{count:,}: ask about a smaller one, such as one local authority."
        )
    if terms == Terms():
        return study.repairs
    return find_repairs(study.drawn, terms.limits(study.combined))


def _rule(match: Match, had: Mapping[str, set[str]]) -> Callable[[str, str], bool]:
    """Whether two may partner by where they belong; where that is not known of one, they may."""

    def admits(one: str, other: str) -> bool:
        if one not in had or other not in had:
            return True
        return had[one].isdisjoint(had[other]) is (match is Match.OTHER)

    return admits
