"""The sentences of findings: every word that a reader sees of an analysis is written here.

Each function gives a sentence and its consequence, in plain English and from plain values.
"""

from collections.abc import Mapping, Sequence

from partnermap.analysis.bottlenecks import Stranding
from partnermap.analysis.cohesion import Cohesion
from partnermap.analysis.wording import (
    counted,
    distance,
    listed,
    number,
    one_or_many,
    percent,
    topic,
)
from partnermap.vocabulary import Answer, Layer

Told = tuple[str, str]
"""A sentence and its consequence."""

_TIES = {
    Layer.FORMAL: "formal links",
    Layer.WORKING: "working partnerships",
    Layer.COMBINED: "formal links or working partnerships",
}
_NO_OTHER = {
    Layer.FORMAL: "No other formal link",
    Layer.WORKING: "No other working partnership",
    Layer.COMBINED: "No other link of either kind",
}
_PAIR = {
    Layer.FORMAL: ("has a formal link", "have a formal link"),
    Layer.WORKING: ("works together directly", "work together directly"),
    Layer.COMBINED: ("is joined directly", "are joined directly"),
}
_ALONE = {
    Layer.FORMAL: ("has no formal link on record", "have no formal link on record"),
    Layer.WORKING: (
        "answered in full and works in partnership with no one else",
        "answered in full and work in partnership with no one else",
    ),
    Layer.COMBINED: (
        "answered in full, has no formal link and works in partnership with no one else",
        "answered in full, have no formal link and work in partnership with no one else",
    ),
}
_WHY_NOT_KNOWN = {
    Answer.SILENT: ("did not answer", "did not answer"),
    Answer.PARTIAL: ("answered only in part", "answered only in part"),
    None: ("was not asked", "were not asked"),
}


def joined_up(layer: Layer, joined: Cohesion) -> Told:
    """Who is joined to whom, directly or through others."""
    everyone, sizes = joined.organisations, [len(group) for group in joined.components]
    if everyone == 0:
        return "No organisation is recorded here.", "Check the scope, or import what covers it."
    here = counted(everyone, "organisation", "organisations")
    rest = everyone - sum(sizes)
    linked = f"Of the {here} here, {number(sum(sizes))} are" if rest else f"All {here} here are"
    if everyone == 1:
        sentence = "Only one organisation is recorded here."
        consequence = "There is nobody else here for it to be joined to; look at a wider scope."
    elif max(sizes, default=0) < 2:
        sentence = f"No two of the {here} here are known to be joined by {_TIES[layer]}."
        consequence = "What one of them learns reaches the others only in other ways."
    elif len(sizes) > 1:
        sentence = (
            f"{linked} known to be joined by {_TIES[layer]}, in {number(len(sizes))} groups with "
            f"none between them; the largest holds {number(max(sizes))}."
        )
        consequence = "What one group learns reaches another only in other ways."
    else:
        sentence = f"{linked} known to be joined by {_TIES[layer]}, directly or through others."
        consequence = "Each can reach every other along them."
        if rest:
            others = one_or_many(rest, "one has", f"{number(rest)} have")
            consequence = f"The other {others} none on record."
    consequence += _unheard(everyone, joined.unheard) + _asked_again(joined)
    return sentence, consequence + _denied(joined.denied)


def _unheard(everyone: int, unheard: int) -> str:
    if unheard == 0:
        return ""
    if everyone == 1:
        return " It has not answered in full and may have partnerships that are not on record."
    if unheard == everyone:
        return " None of them has answered in full; they may have partnerships not on record."
    have = one_or_many(unheard, "has", "have")
    return (
        f" Of the {number(everyone)}, {number(unheard)} {have} not answered in full and may have "
        "partnerships that are not on record."
    )


def _asked_again(joined: Cohesion) -> str:
    again = len(joined.asked_again)
    if again == 0:
        return ""
    were, they = "1 was asked again and has", "it"
    if again > 1:
        were, they = f"{number(again)} were asked again and have", "they"
    return f" Of those that answered, {were} not answered anew yet: what {they} said before stands."


def _denied(pairs: int) -> str:
    if pairs == 0:
        return ""
    are = f"{number(pairs)} pairs that count as working together are"
    are = one_or_many(pairs, "1 pair that counts as working together is", are)
    return f" {are} disputed: one of the two says that they do not."


def pairs_joined(layer: Layer, organisations: int, density: float, denied: int) -> Told:
    """What share of the pairs among some organisations, those that were heard, is joined.

    `denied` is how many of the pairs that are joined one of the two denies.
    """
    one, many = _PAIR[layer]
    heard = "here" if layer is Layer.FORMAL else "that answered in full"
    among = f"Among the {number(organisations)} organisations {heard},"
    if density == 0:
        return f"{among} no pair {one}.", "They meet only through others, or not at all."
    if density == 1:
        consequence = "Each can turn to any other directly."
        return f"{among} every pair {one}.", consequence + _denied(denied)
    consequence = "The other pairs meet only through others, or not at all."
    return f"{among} {percent(density)} of pairs {many}.", consequence + _denied(denied)


def on_their_own(layer: Layer, names: Sequence[str], asked_again: int) -> Told:
    """Who was heard and is joined to nobody; `asked_again` is how many have yet to answer anew."""
    them = one_or_many(len(names), "it", "them")
    if layer is Layer.FORMAL:
        consequence = f"Nothing formal ties {them} to the others here."
    else:
        consequence = f"What others learn and offer reaches {them} through no partnership."
    if asked_again:
        who = "It" if len(names) == 1 else f"{number(asked_again)} of them"
        was = one_or_many(asked_again, "was asked again and has", "were asked again and have")
        consequence += f" {who} {was} not answered anew yet."
    return f"{listed(names)} {one_or_many(len(names), *_ALONE[layer])}.", consequence


