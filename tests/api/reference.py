"""The API in another form: ordinary execution, field by field, over a snapshot in memory.

It shares with the store's read path the schema's text, and no code. What it computes it computes
in the simplest way there is, as `graph/model.md` and the descriptions in the schema put it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphql import ExecutionResult, GraphQLResolveInfo, build_schema, execute, parse

from partnermap.api.schema import sdl
from partnermap.errors import PartnermapError
from partnermap.scope import Access, Scope
from partnermap.selection import APART
from tests.api.fields import Arguments, Seen, page
from tests.api.snapshot import Snapshot, Thing, lies_in, visible
from tests.api.view import View

LISTS = {
    "organisations": "Organisation",
    "schools": "School",
    "trusts": "Trust",
    "localAuthorities": "LocalAuthority",
    "dioceses": "Diocese",
    "communityOrganisations": "CommunityOrganisation",
    "groups": "Group",
    "partnerships": "Partnership",
    "rounds": "Round",
    "goals": "Goal",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The data of an answer, and the codes of its errors."""

    data: dict[str, Any] | None
    codes: frozenset[str]


class Reference:
    """Answers documents over one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._schema = build_schema(sdl())
        self._seen: dict[Access, set[Thing]] = {}

    def answer(self, text: str, variables: Mapping[str, Any], access: Access) -> Answer:
        """What a viewer is to be told."""
        result = execute(
            self._schema,
            parse(text),
            root_value=Root(self._snapshot, self._visible(access)),
            variable_values=dict(variables),
            field_resolver=_resolve,
            type_resolver=lambda seen, *_: seen.thing.label,
        )
        assert isinstance(result, ExecutionResult)
        codes = set()
        for error in result.errors or ():
            if not isinstance(error.original_error, PartnermapError):
                raise error
            codes.add(error.original_error.code)
        return Answer(result.data, frozenset(codes))

    def _visible(self, access: Access) -> set[Thing]:
        if access not in self._seen:
            everything = (t for some in self._snapshot.things.values() for t in some.values())
            self._seen[access] = {thing for thing in everything if visible(thing, access)}
        return self._seen[access]


def _resolve(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
    """A field of a mapping is its value; things and ties work theirs out."""
    if isinstance(source, Mapping):
        return source.get(info.field_name)
    return source.get(info.field_name, arguments)


@dataclass(frozen=True, slots=True)
class Root:
    """The fields a document begins with."""

    snapshot: Snapshot
    seen: set[Thing]

    def get(self, name: str, arguments: Arguments) -> Any:
        """The value of a root field."""
        view = View(self.snapshot, self.seen, arguments.get("asOf"))
        if name == "node":
            return self._node(view, arguments["id"])
        if name == "nodes":
            return [self._node(view, id_) for id_ in arguments["ids"]]
        if name == "organisation":
            return self._organisation(view, arguments["identifier"])
        label = LISTS[name]
        home = label if label in APART else "Organisation"
        found = [
            thing
            for thing in self.snapshot.things[home].values()
            if label in (home, thing.label) and view.sees(thing)
        ]
        if arguments.get("scope") is not None:
            scope = _now(Scope.parse(*arguments["scope"]), self.snapshot.former)
            found = [t for t in found if lies_in(t, scope, view.day, self.seen.__contains__)]
        return page(view, [(None, thing) for thing in found], arguments)

    def _node(self, view: View, id_: str) -> Seen | None:
        id_ = self.snapshot.former.get(id_, id_)
        for label in ("Organisation", *APART):
            thing = self.snapshot.things[label].get(id_)
            if thing is not None and view.sees(thing):
                return Seen(view, thing)
        return None

    def _organisation(self, view: View, code: str) -> Seen | None:
        """By its id before any other code; of several with one code, the one with the least id."""
        organisations = self.snapshot.things["Organisation"]
        identifier = self.snapshot.things["Identifier"].get(code)
        owners = [tie.start.id for tie in identifier.into] if identifier else []
        for id_ in [code, *sorted(owners)]:
            if id_ in organisations and view.sees(organisations[id_]):
                return Seen(view, organisations[id_])
        return None


def _now(scope: Scope, former: Mapping[str, str]) -> Scope:
    """A scope with what its organisations are now."""
    places, organisations = (
        tuple(former.get(id_, id_) for id_ in ids) for ids in (scope.places, scope.organisations)
    )
    return replace(scope, places=places, organisations=organisations)
