"""Three dioceses that have nothing to do with each other but what they were made to share.

All that belongs to one bears its mark, in its id, its name and its codes, so that an answer which
holds a mark tells whose it is. A name is one word: what an answer holds can be told word by word.
"""

import base64
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from partnermap.imports.facts import encode
from partnermap.model.dates import BEGINNING, OPEN
from partnermap.model.facts import Fact, PendingMatch
from partnermap.model.names import sort_key
from partnermap.scope import Scope
from partnermap.store.bolt import Store, Transaction
from partnermap.store.changes import SOMEBODY

MARKS = ("xqa", "xqb", "xqc")
SHARED = ("public", "signed", "members", "shared", "own")
"""The partnerships of each: the last two have a member in the next diocese, too."""
VISIBILITY = {
    "public": "PUBLIC", "signed": "SIGNED_IN", "members": "MEMBERS", "shared": "MEMBERS",
    "own": "OWNER",
}  # fmt: skip
AIMS = {
    "aim-public": "PUBLIC", "aim-signed": "SIGNED_IN", "aim-members": "MEMBERS",
    "aim-shared": "MEMBERS", "aim-lent": "MEMBERS", "aim-own": "OWNER",
}  # fmt: skip
"""The goals of each."""
PURSUITS = (
    ("public", "aim-public"), ("signed", "aim-signed"), ("members", "aim-members"),
    ("shared", "aim-shared"), ("own", "aim-lent"), ("own", "aim-own"),
    # What all may see is tied to what few may.
    ("public", "aim-own"), ("own", "aim-public"),
)  # fmt: skip
"""Which partnership of a diocese pursues which of its goals."""
PARTS = {"step": "milestone", "count": "measure", "seen": "observation"}
"""What each goal has one of, and what its id begins with."""
_WORD = re.compile(r"[\w:/.-]*xq[abc][\w:/.-]*", re.IGNORECASE)
_CURSORS = ("cursor", "startCursor", "endCursor")

_HOMES = {
    "partnership": "Partnership", "round": "Round", "goal": "Goal", "milestone": "Milestone",
    "measure": "GoalMeasure", "observation": "Observation",
}  # fmt: skip

Row = dict[str, Any]


def scope_of(mark: str) -> Scope:
    """What a viewer of a diocese may see: its schools, its trust, its LA and what lies there."""
    return Scope.parse(f"diocese:{mark}", f"la:{mark}")


def ids_of(mark: str) -> list[str]:
    """The ids of all organisations, partnerships and goals of a diocese."""
    schools = [f"urn:{mark}{n}" for n in range(3)]
    bodies = [f"{kind}:{mark}" for kind in ("diocese", "la", "uid", "org")]
    partnerships = [f"partnership:{mark}-{name}" for name in SHARED]
    goals = [f"goal:{mark}-{name}" for name in AIMS]
    return [*schools, *bodies, f"uid:{mark}-group", *partnerships, *goals]


def may_know(mark: str | None) -> set[str]:
    """The words with a mark that a viewer of a diocese may be told; of none, the public."""
    seen = {"PUBLIC", "SIGNED_IN"} if mark else {"PUBLIC"}
    partnerships = {f"{m}-{n}" for m in MARKS for n in SHARED if VISIBILITY[n] in seen}
    if mark:
        partnerships |= {f"{mark}-{name}" for name in SHARED}
        partnerships |= {f"{m}-shared" for m in MARKS if _next(m) == mark}
    own = {
        id_
        for m in MARKS
        for id_ in ids_of(m)
        if mark in (m, None) and not id_.startswith(("partnership:", "goal:"))
        # A group lies nowhere, so that no scope holds it: it is for whoever sees all of the map.
        if not (mark and id_.endswith("-group"))
    }
    words = {*partnerships, *own, *map(_name, own), *(id_.partition(":")[2] for id_ in own)}
    words |= {f"partnership:{p}" for p in partnerships}
    words |= {f"src-{p[:3]}/{p}" for p in partnerships} | {f"src-{m}" for m in MARKS}
    words |= {f"src-{p[:3]}/{p}/{member}" for p in partnerships for member in _members(p) & own}
    words |= {f"src-{_mark(id_)}/{id_}" for id_ in own}
    words |= {key(_mark(id_)) for id_ in own for key in (_pending, _unclear)}
    words |= _of_goals(mark, partnerships)
    words |= {f"{m}-code" for m in ((mark,) if mark else MARKS)}
    return words | ({f"round:{mark}", f"{mark}-round"} if mark else set())


