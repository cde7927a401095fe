"""The register's links: which school took over from which, as either of the two tells it."""

from typing import NamedTuple

from partnermap.imports import values
from partnermap.imports.columns import Record, column, optional, records
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.report import Problem
from partnermap.imports.table import Table
from partnermap.model.dates import Span
from partnermap.model.facts import SUCCEEDED_BY, Fact, Tie
from partnermap.vocabulary import SuccessionKind

SOURCE = "gias-links"

_KINDS = {
    "": None,
    "merged": SuccessionKind.MERGED,
    "amalgamated": SuccessionKind.AMALGAMATED,
    "split school": SuccessionKind.SPLIT,
}


class _Link(NamedTuple):
    """What a row says of the school it links to."""

    came_before: bool
    kind: SuccessionKind | None


def _link(text: str) -> _Link | None:
    """A succession, told from one end; ValueError for a link that does not say who came first."""
    word = values.words(text)
    if word is None:
        return None
    side, _, kind = word.lower().partition(" - ")
    if side not in ("predecessor", "successor"):
        raise ValueError("it does not say which of the two schools took over from the other")
    if kind not in _KINDS:
        raise ValueError(f"it is no kind of succession ({', '.join(filter(None, _KINDS))})")
    return _Link(side == "predecessor", _KINDS[kind])


_COLUMNS = {
    "urn": column("URN", read=values.filled(values.urn)),
    "other": column("LinkURN", "Link URN", read=values.filled(values.urn)),
    "name": optional("LinkName", read=values.name),
    "link": column("LinkType", "Link Type", read=values.filled(_link)),
    "on": column("LinkEstablishedDate", read=values.day),
}


def parse(table: Table) -> Edition:
    """The successions of a file, keyed by the URN of the school that tells and of the other.

    The register has most of them twice, told from either end: two facts of one tie.
    """
    facts: list[Fact] = []
    rejected: list[Rejected] = []
    for record in records(table, _COLUMNS, SOURCE):
        said = record.values
        if problems := record.problems or _contradictions(record):
            rejected.append(Rejected(problems, (said.get("urn"), said.get("other")), None))
        else:
            facts.append(_fact(record))
    return edition(table, facts, (), rejected)


def _contradictions(record: Record) -> tuple[Problem, ...]:
    if record.values["urn"] == record.values["other"]:
        reason = "a school cannot take over from itself"
        return (Problem(record.line, "LinkURN", record.values["other"], reason),)
    return ()


def _fact(record: Record) -> Fact:
    said = record.values
    urn, other, link = said["urn"], said["other"], said["link"]
    old, new = (other, urn) if link.came_before else (urn, other)
    tie = Tie(
        SUCCEEDED_BY,
        f"urn:{old}",
        f"urn:{new}",
        Span(said.get("on")),
        {"how": link.kind} if link.kind else {},
    )
    return Fact(f"{urn}/{other}", record.line, ties=(tie,))
