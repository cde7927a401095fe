"""Networks of any shape, with names that files are broken by, and what files should say of them."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from partnermap.exports.contents import Contents
from partnermap.model.dates import Span, When
from partnermap.model.network import (
    Credit,
    Denial,
    FormalEdge,
    Membership,
    Network,
    Node,
    PartnershipNode,
)
from partnermap.vocabulary import Answer, Kind, Layer, PartnershipKind, Phase, Role, Theme, TieKind

DAY = date(2026, 3, 1)
CREDIT = Credit("A register", "A <publisher> & sons", "Open Government Licence v3.0", "2026-02-01")
NAMES = st.one_of(
    st.sampled_from(
        ["=1+1", "@SUM(A1)", "<b>Ash & Elm</b>", 'St "Osric\'s"', "a, b;\tc", "É ＝ 雪", "007", "-"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20),
)
_DAYS = st.dates(date(1850, 1, 1), date(2030, 1, 1))
_COUNTS = st.none() | st.integers(0, 3_000)


@st.composite
def _spans(draw: st.DrawFn) -> Span:
    first, length = draw(_DAYS), timedelta(draw(st.integers(0, 4_000)))
    start = When(first.isoformat(), (first + timedelta(draw(st.integers(0, 400)))).isoformat())
    return Span(
        draw(st.sampled_from([start, When.on(first), None])),
        draw(st.sampled_from([When.on(first + length), None])),
    )


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """A network of both layers; some tie twice, some to themselves, and some to nobody there."""
    ids = [f"urn:{number}" for number in range(draw(st.integers(1, 6)))]
    wholes = [f"la:{number}" for number in range(draw(st.integers(0, 2)))]
    partnerships = [f"partnership:{number}" for number in range(draw(st.integers(0, 3)))]
    known = st.sampled_from([*ids, *wholes])
    everyone = known | st.just("urn:nowhere")
    nodes = tuple(
        Node(
            id_,
            draw(NAMES),
            Kind.SCHOOL if id_ in ids else Kind.LOCAL_AUTHORITY,
            draw(st.none() | st.sampled_from([phase.value for phase in Phase])),
            draw(_COUNTS),
            draw(_COUNTS),
            draw(_COUNTS),
            draw(_COUNTS),
            draw(st.booleans()),
            draw(st.none() | st.sampled_from(Answer)),
            draw(st.booleans()),
            draw(_spans()),
        )
        for id_ in [*ids, *wholes]
    )
    formal = st.builds(
        FormalEdge, st.sampled_from(TieKind), everyone, everyone, _spans(), st.booleans()
    )
    part = st.builds(
        Membership,
        everyone,
        st.sampled_from([*partnerships, "partnership:nowhere"]),
        st.sampled_from(Role),
        _spans(),
        st.booleans(),
    )
    themes = st.sets(st.sampled_from([theme.value for theme in Theme])).map(sorted).map(tuple)
    return Network(
        "la:0",
        Layer.COMBINED,
        None,
        draw(st.integers(0, 9_999)),
        nodes,
        tuple(draw(st.lists(formal, max_size=6))),
        tuple(
            PartnershipNode(
                id_,
                draw(NAMES),
                draw(st.sampled_from(PartnershipKind)).value,
                draw(themes),
                draw(_spans()),
                draw(st.integers(0, 8)),
            )
            for id_ in partnerships
        ),
        tuple(draw(st.lists(part, max_size=8))),
        denials=tuple(draw(st.lists(st.builds(Denial, known, known), max_size=2))),
    )


def contents(network: Network, layer: Layer = Layer.COMBINED) -> Contents:
    return Contents(network, layer, DAY, [CREDIT], "what is public")


def dates(span: Span) -> dict[str, str]:
    """What a file says of a span."""
    stored = span.properties()
    names = {"since": "since", "since_by": "sinceBy", "until_from": "untilFrom", "until": "until"}
    unknown = (None, "0001-01-01", "9999-12-31")
    return {ours: str(stored[its]) for ours, its in names.items() if stored[its] not in unknown}


def of_node(node: Node) -> dict[str, Any]:
    """What a file says of an organisation, but for what it is part of."""
    said = {
        "name": node.name,
        "mode": "ORGANISATION",
        "kind": node.kind.value,
        "phase": node.phase,
        "pupils": node.pupils,
        "free_school_meals": node.disadvantaged,
        "easting": node.easting,
        "northing": node.northing,
        "outside": node.outside,
        "answer": node.answer and node.answer.value,
        "asked_again": node.asked_again,
    }
    return {name: value for name, value in said.items() if value is not None} | dates(node.span)


def of_partnership(partnership: PartnershipNode) -> dict[str, Any]:
    """What a file says of a partnership."""
    said: dict[str, Any] = {
        "name": partnership.name,
        "mode": "PARTNERSHIP",
        "kind": partnership.kind,
        "members": partnership.size,
        **dates(partnership.span),
    }
    return said | ({"themes": partnership.themes} if partnership.themes else {})


def of_ties(network: Network) -> list[dict[str, Any]]:
    """What a file says of ties, but for their ids, strengths and disputes."""
    there = {node.id for node in network.nodes}
    known = {partnership.id for partnership in network.partnerships}
    formal = [
        {"ends": frozenset((e.start, e.end)), "layer": "FORMAL", "kind": e.kind.value,
         "may_have_held": e.may_have_held, **dates(e.span)}
        for e in network.formal
        if e.start != e.end and {e.start, e.end} <= there
    ]  # fmt: skip
    parts = [
        {"ends": frozenset((m.organisation, m.partnership)), "layer": "WORKING",
         "kind": "MEMBER_OF", "role": m.role.value, "may_have_held": m.may_have_held,
         **dates(m.span)}
        for m in network.memberships
        if m.organisation in there and m.partnership in known
    ]  # fmt: skip
    return [*formal, *parts]


def counted(records: list[dict[str, Any]]) -> list[str]:
    """Records in an order of their own, to be compared with others."""
    return sorted(repr(sorted(r.items(), key=lambda item: item[0])) for r in _plain(records))


def _plain(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {k: sorted(v) if isinstance(v, frozenset) else v for k, v in record.items()}
        for record in records
    ]
