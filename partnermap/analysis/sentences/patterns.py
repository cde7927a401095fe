"""Whether all runs through one or a few, and whether each keeps to its own kind, in sentences."""

from collections.abc import Sequence

from partnermap.analysis.sentences import Told
from partnermap.analysis.wording import counted, listed, number, out_of
from partnermap.vocabulary import Grouping

_SAME = {
    Grouping.SECTOR: "are of the same sort, such as two schools",
    Grouping.TRUST: "are of the same trust",
    Grouping.PLACE: "are in the same local authority",
    Grouping.DIOCESE: "are of the same diocese",
    Grouping.PHASE: "are schools of the same phase",
}
_ACROSS = {
    Grouping.SECTOR: "one sort of organisation hardly reaches another",
    Grouping.TRUST: "one trust hardly reaches another",
    Grouping.PLACE: "one local authority hardly reaches another",
    Grouping.DIOCESE: "one diocese hardly reaches another",
    Grouping.PHASE: "schools of one phase hardly reaches those of another",
}
_GROUPS = {Grouping.TRUST: "the trusts", Grouping.PLACE: "the local authorities"}


def through_one(name: str, partners: int, others: int, next_: int, *, outside: bool) -> Told:
    """Who works with nearly all; `next_` is how many the one works with that has next most."""
    placed = f"{name}, which lies outside," if outside else name
    return (
        f"{placed} works with {out_of(partners, others)} others here that work with anyone; nobody "
        f"else is known to work with more than {number(next_)}.",
        "If it were overburdened, most of what is done together here would feel it, and few could "
        "step in.",
    )


def inner_circle(names: Sequence[str], others: int, joined: int, tied: int, pairs: int) -> Told:
    """Who is in the inner circle; how many of the others work with it, and of their pairs together.

    `joined` of `others` work with one of the circle, and `tied` of their `pairs` with each other.
    """
    if tied == 0:
        among = "none of them with one another"
    else:
        among = (
            f"hardly any of them with one another: {number(tied)} of their {number(pairs)} pairs do"
        )
    return (
        f"As far as is on record, {listed(names)} form an inner circle: {out_of(joined, others)} "
        f"others here that work with anyone work with it, and {among}.",
        "What the others learn from one another comes through this circle: if it were "
        "overburdened, they would hear little of each other.",
    )


def clusters(by: Grouping, count: int) -> Told:
    """That those who work mostly among themselves are those who belong together."""
    groups = _GROUPS[by]
    return (
        f"As far as is on record, the {number(count)} groups that work mostly among themselves are "
        f"nearly the same as {groups}.",
        f"What is learnt in one of {groups} stays there, unless somebody carries it across.",
    )


def own_kind(by: Grouping, within: int, ties: int, by_chance: float) -> Told:
    """How many pairs are of one kind, and about how many would be if that did not matter."""
    return (
        f"Among those that answered in full, {out_of(within, ties)} pairs that work together "
        f"{_SAME[by]}; if that did not matter, about {number(round(by_chance))} would be.",
        f"What is learnt in {_ACROSS[by]}: a few partnerships across would change that.",
    )


def never_meet(one: str, other: str, by_chance: float) -> Told:
    """Two groups, given in words, of which none works with the other."""
    pairs = counted(round(by_chance), "pair", "pairs")
    return (
        f"Among those that answered in full, none of the {one} works with any of the {other}; if "
        f"it did not matter which they are, about {pairs} of them would.",
        "What the one learns reaches the other only through others: a first partnership between "
        "them would open a way.",
    )


def of_place(count: int, place: str) -> str:
    """Some organisations of a local authority, in words."""
    return f"{counted(count, 'organisation', 'organisations')} in {place}"


def several(ties: int, many: int) -> Told:
    """How many of those who work together do so in more than one partnership."""
    return (
        f"Of the {number(ties)} pairs known to work together here, {number(many)} do so in more "
        "than one partnership.",
        "If one of their partnerships ended, these would still have another to meet in.",
    )


def in_one(name: str, ties: int, many: int) -> Told:
    """How many of those who work together do so in one partnership and no other."""
    return (
        f"Of the {number(ties)} pairs known to work together here, {number(many)} do so in "
        f"“{name}” alone.",
        f"If it ended, these {number(many)} would no longer work together directly.",
    )
