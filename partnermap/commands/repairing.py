"""Repairs: the new partnerships that would mend a place, printed."""

import sys
from datetime import date
from typing import Any

from rich.markup import escape

from partnermap.analysis import Analysis
from partnermap.analysis.findings.plan import tell_repair, tell_repairs
from partnermap.analysis.mending.repairs import Exposed, Repair, Repairs
from partnermap.analysis.terms import Terms, mend_within
from partnermap.commands.asking import analysis_of
from partnermap.commands.terminal import out, print_json, with_store
from partnermap.exports.sheets import Cell, Table, to_csv
from partnermap.settings import Settings
from partnermap.vocabulary import Layer

_COLUMNS = ("one", "oneName", "other", "otherName", "km", "saves", "pupils", "sentence")
"""The columns of repairs in a spreadsheet."""


def print_repairs(
    settings: Settings, scopes: list[str], terms: Terms, as_of: date | None, form: str
) -> None:
    """Print the repairs of a scope that keep to some terms; `form` is table, json or csv."""
    study = with_store(settings, lambda store: analysis_of(store, scopes, Layer.WORKING, as_of))
    found = mend_within(study, terms)
    if form == "csv":
        rows = [_row(study, repair) for repair in found.repairs]
        sys.stdout.write(to_csv(Table("Repairs", _COLUMNS, rows)))
    elif form == "json":
        print_json(_record(study, found))
    else:
        _print(study, found)


def _print(study: Analysis, found: Repairs) -> None:
    sentence, consequence = tell_repairs(study, found)
    out.print(f"[bold]{escape(sentence)}[/bold]")
    if consequence:
        out.print(escape(consequence))
    for number, repair in enumerate(found.repairs, 1):
        out.print(f"\n{number}. {escape(tell_repair(study, repair))}")


def _row(study: Analysis, repair: Repair) -> tuple[Cell, ...]:
    """A repair as a row of a spreadsheet."""
    one, other = repair.ends
    nodes, saves = study.combined.nodes, repair.saves
    return (
        one, nodes[one]["name"], other, nodes[other]["name"], repair.km,
        len(saves.organisations), saves.pupils, tell_repair(study, repair),
    )  # fmt: skip


def _record(study: Analysis, found: Repairs) -> dict[str, Any]:
    """Repairs as the API answers them."""
    sentence, consequence = tell_repairs(study, found)
    return {
        "scope": study.scope,
        "asOf": study.as_of,
        "dataVersion": study.data_version,
        "organisations": study.cohesion.organisations,
        "silentAbout": study.cohesion.unheard,
        "sentence": sentence,
        "consequence": consequence,
        "totalCount": len(found.repairs),
        "atLeast": found.at_least,
        "impossible": found.impossible,
        "fewest": found.fewest,
        "cheapest": found.cheapest,
        "km": found.km,
        "before": _exposed(found.before),
        "after": _exposed(found.after),
        "repairs": [
            {
                "ends": list(repair.ends),
                "km": repair.km,
                "saves": _exposed(repair.saves),
                "sentence": tell_repair(study, repair),
            }
            for repair in found.repairs
        ],
    }


def _exposed(exposed: Exposed) -> dict[str, Any]:
    return {
        "organisations": list(exposed.organisations),
        "pupils": exposed.pupils,
        "uncounted": exposed.uncounted,
    }
