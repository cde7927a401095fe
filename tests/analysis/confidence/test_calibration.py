"""Whether what is said with about 90% confidence holds so often; a sample of the long run."""

from random import Random

import pytest

from partnermap.analysis.confidence.rates import Rates, Record
from partnermap.analysis.networks.sizes import Outline, Sizes
from partnermap.vocabulary import Kind
from tests.analysis.areas import MATCHING, Recipe
from tests.analysis.calibration import (
    LEAST,
    MOST,
    SAYINGS,
    Calibration,
    Said,
    area_sayings,
    calibrate,
)

AREAS, WORLDS = 54, 20
SCHOOL = (Kind.SCHOOL, None)


@pytest.fixture(scope="module")
def said() -> list[dict[str, Said]]:
    return [area_sayings(seed, MATCHING, WORLDS) for seed in range(AREAS)]


def test_what_is_said_is_about_as_sure(said: list[dict[str, Said]]) -> None:
    assert {name for area in said for name in area} == {*SAYINGS}
    assert all(LEAST <= one.stated < MOST for area in said for one in area.values())


# Of so few areas only what something is said of in most: the long run asks it of all.
@pytest.mark.parametrize(
    "name",
    [
        "is not among the three that strand most",
        "is not among the three most between others",
        "would strand somebody",
        "would strand nobody",
        "is joined to the largest part",
    ],
)
def test_what_is_said_holds_as_often_as_is_stated(name: str, said: list[dict[str, Said]]) -> None:
    found = calibrate(said)[name]
    assert found.within, found


def test_the_band_is_that_of_chance() -> None:
    random = Random(1)
    trials = [
        Calibration(200, 0.9, sum(random.random() < 0.9 for _ in range(200)) / 200)
        for _ in range(2_000)
    ]
    assert 0.98 <= sum(trial.within for trial in trials) / len(trials) <= 0.998
    assert not Calibration(200, 0.9, 0.8).within


def outlines(size: int, unheard: float, named: float, many: int, random: Random) -> list[Outline]:
    """What is recorded of so many partnerships of one size of which somebody was heard."""
    found: list[Outline] = []
    while len(found) < many:
        heard = sum(random.random() >= unheard for _ in range(size))
        more = sum(random.random() < named for _ in range(size - heard))
        if heard:
            found.append(Outline(heard + more, max(2, heard + more), bilateral=False))
    return found


@pytest.mark.parametrize("named", [0.0, 0.5, 1.0])
def test_the_sizes_of_partnerships_recorded_in_part(named: float) -> None:
    recorded = outlines(4, 0.4, named, 2_000, Random(2))
    missing = Sizes(recorded, silent=0.4, unasked=0.4).missing(named)
    sizes = [sum(n * chance for n, chance in missing.sizes[o].items()) for o in recorded]
    assert sum(sizes) / len(sizes) == pytest.approx(4, abs=0.25)
    assert missing.told[False] == pytest.approx(named * (1 - 0.4**3), abs=0.05)


def test_of_two_on_record_how_many_are_not() -> None:
    pairs = [Outline(2, 2, bilateral=True)] * 10
    nobody_left_out = Sizes(pairs, silent=0.4, unasked=0.0).missing(0.0)
    assert nobody_left_out.hidden == 0
    assert nobody_left_out.told[True] == pytest.approx(0.6)
    # Of 100 pairs: 36 with both heard, 48 with one, 16 with none.
    unnamed = Sizes(pairs, silent=0.4, unasked=0.4).missing(0.0)
    assert unnamed.hidden == pytest.approx(48 / 36)
    assert unnamed.unheard == pytest.approx(16 / 36)


@pytest.mark.parametrize("named", [0.2, 0.8])
def test_how_often_those_not_heard_are_named_is_seen_from_the_record(named: float) -> None:
    random = Random(3)
    sizes = Sizes(outlines(5, 0.3, named, 500, random), silent=0.3, unasked=0.3)
    heard = [Record(SCHOOL, True, random.choice([2, 3, 4])) for _ in range(700)]
    unheard = {
        f"o{number}": Record(
            SCHOOL,
            False,
            sum(random.random() < named * (1 - 0.3**4) for _ in range(random.choice([2, 3, 4]))),
        )
        for number in range(300)
    }
    rates = Rates(heard, unheard, sizes)
    lacks = [rates.draw(random) for _ in range(40)]
    assert sum(lack.named for lack in lacks) / 40 == pytest.approx(named, abs=0.08)
    lacking = sum(sum(lack.memberships.values()) for lack in lacks) / 40 / 300
    assert lacking == pytest.approx(3 * (1 - named * (1 - 0.3**4)), abs=0.25)


def test_an_area_of_which_nothing_is_about_as_sure_says_nothing() -> None:
    certain = Recipe(unheard=0, wrong=0, denied=0)
    assert calibrate([]) == {}
    assert {name for area in [area_sayings(0, certain, 1)] for name in area} == set()
