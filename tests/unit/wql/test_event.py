# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import UnparsableQueryError
from openwmi.wql.cursor import Cursor
from openwmi.wql.event import parse_event
from openwmi.wql.nodes import Dialect, EventStatement


def read(text: str) -> EventStatement:
    return parse_event(Cursor(text, Dialect.EVENT))


@pytest.mark.parametrize(
    ("clauses", "within_s"),
    [("", None), ("WITHIN 5", 5.0), ("within 0.001", 0.001), ("WITHIN 4294967.295", 4294967.295), ("WITHIN 1e1", 10.0)],
)
def test_the_polling_interval_is_in_seconds(clauses, within_s):
    assert read(f"SELECT * FROM E {clauses}").within_s == within_s


@pytest.mark.parametrize("number", ["0", "-1", "x", "'5'", "", "0.0009", "4294967.296", "1e999", "0x"])
def test_an_interval_that_is_none_is_refused(number):
    with pytest.raises(UnparsableQueryError):
        read(f"SELECT * FROM E WITHIN {number} WHERE A = 1")


def test_all_clauses_together():
    statement = read(
        "SELECT A, T.B FROM E WITHIN 2 WHERE T ISA 'X' GROUP WITHIN 60 BY T.Name, A HAVING NumberOfEvents > 5"
    )
    assert statement.columns is not None
    assert [column.text for column in statement.columns] == ["A", "T.B"]
    assert statement.grouping is not None
    assert statement.grouping.within_s == 60
    assert [path.text for path in statement.grouping.by] == ["T.Name", "A"]
    assert statement.grouping.having is not None


@pytest.mark.parametrize(
    ("clauses", "within_s", "by", "by_everything"),
    [
        ("GROUP WITHIN 0", 0, 0, False),
        ("GROUP WITHIN 5 BY *", 5, 0, True),
        ("GROUP BY A", None, 1, False),
        ("GROUP", None, 0, False),
    ],
)
def test_parts_of_group_are_read_even_if_binding_refuses_them(clauses, within_s, by, by_everything):
    grouping = read(f"SELECT * FROM E {clauses}").grouping
    assert grouping is not None
    assert (grouping.within_s, len(grouping.by), grouping.by_everything) == (within_s, by, by_everything)


@pytest.mark.parametrize(
    "having",
    [
        "NumberOfEvents > 5",
        "numberofevents = 0 OR NumberOfEvents >= 10",
        "NOT (NumberOfEvents < 5)",
        "5 < NumberOfEvents",
    ],
)
def test_having_counts_events(having):
    assert read(f"SELECT * FROM E GROUP WITHIN 5 HAVING {having}").grouping is not None


@pytest.mark.parametrize(
    "clauses",
    [
        "GROUP WITHIN -1", "GROUP WITHIN 1.5", "GROUP WITHIN 'x'", "GROUP WITHIN 4294967296", "GROUP WITHIN 5 BY",
        "GROUP WITHIN 5 BY A,", "GROUP WITHIN 5 HAVING", "GROUP WITHIN 5 HAVING A > 5", "GROUP WITHIN 5 BY A B",
        "GROUP WITHIN 5 HAVING NumberOfEvents > -1", "GROUP WITHIN 5 HAVING NumberOfEvents > 1.5",
        "GROUP WITHIN 5 HAVING NumberOfEvents > 'x'", "GROUP WITHIN 5 HAVING NumberOfEvents > TRUE",
        "GROUP WITHIN 5 HAVING NumberOfEvents LIKE '5'", "GROUP WITHIN 5 HAVING NumberOfEvents IS NULL",
        "GROUP WITHIN 5 HAVING NumberOfEvents ISA C", "GROUP WITHIN 5 HAVING NumberOfEvents = NumberOfEvents",
        "GROUP WITHIN 5 WHERE A = 1", "WHERE A = 1 WITHIN 5", "HAVING NumberOfEvents > 5", "BY A", "WITHIN 5 WITHIN 5",
        "WHERE A = 1 GROUP WITHIN 5 GROUP WITHIN 5",
    ],
)  # fmt: skip
def test_everything_else_is_refused(clauses):
    with pytest.raises(UnparsableQueryError):
        read(f"SELECT * FROM E {clauses}")
