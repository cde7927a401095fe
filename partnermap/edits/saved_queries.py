"""Queries saved by hand: a text under a name, which has an address from then on."""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from typing import Any

from partnermap.edits import owned
from partnermap.edits.once import Edit
from partnermap.edits.outcome import Code, Outcome, refused
from partnermap.edits.words import Check
from partnermap.errors import BadInputError
from partnermap.store.saved_queries import QUERIES, SavedQuery
from partnermap.vocabulary import Visibility

NAME_LENGTH = 31
"""The most characters of a name, for it names the sheet of a workbook too."""
TEXT_LENGTH = 16_000
"""The most characters of a text."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A query as it was written. `owner` is the id of the organisation whose it is."""

    name: str
    owner: str
    text: str
    visibility: Visibility = Visibility.PUBLIC

    @property
    def content(self) -> dict[str, Any]:
        """What is asked for, as the log keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Service:
    """What the service that is to answer a query says of it before it is saved."""

    taken: Collection[str]
    """The names that it answers to whatever is saved."""
    read: Callable[[str], object]
    """BadInputError for a text that cannot be asked."""


async def save(
    edit: Edit, draft: Draft, id_: str | None, version: str | None, service: Service
) -> Outcome:
    """Keep a query; with the id of one, in place of it."""
    check = Check()
    name = owned.read_name(check, QUERIES, draft.name, draft.visibility, NAME_LENGTH)
    words = owned.words_of(name)
    if len(name) <= NAME_LENGTH < len(words):  # a sign may stand for several letters
        check.wrong(f"Written out it has more than {NAME_LENGTH} letters.", "input", "name")
    text = _read(check, draft.text, service)
    check.passed()
    if words in service.taken:
        raise refused(
            Code.CONFLICT,
            "Whoever runs this service keeps a query of this name: give this another.",
            "input",
            "name",
        )
    wanted = SavedQuery("", name, draft.owner, draft.visibility, "", "", text)
    return await owned.keep(edit, QUERIES, wanted, id_, version)


async def remove(edit: Edit, id_: str, version: str) -> Outcome:
    """Keep a query no more."""
    return await owned.remove(edit, QUERIES, id_, version)


def _read(check: Check, text: str, service: Service) -> str:
    """The text with the line ends that every program writes, found to be one query."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > TEXT_LENGTH:
        many, most = f"{len(text):,}", f"{TEXT_LENGTH:,}"
        check.wrong(
            f"It has {many} characters, and {most} is the most: shorten it.", "input", "text"
        )
        return text
    try:
        service.read(text)
    except BadInputError as error:
        check.wrong(str(error), "input", "text")
    return text
