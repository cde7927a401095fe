"""Answers: the newest that was given counts, and what a complete one leaves out is denied."""

from partnermap.model.network import Denial
from partnermap.store.answers import Asking, Given, Naming, denials, forms_of, newest, reported
from partnermap.vocabulary import Answer

ASH, ELM, OAK = "urn:1", "urn:2", "urn:3"
ROUND = "round:spring"
FORM = f"survey:spring:{ASH}"
LISTED = {ROUND: {ASH, ELM}}


def asking(since: str, answer: Answer, *said_by: str, who: str = ASH) -> Asking:
    return Asking(since, f"round:{since}", who, answer, said_by)


def test_a_round_that_is_not_answered_yet_unsays_nothing() -> None:
    spring = asking("2026-01-12", Answer.COMPLETE)
    summer = asking("2026-06-01", Answer.SILENT)
    for order in ([spring, summer], [summer, spring]):
        found = newest(order)[ASH]
        assert (found.answer, found.round, found.asked_again) == (
            Answer.COMPLETE, "round:2026-01-12", True,
        )  # fmt: skip


def test_a_newer_answer_stands_in_place_of_an_older_one() -> None:
    found = newest(
        [
            asking("2024", Answer.COMPLETE),
            asking("2025", Answer.SILENT),
            asking("2026", Answer.PARTIAL),
        ]
    )[ASH]
    assert (found.answer, found.asked_again) == (Answer.PARTIAL, False)


def test_who_has_never_answered_is_silent() -> None:
    found = newest([asking("2025", Answer.SILENT), asking("2026", Answer.SILENT)])
    assert (found[ASH].answer, found[ASH].asked_again) == (Answer.SILENT, False)
    assert ELM not in found


def test_an_answer_is_its_own_where_a_form_says_it() -> None:
    keys = (f"{FORM}/answer/{ROUND}", f"survey:spring:asked:x1/asked/{ASH}", "file/round:spring/x")
    assert forms_of(keys) == (FORM,)


def naming(answer: Answer, *named: str, forms: tuple[str, ...] = (FORM,)) -> Naming:
    given = {ASH: Given(answer, ROUND, forms, asked_again=False)}
    return Naming.of(given, LISTED, [(id_, [f"{FORM}/partner/x"]) for id_ in named])


def test_a_complete_answer_leaves_out_whom_it_does_not_name_of_those_listed() -> None:
    assert naming(Answer.COMPLETE).leaves_out(ASH, ELM)
    assert not naming(Answer.COMPLETE, ELM).leaves_out(ASH, ELM)
    assert naming(Answer.COMPLETE, ELM).names(ASH, ELM)
    assert not naming(Answer.COMPLETE).leaves_out(ASH, OAK)
    assert not naming(Answer.COMPLETE).leaves_out(ASH, ASH)
    assert not naming(Answer.PARTIAL).leaves_out(ASH, ELM)
    assert not naming(Answer.COMPLETE).leaves_out(ELM, ASH)


def test_what_is_only_published_of_an_answer_denies_nothing() -> None:
    assert not naming(Answer.COMPLETE, forms=()).leaves_out(ASH, ELM)


def test_only_those_who_share_a_partnership_are_disputed() -> None:
    absences = [Denial(OAK, ELM), Denial(OAK, ASH)]
    members = [{ASH, ELM}, {ELM, OAK}, {OAK}]
    assert denials(members, naming(Answer.COMPLETE), absences) == (
        Denial(ASH, ELM),
        Denial(OAK, ELM),
    )


def test_who_reports_that_there_is_no_tie() -> None:
    both = (f"edits:{ASH}/absent/{ELM}", f"edits:{ELM}/absent/{ASH}")
    assert reported(ASH, ELM, both) == [Denial(ASH, ELM), Denial(ELM, ASH)]
    assert reported(ASH, ELM, both[1:]) == [Denial(ELM, ASH)]
    assert reported(ASH, ELM, [f"edits:org:merged/absent/{ASH}"]) == [Denial(ELM, ASH)]
    assert reported(ASH, ELM, [f"edits:{ASH}/absent/org:merged"]) == [Denial(ASH, ELM)]
