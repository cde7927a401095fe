"""The whole catalogue of measures on one network, each timed; what two share is worked out once."""

from collections.abc import Collection
from time import process_time

from partnermap.analysis.study import Study
from partnermap.model.network import Network
from partnermap.vocabulary import Grouping

MEASURES = (
    "drawn",
    "combined",
    "projected",
    "cohesion",
    "bottlenecks",
    "departures",
    "reach",
    "centralisation",
    "betweenness",
    "constraint",
    "effective_size",
    "hubs",
    "core",
    "core_numbers",
    "clusters",
    "multiplexity",
    "degree_assortativity",
    "missing_links",
    "alone",
    "close_gaps",
    "border_gaps",
    "sector_gaps",
    "phase_gaps",
    "need_gaps",
    "coverage",
    "holes",
)
"""What a study works out, in the order in which one goes by another; repairs are timed apart."""
_BY_GROUP = (
    "groups",
    "brokerage",
    "leanings",
    "mixing",
    "assortativity",
    "overlap",
    "agreement",
)
_GROUPINGS = (Grouping.SECTOR, Grouping.TRUST, Grouping.PLACE)


def seconds(network: Network, leave_out: Collection[str] = ()) -> dict[str, float]:
    """The processor time of each measure, from a network as it is read, with nothing kept."""
    study = Study(network)
    taken = {}
    for name in (name for name in (*MEASURES, *_BY_GROUP) if name not in leave_out):
        start = process_time()
        found = getattr(study, name)
        if name in _BY_GROUP:
            for by in _GROUPINGS:
                _ = found[by]
        taken[name] = process_time() - start
    return taken
