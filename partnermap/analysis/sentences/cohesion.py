"""How joined-up a scope is, and who is on their own, in sentences."""

from collections.abc import Mapping, Sequence

from partnermap.analysis.measures.cohesion import Cohesion
from partnermap.analysis.sentences import TIES, Told
from partnermap.analysis.wording import counted, listed, number, one_or_many, percent
from partnermap.vocabulary import Answer, Layer, View

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
COUNTED_WITH = {
    View.ORGANISATIONS: "",
    View.TRUSTS: " Each school in a trust is counted with its trust here.",
    View.LOCAL_AUTHORITIES: " Each organisation is counted with its local authority here.",
}
"""What is to be said where organisations do not count each for itself."""


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
        sentence = f"No two of the {here} here are known to be joined by {TIES[layer]}."
        consequence = "What one of them learns reaches the others only in other ways."
    elif len(sizes) > 1:
        sentence = (
            f"{linked} known to be joined by {TIES[layer]}, in {number(len(sizes))} groups with "
            f"none between them; the largest holds {number(max(sizes))}."
        )
        consequence = "What one group learns reaches another only in other ways."
    else:
        sentence = f"{linked} known to be joined by {TIES[layer]}, directly or through others."
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
