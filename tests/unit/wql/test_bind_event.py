# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import WbemError
from openwmi.wql.bind import bind
from openwmi.wql.bind_event import Covered, needs_no_polling
from openwmi.wql.bound_event import BoundEvent, TargetClass
from openwmi.wql.nodes import Dialect
from openwmi.wql.parser import parse
from tests.corpus_classes import corpus_classes

CLASSES = corpus_classes()
CLASSES.declare("T_Top", "key string K", {"abstract": True})
CLASSES.declare("T_Below : T_Top", "", {"dynamic": True, "provider": "P"})

CREATION = "SELECT * FROM __InstanceCreationEvent"


def bound(text: str, covered: Covered = needs_no_polling) -> BoundEvent:
    query = bind(parse(text, Dialect.EVENT), CLASSES, covered=covered)
    assert isinstance(query, BoundEvent)
    return query


@pytest.mark.parametrize(
    ("where", "targets"),
    [
        ("TargetInstance ISA 't_base'", [("T_Base", False, False)]),
        ("TargetInstance ISA 'T_Dynamic'", [("T_Dynamic", False, True)]),
        ("TargetInstance ISA 'T_Top'", [("T_Top", False, True)]),
        ("TargetInstance.__CLASS = 'T_Top'", [("T_Top", True, False)]),
        ("TargetInstance.__Class = T_Below", [("T_Below", True, True)]),
        (
            "TargetInstance ISA 'T_Base' OR TargetInstance ISA 'T_Other'",
            [("T_Base", False, False), ("T_Other", False, False)],
        ),
        ("(TargetInstance.Id = 1 OR TargetInstance.Id = 2) AND TargetInstance ISA T_Base", [("T_Base", False, False)]),
        ("TargetInstance ISA T_Base OR TargetInstance.__CLASS = T_Base", [("T_Base", False, False)]),
        ("TIME_CREATED = -1", []),
    ],
)
def test_the_watched_classes_come_from_the_condition(where, targets):
    found = bound(f"{CREATION} WITHIN 5 WHERE {where}").targets
    assert found == tuple(TargetClass(*target) for target in targets)


@pytest.mark.parametrize(
    "where",
    [
        "",
        "WHERE TargetInstance.Id = 1",
        "WHERE NOT TargetInstance ISA 'T_Base'",
        "WHERE TargetInstance ISA 'T_Base' OR TargetInstance.Id = 1",
        "WHERE TargetInstance.__CLASS <> 'T_Base'",
    ],
)
def test_polling_everything_is_too_broad(where):
    with pytest.raises(WbemError) as caught:
        bound(f"{CREATION} WITHIN 5 {where}")
    assert caught.value.symbol == "WBEMESS_E_REGISTRATION_TOO_BROAD"
    assert "TargetInstance ISA" in caught.value.next_step


@pytest.mark.parametrize(
    "where",
    [
        "",
        "WHERE TargetInstance ISA 'T_Dynamic'",
        "WHERE TargetInstance ISA 'T_Top'",
        "WHERE TargetInstance ISA 'T_Base' OR TargetInstance ISA 'T_Dynamic'",
    ],
)
def test_without_an_interval_nobody_can_poll(where):
    with pytest.raises(WbemError) as caught:
        bound(f"{CREATION} {where}")
    assert caught.value.symbol == "WBEMESS_E_REGISTRATION_TOO_PRECISE"
    assert "WITHIN" in caught.value.next_step


@pytest.mark.parametrize("where", ["TargetInstance ISA 'T_Base'", "TargetInstance.__CLASS = 'T_Top'"])
def test_static_classes_need_no_interval(where):
    query = bound(f"{CREATION} WHERE {where}")
    assert (query.within_s, query.polled) == (None, ())


def test_an_event_provider_takes_the_place_of_polling():
    query = bound(f"{CREATION} WHERE TargetInstance ISA 'T_Top'", covered=lambda _: True)
    assert query.polled == ()


def test_with_an_interval_the_uncovered_classes_are_polled():
    query = bound(f"{CREATION} WITHIN 5 WHERE TargetInstance ISA 'T_Top' OR TargetInstance ISA 'T_Base'")
    assert [target.name for target in query.polled] == ["T_Top"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM T_Event",
        "SELECT * FROM __Event",
        "SELECT * FROM __ClassOperationEvent WHERE TargetClass.__CLASS = 'X'",
        "SELECT * FROM __TimerEvent WITHIN 5",
    ],
)
def test_other_events_watch_no_instances(text):
    assert bound(text).targets is None


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("SELECT * FROM T_Base", "WBEM_E_NOT_EVENT_CLASS"),
        ("SELECT * FROM __IndicationRelated", "WBEM_E_NOT_EVENT_CLASS"),
        ("SELECT * FROM T_Nothing", "WBEM_E_NOT_FOUND"),
        ("SELECT Nothing FROM T_Event", "WBEM_E_INVALID_QUERY"),
        ("SELECT * FROM T_Event GROUP BY Source", "WBEM_E_MISSING_GROUP_WITHIN"),
        ("SELECT * FROM T_Event GROUP HAVING NumberOfEvents > 1", "WBEM_E_MISSING_GROUP_WITHIN"),
        ("SELECT * FROM T_Event GROUP WITHIN 5 BY *", "WBEM_E_MISSING_AGGREGATION_LIST"),
        ("SELECT * FROM T_Event GROUP WITHIN 5 BY Payload", "WBEM_E_AGGREGATING_BY_OBJECT"),
        ("SELECT * FROM T_Event GROUP WITHIN 5 BY Source.x", "WBEM_E_PROPERTY_NOT_AN_OBJECT"),
        ("SELECT * FROM T_Event GROUP WITHIN 5 BY Nothing", "WBEM_E_INVALID_QUERY"),
        (f"{CREATION} WITHIN 5 WHERE TargetInstance ISA 'T_Nothing'", "WBEM_E_INVALID_CLASS"),
        (f"{CREATION} WITHIN 5 WHERE TargetInstance.__CLASS = 'T_Nothing'", "WBEM_E_INVALID_CLASS"),
    ],
)
def test_every_other_fault_has_its_code(text, symbol):
    with pytest.raises(WbemError) as caught:
        bound(text)
    assert caught.value.symbol == symbol


def test_groups_are_split_by_paths():
    grouping = bound("SELECT * FROM T_Event GROUP WITHIN 5 BY source, payload.P1").grouping
    assert grouping is not None
    assert grouping.by == (("Source",), ("Payload", "P1"))
