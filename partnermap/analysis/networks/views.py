"""Views: a network of organisations, or one in which each counts with its trust or its LA."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import product

from partnermap.model.network import Denial, Membership, Network, Node, PartnershipNode
from partnermap.vocabulary import Answer, Kind, Role, TieKind, View

_WHOLES = {
    View.TRUSTS: (TieKind.IN_TRUST, Kind.TRUST),
    View.LOCAL_AUTHORITIES: (TieKind.IN_LA, Kind.LOCAL_AUTHORITY),
}


def rolled_up(network: Network, view: View) -> Network:
    """The network as it is between trusts, or between LAs: each part counts as its whole.

    A membership of a school is no membership of its trust; this is another question, and the
    network says in `view` that it is. Who belongs to no such whole stays as it is; who belongs to
    several counts with the first by id.

    Parameters
    ----------
    network : Network
        Of the combined layer, as it was read: formal ties say who belongs to what.
    view : View
        `ORGANISATIONS` leaves it as it is.

    Returns
    -------
    Network
        A whole has the pupils of its parts, lies in the scope if it or one of them does, and was
        heard as far as those of them were that lie there: in full only if all were. It denies to
        work with another where every pair of their parts that shares a partnership is denied.
        What happens within one whole ties nobody.

    Notes
    -----
    Time O(n + m), and for each two that are denied the product of their parts.

    Examples
    --------
    >>> from partnermap.model.network import FormalEdge, PartnershipNode
    >>> from partnermap.vocabulary import Layer
    >>> trust = Node("uid:1", "A Trust", Kind.TRUST, outside=True)
    >>> ash = Node("ash", "Ash", Kind.SCHOOL, pupils=90, answer=Answer.COMPLETE)
    >>> tie = FormalEdge(TieKind.IN_TRUST, "ash", "uid:1")
    >>> read = Network("all", Layer.COMBINED, None, 1, (ash, trust), (tie,))
    >>> [(n.id, n.pupils, n.outside, n.answer.value) for n in rolled_up(read, View.TRUSTS).nodes]
    [('uid:1', 90, False, 'COMPLETE')]
    """
    if view is View.ORGANISATIONS:
        return network
    whole = _wholes(network, view)
    parts: defaultdict[str, list[Node]] = defaultdict(list)
    for node in network.nodes:
        parts[whole.get(node.id, node.id)].append(node)
    known = {node.id: node for node in network.nodes}
    formal = {
        replace(edge, start=start, end=end)
        for edge in network.formal
        if (start := whole.get(edge.start, edge.start)) != (end := whole.get(edge.end, edge.end))
    }
    memberships = _memberships(network, whole)
    return replace(
        network,
        view=view,
        nodes=tuple(_together(known[id_], those) for id_, those in sorted(parts.items())),
        formal=tuple(sorted(formal, key=lambda e: (e.start, e.end, e.kind, str(e.span)))),
        partnerships=tuple(_partnerships(network, memberships)),
        memberships=memberships,
        denials=tuple(_denials(network, whole, parts)),
    )


def _wholes(network: Network, view: View) -> dict[str, str]:
    """By id of a part, the whole that it counts with."""
    tie, kind = _WHOLES[view]
    kinds = {node.id: node.kind for node in network.nodes}
    found: dict[str, str] = {}
    for edge in network.formal:
        if edge.kind is tie and kinds.get(edge.end) is kind and edge.start in kinds:
            found[edge.start] = min(edge.end, found.get(edge.start, edge.end))
    return found


def _together(whole: Node, parts: list[Node]) -> Node:
    """A whole with what its parts bring; itself where it has none."""
    if parts == [whole]:
        return whole
    inside = [part for part in parts if not part.outside]
    taught = [part for part in parts if part.id != whole.id]
    return replace(
        whole,
        pupils=_sum(part.pupils for part in taught),
        disadvantaged=_sum(part.disadvantaged for part in taught),
        outside=not inside,
        answer=_heard(part.answer for part in inside if part.id != whole.id or part.answer),
        asked_again=any(part.asked_again for part in inside),
    )


def _sum(numbers: Iterable[int | None]) -> int | None:
    """The sum of what is known; None where nothing is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _heard(answers: Iterable[Answer | None]) -> Answer | None:
    """What parts have answered together; a whole that was not asked itself is heard by them."""
    given = [*answers]
    if given and all(answer is Answer.COMPLETE for answer in given):
        return Answer.COMPLETE
    if Answer.COMPLETE in given or Answer.PARTIAL in given:
        return Answer.PARTIAL
    return Answer.SILENT if Answer.SILENT in given else None


def _memberships(network: Network, whole: dict[str, str]) -> tuple[Membership, ...]:
    """The memberships of wholes: of several roles in one partnership, the most a member has."""
    best: dict[tuple[str, str], Membership] = {}
    for m in network.memberships:
        rolled = replace(m, organisation=whole.get(m.organisation, m.organisation))
        key = rolled.organisation, rolled.partnership
        if key not in best or _weight(rolled) > _weight(best[key]):
            best[key] = rolled
    return tuple(best[key] for key in sorted(best))


def _weight(membership: Membership) -> tuple[bool, bool, str]:
    """What is surest first, then what is more than to be a member."""
    role = membership.role
    return not membership.may_have_held, role is not Role.MEMBER, role.value


def _partnerships(network: Network, memberships: Iterable[Membership]) -> Iterable[PartnershipNode]:
    """The partnerships, sized by the wholes in them; members that are not known count as before."""
    before = Counter(m.partnership for m in network.memberships)
    now = Counter(m.partnership for m in memberships)
    for p in network.partnerships:
        yield replace(p, size=max(0, p.size - before[p.id]) + now[p.id])


def _denials(
    network: Network, whole: dict[str, str], parts: dict[str, list[Node]]
) -> Iterable[Denial]:
    """Who denies whom, of wholes: where no pair of their parts works together undenied."""
    shared: defaultdict[str, set[str]] = defaultdict(set)
    for m in network.memberships:
        shared[m.organisation].add(m.partnership)
    denied = {frozenset((d.by, d.about)) for d in network.denials}
    told = {(whole.get(d.by, d.by), whole.get(d.about, d.about)): d for d in network.denials}
    for by, about in sorted(told):
        pairs = [
            frozenset((one.id, other.id))
            for one, other in product(parts[by], parts[about])
            if shared[one.id] & shared[other.id]
        ]
        if by != about and all(pair in denied for pair in pairs):
            yield Denial(by, about)
