"""Who works without whom, though they might be expected to work together, in sentences."""

from collections.abc import Sequence

from partnermap.analysis.gaps.alone import Reason
from partnermap.analysis.sentences import Told
from partnermap.analysis.wording import counted, distance, listed, number, one_or_many, topic

Pair = tuple[str, str]
Group = tuple[str, int]
"""The name of the largest of a group, and how many others are in it."""


def alone(name: str) -> str:
    """Who works with nobody."""
    return f"{name} answered in full and works in partnership with no one else."


def of_one_diocese(names: Pair, metres: float, dioceses: Sequence[str]) -> str:
    """Two neighbours of one diocese."""
    one = one_or_many(len(dioceses), "one diocese", "the same dioceses")
    belong = f"{_apart(names, metres)} and belong to {one}, {listed(dioceses)}"
    return f"{belong}, but do not work together."


def on_one_theme(names: Pair, metres: float, themes: Sequence[str]) -> str:
    """Two neighbours that work on the same thing."""
    return f"{_apart(names, metres)} and both work on {_topics(themes)}, but not with each other."


def across(names: Pair, metres: float, reason: Reason, sides: Sequence[str]) -> str:
    """Two neighbours with a line between them."""
    two = _LINE[reason]
    return f"{_apart(names, metres)} and do not work together: they lie in {two}, {listed(sides)}."


def no_community_partner(name: str, near: int, nearest: tuple[str, float] | None, km: float) -> str:
    """A school that works with no community organisation."""
    sentence = f"{name} answered in full and works with no community organisation"
    if nearest is None:
        return f"{sentence}; none here is known to be within {km:g} km of it."
    far = _away(nearest[1])
    if near == 1:
        return f"{sentence}; the only one here within {km:g} km, {nearest[0]}, is {far}."
    among = f"of {number(near)} here within {km:g} km"
    return f"{sentence}; {among} the nearest, {nearest[0]}, is {far}."


def not_with_secondary(names: Pair, metres: float) -> str:
    """A primary that does not work with the secondary nearest to it."""
    nearest = f"the secondary school nearest to it, {names[1]}, {_away(metres)}"
    return f"{names[0]} does not work with {nearest}."


def hole(groups: tuple[Group, Group], pairs: int, partnership: str | None, km: float) -> str:
    """Two groups that hardly any partnership joins, though they lie close."""
    one, other = (f"{name} with {counted(more, 'other', 'others')}" for name, more in groups)
    joins = f"only “{partnership}” is" if partnership else "no partnership is"
    lie = one_or_many(pairs, "lies", "lie")
    close = f"{counted(pairs, 'pair', 'pairs')} of one from each {lie}"
    return (
        f"Two groups each work closely among themselves, {one} and {other}, and {joins} known "
        f"to join them directly, though {close} within {km:g} km."
    )


# Findings


def alike_and_apart(
    names: Pair, metres: float, themes: Sequence[str], others: int, unknown: int, km: float
) -> Told:
    """The two neighbours that work on the same thing and would gain most; and how many others."""
    consequence = "Each may be doing what the other has done already."
    if others:
        pairs = counted(others, "other pair", "other pairs")
        is_ = one_or_many(others, "is", "are")
        consequence += f" {pairs} within {km:g} km {is_} alike in this."
    return on_one_theme(names, metres, themes), consequence + _not_known(unknown, km)


def line_uncrossed(
    reason: Reason, sides: Pair, pairs: int, nearest: Pair, metres: float, km: float
) -> Told:
    """A line between two places that no pair of neighbours is known to work across."""
    sentence = (
        f"No neighbours work together across the line between {sides[0]} and {sides[1]}: of "
        f"the {number(pairs)} pairs of one from each side within {km:g} km of which it is known, "
        "none does."
    )
    own = _OWN[reason]
    consequence = f"What a school needs may be nearer across the line than in its own {own}: "
    return sentence, f"{consequence}{_apart(nearest, metres)}."


def no_community_partners(
    names: Sequence[str], heard: int, nearest: tuple[str, str, float] | None
) -> Told:
    """The schools that work with no community organisation, of those that were heard."""
    count = len(names)
    if count == heard:
        all_ = f"None of the {number(heard)} schools here that answered in full works"
        all_ = one_or_many(heard, "The only school here that answered in full does not work", all_)
        sentence = f"{all_} with {one_or_many(heard, 'any', 'a')} community organisation."
    else:
        works = one_or_many(count, "works", "work")
        sentence = f"{listed(names)} answered in full and {works} with no community organisation."
    them = one_or_many(count, "it", "them")
    consequence = f"What such organisations offer families reaches {them} through no partnership."
    if nearest:
        consequence += f" The nearest two are {nearest[0]} and {nearest[1]}, {_gap(nearest[2])}."
    return sentence, consequence


def not_with_secondaries(names: Sequence[str], first: Pair, metres: float, unknown: int) -> Told:
    """The primaries that do not work with the secondary nearest to them; `first` the largest."""
    count = len(names)
    if count == 1:
        sentence = not_with_secondary(first, metres)
        consequence = "Its pupils may move on to a school that knows nothing of them."
    else:
        sentence = f"{listed(names)} do not work with the secondary schools nearest to them."
        consequence = (
            "Their pupils may move on to schools that know nothing of them; the largest of them is "
            f"{first[0]}, with {first[1]} {_away(metres)}."
        )
    if unknown:
        primaries = counted(unknown, "other primary", "other primaries")
        consequence += f" Of {primaries} it is not known."
    return sentence, consequence


def groups_apart(
    groups: tuple[Group, Group],
    pairs: int,
    partnership: str | None,
    nearest: Pair,
    metres: float,
    km: float,
) -> Told:
    """Two groups that hardly any partnership joins, and who could join them."""
    would = f"If {nearest[0]} and {nearest[1]}, {_gap(metres)}, began a partnership, "
    if partnership:
        would += f"the two groups would not rest on “{partnership}” alone."
    else:
        would += "what one of the groups learns could reach the other directly."
    return hole(groups, pairs, partnership, km), would


_LINE = {
    Reason.ACROSS_LA: "the areas of two authorities",
    Reason.ACROSS_DIOCESE: "two dioceses",
}
_OWN = {Reason.ACROSS_LA: "authority's area", Reason.ACROSS_DIOCESE: "diocese"}


def _apart(names: Pair, metres: float) -> str:
    return f"{names[0]} and {names[1]} are {_gap(metres)}"


def _gap(metres: float) -> str:
    return f"{distance(metres)} apart" if metres >= 5 else "in the same place"


def _away(metres: float) -> str:
    return f"{distance(metres)} away" if metres >= 5 else "in the same place"


def _topics(themes: Sequence[str]) -> str:
    return listed([topic(theme) for theme in themes])


def _not_known(unknown: int, km: float) -> str:
    if unknown == 0:
        return ""
    pairs = counted(unknown, "more pair", "more pairs")
    return f" Of {pairs} within {km:g} km it is not known whether they work together."
