"""Reading pages as a visitor does: what they say, and what is known under a name."""

import html
import re

import httpx


async def id_of(pages: httpx.AsyncClient, kind: str, name: str) -> str:
    """The id of the only thing of a kind whose name holds a text."""
    query = f'{{ {kind}(where: {{name: {{contains: "{name}"}}}}) {{ nodes {{ id }} }} }}'
    answer = await pages.post("/graphql", json={"query": query})
    (node,) = answer.json()["data"][kind]["nodes"]
    return str(node["id"])


def text_of(shown: httpx.Response) -> str:
    """What a page says: its tags left out and its spaces made single."""
    inner = shown.text.partition("<header")[2].partition("<footer")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inner)).split())
