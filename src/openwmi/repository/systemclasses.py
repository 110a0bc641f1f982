# SPDX-License-Identifier: Apache-2.0
"""The system classes that every namespace has, as data, and their declarations.

The table has one line a class, `Name, Name : Parent (qualifier)`, and below it one line a
property, `[qualifier] type Name[], Name = default`, or a method. System classes are never
stored: every namespace derives them from this table, so that a new release brings its new
properties to old repositories.

Spec: object-model.md §15; events.md §1.
Choice: __Trustee, __ACE and __SecurityDescriptor are concrete, though the text calls them
abstract, because clients spawn them to build the argument of SetSecurityDescriptor.
Choice: `rights` of GetCallerAccessRights is sint32, as in reentrancy-and-security.md §4;
object-model.md §11 says uint32.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from openwmi.model.cimtype import TypeSpec
from openwmi.model.declaration import (
    ClassDeclaration,
    MethodDeclaration,
    ParameterDeclaration,
    PropertyDeclaration,
)
from openwmi.model.names import NameMap, fold
from openwmi.model.qualifier import (
    FIXED_FLAVORS,
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE,
    Qualifier,
)

_TABLE: Final = """
__SystemClass (abstract)
__NotifyStatus (abstract)
    uint32 StatusCode
__PARAMETERS (abstract)
__SecurityRelatedClass (abstract)
__NAMESPACE : __SystemClass
    key string Name
__thisNAMESPACE : __SystemClass (singleton)
    uint8 SECURITY_DESCRIPTOR[]
__Provider : __SystemClass (abstract)
    key string Name
__Win32Provider : __Provider
    string ClientLoadableCLSID, CLSID
    sint32 Concurrency
    string DefaultMachineName
    boolean Enabled
    string HostingModel
    sint32 ImpersonationLevel = 0
    sint32 InitializationReentrancy = 0
    datetime InitializationTimeoutInterval
    boolean InitializeAsAdminFirst
    datetime OperationTimeoutInterval
    boolean PerLocaleInitialization = false
    boolean PerUserInitialization = false
    boolean Pure = true
    string SecurityDescriptor
    boolean SupportsExplicitShutdown, SupportsExtendedStatus, SupportsQuotas
    boolean SupportsSendStatus, SupportsShutdown, SupportsThrottling
    datetime UnloadTimeout
    uint32 Version
__ProviderRegistration : __SystemClass (abstract)
    ref:__Provider provider
__ObjectProviderRegistration : __ProviderRegistration (abstract)
    sint32 InteractionType = 0
    string QuerySupportLevels[]
    boolean SupportsBatching
    boolean SupportsDelete = false
    boolean SupportsEnumeration = false
    boolean SupportsGet = false
    boolean SupportsPut = false
    boolean SupportsTransactions
__InstanceProviderRegistration : __ObjectProviderRegistration
    key ref:__Provider provider
    boolean SupportsEnumeration = true
__ClassProviderRegistration : __ObjectProviderRegistration
    key ref:__Provider provider
    datetime CacheRefreshInterval
    boolean PerUserSchema
    string ReferencedSetQueries[], ResultSetQueries[]
    boolean ReSynchroniseOnNamespaceOpen
    string UnsupportedQueries[]
    uint32 Version
__MethodProviderRegistration : __ProviderRegistration
    key ref:__Provider provider
__PropertyProviderRegistration : __ProviderRegistration
    key ref:__Provider provider
    boolean SupportsGet = false
    boolean SupportsPut = false
__EventProviderRegistration : __ProviderRegistration
    key ref:__Provider provider
    string EventQueryList[]
__EventConsumerProviderRegistration : __ProviderRegistration
    key ref:__Provider provider
    string ConsumerClassNames[]
__CacheControl : __SystemClass (abstract)
__EventConsumerProviderCacheControl : __CacheControl (singleton)
    interval datetime ClearAfter
__EventProviderCacheControl : __CacheControl (singleton)
    interval datetime ClearAfter
__EventSinkCacheControl : __CacheControl (singleton)
    interval datetime ClearAfter
__ObjectProviderCacheControl : __CacheControl (singleton)
    interval datetime ClearAfter
__PropertyProviderCacheControl : __CacheControl (singleton)
    interval datetime ClearAfter
__CIMOMIdentification : __SystemClass (singleton)
    string SetupDateTime, VersionCurrentlyRunning, VersionUsedToCreateDB, WorkingDirectory
