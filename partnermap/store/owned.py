"""What owners keep under a name, such as areas: how it is stored, and who may see which.

It is seen by all, by those who have signed in, or by those alone in whose part of the map its owner
lies. What of equal access is equal is seen, as of everything else.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Generic, TypeVar

from partnermap.errors import BadInputError
from partnermap.model.keys import digest
from partnermap.model.names import fold
from partnermap.scope import Access
from partnermap.store.predicates import in_scope, visible
from partnermap.store.statements import statement
from partnermap.store.text import Text
from partnermap.store.versions import version_of
from partnermap.store.writes import Put, Run
from partnermap.vocabulary import Visibility

MOST = 1_000
"""The most of one sort that are kept."""


@dataclass(frozen=True, slots=True)
class Owned(ABC):
    """Something that is kept under a name for an owner."""

    TOLD: ClassVar[Mapping[str, str]]
    """What of it a person can change, and how that is told."""

    id: str
    """What it is named by in full: its sort, `:` and WORDS-OF-ITS-FIRST-NAME@OWNER."""
    name: str
    owner: str
    """The id of the organisation whose it is."""
    visibility: Visibility
    by: str
    """Who saved it as it is."""
    at: str
    """When, in UTC."""
    owner_name: str | None = field(default=None, kw_only=True)
    """None where the viewer may not see the owner."""
    own: bool = field(default=False, kw_only=True)
    """Whether its owner lies where the viewer may edit."""

    @property
    @abstractmethod
    def content(self) -> dict[str, str]:
        """What is kept under the name, as it is stored."""

    @property
    def told(self) -> dict[str, str]:
        """What of it a person can change, its content by short names of their own."""
        short = {name: digest(text, length=6) for name, text in self.content.items()}
        return {"name": self.name, "visibility": self.visibility.value, **short}

    @property
    def version(self) -> str:
        """What tells whether it has changed since somebody read it."""
        told = self.told
        return version_of([told[name] for name in self.TOLD])

    @property
    def short(self) -> str:
        """As it may be written where no other that is seen is called so."""
        return self.id.partition("@")[0]

    @property
    def stored(self) -> dict[str, str]:
        """The properties that it is stored with."""
        return {
            "id": self.id, "short": self.short, "name": self.name, "owner": self.owner,
            "visibility": self.visibility.value, "by": self.by, "at": self.at, **self.content,
        }  # fmt: skip


T = TypeVar("T", bound=Owned)


@dataclass(frozen=True, slots=True)
class Sort(Generic[T]):
    """A sort of what owners keep; the statements `MANY`, `put_ONE` and `drop_ONE` are about it."""

    one: str
    many: str
    prefix: str
    """What their ids begin with."""
    label: str
    of: Callable[..., T]
    """Makes one of its id, name, owner, visibility, by, at, and its content as it is stored."""

    async def read(
        self,
        run: Run,
        access: Access,
        redirects: Mapping[str, str],
        names: Iterable[str] | None = None,
    ) -> list[T]:
        """Those that a viewer may see, by name; with `names` those of these ids or beginnings.

        One statement reads them, and another whose they are, if there are any.
        """
        asked = None if names is None else sorted(names)
        rows = await run(statement(self._called(self.many)), names=asked)
        kept = [self.of(*row[:3], Visibility(row[3]), *row[4:]) for row in rows]
        owners = await _owners(run, access, {redirects.get(one.owner, one.owner) for one in kept})
        found = []
        for one in kept:
            name, own = owners.get(redirects.get(one.owner, one.owner), (None, False))
            found.append(replace(one, owner_name=name, own=own))
        seen = [one for one in found if _may_see(access, one)]
        return sorted(seen, key=lambda one: (fold(one.name), one.id))

    async def put(self, put: Put, one: T) -> None:
        """Keep one, in place of what was kept under its id."""
        await put(statement(self._called(f"put {self.one}")), id=one.id, kept=one.stored)

    async def drop(self, put: Put, id_: str) -> None:
        """Keep one no more."""
        await put(statement(self._called(f"drop {self.one}")), id=id_)

    async def count(self, run: Run) -> int:
        """How many are kept."""
        return int((await run(f"MATCH (n:{self.label}) RETURN count(n)"))[0][0])

    @staticmethod
    def _called(words: str) -> str:
        return words.replace(" ", "_")


def meant(name: str, seen: Iterable[T]) -> T | None:
    """The one of these that is named in full or for short, if any.

    BadInputError with the choices where a short name is that of several.
    """
    found = [one for one in seen if name in (one.id, one.short)]
    if len(found) > 1:
        choices = "; ".join(f"{one.name} ({one.id})" for one in found)
        raise BadInputError(f"{name!r} may be any of these: {choices}. Name one.")
    return found[0] if found else None


def _may_see(access: Access, one: Owned) -> bool:
    if access.everything or one.visibility is Visibility.PUBLIC:
        return True
    if access.within is None:
        return False
    return one.visibility is Visibility.SIGNED_IN or one.own


async def _owners(
    run: Run, access: Access, ids: Iterable[str]
) -> dict[str, tuple[str | None, bool]]:
    """The name of each owner, where the viewer may see it, and whether it lies in their part."""
    asked = sorted(ids)
    if not asked:
        return {}
    text = Text(as_of=False, access=access, arguments=())
    seen = visible(text, "Organisation", "o") or "true"
    inside = "true" if access.everything else "false"
    if access.within is not None:
        inside = in_scope(text, "Organisation", "o", access.within, lambda r: r.access.within)
    rows = await run(
        f"MATCH (o:Organisation) WHERE o.id IN $ids RETURN [o.id, o.name, {seen}, {inside}]",
        ids=asked,
        **text.values(),
    )
    return {id_: (name if shown else None, bool(own)) for ((id_, name, shown, own),) in rows}
