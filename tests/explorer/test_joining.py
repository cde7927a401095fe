"""The way from one organisation to another, on the sample's diocese."""

import re
from urllib.parse import unquote

import httpx

from tests.explorer.reading import id_of, text_of


async def test_a_way_is_told_step_by_step(pages: httpx.AsyncClient) -> None:
    one, other = [await id_of(pages, "schools", name) for name in ("Ashenwick", "Bitternby")]
    said = text_of(await pages.get(f"/path?from={one}&to={other}"))
    assert "works in “Fen Edge Transition Cluster” with Bitternby" in said
    assert "work together in Fen Edge Transition Cluster" in said


async def test_a_name_is_answered_with_whom_it_may_mean(pages: httpx.AsyncClient) -> None:
    one, other = [await id_of(pages, "schools", name) for name in ("Ashenwick", "Hexwold Church")]
    shown = await pages.get(f"/path?from={one}&to=Hexwold&layer=formal")
    assert "Whom do you mean by “Hexwold”?" in text_of(shown)
    assert f"/path?from={one}&amp;to={other}&amp;layer=formal" in [
        unquote(address) for address in re.findall(r'href="([^"]+)"', shown.text)
    ]


async def test_no_way_is_not_the_same_as_nobody_known(pages: httpx.AsyncClient) -> None:
    one, other = [await id_of(pages, "schools", name) for name in ("Cawderby", "Bitternby")]
    assert "No working partnerships join" in text_of(
        await pages.get(f"/path?from={one}&to={other}")
    )
    unknown = text_of(await pages.get(f"/path?from={one}&to=urn:1"))
    assert "Nothing is known here under urn:1." in unknown
    assert "These are one organisation" in text_of(await pages.get(f"/path?from={one}&to={one}"))


async def test_with_nothing_named_there_is_a_form(pages: httpx.AsyncClient) -> None:
    shown = await pages.get("/path")
    assert shown.status_code == 200
    assert "Find the way" in text_of(shown)
    assert "The shortest way" not in shown.text