__ArbitratorConfiguration : __SystemClass (singleton)
    uint32 OutstandingTasksPerUser, OutstandingTasksTotal, PermanentSubscriptionsPerUser
    uint32 PermanentSubscriptionsTotal, PollingInstructionsPerUser, PollingInstructionsTotal
    uint32 PollingMemoryPerUser, PollingMemoryTotal, QuotaRetryCount, QuotaRetryWaitInterval
    uint32 TaskThreadsPerUser, TaskThreadsTotal, TemporarySubscriptionsPerUser
    uint32 TemporarySubscriptionsTotal, TotalCacheDisk, TotalCacheDiskPerTask
    uint32 TotalCacheDiskPerUser, TotalCacheMemory, TotalCacheMemoryPerTask
    uint32 TotalCacheMemoryPerUser, TotalUsers
__ProviderHostQuotaConfiguration : __SystemClass (singleton)
    uint32 HandlesPerHost
    uint64 MemoryAllHosts, MemoryPerHost
    uint32 ProcessLimitAllHosts, ThreadsPerHost
__SystemSecurity : __SystemClass (singleton)
    uint32 GetSD(out uint8 SD[])
    uint32 SetSD(in uint8 SD[])
    uint32 GetSecurityDescriptor(out object:__SecurityDescriptor Descriptor)
    uint32 SetSecurityDescriptor(in object:__SecurityDescriptor Descriptor)
    uint32 GetCallerAccessRights(out sint32 rights)
    uint32 Get9XUserList(out object:__NTLMUser9X ulist[])
    uint32 Set9XUserList(in object:__NTLMUser9X ulist[])
__NTLMUser9X : __SecurityRelatedClass
    string Authority
    sint32 Flags, Mask
    string Name
    sint32 Type
__Trustee : __SecurityRelatedClass
    string Domain, Name
    uint8 SID[]
    uint32 SidLength
    string SIDString
    uint64 TIME_CREATED
__ACE : __SecurityRelatedClass
    uint32 AccessMask, AceFlags, AceType
    string GuidInheritedObjectType, GuidObjectType
    uint64 TIME_CREATED
    object:__Trustee Trustee
__SecurityDescriptor : __SecurityRelatedClass
    uint32 ControlFlags
    object:__ACE DACL[]
    object:__Trustee Group, Owner
    object:__ACE SACL[]
    uint64 TIME_CREATED
__ExtendedStatus : __NotifyStatus
    string Description, Operation, ParameterInfo, ProviderName
__IndicationRelated : __SystemClass (abstract)
__Event : __IndicationRelated (abstract)
    uint8 SECURITY_DESCRIPTOR[]
    uint64 TIME_CREATED
__ExtrinsicEvent : __Event
__SystemEvent : __ExtrinsicEvent
__EventDroppedEvent : __SystemEvent
    object:__Event Event
    ref:__EventConsumer IntendedConsumer
__EventQueueOverflowEvent : __EventDroppedEvent
    uint32 CurrentQueueSize
__ConsumerFailureEvent : __EventDroppedEvent
    uint32 ErrorCode
    string ErrorDescription
    object ErrorObject
__NamespaceOperationEvent : __Event
    object:__NAMESPACE TargetNamespace
__NamespaceCreationEvent, __NamespaceDeletionEvent : __NamespaceOperationEvent
__NamespaceModificationEvent : __NamespaceOperationEvent
    object:__NAMESPACE PreviousNamespace
__ClassOperationEvent : __Event
    object TargetClass
__ClassCreationEvent, __ClassDeletionEvent : __ClassOperationEvent
__ClassModificationEvent : __ClassOperationEvent
    object PreviousClass
__InstanceOperationEvent : __Event
    object TargetInstance
__InstanceCreationEvent, __InstanceDeletionEvent : __InstanceOperationEvent
__InstanceModificationEvent : __InstanceOperationEvent
    object PreviousInstance
__MethodInvocationEvent : __InstanceOperationEvent
    string Method
    object:__PARAMETERS Parameters
    boolean PreCall
__TimerEvent : __Event
    uint32 NumFirings
    string TimerId
__AggregateEvent : __IndicationRelated
    uint32 NumberOfEvents
    object Representative
__EventFilter : __IndicationRelated
    uint8 CreatorSID[] = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0]
    string EventAccess, EventNamespace
    key string Name
    string Query, QueryLanguage
__EventConsumer : __IndicationRelated (abstract)
    uint8 CreatorSID[] = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0]
    string MachineName
    uint32 MaximumQueueSize
__FilterToConsumerBinding : __IndicationRelated (association)
    key ref:__EventConsumer Consumer
    uint8 CreatorSID[] = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0]
    boolean DeliverSynchronously = false
    uint32 DeliveryQoS
    key ref:__EventFilter Filter
    boolean MaintainSecurityContext = false
    boolean SlowDownProviders = false
__EventGenerator : __IndicationRelated (abstract)
__TimerInstruction : __EventGenerator (abstract)
    boolean SkipIfPassed = false
    key string TimerId
