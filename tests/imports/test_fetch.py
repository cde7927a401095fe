"""Fetching the register's files from a server that cuts, fails, moves and sends something else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from partnermap.errors import BadInputError, FetchError, PartnermapError
from partnermap.imports.fetch import fetch, wanted
from tests.imports.files import as_csv, group, link
from tests.imports.publisher import Shelf, serving

DAY = date(2026, 3, 1)
NAME = "allgroupsdata20260301.csv"
AT = f"/public/{NAME}"
CONTENT = as_csv(group(str(uid)) for uid in range(1, 2001))


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(Shelf({AT: CONTENT})) as opened:
        yield opened


def get(shelf: Shelf, folder: Path) -> Path:
    """Fetch the groups, and say where they are."""
    files = wanted(f"{shelf.address}/public/{{file}}", DAY, ["gias-groups"], folder)
    fetch(files, lambda *_: None, pause=0)
    return folder / NAME


def ranges(shelf: Shelf) -> list[str | None]:
    return [range_ for _, range_ in shelf.asked]


def test_a_file_is_fetched_once_and_told_of_on_the_way(shelf: Shelf, tmp_path: Path) -> None:
    files = wanted(f"{shelf.address}/public/{{file}}", DAY, ["gias-groups"], tmp_path / "new")
    told: list[tuple[str, int, int | None]] = []
    for _ in range(2):
        fetch(files, lambda *progress: told.append(progress))
    assert (tmp_path / "new" / NAME).read_bytes() == CONTENT
    assert [path.name for path in (tmp_path / "new").iterdir()] == [NAME]
    assert told[-1] == (NAME, len(CONTENT), len(CONTENT))
    assert shelf.asked == [(AT, None)]


def test_every_file_of_a_day_in_the_order_to_import_them_in(tmp_path: Path) -> None:
    files = wanted("https://publisher.test/{file}?as=csv", DAY, [], tmp_path)
    assert [file.source for file in files] == [
        "gias-groups", "gias-establishments", "gias-memberships", "gias-links",
    ]  # fmt: skip
    assert str(files[1].address) == "https://publisher.test/edubasealldata20260301.csv?as=csv"


def test_a_cut_connection_is_taken_up_where_it_broke_off(shelf: Shelf, tmp_path: Path) -> None:
    shelf.wrong[AT] = ["cut 100000", 503, "cut 50000"]
    assert get(shelf, tmp_path).read_bytes() == CONTENT
    first, *others = ranges(shelf)
    assert first is None
    assert others == ["bytes=100000-", "bytes=100000-", "bytes=150000-"]


def test_another_run_goes_on_where_one_gave_up(shelf: Shelf, tmp_path: Path) -> None:
    shelf.wrong[AT] = ["cut 100000", 500, 502, 503, 504]
    with pytest.raises(FetchError, match=r"in 5 tries \(it answered 504\); run the command again"):
        get(shelf, tmp_path)
    assert get(shelf, tmp_path).read_bytes() == CONTENT
    assert ranges(shelf)[-1] == "bytes=100000-"


def test_what_changed_meanwhile_is_fetched_anew(shelf: Shelf, tmp_path: Path) -> None:
    shelf.wrong[AT] = ["cut 100000", 500, 500, 500, 500]
    with pytest.raises(FetchError):
        get(shelf, tmp_path)
    shelf.files[AT] = as_csv(group(str(n)) for n in range(9, 2009))
    assert get(shelf, tmp_path).read_bytes() == shelf.files[AT]


def test_a_part_that_does_not_fit_is_given_up(shelf: Shelf, tmp_path: Path) -> None:
    shelf.wrong[AT] = ["cut 100000", 500, 500, 500, 500]
    with pytest.raises(FetchError):
        get(shelf, tmp_path)
    with (tmp_path / f"{NAME}.part").open("ab") as part:
        part.write(CONTENT)
    assert get(shelf, tmp_path).read_bytes() == CONTENT
    assert ranges(shelf)[-1] is None


def test_a_server_without_ranges_sends_it_again_from_the_start(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.ranges = False
    shelf.wrong[AT] = ["cut 100000"]
    assert get(shelf, tmp_path).read_bytes() == CONTENT
    assert ranges(shelf) == [None, None]


PAGE = b"<!DOCTYPE html>\n<html><title>Sorry, the service is unavailable</title></html>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (PAGE, "web page"),
        (b"", "is empty"),
        (b"PK\x03\x04 and so on", "ZIP archive"),
        (as_csv([link("100001", "100002", "Successor")]), "gias-groups expects"),
        (CONTENT.splitlines()[0], "no rows"),
    ],
    ids=["error page", "empty", "ZIP", "other columns", "header only"],
)
def test_what_is_not_the_file_is_refused_and_forgotten(
    shelf: Shelf, tmp_path: Path, content: bytes, reason: str
) -> None:
    shelf.files[AT] = content
    with pytest.raises(BadInputError, match=reason):
        get(shelf, tmp_path)
    assert list(tmp_path.iterdir()) == []
    shelf.files[AT] = CONTENT
    assert get(shelf, tmp_path).exists()


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, f"has no file {NAME}.* --date"), (403, "answered 403"), (206, "answered 206")],
)
def test_a_refusal_is_not_repeated(shelf: Shelf, tmp_path: Path, status: int, reason: str) -> None:
    shelf.wrong[AT] = [status]
    with pytest.raises(FetchError, match=reason):
        get(shelf, tmp_path)
    assert len(shelf.asked) == 1


def test_it_goes_on_to_another_address_of_the_same_server_only(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.files["/elsewhere"] = shelf.files.pop(AT)
    shelf.moved[AT] = "/elsewhere"
    assert get(shelf, tmp_path / "a").exists()
    shelf.moved[AT] = shelf.address.replace("127.0.0.1", "localhost") + "/elsewhere"
    with pytest.raises(FetchError, match="sends us on to localhost"):
        get(shelf, tmp_path / "b")
    shelf.moved[AT] = AT
    with pytest.raises(FetchError, match="without end"):
        get(shelf, tmp_path / "c")


@pytest.mark.parametrize(
    ("address", "only", "reason"),
    [
        (None, [], "set PARTNERMAP_GIAS_ADDRESS"),
        ("https://publisher.test/files", [], "must begin with https://"),
        ("ftp://publisher.test/{file}", [], "must begin with https://"),
        ("https://publisher.test:port/{file}", [], "is not an address"),
        ("https://publisher.test/{file}", ["partnerships"], "choose from gias-groups"),
    ],
)
def test_an_address_or_a_source_that_cannot_be_meant(
    address: str | None, only: list[str], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(PartnermapError, match=reason):
        wanted(address, DAY, only, tmp_path)
