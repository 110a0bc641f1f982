# SPDX-License-Identifier: Apache-2.0
"""Rights of namespaces through the operations of clients: who may do what, and who may change that."""

from functools import partial
from typing import Any

import pytest

from openwmi.errors import AccessDeniedError
from openwmi.model.declaration import ClassDeclaration
from openwmi.security.access import DEFAULT_DESCRIPTOR
from openwmi.security.descriptor import SecurityDescriptor
from openwmi.security.identity import Identity
from openwmi.security.rights import ALL_RIGHTS
from openwmi.security.sddl import format_sddl, parse_sddl
from tests.fakes.sites import FROG, NS, Site, code_of, provider_text, site

__all__ = ["site"]

FROG_USER = Identity("frog", 70001, 70002, frozenset({70002}))
REMOTE = Identity("frog", 70001, 70002, frozenset({70002}), is_remote=True)
IN_THE_CLEAR = Identity("frog", 70001, 70002, frozenset({70002}), is_private=False)
STRANGER = Identity("", is_authenticated=False)

STONE = """
class Acme_Stone { [key] string Name; uint32 Weight; };
"""


@pytest.fixture
def pond(site: Site):
    """A namespace with a stored class, a dynamic one, a method, and an instance of each."""
    site.mof(STONE)
    site.put("Acme_Stone", Name="grey")
    site.provide(
        FROG
        + provider_text(
            """
            def enumerate(self, request):
                yield Acme_Frog(Name="a", Weight=1)
            def get(self, key, request):
                return key
            def put(self, frog, *rest):
                pass
            def delete(self, key, request):
                pass
            @method
            def Jump(self, frog: Acme_Frog) -> uint32:
                return 0
            """
        )
    )
    return site


def call(services, method, **values):
    cim_class = services.get_class("__SystemSecurity")
    signature = cim_class.methods[method].in_parameters
    inputs: Any = signature.spawn_instance() if signature else None
    for name, value in values.items():
        inputs[name] = value
    return services.exec_method("__SystemSecurity=@", method, inputs)


def secure(site, text, namespace=NS):
    result = call(site.core.connect(namespace), "SetSD", SD=list(parse_sddl(text).encode()))
    assert result["ReturnValue"] == 0


def operations(site):
    admin = site.core.connect(NS)
    stone = admin.get_object('Acme_Stone.Name="grey"')
    frog = admin.get_object('Acme_Frog.Name="a"')
    registration = admin.get_object('__Win32Provider.Name="acme|Frogs"')
    here = admin.get_object("__thisNAMESPACE=@")
    declaration = ClassDeclaration("Acme_Pebble", "Acme_Stone")
    return {
        "get": lambda s: s.get_object('Acme_Stone.Name="grey"'),
        "class": lambda s: s.get_object("Acme_Stone"),
        "enumerate": lambda s: s.create_instance_enum("Acme_Frog"),
        "classes": lambda s: s.create_class_enum(),
        "query": lambda s: s.exec_query("WQL", "SELECT * FROM Acme_Stone"),
        "method": lambda s: s.exec_method('Acme_Frog.Name="a"', "Jump"),
        "put stored": lambda s: s.put_instance(stone),
        "delete stored": lambda s: s.delete_instance('Acme_Stone.Name="none"'),
        "put dynamic": lambda s: s.put_instance(frog),
        "delete dynamic": lambda s: s.delete_instance('Acme_Frog.Name="a"'),
        "put registration": lambda s: s.put_instance(registration),
        "put descriptor": lambda s: s.put_instance(here),
        "put class": lambda s: s.put_class(declaration),
        "delete class": lambda s: s.delete_class("Acme_None"),
    }


READ = {"get", "class", "enumerate", "classes", "query"}
EVERYTHING = {
    *READ,
    "method",
    "put stored",
    "delete stored",
    "put dynamic",
    "delete dynamic",
    "put registration",
    "put descriptor",
    "put class",
    "delete class",
}


@pytest.mark.parametrize(
    ("mask", "allowed"),
    [
        (0x1, READ),
        (0x3, READ | {"method"}),
        (0x9, READ | {"put stored", "delete stored"}),
        (0x11, READ | {"put dynamic", "delete dynamic"}),
        (
            0x1D,
            READ
            | {"put stored", "delete stored", "put dynamic", "delete dynamic", "put class", "delete class"}
            | {"put registration"},
        ),
        (0x40001, READ | {"put descriptor"}),
        (0x6001F, EVERYTHING),
    ],
)
def test_what_a_right_allows(pond, mask, allowed):
    asked = operations(pond)
    secure(pond, f"O:BAG:BAD:P(A;;{mask:#x};;;S-1-22-1-70001)")
    services = pond.core.connect(NS, caller=FROG_USER)
    denied = set()
    for name, operation in asked.items():
        if code_of(partial(operation, services)) == "WBEM_E_ACCESS_DENIED":
            denied.add(name)
    assert set(asked) - denied == allowed


