"""Trying a change, on the sample's diocese: the address holds all, and the form leads to it."""

import re
from urllib.parse import unquote

import httpx
import pytest

from partnermap.sample import SCOPE
from tests.explorer.reading import id_of, text_of


async def test_without_a_change_there_is_a_form_that_names_what_there_is(
    pages: httpx.AsyncClient,
) -> None:
    shown = await pages.get(f"/try/{SCOPE}")
    assert shown.status_code == 200
    assert "What should be tried?" in text_of(shown)
    assert "What would change" not in shown.text
    assert '<option value="Fen Edge Transition Cluster">' in shown.text


async def test_an_end_is_told_in_words_and_in_numbers(pages: httpx.AsyncClient) -> None:
    cluster = await id_of(pages, "partnerships", "Fen Edge Transition")
    said = text_of(await pages.get(f"/try/{SCOPE}?end={cluster}"))
    assert "“Fen Edge Transition Cluster” ends" in said
    assert "would be cut off" in said
    assert "Groups with no link between them 2 3" in said


async def test_several_changes_stand_in_the_order_of_the_address(pages: httpx.AsyncClient) -> None:
    one, other = [await id_of(pages, "trusts", name) for name in ("Tideline", "Lantern Fen")]
    school = await id_of(pages, "schools", "Ashenwick")
    shown = await pages.get(f"/try/{SCOPE}?merge={one},{other}&move={school},{other}")
    (changes,) = re.findall(r'<ol class="supposed">.*?</ol>', shown.text, re.DOTALL)
    assert "Tideline Church Academies Trust becomes part of Lantern Fen Church" in changes
    assert changes.index("Tideline") < changes.index("Ashenwick")
    back = [unquote(address) for address in re.findall(r'href="([^"]+)"', changes)]
    assert back == [
        f"/try/{SCOPE}?move={school},{other}",
        f"/try/{SCOPE}?merge={one},{other}",
    ]


async def test_the_form_leads_to_the_address_that_holds_the_change(
    pages: httpx.AsyncClient,
) -> None:
    one, other = [await id_of(pages, "schools", name) for name in ("Cawderby", "Hexwold Church")]
    sent = await pages.get(
        f"/try/{SCOPE}",
        params={
            "layer": "formal",
            "without": other,
            "change": "together",
            "first": "cawderby",
            "second": other,
        },
    )
    assert sent.status_code == 303
    assert sent.headers["location"] == (
        f"/try/{SCOPE}?layer=formal&without={other}&together={one},{other}#what-if"
    )


@pytest.mark.parametrize(
    ("change", "first", "second", "says"),
    [
        ("without", "Nobody of that name", "", "Nothing here is called “Nobody of that name”"),
        ("without", "<b>bold", "", "Nothing here is called “<b>bold”"),
        ("merge", "Church", "Saltway", "“Church” may mean"),
        ("merge", "Tideline", "", "“A trust becomes part of another” takes"),
        ("end", "Fen Edge Transition", "Tideline", "“A partnership ends” takes the partnership"),
        ("explode", "Tideline", "", "is no change that can be tried"),
    ],
)
async def test_what_was_typed_is_kept_where_it_does_not_do(
    pages: httpx.AsyncClient, change: str, first: str, second: str, says: str
) -> None:
    typed = {"change": change, "first": first, "second": second}
    shown = await pages.get(f"/try/{SCOPE}", params=typed)
    assert shown.status_code == 400
    assert says in text_of(shown)
    assert "<b>bold" not in shown.text
    kept = re.findall(r'<input id="(?:first|second)"[^>]*value="([^"]*)"', shown.text)
    assert kept == [first.replace("<", "&lt;").replace(">", "&gt;"), second]


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        (f"/try/{SCOPE}?without=urn:1", 400, "ask about a scope that holds it. Take back"),
        (f"/try/{SCOPE}?merge=uid:90001,uid:90001", 400, "Take back the change that does not do"),
        (f"/try/{SCOPE}?merge=uid:90001", 400, "takes the trust that is no more"),
        ("/try/diocese:NONE", 404, "There is no place of that id"),
        ("/try/nowhere", 400, "is not a scope"),
    ],
)
async def test_a_wrong_address_says_what_to_do_next(
    pages: httpx.AsyncClient, address: str, status: int, says: str
) -> None:
    shown = await pages.get(address)
    assert shown.status_code == status
    assert says in text_of(shown)
