# SPDX-License-Identifier: Apache-2.0
"""What a new repository contains: the required namespaces, and the configuration in `root`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.flags import WBEM_FLAG_CREATE_OR_UPDATE
from openwmi.repository.instancewrite import NAMESPACE_CLASS, create_namespace_of, put_instance
from openwmi.repository.namespaces import REQUIRED_NAMESPACES, ROOT, split_namespace
from openwmi.repository.view import View

IDENTIFICATION_CLASS: Final = "__CIMOMIdentification"

CLEAR_AFTER: Final = "00000000000500.000000:000"
"""Five minutes. Choice: for all kinds of providers. Spec: provider-model.md §8."""

_CACHE_CONTROLS: Final = (
    "__EventConsumerProviderCacheControl",
    "__EventProviderCacheControl",
    "__EventSinkCacheControl",
    "__ObjectProviderCacheControl",
    "__PropertyProviderCacheControl",
)

_QUOTAS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "HandlesPerHost": 4096,
        "MemoryAllHosts": 1073741824,
        "MemoryPerHost": 536870912,
        "ProcessLimitAllHosts": 32,
        "ThreadsPerHost": 256,
    }
)

_ARBITRATOR: Final[Mapping[str, int]] = MappingProxyType(
    {
        "OutstandingTasksPerUser": 30,
        "OutstandingTasksTotal": 3000,
        "PermanentSubscriptionsPerUser": 1000,
        "PermanentSubscriptionsTotal": 10000,
        "PollingInstructionsPerUser": 1000,
        "PollingInstructionsTotal": 10000,
        "PollingMemoryPerUser": 5000000,
        "PollingMemoryTotal": 10000000,
        "QuotaRetryCount": 10,
        "QuotaRetryWaitInterval": 15000,
        "TaskThreadsPerUser": 3,
        "TaskThreadsTotal": 30,
        "TemporarySubscriptionsPerUser": 1000,
        "TemporarySubscriptionsTotal": 10000,
        "TotalCacheDisk": 1048576,
        "TotalCacheDiskPerTask": 51250,
        "TotalCacheDiskPerUser": 102500,
        "TotalCacheMemory": 10240,
        "TotalCacheMemoryPerTask": 1024,
        "TotalCacheMemoryPerUser": 2048,
        "TotalUsers": 50,
    }
)

_ROOT_SINGLETONS: Final[Mapping[str, Mapping[str, int | str]]] = MappingProxyType(
    {name: {"ClearAfter": CLEAR_AFTER} for name in _CACHE_CONTROLS}
    | {"__ProviderHostQuotaConfiguration": _QUOTAS, "__ArbitratorConfiguration": _ARBITRATOR}
)
"""Singletons of `root` and their values. Spec: events.md §8; provider-model.md §8, §9."""


def bootstrap(view: View, folder: Path, *, now_s: float, version: str) -> None:
    """Fill an empty repository.

    Args:
        view: The write transaction that made the tables.
        folder: The repository's, told in `__CIMOMIdentification`.
        now_s: Present time, in seconds since 1970 UTC.
        version: Of the product.

    Spec: object-model.md §11, §15.
    """
    create_namespace_of(view, None, None)
    for path in REQUIRED_NAMESPACES[1:]:
        create_namespace(view, path)
    for class_name, values in _ROOT_SINGLETONS.items():
        _put(view, class_name, values)
    identification = {
        "SetupDateTime": str(CimDatetime.from_timestamp(now_s)),
        "VersionCurrentlyRunning": version,
        "VersionUsedToCreateDB": version,
        "WorkingDirectory": str(folder),
    }
    _put(view, IDENTIFICATION_CLASS, identification)


def create_namespace(view: View, path: str) -> None:
    """Create a namespace by putting its `__NAMESPACE` instance; nothing happens when it exists.

    Raises:
        InvalidNamespaceError: The parent does not exist, or the text cannot be a namespace.
    """
    parent, name = split_namespace(path)
    if parent is None:
        return
    instance = view.find_class(view.classes(parent), NAMESPACE_CLASS).spawn_instance()
    instance["Name"] = name
    put_instance(view, parent, instance, WBEM_FLAG_CREATE_OR_UPDATE)


def _put(view: View, class_name: str, values: Mapping[str, int | str]) -> None:
    instance = view.find_class(view.classes(ROOT), class_name).spawn_instance()
    for name, value in values.items():
        instance[name] = value
    put_instance(view, ROOT, instance, WBEM_FLAG_CREATE_OR_UPDATE)
