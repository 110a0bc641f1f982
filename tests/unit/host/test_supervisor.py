# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import QuotaViolationError, WbemError
from openwmi.host.breaker import Breaker
from openwmi.host.hosting import Hosting, Place
from openwmi.host.quotas import HostQuotas
from openwmi.host.records import ProviderRecord
from openwmi.host.supervisor import Supervisor
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.contract import InitializeArguments
from tests.fakes.ponds import new_call, new_request
from tests.fakes.sites import eventually

FILE = """
import os
from openwmi.provider import *

class Acme_Frog(CimClass, namespace="root/acme"):
    Name: str = key()
    User: uint32 | None = prop()

class Frogs(InstanceProvider[Acme_Frog]):
    def get(self, key, request):
        if key.Name == "die":
            os._exit(1)
        return Acme_Frog(Name=key.Name, User=os.getuid())
"""
POND = Hosting(Place.SHARED, "localservice", "pond")
OWN = Hosting(Place.OWN)


@pytest.fixture
def start(tmp_path):
    (tmp_path / "frogs.py").write_text(FILE)
    made: list[Supervisor] = []

    def start(hosting, name="Frogs", **options):
        if options or not made:
            made.append(Supervisor(**options))
        record = ProviderRecord(name, "root\\acme", f"{tmp_path}/frogs.py:Frogs")
        return made[-1].start(record, hosting, InitializeArguments("root\\acme", new_call()))

    vars(start)["made"] = made
    yield start
    for supervisor in made:
        supervisor.close()
        supervisor.close()


def get(provider, name="x"):
    return provider.get(ObjectPath.parse(f'Acme_Frog.Name="{name}"'), new_request())


def test_providers_share_a_process_by_account_and_group(start):
    for name in ("a", "b"):
        start(POND, name)
        start(OWN, name)
    assert len(start.made[0].hosts()) == 3


def test_an_empty_process_ends(start):
    first, second = start(POND, "a"), start(POND, "b")
    first.shutdown()
    assert get(second)["Name"] == "x"
    second.shutdown()
    assert eventually(lambda: start.made[0].hosts() == [])


def test_no_more_processes_than_allowed(start):
    start(OWN, "a", quotas=lambda: HostQuotas(all_processes=1))
    with pytest.raises(QuotaViolationError, match="provider b: ProcessLimitAllHosts is 1"):
        start(OWN, "b")


def test_a_provider_that_keeps_dying_is_suspended(start):
    breaker = Breaker(2)
    provider = start(OWN, breaker=breaker)
    for _ in range(2):
        with pytest.raises(WbemError, match="exited with status 1"):
            get(provider, "die")
        assert not provider.is_usable
        if breaker._records["root\\acme", "frogs"].failures < 2:
            provider = start(OWN)
    assert eventually(lambda: breaker._records["root\\acme", "frogs"].failures == 2)
    with pytest.raises(WbemError, match="exited with status 1") as caught:
        start(OWN)
    assert caught.value.symbol == "WBEM_E_PROVIDER_SUSPENDED"


def test_after_the_end_nothing_is_started(start):
    start(OWN)
    start.made[0].close()
    with pytest.raises(WbemError, match="shutting down"):
        start(OWN, "b")
