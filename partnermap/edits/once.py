"""Each edit made once: in one transaction, under a key by which it can be asked for again."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from partnermap.edits.outcome import Code, NotMadeError, Outcome, Trouble, refused
from partnermap.edits.rights import check_editor
from partnermap.imports.facts import Said, encode, ended, fingerprint, reworded, subjects
from partnermap.imports.folding import BY_HAND
from partnermap.imports.making import Ground
from partnermap.imports.plan import Change
from partnermap.imports.redirects import Redirects, followed
from partnermap.imports.sources import Origin
from partnermap.model.facts import Fact
from partnermap.model.keys import canonical, digest
from partnermap.scope import Access
from partnermap.store import audit, edits, writes
from partnermap.store.bolt import Store, Transaction
from partnermap.store.edits import Begun, Party

SHORTEST_KEY, LONGEST_KEY = 8, 100
EDITS = "edits:"
"""What the id of a source of edits begins with."""
Statement = tuple[str, Fact]
"""A fact, and the source of edits that says it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for: the name of the edit, its content, and the key they gave it."""

    what: str
    key: str
    content: Mapping[str, Any]
    access: Access

    @property
    def write(self) -> str:
        """The id of the write: one person's keys are no other's."""
        return f"write:{digest(self.access.subject, self.key)}"

    @property
    def hash(self) -> str:
        """What tells whether the same is asked again."""
        return fingerprint(canonical([self.what, self.content]))


@dataclass
class Edit:
    """An edit at work within its transaction."""

    asked: Asked
    transaction: Transaction
    begun: Begun
    day: str
    changed: bool = False

    @property
    def access(self) -> Access:
        """The rights of whoever edits."""
        return self.asked.access

    @cached_property
    def redirects(self) -> Redirects:
        """What organisations have become that were merged into others."""
        return followed(self.begun.mergers)

    async def parties(self, ids: Iterable[str]) -> dict[str, Party]:
        """The organisations that these ids lead to, as far as there are any."""
        return (await self.look(ids, ()))[0]

    async def ground(self, ids: Iterable[str]) -> Ground:
        """All that is said about some things."""
        return await Ground.read(self.transaction.run, ids, self.redirects)

    async def look(
        self, ids: Iterable[str], about: Iterable[str]
    ) -> tuple[dict[str, Party], Ground]:
        """The `parties` of some ids and the `ground` of some things, in one round trip.

        It is the ground for changes to their ties with these parties too.
        """
        now = self.redirects.get
        ends = {id_: now(id_, id_) for id_ in ids}
        things = dict.fromkeys(now(id_, id_) for id_ in about)
        found, stored, labels = await edits.look(
            self.transaction.run, set(ends.values()), things, self.access
        )
        kinds = {party.id: party.kind for party in found.values()}
        ground = Ground.told(things, stored, labels, self.redirects).wider(kinds, kinds)
        return {id_: found[end] for id_, end in ends.items() if end in found}, ground

    def wording(self, source: str, fact: Fact) -> Said:
        """A fact as this edit says it."""
        content = encode(fact)
        key, hash_ = f"{source}/{fact.key}", fingerprint(content)
        return Said(key, source, self.day, self.asked.write, hash_, fact, content)

    def is_said(self, ground: Ground, statement: Statement) -> bool:
        """Whether a statement stands already, made just so."""
        said = self.wording(*statement)
        old = ground.facts.get(said.key)
        return old is not None and old.hash == said.hash

    async def say(
        self,
        ground: Ground,
        statements: Iterable[Statement],
        redirects: Redirects | None = None,
    ) -> None:
        """Make these statements, in place of what their sources said under the same keys.

        Every fact must be about things of the ground; what is said already is left alone. With
        `redirects` organisations are merged as these say from now on.
        """
        batch = []
        for source, fact in statements:
            said = self.wording(source, fact)
            old = ground.facts.get(said.key)
            if old is None or old.hash != said.hash:
                replaced = old.key if old else None
                worded = reworded(old, fact.things, self.day) if old else ()
                before = (ended(old, None, self.day, worded),) if old and worded else ()
                batch.append(Change(replaced, tuple(subjects(fact)), (said, *before)))
                if source not in self.begun.ranks:
                    await self.introduce(_by_hand(source))
        if batch:
            await ground.make(self.transaction.later, batch, self.begun.ranks, redirects)
            self.changed = True

    async def take_back(
        self, ground: Ground, said: Said, redirects: Redirects | None = None
    ) -> None:
        """Let a fact count no more; it is kept under a key that tells which write took it back."""
        change = Change(said.key, ground.about, ())
        put = self.transaction.later
        await writes.apply(put, ground.consequences([change], self.begun.ranks, redirects))
        await edits.set_aside(put, said.key, f"{said.key}@{self.asked.write}")
        self.changed = True

    async def introduce(self, origin: Origin) -> None:
        """Make a source known, and whom to believe before it."""
        await edits.begin_source(self.transaction.later, origin.id, origin.about)
        self.begun.ranks[origin.id] = origin.rank


def _by_hand(source: str) -> Origin:
    """A source of edits, which comes before all others."""
    keeper = source.removeprefix(EDITS)
    return Origin(source, f"Recorded by hand for {keeper}", keeper, "not stated", BY_HAND)


class _NotedError(NotMadeError):
    """Ends the transaction of an edit that was asked for before."""


async def once(
    store: Store,
    asked: Asked,
    work: Callable[[Edit], Awaitable[Outcome]],
    *,
    changes_data: bool = True,
) -> Outcome:
    """What comes of an edit, or came of it when the same was asked under the same key before.

    The edit and the note that it was made are one transaction, so after a broken connection it can
    be asked again: it is never made twice. What could not be made is noted too, and leaves the
    data version alone, as does an edit of what is no data.
    """
    now = datetime.now(UTC)

    async def attempt(transaction: Transaction) -> Outcome:
        begun = await edits.begin(transaction.run, asked.write)
        if begun.noted:
            raise _NotedError(_again(asked, *begun.noted))
        edit = Edit(asked, transaction, begun, now.date().isoformat())
        outcome = await work(edit)
        if not edit.changed:
            raise NotMadeError(outcome)
        await _note(transaction, asked, outcome, now)
        about = [outcome.id] if outcome.id else []
        subject, action = asked.access.subject, f"edit.{asked.what}"
        told = [(about, asked.content)]
        await audit.add(transaction.later, begun.log, subject, action, told)
        return outcome

    try:
        check_editor(asked.access)
        _check_key(asked.key)
        return await store.write(attempt, changes_data=changes_data)
    except _NotedError as end:
        return end.outcome
    except NotMadeError as end:
        if any(trouble.code in _NEVER_NOTED for trouble in end.outcome.troubles):
            return end.outcome
        made_nothing = end.outcome

    async def note(transaction: Transaction) -> Outcome:
        await _note(transaction, asked, made_nothing, now)
        return _again(asked, *await edits.noted(transaction.run, asked.write))

    return await store.write(note, changes_data=False)


_NEVER_NOTED = {Code.DENIED, Code.INVALID}
"""Answers that follow from the words alone, or from rights that may be given later."""


def _check_key(key: str) -> None:
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise refused(
            Code.INVALID,
            f"A key has {SHORTEST_KEY} to {LONGEST_KEY} characters; make a new one for each change "
            "and keep it for asking again.",
            "key",
        )


def _again(asked: Asked, hash_: str, answer: str) -> Outcome:
    """The answer that was noted, if it was given to the same question."""
    if hash_ == asked.hash:
        return Outcome.read(answer)
    message = "This key was used for another change; make a new one."
    return Outcome(troubles=(Trouble(Code.KEY_REUSED, message, ("key",)),))


async def _note(transaction: Transaction, asked: Asked, outcome: Outcome, now: datetime) -> None:
    await edits.note(
        transaction.later,
        asked.write,
        hash=asked.hash,
        answer=outcome.written(),
        by=asked.access.subject,
        at=now.isoformat(timespec="seconds"),
        what=asked.what,
    )
