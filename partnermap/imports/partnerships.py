"""Partnerships as a diocese or a trust writes them down: a plain CSV any spreadsheet can make.

The file has one row for each member of a partnership, and one for each organisation that was
asked for its partnerships. Columns are found by name; those marked * must be there.

`row` *
    `member` or `asked`.
`partnership` *
    The partnership's name; empty in an `asked` row.
`kind` *
    network, project, alliance, service, cluster or bilateral; empty in an `asked` row.
`owner`
    The id of the organisation that keeps the record; empty means whoever imports the file.
`themes`
    One or more, with `;` between them: send, mental health, early years, curriculum, transition,
    attendance, safeguarding, school improvement, initial teacher training, community, faith.
`local_label`
    What it works on in your own words, at most 80 characters, where the themes do not say it.
`strength`
    networking, coordinating, cooperating or collaborating: how closely its members work together.
`visibility`
    public (if empty), signed in, members or owner.
`started`, `ended`
    When the partnership began and ended; in an `asked` row, when the round of asking did.
`organisation` *
    `urn:100000`, `uid:5143`, `la:892`, `diocese:CE32`, `charity:1234567`, `company:07318714`;
    empty for an organisation in no register, which is then known by its owner and its name.
`name` *
    The organisation's name. A charity, a company and whatever is in no register must have one.
`organisation_kind`, `sector`, `la`
    What is known of such an organisation: it is a community organisation, its sector is free
    text, and its local authority is a code of three digits.
`role`
    lead, member (if empty), provider or funder.
`joined`, `left`
    When it became a member, and ceased to be one.
`round`, `answer`
    In an `asked` row, the name of the round and what came back: complete, partial or silent.

A date is a day (`01/09/2013`, `2013-09-01`), a month (`2013-09`) or a year (`2013`). Partnership,
owner and kind together say which partnership a row is about; what else a row says of it may be
left out after the first row, and a row that contradicts the first is rejected. A row about an
organisation or authority that no register has brought yet is pending until one does.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from partnermap.imports import values
from partnermap.imports.columns import column, optional, records
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.introduced import by_id, is_introduced
from partnermap.imports.report import Problem
from partnermap.imports.table import Table
from partnermap.imports.wholes import Whole, Wholes
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Thing, Tie, Value
from partnermap.model.keys import digest, partnership_id
from partnermap.model.names import LABEL_LENGTH, fold
from partnermap.vocabulary import (
    Answer,
    Kind,
    PartnershipKind,
    Role,
    Scheme,
    Strength,
    Theme,
    TieKind,
    Visibility,
)

SOURCE = "partnerships"

W = TypeVar("W", bound=StrEnum)

charity_number = values.code(r"\d{6,7}(?:-\d{1,2})?|SC\d{6}|NI\d{6}", "a charity's number")
_CODES: dict[str, Callable[[str], str | None]] = {
    Scheme.URN: values.urn,
    Scheme.UID: values.uid,
    Scheme.LA: values.la_code,
    Scheme.DIOCESE: values.diocese_code,
    Scheme.CHARITY: charity_number,
    Scheme.COMPANY: values.company_number,
}
_ORGANISATION_KINDS = {
    "community": Kind.COMMUNITY_ORGANISATION,
    "community organisation": Kind.COMMUNITY_ORGANISATION,
    "communityorganisation": Kind.COMMUNITY_ORGANISATION,
    "school": Kind.SCHOOL,
    "trust": Kind.TRUST,
    "local authority": Kind.LOCAL_AUTHORITY,
    "diocese": Kind.DIOCESE,
    "group": Kind.GROUP,
}


def organisation(text: str) -> str | None:
    """The id written in a cell, its code in full form."""
    scheme, _, number = text.strip().partition(":")
    if not scheme:
        return None
    read = _CODES.get(scheme.strip().lower())
    code = read(number) if read else None
    if code is None:
        raise ValueError(
            "it is not an id such as urn:100000, uid:5143, la:892, diocese:CE32, charity:1234567 "
            "or company:07318714"
        )
    return f"{scheme.strip().lower()}:{code}"


def word(words: type[W], what: str) -> Callable[[str], W | None]:
    """A reader of one word of the vocabulary as people type it; `what` is as in `values.code`."""
    choose = values.one_of({word.lower().replace("_", " "): word for word in words}, what)
    return lambda text: choose(text.replace("_", " "))


_theme = word(Theme, "a theme")


def themes(text: str) -> tuple[Theme, ...] | None:
    """The themes written in a cell, with `;` between them."""
    return tuple(sorted({theme for part in text.split(";") if (theme := _theme(part))})) or None


def _label(text: str) -> str | None:
    label = values.name(text)
    if label and len(label) > LABEL_LENGTH:
        raise ValueError(f"it is longer than {LABEL_LENGTH} characters")
    return label


_COLUMNS = {
    "row": column(
        "row", read=values.filled(values.one_of({"member": True, "asked": False}, "a kind of row"))
    ),
    "partnership": column("partnership", read=values.name),
    "kind": column("kind", read=word(PartnershipKind, "a kind of partnership")),
    "organisation": column("organisation", read=organisation),
    "name": column("name", read=values.name),
    "owner": optional("owner", read=organisation),
    "themes": optional("themes", read=themes),
    "visibility": optional("visibility", read=word(Visibility, "a visibility")),
    "started": optional("started", read=values.moment),
    "ended": optional("ended", read=values.moment),
    "organisationKind": optional(
        "organisation_kind", read=values.one_of(_ORGANISATION_KINDS, "a kind of organisation")
    ),
    "sector": optional("sector", read=values.words),
    "la": optional("la", read=values.la_code),
    "role": optional("role", read=word(Role, "a role")),
    "joined": optional("joined", read=values.moment),
    "left": optional("left", read=values.moment),
    "round": optional("round", read=values.name),
    "answer": optional("answer", read=word(Answer, "an answer")),
    "strength": optional("strength", read=word(Strength, "a strength")),
    "local_label": optional("local_label", read=_label),
}
_OF_THE_WHOLE = ("themes", "visibility", "started", "ended", "strength", "local_label")


@dataclass(frozen=True, slots=True)
class _Part:
    """One usable row: an organisation's part in a partnership or a round."""

    line: int
    row: dict[str, Any]
    whole: str
    organisation: str


