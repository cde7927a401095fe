"""Goals and partnerships: which goals no partnership pursues, which partnerships pursue none."""

from dataclasses import dataclass

from partnermap.model.network import GoalNode, Network, PartnershipNode


@dataclass(frozen=True, slots=True)
class Pursuit:
    """What goals and partnerships of a scope lack each other; both by id."""

    unpursued: tuple[GoalNode, ...] = ()
    """Goals that no partnership is recorded to pursue."""
    aimless: tuple[PartnershipNode, ...] = ()
    """Partnerships that are recorded to pursue no goal, where the scope has any."""


def find_pursuit(network: Network) -> Pursuit:
    """Which goals and which partnerships of a scope are recorded without the other.

    Parameters
    ----------
    network : Network
        What is recorded of a scope on a day, its goals and working ties among it.

    Returns
    -------
    Pursuit
        Of the partnerships only those with a member in the scope. Where no goal is recorded
        nobody has said what partnerships are for, so that none is said to lack one.

    Notes
    -----
    Time O(n + m) for n organisations and m memberships.
    """
    if not network.goals:
        return Pursuit()
    inside = {node.id for node in network.nodes if not node.outside}
    ours = {part.partnership for part in network.memberships if part.organisation in inside}
    return Pursuit(
        tuple(goal for goal in network.goals if not goal.pursued_by),
        tuple(p for p in network.partnerships if p.id in ours and p.id not in network.pursuing),
    )
