"""The closed lists that define their words, as the schema shows them."""

import json

import pytest
from graphql import GraphQLEnumType

from partnermap.analysis.gaps.alone import Reason
from partnermap.analysis.gaps.gains import Gain
from partnermap.api.schema import build_schema
from partnermap.near import Match
from partnermap.vocabulary import (
    Direction,
    EventKind,
    GoalStatus,
    Strength,
    Theme,
    TieState,
    Word,
)

SCHEMA = build_schema()
WORDS = (Theme, Strength, EventKind, TieState, Direction, GoalStatus)


@pytest.mark.parametrize("words", [*WORDS, Reason, Gain, Match])
def test_what_a_word_means_is_in_the_schema(words: type[Word]) -> None:
    shown = SCHEMA.get_type(words.__name__)
    assert isinstance(shown, GraphQLEnumType)
    assert {name: value.description for name, value in shown.values.items()} == {
        word.name: word.meaning for word in words
    }
    assert all(word.meaning.endswith(".") and ". " not in word.meaning for word in words)


@pytest.mark.parametrize(
    "word", [*Theme, *Strength, *EventKind, *TieState, *Direction, *GoalStatus]
)
def test_a_word_is_its_value(word: Word) -> None:
    assert type(word)(word.value) is word
    assert json.dumps(word) == f'"{word.name}"'


def test_strength_is_a_published_scale() -> None:
    shown = SCHEMA.get_type("Strength")
    assert shown is not None and "Himmelman" in str(shown.description)
