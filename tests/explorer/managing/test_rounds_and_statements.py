"""Rounds opened and statements taken back, in a browser without script."""

from typing import Any
from urllib.parse import quote

import httpx

from partnermap.api.execution import Api
from partnermap.scope import LOCAL
from partnermap.store.bolt import Store
from tests.api.changes import DIOCESE, EDITOR, OTHER_DIOCESE, A, B, change, partnership
from tests.explorer.browser import filled, form_of, send, sign_in
from tests.explorer.managing.filling import sent, text_of


async def test_a_round_is_opened_by_the_name_of_a_place(
    browser: httpx.AsyncClient, api: Api, store: Store
) -> None:
    answer, fields = await sent(
        browser, "/manage/round", scope="Diocese of Zed", name="Spring in Zed",
        opened="2026-03-01", closes="2026-04-30",
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    page = await browser.get(answer.headers["location"])
    for words in ("The round is open.", "Spring in Zed", "School 1", "School 2", "2026-04-30"):
        assert words in page.text
    assert "School 3" not in page.text
    version = await store.data_version()
    again = await send(browser, "/manage/round", fields)
    assert again.headers["location"] == answer.headers["location"]
    assert await store.data_version() == version


async def test_a_round_asks_several_and_those_who_an_address_names(
    browser: httpx.AsyncClient,
) -> None:
    page = await browser.get(f"/manage/round?scope={A}")
    assert dict(form_of(page, "/manage/round"))["scope"] == A
    answer, _ = await sent(
        browser, f"/manage/round?scope={A}", name="Two of Zed", others__0__place="School 2"
    )
    assert answer.status_code == 303, answer.text
    page = await browser.get(answer.headers["location"])
    assert "2 were asked" in page.text


async def test_what_is_wrong_with_a_round_is_told_beside_its_field(
    browser: httpx.AsyncClient, store: Store
) -> None:
    before = await store.data_version()
    for typed, anchor in (
        ({"scope": "", "name": "Whom?"}, "scope"),
        ({"scope": DIOCESE, "name": ""}, "name"),
        ({"scope": OTHER_DIOCESE, "name": "Theirs"}, "scope"),
        ({"scope": DIOCESE, "name": "Soon", "opened": "soon"}, "opened"),
        ({"scope": DIOCESE, "name": "Backwards", "opened": "2026-05-01", "closes": "2026-04-01"},
         "closes"),
    ):  # fmt: skip
        answer, _ = await sent(browser, "/manage/round", **typed)
        assert (answer.status_code, f'<a href="#{anchor}">' in answer.text) == (400, True), typed
        assert dict(form_of(answer, "/manage/round"))["name"] == typed["name"]
    assert await store.data_version() == before


async def test_an_absence_reported_by_mistake_is_taken_back_for_a_reason(
    browser: httpx.AsyncClient, api: Api
) -> None:
    absent, _ = await sent(browser, "/manage/absence", by=A, other=B)
    assert absent.status_code == 303
    home = f"/manage/organisation/{A}"
    page = await browser.get(home)
    assert "It does not work with School 2" in page.text
    fact = f"edits:{A}/absent/{B}"
    assert f'href="{home}/retract?fact={quote(fact, safe="/")}"' in page.text
    answer, fields = await sent(
        browser, f"{home}/retract?fact={fact}", reason="The head teachers met again."
    )
    assert dict(fields)["fact"] == fact
    assert answer.headers["location"] == f"{home}?done=retract"
    page = await browser.get(answer.headers["location"])
    assert "The statement is taken back." in page.text
    assert "does not work with School 2" not in page.text
    again = await send(browser, f"{home}/retract", fields)
    assert again.status_code in (303, 400)
    text = "{ auditLog(first: 20) { nodes { subject detail } } }"
    log = await api.execute(text, {}, access=LOCAL)
    assert log.data and "The head teachers met again." in str(log.data)


async def test_a_membership_is_taken_back_by_whoever_recorded_it(
    site: httpx.AsyncClient, secrets: dict[str, str], api: Api
) -> None:
    mine = (await change(api, "recordPartnership", EDITOR, input=partnership("By ed", A, B)))[
        "record"
    ]
    home = f"/manage/partnership/{mine['id']}"
    await sign_in(site, secrets["editor"])
    assert "Take it back" not in (await site.get(home)).text
    await sign_in(site, secrets["administrator"])
    page = await site.get(home)
    assert "School 2 is in it: member" in page.text
    (fact,) = mine["members"]["edges"][1]["saidBy"]
    answer, _ = await sent(site, f"{home}/retract", fact=fact)
    assert answer.status_code == 303, answer.text
    page = await site.get(answer.headers["location"])
    assert f"/organisation/{A}" in page.text and f"/organisation/{B}" not in page.text


async def test_a_statement_of_somebody_else_is_not_taken_back(
    browser: httpx.AsyncClient, api: Api, store: Store
) -> None:
    said: dict[str, Any] = {"by": B, "with": A}
    assert (await change(api, "reportAbsent", **said))["errors"] == []
    path = f"/manage/organisation/{B}/retract"
    before = await store.data_version()
    answer, _ = await sent(browser, path, fact=f"edits:{B}/absent/{A}")
    assert (answer.status_code, '<a href="#fact-0">' in answer.text) == (400, True)
    assert "There is no statement of yours" in text_of(answer)
    page = await browser.get(path)
    unknown = await send(browser, path, filled(form_of(page, path), fact="edits:nobody/nothing"))
    assert unknown.status_code == 400
    assert await store.data_version() == before


async def test_that_a_partnership_pursues_a_goal_is_taken_back(
    site: httpx.AsyncClient, secrets: dict[str, str], api: Api
) -> None:
    goal = (await change(api, "setGoal", input={"name": "To be left alone", "owner": A}))["record"]
    made = (await change(api, "recordPartnership", input=partnership("Wrong one", A, B)))["record"]
    tied = await change(api, "pursueGoal", goal=goal["id"], partnership=made["id"])
    (fact,) = tied["record"]["partnerships"]["edges"][0]["saidBy"]
    await sign_in(site, secrets["administrator"])
    home = f"/manage/goal/{goal['id']}"
    assert "Wrong one pursues it" in (await site.get(home)).text
    answer, _ = await sent(site, f"{home}/retract", fact=fact)
    assert answer.headers["location"] == f"{home}?done=retract"
    assert "Wrong one" not in (await site.get(home)).text


async def test_a_finding_is_kept_to_be_cited(browser: httpx.AsyncClient, api: Api) -> None:
    text = f'{{ analysis(scope: ["{DIOCESE}"]) {{ findings {{ id }} }} }}'
    answer = await api.execute(text, {}, access=EDITOR)
    assert answer.data
    finding = answer.data["analysis"]["findings"][0]["id"]
    page = await browser.get(f"/finding/{quote(finding)}")
    assert f'href="/manage/cite/{quote(finding)}"' in page.text
    kept, _ = await sent(browser, f"/manage/cite/{finding}")
    assert kept.status_code == 303, kept.text
    assert kept.headers["location"].startswith(f"/finding/{finding}@")
    assert "Since it was cited" in (await browser.get(kept.headers["location"])).text
