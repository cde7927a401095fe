"""Networks of all days up to one: who was ever in a scope, and all that ever tied them."""

from datetime import date

from partnermap.model.network import Network
from partnermap.scope import Access, Scope
from partnermap.store.answers import Heard
from partnermap.store.bolt import Store
from partnermap.store.reads import NetworkReader, TooManyError
from partnermap.vocabulary import Layer

_UNHEARD = Heard({}, {}, ())


async def read_past(
    store: Store, scope: Scope, last: date, access: Access, *, limit: int
) -> Network:
    """What is recorded of a scope on any day up to the last: of both layers, as `read_network`.

    Who was in the scope on any of those days is in it, with whoever was their partner or their
    whole on any. A partnership's size is how many were ever in it. What was asked and answered,
    denied or aimed at is of one day, and left out. TooManyError where that are more than `limit`
    organisations.
    """
    reader = NetworkReader(store, scope, access, last, date.min)
    version = await store.data_version()
    inside = await reader.insiders()
    known = set(inside)
    if not scope.everywhere:
        await reader.grow(known, 1)
        known |= await reader.wholes(known)
    if len(known) > limit:
        raise TooManyError(len(known), limit)
    reader.whole = scope.everywhere
    working = await reader.working(known, inside, _UNHEARD)
    formal = await reader.formal(known)
    nodes = await reader.nodes(known, inside, {})
    return Network(
        str(scope), Layer.COMBINED, last.isoformat(), version, nodes, formal,
        working.partnerships, working.memberships, access=access.shape,
    )  # fmt: skip
