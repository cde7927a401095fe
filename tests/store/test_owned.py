"""What owners keep under names: stored as it was, told to whom it is for, one for each id."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from partnermap.errors import BadInputError
from partnermap.polygon import Polygon
from partnermap.scope import LOCAL, PUBLIC, Access
from partnermap.store.areas import AREAS, Area
from partnermap.store.bolt import Store, Transaction
from partnermap.store.owned import Owned, Sort, meant
from partnermap.store.saved_queries import QUERIES, SavedQuery
from partnermap.vocabulary import Visibility
from tests.api.changes import DIOCESE, EDITOR, OTHER_DIOCESE, STRANGER, A, fill

LINE = "400000/300000/410000/300000/410000/310000"
Make = Callable[[str, str, str, Visibility], Owned]
BY = ("ed", "2026-03-01T09:00:00+00:00")
EVERYONE = (LOCAL, PUBLIC, EDITOR, STRANGER)


def area(id_: str, name: str, owner: str, visibility: Visibility) -> Area:
    polygon = Polygon(Polygon.stored(LINE).rings, id_)
    return Area(id_, name, owner, visibility, *BY, polygon)


def query(id_: str, name: str, owner: str, visibility: Visibility) -> SavedQuery:
    return SavedQuery(id_, name, owner, visibility, *BY, "{ dataVersion }")


@pytest.fixture(scope="module")
async def filled(shared_store: Store) -> Store:
    await fill(shared_store)
    return shared_store


async def put(store: Store, sort: Sort[Owned], *kept: Owned) -> None:
    async def work(transaction: Transaction) -> None:
        for one in kept:
            await sort.put(transaction.run, one)

    await store.write(work, changes_data=False)


@pytest.mark.parametrize(("sort", "make"), [(AREAS, area), (QUERIES, query)])
async def test_what_is_kept_is_read_as_it_was_by_those_it_is_for(
    filled: Store, sort: Sort[Owned], make: Make
) -> None:
    north = make(f"{sort.prefix}north@{DIOCESE}", "North", DIOCESE, Visibility.PUBLIC)
    inner = make(f"{sort.prefix}inner@{A}", "Inner", A, Visibility.SIGNED_IN)
    away = make(f"{sort.prefix}north@{OTHER_DIOCESE}", "away", OTHER_DIOCESE, Visibility.OWNER)
    await put(filled, sort, replace(north, name="Before"), inner, away)
    await put(filled, sort, north)
    assert await sort.count(filled.read) == 3

    async def names(access: Access, *asked: str) -> list[tuple[str, bool]]:
        seen = await sort.read(filled.read, access, {}, asked or None)
        return [(one.name, one.own) for one in seen]

    assert await names(LOCAL) == [("away", True), ("Inner", True), ("North", True)]
    assert await names(PUBLIC) == [("North", False)]
    assert await names(EDITOR) == [("Inner", True), ("North", True)]
    assert await names(STRANGER) == [("away", True), ("Inner", False), ("North", False)]
    assert await names(STRANGER, inner.id) == [("Inner", False)]
    assert await names(STRANGER, f"{sort.prefix}north", "none") == [
        ("away", True),
        ("North", False),
    ]
    (known,) = await sort.read(filled.read, EDITOR, {}, [north.id])
    assert known == replace(north, owner_name="Diocese of Zed", own=True)
    assert known.version == north.version != away.version

    # The owner has become another since.
    (moved,) = await sort.read(filled.read, STRANGER, {DIOCESE: OTHER_DIOCESE}, [north.id])
    assert (moved.owner, moved.owner_name, moved.own) == (DIOCESE, "Diocese of Zeta", True)

    async def drop(transaction: Transaction) -> None:
        await sort.drop(transaction.run, inner.id)

    await filled.write(drop, changes_data=False)
    assert await names(LOCAL) == [("away", True), ("North", True)]


def test_a_name_for_short_means_the_only_one_that_is_called_so() -> None:
    ours = query(f"query:heads@{DIOCESE}", "Heads", DIOCESE, Visibility.PUBLIC)
    theirs = replace(ours, id=f"query:heads@{OTHER_DIOCESE}")
    assert meant("query:heads", [ours]) is ours
    assert meant(theirs.id, [ours, theirs]) is theirs
    assert meant("query:head", [ours]) is None
    with pytest.raises(BadInputError, match=f"Heads \\({theirs.id}\\)"):
        meant("query:heads", [ours, theirs])
