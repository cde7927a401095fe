"""What a report says: one documented query of the API, and its answer in the words of a board."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from partnermap.analysis.wording import counted, number, on_day
from partnermap.api.execution import Api
from partnermap.errors import BadInputError, NotFoundError
from partnermap.explorer.address import called
from partnermap.explorer.answered import data_of
from partnermap.explorer.dates import year_before
from partnermap.explorer.picture.answers import of_answer
from partnermap.explorer.picture.svg import File, draw
from partnermap.explorer.rendering import query_text
from partnermap.explorer.report import goals, points, sources, unknown
from partnermap.explorer.report.house import House
from partnermap.explorer.report.record import Report
from partnermap.model.names import unseen
from partnermap.scope import Access, Scope
from partnermap.vocabulary import ConfidenceState, Layer, Station

QUERY: Final = query_text("report")
_CHECKED = """
query Checked($scope: [Scope!]!, $layer: Layer!, $asOf: Date, $runs: Int!) {
  analysis(scope: $scope, layer: $layer, asOf: $asOf, runs: $runs) { confidence { state worlds } }
}
"""
_TIES = {
    Layer.WORKING: "working partnerships",
    Layer.FORMAL: "formal links",
    Layer.COMBINED: "formal links and working partnerships",
}
MOST_CHANGES = 8
"""So many changes are told."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is to be about."""

    scope: Scope
    layer: Layer = Layer.WORKING
    as_of: date | None = None
    since: date | None = None
    """The first day of what changed; a year before the day that it is about if left out."""
    runs: int | None = None
    """In how many runs to check how sure it is; unchecked if left out."""

    @property
    def first_day(self) -> date:
        """The first day of what changed; BadInputError where the last one is before it."""
        last = self.as_of or date.today()
        first = self.since or year_before(last)
        if first > last:
            raise BadInputError(f"{first} is after {last}: what changed is told from a day before.")
        return first

    def variables(self, access: Access) -> dict[str, Any]:
        """The variables of the query."""
        return {
            "scope": str(self.scope).split(),
            "ids": list(self.scope.named),
            "areas": list(self.scope.saved),
            "layer": self.layer.value,
            "asOf": self.as_of.isoformat() if self.as_of else None,
            "since": self.first_day.isoformat(),
            "runs": self.runs,
            "mend": self.layer is not Layer.FORMAL and access.station.includes(Station.READER),
        }


async def ask(api: Api, wanted: Wanted, access: Access) -> dict[str, Any]:
    """The answer to the report's query; an error of the API is raised as what it is.

    New partnerships for the place as a whole are left out where it is too large for them.
    """
    variables = wanted.variables(access)
    answer = await api.execute(QUERY, variables, access=access)
    if answer.errors and all(error.get("path") == ["repairs"] for error in answer.errors):
        answer = await api.execute(QUERY, variables | {"mend": False}, access=access)
    return data_of(answer)


async def runs_done(api: Api, wanted: Wanted, access: Access) -> int | None:
    """In how many runs the findings have been checked so far; None once that is over.

    The first to ask has the checking begin.
    """
    variables = wanted.variables(access)
    given = {name: variables[name] for name in ("scope", "layer", "asOf", "runs")}
    data = data_of(await api.execute(_CHECKED, given, access=access))
    checked = data["analysis"]["confidence"]
    return checked["worlds"] if checked["state"] == ConfidenceState.CHECKING else None


