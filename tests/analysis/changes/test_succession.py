"""Successions: chains, forks, circles, and that no pair is lost or told twice."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from partnermap.analysis.changes.succession import Line, follow
from partnermap.vocabulary import EventKind

SUCCEEDED, SPLIT, CIRCULAR = EventKind.SUCCEEDED, EventKind.SPLIT, EventKind.CIRCULAR
IDS = st.sampled_from("abcdef")


def followed(*pairs: str) -> tuple[Line, ...]:
    """The lines of some pairs, each written `ab`: b took the place of a."""
    return follow((pair[0], pair[1]) for pair in pairs)


def test_a_chain_is_one_line() -> None:
    assert followed("cd", "ab", "bc") == (Line(SUCCEEDED, ("a",), ("b", "c", "d")),)


def test_where_several_gave_way_to_one_a_line_begins() -> None:
    assert followed("ab", "bd", "cd", "de") == (
        Line(SUCCEEDED, ("a",), ("b",)),
        Line(SUCCEEDED, ("b", "c"), ("d", "e")),
    )


def test_a_fork_is_a_line_of_its_own_and_its_branches_go_on() -> None:
    assert followed("ab", "ac", "cd") == (
        Line(SPLIT, ("a",), ("b", "c")),
        Line(SUCCEEDED, ("c",), ("d",)),
    )


def test_a_circle_is_told_without_an_order_and_what_leaves_it_goes_on() -> None:
    assert followed("ab", "ba", "bc", "dd") == (
        Line(CIRCULAR, ("a", "b"), ()),
        Line(CIRCULAR, ("d",), ()),
        Line(SUCCEEDED, ("b",), ("c",)),
    )


@settings(deadline=None)
@given(st.sets(st.tuples(IDS, IDS)))
def test_every_pair_is_in_one_line(pairs: set[tuple[str, str]]) -> None:
    steps = Counter(step for line in follow(pairs) for step in line.steps(pairs))
    assert steps == Counter(pairs)
