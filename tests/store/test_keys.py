"""Keys: issued once, kept as a hash, withdrawn for good, each change told in the audit log."""

import asyncio
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from partnermap.errors import BadInputError, NotFoundError, RefusedError
from partnermap.scope import Scope
from partnermap.store import audit, keys
from partnermap.store.bolt import Store
from partnermap.vocabulary import Station

SOON = datetime.now(UTC).date() + timedelta(days=30)
SCOPE = Scope.parse("diocese:CE32", "la:892")


def wanted(**more: Any) -> keys.Wanted:
    usual: dict[str, Any] = {
        "name": "website", "station": Station.EDITOR, "scope": SCOPE, "expires": SOON,
    }  # fmt: skip
    return keys.Wanted(**usual | more)


async def test_a_key_opens_what_it_was_issued_for(store: Store) -> None:
    key, secret = await keys.issue(store, wanted(), "local")
    assert secret is not None and keys.key_id(secret) == key.id
    found = await keys.find(store, key.id)
    assert found == key
    assert found.fits(secret)
    assert not found.fits(secret[:-1] + ("A" if secret[-1] != "A" else "B"))
    access = found.access()
    assert (access.within, access.everything) == (SCOPE, False)
    assert (access.station, access.subject) == (Station.EDITOR, key.id)
    assert access.expires is not None and access.expires.date() == SOON + timedelta(days=1)
    assert await store.data_version() == 0


async def test_an_administrators_key_opens_everything(store: Store) -> None:
    everything = Scope(everywhere=True)
    key, _ = await keys.issue(
        store, wanted(station=Station.ADMINISTRATOR, scope=everything), "local"
    )
    assert key.access().everything


async def test_the_secret_is_kept_nowhere(store: Store) -> None:
    _, secret = await keys.issue(store, wanted(), "local")
    assert secret is not None
    rows = await store.read("MATCH (n) RETURN properties(n)")
    assert secret[-43:] not in json.dumps(rows, default=str)


async def test_a_key_is_withdrawn_once_and_for_good(store: Store) -> None:
    key, _ = await keys.issue(store, wanted(), "local")
    revoked = await keys.revoke(store, key.id, "key:admin")
    assert revoked.revoked is not None
    assert await keys.revoke(store, key.id, "local") == revoked
    assert await keys.every_key(store) == [revoked]
    assert await keys.any_key(store)
    actions = [(e.action, e.subject, e.about) for e in await audit.newest(store, 10)]
    assert actions == [
        ("key.revoke", "key:admin", (key.id,)),
        ("key.issue", "local", (key.id,)),
    ]
    with pytest.raises(NotFoundError, match="key list"):
        await keys.revoke(store, "key:none", "local")


async def test_asked_again_the_same_key_is_issued_once(store: Store) -> None:
    several = await asyncio.gather(
        *(keys.issue(store, wanted(), "local", once="mine") for _ in range(8))
    )
    assert len({key.id for key, _ in several}) == 1
    assert len([secret for _, secret in several if secret]) == 1
    assert len(await keys.every_key(store)) == await audit.length(store) == 1
    with pytest.raises(RefusedError, match="another key"):
        await keys.issue(store, wanted(name="other"), "local", once="mine")
    other, _ = await keys.issue(store, wanted(), "someone else", once="mine")
    assert other.id != several[0][0].id


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "web\u202esite"}, "name"),
        ({"name": "web\nsite"}, "name"),
        ({"station": Station.PUBLIC}, "reader"),
        ({"scope": Scope()}, "scope"),
        ({"station": Station.ADMINISTRATOR}, "must be all"),
        ({"expires": date(2020, 1, 1)}, "past"),
    ],
)
def test_a_key_that_makes_no_sense_is_refused(more: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        wanted(**more)


@pytest.mark.parametrize(
    "text", ["", "pmk_", "pmk_0123456789abcdef_short", "x" * 64, "pmk_0123456789abcdeF_" + "a" * 43]
)
def test_what_has_not_the_form_of_a_key_is_none(text: str) -> None:
    assert keys.key_id(text) is None
