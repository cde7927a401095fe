"""Forms about saved queries."""

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired

from partnermap.edits.saved_queries import NAME_LENGTH
from partnermap.explorer.fields import Sheet, name, stripped, whom
from partnermap.explorer.owned import Removal, as_kept, its_version, removed, replaced, seen_by
from partnermap.explorer.tasks import Link, Task

_LIST = Link("/manage/queries", "Saved queries")
_ABOUT = "saved_query"


def _with_one_line_end(text: str | None) -> str | None:
    """What a browser sends with line ends of its own, as it is kept."""
    return text and text.replace("\r\n", "\n")


class Keeping(Sheet):
    """A query that is being saved."""

    name = name(
        "What the query is called",
        longest=NAME_LENGTH,
        hint=f"At most {NAME_LENGTH} characters. Its words make the address, which stays.",
    )
    owner = whom("Who keeps it?")
    visibility = seen_by()
    text = TextAreaField(
        "The query",
        [InputRequired("The query is missing: type it, or try one first under “Ask a query”.")],
        filters=[stripped, _with_one_line_end],
        description="One query, as “Ask a query” takes it. Its variables become parameters of the "
        "address, such as ?scope=diocese:ZZ01; let each have a default.",
        render_kw={"rows": 16, "spellcheck": "false", "class": "code"},
    )


class Replacing(Keeping):
    """A query that is replaced."""

    version = HiddenField()


def _kept(sheet: Keeping) -> dict[str, Any]:
    return {
        "name": sheet.name.data,
        "owner": sheet.owner.meant,
        "visibility": sheet.visibility.data,
        "text": sheet.text.data,
    }


def _as_saved(record: Mapping[str, Any]) -> dict[str, Any]:
    return as_kept(record) | {"text": record["text"]}


TASKS = (
    Task(
        "/manage/query", "save_query", "Save a query", "Save it", Keeping,
        lambda sheet, _: {"input": _kept(sheet)}, "The query is saved.", _LIST.address,
        hint="A question that is asked again and again, such as by a spreadsheet: once saved, it "
        "has an address that answers it as the records stand then.",
    ),
    Task(
        "/manage/query/{id}/replace", "save_query", "Change a saved query", "Save", Replacing,
        replaced(_kept), "The query is saved.", _LIST.address, _ABOUT, _as_saved, listed=_LIST,
    ),
    Task(
        "/manage/query/{id}/remove", "remove_query", "Remove a saved query", "Remove it", Removal,
        removed, "The query is removed.", _LIST.address, _ABOUT, its_version, listed=_LIST,
        hint="Its address answers nobody then, nor do spreadsheets that refresh from it. No "
        "record changes.",
    ),
)  # fmt: skip
"""The forms."""
