"""Citations: findings as they were told, kept with the network that they were worked out from."""

import base64
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from partnermap.model.findings import Finding
from partnermap.model.keys import digest
from partnermap.model.network import Network
from partnermap.scope import Access
from partnermap.store.audit import record
from partnermap.store.bolt import Store, Transaction
from partnermap.store.statements import statement

_FINDING, _NETWORK = TypeAdapter(Finding), TypeAdapter(Network)


@dataclass(frozen=True, slots=True)
class Citation:
    """A finding that somebody cited."""

    id: str
    finding: Finding
    network: Network
    """What was recorded: the same question of it finds the same."""
    sees: str
    """The access under which it was found, as `Access.sees` has it."""
    at: str
    """When it was cited first, in UTC."""
    by: str
    """Who did."""

    @classmethod
    def stored(cls, id_: str, row: Sequence[Any]) -> "Citation":
        """The citation that a row of the store holds."""
        finding, network, *rest = row
        whole = zlib.decompress(base64.b64decode(network))
        return cls(id_, _FINDING.validate_json(finding), _NETWORK.validate_json(whole), *rest)


async def cite(
    store: Store, id_: str, finding: Finding, network: Network, access: Access
) -> Citation:
    """Keep a finding as it is; cited before, it stays as it was then."""
    kept = {
        "finding": _FINDING.dump_json(finding).decode(),
        "network": base64.b64encode(zlib.compress(_NETWORK.dump_json(network))).decode(),
        "sees": access.sees,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "by": access.subject,
    }

    async def work(transaction: Transaction) -> Citation:
        known = await transaction.run(statement("citation"), key=digest(id_))
        if known:
            return Citation.stored(id_, known[0])
        rows = await transaction.run(statement("put_citation"), key=digest(id_), id=id_, **kept)
        await record(transaction, access.subject, "finding.cite", [id_], {"kind": finding.kind})
        return Citation.stored(id_, rows[0])

    return await store.write(work, changes_data=False)


async def find_citation(store: Store, id_: str, access: Access) -> Citation | None:
    """What was cited by an id; None where nothing was, or the viewer may see less than it used."""
    rows = await store.read(statement("citation"), key=digest(id_))
    if not rows:
        return None
    found = Citation.stored(id_, rows[0])
    return found if access.everything or access.sees == found.sees else None
