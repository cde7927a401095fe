"""A two-mode model of what is not known: which partnerships those not heard may be in."""

from dataclasses import dataclass
from enum import Enum, auto
from math import exp
from random import Random

from partnermap.analysis.confidence.affinity import Affinity
from partnermap.analysis.confidence.rates import Rates, Record
from partnermap.analysis.networks.hearing import is_heard, unheard
from partnermap.analysis.networks.network import graph, insiders
from partnermap.analysis.networks.sizes import Outline, Sizes
from partnermap.model.network import Membership, Network, PartnershipNode
from partnermap.vocabulary import PartnershipKind

UNRECORDED = "drawn:"
"""What the ids of partnerships begin with that are drawn, and are not recorded anywhere."""


@dataclass(frozen=True, slots=True)
class _Template:
    """A recorded partnership: one to be in, and an example of those that nobody has recorded."""

    partnership: PartnershipNode
    members: tuple[str, ...]
    outline: Outline


class _Where(Enum):
    """Where a membership that is missing may be."""

    RECORDED = auto()
    """In the partnership on record."""
    UNHEARD = auto()
    """In one like it of which nobody was heard."""
    HIDDEN = auto()
    """In one of two like it, of whom one was heard and did not name the other."""


@dataclass(slots=True)
class _Room:
    """How many memberships are missing, in one world, in a partnership and in those like it."""

    like: _Template
    at: int
    """The place of that among the templates."""
    size: int
    """How many of the scope are in it."""
    vacant: int
    """How many of them are not recorded."""
    others: int
    """How many there are like it of which nobody was heard."""
    hidden: int
    """How many of two there are like it, of whom one was heard and did not name the other."""
    places: int = 0
    """For how many memberships there is room in all of these."""

    def __post_init__(self) -> None:
        self._count()

    def _count(self) -> None:
        self.places = self.vacant + self.others * self.size + self.hidden

    def take(self, random: Random) -> _Where:
        """Take one of the places; where none is left, one beyond those counted."""
        ways = [self.vacant, self.others * self.size, self.hidden]
        if not self.places:
            ways = [0, 0, 1] if self.like.outline.bilateral else [1, 0, 0]
        where: _Where = random.choices([*_Where], ways)[0]
        match where:
            case _Where.RECORDED:
                self.vacant = max(0, self.vacant - 1)
            case _Where.UNHEARD:
                self.others -= 1
            case _Where.HIDDEN:
                self.hidden = max(0, self.hidden - 1)
        self._count()
        return where


