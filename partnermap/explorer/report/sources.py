"""Where what is told comes from: who publishes it, under which licence, and when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from partnermap.analysis.wording import counted, on_day
from partnermap.edits.once import EDITS
from partnermap.explorer.report.record import Source
from partnermap.store.rounds import ANSWERS

MOST = 6
"""So many sources are told."""
_SORTS = {ANSWERS: "Survey forms, as they came back", EDITS: "Records made by hand"}
"""What is told as one source, though each form or keeper is one, by how their ids begin."""


def told(*lists: Mapping[str, Any]) -> tuple[Source, ...]:
    """The sources of the facts in some lists of an answer, those that say most first."""
    said: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for source in _each(lists):
        said[_sort(source)].append(source)
    most = sorted(said.items(), key=lambda each: (-len(each[1]), each[0]))
    return tuple(_one(name, sources) for name, sources in most)


def _each(lists: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The source of each fact."""
    for nodes in lists:
        for node in nodes["nodes"]:
            yield from (fact["source"] for fact in node["facts"] if fact["source"])


def _sort(source: Mapping[str, Any]) -> str:
    for start, name in _SORTS.items():
        if source["id"].startswith(start):
            return name
    return str(source["name"] or source["id"])


def _one(name: str, sources: list[Mapping[str, Any]]) -> Source:
    publishers = {source["publisher"] for source in sources if source["publisher"]}
    licences = {source["licence"] for source in sources if source["licence"]}
    editions = [source["published"] for source in sources if source["published"]]
    few = len(publishers) == 1
    return Source(
        name,
        publishers.pop() if few else counted(len(publishers), "organisation", "organisations"),
        licences.pop() if len(licences) == 1 else "not stated",
        on_day(max(editions)) if editions else "no edition",
    )