def on_disputed_ties(names: Sequence[str]) -> Told:
    """Who is joined to anyone only by ties that one side denies."""
    alone = one_or_many(len(names), "it is on its own", "they are on their own")
    return (
        f"Nothing but disputed ties joins {listed(names)} to anyone: one side is recorded as "
        "working with the other, which says that it does not.",
        f"Ask both sides: where it does not, {alone}.",
    )


def resting_on(disputed: int) -> str:
    """What is to be added to a consequence that rests on ties which one side denies."""
    if disputed == 0:
        return ""
    ties = one_or_many(disputed, "a tie", f"{number(disputed)} ties")
    return f" One side denies {ties} that this rests on: ask both before acting on it."


def not_known(
    layer: Layer, names: Sequence[str], why: Mapping[Answer | None, int], anyone_asked: bool
) -> Told:
    """Of whom it is not known whether they are on their own; `why` counts what they answered."""
    count = len(names)
    if layer is Layer.COMBINED:
        they_work = one_or_many(count, "it works", "they work")
        has = one_or_many(count, "has", "have")
        question = f"{listed(names)} {has} no formal link, and it is not known whether {they_work}"
    else:
        question = f"It is not known whether {listed(names)} {one_or_many(count, 'works', 'work')}"
    reasons = [(why[answer], words) for answer, words in _WHY_NOT_KNOWN.items() if answer in why]
    if not anyone_asked:
        because = "nobody here was asked"
    elif len(reasons) == 1:
        because = f"{one_or_many(count, 'it', 'they')} {one_or_many(count, *reasons[0][1])}"
    else:
        because = listed([counted(some, *words) for some, words in reasons])
    them, their = one_or_many(count, "it", "them"), one_or_many(count, "its", "their")
    consequence = f"Ask {them} before counting {them} as on {their} own."
    return f"{question} with anyone: {because}.", consequence


def goals_not_pursued(names: Sequence[str]) -> Told:
    """Which goals no partnership pursues."""
    goals = one_or_many(len(names), "goal", "goals")
    sentence = f"No partnership is recorded to pursue the {goals} {listed(_quoted(names))}."
    it = one_or_many(len(names), "it", "them")
    return sentence, f"Nobody is known to work towards {it}: ask who does, or who will."


def without_a_goal(names: Sequence[str]) -> Told:
    """Which partnerships pursue no goal."""
    count = len(names)
    who = one_or_many(count, "The partnership", "The partnerships")
    are = one_or_many(count, "is", "are")
    sentence = f"{who} {listed(_quoted(names))} {are} recorded to pursue no goal."
    them, they = one_or_many(count, "it", "them"), one_or_many(count, "it is", "they are")
    return sentence, f"What {they} to achieve is not on record; ask {them}, or agree on a goal."


def _quoted(names: Sequence[str]) -> list[str]:
    return [f"“{name}”" for name in names]


def if_left(layer: Layer, name: str, outside: bool, names: Sequence[str], s: Stranding) -> Told:
    """Whom it would cut off if an organisation left."""
    event = f"{name}, which lies outside, left" if outside else f"{name} left"
    return _stranded(layer, event, name, names, s)


def if_partnership_ended(layer: Layer, name: str, names: Sequence[str], s: Stranding) -> Told:
    """Whom it would cut off if a partnership ended."""
    return _stranded(layer, f"the partnership “{name}” ended", f"“{name}”", names, s)


def if_membership_ended(
    layer: Layer, ends: tuple[str, str], names: Sequence[str], s: Stranding
) -> Told:
    """Whom it would cut off if an organisation left a partnership; `ends` names the two."""
    event = f"{ends[0]} left the partnership “{ends[1]}”"
    return _stranded(layer, event, "this membership", names, s)


def if_link_ended(layer: Layer, ends: tuple[str, str], names: Sequence[str], s: Stranding) -> Told:
    """Whom it would cut off if a formal link between two organisations ended."""
    event = f"the formal link between {ends[0]} and {ends[1]} ended"
    return _stranded(layer, event, "this link", names, s)


def if_these_left(
    layer: Layer, names: Sequence[str], before: float, after: float, *, all_: bool
) -> Told:
    """Which few would leave the others least joined; with `all_`, of all sets that there are."""
    now = f"; today it is {percent(before)}" if before else ""
    sentence = (
        f"If {listed(names)} all left, {percent(after)} of the pairs that stay could not reach "
        f"each other by {_TIES[layer]}{now}."
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


def _stranded(layer: Layer, event: str, cause: str, names: Sequence[str], s: Stranding) -> Told:
    if s.kept == 1:
        fate = "no longer be joined to any other organisation here"
    else:
        fate = f"be cut off from the {number(s.kept)} here that would stay joined"
    consequence = f"{_NO_OTHER[layer]} on record joins {one_or_many(len(names), 'it', 'them')} to "
    consequence += "the rest"
    if layer is not Layer.FORMAL:  # nobody joins a trust to mend a network
        consequence += f"; a new partnership that does not depend on {cause} would"
    return f"If {event}, {listed(names)}{_pupils(s)} would {fate}.", f"{consequence}."


def _pupils(s: Stranding) -> str:
    if s.pupils == 0:
        return ""
    at_least = "at least " if s.uncounted else ""
    return f" ({at_least}{counted(s.pupils, 'pupil', 'pupils')})"
