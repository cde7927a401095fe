"""Needs: the themes that organisations work on, and who provides them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from partnermap.analysis.networks.network import Mode
from partnermap.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes of organisations; who works on none is in neither."""

    worked_on: Mapping[str, frozenset[str]]
    """Those of the partnerships that an organisation is in, in whatever role."""
    provided: Mapping[str, frozenset[str]]
    """Those of the partnerships in which it is the provider."""

    def needed(self, organisation: str) -> frozenset[str]:
        """Those that an organisation works on and provides nowhere."""
        nothing: frozenset[str] = frozenset()
        worked_on = self.worked_on.get(organisation, nothing)
        return worked_on - self.provided.get(organisation, nothing)


def find_themes(working: nx.Graph) -> Themes:
    """The themes that each organisation works on, and those that it provides.

    A need is a theme here, and who provides it has that role in a partnership on it.

    Parameters
    ----------
    working : networkx.Graph
        Two modes, of the working layer, as `network.graph` or `belonging.working` makes it.

    Notes
    -----
    Time O(m).

    Examples
    --------
    >>> pair = nx.Graph()
    >>> pair.add_nodes_from(["ash", "clinic"], mode=Mode.ORGANISATION)
    >>> pair.add_node("minds", mode=Mode.PARTNERSHIP, themes=("MENTAL_HEALTH",))
    >>> pair.add_edge("ash", "minds", roles=(Role.MEMBER,))
    >>> pair.add_edge("clinic", "minds", roles=(Role.PROVIDER,))
    >>> themes = find_themes(pair)
    >>> sorted(themes.needed("ash")), sorted(themes.needed("clinic"))
    (['MENTAL_HEALTH'], [])
    """
    worked_on: defaultdict[str, set[str]] = defaultdict(set)
    provided: defaultdict[str, set[str]] = defaultdict(set)
    for partnership, data in working.nodes(data=True):
        if data["mode"] is Mode.PARTNERSHIP:
            for organisation, tie in working.adj[partnership].items():
                worked_on[organisation].update(data["themes"])
                if Role.PROVIDER in tie["roles"]:
                    provided[organisation].update(data["themes"])
    return Themes(
        {id_: frozenset(themes) for id_, themes in worked_on.items() if themes},
        {id_: frozenset(themes) for id_, themes in provided.items() if themes},
    )
