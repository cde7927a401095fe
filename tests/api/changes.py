"""Changes as a front end asks for them, and the store they are asked of."""

from itertools import count
from typing import Any

from partnermap.api.execution import Api
from partnermap.imports.facts import Said, encode, fingerprint, subjects
from partnermap.imports.making import Ground
from partnermap.imports.plan import Change
from partnermap.model.dates import Span, When
from partnermap.model.facts import Fact, Thing, Tie
from partnermap.scope import LOCAL, Access, Scope
from partnermap.store.bolt import Store, Transaction
from partnermap.vocabulary import Kind, Station

A, B, C, D = "urn:910001", "urn:910002", "urn:910003", "urn:910004"
CLOSED = "urn:910009"
DIOCESE, OTHER_DIOCESE, LA = "diocese:ZZ01", "diocese:ZZ02", "la:981"
EDITOR = Access(within=Scope.parse(DIOCESE), station=Station.EDITOR, subject="ed")
STRANGER = Access(within=Scope.parse(OTHER_DIOCESE), station=Station.EDITOR, subject="stranger")
ALWAYS = Span()
_numbers = count()

RESULT = "created errors { code message path }"
RECORD = """record { id name kind themes strength status visibility version
  started { earliest latest } ended { earliest latest }
  members { nodes { id } edges { role claimed since { earliest } until { latest } saidBy } } }"""
ORGANISATION = """candidates record { id name status identifiers { scheme value }
  partnerships { nodes { id } } facts { key source { id } } }"""
ROUND = """record { id name opened { earliest } closed { latest }
  asked { nodes { id } edges { answer answered } } silent { totalCount } }"""
GOAL = """record { id name description themes visibility status version due
  started { earliest latest } ended { earliest } owner { id }
  partnerships { nodes { id } edges { since { earliest } until { latest } saidBy } }
  milestones { id version measures { id target latest { day value }
    observations { value note } } } }"""
ARGUMENTS = {
    "recordPartnership": ("input: PartnershipInput!", RECORD),
    "updatePartnership": ("id: ID!, version: String!, input: PartnershipUpdate!", RECORD),
    "endPartnership": ("id: ID!, on: String!, version: String!", RECORD),
    "joinPartnership": ("id: ID!, input: MemberInput!", RECORD),
    "leavePartnership": ("id: ID!, organisation: ID!, on: String!", RECORD),
    "confirmMembership": ("id: ID!, organisation: ID!", RECORD),
    "reportAbsent": ("by: ID!, with: ID!, on: String", ORGANISATION),
    "retract": ("fact: String!, reason: String", "record { id }"),
    "addOrganisation": ("input: CommunityOrganisationInput!, evenSo: Boolean", ORGANISATION),
    "mergeOrganisations": ("keep: ID!, other: ID!", ORGANISATION),
    "undoMerge": ("other: ID!", ORGANISATION),
    "reopenPartnership": ("id: ID!, version: String!", RECORD),
    "openRound": ("input: RoundInput!", ROUND),
    "resolveMatch": ("input: MatchInput!", RECORD),
    "setGoal": ("input: GoalInput!, id: ID, version: String", GOAL),
    "pursueGoal": ("goal: ID!, partnership: ID!, since: String, until: String", GOAL),
    "recordMilestone": ("goal: ID!, input: MilestoneInput!, version: String", GOAL),
    "recordObservation": ("measure: ID!, input: ObservationInput!, instead: Boolean", GOAL),
}


async def fill(store: Store) -> None:
    """Four schools of two dioceses and one LA, and one that has closed."""
    schools = [(A, DIOCESE), (B, DIOCESE), (C, OTHER_DIOCESE), (D, OTHER_DIOCESE)]
    facts = [
        _fact(DIOCESE, Kind.DIOCESE, "Diocese of Zed", code="ZZ01"),
        _fact(OTHER_DIOCESE, Kind.DIOCESE, "Diocese of Zeta", code="ZZ02"),
        _fact(LA, Kind.LOCAL_AUTHORITY, "Zedshire", code="981"),
        _fact(CLOSED, Kind.SCHOOL, "Old School", Span(None, When.parse("2015-08-31"))),
    ]
    facts += [
        _fact(id_, Kind.SCHOOL, f"School {id_[-1]}", ties=(Tie("IN_DIOCESE", id_, diocese),
            Tie("IN_LA", id_, LA)), urn=id_[4:], status="OPEN")
        for id_, diocese in schools
    ]  # fmt: skip

    async def work(transaction: Transaction) -> None:
        for fact in facts:
            text = encode(fact)
            said = Said(f"register/{fact.key}", "register", "2020-01-01", "import:1",
                        fingerprint(text), fact, text)  # fmt: skip
            change = Change(None, tuple(subjects(fact)), (said,))
            ground = await Ground.of(transaction.run, [change])
            await ground.make(transaction.run, [change], {"register": 3})

    await store.write(work)


def _fact(
    id_: str, kind: Kind, name: str, span: Span = ALWAYS, ties: tuple[Tie, ...] = (), **more: Any
) -> Fact:
    return Fact(id_, 2, (Thing(id_, kind, {"name": name, **more}, span),), ties)


def new_key() -> str:
    """A key that no other change of this run has."""
    return f"key-{next(_numbers):08}"


async def change(api: Api, name: str, access: Access = LOCAL, **variables: Any) -> Any:
    """What comes of a change; a fault of the request itself fails the test."""
    variables.setdefault("key", new_key())
    arguments, record = ARGUMENTS[name]
    named = ["key: String!", *arguments.split(", ")]
    head = ", ".join(f"${argument}" for argument in named)
    given = ", ".join("{0}: ${0}".format(argument.split(":")[0]) for argument in named)
    query = f"mutation ({head}) {{ {name}({given}) {{ {RESULT} {record} }} }}"
    answer = await api.execute(query, variables, access=access)
    assert not answer.errors, answer.errors
    assert answer.data is not None
    return answer.data[name]


def codes(result: Any) -> list[tuple[str, list[str]]]:
    """The errors of a result, without their words."""
    return [(error["code"], error["path"]) for error in result["errors"]]


def partnership(name: str, *members: str, **more: Any) -> dict[str, Any]:
    """A partnership as it is asked for."""
    return {
        "name": name,
        "kind": "CLUSTER",
        "members": [{"organisation": id_} for id_ in members],
        **more,
    }
