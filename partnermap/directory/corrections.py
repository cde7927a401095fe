"""The rows of a list that were kept back, as a workbook to set them right in."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from partnermap.directory.layout import COLUMNS, DESCRIBED
from partnermap.directory.read import SOURCE
from partnermap.directory.settle import Doubt
from partnermap.surveys.doubtful import Doubtful, write_doubtful
from partnermap.surveys.layout import ADD, DOUBTFUL, LEAVE_OUT

_MAY_CHANGE: Final = frozenset(("chosen", *DESCRIBED))
_HOW: Final = (
    f"Each row of the sheet “{DOUBTFUL}” was in the list and could not be taken as it was; the "
    "second column says why.",
    "Choose in the first column which organisation it is, or correct the row itself. Only white "
    "cells can be changed.",
    f"“{ADD}” is for another of a name like it; “{LEAVE_OUT}” lets the row go.",
    f"Save the workbook, and import it as you imported the list: partnermap import {SOURCE} FILE",
)


def write_corrections(
    path: Path, file: str, day: date, doubts: Sequence[Doubt], made: datetime
) -> None:
    """Write the rows in doubt of a file of that day to `path`."""
    rows = [
        Doubtful(_cells(doubt, file, day), (*doubt.candidates, ADD, LEAVE_OUT)) for doubt in doubts
    ]
    write_doubtful(path, rows, COLUMNS, _MAY_CHANGE, _HOW, made)


def _cells(doubt: Doubt, file: str, day: date) -> dict[str, str]:
    line = doubt.line
    ours = {
        "chosen": "",
        "reason": doubt.reason,
        "from": line.written.get("from") or f"{file}, row {line.line}",
        "key": doubt.key,
        "day": day.isoformat(),
    }
    return {**line.written, **ours}
