"""What the forms about anything that an owner keeps under a name have in common."""

from collections.abc import Callable, Mapping
from typing import Any

from wtforms import HiddenField, SelectField

from partnermap.explorer.fields import Sheet, choices
from partnermap.vocabulary import Visibility

Content = Callable[[Any], dict[str, Any]]


class Removal(Sheet):
    """Something that is kept no more."""

    version = HiddenField()


def seen_by() -> SelectField:
    """Who may see what is kept, which has no members."""
    return SelectField(
        "Who may see it",
        choices=[each for each in choices(Visibility) if each.value != Visibility.MEMBERS],
        default=Visibility.PUBLIC.value,
    )


def replaced(content: Content) -> Callable[[Any, Mapping[str, str]], dict[str, Any]]:
    """What is sent to replace what the address names."""
    return lambda sheet, at: {**removed(sheet, at), "input": content(sheet)}


def removed(sheet: Any, at: Mapping[str, str]) -> dict[str, Any]:
    """What is sent to remove what the address names."""
    return {"id": at["id"], "version": sheet.version.data}


def as_kept(record: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields that are the same for all hold at first."""
    return {given: record[given] for given in ("name", "owner", "visibility", "version")}


def its_version(record: Mapping[str, Any]) -> dict[str, Any]:
    """The version alone, for a removal."""
    return {"version": record["version"]}
