"""What owners keep under a name, saved, replaced and removed by those in whose part they lie."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from partnermap.edits.once import Edit
from partnermap.edits.outcome import Code, Outcome, Trouble, refused
from partnermap.edits.rights import check_own, is_free, not_found
from partnermap.edits.words import Check
from partnermap.errors import BadInputError
from partnermap.model.names import fold
from partnermap.store.owned import MOST, Sort, T
from partnermap.store.versions import changes_since
from partnermap.vocabulary import Visibility


def words_of(name: str) -> str:
    """A name as addresses hold it: its words in plain letters and digits, `-` between."""
    return "-".join(re.findall("[a-z0-9]+", fold(name)))


def read_name(check: Check, sort: Sort[T], name: str, visibility: Visibility, longest: int) -> str:
    """The name of what is to be kept, once it and who may see it are found to be in order."""
    name = check.name(name, "input", "name", longest=longest)
    if name and not words_of(name):
        check.wrong("It needs a letter from a to z or a digit.", "input", "name")
    if visibility is Visibility.MEMBERS:
        check.wrong(
            f"{_a(sort).capitalize()} has no members: it is for all, for those who sign in, or "
            "for its owner.",
            "input",
            "visibility",
        )
    return name


async def keep(
    edit: Edit, sort: Sort[T], wanted: T, id_: str | None, version: str | None
) -> Outcome:
    """Keep something as it is wanted; with the id of one, in place of it."""
    parties = await edit.parties([wanted.owner])
    if wanted.owner not in parties:
        raise not_found("organisation", wanted.owner, "input", "owner")
    owner = parties[wanted.owner]
    check_own(edit.access, owner, "input", "owner")
    named = id_ or f"{sort.prefix}{words_of(wanted.name)}@{owner.id}"
    known = await (_changeable(edit, sort, id_, version) if id_ else _known(edit, sort, named))
    if known and edit.redirects.get(known.owner, known.owner) != owner.id:
        message = f"{_a(sort).capitalize()} stays with its owner; save one of its own for another."
        raise refused(Code.CONFLICT, message, "input", "owner")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    kept = replace(wanted, id=named, owner=owner.id, by=edit.access.subject, at=now)
    if known and known.told == kept.told:
        return Outcome(named)
    if known and not id_:
        message = (
            f"This organisation has {_a(sort)} of this name already; change that one by its id and "
            "version, or give this another name."
        )
        return Outcome(named, troubles=(Trouble(Code.DUPLICATE, message, ("input", "name")),))
    if not known and await sort.count(edit.transaction.run) >= MOST:
        raise refused(
            Code.CONFLICT, f"{MOST:,} {sort.many} are kept, which is the most: remove one first."
        )
    await sort.put(edit.transaction.later, kept)
    edit.changed = True
    return Outcome(named, created=known is None)


async def remove(edit: Edit, sort: Sort[T], id_: str, version: str) -> Outcome:
    """Keep something no more."""
    await _changeable(edit, sort, id_, version)
    await sort.drop(edit.transaction.later, id_)
    edit.changed = True
    return Outcome(id_)


async def _known(edit: Edit, sort: Sort[T], id_: str) -> T | None:
    """The one of that id, if the editor may see it."""
    found = await sort.read(edit.transaction.run, edit.access, edit.redirects, [id_])
    return next((one for one in found if one.id == id_), None)


async def _changeable(edit: Edit, sort: Sort[T], id_: str, version: str | None) -> T:
    """The one of that id, if the editor may change it and has seen it as it is."""
    held = await _known(edit, sort, id_)
    if held is None:
        raise not_found(sort.one, id_, "id")
    if not is_free(edit.access) and not held.own:
        raise refused(
            Code.DENIED,
            f"The owner of this {sort.one} does not lie in your part of the map.",
            "id",
        )
    try:
        changes = changes_since(version or "", held.told, held.TOLD)
    except BadInputError as error:
        raise refused(Code.INVALID, str(error), "version") from None
    if changes:
        who = f", by {held.by} on {held.at[:10]}"
        message = f"It was changed since you read it{who}: {'; '.join(changes)}. Read it again."
        raise refused(Code.STALE, message, "version")
    return held


def _a(sort: Sort[T]) -> str:
    return f"{'an' if sort.one[0] in 'aeiou' else 'a'} {sort.one}"
