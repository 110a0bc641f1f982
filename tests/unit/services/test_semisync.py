# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading

import pytest

from openwmi.errors import InvalidParameterError, NotFoundError, WbemStatus
from openwmi.model.declaration import ClassDeclaration
from openwmi.services.semisync import SemisyncServices
from tests.fakes.sites import FROG, code_of, noted, provider_text

GATE = threading.Event()
FRITZ = 'Acme_Frog.Name="Fritz"'
PROVIDER = FROG + provider_text(
    """
    def get(self, key, request):
        from tests.unit.services.test_semisync import GATE
        note("get", GATE.wait(20.0))
        return Acme_Frog(Name="Fritz", Weight=100) if key.Name == "Fritz" else None

    def create(self, new, request):
        note("create", new.Name)

    def delete(self, key, request):
        note("delete", key.Name)

    @method(static=True)
    def Count(self) -> uint32:
        return 5
    """
)


@pytest.fixture
def services(site):
    GATE.set()
    site.provide(PROVIDER)
    return SemisyncServices(site.services())


def test_a_call_returns_while_it_runs(services):
    GATE.clear()
    result = services.get_object(FRITZ)
    assert result.get_call_status(0.0) == (WbemStatus.WBEM_S_TIMEDOUT, None)
    GATE.set()
    assert result.get_call_status() == (WbemStatus.WBEM_S_NO_ERROR, WbemStatus.WBEM_S_NO_ERROR)
    assert result.get_result()["Weight"] == 100


def test_results(site, services):
    assert services.put_instance(site.new("Acme_Frog", Name="New"), 2).get_result().endswith('Acme_Frog.Name="New"')
    assert services.delete_instance(FRITZ).get_result() is None
    assert services.exec_method("Acme_Frog", "Count").get_result()["ReturnValue"] == 5
    assert services.put_class(ClassDeclaration("Acme_New")).get_result().name == "Acme_New"
    assert services.delete_class("Acme_New").get_result() is None
    site.put("__Namespace", Name="pond")
    assert services.open_namespace("pond").get_result().namespace == "root\\acme\\pond"
    assert [entry[1] for entry in noted("delete")] == ["Fritz"]


@pytest.mark.parametrize(
    ("begin", "status"),
    [
        (lambda s: s.get_object('Acme_Frog.Name="x"'), "WBEM_E_NOT_FOUND"),
        (lambda s: s.get_object("Acme_x.Name=1"), "WBEM_E_INVALID_CLASS"),
        (lambda s: s.delete_class("Acme_x"), "WBEM_E_NOT_FOUND"),
        (lambda s: s.exec_method("Acme_Frog", "Fly"), "WBEM_E_INVALID_METHOD"),
        (lambda s: s.open_namespace("nowhere"), "WBEM_E_INVALID_NAMESPACE"),
    ],
)
def test_failures_are_in_the_result(services, begin, status):
    result = begin(services)
    assert result.get_call_status() == (WbemStatus.WBEM_S_NO_ERROR, WbemStatus[status])
    assert code_of(result.get_result) == status


def test_wrong_flags_are_told_at_once(services):
    with pytest.raises(InvalidParameterError):
        services.get_object(FRITZ, 0x400)
    with pytest.raises(NotFoundError):
        services.get_object('Acme_Frog.Name="x"').get_result()
