"""What is so in a network in which all is known, by going through every case: slow, and plain."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from itertools import combinations
from math import hypot

from partnermap.model.network import Network, Node
from partnermap.vocabulary import Kind, Phase, Role, TieKind

NEAR = 5_000
"""How many metres apart two may be at most that could work together."""


class Facts:
    """Who is in what, who works with whom and who belongs where, as plain sets."""

    def __init__(self, network: Network) -> None:
        self.inside: dict[str, Node] = {n.id: n for n in network.nodes if not n.outside}
        self.themes = {p.id: {*p.themes} for p in network.partnerships}
        self.members: dict[str, set[str]] = {p.id: set() for p in network.partnerships}
        self.providers: defaultdict[str, set[str]] = defaultdict(set)
        for m in network.memberships:
            self.members[m.partnership].add(m.organisation)
            if m.role is Role.PROVIDER:
                self.providers[m.partnership].add(m.organisation)
        self.of: dict[str, set[str]] = {
            i: {p for p, those in self.members.items() if i in those} for i in self.inside
        }
        self.partners: dict[str, set[str]] = {i: set() for i in self.inside}
        for those in self.members.values():
            for one in those:
                self.partners[one] |= those - {one}
        self.belongs: dict[TieKind, dict[str, str]] = {kind: {} for kind in TieKind}
        for e in network.formal:
            self.belongs[e.kind][e.start] = e.end

    def metres(self, one: str, other: str) -> float:
        """How far apart two are, as the crow flies."""
        here, there = self.inside[one], self.inside[other]
        assert here.easting is not None and here.northing is not None
        assert there.easting is not None and there.northing is not None
        return hypot(here.easting - there.easting, here.northing - there.northing)

    def pupils(self, those: Iterable[str]) -> int:
        """How many some organisations have."""
        return sum(self.inside[one].pupils or 0 for one in those)


def parts(facts: Facts, without: str = "") -> list[set[str]]:
    """Who is joined to whom, if one organisation or partnership were not there."""
    left = facts.inside.keys() - {without}
    found = []
    while left:
        ahead = [min(left)]
        part = {*ahead}
        while ahead:
            for p in facts.of[ahead.pop()] - {without}:
                new = facts.members[p] - part - {without}
                part |= new
                ahead += new
        left -= part
        found.append(part)
    return found


def joined(facts: Facts) -> set[frozenset[str]]:
    """The parts of more than one."""
    return {frozenset(part) for part in parts(facts) if len(part) > 1}


def stranding(facts: Facts) -> set[tuple[str, frozenset[str]]]:
    """Each organisation or partnership that strands somebody if it goes, and whom."""
    found = set()
    before = parts(facts)
    for id_ in [*facts.inside, *facts.members]:
        own = {id_} | facts.members.get(id_, set())
        (at,) = [part for part in before if not part.isdisjoint(own)] or [set[str]()]
        after = [part for part in parts(facts, id_) if part <= at]
        after.sort(key=lambda part: (-len(part), -facts.pupils(part), min(part)))
        if stranded := frozenset().union(*after[1:]):
            found.add((id_, stranded))
    return found


def alone(facts: Facts) -> set[str]:
    """Those that work with nobody."""
    return {i for i, those in facts.partners.items() if not those}


def apart(facts: Facts) -> set[tuple[str, str]]:
    """The pairs that lie close and do not work together."""
    return {
        (one, other)
        for one, other in combinations(sorted(facts.inside), 2)
        if other not in facts.partners[one] and facts.metres(one, other) <= NEAR
    }


def close(facts: Facts) -> set[tuple[str, str, str]]:
    """Of those the pairs of one diocese, and those with one need; with what they share."""
    dioceses = facts.belongs[TieKind.IN_DIOCESE]
    needs = {
        i: {t for p, those in facts.members.items() if i in those for t in facts.themes[p]}
        - {t for p, those in facts.providers.items() if i in those for t in facts.themes[p]}
        for i in facts.inside
    }
    found = set()
    for one, other in apart(facts):
        if one in dioceses and dioceses[one] == dioceses.get(other):
            found.add((one, other, dioceses[one]))
        found |= {(one, other, theme) for theme in needs[one] & needs[other]}
    return found


def across(facts: Facts) -> set[tuple[str, str]]:
    """Of the pairs apart those of two authorities."""
    las = facts.belongs[TieKind.IN_LA]
    return {(one, other) for one, other in apart(facts) if las[one] != las[other]}


def not_with_secondary(facts: Facts) -> set[tuple[str, str]]:
    """The primaries that do not work with the secondary nearest to them, and that."""
    phases = {i: node.phase for i, node in facts.inside.items()}
    found = set()
    for one in (i for i, phase in phases.items() if phase == Phase.PRIMARY):
        others = (i for i, phase in phases.items() if phase == Phase.SECONDARY)
        ways = [(facts.metres(one, i), i) for i in others]
        metres, nearest = min(ways, default=(NEAR + 1, ""))
        if metres <= NEAR and nearest not in facts.partners[one]:
            found.add((one, nearest))
    return found


def without_charity(facts: Facts) -> set[str]:
    """The schools that work with no community organisation."""
    kinds = {i: node.kind for i, node in facts.inside.items()}
    return {
        i
        for i, those in facts.partners.items()
        if kinds[i] is Kind.SCHOOL
        and Kind.COMMUNITY_ORGANISATION not in {kinds[other] for other in those}
    }


def needs(facts: Facts) -> set[tuple[str, str, str | None]]:
    """Each authority and theme that nobody provides there, or one alone, and who that is."""
    las = facts.belongs[TieKind.IN_LA]
    found: set[tuple[str, str, str | None]] = set()
    for la in {las[i] for i in facts.inside}:
        for theme in {t for themes in facts.themes.values() for t in themes}:
            providers = {
                provider
                for p, those in facts.providers.items()
                if theme in facts.themes[p]
                for provider in those
                if any(las[m] == la for m in facts.members[p] - {provider})
            }
            if len(providers) < 2:
                found.add((la, theme, min(providers, default=None)))
    return found


def holes(facts: Facts, clusters: Iterable[Collection[str]]) -> set[tuple[frozenset[str], str]]:
    """Each two clusters with a pair apart and one partnership between them at most, and that."""
    found = set()
    pairs = apart(facts)
    for first, second in combinations(map(frozenset, clusters), 2):
        between = [p for p, those in facts.members.items() if those & first and those & second]
        near = any({*pair} & first and {*pair} & second for pair in pairs)
        if near and len(between) < 2:
            found.add((first | second, "".join(between)))
    return found


def liaisons(facts: Facts, groups: Mapping[str, str]) -> set[tuple[str, int]]:
    """Who stands between two of two groups that are not its own and not tied, and how often."""
    return {(one, many) for one in facts.inside if (many := sum(_between(facts, groups, one)))}


def _between(facts: Facts, groups: Mapping[str, str], one: str) -> Iterator[bool]:
    for first, second in combinations(sorted(facts.partners[one]), 2):
        trio: Set[str] = {groups[one], groups[first], groups[second]}
        yield second not in facts.partners[first] and len(trio) == 3
