# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

import pytest

from openwmi.errors import InvalidNamespaceError
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.objectpath import ObjectPath
from openwmi.repository import Repository
from openwmi.repository.check import check
from openwmi.repository.namespaces import REQUIRED_NAMESPACES


def singleton(repository: Repository, class_name: str, namespace: str = "root"):
    return repository.get_instance(namespace, ObjectPath(class_name, is_singleton=True))


def test_a_new_repository_is_sound(repository: Repository):
    assert check(repository) == []
    assert repository.namespaces() == list(REQUIRED_NAMESPACES)


@pytest.mark.parametrize("namespace", REQUIRED_NAMESPACES)
@pytest.mark.parametrize("class_name", ["__SystemSecurity", "__thisNAMESPACE"])
def test_singletons_of_every_namespace(repository: Repository, namespace: str, class_name: str):
    assert singleton(repository, class_name, namespace).class_name == class_name


@pytest.mark.parametrize("kind", ["Object", "Property", "Event", "EventConsumer"])
def test_providers_stay_five_minutes(repository: Repository, kind: str):
    value = singleton(repository, f"__{kind}ProviderCacheControl")["ClearAfter"]
    assert isinstance(value, CimDatetime)
    assert value.to_timedelta().total_seconds() == 300
    assert singleton(repository, "__EventSinkCacheControl")["ClearAfter"] == value


@pytest.mark.parametrize(
    ("class_name", "name", "value"),
    [
        ("__ProviderHostQuotaConfiguration", "ThreadsPerHost", 256),
        ("__ProviderHostQuotaConfiguration", "HandlesPerHost", 4096),
        ("__ProviderHostQuotaConfiguration", "MemoryPerHost", 512 * 2**20),
        ("__ProviderHostQuotaConfiguration", "MemoryAllHosts", 2**30),
        ("__ProviderHostQuotaConfiguration", "ProcessLimitAllHosts", 32),
        ("__ArbitratorConfiguration", "TemporarySubscriptionsPerUser", 1000),
        ("__ArbitratorConfiguration", "PollingMemoryTotal", 10_000_000),
        ("__ArbitratorConfiguration", "TotalCacheDiskPerTask", 51250),
    ],
)
def test_configuration(repository: Repository, class_name: str, name: str, value: int):
    assert singleton(repository, class_name)[name] == value


@pytest.mark.parametrize("class_name", ["__ProviderHostQuotaConfiguration", "__ArbitratorConfiguration"])
def test_every_value_of_the_configuration_is_set(repository: Repository, class_name: str):
    assert None not in singleton(repository, class_name).values


def test_identification(repository: Repository, folder: Path):
    found = singleton(repository, "__CIMOMIdentification")
    assert (found["VersionUsedToCreateDB"], found["VersionCurrentlyRunning"]) == ("1.2.3", "1.2.3")
    assert found["WorkingDirectory"] == str(folder)
    assert CimDatetime(str(found["SetupDateTime"])).to_datetime().timestamp() == 1_700_000_000


def test_create_namespace(repository: Repository):
    repository.create_namespace("ROOT/Acme")
    repository.create_namespace("root\\acme")
    assert repository.namespaces()[-1] == "root\\Acme"
    repository.create_namespace("root")
    with pytest.raises(InvalidNamespaceError):
        repository.create_namespace("root\\none\\below")
