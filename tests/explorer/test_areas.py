"""Saved areas in a browser without script: saved, looked at as a place, changed and removed."""

import json
import re
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from partnermap.imports.run import run_import
from partnermap.sample import files
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.opening import open_store
from tests.explorer.browser import browsing, filled, form_of, send
from tests.explorer.reading import text_of

HERE = "http://localhost"
OUTLINE = "620000/422000/645000/422000/645000/445000/620000/445000"
SAVE = "/manage/area"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("areas") / "data"
    yield Settings(data=folder, neo4j_uri=None)
    embedded.stop(folder)


@pytest.fixture(scope="module")
async def site(own: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with open_store(own) as store:
        for edition in files():
            await run_import(store, edition.source, edition.path, published=edition.published)
    async with browsing(own, HERE, local=True) as ready:
        yield ready


async def save(site: httpx.AsyncClient, **typed: str) -> httpx.Response:
    """What comes of the form, filled in so."""
    given = {"name": "City and coast", "owner": "diocese:ZZ01", "polygon": OUTLINE} | typed
    page = await site.get(SAVE)
    return await send(site, SAVE, filled(form_of(page, SAVE), **given), HERE)


async def test_an_area_is_saved_and_is_a_place_then(site: httpx.AsyncClient) -> None:
    assert "None is saved yet" in text_of(await site.get("/manage/areas"))
    sent = await save(site)
    assert (sent.status_code, sent.headers["location"]) == (303, "/manage/areas?done=save_area")
    listed = await site.get(sent.headers["location"])
    assert "The area is saved." in text_of(listed)
    assert "City and coast Diocese of Aldermere" in text_of(listed)
    address = "/place/area:city-and-coast@diocese:ZZ01"
    for start in ("/", "/manage/areas"):
        assert f'href="{address}"' in (await site.get(start)).text
    for tab in ("", "/picture", "/weak-points", "/introductions", "/changes", "/not-known"):
        shown = await site.get(address + tab, follow_redirects=True)
        assert shown.status_code == 200, tab
        assert re.search(r"<h1[^>]*>[^<]*City and coast", shown.text), tab
    assert "Saved area" in text_of(await site.get(address))
    assert "City and coast" in text_of(await site.get("/place/area:city-and-coast"))
    assert "City and coast" in text_of(await site.get("/try/area:city-and-coast"))
    assert "City and coast" in (await site.get("/report/html?scope=area:city-and-coast")).text
    framed = await site.get("/embed/area:city-and-coast@diocese:ZZ01")
    assert "<h1>Who works with whom: City and coast</h1>" in framed.text
    query = '{ analysis(scope: ["area:city-and-coast"]) { findings { id } } }'
    found = (await site.post("/graphql", json={"query": query})).json()["data"]["analysis"]
    finding = await site.get(f"/finding/{found['findings'][0]['id']}")
    assert "A finding about City and coast" in text_of(finding)
    for outside in (
        "/compare?kind=la&scope=area:city-and-coast",
        "/goals?scope=area:city-and-coast",
    ):
        assert (await site.get(outside)).status_code == 200
    exported = await site.get("/export/json?scope=area:city-and-coast")
    literal = await site.get(f"/export/json?scope=area:{OUTLINE}")
    assert len(exported.json()["nodes"]) == len(literal.json()["nodes"]) > 10


async def test_it_is_changed_and_removed(site: httpx.AsyncClient) -> None:
    await save(site, name="To be changed")
    one = "/manage/area/area:to-be-changed@diocese:ZZ01"
    fields = form_of(await site.get(f"{one}/redraw"), f"{one}/redraw")
    assert dict(fields)["polygon"] == OUTLINE
    sent = await send(site, f"{one}/redraw", filled(fields, name="Changed"), HERE)
    assert sent.status_code == 303
    stale = await send(site, f"{one}/redraw", filled(fields, name="Other", key="x" * 24), HERE)
    assert stale.status_code == 409
    assert "Somebody changed this" in text_of(stale)
    assert "Changed" in text_of(await site.get("/place/area:to-be-changed"))
    gone = await send(
        site, f"{one}/remove", form_of(await site.get(f"{one}/remove"), f"{one}/remove"), HERE
    )
    assert gone.headers["location"] == "/manage/areas?done=remove_area"
    missing = await site.get("/place/area:to-be-changed")
    assert missing.status_code == 404
    assert "no saved area" in text_of(missing)
    assert (await site.get(f"{one}/redraw")).status_code == 404


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "What the area is called is missing"),
        ({"name": "?!"}, "It needs a letter"),
        ({"polygon": ""}, "The outline is missing"),
        ({"polygon": "here"}, "That is not GeoJSON"),
        ({"polygon": "1/1/9/9/9/1/1/9"}, "crosses itself"),
        ({"visibility": "MEMBERS"}, "Not a valid choice"),
        ({"owner": "urn:000000"}, "no organisation with the id"),
    ],
)
async def test_what_cannot_be_meant_is_told_beside_its_field(
    site: httpx.AsyncClient, typed: dict[str, str], says: str
) -> None:
    shown = await save(site, **typed)
    assert shown.status_code == 400
    assert says in text_of(shown)


