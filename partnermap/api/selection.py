"""What the caller asked for: a selection set as a plain tree, with its arguments beside it."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    ArgumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    Node,
    ObjectFieldNode,
    ObjectValueNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_leaf_type,
)
from graphql.execution.values import VariableValues, get_argument_values

from partnermap.api.direct import Root
from partnermap.selection import ANY, APART, Field
from partnermap.vocabulary import Kind

_KEPT = 2000
_KINDS = tuple(kind.value for kind in Kind)
_CONDITIONS = ("skip", "include")

Source = tuple[GraphQLField, FieldNode]
Arguments = tuple[Mapping[str, Any], ...]
Groups = dict[str, list[FieldNode]]


@dataclass(frozen=True, slots=True)
class _Tree:
    """A tree, where its arguments stand in the document, and their values where those are fixed."""

    field: Field
    sources: list[Source]
    fixed: Arguments | None

    def arguments(self, values: VariableValues) -> Arguments:
        """The coerced arguments of each slot, in one request."""
        return self.fixed if self.fixed is not None else _coerced(self.sources, values)


@dataclass(slots=True)
class _Known:
    """The trees made of some field nodes, by the values of the variables that skip or include."""

    nodes: list[FieldNode]
    """Kept so that their identities, which the cache goes by, are not given to others."""
    variables: tuple[str, ...]
    trees: dict[tuple[Any, ...], _Tree] = field(default_factory=dict)


class Selections:
    """Reads selections, and keeps the trees: a known document costs only its arguments."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, ...], _Known] = OrderedDict()

    def read(self, root: Root, values: VariableValues) -> tuple[Field, Arguments]:
        """The tree under a root field, and the coerced arguments of each of its slots."""
        key = tuple(map(id, root.nodes))
        known = self._known.get(key)
        if known is None:
            names = _condition_variables(root.nodes, root.fragments)
            known = self._known[key] = _Known(root.nodes, names)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        form = tuple(values.coerced.get(name) for name in known.variables)
        tree = known.trees.get(form)
        if tree is None:
            field_, sources = _Reader(root.schema, root.fragments, values).read(root)
            free = not any(_has_variables(node) for _, node in sources)
            fixed = _coerced(sources, values) if free else None
            tree = known.trees[form] = _Tree(field_, sources, fixed)
        return tree.field, tree.arguments(values)


def _coerced(sources: list[Source], values: VariableValues) -> Arguments:
    return tuple(get_argument_values(definition, node, values) for definition, node in sources)


def _has_variables(node: FieldNode) -> bool:
    """Whether the arguments of a field hold a variable anywhere."""
    todo: list[Node] = list(node.arguments or ())
    while todo:
        part = todo.pop()
        if isinstance(part, VariableNode):
            return True
        if isinstance(part, ArgumentNode | ObjectFieldNode):
            todo.append(part.value)
        elif isinstance(part, ListValueNode):
            todo += part.values
        elif isinstance(part, ObjectValueNode):
            todo += part.fields
    return False


def _condition_variables(
    nodes: Iterable[FieldNode], fragments: Mapping[str, FragmentDefinitionNode]
) -> tuple[str, ...]:
    """The names of the variables that `@skip` and `@include` go by, in and under some fields."""
    names: set[str] = set()
    seen: set[str] = set()
    todo: list[SelectionNode] = list(nodes)
    while todo:
        node = todo.pop()
        for directive in node.directives or ():
            if directive.name.value in _CONDITIONS and directive.arguments:
                given = directive.arguments[0].value
                if isinstance(given, VariableNode):
                    names.add(given.name.value)
        below: SelectionSetNode | None = None
        if isinstance(node, FieldNode | InlineFragmentNode):
            below = node.selection_set
        elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
            seen.add(node.name.value)
            below = fragments[node.name.value].selection_set
        todo += below.selections if below else ()
    return tuple(sorted(names))


