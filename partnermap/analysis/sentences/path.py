"""How one organisation is joined to another, in a sentence."""

from collections.abc import Sequence

from partnermap.analysis.sentences import TIES
from partnermap.analysis.wording import listed, number, one_or_many
from partnermap.vocabulary import Layer, TieKind

Ties = tuple[Sequence[str], Sequence[tuple[TieKind, bool]]]
"""What ties two: the names of the partnerships that they share, and the formal ties between them,
each with whether it leads from the first as a part to the second as the whole."""

_PART_OF = {
    TieKind.IN_TRUST: "is run by",
    TieKind.IN_LA: "lies in",
    TieKind.IN_DIOCESE: "belongs to",
    TieKind.IN_GROUP: "belongs to",
}
_WHOLE_OF = {
    TieKind.IN_TRUST: "runs",
    TieKind.IN_LA: "holds",
    TieKind.IN_DIOCESE: "holds",
    TieKind.IN_GROUP: "holds",
}


def joined(names: Sequence[str], ties: Sequence[Ties]) -> str:
    """The way from the first to the last; `ties` are those of each step."""
    first, *others = names
    steps = [_step(name, *tie) for name, tie in zip(others, ties, strict=True)]
    return f"{first} {', which '.join(steps)}."


def _step(name: str, partnerships: Sequence[str], formal: Sequence[tuple[TieKind, bool]]) -> str:
    verbs = list(dict.fromkeys((_PART_OF if part else _WHOLE_OF)[kind] for kind, part in formal))
    if not partnerships:
        return f"{listed(verbs)} {name}"
    quoted = listed([f"“{partnership}”" for partnership in partnerships])
    also = f" and {listed(verbs)} it" if verbs else ""
    return f"works in {quoted} with {name}{also}"


def not_joined(layer: Layer, one: str, other: str, silent: int) -> str:
    """No way is known; `silent` is how many that may be on one did not answer in full."""
    if silent == 0:
        return f"No {TIES[layer]} join {one} and {other}, directly or through others."
    who = one_or_many(silent, "1 organisation", f"{number(silent)} organisations")
    have = one_or_many(silent, "has", "have")
    return (
        f"It is not known whether {TIES[layer]} join {one} and {other}, directly or through "
        f"others: none do on record, but {who} that may be on the way {have} not answered in full."
    )
