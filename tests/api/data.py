"""The data the read path is proved on: the sample, and what the sample is too tidy to hold."""

from typing import Any

from partnermap.imports.run import run_import
from partnermap.model.dates import BEGINNING, OPEN
from partnermap.model.names import fold as folded
from partnermap.model.names import sort_key
from partnermap.sample import files
from partnermap.store.bolt import Store, Transaction

Properties = dict[str, Any]


def _thing(id_: str, name: str, **more: Any) -> Properties:
    span = {"since": BEGINNING, "until": OPEN}
    return {"id": id_, "name": name, "folded": folded(name), "sortKey": sort_key(name, id_)} | (
        span | more
    )


def _group(id_: str, name: str, **more: Any) -> Properties:
    return _thing(id_, name, kind="Group", uid=id_.partition(":")[2], status="OPEN", **more)


def _partnership(id_: str, name: str, visibility: str, **more: Any) -> Properties:
    return _thing(f"partnership:{id_}", name, kind="CLUSTER", visibility=visibility, **more)


def _tie(start: str, end: str, **more: Any) -> tuple[str, str, Properties]:
    return start, end, {"since": BEGINNING, "until": OPEN, "saidBy": ["by hand/1"]} | more


THINGS: dict[str, list[Properties]] = {
    "Organisation:Group": [
        _group("uid:90501", "Fédération of the Étang", groupType="FEDERATION"),
        _group("uid:90502", "ZEPHYR sponsors", groupType="SPONSOR", companyNumber="99090501"),
        _group(
            "uid:90503", "Zephyr Sponsors", groupType="OTHER",
            since="2019-01-01", sinceBy="2019-12-31", until="2024-02-01", untilFrom="2023-11-15",
        ),
        _group("uid:90504", "Étang hub", groupType="TEACHING_SCHOOL_HUB"),
    ],
    "Organisation:CommunityOrganisation": [
        _thing("org:nowhere", "Nowhere at all", kind="CommunityOrganisation", status="OPEN"),
    ],
    "District": [
        _thing("gss:E07090001", "Étangshire", gssCode="E07090001"),
        _thing("gss:E07090002", "Zephyr Vale", gssCode="E07090002"),
    ],
    "Partnership": [
        _partnership("owned", "The owner's own", "OWNER", strength="COOPERATING",
                     since="2021-05-04", owner="urn:900001"),
        _partnership("others", "A neighbour's own", "OWNER", owner="la:991"),
        _partnership("hidden", "Members only", "MEMBERS", themes=["SEND", "FAITH"]),
        _partnership("empty", "A partnership of nobody", "PUBLIC", themes=["COMMUNITY"],
                     strength="NETWORKING", localLabel="Café and garden"),
        _partnership(
            "vague", "Some time ago", "SIGNED_IN",
            since="2015-03-01", sinceBy="2016-02-29", until="2024-12-31", untilFrom="2024-01-01",
        ),
    ],
    "Round": [
        _thing("round:etang", "Étang round", since="2025-01-01", sinceBy="2025-01-31"),
        _thing("round:zephyr", "ZEPHYR", since="2024-01-01", until="2024-03-31"),
    ],
    "Goal": [
        _thing("goal:attend", "Être présent: attendance at 95%", visibility="PUBLIC",
               themes=["ATTENDANCE"], due="2026-07-31", since="2023-09-01", sinceBy="2023-09-30",
               description="No child is away without a reason."),
        _thing("goal:members", "Zephyr reading", visibility="MEMBERS", themes=["CURRICULUM"]),
        _thing("goal:owner", "A neighbour's aim", visibility="OWNER", due="2020-12-31",
               since="2019-01-01"),
        _thing("goal:signed", "Given up", visibility="SIGNED_IN", until="2024-12-31",
               untilFrom="2024-01-01"),
    ],
    "Milestone": [
        _thing("milestone:first", "A first step", due="2024-07-31", description="Halfway."),
        _thing("milestone:last", "All the way", due="2026-07-31"),
        _thing("milestone:someday", "Some day"),
        _thing("milestone:past", "By 2020", due="2020-12-31"),
    ],
    "GoalMeasure": [
        _thing("measure:here", "Pupils here", unit="%", baseline=91.5, target=93.0,
               direction="INCREASE"),
        _thing("measure:away", "Away for weeks", baseline=40.0, target=0.0, direction="DECREASE"),
        _thing("measure:all", "Pupils here", unit="%", baseline=91.5, target=95.0,
               direction="INCREASE"),
        _thing("measure:books", "Books read", unit="books", target=10.0, direction="INCREASE"),
        _thing("measure:old", "Was to be", baseline=1.0, target=2.0, direction="INCREASE"),
    ],
    "Observation": [
        _thing("observation:1", "one", since="2023-12-31", value=92.0),
        _thing("observation:2", "two", since="2024-06-30", value=93.25, note="Summer figures."),
        _thing("observation:3", "three", since="2024-03-31", value=0.0),
        _thing("observation:4", "four", since="2024-09-30", value=92.25),
        _thing("observation:5", "five", since="2020-06-30", value=1.5),
        _thing("observation:6", "six", since="2024-06-30", value=93.0),
    ],
}  # fmt: skip
"""What the sample has none of, and partnerships that few may see."""

