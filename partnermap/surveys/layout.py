"""What a form looks like: its sheets, its columns with all their names, and its choices."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from partnermap.imports import values
from partnermap.imports.partnerships import word
from partnermap.model.names import Named
from partnermap.vocabulary import Kind, PartnershipKind, Phase, Role, Scheme, Strength, Theme

VERSION: Final = "1"
"""The version of the form; a form says inside which it is."""

START: Final = "Start here"
PARTNERSHIPS: Final = "Partnerships"
NONE: Final = "No partnerships"
ORGANISATIONS: Final = "Organisations"
CHOICES: Final = "Choices"
INSIDE: Final = "partnermap"
DOUBTFUL: Final = "Rows to look at"
CANDIDATES: Final = "Candidates"
SHEETS: Final = frozenset(
    {START, PARTNERSHIPS, NONE, ORGANISATIONS, CHOICES, INSIDE, DOUBTFUL, CANDIDATES}
)

WHO: Final = "Who is answering?"
EVERYONE: Final = "Is this everyone you work with?"
WITH_NOBODY: Final = "We were asked, and we work with nobody at present"
ROUND: Final = "Round"
ROUND_ID: Final = "Round id"
FORM_VERSION: Final = "Form version"

ALL: Final = "Yes, this is everyone"
SOME: Final = "No, there are others"
YES: Final = "Yes"
LEAVE_OUT: Final = "None of these: leave this row out"
ADD: Final = "None of these: add it as a new community organisation"

EXAMPLE: Final = "Example: "
"""How the first cell of a row begins that is there to be looked at."""
LONGEST: Final = 300
"""Characters a cell may have; the longest name on the register has 110."""
"""How a text begins that a spreadsheet may take for a formula."""


def shown(choice: StrEnum) -> str:
    """A word of the vocabulary as a form shows it."""
    return choice.value if choice is Theme.SEND else choice.replace("_", " ").capitalize()


TYPES: Final[Mapping[str, tuple[Kind, Phase | None]]] = {
    "Nursery school": (Kind.SCHOOL, Phase.NURSERY),
    "Primary school": (Kind.SCHOOL, Phase.PRIMARY),
    "Secondary school": (Kind.SCHOOL, Phase.SECONDARY),
    "All-through school": (Kind.SCHOOL, Phase.ALL_THROUGH),
    "Sixth form": (Kind.SCHOOL, Phase.SIXTEEN_PLUS),
    "Other school": (Kind.SCHOOL, None),
    "Trust": (Kind.TRUST, None),
    "Local authority": (Kind.LOCAL_AUTHORITY, None),
    "Diocese": (Kind.DIOCESE, None),
    "Community organisation": (Kind.COMMUNITY_ORGANISATION, None),
    "Other group": (Kind.GROUP, None),
}
_ANSWERS: Final = {
    ALL.lower(): True, "yes": True, "complete": True,
    SOME.lower(): False, "no": False, "partial": False,
}  # fmt: skip


def yes_or_no(text: str) -> bool | None:
    """Whether an answer names everyone; None where that was left open."""
    return values.one_of(_ANSWERS, "an answer such as yes or no")(text)


def themes(text: str) -> tuple[Theme, ...] | None:
    """One theme, or several with `;` between them."""
    return tuple(sorted({t for part in text.split(";") if (t := _theme(part))})) or None


_theme = word(Theme, "a theme")


def _label(text: str) -> str | None:
    name = values.name(text)
    if name and len(name) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST} characters")
    return name


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its heading, the other names it may have been given, and how it is filled in."""

    text: str
    names: tuple[str, ...]
    read: Callable[[str], Any]
    example: str = ""
    width: int = 18
    choices: tuple[str, ...] = ()
    help: str = ""


def _of(words: type[StrEnum]) -> tuple[str, ...]:
    return tuple(map(shown, words))


_type_of = values.one_of({text.lower(): what for text, what in TYPES.items()}, "one of the choices")

