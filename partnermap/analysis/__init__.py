"""What a network shows: pure functions on networkx graphs, and the findings they lead to."""

from functools import cached_property

from partnermap.analysis.confidence.sureness import Sureness, check
from partnermap.analysis.confidence.telling import confident
from partnermap.analysis.findings import tell_findings
from partnermap.analysis.networks.views import rolled_up
from partnermap.analysis.study import Study
from partnermap.model.findings import Finding
from partnermap.model.network import Network
from partnermap.near import NEARBY, Near
from partnermap.vocabulary import Layer, View


class Analysis(Study):
    """What was found in one layer of a network, as numbers and as sentences."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings in plain words, the whole scope first, then the gravest."""
        return tell_findings(self)

    @cached_property
    def sureness(self) -> Sureness:
        """How sure they are, by as many worlds as where nobody says how many."""
        return check(self)

    def findings_with(self, sureness: Sureness | None) -> tuple[Finding, ...]:
        """The same, each with how sure it is, where that was checked: see `sureness.check`."""
        return confident(self, self.findings, sureness) if sureness else self.findings


def analyse(
    network: Network,
    layer: Layer = Layer.WORKING,
    seed: int = 0,
    near: Near = NEARBY,
    view: View = View.ORGANISATIONS,
) -> Analysis:
    """What one layer of a network shows: how joined-up it is, who is alone, where it would split.

    The same for the same records, in whatever order they come; each measure is worked out when it
    is asked for. See `study.Study`.
    """
    return Analysis(rolled_up(network, view), layer, seed, near)
