# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

import pytest

from openwmi.errors import NotFoundError
from openwmi.host.records import ProviderRecord
from openwmi.host.registry import ProviderHost
from openwmi.model.objectpath import ObjectPath
from tests.fakes.ponds import new_call, new_request
from tests.fakes.sites import eventually

FILE = """
from openwmi.provider import *
from openwmi.errors import *

class Acme_Frog(CimClass, namespace="root/acme"):
    Name: str = key()

class Frogs(InstanceProvider[Acme_Frog]):
    def get(self, key, request):
        return None if key.Name == "nobody" else Acme_Frog(Name=key.Name)

    def enumerate(self, request):
        for number in range(3000):
            yield Acme_Frog(Name=str(number))

    def delete(self, key, request):
        pass
"""
SERVICES: Any = None
KERMIT = ObjectPath.parse('Acme_Frog.Name="Kermit"')


@pytest.fixture
def frogs(tmp_path):
    path = tmp_path / "frogs.py"
    path.write_text(FILE)
    host = ProviderHost()
    record = ProviderRecord("Frogs", "root\\acme", f"{path}:Frogs", hosting_model="SelfHost")
    yield host.acquire(record, new_call(), SERVICES)
    host.close()


def test_what_it_offers_is_known_here(frogs):
    assert frogs.is_usable
    assert frogs.capabilities.get
    assert frogs.capabilities.delete
    assert not frogs.capabilities.put


def test_single_answers_and_failures(frogs):
    assert frogs.get(KERMIT, new_request())["Name"] == "Kermit"
    assert frogs.delete(KERMIT, new_request()) is None
    with pytest.raises(NotFoundError):
        frogs.get(ObjectPath.parse('Acme_Frog.Name="nobody"'), new_request())
    assert frogs.calls == 0


def test_all_rows_come_in_order(frogs):
    names = [row["Name"] for row in frogs.enumerate("Acme_Frog", new_request())]
    assert names == [str(number) for number in range(3000)]


def test_a_call_is_counted_and_named_while_it_lasts(frogs):
    request = new_request()
    rows = frogs.enumerate("Acme_Frog", request)
    next(rows)
    assert frogs.calls == 1
    assert request.call.activity.current.startswith("provider Frogs in CreateInstanceEnum Acme_Frog (host process ")
    rows.close()
    assert frogs.calls == 0
    assert request.call.activity.current == ""


def test_after_its_shutdown_the_process_ends(frogs):
    frogs.shutdown()
    assert eventually(lambda: not frogs.is_usable)
    frogs.shutdown()
