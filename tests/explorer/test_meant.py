"""Places that are named in words: led to where one is meant, asked about where several are."""

import httpx
import pytest

from partnermap.sample import SCOPE
from tests.explorer.reading import text_of


@pytest.mark.parametrize(
    ("address", "led_to"),
    [
        ("/goals?scope=Diocese of Aldermere", {"scope": SCOPE}),
        ("/goals?scope=thornmere&as-of=2026-02-01", {"scope": "la:990", "as-of": "2026-02-01"}),
        ("/compare?kind=la&scope=diocese of aldermere", {"kind": "la", "scope": SCOPE}),
    ],
)
async def test_the_name_of_a_place_leads_to_it(
    pages: httpx.AsyncClient, address: str, led_to: dict[str, str]
) -> None:
    led = await pages.get(address)
    assert led.status_code == 303
    there = httpx.URL(led.headers["location"])
    assert there.path == address.partition("?")[0]
    assert dict(there.params) == led_to
    assert (await pages.get(there)).status_code == 200


async def test_a_name_of_several_says_whom_it_may_mean(pages: httpx.AsyncClient) -> None:
    shown = await pages.get("/goals?scope=aldermere")
    assert shown.status_code == 400
    said = text_of(shown)
    assert f"Diocese of Aldermere ({SCOPE})" in said
    assert "Aldermere Diocesan Academies Trust (uid:" in said
