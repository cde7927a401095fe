"""Who stands between others, joins two alone, holds too much and reaches most, in sentences."""

from collections.abc import Sequence
from math import ceil, floor

from partnermap.analysis.sentences import Told
from partnermap.analysis.wording import counted, listed, many, number, out_of, percent


def overloaded(name: str, load: int, median: float, *, outside: bool, all_: bool) -> Told:
    """Who is in far more partnerships than most; with `all_`, those are all that it is in."""
    partnerships = counted(load, "partnership", "partnerships")
    at_least = "" if all_ else "at least "
    usual = number(floor(median)) + " or fewer" if median >= 1 else "none"
    return (
        f"{_placed(name, outside=outside)} is in {at_least}{partnerships}; of those here that "
        f"answered in full, half are in {usual}.",
        f"If it were overburdened, all {number(load)} would feel it: ask which of them others "
        "could carry.",
    )


def between(name: str, share: float, error: float | None, *, outside: bool) -> Told:
    """Who lies on the closest way between many, and cuts nobody off.

    `share` is of all pairs: of those that reach each other at all it is that or more. `error` is
    how far it may be wrong, where it was judged by a sample.
    """
    cases = f"at least {percent(share)} of cases"
    if error is not None:
        points = max(1, ceil(100 * error))
        cases = (
            f"about {percent(share)} of cases or more, judged by a sample: give or take {points} "
            "in 100"
        )
    return (
        "Where two other organisations reach each other from partner to partner, the closest way "
        f"leads through {_placed(name, outside=outside)} in {cases}.",
        "If it were overburdened, nobody here would be cut off, but much of what passes between "
        "the others would have to find another way.",
    )


def joining_alone(name: str, both: str) -> Told:
    """Who alone joins two groups, which are given in words."""
    return (
        f"As far as is on record, {both} meet only through {name}.",
        "If it were overburdened, the two would have little to do with each other: a second "
        "partnership between them would take some of the weight.",
    )


def two_sorts(one: str, other: str) -> str:
    """Two sorts of organisation in words."""
    return f"{many(one)} and {many(other)} here"


def two_circles(one: tuple[int, str], other: tuple[int, str]) -> str:
    """Two clusters in words, each by how many it holds and who of it has most partners there."""
    (size, name), (other_size, other_name) = one, other
    return (
        f"the {number(size)} organisations around {name} and the {number(other_size)} around "
        f"{other_name}"
    )


def reaching(
    names: Sequence[str], reached: int, everyone: int, by_chance: float, *, all_: bool
) -> Told:
    """Which few reach most in two steps; with `all_`, of all sets that there are."""
    few = number(len(names))
    other = f"no other {few}" if all_ else f"no other {few} tried"
    return (
        f"{listed(names)} together reach {out_of(reached, everyone)} organisations here through "
        f"their partners and the partners of these; any {few} picked at random would reach about "
        f"{number(round(by_chance))}.",
        f"If word is to spread, start with them: {other} would reach more.",
    )


def _placed(name: str, *, outside: bool) -> str:
    return f"{name}, which lies outside," if outside else name
