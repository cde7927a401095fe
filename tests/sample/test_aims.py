"""What the sample's goals are meant to show, read from a store."""

import pytest

from partnermap.analysis import analyse
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.imports.run import run_import
from partnermap.sample import PUBLISHED, SCOPE, files
from partnermap.scope import LOCAL, Scope
from partnermap.store.bolt import Store
from partnermap.store.reads import read_network
from partnermap.vocabulary import Layer


@pytest.fixture(scope="module")
async def sample(shared_store: Store) -> Store:
    for edition in files():
        report = await run_import(
            shared_store, edition.source, edition.path, published=edition.published
        )
        assert (report.rejected, report.pending) == (0, 0)
    return shared_store


async def test_the_goals_stand_where_the_story_has_them(sample: Store) -> None:
    text = f"""{{ goals(scope: ["{SCOPE}"], asOf: "{PUBLISHED}") {{ nodes {{
      name status partnerships {{ nodes {{ name }} }} milestones {{ status }} }} }} }}"""
    answer = await Api(build_schema(), sample).execute(text, access=LOCAL)
    assert answer.data is not None, answer.errors
    told = {
        goal["name"]: (
            goal["status"],
            [milestone["status"] for milestone in goal["milestones"]],
            [partnership["name"] for partnership in goal["partnerships"]["nodes"]],
        )
        for goal in answer.data["goals"]["nodes"]
    }
    assert told == {
        "A warm meal on every day of the holidays": ("UNKNOWN", [], []),
        "Every leaver known to the next school":
            ("UNKNOWN", ["UNKNOWN"], ["Fen Edge Transition Cluster"]),
        "Every pupil in school, every day": ("ON_TRACK", ["MET", "ON_TRACK"], ["Coastal Futures"]),
        "Nobody waits for someone to talk to": ("AT_RISK", ["AT_RISK"], ["Befrienders in School"]),
    }  # fmt: skip


async def test_what_lacks_a_goal_or_a_partnership_is_found(sample: Store) -> None:
    network = await read_network(sample, Scope.parse(SCOPE), Layer.WORKING, PUBLISHED, LOCAL)
    found = {finding.kind: finding.sentence for finding in analyse(network).findings}
    assert found["GOALS_NOT_PURSUED"] == (
        "No partnership is recorded to pursue the goal “A warm meal on every day of the holidays”."
    )
    assert found["WITHOUT_A_GOAL"].endswith("are recorded to pursue no goal.")
    assert "Coastal Futures" not in found["WITHOUT_A_GOAL"]
