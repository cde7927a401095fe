"""Lists of community organisations: imported, and what was kept back written to be set right."""

from datetime import date, datetime
from pathlib import Path
from shlex import quote

from rich.markup import escape

from partnermap.commands.importing import print_report
from partnermap.commands.terminal import check_workbook_name, out, print_json, with_store
from partnermap.directory.corrections import write_corrections
from partnermap.directory.read import SOURCE
from partnermap.directory.run import Imported, import_list
from partnermap.settings import Settings
from partnermap.store.bolt import Store


def import_organisations(
    settings: Settings,
    file: Path,
    *,
    published: date | None,
    owner: str | None,
    dry_run: bool,
    force: bool,
    errors: Path | None,
    as_json: bool,
) -> int:
    """Import a list and print what became of it; returns how many rows were kept back."""

    async def work(store: Store) -> Imported:
        return await import_list(
            store, file, published=published, owner=owner, dry_run=dry_run, force=force
        )

    check_workbook_name(errors)
    found = with_store(settings, work)
    report, doubts = found.report, found.doubts
    if errors and doubts:
        write_corrections(errors, file.name, report.published, doubts, datetime.now())
    if as_json:
        print_json(report.as_json())
        return report.rejected
    print_report(report)
    if errors and doubts:
        again = f"{SOURCE} {quote(str(errors))}" + (f" --owner {owner}" if owner else "")
        out.print(
            f"{len(doubts):,} rows to look at are in {escape(str(errors))}; set them right there, "
            f"then: partnermap import {escape(again)}"
        )
    elif doubts:
        out.print("Add --errors FILE.xlsx for a workbook of these rows, to set them right in.")
    return report.rejected
