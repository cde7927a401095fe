"""What is not known of a place: who was not asked, who has not answered, what is disputed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from partnermap.analysis.wording import number, one_or_many
from partnermap.vocabulary import Answer, ConfidenceState, Layer

_KINDS = ("NOT_KNOWN", "DISPUTED")


def told(data: Mapping[str, Any], layer: Layer) -> tuple[str, ...]:
    """What an answer to the report's query leaves open, in sentences."""
    return tuple(_sentences(data, layer))


def _sentences(data: Mapping[str, Any], layer: Layer) -> Iterator[str]:
    analysis = data["analysis"]
    if analysis["organisations"] == 0:
        yield "Nothing is recorded of this place, so nothing is known of it."
        return
    if layer is not Layer.FORMAL:
        yield _answers(data["network"]["nodes"])
    for finding in analysis["findings"]:
        if finding["kind"] in _KINDS:
            yield f"{finding['sentence']} {finding['consequence']}"
    checked = analysis["confidence"]
    if checked and checked["state"] != ConfidenceState.NONE:
        yield checked["sentence"]
    if data["network"]["truncated"]:
        yield "There is more on record than the picture can hold: look at a smaller place."


def _answers(nodes: list[Mapping[str, Any]]) -> str:
    """How many of those in a place answered, and how many were never asked."""
    answers = Counter(node["answer"] for node in nodes if not node["outside"])
    count = answers.total()
    here = one_or_many(count, "one organisation here", f"{number(count)} organisations here")
    if answers[None] == count:
        return (
            f"Nobody here has been asked with whom they work: what is told of the {here} comes "
            "from files and records, and whoever seems to be on their own may not be."
        )
    if answers[Answer.COMPLETE] == count:
        return f"The {here} {one_or_many(count, 'has', 'have all')} answered in full."
    parts = [
        (answers[Answer.COMPLETE], "answered in full"),
        (answers[Answer.PARTIAL], "answered in part"),
        (answers[Answer.SILENT], "did not answer"),
        (answers[None], one_or_many(answers[None], "was not asked", "were not asked")),
    ]
    told = [f"{number(some)} {did}" for some, did in parts if some]
    if count == 1:
        return f"The {here} {told[0].removeprefix('1 ')}."
    return f"Of the {here} {', '.join(told)}."
