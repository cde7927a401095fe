"""Forms about partnerships: recorded, corrected, ended, joined and left."""

from collections.abc import Mapping
from typing import Any

from wtforms import FieldList, Form, FormField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from partnermap.explorer.fields import WHEN, Sheet, Ticks, choices, name, offered, text, whom
from partnermap.explorer.rendering import words
from partnermap.explorer.tasks import Task
from partnermap.vocabulary import PartnershipKind, Role, Strength, Theme, Visibility

_ROWS = 3
_NOT_SAID = "Not said"


class Part(Form):
    """A member of a partnership that is being recorded."""

    organisation = whom("Member", needed=False)
    role = SelectField("What it does in it", choices=choices(Role), default=Role.MEMBER.value)
    joined = text("When it joined, if later than the beginning", WHEN)


class _Described(Sheet):
    """What a partnership is described by, and may be corrected in."""

    name = name("Name of the partnership")
    themes = Ticks("What it works on", choices=choices(Theme))
    local_label = text("What you call that where you are")
    strength = SelectField("How closely its members work", choices=choices(Strength, _NOT_SAID))
    visibility = SelectField(
        "Who may see it", choices=choices(Visibility), default=Visibility.PUBLIC.value
    )
    started = text("When it began", WHEN)


class Record(_Described):
    """A partnership that is being recorded."""

    first = ("name", "kind", "members", "started")
    kind = SelectField("What form it takes", choices=choices(PartnershipKind))
    members = FieldList(FormField(Part), "Members", min_entries=_ROWS, max_entries=500)
    owner = whom("Who keeps the record, if an organisation does", needed=False)


class Correct(_Described):
    """A partnership that is described anew."""

    version = HiddenField()


class End(Sheet):
    """A partnership that ends."""

    on = text("When did it end?", WHEN)
    version = HiddenField()


class Reopen(Sheet):
    """A partnership that goes on."""

    version = HiddenField()


class Join(Sheet):
    """An organisation that joins."""

    organisation = whom("Who joins?")
    role = SelectField("What does it do in it?", choices=choices(Role), default=Role.MEMBER.value)
    joined = text("When did it join?", WHEN)


class _Among(Sheet):
    """One of the members."""

    organisation = RadioField("Which member?", [InputRequired("Choose a member.")])

    def fit(self, record: Mapping[str, Any]) -> None:
        """Offer the members there are."""
        self.organisation.choices = offered(
            (edge["node"]["id"], f"{edge['node']['name']} ({words(edge['role'])})")
            for edge in record["members"]["edges"]
            if self.fits(edge)
        )

    def fits(self, edge: Mapping[str, Any]) -> bool:
        """Whether a member is one to choose."""
        return True


class Leave(_Among):
    """A member that leaves."""

    on = text("When did it leave?", WHEN)


class Confirm(_Among):
    """A member whose part another has claimed."""

    def fits(self, edge: Mapping[str, Any]) -> bool:
        """Whether its own side has still to confirm it."""
        return bool(edge["claimed"])


class Absence(Sheet):
    """Two that do not work together."""

    by = whom("Who says so?")
    other = whom("With whom does it not work?")
    on = text("Since when, if that is known?", WHEN)


def written(when: Mapping[str, Any] | None) -> str:
    """A date as it is typed into a form, by how exactly it is known."""
    length = {"YEAR": 4, "MONTH": 7}.get(when["precision"], 10) if when else 0
    return when["earliest"][:length] if when else ""


def _described(sheet: _Described) -> dict[str, Any]:
    return {
        "name": sheet.name.data,
        "themes": sheet.themes.data,
        "localLabel": sheet.local_label.data,
        "strength": sheet.strength.data or None,
        "visibility": sheet.visibility.data,
        "started": sheet.started.data,
    }


