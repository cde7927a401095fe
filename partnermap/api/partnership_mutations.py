"""Changes to partnerships and their members."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from partnermap.api.execution import Context
from partnermap.api.types.changes import (
    CommunityOrganisationInput,
    MemberInput,
    OrganisationResult,
    PartnershipInput,
    PartnershipResult,
    PartnershipUpdate,
    RetractResult,
)
from partnermap.edits import members, organisations, partnerships, statements
from partnermap.edits.once import Asked, Edit, once
from partnermap.edits.organisations import Introduced
from partnermap.edits.outcome import Outcome
from partnermap.edits.partnerships import Described, Member

Info = strawberry.Info[Context, None]
Key = Annotated[
    str,
    strawberry.argument(
        description="A text of your own, 8 to 100 characters, new for each change: asked again "
        "with it, the change is not made twice, and its answer is given again."
    ),
]
Id = Annotated[strawberry.ID, strawberry.argument(description="The partnership's id.")]
Version = Annotated[
    str, strawberry.argument(description="Its `version` as you read it; a stale one is refused.")
]
Who = Annotated[strawberry.ID, strawberry.argument(description="The organisation's id.")]
On = Annotated[
    str,
    strawberry.argument(description="When: a year, a month (`2021-09`) or a day (`2021-09-01`)."),
]


async def edited(
    info: Info,
    key: str,
    content: dict[str, Any],
    work: Callable[[Edit], Awaitable[Outcome]],
) -> Outcome:
    """The outcome of an edit asked for in this field, with what was asked as plain values."""
    context = info.context
    asked = Asked(info.field_name, key, content, context.access)
    return await once(context.store, asked, work)


@strawberry.type
class PartnershipMutation:
    """Changes to partnerships and their members."""

    @strawberry.mutation(
        description="Record a partnership. Kind, name and keeper are what tells it: recorded "
        "again in the same words, it is answered as it is."
    )
    async def record_partnership(
        self,
        info: Info,
        key: Key,
        input: PartnershipInput,  # noqa: A002 - what GraphQL calls it
    ) -> PartnershipResult:
        """Record a partnership."""
        described = Described(
            **{
                **vars(input),
                "members": [Member(**vars(member)) for member in input.members],
            }
        )
        return PartnershipResult.of(
            await edited(
                info, key, asdict(described), lambda edit: partnerships.record(edit, described)
            )
        )

    @strawberry.mutation(description="Say of a partnership something else than was said.")
    async def update_partnership(
        self,
        info: Info,
        key: Key,
        id: Id,  # noqa: A002 - what GraphQL calls it
        version: Version,
        input: PartnershipUpdate,  # noqa: A002 - what GraphQL calls it
    ) -> PartnershipResult:
        """Say of a partnership something else."""
        given = {
            ("localLabel" if name == "local_label" else name): value
            for name, value in vars(input).items()
            if value is not UNSET
        }
        content = {"id": id, "version": version, **given}
        return PartnershipResult.of(
            await edited(
                info, key, content, lambda edit: partnerships.update(edit, id, version, given)
            )
        )

    @strawberry.mutation(description="End a partnership, with every membership that goes on.")
    async def end_partnership(
        self,
        info: Info,
        key: Key,
        id: Id,  # noqa: A002 - what GraphQL calls it
        on: On,
        version: Version,
    ) -> PartnershipResult:
        """End a partnership."""
        content = {"id": id, "on": on, "version": version}
        return PartnershipResult.of(
            await edited(info, key, content, lambda edit: partnerships.end(edit, id, on, version))
        )

    @strawberry.mutation(
        description="Let an organisation join a partnership. Where it lies outside your part of "
        "the map it is claimed, until its own side confirms it."
    )
    async def join_partnership(
        self,
        info: Info,
        key: Key,
        id: Id,  # noqa: A002 - what GraphQL calls it
        input: MemberInput,  # noqa: A002 - what GraphQL calls it
    ) -> PartnershipResult:
        """Let an organisation join."""
        member = Member(**vars(input))
        content = {"id": id, **asdict(member)}
        return PartnershipResult.of(
            await edited(info, key, content, lambda edit: members.join(edit, id, member))
        )

    @strawberry.mutation(description="End an organisation's part in a partnership.")
    async def leave_partnership(
        self,
        info: Info,
        key: Key,
        id: Id,  # noqa: A002 - what GraphQL calls it
        organisation: Who,
        on: On,
    ) -> PartnershipResult:
        """End an organisation's part."""
        content = {"id": id, "organisation": organisation, "on": on}
        return PartnershipResult.of(
            await edited(info, key, content, lambda edit: members.leave(edit, id, organisation, on))
        )

    @strawberry.mutation(
        description="Confirm for an organisation of yours that it is in a partnership."
    )
    async def confirm_membership(
        self,
        info: Info,
        key: Key,
        id: Id,  # noqa: A002 - what GraphQL calls it
        organisation: Who,
    ) -> PartnershipResult:
        """Confirm a claimed membership."""
        content = {"id": id, "organisation": organisation}
        return PartnershipResult.of(
            await edited(info, key, content, lambda edit: members.confirm(edit, id, organisation))
        )

    @strawberry.mutation(
        description="Record that an organisation says it does not work with another. Each side "
        "says so for itself; what nobody has said stays not known."
    )
    async def report_absent(
        self,
        info: Info,
        key: Key,
        by: Annotated[strawberry.ID, strawberry.argument(description="Who says so.")],
        other: Annotated[
            strawberry.ID, strawberry.argument(name="with", description="Whom it is about.")
        ],
        on: Annotated[
            str | None, strawberry.argument(description="Since when, if it is known.")
        ] = None,
    ) -> OrganisationResult:
        """Record that there is no tie."""
        content = {"by": by, "with": other, "on": on}
        return OrganisationResult.of(
            await edited(
                info, key, content, lambda edit: statements.report_absent(edit, by, other, on)
            )
        )

    @strawberry.mutation(
        description="Take back a statement of yours about a membership or an absence. It is kept, "
        "and counts no more; what others say stands."
    )
    async def retract(
        self,
        info: Info,
        key: Key,
        fact: Annotated[
            str, strawberry.argument(description="The key of the statement, as in `saidBy`.")
        ],
    ) -> RetractResult:
        """Take back a statement."""
        return RetractResult.of(
            await edited(info, key, {"fact": fact}, lambda edit: statements.retract(edit, fact))
        )

    @strawberry.mutation(
        description="Add a community organisation. Those it may be are offered first; `evenSo` "
        "adds it beside others of its name."
    )
    async def add_organisation(
        self,
        info: Info,
        key: Key,
        input: CommunityOrganisationInput,  # noqa: A002 - what GraphQL calls it
        even_so: Annotated[
            bool, strawberry.argument(description="Whether to add it beside others of its name.")
        ] = False,
    ) -> OrganisationResult:
        """Add a community organisation."""
        introduced = Introduced(**vars(input))
        content = {**asdict(introduced), "evenSo": even_so}
        return OrganisationResult.of(
            await edited(
                info,
                key,
                content,
                lambda edit: organisations.add(edit, introduced, even_so=even_so),
            )
        )
