"""What can be changed: each part of it in a module of its own."""

import strawberry

from partnermap.api.access_mutations import AccessMutation
from partnermap.api.areas import AreaMutation
from partnermap.api.citations import CitationMutation
from partnermap.api.goal_mutations import GoalMutation
from partnermap.api.partnership_mutations import PartnershipMutation
from partnermap.api.round_mutations import RoundMutation
from partnermap.api.runs import RunMutation
from partnermap.api.saved_queries import SavedQueryMutation


@strawberry.type(description="What can be changed, one change after the other.")
class Mutation(
    PartnershipMutation,
    RoundMutation,
    GoalMutation,
    AccessMutation,
    CitationMutation,
    RunMutation,
    AreaMutation,
    SavedQueryMutation,
):
    """What can be changed."""
