"""New partnerships that mend a network, in sentences."""

from collections.abc import Sequence

from partnermap.analysis.wording import distance, listed, number

Between = tuple[str, str, int | None]
"""Two names, and how many metres they are apart, if that is known."""


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
