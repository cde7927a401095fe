"""The id of a finding: its question, so that whoever has the id can ask it again."""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import date

from partnermap.errors import BadInputError
from partnermap.model.facts import Value
from partnermap.model.keys import canonical
from partnermap.near import NEARBY, Near
from partnermap.question import Question
from partnermap.scope import Access, Scope
from partnermap.vocabulary import Layer, View

_PREFIX = "finding:"
_BEFORE_VERSION = "@"


def question_of(finding: str, access: Access) -> Question:
    """The question that the id of a finding holds, asked by somebody; BadInputError for none."""
    code = finding.removeprefix(_PREFIX) if finding.startswith(_PREFIX) else ""
    try:
        padded = code + "=" * (-len(code) % 4)
        _, parameters, seed = json.loads(base64.b64decode(padded, "-_", validate=True))
        day = parameters["asOf"]
        return Question(
            Scope.parse(*parameters["scope"].split()),
            Layer(parameters["layer"]),
            date.fromisoformat(day) if day else None,
            access,
            int(seed),
            View(parameters.get("view", View.ORGANISATIONS)),
            Near.read(parameters.get("near", NEARBY.words)),
        )
    except (ValueError, TypeError, KeyError, AttributeError, binascii.Error) as error:
        raise BadInputError(
            f"{finding[:60]!r} is not the id of a finding; `analysis` tells the ids."
        ) from error


def finding_id(kind: str, parameters: Mapping[str, Value], seed: int) -> str:
    """The id of a finding: the same for the same question under the same form of access.

    The parameters are the question; whom the answer names is no part of it.
    """
    text = canonical([kind, parameters, seed])
    return _PREFIX + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def citation_id(finding: str, data_version: int) -> str:
    """What a finding is cited by: its id, and the data version it was worked out from."""
    return f"{finding}{_BEFORE_VERSION}{data_version}"


def cited_finding(id_: str) -> tuple[str, bool]:
    """The id of the finding that an id means, and whether it is that of a citation."""
    finding, at, _ = id_.partition(_BEFORE_VERSION)
    return finding, bool(at)
