"""Forms about organisations: added by hand, two records made one, and made two again."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import BooleanField, Field, RadioField
from wtforms.validators import InputRequired

from partnermap.edits.rights import is_free
from partnermap.errors import BadInputError
from partnermap.explorer.fields import WHEN, Sheet, name, offered, text, whom
from partnermap.explorer.pages import found
from partnermap.explorer.tasks import Task
from partnermap.scope import Access
from partnermap.vocabulary import Kind

_MERGED = re.compile(r"edits:.*/merged/([^/]+)\Z")


class Newcomer(Sheet):
    """A community organisation that is being added."""

    even_so = BooleanField("None of these is meant: add another of that name even so")
    name = name("Name of the organisation")
    charity_number = text("Its charity number, if it has one")
    company_number = text("Its number at Companies House, if it has one")
    local_authority = whom(
        "In which local authority is it?", needed=False, hint="Its name, or its code: la:892."
    )
    diocese = whom(
        "Which diocese does it belong to, if any?", needed=False,
        hint="Its name, or its code: diocese:CE32.",
    )  # fmt: skip
    street = text("Street")
    town = text("Town")
    postcode = text("Postcode")
    sector = text("What does it work in?", "Such as food, youth work or mental health.")
    opened = text("Since when is there one, if that is known?", WHEN)

    def ordered(self) -> list[Field]:
        """The fields; of one of the same name nothing is asked before there is one."""
        asked = self.alike or self.even_so.data
        return [field for field in super().ordered() if asked or field is not self.even_so]


class Merger(Sheet):
    """Two records of one organisation."""

    keep = RadioField("Which record is to be kept?", [InputRequired("Choose which to keep.")])

    def fit(self, record: Mapping[str, Any]) -> None:
        """Offer the two; BadInputError where they cannot be one."""
        other = found(record["other"], "organisation")
        if other["id"] == record["id"]:
            raise BadInputError("These two are one record already: open it to see what it says.")
        self.keep.choices = offered(
            (one["id"], f"{one['name']} ({one['id']})") for one in (record, other)
        )


class Parting(Sheet):
    """A record that was made one with another and is to be one of its own again."""

    other = RadioField(
        "Which record is to be one of its own again?", [InputRequired("Choose a record.")]
    )

    def fit(self, record: Mapping[str, Any]) -> None:
        """Offer those that were merged into it."""
        self.other.choices = offered((id_, id_) for id_ in merged(record))


def merged(record: Mapping[str, Any]) -> Iterator[str]:
    """The ids of the records that were made one with an organisation, as its facts say."""
    found = (_MERGED.match(fact["key"]) for fact in record["facts"])
    return (match[1] for match in found if match)


def may_merge(access: Access, kind: str) -> bool:
    """Whether a viewer may say of an organisation of this kind that it is on record twice."""
    return is_free(access) or Kind[kind] is Kind.COMMUNITY_ORGANISATION


def _added(sheet: Newcomer, _: Mapping[str, str]) -> dict[str, Any]:
    given = {
        "name": sheet.name.data,
        "charityNumber": sheet.charity_number.data,
        "companyNumber": sheet.company_number.data,
        "sector": sheet.sector.data,
        "localAuthority": sheet.local_authority.meant,
        "diocese": sheet.diocese.meant,
        "street": sheet.street.data,
        "town": sheet.town.data,
        "postcode": sheet.postcode.data,
        "opened": sheet.opened.data,
    }
    return {"input": given, "evenSo": sheet.even_so.data}


def _merging(sheet: Merger, at: Mapping[str, str]) -> dict[str, Any]:
    keep = sheet.keep.data
    return {"keep": keep, "other": at["other"] if keep != at["other"] else at["id"]}


_ONE = "/manage/organisation/{id}"

TASKS = (
    Task(
        "/manage/organisation", "add_organisation", "Add a community organisation", "Add it",
        Newcomer, _added, "The organisation is added.", _ONE,
        hint="A charity, club, company or other body that works with schools. Schools and trusts "
        "come from the national register. It must lie in your own part of the map.",
    ),
    Task(
        f"{_ONE}/same/{{other}}", "merge_organisations", "Make two records one",
        "Make them one", Merger, _merging,
        "The two records are one. If that was wrong, choose “It was made one with another by "
        "mistake” below.",
        _ONE, "manage_merger", lambda record: {"keep": record["id"]}, template="merger.html",
    ),
    Task(
        f"{_ONE}/apart", "undo_merge", "Make two records of one again", "Make them two",
        Parting, lambda sheet, _: {"other": sheet.other.data},
        "It is a record of its own again.", _ONE, "manage_organisation",
        hint="What was recorded of each before they were made one is its own again; what was "
        "said since under the code of either stays with that one.",
    ),
)  # fmt: skip
"""The forms."""
