"""Changes to partnerships and their members."""

from dataclasses import asdict
from typing import Annotated

import strawberry

from partnermap.api.changing import Info, Key, change, edited, words
from partnermap.api.types.changes import (
    CommunityOrganisationInput,
    MemberInput,
    OrganisationResult,
    PartnershipInput,
    PartnershipResult,
    PartnershipUpdate,
    RetractResult,
)
from partnermap.edits import members, mergers, organisations, partnerships, statements
from partnermap.edits.described import Described, Member
from partnermap.edits.organisations import Introduced

Id = Annotated[strawberry.ID, strawberry.argument(description="The partnership's id.")]
Version = Annotated[
    str, strawberry.argument(description="Its `version` as you read it; a stale one is refused.")
]
Who = Annotated[strawberry.ID, strawberry.argument(description="The organisation's id.")]
On = Annotated[
    str,
    strawberry.argument(description="When: a year, a month (`2021-09`) or a day (`2021-09-01`)."),
]


async def _record(info: Info, key: Key, input: PartnershipInput) -> PartnershipResult:  # noqa: A002
    """Record a partnership."""
    named = [Member(**words(member)) for member in input.members]
    described = Described(**{**words(input), "members": named})
    return await edited(
        PartnershipResult,
        info,
        key,
        asdict(described),
        lambda edit: partnerships.record(edit, described),
    )


async def _update(
    info: Info,
    key: Key,
    id: Id,  # noqa: A002
    version: Version,
    input: PartnershipUpdate,  # noqa: A002
) -> PartnershipResult:
    """Say of a partnership something else."""
    given = words(input)
    return await edited(
        PartnershipResult,
        info,
        key,
        {"id": id, "version": version, **given},
        lambda edit: partnerships.update(edit, id, version, given),
    )


async def _end(info: Info, key: Key, id: Id, on: On, version: Version) -> PartnershipResult:  # noqa: A002
    """End a partnership."""
    return await edited(
        PartnershipResult,
        info,
        key,
        {"id": id, "on": on, "version": version},
        lambda edit: partnerships.end(edit, id, on, version),
    )


async def _reopen(info: Info, key: Key, id: Id, version: Version) -> PartnershipResult:  # noqa: A002
    """Reopen a partnership."""
    return await edited(
        PartnershipResult,
        info,
        key,
        {"id": id, "version": version},
        lambda edit: partnerships.reopen(edit, id, version),
    )


async def _join(info: Info, key: Key, id: Id, input: MemberInput) -> PartnershipResult:  # noqa: A002
    """Let an organisation join."""
    member = Member(**words(input))
    return await edited(
        PartnershipResult,
        info,
        key,
        {"id": id, **asdict(member)},
        lambda edit: members.join(edit, id, member),
    )


async def _leave(info: Info, key: Key, id: Id, organisation: Who, on: On) -> PartnershipResult:  # noqa: A002
    """End an organisation's part."""
    return await edited(
        PartnershipResult,
        info,
        key,
        {"id": id, "organisation": organisation, "on": on},
        lambda edit: members.leave(edit, id, organisation, on),
    )


async def _confirm(info: Info, key: Key, id: Id, organisation: Who) -> PartnershipResult:  # noqa: A002
    """Confirm a claimed membership."""
    return await edited(
        PartnershipResult,
        info,
        key,
        {"id": id, "organisation": organisation},
        lambda edit: members.confirm(edit, id, organisation),
    )


async def _report_absent(
    info: Info,
    key: Key,
    by: Annotated[strawberry.ID, strawberry.argument(description="Who says so.")],
    other: Annotated[
        strawberry.ID, strawberry.argument(name="with", description="Whom it is about.")
    ],
    on: Annotated[
        str | None, strawberry.argument(description="Since when, if that is known.")
    ] = None,
) -> OrganisationResult:
    """Record that there is no tie."""
    return await edited(
        OrganisationResult,
        info,
        key,
        {"by": by, "with": other, "on": on},
        lambda edit: statements.report_absent(edit, by, other, on),
    )


