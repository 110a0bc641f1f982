# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.wql.bind import bind
from openwmi.wql.bound_event import BoundEvent
from openwmi.wql.nodes import Dialect
from openwmi.wql.parser import parse
from tests.corpus_classes import corpus_classes

CLASSES = corpus_classes()
CLASSES.declare("T_SubEvent : T_Event")
CLASSES.declare("T_ListEvent : __ExtrinsicEvent", "string Names[]")


def bound(text: str) -> BoundEvent:
    query = bind(parse(text, Dialect.EVENT), CLASSES)
    assert isinstance(query, BoundEvent)
    return query


def test_events_of_derived_classes_match_and_others_do_not():
    query = bound("SELECT * FROM T_Event WHERE Severity > 2")
    assert query.matches(CLASSES.new("T_Event", Severity=3))
    assert query.matches(CLASSES.new("T_SubEvent", Severity=3))
    assert not query.matches(CLASSES.new("T_SubEvent", Severity=2))
    assert not query.matches(CLASSES.new("T_ListEvent"))


def test_without_a_condition_the_class_is_enough():
    query = bound("SELECT Source FROM T_Event")
    assert query.matches(CLASSES.new("T_SubEvent"))
    assert (query.columns, query.where, query.batch_filter(CLASSES["T_Event"])) == (("Source",), None, None)


def test_a_batch_is_filtered():
    query = bound("SELECT * FROM T_Event WHERE Payload.P2 = 5")
    hit = CLASSES.new("T_Event", Payload=CLASSES.new("T_Emb", P2=5))
    keep = query.batch_filter(CLASSES["T_Event"])
    assert keep is not None
    assert keep([CLASSES.new("T_Event"), hit]) == [hit]


def test_a_modification_compares_before_and_after():
    query = bound(
        "SELECT * FROM __InstanceModificationEvent WHERE TargetInstance ISA 'T_Base'"
        " AND TargetInstance.S32 <> PreviousInstance.S32"
    )

    def event(before, after):
        return CLASSES.new("__InstanceModificationEvent", PreviousInstance=before, TargetInstance=after)

    def row(**values):
        return CLASSES.new("T_Derived", Id=1, **values)

    assert query.matches(event(row(S32=1), row(S32=2)))
    assert query.matches(event(row(), row(S32=2)))
    assert not query.matches(event(row(S32=1), row(S32=1)))
    assert not query.matches(event(row(), row()))
    assert not query.matches(event(CLASSES.new("T_Other"), CLASSES.new("T_Other")))


@pytest.mark.parametrize(
    ("having", "counts"),
    [
        ("", [0, 1, 25, 26]),
        ("HAVING NumberOfEvents > 25", [26]),
        ("HAVING NumberOfEvents = 0 OR NumberOfEvents >= 25 AND NumberOfEvents <> 26", [0, 25]),
        ("HAVING NOT (NumberOfEvents < 25)", [25, 26]),
    ],
)
def test_having_sees_the_number_of_events(having, counts):
    grouping = bound(f"SELECT * FROM T_Event GROUP WITHIN 5 {having}").grouping
    assert grouping is not None
    assert [count for count in (0, 1, 25, 26) if grouping.holds(count)] == counts


def test_groups_do_not_tell_case_apart_and_null_is_a_group():
    grouping = bound("SELECT * FROM T_Event GROUP WITHIN 5 BY Source, Payload.P1, Payload.Nothing").grouping
    assert grouping is not None
    new = CLASSES.new
    upper = new("T_Event", Source="A", Payload=new("T_Emb", P1="X"))
    lower = new("T_Event", Source="a", Payload=new("T_Emb", P1="x"))
    without = new("T_Event", Source="a")
    assert grouping.key(upper) == grouping.key(lower) == ("A", "X", None)
    assert grouping.key(without) == ("A", None, None)


def test_groups_by_an_array_tell_its_elements_apart():
    grouping = bound("SELECT * FROM T_ListEvent GROUP WITHIN 5 BY Names").grouping
    assert grouping is not None
    assert grouping.key(CLASSES.new("T_ListEvent", Names=["a", "B"])) == (("A", "B"),)
