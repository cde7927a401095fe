"""Forms that take a statement back which somebody made by hand."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wtforms import RadioField
from wtforms.validators import InputRequired

from partnermap.edits.once import EDITS
from partnermap.explorer.fields import Sheet, is_id, offered, text
from partnermap.explorer.phrases import ROLES
from partnermap.explorer.tasks import Task
from partnermap.vocabulary import Station


class Statement(NamedTuple):
    """Something that somebody said by hand: its key, what it says, and for whom."""

    fact: str
    says: str
    by: str


class Retraction(Sheet):
    """A statement that is taken back."""

    fact = RadioField(
        "Which statement is to be taken back?", [InputRequired("Choose a statement.")]
    )
    reason = text("Why?", "It is kept in the log of who changed what; at most 200 characters.")

    def fit(self, record: Mapping[str, Any]) -> None:
        """Offer the statements that the viewer may take back."""
        self.fact.choices = offered(
            (each.fact, f"{each.says} (recorded by hand for {each.by})")
            for each in retractable(record)
        )


def retractable(record: Mapping[str, Any]) -> Iterator[Statement]:
    """What was said by hand of a record's ties and may be taken back by whoever is shown it.

    Whose statement it is that stands in the name of an organisation, the change itself finds out.
    """
    viewer = record["viewer"]
    for says, keys in _ties(record):
        for key in keys:
            by = key.partition("/")[0].removeprefix(EDITS)
            mine = key.startswith(f"{EDITS}{viewer['subject']}/") or is_id(by)
            if key.startswith(EDITS) and (mine or viewer["station"] == Station.ADMINISTRATOR):
                yield Statement(key, says, by)


def _ties(record: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """What the ties of a partnership, an organisation or a goal say, each with who says so."""
    for tie in record.get("members", {}).get("edges", ()):
        yield f"{tie['node']['name']} is in it: {ROLES[tie['role']]}", tie["saidBy"]
    for tie in record.get("partnerships", {}).get("edges", ()):
        does = f": {ROLES[tie['role']]}" if "role" in tie else " pursues it"
        yield f"{tie['node']['name']}{does}", tie["saidBy"]
    for tie in record.get("absences", ()):
        yield f"It does not work with {tie['organisation']['name']}", tie["saidBy"]


def _task(of: str) -> Task:
    return Task(
        f"/manage/{of}/{{id}}/retract", "retract", "Take a statement back", "Take it back",
        Retraction, lambda sheet, _: {"fact": sheet.fact.data, "reason": sheet.reason.data},
        "The statement is taken back.", f"/manage/{of}/{{about}}", f"manage_{of}",
        hint="For what should never have been recorded. The statement counts no more, as if it "
        "had not been made; what others say stands. You can take back what you recorded yourself, "
        "an administrator what anybody did. What a file said is put right in its next edition.",
    )  # fmt: skip


TASKS = tuple(map(_task, ("partnership", "organisation", "goal")))
"""The forms, one for each sort of record on whose page statements stand."""
