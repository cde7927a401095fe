"""Who was asked for their partnerships in the sample's one round, and what they answered.

Every open school of the diocese was asked but the newest, every trust that runs one, and every
community organisation. Whoever is not named here answered completely.
"""

from typing import Final

ROUND: Final = "Spring 2026 round"
ROUND_BEGAN: Final = "2026-01-12"
ROUND_ENDED: Final = "2026-02-13"

ALONE: Final = ("Cawderby", "Pellowick", "Sluicegate St Anne's")
"""Schools that answered, completely, that they work with nobody."""

SILENT_AND_UNNAMED: Final = (
    *("Brinmouth St Wilfrid's", "Ruddermouth St Felix", "Vennowick", "Larkencote", "Dunnaby"),
    *("Marramsea", "Elverholt", "Sedgemarsh", "Osierholm"),
    *("Kestrel Moor Academies Trust", "Brinmouth Harbour Learning Trust", "Saltway Schools Trust"),
    *("Brinmouth Rowing for Schools", "Hexwold Growers", "Reedmarrow Foyer"),
)
"""Asked, silent, and named by nobody: whether they work with anyone is not known."""

SILENT_BUT_NAMED: Final = (
    *("Brinmouth St Cedd's", "Garrowden", "Peatdrove", "Foxcombury", "Drumbleford Mill Museum"),
)
"""Asked and silent, but others name them as partners."""

PARTIAL: Final = (
    *("Brinmouth Trinity", "Wexmoor Holy Trinity", "Saltmarrow St Peter's", "Heronsby"),
    *("Quillbeck", "Wexmoor Rural Minds"),
)
"""Those whose answers are incomplete."""

UNASKED: Final = ("Sluicegate Holy Innocents'",)
"""Schools of the diocese too new for the list the round was sent to."""
