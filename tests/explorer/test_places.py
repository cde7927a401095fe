"""The pages about a place: each answers its question, and says what to do where it cannot."""

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from partnermap import runs
from partnermap.analysis.findings.kinds import FindingKind
from partnermap.explorer.places import TABS
from partnermap.explorer.places.calls import CALLS
from partnermap.explorer.places.changes import KINDS
from partnermap.explorer.places.parts import MOST, part
from partnermap.explorer.rendering import linked
from partnermap.sample import SCOPE
from partnermap.vocabulary import EventKind

HERE = f"/place/{SCOPE}"
BUDGET = 300_000
"""So many bytes a page is long at most, uncompressed."""
PAGES = [
    HERE,
    f"{HERE}?for=safer",
    f"{HERE}/picture",
    f"{HERE}/picture?layer=combined&by=trust",
    f"{HERE}/picture?layer=formal&by=la&places=map",
    f"{HERE}/picture?as-of=2022-03-01",
    f"{HERE}/weak-points",
    f"{HERE}/weak-points?sort=partnerships",
    f"{HERE}/weak-points?mend=1&km=20",
    f"{HERE}/introductions",
    f"{HERE}/introductions?sense=close&km=10&by=resilience&trust=other",
    f"{HERE}/changes?from=2018-01-01",
    f"{HERE}/changes?from=2018-01-01&to=2024-01-01&kind=began",
    f"{HERE}/not-known",
    f"{HERE}/not-known?reply=silent",
]


@pytest.mark.parametrize("address", PAGES)
async def test_each_page_keeps_to_its_budget_and_says_where_it_is(
    pages: httpx.AsyncClient, address: str
) -> None:
    shown = await pages.get(address)
    assert shown.status_code == 200
    assert len(shown.content) < BUDGET
    assert ">Diocese of Aldermere</h1>" in shown.text
    assert len(re.findall("<h1", shown.text)) == 1
    assert shown.text.count('aria-current="page"') == 1
    assert "The query behind this page" in shown.text


@pytest.mark.parametrize("address", PAGES)
async def test_each_page_is_harmless_and_labelled(pages: httpx.AsyncClient, address: str) -> None:
    shown = (await pages.get(address)).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script>", shown)
    ids = re.findall(r'\sid="([^"]+)"', shown)
    assert sorted(ids) == sorted({*ids})
    labelled = {*re.findall(r'<label for="([^"]+)"', shown)}
    controls = re.findall(r'<(?:input|select)[^>]*\sid="([^"]+)"', shown)
    assert labelled == {*controls}
    for table in re.findall(r"<table.*?</table>", shown, re.DOTALL):
        assert "<caption>" in table
        assert 'scope="col"' in table
        assert 'scope="row"' in table


@pytest.mark.parametrize("tab", [tab.path for tab in TABS])
async def test_what_can_be_chosen_on_a_page_leads_to_a_page(
    pages: httpx.AsyncClient, tab: str
) -> None:
    address = f"{HERE}/{tab}".rstrip("/") + "?from=2018-01-01"
    # One of each sort: what the address chooses, not which.
    sorts = {(urlsplit(link).path, *_chosen(link)): link for link in await _links(pages, address)}
    assert len(sorts) >= len(TABS)
    for link in sorts.values():
        answered = await pages.get(link)
        assert answered.status_code in (200, 303), link


def _chosen(address: str) -> list[str]:
    return sorted(parse_qs(urlsplit(address).query))


async def _links(pages: httpx.AsyncClient, address: str) -> list[str]:
    """The addresses about the place that a page leads to."""
    shown = (await pages.get(address)).text
    found = map(unescape, re.findall(r'href="(/place/[^"]+)"', shown))
    return [link for link in found if not urlsplit(link).path.endswith(("svg", "png"))]


async def test_a_board_is_told_five_things_by_what_they_call_for(
    pages: httpx.AsyncClient,
) -> None:
    shown = (await pages.get(HERE)).text
    assert shown.count('<article class="finding"') == 5
    told = re.findall("<h3>(.*?)</h3>", shown)
    assert told[:5] == [call.title for call in CALLS]
    assert "Department for Education" in shown
    assert "Spring 2026 round" in shown


@pytest.mark.parametrize("chosen", ["", "?layer=combined&as-of=2026-03-01"])
async def test_what_is_taken_home_is_of_what_was_chosen(
    pages: httpx.AsyncClient, chosen: str
) -> None:
    shown = (await pages.get(f"/place/{SCOPE},la:990{chosen}")).text
    files = [unescape(link) for link in re.findall(r'href="(/(?:report|export)/[^"]+)"', shown)]
    assert len(files) == 4
    for link in files:
        asked = parse_qs(urlsplit(link).query)
        assert asked["scope"] == [SCOPE, "la:990"]
        assert ("layer" in asked) == bool(chosen)
    taken = await pages.get(next(link for link in files if "graphml" in link))
    assert taken.status_code == 200


def test_every_kind_of_finding_calls_for_one_thing_and_every_change_has_a_name() -> None:
    kinds = [kind for call in CALLS for kind in call.kinds]
    assert sorted(kinds) == sorted(FindingKind)
    assert [*KINDS] == [*EventKind]


