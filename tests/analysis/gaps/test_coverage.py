"""Coverage: who provides what where, by hand, and that what it rests on is all that it rests on."""

from dataclasses import replace

import pytest

from partnermap.analysis.gaps.coverage import find_coverage
from partnermap.analysis.networks.network import graph
from partnermap.model.network import Network
from partnermap.vocabulary import Answer, Layer, TieKind
from tests.analysis.named import network
from tests.analysis.patchwork import placed, random_places


def provided(recorded: Network) -> dict[tuple[str, str], tuple[str, ...]]:
    found = find_coverage(graph(recorded, Layer.COMBINED))
    return {(each.place, each.theme): each.providers for each in found}


def test_who_provides_through_whom_alone() -> None:
    recorded = placed(
        network(
            {"minds": "abp", "talk": "bp", "help": "bq", "play": "ap"},
            alone="c",
            outside="pq",
            answers={"c": Answer.SILENT},
        ),
        {},
        themes={"minds": ["SEND"], "talk": ["SEND"], "help": ["FAITH"], "play": ["FAITH"]},
        providers=[("p", "minds"), ("p", "talk"), ("q", "help"), ("p", "play")],
        belongs=[(id_, TieKind.IN_LA, "l1") for id_ in "abc"],
    )
    faith, send = find_coverage(graph(recorded, Layer.COMBINED))
    assert (faith.providers, faith.served, faith.relies_on) == (("p", "q"), ("a", "b"), ())
    assert (send.providers, send.served, send.relies_on) == (("p",), ("a", "b"), ("p",))
    assert (send.heard, send.silent_about) == (("a", "b"), 1)


@pytest.mark.parametrize("seed", range(12))
def test_what_a_need_rests_on_is_what_it_cannot_lose(seed: int) -> None:
    recorded = random_places(seed)
    before = find_coverage(graph(recorded, Layer.COMBINED))
    things = [*(n.id for n in recorded.nodes), *(p.id for p in recorded.partnerships)]
    for lost in things:
        after = provided(
            replace(
                recorded,
                memberships=tuple(
                    m for m in recorded.memberships if lost not in (m.organisation, m.partnership)
                ),
            )
        )
        # Whoever is lost has the need no longer; of those that stay nobody may be left with none.
        for each in before:
            if each.providers and {*each.served} != {lost}:
                gone = not after[each.place, each.theme]
                assert gone is (lost in each.relies_on), (lost, each)
