# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.plan import Access, Scan
from openwmi.dispatch.planner import plan_select
from openwmi.host.records import ProviderRecord
from tests.corpus_classes import MemoryClasses
from tests.fakes.plans import bound, zoo

RECORD = ProviderRecord("Frogs", "root\\acme", "acme:Frogs")


@pytest.fixture
def frog():
    return MemoryClasses().declare("Acme_Frog", "key string Name")


def test_a_query_is_replaced_by_a_simpler_one_then_by_everything(frog):
    scan = Scan(frog, RECORD, Access.QUERY, query_text="hard", simpler_text="simple", post_filter=False)
    attempts = [(one.access, one.query_text, one.post_filter) for one in scan.attempts()]
    assert attempts == [(Access.QUERY, "hard", False), (Access.QUERY, "simple", True), (Access.ENUMERATE, "", True)]
    assert len(list(Scan(frog, RECORD, Access.QUERY, query_text="hard").attempts())) == 2


@pytest.mark.parametrize("access", [Access.ENUMERATE, Access.GET])
def test_nothing_replaces_the_others(frog, access):
    scan = Scan(frog, RECORD, access)
    assert list(scan.attempts()) == [scan]


def test_a_plan_prints_what_is_asked_of_whom(site):
    text = str(plan_select(bound(zoo(site), "SELECT Age FROM Acme_Animal WHERE Name = 'Rex' AND Age > 3"), zoo(site)))
    assert text.splitlines()[0] == 'SELECT Age FROM Acme_Animal WHERE Name = "Rex" AND Age > 3'
    for expected in (
        "Acme_Cat: get by key, provider acme|Cats",
        "Acme_Lion: query, provider acme|Lions",
        'pushed down   SELECT Age FROM Acme_Lion WHERE Name = "Rex" AND Age > 3',
        "Acme_Stuffed: get by key, repository",
        "fetched       Age, Name",
        'by the core   WHERE Name = "Rex" AND Age > 3; projection to Age',
        "fails         ",
        "no provider 'gone' is registered",
    ):
        assert expected in text


@pytest.mark.parametrize(
    ("query", "flags", "expected"),
    [
        ("SELECT * FROM Acme_Cat WHERE Age > 300", 0, "nobody is asked"),
        ("SELECT * FROM Acme_Cat", 2, "shows the shape of the result"),
        ("SELECT * FROM Acme_Cat", 0, "fetched       all properties"),
    ],
)
def test_plans_that_ask_nobody_say_so(site, query, flags, expected):
    view = zoo(site)
    assert expected in str(plan_select(bound(view, query), view, flags))
