"""Redirects: what organisations that were merged have become, followed by whatever is asked."""

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from partnermap.errors import StoreError
from partnermap.store.bolt import Store
from partnermap.store.statements import statement

KEPT = 2.0
"""Seconds for which they are remembered: so long may a merger made elsewhere not be followed."""


class Redirects:
    """The redirects of a store, shared by all who ask it.

    They are few, and every request needs them: they are read anew when this program has made or
    undone a merger, and every two seconds, not each time.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: Mapping[str, str] = {}
        self._mergers = -1
        self._read = -KEPT

    async def current(self) -> Mapping[str, str]:
        """From the id that an organisation had to the id of what it has become."""
        now, mergers = time.monotonic(), self._store.mergers
        changed = mergers != self._mergers
        if changed or now - self._read > KEPT:
            # Whoever asks meanwhile need not ask too, unless there was a change here.
            self._read = now
            # A store that cannot be asked says so where the request itself asks it: it is not
            # waited for here as well.
            with suppress(StoreError):
                rows = await self._store.read(
                    statement("redirects"), deadline=None if changed else KEPT
                )
                self._known, self._mergers = dict(rows), mergers
        return self._known


def followed(
    arguments: tuple[Mapping[str, Any], ...], redirects: Mapping[str, str]
) -> tuple[Mapping[str, Any], ...]:
    """The arguments of a request, with redirects followed in their ids, scopes and conditions."""
    if not redirects:
        return arguments
    return tuple(_followed(given, redirects) for given in arguments)


def _followed(given: Mapping[str, Any], redirects: Mapping[str, str]) -> Mapping[str, Any]:
    changed: dict[str, Any] = {}
    if given.get("id") is not None:
        changed["id"] = redirects.get(given["id"], given["id"])
    if given.get("ids") is not None:
        changed["ids"] = [redirects.get(id_, id_) for id_ in given["ids"]]
    if given.get("where") is not None:
        changed["where"] = _conditions(given["where"], redirects)
    if given.get("scope") is not None:
        changed["scope"] = [scope.followed(redirects) for scope in given["scope"]]
    return {**given, **changed}


def _conditions(where: Any, redirects: Mapping[str, str]) -> Any:
    """Conditions, with redirects followed in those on ids, however deep they lie."""
    if isinstance(where, list):
        return [_conditions(each, redirects) for each in where]
    if not isinstance(where, Mapping):
        return where
    return {
        name: _ids(value, redirects) if name == "id" else _conditions(value, redirects)
        for name, value in where.items()
    }


def _ids(given: Mapping[str, Any] | None, redirects: Mapping[str, str]) -> Any:
    if given is None:
        return None
    return {
        operator: None if ids is None else [redirects.get(id_, id_) for id_ in ids]
        for operator, ids in given.items()
    }
