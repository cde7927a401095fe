"""A report made to fit on paper: less of each list and shorter texts, and it says so."""

from dataclasses import dataclass, replace

from partnermap.explorer.report.record import Report

_IDS = 1_600
"""So many characters of ids have room on paper."""
_WHOLE = (
    "What is too long for two pages is cut short here: the same report as HTML or DOCX has it "
    "whole."
)


@dataclass(frozen=True, slots=True)
class Fit:
    """How much of a report is told, and how large."""

    size: float
    """Of the text, in points."""
    most: int
    """Of changes, goals and sources so many are told."""
    longest: int
    """So many characters of any one text are told."""


FITS = (
    Fit(10.0, 8, 900),
    Fit(9.6, 8, 900),
    Fit(9.2, 8, 900),
    Fit(9.0, 8, 900),
    Fit(8.8, 6, 800),
    Fit(8.8, 4, 600),
    Fit(8.5, 4, 500),
    Fit(8.2, 3, 400),
    Fit(8.0, 3, 300),
    Fit(8.0, 2, 220),
    Fit(8.0, 2, 160),
    Fit(8.0, 1, 120),
)
"""From the most that a report may tell to the least, which fits whatever it is about."""


def fitted(report: Report, fit: Fit) -> Report:
    """A report within some bounds; what it leaves out it counts."""

    def short(text: str) -> str:
        return shortened(text, fit.longest)

    most, cut = fit.most, report.with_texts(short)
    fits = sum(len(point.id) for point in report.points) <= _IDS
    return replace(
        cut,
        points=cut.points if fits else tuple(replace(point, id="") for point in cut.points),
        changes=cut.changes[:most],
        other_changes=report.other_changes + len(report.changes[most:]),
        goals=cut.goals[:most],
        other_goals=report.other_goals + len(report.goals[most:]),
        sources=cut.sources[:most],
        other_sources=report.other_sources + len(report.sources[most:]),
        terms=cut.terms if fits and cut == report else (*cut.terms, _WHOLE),
    )


def shortened(text: str, longest: int) -> str:
    """A text, or as much of it as so many characters hold, to the end of a word."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    return (kept[: kept.rfind(" ")] if kept.rfind(" ") > longest // 2 else kept) + "…"