def test_the_default_lets_others_read_and_call(pond):
    services = pond.core.connect(NS, caller=FROG_USER)
    asked = operations(pond)
    for name in (*READ, "method", "put dynamic"):
        assert code_of(partial(asked[name], services)) == "WBEM_S_NO_ERROR"
    for name in ("put stored", "put registration", "delete class", "put descriptor"):
        assert code_of(partial(asked[name], services)) == "WBEM_E_ACCESS_DENIED"


@pytest.mark.parametrize("caller", [STRANGER, REMOTE])
def test_who_may_not_connect_by_default(pond, caller):
    with pytest.raises(AccessDeniedError, match="may not Connect"):
        pond.core.connect(NS, caller=caller)


def test_the_message_names_caller_right_namespace_and_what_to_do(pond):
    services = pond.core.connect(NS, caller=FROG_USER)
    with pytest.raises(AccessDeniedError) as raised:
        services.delete_class("Acme_Stone")
    for part in ("frog", "DeleteClass", "root\\acme", "WBEM_FULL_WRITE_REP"):
        assert part in raised.value.message
    assert "SetSD" in raised.value.next_step


def test_from_another_machine_takes_one_right_more(pond):
    secure(pond, "O:BAG:BAD:P(A;;0x21;;;AU)")
    services = pond.core.connect(NS, caller=REMOTE)
    assert code_of(lambda: services.get_object("Acme_Stone")) == "WBEM_S_NO_ERROR"
    with pytest.raises(AccessDeniedError, match="WBEM_WRITE_PROVIDER \\+ WBEM_REMOTE_ACCESS"):
        services.delete_instance('Acme_Frog.Name="a"')


def test_children_inherit_and_other_namespaces_are_checked_on_the_way(pond):
    pond.core.repository.create_namespace("root\\acme\\deep")
    secure(pond, "O:BAG:BAD:P(A;CI;0x1;;;AU)")
    services = pond.core.connect(NS, caller=FROG_USER)
    assert services.open_namespace("deep").namespace == "root\\acme\\deep"
    secure(pond, "O:BAG:BAD:P(A;;0x1;;;AU)")
    with pytest.raises(AccessDeniedError):
        services.open_namespace("deep")


def test_sddl_of_a_new_namespace(site):
    site.mof('[NamespaceSecuritySDDL("D:P(A;CI;0x20003;;;AU)")] instance of __Namespace { Name = "sub"; };')
    services = site.core.connect("root\\acme\\sub", caller=FROG_USER)
    octets = call(services, "GetSD")["SD"]
    assert format_sddl(SecurityDescriptor.decode(bytes(octets))) == "O:BAG:BAD:P(A;CI;0x20003;;;AU)"
    (stored,) = [row for row in site.rows("SELECT * FROM __NAMESPACE") if row["Name"] == "sub"]
    assert stored.extra is None or "namespacesecuritysddl" not in stored.extra.qualifiers


@pytest.mark.parametrize("text", ["nonsense", "D:(A;;0x4;;;WD)"])
def test_sddl_that_no_namespace_can_have(site, text):
    made = f'[NamespaceSecuritySDDL("{text}")] instance of __Namespace {{ Name = "sub"; }};'
    before = site.core.repository.namespaces()
    code_of(lambda: site.mof(made))
    assert site.core.repository.namespaces() == before


def test_descriptors_as_octets(pond):
    services = pond.core.connect(NS)
    octets = call(services, "GetSD")["SD"]
    inherited = SecurityDescriptor.decode(bytes(octets))
    assert [ace.mask for ace in inherited.dacl or ()] == [ace.mask for ace in DEFAULT_DESCRIPTOR.dacl or ()]
    secure(pond, "O:BAG:BAD:(A;ID;0x1;;;WD)(A;;0x2;;;WD)")
    kept = SecurityDescriptor.decode(bytes(call(services, "GetSD")["SD"]))
    assert format_sddl(kept).startswith("O:BAG:BAD:(A;;0x2;;;WD)(A;CIID;0x6003f;;;BA)")


