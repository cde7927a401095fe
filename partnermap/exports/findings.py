"""An analysis as tables: its findings, and what is known of each organisation."""

import json

from partnermap.analysis import Analysis
from partnermap.analysis.confidence.sureness import Sureness
from partnermap.analysis.kept import Kept
from partnermap.analysis.networks.network import Mode, insiders
from partnermap.exports.sheets import Cell, Table
from partnermap.model.findings import Finding

_FINDINGS = (
    "Number", "Finding", "What follows", "Organisations it cannot speak for", "Kind", "Measure",
    "Value", "Parameters", "Reference", "About", "About (ids)", "Affected (ids)", "Disputed ties",
    "Data version", "Seed", "Id", "How sure", "Share of runs", "Runs",
)  # fmt: skip
_ORGANISATIONS = (
    "Id", "Name", "Kind", "Phase", "Pupils", "Answer", "Partnerships", "Partners",
    "Organisations cut off if it left", "Their pupils",
)  # fmt: skip


def findings_table(found: Analysis, sureness: Sureness | None = None) -> Table:
    """A row for each finding, with what is needed to get its number again, and how sure it is."""
    findings = found.findings_with(sureness)
    rows = [_finding(number, each, found) for number, each in enumerate(findings, 1)]
    return Table("Findings", _FINDINGS, rows)


def _finding(number: int, finding: Finding, found: Analysis) -> tuple[Cell, ...]:
    measure, sure = finding.measure, finding.confidence
    nodes = {} if isinstance(found, Kept) else found.combined.nodes
    return (
        number, finding.sentence, finding.consequence, finding.silent_about, finding.kind,
        measure.name, measure.value, json.dumps(dict(measure.parameters), ensure_ascii=False),
        measure.reference, "; ".join(nodes[id_]["name"] for id_ in finding.about if id_ in nodes),
        " ".join(finding.about), " ".join(finding.affected), finding.disputed,
        finding.data_version, finding.seed, finding.id,
        *((sure.sentence, sure.share, sure.worlds) if sure else (None, None, None)),
    )  # fmt: skip


def organisations_table(found: Analysis) -> Table:
    """A row for each organisation of the scope, by id."""
    drawn, projected = found.drawn, found.projected
    strands = {cut.id: cut.stranding for cut in found.bottlenecks.cut_points}
    rows = []
    for id_ in insiders(drawn):
        node = drawn.nodes[id_]
        stranding = strands.get(id_)
        rows.append((
            id_, node["name"], node["kind"].value, node["phase"], node["pupils"],
            node["answer"].value if node["answer"] else None,
            sum(drawn.nodes[end]["mode"] is Mode.PARTNERSHIP for end in drawn[id_]),
            projected.degree(id_),
            len(stranding.organisations) if stranding else 0, stranding.pupils if stranding else 0,
        ))  # fmt: skip
    return Table("Organisations", _ORGANISATIONS, rows)
