"""What every finding is told with: its kind, names, the measure behind it, an id that stays."""

from collections.abc import Iterable
from typing import Any

from partnermap.analysis.findings.identity import finding_id
from partnermap.analysis.findings.kinds import FindingKind
from partnermap.analysis.networks.network import Mode
from partnermap.analysis.sentences import Told
from partnermap.analysis.study import Study
from partnermap.model.facts import Value
from partnermap.model.findings import Finding, Measure
from partnermap.near import NEARBY
from partnermap.vocabulary import View

_DIGITS = 12
"""Decimals of a number that is told."""


class Teller:
    """Tells findings about one study."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.drawn = study.drawn
        self.joined = study.cohesion
        self.layer = study.layer

    def finding(
        self,
        kind: FindingKind,
        told: Told,
        measure: Measure,
        *,
        silent_about: int | None = None,
        disputed: int = 0,
        about: tuple[str, ...] = (),
        affected: tuple[str, ...] = (),
    ) -> Finding:
        """A finding; silent about all that were not heard, if not told otherwise."""
        return Finding(
            id=finding_id(kind, measure.parameters, self.study.seed),
            kind=kind,
            about=about,
            sentence=told[0],
            consequence=told[1],
            measure=measure,
            affected=affected,
            silent_about=self.joined.unheard if silent_about is None else silent_about,
            disputed=disputed,
            data_version=self.study.data_version,
            seed=self.study.seed,
        )

    def measure(self, name: str, value: float, reference: str, **more: Value) -> Measure:
        """A measure of the graph, with the parameters that all have and `more`."""
        parameters: dict[str, Value] = {
            "scope": self.drawn.graph["scope"],
            "layer": self.layer.value,
            "asOf": self.drawn.graph["as_of"],
            "access": self.drawn.graph["access"],
        }
        if (view := self.study.view) is not View.ORGANISATIONS:
            parameters["view"] = view.value
        if (near := self.study.near) != NEARBY:
            parameters["near"] = near.words
        # A workbook holds sixteen digits: a number is to be the same in every format.
        return Measure(name, round(value, _DIGITS), {**parameters, **more}, reference)

    def names(self, ids: Iterable[str]) -> list[str]:
        """The names of some, the largest schools first: of a long list a reader sees three."""
        return [self.name(i) for i in self.largest_first(ids)]

    def largest_first(self, ids: Iterable[str]) -> list[str]:
        """Organisations, those with most pupils first."""
        return sorted(ids, key=lambda id_: (-(self._known(id_)["pupils"] or 0), id_))

    def name(self, id_: str) -> str:
        """The name of an organisation or partnership; its id where it has none."""
        name: str = self._known(id_)["name"]
        return name or id_

    def denied_with(self, removed: tuple[str, ...]) -> int:
        """How many of the ties that go with an organisation, partnership or tie one side denies."""
        nodes = self.drawn.nodes
        partnerships = [id_ for id_ in removed if nodes[id_]["mode"] is Mode.PARTNERSHIP]
        ends = {*removed}.difference(partnerships)
        return sum(
            ends.issubset(pair) and all(self.drawn[id_].keys() >= {*pair} for id_ in partnerships)
            for pair in self.drawn.graph["denied"]
        )

    def _known(self, id_: str) -> dict[str, Any]:
        """What is known of an organisation or partnership, on whichever layer it is."""
        drawn = self.drawn if id_ in self.drawn else self.study.combined
        known: dict[str, Any] = drawn.nodes[id_]
        return known
