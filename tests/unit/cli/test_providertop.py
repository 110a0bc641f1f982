# SPDX-License-Identifier: Apache-2.0

import json

from openwmi.cli.providertop import records_of
from openwmi.provider.activity import ProviderFigures

IDLE = ProviderFigures("Idle", "root\\acme", "SelfHost", 1, True, {}, 0, 0, 0, 0.0, 0.0, 0.0, 0, "", ())


def test_what_a_query_cost_its_provider(openwmi):
    told = openwmi("provider", "top", "SELECT * FROM Acme_Toad", "-o", "json")
    assert (told.code, told.err) == (0, "")
    (toads,) = json.loads(told.out)
    assert (toads["Provider"], toads["Calls"], toads["Rows"], toads["Errors"]) == ("swamp|Toads", 1, 2, 0)
    assert toads["MedianTime"] > 0


def test_a_failing_provider_is_named_and_the_command_fails(openwmi):
    told = openwmi("provider", "top", "SELECT * FROM Acme_Wreck", "-o", "json")
    assert told.code == 5
    assert "WBEM_E_PROVIDER_FAILURE" in told.err
    (wrecks,) = json.loads(told.out)
    assert wrecks["Errors"] == 1
    assert "sunk" in wrecks["LastError"]


def test_the_busiest_comes_first():
    busy = IDLE._replace(name="Busy", median_s=2.0, operations={"GetObject": 3})
    some = IDLE._replace(name="Some", median_s=3.0, operations={"GetObject": 1})
    assert [record.values[0] for record in records_of([IDLE, some, busy])] == ["Busy", "Some", "Idle"]
