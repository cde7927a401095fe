"""What was: what a file with a timeline holds beside what stands on its day."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from partnermap.model.dates import Span
from partnermap.model.network import Membership, Network


def beyond(now: Network, ever: Network) -> Network:
    """What a network of all days up to one has that the one of that day has not.

    Its ties may be of organisations and partnerships that only the network of the day has.
    """
    nodes = {node.id for node in now.nodes}
    partnerships = {partnership.id for partnership in now.partnerships}
    # Whether a tie may have held depends on the day that it is asked of.
    formal = {replace(tie, may_have_held=False) for tie in now.formal}
    parts = {replace(part, may_have_held=False) for part in now.memberships}
    return replace(
        ever,
        nodes=tuple(node for node in ever.nodes if node.id not in nodes),
        partnerships=tuple(p for p in ever.partnerships if p.id not in partnerships),
        formal=tuple(t for t in ever.formal if replace(t, may_have_held=False) not in formal),
        memberships=tuple(
            part for part in ever.memberships if replace(part, may_have_held=False) not in parts
        ),
    )


def last_day(span: Span, day: str) -> str:
    """The last day up to some day on which something may have held."""
    return min(span.bounds[1], day)


def together(parts: Iterable[Membership]) -> Callable[[str, str], int]:
    """How many organisations may have been in a partnership on a day, by some memberships."""
    members = defaultdict(list)
    for part in parts:
        members[part.partnership].append(part)

    def many(partnership: str, day: str) -> int:
        return len({p.organisation for p in members[partnership] if p.span.may_hold(day)})

    return many
