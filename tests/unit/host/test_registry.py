# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from openwmi.errors import WbemError
from openwmi.host.records import ProviderRecord
from openwmi.host.registry import ProviderHost
from openwmi.security.identity import Identity
from tests.fakes.ponds import CALLER, new_call
from tests.fakes.sites import code_of, noted, provider_text

FROGS_FILE = Path(__file__).parents[3] / "examples" / "frogs.py"
BODY = """
def load(self, request):
    note("load", request.caller.name, threading.get_ident())

def enumerate(self, request):
    yield from ()

def unload(self):
    note("unload")
"""


@pytest.fixture
def record(site):
    path = site.write(
        'class Acme_Frog(CimClass, namespace="root/acme"):\n    Name: str = key()\n' + provider_text(BODY)
    )
    return ProviderRecord("Frogs", "root\\acme", f"{path}:Frogs")


def acquire(host, record, call=None):
    return host.acquire(record, call or new_call(), None)


def test_a_provider_is_loaded_once(record):
    host = ProviderHost()
    assert acquire(host, record) is acquire(host, record)
    assert len(noted("load")) == 1
    assert [one.record for one in host.loaded()] == [record]


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({}, True),
        ({"name": "FROGS"}, True),
        ({"namespace": "ROOT\\ACME"}, True),
        ({"hosting_model": "networkservicehostORselfhost"}, True),
        ({"hosting_model": "WmiCore"}, False),
        ({"name": "Toads"}, False),
        ({"namespace": "root\\other"}, False),
        ({"clsid": f"{FROGS_FILE}:Frogs"}, False),
    ],
)
def test_what_makes_a_provider_another_one(record, changes, is_same):
    host = ProviderHost()
    assert (acquire(host, record) is acquire(host, replace(record, **changes))) == is_same


@pytest.mark.parametrize(("setting", "objects"), [({}, 1), ({"per_user": True}, 2), ({"per_locale": True}, 2)])
def test_one_object_for_each_user_or_locale(record, setting, objects):
    host = ProviderHost()
    piggy = new_call(locale="MS_407")
    piggy.caller = Identity("piggy", 1001, 1001, frozenset())
    found = {id(acquire(host, replace(record, **setting), call)) for call in (new_call(locale="MS_409"), piggy)}
    assert len(found) == objects


def test_the_switch_counts_also_for_what_is_loaded(record):
    host = ProviderHost()
    acquire(host, record)
    assert code_of(lambda: acquire(host, replace(record, enabled=False))) == "WBEM_E_PROVIDER_NOT_FOUND"
    assert code_of(lambda: acquire(host, replace(record, hosting_model="x"))) == (
        "WBEM_E_INVALID_PROVIDER_REGISTRATION"
    )


def test_many_threads_load_it_once(record):
    host, found = ProviderHost(), []
    threads = [threading.Thread(target=lambda: found.append(acquire(host, record))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(map(id, found))) == 1
    assert len(noted("load")) == 1


def test_forgetting_loads_it_anew(record):
    host = ProviderHost()
    first = acquire(host, record)
    host.forget("ROOT\\acme", "frogs")
    host.forget("root\\acme", "nobody")
    assert noted("unload") == [("unload",)]
    assert acquire(host, record) is not first


def test_closing_unloads_everything_and_refuses_more(record):
    host = ProviderHost()
    acquire(host, record)
    host.close()
    host.close()
    assert noted("unload") == [("unload",)]
    assert host.loaded() == []
    with pytest.raises(WbemError) as caught:
        acquire(host, record)
    assert caught.value.symbol == "WBEM_E_SHUTTING_DOWN"


@pytest.mark.parametrize("reentrancy", [0, 1, 2, 7])
def test_every_kind_of_reentrancy_loads(record, reentrancy):
    assert acquire(ProviderHost(), replace(record, reentrancy=reentrancy)).record.reentrancy == reentrancy


@pytest.mark.parametrize(
    ("reentrancy", "same_namespace", "may_overlap"),
    [(0, True, False), (0, False, False), (1, True, False), (1, False, True), (2, False, True)],
)
def test_which_initialisations_overlap(site, reentrancy, same_namespace, may_overlap):
    body = BODY.replace(
        'note("load", request.caller.name, threading.get_ident())',
        "from tests.unit.host.test_registry import meet\n    meet()",
    )
    path = site.write(
        'class Acme_Frog(CimClass, namespace="root/acme"):\n    Name: str = key()\n' + provider_text(body)
    )
    one = ProviderRecord("Frogs", "root\\acme", f"{path}:Frogs", reentrancy=reentrancy, per_user=True)
    two = one if same_namespace else replace(one, namespace="root\\other")
    host, seen = ProviderHost(), []
    MEETINGS[:] = [0, 0]
    other = new_call()
    other.caller = Identity("piggy", 1001, 1001, frozenset())

    def load(record, call):
        seen.append(acquire(host, record, call))

    threads = [threading.Thread(target=load, args=(one, new_call())), threading.Thread(target=load, args=(two, other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 2
    assert (MEETINGS[1] == 2) == may_overlap


MEETINGS = [0, 0]
_MET = threading.Condition()


def meet():
    """Wait shortly for another one that is here, too; note the most that were here at once."""
    with _MET:
        MEETINGS[0] += 1
        MEETINGS[1] = max(MEETINGS)
        _MET.notify_all()
        _MET.wait_for(lambda: MEETINGS[1] == 2, 0.3)
        MEETINGS[0] -= 1


def test_the_caller_of_the_first_call_is_known_while_loading(record):
    acquire(ProviderHost(), record)
    assert noted("load")[0][1] == CALLER.name
