"""Two records of one organisation made one, and made two again."""

from partnermap.edits.once import EDITS, Edit
from partnermap.edits.outcome import Code, Outcome, refused
from partnermap.edits.rights import check_merger, not_found
from partnermap.imports.facts import subjects
from partnermap.imports.redirects import followed
from partnermap.model.facts import Fact, Thing
from partnermap.store import mergers


async def merge(edit: Edit, keep: str, other: str) -> Outcome:
    """Let what was recorded of `other` be of `keep`, whose words come first where they differ.

    The id of the other leads to the one kept from then on. Nothing that was said is rewritten.
    """
    if keep == other:
        raise refused(Code.INVALID, "Name two: the one to keep, and another.", "other")
    for id_, path in ((keep, "keep"), (other, "other")):
        if id_ in edit.redirects:
            message = f"It was merged into {edit.redirects[id_]} already; name that."
            raise refused(Code.CONFLICT, message, path)
    parties = await edit.parties([keep, other])
    for id_, path in ((keep, "keep"), (other, "other")):
        if id_ not in parties:
            raise not_found("organisation", id_, path)
        check_merger(edit.access, parties[id_], path)
    kind = parties[keep].kind
    if kind != parties[other].kind:
        message = f"One is a {kind}, the other a {parties[other].kind}; they cannot be one."
        raise refused(Code.CONFLICT, message, "other")
    parts = await mergers.parts(edit.transaction.run, other)
    ground = await edit.ground([keep, other, *parts])
    thing = Thing(keep, kind, {}, identifiers=(other,))
    statement = (f"{EDITS}{edit.access.subject}", Fact(_key(other), 0, (thing,)))
    await edit.say(ground, [statement], followed({**edit.begun.mergers, other: keep}))
    await mergers.begin(edit.transaction, other, keep)
    return Outcome(keep)


async def undo(edit: Edit, other: str) -> Outcome:
    """Make an organisation that was merged into another one of its own again."""
    found = await edit.parties([other]) if other in edit.redirects else {}
    if other not in found:
        raise not_found("merged organisation", other, "other")
    keep = found[other].id
    check_merger(edit.access, found[other], "other")
    direct = {id_: into for id_, into in edit.begun.mergers.items() if id_ != other}
    redirects = followed(direct)
    ground = await edit.ground([keep, *await mergers.parts(edit.transaction.run, keep)])
    merger = next(
        said
        for said in ground.facts.values()
        if said.fact.key == _key(other) and said.source.startswith(EDITS)
    )
    about = {
        key: {redirects.get(id_, id_) for id_ in subjects(said.fact)}
        for key, said in ground.facts.items()
    }
    back = [key for key, ids in about.items() if other in ids]
    left = [key for key in back if keep not in about[key]]
    await edit.take_back(ground.wider([other], {}), merger, redirects)
    former = [id_ for id_, end in redirects.items() if end == other]
    await mergers.end(edit.transaction, other, keep, back, left, former)
    return Outcome(other, created=True)


def _key(other: str) -> str:
    """The key of the fact that an organisation was merged into another."""
    return f"merged/{other}"
