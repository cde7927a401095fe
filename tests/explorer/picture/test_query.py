"""The picture of the sample diocese, as the API answers for it."""

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.explorer.picture import By, of_answer, rows
from partnermap.explorer.rendering import with_fragments
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store.opening import open_store
from partnermap.vocabulary import Layer
from tests.api.data import fill
from tests.explorer.picture.places import Answer
from tests.explorer.picture.written import written

QUERY = with_fragments("""query ($scope: [Scope!]!, $layer: Layer!) {
  network(scope: $scope, layer: $layer) { ...Drawn }
  analysis(scope: $scope) { cutPoints { id } bridges { ends } } }""")


@pytest.fixture(scope="module")
async def diocese(own: Settings) -> dict[Layer, Answer]:
    """What the API answers of the sample diocese, for each layer; one engine is enough for that."""
    found = {}
    async with open_store(own) as store:
        await fill(store)
        api = Api(build_schema(), store)
        for layer in Layer:
            asked = {"scope": ["diocese:ZZ01"], "layer": layer.value}
            got = await api.execute(QUERY, asked, access=LOCAL)
            assert got.errors == []
            assert got.data
            found[layer] = got.data
    return found


def test_the_sample_diocese_is_drawn_with_all_that_is_known_of_it(
    diocese: dict[Layer, Answer],
) -> None:
    data = diocese[Layer.WORKING]
    drawing = of_answer(data, title="The diocese", layer=Layer.WORKING)
    drawn = written(drawing)
    tied = {part["organisation"] for part in data["network"]["memberships"]}
    within = {node["id"] for node in data["network"]["nodes"] if not node["outside"]}
    assert {f"/organisation/{id_}" for id_ in tied | within} <= {*drawn.links}
    assert drawing.weak == {point["id"] for point in data["analysis"]["cutPoints"]} & drawing.tied
    assert drawing.weak
    larger = {partnership.id for partnership in drawing.partnerships}
    bridges = [ends[1] for ends in (bridge["ends"] for bridge in data["analysis"]["bridges"])]
    lines = [id_ for id_ in bridges if id_ in larger], {id_ for id_ in bridges if id_ not in larger}
    assert sum("bridge" in look for look in drawn.looks()) == sum(map(len, lines))
    assert len(rows(drawing)) >= len(data["network"]["memberships"])


def test_its_layers_beside_each_other_stand_in_the_same_places(
    diocese: dict[Layer, Answer],
) -> None:
    places = []
    for layer in Layer:
        drawing = of_answer(
            diocese[layer], title="", layer=layer, beside=[diocese[Layer.COMBINED]], by=By.LA
        )
        if not drawing.large:
            tied = {f"/organisation/{o.id}" for o in drawing.connected}
            shown = written(drawing).centres()
            places.append({href: shown[href] for href in tied})
    assert places
    for one in places:
        for other in places:
            assert all(one[href] == other[href] for href in one.keys() & other.keys())
