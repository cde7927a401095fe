"""What if: a network as it would be after some changes. Nothing is recorded."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from partnermap.analysis.wording import listed
from partnermap.errors import BadInputError
from partnermap.model.keys import partnership_id
from partnermap.model.network import Denial, FormalEdge, Membership, Network, PartnershipNode
from partnermap.vocabulary import Kind, PartnershipKind, Theme, TieKind


@dataclass(frozen=True, slots=True)
class Leaving:
    """An organisation leaves: it closes, or is no longer there for the others."""

    organisation: str


@dataclass(frozen=True, slots=True)
class Merging:
    """A trust becomes part of another, which takes on its schools and its partnerships."""

    trust: str
    into: str


@dataclass(frozen=True, slots=True)
class Moving:
    """A school passes from the trust it is in, if any, to another or to none."""

    school: str
    trust: str | None


@dataclass(frozen=True, slots=True)
class Beginning:
    """Some organisations begin a partnership; without a name it is called after them."""

    name: str
    members: tuple[str, ...]
    kind: PartnershipKind = PartnershipKind.BILATERAL
    themes: tuple[Theme, ...] = ()

    @property
    def id(self) -> str:
        """The id of the partnership, by which a later change can end it."""
        name = self.name or "\n".join(sorted(self.members))
        return partnership_id(self.kind, name, "what-if")


@dataclass(frozen=True, slots=True)
class Ending:
    """A partnership ends, and with it each membership of it."""

    partnership: str


Supposed = Leaving | Merging | Moving | Beginning | Ending
"""One change that a what-if supposes."""


def suppose(network: Network, changes: Sequence[Supposed]) -> Network:
    """The network as it would be after some changes, one after another.

    Parameters
    ----------
    network : Network
        What is recorded; it is left as it is. One that was read without its formal ties has none
        to change, and one without its working ties likewise.
    changes : sequence of Supposed
        Each meets what those before it left: what has left cannot begin a partnership.

    Returns
    -------
    Network
        Of the same scope, day and data version. Who lies in the scope stays as it is, for the
        question is about those who are here now: a school that passes to a trust elsewhere still
        counts. A partnership that is left with one member, or none, joins nobody. What is new has
        no dates, and holds.

    Raises
    ------
    BadInputError
        A change names what is not in the network by then, or cannot happen; the text says which.

    Notes
    -----
    Time O(n log n) a change, in what is recorded.

    Examples
    --------
    >>> from partnermap.model.network import Node
    >>> from partnermap.vocabulary import Layer
    >>> both = (Node("urn:1", "Ash", Kind.SCHOOL), Node("urn:2", "Elm", Kind.SCHOOL))
    >>> apart = Network("all", Layer.WORKING, None, 1, both)
    >>> reading = Beginning("Reading", ("urn:1", "urn:2"))
    >>> [part.organisation for part in suppose(apart, [reading]).memberships]
    ['urn:1', 'urn:2']
    >>> suppose(apart, [reading, Ending(reading.id)]) == apart
    True
    """
    for number, change in enumerate(changes, start=1):
        try:
            network = _settled(network, _changed(network, change))
        except BadInputError as error:
            raise BadInputError(f"Change {number} of {len(changes)}: {error}") from error
    return network


def _changed(network: Network, change: Supposed) -> Network:
    match change:
        case Leaving(organisation):
            _check(network, organisation)
            return _leave(network, organisation)
        case Merging(trust, into):
            _check(network, trust, Kind.TRUST)
            _check(network, into, Kind.TRUST)
            return _merge(network, trust, into)
        case Moving(school, trust):
            _check(network, school, Kind.SCHOOL)
            if trust is not None:
                _check(network, trust, Kind.TRUST)
            return _move(network, school, trust)
        case Beginning(members=members):
            for member in members:
                _check(network, member)
            return _begin(network, change)
        case Ending(partnership):
            return _end(network, partnership)


_NOUNS = {Kind.TRUST: "a trust", Kind.SCHOOL: "a school"}


def _check(network: Network, id_: str, kind: Kind | None = None) -> None:
    """Raise BadInputError unless an organisation, of a kind if one is given, is there."""
    known = next((node for node in network.nodes if node.id == id_), None)
    if known is None:
        raise BadInputError(
            f"{id_} is no organisation of this network, or has left it by then; "
            "ask about a scope that holds it."
        )
    if kind is not None and known.kind is not kind:
        raise BadInputError(f"{known.name} ({id_}) is not {_NOUNS[kind]}; name {_NOUNS[kind]}.")


def _leave(network: Network, gone: str) -> Network:
    return replace(
        network,
        nodes=tuple(node for node in network.nodes if node.id != gone),
        formal=tuple(edge for edge in network.formal if gone not in (edge.start, edge.end)),
        partnerships=_one_fewer(network, {gone}),
        memberships=tuple(part for part in network.memberships if part.organisation != gone),
        denials=tuple(d for d in network.denials if gone not in (d.by, d.about)),
    )


def _merge(network: Network, trust: str, into: str) -> Network:
    """Whatever the trust has passes to the other, unless that has the same already."""
    if trust == into:
        raise BadInputError(f"{trust} cannot merge into itself; name two trusts.")
    heir = {trust: into}
    formal = [edge for edge in network.formal if trust not in (edge.start, edge.end)]
    ties = {(edge.kind, edge.start, edge.end) for edge in formal}
    for edge in network.formal:
        start, end = heir.get(edge.start, edge.start), heir.get(edge.end, edge.end)
        if trust in (edge.start, edge.end) and start != end and (edge.kind, start, end) not in ties:
            formal.append(replace(edge, start=start, end=end))
    memberships = [part for part in network.memberships if part.organisation != trust]
    roles = {(part.partnership, part.role) for part in memberships if part.organisation == into}
    memberships += [
        replace(part, organisation=into)
        for part in network.memberships
        if part.organisation == trust and (part.partnership, part.role) not in roles
    ]
    denials = {Denial(heir.get(d.by, d.by), heir.get(d.about, d.about)) for d in network.denials}
    return replace(
        network,
        nodes=tuple(node for node in network.nodes if node.id != trust),
        formal=tuple(formal),
        partnerships=_one_fewer(network, {trust, into}),
        memberships=tuple(memberships),
        denials=tuple(d for d in denials if d.by != d.about),
    )


def _move(network: Network, school: str, trust: str | None) -> Network:
    old = (TieKind.IN_TRUST, school)
    kept = tuple(edge for edge in network.formal if (edge.kind, edge.start) != old)
    new = () if trust is None else (FormalEdge(TieKind.IN_TRUST, school, trust),)
    return replace(network, formal=(*kept, *new))


def _begin(network: Network, new: Beginning) -> Network:
    members = {*new.members}
    name = new.name or listed([node.name for node in network.nodes if node.id in members])
    if len(members) < 2:
        raise BadInputError(f"“{name}” needs two members or more; name another.")
    if any(known.id == new.id for known in network.partnerships):
        raise BadInputError(f"“{name}” has begun already; give this one another name.")
    began = PartnershipNode(new.id, name, new.kind, new.themes, size=len(members))
    return replace(
        network,
        partnerships=(*network.partnerships, began),
        memberships=(*network.memberships, *(Membership(id_, new.id) for id_ in members)),
    )


def _end(network: Network, gone: str) -> Network:
    kept = tuple(known for known in network.partnerships if known.id != gone)
    if len(kept) == len(network.partnerships):
        raise BadInputError(f"{gone} is no partnership of this network, or has ended by then.")
    return replace(
        network,
        partnerships=kept,
        memberships=tuple(part for part in network.memberships if part.partnership != gone),
        goals=tuple(
            replace(goal, pursued_by=tuple(id_ for id_ in goal.pursued_by if id_ != gone))
            for goal in network.goals
        ),
        pursuing=network.pursuing - {gone},
    )


def _one_fewer(network: Network, together: set[str]) -> tuple[PartnershipNode, ...]:
    """The partnerships, those that some organisations are in together counted one smaller."""
    joined = _joined(network)
    shared = set.intersection(*(joined[id_] for id_ in together))
    return tuple(
        replace(known, size=known.size - 1) if known.size and known.id in shared else known
        for known in network.partnerships
    )


def _joined(network: Network) -> defaultdict[str, set[str]]:
    """The partnerships that each organisation is in."""
    joined: defaultdict[str, set[str]] = defaultdict(set)
    for part in network.memberships:
        joined[part.organisation].add(part.partnership)
    return joined


def _settled(before: Network, after: Network) -> Network:
    """A changed network with its records in order, and no denial that has lost its ground.

    A denial is recorded of two that share a partnership; it falls with the last that they share.
    """
    shared, shares = _joined(before), _joined(after)
    return replace(
        after,
        formal=tuple(sorted(after.formal, key=lambda e: (e.start, e.end, e.kind, str(e.span)))),
        partnerships=tuple(sorted(after.partnerships, key=lambda p: p.id)),
        memberships=tuple(
            sorted(after.memberships, key=lambda m: (m.organisation, m.partnership, str(m.span)))
        ),
        denials=tuple(
            denial
            for denial in sorted(after.denials)
            if shares[denial.by] & shares[denial.about]
            or shared[denial.by].isdisjoint(shared[denial.about])
        ),
    )
