"""Saved queries: texts that owners keep under names, to be asked again by an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from partnermap.store.owned import Owned, Sort
from partnermap.store.versions import OF_QUERY


@dataclass(frozen=True, slots=True)
class SavedQuery(Owned):
    """A query that is kept under a name."""

    TOLD: ClassVar[Mapping[str, str]] = OF_QUERY

    text: str

    @property
    def content(self) -> dict[str, str]:
        """Its text."""
        return {"text": self.text}


PREFIX = "query:"
"""What their ids begin with."""
QUERIES = Sort("saved query", "saved queries", PREFIX, "SavedQuery", SavedQuery)
"""The saved queries."""
