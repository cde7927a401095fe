"""The sample diocese in an embedded store, and the report about it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.explorer.report.content import Wanted, ask, told
from partnermap.explorer.report.house import House
from partnermap.explorer.report.record import Report
from partnermap.imports.run import run_import
from partnermap.sample import PUBLISHED, SCOPE, files
from partnermap.scope import LOCAL, Scope
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.opening import open_store

WANTED = Wanted(Scope.parse(SCOPE), as_of=PUBLISHED)


@pytest.fixture(scope="package")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings that lead to a store of its own, which the sample is imported into."""
    folder = tmp_path_factory.mktemp("report") / "data"
    yield Settings(data=folder, neo4j_uri=None)
    embedded.stop(folder)


@pytest.fixture(scope="package")
async def api(sample: Settings) -> AsyncIterator[Api]:
    """The API over the sample."""
    async with open_store(sample) as store:
        for edition in files():
            await run_import(store, edition.source, edition.path, published=edition.published)
        asked = Api(build_schema(), store)
        yield asked
        await asked.close()


@pytest.fixture(scope="package")
async def report(api: Api) -> Report:
    """The report about the sample, on the day of its files."""
    return told(await ask(api, WANTED, LOCAL), WANTED, House())


@pytest.fixture(scope="package")
def logo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A logo as a diocese may have it."""
    file = tmp_path_factory.mktemp("logo") / "logo.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60">'
        '<rect width="120" height="60" rx="8" fill="#12436d"/></svg>'
    )
    return file
