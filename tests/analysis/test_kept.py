"""Studies that are kept say what they said, and nothing that was not worked out."""

import pytest

from partnermap.analysis import Analysis, analyse
from partnermap.analysis.kept import MEASURES, Kept, written
from partnermap.errors import BadInputError
from partnermap.vocabulary import Layer
from tests.analysis.named import random_network


def kept(study: Analysis) -> Kept:
    texts = {measure: written(study, measure) for measure in MEASURES}
    return Kept(
        study.scope, study.layer, study.view, study.as_of, study.data_version, study.seed, texts
    )


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("seed", range(5))
def test_what_is_kept_is_what_was_worked_out(seed: int, layer: Layer) -> None:
    study = analyse(random_network(seed), layer)
    again = kept(study)
    for measure in MEASURES[:-1]:
        assert getattr(again, measure) == getattr(study, measure)
    assert again.findings == study.findings_with(study.sureness)
    assert again.findings_with(None) == again.findings


@pytest.mark.parametrize("measure", ["network", "departures", "drawn", "repairs"])
def test_what_was_not_worked_out_is_refused(measure: str) -> None:
    with pytest.raises(BadInputError, match="smaller places"):
        getattr(kept(analyse(random_network(0))), measure)
