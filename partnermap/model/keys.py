"""Keys: the ids that are made of what a thing is, and so never made twice."""

import hashlib
import json

from partnermap.model.names import fold


def digest(*parts: str, length: int = 26) -> str:
    """A short, stable name for some text: lower-case base 32 of its SHA-256."""
    raw = hashlib.sha256("\x1f".join(parts).encode()).digest()
    number = int.from_bytes(raw, "big")
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no letters that look like digits
    return "".join(alphabet[(number >> (5 * i)) & 31] for i in range(length))


def partnership_id(kind: str, name: str, keeper: str) -> str:
    """The id of a partnership with a name: whoever records it, and however, it is the same one."""
    return f"partnership:{digest(kind, fold(name), keeper)}"


def goal_id(name: str, owner: str) -> str:
    """The id of a goal: an organisation has one of a name."""
    return f"goal:{digest(fold(name), owner)}"


def milestone_id(goal: str, name: str) -> str:
    """The id of a milestone: a goal has one of a name."""
    return f"milestone:{digest(goal, fold(name))}"


def measure_id(milestone: str, name: str) -> str:
    """The id of a measure: a milestone has one of a name."""
    return f"measure:{digest(milestone, fold(name))}"


def observation_id(measure: str, day: str) -> str:
    """The id of an observation: a measure has one of a day."""
    return f"observation:{digest(measure, day)}"


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: equal content, equal text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