def told(data: Mapping[str, Any], wanted: Wanted, house: House) -> Report:
    """The report that an answer makes; NotFoundError where the place is not known."""
    analysis, compared = data["analysis"], data["compare"]
    place, changes = _place(data, wanted.scope), [event["sentence"] for event in compared["events"]]
    aims = goals.told(data["goals"])
    from_ = sources.told(data["organisations"], data["partnerships"])
    changed = sum(kind["count"] for kind in compared["counts"])
    report = Report(
        house=house,
        place=place,
        about=f"{house.words.kind}: {_TIES[wanted.layer]} on {on_day(compared['to'])}",
        day=compared["to"],
        summary=tuple(_summary(data)),
        picture=draw(of_answer(data, title=place, layer=wanted.layer), File()),
        seen=_seen(data, place),
        points=points.told(analysis),
        other_points=points.others(analysis),
        changed=_changed(compared, changed),
        changes=tuple(changes[:MOST_CHANGES]),
        other_changes=changed - len(changes[:MOST_CHANGES]),
        aims=(goals.together(data["goals"]), *_on_goals(analysis["findings"])),
        goals=aims[: goals.MOST],
        other_goals=data["goals"]["totalCount"] - len(aims[: goals.MOST]),
        unknown=unknown.told(data, wanted.layer),
        sources=from_[: sources.MOST],
        other_sources=len(from_[sources.MOST :]),
        terms=tuple(_terms(data)),
    )
    return report.with_texts(_seeable)


def _seeable(text: str) -> str:
    """A text without marks that are not seen or turn its direction: no file may hold them all."""
    return "".join(" " if unseen(mark) else mark for mark in text) if unseen(text) else text


def _place(data: Mapping[str, Any], scope: Scope) -> str:
    """A place in words; NotFoundError for a part of it that is not known."""
    names = []
    for id_, node in zip(scope.named, data["nodes"], strict=True):
        if node is None:
            raise NotFoundError(
                f"Nothing here has the id {id_!r}, or you may not see it: check the scope, or "
                "search for the place by its name."
            )
        names.append(node["name"])
    return called(scope, (*names, *(area["name"] for area in data["areas"])))


def _summary(data: Mapping[str, Any]) -> Iterator[str]:
    """How joined-up the place is, and what would mend it as a whole."""
    by_kind = {finding["kind"]: finding for finding in reversed(data["analysis"]["findings"])}
    for kind in ("JOINED_UP", "PAIRS_JOINED"):
        if found := by_kind.get(kind):
            yield f"{found['sentence']} {found['consequence']}"
    if data["analysis"]["organisations"] > 1 and (mended := data.get("repairs")):
        yield mended["sentence"]


def _seen(data: Mapping[str, Any], place: str) -> str:
    """What the picture shows, for whoever cannot see it."""
    network, findings = data["network"], data["analysis"]["findings"]
    outside = sum(node["outside"] for node in network["nodes"])
    inside = len(network["nodes"]) - outside
    text = f"{place}: {counted(inside, 'organisation', 'organisations')}"
    if outside:
        partners = counted(outside, "partner", "partners")
        text += f" and {partners} outside"
    text += ", each a shape for its kind, joined by lines where they are tied."
    joined = [f["sentence"] for f in findings if f["kind"] in ("JOINED_UP", "ON_THEIR_OWN")]
    return " ".join([text, *joined])


def _changed(compared: Mapping[str, Any], count: int) -> str:
    """Between which days, and how much changed."""
    between = f"Between {on_day(compared['from'])} and {on_day(compared['to'])}"
    if count == 0:
        return f"{between} nothing changed that is on record."
    return f"{between} {counted(count, 'change is', 'changes are')} on record."


def _on_goals(findings: list[Mapping[str, Any]]) -> Iterator[str]:
    """Which goals nobody pursues, and which partnerships pursue none."""
    for finding in findings:
        if finding["kind"] in ("GOALS_NOT_PURSUED", "WITHOUT_A_GOAL"):
            yield finding["sentence"]


def _terms(data: Mapping[str, Any]) -> Iterator[str]:
    """From which state of the data a report is made, and whose view of it."""
    seen = data["viewer"]["scope"]
    version = number(data["analysis"]["dataVersion"])
    yield f"Made from version {version} of the data. Each finding can be asked for again by its id."
    if seen == str(Scope()):
        yield "Made from what is public: partnerships that are not public are left out."
    elif seen != str(Scope(everywhere=True)):
        yield f"Made from what is public and what whoever may see {seen} may see."
