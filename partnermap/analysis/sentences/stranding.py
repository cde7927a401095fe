"""Whom it would cut off if an organisation, a partnership or a tie went, in sentences."""

from collections.abc import Sequence

from partnermap.analysis.measures.bottlenecks import Stranding
from partnermap.analysis.sentences import Told
from partnermap.analysis.sentences import repairs as said
from partnermap.analysis.sentences.repairs import Between
from partnermap.analysis.wording import counted, listed, number, one_or_many
from partnermap.vocabulary import Layer

_NO_OTHER = {
    Layer.FORMAL: "No other formal link",
    Layer.WORKING: "No other working partnership",
    Layer.COMBINED: "No other link of either kind",
}


def if_left(
    layer: Layer,
    name: str,
    outside: bool,
    names: Sequence[str],
    s: Stranding,
    mend: Sequence[Between] = (),
) -> Told:
    """Whom it would cut off if an organisation left; `mend` are new partnerships that mend it."""
    event = f"{name}, which lies outside, left" if outside else f"{name} left"
    again = said.mend(f"{name} left", mend)
    return _stranded(layer, event, name, names, s, again)


def if_partnership_ended(
    layer: Layer, name: str, names: Sequence[str], s: Stranding, mend: Sequence[Between] = ()
) -> Told:
    """Whom it would cut off if a partnership ended; `mend` are new ones that mend it."""
    again = said.mend(f"“{name}” ended", mend)
    return _stranded(layer, f"the partnership “{name}” ended", f"“{name}”", names, s, again)


def if_membership_ended(
    layer: Layer,
    ends: tuple[str, str],
    names: Sequence[str],
    s: Stranding,
    mend: Sequence[Between] = (),
) -> Told:
    """Whom it would cut off if an organisation left a partnership; `ends` names the two."""
    event = f"{ends[0]} left the partnership “{ends[1]}”"
    again = said.mend(f"{ends[0]} left “{ends[1]}”", mend)
    return _stranded(layer, event, "this membership", names, s, again)


def if_link_ended(layer: Layer, ends: tuple[str, str], names: Sequence[str], s: Stranding) -> Told:
    """Whom it would cut off if a formal link between two organisations ended."""
    event = f"the formal link between {ends[0]} and {ends[1]} ended"
    return _stranded(layer, event, "this link", names, s)


def resting_on(disputed: int) -> str:
    """What is to be added to a consequence that rests on ties which one side denies."""
    if disputed == 0:
        return ""
    ties = one_or_many(disputed, "a tie", f"{number(disputed)} ties")
    return f" One side denies {ties} that this rests on: ask both before acting on it."


def _stranded(
    layer: Layer, event: str, cause: str, names: Sequence[str], s: Stranding, mend: str = ""
) -> Told:
    if s.kept == 1:
        fate = "no longer be joined to any other organisation here"
    else:
        fate = f"be cut off from the {number(s.kept)} here that would stay joined"
    consequence = f"{_NO_OTHER[layer]} on record joins {one_or_many(len(names), 'it', 'them')} to "
    consequence += "the rest"
    if mend:
        consequence += f". {mend.removesuffix('.')}"
    elif layer is not Layer.FORMAL:  # nobody joins a trust to mend a network
        consequence += f"; a new partnership that does not depend on {cause} would"
    return f"If {event}, {listed(names)}{_pupils(s)} would {fate}.", f"{consequence}."


def _pupils(s: Stranding) -> str:
    if s.pupils == 0:
        return ""
    at_least = "at least " if s.uncounted else ""
    return f" ({at_least}{counted(s.pupils, 'pupil', 'pupils')})"
