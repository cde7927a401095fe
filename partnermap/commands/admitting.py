"""Access: the keys that programs sign in with, and the log of what was done."""

from dataclasses import asdict
from datetime import date
from typing import Any

from rich.markup import escape
from rich.table import Table

from partnermap.commands.terminal import out, print_json, with_store
from partnermap.errors import RefusedError
from partnermap.scope import LOCAL, Scope
from partnermap.settings import Settings
from partnermap.store import audit, keys
from partnermap.store.bolt import Store
from partnermap.store.places import find_scope
from partnermap.vocabulary import Station


def issue_key(
    settings: Settings,
    name: str,
    station: Station,
    scopes: list[str],
    expires: date,
    *,
    as_json: bool,
) -> None:
    """Issue a key and print its secret, which cannot be shown again."""

    async def work(store: Store) -> tuple[keys.Key, str | None]:
        # An administrator comes before the data do, in which places are looked up.
        everywhere = scopes == ["all"]
        scope = Scope(everywhere=True) if everywhere else await find_scope(store, scopes)
        wanted = keys.Wanted(name, station, scope, expires)
        return await keys.issue(store, wanted, LOCAL.subject)

    key, secret = with_store(settings, work)
    if as_json:
        print_json(_told(key) | {"secret": secret})
        return
    out.print(f"{secret}\n", markup=False)
    out.print(
        "This is the key: keep it where only its holder can read it, for it is shown this once.\n"
        f"Send it as `Authorization: Bearer …`. To withdraw it: partnermap key revoke {key.id}"
    )


def list_keys(settings: Settings, *, as_json: bool) -> None:
    """Print every key, without its secret."""
    found = with_store(settings, keys.every_key)
    if as_json:
        print_json([_told(key) for key in found])
        return
    table = Table("Id", "Name", "Station", "Scope", "Expires", "Withdrawn")
    for key in found:
        words = (key.id, escape(key.name), key.station.lower(), key.scope, key.expires)
        table.add_row(*words, key.revoked or "")
    out.print(table)


def revoke_key(settings: Settings, id_: str, *, as_json: bool) -> None:
    """Withdraw a key."""
    key = with_store(settings, lambda store: keys.revoke(store, id_, LOCAL.subject))
    if as_json:
        print_json(_told(key))
    else:
        out.print(f"{escape(key.name)} ({key.id}) is withdrawn.")


def _told(key: keys.Key) -> dict[str, Any]:
    """A key as it is printed: without even the hash of its secret."""
    told = asdict(key)
    del told["hash"]
    return told


def print_audit(settings: Settings, first: int, *, as_json: bool) -> None:
    """Print the newest entries of the audit log."""
    found = with_store(settings, lambda store: audit.newest(store, first))
    if as_json:
        print_json([asdict(entry) | {"detail": audit.detail(entry)} for entry in found])
        return
    table = Table("Number", "When", "Who", "What", "To what")
    for entry in found:
        about = escape(", ".join(entry.about))
        table.add_row(str(entry.number), entry.at, escape(entry.subject), entry.action, about)
    out.print(table)


def verify_audit(settings: Settings, *, as_json: bool) -> None:
    """Print whether the audit log is whole; RefusedError if it is not."""
    verdict = with_store(settings, audit.verify)
    if as_json:
        print_json(asdict(verdict))
    elif verdict.broken is None:
        out.print(f"The log is whole: {verdict.entries:,} entries, the last of them {verdict.head}")
    if verdict.broken is not None:
        raise RefusedError(
            f"The log was tampered with: entry {verdict.broken} of {verdict.entries} is missing, "
            "altered or out of place. Compare it with a backup."
        )
