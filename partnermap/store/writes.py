"""What an import reads and writes: facts, and the things and ties that follow from them."""

import hashlib
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from partnermap.model.facts import SUCCEEDED_BY
from partnermap.model.keys import canonical
from partnermap.store.bolt import Asked, Rows, Store, Transaction
from partnermap.store.changes import (
    DISTRICT,
    GOAL,
    MEASURE,
    MILESTONE,
    OBSERVATION,
    ORGANISATION,
    PARTNERSHIP,
    ROUND,
    Changes,
    FactRow,
    HeldFact,
    StoredFact,
    home,
)
from partnermap.store.statements import statement
from partnermap.vocabulary import ABSENT, Kind, TieKind

T = TypeVar("T")
Run = Callable[..., Awaitable[Rows]]
"""`Store.read`, or `Transaction.run` where what is read must not change before it is written."""
Put = Callable[..., Awaitable[object]]
"""`Transaction.run`, or `Transaction.later` where there is little to write."""

_KINDS = frozenset(Kind)
_TIE_ENDS = {kind.value: ORGANISATION for kind in TieKind}
_TIE_ENDS |= {"MEMBER_OF": PARTNERSHIP, "ASKED": ROUND, "SERVES": DISTRICT}
_TIE_ENDS |= {ABSENT: ORGANISATION, SUCCEEDED_BY: ORGANISATION}
_TIE_ENDS |= {"OWNED_BY": ORGANISATION, "PURSUES": GOAL}
_TIE_ENDS |= {"MILESTONE_OF": GOAL, "MEASURES": MILESTONE, "OBSERVES": MEASURE}
_TIE_STARTS = {"OWNED_BY": GOAL, "PURSUES": PARTNERSHIP}
_TIE_STARTS |= {"MILESTONE_OF": MILESTONE, "MEASURES": MEASURE, "OBSERVES": OBSERVATION}
"""Where ties start that do not start at an organisation."""
_CHUNK = 5_000
_DEADLINE = 120.0
"""Seconds for what is read of many sources at once."""


async def held_facts(store: Store, sources: Collection[str]) -> dict[str, list[HeldFact]]:
    """By source every fact of it, history included, without what it says."""
    found: dict[str, list[HeldFact]] = {}
    rows = await store.read(
        statement("facts_of_sources"), deadline=_DEADLINE, sources=list(sources)
    )
    for source, key, hash_, day, past, waits in rows:
        found.setdefault(source, []).append(HeldFact(key, hash_, day, bool(past), waits))
    return found


async def facts_by_key(run: Run, keys: Iterable[str]) -> list[StoredFact]:
    """The facts of these keys, as far as there are any."""
    found = []
    for some in _chunks(keys):
        for row in await run(statement("facts_by_key"), keys=some):
            *said, past, waits_for = row
            found.append(StoredFact._make((*said, bool(past), waits_for)))
    return found


def asking_about(ids: Iterable[str]) -> Asked:
    """What `facts_told` must know of some things, to be asked alone or in a union with more."""
    by_home: dict[str, Any] = {}
    for id_ in ids:
        by_home.setdefault(home(id_), []).append(id_)
    texts = [statement("facts_about").replace("Home", label) for label in by_home]
    return " UNION ALL ".join(texts), by_home


async def facts_told(run: Run, rows: Rows) -> tuple[list[StoredFact], dict[str, str]]:
    """Every fact about the things that are in these rows, and their labels."""
    keys: set[str] = set()
    labels: dict[str, str] = {}
    for what, found in rows:
        if what == "thing":
            id_, kind, about = found
            labels[id_] = kind if home(id_) == ORGANISATION else home(id_)
            keys.update(about)
    return (await facts_by_key(run, sorted(keys)) if keys else []), labels


async def facts_about(run: Run, ids: Iterable[str]) -> tuple[list[StoredFact], dict[str, str]]:
    """Every fact about some things, and the labels of those that are stored."""
    text, parameters = asking_about(ids)
    return await facts_told(run, await run(text, **parameters) if text else [])


async def labels(run: Run, ids: Iterable[str]) -> dict[str, str]:
    """The kinds of those of these organisations that are stored."""
    found: dict[str, str] = {}
    for some in _chunks(ids):
        found |= dict(await run(statement("kinds"), ids=some))
    return found


async def known(run: Run, ids: Iterable[str]) -> set[str]:
    """Which of these organisations and partnerships are in the store.

    An organisation may be there under another id since a merger.
    """
    found: set[str] = set()
    for some in _chunks(sorted(ids)):
        for (there,) in await run(statement("known"), ids=some):
            found.update(there)
    return found


