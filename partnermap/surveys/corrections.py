"""The rows in doubt as a workbook: each as it was, why it is there, and whom it may mean."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from xlsxwriter.worksheet import Worksheet

from partnermap.surveys.form import Looks, protect, workbook, write_choices, write_headings
from partnermap.surveys.layout import (
    ADD,
    ALL,
    ANSWERED,
    AROUND,
    CANDIDATES,
    CHOICES,
    DOUBTFUL,
    LEAVE_OUT,
    SETTLED,
    SOME,
    START,
    harmless,
)
from partnermap.surveys.settle import Doubt

_FIRST: Final = ("chosen", "reason")
COLUMNS: Final = {
    **{key: SETTLED[key] for key in _FIRST},
    **ANSWERED,
    **AROUND,
    **{key: heading for key, heading in SETTLED.items() if key not in _FIRST},
}
"""The columns of the sheet, in order."""
_MAY_CHANGE: Final = frozenset(("chosen", *ANSWERED, "respondent"))
_HOW: Final = (
    f"Each row of the sheet “{DOUBTFUL}” was in an answer and could not be taken as it was; the "
    "second column says why.",
    "Choose in the first column whom it means, or correct the row itself. Only white cells can be "
    "changed.",
    f"“{LEAVE_OUT}” lets the row go; “{ADD}” is for whoever is in no register.",
    "Save the workbook, and import it as you imported the answers: partnermap import survey FILE",
)


def write_corrections(path: Path, doubts: Sequence[Doubt], made: datetime) -> None:
    """Write the rows in doubt to `path`."""
    open_rows = Counter((d.answer.respondent, d.answer.round) for d in doubts)
    with workbook(path, made) as book:
        looks = Looks.of(book)
        start, rows, candidates, choices = (
            book.add_worksheet(name) for name in (START, DOUBTFUL, CANDIDATES, CHOICES)
        )
        start.set_column(0, 0, 100)
        for at, text in enumerate(_HOW):
            start.write_string(at, 0, text, looks.text)
        lists = write_choices(choices, ANSWERED)
        write_headings(rows, looks, COLUMNS)
        for at, doubt in enumerate(doubts, 1):
            many = open_rows[doubt.answer.respondent, doubt.answer.round]
            for column, (key, text) in enumerate(_cells(doubt, many).items()):
                look = looks.fill if key in _MAY_CHANGE else looks.text
                rows.write_string(at, column, harmless(text), look)
                if key in lists:
                    rule = {"validate": "list", "source": lists[key], "show_error": False}
                    rows.data_validation(at, column, at, column, rule)
            _offer(rows, candidates, at, doubt)
        for sheet in (start, rows):
            protect(sheet)
        for sheet in (candidates, choices):
            sheet.hide()
        rows.activate()


def _cells(doubt: Doubt, open_rows: int) -> dict[str, str]:
    """The cells of a row, by the names of our columns and in their order."""
    answer, line = doubt.answer, doubt.line
    where = f"{doubt.file}{f', {doubt.sheet}' if doubt.sheet else ''}, row {line.line}"
    ours = {
        "reason": doubt.reason,
        "respondent": answer.respondent,
        "round": answer.round,
        "everyone": ALL if answer.everyone else SOME,
        "from": line.written.get("from") or where,
        "key": line.key,
        "open": str(open_rows),
        "day": doubt.day.isoformat(),
    }
    return {key: ours.get(key, line.written.get(key, "")) for key in COLUMNS} | {"chosen": ""}


def _offer(rows: Worksheet, candidates: Worksheet, at: int, doubt: Doubt) -> None:
    """The drop-down of whom a row may mean."""
    offered = [*map(harmless, doubt.candidates), ADD, LEAVE_OUT]
    for column, text in enumerate(offered):
        candidates.write_string(at, column, text)
    last = chr(ord("A") + len(offered) - 1)
    source = f"='{CANDIDATES}'!$A${at + 1}:${last}${at + 1}"
    rows.data_validation(at, 0, at, 0, {"validate": "list", "source": source, "show_error": False})
