"""What has changed of a finding since it was cited: each difference is told, and nothing else."""

from dataclasses import replace

from partnermap.analysis import analyse
from partnermap.analysis.changes.again import changed_since
from partnermap.model.findings import Finding
from tests.analysis.named import network

PATH = {"p": "ab", "q": "bc", "r": "cd", "t": "de"}


def cut(partnerships: dict[str, str], organisation: str) -> Finding:
    found = analyse(network(partnerships)).findings
    (one,) = (f for f in found if f.kind == "CUT_POINT" and f.about == (organisation,))
    return one


def test_nothing_is_told_where_nothing_has_changed() -> None:
    assert changed_since(cut(PATH, "b"), cut(PATH, "b"), str) == ()
    assert changed_since(cut(PATH, "b"), replace(cut(PATH, "b"), data_version=99), str) == ()


def test_the_number_those_concerned_and_the_words_are_told() -> None:
    before, now = cut(PATH, "b"), cut({**PATH, "s": "ax"}, "b")
    assert changed_since(before, now, str.upper) == (
        "The number behind it was 1 and is now 2.",
        "It now concerns X too.",
        f"It now reads: {now.sentence}",
    )
    assert changed_since(now, before, str.upper)[1] == "It no longer concerns X."


def test_what_is_not_known_and_disputed_is_told() -> None:
    before = cut(PATH, "b")
    now = replace(before, silent_about=1, disputed=2)
    assert changed_since(before, now, str) == (
        "It cannot speak for 1 organisation now; then it was 0.",
        "One side denies 2 ties that it rests on; then it was 0.",
    )


def test_what_no_longer_holds_is_said_to() -> None:
    assert changed_since(cut(PATH, "b"), None, str) == (
        "It no longer holds: the same question finds nothing of the kind now.",
    )
