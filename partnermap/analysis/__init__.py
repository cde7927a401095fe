"""What a network shows: pure functions on networkx graphs, and the findings they lead to."""

from dataclasses import dataclass

from partnermap.analysis.bottlenecks import Bottlenecks, find_bottlenecks
from partnermap.analysis.cohesion import Cohesion, measure_cohesion
from partnermap.analysis.findings import tell_findings
from partnermap.analysis.network import graph
from partnermap.analysis.pursuit import find_pursuit
from partnermap.model import Finding, Network
from partnermap.vocabulary import Layer


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in one layer of a network, as numbers and as sentences."""

    scope: str
    layer: Layer
    as_of: str | None
    data_version: int
    cohesion: Cohesion
    bottlenecks: Bottlenecks
    findings: tuple[Finding, ...]


def analyse(network: Network, layer: Layer = Layer.WORKING) -> Analysis:
    """What one layer of a network shows: how joined-up it is, who is alone, where it would split.

    Parameters
    ----------
    network : Network
        What is recorded about a scope on a day, partners outside it flagged.
    layer : Layer
        Which ties to look at. Formal ties make every trust look like a bottleneck, because it
        holds its own schools; the default looks at how organisations work together.

    Returns
    -------
    Analysis
        The same for the same records, in whatever order they come.

    Notes
    -----
    See `find_bottlenecks` and `measure_cohesion` for definitions, costs and references.
    """
    drawn = graph(network, layer)
    joined = measure_cohesion(drawn)
    weak = find_bottlenecks(drawn)
    return Analysis(
        scope=network.scope,
        layer=layer,
        as_of=network.as_of,
        data_version=network.data_version,
        cohesion=joined,
        bottlenecks=weak,
        findings=tell_findings(drawn, joined, weak, find_pursuit(network)),
    )