ANSWERED: Final[Mapping[str, Heading]] = {
    "partner": Heading(
        "Who you work with",
        ("partner", "organisation", "name of partner", "school or organisation", "name"),
        _label,
        "St Example's Primary School",
        44,
        help="Choose from the list, or type the name if it is not there.",
    ),
    "code": Heading(
        "Their code, if you know it",
        ("code", "urn", "id", "partner code"),
        _label,
        "urn:100000",
        help="Needed for nobody. A URN, or charity: and a number, settles whom you mean.",
    ),
    "place": Heading(
        "Their town or local authority",
        ("town", "place", "local authority", "la", "where they are"),
        _label,
        "Exampleton",
        22,
        help="If you typed the name: there are many St Mary's.",
    ),
    "type": Heading(
        "What they are",
        ("type", "type of organisation", "phase"),
        _type_of,
        "Primary school",
        choices=tuple(TYPES),
    ),
    "partnership": Heading(
        "Name of the partnership",
        ("partnership", "partnership name", "name of partnership", "project"),
        _label,
        "Example Heads' Network",
        30,
        help="Leave it empty if it is only the two of you. One row for each partner in it.",
    ),
    "kind": Heading(
        "Kind of partnership",
        ("kind",),
        word(PartnershipKind, "a kind of partnership"),
        "Network",
        choices=_of(PartnershipKind),
    ),
    "theme": Heading(
        "What you work on",
        ("theme", "themes", "topic"),
        themes,
        "SEND",
        22,
        _of(Theme),
    ),
    "theme2": Heading("What else you work on", ("second theme",), themes, "", 22, _of(Theme)),
    "strength": Heading(
        "How closely you work",
        ("strength", "how closely"),
        word(Strength, "a strength"),
        "Coordinating",
        choices=_of(Strength),
        help="The four steps are explained on the sheet “Start here”.",
    ),
    "ours": Heading(
        "Your part in it",
        ("your role", "our role", "our part"),
        word(Role, "a part in a partnership"),
        "Member",
        choices=_of(Role),
    ),
    "theirs": Heading(
        "Their part in it",
        ("their role", "role"),
        word(Role, "a part in a partnership"),
        "Lead",
        choices=_of(Role),
    ),
    "since": Heading(
        "Since when", ("since", "started", "start"), values.moment, "2021", 12,
        help="A day, a month (2021-09) or a year.",
    ),
    "until": Heading(
        "Until when", ("until", "ended", "end"), values.moment, "", 12,
        help="Only if it has ended.",
    ),
}  # fmt: skip
"""The columns that whoever answers fills in, in order."""

AROUND: Final[Mapping[str, Heading]] = {
    "respondent": Heading("Answered by", ("respondent",), _label, width=40),
    "round": Heading("Round", ("round name",), values.name, width=24),
    "everyone": Heading("Is this everyone", ("everyone", "complete", "answer"), yes_or_no),
}
"""What a form says once, and a table of several answers in every row."""

SETTLED: Final[Mapping[str, Heading]] = {
    "chosen": Heading("Who is meant", ("chosen",), values.name, width=48),
    "reason": Heading("Why it is here", ("reason",), values.name, width=52),
    "from": Heading("Where it comes from", ("origin",), values.name, width=36),
    "key": Heading("Key (leave as it is)", ("key",), values.name, width=10),
    "open": Heading("Open rows (leave as it is)", ("open rows",), values.whole, width=10),
    "day": Heading("Answered on (leave as it is)", ("answered on",), values.day, width=10),
}
"""What the sheet of doubtful rows adds."""

COLUMNS: Final = {**ANSWERED, **AROUND, **SETTLED}


def label(named: Named) -> str:
    """An organisation as the lists show it: name, place and, in brackets, its id."""
    return f"{named.name}{f', {named.town}' if named.town else ''} ({named.id})"


def code_of(text: str) -> str | None:
    """The id in brackets that ends a label; None for a name that was typed."""
    match = _CODE.search(text)
    return match[1] if match else None


_CODE = re.compile(rf"\(((?:{'|'.join(Scheme)}):[0-9A-Za-z-]+)\)\s*\Z")
