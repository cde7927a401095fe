"""What-ifs and ways in a terminal: with ids or names, in words and as data."""

from typing import Any

import pytest

from partnermap.sample import SCOPE
from tests.cli.terminal import Terminal

WHAT_IF = ("what-if", "--scope", SCOPE)
SCHOOL, CLUSTER = "Netherquill Church", "Fen Edge Transition Cluster"


def test_it_says_in_words_what_it_says_as_data(terminal: Terminal) -> None:
    asked = (*WHAT_IF, "--without", "Saltmarrow Youth Trust")
    told = terminal.answers(*asked, "--format", "json")
    sentences = [f"{n}. {e['sentence']}" for n, e in enumerate(told["effects"], 1)]
    assert [line for line in terminal.says(*asked).splitlines() if line] == sentences
    assert sentences[0].startswith("1. If Saltmarrow Youth Trust left, 7 organisations with 1,715")
    assert (told["scope"], told["layer"], told["asOf"]) == (SCOPE, "WORKING", None)


def test_the_query_says_the_same(terminal: Terminal) -> None:
    asked = (*WHAT_IF, "--end", CLUSTER, "--merge", "uid:90003,Saltway", "--format", "json")
    told = terminal.answers(*asked)
    cluster = _cluster(terminal)
    query = f"""{{ whatIf(scope: ["{SCOPE}"], changes: [
      {{merge: {{trust: "uid:90003", into: "uid:90008"}}}}, {{end: "{cluster}"}}]) {{
      effects {{ kind sentence about }}
      findingsGone {{ id kind sentence consequence }}
      findingsNew {{ id kind sentence consequence }} }} }}"""
    said = terminal.answers("query", "-", stdin=query)["data"]["whatIf"]
    assert said == {name: told[name] for name in ("effects", "findingsGone", "findingsNew")}


def _cluster(terminal: Terminal) -> str:
    """The id of the cluster."""
    query = f'{{ partnerships(where: {{name: {{in: ["{CLUSTER}"]}}}}) {{ nodes {{ id }} }} }}'
    found: Any = terminal.answers("query", "-", stdin=query)
    (node,) = found["data"]["partnerships"]["nodes"]
    return str(node["id"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ((), "Nothing is supposed; say what with --without"),
        (("--without", "Wexmoor"), "'Wexmoor' may be any of these: "),
        (("--without", "Nobody at all"), "Nothing here is called 'Nobody at all'"),
        (("--merge", "Saltway"), "--merge takes two, separated by a comma"),
        (("--move", f"{SCHOOL},Saltway,Tideline"), "--move takes two, separated by a comma"),
        (("--merge", f"{SCHOOL},Saltway"), "is not a trust; name a trust."),
        (("--end", "No such thing"), "No partnership of this scope is called 'No such thing'"),
        (("--without", "urn:1"), "Nothing here has the id 'urn:1'"),
    ],
)
def test_what_cannot_be_supposed_is_refused(
    terminal: Terminal, changes: tuple[str, ...], words: str
) -> None:
    assert words in terminal.refuses(*WHAT_IF, *changes)


def test_a_way_is_told_in_words_and_as_data(terminal: Terminal) -> None:
    ends = ("path", "urn:900065", "Saltmarrow Youth Trust")
    told = terminal.answers(*ends, "--format", "json")
    assert terminal.says(*ends).strip() == told["sentence"]
    assert told["sentence"].startswith("Netherquill Church of England All-Through School works in ")
    query = """{ path(from: "urn:900065", to: "charity:9900001") {
      sentence organisations { id name }
      steps { start end partnerships { id name } formalEdges { kind start end } state }
      silentAbout dataVersion } }"""
    assert terminal.answers("query", "-", stdin=query)["data"]["path"] == told


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (SCHOOL, "urn:900065", "These are one organisation; name two."),
        (SCHOOL, "all", "'all' is no single organisation; name one."),
        (SCHOOL, "urn:1", "Nothing here has the id 'urn:1'"),
    ],
)
def test_ends_that_are_none_are_refused(
    terminal: Terminal, start: str, end: str, words: str
) -> None:
    assert words in terminal.refuses("path", start, end)
