"""Signing in and out, in a browser: by a key, with an account, and only from our own pages."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from http.cookies import Morsel, SimpleCookie
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pydantic import SecretStr

from partnermap.errors import BadInputError
from partnermap.explorer import drafts
from partnermap.explorer.accounts import Accounts
from partnermap.explorer.drafts import Draft, Drafts
from partnermap.explorer.signing_in import own_path
from partnermap.scope import Scope
from partnermap.settings import Settings
from partnermap.store import keys
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store
from partnermap.vocabulary import Station
from tests.api.issuer import AUDIENCE
from tests.explorer.browser import browsing, filled, form_of, send, sign_in
from tests.explorer.provider import SECRET, Provider, running

TOMORROW = datetime.now(UTC).date() + timedelta(days=1)


@pytest.fixture(scope="module")
async def store(own: Settings) -> AsyncIterator[Store]:
    async with open_store(own) as opened:
        yield opened


@pytest.fixture(scope="module")
async def key(store: Store) -> str:
    wanted = keys.Wanted("the office", Station.EDITOR, Scope.parse("diocese:ZZ01"), TOMORROW)
    _, secret = await keys.issue(store, wanted, "local")
    assert secret
    return secret


@pytest.fixture
async def browser(own: Settings, key: str) -> AsyncIterator[httpx.AsyncClient]:
    async with browsing(own) as ready:
        yield ready


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running() as started:
        yield started


@pytest.fixture
async def with_accounts(
    own: Settings, key: str, provider: Provider
) -> AsyncIterator[httpx.AsyncClient]:
    given = {
        "oidc_issuer": provider.issuer.address, "oidc_audience": AUDIENCE,
        "oidc_client_id": AUDIENCE, "oidc_client_secret": SecretStr(SECRET),
        "address": "https://map.test",
    }  # fmt: skip
    # Behind a proxy that ends the encryption, the program itself is reached without.
    async with browsing(own.model_copy(update=given)) as ready:
        yield ready


def cookie(answer: httpx.Response, name: str = "partnermap") -> "Morsel[str]":
    """A cookie that an answer sets."""
    for header in answer.headers.get_list("set-cookie"):
        if name in (found := SimpleCookie(header)):
            return found[name]
    raise AssertionError(f"{name} is not set")


async def test_whoever_is_not_signed_in_is_led_there_and_back(
    browser: httpx.AsyncClient, key: str
) -> None:
    asked = await browser.get("/search?q=Ash")
    assert (asked.status_code, asked.headers["location"]) == (
        303,
        "/sign-in?next=%2Fsearch%3Fq%3DAsh",
    )
    page = await browser.get(asked.headers["location"])
    assert "account" not in page.text.partition("<main")[2].partition("</main")[0]
    done = await send(browser, "/sign-in", filled(form_of(page, "/sign-in"), key=f" {key}\n"))
    assert (done.status_code, done.headers["location"]) == (303, "/search?q=Ash")
    shown = await browser.get(done.headers["location"])
    assert shown.status_code == 200
    assert "Editor: key:" in shown.text
    assert key not in shown.text


async def test_the_key_is_kept_where_neither_scripts_nor_other_sites_have_it(
    browser: httpx.AsyncClient, own: Settings, key: str
) -> None:
    kept = cookie(await sign_in(browser, key))
    assert kept.value == key
    assert (kept["httponly"], kept["secure"], kept["samesite"]) == (True, True, "lax")
    assert (kept["path"], kept["max-age"], kept["domain"]) == ("/", "", "")
    mark = cookie(await (await _fresh(browser)).get("/sign-in"), "partnermap-form")
    assert (mark["httponly"], mark["secure"], mark["samesite"]) == (True, True, "lax")
    async with browsing(own, "http://localhost") as plain:
        page = await plain.get("/sign-in")
        fields = filled(form_of(page, "/sign-in"), key=key)
        assert not cookie(await send(plain, "/sign-in", fields, "http://localhost"))["secure"]
        # A proxy ended the encryption; the browser knows better.
        proxied = {"Host": "map.test"}
        plain.cookies.clear()
        answer = await plain.post(
            "/sign-in",
            data={"key": key},
            headers=proxied | {"Origin": "https://map.test"},
        )
        assert cookie(answer)["secure"]


async def _fresh(browser: httpx.AsyncClient) -> httpx.AsyncClient:
    browser.cookies.clear()
    return browser


@pytest.mark.parametrize("wrong", ["", "pmk_no", "x" * 5000, "schlüssel", "a\tb", "Bearer x"])
async def test_a_key_that_opens_nothing_is_told_beside_its_field(
    browser: httpx.AsyncClient, wrong: str
) -> None:
    answer = await sign_in(browser, wrong)
    assert answer.status_code == 400
    assert "partnermap" not in browser.cookies
    assert 'href="#key"' in answer.text
    assert 'aria-describedby="key-hint key-fault"' in answer.text
    assert "x" * 50 not in answer.text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.test/", "//evil.test", "/\\evil.test", "\\/evil.test", "http:/evil.test",
        "javascript:alert(1)", "", "/a\nb", "/\t/evil.test", "///evil.test", "/sign-out",
        "/sign-in?next=/", "evil", "/" + "a" * 3000,
    ],
)  # fmt: skip
async def test_the_way_on_never_leads_elsewhere(
    browser: httpx.AsyncClient, key: str, elsewhere: str
) -> None:
    assert own_path(elsewhere) == "/"
    answer = await sign_in(browser, key, elsewhere)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize("path", ["/", "/place/diocese:ZZ01?layer=formal&as-of=2026-03-01"])
def test_the_way_on_leads_to_any_page_of_ours(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": "https://map.test.evil.test"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://map.test", "Sec-Fetch-Site": "cross-site"},
        {},
    ],
    ids=str,
)
async def test_what_another_site_sends_is_refused_with_a_page(
    browser: httpx.AsyncClient, key: str, path: str, headers: dict[str, str]
) -> None:
    await sign_in(browser, key)
    answer = await browser.post(path, data={"key": key}, headers=headers)
    assert answer.status_code == 403
    assert "<h1" in answer.text
    assert "set-cookie" not in answer.headers
    assert (await browser.get("/")).status_code == 200


async def test_the_mark_alone_will_do_where_the_browser_says_nothing(
    browser: httpx.AsyncClient, key: str
) -> None:
    page = await browser.get("/sign-in")
    fields = filled(form_of(page, "/sign-in"), key=key)
    assert (await send(browser, "/sign-in", fields, None)).status_code == 303
    browser.cookies.delete("partnermap-form")
    assert (await send(browser, "/sign-in", fields, None)).status_code == 403


async def test_whoever_signs_out_is_out(browser: httpx.AsyncClient, key: str) -> None:
    await sign_in(browser, key)
    page = await browser.get("/")
    out = await send(browser, "/sign-out", form_of(page, "/sign-out"))
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in")
    assert "partnermap" not in browser.cookies
    assert (await browser.get("/")).status_code == 303
    assert (await browser.get("/sign-out")).status_code == 405


async def test_a_key_withdrawn_leads_to_signing_in_anew(
    browser: httpx.AsyncClient, store: Store
) -> None:
    wanted = keys.Wanted("short", Station.READER, Scope.parse("all"), TOMORROW)
    issued, secret = await keys.issue(store, wanted, "local")
    assert secret
    await keys.revoke(store, issued.id, "local")
    browser.cookies.set("partnermap", secret)
    led = await browser.get("/")
    assert led.status_code == 303
    page = await browser.get(led.headers["location"])
    assert (page.status_code, "has ended" in page.text) == (200, True)


async def test_an_account_signs_in_by_a_code(
    with_accounts: httpx.AsyncClient, provider: Provider
) -> None:
    provider.claims = {"partnermap_scope": "all", "partnermap_station": "editor"}
    page = await with_accounts.get("/sign-in?next=/search%3Fq%3DAsh")
    assert "/sign-in/account?next=%2Fsearch%3Fq%3DAsh" in page.text
    away = await with_accounts.get("/sign-in/account?next=/search%3Fq%3DAsh")
    journey = cookie(away, "partnermap-account")
    assert (journey["httponly"], journey["secure"], journey["samesite"]) == (True, True, "lax")
    asked = parse_qs(urlsplit(away.headers["location"]).query)
    assert min(map(len, (asked["state"][0], asked["nonce"][0], asked["code_challenge"][0]))) > 30
    async with httpx.AsyncClient() as elsewhere:
        back = await elsewhere.get(away.headers["location"])
    done = await with_accounts.get(back.headers["location"])
    assert (done.status_code, done.headers["location"]) == (303, "/search?q=Ash")
    assert cookie(done)["httponly"] and cookie(done)["secure"]
    assert "partnermap-account" not in with_accounts.cookies
    shown = await with_accounts.get("/search?q=Ash")
    assert "Editor: oidc:ada" in shown.text
    again = await with_accounts.get(back.headers["location"])
    assert again.status_code == 403


async def _back(browser: httpx.AsyncClient) -> str:
    """Where the provider sends a browser that went there."""
    away = await browser.get("/sign-in/account")
    async with httpx.AsyncClient() as elsewhere:
        location: str = (await elsewhere.get(away.headers["location"])).headers["location"]
    return location


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"nonce": "another"}, "does not hold"),
        ({"nonce": None}, "does not hold"),
        ({"aud": "another"}, "does not hold"),
        ({"iss": "https://issuer.test"}, "does not hold"),
        ({"exp": 1}, "does not hold"),
        ({"partnermap_station": None}, "opens nothing here"),
        ({"padding": "x" * 4000}, "opens nothing here"),
    ],
    ids=str,
)
async def test_a_token_that_is_not_of_this_journey_is_refused(
    with_accounts: httpx.AsyncClient, provider: Provider, claims: dict[str, object], says: str
) -> None:
    provider.claims = claims
    answer = await with_accounts.get(await _back(with_accounts))
    assert (answer.status_code, says in answer.text) == (403, True)
    assert "partnermap" not in with_accounts.cookies


async def test_an_answer_that_nobody_waits_for_is_refused(
    with_accounts: httpx.AsyncClient, provider: Provider
) -> None:
    location = await _back(with_accounts)
    forged = location.replace("state=", "state=x")
    assert "not begun in this browser" in (await with_accounts.get(forged)).text
    # The journey that was begun is over with the first answer, whatever that was.
    assert (await with_accounts.get(location)).status_code == 403
    mixed = f"{await _back(with_accounts)}&iss=https%3A%2F%2Fanother.test"
    assert "another issuer" in (await with_accounts.get(mixed)).text.replace("&#39;", "'")
    provider.lets_in = False
    assert "did not let you in" in (await with_accounts.get(await _back(with_accounts))).text
    wrong = f"{(await _back(with_accounts)).partition('?')[0]}?code=a&state=b"
    assert (await with_accounts.get(wrong)).status_code == 403


async def test_a_provider_that_is_away_is_told_as_a_page(
    with_accounts: httpx.AsyncClient, provider: Provider
) -> None:
    provider.issuer.answers = False
    answer = await with_accounts.get("/sign-in/account")
    assert (answer.status_code, "use a key" in answer.text) == (503, True)


async def test_without_a_provider_there_is_no_such_page(browser: httpx.AsyncClient) -> None:
    for path in ("/sign-in/account", "/sign-in/back"):
        assert (await browser.get(path)).status_code == 404


def test_a_client_without_an_issuer_is_refused() -> None:
    with pytest.raises(BadInputError, match="PARTNERMAP_OIDC_ISSUER"):
        Accounts.of(Settings(oidc_client_id="x"))


def test_a_draft_is_found_by_its_ticket_at_its_address() -> None:
    kept = Drafts()
    ticket = kept.keep(Draft("/a?b=c", [("x", "1"), ("x", "ü"), ("y", "")]))
    assert kept.find(ticket, "/a?b=c") == Draft("/a?b=c", [("x", "1"), ("x", "ü"), ("y", "")])
    other = kept.keep(Draft("/a", []))
    assert kept.find(ticket, "/a") is None
    assert kept.find(f"{ticket}x", "/a?b=c") is None
    assert kept.find("ü", "/a") is None
    kept.drop(ticket)
    assert kept.find(ticket, "/a?b=c") is None
    assert kept.find(other, "/a") is not None


def test_old_drafts_make_room_and_none_outlives_its_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Drafts()
    big = [("x", "y" * 1_000_000)]
    tickets = [kept.keep(Draft("/a", big)) for _ in range(20)]
    there = [kept.find(ticket, "/a") is not None for ticket in tickets]
    assert there == sorted(there)
    assert 5 < sum(there) < 20
    monkeypatch.setattr(drafts, "KEPT", -1)
    assert kept.find(tickets[-1], "/a") is None
