"""What the store keeps of mergers: where an id leads that an organisation had before."""

from collections.abc import Collection

from partnermap.store.bolt import Transaction
from partnermap.store.statements import statement
from partnermap.store.writes import Run

_BEGIN = ("move_facts", "move_former", "drop_organisation", "begin_merger")


async def parts(run: Run, id_: str) -> list[str]:
    """The organisations whose formal ties, past ones too, lead to this one."""
    return [row[0] for row in await run(statement("parts"), id=id_)]


async def begin(transaction: Transaction, other: str, keep: str) -> None:
    """Let an organisation be no more but an id that leads to another."""
    transaction.merges = True
    for name in _BEGIN:
        await transaction.later(statement(name), other=other, keep=keep)


async def end(
    transaction: Transaction,
    other: str,
    keep: str,
    back: Collection[str],
    left: Collection[str],
    former: Collection[str],
) -> None:
    """Let an id be that of an organisation again, which is stored already.

    `back` are the keys of the facts about it, `left` of those that are about `keep` no more, and
    `former` the ids that had led to it before.
    """
    transaction.merges = True
    put = transaction.later
    about = statement("put_about").replace(":Home", ":Organisation")
    await put(about, rows=[(key, other) for key in back])
    await put(statement("cut_about"), keys=list(left), keep=keep)
    await put(statement("end_merger"), other=other)
    await put(statement("drop_identifier"), other=other)
    await put(statement("return_former"), former=list(former), other=other)
