# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.model.cimclass import ClassDefinition
from openwmi.model.derive import derive
from openwmi.repository.systemclasses import (
    SYSTEM_CLASS_NAMES,
    is_system_class,
    system_declaration,
    system_parent,
)


@pytest.fixture(scope="module")
def derived() -> dict[str, ClassDefinition]:
    found: dict[str, ClassDefinition] = {}
    for name in SYSTEM_CLASS_NAMES:
        declaration = system_declaration(name)
        assert declaration is not None
        parent = found[declaration.superclass] if declaration.superclass else None
        found[name] = derive(declaration, parent, allow_system=True)
    return found


def test_every_class_comes_after_its_parent_and_derives(derived: dict[str, ClassDefinition]):
    assert len(derived) == len(SYSTEM_CLASS_NAMES) == 61
    assert all(system_parent(name) == derived[name].superclass for name in derived)


def test_classes_are_known_in_any_case():
    assert is_system_class("__systemclass")
    assert not is_system_class("Win32_Process")
    assert system_declaration("Win32_Process") is None
    assert system_parent("Win32_Process") is None
    found = system_declaration("__EVENTFILTER")
    assert found is not None
    assert found.name == "__EventFilter"


def test_each_question_gives_a_new_declaration():
    first, second = system_declaration("__Event"), system_declaration("__Event")
    assert first == second
    assert first is not second


ABSTRACT = """__SystemClass __NotifyStatus __PARAMETERS __SecurityRelatedClass __Provider __ProviderRegistration
    __ObjectProviderRegistration __CacheControl __IndicationRelated __Event __EventConsumer __EventGenerator
    __TimerInstruction"""

SINGLETONS = """__thisNAMESPACE __EventConsumerProviderCacheControl __EventProviderCacheControl
    __EventSinkCacheControl __ObjectProviderCacheControl __PropertyProviderCacheControl __CIMOMIdentification
    __ArbitratorConfiguration __ProviderHostQuotaConfiguration __SystemSecurity"""


def test_kinds(derived: dict[str, ClassDefinition]):
    assert {name for name, found in derived.items() if found.is_abstract} == set(ABSTRACT.split())
    assert {name for name, found in derived.items() if found.is_singleton} == set(SINGLETONS.split())
    assert {name for name, found in derived.items() if found.is_association} == {"__FilterToConsumerBinding"}


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("__NAMESPACE", ("Name",)),
        ("__Win32Provider", ("Name",)),
        ("__EventFilter", ("Name",)),
        ("__FilterToConsumerBinding", ("Consumer", "Filter")),
        ("__IntervalTimerInstruction", ("TimerId",)),
        ("__TimerNextFiring", ("TimerId",)),
        ("__ProviderRegistration", ()),
        ("__InstanceProviderRegistration", ("provider",)),
        ("__ClassProviderRegistration", ("provider",)),
        ("__MethodProviderRegistration", ("provider",)),
        ("__PropertyProviderRegistration", ("provider",)),
        ("__EventProviderRegistration", ("provider",)),
        ("__EventConsumerProviderRegistration", ("provider",)),
    ],
)
def test_keys(derived: dict[str, ClassDefinition], name: str, keys: tuple[str, ...]):
    assert derived[name].key_names == keys