def parse(table: Table, source: str) -> Edition:
    """The members and the asked of a file.

    A row is keyed by the partnership or round and the organisation. Where an organisation was a
    member more than once, the date it joined is part of the key.
    """
    rejected: list[Rejected] = []
    wholes = Wholes()
    parts: list[_Part] = []
    joined: defaultdict[tuple[str, str], set[object]] = defaultdict(set)
    for record in records(table, _COLUMNS, SOURCE, short_rows=True):
        row = record.values
        whole, organisation = _whole_id(row, source), _organisation_id(row, source)
        problems = record.problems or _gaps(record.line, row)
        if whole and organisation and not problems:
            problems = wholes.settle(record.line, row, whole, _OF_THE_WHOLE)
        if problems or not (whole and organisation):
            rejected.append(Rejected(problems, (whole, organisation), row.get("name")))
            continue
        parts.append(_Part(record.line, row, whole, organisation))
        joined[whole, organisation].add(row.get("joined"))
    facts = [
        _fact(part, wholes[part.whole], again=len(joined[part.whole, part.organisation]) > 1)
        for part in parts
    ]
    return edition(table, facts, (), rejected)


def _whole_id(row: dict[str, Any], source: str) -> str | None:
    """The id of the partnership or round a row is about, if the row says enough."""
    owner = row.get("owner", source)
    if row.get("row") is True and "partnership" in row and "kind" in row:
        return partnership_id(row["kind"], row["partnership"], owner)
    if row.get("row") is False and "round" in row:
        return f"round:{digest(fold(row['round']), owner)}"
    return None


def _organisation_id(row: dict[str, Any], source: str) -> str | None:
    if "organisation" in row:
        return str(row["organisation"])
    if "name" in row:
        return f"org:{digest(row.get('owner', source), fold(row['name']))}"
    return None


def _gaps(line: int, row: dict[str, Any]) -> tuple[Problem, ...]:
    """What a row should say and does not, or says and cannot mean."""
    needed = ("partnership", "kind") if row["row"] else ("round", "answer")
    for name in needed:
        if name not in row:
            word = "member" if row["row"] else "asked"
            return (Problem(line, name, "", f"a row of the kind “{word}” must say it"),)
    organisation = row.get("organisation", f"{Scheme.ORG}:")
    if is_introduced(organisation):
        if "name" not in row:
            reason = "an organisation that no register brings must have a name"
            return (Problem(line, "name", "", reason),)
        kind = row.get("organisationKind", Kind.COMMUNITY_ORGANISATION)
        if kind is not Kind.COMMUNITY_ORGANISATION:
            reason = "such an organisation is known by its code in the column “organisation”"
            return (Problem(line, "organisation_kind", kind, reason),)
    for first, last in (("started", "ended"), ("joined", "left")):
        if first in row and last in row and row[last].latest < row[first].earliest:
            reason = f"it lies before the date in “{first}”"
            return (Problem(line, last, row[last].latest, reason),)
    return ()


def _fact(part: _Part, whole: Whole, *, again: bool) -> Fact:
    row = part.row
    joined = row.get("joined")
    since = f"/{joined.earliest if joined else ''}" if again else ""
    things = [_partnership(part, whole) if row["row"] else _round(part, whole)]
    ties = [_membership(part) if row["row"] else _asked(part)]
    if is_introduced(part.organisation):
        said: dict[str, Value] = {"name": row["name"], "sector": row.get("sector")}
        things.append(by_id(part.organisation, said))
        if "la" in row:
            ties.append(Tie(TieKind.IN_LA, part.organisation, f"la:{row['la']}"))
    return Fact(f"{part.whole}/{part.organisation}{since}", part.line, tuple(things), tuple(ties))


def _partnership(part: _Part, whole: Whole) -> Thing:
    properties: dict[str, Value] = {
        "name": part.row["partnership"],
        "kind": part.row["kind"],
        "visibility": whole.said.get("visibility", Visibility.PUBLIC),
        "themes": list(whole.said.get("themes", ())),
    }
    if "strength" in whole.said:
        properties["strength"] = whole.said["strength"]
    if "local_label" in whole.said:
        properties["localLabel"] = whole.said["local_label"]
    if "owner" in part.row:
        properties["owner"] = part.row["owner"]
    return Thing(part.whole, "Partnership", properties, _span(whole))


def _round(part: _Part, whole: Whole) -> Thing:
    return Thing(part.whole, "Round", {"name": part.row["round"]}, _span(whole))


def _span(whole: Whole) -> Span:
    return Span(whole.said.get("started"), whole.said.get("ended"))


def _membership(part: _Part) -> Tie:
    span = Span(part.row.get("joined"), part.row.get("left"))
    role = {"role": part.row.get("role", Role.MEMBER)}
    return Tie("MEMBER_OF", part.organisation, part.whole, span, role)


def _asked(part: _Part) -> Tie:
    return Tie("ASKED", part.organisation, part.whole, properties={"answer": part.row["answer"]})
