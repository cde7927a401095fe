"""New partnerships that mend a network, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnermap.analysis.sentences import Told
from partnermap.analysis.wording import counted, distance, listed, number, one_or_many

Between = tuple[str, str, int | None]
"""Two names, and how many metres they are apart, if that is known."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Of how many organisations repairs are told."""

    organisations: int
    unheard: int
    """Of them, those that did not answer in full."""
    joined: int
    """Of them, those known to be joined to any."""
    before: int
    """Those that one loss could cut off as things are."""
    after: int
    """Those that one could still cut off when the repairs are made."""


def mend(event: str, ties: Sequence[Between]) -> str:
    """What would have to begin, so that an event, such as `Ash left`, would cut nobody off.

    Nothing of no ties.
    """
    if not ties:
        return ""
    if len(ties) == 1:
        would = f"{_pair(ties[0], 'and')} began one"
    elif len(ties) <= _FEW:
        would = f"{listed([_pair(tie, 'with') for tie in ties])} each began one"
    else:
        return (
            f"It would take {number(len(ties))} new ones, such as one of {_pair(ties[0], 'and')}, "
            f"so that nobody were cut off if {event}."
        )
    return f"If {would}, nobody would be cut off if {event}."


_FEW = 3
"""How many new partnerships are told by name."""


def _pair(tie: Between, with_: str) -> str:
    one, other, metres = tie
    if metres is None:
        return f"{one} {with_} {other}"
    apart = f"{distance(metres)} apart" if metres >= 5 else "in the same place"
    return f"{one} {with_} {other} ({apart})"


def plan(
    found: Counts, repairs: int, at_least: int, km: float, *, impossible: bool, fewest: bool
) -> Told:
    """What new partnerships would do for a scope, and whether fewer would."""
    if found.organisations == 0:
        return "No organisation is recorded here.", "Check the scope, or import what covers it."
    if found.organisations == 1:
        sentence = "Only one organisation is recorded here: there is nobody to cut it off from."
        return sentence, "Look at a wider scope."
    if found.joined == 0:
        sentence = f"No two of the {number(found.organisations)} organisations here are known to "
        sentence += "work together: there is nothing to repair."
        return sentence, f"What could begin comes first.{_silence(found)}"
    if found.before == 0:
        sentence = f"Nobody here would be cut off {_LOSS}: there is nothing to repair."
        return sentence, _silence(found).lstrip()
    exposed = counted(found.before, "organisation", "organisations")
    if repairs == 0:
        sentence = f"No new partnership within these limits mends anything: {exposed} could be"
        return f"{sentence} cut off {_LOSS}.", _WIDEN + _silence(found)
    new = counted(repairs, "new partnership", "new partnerships")
    if found.after:
        still = counted(found.after, "organisation", "organisations")
        sentence = f"With {new}, {still} could still be cut off {_LOSS}; today {exposed} could be."
        known = "No set within these limits mends everything" if impossible else _NOT_KNOWN
        fewer = "no smaller one does as much" if fewest else "whether a smaller one does as much"
        fewer = fewer if fewest else f"{fewer} is not known"
        return sentence, f"{known}; {fewer}. {_WIDEN}{_silence(found)}"
    sentence = f"With {new}, nobody here would be cut off {_LOSS}; today {exposed} could be."
    least = f"No set of fewer than {number(repairs)} would do."
    if not fewest:
        least = f"It takes at least {number(at_least)}; whether a set of fewer than "
        least += f"{number(repairs)} would do is not known."
    span = f" Those of which it is known how far apart they are span {km:,.1f} km." if km else ""
    return sentence, least + span + _silence(found)


def repair(tie: Between, saved: int) -> str:
    """A new partnership, and how many could be cut off if all others began and this one did not."""
    if saved == 0:
        return f"{_pair(tie, 'and')}: without it, more groups could be parted at once."
    those = counted(saved, "organisation", "organisations")
    return f"{_pair(tie, 'and')}: without it, {those} could still be cut off."


_LOSS = "if any one organisation left or any one partnership ended"
_NOT_KNOWN = "It is not known whether another set within these limits mends everything"
_WIDEN = "Allow more: a greater distance, other kinds or phases, or more of them for each."


def _silence(found: Counts) -> str:
    if found.unheard == 0:
        return ""
    if found.unheard == found.organisations:
        who = one_or_many(found.unheard, "It has not", "None of them has")
        return f" {who} answered in full: there may be partnerships that are not on record."
    has = one_or_many(found.unheard, "has", "have")
    return (
        f" {number(found.unheard)} of the {number(found.organisations)} here {has} not answered in "
        "full: there may be partnerships that are not on record."
    )
