"""Reads of one scope for one viewer: what every read beside the compiled ones begins with."""

from datetime import date
from typing import Any

from partnermap.scope import Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.filters import on_node
from partnermap.store.predicates import in_scope
from partnermap.store.text import Text


class ScopeReader:
    """Reads of one scope for one viewer: as it is, on one day, or on any day of a period."""

    def __init__(
        self,
        store: Store,
        scope: Scope,
        access: Access,
        as_of: date | None = None,
        since: date | None = None,
    ) -> None:
        self._store = store
        self._scope = scope
        self._access = access
        self._day = as_of.isoformat() if as_of else None
        self._since = since.isoformat() if since else None

    def _text(self) -> Text:
        text = Text(self._day is not None, self._access, (), period=self._since is not None)
        text.getters["asOf"] = lambda _: self._day
        text.getters["since"] = lambda _: self._since
        return text

    async def _values(self, text: Text, statement: str, **parameters: Any) -> list[Any]:
        given = {name: value for name, value in text.values().items() if f"${name}" in statement}
        return await self._store.values(statement, **given, **parameters)

    async def insiders(self) -> set[str]:
        """The ids of the organisations in the scope."""
        text = self._text()
        conditions = on_node(text, "Organisation", "o")
        if not self._scope.everywhere:
            conditions.append(
                in_scope(text, "Organisation", "o", self._scope, lambda _: self._scope)
            )
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = await self._values(text, f"MATCH (o:Organisation) {where} RETURN o.id")
        return set(rows)
