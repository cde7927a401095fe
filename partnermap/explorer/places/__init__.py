"""The pages about a place: each answers one question a board may ask of it."""

from partnermap.explorer.places import (
    changes,
    introductions,
    picture,
    picture_files,
    summary,
    unknown,
    weak,
)
from partnermap.explorer.places.tab import PlacePage

TABS = (
    summary.TAB,
    picture.TAB,
    weak.TAB,
    introductions.TAB,
    changes.TAB,
    unknown.TAB,
)
"""In the order in which they are told."""
# The first tab has the shortest address, which would take all the others for places.
PAGES = tuple(PlacePage(tab, TABS) for tab in sorted(TABS, key=lambda tab: not tab.path))
FILES = picture_files.FILES
"""What is taken home from these pages; their addresses come before those of the pages."""
