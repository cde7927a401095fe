"""What is near enough to work together: a question's choice, by distance and by kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Self

from partnermap.errors import BadInputError
from partnermap.vocabulary import Word


class Match(Word):
    """What two organisations must have of one sort to be paired."""

    ANY = "ANY", "It does not matter."
    SAME = "SAME", "They must have something of it in common."
    OTHER = "OTHER", "They must have nothing of it in common."


@dataclass(frozen=True, slots=True)
class Near:
    """What is near enough: how far apart, and whether across phases, areas and trusts."""

    km: float = 5.0
    """The farthest apart, as the crow flies."""
    phase: Match = Match.ANY
    """Of two schools, their phases; an all-through school is both primary and secondary. It says
    nothing of a pair that is not of two schools."""
    la: Match = Match.ANY
    diocese: Match = Match.ANY
    trust: Match = Match.ANY

    def __post_init__(self) -> None:
        if not (isfinite(self.km) and self.km > 0):
            raise BadInputError("A distance is a number of kilometres above 0, such as 5.")

    @property
    def words(self) -> list[str]:
        """What is asked for, as texts that `read` takes."""
        rules = {"phase": self.phase, "la": self.la, "diocese": self.diocese, "trust": self.trust}
        asked = [f"{what}={match.value}" for what, match in rules.items() if match is not Match.ANY]
        return [f"km={self.km:g}", *asked]

    @classmethod
    def read(cls, words: Iterable[str]) -> Self:
        """What some texts ask for; ValueError for what is none."""
        km, rules = NEARBY.km, {}
        for word in words:
            what, _, value = word.partition("=")
            if what == "km":
                km = float(value)
            elif what in ("phase", "la", "diocese", "trust"):
                rules[what] = Match(value)
            else:
                raise ValueError(word)
        return cls(km, **rules)


NEARBY = Near()
"""Up to 5 km apart, whatever their phases and wherever they belong."""
