"""A two-mode model of what is not known: which partnerships those not heard may be in."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate
from math import comb
from random import Random

from partnermap.analysis.affinity import Affinity, Sort
from partnermap.analysis.hearing import is_heard, unheard
from partnermap.analysis.network import graph, insiders
from partnermap.model import Membership, Network, PartnershipNode
from partnermap.vocabulary import Kind, PartnershipKind

UNRECORDED = "drawn:"
"""What the ids of partnerships begin with that are drawn, and are not recorded anywhere."""
_FEWEST = 5
"""Of so many that were heard of one kind and phase, the phase tells something."""
_TRIES = 4
"""So often a choice is tried that may fall on what was passed before, which it mostly does not."""


@dataclass(frozen=True, slots=True)
class _Template:
    """A recorded partnership as an example of what those not heard may be in."""

    partnership: PartnershipNode
    members: tuple[str, ...]
    others: int
    """How many of the scope are in it beside one member."""
    in_it: float
    """How much of what is missing at partnerships like this is in those recorded."""
    like_it: float
    """How much of it is in others, of whose members nobody was heard."""


class Redrawing:
    """A model of one network's memberships, from which those not heard are given theirs.

    `confidence.resample` says what the model is.

    Parameters
    ----------
    network : Network
        What is recorded, its working ties among it.

    Notes
    -----
    Made in the time of `affinity.Affinity`. A draw takes O(u k p) for u organisations not heard
    that lack k memberships each, of p partnerships; the first also the distances between them.
    """

    def __init__(self, network: Network) -> None:
        drawn = graph(network)
        inside = insiders(drawn)
        self._affinity = Affinity(drawn)
        self._unheard = unheard(drawn)
        self._heard = {i for i in inside if is_heard(drawn, i)}
        self._asked = {i for i in inside if drawn.nodes[i]["answer"] is not None}
        self._of = {i: {*drawn.adj[i]} for i in inside}
        self._rates: defaultdict[Sort | Kind | None, Counter[int]] = defaultdict(Counter)
        for i in self._heard:
            sort = self._affinity.sorts[i]
            for group in (sort, sort[0], None):
                self._rates[group][len(self._of[i])] += 1
        self._silence = len(self._unheard) / max(1, len(inside))
        members = {p: tuple(sorted(drawn.adj[p.id])) for p in network.partnerships}
        sizes = {p: len(self._of.keys() & those) for p, those in members.items()}
        # Where nobody was heard there is nobody to go by.
        examples = sorted((p for p in sizes if sizes[p] and self._heard), key=lambda p: p.id)
        told = self._told([sizes[p] for p in examples])
        named = self._named(told)
        self._recorded = named * told
        self._templates = [self._template(p, members[p], sizes[p], named) for p in examples]
        self._pulls: dict[str, list[float]] = {}
        self._sums: dict[str, list[float]] = {}

    def draw(self, random: Random) -> tuple[list[PartnershipNode], list[Membership]]:
        """The partnerships and memberships of one world that nobody has recorded."""
        founded: list[PartnershipNode] = []
        joined: list[Membership] = []
        lacking = {i: self._lacks(i, random) for i in self._unheard}
        for i in random.sample(self._unheard, len(self._unheard)):
            passed = set(self._of[i])
            while lacking[i] and (like := self._choose(i, passed, random)):
                lacking[i] -= 1
                if random.random() * (like.in_it + like.like_it) < like.like_it:
                    others = self._others(i, like, lacking, random)
                    lacking.update((other, lacking[other] - 1) for other in others)
                else:
                    passed.add(like.partnership.id)
                    if like.partnership.kind != PartnershipKind.BILATERAL:
                        joined.append(Membership(i, like.partnership.id))
                        continue
                    others = self._in_the_place_of(i, like, random)
                if others:
                    new = PartnershipNode(
                        f"{UNRECORDED}{len(founded) + 1}",
                        "",
                        like.partnership.kind,
                        like.partnership.themes,
                        size=len(others) + 1,
                    )
                    founded.append(new)
                    joined += [Membership(member, new.id) for member in (i, *others)]
        return founded, joined

    def _told(self, sizes: list[int]) -> float:
        """The share of memberships that another member could have told of, not counting its own.

        Of partnerships of one size those with nobody heard are missing from the record.
        """
        weights = [many / (1 - self._silence**many) for many in sizes]
        heard = [1 - self._silence ** (many - 1) for many in sizes]
        told = sum(weight * share for weight, share in zip(weights, heard, strict=True))
        return told / sum(weights) if weights else 0.0

    def _named(self, told: float) -> float:
        """The share of those memberships that another did tell of.

        Judged by how much is recorded of those not heard beside what those heard have.
        """
        rates = [self._rates_like(i) for i in self._unheard]
        expected = sum(sum(k * n for k, n in r.items()) / r.total() for r in rates if r)
        recorded = sum(len(self._of[i]) for i in self._unheard)
        return min(1.0, recorded / expected / told) if expected and told else 0.0

    def _template(
        self, partnership: PartnershipNode, members: tuple[str, ...], size: int, named: float
    ) -> _Template:
        nobody_else = self._silence ** (size - 1) if size > 1 else 0.0
        # Nobody of the scope could tell of its only member there.
        untold = 1 - named if size > 1 else 1.0
        recorded = 1 - self._silence**size
        return _Template(
            partnership,
            members,
            others=size - 1,
            in_it=(1 - nobody_else) * untold / recorded,
            # It is met once, though all its members lack it.
            like_it=nobody_else / recorded / size,
        )

    def _rates_like(self, i: str) -> Counter[int]:
        """How many memberships those heard have, of the sort of one not heard."""
        sort = self._affinity.sorts[i]
        alike = self._rates[sort]
        return alike if alike.total() >= _FEWEST else self._rates[sort[0]] or self._rates[None]

    def _lacks(self, i: str, random: Random) -> int:
        """How many memberships an organisation has beside those recorded."""
        recorded, told = len(self._of[i]), self._recorded
        chances = {
            rate: many * comb(rate, recorded) * (1 - told) ** (rate - recorded)
            for rate, many in sorted(self._rates_like(i).items())
            if rate >= recorded
        }
        if not any(chances.values()):
            return 0
        return random.choices([*chances], [*chances.values()])[0] - recorded

    def _choose(self, i: str, passed: set[str], random: Random) -> _Template | None:
        """A partnership that i may be in, or in one like it, of those not passed before."""
        if i not in self._pulls:
            self._pulls[i] = [
                self._affinity.pull(i, t.partnership.id) * (t.in_it + t.like_it)
                for t in self._templates
            ]
            self._sums[i] = list(accumulate(self._pulls[i]))
        if not any(self._sums[i][-1:]):
            return None
        for _ in range(_TRIES):
            chosen = random.choices(self._templates, cum_weights=self._sums[i])[0]
            if chosen.partnership.id not in passed:
                return chosen
        pulls = [
            0.0 if template.partnership.id in passed else pull
            for template, pull in zip(self._templates, self._pulls[i], strict=True)
        ]
        return random.choices(self._templates, pulls)[0] if any(pulls) else None

    def _others(
        self, i: str, like: _Template, lacking: dict[str, int], random: Random
    ) -> list[str]:
        """With whom it is in a partnership like one recorded, but of which nobody was heard."""
        pulls = {
            other: self._affinity.pull(other, like.partnership.id, among=[i])
            for other, many in lacking.items()
            if many and other != i
        }
        others: list[str] = []
        while pulls and len(others) < like.others:
            others += random.choices([*pulls], [*pulls.values()])
            del pulls[others[-1]]
        return others

    def _in_the_place_of(self, i: str, like: _Template, random: Random) -> list[str]:
        """The one who stays where it takes the other's place in a partnership of two.

        Nobody, if that one was heard and i asked: it has said that they do not work together.
        """
        sorts = self._affinity.sorts
        alike = [member for member in like.members if sorts[member] == sorts[i]]
        replaced = random.choice(alike or like.members)
        return [
            member
            for member in like.members
            if member != replaced and not (member in self._heard and i in self._asked)
        ]
