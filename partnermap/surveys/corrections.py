"""The rows in doubt as a workbook: each as it was, why it is there, and whom it may mean."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from partnermap.surveys.doubtful import Doubtful, write_doubtful
from partnermap.surveys.layout import (
    ADD,
    ALL,
    ANSWERED,
    AROUND,
    DOUBTFUL,
    LEAVE_OUT,
    SETTLED,
    SOME,
)
from partnermap.surveys.received import Doubt

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
    rows = [
        Doubtful(
            _cells(doubt, open_rows[doubt.answer.respondent, doubt.answer.round]),
            (*doubt.candidates, ADD, LEAVE_OUT),
        )
        for doubt in doubts
    ]
    write_doubtful(path, rows, COLUMNS, _MAY_CHANGE, _HOW, made)


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
