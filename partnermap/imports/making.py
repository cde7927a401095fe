"""Changes of facts made in a transaction, together with what follows from them in the graph.

An import makes thousands of them at a time, a person's edit a few; both by what is here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from partnermap.imports.facts import Said, from_store, to_store
from partnermap.imports.folding import Ranks
from partnermap.imports.merge import merge
from partnermap.imports.plan import Change
from partnermap.imports.redirects import Redirects, redirected
from partnermap.store import writes
from partnermap.store.changes import ORGANISATION, Changes, StoredFact, home


@dataclass(frozen=True, slots=True)
class Ground:
    """All that is said about some things, and which of them are stored."""

    about: tuple[str, ...]
    facts: Mapping[str, Said]
    labels: Mapping[str, str]
    redirects: Redirects
    """Under which id an organisation goes since it was merged into another."""

    @classmethod
    async def read(
        cls, run: writes.Run, about: Iterable[str], redirects: Redirects | None = None
    ) -> "Ground":
        """The ground for changes about these things, as the store is now."""
        if redirects is None:
            redirects = await writes.redirects(run)
        ids = tuple(dict.fromkeys(redirects.get(id_, id_) for id_ in about))
        return cls.told(ids, *await writes.facts_about(run, ids), redirects)

    @classmethod
    def told(
        cls,
        about: Iterable[str],
        stored: Iterable[StoredFact],
        labels: Mapping[str, str],
        redirects: Redirects,
    ) -> "Ground":
        """The ground that facts make as they were read."""
        facts = {fact.key: from_store(fact) for fact in stored}
        return cls(tuple(about), facts, labels, redirects)

    @classmethod
    async def of(cls, run: writes.Run, batch: Sequence[Change]) -> "Ground":
        """The ground for these changes.

        Of an organisation that new facts only make a member of partnerships, what else is said is
        not read: all that is said of its part in them is said of the partnerships too.
        """
        redirects = await writes.redirects(run)
        whole, members = _reached(batch)
        ground = await cls.read(run, whole, redirects)
        beside = {redirects.get(id_, id_) for id_ in members}.difference(ground.about)
        facts = redirected(ground.facts.values(), redirects)
        described = {thing.id for said in facts for thing in said.fact.things}
        return ground.wider(sorted(beside), await writes.labels(run, sorted(described & beside)))

    def consequences(
        self, batch: Sequence[Change], ranks: Ranks, redirects: Redirects | None = None
    ) -> Changes:
        """What the graph must say once these changes are made, where it does not say it yet.

        With `redirects` these apply from now on, in place of those of the ground.
        """
        replaced = {change.old_key for change in batch if change.old_key}
        after = {key: said for key, said in self.facts.items() if key not in replaced}
        after |= {said.key: said for change in batch for said in change.new}
        unmade = {key for key in replaced if key in self.facts and self.facts[key].waits_for}
        then = self.redirects if redirects is None else redirects
        return merge(
            self.about,
            redirected(self.facts.values(), self.redirects),
            redirected(after.values(), then),
            ranks,
            self.labels,
            unmade,
        )

    def wider(self, ids: Iterable[str], labels: Mapping[str, str]) -> "Ground":
        """The same ground, for changes about these things too; `labels` are of those stored.

        What is said before and after is compared, so of each thing the ground must hold all that
        is said of the properties and ties that change, and need not hold the rest.
        """
        about = dict.fromkeys((*self.about, *ids))
        return replace(self, about=tuple(about), labels={**self.labels, **labels})

    async def make(
        self,
        put: writes.Put,
        batch: Sequence[Change],
        ranks: Ranks,
        redirects: Redirects | None = None,
    ) -> None:
        """Write the changes and what follows from them, or from new redirects."""
        await writes.apply(put, self.consequences(batch, ranks, redirects))
        old = {change.old_key for change in batch if change.old_key}
        new = [said for change in batch for said in change.new]
        rows = [to_store(said, is_new=_is_new(said, old)) for said in new]
        if self.redirects:
            now = self.redirects.get
            rows = [
                replace(row, about=tuple(dict.fromkeys(now(i, i) for i in row.about)))
                for row in rows
            ]
        await writes.replace_facts(put, old - {said.key for said in new}, rows)


def _reached(batch: Iterable[Change]) -> tuple[list[str], list[str]]:
    """The ids of what some changes are about: of which all must be known, and of mere members."""
    whole: set[str] = set()
    members: set[str] = set()
    for change in batch:
        facts = [said.fact for said in change.new]
        described = {thing.id for fact in facts for thing in fact.things}
        tied = {t.start for fact in facts for t in fact.ties if t.kind != "MEMBER_OF"}
        for id_ in change.about:
            is_member = not change.old_key and home(id_) == ORGANISATION
            is_member = is_member and id_ not in described and id_ not in tied
            (members if is_member else whole).add(id_)
    return sorted(whole), sorted(members - whole)


def _is_new(said: Said, old: Collection[str]) -> bool:
    """Whether the store cannot have the fact yet: its row is new, and nobody else may write it."""
    return said.key not in old and not said.past and not said.waits_for
