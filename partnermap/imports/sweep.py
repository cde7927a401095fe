"""What an edition no longer says, sparing what its rejected rows may have said."""

import itertools
from collections.abc import Collection, Iterable, Sequence

from partnermap.imports.edition import Edition, Key, Rejected, is_mention
from partnermap.imports.facts import Said, ended, from_store, subjects
from partnermap.imports.plan import Background, Change, Plan
from partnermap.model.names import fold
from partnermap.store import writes
from partnermap.store.bolt import Store

_WITHHELD = (
    "Nothing was ended: {rows} rejected rows do not tell what they are about, so whatever is "
    "missing from this file may be one of them. Correct them and import the file again."
)


async def plan_sweep(store: Store, background: Background, edition: Edition, plan: Plan) -> None:
    """Add to the plan the end of every fact that the edition, if no older one, leaves out."""
    if background.next_edition or not edition.whole:
        return
    said = {fact.key for fact in (*edition.rows, *edition.mentions, *edition.in_doubt)}
    gone = [
        key
        for key, held in background.live.items()
        if key not in said and held.published <= background.day
    ]
    if not gone:
        return
    spared = _spared_by_key(gone, edition.rejected)
    nameless = [rejected for rejected in edition.rejected if not any(rejected.key)]
    missing = [key for key in gone if key not in spared]
    facts = await _facts(store, background, gone if spared or nameless else missing)
    if nameless:
        found = _named(nameless, [facts[key] for key in missing])
        if found is None:
            plan.warnings.append(_WITHHELD.format(rows=len(nameless)))
            return
        spared |= found
    # What a spared row was tied to is still said to be there.
    kept = {id_ for key in spared for tie in facts[key].fact.ties for id_ in (tie.start, tie.end)}
    for key in gone:
        if key not in spared and key not in kept:
            fact = facts[key]
            match = fact.fact.match
            # What never said anything has no history.
            past = () if match else (ended(fact, fact.fact, background.day),)
            plan.sweep.append(Change(fact.key, tuple(subjects(fact.fact)), past))
            plan.ended += not (is_mention(key) or match)


async def _facts(store: Store, background: Background, keys: Iterable[str]) -> dict[str, Said]:
    full = (f"{background.source}/{key}" for key in keys)
    stored = [from_store(fact) for fact in await writes.facts_by_key(store.read, full)]
    return {said.fact.key: said for said in stored}


def _spared_by_key(gone: Iterable[str], rejected: Sequence[Rejected]) -> set[str]:
    """The keys that a rejected row, as far as its own key can be read, may have had."""
    readable = {row.key for row in rejected if any(row.key)}
    if not readable:
        return set()
    length = len(next(iter(readable)))
    return {key for key in gone if not readable.isdisjoint(_readings(key, length))}


def _readings(key: str, length: int) -> Iterable[Key]:
    """What may be left of a key when some of its parts cannot be read."""
    return itertools.product(*((part, None) for part in key.split("/")[:length]))


def _named(rejected: Iterable[Rejected], missing: Collection[Said]) -> set[str] | None:
    """The missing facts about what the rejected rows name; None if for any row there is none."""
    by_name: dict[str, set[str]] = {}
    for said in missing:
        for thing in said.fact.things:
            by_name.setdefault(fold(str(thing.properties.get("name", ""))), set()).add(
                said.fact.key
            )
    spared: set[str] = set()
    for row in rejected:
        found = by_name.get(fold(row.name)) if row.name else None
        if not found:
            return None
        spared |= found
    return spared
