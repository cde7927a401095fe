"""Places side by side: who lies in which, what each is set against, and how it is told."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

import networkx as nx
import pytest

from partnermap.analysis.chance.nulls import Rank
from partnermap.analysis.measures.centrality import degree_centralisation
from partnermap.analysis.measures.cohesion import measure_cohesion
from partnermap.analysis.networks.network import graph, project
from partnermap.analysis.places.comparison import ComparedPlace, PlaceComparison, compare_places
from partnermap.analysis.places.measures import Measured
from partnermap.analysis.places.words import tell_place, tell_terms
from partnermap.errors import BadInputError
from partnermap.model.network import Network
from partnermap.vocabulary import Answer, Kind, PlaceKind, PlaceMeasure, TieKind
from tests.analysis.named import network
from tests.analysis.patchwork import placed, random_places

DENSITY, CENTRALISATION = PlaceMeasure.DENSITY, PlaceMeasure.CENTRALISATION


def areas(
    sizes: Mapping[str, tuple[int, int]], *, answers: Mapping[str, Answer | None] | None = None
) -> Network:
    """Local authorities by name: how many schools each has, and how many of them meet."""
    schools = {la: [f"{la}-{n:02}" for n in range(many)] for la, (many, _) in sizes.items()}
    recorded = network(
        {f"p:{la}": those[: sizes[la][1]] for la, those in schools.items() if sizes[la][1]},
        alone=[school for those in schools.values() for school in those],
        answers=answers,
    )
    belongs = [(s, TieKind.IN_LA, f"la:{la}") for la, those in schools.items() for s in those]
    return placed(recorded, {}, belongs=belongs)


def told(found: PlaceComparison) -> dict[str, ComparedPlace]:
    return {place.id: place for place in found.places}


def measured(place: ComparedPlace) -> dict[PlaceMeasure, Measured]:
    return {one.measure: one for one in place.measures}


def test_a_place_where_nobody_answered_has_no_value_of_anything() -> None:
    silent = dict.fromkeys((f"b-{n:02}" for n in range(4)), Answer.SILENT)
    found = told(compare_places(areas({"a": (4, 3), "b": (4, 3)}, answers=silent), PlaceKind.LA))
    heard, unheard = found["la:a"], found["la:b"]
    assert (heard.organisations, heard.heard, heard.alone, heard.not_known) == (4, 4, 1, 0)
    assert (unheard.organisations, unheard.heard, unheard.alone, unheard.not_known) == (4, 0, 0, 1)
    assert all(one.value is None and one.rank is None for one in unheard.measures)
    assert tell_place(unheard) == (
        "4 organisations; none has answered in full, so it is not known how they work together."
    )
    rank = measured(heard)[DENSITY].rank
    assert rank is not None and rank.among == 0
    assert "no other place here is of about its size" in tell_place(heard)


def test_a_small_place_is_set_against_small_ones_alone() -> None:
    sizes = {"tiny": (4, 3), "small": (5, 3), "middle": (8, 3), "large": (60, 40), "vast": (90, 50)}
    found = told(compare_places(areas(sizes), PlaceKind.LA))
    among = {id_: measured(place)[DENSITY].rank for id_, place in found.items()}
    assert among == {
        "la:tiny": Rank(2, 0, 0),
        "la:small": Rank(1, 0, 1),
        "la:middle": Rank(0, 0, 2),
        "la:large": Rank(1, 0, 0),
        "la:vast": Rank(0, 0, 1),
    }
    assert "more joined-up than both places of about its size" in tell_place(found["la:tiny"])
    assert "less joined-up than the one other place" in tell_place(found["la:vast"])


def test_of_many_places_the_ten_nearest_in_size_count_with_all_that_are_as_near() -> None:
    sizes = {f"{n:02}": (20 + n // 3, 2 + n) for n in range(18)}  # three of each size
    found = told(compare_places(areas(sizes), PlaceKind.LA, [DENSITY]))
    for id_, place in found.items():
        far = sorted(
            Fraction(max(other.heard, place.heard), min(other.heard, place.heard))
            for other in found.values()
            if other.id != id_
        )
        rank = place.measures[0].rank
        assert rank is not None
        assert rank.among == sum(each <= far[9] for each in far) >= 10


def test_who_lies_where() -> None:
    recorded = placed(
        network({"heads": ["ash", "elm", "oak"]}, alone=["uid:1", "diocese:1"],
                kinds={"uid:1": Kind.TRUST, "diocese:1": Kind.DIOCESE}),
        {},
        belongs=[
            ("ash", TieKind.IN_TRUST, "uid:1"), ("elm", TieKind.IN_TRUST, "uid:1"),
            ("ash", TieKind.IN_LA, "la:1"), ("elm", TieKind.IN_LA, "la:2"),
            ("oak", TieKind.IN_LA, "la:2"), ("ash", TieKind.IN_DIOCESE, "diocese:1"),
        ],
    )  # fmt: skip
    sizes = {
        kind: {
            id_: place.organisations for id_, place in told(compare_places(recorded, kind)).items()
        }
        for kind in PlaceKind
    }
    assert sizes == {
        # The trust lies wherever a school of its does; the authorities are outside the scope.
        PlaceKind.LA: {"la:1": 2, "la:2": 3},
        PlaceKind.DIOCESE: {"diocese:1": 3},
        PlaceKind.TRUST: {"uid:1": 3},
    }


def test_each_kind_has_the_measures_that_tell_its_places_apart() -> None:
    recorded = random_places(1)
    left_out = {
        PlaceKind.LA: {PlaceMeasure.MODULARITY, PlaceMeasure.WITHIN_AUTHORITIES},
        PlaceKind.DIOCESE: {PlaceMeasure.MODULARITY},
        PlaceKind.TRUST: {PlaceMeasure.MODULARITY, PlaceMeasure.WITHIN_TRUSTS},
    }
    for kind in PlaceKind:
        usual = compare_places(recorded, kind, nulls=1).places
        assert usual
        assert all({*PlaceMeasure} - {*measured(place)} == left_out[kind] for place in usual)
    every = compare_places(recorded, PlaceKind.LA, [*PlaceMeasure], nulls=1).places[0]
    assert [one.measure for one in every.measures] == [*PlaceMeasure]
    assert compare_places(recorded, PlaceKind.LA, []).places[0].measures == ()


@pytest.mark.parametrize("seed", range(30))
def test_values_are_those_of_the_place_alone(seed: int) -> None:
    recorded = random_places(seed)
    for place in compare_places(recorded, PlaceKind.LA, nulls=1).places:
        members = {
            edge.start
            for edge in recorded.formal
            if edge.kind is TieKind.IN_LA and edge.end == place.id
        }
        run_by = {
            edge.end
            for edge in recorded.formal
            if edge.kind is TieKind.IN_TRUST and edge.start in inside(recorded) & members
        }
        lie = inside(recorded) & (members | run_by)
        alone = graph(
            replace(
                recorded,
                nodes=tuple(replace(n, outside=n.id not in lie) for n in recorded.nodes),
            )
        )
        joined = measure_cohesion(alone)
        heard = {n.id for n in recorded.nodes if n.id in lie and n.answer is Answer.COMPLETE}
        among = project(alone).subgraph(heard)
        assert (place.organisations, place.heard) == (len(lie), len(heard))
        assert (place.alone, place.not_known) == (len(joined.isolates), len(joined.not_known))
        values = {one.measure: one.value for one in place.measures}
        assert values[DENSITY] == joined.density
        assert values[CENTRALISATION] == degree_centralisation(among)
        clustering = values[PlaceMeasure.CLUSTERING]
        assert (clustering or 0) == pytest.approx(nx.transitivity(among))


def inside(recorded: Network) -> set[str]:
    return {node.id for node in recorded.nodes if not node.outside}


def test_what_chance_cannot_give_is_found_and_what_it_can_is_not() -> None:
    within = network(
        {
            f"p:{trust}{n}": [f"{trust}{m}" for m in range(6) if m != n]
            for trust in "abc"
            for n in range(6)
        },
    )
    mixed = shuffled(within, 5)
    for recorded, expected in ((within, True), (mixed, False)):
        belongs = [(n.id, TieKind.IN_TRUST, f"uid:{n.id[0]}") for n in recorded.nodes]
        belongs += [(n.id, TieKind.IN_LA, "la:1") for n in recorded.nodes]
        (place,) = compare_places(placed(recorded, {}, belongs=belongs), PlaceKind.LA).places
        found = tell_place(place)
        assert ("within their own trust more often than by chance" in found) is expected


def shuffled(recorded: Network, seed: int) -> Network:
    """The same sizes, with members taken at random."""
    random, ids = Random(seed), [node.id for node in recorded.nodes]
    return network({p.id: random.sample(ids, 5) for p in recorded.partnerships})


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_records_and_the_names_of_things_change_nothing(seed: int) -> None:
    recorded = random_places(seed, [Answer.COMPLETE])
    ids = [node.id for node in recorded.nodes]
    names = {id_: f"n{n}" for n, id_ in enumerate(Random(seed).sample(ids, len(ids)))}
    other = replace(
        recorded,
        nodes=tuple(replace(n, id=names[n.id]) for n in reversed(recorded.nodes)),
        formal=tuple(
            replace(e, start=names[e.start], end=names[e.end]) for e in reversed(recorded.formal)
        ),
        memberships=tuple(
            replace(m, organisation=names[m.organisation]) for m in reversed(recorded.memberships)
        ),
        denials=(),
    )
    plain = replace(recorded, denials=())
    for kind in PlaceKind:
        before, after = (compare_places(n, kind, nulls=20) for n in (plain, other))
        assert before.places == tuple(
            replace(place, id=id_)
            for id_, place in by_name(after, {new: old for old, new in names.items()})
        )


def by_name(
    found: PlaceComparison, names: Mapping[str, str]
) -> Iterable[tuple[str, ComparedPlace]]:
    return sorted(((names[place.id], place) for place in found.places), key=lambda one: one[0])


def test_a_place_has_the_same_values_and_nulls_whatever_stands_beside_it() -> None:
    alone = told(compare_places(areas({"a": (9, 5)}), PlaceKind.LA, seed=3))["la:a"]
    beside = told(compare_places(areas({"a": (9, 5), "b": (30, 9)}), PlaceKind.LA, seed=3))["la:a"]
    assert alone == beside


def test_without_a_random_network_nothing_is_set_against_chance() -> None:
    with pytest.raises(BadInputError, match="one random network at least; 0 given"):
        compare_places(areas({"a": (4, 3)}), PlaceKind.LA, nulls=0)


def test_nowhere_there_are_no_places() -> None:
    for kind in PlaceKind:
        assert compare_places(network(), kind).places == ()


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (
            ComparedPlace("la:1", "A", 1, 1, 1, 0, ()),
            "1 organisation; it answered in full.",
        ),
        (
            ComparedPlace("la:1", "A", 1, 0, 0, 1, ()),
            "1 organisation; it has not answered in full, so it is not known with whom it works.",
        ),
        (
            ComparedPlace("la:1", "A", 1240, 1, 0, 1239, ()),
            "1,240 organisations; 1 answered in full; too few to say how they work together.",
        ),
        (
            ComparedPlace("la:1", "A", 3, 3, 0, 0, (Measured(DENSITY, 0.0, Rank(0, 2, 1)),)),
            "3 organisations; all answered in full; none of these works with another of them.",
        ),
        (
            ComparedPlace("la:1", "A", 3, 3, 3, 0, (Measured(DENSITY, 0.0, Rank(0, 2, 1)),)),
            "3 organisations; all answered in full; none of these works with anyone.",
        ),
        (
            ComparedPlace("la:1", "A", 5, 4, 1, 0, (Measured(DENSITY, 0.5, Rank(3, 5, 1)),)),
            "5 organisations; 4 answered in full; 1 of these works alone; as joined-up as 5 of 9 "
            "places of about its size.",
        ),
        (
            ComparedPlace("la:1", "A", 5, 4, 2, 0, (Measured(DENSITY, 0.5, Rank(5, 3, 1)),)),
            "5 organisations; 4 answered in full; 2 of these work alone; more joined-up than 5 of "
            "9 places of about its size.",
        ),
        (
            ComparedPlace("la:1", "A", 5, 4, 0, 0, (Measured(DENSITY, 0.5, Rank(0, 2, 0)),)),
            "5 organisations; 4 answered in full; as joined-up as both places of about its size.",
        ),
        (
            ComparedPlace(
                "la:1", "A", 16, 12, 0, 1,
                (
                    Measured(DENSITY, 0.2, Rank(4, 1, 4)),
                    Measured(CENTRALISATION, 0.2, Rank(7, 0, 2)),
                    Measured(PlaceMeasure.CLUSTERING, 0.5, Rank(0, 2, 98)),
                    Measured(PlaceMeasure.WITHIN_TRUSTS, 0.5, Rank(60, 2, 38)),
                    Measured(PlaceMeasure.ACROSS_KINDS, -1.0, Rank(0, 100, 0)),
                    Measured(PlaceMeasure.ACROSS_PHASES, 0.1, Rank(99, 0, 1)),
                ),
            ),
            "16 organisations; 12 answered in full; in the middle of the 9 places of about its "
            "size; more hangs on one organisation than in 7 of those 9; they work with schools of "
            "another phase more often than by chance; they work with partners of their partners "
            "less often than by chance.",
        ),
        (
            ComparedPlace(
                "la:1", "A", 9, 7, 0, 0,
                (
                    Measured(DENSITY, 0.5, Rank(0, 0, 1204)),
                    Measured(CENTRALISATION, 0.2, Rank(2, 0, 0)),
                    Measured(PlaceMeasure.WITHIN_TRUSTS, 1.0, Rank(99, 0, 1)),
                    Measured(PlaceMeasure.CLUSTERING, 0.5, Rank(99, 1, 0)),
                    Measured(PlaceMeasure.MODULARITY, 0.5, Rank(100, 0, 0)),
                ),
            ),
            "9 organisations; 7 answered in full; less joined-up than all 1,204 places of about "
            "its size; more hangs on one organisation than in both places of about its size; they "
            "work with partners of their partners, within their own trust and in circles of their "
            "own more often than by chance.",
        ),
        (
            ComparedPlace(
                "la:1", "A", 9, 7, 0, 0,
                (
                    Measured(DENSITY, 0.5, Rank(0, 0, 2)),
                    Measured(CENTRALISATION, 0.2, Rank(2, 0, 0)),
                ),
            ),
            "9 organisations; 7 answered in full; less joined-up than both places of about its "
            "size; more hangs on one organisation than in both of those.",
        ),
        (
            ComparedPlace(
                "la:1", "A", 4, 4, 0, 0, (Measured(CENTRALISATION, 0.2, Rank(0, 0, 1)),)
            ),
            "4 organisations; all answered in full; less hangs on one organisation than in the "
            "one other place of about its size.",
        ),
    ],
)  # fmt: skip
def test_a_place_is_told_in_one_line(place: ComparedPlace, line: str) -> None:
    assert tell_place(place) == line


def test_the_terms_that_are_used_are_explained_in_plain_words() -> None:
    recorded = areas({"a": (9, 5), "b": (9, 4)})
    every, size, nothing = (
        tell_terms(compare_places(recorded, PlaceKind.LA, measures, nulls=1))
        for measures in (None, [DENSITY], [])
    )
    assert "at least half as many" in every and "99% of 1 network in which" in every
    assert "at least half as many" in size and "chance" not in size
    assert nothing == "All is about those that answered in full."


def test_of_what_is_due_to_chance_one_in_25_is_told() -> None:
    told_of = 0
    for seed in range(80):
        random = Random(seed)
        ids = [f"o{n:02}" for n in range(18)]
        recorded = network(
            {f"p{n:02}": random.sample(ids, random.randint(2, 5)) for n in range(14)}, alone=ids
        )
        belongs = [(id_, TieKind.IN_TRUST, f"uid:{random.randint(1, 4)}") for id_ in ids]
        belongs += [(id_, TieKind.IN_LA, "la:1") for id_ in ids]
        (place,) = compare_places(
            placed(recorded, {}, belongs=belongs), PlaceKind.LA, [PlaceMeasure.WITHIN_TRUSTS]
        ).places
        told_of += "chance" in tell_place(place)
    # Of 80, 3 are to be expected; more than 10 would be told once in a thousand times.
    assert 0 < told_of <= 10