def _same(group: list[FieldNode], other: list[FieldNode] | None) -> bool:
    """Whether two groups are the very same nodes of the document."""
    return other is not None and list(map(id, group)) == list(map(id, other))


class _Reader:
    """One reading of a selection: fragments spread, keys merged, conditions applied."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        values: VariableValues,
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._values = values
        self._sources: list[Source] = []

    def read(self, root: Root) -> tuple[Field, list[Source]]:
        tree = self._field(root.parent, root.key, root.nodes)
        return tree, self._sources

    def _field(
        self, parent: GraphQLObjectType | GraphQLInterfaceType, key: str, nodes: list[FieldNode]
    ) -> Field:
        name = nodes[0].name.value
        if name == "__typename":
            return Field(name, key)
        definition = parent.fields[name]
        slot = None
        if definition.args:
            slot = len(self._sources)
            self._sources.append((definition, nodes[0]))
        type_ = get_named_type(definition.type)
        if is_leaf_type(type_):
            return Field(name, key, slot)
        if isinstance(type_, GraphQLObjectType):
            return Field(name, key, slot, {type_.name: self._fields(type_, nodes)})
        return self._interface(name, key, slot, nodes, any_node=type_.name == "Node")

    def _fields(self, type_: GraphQLObjectType, nodes: list[FieldNode]) -> tuple[Field, ...]:
        groups = self._groups(type_, nodes)
        return tuple(self._field(type_, key, group) for key, group in groups.items())

    def _interface(
        self, name: str, key: str, slot: int | None, nodes: list[FieldNode], *, any_node: bool
    ) -> Field:
        """A field whose value is an organisation of any kind, or any node: those apart, too."""
        groups = {kind: self._groups(self._object(kind), nodes) for kind in _KINDS}
        first, *others = groups.values()
        common = [
            key for key, group in first.items() if all(_same(group, o.get(key)) for o in others)
        ]
        organisation = self._schema.get_type("Organisation")
        assert isinstance(organisation, GraphQLInterfaceType)  # noqa: S101 - ours, and it is one
        under = {ANY: tuple(self._field(organisation, k, first[k]) for k in common)}
        order = {}
        for kind, found in groups.items():
            own = [k for k in found if k not in common]
            if own:
                type_ = self._object(kind)
                under[kind] = tuple(self._field(type_, k, found[k]) for k in own)
            if list(found) != common:
                order[kind] = tuple(found)
        if any_node:
            under |= {name: self._fields(self._object(name), nodes) for name in APART}
        return Field(name, key, slot, under, order)

    def _object(self, name: str) -> GraphQLObjectType:
        type_ = self._schema.get_type(name)
        assert isinstance(type_, GraphQLObjectType)  # noqa: S101 - ours, and it is one
        return type_

    def _groups(self, type_: GraphQLObjectType, nodes: list[FieldNode]) -> Groups:
        """The fields asked of a concrete type, by response key, in the order of the document."""
        groups: Groups = {}
        seen: set[str] = set()
        for node in nodes:
            if node.selection_set:
                self._collect(type_, node.selection_set, groups, seen)
        return groups

    def _collect(
        self,
        type_: GraphQLObjectType,
        selections: SelectionSetNode,
        groups: Groups,
        seen: set[str],
    ) -> None:
        for node in selections.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                groups.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self._applies(
                    node.type_condition.name.value, type_
                ):
                    self._collect(type_, node.selection_set, groups, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = self._fragments[node.name.value]
                if self._applies(fragment.type_condition.name.value, type_):
                    self._collect(type_, fragment.selection_set, groups, seen)

    def _included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            if directive.name.value in _CONDITIONS:
                definition = self._schema.get_directive(directive.name.value)
                assert definition is not None  # noqa: S101 - every schema has both
                given = get_argument_values(definition, directive, self._values)["if"]
                if given == (directive.name.value == "skip"):
                    return False
        return True

    def _applies(self, condition: str, type_: GraphQLObjectType) -> bool:
        return condition == type_.name or any(i.name == condition for i in type_.interfaces)
