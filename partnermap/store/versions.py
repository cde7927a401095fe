"""The version of a record: what a reader saw of it, as text that tells what changed since."""

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from partnermap.errors import BadInputError
from partnermap.model.dates import BEGINNING, OPEN
from partnermap.model.keys import canonical

FIELDS = {
    "name": "the name",
    "themes": "the themes",
    "localLabel": "the local label",
    "strength": "the strength",
    "visibility": "the visibility",
    "since": "the first day",
    "sinceBy": "the first day at the latest",
    "until": "the last day",
    "untilFrom": "the last day at the earliest",
}
"""The properties of a partnership that a person can change, and how they are told."""
OF_GOAL = {
    "name": "the name",
    "description": "the description",
    "themes": "the themes",
    "due": "the due day",
    "visibility": "the visibility",
    "since": "the first day",
    "sinceBy": "the first day at the latest",
    "until": "the last day",
    "untilFrom": "the last day at the earliest",
}
"""Those of a goal."""
OF_MILESTONE = {"description": "the description", "due": "the due day", "measures": "the measures"}
"""Those of a milestone, the last of which are things of their own."""
OF_AREA = {
    "name": "the name",
    "visibility": "the visibility",
    "polygon": "the polygon (by its hash)",
}
"""Those of a saved area."""
OF_QUERY = {
    "name": "the name",
    "visibility": "the visibility",
    "text": "the text (by its hash)",
}
"""Those of a saved query."""


def _columns(names: Iterable[str]) -> str:
    return "[" + ", ".join(f"{{n}}.{name}" for name in names) + "]"


COLUMNS, GOAL_COLUMNS = _columns(FIELDS), _columns(OF_GOAL)
"""What the version of a partnership is made of, and that of a goal, in Cypher."""
MILESTONE_COLUMNS = (
    "[{n}.description, {n}.due, COLLECT {{ MATCH ({n})<-[t:MEASURES]-(m:GoalMeasure) "
    f"WHERE t.until = '{OPEN}' WITH m ORDER BY m.sortKey "
    "RETURN [m.name, m.unit, m.baseline, m.target, m.direction] }}]"
)
"""What the version of a milestone is made of."""


def version_of(values: Sequence[Any]) -> str:
    """The version of a record whose properties, in the order of its fields, are these."""
    text = canonical(["" if value is None else value for value in values])
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def changes_since(
    version: str, properties: Mapping[str, Any], fields: Mapping[str, str]
) -> list[str]:
    """What has changed since a version was read, in words; BadInputError if it is none of ours."""
    try:
        padded = version + "=" * (-len(version) % 4)
        seen = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error):
        seen = None
    if not isinstance(seen, list) or len(seen) != len(fields):
        raise BadInputError("It is not a version; take it from the record as you read it.")
    return [
        f"{told} from {_shown(old)} to {_shown(properties.get(name))}"
        for old, (name, told) in zip(seen, fields.items(), strict=True)
        if old != ("" if properties.get(name) is None else properties[name])
    ]


def _shown(value: Any) -> str:
    if value in (None, "", BEGINNING, OPEN, []):
        return "nothing"
    if not isinstance(value, list):
        return str(value)
    parts = (" ".join(map(str, one)) if isinstance(one, list) else str(one) for one in value)
    return ", ".join(parts)
