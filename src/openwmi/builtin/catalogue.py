# SPDX-License-Identifier: Apache-2.0
"""The shipped providers, by namespace, as `module:class`.

Data only: whoever starts a server registers them without importing one, and a
provider is imported when the first client asks for its class.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_CIMV2_LINUX: Final = (
    "openwmi.builtin.cimv2.msft_providers:LoadedProviders",
    "openwmi.builtin.cimv2.openwmi_provideractivity:ProviderActivities",
    "openwmi.builtin.cimv2.win32_bios:Firmware",
    "openwmi.builtin.cimv2.win32_computersystem:ComputerSystems",
    "openwmi.builtin.cimv2.win32_computersystemprocessor:ComputerSystemProcessors",
    "openwmi.builtin.cimv2.win32_computersystemproduct:ComputerSystemProducts",
    "openwmi.builtin.cimv2.win32_dependentservice:DependentServices",
    "openwmi.builtin.cimv2.win32_diskdrive:DiskDrives",
    "openwmi.builtin.cimv2.win32_diskdrivetodiskpartition:DiskPartitionLinks",
    "openwmi.builtin.cimv2.win32_diskpartition:DiskPartitions",
    "openwmi.builtin.cimv2.win32_environment:EnvironmentVariables",
    "openwmi.builtin.cimv2.win32_group:Groups",
    "openwmi.builtin.cimv2.win32_ip4routetable:IP4Routes",
    "openwmi.builtin.cimv2.win32_localtime:LocalTimes",
    "openwmi.builtin.cimv2.win32_logicaldisk:LogicalDisks",
    "openwmi.builtin.cimv2.win32_logicaldisktopartition:LogicalDiskLinks",
    "openwmi.builtin.cimv2.win32_networkadapter:NetworkAdapters",
    "openwmi.builtin.cimv2.win32_networkadapterconfiguration:NetworkAdapterConfigurations",
    "openwmi.builtin.cimv2.win32_networkadaptersetting:NetworkAdapterSettings",
    "openwmi.builtin.cimv2.win32_operatingsystem:OperatingSystems",
    "openwmi.builtin.cimv2.win32_pagefileusage:PageFiles",
    "openwmi.builtin.cimv2.win32_process:Processes",
    "openwmi.builtin.cimv2.win32_processor:ProcessorPackages",
    "openwmi.builtin.cimv2.win32_service:Services",
    "openwmi.builtin.cimv2.win32_systemoperatingsystem:SystemOperatingSystems",
    "openwmi.builtin.cimv2.win32_systemprocesses:SystemProcesses",
    "openwmi.builtin.cimv2.win32_systemservices:SystemServices",
    "openwmi.builtin.cimv2.win32_timezone:TimeZones",
    "openwmi.builtin.cimv2.win32_useraccount:UserAccounts",
    "openwmi.builtin.cimv2.win32_utctime:UTCTimes",
)

PROVIDERS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {"linux": MappingProxyType({"root\\cimv2": _CIMV2_LINUX})}
)
"""Platform (`sys.platform`) -> namespace -> providers."""
