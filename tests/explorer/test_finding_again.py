"""A finding by its id and by its citation, on the sample's diocese."""

import httpx
import pytest

from partnermap.sample import SCOPE
from tests.explorer.reading import text_of


@pytest.fixture(scope="session")
async def finding(pages: httpx.AsyncClient) -> dict[str, str]:
    """The finding of the diocese that tells of its fen."""
    query = f'{{ analysis(scope: ["{SCOPE}"]) {{ findings {{ id kind sentence }} }} }}'
    answer = await pages.post("/graphql", json={"query": query})
    found: list[dict[str, str]] = answer.json()["data"]["analysis"]["findings"]
    return next(each for each in found if each["kind"] == "CUT_PARTNERSHIP")


async def test_a_finding_is_asked_again_with_its_measure_and_reference(
    pages: httpx.AsyncClient, finding: dict[str, str]
) -> None:
    shown = await pages.get(f"/finding/{finding['id']}")
    said = text_of(shown)
    assert said.count(finding["sentence"]) == 1
    assert "A finding about Diocese of Aldermere" in said
    assert "Layer: working partnerships" in said
    assert "Removed: Fen Edge Transition Cluster" in said
    assert "Reference" in said
    assert "Since it was cited" not in said


async def test_a_citation_says_that_nothing_has_changed(
    pages: httpx.AsyncClient, finding: dict[str, str]
) -> None:
    mutation = f'mutation {{ cite(id: "{finding["id"]}") {{ citation {{ id }} }} }}'
    cited = await pages.post("/graphql", json={"query": mutation})
    id_ = cited.json()["data"]["cite"]["citation"]["id"]
    said = text_of(await pages.get(f"/finding/{id_}"))
    assert "Nothing has changed since." in said
    assert "it is found again, word for word" in said


@pytest.mark.parametrize(
    ("after", "status", "says"),
    [("@999999", 404, "Nothing was cited under that id"), ("!", 400, "is not the id of a finding")],
)
async def test_an_id_of_nothing_says_what_to_do(
    pages: httpx.AsyncClient, finding: dict[str, str], after: str, status: int, says: str
) -> None:
    shown = await pages.get(f"/finding/{finding['id']}{after}")
    assert shown.status_code == status
    assert says in text_of(shown)