TIES: dict[str, list[tuple[str, str, Properties]]] = {
    "IN_GROUP": [
        _tie("urn:900001", "uid:90501", role="MEMBER", until="2020-07-31"),
        _tie("urn:900001", "uid:90501", role="LEAD", since="2022-01-01", sinceBy="2022-12-31"),
        _tie("urn:900002", "uid:90501"),
        _tie("urn:900040", "uid:90502", role="SPONSORED", since="2018-02-03"),
        _tie("uid:90002", "uid:90502", since="2018-02-03"),
        _tie("urn:900041", "uid:90503", since="2020-01-01", until="2023-12-31"),
    ],
    "SERVES": [
        _tie("uid:90504", "gss:E07090001", since="2021-01-01", sinceBy="2021-12-31"),
        _tie("uid:90504", "gss:E07090002", until="2023-08-31"),
        _tie("uid:90504", "gss:E07090002", since="2024-09-01"),
    ],
    # Two LAs and two trusts at once: the later tie stands.
    "IN_LA": [_tie("urn:900003", "la:990", since="2024-04-01", sinceBy="2024-04-30")],
    "IN_TRUST": [_tie("urn:900001", "uid:90007", since="2010-01-01")],
    "ABSENT": [
        _tie("urn:900001", "urn:900002", since="2023-01-01", sinceBy="2023-12-31"),
        _tie("charity:9900001", "urn:900001", until="2022-12-31"),
        _tie("urn:900001", "urn:900040"),
    ],
    "MEMBER_OF": [
        _tie("urn:900001", "partnership:owned", role="LEAD", since="2021-05-04"),
        _tie("la:991", "partnership:owned", role="FUNDER",
             since="2022-01-01", sinceBy="2022-12-31"),
        _tie("la:991", "partnership:owned", role="MEMBER", since="2023-01-01"),
        _tie("urn:900002", "partnership:owned", role="MEMBER", since="2023-01-01"),
        _tie("urn:900002", "partnership:owned", role="PROVIDER", since="2024-01-01"),
        _tie("urn:900001", "partnership:others", role="MEMBER"),
        _tie("urn:900040", "partnership:others", role="LEAD"),
        _tie("urn:900040", "partnership:hidden", role="LEAD"),
        _tie("urn:900041", "partnership:hidden", role="MEMBER", until="2023-08-31"),
        _tie("urn:900041", "partnership:hidden", role="PROVIDER", since="2025-01-01"),
        _tie("org:nowhere", "partnership:hidden", role="PROVIDER", claimed=True),
        _tie("urn:900005", "partnership:vague", role="MEMBER", since="2015-03-01",
             sinceBy="2016-02-29", until="2024-12-31", untilFrom="2024-01-01"),
    ],
    "ASKED": [
        _tie("urn:900001", "round:etang", answer="PARTIAL", answered="2025-02-03"),
        _tie("urn:900002", "round:etang", answer="SILENT", until="2025-01-31"),
        _tie("urn:900040", "round:etang", answer="SILENT"),
        _tie("charity:9900001", "round:etang", answer="COMPLETE", answered="2025-01-20"),
        _tie("urn:900001", "round:zephyr", answer="COMPLETE"),
    ],
    # A fork, a cycle, a date that is not known, and one that nobody says any more.
    "SUCCEEDED_BY": [
        _tie("urn:900001", "urn:900002", since="2015-09-01"),
        _tie("urn:900001", "urn:900003", since="2015-09-01", how="SPLIT"),
        _tie("urn:900003", "urn:900001", since="2019-01-01", sinceBy="2019-12-31", how="MERGED"),
        _tie("urn:900004", "urn:900001"),
        _tie("uid:90503", "uid:90502", since="2024-02-02"),
        _tie("urn:900005", "urn:900001", since="2015-09-01", until="2021-06-30"),
    ],
    "OWNED_BY": [
        _tie("goal:attend", "urn:900001"),
        _tie("goal:members", "urn:900040"),
        _tie("goal:owner", "la:991", until="2021-12-31"),
        _tie("goal:owner", "la:990", since="2022-01-01"),
        _tie("goal:signed", "la:991"),
    ],
    "PURSUES": [
        _tie("partnership:owned", "goal:attend", since="2023-09-01", sinceBy="2023-12-31"),
        _tie("partnership:hidden", "goal:attend", until="2024-12-31"),
        _tie("partnership:vague", "goal:members"),
        _tie("partnership:empty", "goal:members", since="2024-01-01"),
        _tie("partnership:others", "goal:signed", since="2021-01-01"),
    ],
    "MILESTONE_OF": [
        _tie("milestone:first", "goal:attend"),
        _tie("milestone:last", "goal:attend"),
        _tie("milestone:someday", "goal:members"),
        _tie("milestone:past", "goal:owner", until="2023-12-31"),
    ],
    "MEASURES": [
        _tie("measure:here", "milestone:first"),
        _tie("measure:away", "milestone:first", since="2024-01-01"),
        _tie("measure:all", "milestone:last"),
        _tie("measure:books", "milestone:someday"),
        _tie("measure:old", "milestone:past"),
    ],
    "OBSERVES": [
        _tie("observation:1", "measure:here", since="2023-12-31"),
        _tie("observation:2", "measure:here", since="2024-06-30"),
        _tie("observation:3", "measure:away", since="2024-03-31"),
        _tie("observation:4", "measure:all", since="2024-09-30"),
        _tie("observation:5", "measure:old", since="2020-06-30"),
        _tie("observation:6", "measure:all", since="2024-06-30", until="2025-01-31"),
    ],
}  # fmt: skip
"""Ties that came again, that overlap, and that are known by month or year."""

