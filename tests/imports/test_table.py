"""Bytes to rows, and the sentences for bytes that are no table."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnermap.errors import BadInputError, PartnermapError
from partnermap.imports import establishments, memberships, partnerships
from partnermap.imports.table import read_bytes, read_table


def cells(content: bytes) -> list[list[str]]:
    return [row.cells for row in read_table("file.csv", content).rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_reads_the_encodings_publishers_use(encoding: str) -> None:
    assert cells("name,x\nSt André’s,1\n".encode(encoding)) == [["St André’s", "1"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_reads_what_spreadsheets_put_between_fields(delimiter: str) -> None:
    assert cells(f"a{delimiter}b\n1{delimiter}2\n".encode()) == [["1", "2"]]


def test_trims_headers() -> None:
    assert read_table("file.csv", b" URN ,LA  (code)\n1,2\n").header == ("URN", "LA (code)")


def test_counts_physical_lines() -> None:
    content = b'a,b\n1,"two\nlines"\n\n3,4\n'
    table = read_table("file.csv", content)
    assert [(row.line, row.lines) for row in table.rows()] == [(2, 2), (5, 1)]


def test_ignores_empty_rows_at_the_end_but_not_within() -> None:
    assert cells(b"a,b\n1,2\n,\n3,4\n,\n,\n") == [["1", "2"], ["", ""], ["3", "4"]]


def test_notes_characters_that_were_lost_before() -> None:
    assert read_table("file.csv", "a,b\n1,caf\ufffd\n".encode()).damaged == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"  \r\n\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"a,b\n", "no rows"),
        (b"a,b\n,\n,\n", "no rows"),
        (b"<!DOCTYPE html><html><body>Sorry</body></html>", "is a web page"),
        (b"\n <html>\n", "is a web page"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\xd0\xcf\x11\xe0rest", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"a,b\n1,\x00\x01\x02\n", "binary"),
        (b"a,b\n1,\x81\n", "not text"),
        (b"\xff\xfea", "not text"),
        (b'a,b\n1,"' + b"x" * 200_000, "quotation mark"),
    ],
)
def test_says_in_one_sentence_what_is_no_table(content: bytes, words: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_table("file.csv", content)
    assert words in str(caught.value)
    assert "file.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_says_that_a_file_is_missing_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="There is no file"):
        read_bytes(tmp_path / "nothing.csv")
    with pytest.raises(BadInputError, match="is a folder"):
        read_bytes(tmp_path)


plain = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    lambda text: bool(text.strip()) and "\ufeff" not in text
)


@given(st.lists(st.lists(plain, min_size=3, max_size=3), min_size=1))
def test_any_table_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["one", "two", "three"], *rows])
    assert cells(text.getvalue().encode()) == rows


@given(st.binary(max_size=400) | st.binary(max_size=400).map(lambda b: b"URN,row,a\n" + b))
def test_any_bytes_give_a_table_or_a_sentence(content: bytes) -> None:
    try:
        table = read_table("file.csv", content)
        list(table.rows())
        for parse in (establishments.parse, memberships.parse):
            parse(table)
        partnerships.parse(table, "partnerships")
    except PartnermapError as error:
        assert str(error).endswith((".", "?"))
