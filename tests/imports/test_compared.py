"""What two editions of a source tell of the time between them."""

from datetime import date
from pathlib import Path

import pytest

from partnermap.imports.run import run_import
from partnermap.scope import Scope
from partnermap.store.bolt import Store
from partnermap.vocabulary import EventKind
from tests.imports.derived import derive
from tests.imports.files import Publisher, membership, school
from tests.store.comparing import changed, compared, held

REGISTER = (
    Path(__file__).parents[3] / "shared" / "data" / "gias" / "edubase_england_2018-19_derived.csv"
)


async def test_a_period_of_a_store_without_data_is_empty(store: Store) -> None:
    found = await compared(store, "2018-01-01", "2019-01-01")
    assert (found.events, found.truncated) == ((), False)
    scoped = await compared(store, "2018-01-01", "2019-01-01", Scope.parse("la:990"))
    assert scoped.events == ()


async def test_moves_and_mergers_are_read_with_all_they_need(store: Store, tmp_path: Path) -> None:
    """One school is in the scope; that its trust merged shows in the schools of others."""
    publisher = Publisher(store, tmp_path)
    rows = [school(f"1000{n}", la="201" if n == 10 else "202") for n in range(10, 16)]
    await publisher.schools("2019-03-01", *rows)
    old = [membership(row["URN"], "7001") for row in rows[:3]]
    stay = [membership(row["URN"], "7002") for row in rows[3:]]
    await publisher.memberships("2019-03-01", *old, *stay, force=True)
    new = [membership(row["URN"], "7002", "01-05-2019") for row in rows[:3]]
    await publisher.memberships("2019-06-01", *new, *stay, force=True)
    found = await compared(store, "2019-03-01", "2019-07-01", Scope.parse("la:201"))
    (event,) = found.events
    assert event.kind is EventKind.MERGED
    assert event.about == ("uid:7001", "uid:7002", "urn:100010", "urn:100011", "urn:100012")


@pytest.mark.skipif(not REGISTER.exists(), reason=f"{REGISTER.name} is not in ../shared/data")
async def test_two_editions_of_the_register(store: Store, engine: str, tmp_path: Path) -> None:
    if engine == "neo4j-2026":
        pytest.skip("the whole register is compared on the embedded engine and on Neo4j 5")
    later = tmp_path / "later.csv"
    edition = derive(REGISTER.read_bytes(), drop=200, change=300, corrupt=50, seed=2)
    later.write_bytes(edition.content)
    source = "gias-establishments"
    await run_import(store, source, REGISTER, published=date(2020, 1, 1))
    await run_import(store, source, later, published=date(2020, 9, 1))
    found = await compared(store, "2020-01-01", "2020-09-01")
    closed = {event.about[0] for event in found.events if event.kind is EventKind.CLOSED}
    then = await held(store, "2020-01-01")
    # The register still lists schools that closed before; to drop those tells nothing new.
    open_until_then = {f"urn:{urn}" for urn in edition.dropped} & {id_ for id_, *_ in then}
    assert len(open_until_then) > 150
    assert open_until_then <= closed
    then |= changed(found, began=True)
    assert then - changed(found, began=False) == await held(store, "2020-09-01")
