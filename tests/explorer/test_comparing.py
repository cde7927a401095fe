"""Places side by side, on the sample's diocese."""

import re

import httpx
import pytest

from partnermap.sample import SCOPE
from tests.explorer.reading import text_of


def rows(shown: httpx.Response) -> list[str]:
    """The first cell of each row of the table."""
    return re.findall(r'<tr><th scope="row"><a [^>]+>([^<]+)', shown.text)


async def test_places_are_set_against_their_size_and_chance(pages: httpx.AsyncClient) -> None:
    shown = await pages.get(f"/compare?kind=la&scope={SCOPE}")
    said = text_of(shown)
    assert "more joined-up than the one other place of about its size" in said
    assert "more than 1 of 1 of about its size" in said
    assert "more than 100 of 100 drawn by chance" in said
    assert rows(shown) == ["Brinmouth", "Hallowfen", "Thornmere"]


@pytest.mark.parametrize(
    ("sort", "first", "heading"),
    [("-organisations", "Thornmere", "descending"), ("density", "Thornmere", "ascending")],
)
async def test_an_address_says_by_what_the_table_is_sorted(
    pages: httpx.AsyncClient, sort: str, first: str, heading: str
) -> None:
    shown = await pages.get(f"/compare?kind=la&scope={SCOPE}&sort={sort}")
    assert rows(shown)[0] == first
    assert shown.text.count(f'aria-sort="{heading}"') == 1
    other_way = "organisations" if sort.startswith("-") else "-density"
    assert f"sort={other_way}&" in shown.text or f'sort={other_way}"' in shown.text


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/compare", 200, "the authorities of Diocese of Aldermere"),
        ("/compare?kind=la&scope=diocese:NONE", 200, "No place of that kind"),
        (f"/compare?kind=parish&scope={SCOPE}", 400, "choose from la, diocese, trust"),
        ("/compare?kind=la&scope=nowhere", 400, "is not a scope"),
    ],
)
async def test_nothing_to_compare_is_a_page_with_a_next_step(
    pages: httpx.AsyncClient, address: str, status: int, says: str
) -> None:
    shown = await pages.get(address)
    assert shown.status_code == status
    assert says in text_of(shown)
