"""How sure a ranking is: worlds in which what is not known is drawn, and how often it stands."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, islice
from random import Random

from partnermap.analysis.confidence.redrawing import Redrawing
from partnermap.analysis.networks.network import graph
from partnermap.errors import BadInputError
from partnermap.model.network import Denial, Membership, Network
from partnermap.vocabulary import Answer


@dataclass(frozen=True, slots=True)
class Doubt:
    """How far what is recorded is believed."""

    dropped: float = 0.05
    """The share of recorded memberships that a world does without."""
    disputed: float = 0.5
    """The share of worlds in which a disputed membership holds."""

    def __post_init__(self) -> None:
        if not (0 <= self.dropped <= 1 and 0 <= self.disputed <= 1):
            raise BadInputError("A share is a number from 0 to 1, such as 0.05.")


DOUBT = Doubt()
"""One recorded membership in twenty is left out, and a disputed one in every second world."""


def resample(
    network: Network, seed: int = 0, doubt: Doubt = DOUBT, step: int = 1
) -> Iterator[Network]:
    """Worlds that a network may be a record of, one after another without end.

    What is resampled are statements, that an organisation is in a partnership, and never pairs:
    one statement ties its organisation to all the members, so that pairs are not independent.
    World i is drawn with the seed `seed + i`, whatever came before: whoever takes fewer of them
    takes the first of the same.

    Parameters
    ----------
    network : Network
        What is recorded, its working ties among it.
    seed : int
        Of the first world.
    doubt : Doubt
        How often recorded and disputed memberships are left out.
    step : int
        Each seed is so much more than the one before: several who share the worlds out among them
        begin with one seed after another, and step over those of the others.

    Yields
    ------
    Network
        The same organisations; those of the scope count as heard, for in that world all is known.
        Partnerships that were drawn have ids that begin with `redrawing.UNRECORDED`, and no name.

    Notes
    -----
    For organisation i let r(i) be how many recorded memberships it has; let u be the share of the
    scope that did not answer in full, and a how often a member not heard is recorded in a
    partnership of which another member was heard. Each world is made in four steps.

    1. Each recorded membership is left out with chance `doubt.dropped`. The disputed ones of a
       partnership, whose every tie there is denied, hold together with chance `doubt.disputed`.
    2. What is only estimated is drawn as well, so that worlds differ as much as they should
       (`rates.Rates`). The shares f(k) of organisations that have k memberships are drawn from
       Dirichlet distributions: of all by those heard; of a kind by those heard of it and half of
       one more that is as all are; of a kind and phase by those heard of it and half of one as its
       kind. Then a is drawn, by Jeffreys' prior, in proportion to how likely it makes what is
       recorded of those not heard, each of whom has k memberships with chance ::

           P(i has k) ~ f(k) C(k, r(i)) c**r(i) (1 - c)**(k - r(i))

       where c, the chance that a membership is recorded, is a times the share of memberships of
       which another member was heard. What it has beyond r(i), i lacks. If nobody heard has as
       many as r(i), it lacks none.
    3. It is drawn for each recorded partnership how many memberships are missing there, and how
       many partnerships like it are missing altogether (`sizes.Sizes`). One of which m members
       are recorded has n with chance ::

           P(n) ~ s(n) C(n, m) (u (1 - a))**(n - m)

       where the shares s(n) of sizes are those that make the record likeliest; and for each of
       size n there are u**n / (1 - u**n) of which nobody was heard. A partnership of two is
       recorded with both or not at all: of the chances (1 - u)**2 that both were heard,
       2 (1 - u) u that one was and u**2 that neither was, all of the first are recorded, and of
       the second those whose other was asked or is named all the same.
    4. For each membership that i lacks, a place is taken among those of step 3, with chance in
       proportion to how alike and near to i the members are (`affinity.Affinity`): in a recorded
       partnership; in one like it of which nobody was heard, with others that still lack a
       membership; or in one of two with somebody heard, who is like whoever has such a partnership
       on record. That is never so where i was asked, for then it is known that they do not work
       together. Where no place is left, i is in any partnership.

    So ties come by partnerships; those not heard have about as many memberships as those heard,
    and where those heard name them, few beside the recorded. Outside partners are given nothing:
    their ties elsewhere are no part of the network. Where nobody was heard there is nobody to go
    by, and nothing is drawn: worlds then differ by step 1 alone.

    How often what is so in nine worlds of ten is so in truth is measured over made-up areas
    (`python -m benchmarks calibration`). Who strands most or somebody, who is most between others
    and who is joined to whom hold as often as stated. Counts do not: ranges of how many parts or
    ties there are, or of how many work with nobody, are too narrow, and hold in about eight of ten.
    Where it depends on how many partners one has whether it answers, nothing on record shows that:
    those not heard are then given too many. Rankings still hold, but who is said to be joined to
    the largest part is so less often than stated, and counts hold in about six of ten.

    The model is made in O(n + sum of squared sizes); a world takes O(m + u k p) for u organisations
    not heard that lack k memberships each, of p partnerships.

    References
    ----------
    Smith and Moody (2013), Structural effects of network sampling coverage I: nodes missing at
    random, Social Networks 35(4), 652-668: which measures missing answers distort. Kossinets
    (2006), Effects of missing data in social networks, Social Networks 28(3), 247-268: that ties
    come by shared affiliations. Smith, Morgan and Moody (2022), Network sampling coverage III:
    imputation of missing network data under different network and missing data conditions, Social
    Networks 68, 148-178. Jeffreys (1946), An invariant form for the prior probability in estimation
    problems, Proceedings of the Royal Society A 186, 453-461. Rubin (1981), The Bayesian
    bootstrap, Annals of Statistics 9(1), 130-134.
    Rubin and Schenker (1986), Multiple imputation for interval estimation from simple random
    samples with ignorable nonresponse, Journal of the American Statistical Association 81(394),
    366-374: that estimates are drawn too. Andridge and Little (2010), A review of hot deck
    imputation for survey non-response, International Statistical Review 78(1), 40-64.

    Examples
    --------
    >>> from partnermap.vocabulary import Kind, Layer
    >>> from partnermap.model.network import Node
    >>> alone = Network("all", Layer.WORKING, None, 1, (Node("urn:1", "Ash", Kind.SCHOOL),))
    >>> [len(world.memberships) for world in islice(resample(alone), 2)]
    [0, 0]
    """
    model, disputed = Redrawing(network), _disputed(network)
    known = tuple(
        node if node.outside else replace(node, answer=Answer.COMPLETE) for node in network.nodes
    )
    for number in count(seed, step):
        random = Random(number)  # noqa: S311 - a matter of chance, no secret
        left_out = _left_out(network, disputed, doubt, random)
        founded, joined = model.draw(random)
        kept = [m for m in network.memberships if (m.organisation, m.partnership) not in left_out]
        more = Counter(m.partnership for m in joined)
        more.subtract(partnership for _, partnership in left_out)
        sized = (
            replace(p, size=p.size + more[p.id]) if p.size and more[p.id] else p
            for p in network.partnerships
        )
        yield replace(
            network,
            nodes=known,
            partnerships=(*sized, *founded),
            memberships=(*kept, *joined),
            denials=_still_about(network.denials, kept),
        )


def _disputed(network: Network) -> dict[str, list[str]]:
    """By partnership, those whose every tie in it is denied."""
    drawn = graph(network)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for start, end, tie in drawn.edges(data=True):
        if tie.get("disputed"):
            ends = sorted((start, end), key=lambda id_: drawn.nodes[id_]["mode"])
            found[ends[1]].append(ends[0])
    return dict(sorted(found.items()))


def _left_out(
    network: Network, disputed: Mapping[str, list[str]], doubt: Doubt, random: Random
) -> set[tuple[str, str]]:
    """The recorded memberships that do not hold in one world, organisation and partnership."""
    left_out = {
        (organisation, partnership)
        for partnership, organisations in disputed.items()
        if random.random() >= doubt.disputed
        for organisation in organisations
    }
    recorded = {(m.organisation, m.partnership) for m in network.memberships}
    believed = recorded.difference((o, p) for p, those in disputed.items() for o in those)
    return left_out.union(one for one in sorted(believed) if random.random() < doubt.dropped)


def _still_about(denials: Iterable[Denial], kept: Iterable[Membership]) -> tuple[Denial, ...]:
    """The denials of pairs that still share a partnership."""
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for membership in kept:
        parts[membership.organisation].add(membership.partnership)
    return tuple(d for d in denials if not parts[d.by].isdisjoint(parts[d.about]))


@dataclass(frozen=True, slots=True)
class Tally:
    """In how many worlds each came among the first of a ranking."""

    worlds: int
    first: int
    """How many count as the first of a ranking."""
    times: Mapping[str, int]
    """By id, most often first; who never came among them is not in it."""

    def share(self, id_: str) -> float | None:
        """In which share of the worlds one was among the first; None where there was no world."""
        return self.times.get(id_, 0) / self.worlds if self.worlds else None


def tally(
    worlds: Iterable[Network], rank: Callable[[Network], Iterable[str]], first: int = 3
) -> Tally:
    """How often each comes among the first of a ranking, over some worlds.

    Parameters
    ----------
    worlds : iterable of Network
        As `resample` gives them, of which the caller takes as many as there is time for.
    rank : callable
        Gives the ids that a world ranks, foremost first; it may be any measure's.
    first : int
        How many of them count: 3 for "in the top three in 92 of 100 runs".

    Returns
    -------
    Tally
        With how many worlds there were: the share of n worlds is sure to about 1/sqrt(n), two
        standard errors at most.

    Notes
    -----
    One call of `rank` for each world; no two worlds are kept.

    Examples
    --------
    >>> from partnermap.vocabulary import Layer
    >>> empty = Network("all", Layer.WORKING, None, 1, ())
    >>> tally(islice(resample(empty), 10), lambda world: ["ash", "elm"], first=1).times
    {'ash': 10}
    """
    times: Counter[str] = Counter()
    many = 0
    for world in worlds:
        many += 1
        times.update(islice(rank(world), first))
    ordered = sorted(times.items(), key=lambda one: (-one[1], one[0]))
    return Tally(many, first, dict(ordered))
