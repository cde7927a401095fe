"""What would not be the same after some changes, in sentences.

Each clause reads alone and after “If …,”: `opening` makes the first sentence of one, `sentence` any
other.
"""

from collections.abc import Sequence

from partnermap.analysis.sentences import TIES
from partnermap.analysis.wording import counted, listed, number, one_or_many, percent, topic
from partnermap.vocabulary import Layer

_TOGETHER = {
    Layer.FORMAL: "would have a formal link",
    Layer.WORKING: "would work together directly",
    Layer.COMBINED: "would be joined directly",
}
_HEARD = {
    Layer.FORMAL: "organisations here",
    Layer.WORKING: "organisations that answered in full",
    Layer.COMBINED: "organisations that answered in full",
}
JOINED = "who is joined to whom"
ALONE = "who is on their own"
DEPENDENCE = "whose leaving would cut others off"
PROVISION = "who provides for what"
TOGETHER = {
    Layer.FORMAL: "how many pairs have a formal link",
    Layer.WORKING: "how many pairs of those that answered in full work together directly",
    Layer.COMBINED: "how many pairs of those that answered in full are joined directly",
}
_ALL = 4


# What is supposed


def leaves(name: str) -> str:
    """An organisation leaves."""
    return f"{name} left"


def merges(trust: str, into: str) -> str:
    """A trust becomes part of another."""
    return f"{trust} became part of {into}"


def moves(school: str, trust: str | None) -> str:
    """A school passes to another trust, or to none."""
    return f"{school} moved to {trust}" if trust else f"{school} left its trust"


def begins(names: Sequence[str], name: str) -> str:
    """Some begin a partnership, with a name or without."""
    return f"{listed(names)} began {f'the partnership “{name}”' if name else 'a partnership'}"


def ends(name: str) -> str:
    """A partnership ends."""
    return f"the partnership “{name}” ended"


def opening(events: Sequence[str], clause: str) -> str:
    """The first sentence: what would be so if all of this happened."""
    if not events:
        return sentence(clause)
    happened = listed(events) if len(events) <= _ALL else f"all {len(events)} of these happened"
    return f"If {happened}, {clause}."


def sentence(clause: str) -> str:
    """A further sentence."""
    return f"{clause[0].upper()}{clause[1:]}."


# What would be so


def cut_off(names: Sequence[str], pupils: int, uncounted: int, rest: Sequence[str]) -> str:
    """Some would be cut off from the largest group of those they are joined to today."""
    if len(rest) == 1:
        whom = listed([*rest, *names])
        each = one_or_many(len(names), "each other", "one another")
        return f"{whom} would no longer be joined to {each}"
    today = f"today {one_or_many(len(names), 'it is', 'they are')} joined to them"
    others = f"the {number(len(rest))} others here that would stay joined"
    whom = listed(rest) if len(rest) < _ALL else others
    return f"{_with_pupils(names, pupils, uncounted)} would be cut off from {whom}; {today}"


def joined(names: Sequence[str], pupils: int, uncounted: int, rest: Sequence[str]) -> str:
    """Some would be joined to those that they are not joined to today."""
    if len(rest) == 1:
        whom = listed([*rest, *names])
        each = one_or_many(len(names), "each other", "one another")
        return f"{whom} would be joined to {each}; today they are not"
    whom = listed(rest) if len(rest) < _ALL else f"{number(len(rest))} others here"
    today = f"today {one_or_many(len(names), 'it is', 'they are')} not"
    return f"{_with_pupils(names, pupils, uncounted)} would be joined to {whom}; {today}"


def alone(layer: Layer, names: Sequence[str]) -> str:
    """Some that were heard would have no tie."""
    own = one_or_many(len(names), "its", "their")
    return f"{listed(names)} would be on {own} own, with no {_tie(layer)} on record"


def no_longer_alone(names: Sequence[str]) -> str:
    """Some that were heard would no longer be without a tie."""
    return f"{listed(names)} would no longer be on {one_or_many(len(names), 'its', 'their')} own"


