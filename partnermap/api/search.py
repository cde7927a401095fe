"""Search: the index ranks, and the store tells what of it the viewer may see."""

from collections.abc import Collection
from typing import Any

from graphql import GraphQLResolveInfo

from partnermap.api.direct import Root
from partnermap.api.execution import Built, Context
from partnermap.errors import BadInputError
from partnermap.scope import Scope
from partnermap.store.reads import read_insiders
from partnermap.vocabulary import Kind

MAX_FIRST = 50
"""The most hits of one search."""
_LOOKED_UP = 200
"""How many hits are looked up where a scope or the viewer's access may leave some of them out."""


async def answer_search(_: object, info: GraphQLResolveInfo[Context], **__: object) -> Built:
    """Resolves `search`: hits in the order of the index, through one compiled statement.

    Where a scope or the viewer's access leaves too few of the best, the index is asked again, for
    the best of the organisations that lie within them.
    """
    context = info.context
    tree, (asked, *others) = context.selections.read(Root.of(info), info.variable_values)
    first = asked["first"]
    if first is None or not 1 <= first <= MAX_FIRST:
        raise BadInputError(f"first is a number from 1 to {MAX_FIRST}; {first} was given.")
    index = await context.names.index()

    async def found(limit: int, among: Collection[str] | None = None) -> tuple[list[Any], bool]:
        """Those of the best that may be seen, and whether there may be more beyond the limit."""
        hits = index.search(
            asked["text"],
            kinds=[Kind(kind) for kind in asked.get("kinds") or ()],
            among=among,
            limit=limit,
            unfinished=bool(asked.get("unfinished")),
        )
        ranked = [(hit.named.id, round(hit.score, 3), hit.reason) for hit in hits]
        request = await context.request(({**asked, "hits": ranked}, *others))
        plan = context.plans.plan(tree, request)
        return await plan.run(context.store, request), len(hits) == limit

    everywhere = asked.get("scope") is None
    scope = Scope(everywhere=True) if everywhere else await context.scope(asked["scope"])
    if scope.everywhere and context.access.within is None:
        return Built((await found(first))[0])
    seen, more = await found(_LOOKED_UP)
    if more and len(seen) < first:
        seen, _more = await found(first, await read_insiders(context.store, scope, context.access))
    return Built(seen[:first])
