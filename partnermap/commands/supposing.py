"""What would be so, and what leads where: what-ifs and ways between organisations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.markup import escape

from partnermap.analysis import analyse
from partnermap.analysis.path import Path, Step, find_path
from partnermap.analysis.supposing.consequences import Snapshot
from partnermap.analysis.supposing.effects import answered_only_in, tell_effects
from partnermap.analysis.supposing.whatif import (
    Beginning,
    Ending,
    Leaving,
    Merging,
    Moving,
    Supposed,
    suppose,
)
from partnermap.commands.terminal import out, print_json, with_store
from partnermap.errors import BadInputError, NotFoundError
from partnermap.model.findings import Finding
from partnermap.model.names import fold
from partnermap.model.network import Network, Node, PartnershipNode
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.places import find_organisation, find_scope, several
from partnermap.store.reads import read_network
from partnermap.store.ways import read_ways
from partnermap.vocabulary import Layer


@dataclass(frozen=True, slots=True)
class Typed:
    """The changes of a what-if as they are typed, in the order in which they are supposed."""

    without: Sequence[str]
    merge: Sequence[str]
    move: Sequence[str]
    begin: Sequence[str]
    end: Sequence[str]


def tell_what_if(
    settings: Settings,
    scopes: list[str],
    typed: Typed,
    layer: Layer,
    as_of: date | None,
    *,
    as_json: bool,
) -> None:
    """Print what some changes would come to."""

    async def read(store: Store) -> tuple[Network, list[Supposed]]:
        scope = await find_scope(store, scopes)
        network = await read_network(store, scope, Layer.COMBINED, as_of, LOCAL)
        return network, await _Reader(store, network).changes(typed)

    network, changes = with_store(settings, read)
    if not changes:
        raise BadInputError(
            "Nothing is supposed; say what with --without, --merge, --move, --begin or --end."
        )
    before, after = analyse(network, layer), analyse(suppose(network, changes), layer)
    effects = tell_effects(Snapshot.of(before), Snapshot.of(after), changes)
    if not as_json:
        for number, effect in enumerate(effects, 1):
            out.print(f"\n{number}. [bold]{escape(effect.sentence)}[/bold]")
        return
    print_json(
        {
            "scope": network.scope,
            "layer": layer,
            "asOf": network.as_of,
            "dataVersion": network.data_version,
            "effects": [
                {"kind": e.kind, "sentence": e.sentence, "about": list(e.about)} for e in effects
            ],
            "findingsGone": _records(before.findings, after.findings),
            "findingsNew": _records(after.findings, before.findings),
        }
    )


def _records(one: Iterable[Finding], other: Iterable[Finding]) -> list[dict[str, str]]:
    """The findings that only one of the two has, as JSON."""
    return [
        {"id": f.id, "kind": f.kind, "sentence": f.sentence, "consequence": f.consequence}
        for f in answered_only_in(one, other)
    ]


class _Reader:
    """Reads changes as they are typed, with ids or names, against the network they are about."""

    def __init__(self, store: Store, network: Network) -> None:
        self._store = store
        self._network = network

    async def changes(self, typed: Typed) -> list[Supposed]:
        """The changes, in the order of `Typed`."""
        return [
            *[Leaving(await self._organisation(text)) for text in typed.without],
            *[Merging(*await self._two("--merge", text)) for text in typed.merge],
            *[Moving(*await self._two("--move", text)) for text in typed.move],
            *[Beginning("", await self._several("--begin", text)) for text in typed.begin],
            *[Ending(self._partnership(text)) for text in typed.end],
        ]

    async def _two(self, option: str, text: str) -> tuple[str, str]:
        found = await self._several(option, text)
        if len(found) != 2:
            raise BadInputError(f"{option} takes two, separated by a comma; {text!r} names more.")
        return found[0], found[1]

    async def _several(self, option: str, text: str) -> tuple[str, ...]:
        names = [part for part in map(str.strip, text.split(",")) if part]
        if len(names) < 2:
            raise BadInputError(f"{option} takes two, separated by a comma, not {text!r} alone.")
        return tuple([await self._organisation(name) for name in names])

    async def _organisation(self, text: str) -> str:
        # Of a name that many bear the one in the scope is meant.
        found = _named(self._network.nodes, text)
        return found or await find_organisation(self._store, text)

    def _partnership(self, text: str) -> str:
        found = _named(self._network.partnerships, text)
        if found is None:
            raise NotFoundError(
                f"No partnership of this scope is called {text!r}; try a part of its name, or its "
                "id."
            )
        return found


def _named(things: Iterable[Node | PartnershipNode], text: str) -> str | None:
    """The id of the one that has this id, this name or, if no other does, this in its name."""
    folded = fold(text)
    likely = [thing for thing in things if thing.id == text or folded in fold(thing.name or "")]
    exact = [thing for thing in likely if text == thing.id or folded == fold(thing.name or "")]
    found = exact or likely
    if len(found) > 1:
        raise several(text, [f"{thing.name} ({thing.id})" for thing in found])
    return found[0].id if found else None


def tell_path(
    settings: Settings, ends: tuple[str, str], layer: Layer, as_of: date | None, *, as_json: bool
) -> None:
    """Print how one organisation is joined to another."""

    async def read(store: Store) -> tuple[Network | None, str, str]:
        one, other = [await find_organisation(store, end) for end in ends]
        if one == other:
            raise BadInputError("These are one organisation; name two.")
        return await read_ways(store, (one, other), layer, as_of, LOCAL), one, other

    network, one, other = with_store(settings, read)
    if network is None:
        raise NotFoundError("One of the two is not known on that day; ask about another.")
    found = find_path(network, layer, one, other)
    if as_json:
        print_json(_path_record(found))
    else:
        out.print(escape(found.sentence))


def _path_record(path: Path) -> dict[str, Any]:
    """A path as the API answers it."""
    return {
        "sentence": path.sentence,
        "organisations": [{"id": n.id, "name": n.name} for n in path.organisations] or None,
        "steps": [_step_record(step) for step in path.steps] or None,
        "silentAbout": path.silent_about,
        "dataVersion": path.data_version,
    }


def _step_record(step: Step) -> dict[str, Any]:
    return {
        "start": step.start,
        "end": step.end,
        "partnerships": [{"id": p.id, "name": p.name} for p in step.partnerships],
        "formalEdges": [
            {"kind": edge.kind, "start": edge.start, "end": edge.end} for edge in step.formal
        ],
        "state": "DISPUTED" if step.denied else "RECORDED",
    }
