"""Initial teacher training: which schools each provider places its trainees in.

One row is one site of a provider. A provider is a Group, known by the three characters of its
code; it and a school are a bilateral partnership, however many sites they share. Both must be
known before there is one: with a school that no register has brought yet, the row is pending and
nothing of the partnership is made.
"""

import re
from typing import Any

from partnermap.imports import values
from partnermap.imports.columns import column, optional, records
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.mentions import Mentions, Said
from partnermap.imports.table import Table
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Thing, Tie, Value
from partnermap.model.keys import digest
from partnermap.vocabulary import (
    GroupType,
    Kind,
    PartnershipKind,
    Role,
    Scheme,
    Theme,
    Visibility,
)

SOURCE = "itt-sites"

_TAKEN_FOR_A_NUMBER = re.compile(r"(\d)(?:\.0+)?E\+0*(\d)\Z", re.ASCII)
_three_characters = values.code(r"[0-9A-Z]{3}", "a provider's code, which has three characters")


def provider_code(text: str) -> str | None:
    """A provider's code; where a spreadsheet took 1E7 for a number, 1.00E+07 is read as 1E7."""
    return _three_characters(_TAKEN_FOR_A_NUMBER.sub(r"\1E\2", text.strip().upper()))


_COLUMNS = {
    "code": column("provider_code", read=values.filled(provider_code)),
    "provider": column("provider_name", read=values.filled(values.name)),
    "postcode": optional("provider_postcode", read=values.words),
    "urn": column("establishment_urn", read=values.filled(values.urn)),
    "school": column("establishment_name", read=values.filled(values.name)),
}


def parse(table: Table) -> Edition:
    """The partnerships of a file, keyed by the provider's code and the URN, and the providers."""
    facts: list[Fact] = []
    rejected: list[Rejected] = []
    mentions = Mentions()
    for record in records(table, _COLUMNS, SOURCE):
        row = record.values
        if record.problems:
            rejected.append(Rejected(record.problems, (row.get("code"), row.get("urn")), None))
            continue
        provider = _provider_id(row["code"])
        mentions.add(record.line, provider, Kind.GROUP, _said(row), Span())
        facts.append(_fact(record.line, row, provider))
    return edition(table, facts, mentions.facts(), rejected)


def _provider_id(code: str) -> str:
    return f"{Scheme.ORG}:{digest(Scheme.ITT, code)}"


def _said(row: dict[str, Any]) -> Said:
    return (
        ("name", row["provider"]),
        ("groupType", GroupType.ITT_PROVIDER),
        ("providerCode", row["code"]),
        ("postcode", row.get("postcode")),
    )


def _fact(line: int, row: dict[str, Any], provider: str) -> Fact:
    school, theme = f"urn:{row['urn']}", Theme.INITIAL_TEACHER_TRAINING
    founders = sorted((provider, school))
    id_ = f"partnership:{digest(PartnershipKind.BILATERAL, SOURCE, theme, *founders)}"
    properties: dict[str, Value] = {
        "name": f"{row['provider']} with {row['school']}",
        "kind": PartnershipKind.BILATERAL,
        "visibility": Visibility.PUBLIC,
        "themes": [theme],
    }
    return Fact(
        f"{row['code']}/{row['urn']}",
        line,
        things=(Thing(id_, "Partnership", properties),),
        ties=(
            Tie("MEMBER_OF", provider, id_, properties={"role": Role.PROVIDER}),
            Tie("MEMBER_OF", school, id_, properties={"role": Role.MEMBER}),
        ),
    )
