"""The form that opens a round: whom to ask, under which name, and by when."""

from collections.abc import Mapping
from typing import Any

from wtforms import FieldList, Form, FormField

from partnermap.explorer.fields import Sheet, day, name, whom
from partnermap.explorer.tasks import Task

_PLACES = ("diocese:", "la:", "uid:")
"""What the ids of those begin with that stand for all that belong to them."""


class Further(Form):
    """Somewhere else to ask in."""

    place = whom("Place or organisation", needed=False)


class Opening(Sheet):
    """A round that is being opened."""

    scope = whom(
        "Whom do you want to ask?",
        hint="The name of a diocese, a local authority or a trust asks everyone in it; that of "
        "one school or organisation, it alone.",
    )
    others = FieldList(FormField(Further), "Others", min_entries=1, max_entries=50)
    name = name(
        "Name of the round",
        hint="Such as Spring 2027. Under the name of a round that is open, its list is brought up "
        "to date.",
    )
    opened = day("On which day does it begin?", "Today, if you leave it empty.")
    closes = day("By which day should they reply?", "It may be left open.")


def _opened(sheet: Opening, _: Mapping[str, str]) -> dict[str, Any]:
    further: list[Any] = list(sheet.others)
    places = [sheet.scope.meant, *(row.form.place.meant for row in further)]
    given = {
        "name": sheet.name.data,
        "scope": [_scope(id_) for id_ in places if id_],
        "opened": sheet.opened.data and sheet.opened.data.isoformat(),
        "closes": sheet.closes.data and sheet.closes.data.isoformat(),
    }
    return {"input": given}


def _scope(id_: str) -> str:
    """A place or an organisation as a scope is written."""
    return id_ if id_.startswith(_PLACES) else f"org:{id_}"


TASKS = (
    Task(
        "/manage/round", "open_round", "Open a round", "Open it", Opening, _opened,
        "The round is open. Those below are to be asked.", "/manage/round/{id}",
        hint="A round asks organisations with whom they work. What nobody has been asked stays "
        "not known.",
    ),
)  # fmt: skip
"""The forms."""
