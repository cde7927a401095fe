"""The conditions that a reading statement is under: what existed, is in scope, and may be seen.

They are put in here and nowhere else, for the first node of a statement and for every hop.
"""

from collections.abc import Callable

from partnermap.errors import PartnermapError
from partnermap.polygon import Bands, bands
from partnermap.scope import Circle, Scope
from partnermap.selection import Request
from partnermap.store.text import DESCRIBED, Getter, Text, held, lasted

_PUBLIC = "['PUBLIC']"
_SIGNED_IN = "['PUBLIC', 'SIGNED_IN']"


class UnknownAreaError(PartnermapError):
    """A statement is about a saved area that nobody has looked up for the viewer."""

    code = "UNKNOWN_AREA"


class UnruledLabelError(PartnermapError):
    """A statement reaches nodes of a label that no rule here says who may see."""

    code = "UNRULED"


_OF_GOALS = {"Milestone", "GoalMeasure", "Observation"}
"""Labels whose nodes are reached through a goal alone, by whoever may see that."""
LABELLED = DESCRIBED | {"Round", "Goal"} | _OF_GOALS
"""Labels whose nodes exist from one day to another, and that a viewer may or may not see."""
_PLAIN = {"Identifier", "Source", "District", "Revision"}
"""Labels whose nodes say nothing that whoever has come so far may not know."""


def existed(text: Text, label: str, variable: str) -> str | None:
    """That a node existed on the day asked about; without one, everything known exists."""
    return held(text, variable) if text.as_of and label in LABELLED else None


def visible(text: Text, label: str, variable: str) -> str | None:
    """That the viewer may see a node; None where nothing limits them."""
    access = text.access
    if access.everything or label in _PLAIN | _OF_GOALS:
        return None
    if label == "Fact":
        return _about_nothing_hidden(text, variable)
    if label not in LABELLED:
        raise UnruledLabelError(f"Nobody said who may see a {label}: add it to the rules here.")
    within = access.within
    if within is None:
        return _visible_to_the_public(label, variable)
    # What a viewer may see goes by the ties of today, whatever day the question is about.
    text = text.today()
    if label == "Partnership":
        return f"({variable}.visibility IN {_SIGNED_IN} OR {_takes_part(text, variable, within)})"
    if label == "Goal":
        return f"({variable}.visibility IN {_SIGNED_IN} OR {_works_for(text, variable, within)})"
    return in_scope(text, label, variable, within, _own_scope)


def _visible_to_the_public(label: str, variable: str) -> str | None:
    if label in ("Partnership", "Goal"):
        return f"{variable}.visibility IN {_PUBLIC}"
    return "false" if label == "Round" else None


def _own_scope(request: Request) -> Scope | None:
    return request.access.within


def _takes_part(text: Text, variable: str, within: Scope) -> str:
    """That a partnership is the viewer's: their scope owns it, or holds a member that may see it.

    One that is for its owner alone is shown to the member that owns it, and to no other. One that
    has ended stays with those who were in it to the last, and with nobody who left before.
    """
    if within.everywhere:
        return "true"
    named = [
        f"{variable}.owner IN {text.parameter(_ids_of(name))}"
        for name in ("places", "organisations")
        if getattr(within, name)
    ]
    tie, member = text.variable("r"), text.variable("n")
    inside = in_scope(text, "Organisation", member, within, _own_scope)
    shared = f"({variable}.visibility = 'MEMBERS' OR {member}.id = {variable}.owner)"
    some = (
        f"EXISTS {{ MATCH ({variable})<-[{tie}:MEMBER_OF]-({member}:Organisation) "
        f"WHERE {lasted(tie, variable)} AND {shared} AND {inside} }}"
    )
    return f"({' OR '.join([*named, some])})"


def _works_for(text: Text, variable: str, within: Scope) -> str:
    """That a goal is the viewer's: their scope holds its owner, or one of those who pursue it.

    One that is for its owner alone is shown where that lies. Who takes part in a partnership that
    is for its owner alone does not pursue a goal by it.
    """
    if within.everywhere:
        return "true"
    owned, pursued, part = (text.variable("r") for _ in range(3))
    owner, partnership, member = (text.variable("n") for _ in range(3))
    own, partner = (
        in_scope(text, "Organisation", whose, within, _own_scope) for whose in (owner, member)
    )
    return (
        f"(EXISTS {{ MATCH ({variable})-[{owned}:OWNED_BY]->({owner}:Organisation) "
        f"WHERE {held(text, owned)} AND {own} }} "
        f"OR ({variable}.visibility = 'MEMBERS' AND EXISTS {{ "
        f"MATCH ({variable})<-[{pursued}:PURSUES]-({partnership}:Partnership)"
        f"<-[{part}:MEMBER_OF]-({member}:Organisation) "
        f"WHERE {held(text, pursued)} AND {held(text, part)} AND {partner} "
        f"AND ({partnership}.visibility <> 'OWNER' OR {member}.id = {partnership}.owner) }}))"
    )