@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (None, 0x80041008),
        ([1, 2, 3], 0x8004100F),
        (list(parse_sddl("O:BAG:BA").encode()), 0x80041008),
        (list(parse_sddl("D:(A;;1;;;WD)").encode()), 0x80041008),
        (list(parse_sddl("O:BAD:(A;;4;;;WD)").encode()), 0x80041008),
        (list(parse_sddl("O:BAD:(A;IO;1;;;WD)").encode()), 0x80041008),
        (list(parse_sddl("O:BAD:(A;;0x100;;;WD)").encode()), 0x80041008),
    ],
)
def test_octets_that_are_refused(pond, octets, code):
    assert call(pond.core.connect(NS), "SetSD", SD=octets)["ReturnValue"] == code


def test_descriptors_as_objects(pond):
    services = pond.core.connect(NS)
    found = call(services, "GetSecurityDescriptor")
    assert found["ReturnValue"] == 0
    descriptor = found["Descriptor"]
    assert descriptor["Owner"]["SIDString"] == "S-1-5-32-544"
    first = descriptor["DACL"][0]
    assert (first["AccessMask"], first["AceFlags"], first["AceType"]) == (ALL_RIGHTS, 0x12, 0)
    first["AceFlags"], first["AccessMask"] = 0, 0x3
    descriptor["DACL"] = [first]
    assert call(services, "SetSecurityDescriptor", Descriptor=descriptor)["ReturnValue"] == 0
    octets = call(services, "GetSD")["SD"]
    assert format_sddl(SecurityDescriptor.decode(bytes(octets))).startswith("O:BAG:BAD:(A;;0x3;;;BA)")


def test_objects_that_are_refused(pond):
    services = pond.core.connect(NS)
    assert call(services, "SetSecurityDescriptor")["ReturnValue"] == 21
    empty = services.get_class("__SecurityDescriptor").spawn_instance()
    assert call(services, "SetSecurityDescriptor", Descriptor=empty)["ReturnValue"] == 21
    empty["SACL"] = []
    assert call(services, "SetSecurityDescriptor", Descriptor=empty)["ReturnValue"] == 9
    entry = services.get_class("__ACE").spawn_instance()
    nobody = services.get_class("__SecurityDescriptor").spawn_instance()
    nobody["DACL"] = [entry]
    assert call(services, "SetSecurityDescriptor", Descriptor=nobody)["ReturnValue"] == 21


def test_who_may_read_and_change_descriptors(pond):
    services = pond.core.connect(NS, caller=FROG_USER)
    assert call(services, "GetSD")["ReturnValue"] == 0x80041003
    assert call(services, "GetSecurityDescriptor")["ReturnValue"] == 2
    octets = list(parse_sddl("O:BAG:BAD:").encode())
    assert call(services, "SetSD", SD=octets)["ReturnValue"] == 0x80041003
    assert call(services, "SetSecurityDescriptor")["ReturnValue"] == 2


@pytest.mark.parametrize(("caller", "rights"), [(None, ALL_RIGHTS), (FROG_USER, 0x13)])
def test_rights_of_the_caller(pond, caller, rights):
    result = call(pond.core.connect(NS, caller=caller), "GetCallerAccessRights")
    assert (result["rights"], result["ReturnValue"]) == (rights, 0)


@pytest.mark.parametrize("method", ["Get9XUserList", "Set9XUserList"])
def test_old_methods_are_disabled(pond, method):
    assert call(pond.core.connect(NS), method)["ReturnValue"] == 0x80041056


def test_a_namespace_that_takes_encrypted_calls_only(pond):
    assert pond.core.connect(NS, caller=IN_THE_CLEAR).namespace == NS
    pond.mof("[RequiresEncryption(TRUE)] instance of __SystemSecurity {};")
    with pytest.raises(AccessDeniedError, match="in the clear"):
        pond.core.connect(NS, caller=IN_THE_CLEAR)
    assert pond.core.connect(NS, caller=FROG_USER).namespace == NS


def test_whoever_owns_the_files_is_never_locked_out(pond):
    secure(pond, "O:BUG:BUD:P")
    assert call(pond.core.connect(NS), "GetCallerAccessRights")["rights"] == ALL_RIGHTS
    with pytest.raises(AccessDeniedError):
        pond.core.connect(NS, caller=FROG_USER)


def test_decisions_are_recorded(pond, caplog):
    services = pond.core.connect(NS, caller=FROG_USER)
    with caplog.at_level("INFO", "openwmi.audit"):
        services.get_object("Acme_Stone")
        services.exec_method('Acme_Frog.Name="a"', "Jump")
        with pytest.raises(AccessDeniedError):
            services.delete_class("Acme_Stone")
    fields = [vars(record)["audit"] for record in caplog.records if record.name == "openwmi.audit"]
    assert [(f["user"], f["operation"], f["target"], f["result"]) for f in fields] == [
        ("frog", "ExecMethod", "Acme_Frog", "granted"),
        ("frog", "DeleteClass", "Acme_Stone", "denied"),
    ]
