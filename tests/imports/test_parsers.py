"""Rows to facts: the register's two files and the partnerships file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnermap.errors import BadInputError
from partnermap.imports import establishments, memberships, partnerships
from partnermap.imports.edition import Edition
from partnermap.imports.table import read_table
from partnermap.model.dates import Span, When
from partnermap.model.facts import Tie
from partnermap.vocabulary import GroupType, TieKind
from tests.imports.files import as_csv, asked, member, membership, school, table


def reasons(edition: Edition) -> list[tuple[int, str | None, str]]:
    return [(p.line, p.column, p.value) for row in edition.rejected for p in row.problems]


def test_a_school_with_its_wholes() -> None:
    edition = establishments.parse(table(school("100001", trust="7001", diocese="CE32")))
    (fact,) = edition.rows
    (thing,) = fact.things
    assert (fact.key, fact.line, thing.id) == ("100001", 2, "urn:100001")
    assert thing.properties["pupils"] == thing.properties["pupilsOrder"] == 200
    assert "religiousCharacter" not in thing.properties
    assert [(tie.kind, tie.end) for tie in fact.ties] == [
        (TieKind.IN_LA, "la:201"),
        (TieKind.IN_TRUST, "uid:7001"),
        (TieKind.IN_DIOCESE, "diocese:CE32"),
    ]
    assert [m.key for m in edition.mentions] == ["la:201", "uid:7001", "diocese:CE32"]


def test_the_ties_of_a_closed_school_end_with_it() -> None:
    row = school("100001", trust="7001", status="Closed", closed="31-08-2018")
    (fact,) = establishments.parse(table(row)).rows
    closed = When("2018-08-31", "2018-08-31")
    assert {tie.span for tie in fact.ties} == {Span(None, closed)}
    assert fact.things[0].span == Span(None, closed)


def test_a_foundation_trust_is_a_group() -> None:
    row = school("100001", flag="Supported by a trust", code="6001")
    edition = establishments.parse(table(row))
    tie = edition.rows[0].ties[1]
    assert (tie.kind, tie.end) == (TieKind.IN_GROUP, "uid:6001")
    assert tie.properties == {"role": GroupType.FOUNDATION_TRUST}
    assert edition.mentions[1].things[0].label == "Group"


def test_what_rows_differ_in_is_settled_by_the_most_frequent() -> None:
    rows = [school(f"10000{n}") for n in range(1, 4)]
    rows = [dict(row, **{"LA (name)": name}) for row, name in zip(rows, "ABB", strict=True)]
    edition = establishments.parse(table(*rows))
    assert edition.mentions[0].things[0].properties["name"] == "B"


def test_a_row_with_a_fault_is_rejected_with_its_place() -> None:
    edition = establishments.parse(
        table(
            school("100001", opened="31-02-2013"),
            school("many"),
            school("100003", name=""),
            school("100004", opened="01-09-2013", closed="01-09-2012"),
            school("100005", code="7001", flag=""),
        )
    )
    assert not edition.rows
    assert reasons(edition) == [
        (2, "OpenDate", "31-02-2013"),
        (3, "URN", "many"),
        (4, "EstablishmentName", ""),
        (5, "CloseDate", "2012-09-01"),
        (6, "TrustSchoolFlag (name)", ""),
    ]
    assert [row.key for row in edition.rejected][:2] == [("100001",), (None,)]


def test_ragged_rows_are_rejected_for_their_shape_alone() -> None:
    content = as_csv([school("100001"), school("100002"), school("100003")]).split(b"\r\n")
    content[1] += b",more"
    content[2] = content[2][:40]
    edition = establishments.parse(read_table("file.csv", b"\r\n".join(content)))
    assert [(line, column) for line, column, _ in reasons(edition)] == [(2, None), (3, None)]
    assert [fact.key for fact in edition.rows] == ["100003"]


def test_rows_that_an_open_quotation_mark_swallowed_cannot_be_told() -> None:
    content = as_csv([school(f"10000{n}") for n in range(1, 5)])
    content = content.replace(b"School 100002", b'"School 100002').replace(b"3,201", b'3,201",x', 1)
    edition = establishments.parse(read_table("file.csv", content))
    assert any(row.key == (None,) and row.name is None for row in edition.rejected)


def test_repeated_rows_count_and_disagreeing_ones_are_all_rejected() -> None:
    same, other = school("100001"), school("100001", town="Elsewhere")
    edition = establishments.parse(table(same, same))
    assert (len(edition.rows), edition.repeats, edition.rejected) == (1, 1, ())
    edition = establishments.parse(table(same, other))
    assert not edition.rows
    assert [row.problems[0].reason.split(" is")[0] for row in edition.rejected] == [
        "line 3",
        "line 2",
    ]


def test_missing_columns_are_named_with_what_they_may_have_become() -> None:
    row = dict(school("100001"))
    row["Establishment Name"] = row.pop("EstablishmentName")
    with pytest.raises(BadInputError, match=r"“EstablishmentName” \(“Establishment Name” may be"):
        establishments.parse(table(row))


def test_columns_are_found_by_name_whatever_their_order_and_case() -> None:
    row = {key.upper(): value for key, value in reversed(list(school("100001").items()))}
    assert establishments.parse(table(row)).rows[0].key == "100001"


def test_memberships_are_ties_of_the_school() -> None:
    edition = memberships.parse(
        table(membership("100001", "7001"), membership("100001", "8001", type="School sponsor"))
    )
    joined = Span(When("2013-09-01", "2013-09-01"))
    assert [fact.key for fact in edition.rows] == ["100001/7001", "100001/8001"]
    assert edition.rows[0].ties == (Tie("IN_TRUST", "urn:100001", "uid:7001", joined),)
    assert edition.rows[1].ties[0].properties == {"role": GroupType.SPONSOR}
    trust, sponsor = (fact.things[0] for fact in edition.mentions)
    assert (trust.label, sponsor.label) == ("Trust", "Group")
    assert trust.identifiers == ("company:01234567",)


def test_a_school_that_joined_twice_is_in_the_group_twice() -> None:
    rows = [membership("100001", "7001", day) for day in ("01-09-2013", "01-09-2019")]
    keys = [fact.key for fact in memberships.parse(table(*rows)).rows]
    assert keys == ["100001/7001/2013-09-01", "100001/7001/2019-09-01"]


def test_later_editions_call_the_uid_otherwise() -> None:
    row = dict(membership("100001", "7001"))
    row["Group UID"] = row.pop("Linked UID")
    assert memberships.parse(table(row)).rows[0].key == "100001/7001"


def test_members_and_asked() -> None:
    edition = partnerships.parse(
        table(
            member("urn:100001", themes="send; Mental_Health", started="2021", role="lead"),
            member("", name="Food Bank", sector="Food", la="201", joined="2022-03"),
            asked("urn:100001", "complete"),
        ),
        "partnerships",
    )
    lead, food, answer = edition.rows
    partnership = lead.things[0]
    assert partnership.properties["themes"] == ["MENTAL_HEALTH", "SEND"]
    assert partnership == food.things[0]
    assert partnership.span == Span(When("2021-01-01", "2021-12-31"))
    assert (lead.ties[0].kind, lead.ties[0].properties) == ("MEMBER_OF", {"role": "LEAD"})
    organisation = food.things[1]
    assert organisation.id.startswith("org:")
    assert organisation.properties == {"name": "Food Bank", "sector": "Food"}
    assert [(tie.kind, tie.end) for tie in food.ties] == [
        ("MEMBER_OF", partnership.id),
        ("IN_LA", "la:201"),
    ]
    assert answer.things[0].label == "Round"
    assert answer.ties[0].properties == {"answer": "COMPLETE"}


def test_the_strength_and_the_label_are_of_the_whole_partnership() -> None:
    edition = partnerships.parse(
        table(
            member("urn:100001", strength="Cooperating"),
            member("urn:100002", local_label="cost  of living"),
            member("urn:100003", strength="networking"),
        ),
        "partnerships",
    )
    for fact in edition.rows:
        said = fact.things[0].properties
        assert (said["strength"], said["localLabel"]) == ("COOPERATING", "cost of living")
    (rejected,) = edition.rejected
    assert rejected.problems[0].reason == "line 2 says COOPERATING"


def test_the_owner_tells_partnerships_of_one_name_apart() -> None:
    rows = [member("urn:100001", owner=owner) for owner in ("diocese:CE32", "diocese:CE23", "")]
    edition = partnerships.parse(table(*rows), "partnerships")
    assert len({fact.things[0].id for fact in edition.rows}) == 3


def test_a_row_that_contradicts_the_first_about_its_partnership_is_rejected() -> None:
    edition = partnerships.parse(
        table(
            member("urn:100001", started="2021"),
            member("urn:100002", started="2022"),
            member("urn:100003", ended="2024"),
            member("urn:100004", ended="2025"),
        ),
        "partnerships",
    )
    assert [fact.ties[0].start for fact in edition.rows] == ["urn:100001", "urn:100003"]
    assert [row.problems[0].reason for row in edition.rejected] == [
        "line 2 says 2021-01-01 to 2021-12-31",
        "line 4 says 2024-01-01 to 2024-12-31",
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (member("urn:100001", row="guest"), "row"),
        (member("urn:100001", partnership=""), "partnership"),
        (member("urn:100001", kind=""), "kind"),
        (member("urn:100001", kind="marriage"), "kind"),
        (member("100001"), "organisation"),
        (member("urn:seven"), "organisation"),
        (member(""), "name"),
        (member("charity:1234567"), "name"),
        (member("", name="A School", organisation_kind="school"), "organisation_kind"),
        (member("urn:100001", joined="2022", left="2021"), "left"),
        (member("urn:100001", themes="send;gardening"), "themes"),
        (member("urn:100001", strength="close"), "strength"),
        (member("urn:100001", local_label="x" * 81), "local_label"),
        (asked("urn:100001", ""), "answer"),
        (asked("urn:100001", "complete", round=""), "round"),
    ],
)
def test_a_partnership_row_with_a_fault_names_the_column(row: dict[str, str], column: str) -> None:
    edition = partnerships.parse(table(row), "partnerships")
    assert [problem[1] for problem in reasons(edition)] == [column]


cell = st.sampled_from(["", "member", "asked", "urn:100001", "100001", "201", "2020", "x", "send"])
messy = st.lists(
    st.fixed_dictionaries(dict.fromkeys(member("urn:100001"), cell))
    | st.fixed_dictionaries(dict.fromkeys(school("100001"), cell)),
    min_size=1,
)


@given(messy)
@settings(max_examples=200)
def test_every_row_is_kept_or_rejected(rows: list[dict[str, str]]) -> None:
    rows = [row for row in rows if row.keys() == rows[0].keys() and any(row.values())]
    if not rows:
        return
    is_school = "URN" in rows[0]
    found = table(*rows)
    edition = (
        establishments.parse(found) if is_school else partnerships.parse(found, "partnerships")
    )
    assert len(edition.rows) + edition.repeats + len(edition.rejected) == len(rows)
