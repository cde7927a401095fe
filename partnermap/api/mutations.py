"""What can be changed: each part of it in a module of its own."""

import strawberry

from partnermap.api.access_mutations import AccessMutation


@strawberry.type(description="What can be changed.")
class Mutation(AccessMutation):
    """What can be changed."""
