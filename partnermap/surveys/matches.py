"""Pending matches: the rows of answers that name nobody surely, kept until somebody says whom.

Such a row is kept as the very fact that it will be once that is clear, under the same key: it says
nothing so far, is about whoever wrote it, and waits for somebody. So nothing else has to be kept in
step with it. An answer imported again brings the same fact; one that takes its place ends it as it
ends any other row; a corrected sheet, or a person through the API (`resolving.py`), gives it its
words. Those words are the decision: whoever reads the row later, from whatever file, finds whom it
means in the store, as it has always been with rows set right in a sheet. In any order, and however
often, files and decisions come to the same graph.

Rows with other faults, and rows of answers of which it is not clear who gave them, are not kept:
nobody can settle them by saying whom they name.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from partnermap.imports.facts import decode
from partnermap.imports.redirects import Redirects
from partnermap.matching.words import words
from partnermap.model.facts import Fact, PendingMatch
from partnermap.store.pending import Pending
from partnermap.store.rounds import ANSWERS
from partnermap.surveys.facts import Whole
from partnermap.surveys.layout import ANSWERED
from partnermap.surveys.received import Doubt, Received
from partnermap.surveys.rows import Line, read_again, row_key


def kept(
    received: Received,
    doubts: Sequence[Doubt],
    wholes: Iterable[Whole],
    before: Collection[str],
) -> list[Fact]:
    """Those of an answer's rows in doubt that are to be kept; `before` are the keys of those kept.

    A row that comes back undecided on a sheet of rows set right stays as the answer brought it.
    """
    answer = received.answer
    by_name = {words(whole.name): whole for whole in wholes if whole.name}
    nameless = [doubt for doubt in doubts if doubt.nameless]
    # Of a sheet, rows that were left out of it may be at fault in whatever way.
    others = len(doubts) - len(nameless) + max(0, answer.open - len(answer.lines))
    found: dict[str, Fact] = {}
    for line, doubt in ((doubt.line, doubt) for doubt in nameless):
        if answer.open and line.key in before:
            continue
        name = line.values.get("partnership")
        match = PendingMatch(
            respondent=received.respondent,
            written=_cells(line.written),
            beside=_cells(by_name[words(name)].beside(line)) if name else {},
            reason=doubt.reason,
            candidates=tuple(
                (hit.named.id, hit.score, hit.reason)
                for hit in doubt.hits
                if hit.named.id != received.respondent
            ),
            everyone=answer.everyone is True,
            others=others,
        )
        # Rows that are written alike are one question.
        found.setdefault(line.key, Fact(row_key(line), line.line, match=match))
    return list(found.values())


def beside(line: Line, match: PendingMatch) -> Line:
    """What the rows beside one said of the partnership it was about when it was kept, as a row."""
    about = {name: cell for name, cell in match.written.items() if name == "partnership"}
    return read_again(line.line, line.key, {**match.beside, **about})


def match_of(row: Pending, redirects: Redirects) -> PendingMatch | None:
    """What is kept of a row that names nobody surely; ids are those that mergers have left."""
    match = decode(row.key, row.line or 0, row.content).match if row.content else None
    if match is None:
        return None
    found: dict[str, tuple[str, float, str]] = {}
    for id_, score, reason in match.candidates:
        now = redirects.get(id_, id_)
        found.setdefault(now, (now, score, reason))
    respondent = redirects.get(match.respondent, match.respondent)
    return replace(match, respondent=respondent, candidates=tuple(found.values()))


def round_of(source: str) -> str:
    """The id of the round that an answer, given by its source, is in."""
    return f"round:{source.removeprefix(ANSWERS).partition(':')[0]}"


def respondent_of(source: str) -> str:
    """The id of the organisation whose answer a source is."""
    return source.removeprefix(ANSWERS).partition(":")[2]


def _cells(written: Mapping[str, str]) -> dict[str, str]:
    """What was filled in of the columns of a form."""
    cells = {name: " ".join(written.get(name, "").split()) for name in ANSWERED}
    return {name: cell for name, cell in cells.items() if cell}
