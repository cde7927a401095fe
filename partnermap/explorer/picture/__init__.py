"""A network as a picture: SVG for a page or a file, PNG, and the table that says the same.

`of_answer` makes a `Drawing` of an answer of the API; `draw` writes it.
"""

from partnermap.explorer.picture.answers import By, of_answer
from partnermap.explorer.picture.drawing import Drawing
from partnermap.explorer.picture.grouping import groups, opened
from partnermap.explorer.picture.png import to_png
from partnermap.explorer.picture.svg import File, Page, draw, draw_legend
from partnermap.explorer.picture.table import Row, rows

__all__ = [
    "By",
    "Drawing",
    "File",
    "Page",
    "Row",
    "draw",
    "draw_legend",
    "groups",
    "of_answer",
    "opened",
    "rows",
    "to_png",
]
