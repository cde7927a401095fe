"""What an operation asks for: its fields, depth, aliases and cost, counted in one walk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Undefined,
    ValueNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    value_from_ast_untyped,
)
from graphql.utilities.coerce_input_value import coerce_default_value

from partnermap.store.paging import DEFAULT_PAGE

_UNPAGED = 5  # what a list that takes no page size is reckoned to hold
_RUN = 500  # values that could be answered with in the time that one run takes
_PARTS = frozenset({"fields", "inputFields", "interfaces", "possibleTypes"})
_FAR = 10**12  # counts beyond this are not told apart; 250 doubling fragments reach 2**250

Definition = OperationDefinitionNode | FragmentDefinitionNode


@dataclass(slots=True)
class Weight:
    """What some selections ask for, their fragments written out wherever they are spread."""

    cost: int = 0
    """Values the answer may hold: each field, times the length of every list it lies in."""
    selections: int = 0
    """Fields, each as often as it is reached."""
    root_fields: int = 0
    depth: int = 0
    """Fields within fields, the root field being the first."""
    introspection_fields: int = 0
    """Selections of `__schema` and `__type`, and within them."""
    introspection_depth: int = 0
    """Lists of fields, input fields, interfaces and possible types within each other there."""
    aliases: int = 0
    directives: int = 0
    """Most on any one selection or definition."""
    page: int = 0
    """The largest page."""
    ids: int = 0
    """Most things asked for by id in one field."""

    def add(self, fragment: "Weight", depth: int, times: int) -> None:
        """Count a fragment that is spread at a depth, on each of `times` things."""
        self.cost = min(_FAR, self.cost + times * fragment.cost)
        self.selections = min(_FAR, self.selections + fragment.selections)
        self.aliases = min(_FAR, self.aliases + fragment.aliases)
        if depth == 0:
            self.root_fields = min(_FAR, self.root_fields + fragment.root_fields)
        if fragment.depth:
            self.depth = max(self.depth, depth + fragment.depth)
        if fragment.introspection_fields:
            fields = self.introspection_fields + fragment.introspection_fields
            self.introspection_fields = min(_FAR, fields)
            deepest = depth + fragment.introspection_depth
            self.introspection_depth = max(self.introspection_depth, deepest)
        self.directives = max(self.directives, fragment.directives)
        self.page = max(self.page, fragment.page)
        self.ids = max(self.ids, fragment.ids)


def weigh(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Iterable[FragmentDefinitionNode],
    variables: Mapping[str, Any],
) -> Weight:
    """Weigh an operation, in time linear in the text of it and of its fragments.

    The fragments come in the order of `dependencies_first`. What the schema does not know counts as
    one plain field, for validation comes later; `@skip` and `@include` save nothing.
    """
    scale = _Scale(schema, operation, variables)
    for fragment in fragments:
        on = schema.get_type(fragment.type_condition.name.value)
        scale.fragments[fragment.name.value] = scale.weigh(fragment, on)
    return scale.weigh(operation, schema.get_root_type(operation.operation))


def dependencies_first(
    fragments: Mapping[str, FragmentDefinitionNode],
) -> list[FragmentDefinitionNode]:
    """Order fragments so that each follows those it spreads.

    Raises graphlib.CycleError where fragments spread themselves; names without a definition are
    left out.
    """
    graph = {name: _spreads(fragment.selection_set) for name, fragment in fragments.items()}
    return [
        fragments[name] for name in TopologicalSorter(graph).static_order() if name in fragments
    ]


def _spreads(selections: SelectionSetNode) -> set[str]:
    found: set[str] = set()
    todo = [selections]
    while todo:
        for node in todo.pop().selections:
            if isinstance(node, FragmentSpreadNode):
                found.add(node.name.value)
            elif isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set:
                todo.append(node.selection_set)
    return found


class _Scale:
    """Weighs the definitions that one operation reaches; a fragment is weighed once, then added."""

    def __init__(
        self,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
    ) -> None:
        self.fragments: dict[str, Weight] = {}
        self._schema = schema
        defaults = {
            definition.variable.name.value: value_from_ast_untyped(definition.default_value)
            for definition in operation.variable_definitions or ()
            if definition.default_value
        }
        self._variables = {**defaults, **variables}

    def weigh(self, definition: Definition, on: GraphQLNamedType | None) -> Weight:
        """Weigh an operation or a fragment, on a type that is None where it is unknown."""
        weight = Weight(directives=len(definition.directives or ()))
        todo = [(definition.selection_set, on, 0, 1)]
        while todo:
            selections, parent, depth, times = todo.pop()
            for node in selections.selections:
                weight.directives = max(weight.directives, len(node.directives or ()))
                if isinstance(node, FieldNode):
                    below = self._field(weight, node, parent, depth, times)
                    if node.selection_set:
                        todo.append((node.selection_set, *below))
                elif isinstance(node, FragmentSpreadNode):
                    if fragment := self.fragments.get(node.name.value):
                        weight.add(fragment, depth, times)
                elif isinstance(node, InlineFragmentNode):
                    condition = node.type_condition
                    inside = self._schema.get_type(condition.name.value) if condition else parent
                    todo.append((node.selection_set, inside, depth, times))
        return weight

    def _field(
        self,
        weight: Weight,
        node: FieldNode,
        parent: GraphQLNamedType | None,
        depth: int,
        times: int,
    ) -> tuple[GraphQLNamedType | None, int, int]:
        """Count one field; return the type, the depth and the number of the things below it."""
        weight.selections += 1
        weight.cost = min(_FAR, weight.cost + times)
        weight.aliases += node.alias is not None
        child = None
        name = node.name.value
        field = self._schema.get_field(parent, name) if is_composite_type(parent) else None
        if field and parent:
            child = get_named_type(field.type)
            if "runs" in field.args:
                weight.cost = min(_FAR, weight.cost + times * _RUN * self._runs(node, field))
            times = min(_FAR, times * self._length(weight, node, field, parent))
        if _is_introspection(parent):
            depth += name in _PARTS
            weight.introspection_fields += 1
            weight.introspection_depth = max(weight.introspection_depth, depth)
            return child, depth, times
        weight.root_fields += depth == 0
        weight.depth = max(weight.depth, depth + 1)
        if _is_introspection(child):
            weight.introspection_fields += 1
            return child, 0, times
        return child, depth + 1, times

    def _length(
        self, weight: Weight, node: FieldNode, field: GraphQLField, parent: GraphQLNamedType
    ) -> int:
        """How many things a field may return, once for each thing it is asked of."""
        given = {a.name.value: a.value for a in node.arguments or ()}
        asked = {
            name: self._value(given.get(name), field.args[name])
            for name in ("first", "last", "ids")
            if name in field.args
        }
        if "first" in asked or "last" in asked:
            sizes = [size for n in ("first", "last") if (size := _whole(asked.get(n))) is not None]
            page = max(sizes, default=DEFAULT_PAGE)
            weight.page = max(weight.page, page)
            return max(1, page)
        if "ids" in asked:
            ids = len(asked["ids"]) if isinstance(asked["ids"], list) else 1
            weight.ids = max(weight.ids, ids)
            return max(1, ids)
        if not is_list_type(get_nullable_type(field.type)) or parent.name.endswith("Connection"):
            return 1  # the lists of a connection have the length of its page
        return _UNPAGED

    def _runs(self, node: FieldNode, field: GraphQLField) -> int:
        """In how many runs the answers of a field are to be checked."""
        given = next((a.value for a in node.arguments or () if a.name.value == "runs"), None)
        return max(0, _whole(self._value(given, field.args["runs"])) or 0)

    def _value(self, given: ValueNode | None, argument: GraphQLArgument) -> object:
        """An argument's value; its default where none is given, or null, or an absent variable."""
        value = value_from_ast_untyped(given, self._variables) if given else None
        return coerce_default_value(argument) if value in (None, Undefined) else value


def _is_introspection(type_: GraphQLNamedType | None) -> bool:
    return type_ is not None and type_.name.startswith("__")


def _whole(value: object) -> int | None:
    """The number that GraphQL's Int makes of a value: 1e3 in a variable is 1000 too."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return min(_FAR, value) if isinstance(value, int) and not isinstance(value, bool) else None
