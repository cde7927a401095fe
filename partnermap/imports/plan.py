"""What an edition would change, settled before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from partnermap.imports.facts import Said, fingerprint
from partnermap.model.facts import Fact
from partnermap.store import ledger, writes
from partnermap.store.bolt import Store
from partnermap.store.changes import HeldFact


@dataclass(frozen=True, slots=True)
class Background:
    """What the store knows of a source before an edition of it is loaded."""

    source: str
    published: date
    import_id: str
    live: dict[str, HeldFact]
    """The facts that still hold, by the key of their row."""
    past: dict[str, list[str]]
    """The keys of the facts that have become history, by the key of their row."""
    next_edition: str | None
    """For an older edition: the day of the next one that was loaded completely."""

    @classmethod
    async def read(
        cls, store: Store, imports: Sequence[tuple[str, date, str]]
    ) -> list["Background"]:
        """The backgrounds of imports, as the store is now: each of a source, a day and an id."""
        sources = [source for source, _, _ in imports]
        held = await writes.held_facts(store, sources)
        editions = await ledger.editions(store, sources)
        found = []
        for source, published, import_id in imports:
            live: dict[str, HeldFact] = {}
            past: dict[str, list[str]] = {}
            for fact in held.get(source, ()):
                row = fact.key.removeprefix(f"{source}/")
                if fact.past:
                    past.setdefault(row.rsplit("@", 1)[0], []).append(fact.key)
                else:
                    live[row] = fact
            days = editions.get(source, ())
            later = next((day for day in days if day > published.isoformat()), None)
            found.append(cls(source, published, import_id, live, past, later))
        return found

    @property
    def day(self) -> str:
        """The day of publication as the store writes it."""
        return self.published.isoformat()

    def said(self, fact: Fact, content: str, waits_for: str | None) -> Said:
        """A fact, with its content as text, as this edition says it."""
        return Said(
            key=f"{self.source}/{fact.key}",
            source=self.source,
            published=self.day,
            import_id=self.import_id,
            hash=fingerprint(content),
            fact=fact,
            content=content,
            waits_for=waits_for,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One fact coming in, giving way to its next wording or to history, or to both."""

    old_key: str | None
    """The key under which it is stored so far, if it is."""
    about: tuple[str, ...]
    """The ids of everything that the old and the new wording are about."""
    new: tuple[Said, ...]


@dataclass(slots=True)
class Plan:
    """An import as a list of changes, and the fate of each row."""

    changes: list[Change] = field(default_factory=list)
    """In the order to make them in: wholes before what is tied to them."""
    said_again: list[tuple[str, int]] = field(default_factory=list)
    """Key and line of each fact that a newer edition says just as before."""
    sweep: list[Change] = field(default_factory=list)
    """What earlier editions said and this one does not, on its way into history."""
    ended: int = 0
    """How many rows are in the sweep."""
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    pending: int = 0
    warnings: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many facts there are to write."""
        return len(self.changes) + len(self.said_again) + len(self.sweep)
