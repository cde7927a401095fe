"""Whom to look after and who should meet, in sentences."""

from collections.abc import Sequence

from partnermap.analysis.sentences import TIES, Told
from partnermap.analysis.wording import counted, distance, listed, number, percent, topic
from partnermap.vocabulary import Layer


def if_these_left(
    layer: Layer, names: Sequence[str], before: float, after: float, *, all_: bool
) -> Told:
    """Which few would leave the others least joined; with `all_`, of all sets that there are."""
    now = f"; today it is {percent(before)}" if before else ""
    sentence = (
        f"If {listed(names)} all left, {percent(after)} of the pairs that stay could not reach "
        f"each other by {TIES[layer]}{now}."
    )
    few = f"No other {number(len(names))}" if all_ else f"No other {number(len(names))} tried"
    consequence = (
        f"{few} would leave the rest less joined: see to it that what they hold together does not "
        "rest on them alone."
    )
    return sentence, consequence


def should_meet(
    names: tuple[str, str],
    metres: float,
    saved: Sequence[str],
    themes: Sequence[str],
    reach: int,
) -> Told:
    """Two who lie near each other and do not work together, and what it would add if they did.

    `saved` are those whom one departure would no longer cut off, `themes` what one of the two
    provides and the other lacks, `reach` how many pairs would come within two steps.
    """
    where = f"{distance(metres)} apart" if metres >= 5 else "in the same place"
    sentence = f"{names[0]} and {names[1]} are {where} and do not work together."
    if_they_did = []
    if saved:
        whom = "both of them" if {*saved} == {*names} else listed(saved)
        if_they_did.append(f"a departure that would cut off {whom} today would no longer do so")
    if reach:
        pairs = counted(reach, "more pair", "more pairs")
        if_they_did.append(f"{pairs} here would have at most one organisation between them")
    consequence = f"If they did, {', and '.join(if_they_did)}." if if_they_did else ""
    if themes:
        topics = listed([topic(theme) for theme in themes])
        provides = f"One of them provides for {topics}, on which the other works with nobody."
        consequence = f"{provides} {consequence}".rstrip()
    return sentence, consequence
