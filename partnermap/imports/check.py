"""The check between parsing and loading: an edition held against what its source said before."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from partnermap.errors import RefusedError
from partnermap.imports.edition import Edition, is_mention
from partnermap.imports.facts import (
    AWAITED,
    Said,
    continued,
    encode,
    ended,
    fingerprint,
    first_missing,
    from_store,
    leftover,
    reworded,
    subjects,
)
from partnermap.imports.plan import Background, Change, Plan
from partnermap.imports.sweep import plan_sweep
from partnermap.model.facts import Fact
from partnermap.store import writes
from partnermap.store.bolt import Store
from partnermap.store.changes import HeldFact, home

_CHUNK = 1_000
_TOLERATED = 0.1


@dataclass(frozen=True, slots=True)
class _Draft:
    """An edition beside what its source said before, told apart by what rows say alone."""

    background: Background
    edition: Edition
    new: list[tuple[Fact, str]]
    """The facts that the store has not, or in other words, each with its content as text."""
    waiting: list[HeldFact]
    """Those it has, and that waited for an organisation."""
    plan: Plan

    @classmethod
    def of(cls, background: Background, edition: Edition) -> "_Draft":
        plan = Plan(unchanged=edition.repeats, warnings=list(edition.warnings))
        draft = cls(background, edition, [], [], plan)
        for fact in (*edition.mentions, *edition.rows, *edition.in_doubt):
            content = encode(fact)
            held = background.live.get(fact.key)
            if held is None or held.hash != fingerprint(content):
                draft.new.append((fact, content))
                continue
            if held.published > background.day and fact.key in background.past:
                # It says what stands now, of a row that may have read otherwise in between.
                draft.new.append((fact, content))
                continue
            if held.published < background.day:
                plan.said_again.append((held.key, fact.line))
            if fact.match:
                continue  # it is counted among the rejected
            if held.waits_for:
                draft.waiting.append(held)
            elif not is_mention(fact.key):
                plan.unchanged += 1
        return draft

    @property
    def brought(self) -> set[str]:
        """The ids of what the edition itself brings."""
        facts = (*self.edition.mentions, *self.edition.rows)
        return {thing.id for fact in facts for thing in fact.things}

    @property
    def needed(self) -> set[str]:
        """The ids of what must be there for its ties to be made."""
        ends = {id_ for fact, _ in self.new for tie in fact.ties for id_ in (tie.start, tie.end)}
        ends |= {held.waits_for for held in self.waiting if held.waits_for}
        return {id_ for id_ in ends if home(id_) in AWAITED}


async def check(
    store: Store, editions: Iterable[tuple[Background, Edition]], *, force: bool
) -> list[Plan]:
    """What loading these editions of different sources, one after the other, would change.

    RefusedError, unless `force`, when one would end more than a tenth of the rows, or of the ties
    of one kind, that its source says.
    """
    drafts = [_Draft.of(background, edition) for background, edition in editions]
    needed = {id_ for draft in drafts for id_ in draft.needed - draft.brought}
    there = await writes.known(store.read, needed)
    plans = []
    for draft in drafts:
        there |= draft.brought
        plans.append(await _planned(store, draft, there, force=force))
    return plans


async def _planned(store: Store, draft: _Draft, there: Collection[str], *, force: bool) -> Plan:
    """The plan of an edition, where these organisations are there."""
    background, edition, new, plan = draft.background, draft.edition, draft.new, draft.plan
    still = sum(held.waits_for not in there for held in draft.waiting)
    plan.pending += still
    plan.unchanged += len(draft.waiting) - still
    lost: Counter[str] = Counter()
    for at in range(0, len(new), _CHUNK):
        some = [background.said(f, c, first_missing(f, there)) for f, c in new[at : at + _CHUNK]]
        await _compare(store, background, some, plan, lost)
    await plan_sweep(store, background, edition, plan)
    if not force:
        _refuse_great_losses(background, edition, plan, lost)
    return plan


async def _compare(
    store: Store, background: Background, facts: list[Said], plan: Plan, lost: Counter[str]
) -> None:
    """Add to the plan what becomes of facts that are new or differ from what is stored."""
    keys = [said.key for said in facts if said.fact.key in background.live]
    keys += [key for said in facts for key in background.past.get(said.fact.key, ())]
    stored = {s.key: from_store(s) for s in await writes.facts_by_key(store.read, keys)}
    for said in facts:
        row = said.fact.key
        old = stored.get(said.key)
        history = [stored[key] for key in background.past.get(row, ())]
        newer = old is not None and old.published > said.published
        if newer or (old is None and background.next_edition):
            change = _as_history(background, said, old, history)
        else:
            change = _as_successor(background, said, old, history, lost)
        if change:
            plan.changes.append(change)
        if is_mention(row) or said.fact.match:
            continue
        if change is None:
            plan.unchanged += 1
        elif said.waits_for:
            plan.pending += 1
        elif old is None or newer:
            plan.created += 1
        else:
            plan.changed += 1


def _as_history(
    background: Background, said: Said, newer: Said | None, history: Sequence[Said]
) -> Change | None:
    """What an older edition adds: whatever the newer ones do not say had ended before them."""
    if said.fact.match:
        return None  # of an answer that was replaced nothing is asked any more
    left = leftover(said.fact, newer.fact if newer else None)
    by = background.next_edition or (newer.published if newer else background.day)
    others = (thing for known in (*history, newer) if known for thing in known.fact.things)
    worded = reworded(said, others, by)
    if left is None and not worded:
        return None
    past = ended(said, left, by, worded)
    if any(known.key == past.key for known in history):
        return None
    return Change(None, tuple(subjects(past.fact)), (past,))


def _as_successor(
    background: Background,
    said: Said,
    old: Said | None,
    history: Sequence[Said],
    lost: Counter[str],
) -> Change:
    """A row's new wording, and as history what it said before and no longer says."""
    fact = continued(
        said.fact, old.fact if old else None, [h.fact for h in history], background.published
    )
    new = [said if fact is said.fact else replace(said, fact=fact, content=encode(fact))]
    about = subjects(said.fact)
    if old:
        about += subjects(old.fact)
        left = leftover(old.fact, said.fact)
        worded = reworded(old, said.fact.things, background.day)
        if left:
            lost.update(tie.kind for tie in left.ties if tie.span.end is None)
        if left or worded:
            new.append(ended(old, left, background.day, worded))
    return Change(old.key if old else None, tuple(dict.fromkeys(about)), tuple(new))


def _refuse_great_losses(
    background: Background, edition: Edition, plan: Plan, lost: Counter[str]
) -> None:
    rows = sum(not is_mention(key) for key in background.live)
    losses = [(plan.ended, rows, "rows")] if plan.ended > _TOLERATED * rows else []
    said = Counter(tie.kind for fact in edition.rows for tie in fact.ties)
    losses += [
        (ended, ended + said[kind], f"ties of the kind {kind}")
        for kind, ended in sorted(lost.items())
        if ended > _TOLERATED * (ended + said[kind])
    ]
    if losses:
        shown = " and ".join(f"{ended} of {total} {what}" for ended, total, what in losses)
        raise RefusedError(
            f"This edition would end {shown} that {background.source} says so far, so nothing "
            "was written; if that is right, import it with --force."
        )
