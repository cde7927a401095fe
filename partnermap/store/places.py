"""Places by name: a scope as people write it, turned into one the store knows."""

from collections.abc import Iterable
from pathlib import Path

from partnermap.errors import BadInputError, NotFoundError
from partnermap.geojson import LARGEST, read_geojson
from partnermap.model.names import fold
from partnermap.polygon import Polygon
from partnermap.scope import LOCAL, Scope, union
from partnermap.store.areas import draw
from partnermap.store.bolt import Store

_LABELS = {
    "diocese": "Diocese",
    "la": "LocalAuthority",
    "trust": "Trust",
    "org": "Organisation",
    "": "Organisation",
}
_DRAWN = (".geojson", ".json")
_SHOWN = 10
_BY_ID = """
MATCH (o:Organisation) WHERE o.id IN $ids RETURN o.id AS had, o.id AS has
UNION ALL
MATCH (m:Merged)-[:NOW]->(o:Organisation) WHERE m.id IN $ids RETURN m.id AS had, o.id AS has
"""


async def find_scope(store: Store, texts: Iterable[str]) -> Scope:
    """The union of some scopes, each written with a code, a name in its place, or a file.

    Raises NotFoundError where nothing fits, and BadInputError with the choices where several do.
    """
    scope = union([await _one(store, text.strip()) for text in texts])
    return await draw(store, scope, LOCAL, {})


async def find_organisation(store: Store, text: str) -> str:
    """The id of the organisation that is written with its id, another scope's code or its name.

    Raises NotFoundError where nothing fits, and BadInputError with the choices where several do.
    """
    text = text.strip()
    for id_, now in await store.read(_BY_ID, ids=[text]):
        if id_ == text:
            return str(now)
    kind, colon, _ = text.partition(":")
    if colon and kind not in _LABELS:
        raise NotFoundError(f"Nothing here has the id {text!r}; try a part of the name.")
    scope = await _one(store, text)
    found = (*scope.places, *scope.organisations)
    if len(found) != 1:
        raise BadInputError(f"{text!r} is no single organisation; name one.")
    return found[0]


async def _one(store: Store, text: str) -> Scope:
    kind, colon, code = text.partition(":")
    if kind == "area" and code.lower().endswith(_DRAWN):
        return Scope(polygons=(_in_file(Path(code)),))
    label = _LABELS.get(kind if colon else "")
    if text == "all" or label is None:
        return Scope.parse(text)
    if colon:
        scope = Scope.parse(text)
        ids = [*scope.places, *scope.organisations]
        now = dict(await store.read(_BY_ID, ids=ids))
        if now:
            return scope.followed(now)
    name = fold(code if colon else text)
    rows = await store.read(
        f"MATCH (o:{label}) WHERE o.folded CONTAINS $name "
        "RETURN o.folded, o.name, o.id, o.kind ORDER BY o.folded, o.id LIMIT 200",
        name=name,
    )
    exact = [row for row in rows if row[0] == name]
    found = exact or rows
    if not found:
        if not await store.read("MATCH (o:Organisation) RETURN o.id LIMIT 1"):
            raise NotFoundError("There is no data here yet; begin with `partnermap import`.")
        raise NotFoundError(f"Nothing here is called {text!r}; try a part of the name, or a code.")
    if len(found) > 1:
        raise several(text, [f"{row[1]} ({_written(row[2], row[3])})" for row in found])
    return Scope.parse(_written(found[0][2], found[0][3]))


def _in_file(path: Path) -> Polygon:
    """The polygon of a GeoJSON file."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            return read_geojson(file.read(LARGEST + 1))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{path} cannot be read: {error}.") from error
    except BadInputError as error:
        raise BadInputError(f"{path}: {error}") from error


def several(text: str, choices: list[str]) -> BadInputError:
    """The refusal of a text that may mean any of several."""
    shown = "; ".join(choices[:_SHOWN])
    more = f" and {len(choices) - _SHOWN} more" if len(choices) > _SHOWN else ""
    return BadInputError(f"{text!r} may be any of these: {shown}{more}. Name one.")


def _written(id_: str, kind: str) -> str:
    """An organisation as a scope: a place stands for what belongs to it."""
    if kind == "Trust":
        return id_.replace("uid:", "trust:", 1)
    return id_ if kind in ("LocalAuthority", "Diocese") or id_.startswith("org:") else f"org:{id_}"
