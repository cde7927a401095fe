"""A school whose name is markup, and longer than a page is wide."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from partnermap.app import create_app
from partnermap.imports.run import run_import
from partnermap.sample import files
from partnermap.settings import Settings
from partnermap.store.opening import open_store
from tests.explorer.reading import text_of

NAME = "<script>alert(1)</script>'\"&" + 400 * "Ashenwick-under-the-Long-" + "Edge"
ID = "urn:900044"


@pytest.fixture(scope="module")
async def strange(
    own: Settings, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application on the sample's register, one school of which is renamed."""
    register = renamed(files()[0].path, tmp_path_factory.mktemp("strange"))
    async with open_store(own) as store:
        await run_import(store, files()[0].source, register, published=files()[0].published)
    app = create_app(own, local=True)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://localhost", timeout=60
        ) as client,
    ):
        yield client


def renamed(register: Path, folder: Path) -> Path:
    """A copy of the register in which one school has the strange name."""
    copy = folder / register.name
    written = NAME.replace('"', '""').encode()
    copy.write_bytes(
        register.read_bytes().replace(b"Ashenwick Church of England Primary Academy", written)
    )
    return copy


@pytest.mark.parametrize(
    "address",
    [
        f"/organisation/{ID}",
        "/organisation/la:990",
        f"/try/la:990?without={ID}&layer=formal",
        f"/path?from={ID}&to=la:990&layer=formal",
        "/search?q=Ashenwick-under",
    ],
)
async def test_a_strange_name_is_written_harmlessly(
    strange: httpx.AsyncClient, address: str
) -> None:
    shown = await strange.get(address)
    assert shown.status_code == 200
    assert "<script>alert" not in shown.text
    assert shown.text.count("<h1") == 1
    title = shown.text.partition("<title>")[2].partition("</title>")[0]
    assert len(title) < 400


async def test_a_strange_name_is_told_whole_where_it_is_asked_for(
    strange: httpx.AsyncClient,
) -> None:
    assert NAME in text_of(await strange.get(f"/organisation/{ID}"))
