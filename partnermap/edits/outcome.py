"""What comes of an edit: what it made, or what stood in its way and where."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self

from partnermap.model.keys import canonical


class Code(StrEnum):
    """Why an edit was not made."""

    INVALID = "INVALID"
    NOT_FOUND = "NOT_FOUND"
    DENIED = "DENIED"
    STALE = "STALE"
    CONFLICT = "CONFLICT"
    DUPLICATE = "DUPLICATE"
    KEY_REUSED = "KEY_REUSED"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing in the way of an edit: why, in words, and which part of what was asked."""

    code: Code
    message: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an edit."""

    id: str | None = None
    """The id of what was recorded, or of what was there already."""
    created: bool = False
    """Whether the edit brought it into being."""
    troubles: tuple[Trouble, ...] = ()
    candidates: tuple[str, ...] = ()
    """Ids of what may be meant, where that is in doubt."""

    def written(self) -> str:
        """The outcome as text, to be given again to whoever asks the same again."""
        return canonical(asdict(self))

    @classmethod
    def read(cls, text: str) -> Self:
        """The outcome that `written` wrote."""
        whole = json.loads(text)
        troubles = tuple(
            Trouble(Code(t["code"]), t["message"], tuple(t["path"])) for t in whole["troubles"]
        )
        return cls(whole["id"], whole["created"], troubles, tuple(whole["candidates"]))


class NotMadeError(Exception):
    """Ends the transaction of an edit that leaves the data as they were."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def refused(code: Code, message: str, *path: str) -> NotMadeError:
    """The end of an edit that one thing stands in the way of."""
    return NotMadeError(Outcome(troubles=(Trouble(code, message, path),)))
