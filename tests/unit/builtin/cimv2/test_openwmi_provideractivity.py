# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.openwmi_provideractivity import ProviderActivities, activity, slow_text
from openwmi.provider.activity import ProviderFigures, SlowCall
from tests.unit.builtin.asking import rows

SLOW = SlowCall(1.5, "ExecQuery", "SELECT * FROM Acme_Frog", "kermit", 1, "abc")
FIGURES = ProviderFigures(
    "Frogs", "root\\acme", "SelfHost", 7, True, {"GetObject": 2, "ExecQuery": 5}, 1,
    9, 3, 0.25, 1.5, 0.125, 4096, "WBEM_E_FAILED: no", (SLOW,),
)  # fmt: skip


def test_figures_of_a_provider():
    found = activity(FIGURES)
    assert (found.Namespace, found.Provider, found.IsLoaded) == ("root\\acme", "Frogs", True)
    assert (found.Calls, found.CallsInProgress, found.Rows, found.Errors) == (7, 1, 9, 3)
    assert (found.MedianTime, found.Percentile99Time, found.CpuTime) == (250.0, 1500.0, 125.0)
    assert (found.MemoryGrowth, found.LastError) == (4096, "WBEM_E_FAILED: no")
    assert found.SlowestCalls == [slow_text(SLOW)]


def test_a_slow_call_is_one_line():
    assert slow_text(SLOW) == "1500.0 ms ExecQuery SELECT * FROM Acme_Frog for kermit, 1 row, call abc"


def test_the_core_is_asked(monkeypatch, make_request):
    assert rows(ProviderActivities(), make_request()) == []
    monkeypatch.setattr("openwmi.builtin.cimv2.openwmi_provideractivity.figures_of", lambda request: [FIGURES])
    (found,) = rows(ProviderActivities(), make_request())
    assert found.Provider == "Frogs"
