"""Who may edit what: the one place that decides it.

Readers and importers edit nothing, administrators anything, editors what lies in their part of the
map. What a viewer may not see is not found, so that nothing is told by refusing it.
"""

from collections.abc import Iterable

from partnermap.edits.outcome import Code, NotMadeError, refused
from partnermap.scope import Access
from partnermap.store.edits import GoalHeld, PartnershipHeld, Party
from partnermap.vocabulary import Kind, Station


def check_editor(access: Access) -> None:
    """End the edit of a viewer who may edit nothing at all."""
    if access.station not in (Station.EDITOR, Station.ADMINISTRATOR):
        raise refused(
            Code.DENIED, "You may read but not change this; ask an administrator for that right."
        )


def is_free(access: Access) -> bool:
    """Whether the viewer may edit everywhere."""
    return access.everything and access.station is Station.ADMINISTRATOR


def check_recorder(access: Access, parties: Iterable[Party], *path: str) -> None:
    """End the edit unless one of these organisations lies in the editor's part of the map."""
    if not is_free(access) and not any(party.inside for party in parties):
        raise refused(
            Code.DENIED,
            "You may record what at least one organisation of your part of the map takes part in; "
            "none of these lies in it.",
            *path,
        )


def check_own(access: Access, party: Party, *path: str) -> None:
    """End the edit unless this organisation lies in the editor's part of the map."""
    if not is_free(access) and not party.inside:
        raise refused(
            Code.DENIED,
            "You may do this for organisations of your part of the map alone; ask theirs to do it.",
            *path,
        )


def check_visible(held: PartnershipHeld | None, id_: str, *path: str) -> PartnershipHeld:
    """The partnership, if the viewer may see it."""
    if held is None:
        raise not_found("partnership", id_, *path)
    return held


def check_merger(access: Access, party: Party, *path: str) -> None:
    """End the edit unless the editor may say that two records are of one organisation."""
    if is_free(access):
        return
    if not party.inside:
        raise not_found("organisation", party.id, *path)
    if party.kind != Kind.COMMUNITY_ORGANISATION:
        raise refused(
            Code.DENIED,
            "You may merge community organisations; ask an administrator to merge what a register "
            "brings.",
            *path,
        )


def check_partnership(
    access: Access, held: PartnershipHeld | None, id_: str, *path: str
) -> PartnershipHeld:
    """The partnership, if the editor may change it."""
    held = check_visible(held, id_, *path)
    if not is_free(access) and not held.inside:
        raise refused(
            Code.DENIED,
            "No member of this partnership lies in your part of the map; ask one of its members.",
            *path,
        )
    return held


def check_goal(
    access: Access, held: GoalHeld | None, id_: str, *path: str, observing: bool = False
) -> GoalHeld:
    """The goal, if the editor may change it; to observe a measure of it, who pursues it may."""
    if held is None:
        raise not_found("measure" if observing else "goal", id_, *path)
    if is_free(access) or held.owned or (observing and held.inside):
        return held
    theirs = ", nor does anyone who pursues it" if observing else ""
    raise refused(
        Code.DENIED,
        f"The owner of this goal does not lie in your part of the map{theirs}; ask them.",
        *path,
    )


def not_found(what: str, id_: str, *path: str) -> NotMadeError:
    """The end of an edit that names what is not there, or not for this viewer."""
    return refused(Code.NOT_FOUND, f"There is no {what} with the id {id_[:60]!r}.", *path)
