"""A two-mode model of what is not known: which partnerships those not heard may be in."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import hypot
from random import Random
from statistics import median

from partnermap.analysis.hearing import is_heard, unheard
from partnermap.analysis.network import Mode, graph
from partnermap.model import Membership, Network, PartnershipNode
from partnermap.vocabulary import Kind, PartnershipKind

UNRECORDED = "drawn:"
"""What the ids of partnerships begin with that are drawn, and are not recorded anywhere."""
_FEWEST = 5
"""Of so many that were heard of one kind and phase, the phase tells something."""

Place = tuple[float, float] | None
_Sort = tuple[Kind, str | None]


class Redrawing:
    """A model of one network's memberships, from which those not heard are given theirs.

    `confidence.resample` says what the model is.

    Parameters
    ----------
    network : Network
        What is recorded, its working ties among it.

    Notes
    -----
    Made in O(n + m). A draw takes O(u k p) for u organisations not heard that lack k memberships
    each, of p partnerships; the first also the distances between them.
    """

    def __init__(self, network: Network) -> None:
        drawn = graph(network)
        nodes = drawn.nodes
        organisations = [i for i in drawn if nodes[i]["mode"] is Mode.ORGANISATION]
        self.unheard = unheard(drawn)
        self._members = {p.id: sorted(drawn.adj[p.id]) for p in network.partnerships}
        self._templates = sorted(
            (p for p in network.partnerships if self._members[p.id]), key=lambda p: p.id
        )
        self._of = {i: set(drawn.adj[i]) for i in organisations}
        self._outside = {i for i in organisations if nodes[i]["outside"]}
        self._answers = {i: nodes[i]["answer"] for i in organisations}
        self._sorts: dict[str, _Sort] = {
            i: (nodes[i]["kind"], nodes[i]["phase"]) for i in organisations
        }
        self._places: dict[str, Place] = {
            i: _place(nodes[i]["easting"], nodes[i]["northing"]) for i in organisations
        }
        heard = [i for i in organisations if i not in self._outside and is_heard(drawn, i)]
        self._heard = set(heard)
        self._silence = len(self.unheard) / max(1, len(self.unheard) + len(heard))
        self._rates: defaultdict[_Sort | Kind | None, list[int]] = defaultdict(list)
        for rate, i in sorted((len(self._of[i]), i) for i in heard):
            for group in (self._sorts[i], self._sorts[i][0], None):
                self._rates[group].append(rate)
        self._mix = {
            id_: Counter(self._sorts[i] for i in members) for id_, members in self._members.items()
        }
        self._common: Counter[_Sort] = sum(self._mix.values(), Counter())
        self._scale = self._typical_distance()
        self._pulls: dict[str, list[float]] = {}

    def draw(self, random: Random) -> tuple[list[PartnershipNode], list[Membership]]:
        """The partnerships and memberships of one world that nobody has recorded."""
        founded: list[PartnershipNode] = []
        joined: list[Membership] = []
        lacking = {i: self._lacks(i, random) for i in self.unheard}
        for i in random.sample(self.unheard, len(self.unheard)):
            passed = set(self._of[i])
            while lacking[i] and (like := self._choose(i, passed, random)):
                lacking[i] -= 1
                passed.add(like.id)
                others = self._never_recorded(i, like, lacking, random)
                for other in others:
                    lacking[other] -= 1
                if not others and like.kind == PartnershipKind.BILATERAL:
                    others = self._in_the_place_of(i, like, random)
                    if not others:
                        continue  # it was asked, and whom it would work with says it does not
                if others:
                    id_ = f"{UNRECORDED}{len(founded) + 1}"
                    founded.append(
                        PartnershipNode(id_, "", like.kind, like.themes, size=len(others) + 1)
                    )
                    joined += [Membership(who, id_) for who in (i, *others)]
                else:
                    joined.append(Membership(i, like.id))
        return founded, joined

    def _lacks(self, i: str, random: Random) -> int:
        """How many memberships an organisation has beside those recorded: as one heard has."""
        kind = self._sorts[i][0]
        rates = self._rates.get(self._sorts[i], [])
        if len(rates) < _FEWEST:
            rates = self._rates.get(kind) or self._rates.get(None, [])
        recorded = len(self._of[i])
        at_least = bisect_left(rates, recorded)
        if at_least == len(rates):
            return 0
        return rates[random.randrange(at_least, len(rates))] - recorded

    def _choose(self, i: str, passed: set[str], random: Random) -> PartnershipNode | None:
        """A partnership by how likely the organisation is in it, of those not passed before."""
        if i not in self._pulls:
            self._pulls[i] = [
                self._likeness(i, p.id) * self._closeness(i, self._members[p.id])
                for p in self._templates
            ]
        left = [
            (p, pull)
            for p, pull in zip(self._templates, self._pulls[i], strict=True)
            if p.id not in passed
        ]
        if not left:
            return None
        partnerships, pulls = zip(*left, strict=True)
        chosen: PartnershipNode = random.choices(partnerships, pulls)[0]
        return chosen

    def _never_recorded(
        self, i: str, like: PartnershipNode, lacking: dict[str, int], random: Random
    ) -> list[str]:
        """With whom it is in a partnership like one recorded, but of which nobody was heard."""
        many = sum(member not in self._outside for member in self._members[like.id]) - 1
        if many < 1 or random.random() >= self._silence**many:
            return []
        pulls = {
            j: self._likeness(j, like.id) * self._closeness(i, [j])
            for j, left in lacking.items()
            if left and j != i
        }
        others: list[str] = []
        while pulls and len(others) < many:
            others += random.choices([*pulls], [*pulls.values()])
            del pulls[others[-1]]
        return others

    def _in_the_place_of(self, i: str, like: PartnershipNode, random: Random) -> list[str]:
        """The one who stays where it takes the other's place in a partnership of two.

        Nobody, if that one was heard, and so has said that they do not work together.
        """
        members = self._members[like.id]
        alike = [member for member in members if self._sorts[member] == self._sorts[i]]
        replaced = random.choice(alike or members)
        return [
            member for member in members if member != replaced and not self._left_out(i, by=member)
        ]

    def _left_out(self, i: str, by: str) -> bool:
        """Whether another was heard, and i on the list that it could have chosen i from."""
        return self._answers[i] is not None and by in self._heard

    def _likeness(self, i: str, partnership: str) -> float:
        """How many of its sort are in a partnership, and a little for those who might be."""
        sort = self._sorts[i]
        everywhere = self._common.total() + len(self._common)
        return self._mix[partnership][sort] + (self._common[sort] + 1) / everywhere

    def _closeness(self, i: str, others: Iterable[str]) -> float:
        """From 1 beside the nearest of some others down, 1/2 at the typical distance."""
        apart = self._nearest(i, others)
        return 0.5 if apart is None else 1 / (1 + (apart / self._scale) ** 2)

    def _nearest(self, i: str, others: Iterable[str]) -> float | None:
        """The distance to the nearest of some others in metres, as far as places are known."""
        here = self._places[i]
        if here is None:
            return None
        places = (self._places[j] for j in others if j != i)
        return min((hypot(here[0] - p[0], here[1] - p[1]) for p in places if p), default=None)

    def _typical_distance(self) -> float:
        """How far half of the members of recorded partnerships are from the nearest other."""
        apart = [
            metres
            for members in self._members.values()
            for member in members
            if (metres := self._nearest(member, members)) is not None
        ]
        return max(1.0, median(apart)) if apart else 1.0


def _place(easting: int | None, northing: int | None) -> Place:
    return None if easting is None or northing is None else (easting, northing)