async def redirects(run: Run) -> dict[str, str]:
    """For each organisation that was merged into another, what it is now."""
    return dict(await run(statement("redirects")))


async def waiting_facts(run: Run) -> list[str]:
    """The keys of facts that waited for an organisation or partnership which is there now."""
    return sorted(row[0] for row in await run(statement("facts_waiting")))


async def apply(put: Put, changes: Changes) -> None:
    """Write what has changed: things first, so that ties find their ends.

    A tie whose end is not in the store is left out; the fact that says it waits for that end.
    """
    for label, things in changes.new.items():
        labels = f"{ORGANISATION}:{label}" if label in _KINDS else label
        await put(statement("create_things").replace(":Label", f":{labels}"), rows=things)
    for label, things in changes.altered.items():
        await put(statement("alter_things").replace(":Home", f":{label}"), rows=things)
    for label, days in changes.unworded.items():
        await put(statement("cut_versions").replace(":Home", f":{label}"), rows=days)
    for label, things in changes.worded.items():
        await put(statement("put_versions").replace(":Home", f":{label}"), rows=things)
    for kind, cut in changes.cut.items():
        await put(_of_kind("cut_ties", kind), rows=cut)
    created = {id_ for things in changes.new.values() for id_, _ in things}
    for kind, ties in changes.ties.items():
        # A tie of what was not there before cannot have been there either.
        for is_new, some in _split(ties, lambda tie: tie[0] in created or tie[1] in created):
            await put(_creating(_of_kind("put_ties", kind), is_new=is_new), rows=some)
    if changes.identifiers:
        await put(statement("put_identifiers"), rows=changes.identifiers)
    if changes.lost_identifiers:
        await put(statement("drop_identifiers"), rows=changes.lost_identifiers)


async def replace_facts(put: Put, drop: Collection[str], keep: Sequence[FactRow]) -> None:
    """Forget some facts and keep others, tied to those things they are about that are stored."""
    if drop:
        await put(statement("drop_facts"), keys=list(drop))
    for is_new, facts in _split(keep, lambda fact: fact.new):
        text = _creating(statement("put_facts"), is_new=is_new)
        await put(text, rows=[(fact.key, fact.properties) for fact in facts])
        about: dict[str, list[tuple[str, str]]] = {}
        for fact in facts:
            for id_ in fact.about:
                about.setdefault(home(id_), []).append((fact.key, id_))
        for label, rows in about.items():
            text = _creating(statement("put_about"), is_new=is_new).replace(":Home", f":{label}")
            await put(text, rows=rows)


async def touch_facts(
    transaction: Transaction, rows: Sequence[tuple[str, int]], published: str, import_id: str
) -> None:
    """Note that facts, given by key and line, were said again."""
    await transaction.run(
        statement("touch_facts"), rows=list(rows), published=published, **{"import": import_id}
    )


async def graph_hash(store: Store) -> str:
    """One text that is the same for equal graphs: ids, properties and ties, not who wrote them."""
    total = hashlib.sha256()
    for name in ("graph_things", "graph_ties", "graph_versions"):
        rows = await store.read(statement(name), deadline=300)
        for line in sorted(canonical(row) for row in rows):
            total.update(line.encode())
    return total.hexdigest()


def _of_kind(name: str, kind: str) -> str:
    """A statement about ties of one kind, which must be one of ours."""
    start, end = _TIE_STARTS.get(kind, ORGANISATION), _TIE_ENDS[kind]
    text = statement(name).replace(":KIND", f":{kind}")
    return text.replace(":Start", f":{start}").replace(":Home", f":{end}")


def _creating(text: str, *, is_new: bool) -> str:
    """A statement that merges rows, or creates what is known to be new: that is half the work."""
    return text.replace("MERGE", "CREATE") if is_new else text


def _split(values: Iterable[T], test: Callable[[T], bool]) -> Iterator[tuple[bool, list[T]]]:
    """The values that pass the test and those that do not, as far as there are any."""
    sides: dict[bool, list[T]] = {True: [], False: []}
    for value in values:
        sides[test(value)].append(value)
    return ((side, some) for side, some in sides.items() if some)


def _chunks(values: Iterable[str]) -> Iterable[list[str]]:
    everything: list[Any] = list(values)
    return (everything[at : at + _CHUNK] for at in range(0, len(everything), _CHUNK))