def _recorded(sheet: Record, _: Mapping[str, str]) -> dict[str, Any]:
    rows: list[Any] = list(sheet.members)
    members = [
        {
            "organisation": part.organisation.meant,
            "role": part.role.data,
            "joined": part.joined.data,
        }
        for part in rows
        if part.organisation.meant
    ]
    more = {"kind": sheet.kind.data, "members": members, "owner": sheet.owner.meant}
    return {"input": _described(sheet) | more}


def _corrected(sheet: Correct, at: Mapping[str, str]) -> dict[str, Any]:
    return {"id": at["id"], "version": sheet.version.data, "input": _described(sheet)}


def _joined(sheet: Join, at: Mapping[str, str]) -> dict[str, Any]:
    member = {
        "organisation": sheet.organisation.meant,
        "role": sheet.role.data,
        "joined": sheet.joined.data,
    }
    return {"id": at["id"], "input": member}


def _left(sheet: Leave, at: Mapping[str, str]) -> dict[str, Any]:
    return {"id": at["id"], "organisation": sheet.organisation.data, "on": sheet.on.data or ""}


def _ended(sheet: End, at: Mapping[str, str]) -> dict[str, Any]:
    return {"id": at["id"], "on": sheet.on.data or "", "version": sheet.version.data}


def _as_recorded(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": record["name"],
        "themes": record["themes"],
        "local_label": record["localLabel"] or "",
        "strength": record["strength"] or "",
        "visibility": record["visibility"],
        "started": written(record["started"]),
        "version": record["version"],
    }


def _version(record: Mapping[str, Any]) -> dict[str, Any]:
    return {"version": record["version"]}


_ONE = "/manage/partnership/{id}"
_ABOUT = "manage_partnership"

TASKS = (
    Task(
        "/manage/partnership", "record_partnership", "Record a partnership", "Record it",
        Record, _recorded, "The partnership is recorded.",
        hint="Organisations that work together, whatever it is called. Name at least one of your "
        "own part of the map; a member elsewhere stays claimed until its own side confirms it.",
    ),
    Task(
        f"{_ONE}/correct", "update_partnership", "Correct a partnership", "Save",
        Correct, _corrected, "What you said is recorded.", about=_ABOUT, given=_as_recorded,
    ),
    Task(
        f"{_ONE}/end", "end_partnership", "End a partnership", "End it",
        End, _ended, "The partnership has ended. Nothing of it is forgotten.",
        about=_ABOUT, given=_version,
        hint="Its members and what it did stay on record, up to the day on which it ended. You can "
        "take it back later.",
    ),
    Task(
        f"{_ONE}/reopen", "reopen_partnership", "Take back that it ended", "It goes on",
        Reopen, lambda sheet, at: {"id": at["id"], "version": sheet.version.data},
        "The partnership goes on.", about=_ABOUT, given=_version,
        hint="For a partnership that was ended by mistake: it goes on as if it had not been, with "
        "those who were in it to the last. When it was said to have ended stays in the log.",
    ),
    Task(
        f"{_ONE}/join", "join_partnership", "Record who joins", "Record it",
        Join, _joined, "The new member is recorded.", about=_ABOUT,
    ),
    Task(
        f"{_ONE}/leave", "leave_partnership", "Record who leaves", "Record it",
        Leave, _left, "It is recorded that the member left.", about=_ABOUT,
    ),
    Task(
        f"{_ONE}/confirm", "confirm_membership", "Confirm a member of yours", "Confirm",
        Confirm, lambda sheet, at: {"id": at["id"], "organisation": sheet.organisation.data},
        "The member is confirmed.", about=_ABOUT,
        hint="Somebody else recorded these as members; their own side has not said so yet.",
    ),
    Task(
        "/manage/absence", "report_absent", "Say that two do not work together", "Record it",
        Absence,
        lambda sheet, _: {"by": sheet.by.meant, "with": sheet.other.meant, "on": sheet.on.data},
        "It is recorded that they do not work together.", "/manage",
        hint="Each side says so for itself. What nobody has said stays not known.",
    ),
)  # fmt: skip
"""The forms."""