def _ids_of(name: str) -> Getter:
    return lambda request: list(getattr(request.access.within, name))


def _about_nothing_hidden(text: Text, variable: str) -> str | None:
    """That the viewer may see all that a fact is about: its very key tells who works with whom."""
    conditions = []
    for label in ("Organisation", "Partnership", "Round", "Goal"):
        thing = text.variable("n")
        seen = visible(text, label, thing)
        if seen is not None:
            conditions.append(
                f"NOT EXISTS {{ MATCH ({variable})-[:ABOUT]->({thing}:{label}) "
                f"WHERE NOT coalesce({seen}, false) }}"
            )
    return " AND ".join(conditions) or None


def in_scope(
    text: Text, label: str, variable: str, scope: Scope, find: Callable[[Request], Scope | None]
) -> str:
    """That a node lies in a scope.

    Only the form of `scope` shapes the text; `find` gets the scope whose places become values.
    A school lies in its LA, diocese and trust; a trust wherever one of its schools does; a
    partnership where one of its members does; a goal where its owner does, or a partnership that
    pursues it.
    """
    if scope.areas:
        raise UnknownAreaError(f"Nobody looked up what {scope} means: `store/areas.py` does.")
    if scope.everywhere:
        return "true"

    def values(name: str) -> str:
        return text.parameter(lambda request: list(getattr(find(request), name)))

    if label == "Goal":
        return _goal_in_scope(text, variable, scope, find)
    if label in ("Partnership", "Round"):
        tie, member = text.variable("r"), text.variable("n")
        hop = "MEMBER_OF" if label == "Partnership" else "ASKED"
        conditions = [held(text, tie), in_scope(text, "Organisation", member, scope, find)]
        # Where a member lies is told to those who may see it; the viewer's own scope says who may.
        seen = None if scope is text.access.within else visible(text, "Organisation", member)
        conditions += [seen] if seen else []
        return (
            f"EXISTS {{ MATCH ({variable})<-[{tie}:{hop}]-({member}:Organisation) "
            f"WHERE {' AND '.join(conditions)} }}"
        )
    either: list[str] = []
    if scope.places:
        either += _in_places(text, label, variable, values("places"))
    if scope.regions:
        either += _in_regions(text, label, variable, values("regions"))
    if scope.organisations:
        either.append(f"{variable}.id IN {values('organisations')}")
    if scope.partnerships:
        either.append(_in_partnerships(text, variable, values("partnerships"), scope))
    either += [_in_circle(text, label, variable, find, i) for i in range(len(scope.circles))]
    either += [_in_polygon(text, label, variable, find, i) for i in range(len(scope.polygons))]
    return "(" + " OR ".join(either) + ")" if either else "false"


def _goal_in_scope(
    text: Text, variable: str, scope: Scope, find: Callable[[Request], Scope | None]
) -> str:
    either = []
    for pattern, label in (
        ("-[{r}:OWNED_BY]->({m}:Organisation)", "Organisation"),
        ("<-[{r}:PURSUES]-({m}:Partnership)", "Partnership"),
    ):
        tie, end = text.variable("r"), text.variable("n")
        seen = visible(text, label, end)
        conditions = [held(text, tie), in_scope(text, label, end, scope, find)]
        conditions += [seen] if seen else []
        either.append(
            f"EXISTS {{ MATCH ({variable}){pattern.format(r=tie, m=end)} "
            f"WHERE {' AND '.join(conditions)} }}"
        )
    return f"({' OR '.join(either)})"


