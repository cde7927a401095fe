"""Forms about goals: what is aimed at, by whom, its milestones, and what was observed."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from wtforms import (
    BooleanField,
    FieldList,
    FloatField,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    TextAreaField,
)
from wtforms.validators import InputRequired
from wtforms.validators import Optional as MayBeEmpty

from partnermap.explorer.fields import (
    WHEN,
    Sheet,
    Ticks,
    choices,
    name,
    offered,
    stripped,
    text,
    whom,
)
from partnermap.explorer.partnership_tasks import written
from partnermap.explorer.tasks import Task
from partnermap.vocabulary import Direction, Theme, Visibility

_PARTNERSHIP = re.compile(r"partnership:[\w-]+")
_BY_WHEN = f"{WHEN} That day, or its last day, is included."


class Aim(Sheet):
    """A goal that is being recorded."""

    name = name("The goal, in a few words")
    owner = whom("Whose goal is it?")
    description = TextAreaField("What it means", filters=[stripped])
    themes = Ticks("What it is about", choices=choices(Theme))
    visibility = SelectField(
        "Who may see it", choices=choices(Visibility), default=Visibility.PUBLIC.value
    )
    started = text("When it begins", WHEN)
    due = text("By when it is to be reached", _BY_WHEN)


class Again(Aim):
    """A goal that is described anew."""

    ended = text("When it was given up or closed", WHEN)
    version = HiddenField()


class Pursuit(Sheet):
    """A partnership that pursues a goal."""

    partnership = text(
        "Which partnership?", "Open its page and copy its address from the browser to here."
    )
    since = text("Since when, if that is known?", WHEN)
    until = text("Until when, if it does so no more?", WHEN)


class Measure(Form):
    """What tells whether a milestone is reached."""

    name = text("What is measured", "Such as schools with a partner.")
    target = FloatField("What it should come to", [MayBeEmpty()])
    direction = SelectField("Which way it should move", choices=choices(Direction))
    unit = text("What the numbers count", "Such as % or schools.")
    baseline = FloatField("What it was at the beginning", [MayBeEmpty()])


class Milestone(Sheet):
    """A milestone that is being recorded."""

    name = name("The milestone, in a few words")
    description = TextAreaField("What it means", filters=[stripped])
    due = text("By when it is to be reached", _BY_WHEN)
    measures = FieldList(FormField(Measure), "What tells whether it is reached", min_entries=1)


class Observation(Sheet):
    """What a measure was on a day."""

    measure = RadioField("What was measured?", [InputRequired("Choose a measure.")])
    day = text("On which day?", "A day that is not to come, such as 2026-03-01.")
    value = FloatField("What was it?", [InputRequired("The value is missing: fill it in.")])
    note = text("What there is to know of it")
    instead = BooleanField("Put it in place of what is recorded for that day")

    def fit(self, record: Mapping[str, Any]) -> None:
        """Offer the goal's measures."""
        self.measure.choices = offered(
            (measure["id"], f"{milestone['name']}: {measure['name']}")
            for milestone in record["milestones"]
            for measure in milestone["measures"]
        )


def _aim(sheet: Aim) -> dict[str, Any]:
    return {
        "name": sheet.name.data,
        "owner": sheet.owner.meant,
        "description": sheet.description.data,
        "themes": sheet.themes.data,
        "visibility": sheet.visibility.data,
        "started": sheet.started.data,
        "due": sheet.due.data,
    }


def _again(sheet: Again, at: Mapping[str, str]) -> dict[str, Any]:
    given = _aim(sheet) | {"ended": sheet.ended.data}
    return {"id": at["id"], "version": sheet.version.data, "input": given}


def _pursued(sheet: Pursuit, at: Mapping[str, str]) -> dict[str, Any]:
    return {
        "goal": at["id"],
        "partnership": _partnership_id(sheet.partnership.data or ""),
        "since": sheet.since.data,
        "until": sheet.until.data,
    }


def _partnership_id(text: str) -> str:
    """The id of a partnership in the address of its page, or as it was typed."""
    in_address = _PARTNERSHIP.search(unquote(text))
    return in_address[0] if in_address else text


def _milestone(sheet: Milestone, at: Mapping[str, str]) -> dict[str, Any]:
    measures = [
        {**measure.data, "target": measure.target.data or 0.0}
        for measure in (row.form for row in sheet.measures)
        if measure.name.data
    ]
    given = {
        "name": sheet.name.data,
        "description": sheet.description.data,
        "due": sheet.due.data,
        "measures": measures,
    }
    return {"goal": at["id"], "input": given}


def _observed(sheet: Observation, _: Mapping[str, str]) -> dict[str, Any]:
    given = {
        "day": sheet.day.data or "",
        "value": sheet.value.data,
        "note": sheet.note.data,
    }
    return {"measure": sheet.measure.data, "input": given, "instead": sheet.instead.data}


def _as_recorded(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": record["name"],
        "owner": record["owner"]["id"] if record["owner"] else "",
        "description": record["description"] or "",
        "themes": record["themes"],
        "visibility": record["visibility"],
        "started": written(record["started"]),
        "ended": written(record["ended"]),
        "due": record["due"] or "",
        "version": record["version"],
    }


_ONE = "/manage/goal/{id}"
_ABOUT = "manage_goal"

TASKS = (
    Task(
        "/manage/goal", "set_goal", "Record a goal", "Record it", Aim,
        lambda sheet, _: {"input": _aim(sheet)}, "The goal is recorded.", _ONE,
        hint="What an organisation wants to be so. Partnerships pursue it, and milestones tell "
        "whether it is reached.",
    ),
    Task(
        f"{_ONE}/correct", "set_goal", "Correct a goal", "Save", Again, _again,
        "What you said is recorded.", _ONE, _ABOUT, _as_recorded,
    ),
    Task(
        f"{_ONE}/pursue", "pursue_goal", "Record which partnership pursues it", "Record it",
        Pursuit, _pursued, "It is recorded that the partnership pursues the goal.", _ONE, _ABOUT,
    ),
    Task(
        f"{_ONE}/milestone", "record_milestone", "Record a milestone", "Record it", Milestone,
        _milestone, "The milestone is recorded.", _ONE, _ABOUT,
    ),
    Task(
        f"{_ONE}/observe", "record_observation", "Record what was measured", "Record it",
        Observation, _observed, "What was measured is recorded.", _ONE, _ABOUT,
    ),
)  # fmt: skip
"""The forms."""
