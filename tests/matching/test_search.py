"""Search: the right name first, whatever was typed, and nothing that hurts."""

import pytest

from partnermap.matching.index import Index
from partnermap.model.names import Named
from partnermap.vocabulary import Kind
from tests.matching.names import REGISTER, made_up, register, sample
from tests.matching.quality import search_all
from tests.matching.spelling import queries


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(sample())


@pytest.fixture(scope="module")
def country() -> Index:
    return Index.build(made_up(6_000))


def first(index: Index, text: str) -> str:
    return index.search(text)[0].named.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("st botolphs", "Brinmouth St Botolph's"),
        ("St. Botolph", "Brinmouth St Botolph's"),
        ("botolfs brinmouth", "Brinmouth St Botolph's"),
        ("Saint Wilfrid Brinmouth", "Brinmouth St Wilfrid's"),
        ("brinmouth light house lane", "Brinmouth Lighthouse Lane"),
        ("castledyke", "Brinmouth Castle Dyke"),
        ("ruddermouth ferry rd", "Ruddermouth Ferry Road"),
        ("Moor Kestrelby", "Kestrelby Moor"),
        ("thornmere", "Thornmere"),
        ("local authority Hallowfen", "Hallowfen"),
    ],
)
def test_what_people_type_finds_what_they_mean(index: Index, text: str, name: str) -> None:
    assert first(index, text).startswith(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("castled", "Brinmouth Castle Dyke"),
        ("wexmoor hol", "Wexmoor Holy Trinity"),
        ("brinmouth tri", "Brinmouth Trinity"),
        ("ruddermouth fer", "Ruddermouth Ferry Road"),
        ("brinmouht trin", "Brinmouth Trinity"),
        ("thornmere", "Thornmere"),
    ],
)
def test_of_a_text_that_is_still_typed_the_last_word_may_be_a_beginning(
    index: Index, text: str, name: str
) -> None:
    assert index.search(text, unfinished=True)[0].named.name.startswith(name)


@pytest.mark.parametrize("text", ["900001", "urn:900001", "URN 900001", " 900001 ", "urn: 900001"])
def test_codes_come_first(index: Index, text: str) -> None:
    hit = index.search(text)[0]
    assert (hit.named.id, hit.score, hit.reason) == ("urn:900001", 1.0, "the same code")


def test_a_code_finds_whatever_has_it() -> None:
    index = Index.build(
        [
            Named("uid:5143", "Beech Trust", Kind.TRUST, codes=("company:07318714",)),
            Named("urn:5143", "Elm School", Kind.SCHOOL),
        ]
    )
    assert {hit.named.id for hit in index.search("5143")} == {"uid:5143", "urn:5143"}
    assert index.search("7318714")[0].named.id == "uid:5143"
    assert index.search("company:7318714")[0].named.id == "uid:5143"
    assert index.search("5143", kinds=[Kind.SCHOOL])[0].named.id == "urn:5143"


def test_only_what_is_asked_for_and_allowed_is_found(index: Index) -> None:
    schools = {"urn:900001", "urn:900002"}
    hits = index.search("brinmouth", kinds=[Kind.SCHOOL], among=schools)
    assert {hit.named.id for hit in hits} == schools
    assert index.search("brinmouth", kinds=[Kind.DIOCESE]) == []
    assert len(index.search("brinmouth", limit=3)) == 3


def test_the_open_school_comes_before_the_one_it_replaced(index: Index) -> None:
    hits = [hit.named for hit in index.search("fennowby")]
    assert [named.open for named in hits[:2]] == [True, False]


def test_the_place_tells_namesakes_apart() -> None:
    index = Index.build(
        Named(f"urn:{n}", "St Mary's Primary School", Kind.SCHOOL, town=town)
        for n, town in enumerate(("Alderton", "Beechby", "Cawley"))
    )
    assert index.search("st marys cawly")[0].named.town == "Cawley"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "\u202e\u200b",
        "*:* OR name:(a~2 b^9) /.*/ [a TO z]",
        "' OR 1=1 //",
        "ﷺ" * 10_000,
        "a" * 10_000,
        "a b c d e f " * 1_000,
        "school " * 2_000,
        "st mary " * 2_000,
        "abcdefgh" * 1_250,
        "=HYPERLINK(1)",
    ],
)
def test_hostile_text_is_only_text(country: Index, text: str) -> None:
    assert len(country.search(text, limit=5)) <= 5


def test_the_same_text_is_always_answered_the_same(country: Index) -> None:
    again = Index.build(made_up(6_000))
    for query in queries(country.entries, 50, seed=3):
        assert country.search(query.text) == again.search(query.text)


def test_the_right_name_is_first_in_a_made_up_country(country: Index) -> None:
    found = search_all(country, queries(country.entries, 500, seed=7))
    assert found.first >= 0.94
    assert found.five >= 0.98


@pytest.mark.skipif(not REGISTER.is_file(), reason=f"{REGISTER.name} is not in ../shared/data")
def test_the_right_name_is_first_on_the_real_register() -> None:
    index = Index.build(register())
    found = search_all(index, queries(index.entries, 500, seed=7))
    assert found.first >= 0.94
    assert found.five >= 0.98