def _in_places(text: Text, label: str, variable: str, places: str) -> list[str]:
    either = [f"{variable}.id IN {places}"]
    if label in ("Organisation", "School", "CommunityOrganisation"):
        tie, place = text.variable("r"), text.variable("n")
        either.append(
            f"EXISTS {{ MATCH ({variable})-[{tie}:IN_LA|IN_DIOCESE|IN_TRUST]->({place}) "
            f"WHERE {held(text, tie)} AND {place}.id IN {places} }}"
        )
    if label in ("Organisation", "Trust"):
        run, school = text.variable("r"), text.variable("n")
        tie, place = text.variable("r"), text.variable("n")
        either.append(
            f"EXISTS {{ MATCH ({variable})<-[{run}:IN_TRUST]-({school})"
            f"-[{tie}:IN_LA|IN_DIOCESE]->({place}) WHERE {held(text, run)} "
            f"AND {held(text, tie)} AND {place}.id IN {places} }}"
        )
    return either


def _in_regions(text: Text, label: str, variable: str, regions: str) -> list[str]:
    either = [f"{variable}.region IN {regions}"]
    if label in ("Organisation", "Trust"):
        run, school = text.variable("r"), text.variable("n")
        either.append(
            f"EXISTS {{ MATCH ({variable})<-[{run}:IN_TRUST]-({school}) "
            f"WHERE {held(text, run)} AND {school}.region IN {regions} }}"
        )
    return either


def _in_partnerships(text: Text, variable: str, partnerships: str, scope: Scope) -> str:
    tie, partnership = text.variable("r"), text.variable("n")
    conditions = [held(text, tie), f"{partnership}.id IN {partnerships}"]
    # Who is in a partnership is told to those who may see it; the viewer's own scope says who may.
    seen = None if scope is text.access.within else visible(text, "Partnership", partnership)
    conditions += [seen] if seen else []
    return (
        f"EXISTS {{ MATCH ({variable})-[{tie}:MEMBER_OF]->({partnership}:Partnership) "
        f"WHERE {' AND '.join(conditions)} }}"
    )


def _in_circle(
    text: Text, label: str, variable: str, find: Callable[[Request], Scope | None], index: int
) -> str:
    def circle(request: Request) -> Circle:
        scope = find(request)
        assert scope is not None  # noqa: S101 - a plan is run only for the shape it was made for
        return scope.circles[index]

    e = text.parameter(lambda request: circle(request).easting)
    n = text.parameter(lambda request: circle(request).northing)
    square = text.parameter(lambda request: int((circle(request).km * 1000) ** 2))

    def near(v: str) -> str:
        return (
            f"({v}.easting - {e}) * ({v}.easting - {e}) + "
            f"({v}.northing - {n}) * ({v}.northing - {n}) <= {square}"
        )

    return _at_a_site(text, label, variable, near)


def _in_polygon(
    text: Text, label: str, variable: str, find: Callable[[Request], Scope | None], index: int
) -> str:
    """That a ray to the east crosses an odd number of sides.

    It is looked for among the sides of one band alone: all hundred of an outline for each of the
    14,000 schools near it took four times as long on the embedded engine.
    """

    def cut(request: Request) -> Bands:
        scope = find(request)
        assert scope is not None  # noqa: S101 - a plan is run only for the shape it was made for
        return bands(scope.polygons[index])

    west = text.parameter(lambda request: cut(request).west)
    east = text.parameter(lambda request: cut(request).east)
    south = text.parameter(lambda request: cut(request).south)
    north = text.parameter(lambda request: cut(request).north)
    height = text.parameter(lambda request: cut(request).height)
    sides = text.parameter(lambda request: [[*map(list, band)] for band in cut(request).sides])

    def within(v: str) -> str:
        s = text.variable("s")
        return (
            f"({west} <= {v}.easting AND {v}.easting <= {east} "
            f"AND {south} <= {v}.northing AND {v}.northing <= {north} "
            f"AND size([{s} IN {sides}[({v}.northing - {south}) / {height}] "
            f"WHERE {s}[1] <= {v}.northing AND {v}.northing < {s}[1] + {s}[3] "
            f"AND ({v}.easting - {s}[0]) * {s}[3] < ({v}.northing - {s}[1]) * {s}[2]]) % 2 = 1)"
        )

    return _at_a_site(text, label, variable, within)


def _at_a_site(text: Text, label: str, variable: str, here: Callable[[str], str]) -> str:
    """That an organisation is at such a place; a trust is wherever one of its schools is, too."""
    if label not in ("Organisation", "Trust"):
        return here(variable)
    run, school = text.variable("r"), text.variable("n")
    return (
        f"({here(variable)} OR EXISTS {{ MATCH ({variable})<-[{run}:IN_TRUST]-({school}) "
        f"WHERE {held(text, run)} AND {here(school)} }})"
    )
