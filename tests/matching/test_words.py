"""Names as words: what counts as the same name, and what no text can do."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnermap.matching.words import MAX_WORDS, clash, code, words

ST_MARYS = ("st", "mary", "ce", "va", "primary", "school")


@pytest.mark.parametrize(
    "text",
    [
        "St Mary's CofE (Aided) Primary School",
        "St. Marys Church of England Voluntary Aided Primary School",
        "SAINT MARY’S C.E. AIDED PRIM. SCH.",
        "st mary s c of e va primary school",
        "St Mary`s C. of E. (VA) Primary Schools",
        "St\u00a0Mary\u2019s\u200b C\u200dE \u202eVA\u202c Primary School",
        "Ѕt Mаrу's CE VA Рrimary Sсhооl",  # some letters are Cyrillic
        "Ｓｔ Ｍａｒｙ＇ｓ CE VA Primary School",
        "St Mary\N{REPLACEMENT CHARACTER}s CE VA Primary School",
    ],
)
def test_variants_are_one(text: str) -> None:
    assert words(text) == ST_MARYS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("All Saints RC Jnr & Inf", "All Saints' Catholic Junior and Infants"),
        ("Cefn Glâs", "CEFN GLAS"),
        ("The Priory Multi-Academy Trust", "Priory MAT"),
        ("SS Peter and Paul", "Saints Peter & Paul"),
        ("Bishop's 6th Form College", "Bishops Sixth-Form Coll"),
    ],
)
def test_abbreviations_are_the_words_they_stand_for(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_a_name_of_silent_words_alone_keeps_them() -> None:
    assert words("The A") == ("the", "a")
    assert words("") == words("!?*") == ()


@given(st.text())
def test_composed_and_decomposed_are_one(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    if len(decomposed) < 300:
        assert words(composed) == words(decomposed)


@given(st.text(alphabet=st.characters(), max_size=60).map(lambda text: text * 200))
def test_no_text_makes_many_words(text: str) -> None:
    assert len(words(text)) <= MAX_WORDS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("100000", "100000"),
        (" URN 100000 ", "urn:100000"),
        ("urn:100000", "urn:100000"),
        ("diocese:CE32", "diocese:ce32"),
        ("TR01234", "tr01234"),
        ("St Mary's", None),
        ("Class of 1965 School", None),
        ("", None),
        ("1" * 10_000, None),
    ],
)
def test_codes_are_told_from_names(text: str, found: str | None) -> None:
    assert code(text) == found


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("St John's CE Primary", "St John's Catholic Primary", True),
        ("Park Infant School", "Park Junior School", True),
        ("Park Infant School", "Park Infant and Nursery School", False),
        ("Park High School", "Park Secondary School", False),
        ("St John's Primary", "St John's Catholic Primary", False),
    ],
)
def test_what_cannot_be_both_clashes(one: str, other: str, apart: bool) -> None:
    assert clash(words(one), words(other)) is apart
    assert clash(words(other), words(one)) is apart
