"""The file of an outline that an expired sign-in caught, in a browser without script."""

import httpx

from tests.api.changes import DIOCESE
from tests.explorer.browser import ORIGIN, filled, form_of, sign_in

SAVE = "/manage/area"
DRAWN = b"""{"type": "Polygon", "coordinates": [
  [[628000, 430000], [640000, 430000], [640000, 440000], [628000, 430000]]]}"""


async def test_a_file_is_kept_as_its_outline_until_its_sender_has_signed_in(
    site: httpx.AsyncClient, secrets: dict[str, str]
) -> None:
    await sign_in(site, secrets["editor"])
    fields = form_of(await site.get(SAVE), SAVE)
    typed = filled([pair for pair in fields if pair[0] != "file"], name="Caught", owner=DIOCESE)
    site.cookies.delete("partnermap")
    caught = await site.post(
        SAVE,
        data=dict(typed),
        files={"file": ("deanery.geojson", DRAWN, "application/geo+json")},
        headers={"Origin": ORIGIN},
    )
    assert caught.headers["location"] == "/sign-in?next=%2Fmanage%2Farea"
    await sign_in(site, secrets["editor"])
    again = dict(form_of(await site.get(SAVE), SAVE))
    assert (again["name"], again["owner"]) == ("Caught", DIOCESE)
    assert again["polygon"] == "628000/430000/640000/430000/640000/440000"
