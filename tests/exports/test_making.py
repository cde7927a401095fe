"""An export while the data change: it is made again, or refused, and never half there."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from partnermap.errors import BadInputError, NotFoundError, RefusedError, StoreUnavailableError
from partnermap.exports.formats import FORMATS, Format
from partnermap.exports.making import Wanted, make
from partnermap.scope import LOCAL, Scope
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store
from partnermap.vocabulary import Layer
from tests.api.dioceses import fill
from tests.engines import Server, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running("embedded", tmp_path_factory.mktemp("making")) as started:
        yield started


@pytest.fixture(scope="module")
async def store(server: Server) -> AsyncIterator[Store]:
    async with open_store(server.settings) as opened:
        await fill(opened)
        yield opened


def wanted(scope: str = "all", form: str = "graphml") -> Wanted[Format]:
    return Wanted(Scope.parse(scope), Layer.COMBINED, None, LOCAL, FORMATS[form])


class Editor:
    """Somebody who renames a school each time that a file is being written, so many times."""

    def __init__(self, server: Server, times: int) -> None:
        self._server, self._times = server, times
        self.made = 0

    def __call__(self, step: str) -> None:
        if step.startswith("Writing") and self.made < self._times:
            self.made += 1
            with self._server.driver() as driver:
                driver.execute_query(
                    "MATCH (m:Meta), (o:Organisation {id: 'urn:xqa0'}) "
                    "SET m.version = m.version + 1, o.name = $name",
                    name=f"Renamed {self.made}",
                )


async def test_what_changed_while_it_was_written_is_in_it(
    server: Server, store: Store, tmp_path: Path
) -> None:
    path, editor = tmp_path / "network.graphml", Editor(server, times=2)
    made = await make(store, wanted(), path, say=editor)
    assert editor.made == 2
    assert made.about.data_version == await store.data_version()
    read = nx.read_graphml(path)
    assert read.nodes["urn:xqa0"]["name"] == "Renamed 2"
    assert read.graph["data_version"] == made.about.data_version


async def test_of_data_that_never_stand_still_there_is_no_file(
    server: Server, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "network.graphml"
    path.write_text("what was there")
    with pytest.raises(StoreUnavailableError, match="ask again"):
        await make(store, wanted(), path, say=Editor(server, times=9))
    assert path.read_text() == "what was there"
    assert left_in(tmp_path) == [path]


@pytest.mark.parametrize("form", FORMATS)
async def test_of_what_cannot_be_had_nothing_is_left(
    store: Store, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"network{FORMATS[form].suffix}"
    with pytest.raises(NotFoundError, match="la:000"):
        await make(store, wanted("la:000", form), path)
    with pytest.raises(RefusedError, match="smaller place"):
        await make(store, wanted("all", form), path, limit=3)
    with pytest.raises(BadInputError, match="cannot be written"):
        await make(store, wanted("all", form), tmp_path / "nowhere" / path.name)
    assert left_in(tmp_path) == []


async def test_each_format_holds_all_that_was_read(store: Store, tmp_path: Path) -> None:
    for name, form in FORMATS.items():
        path = tmp_path / f"network{form.suffix}"
        made = await make(store, wanted(form=name), path)
        assert made.about.as_of == date.today()
        assert len(made.organisations) == made.about.organisations == 24
        assert path.stat().st_size > 1_000
    assert len(left_in(tmp_path)) == len(FORMATS)


def left_in(folder: Path) -> list[Path]:
    return [*folder.iterdir()]