def waiting(mark: str) -> str:
    """What a row of a diocese waits for, which only those who import are told."""
    return f"urn:{mark}-none"


def unclear(mark: str) -> set[str]:
    """What a row of a diocese says that names nobody surely, told to those who have signed in.

    Whom it may mean lies in part in the next diocese, and so does whom its reason speaks of.
    """
    return {f"{mark}-written", _unclear(mark).partition("/")[0]}


def _of_goals(mark: str | None, partnerships: set[str]) -> set[str]:
    """The words of goals that a viewer of a diocese may be told, who sees these partnerships."""
    seen = {"PUBLIC", "SIGNED_IN"} if mark else {"PUBLIC"}
    goals = {f"{m}-{n}" for m in MARKS for n in AIMS if AIMS[n] in seen or m == mark}
    if mark:
        goals |= {f"{m}-aim-shared" for m in MARKS if _next(m) == mark}
    words = {word for goal in goals for word in _words_of_goal(goal)}
    # Whose they are is told where their owner is known, who pursues them where that is.
    words |= {f"src-{goal[:3]}/goal:{goal}" for goal in goals if mark in (goal[:3], None)}
    return words | {
        f"src-{m}/{m}-{aim}/partnership:{m}-{name}"
        for m in MARKS
        for name, aim in PURSUITS
        if f"{m}-{aim}" in goals and f"{m}-{name}" in partnerships
    }


def _words_of_goal(goal: str) -> Iterator[str]:
    """The words of a goal and its parts, without those of its ties."""
    for scheme, name in (("goal", goal), *((s, f"{goal}-{part}") for part, s in PARTS.items())):
        yield from (name, f"{scheme}:{name}", f"src-{goal[:3]}/{name}")


def everything() -> set[str]:
    """All words with a mark that there are."""
    words = {key for mark in MARKS for key, _ in _facts(mark)} | set(map(waiting, MARKS))
    words = words.union(*map(unclear, MARKS))
    words |= {_said(*tie) for mark in MARKS for tie in _ties(mark) if tie[1] == "OWNED_BY"}
    goals = [f"{mark}-{name}" for mark in MARKS for name in AIMS]
    words |= {word for goal in goals for word in _words_of_goal(goal)}
    return words.union(may_know(None), *(may_know(mark) for mark in MARKS))


def told(answer: Any) -> set[str]:
    """The words with a mark in an answer: in its texts, its errors and its cursors."""
    texts = [
        json.dumps(answer, ensure_ascii=False),
        *(_decoded(cursor) for cursor in _cursors(answer)),
    ]
    return {word.lower().rstrip(".:") for text in texts for word in _WORD.findall(text)}