def untied(layer: Layer, names: Sequence[str]) -> str:
    """Some that were not heard would have no tie that is on record."""
    has = one_or_many(len(names), "it has", "they have")
    return (
        f"{listed(names)} would have no {_tie(layer)} on record, and {has} not answered in full: "
        "others may not be on record"
    )


def groups(layer: Layer, before: int, after: int) -> str:
    """Those that are joined would be in more groups or in fewer."""
    if after == 0:
        return f"no two organisations here would be joined by {TIES[layer]}"
    today = f"they are in {counted(before, 'group', 'groups')}" if before else "none are joined"
    apart = one_or_many(after, "one group", f"{number(after)} groups with nothing between them")
    return f"those joined by {TIES[layer]} would be in {apart}; today {today}"


def depend(names: Sequence[str], upon: Sequence[str]) -> str:
    """Some would come to depend on others for being joined to the rest."""
    do = one_or_many(len(names), "it does", "they do")
    return (
        f"{listed(names)} would depend on {listed(upon)} to be joined to the rest; today {do} not"
    )


def depend_no_longer(names: Sequence[str], upon: Sequence[str]) -> str:
    """Some would no longer depend on others for being joined to the rest."""
    return f"{listed(names)} would no longer depend on {listed(upon)} to be joined to the rest"


def others_depend(before: int, after: int, upon: Sequence[str]) -> str:
    """Others than today would depend on something for being joined to the rest."""
    do = one_or_many(before, "one other does", f"{number(before)} others do")
    who = counted(after, "organisation", "organisations")
    return f"{who} would depend on {listed(upon)} to be joined to the rest; today {do}"


def more_depend(count: int) -> str:
    """That the like is so of more than are told one by one."""
    more = one_or_many(count, "1 more organisation or partnership", f"{number(count)} more")
    return f"the same kind of change would come to those that depend on {more}"


def provision(
    place: str, themes: Sequence[str], before: Sequence[str], after: Sequence[str]
) -> str:
    """Others than today would provide for some themes in a place."""
    what = listed([topic(theme) for theme in themes])
    today = "today nobody on record does"
    if before:
        today = f"today {listed(before)} {one_or_many(len(before), 'alone does', 'do')}"
    if not after:
        return f"nobody on record would provide for {what} in {place}; {today}"
    if {*before} < {*after} and len(before) == 1:
        new = listed([name for name in after if name not in before])
        them = one_or_many(len(themes), "it", "them")
        rest = f"{what} would no longer rest on {before[0]} alone in {place}"
        return f"{rest}: {new} would provide for {them} too"
    alone = " alone" if before and len(after) == 1 else ""
    return f"{listed(after)}{alone} would provide for {what} in {place}; {today}"


def density(layer: Layer, heard: tuple[int, int], before: float, after: float) -> str | None:
    """Another share of the pairs would be joined; nothing where it reads the same."""
    then, today = percent(after), percent(before)
    if then == today:
        return None
    among = f"the {number(heard[1])} {_HEARD[layer]}"
    were = today if heard[0] == heard[1] else f"{today} among {number(heard[0])}"
    return f"{then} of the pairs among {among} {_TOGETHER[layer]}; today it is {were}"


def unchanged(aspects: Sequence[str]) -> str:
    """What would be as it is today."""
    *others, last = aspects
    listing = " or in ".join([", in ".join(others), last] if others else [last])
    return f"nothing would change in {listing}"


# The parts of clauses


def _with_pupils(names: Sequence[str], pupils: int, uncounted: int) -> str:
    at_least = "at least " if uncounted else ""
    those = f"{at_least}{counted(pupils, 'pupil', 'pupils')}" if pupils else ""
    if len(names) < _ALL:
        return f"{listed(names)} ({those})" if those else listed(names)
    who = f"{number(len(names))} organisations"
    return f"{who} with {those} ({listed(names)})" if those else f"{who} ({listed(names)})"


def _tie(layer: Layer) -> str:
    return TIES[layer].replace("links", "link").replace("partnerships", "partnership")