SQUARE = [[628000, 430000], [640000, 430000], [640000, 440000], [628000, 440000]]
SQUARE_WRITTEN = "628000/430000/640000/430000/640000/440000/628000/440000"
DRAWN = json.dumps({"type": "Polygon", "coordinates": [[*SQUARE, SQUARE[0]]]}).encode()


async def choose(
    site: httpx.AsyncClient, file: bytes, address: str = SAVE, **typed: str
) -> httpx.Response:
    """What comes of the form with a file chosen, as a browser sends the two."""
    page = await site.get(address)
    assert 'enctype="multipart/form-data"' in page.text
    fields = filled([pair for pair in form_of(page, address) if pair[0] != "file"], **typed)
    return await site.post(
        address,
        data=dict(fields),
        files={"file": ("deanery.geojson" if file else "", file, "application/geo+json")},
        headers={"Origin": HERE},
    )


async def outline_of(site: httpx.AsyncClient, id_: str) -> str:
    """The outline that is kept of an area."""
    address = f"/manage/area/{id_}/redraw"
    return dict(form_of(await site.get(address), address))["polygon"]


async def test_the_file_of_an_outline_is_chosen_in_place_of_pasting_it(
    site: httpx.AsyncClient,
) -> None:
    typed = {"name": "From a file", "owner": "diocese:ZZ01"}
    sent = await choose(site, b"\xef\xbb\xbf" + DRAWN, **typed)
    assert sent.status_code == 303, sent.text
    one = "area:from-a-file@diocese:ZZ01"
    assert await outline_of(site, one) == SQUARE_WRITTEN
    # What is pasted is read from such a form as from any other, and a file goes before it.
    again = await choose(site, b"", f"/manage/area/{one}/redraw", polygon=OUTLINE)
    assert again.status_code == 303, again.text
    assert await outline_of(site, one) == OUTLINE
    both = await choose(site, DRAWN, f"/manage/area/{one}/redraw", polygon=OUTLINE)
    assert both.status_code == 303, both.text
    assert await outline_of(site, one) == SQUARE_WRITTEN
    assert "taken in place of what stands above" in text_of(await site.get(SAVE))


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"", "The outline is missing"),
        (b"\x00\xff\x00PNG", "That is not GeoJSON"),
        (b'{"type": "Point", "coordinates": [0, 51]}', "holds no Polygon"),
        (DRAWN + b" " * 1_000_000, "more than 1,000,000 characters"),
        (DRAWN + b" " * 9_000_000, "more than 1,000,000 characters"),
    ],
    ids=["none", "no text", "a point", "too large", "much too large"],
)
async def test_what_was_typed_is_kept_where_a_file_cannot_be_used(
    site: httpx.AsyncClient, file: bytes, says: str
) -> None:
    refused = await choose(site, file, name="Kept as typed", owner="diocese:ZZ01")
    assert refused.status_code == 400
    assert says in text_of(refused)
    held = dict(form_of(refused, SAVE))
    assert (held["name"], held["owner"]) == ("Kept as typed", "diocese:ZZ01")
    assert len(held["polygon"]) == 0
    assert "Kept as typed" not in text_of(await site.get("/manage/areas"))


async def test_a_file_stands_as_its_outline_where_something_else_is_wrong(
    site: httpx.AsyncClient,
) -> None:
    refused = await choose(site, DRAWN, name="", owner="diocese:ZZ01", polygon=OUTLINE)
    assert refused.status_code == 400
    assert dict(form_of(refused, SAVE))["polygon"] == SQUARE_WRITTEN


async def test_a_form_with_a_file_comes_from_our_own_page_and_whole(
    site: httpx.AsyncClient,
) -> None:
    file = {"file": ("deanery.geojson", DRAWN, "application/geo+json")}
    elsewhere = {"Origin": "https://evil.test"}
    assert (await site.post(SAVE, files=file, headers=elsewhere)).status_code == 403
    assert (await site.post(SAVE, files=file)).status_code == 403
    head = {"Content-Type": "multipart/form-data; boundary=x", "Origin": HERE}
    broken = await site.post(SAVE, content=b"nothing", headers=head)
    assert (broken.status_code, "<h1" in broken.text) == (400, True)
    other = await site.post("/manage/round", files=file, headers={"Origin": HERE})
    assert other.status_code == 415


async def test_an_outline_in_the_address_is_a_place_too(site: httpx.AsyncClient) -> None:
    shown = text_of(await site.get(f"/place/area:{OUTLINE}"))
    assert "Within a line of 4 corners, one of them 620000, 422000" in shown
    nobody = text_of(await site.get("/place/area:1000/1000/2000/1000/2000/2000"))
    assert "Nobody whose place is known lies within this outline." in nobody
