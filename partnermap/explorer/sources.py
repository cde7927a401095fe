"""Sources: who says what a page tells, under which licence, and when they published it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a source, and which of its rows are meant."""

    name: str
    publisher: str | None
    licence: str | None
    published: str | None
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """What the facts of an answer were taken from."""

    editions: tuple[Edition, ...]
    names: Mapping[str, str]
    """By the id of each source, its name."""

    @classmethod
    def of(cls, facts: Iterable[Mapping[str, Any]]) -> Self:
        """The sources of facts, each with its `key`, `line`, `published` and `source`."""
        lines: dict[Edition, set[int]] = {}
        names = {}
        for fact in facts:
            source = fact["source"] or {}
            id_ = source.get("id") or _source_id(fact["key"])
            names[id_] = source.get("name") or id_
            edition = Edition(
                names[id_], source.get("publisher"), source.get("licence"), fact["published"]
            )
            lines.setdefault(edition, set()).add(fact["line"])
        return cls(
            tuple(
                replace(edition, rows=tuple(sorted(known - {None})))
                for edition, known in lines.items()
            ),
            names,
        )

    def said_by(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The names of those who say something, from the keys of the facts that say it."""
        ids = dict.fromkeys(map(_source_id, keys))
        return tuple(self.names.get(id_, id_) for id_ in ids)


def _source_id(key: str) -> str:
    """The id of a source: what comes before the row's own key."""
    return key.partition("/")[0]