ENDS = {
    "MEMBER_OF": ("Organisation", "Partnership"),
    "SERVES": ("Organisation", "District"),
    "ASKED": ("Organisation", "Round"),
    "OWNED_BY": ("Goal", "Organisation"),
    "PURSUES": ("Partnership", "Goal"),
    "MILESTONE_OF": ("Milestone", "Goal"),
    "MEASURES": ("GoalMeasure", "Milestone"),
    "OBSERVES": ("Observation", "GoalMeasure"),
}
"""What the ties are between that are not between organisations."""

IDENTIFIERS = [
    ("uid:90501", "company:99090002"),  # another organisation has it too
    ("urn:900002", "urn:900001"),  # and this is another organisation's id
]
FORMER = [("urn:909999", "urn:900001"), ("la:999", "la:990")]
"""Ids that organisations had before they were merged, and what they are now."""


def _version(since: str, until: str, name: str, id_: str, said_by: str, **more: Any) -> Properties:
    changes = '[["name",null,"another"],["town","Étang",null]]'
    words = {"name": name, "folded": folded(name), "sortKey": sort_key(name, id_)}
    told = {"since": since, "until": until, "changes": changes, "saidBy": said_by}
    return words | told | more


_SCHOOL_SAID = "gias-establishments/900001"
VERSIONS = [
    ("urn:900001", _version(BEGINNING, "2015-06-30", "Étang Board School", "urn:900001",
                            _SCHOOL_SAID, urn="900001", status="OPEN", pupils=7, pupilsOrder=7)),
    ("urn:900001", _version("2015-07-01", "2023-05-04", "Zephyr School", "urn:900001",
                            "nobody/1", urn="900001", phase="SECONDARY", town="Étang")),
    ("uid:90503", _version("2019-06-01", "2023-12-31", "Étang sponsors", "uid:90503",
                           "nobody/2", uid="90503", groupType="SPONSOR", status="CLOSED")),
    ("partnership:owned", _version(BEGINNING, "2022-01-31", "Under another name",
                                   "partnership:owned", _SCHOOL_SAID, kind="NETWORK",
                                   visibility="OWNER", themes=["SEND"], owner="urn:900001")),
]  # fmt: skip
"""How some were described before: under other names, with less known or more."""


async def fill(store: Store) -> None:
    """Import the sample, then add the rest by hand."""
    for source, path, published in files():
        await run_import(store, source, path, published=published)
    await store.write(_add)


async def _add(transaction: Transaction) -> None:
    for labels, things in THINGS.items():
        await transaction.run(f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row", rows=things)
    for kind, ties in TIES.items():
        near, far = ENDS.get(kind, ("Organisation", "Organisation"))
        await transaction.run(
            f"UNWIND $rows AS row MATCH (a:{near} {{id: row[0]}}) "
            f"MATCH (b:{far} {{id: row[1]}}) CREATE (a)-[r:{kind}]->(b) SET r = row[2]",
            rows=ties,
        )
    for id_, version in VERSIONS:
        label = "Partnership" if id_.startswith("partnership:") else "Organisation"
        await transaction.run(
            f"MATCH (n:{label} {{id: $id}}) CREATE (n)-[:WAS]->(v:Version) SET v = $version",
            id=id_,
            version=version,
        )
    await transaction.run(
        "UNWIND $rows AS row MATCH (n:Organisation {id: row[0]}) "
        "MERGE (i:Identifier {key: row[1]}) MERGE (n)-[:IDENTIFIED_BY]->(i)",
        rows=IDENTIFIERS,
    )
    await transaction.run(
        "UNWIND $rows AS row MATCH (n:Organisation {id: row[1]}) "
        "CREATE (m:Merged {id: row[0], into: row[1]}) CREATE (m)-[:NOW]->(n) "
        "MERGE (i:Identifier {key: row[0]}) MERGE (n)-[:IDENTIFIED_BY]->(i)",
        rows=FORMER,
    )