def _cursors(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _cursors(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in _CURSORS and item is not None:
                yield item
            yield from _cursors(item)


def _decoded(cursor: str) -> str:
    return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()


def _next(mark: str) -> str:
    return MARKS[(MARKS.index(mark) + 1) % len(MARKS)]


def _name(id_: str) -> str:
    kind, _, code = id_.partition(":")
    return f"{code}-{kind}"


def _members(partnership: str) -> set[str]:
    mark, _, name = partnership.partition("-")
    last = f"urn:{_next(mark)}0" if name in ("shared", "own") else f"urn:{mark}1"
    return {f"urn:{mark}0", last}


def _thing(id_: str, name: str, **more: Any) -> Row:
    common = {"id": id_, "name": name, "folded": name, "sortKey": sort_key(name, id_)}
    return common | {"since": BEGINNING, "until": OPEN} | more


def _things(mark: str) -> dict[str, list[Row]]:
    """The nodes of a diocese, by label."""
    kinds = {
        "diocese": "Diocese", "la": "LocalAuthority", "uid": "Trust", "org": "CommunityOrganisation"
    }  # fmt: skip
    things = {
        f"Organisation:{kind}": [
            _thing(f"{scheme}:{mark}", f"{mark}-{scheme}", kind=kind, code=mark, uid=mark)
        ]
        for scheme, kind in kinds.items()
    }
    group = _thing(f"uid:{mark}-group", f"{mark}-group-uid", kind="Group", uid=f"{mark}-group")
    things["Organisation:Group"] = [group]
    things["Organisation:School"] = [
        _thing(
            f"urn:{mark}{n}", f"{mark}{n}-urn", kind="School", urn=f"{mark}{n}", pupils=100 + n,
            pupilsOrder=100 + n,
        )
        for n in range(3)
    ]  # fmt: skip
    things["Partnership"] = [
        _thing(
            f"partnership:{mark}-{name}", f"{mark}-{name}", kind="CLUSTER", themes=["SEND"],
            visibility=VISIBILITY[name], owner=f"diocese:{mark}",
        )
        for name in SHARED
    ]  # fmt: skip
    goals = {f"{mark}-{name}": kept for name, kept in AIMS.items()}
    things["Goal"] = [
        _thing(f"goal:{goal}", goal, visibility=kept, themes=["SEND"], description=goal)
        for goal, kept in goals.items()
    ]
    own: dict[str, Row] = {
        "Milestone": {},
        "GoalMeasure": {"target": 2.0, "direction": "INCREASE"},
        "Observation": {"since": "2024-01-01", "value": 1.0},
    }
    for (part, scheme), (label, more) in zip(PARTS.items(), own.items(), strict=True):
        things[label] = [
            _thing(f"{scheme}:{goal}-{part}", f"{goal}-{part}", note=f"{goal}-{part}", **more)
            for goal in goals
        ]
    things["Round"] = [_thing(f"round:{mark}", f"{mark}-round")]
    return things


def _ties(mark: str) -> list[tuple[str, str, str]]:
    schools = [f"urn:{mark}{n}" for n in range(3)]
    ties = [(school, "IN_LA", f"la:{mark}") for school in schools]
    ties += [(school, "IN_DIOCESE", f"diocese:{mark}") for school in schools]
    ties += [(school, "IN_TRUST", f"uid:{mark}") for school in schools[:2]]
    ties += [(schools[0], "IN_GROUP", f"uid:{mark}-group"), (f"org:{mark}", "IN_LA", f"la:{mark}")]
    ties += [
        (member, "MEMBER_OF", f"partnership:{mark}-{name}")
        for name in SHARED
        for member in sorted(_members(f"{mark}-{name}"))
    ]
    for goal in (f"{mark}-{name}" for name in AIMS):
        ties += [
            (f"goal:{goal}", "OWNED_BY", f"diocese:{mark}"),
            (f"milestone:{goal}-step", "MILESTONE_OF", f"goal:{goal}"),
            (f"measure:{goal}-count", "MEASURES", f"milestone:{goal}-step"),
            (f"observation:{goal}-seen", "OBSERVES", f"measure:{goal}-count"),
        ]
    ties += [
        (f"partnership:{mark}-{name}", "PURSUES", f"goal:{mark}-{aim}") for name, aim in PURSUITS
    ]
    return ties + [(school, "ASKED", f"round:{mark}") for school in schools]


def _facts(mark: str) -> list[tuple[str, list[str]]]:
    """Keys of facts and what they are about: every thing, and every membership with both ends."""
    bare = ("partnership:", "goal:")
    ids = [(id_.partition(":")[2] if id_.startswith(bare) else id_, id_) for id_ in ids_of(mark)]
    ids += [
        (f"{mark}-{name}-{part}", f"{scheme}:{mark}-{name}-{part}")
        for name in AIMS
        for part, scheme in PARTS.items()
    ]
    facts = [(f"src-{mark}/{key}", [id_]) for key, id_ in ids]
    for start, kind, end in _ties(mark):
        if kind in ("MEMBER_OF", "PURSUES"):
            facts.append((_said(start, kind, end), [start, end]))
    return [*facts, (_pending(mark), [f"urn:{mark}2"]), (_unclear(mark), [f"urn:{mark}2"])]


def _unclear(mark: str) -> str:
    """The key of a fact whose row names nobody surely."""
    return f"survey:{mark}:urn:{mark}2/partner/{mark}-unclear"


def _match(mark: str) -> str:
    """What is kept of that row."""
    other = f"{_next(mark)}0-urn"
    match = PendingMatch(
        respondent=f"urn:{mark}2",
        written={"partner": f"{mark}-written"},
        beside={},
        reason=f"the likeliest is {other}",
        candidates=((f"urn:{_next(mark)}0", 0.9, "like it"), (f"urn:{mark}0", 0.8, "like it")),
        everyone=True,
        others=0,
    )
    return encode(Fact("", 1, match=match))


def _pending(mark: str) -> str:
    """The key of a fact whose tie waits for its other end."""
    return f"src-{mark}/{mark}-pending"


async def fill(store: Store) -> None:
    """Write the three dioceses."""
    await store.write(_write)


async def _write(transaction: Transaction) -> None:
    for mark in MARKS:
        for labels, rows in _things(mark).items():
            text = f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row"
            await transaction.run(text, rows=rows)
    await put_ties(transaction, [tie for mark in MARKS for tie in _ties(mark)])
    await transaction.run(
        "UNWIND $rows AS mark MATCH (o:Organisation {id: 'urn:' + mark + '0'}) "
        "CREATE (o)-[:IDENTIFIED_BY]->(:Identifier {key: 'company:' + mark + '-code'}) "
        "CREATE (:Source {id: 'src-' + mark, name: 'src-' + mark})",
        rows=list(MARKS),
    )
    facts = [(key, about) for mark in MARKS for key, about in _facts(mark)]
    await transaction.run(
        "UNWIND $rows AS row CREATE (f:Fact) SET f.key = row[0], f.source = row[1], f.line = 1, "
        "f.published = '2026-01-01'",
        rows=[(key, key.partition("/")[0]) for key, _ in facts],
    )
    await transaction.run(
        "UNWIND $rows AS row MATCH (f:Fact {key: row[0]}) SET f.waitsFor = row[1]",
        rows=[(_pending(mark), waiting(mark)) for mark in MARKS],
    )
    await transaction.run(
        "UNWIND $rows AS row MATCH (f:Fact {key: row[0]}) SET f.waitsFor = row[1], "
        "f.content = row[2]",
        rows=[(_unclear(mark), SOMEBODY, _match(mark)) for mark in MARKS],
    )
    for home in ("Organisation", *_HOMES.values()):
        about = [(key, id_) for key, ids in facts for id_ in ids if _home(id_) == home]
        await transaction.run(
            f"UNWIND $rows AS row MATCH (f:Fact {{key: row[0]}}) MATCH (n:{home} {{id: row[1]}}) "
            "CREATE (f)-[:ABOUT]->(n)",
            rows=about,
        )


async def put_ties(transaction: Transaction, ties: Sequence[tuple[str, str, str]]) -> None:
    """Tie things to each other: start, kind, end."""
    for kind in sorted({kind for _, kind, _ in ties}):
        rows = [(start, end, _tie(start, kind, end)) for start, k, end in ties if k == kind]
        await transaction.run(
            f"UNWIND $rows AS row MATCH (a:{_home(rows[0][0])} {{id: row[0]}}) "
            f"MATCH (b:{_home(rows[0][1])} {{id: row[1]}}) "
            f"CREATE (a)-[r:{kind}]->(b) SET r = row[2]",
            rows=rows,
        )


def _tie(start: str, kind: str, end: str) -> Row:
    said = [_said(start, kind, end)]
    common = {"since": BEGINNING, "until": OPEN, "saidBy": said}
    return common | {"role": "MEMBER", "answer": "COMPLETE"}


def _said(start: str, kind: str, end: str) -> str:
    """The key of the fact that says a tie: of what it is about, the mark is in both ends."""
    both = kind in ("MEMBER_OF", "PURSUES")
    subject = f"{end.partition(':')[2]}/{start}" if both else start
    return f"src-{_mark(end)}/{subject}"


def _mark(id_: str) -> str:
    """Whose an id is."""
    return next(mark for mark in MARKS if mark in id_)


def _home(id_: str) -> str:
    return _HOMES.get(id_.partition(":")[0], "Organisation")
