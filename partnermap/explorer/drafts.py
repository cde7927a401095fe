"""Drafts: what was typed into a form that could not be taken, until its sender has signed in."""

import json
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken

KEPT = 3600
"""Seconds for which a draft is kept."""
_MOST = 16 * 1024 * 1024
"""Bytes of all drafts together; the oldest make room."""

Typed = Sequence[tuple[str, str]]
"""The fields of a form in their order, each with what was typed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that could not be taken: where it was sent, and what it held."""

    address: str
    typed: Typed


class Drafts:
    """Keeps drafts in memory, each encrypted with a ticket that its browser alone holds."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()

    def keep(self, draft: Draft) -> str:
        """Keep a draft; returns the ticket to ask for it with."""
        ticket = Fernet.generate_key()
        text = json.dumps([draft.address, list(draft.typed)]).encode()
        self._kept[_number(ticket)] = time.monotonic(), Fernet(ticket).encrypt(text)
        self._make_room()
        return ticket.decode()

    def find(self, ticket: str, address: str) -> Draft | None:
        """The draft of a form at this address; None where there is none, or none any more."""
        at, sealed = self._kept.get(_number(ticket.encode()), (0.0, b""))
        if not sealed or time.monotonic() - at > KEPT:
            return None
        try:
            kept, typed = json.loads(Fernet(ticket).decrypt(sealed))
        except (InvalidToken, ValueError):
            return None
        return Draft(kept, [(name, value) for name, value in typed]) if kept == address else None

    def drop(self, ticket: str) -> None:
        """Forget a draft."""
        self._kept.pop(_number(ticket.encode()), None)

    def _make_room(self) -> None:
        size = sum(len(sealed) for _, sealed in self._kept.values())
        while self._kept:
            at, sealed = next(iter(self._kept.values()))
            if size <= _MOST and time.monotonic() - at <= KEPT:
                return
            size -= len(sealed)
            self._kept.popitem(last=False)


def _number(ticket: bytes) -> str:
    """What a draft is found by; the ticket cannot be told from it."""
    return sha256(ticket).hexdigest()
