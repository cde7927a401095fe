"""Analyses too large to wait for: run once in a process apart, kept, read again, cancelled."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from partnermap import runs, sample
from partnermap.analysis import Analysis, analyse
from partnermap.analysis.kept import MEASURES
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.errors import BadInputError, RefusedError
from partnermap.imports.run import run_import
from partnermap.question import Question
from partnermap.runs.apart import Runner
from partnermap.runs.work import carry_out
from partnermap.scope import LOCAL, PUBLIC, Access, Scope
from partnermap.store import runs as ledger
from partnermap.store.bolt import Store
from partnermap.store.holders import holding
from partnermap.store.reads import read_network
from partnermap.vocabulary import Layer, RunState, Station
from tests.engines import Server

ALL = Scope(everywhere=True)
ANALYSIS = """{ analysis(scope: ["all"]) { dataVersion organisations density isolates components
  cutPoints { id stranding { organisations pupils } } bridges { ends }
  findings { id sentence consequence measure { value parameters } } } }"""
RUN = "state done total step dataVersion scope by"
BEGIN = f"""mutation ($layer: Layer!) {{ runAnalysis(scope: ["all"], layer: $layer) {{
  errors {{ code message }} run {{ id {RUN} }} }} }}"""
RUNS = f"{{ analysisRuns {{ id {RUN} }} }}"
CANCEL = f"""mutation ($id: ID!) {{ cancelAnalysis(id: $id) {{
  errors {{ code }} run {{ id {RUN} }} }} }}"""


@pytest.fixture(scope="module")
async def loaded(shared_store: Store) -> Store:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    return shared_store


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample counts as a country."""
    monkeypatch.setattr(runs, "MOST_LIVE", 20)


@pytest.fixture
async def api(loaded: Store, server: Server, small: None) -> AsyncIterator[Api]:
    runner = Runner(server.settings)
    yield Api(build_schema(), loaded, runner)
    await runner.close()


def question(seed: int = 0, access: Access = LOCAL) -> Question:
    return Question(ALL, Layer.WORKING, None, access, seed)


async def ask(api: Api, text: str, access: Access = LOCAL, **variables: Any) -> Any:
    answer = await api.execute(text, variables, access=access)
    assert not answer.errors, answer.errors
    (found,) = (answer.data or {}).values()
    return found


def told(found: Analysis) -> list[object]:
    measures = [getattr(found, measure) for measure in MEASURES if measure != "findings"]
    return [*measures, found.findings_with(found.sureness)]


async def test_what_is_kept_is_what_was_worked_out(loaded: Store, small: None) -> None:
    steps: list[tuple[int, str]] = []
    made = await carry_out(loaded, question(), lambda done, _, step: steps.append((done, step)))
    assert made
    assert [step for _, step in steps] == ["network", *MEASURES]
    version = await loaded.data_version()
    kept = await runs.read_kept(loaded, question(), version)
    assert kept
    assert told(kept) == told(made)
    assert told(made) == told(analyse(await read_network(loaded, ALL, Layer.COMBINED, None, LOCAL)))
    with pytest.raises(BadInputError, match="smaller places"):
        _ = kept.departures
    assert await carry_out(loaded, question(), lambda *_: None) is None
    assert await runs.read_kept(loaded, question(1), version) is None
    assert await runs.read_kept(loaded, question(access=PUBLIC), version) is None
    assert await runs.read_kept(loaded, question(), version + 1) is None


