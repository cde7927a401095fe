"""The version of a partnership: what a reader saw of it, as text that tells what changed since."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from partnermap.errors import BadInputError
from partnermap.model import BEGINNING, OPEN, canonical

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
"""The properties that a person can change, and how they are told."""
COLUMNS = "[" + ", ".join(f"{{n}}.{name}" for name in FIELDS) + "]"
"""What a version is made of, in Cypher."""


def version_of(values: Sequence[Any]) -> str:
    """The version of a partnership whose properties, in the order of `FIELDS`, are these."""
    text = canonical(["" if value is None else value for value in values])
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def changes_since(version: str, properties: Mapping[str, Any]) -> list[str]:
    """What has changed since a version was read, in words; BadInputError if it is none of ours."""
    try:
        padded = version + "=" * (-len(version) % 4)
        seen = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error):
        seen = None
    if not isinstance(seen, list) or len(seen) != len(FIELDS):
        raise BadInputError("It is not a version; take it from the partnership as you read it.")
    return [
        f"{told} from {_shown(old)} to {_shown(properties.get(name))}"
        for old, (name, told) in zip(seen, FIELDS.items(), strict=True)
        if old != ("" if properties.get(name) is None else properties[name])
    ]


def _shown(value: Any) -> str:
    if value in (None, "", BEGINNING, OPEN, []):
        return "nothing"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
