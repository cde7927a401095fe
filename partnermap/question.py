"""Questions of an analysis: of which part of the country, which ties, which day, and who asks."""

from dataclasses import dataclass
from datetime import date

from partnermap.model.keys import digest
from partnermap.near import NEARBY, Near
from partnermap.scope import Access, Scope
from partnermap.vocabulary import Layer, View


@dataclass(frozen=True, slots=True)
class Question:
    """What an analysis is of: of equal questions on the same data the answers are equal."""

    scope: Scope
    layer: Layer
    as_of: date | None
    access: Access
    seed: int = 0
    view: View = View.ORGANISATIONS
    near: Near = NEARBY

    @property
    def key(self) -> tuple[str, ...]:
        """Of equal keys the answers are equal, whoever asks."""
        day = self.as_of.isoformat() if self.as_of else ""
        words = str(self.scope), self.layer.value, self.view.value, day, self.access.sees
        return *words, str(self.seed), *self.near.words

    def run(self, data_version: int) -> str:
        """The id of the run that answers it on a state of the data, on whatever day it is asked.

        A run stands for the day on which it was made: what has no end on record holds on.
        """
        return f"run:{digest(*self.key, str(data_version))}"
