"""Keys and the log on the command line, on data of their own: a first key changes who is let in."""

from dataclasses import replace

import pytest

from tests.cli.terminal import Terminal

WANTED = ("--name", "website", "--scope", "all", "--expires", "2999-12-31")


@pytest.fixture(scope="module")
def mine(newcomer: Terminal) -> Terminal:
    """A terminal on empty data."""
    return replace(newcomer, data=newcomer.home / ".keys")


def test_a_key_is_issued_listed_and_withdrawn(mine: Terminal) -> None:
    made = mine.answers("key", "issue", *WANTED, "--station", "editor", "--format", "json")
    assert made["secret"].startswith("pmk_")
    assert (made["station"], made["scope"]) == ("EDITOR", "all")
    (listed,) = mine.answers("key", "list", "--format", "json")
    assert listed == {name: value for name, value in made.items() if name != "secret"}
    assert made["id"] in mine.says("key", "list")
    assert "withdrawn" in mine.says("key", "revoke", made["id"])
    (listed,) = mine.answers("key", "list", "--format", "json")
    assert listed["revoked"]


def test_the_secret_is_shown_once_with_what_to_do_with_it(mine: Terminal) -> None:
    said = mine.says("key", "issue", *WANTED, "--station", "reader")
    secret, *rest = said.splitlines()
    assert secret.startswith("pmk_")
    assert "Authorization: Bearer" in " ".join(rest)
    assert secret not in mine.says("key", "list") + mine.says("audit")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("issue", *WANTED, "--scope", "diocese:CE32", "--station", "reader"), "no data here yet"),
        (("issue", *WANTED, "--station", "public"), "reader"),
        (("issue", *WANTED[:-1], "2020-01-01", "--station", "reader"), "past"),
        (("revoke", "key:none"), "partnermap key list"),
    ],
)
def test_what_cannot_be_done_is_told(
    mine: Terminal, arguments: tuple[str, ...], words: str
) -> None:
    assert words in mine.refuses("key", *arguments)


def test_the_log_tells_of_keys_and_is_whole(mine: Terminal) -> None:
    mine.says("key", "issue", *WANTED, "--station", "reader")
    newest = mine.answers("audit", "--first", "1", "--format", "json")[0]
    assert (newest["subject"], newest["action"]) == ("local", "key.issue")
    assert newest["detail"]["name"] == "website"
    assert "key.issue" in mine.says("audit")
    verdict = mine.answers("audit", "--verify", "--format", "json")
    assert verdict == {"entries": newest["number"], "head": newest["hash"], "broken": None}
    assert newest["hash"] in mine.says("audit", "--verify")
