"""Forms filled in as people do it, with misspellings; the truth is kept aside."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

from partnermap.model.names import Named
from partnermap.surveys.form import Form
from partnermap.surveys.layout import (
    ALL,
    ANSWERED,
    EVERYONE,
    EXAMPLE,
    INSIDE,
    NONE,
    PARTNERSHIPS,
    ROUND,
    ROUND_ID,
    SOME,
    START,
    WHO,
    WITH_NOBODY,
    label,
)
from partnermap.vocabulary import Kind
from tests.matching.spelling import misspell

SAVED = datetime(2026, 4, 2)
Cells = Mapping[str, str]
"""A row, by the names of our columns."""


def fill(
    path: Path,
    form: Form,
    who: str,
    rows: Sequence[Cells],
    *,
    everyone: bool | None = True,
    nobody: bool = False,
    saved: datetime = SAVED,
    columns: Mapping[str, str] | None = None,
) -> Path:
    """Write the workbook that comes back; `columns` are its headings, if they were changed."""
    columns = columns or {key: heading.text for key, heading in ANSWERED.items()}
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.set_properties({"created": saved})
        start, sheet, none, inside = (
            book.add_worksheet(name) for name in (START, PARTNERSHIPS, NONE, INSIDE)
        )
        start.write_row(3, 0, (WHO, who))
        if everyone is not None:
            start.write_row(4, 0, (EVERYONE, ALL if everyone else SOME))
        sheet.write_row(0, 0, columns.values())
        sheet.write_string(1, list(columns).index("partner"), f"{EXAMPLE}St Example's")
        for at, row in enumerate(rows, 2):
            for column, key in enumerate(columns):
                if row.get(key):
                    sheet.write_string(at, column, row[key])
        none.write_string(2, 0, WITH_NOBODY)
        if nobody:
            none.write_string(2, 1, "Yes")
        inside.write_row(0, 0, (ROUND, form.name))
        inside.write_row(1, 0, (ROUND_ID, form.round))
        inside.hide()
    return path


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled-in form, and whom each of its rows means: None for who exists nowhere."""

    path: Path
    respondent: str
    truth: Mapping[int, str | None]
    """By the row of the sheet."""


def misspelt(
    folder: Path, form: Form, named: Mapping[str, Named], respondents: int, seed: int
) -> list[Filled]:
    """Forms of as many schools, each naming some others as people would write them."""
    rng = random.Random(seed)
    las = {id_: entry.name for id_, entry in named.items() if entry.kind is Kind.LOCAL_AUTHORITY}
    schools = [entry for entry in form.organisations if entry.kind is Kind.SCHOOL]
    filled = []
    for number, school in enumerate(rng.sample(schools, respondents)):
        rows: list[Cells] = []
        truth: dict[int, str | None] = {}
        others = [entry for entry in schools if entry.id != school.id]
        for partner in rng.sample(others, rng.randint(2, 6)):
            decoy = rng.random() < 0.1
            written = "Quarrington Gate Free School" if decoy else misspell(partner.name, rng)
            if rng.random() < 0.3 and not decoy:
                written = label(partner)
            row = {"partner": written, "theme": rng.choice(("SEND", "Faith", ""))}
            if rng.random() < 0.7:
                row["place"] = las[partner.la or ""]
            if rng.random() < 0.3:
                row |= {"partnership": f"Heads of {number}", "kind": "Network"}
            truth[len(rows) + 3] = None if decoy else partner.id
            rows.append(row)
        path = fill(folder / f"answer{number}.xlsx", form, label(school), rows)
        filled.append(Filled(path, school.id, truth))
    return filled
