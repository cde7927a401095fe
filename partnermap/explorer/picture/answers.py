"""From the answer of the API to what is to be drawn."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from partnermap.explorer.picture.drawing import Drawing, Group, Organisation, Partnership, Tie
from partnermap.vocabulary import Answer, Kind, Layer, TieKind, TieState

_FORMAL = {
    TieKind.IN_TRUST: "in the trust",
    TieKind.IN_LA: "in the local authority",
    TieKind.IN_DIOCESE: "in the diocese",
    TieKind.IN_GROUP: "in the group",
}


class By(StrEnum):
    """How a picture that is too large to be read is grouped."""

    CLUSTER = "cluster"
    TRUST = "trust"
    LA = "la"


def of_answer(
    data: Mapping[str, Any],
    *,
    title: str,
    layer: Layer,
    by: By = By.CLUSTER,
    beside: Sequence[Mapping[str, Any]] = (),
    on_map: bool = False,
) -> Drawing:
    """The drawing of an answer, which may hold ties of more layers than are shown.

    Of the answer it needs the `network`, with what `queries/fragments/Drawn.graphql` asks for, and
    the cut-points and bridges of its `analysis`; without these nothing is marked as weak.

    `beside` are answers for other dates and layers: what only they hold keeps its place and is not
    drawn. An answer to the layer that is shown, with those of all others beside it, gives the same
    places whichever it is.
    """
    now = _read(data, layer)
    parts = [now, *(_hidden(_read(answer, layer)) for answer in beside)]
    return Drawing(
        title,
        layer,
        tuple(_first((o for part in parts for o in part.organisations), lambda o: o.id)),
        tuple(_first((p for part in parts for p in part.partnerships), lambda p: p.id)),
        tuple(
            _first((t for part in parts for t in part.ties), lambda t: (t.start, t.end, t.layer))
        ),
        _groups(data["network"], by),
        on_map=on_map,
    )


def _first(things: Iterable[Any], key: Any) -> Iterator[Any]:
    """The first of each key, by key: what is shown comes before what is hidden."""
    found: dict[Any, Any] = {}
    for thing in things:
        found.setdefault(key(thing), thing)
    yield from (found[name] for name in sorted(found))


def _hidden(drawing: Drawing) -> Drawing:
    return replace(
        drawing,
        organisations=tuple(replace(o, hidden=True) for o in drawing.organisations),
        partnerships=tuple(replace(p, hidden=True) for p in drawing.partnerships),
        ties=tuple(replace(t, hidden=True) for t in drawing.ties),
    )


def _read(data: Mapping[str, Any], layer: Layer) -> Drawing:
    """One answer by itself, its ties of other layers than are shown hidden."""
    network, found = data["network"], data.get("analysis") or {}
    weak = {point["id"] for point in found.get("cutPoints", ())}
    bridges = {frozenset(bridge["ends"]) for bridge in found.get("bridges", ())}
    members = defaultdict(list)
    for part in network["memberships"]:
        members[part["partnership"]].append(part["organisation"])
    names = {p["id"]: p["name"] for p in network["partnerships"]}
    ties = [*_formal(network), *_larger(network, members, names, bridges)]
    ties += _of_two(network, members, names, bridges)
    shown = {Layer.FORMAL, Layer.WORKING} if layer is Layer.COMBINED else {layer}
    return Drawing(
        "",
        layer,
        tuple(
            Organisation(
                node["id"],
                node["name"],
                Kind[node["kind"]],
                node["outside"],
                Answer(node["answer"]) if node["answer"] else None,
                node["easting"],
                node["northing"],
                node["id"] in weak,
            )
            for node in network["nodes"]
        ),
        tuple(
            Partnership(id_, names[id_], id_ in weak, Layer.WORKING not in shown)
            for id_, who in members.items()
            if len(who) > 2
        ),
        tuple(replace(tie, hidden=tie.layer not in shown) for tie in ties),
    )


def _formal(network: Mapping[str, Any]) -> Iterator[Tie]:
    together = defaultdict(list)
    for edge in network["formalEdges"]:
        together[edge["start"], edge["end"]].append(edge)
    for (start, end), edges in together.items():
        how = tuple(sorted({_FORMAL[TieKind(edge["kind"])] for edge in edges}))
        doubtful = all(edge["mayHaveHeld"] for edge in edges)
        yield Tie(start, end, Layer.FORMAL, how, doubtful=doubtful)


def _larger(
    network: Mapping[str, Any],
    members: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
    bridges: set[frozenset[str]],
) -> Iterator[Tie]:
    """The parts in partnerships of three or more."""
    denied = {
        (by, partnership)
        for edge in network["workingEdges"]
        for by in edge["deniedBy"]
        for partnership in edge["partnerships"]
    }
    for part in network["memberships"]:
        who, id_ = part["organisation"], part["partnership"]
        if len(members[id_]) > 2:
            doubtful = part["mayHaveHeld"] or (who, id_) in denied
            bridge, weight = frozenset((who, id_)) in bridges, 1 / (len(members[id_]) - 1)
            yield Tie(who, id_, Layer.WORKING, (names[id_],), weight, bridge, doubtful)


def _of_two(
    network: Mapping[str, Any],
    members: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
    bridges: set[frozenset[str]],
) -> Iterator[Tie]:
    """The pairs that share partnerships of the two of them, a line for each pair."""
    unsure = {p["partnership"] for p in network["memberships"] if p["mayHaveHeld"]}
    for edge in network["workingEdges"]:
        start, end, shared = edge["start"], edge["end"], edge["partnerships"]
        two = sorted(id_ for id_ in shared if len(members[id_]) == 2)
        if two:
            yield Tie(
                start,
                end,
                Layer.WORKING,
                tuple(sorted(names[id_] for id_ in two)),
                float(len(two)),
                any(frozenset((who, id_)) in bridges for id_ in two for who in (start, end)),
                edge["state"] == TieState.DISPUTED or unsure.issuperset(two),
            )


def _groups(network: Mapping[str, Any], by: By) -> tuple[Group, ...]:
    """Trusts with their schools, the rest by local authority; or all by local authority."""
    names = {node["id"]: node["name"] for node in network["nodes"]}
    wholes: dict[TieKind, dict[str, str]] = {TieKind.IN_TRUST: {}, TieKind.IN_LA: {}}
    for edge in network["formalEdges"]:
        if (of := wholes.get(TieKind(edge["kind"]))) is not None:
            of.setdefault(edge["start"], edge["end"])
    la, trust = wholes[TieKind.IN_LA], wholes[TieKind.IN_TRUST]
    if by is By.CLUSTER or (not la and not trust):
        return ()
    parts = defaultdict(set)
    for id_ in names:
        if by is By.TRUST and (whole := id_ if id_ in trust.values() else trust.get(id_)):
            parts[whole, names.get(whole, whole)].add(id_)
        elif whole := id_ if id_ in la.values() else la.get(id_):
            name = names.get(whole, whole)
            parts[whole, f"{name}, in no trust" if by is By.TRUST else name].add(id_)
        else:
            parts["elsewhere", "Others"].add(id_)
    return tuple(Group(id_, name, frozenset(who)) for (id_, name), who in sorted(parts.items()))
