"""The pages of one organisation and of one partnership, on the sample's diocese."""

from urllib.parse import quote

import httpx
import pytest

from partnermap.app import create_app
from partnermap.settings import Settings
from tests.explorer.reading import id_of, text_of

NAMED = "Saltmarrow Youth Trust"


async def test_a_school_says_what_is_recorded_and_who_said_so(pages: httpx.AsyncClient) -> None:
    school = await id_of(pages, "schools", "Ashenwick")
    shown = await pages.get(f"/organisation/{school}")
    assert shown.status_code == 200
    assert shown.text.count("<h1") == 1
    said = text_of(shown)
    assert "Phase Primary" in said
    assert "Fen Edge Transition Cluster transition Member Since September 2019" in said
    assert "14 organisations in the same partnerships." in said
    assert "Spring 2026 round: it answered in full." in said
    assert "Department for Education Open Government Licence v3.0 1 March 2026" in said
    assert 'href="/place/diocese%3AZZ01"' in shown.text


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Cawderby", "It was asked, and says that it works with nobody in partnership."),
        ("Elverholt", "It was asked and has not answered in full, so whether it has any is not"),
        ("Sluicegate Holy", "It was never asked, so whether it has any is not known."),
    ],
)
async def test_no_partner_and_not_known_are_told_apart(
    pages: httpx.AsyncClient, name: str, says: str
) -> None:
    shown = await pages.get(f"/organisation/{await id_of(pages, 'schools', name)}?as-of=2026-03-01")
    assert says in text_of(shown)


async def test_before_the_round_nobody_had_been_asked(pages: httpx.AsyncClient) -> None:
    shown = await pages.get(
        f"/organisation/{await id_of(pages, 'schools', 'Cawderby')}?as-of=2020-01-01"
    )
    said = text_of(shown)
    assert "Cawderby and Marrowick" in said
    assert "It was never asked by that day with whom it works." in said


async def test_a_closed_school_leads_to_the_day_it_closed(pages: httpx.AsyncClient) -> None:
    school = await id_of(pages, "schools", "Marrowick")
    shown = await pages.get(f"/organisation/{school}")
    assert "School, closed" in text_of(shown)
    assert "What if it left?" not in shown.text
    assert 'href="?as-of=2023-08-31"' in shown.text
    then = await pages.get(f"/organisation/{school}?as-of=2023-08-31")
    assert "Cawderby and Marrowick" in text_of(then)


@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [
        ("trusts", "Tideline", "Form Multi academy Schools"),
        ("localAuthorities", "Thornmere", "See it as a place"),
        ("dioceses", "Aldermere", "Its goals A warm meal on every day of the holidays : not known"),
        ("communityOrganisations", NAMED, "Coastal Futures"),
    ],
)
async def test_every_kind_of_organisation_has_its_page(
    pages: httpx.AsyncClient, kind: str, name: str, says: str
) -> None:
    shown = await pages.get(f"/organisation/{await id_of(pages, kind, name)}")
    assert shown.status_code == 200
    assert says in text_of(shown)


async def test_a_partnership_says_who_is_in_it_and_what_for(pages: httpx.AsyncClient) -> None:
    id_ = await id_of(pages, "partnerships", "Fen Edge Transition")
    shown = await pages.get(f"/partnership/{id_}")
    said = text_of(shown)
    assert "5 members" in said
    assert "Hallowfen Abbey Church of England School School Leads it Since September 2019" in said
    assert "Who may see it Anyone" in said
    assert "No member says that it does not work with another." in said
    assert "Every leaver known to the next school : not known" in said


async def test_a_day_before_anything_began_says_so(pages: httpx.AsyncClient) -> None:
    id_ = await id_of(pages, "partnerships", "Fen Edge Transition")
    shown = await pages.get(f"/partnership/{id_}?as-of=1850-01-01")
    assert shown.status_code == 404
    assert "Choose a later day" in shown.text


@pytest.mark.parametrize(
    "address",
    [
        "/organisation/urn:1",
        "/organisation/partnership:nobody",
        "/partnership/urn:900044",
        "/partnership/partnership:nobody",
        f"/organisation/{quote('<script>alert(1)</script>')}",
        f"/partnership/{quote('partnership:<b>')}",
        f"/organisation/{'x' * 5000}",
    ],
)
async def test_what_is_not_there_is_a_page_that_says_where_to_go(
    pages: httpx.AsyncClient, address: str
) -> None:
    shown = await pages.get(address)
    assert shown.status_code == 404
    assert "Search for its name instead." in shown.text
    assert "<script>alert" not in shown.text


async def test_who_may_not_see_a_partnership_is_told_no_more_than_of_none(
    pages: httpx.AsyncClient, sample: Settings
) -> None:
    hidden = await id_of(pages, "partnerships", "Coastline Listening")
    assert (await pages.get(f"/partnership/{hidden}")).status_code == 200
    school = await id_of(pages, "schools", "Saltmarrow St Peter")
    app = create_app(sample.model_copy(update={"public_reading": True}))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://localhost", timeout=60
        ) as public,
    ):
        kept = await public.get(f"/partnership/{hidden}")
        none = await public.get("/partnership/partnership:nobody")
        assert kept.status_code == none.status_code == 404
        assert text_of(kept) == text_of(none)
        shown = await public.get(f"/organisation/{school}")
        assert "Shore Schools" in text_of(shown)
        assert "Coastline Listening" not in shown.text
