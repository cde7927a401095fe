"""What a search finds."""

import strawberry

from partnermap.api.types.fields import stored
from partnermap.api.types.organisations import Organisation


@strawberry.type(description="An organisation that a text may mean.")
class SearchHit:
    """An organisation that a text may mean."""

    organisation: Organisation = stored("The organisation.")
    score: float = stored("How well it answers the text; 1 is the same name or code.")
    reason: str = stored("Why it is here, in words: `the same name`, `a part of the name`.")
