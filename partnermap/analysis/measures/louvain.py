"""The Louvain method on plain lists, for the many random networks that one is set against."""

from collections import deque
from collections.abc import Mapping, Sequence
from random import Random

_LEAST = 1e-12
"""What a move must add at least: sums of fractions differ after that."""

_Ties = Sequence[Mapping[int, float]]
"""Of each organisation, by number, its partners and how strong each tie is, both ways."""


def find_parts(ties: _Ties, seed: int = 0) -> list[int]:
    """The cluster of each organisation, by the Louvain method.

    What `clusters.find_clusters` finds, up to the order in which organisations are moved: here one
    that has stayed is looked at again only when a partner has moved away.

    Parameters
    ----------
    ties : sequence of mappings
        Of each organisation, by number, the strength of its tie to each of its partners.
    seed : int
        In which order they are moved.

    Returns
    -------
    list of int
        A number for each organisation, the same for those of one cluster.

    Notes
    -----
    Time close to O(m log n): a seventh of what networkx takes on a diocese, which counts where a
    hundred nulls are drawn for each place.

    References
    ----------
    Blondel, Guillaume, Lambiotte and Lefebvre (2008), Fast unfolding of communities in large
    networks, Journal of Statistical Mechanics, P10008. Ozaki, Tezuka and Inaba (2016), A simple
    acceleration method for the Louvain algorithm, International Journal of Computer and Electrical
    Engineering 8(3), 207-218: whom to look at again.

    Examples
    --------
    >>> find_parts([{1: 1.0}, {0: 1.0}, {3: 1.0}, {2: 1.0}])
    [0, 0, 1, 1]
    """
    random = Random(seed)  # noqa: S311 - a matter of chance, no secret
    found = [*range(len(ties))]
    total = sum(sum(partners.values()) for partners in ties)
    within = [0.0] * len(ties)
    while True:
        parts = _moved(ties, within, total, random)
        if len({*parts}) == len(parts):
            return found
        number = {part: at for at, part in enumerate(dict.fromkeys(parts))}
        parts = [number[part] for part in parts]
        found = [parts[part] for part in found]
        ties, within = _joined(ties, within, parts, len(number))


def modularity(ties: _Ties, parts: Sequence[int]) -> float | None:
    """The share of the strength of ties that lies within clusters, less what chance would give.

    Chance keeps the strength of each organisation and draws ties at random, as for
    `clusters.find_clusters`; None where there are no ties. Time O(n + m).
    """
    total = sum(sum(partners.values()) for partners in ties)
    if not total:
        return None
    joined, within = _joined(ties, [0.0] * len(ties), parts, max(parts) + 1)
    strengths = (own + sum(row.values()) for own, row in zip(within, joined, strict=True))
    return sum(within) / total - sum((strength / total) ** 2 for strength in strengths)


def _moved(ties: _Ties, within: Sequence[float], total: float, random: Random) -> list[int]:
    """Each alone at first, then moved to a partner's part while that raises modularity."""
    strengths = [own + sum(partners.values()) for own, partners in zip(within, ties, strict=True)]
    parts, weights = [*range(len(ties))], strengths[:]
    waiting = deque(random.sample(parts, len(parts)))
    waits = [True] * len(parts)
    while waiting:
        one = waiting.popleft()
        waits[one] = False
        links: dict[int, float] = {}
        for partner, strength in ties[one].items():
            part = parts[partner]
            links[part] = links.get(part, 0.0) + strength
        old = best = parts[one]
        weights[old] -= strengths[one]
        share = strengths[one] / total if total else 0.0
        most = links.get(old, 0.0) - weights[old] * share + _LEAST
        for part, strength in links.items():
            gain = strength - weights[part] * share
            if gain > most:
                most, best = gain, part
        weights[best] += strengths[one]
        if best != old:
            parts[one] = best
            for partner in ties[one]:
                if parts[partner] != best and not waits[partner]:
                    waits[partner] = True
                    waiting.append(partner)
    return parts


def _joined(
    ties: _Ties, within: Sequence[float], parts: Sequence[int], many: int
) -> tuple[list[dict[int, float]], list[float]]:
    """The ties between parts, and the strength within each, both ways."""
    joined: list[dict[int, float]] = [{} for _ in range(many)]
    own = [0.0] * many
    for one, partners in enumerate(ties):
        part = parts[one]
        own[part] += within[one]
        row = joined[part]
        for partner, strength in partners.items():
            other = parts[partner]
            if other == part:
                own[part] += strength
            else:
                row[other] = row.get(other, 0.0) + strength
    return joined, own
