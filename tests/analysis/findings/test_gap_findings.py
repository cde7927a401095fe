"""Findings on gaps: words that agree for one and for many, and nothing unknown told as lacking."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest

from partnermap.analysis import analyse
from partnermap.analysis import study as studies
from partnermap.analysis.findings.each import why
from partnermap.model.findings import Finding
from partnermap.model.network import Network
from partnermap.near import Near
from partnermap.vocabulary import Answer, Kind, Layer, TieKind
from tests.analysis.findings.test_findings import DISAGREES, JARGON, told
from tests.analysis.named import network
from tests.analysis.patchwork import placed, random_places

KINDS = {
    "ALIKE_AND_APART",
    "LINE_UNCROSSED",
    "NO_COMMUNITY_PARTNER",
    "NOT_WITH_NEAREST_SECONDARY",
    "GROUPS_APART",
    "NO_PROVIDER",
    "ONE_PROVIDER",
}
CHARITY = Kind.COMMUNITY_ORGANISATION


def here(ids: Iterable[str]) -> dict[str, tuple[int, int]]:
    return dict.fromkeys(ids, (0, 0))


def found(recorded: Network, kind: str, layer: Layer = Layer.WORKING) -> list[Finding]:
    return [each for each in analyse(recorded, layer).findings if each.kind == kind]


# Neighbours


def alike(*others: str, **more: Answer | None) -> Network:
    """Two clubs on one theme 1.2 km apart, and as many others beside the second as are named."""
    return placed(
        network({"one": ["Ash", "p"], "two": ["Elm", *others, "q"]}, answers=more),
        {"Ash": (0, 0), **dict.fromkeys(("Elm", *others), (0, 1200))},
        themes={"one": ["ATTENDANCE"], "two": ["ATTENDANCE"]},
    )


def test_neighbours_that_work_on_one_thing_apart() -> None:
    assert told(alike(), "ALIKE_AND_APART") == (
        "Ash and Elm are 1.2 km apart and both work on attendance, but not with each other.",
        "Each may be doing what the other has done already.",
    )
    assert told(alike("Fir"), "ALIKE_AND_APART")[1].endswith(
        " 1 other pair within 5 km is alike in this."
    )
    assert told(alike("Fir", "Oak", Ash=Answer.PARTIAL), "ALIKE_AND_APART")[1].endswith(
        " 2 other pairs within 5 km are alike in this."
    )


def test_of_neighbours_not_asked_it_is_not_known() -> None:
    assert found(alike(Ash=None), "ALIKE_AND_APART") == []
    one_more = told(alike("Fir", Fir=None), "ALIKE_AND_APART")[1]
    assert one_more.endswith(" Of 1 more pair within 5 km it is not known whether they work "
                             "together.")  # fmt: skip


def across(*partnerships: str) -> Network:
    """Two schools on each side of a line, and what they share."""
    sides = [*((id_, TieKind.IN_LA, "West") for id_ in ("Ash", "Elm"))]
    sides += [(id_, TieKind.IN_LA, "East") for id_ in ("Fir", "Oak")]
    ties = {name: name.split("+") for name in partnerships}
    at = {"Ash": (0, 0), "Elm": (400, 0), "Fir": (900, 0), "Oak": (1500, 0)}
    return placed(network(ties, alone=at), at, belongs=sides)


def test_a_line_that_nobody_works_across() -> None:
    assert told(across("Ash+Elm"), "LINE_UNCROSSED") == (
        "No neighbours work together across the line between East and West: of the 4 pairs of one "
        "from each side within 5 km of which it is known, none does.",
        "What a school needs may be nearer across the line than in its own authority's area: Elm "
        "and Fir are 500 metres apart.",
    )
    assert found(across("Ash+Oak"), "LINE_UNCROSSED") == []


# Sectors and phases


def test_schools_with_no_community_organisation() -> None:
    recorded = placed(
        network({"food": ["Ash", "Club"]}, alone=["Elm", "Fir"], kinds={"Club": CHARITY}),
        {"Elm": (0, 0), "Club": (0, 700), "Fir": (90_000, 0)},
    )
    assert told(recorded, "NO_COMMUNITY_PARTNER") == (
        "Elm and Fir answered in full and work with no community organisation.",
        "What such organisations offer families reaches them through no partnership. The nearest "
        "two are Elm and Club, 700 metres apart.",
    )
    lone = replace(recorded, nodes=tuple(n for n in recorded.nodes if n.id != "Fir"))
    assert told(lone, "NO_COMMUNITY_PARTNER")[0] == (
        "Elm answered in full and works with no community organisation."
    )


@pytest.mark.parametrize(
    ("schools", "sentence"),
    [
        (["Ash"], "The only school here that answered in full does not work with any community "
         "organisation."),
        (["Ash", "Elm"], "None of the 2 schools here that answered in full works with a community "
         "organisation."),
    ],
)  # fmt: skip
def test_no_school_has_a_community_organisation(schools: list[str], sentence: str) -> None:
    recorded = network({"heads": schools}, alone=["Club"], kinds={"Club": CHARITY})
    assert told(recorded, "NO_COMMUNITY_PARTNER")[0] == sentence


def test_where_no_community_organisation_is_recorded_nothing_is_said_of_them() -> None:
    assert found(network({"heads": "abc"}), "NO_COMMUNITY_PARTNER") == []


def test_primaries_without_their_secondary() -> None:
    phases = {"Ash": "PRIMARY", "Elm": "PRIMARY", "High": "SECONDARY"}
    pupils = {"Ash": 200, "Elm": 90}
    recorded = placed(
        network(alone=phases, pupils=pupils),
        {"Ash": (0, 0), "Elm": (0, 2), "High": (1800, 0)},
        phases=phases,
    )
    assert told(recorded, "NOT_WITH_NEAREST_SECONDARY") == (
        "Ash and Elm do not work with the secondary schools nearest to them.",
        "Their pupils may move on to schools that know nothing of them; the largest of them is "
        "Ash, with High 1.8 km away.",
    )
    answers = {"Elm": None}
    one = placed(
        network(alone=phases, pupils=pupils, answers=answers),
        {"Ash": (0, 0), "Elm": (0, 2), "High": (1800, 0)},
        phases=phases,
    )
    assert told(one, "NOT_WITH_NEAREST_SECONDARY") == (
        "Ash does not work with the secondary school nearest to it, High, 1.8 km away.",
        "Its pupils may move on to a school that knows nothing of them. Of 1 other primary it is "
        "not known.",
    )


# Groups


def test_groups_that_lie_close_and_share_nothing() -> None:
    recorded = placed(network({"one": "abc", "two": "def"}), here("ad"))
    assert told(recorded, "GROUPS_APART") == (
        "Two groups each work closely among themselves, a with 2 others and d with 2 others, and "
        "no partnership is known to join them directly, though 1 pair of one from each lies within "
        "5 km.",
        "If a and d, in the same place, began a partnership, what one of the groups learns could "
        "reach the other directly.",
    )


# Needs


def needs(*, heard: bool = True) -> Network:
    belongs = [(id_, TieKind.IN_LA, "Aldermere") for id_ in ("Ash", "Elm", "Yew")]
    return placed(
        network(
            {"talk": ["Ash", "Clinic"], "minds": ["Ash", "Clinic"], "play": ["Oak", "Club"]},
            alone=["Elm", "Yew"],
            outside=["Clinic", "Club"],
            pupils={"Ash": 90, "Oak": 1},
            answers={"Yew": Answer.SILENT} if heard else dict.fromkeys(["Ash", "Elm", "Yew"]),
        ),
        {},
        themes={"talk": ["SEND"], "minds": ["MENTAL_HEALTH"], "play": ["EARLY_YEARS"]},
        providers=[("Clinic", "talk"), ("Clinic", "minds"), ("Club", "play")],
        belongs=[*belongs, ("Oak", TieKind.IN_LA, "Brin")],
        disadvantaged={"Ash": 40, "Elm": 1, "Oak": None},
    )


def test_the_only_provider() -> None:
    clinic, club = found(needs(), "ONE_PROVIDER")
    assert (clinic.sentence, clinic.consequence) == (
        "Clinic is the only one known to provide for mental health and SEND in Aldermere: Ash (90 "
        "pupils, 40 of them eligible for free school meals) has nobody else on record for it.",
        "Ask now who would, if it could not go on. 1 organisation there has not answered in full "
        "and may have another.",
    )
    assert (clinic.about, clinic.affected, clinic.silent_about) == (("Clinic",), ("Ash",), 1)
    assert club.sentence == (
        "Club is the only one known to provide for early years in Brin: Oak (1 pupil) has nobody "
        "else on record for it."
    )


def test_what_nobody_provides() -> None:
    aldermere, brin = found(needs(), "NO_PROVIDER")
    assert (aldermere.sentence, aldermere.consequence) == (
        "Nobody is known to provide for early years in Aldermere, for the 2 schools there that "
        "answered in full (41 pupils eligible for free school meals).",
        "Elsewhere here Club provides for it: ask whether it could here. 1 organisation there has "
        "not answered in full and may have a provider.",
    )
    assert brin.sentence == (
        "Nobody is known to provide for mental health and SEND in Brin, for the only school there "
        "that answered in full."
    )
    assert brin.consequence.startswith("Elsewhere here Clinic provides for mental health: ")


def test_what_nobody_was_heard_on_is_not_said_to_be_without_a_provider() -> None:
    assert [each.about for each in found(needs(heard=False), "NO_PROVIDER")] == [("Brin",)]


def test_what_would_go_with_a_provider_is_told_with_whom_it_would_cut_off() -> None:
    recorded = placed(
        network({"heads": ["a", "b", "Hub"], "care": ["Hub", "Ash", "Elm"]}),
        {},
        themes={"care": ["SEND"]},
        providers=[("Hub", "care")],
        belongs=[(id_, TieKind.IN_LA, "Aldermere") for id_ in ("Ash", "Elm")],
    )
    for kind, about in (("CUT_POINT", ("Hub",)), ("CUT_PARTNERSHIP", ("care",))):
        consequence = told(recorded, kind, about=about)[1]
        assert consequence.endswith(
            " With it would go all that is known to be provided for SEND in Aldermere."
        )


# Repairs of one weak point


def chain(**at: tuple[int, int]) -> Network:
    ties = {"Heads": ["a", "b", "Hub"], "Far": ["Hub", "Ash", "Elm"], "Tie": ["Ash", "Elm"]}
    return placed(network(ties), at)


def test_the_cheapest_repair_is_told_with_whom_it_saves() -> None:
    recorded = chain(a=(0, 0), b=(0, 9000), Hub=(0, 1), Ash=(3000, 0), Elm=(5000, 0))
    assert told(recorded, "CUT_POINT", about=("Hub",))[1] == (
        "No other working partnership on record joins them to the rest. If Ash and a (3.0 km apart)"
        " began one, nobody would be cut off if Hub left."
    )
    assert told(recorded, "CUT_PARTNERSHIP", about=("Far",))[1].endswith(
        " If Ash and Hub (3.0 km apart) began one, nobody would be cut off if “Far” ended."
    )
    assert told(recorded, "BRIDGE", about=("Hub", "Far"))[1].endswith(
        " If Ash and Hub (3.0 km apart) began one, nobody would be cut off if Hub left “Far”."
    )


def test_where_it_is_not_known_where_they_are_nobody_is_named() -> None:
    recorded = chain(a=(0, 0), b=(0, 9000), Hub=(0, 1))
    assert told(recorded, "CUT_POINT", about=("Hub",))[1].endswith(
        "; a new partnership that does not depend on Hub would."
    )


def test_several_new_partnerships_and_many() -> None:
    def star(*leaves: str) -> str:
        ties = {f"{leaf}+Hub": [leaf, "Hub"] for leaf in leaves}
        recorded = placed(network(ties), {id_: (0, 9 * at) for at, id_ in enumerate(leaves)})
        return told(recorded, "CUT_POINT", about=("Hub",))[1]

    assert star("a", "b", "c").endswith(
        " If a with b (10 metres apart) and b with c (10 metres apart) each began one, nobody "
        "would be cut off if Hub left."
    )
    assert star("a", "b", "c", "d", "e").endswith(
        " It would take 4 new ones, such as one of a and b (10 metres apart), so that nobody were "
        "cut off if Hub left."
    )


# All of them


def test_nothing_of_it_is_told_of_formal_links_nor_of_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorded = random_places(3, [Answer.COMPLETE])
    assert KINDS & {each.kind for each in analyse(recorded).findings}
    assert not KINDS & {each.kind for each in analyse(recorded, Layer.FORMAL).findings}
    monkeypatch.setattr(studies, "MOST_AT_ONCE", 1)
    told_of = {each.kind for each in analyse(recorded).findings}
    assert told_of & KINDS <= {"NO_PROVIDER", "ONE_PROVIDER"}  # whose cost does not grow so


@pytest.mark.parametrize("seed", range(25))
def test_they_read_well_and_of_nobody_unknown(seed: int) -> None:
    recorded = random_places(seed)
    study = analyse(recorded)
    lists = (study.alone, study.close_gaps, study.border_gaps, study.sector_gaps,
             study.phase_gaps, study.need_gaps, study.holes)  # fmt: skip
    sentences = [why(study, gap) for each in lists for gap in each.gaps]
    texts = [f"{each.sentence} {each.consequence}" for each in study.findings]
    for text in (*sentences, *texts):
        assert not JARGON.search(text)
        assert not DISAGREES.search(text), text
    ids = [each.id for each in study.findings]
    assert len(ids) == len({*ids})


@pytest.mark.parametrize("seed", range(10))
def test_where_nobody_was_asked_nobody_is_said_to_lack_anything(seed: int) -> None:
    study = analyse(random_places(seed, [None]))
    kinds = {each.kind for each in study.findings}
    assert not kinds & (KINDS - {"ONE_PROVIDER"})
    assert not any(each.gaps for each in (study.alone, study.close_gaps, study.border_gaps))
    assert not study.sector_gaps.gaps
    assert not study.phase_gaps.gaps


def test_how_near_is_near_is_asked_for() -> None:
    recorded = placed(alike(), {"Ash": (0, 0), "Elm": (9_000, 0)})
    recorded = replace(recorded, partnerships=alike().partnerships)
    assert analyse(recorded).close_gaps.gaps == ()
    far = analyse(recorded, near=Near(km=10))
    (gap,) = far.close_gaps.gaps
    assert gap.link.pair == ("Ash", "Elm")
    (finding,) = (each for each in far.findings if each.kind == "ALIKE_AND_APART")
    assert finding.measure.parameters["km"] == 10


def test_pairs_that_work_together_are_in_no_list() -> None:
    recorded = random_places(11, [Answer.COMPLETE])
    study = analyse(recorded)
    shared = {
        pair
        for p in recorded.partnerships
        for pair in combinations(
            sorted(m.organisation for m in recorded.memberships if m.partnership == p.id), 2
        )
    }
    listed = {gap.link.pair for gap in (*study.close_gaps.gaps, *study.border_gaps.gaps)}
    assert listed
    assert not listed & shared
