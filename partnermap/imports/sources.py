"""The sources we can import: who publishes each, under which licence, and how it is parsed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from partnermap.errors import BadInputError
from partnermap.imports import (
    codes,
    establishments,
    goals,
    groups,
    itt_sites,
    links,
    memberships,
    partnerships,
    teaching_school_hubs,
    teaching_schools,
    values,
)
from partnermap.imports.edition import Edition
from partnermap.imports.table import Table

_REGISTER_RANK = 3
FILE_RANK = 4
"""Of what is no register: the last but one to be believed."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whatever says facts again and again."""

    id: str
    name: str
    publisher: str
    licence: str
    rank: int
    """Whom to believe where sources differ, the lowest first: 1 a member's own edit, 2 its answer
    to a survey, 3 a register, 4 any other file, 5 a list of whom to ask."""

    @property
    def about(self) -> dict[str, str | int]:
        """What the store is told of it."""
        told = {"name": self.name, "publisher": self.publisher, "licence": self.licence}
        return {**told, "rank": self.rank}


Kept = TypeVar("Kept", bound=Origin)


@dataclass(frozen=True, slots=True)
class Source(Origin):
    """A publication that comes out again and again."""

    parse: Callable[[Table], Edition]


SOURCES = {
    source.id: source
    for source in (
        Source(
            establishments.SOURCE,
            "Get Information about Schools: establishments",
            "Department for Education",
            "Open Government Licence v3.0",
            _REGISTER_RANK,
            establishments.parse,
        ),
        Source(
            memberships.SOURCE,
            "Get Information about Schools: group memberships",
            "Department for Education",
            "Open Government Licence v3.0",
            _REGISTER_RANK,
            memberships.parse,
        ),
        Source(
            partnerships.SOURCE,
            "Partnerships, their members and who was asked",
            "whoever imported them",
            "not stated",
            FILE_RANK,
            lambda table: partnerships.parse(table, partnerships.SOURCE),
        ),
        Source(
            itt_sites.SOURCE,
            "Initial teacher training: providers and the schools they place trainees in",
            "Department for Education",
            "Open Government Licence v3.0",
            FILE_RANK,
            itt_sites.parse,
        ),
        Source(
            teaching_school_hubs.SOURCE,
            "Teaching school hubs and the districts they serve",
            "Department for Education",
            "Open Government Licence v3.0",
            FILE_RANK,
            teaching_school_hubs.parse,
        ),
        Source(
            teaching_schools.SOURCE,
            "Teaching school alliances and their schools",
            "Department for Education",
            "Open Government Licence v3.0",
            FILE_RANK,
            teaching_schools.parse,
        ),
        Source(
            groups.SOURCE,
            "Get Information about Schools: groups",
            "Department for Education",
            "Open Government Licence v3.0",
            _REGISTER_RANK,
            groups.parse,
        ),
        Source(
            links.SOURCE,
            "Get Information about Schools: links between establishments",
            "Department for Education",
            "Open Government Licence v3.0",
            _REGISTER_RANK,
            links.parse,
        ),
        Source(
            codes.DIOCESES,
            "Names and codes of dioceses",
            "whoever imported them",
            "not stated",
            FILE_RANK,
            codes.parse_dioceses,
        ),
        Source(
            codes.AUTHORITIES,
            "The register's and the statistics office's codes of local authorities",
            "Department for Education",
            "Open Government Licence v3.0",
            FILE_RANK,
            codes.parse_authorities,
        ),
        Source(
            goals.SOURCE,
            "Goals, who pursues them and what was observed",
            "whoever imported them",
            "not stated",
            FILE_RANK,
            lambda table: goals.parse(table, None),
        ),
    )
}
_KEPT = {partnerships.SOURCE: partnerships.parse, goals.SOURCE: goals.parse}
"""What an organisation keeps of its own, and how it is parsed for whoever that is."""


def source(id_: str, owner: str | None) -> Source:
    """The source of that id; partnerships and goals of an `owner` are sources of their own.

    So the file of one diocese never ends what the file of another says.
    """
    if id_ not in SOURCES:
        raise BadInputError(f"{id_!r} is not a source; choose from {', '.join(SOURCES)}.")
    found = SOURCES[id_]
    if owner is None:
        return found
    if id_ not in _KEPT:
        kept = " and ".join(_KEPT)
        raise BadInputError(f"Only {kept} have an owner; {id_} is one publication.")
    own = owned(found, owner)
    return replace(own, parse=lambda table: _KEPT[id_](table, own.publisher))


def owned(origin: Kept, owner: str) -> Kept:
    """The source that one owner's part of it is; its publisher is the owner's id."""
    try:
        keeper = values.filled(partnerships.organisation)(owner)
    except ValueError as error:
        raise BadInputError(f"The owner {owner!r} cannot be used: {error}.") from None
    own_id, name = f"{origin.id}:{keeper}", f"{origin.name}, as recorded by {keeper}"
    return replace(origin, id=own_id, name=name, publisher=keeper)


_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})\D*\Z", re.ASCII)


def published_on(file: str, stated: date | None) -> date:
    """The day an edition was published: as stated, or as the register puts it in a file's name."""
    if stated is not None:
        return stated
    if match := _EIGHT_DIGITS.search(file.rsplit(".", 1)[0]):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
    raise BadInputError(
        f"When {file} was published is not in its name; say it with --published YYYY-MM-DD."
    )
