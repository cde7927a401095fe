"""The query page: examples that are answered, nothing typed that is lost, nothing changed."""

import html
import json
import re
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from partnermap.explorer.asking import LONGEST, Example, examples
from partnermap.sample import SCOPE

MUTATION = 'mutation { cite(id: "any") { __typename } }'


def answered(page: httpx.Response) -> Any:
    """The answer that a page shows."""
    (shown,) = re.findall(r'<pre class="answer".*?><code>(.*?)</code>', page.text, re.DOTALL)
    return json.loads(html.unescape(shown))


def typed(page: httpx.Response) -> tuple[str, str]:
    """What stands in the two fields of the form."""
    query, variables = re.findall(r"<textarea.*?>(.*?)</textarea>", page.text, re.DOTALL)
    return html.unescape(query), html.unescape(variables)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
async def test_an_example_answers_its_question(pages: httpx.AsyncClient, example: Example) -> None:
    assert example.question.endswith(("?", "."))
    page = await pages.get("/query", params={"query": example.query, "run": "1"})
    assert page.status_code == 200
    answer = answered(page)
    assert "errors" not in answer
    assert all(answer["data"].values())


async def test_the_page_opens_with_an_example_that_was_not_asked(pages: httpx.AsyncClient) -> None:
    page = await pages.get("/query")
    assert typed(page)[0] == examples()[0].query
    assert "<pre" not in page.text


async def test_the_query_behind_a_page_can_be_asked_there(pages: httpx.AsyncClient) -> None:
    page = await pages.get(f"/place/{SCOPE}/changes?layer=formal&from=2026-01-01")
    (link,) = re.findall(r'href="(/query\?[^"]+)"', page.text)
    filled = await pages.get(html.unescape(link))
    query, variables = typed(filled)
    assert query.startswith("# ")
    assert json.loads(variables)["layer"] == "FORMAL"
    asked = await pages.get("/query", params={"query": query, "variables": variables, "run": "1"})
    assert answered(asked)["data"]["nodes"][0]["name"] == "Diocese of Aldermere"
    assert urlsplit(link).query.isascii()


@pytest.mark.parametrize(
    ("query", "variables", "says"),
    [
        ("{ dataVersion }", "{", "The variables are not JSON"),
        ("{ dataVersion }", "[]", "`variables` must be a JSON object"),
        ("{ dataVersion }" + " " * LONGEST, "", "may hold 16,000 characters here"),
    ],
)
async def test_what_cannot_be_asked_is_said_beside_what_was_typed(
    pages: httpx.AsyncClient, query: str, variables: str, says: str
) -> None:
    page = await pages.get("/query", params={"query": query, "variables": variables, "run": "1"})
    assert page.status_code == 400
    assert says in page.text
    assert typed(page) == (query, variables)


async def test_a_query_that_is_wrong_is_answered_with_its_errors(pages: httpx.AsyncClient) -> None:
    page = await pages.get("/query", params={"query": "{ colour }", "run": "1"})
    assert page.status_code == 400
    (error,) = answered(page)["errors"]
    assert "colour" in error["message"]


async def test_a_link_changes_nothing(pages: httpx.AsyncClient) -> None:
    page = await pages.get("/query", params={"query": MUTATION, "run": "1"})
    assert page.status_code == 400
    (error,) = answered(page)["errors"]
    assert error["message"] == "Only queries are run here: send a mutation to /graphql."
    # The same is let in by the API's own door, and refused there for what it asks.
    sent = await pages.post("/graphql", json={"query": MUTATION})
    assert "Only queries" not in sent.text


async def test_an_example_that_is_not_there_names_those_that_are(pages: httpx.AsyncClient) -> None:
    page = await pages.get("/query", params={"example": "none"})
    assert page.status_code == 404
    assert "there are board, search" in page.text
