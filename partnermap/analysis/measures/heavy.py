"""Heavy runs: what takes many seconds in Python on a whole country, by compiled libraries.

SciPy measures how far all are from each other and sums up the paths; NetworKit finds the clusters.
They come with `partnermap[national]`, and are loaded once runs were long enough to pay for that, or
by `load`. Without them the same is worked out in Python: the same numbers, but for clusters, which
are then found by another method. NetworKit sums up paths too, but takes two for of one length only
if their sums agree to the last digit.
"""

import sys
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING

import networkx as nx

from partnermap.analysis.measures.brandes import Trimmed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOADING = 4_000_000
"""How many ties Python follows in the time that it takes to load the libraries, about a second."""
_AT_ONCE = 300_000
"""How many ties are looked at together, so that they fit in a processor's cache."""
_ALIKE = 1e-9
"""Paths whose lengths differ by less are of one length, added up in different orders."""
_SEEDED = Lock()
"""Held while NetworKit runs: a process has one seed, which another run would set anew."""


@dataclass(slots=True)
class _Followed:
    """How many ties were followed."""

    ties: int = 0


_in_python = _Followed()
"""By this process, before it had the libraries."""


@cache
def installed() -> bool:
    """Whether the compiled libraries are there."""
    return all(find_spec(name) for name in ("networkit", "scipy"))


def load() -> bool:
    """Load the libraries, for whoever is about to run many small runs; False if they are missing.

    It takes about a second, once; short runs are then done by them, too.
    """
    if installed():
        import networkit  # noqa: F401, PLC0415
        import scipy.sparse.csgraph  # noqa: F401, PLC0415
    return installed()


def pays(ties: int) -> bool:
    """Whether a search that follows so many ties is to be done by the compiled libraries.

    It is if they are loaded, or if it alone, or with those before it, takes Python as long as to
    load them: whoever runs many short searches waits for no more than twice the best there is.
    """
    if "scipy.sparse.csgraph" in sys.modules:
        return True
    _in_python.ties += ties
    return _in_python.ties > _LOADING and installed()


@dataclass(frozen=True, slots=True)
class Links:
    """The ties of a network as arrays, each once; organisations are known by their places."""

    size: int
    starts: "NDArray[np.int64]"
    ends: "NDArray[np.int64]"
    values: "NDArray[np.float64]"


def links(projected: nx.Graph, ids: Sequence[Hashable], what: str = "distance") -> Links:
    """The ties of some organisations to each other, with how far off or how strong they are."""
    import numpy as np  # noqa: PLC0415

    place = {id_: at for at, id_ in enumerate(ids)}
    ties = sorted(
        (place[start], place[end], tie[what])
        for start, partners in projected.adjacency()
        if start in place
        for end, tie in partners.items()
        if end in place and place[start] <= place[end]
    )
    starts, ends, values = zip(*ties, strict=True) if ties else ((), (), ())
    return Links(
        len(ids), np.array(starts, np.int64), np.array(ends, np.int64), np.array(values, float)
    )


def path_sums(
    projected: nx.Graph, trimmed: Trimmed, sources: Mapping[int, int]
) -> tuple[list[float], list[float]]:
    """The same as `brandes.path_sums`.

    Notes
    -----
    Distances are floating-point numbers; paths are of one length if they agree to a billionth,
    where Python compares whole numbers. Time O(m log n) for each source, and O(d (n + m)) for
    shortest paths of up to d ties.
    """
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

    ties = links(projected, trimmed.ids)
    both_ways = np.r_[ties.starts, ties.ends], np.r_[ties.ends, ties.starts]
    lengths = np.r_[ties.values, ties.values]
    roads = csr_array((lengths, both_ways), shape=(ties.size, ties.size))
    stands_for = np.array(trimmed.stands_for, float)
    sums, squares = np.zeros(ties.size), np.zeros(ties.size)
    rows = max(1, _AT_ONCE // (1 + ties.size + 2 * len(ties.starts)))
    places = sorted(sources)
    for first in range(0, len(places), rows):
        chosen = places[first : first + rows]
        times = np.array([sources[place] for place in chosen], float)
        far = np.ascontiguousarray(dijkstra(roads, indices=chosen).T)
        through = _dependencies(ties, np.array(chosen), far, stands_for)
        sums += through @ times
        squares += through**2 @ times
    return sums.tolist(), squares.tolist()


def _dependencies(
    ties: Links,
    sources: "NDArray[np.int64]",
    far: "NDArray[np.float64]",
    stands_for: "NDArray[np.float64]",
) -> "NDArray[np.float64]":
    """How many paths lead through each place, a row, from each source, a column; so is `far`."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import coo_array  # noqa: PLC0415

    many = len(sources)
    further = far[ties.ends]
    with np.errstate(invalid="ignore"):  # what is not reached is not a number further
        further -= far[ties.starts]
    # A tie is on a shortest path if one end is as much further off as the tie is long.
    amiss = np.abs(further)
    amiss -= ties.values[:, None]
    tie, source = np.divmod(np.flatnonzero(np.abs(amiss, out=amiss) <= _ALIKE), many)
    out = further[tie, source] > 0
    # Every source has places of its own, so that one product of matrices is a step from them all.
    nearer = np.where(out, ties.starts[tie], ties.ends[tie]) * many + source
    farther = np.where(out, ties.ends[tie], ties.starts[tie]) * many + source
    cells = ties.size * many
    own = sources * many + np.arange(many)
    onward = coo_array((np.ones(len(tie)), (farther, nearer)), shape=(cells, cells))
    homeward = onward.T

    reaching = np.zeros(cells)
    reaching[own] = 1
    paths = reaching.copy()
    while (reaching := onward @ reaching).any():  # by one tie more
        paths += reaching
    # What each stands for is shared among the paths to it, and a share led back along each.
    all_ = np.repeat(stands_for, many)
    share = np.divide(all_, paths, out=np.zeros(cells), where=paths > 0)
    passed = np.zeros(cells)
    while (share := homeward @ share).any():
        passed += share
    through = passed * paths
    through[own] = 0
    return through.reshape(ties.size, many)


def leiden(ties: Links, seed: int) -> list[int]:
    """The number of each one's cluster by the Leiden method, by place, for ties with strengths.

    Notes
    -----
    On one thread: on several the answer would depend on which of them is first.

    References
    ----------
    Traag, Waltman and van Eck (2019), From Louvain to Leiden: guaranteeing well-connected
    communities, Scientific Reports 9, 5233. Nguyen (2021), Leiden-based parallel community
    detection, Karlsruhe Institute of Technology.
    """
    import networkit as nk  # noqa: PLC0415

    drawn = nk.GraphFromCoo((ties.values, (ties.starts, ties.ends)), n=ties.size, weighted=True)
    with _SEEDED:
        nk.setNumberOfThreads(1)
        nk.setSeed(seed, useThreadId=False)
        search = nk.community.ParallelLeiden(drawn)
        search.run()
    found: list[int] = search.getPartition().getVector()
    return found
