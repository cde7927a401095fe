"""Places side by side: in words, as JSON and as a spreadsheet."""

import sys
from datetime import date
from typing import Any

from rich.markup import escape

from partnermap.analysis.places.comparison import ComparedPlace, PlaceComparison, compare_places
from partnermap.analysis.places.measures import Measured
from partnermap.analysis.places.words import tell_place, tell_terms
from partnermap.commands.terminal import out, print_json, with_store
from partnermap.exports.sheets import Cell, Table, to_csv
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.places import find_scope
from partnermap.store.reads import read_network
from partnermap.vocabulary import Layer, PlaceKind, PlaceMeasure

_COLUMNS = (
    "id", "name", "organisations", "heard", "alone", "not_known", "measure",
    "value", "set_against", "among", "below", "equal", "percentile",
)  # fmt: skip
"""The columns of places in a spreadsheet."""


def tell_places(
    settings: Settings,
    scopes: list[str],
    kind: PlaceKind,
    measures: list[PlaceMeasure] | None,
    as_of: date | None,
    seed: int,
    form: str,
) -> None:
    """Print the places of a scope side by side; `form` is table, json or csv."""

    async def work(store: Store) -> PlaceComparison:
        scope = await find_scope(store, scopes)
        network = await read_network(store, scope, Layer.COMBINED, as_of, LOCAL)
        return compare_places(network, kind, measures, seed)

    found = with_store(settings, work)
    if form == "json":
        print_json(_record(found))
    elif form == "csv":
        sys.stdout.write(to_csv(_table(found.places)))
    else:
        _print_lines(found)


def _record(found: PlaceComparison) -> dict[str, Any]:
    """A comparison as the API answers it."""
    return {
        "scope": found.scope,
        "kind": found.kind.value,
        "asOf": found.as_of,
        "dataVersion": found.data_version,
        "seed": found.seed,
        "nulls": found.nulls,
        "places": [
            {
                "id": place.id,
                "name": place.name,
                "organisations": place.organisations,
                "heard": place.heard,
                "alone": place.alone,
                "notKnown": place.not_known,
                "sentence": tell_place(place),
                "measures": [
                    {"measure": measured.measure.value, **_standing(measured)}
                    for measured in place.measures
                ],
            }
            for place in found.places
        ],
    }


def _standing(measured: Measured) -> dict[str, Any]:
    """The value of a measure, what it is set against, and where it lies."""
    rank = measured.rank
    return {
        "value": measured.value,
        "setAgainst": measured.set_against.value,
        "among": rank.among if rank else None,
        "below": rank.below if rank else None,
        "equal": rank.equal if rank else None,
        "percentile": rank.percentile if rank else None,
    }


def _table(places: tuple[ComparedPlace, ...]) -> Table:
    """A row for each measure of each place."""
    rows: list[tuple[Cell, ...]] = []
    for place in places:
        about = place.id, place.name, place.organisations, place.heard, place.alone, place.not_known
        rows += [(*about, m.measure.value, *_standing(m).values()) for m in place.measures]
    return Table("Places", _COLUMNS, rows)


def _print_lines(found: PlaceComparison) -> None:
    if not found.places:
        out.print("No such place has an organisation in this scope.")
        return
    for place in found.places:
        out.print(f"[bold]{escape(place.name)}[/bold]: {escape(tell_place(place))}")
    out.print(f"\n{tell_terms(found)}")
