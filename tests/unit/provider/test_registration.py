# SPDX-License-Identifier: Apache-2.0
"""Everything a provider writes into a namespace."""

from typing import NamedTuple

import pytest

from openwmi.errors import InvalidProviderRegistrationError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.derive import derive
from openwmi.provider import CimClass, InstanceProvider, Reentrancy, key, method, prop, uint32
from openwmi.provider.registration import Record, registration_of
from tests.fakes.ponds import Acme_Frog, Acme_Pond, Acme_Water


class Acme_Report(CimClass, namespace="root/acme"):
    Text: str = prop()


class Findings(NamedTuple):
    ReturnValue: uint32
    Report: Acme_Report


class Acme_DeepPond(Acme_Pond, namespace="root/other"):
    Bottom: Acme_Frog | None = prop()


class Ponds(InstanceProvider[Acme_DeepPond], name="Acme|Ponds"):
    def enumerate(self, request):
        yield from ()

    @method
    def Test(self, pond: Acme_DeepPond) -> Findings:
        return Findings(0, Acme_Report(Text="wet"))


class Frogs(
    InstanceProvider[Acme_Frog],
    name="frogs",
    hosting="NetworkServiceHost:Frogs",
    unload_after_s=90,
    per_user=True,
    per_locale=True,
    impersonate=True,
    reentrancy=Reentrancy.CONCURRENT,
    pure=False,
    initialize_timeout_s=2.5,
    operation_timeout_s=60,
    security_descriptor="O:BAG:BAD:(A;;0x1;;;BA)",
    version=2,
):
    def get(self, key, request):
        return None

    def query(self, query, request):
        return ()

    def put(self, obj, flags, request):
        return None

    def delete(self, key, request): ...


def test_classes_come_after_what_they_need():
    classes = registration_of(Ponds).classes
    assert [c.name for c in classes] == [
        "Acme_Water", "Acme_Pond", "Acme_Animal", "Acme_Frog", "Acme_Report", "Acme_DeepPond",
    ]  # fmt: skip
    known: dict[str | None, ClassDefinition] = {}
    for declaration in classes:
        known[declaration.name] = derive(declaration, known.get(declaration.superclass))
        for spec in (p.type for p in declaration.properties.values() if p.type.text.startswith("object:")):
            assert spec.class_name in known


def test_only_the_class_served_is_marked_with_the_provider():
    *needed, served = registration_of(Ponds).classes
    assert served.qualifiers["provider"].value == "Acme|Ponds"
    assert served.qualifiers["dynamic"].value is True
    assert list(served.methods) == ["Test"]
    assert not any("provider" in declaration.qualifiers for declaration in needed)


def test_everything_goes_where_the_class_served_lives():
    registration = registration_of(Ponds)
    assert (registration.namespace, registration.provider_name) == ("root\\other", "Acme|Ponds")


def test_records_say_how_to_start_the_provider_and_what_it_offers():
    assert registration_of(Ponds).records == (
        Record(
            "__Win32Provider",
            {
                "Name": "Acme|Ponds",
                "CLSID": f"{__name__}:Ponds",
                "ImpersonationLevel": 0,
                "InitializationReentrancy": 0,
                "PerLocaleInitialization": False,
                "PerUserInitialization": False,
                "Pure": True,
            },
        ),
        Record(
            "__InstanceProviderRegistration",
            {
                "Provider": '__Win32Provider.Name="Acme|Ponds"',
                "SupportsDelete": False,
                "SupportsEnumeration": True,
                "SupportsGet": False,
                "SupportsPut": False,
            },
        ),
        Record("__MethodProviderRegistration", {"Provider": '__Win32Provider.Name="Acme|Ponds"'}),
    )


def test_every_class_keyword_has_its_property():
    win32, instances = registration_of(Frogs).records
    assert win32.values == {
        "Name": "frogs",
        "CLSID": f"{__name__}:Frogs",
        "HostingModel": "NetworkServiceHost:Frogs",
        "ImpersonationLevel": 1,
        "InitializationReentrancy": 2,
        "InitializationTimeoutInterval": "00000000000002.500000:000",
        "OperationTimeoutInterval": "00000000000100.000000:000",
        "PerLocaleInitialization": True,
        "PerUserInitialization": True,
        "Pure": False,
        "SecurityDescriptor": "O:BAG:BAD:(A;;0x1;;;BA)",
        "UnloadTimeout": "00000000000130.000000:000",
        "Version": 2,
    }
    assert instances.values == {
        "Provider": '__Win32Provider.Name="frogs"',
        "SupportsDelete": True,
        "SupportsEnumeration": False,
        "SupportsGet": True,
        "SupportsPut": True,
        "QuerySupportLevels": ["WQL:UnarySelect"],
    }


def test_a_provider_of_methods_only_is_registered_for_methods_only():
    class Testers(InstanceProvider[Acme_Pond]):
        @method(static=True)
        def Test(self) -> uint32:
            return 0

    assert [r.class_name for r in registration_of(Testers).records] == [
        "__Win32Provider",
        "__MethodProviderRegistration",
    ]


def test_a_class_that_is_needed_twice_is_written_once():
    class Acme_Twin(CimClass, namespace="root/acme"):
        Name: str = key()
        First: Acme_Water = prop()
        Second: Acme_Water = prop()

    class Twins(InstanceProvider[Acme_Twin]):
        def enumerate(self, request):
            yield from ()

    assert [c.name for c in registration_of(Twins).classes] == ["Acme_Water", "Acme_Twin"]


def test_a_class_that_serves_nothing_cannot_be_registered():
    with pytest.raises(InvalidProviderRegistrationError, match="InstanceProvider"):
        registration_of(InstanceProvider)