async def test_how_sure_the_findings_are_is_said_or_being_checked(
    pages: httpx.AsyncClient,
) -> None:
    shown = (await pages.get(HERE)).text
    (state, said) = re.findall(r'data-state="(\w+)">(.*?)</p>', shown, re.DOTALL)[0]
    assert state in ("CHECKING", "READY")
    assert said.strip()
    assert shown.count("data-sure=") == 5


async def test_the_picture_and_the_table_say_the_same(pages: httpx.AsyncClient) -> None:
    shown = (await pages.get(f"{HERE}/picture")).text
    svg = shown[shown.index("<svg") : shown.index("</svg>")]
    drawn = {*re.findall(r'href="(/organisation/[^"]+)"', svg)}
    listed: set[str] = set()
    address = f"{HERE}/picture"
    while address:
        table = (await pages.get(address)).text
        body = re.findall(r"<tbody>.*?</tbody>", table, re.DOTALL)
        assert table.count('<th scope="row">') <= 100
        listed.update(re.findall(r'href="(/organisation/[^"]+)"', "".join(body)))
        more = re.findall(r'rel="next" href="([^"]+)"', table)
        address = unescape(more[0]) if more else ""
    assert drawn == listed
    assert "/organisation/charity:9900001" in drawn


async def test_what_is_chosen_moves_nothing_in_the_picture(pages: httpx.AsyncClient) -> None:
    working = await _places(pages, f"{HERE}/picture.svg")
    formal = await _places(pages, f"{HERE}/picture.svg?layer=formal")
    assert len(working) > 50
    assert {*working} & {*formal}


async def _places(pages: httpx.AsyncClient, address: str) -> Mapping[str, str]:
    """By its title, where each shape of a picture file stands."""
    text = (await pages.get(address)).text
    return dict(re.findall(r'<g><title>(.*?)</title><path d="(.*?)"', text))


async def test_a_picture_is_taken_home_as_a_file(pages: httpx.AsyncClient) -> None:
    svg = await pages.get(f"{HERE}/picture.svg")
    assert svg.headers["content-type"] == "image/svg+xml"
    assert svg.headers["content-disposition"] == 'attachment; filename="diocese-ZZ01.svg"'
    assert "data version" in svg.text
    png = await pages.get(f"{HERE}/picture.png")
    assert png.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("chosen", ["", "layer=combined&as-of=2022-03-01"])
@pytest.mark.parametrize("form", ["svg", "png"])
async def test_a_program_is_sent_the_picture_that_the_page_gives(
    pages: httpx.AsyncClient, form: str, chosen: str
) -> None:
    of_page = await pages.get(f"/place/{SCOPE},la:990/picture.{form}?{chosen}")
    address = f"/export/{form}?scope={SCOPE}&scope=la:990&{chosen}"
    sent = await pages.get(address)
    assert sent.status_code == 200, sent.text
    assert sent.content == of_page.content
    assert sent.headers["content-type"] == of_page.headers["content-type"]
    name = sent.headers["content-disposition"]
    assert name.startswith('attachment; filename="partnermap-diocese-ZZ01-la-990-')
    assert name.endswith(f'.{form}"')
    had = {"If-None-Match": sent.headers["etag"]}
    assert (await pages.get(address, headers=had)).status_code == 304


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("", 400, "scope=diocese:CE32"),
        ("scope=la:000", 404, "no place of that id"),
        ("scope=Atlantis:1", 400, "is not a scope"),
        (f"scope={SCOPE}&by=trust", 400, "'by' is no option"),
    ],
)
async def test_a_picture_that_cannot_be_meant_is_told(
    pages: httpx.AsyncClient, asked: str, status: int, words: str
) -> None:
    answer = await pages.get(f"/export/svg?{asked}")
    (error,) = answer.json()["errors"]
    assert (answer.status_code, words in error["message"]) == (status, True), error


async def test_weak_points_are_told_with_what_mends_them(pages: httpx.AsyncClient) -> None:
    shown = (await pages.get(f"{HERE}/weak-points")).text
    assert "Fen Edge Transition Cluster" in shown
    assert "nobody would be cut off" in shown
    assert "New partnerships that would mend it" not in shown
    mended = (await pages.get(f"{HERE}/weak-points?mend=1&km=20")).text
    assert "New partnerships that would mend it" in mended
    assert max(float(km) for km in re.findall(r'apart">([\d.]+)</td>', mended)) <= 20


async def test_where_nobody_was_asked_it_is_not_said_that_nobody_should_meet(
    pages: httpx.AsyncClient,
) -> None:
    shown = (await pages.get(f"{HERE}/introductions?as-of=2010-01-01")).text
    assert "it is not known who does not" in shown
    assert "Nobody was found" not in shown


async def test_introductions_come_with_a_reason_and_link_whom_they_name(
    pages: httpx.AsyncClient,
) -> None:
    shown = (await pages.get(f"{HERE}/introductions?sense=meet&km=3")).text
    entries = re.findall(r"<li>\s*<p>(.*?)</p>(.*?)</li>", shown, re.DOTALL)
    assert len(entries) > 5
    for sentence, reasons in entries:
        assert sentence.count('<a href="/organisation/') == 2
        assert "do not work together" in sentence
        assert 'class="note"' in reasons


