"""The report as HTML: a page that stands alone, in the explorer or as a file."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from partnermap.explorer.report.record import Report

STYLESHEET = "/static/report.css"
"""Where the application serves the look of a report."""


def to_html(report: Report) -> str:
    """The report as a file that needs no other: its look is in it, and there is no script."""
    return _render(report, style=_style())


def to_page(report: Report) -> str:
    """The report as a page of the application, whose policy allows no style within it."""
    return _render(report, style=None)


def _render(report: Report, *, style: str | None) -> str:
    # What draws the picture escapes all that it is given, and holds no script and no style.
    picture = Markup(report.picture)  # noqa: S704
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            heads=report.house.words,
            picture=picture,
            stylesheet=STYLESHEET,
            style=Markup(style) if style else None,  # noqa: S704 - it is a file of ours
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("partnermap.explorer"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    return (files("partnermap.explorer") / "static" / "report.css").read_text(encoding="utf-8")