__AbsoluteTimerInstruction : __TimerInstruction
    not_null datetime EventDateTime
__IntervalTimerInstruction : __TimerInstruction
    not_null milliseconds uint32 IntervalBetweenEvents
__TimerNextFiring : __IndicationRelated
    sint64 NextEvent64BitTime
    key string TimerId
"""

_TO_BOTH: Final = WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE | WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS

_QUALIFIERS: Final[Mapping[str, Qualifier]] = MappingProxyType(
    {
        "abstract": Qualifier("abstract", True, FIXED_FLAVORS["abstract"]),
        "singleton": Qualifier("singleton", True, FIXED_FLAVORS["singleton"]),
        "association": Qualifier("association", True, WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE),
        "key": Qualifier("key", True, FIXED_FLAVORS["key"]),
        "not_null": Qualifier("not_null", True, _TO_BOTH),
        "milliseconds": Qualifier("units", "milliseconds", _TO_BOTH),
        "interval": Qualifier("SubType", "interval", _TO_BOTH),
        "static": Qualifier("static"),
        "implemented": Qualifier("implemented"),
        "in": Qualifier("in"),
        "out": Qualifier("out"),
    }
)
"""Words of the table -> qualifiers."""

_CLASS: Final = re.compile(r"(?P<names>\w+(?:, \w+)*)(?: : (?P<parent>\w+))?(?: \((?P<qualifiers>\w+)\))?")
_MEMBER: Final = re.compile(
    r"(?P<qualifiers>(?:(?:key|not_null|milliseconds|interval) )*)(?P<type>[\w:]+) (?P<rest>.+)"
)
_METHOD: Final = re.compile(r"(?P<name>\w+)\((?P<direction>in|out) (?P<parameter>.+)\)")


@dataclass(slots=True)
class _Row:
    """One class of the table, members still as text."""

    name: str
    parent: str | None
    qualifiers: str
    members: list[str] = field(default_factory=list)


def _read_table() -> dict[str, _Row]:
    rows: dict[str, _Row] = {}
    current: list[_Row] = []
    for line in _TABLE.strip().splitlines():
        if line.startswith(" "):
            for row in current:
                row.members.append(line.strip())
            continue
        found = _match(_CLASS, line)
        current = [_Row(name, found["parent"], found["qualifiers"] or "") for name in found["names"].split(", ")]
        rows.update((fold(row.name), row) for row in current)
    return rows


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no line of the table of system classes")
    return found


_ROWS: Final[Mapping[str, _Row]] = MappingProxyType(_read_table())

SYSTEM_CLASS_NAMES: Final[tuple[str, ...]] = tuple(row.name for row in _ROWS.values())
"""Names of all system classes, parents before children."""


def system_parent(name: str) -> str | None:
    """Return the parent's name of a system class; None at the top and for any other class."""
    row = _ROWS.get(fold(name))
    return row.parent if row else None


def is_system_class(name: str) -> bool:
    """Tell whether `name`, in any case, is a system class."""
    return fold(name) in _ROWS


def system_declaration(name: str) -> ClassDeclaration | None:
    """Return a new declaration of the system class of that name in any case, or None."""
    row = _ROWS.get(fold(name))
    if row is None:
        return None
    declaration = ClassDeclaration(row.name, row.parent, _qualifiers(row.qualifiers))
    for text in row.members:
        if text.endswith(")"):
            method = _read_method(text)
            declaration.methods[method.name] = method
        else:
            declaration.properties.update((p.name, p) for p in _read_properties(text))
    return declaration


def _qualifiers(words: str) -> NameMap[Qualifier]:
    found = [_QUALIFIERS[word] for word in words.split()]
    return NameMap((qualifier.name, qualifier) for qualifier in found)


def _read_properties(text: str) -> Iterator[PropertyDeclaration]:
    found = _match(_MEMBER, text)
    names, _, default = found["rest"].partition(" = ")
    for name in names.split(", "):
        yield PropertyDeclaration(
            name.removesuffix("[]"),
            TypeSpec.from_text(found["type"], is_array=name.endswith("[]")),
            _qualifiers(found["qualifiers"]),
            json.loads(default) if default else None,
            bool(default),
        )


def _read_method(text: str) -> MethodDeclaration:
    member = _match(_MEMBER, text)
    found = _match(_METHOD, member["rest"])
    parameters = [
        ParameterDeclaration(p.name, p.type, _qualifiers(found["direction"]))
        for p in _read_properties(found["parameter"])
    ]
    qualifiers = _qualifiers("implemented static")
    return MethodDeclaration(found["name"], TypeSpec.from_text(member["type"]), parameters, qualifiers)
