"""What is suggested while somebody types a name."""

import httpx

from partnermap.sample import SCOPE


async def suggested(pages: httpx.AsyncClient, text: str) -> list[dict[str, str]]:
    answer = await pages.get("/search/completions", params={"q": text})
    assert answer.status_code == 200
    found: list[dict[str, str]] = answer.json()
    return found


async def test_what_is_suggested_leads_somewhere(pages: httpx.AsyncClient) -> None:
    found = await suggested(pages, "brinm")
    assert 1 < len(found) <= 8
    assert all("brinm" in each["name"].lower() for each in found[:2])
    assert {"school"} & {each["note"].partition(",")[0] for each in found}
    listed = await pages.get("/search", params={"q": "brinm"})
    assert all(each["address"] in listed.text for each in found)


async def test_a_place_leads_to_its_own_pages(pages: httpx.AsyncClient) -> None:
    (first, *_) = await suggested(pages, "diocese of aldermere")
    assert first == {
        "name": "Diocese of Aldermere",
        "note": "diocese",
        "address": f"/place/{SCOPE}",
    }


async def test_one_letter_suggests_nothing(pages: httpx.AsyncClient) -> None:
    assert await suggested(pages, "b") == []
    assert await suggested(pages, "  ") == []


async def test_whoever_may_not_see_is_told_nothing(pages: httpx.AsyncClient) -> None:
    refused = await pages.get(
        "/search/completions", params={"q": "brinm"}, headers={"Authorization": "Bearer none"}
    )
    assert refused.status_code == 401
    assert "Brinmouth" not in refused.text
