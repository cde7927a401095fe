"""Goals and agreed actions, on the sample's diocese."""

import httpx
import pytest

from partnermap.sample import SCOPE
from tests.explorer.reading import id_of, text_of


async def test_a_place_sees_where_its_goals_stand(pages: httpx.AsyncClient) -> None:
    said = text_of(await pages.get(f"/goals?scope={SCOPE}&as-of=2026-03-01"))
    assert "4 goals here:" in said
    assert "Every pupil in school, every day On track · due 31 July 2027" in said
    assert (
        "Attendance at 94% 31 July 2025 Reached Sessions attended 92.1% 94.1% at least 94%" in said
    )
    assert "11 weeks 8 weeks at most 4 weeks" in said
    assert "No partnership is recorded to pursue it." in said
    assert "18 July 2025: 94.1%" in said


async def test_a_goal_is_found_by_its_id(pages: httpx.AsyncClient) -> None:
    goal = await id_of(pages, "goals", "Every leaver known")
    said = text_of(await pages.get(f"/goals?id={goal}"))
    assert "1 goal: 1 not known." in said
    assert "Fen Edge Transition Cluster" in said
    assert "A warm meal" not in said


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/goals?id=goal:nobody", 200, "No goal of that id is there, or you may not see it."),
        ("/goals?scope=la:000", 200, "No goal is recorded here."),
        ("/goals?scope=nowhere", 400, "is not a scope"),
        ("/goals?as-of=soon", 400, "is not a day"),
        ("/goals?after=nowhere", 400, "is no cursor of this list"),
    ],
)
async def test_nothing_to_show_is_a_page_with_a_next_step(
    pages: httpx.AsyncClient, address: str, status: int, says: str
) -> None:
    shown = await pages.get(address)
    assert shown.status_code == status
    assert says in text_of(shown)
