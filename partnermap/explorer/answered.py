"""Answers of the API to whoever makes a file of them: the data, or the error as what it is."""

from typing import Any, Final

from partnermap.api.execution import Answer
from partnermap.errors import BadInputError, NotFoundError, RefusedError, StoreUnavailableError

_ERRORS: Final = {
    error.code: error
    for error in (BadInputError, NotFoundError, RefusedError, StoreUnavailableError)
}


def data_of(answer: Answer) -> dict[str, Any]:
    """The data of an answer; an error of the API is raised as what it is."""
    if answer.errors or answer.data is None:
        (first, *_) = answer.errors
        code = first.get("extensions", {}).get("code", "")
        raise _ERRORS.get(code, RefusedError)(first["message"])
    return answer.data
