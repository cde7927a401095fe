"""Repairs: the new partnerships that would mend a place, printed."""

import csv
import sys
from datetime import date
from typing import Any

from rich.markup import escape

from partnermap.analysis import Analysis
from partnermap.analysis.findings.plan import tell_repair, tell_repairs
from partnermap.analysis.repairs import Exposed, Repair, Repairs
from partnermap.analysis.terms import Terms, mend_within
from partnermap.commands.asking import analysis_of
from partnermap.commands.terminal import out, print_json, with_store
from partnermap.exports.sheets import harmless
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
        sheet = csv.DictWriter(sys.stdout, _COLUMNS, lineterminator="\n")
        sheet.writeheader()
        sheet.writerows(_row(study, repair) for repair in found.repairs)
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


def _row(study: Analysis, repair: Repair) -> dict[str, Any]:
    """A repair as a row of a spreadsheet, in which no name is taken for a formula."""
    one, other = repair.ends
    names = (study.combined.nodes[id_]["name"] for id_ in repair.ends)
    one_name, other_name = map(harmless, names)
    return {
        "one": one,
        "oneName": one_name,
        "other": other,
        "otherName": other_name,
        "km": "" if repair.km is None else repair.km,
        "saves": len(repair.saves.organisations),
        "pupils": repair.saves.pupils,
        "sentence": harmless(tell_repair(study, repair)),
    }


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
