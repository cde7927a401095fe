"""Studies that are kept: each measure as a text, and a study that is made of such texts again."""

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, NoReturn, get_type_hints

from pydantic import TypeAdapter

from partnermap.analysis import Analysis
from partnermap.analysis.confidence.sureness import Sureness
from partnermap.errors import BadInputError
from partnermap.model.findings import Finding
from partnermap.vocabulary import Layer, View

MEASURES = (
    "cohesion",
    "bottlenecks",
    "pursuit",
    "centralisation",
    "betweenness_estimate",
    "constraint",
    "effective_size",
    "core_numbers",
    "hubs",
    "clusters",
    "degree_assortativity",
    "sureness",
    "findings",
)
"""What is worked out of a whole country, and kept; each goes by those before it."""


def written(study: Analysis, measure: str) -> str:
    """A measure of a study as JSON; findings with how sure they are."""
    found = getattr(study, measure)
    if measure == "findings":
        found = study.findings_with(study.sureness)
    return _adapter(measure).dump_json(found).decode()


@cache
def _adapter(measure: str) -> TypeAdapter[Any]:
    declared: cached_property[Any] = getattr(Analysis, measure)
    return TypeAdapter(get_type_hints(declared.func)["return"])


class Kept(Analysis):
    """A study whose `MEASURES` were worked out before; BadInputError for any other.

    Parameters
    ----------
    scope, layer, view, as_of, data_version, seed
        As of the study that was worked out.
    texts : mapping
        By name each measure, as `written` gives it.
    """

    def __init__(
        self,
        scope: str,
        layer: Layer,
        view: View,
        as_of: str | None,
        data_version: int,
        seed: int,
        texts: Mapping[str, str],
    ) -> None:
        self.scope = scope
        self.layer = layer
        self.view = view
        self.as_of = as_of
        self.data_version = data_version
        self.seed = seed
        for measure in MEASURES:
            setattr(self, measure, _adapter(measure).validate_json(texts[measure]))

    @property
    def network(self) -> NoReturn:  # type: ignore[override]
        """What all other measures go by is not here."""
        raise BadInputError(
            "This is worked out for smaller places only: ask it of an LA, a diocese or a trust."
        )

    def findings_with(self, sureness: Sureness | None) -> tuple[Finding, ...]:
        """The findings, which were kept with how sure they are."""
        del sureness
        return self.findings