class Redrawing:
    """A model of one network's memberships, from which those not heard are given theirs.

    `worlds.resample` says what the model is.

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
        self._silent = len(self._unheard) / max(1, len(inside))
        self._templates: list[_Template] = []
        for p in sorted(network.partnerships, key=lambda p: p.id):
            members = tuple(sorted(drawn.adj[p.id]))
            recorded = len(self._of.keys() & {*members})
            # Where nobody was heard there is nobody to go by.
            if recorded and self._heard:
                least = max(recorded, 2 - (len(members) - recorded))
                bilateral = p.kind == PartnershipKind.BILATERAL
                outline = Outline(recorded, least, bilateral)
                self._templates.append(_Template(p, members, outline))
        self._sizes = Sizes(
            (template.outline for template in self._templates),
            self._silent,
            unasked=1 - len(self._asked) / max(1, len(inside)),
        )
        records = {
            i: Record(self._affinity.sorts[i], i in self._asked, len(self._of[i])) for i in inside
        }
        self._rates = Rates(
            (records[i] for i in inside if i in self._heard),
            {i: records[i] for i in self._unheard},
            self._sizes,
        )
        self._pulls: dict[str, list[float]] = {}

    def draw(self, random: Random) -> tuple[list[PartnershipNode], list[Membership]]:
        """The partnerships and memberships of one world that nobody has recorded."""
        founded: list[PartnershipNode] = []
        joined: list[Membership] = []
        lack = self._rates.draw(random)
        lacking = lack.memberships
        rooms = [self._room(at, lack.named, random) for at in range(len(self._templates))]
        for i in random.sample(self._unheard, len(self._unheard)):
            passed = set(self._of[i])
            while lacking[i] and (room := self._choose(i, passed, rooms, random)):
                others = self._with_whom(i, room, lacking, random)
                if not others:
                    passed.add(room.like.partnership.id)
                    if others is not None:  # nobody is left to be in it: another is tried
                        continue
                    joined.append(Membership(i, room.like.partnership.id))
                else:
                    new = PartnershipNode(
                        f"{UNRECORDED}{len(founded) + 1}",
                        "",
                        room.like.partnership.kind,
                        room.like.partnership.themes,
                        size=len(others) + 1,
                    )
                    founded.append(new)
                    joined += [Membership(member, new.id) for member in (i, *others)]
                lacking[i] -= 1
        return founded, joined

    def _room(self, at: int, named: float, random: Random) -> _Room:
        """How many memberships one world has beside those recorded, there and in the like."""
        like, missing = self._templates[at], self._sizes.missing(named)
        outline = like.outline
        chances = missing.sizes[outline]
        (size,) = random.choices([*chances], [*chances.values()])
        alone = _about(self._silent**size / (1 - self._silent**size), random)
        if size == 1:  # beside partners outside: of two they stay, of more it is one more
            vacant, hidden = (0, alone) if outline.bilateral else (alone, 0)
            return _Room(like, at, size, vacant, others=0, hidden=hidden)
        if outline.bilateral:
            unheard, hidden = _about(missing.unheard, random), _about(missing.hidden, random)
            return _Room(like, at, size, vacant=0, others=unheard, hidden=hidden)
        return _Room(like, at, size, size - outline.recorded, others=alone, hidden=0)

    def _choose(self, i: str, passed: set[str], rooms: list[_Room], random: Random) -> _Room | None:
        """Where i may be, of what was not passed before: where there is room, or anywhere."""
        if i not in self._pulls:
            self._pulls[i] = [
                # How much it is drawn to one place there, however many there are.
                self._affinity.pull(i, like.partnership.id) / (len(like.members) + 1)
                for like in self._templates
            ]
        pulls = self._pulls[i]
        open_ = [room for room in rooms if room.places and room.like.partnership.id not in passed]
        if open_:
            return random.choices(open_, [pulls[room.at] * room.places for room in open_])[0]
        rest = [room for room in rooms if room.like.partnership.id not in passed]
        return random.choices(rest, [pulls[room.at] for room in rest])[0] if rest else None

    def _with_whom(
        self, i: str, room: _Room, lacking: dict[str, int], random: Random
    ) -> list[str] | None:
        """With whom it is in a partnership that nobody has recorded; None for the recorded one."""
        match room.take(random):
            case _Where.RECORDED:
                return None
            case _Where.UNHEARD:
                others = self._others(i, room, lacking, random)
                for other in others:
                    lacking[other] -= 1
                return others
        return self._hidden(i, room.like, random)

    def _others(self, i: str, room: _Room, lacking: dict[str, int], random: Random) -> list[str]:
        """With whom it is in a partnership like one recorded, but of which nobody was heard."""
        pulls = {
            other: self._affinity.pull(other, room.like.partnership.id, among=[i])
            for other, many in lacking.items()
            if many and other != i
        }
        others: list[str] = []
        while pulls and len(others) < room.size - 1:
            others += random.choices([*pulls], [*pulls.values()])
            del pulls[others[-1]]
        return others

    def _hidden(self, i: str, like: _Template, random: Random) -> list[str]:
        """Who may have i for its other in a partnership of two like one recorded.

        Whoever was heard and is of the kind and phase of the one who is no match for i there.
        Nobody, if i was asked: then those heard have said that they do not work together.
        """
        sorts = self._affinity.sorts
        alike = [member for member in like.members if sorts[member] == sorts[i]]
        replaced = random.choice(alike or like.members)
        stays = [member for member in like.members if member != replaced]
        heard = [member for member in stays if member in self._heard]
        if not heard:
            return stays
        if i in self._asked:
            return []
        others = [other for other in sorted(self._heard) if sorts[other] == sorts[heard[0]]]
        pulls = [self._affinity.pull(other, like.partnership.id, among=[i]) for other in others]
        return random.choices(others, pulls)


def _about(many: float, random: Random) -> int:
    """A whole number that is so many on average, as many as happen by chance."""
    number, left = 0, random.random()
    while left > exp(-many):
        number += 1
        left *= random.random()
    return number
