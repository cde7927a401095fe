"""The report about the sample diocese."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.explorer.report.content import Wanted, ask, told
from partnermap.explorer.report.house import House
from partnermap.explorer.report.record import Report
from partnermap.sample import PUBLISHED, SCOPE
from partnermap.scope import LOCAL, Scope
from partnermap.settings import Settings
from partnermap.store.opening import open_store

WANTED = Wanted(Scope.parse(SCOPE), as_of=PUBLISHED)


@pytest.fixture(scope="package")
async def api(sample: Settings) -> AsyncIterator[Api]:
    """The API over the sample."""
    async with open_store(sample) as store:
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
