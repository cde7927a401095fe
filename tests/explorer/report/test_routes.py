"""Reports over HTTP: as a page and as files, under the sender's access, refused in words."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from partnermap.api.access import Door
from partnermap.api.execution import Api
from partnermap.explorer.report.content import ask, told
from partnermap.explorer.report.docx import to_docx
from partnermap.explorer.report.house import House
from partnermap.explorer.report.html import to_html, to_page
from partnermap.explorer.report.pdf import to_pdf
from partnermap.explorer.report.routes import report_routes
from partnermap.sample import SCOPE
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from tests.explorer.report.conftest import WANTED

DAY = {"scope": SCOPE, "as-of": "2026-03-01"}
HOUSE = House("Board of Education")


@pytest.fixture(scope="module")
async def client(sample: Settings, api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that has these routes, on this machine."""
    async with client_of(sample, api) as ready:
        yield ready


def client_of(settings: Settings, api: Api) -> httpx.AsyncClient:
    app = Starlette(routes=report_routes(HOUSE))
    app.state.api, app.state.door = api, Door(settings, api.store, local=True)
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=60)


async def test_each_form_is_the_report(client: httpx.AsyncClient, api: Api) -> None:
    own = told(await ask(api, WANTED, LOCAL), WANTED, HOUSE)
    written = {
        "pdf": (to_pdf(own), "application/pdf"),
        "docx": (to_docx(own), "application/vnd.openxmlformats"),
        "html": (to_html(own).encode(), "text/html"),
        "page": (to_page(own).encode(), "text/html"),
    }
    for form, (content, type_) in written.items():
        answer = await client.get(f"/report/{form}", params=DAY)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(type_)
        assert answer.content == content
        kept = answer.headers.get("content-disposition", "")
        named = f'attachment; filename="report-diocese-ZZ01-2026-03-01.{form}"'
        assert kept == ("" if form == "page" else named)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("path", "given", "status", "said"),
    [
        ("page", {}, 400, "Say which place it is about"),
        ("page", {"scope": "Atlantis"}, 400, "is not a scope"),
        ("page", {"scope": "diocese:XX99"}, 404, "Nothing here has the id"),
        ("exe", DAY, 404, "There is no report as 'exe'; there are pdf, docx, html, page"),
        ("page", DAY | {"layer": "secret"}, 400, "is no layer; there are formal, working"),
        ("page", DAY | {"as-of": "soon"}, 400, "is a day, such as 2026-03-01"),
        ("page", DAY | {"since": "2027-01-01"}, 400, "is after"),
        ("page", DAY | {"colour": "red"}, 400, "'colour' is no option"),
        ("page", DAY | {"runs": "many"}, 400, "is a number"),
        ("page", DAY | {"runs": "9999"}, 400, "200"),
    ],
)
async def test_what_cannot_be_meant_is_told(
    client: httpx.AsyncClient, path: str, given: dict[str, str], status: int, said: str
) -> None:
    answer = await client.get(f"/report/{path}", params=given)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, said in error["message"]) == (status, True), error


async def test_places_are_told_together(client: httpx.AsyncClient) -> None:
    several = {"scope": ["trust:90003", "la:990"], "as-of": "2026-03-01"}
    answer = await client.get("/report/page", params=several)
    assert (
        "<h1>Thornmere and Tideline Church Academies Trust: who works with whom</h1>" in answer.text
    )


async def test_whoever_may_read_nothing_is_sent_to_sign_in(sample: Settings, api: Api) -> None:
    async with client_of(sample, api) as client:
        answer = await client.get("/report/page", params=DAY, headers={"Host": "elsewhere.example"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_whoever_has_not_signed_in_is_told_what_is_public(sample: Settings, api: Api) -> None:
    public = sample.model_copy(update={"public_reading": True})
    async with client_of(public, api) as client:
        answer = await client.get("/report/page", params=DAY)
    assert "Made from what is public" in answer.text
