"""Importing a survey of a whole country beside a bare loader of what comes of it."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import xlsxwriter

from benchmarks import needs
from benchmarks.imports import Empty, empty_embedded, empty_neo4j, graph_of, run_once
from benchmarks.report import Bound, Figure
from partnermap.model.keys import digest
from partnermap.model.names import Named
from partnermap.surveys.layout import ALL, COLUMNS, PARTNERSHIPS, label
from tests.matching.names import register

_RESPONDENTS, _EACH, _MEMBERS = 2_500, 4, 6
"""Each respondent tells of so many partnerships, of so many members each, itself among them."""
_SEED = 1
_FILLED = ("respondent", "round", "everyone", "partner", "code", "partnership", "kind", "theme")
_KINDS = ("Network", "Project", "Alliance", "Service", "Cluster")
_THEMES = ("SEND", "Faith", "Curriculum", "Transition", "")


def survey_embedded(pairs: int) -> Iterator[Figure]:
    """The import into the embedded engine, each run on a data folder of its own."""
    return _figures("embedded engine", needs.register(), empty_embedded, pairs)


def survey_neo4j(pairs: int) -> Iterator[Figure]:
    """The import into Neo4j 5.26, one server emptied before each run."""
    schools = needs.register()
    with empty_neo4j() as empty:
        yield from _figures("Neo4j 5.26", schools, empty, pairs)


def write_answers(path: Path, schools: Sequence[Named], seed: int) -> None:
    """Write a workbook of the answers of many schools, identifiers filled in: one row a partner."""
    rng = Random(seed)
    round_ = f"round:{digest('benchmark')}"
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2019, 5, 1)})
        sheet = book.add_worksheet(PARTNERSHIPS)
        sheet.write_row(0, 0, [COLUMNS[key].text for key in _FILLED])
        at = 0
        for respondent in rng.sample(schools, _RESPONDENTS):
            for number in range(_EACH):
                name = f"{respondent.name} {respondent.id[4:]} partnership {number + 1}"
                about = (name, rng.choice(_KINDS), rng.choice(_THEMES))
                others = [s for s in rng.sample(schools, _MEMBERS) if s is not respondent]
                for partner in others[: _MEMBERS - 1]:
                    at += 1
                    named = (label(respondent), round_, ALL, partner.name, partner.id)
                    sheet.write_row(at, 0, (*named, *about))


def _figures(engine: str, schools: Path, empty: Empty, pairs: int) -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        answers, prepared = Path(folder) / "answers.xlsx", Path(folder) / "prepared.json"
        open_schools = [named for named in register(schools) if named.open and named.phase]
        write_answers(answers, open_schools, _SEED)
        with empty() as server:
            # Not counted: it gives the rows to prepare, and warms a server that stays.
            run_once("register", schools, server)
            before = graph_of(server)
            run_once("survey", answers, server)
            new = graph_of(server).without(before)
            prepared.write_text(json.dumps(asdict(new)), encoding="utf-8")
        partnerships = len(new.nodes["Partnership"])
        memberships = len(new.ties["MEMBER_OF Organisation Partnership"])
        assert partnerships == _RESPONDENTS * _EACH
        assert memberships == partnerships * _MEMBERS
        sys.stderr.write(f"{engine}: {new.size}\n")
        ours, bare = [], []
        for _ in range(pairs):
            with empty() as server:
                run_once("register", schools, server)
                ours.append(run_once("survey", answers, server))
            with empty() as server:
                run_once("register", schools, server)
                bare.append(run_once("bare", prepared, server))
                # The register's own import tells by which process it was made.
                written = graph_of(server).without(before)
                if len(bare) == 1 and written.but("Audit") != new.but("Audit"):
                    raise ValueError(f"{engine}: the bare loader did not write the same graph")
            sys.stderr.write(f"{engine}: {ours[-1]}; bare {bare[-1]}\n")
    yield Figure(
        f"survey of {partnerships:,} partnerships, {memberships:,} memberships, {engine}",
        "seconds",
        tuple(run.seconds for run in ours),
        Bound(1.5),
        tuple(run.seconds for run in bare),
    )
