"""A seeded generator of valid documents about stored things, within the API's limits."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, NamedTuple

from graphql import (
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    parse,
)

from partnermap.api.limits import judge
from partnermap.api.schema import STORED
from tests.api.arguments import ArgumentWriter
from tests.api.words import Words

_DEPTH = 8
_FIELDS = 18
_COST = 3000
"""The most values an answer may hold, by the API's own reckoning: the rest is waiting."""

_LARGE = ("organisations", "schools", "partnerships", "goals") * 3
"""Root fields of which there is most to tell, so they are asked more often."""
_ONLY_WAYS = ("milestones", "measures", "latest", "observations")
"""Fields that are the one way to what they lead to, so they are asked more often."""

Composite = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True, slots=True)
class Document:
    """A document and its variables, which its seed always gives again."""

    seed: int
    text: str
    variables: dict[str, Any]

    def variations(self) -> list[dict[str, Any]]:
        """Its variables, and where there are some, the same ones with flags and lists changed.

        What was kept of the first run must not answer for a second one of another form.
        """
        again = {name: _varied(value) for name, value in self.variables.items()}
        return [self.variables] if again == self.variables else [self.variables, again]


def _varied(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, list):
        return [_varied(each) for each in value[1:]]
    if isinstance(value, dict):
        return {name: _varied(each) for name, each in value.items()}
    return value


class Documents:
    """Documents of a schema, filled in with some words."""

    def __init__(self, schema: GraphQLSchema, words: Words) -> None:
        self._schema = schema
        self._words = words
        self._made: dict[int, Document] = {}

    def make(self, seed: int) -> Document:
        """The document of a seed: the first draft that does not ask for too much."""
        if seed not in self._made:
            self._made[seed] = self._first(seed)
        return self._made[seed]

    def _first(self, seed: int) -> Document:
        attempt = 0
        while True:
            writer = _Writer(self._schema, self._words, Random(f"{seed}/{attempt}"))
            document = Document(seed, writer.text(), writer.arguments.variables)
            verdict = judge(self._schema, parse(document.text), document.variables)
            if not verdict.errors and verdict.cost <= _COST:
                return document
            attempt += 1


class _Asked(NamedTuple):
    """What a response key stands for, which must be the same wherever it is used."""

    definition: str
    arguments: str
    size: int


class _Fragment(NamedTuple):
    name: str
    on: Composite
    body: str


class _Writer:
    """Writes one draft."""

    def __init__(self, schema: GraphQLSchema, words: Words, random: Random) -> None:
        self.arguments = ArgumentWriter(words, random)
        self._schema = schema
        self._random = random
        self._left = _FIELDS
        self._asked: dict[str, _Asked] = {}
        self._fragments: list[_Fragment] = []

    def text(self) -> str:
        """The draft."""
        assert self._schema.query_type is not None
        body = self._selection(self._schema.query_type, 0, 1)
        definitions = ", ".join(self.arguments.definitions)
        head = f"query Q({definitions})" if definitions else "query Q"
        fragments = [f"fragment {f.name} on {f.on.name} {f.body}" for f in self._fragments]
        return "\n".join([f"{head} {body}", *fragments])

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _selection(self, parent: Composite, depth: int, times: int) -> str:
        many = len(parent.fields) > 4 and depth
        count = self._random.choice((2, 3, 4, 5) if many else (1, 1, 1, 2, 3))
        return "{ " + " ".join(self._item(parent, depth, times) for _ in range(count)) + " }"

    def _item(self, parent: Composite, depth: int, times: int) -> str:
        """One selection of a parent that is met so many times."""
        if self._chance(0.06):
            return self._key("__typename", _Asked("", "", 1)) + self._condition()
        # What an interface stands for is reached by fragments, and most of it by them alone.
        fragments = 0.4 if isinstance(parent, GraphQLInterfaceType) else 0.15
        if len(parent.fields) == 1:
            fragments = 0.8
        if not self._chance(fragments):
            return self._field(parent, depth, times)
        if self._chance(0.5):
            return f"...{self._fragment(parent, depth, times)}{self._condition()}"
        on = self._random.choice(_overlapping(self._schema, parent))
        head = f"... on {on.name}" if on is not parent or self._chance(0.5) else "..."
        return f"{head}{self._condition()} {self._selection(on, depth, times)}"

    def _fragment(self, parent: Composite, depth: int, times: int) -> str:
        """A named fragment, known already or made for the occasion."""
        overlapping = _overlapping(self._schema, parent)
        known = [fragment for fragment in self._fragments if fragment.on in overlapping]
        if known and self._chance(0.5):
            return self._random.choice(known).name
        on = self._random.choice(overlapping)
        body = self._selection(on, depth, times)
        fragment = _Fragment(f"F{len(self._fragments)}", on, body)
        self._fragments.append(fragment)
        return fragment.name

    def _field(self, parent: Composite, depth: int, times: int) -> str:
        self._left -= 1
        name = self._name(parent, depth)
        field = parent.fields[name]
        named: GraphQLNamedType = get_named_type(field.type)
        definition = f"{name}({', '.join(f'{n}: {a.type}' for n, a in field.args.items())})"
        definition += str(field.type)
        before = [(key, a) for key, a in self._asked.items() if a.definition == definition]
        if before and self._chance(0.3):
            key, asked = self._random.choice(before)
            head = key if key == name else f"{key}: {name}"
        else:
            text, size = self.arguments.write(field, times, root=depth == 0)
            asked = _Asked(definition, text, size)
            head = self._key(name, asked)
        head += asked.arguments + self._condition()
        if is_leaf_type(named):
            return head
        assert isinstance(named, Composite)
        return f"{head} {self._selection(named, depth + 1, times * asked.size)}"

    def _name(self, parent: Composite, depth: int) -> str:
        """A field's name: one with fields of its own while there is room for them."""
        if parent is self._schema.query_type:
            return self._random.choice((*STORED, *_LARGE))
        names = list(parent.fields)
        leaves = [name for name in names if is_leaf_type(get_named_type(parent.fields[name].type))]
        deeper = [name for name in names if name not in leaves]
        deeper += [name for name in deeper if name in _ONLY_WAYS] * 4
        # A page is asked for what is on it, more often than for what is said of it.
        listing = "pageInfo" in deeper
        if deeper and depth < _DEPTH and self._left > 0 and self._chance(0.9 if listing else 0.4):
            leaves = ["nodes", "nodes", "edges", "edges", "pageInfo"] if listing else deeper
        chosen: str = self._random.choice(leaves)
        return chosen

    def _key(self, name: str, asked: _Asked) -> str:
        """The field under a response key that stands for nothing else."""
        if self._asked.setdefault(name, asked) == asked and not self._chance(0.15):
            return name
        alias = f"{name.strip('_')}{len(self._asked)}"
        self._asked[alias] = asked
        return f"{alias}: {name}"

    def _condition(self) -> str:
        """Now and then a directive that leaves something out, or does not."""
        if not self._chance(0.08):
            return ""
        name = self._random.choice(("include", "skip"))
        return f" @{name}(if: {self.arguments.flag()})"


@cache
def _overlapping(schema: GraphQLSchema, parent: Composite) -> list[Composite]:
    """The types that a thing of this type may be of as well."""
    return [
        type_
        for type_ in schema.type_map.values()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        and _possible(schema, type_) & _possible(schema, parent)
    ]


def _possible(schema: GraphQLSchema, type_: Composite) -> set[str]:
    if isinstance(type_, GraphQLObjectType):
        return {type_.name}
    return {possible.name for possible in schema.get_possible_types(type_)}
