"""What can be changed."""

import strawberry

from partnermap.api.partnership_mutations import PartnershipMutation


@strawberry.type(description="What can be changed, one change after the other.")
class Mutation(PartnershipMutation):
    """What can be changed."""
