"""What each type of the API is in the store: its properties, its ties, the Cypher to reach them.

`entries.py` says what stands for what in Cypher text. Adding a field is adding a line here.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from partnermap.model.dates import BEGINNING, OPEN, When
from partnermap.store.entries import (
    Derived,
    End,
    Entry,
    Hop,
    Listed,
    Many,
    MayHaveHeld,
    Same,
    Standing,
    Value,
)
from partnermap.store.versions import COLUMNS, GOAL_COLUMNS, MILESTONE_COLUMNS, version_of
from partnermap.vocabulary import Answer, Kind

_KINDS = {kind.value: kind.name for kind in Kind}


def _when(earliest: str | None, latest: str | None) -> Mapping[str, Any] | None:
    if earliest is None or earliest in {BEGINNING, OPEN}:
        return None
    when = When(earliest, latest or earliest)
    return {
        "earliest": when.earliest,
        "latest": when.latest,
        "precision": when.precision.value,
    }


def _ended(latest: str | None, earliest: str | None) -> Mapping[str, Any] | None:
    return None if latest is None or latest == OPEN else _when(earliest or latest, latest)


STATUS = f"coalesce({{w}}.status, CASE WHEN {{n}}.until = '{OPEN}' THEN 'OPEN' ELSE 'CLOSED' END)"
"""What no register speaks of, such as an LA, is open until its end is recorded."""
STATUS_THEN = (
    "CASE WHEN {n}.until < $asOf THEN 'CLOSED' WHEN {w}.status = 'CLOSED' THEN 'OPEN' "
    "ELSE coalesce({w}.status, 'OPEN') END"
)
"""What has closed since was open on the day."""
START = Derived(("{n}.since", "{n}.sinceBy"), _when)
END = Derived(("{n}.until", "{n}.untilFrom"), _ended)


_FIELDS = {"fsm": "pupilsOnFsm"}
"""Properties that the API calls otherwise."""


def _field_changes(text: str) -> list[Mapping[str, Any]]:
    return [
        {"field": _FIELDS.get(name, name), "before": _told(before), "after": _told(after)}
        for name, before, after in orjson.loads(text)
    ]


def _told(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(value)
    return None if value is None else str(value)


def _scheme(key: str) -> str:
    return key.partition(":")[0].upper()


def _code(key: str) -> str:
    return key.partition(":")[2]


def _property(name: str, *, required: bool = False) -> Value:
    return Value(f"{{w}}.{name}", required=required)


def _properties(*names: str) -> dict[str, Entry]:
    return {name: _property(name) for name in names}


def _succession(pattern: str) -> Hop:
    return Hop(pattern, "Organisation", Many.LIST, edge="Succession", ever=True)


_ORGANISATION: dict[str, Entry] = {
    "id": Value("{n}.id", required=True),
    "name": _property("name", required=True),
    "kind": Value("{n}.kind", _KINDS.__getitem__, required=True),
    "status": Value(STATUS, then=STATUS_THEN),
    "opened": START,
    "closed": END,
    "place": Same("Place"),
    "identifiers": Hop(
        "({n})-[{r}:IDENTIFIED_BY]->({m}:Identifier)",
        "Identifier",
        Many.LIST,
        dated=False,
        order="{m}.key",
    ),
    "localAuthority": Hop("({n})-[{r}:IN_LA]->({m})", "LocalAuthority"),
    "diocese": Hop("({n})-[{r}:IN_DIOCESE]->({m})", "Diocese"),
    "groups": Hop("({n})-[{r}:IN_GROUP]->({m})", "Group", Many.CONNECTION, edge="FormalTieEdge"),
    "formalTies": Hop(
        "({n})-[{r}:IN_TRUST|IN_LA|IN_DIOCESE|IN_GROUP]->({m}:Organisation)",
        "Organisation",
        Many.LIST,
        edge="FormalTie",
    ),
    "partnerships": Hop(
        "({n})-[{r}:MEMBER_OF]->({m}:Partnership)",
        "Partnership",
        Many.CONNECTION,
        edge="MembershipEdge",
    ),
    "partners": Hop(
        "({n})-[{r}:MEMBER_OF]->({p}:Partnership)<-[{q}:MEMBER_OF]-({m}:Organisation)",
        "Organisation",
        Many.CONNECTION,
        edge="PartnerEdge",
        between="Partnership",
    ),
    "asked": Hop("({n})-[{r}:ASKED]->({m}:Round)", "Round", Many.LIST, edge="Asked", dated=False),
    "absences": Hop(
        "({n})-[{r}:ABSENT]-({m}:Organisation)", "Organisation", Many.LIST, edge="Absence"
    ),
    "facts": Hop("({n})<-[{r}:ABOUT]-({m}:Fact)", "Fact", Many.LIST, dated=False, order="{m}.key"),
    "history": Hop(
        "({n})-[{r}:WAS]->({m}:Version)",
        "Revision",
        Many.LIST,
        dated=False,
        order="{m}.until",
    ),
    "predecessors": _succession("({n})<-[{r}:SUCCEEDED_BY]-({m}:Organisation)"),
    "successors": _succession("({n})-[{r}:SUCCEEDED_BY]->({m}:Organisation)"),
    "goals": Hop("({n})<-[{r}:OWNED_BY]-({m}:Goal)", "Goal", Many.CONNECTION, edge="LinkEdge"),
}


def _asked(answer: str | None = None) -> Hop:
    """Those on the list of a round; of one answer, if that is given."""
    only = f" {{{{answer: '{answer}'}}}}" if answer else ""
    pattern = f"({{n}})<-[{{r}}:ASKED{only}]-({{m}}:Organisation)"
    return Hop(pattern, "Organisation", Many.CONNECTION, edge="AskedEdge")


def _members(tie: str, label: str = "School") -> Hop:
    pattern = f"({{n}})<-[{{r}}:{tie}]-({{m}}:{label})"
    return Hop(pattern, label, Many.CONNECTION, edge="FormalTieEdge")


_HELD: dict[str, Entry] = {
    "since": START,
    "until": END,
    "mayHaveHeld": MayHaveHeld(),
    "saidBy": Value("coalesce({n}.saidBy, [])"),
}
"""Of every tie: when it held, and who said so."""


SHAPES: dict[str, dict[str, Entry]] = {
    "Organisation": _ORGANISATION,
    "School": {
        **_ORGANISATION,
        **_properties("urn", "phase", "type", "religiousCharacter", "gender", "lowAge", "highAge"),
        **_properties("pupils", "percentFsm", "establishmentNumber", "admissions"),
        "pupilsOnFsm": _property("fsm"),
        "trust": Hop("({n})-[{r}:IN_TRUST]->({m})", "Trust"),
    },
    "Trust": {
        **_ORGANISATION,
        **_properties("uid", "trustType", "companyNumber", "ukprn"),
        "schools": _members("IN_TRUST"),
    },
    "LocalAuthority": {
        **_ORGANISATION,
        **_properties("code", "gssCode"),
        "schools": _members("IN_LA"),
        "communityOrganisations": _members("IN_LA", "CommunityOrganisation"),
    },
    "Diocese": {
        **_ORGANISATION,
        **_properties("code", "denomination"),
        "schools": _members("IN_DIOCESE"),
    },
    "CommunityOrganisation": {
        **_ORGANISATION,
        **_properties("charityNumber", "companyNumber", "sector"),
    },
    "Group": {
        **_ORGANISATION,
        **_properties("uid", "groupType", "companyNumber", "ukprn"),
        "members": _members("IN_GROUP", "Organisation"),
        "serves": Hop(
            "({n})-[{r}:SERVES]->({m}:District)", "District", Many.CONNECTION, edge="FormalTieEdge"
        ),
    },
    "Partnership": {
        "id": Value("{n}.id", required=True),
        "name": _property("name", required=True),
        "kind": _property("kind", required=True),
        "themes": Value("coalesce({w}.themes, [])"),
        "strength": _property("strength"),
        "localLabel": _property("localLabel"),
        "visibility": _property("visibility", required=True),
        "status": Value(
            f"CASE WHEN {{n}}.until = '{OPEN}' THEN 'ACTIVE' ELSE 'ENDED' END",
            then="CASE WHEN {n}.until < $asOf THEN 'ENDED' ELSE 'ACTIVE' END",
        ),
        "started": START,
        "ended": END,
        "version": Value(COLUMNS, version_of),
        "members": Hop(
            "({n})<-[{r}:MEMBER_OF]-({m}:Organisation)",
            "Organisation",
            Many.CONNECTION,
            edge="MembershipEdge",
        ),
        "facts": _ORGANISATION["facts"],
        "history": _ORGANISATION["history"],
        "goals": Hop("({n})-[{r}:PURSUES]->({m}:Goal)", "Goal", Many.CONNECTION, edge="LinkEdge"),
    },
    "Goal": {
        "id": _property("id", required=True),
        "name": _property("name", required=True),
        "description": _property("description"),
        "themes": Value("coalesce({n}.themes, [])"),
        "visibility": _property("visibility", required=True),
        "status": Standing(),
        "started": START,
        "ended": END,
        "due": _property("due"),
        "version": Value(GOAL_COLUMNS, version_of),
        "owner": Hop("({n})-[{r}:OWNED_BY]->({m}:Organisation)", "Organisation"),
        "partnerships": Hop(
            "({n})<-[{r}:PURSUES]-({m}:Partnership)",
            "Partnership",
            Many.CONNECTION,
            edge="LinkEdge",
        ),
        "milestones": Hop(
            "({n})<-[{r}:MILESTONE_OF]-({m}:Milestone)",
            "Milestone",
            Many.LIST,
            order=f"coalesce({{m}}.due, '{OPEN}'), {{m}}.sortKey",
        ),
        "facts": _ORGANISATION["facts"],
    },
    "Milestone": {
        "id": _property("id", required=True),
        "name": _property("name", required=True),
        "description": _property("description"),
        "due": _property("due"),
        "status": Standing(),
        "version": Value(MILESTONE_COLUMNS, version_of),
        "measures": Hop("({n})<-[{r}:MEASURES]-({m}:GoalMeasure)", "GoalMeasure", Many.LIST),
        "facts": _ORGANISATION["facts"],
    },
    "GoalMeasure": {
        "id": _property("id", required=True),
        "name": _property("name", required=True),
        # Nought is a target, and a value: `required` would take it for nothing.
        **_properties("unit", "baseline", "target"),
        "direction": _property("direction", required=True),
        "status": Standing(),
        "latest": Hop("({n})<-[{r}:OBSERVES]-({m}:Observation)", "Observation"),
        "observations": Hop(
            "({n})<-[{r}:OBSERVES]-({m}:Observation)",
            "Observation",
            Many.LIST,
            order="{m}.since DESC, {m}.id",
        ),
        "facts": _ORGANISATION["facts"],
    },
    "Observation": {
        "id": _property("id", required=True),
        "day": _property("since", required=True),
        **_properties("value", "note"),
        "facts": _ORGANISATION["facts"],
    },
    "Round": {
        "id": _property("id", required=True),
        "name": _property("name", required=True),
        "opened": START,
        "closed": END,
        "asked": _asked(),
        "complete": _asked(Answer.COMPLETE),
        "partial": _asked(Answer.PARTIAL),
        "silent": _asked(Answer.SILENT),
    },
    "District": {
        "id": _property("id", required=True),
        "name": _property("name", required=True),
        "gssCode": _property("gssCode", required=True),
    },
    "Place": _properties(
        "street", "town", "postcode", "easting", "northing", "region", "regionName"
    ),
    "Identifier": {
        "scheme": Value("{n}.key", _scheme, required=True),
        "value": Value("{n}.key", _code, required=True),
    },
    "Fact": {
        "key": _property("key", required=True),
        "line": _property("line"),
        "published": _property("published"),
        "source": Hop(
            "({m}:Source {{id: {n}.source}})", "Source", Many.ONE, dated=False, order="{m}.id"
        ),
    },
    "Revision": {
        "since": START,
        "until": Value("{n}.until", required=True),
        "changes": Listed("{n}.changes", _field_changes),
        "fact": Hop("({m}:Fact {{key: {n}.saidBy}})", "Fact", dated=False, order="{m}.key"),
    },
    "Source": _properties("id", "name", "publisher", "licence", "published"),
    # Ties: `{n}` is the relationship.
    "FormalTie": {
        "kind": Value("type({n})", required=True),
        "organisation": End("Organisation"),
        "role": _property("role"),
        **_HELD,
    },
    "FormalTieEdge": {
        "role": _property("role"),
        **_HELD,
    },
    "MembershipEdge": {
        "role": _property("role", required=True),
        "claimed": Value("coalesce({n}.claimed, false)"),
        **_HELD,
    },
    "Succession": {
        "organisation": End("Organisation"),
        "how": _property("how"),
        **_HELD,
    },
    "PartnerEdge": {},
    "LinkEdge": _HELD,
    "Absence": {
        "organisation": End("Organisation"),
        **_HELD,
    },
    "Asked": {
        "round": End("Round"),
        "answer": _property("answer", required=True),
        "answered": _property("answered"),
    },
    "AskedEdge": {
        "answer": _property("answer", required=True),
        "answered": _property("answered"),
        **_HELD,
    },
}


ORDERS: dict[str, tuple[str, ...]] = {
    "NAME": ("sortKey",),
    "OPENED": ("since", "id"),
    "STARTED": ("since", "id"),
    "PUPILS": ("pupilsOrder", "id"),
}
"""What lists can be ordered by: indexed properties that every node has, the last one unique."""