async def test_a_country_is_answered_from_its_run_and_refused_before(api: Api) -> None:
    text = ANALYSIS.replace('"all"]', '"all"], layer: FORMAL')
    before = await api.execute(text, {}, access=LOCAL)
    assert [error["extensions"]["code"] for error in before.errors] == ["NEEDS_RUN"]
    assert "runAnalysis" in before.errors[0]["message"]
    begun = await ask(api, BEGIN, layer="FORMAL")
    assert begun["errors"] == []
    ended = await over(api, begun["run"]["id"])
    assert (ended["state"], ended["done"]) == ("COMPLETE", ended["total"])
    found = await ask(api, text)
    network = await read_network(api.store, ALL, Layer.COMBINED, None, LOCAL)
    live = analyse(network, Layer.FORMAL)
    assert found["organisations"] == live.cohesion.organisations
    assert [f["id"] for f in found["findings"]] == [f.id for f in live.findings]
    assert [c["id"] for c in found["cutPoints"]] == [c.id for c in live.bottlenecks.cut_points]
    # Who may see less is not answered from it.
    theirs = await api.execute(text, {}, access=PUBLIC)
    assert [error["extensions"]["code"] for error in theirs.errors] == ["NEEDS_RUN"]


async def over(api: Api, id_: str) -> Any:
    """The run once it is at work no more."""
    async with asyncio.timeout(120):
        while (run := await state(api, id_))["state"] == "RUNNING":  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.2)
    return run


async def state(api: Api, id_: str) -> Any:
    (run,) = (run for run in await ask(api, RUNS) if run["id"] == id_)
    return run


async def test_a_run_that_is_cancelled_stops_and_can_be_begun_again(api: Api) -> None:
    asked = question(seed=7)
    version = await api.store.data_version()
    with holding() as holder:
        id_ = await ledger.begin(api.store, asked, version, ["a", "b", "c"], holder)
        assert id_
        with pytest.raises(RefusedError, match="already"):
            await carry_out(api.store, asked)
        await ledger.note(api.store, id_, holder, 1, "cohesion")
        assert (await state(api, id_))["step"] == "cohesion"
        cancelled = await ask(api, CANCEL, id=id_)
        assert (cancelled["errors"], cancelled["run"]["state"]) == ([], "CANCELLED")
        with pytest.raises(RefusedError, match="cancelled"):
            await ledger.note(api.store, id_, holder, 2, "bottlenecks")
    assert await runs.read_kept(api.store, asked, version) is None
    assert await carry_out(api.store, asked)
    assert (await state(api, id_))["state"] == "COMPLETE"
    assert (await ask(api, CANCEL, id=id_))["run"]["state"] == "COMPLETE"
    assert (await ask(api, CANCEL, id="run:none"))["errors"] == [{"code": "NOT_FOUND"}]


async def test_a_run_whose_process_died_has_stopped_and_is_taken_over(api: Api) -> None:
    asked = question(seed=8)
    with holding() as holder:
        id_ = await ledger.begin(
            api.store, asked, await api.store.data_version(), ["a", "b", "c"], holder
        )
    assert id_
    assert (await state(api, id_))["state"] == "STOPPED"
    assert await carry_out(api.store, asked)


async def test_runs_are_told_to_those_who_may_see_what_they_used(api: Api) -> None:
    await carry_out(api.store, question(seed=9))
    reader = Access(within=Scope.parse("la:991"), station=Station.READER, subject="reader")
    assert await ask(api, RUNS, reader) == []
    assert await ask(api, RUNS)
    refused = await api.execute(BEGIN, {"layer": "WORKING"}, access=reader)
    assert refused.errors[0]["extensions"]["code"] == "REFUSED"


async def test_the_newest_run_of_a_question_alone_keeps_what_came_of_it(loaded: Store) -> None:
    asked = question(seed=10)
    version = await loaded.data_version()
    for number in (version, version + 1):
        with holding() as holder:
            id_ = await ledger.begin(loaded, asked, number, ["cohesion"], holder) or ""
            await ledger.keep(loaded, id_, "cohesion", "x" * 1_000_000)
            await ledger.end(loaded, id_, RunState.COMPLETE)
    assert await ledger.read_parts(loaded, asked.run(version)) == {}
    assert await ledger.read_parts(loaded, id_) == {"cohesion": "x" * 1_000_000}