async def _retract(
    info: Info,
    key: Key,
    fact: Annotated[
        str, strawberry.argument(description="The key of the statement, as in `saidBy`.")
    ],
    reason: Annotated[
        str | None, strawberry.argument(description="Why, for the log; at most 200 characters.")
    ] = None,
) -> RetractResult:
    """Take back a statement."""
    content = {"fact": fact} | ({"reason": reason} if reason else {})
    return await edited(
        RetractResult, info, key, content, lambda edit: statements.retract(edit, fact, reason)
    )


async def _add(
    info: Info,
    key: Key,
    input: CommunityOrganisationInput,  # noqa: A002
    even_so: Annotated[
        bool, strawberry.argument(description="Whether to add it beside others of its name.")
    ] = False,
) -> OrganisationResult:
    """Add a community organisation."""
    introduced = Introduced(**words(input))
    return await edited(
        OrganisationResult,
        info,
        key,
        {**asdict(introduced), "evenSo": even_so},
        lambda edit: organisations.add(edit, introduced, even_so=even_so),
    )


async def _merge(
    info: Info,
    key: Key,
    keep: Annotated[strawberry.ID, strawberry.argument(description="The id to keep.")],
    other: Annotated[
        strawberry.ID, strawberry.argument(description="The id that will lead to it.")
    ],
) -> OrganisationResult:
    """Make two records one."""
    return await edited(
        OrganisationResult,
        info,
        key,
        {"keep": keep, "other": other},
        lambda edit: mergers.merge(edit, keep, other),
    )


async def _undo_merge(
    info: Info,
    key: Key,
    other: Annotated[
        strawberry.ID, strawberry.argument(description="The id that leads to another now.")
    ],
) -> OrganisationResult:
    """Make two records of one again."""
    return await edited(
        OrganisationResult, info, key, {"other": other}, lambda edit: mergers.undo(edit, other)
    )


@strawberry.type
class PartnershipMutation:
    """Changes to partnerships, their members and the organisations that take part."""

    record_partnership: PartnershipResult = change(
        resolver=_record,
        description="Record a partnership. Kind, name and keeper are what tells it: recorded "
        "again in the same words, it is answered as it is.",
    )
    update_partnership: PartnershipResult = change(
        resolver=_update, description="Say of a partnership something else than was said."
    )
    end_partnership: PartnershipResult = change(
        resolver=_end, description="End a partnership, with every membership that goes on."
    )
    join_partnership: PartnershipResult = change(
        resolver=_join,
        description="Let an organisation join a partnership. Where it lies outside your part of "
        "the map it is claimed, until its own side confirms it.",
    )
    leave_partnership: PartnershipResult = change(
        resolver=_leave, description="End an organisation's part in a partnership."
    )
    confirm_membership: PartnershipResult = change(
        resolver=_confirm,
        description="Confirm for an organisation of yours that it is in a partnership.",
    )
    report_absent: OrganisationResult = change(
        resolver=_report_absent,
        description="Record that an organisation says it does not work with another. Each side "
        "says so for itself; what nobody has said stays not known.",
    )
    retract: RetractResult = change(
        resolver=_retract,
        description="Take back a statement of yours about a membership, an absence, who pursues a "
        "goal, or what was observed. It is kept, and counts no more; what others say stands.",
    )
    add_organisation: OrganisationResult = change(
        resolver=_add,
        description="Add a community organisation. Those it may be are offered first.",
    )
    merge_organisations: OrganisationResult = change(
        resolver=_merge,
        description="Make two records of one organisation one. Both histories are kept, and the "
        "id of the other leads to the one kept.",
    )
    undo_merge: OrganisationResult = change(
        resolver=_undo_merge,
        description="Make an organisation that was merged into another one of its own again.",
    )
    reopen_partnership: PartnershipResult = change(
        resolver=_reopen,
        description="Take back that a partnership ended: it goes on, with those who were in it to "
        "the last.",
    )