async def test_changes_begin_a_year_before_the_data_and_say_so_in_the_address(
    pages: httpx.AsyncClient,
) -> None:
    sent = await pages.get(f"{HERE}/changes?layer=formal")
    assert sent.status_code == 303
    assert sent.headers["location"] == f"{HERE}/changes?layer=formal&from=2025-03-01"
    shown = (await pages.get(f"{HERE}/changes?from=2025-03-01")).text
    assert "Sluicegate Holy Innocents" in shown
    ended = (await pages.get(f"{HERE}/changes?from=2018-01-01&kind=ended")).text
    assert "Partnerships that ended" in ended
    assert "Governors of Vale and Moor" in ended


async def test_whom_to_ask_is_listed_by_what_came_back(pages: httpx.AsyncClient) -> None:
    shown = (await pages.get(f"{HERE}/not-known")).text
    assert shown.count('<th scope="row">') == 22
    silent = (await pages.get(f"{HERE}/not-known?reply=silent")).text
    assert silent.count('<th scope="row">') == 16
    assert "Replied in part</td>" not in silent


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("la:990", "Thornmere"),
        ("trust:90001", "Aldermere Diocesan Academies Trust"),
        ("region:E12999001", "Region E12999001"),
        ("area:629158/432278/10", "Within 10 km of 629158, 432278"),
        (f"{SCOPE},la:990", "Diocese of Aldermere and Thornmere"),
    ],
)
async def test_every_sort_of_place_has_every_page(
    pages: httpx.AsyncClient, place: str, name: str
) -> None:
    for tab in TABS:
        path = f"/place/{place}" + (f"/{tab.path}" if tab.path else "")
        shown = await pages.get(path, follow_redirects=True)
        assert shown.status_code == 200
        assert f">{name}</h1>" in shown.text


@pytest.mark.parametrize("tab", [tab.path for tab in TABS])
@pytest.mark.parametrize(
    ("place", "chosen", "says", "leads"),
    [
        ("area:1000/1000/5", "", "No organisation is on record here", "/place/area:1000/1000/20"),
        ("area:1000/1000/5", "as-of=1950-01-01", "for 1 January 1950", "Look at today"),
        (SCOPE, "as-of=1850-01-01", "on 1 January 1850", "Look at today"),
    ],
)
async def test_where_there_is_nothing_a_page_says_what_to_do_next(
    pages: httpx.AsyncClient, tab: str, place: str, chosen: str, says: str, leads: str
) -> None:
    if tab == "changes":  # which has days of its own
        chosen, says, leads = "from=1850-01-01&to=1850-12-31", "Nothing is on record", "2000"
    shown = await pages.get(f"/place/{place}/{tab}?{chosen}".replace("/?", "?"))
    assert shown.status_code == 200
    assert says in shown.text
    assert leads in shown.text


async def test_a_place_too_large_to_look_at_leads_to_smaller_ones(
    pages: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "MOST_LIVE", 20)
    shown = await pages.get("/place/all")
    assert shown.status_code == 200
    assert "Choose one of the places within it" in shown.text
    assert 'href="/place/la:990"' in shown.text
    assert "partnermap analyse --scope all" in shown.text


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        (f"{HERE}?for=fun", 400, "is none of the choices"),
        (f"{HERE}?for=safer&page=none", 400, "is no page"),
        (f"{HERE}/picture?by=size", 400, "is none of the choices"),
        (f"{HERE}/picture?group=nobody", 404, "no such group any more"),
        (f"{HERE}/weak-points?mend=1&km=near", 400, "write a number from 1 to 999"),
        (f"{HERE}/introductions?km=-1", 400, "write kilometres"),
        (f"{HERE}/changes?from=2024-01-01&to=2020-01-01", 400, "lies before"),
        (f"{HERE}/not-known?reply=maybe", 400, "is none of the choices"),
        ("/place/uid:1/picture", 404, "no place of that id"),
    ],
)
async def test_a_choice_that_makes_no_sense_says_what_would(
    pages: httpx.AsyncClient, address: str, status: int, says: str
) -> None:
    shown = await pages.get(address)
    assert shown.status_code == status
    assert says in unescape(shown.text)


def test_a_part_beyond_the_end_is_the_last() -> None:
    last = part(range(2 * MOST + 1), {"page": "9"})
    assert (last.page, last.pages, last.first, last.last) == (3, 3, 2 * MOST + 1, 2 * MOST + 1)
    assert part([], {}).pages == 1


def test_names_in_a_sentence_lead_to_their_pages_harmlessly() -> None:
    names = {"urn:1": "Ash <School>", "urn:2": "Ash <School> Two"}
    said = linked("Ash <School> Two & Ash <School>", names, names)
    assert said == (
        '<a href="/organisation/urn:2">Ash &lt;School&gt; Two</a> &amp; '
        '<a href="/organisation/urn:1">Ash &lt;School&gt;</a>'
    )
