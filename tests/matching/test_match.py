"""Matching: accepted where it is certain, offered where it is not, and never a decoy."""

from typing import Any

import pytest

from partnermap.matching.candidates import Wanted
from partnermap.matching.index import Index
from partnermap.matching.match import OFFERED, Decision, Matcher
from partnermap.model.names import Named
from partnermap.vocabulary import Kind, Phase
from tests.matching.names import REGISTER, made_up, register
from tests.matching.quality import match_all
from tests.matching.spelling import forms

ACCEPTED, DOUBTFUL, NONE = Decision


def _school(urn: int, name: str, la: str = "la:801", **more: Any) -> Named:
    return Named(f"urn:{urn}", name, Kind.SCHOOL, la, **more)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(
        Index.build(
            [
                Named("la:801", "Northshire", Kind.LOCAL_AUTHORITY),
                Named("la:802", "Southshire", Kind.LOCAL_AUTHORITY),
                _school(100001, "St Mary's Catholic Primary School", town="Alderton"),
                _school(100002, "St Mary's CofE Primary School", town="Beechby"),
                _school(100003, "St Mary's CofE Primary School", "la:802", town="Cawley"),
                _school(100004, "Oakfield Infant School", phase="PRIMARY"),
                _school(100005, "Oakfield Junior School", phase="PRIMARY"),
                _school(100006, "Westbrook High School", phase="SECONDARY"),
                _school(100007, "Larkhill Academy", open=True),
                _school(100008, "Larkhill Academy", open=False),
                _school(100009, "Eastbrook School", "la:802"),
                Named("uid:7001", "Beech Trust", Kind.TRUST, codes=("company:07318714",)),
            ]
        )
    )


def decided(matcher: Matcher, *args: Any, **kwargs: Any) -> tuple[Decision, str | None]:
    match = matcher.match(Wanted(*args, **kwargs))
    assert match.reason
    assert len(match.candidates) <= OFFERED
    if match.id is not None:
        assert match.candidates[0].named.id == match.id
    return match.decision, match.id


@pytest.mark.parametrize(
    "la", ["801", "la:801", "Northshire", "NORTHSHIRE County Council", "Northsihre"]
)
def test_a_misspelt_name_is_accepted_in_its_local_authority(matcher: Matcher, la: str) -> None:
    assert decided(matcher, "st marys RC prim", la=la) == (ACCEPTED, "urn:100001")
    assert decided(matcher, "Wesbtrook High", la=la) == (ACCEPTED, "urn:100006")


@pytest.mark.parametrize(
    ("wanted", "offered"),
    [
        (Wanted("St Mary's Primary School", la="801"), {"urn:100001", "urn:100002"}),
        (Wanted("Oakfield School", la="801"), {"urn:100004", "urn:100005"}),
        (Wanted("St Mary's C of E Primary"), {"urn:100002", "urn:100003"}),
        (Wanted("Larkhill Academy", la="801"), {"urn:100007", "urn:100008"}),
        (Wanted("Westbrook High", la="802"), {"urn:100006"}),
        (Wanted("Westbrook Infant School", la="801"), {"urn:100006"}),
        (Wanted("Westbrook", la="801", phase=Phase.PRIMARY), {"urn:100006"}),
        (Wanted("Eastbrook High School", la="801"), {"urn:100006"}),
        (Wanted("Westbrook High School", codes=("100999",), la="801"), {"urn:100006"}),
        (Wanted("Larkhill Academy", codes=("100001",), la="801"), {"urn:100001"}),
        (Wanted("Westbrook High School", la="Atlantis"), {"urn:100006"}),
        (Wanted("", codes=("100001", "100002")), {"urn:100001", "urn:100002"}),
    ],
)
def test_what_may_be_another_is_asked_about(
    matcher: Matcher, wanted: Wanted, offered: set[str]
) -> None:
    match = matcher.match(wanted)
    assert (match.decision, match.id) == (DOUBTFUL, None)
    assert offered <= {hit.named.id for hit in match.candidates}
    assert all(hit.reason for hit in match.candidates)


@pytest.mark.parametrize(
    "name", ["Quarrington Primary School", "Primary School", "!", "", "x" * 10_000, "\u202e"]
)
def test_what_is_nowhere_is_not_accepted(matcher: Matcher, name: str) -> None:
    assert decided(matcher, name, la="801")[1] is None


def test_codes_come_before_names(matcher: Matcher) -> None:
    assert decided(matcher, "", codes=("100004",)) == (ACCEPTED, "urn:100004")
    assert decided(matcher, "urn:100004") == (ACCEPTED, "urn:100004")
    assert decided(matcher, "Oakfield", codes=("URN 100004",)) == (ACCEPTED, "urn:100004")
    assert decided(matcher, "", codes=("7318714",), kind=Kind.TRUST) == (ACCEPTED, "uid:7001")
    assert decided(matcher, "", codes=("7318714",), kind=Kind.SCHOOL) == (NONE, None)


def test_what_has_closed_can_be_left_out(matcher: Matcher) -> None:
    found = decided(matcher, "Larkhill Acad", la="801", open_only=True)
    assert found == (ACCEPTED, "urn:100007")


def test_a_place_tells_namesakes_apart(matcher: Matcher) -> None:
    found = decided(matcher, "St Marys CE Prim Sch", place="The Green, Cawley")
    assert found == (ACCEPTED, "urn:100003")
    match = matcher.match(Wanted("St Mary's CofE Primary Cawley"))
    assert match.candidates[0].named.id == "urn:100003"


def check(index: Index, many: int, seed: int) -> None:
    """The figures that matching is to reach on misspelt names, a tenth of them decoys."""
    found = match_all(index, forms(index.entries, many, decoys=0.1, seed=seed))
    assert found.decoys == ()
    assert found.right >= 0.995
    assert found.accepted >= 0.65
    assert found.offered >= 0.95


def test_matching_in_a_made_up_country() -> None:
    check(Index.build(made_up(6_000)), 5_000, seed=11)


@pytest.mark.skipif(not REGISTER.is_file(), reason=f"{REGISTER.name} is not in ../shared/data")
def test_matching_on_the_real_register() -> None:
    check(Index.build(register()), 2_000, seed=11)