@pytest.mark.parametrize(
    ("name", "type_text", "default"),
    [
        ("__Win32Provider.Pure", "boolean", True),
        ("__Win32Provider.ImpersonationLevel", "sint32", 0),
        ("__Win32Provider.InitializationReentrancy", "sint32", 0),
        ("__Win32Provider.PerUserInitialization", "boolean", False),
        ("__Win32Provider.HostingModel", "string", None),
        ("__Win32Provider.UnloadTimeout", "datetime", None),
        ("__Win32Provider.Version", "uint32", None),
        ("__ObjectProviderRegistration.SupportsEnumeration", "boolean", False),
        ("__InstanceProviderRegistration.SupportsEnumeration", "boolean", True),
        ("__InstanceProviderRegistration.SupportsPut", "boolean", False),
        ("__InstanceProviderRegistration.InteractionType", "sint32", 0),
        ("__ObjectProviderRegistration.QuerySupportLevels", "string[]", None),
        ("__ProviderRegistration.provider", "ref:__Provider", None),
        ("__EventFilter.CreatorSID", "uint8[]", [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0]),
        ("__EventConsumer.MaximumQueueSize", "uint32", None),
        ("__FilterToConsumerBinding.Consumer", "ref:__EventConsumer", None),
        ("__FilterToConsumerBinding.DeliverSynchronously", "boolean", False),
        ("__TimerInstruction.SkipIfPassed", "boolean", False),
        ("__InstanceModificationEvent.TargetInstance", "object", None),
        ("__InstanceModificationEvent.PreviousInstance", "object", None),
        ("__NamespaceCreationEvent.TargetNamespace", "object:__NAMESPACE", None),
        ("__MethodInvocationEvent.Parameters", "object:__PARAMETERS", None),
        ("__EventDroppedEvent.Event", "object:__Event", None),
        ("__SecurityDescriptor.DACL", "object:__ACE[]", None),
        ("__SecurityDescriptor.Owner", "object:__Trustee", None),
        ("__Event.TIME_CREATED", "uint64", None),
        ("__TimerNextFiring.NextEvent64BitTime", "sint64", None),
        ("__ProviderHostQuotaConfiguration.MemoryPerHost", "uint64", None),
        ("__ProviderHostQuotaConfiguration.ThreadsPerHost", "uint32", None),
        ("__NTLMUser9X.Mask", "sint32", None),
        ("__AggregateEvent.Representative", "object", None),
    ],
)
def test_types_and_defaults(derived: dict[str, ClassDefinition], name: str, type_text: str, default: object):
    class_name, _, property_name = name.partition(".")
    found = derived[class_name].properties[property_name]
    assert (found.name, str(found.type), found.default) == (property_name, type_text, default)


@pytest.mark.parametrize(
    ("name", "count"), [("__ArbitratorConfiguration", 21), ("__Win32Provider", 24), ("__SystemSecurity", 0)]
)
def test_property_counts(derived: dict[str, ClassDefinition], name: str, count: int):
    assert len(derived[name].properties) == count


def test_qualifiers_of_timers_and_cache_controls(derived: dict[str, ClassDefinition]):
    interval = derived["__IntervalTimerInstruction"].properties["IntervalBetweenEvents"].qualifiers
    assert interval["Units"].value == "milliseconds"
    assert interval["Not_Null"].is_true
    assert derived["__AbsoluteTimerInstruction"].properties["EventDateTime"].qualifiers["not_null"].is_true
    assert derived["__EventSinkCacheControl"].properties["ClearAfter"].qualifiers["SubType"].value == "interval"


@pytest.mark.parametrize(
    ("name", "direction", "parameter", "type_text"),
    [
        ("GetSD", "out", "SD", "uint8[]"),
        ("SetSD", "in", "SD", "uint8[]"),
        ("GetSecurityDescriptor", "out", "Descriptor", "object:__SecurityDescriptor"),
        ("SetSecurityDescriptor", "in", "Descriptor", "object:__SecurityDescriptor"),
        ("GetCallerAccessRights", "out", "rights", "sint32"),
        ("Get9XUserList", "out", "ulist", "object:__NTLMUser9X[]"),
        ("Set9XUserList", "in", "ulist", "object:__NTLMUser9X[]"),
    ],
)
def test_methods_of_system_security(
    derived: dict[str, ClassDefinition], name: str, direction: str, parameter: str, type_text: str
):
    method = derived["__SystemSecurity"].methods[name]
    assert method.is_static
    assert method.is_implemented
    signature = method.in_parameters if direction == "in" else method.out_parameters
    assert signature is not None
    assert str(signature.properties[parameter].type) == type_text
    assert method.out_parameters is not None
    assert str(method.out_parameters.properties["ReturnValue"].type) == "uint32"
