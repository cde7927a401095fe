"""Whether whoever changes a record has seen it as it is."""

from collections.abc import Mapping
from typing import Any

from partnermap.edits.once import Edit
from partnermap.edits.outcome import Code, refused
from partnermap.errors import BadInputError
from partnermap.store.edits import last_edit
from partnermap.store.versions import changes_since


async def check_seen(
    edit: Edit,
    label: str,
    id_: str,
    version: str,
    properties: Mapping[str, Any],
    fields: Mapping[str, str],
) -> None:
    """End the edit if these properties of a record are not those of the version."""
    try:
        changes = changes_since(version, properties, fields)
    except BadInputError as error:
        raise refused(Code.INVALID, str(error), "version") from None
    if changes:
        by = await last_edit(edit.transaction.run, label, id_)
        who = f", by {by[0]} on {by[1][:10]}" if by else ""
        message = f"It was changed since you read it{who}: {'; '.join(changes)}. Read it again."
        raise refused(Code.STALE, message, "version")
