"""What every finding is told with: its kind, names, the measure behind it, an id that stays."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from partnermap.analysis.findings.identity import finding_id
from partnermap.analysis.network import Mode
from partnermap.analysis.sentences import Told
from partnermap.analysis.study import Study
from partnermap.model import Finding, Measure, Value
from partnermap.near import NEARBY
from partnermap.vocabulary import View


class FindingKind(StrEnum):
    """The question that a finding answers."""

    JOINED_UP = "JOINED_UP"
    """Who is joined to whom, directly or through others?"""
    PAIRS_JOINED = "PAIRS_JOINED"
    """How many pairs are joined directly?"""
    ON_THEIR_OWN = "ON_THEIR_OWN"
    """Who was heard and is joined to nobody?"""
    DISPUTED = "DISPUTED"
    """Who is joined to anyone only by ties that one side denies?"""
    NOT_KNOWN = "NOT_KNOWN"
    """Of whom is it not known whether they are on their own?"""
    GOALS_NOT_PURSUED = "GOALS_NOT_PURSUED"
    """Which goals does no partnership pursue?"""
    WITHOUT_A_GOAL = "WITHOUT_A_GOAL"
    """Which partnerships pursue no goal?"""
    CUT_POINT = "CUT_POINT"
    """Whom would it cut off if this organisation left?"""
    CUT_PARTNERSHIP = "CUT_PARTNERSHIP"
    """Whom would it cut off if this partnership ended?"""
    BRIDGE = "BRIDGE"
    """Whom would it cut off if this one membership or formal link ended?"""
    HURT_MOST = "HURT_MOST"
    """Which few would leave the others least joined if they left together?"""
    SHOULD_MEET = "SHOULD_MEET"
    """Which two lie near each other, do not work together, and would gain most if they did?"""
    OVERLOADED = "OVERLOADED"
    """Who is in far more partnerships than most?"""
    JOINS_ALONE = "JOINS_ALONE"
    """Through whom alone do two sorts of organisation, or two groups, meet?"""
    BETWEEN = "BETWEEN"
    """Through whom do many reach each other on the shortest way, though nobody depends on it?"""
    REACH_MOST = "REACH_MOST"
    """Which few together reach most?"""
    THROUGH_ONE = "THROUGH_ONE"
    """Does nearly everything run through one body?"""
    INNER_CIRCLE = "INNER_CIRCLE"
    """Who is in an inner circle that the others work with, and hardly with one another?"""
    CLUSTERS = "CLUSTERS"
    """Are those who work mostly among themselves those who belong together?"""
    OWN_KIND = "OWN_KIND"
    """Does nearly everybody work with their own kind alone?"""
    NEVER_MEET = "NEVER_MEET"
    """Which two sorts, both of them heard, have no tie at all?"""
    IN_SEVERAL = "IN_SEVERAL"
    """Do most who work together do so in several partnerships?"""
    IN_ONE = "IN_ONE"
    """Do most who work together do so in one partnership alone?"""
    ALIKE_AND_APART = "ALIKE_AND_APART"
    """Which neighbours work on the same thing, and not with each other?"""
    LINE_UNCROSSED = "LINE_UNCROSSED"
    """Across which line between authorities or dioceses do no neighbours work together?"""
    NO_COMMUNITY_PARTNER = "NO_COMMUNITY_PARTNER"
    """Which schools work with no community organisation?"""
    NOT_WITH_NEAREST_SECONDARY = "NOT_WITH_NEAREST_SECONDARY"
    """Which primaries do not work with the secondary nearest to them?"""
    GROUPS_APART = "GROUPS_APART"
    """Which two groups lie close, and are hardly joined or not at all?"""
    NO_PROVIDER = "NO_PROVIDER"
    """What does nobody provide for in this place?"""
    ONE_PROVIDER = "ONE_PROVIDER"
    """Of what is this one the only provider, and where?"""


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
