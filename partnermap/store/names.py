"""Names: every organisation as it is searched for, read in one statement."""

from collections import defaultdict

from partnermap.model.dates import OPEN
from partnermap.model.names import Named
from partnermap.store.bolt import Store
from partnermap.store.statements import statement
from partnermap.vocabulary import Kind, Status

_DEADLINE = 120.0


async def read_names(store: Store) -> list[Named]:
    """Every organisation with its names and codes: what is open first, then by id."""
    things = []
    authorities: dict[str, str] = {}
    codes: dict[str, list[str]] = defaultdict(list)
    parts = await store.read(statement("names"), deadline=_DEADLINE)
    for what, id_, *rest in (row for (rows,) in parts for row in rows):
        if what == "named":
            things.append((id_, *rest))
        elif what == "in":
            # Where dates leave two local authorities open, the answer is the same each time.
            authorities[id_] = max(rest[0], authorities.get(id_, ""))
        else:
            codes[id_].append(rest[0])
    found = [
        Named(
            id_, name, Kind(kind), authorities.get(id_), town, phase,
            until == OPEN and status != Status.CLOSED, tuple(sorted(codes[id_])),
        )
        for id_, name, kind, town, phase, status, until in things
    ]  # fmt: skip
    return sorted(found, key=lambda named: (not named.open, named.id))
