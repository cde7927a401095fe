"""Clusters: who works together more than with others, and whether that follows the trusts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import comb

import networkx as nx

from partnermap.analysis.measures import heavy
from partnermap.analysis.networks.groups import Groups
from partnermap.analysis.networks.ordering import numbered


@dataclass(frozen=True, slots=True)
class Clusters:
    """A network in parts, each of which works together more than chance would have it."""

    members: tuple[tuple[str, ...], ...]
    """By id, the largest cluster first; who has no tie is a cluster of one."""
    modularity: float | None
    """The strength of ties within clusters less what chance gives, as a share; None of no ties."""
    seed: int
    """What gives the same clusters again."""
    method: str = "Louvain"
    """By which they were found: `Louvain` or `Leiden`."""

    @property
    def groups(self) -> dict[str, str]:
        """The first member of each one's cluster by id, sorted: clusters as a partition."""
        return dict(sorted((id_, cluster[0]) for cluster in self.members for id_ in cluster))


def find_clusters(projected: nx.Graph, seed: int = 0) -> Clusters:
    """The clusters of a network by the Louvain method.

    Organisations are moved to the cluster of a partner as long as that raises modularity; then
    clusters are taken for organisations, and so on. Modularity is the share of the strength of
    ties that lies within clusters, less the share that would if each kept its strength and ties
    were drawn at random.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, with `weight`, as `network.project` makes them.
    seed : int
        In which order they are moved. Other seeds show how settled the clusters are.

    Returns
    -------
    Clusters
        The same for the same ties and seed, in whatever order they come.

    Notes
    -----
    The method is a heuristic: its clusters depend on the order in which organisations are moved.
    The order is drawn from the seed over the numbers that `ordering.numbered` gives, so that other
    ids lead to the same clusters. What remains: among mirror images it depends on the ids which of
    them a cluster takes, though not what the cluster is like; and where `numbered` says that an
    order can depend on ids, so can the clusters. Time close to O(m log n).

    References
    ----------
    Blondel, Guillaume, Lambiotte and Lefebvre (2008), Fast unfolding of communities in large
    networks, Journal of Statistical Mechanics, P10008.

    Examples
    --------
    >>> two = nx.Graph(["ab", "bc", "ca", "cd", "de", "ef", "fd"])
    >>> nx.set_edge_attributes(two, 1.0, "weight")
    >>> find_clusters(two).members
    (('a', 'b', 'c'), ('d', 'e', 'f'))
    """
    drawn, ids = numbered(projected)
    parts = nx.community.louvain_communities(drawn, weight="weight", seed=seed)
    return _clusters(drawn, ids, parts, seed, "Louvain")


def find_many_clusters(projected: nx.Graph, seed: int = 0) -> Clusters:
    """The clusters of a large network by the Leiden method, if it is there; else by Louvain's.

    Parameters
    ----------
    projected, seed
        As for `find_clusters`.

    Returns
    -------
    Clusters
        With the `method` by which they were found: that of NetworKit is Leiden's, of networkx
        Louvain's. By each the same for the same ties and seed, in whatever order they come.

    Notes
    -----
    Leiden's clusters hang together, which Louvain's need not; the modularity of both is alike. On
    ids they depend as those of `find_clusters` do. A country takes seconds by Louvain's method and
    a fraction of one by Leiden's, besides the time of `ordering.numbered`.

    References
    ----------
    Traag, Waltman and van Eck (2019), From Louvain to Leiden: guaranteeing well-connected
    communities, Scientific Reports 9, 5233.
    """
    if not heavy.installed():
        return find_clusters(projected, seed)
    drawn, ids = numbered(projected)
    parts: defaultdict[int, set[int]] = defaultdict(set)
    for node, part in enumerate(heavy.leiden(heavy.links(drawn, range(len(ids)), "weight"), seed)):
        parts[part].add(node)
    return _clusters(drawn, ids, parts.values(), seed, "Leiden")


def _clusters(
    drawn: nx.Graph, ids: Sequence[str], parts: Collection[set[int]], seed: int, method: str
) -> Clusters:
    """The parts of a numbered graph as clusters of ids."""
    modularity = nx.community.modularity(drawn, parts, weight="weight") if drawn.size() else None
    members = [tuple(sorted(ids[node] for node in part)) for part in parts if part]
    members.sort(key=lambda cluster: (-len(cluster), cluster))
    return Clusters(tuple(members), modularity, seed, method)


def adjusted_rand(first: Groups, second: Groups) -> float | None:
    """How far two partitions agree, allowing for chance.

    The share of pairs on which they agree, whether a pair is together or apart, set so that 0 is
    what chance gives for groups of these sizes, and 1 is full agreement. It can be below 0.

    Parameters
    ----------
    first, second : Groups
        Such as the clusters and the trusts. What only one of them places is left out.

    Returns
    -------
    float or None
        None where there is nothing to agree on: fewer than two are placed, or one of them puts
        all together or all apart, so that any other would agree with it as far.

    Notes
    -----
    Where it is None the formula gives 0, or has no value. Time O(n).

    References
    ----------
    Hubert and Arabie (1985), Comparing partitions, Journal of Classification 2, 193-218.

    Examples
    --------
    >>> clusters = {"ash": "1", "elm": "1", "oak": "2", "yew": "2"}
    >>> adjusted_rand(clusters, {"ash": "hope", "elm": "hope", "oak": "trinity", "yew": "trinity"})
    1.0
    """
    placed = first.keys() & second.keys()
    together = _together((first[id_], second[id_]) for id_ in placed)
    by_first = _together(first[id_] for id_ in placed)
    by_second = _together(second[id_] for id_ in placed)
    pairs = comb(len(placed), 2)
    if not (0 < by_first < pairs and 0 < by_second < pairs):
        return None
    # Multiplied out by twice the pairs, so that all is in whole numbers.
    chance = 2 * by_first * by_second
    most = (by_first + by_second) * pairs
    return (2 * together * pairs - chance) / (most - chance)


def _together(groups: Iterable[object]) -> int:
    """How many pairs are in one group."""
    return sum(comb(size, 2) for size in Counter(groups).values())
