"""Places to draw: answers as the API gives them, by hand, at random and of any size."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from random import Random
from typing import Any

Answer = dict[str, Any]


def node(id_: str, name: str = "", **more: Any) -> Answer:
    """An organisation of a network: a school of the scope that answered in full."""
    plain = {
        "id": id_,
        "name": name or f"School {id_}",
        "kind": "SCHOOL",
        "outside": False,
        "answer": "COMPLETE",
        "easting": None,
        "northing": None,
    }
    return {**plain, **more}


def answer(
    nodes: Iterable[Answer],
    partnerships: Mapping[str, Sequence[str]],
    formal: Iterable[tuple[str, str, str]] = (),
    cut: Iterable[str] = (),
    bridges: Iterable[tuple[str, str]] = (),
    denied: Iterable[tuple[str, str]] = (),
) -> Answer:
    """An answer with all that is drawn; `denied` are pairs of who denies and the other."""
    shared: dict[tuple[str, str], list[str]] = {}
    for id_, members in sorted(partnerships.items()):
        for pair in combinations(sorted(members), 2):
            shared.setdefault(pair, []).append(id_)
    deny = set(denied)
    return {
        "network": {
            "nodes": list(nodes),
            "formalEdges": [
                {"kind": kind, "start": start, "end": end, "mayHaveHeld": False}
                for start, kind, end in formal
            ],
            "workingEdges": [
                {
                    "start": start,
                    "end": end,
                    "weight": sum(1 / (len(partnerships[id_]) - 1) for id_ in ids),
                    "partnerships": ids,
                    "state": "DISPUTED" if {(start, end), (end, start)} & deny else "RECORDED",
                    "deniedBy": [a for a, b in ((start, end), (end, start)) if (a, b) in deny],
                }
                for (start, end), ids in sorted(shared.items())
            ],
            "partnerships": [{"id": id_, "name": f"Partners {id_}"} for id_ in partnerships],
            "memberships": [
                {"organisation": member, "partnership": id_, "mayHaveHeld": False}
                for id_, members in partnerships.items()
                for member in members
            ],
        },
        "analysis": {
            "cutPoints": [{"id": id_} for id_ in cut],
            "bridges": [{"ends": list(ends)} for ends in bridges],
        },
    }


def at_random(seed: int, most: int = 60) -> Answer:
    """A place of any size and shape, with names that are long, alike or hostile."""
    random = Random(seed)
    kinds = ["SCHOOL", "SCHOOL", "TRUST", "COMMUNITY_ORGANISATION", "GROUP", "DIOCESE"]
    names = ["St Mary's Church of England Primary School", "W" * 90, "<b>&\"'", "Ö", "The The"]
    ids = [f"o{at}" for at in range(random.randint(1, most))]
    nodes = [
        node(
            id_,
            f"{random.choice(['Brinmouth', 'Wexmoor'])} {random.choice(names)}",
            kind=random.choice(kinds),
            outside=random.random() < 0.2,
            answer=random.choice(["COMPLETE", "PARTIAL", "SILENT", None]),
            easting=random.choice([None, random.randint(400_000, 450_000)]),
            northing=random.randint(300_000, 330_000),
        )
        for id_ in ids
    ]
    parts = {
        f"p{at}": random.sample(ids, min(len(ids), random.choice((2, 2, 3, 5, 9))))
        for at in range(random.randint(0, most // 2) if len(ids) > 1 else 0)
    }
    trusts = [n["id"] for n in nodes if n["kind"] == "TRUST"]
    formal = [
        (n["id"], "IN_TRUST", random.choice(trusts))
        for n in nodes
        if trusts and n["kind"] == "SCHOOL" and random.random() < 0.5
    ]
    cut = [id_ for id_ in (*ids, *parts) if random.random() < 0.1]
    bridges = [(members[0], id_) for id_, members in parts.items() if random.random() < 0.2]
    return answer(nodes, parts, formal, cut, bridges)


def towns(many: int, size: int) -> Answer:
    """So many towns, each of so many schools that work together by twos and threes."""
    ids = [[f"t{town:02}s{at:02}" for at in range(size)] for town in range(many)]
    parts = {
        f"p{town:02}{at:02}": sorted({ids[town][at], ids[town][(at * 3 + 1) % size]})
        for town in range(many)
        for at in range(size)
    }
    parts |= {f"q{town:02}": [ids[town][0], ids[town - 1][1]] for town in range(1, many)}
    nodes = [node(id_, f"Town{id_[1:3]} School {id_[4:]}") for town in ids for id_ in town]
    nodes += [node("la:1", "Westshire", kind="LOCAL_AUTHORITY", outside=True)]
    formal = [(id_, "IN_LA", "la:1") for town in ids for id_ in town]
    return answer(nodes, {k: v for k, v in parts.items() if len(v) > 1}, formal)


def shuffled(given: Answer, seed: int) -> Answer:
    """The same answer, each of its lists in another order."""
    random = Random(seed)

    def mixed(things: list[Any]) -> list[Any]:
        return random.sample(things, len(things))

    return {
        part: {name: mixed(things) for name, things in lists.items()}
        for part, lists in given.items()
    }
