"""Answers about places, kept for as long as the data that they tell of stand."""

from collections import OrderedDict
from datetime import date
from typing import Any, Final

import orjson
from starlette.requests import Request

from partnermap.api.execution import Api
from partnermap.explorer.pages import Told, answer
from partnermap.scope import Access
from partnermap.vocabulary import ConfidenceState

_MOST: Final = 16
"""So many are kept: each holds a network, of a few megabytes for a large place."""
_UNFINISHED: Final = (ConfidenceState.CHECKING, ConfidenceState.BUSY)
Key = tuple[Any, ...]


class Answers:
    """The newest answers of one application, by their question and by what the viewer may see."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, tuple[int, Told]] = OrderedDict()

    async def of(self, request: Request, query: str, variables: Told, access: Access) -> Told:
        """The answer to a query; the one that was given before, if no data have changed since.

        What is still being checked is asked for again each time.
        """
        # What held today may have ended tomorrow, though no data change.
        asked = orjson.dumps(variables, option=orjson.OPT_SORT_KEYS)
        key = (query, asked, access.sees, access.station, date.today())
        api: Api = request.app.state.api
        version = await api.store.data_version()
        before, data = self._kept.pop(key, (None, {}))
        if before != version:
            data = await answer(request, query, variables, access)
            if _unfinished(data) or version != await api.store.data_version():
                return data
        self._kept[key] = version, data
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return data


def _unfinished(data: Told) -> bool:
    """Whether it is still being checked how sure an answer is."""
    checked = data.get("analysis", {}).get("confidence") or {}
    return checked.get("state") in _UNFINISHED
