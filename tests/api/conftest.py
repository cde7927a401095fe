"""One set of data, the two that answer for it, and a count of the statements that go out."""

import json
from dataclasses import dataclass
from typing import Any

import neo4j
import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.scope import Access
from partnermap.store.bolt import Store
from partnermap.store.statements import statement
from tests.api.data import fill
from tests.api.documents import Documents
from tests.api.reference import Reference
from tests.api.snapshot import Snapshot
from tests.api.words import gather


class DisagreementError(Exception):
    """The API and the reference answer a document differently."""


@dataclass(frozen=True)
class World:
    """One set of data, the API and the reference over it, and documents to ask them."""

    store: Store
    api: Api
    reference: Reference
    documents: Documents

    async def agreed(
        self, text: str, variables: dict[str, Any], access: Access, api: Api | None = None
    ) -> dict[str, Any] | None:
        """The data that both answer with; DisagreementError where they differ."""
        got = await (api or self.api).execute(text, variables, access=access)
        want = self.reference.answer(text, variables, access)
        codes = {error.get("extensions", {}).get("code") for error in got.errors}
        # As text, since the order of keys counts.
        answer, expected = json.dumps(got.data), json.dumps(want.data)
        if not got.ran or answer != expected or codes != want.codes:
            raise DisagreementError(
                f"{access}\n{text}\n{json.dumps(variables, ensure_ascii=False)}\n"
                f"got  {got.errors} {answer}\nwant {set(want.codes)} {expected}"
            )
        return got.data


@pytest.fixture(scope="module")
async def world(shared_store: Store) -> World:
    await fill(shared_store)
    snapshot = await Snapshot.read(shared_store)
    api = Api(build_schema(), shared_store)
    documents = Documents(api.schema, await gather(snapshot, api))
    return World(shared_store, api, Reference(snapshot), documents)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that go out to the engine, as they go."""
    texts: list[str] = []
    run = neo4j.AsyncSession.run

    async def noted(self: neo4j.AsyncSession, query: Any, *args: Any, **more: Any) -> Any:
        # Mergers are read beside what is asked for, every two seconds.
        if query != statement("redirects"):
            texts.append(query)
        return await run(self, query, *args, **more)

    monkeypatch.setattr(neo4j.AsyncSession, "run", noted)
    return texts
