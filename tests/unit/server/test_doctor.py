# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import ProviderNotFoundError
from openwmi.model.flags import WBEM_FLAG_UPDATE_FORCE_MODE
from openwmi.model.qualifier import Qualifier
from openwmi.server.doctor import examine, places_of
from tests.fakes.sites import FROG, NS, provider_text

BODY = """
def enumerate(self, request):
    yield Acme_Frog(Name="Kermit")

def delete(self, key, request): ...

@method(static=True)
def Croak(self, Times: uint32) -> uint32:
    return Times
"""
BREAKS_IN_LOAD = BODY + '\ndef load(self, request):\n    raise RuntimeError("no pond")\n'

PROVIDER = 'instance of __Win32Provider { Name = "acme|Frogs"; CLSID = %s; %s };'


def frogs(site, body=BODY):
    site.frogs(body)


def file_of(site):
    return str(site.folder / "acme.py").replace("\\", "\\\\")


def registered(**values):
    return lambda site: site.change_registration("__Win32Provider", **values)


def declared(**values):
    return lambda site: site.change_registration("__InstanceProviderRegistration", **values)


def rewritten(text):
    return lambda site: (site.folder / "acme.py").write_text(text)


def appended(text):
    def change(site):
        path = site.folder / "acme.py"
        path.write_text(path.read_text() + text)

    return change


def without_file(site):
    (site.folder / "acme.py").unlink()


def deleted(class_name):
    def change(site):
        for batch in list(site.core.repository.enumerate_instances(NS, class_name)):
            for found in batch:
                site.core.repository.delete_instance(NS, found.path.relative())

    return change


def qualified(**changes):
    """Change or take away qualifiers of Acme_Frog."""

    def change(site):
        declaration = site.core.repository.classes(NS).find_class("Acme_Frog").declaration
        for name, value in changes.items():
            if value is None:
                del declaration.qualifiers[name]
            else:
                declaration.qualifiers[name] = Qualifier(name, value)
        site.core.repository.put_class(NS, declaration, WBEM_FLAG_UPDATE_FORCE_MODE)

    return change


def without_methods(site):
    declaration = site.core.repository.classes(NS).find_class("Acme_Frog").declaration
    declaration.methods.clear()
    del declaration.qualifiers["dynamic"]
    site.core.repository.put_class(NS, declaration, WBEM_FLAG_UPDATE_FORCE_MODE)


def stray(site):
    site.mof('instance of __MethodProviderRegistration { Provider = "__Win32Provider.Name=\\"Ghost\\""; };')


CASES = {
    "no CLSID": (registered(CLSID=None), "CLSID is NULL", "set CLSID to module:Class"),
    "COM class": (registered(CLSID="{54D8502C-527D-43F7-A506-A9DA075E229C}"), "is a COM class", "module:Class"),
    "not a CLSID": (registered(CLSID="frogs:"), "names no provider", "module:Class"),
    "missing module": (registered(CLSID="no_such_module:Frogs"), "No module named", "correct"),
    "missing file": (without_file, "is not a Python file", "existing .py file"),
    "wrong attribute": (registered(CLSID="openwmi.builtin.cimv2.win32_bios:Frogs"), "no provider class Frogs", "Firmw"),
    "not a provider": (registered(CLSID="openwmi.errors:WbemError"), "has no provider class WbemError", "none"),
    "does not import": (appended("\n1 / 0\n"), "ZeroDivisionError", "correct that line"),
    "syntax error": (rewritten("def ("), "SyntaxError", "correct that line"),
    "constructor": (appended("\n    def __init__(self): raise KeyError('key')\n"), "KeyError", ""),
    "switched off": (registered(Enabled=False), "Enabled is FALSE", "set Enabled to TRUE"),
    "hosting model": (registered(HostingModel="Somewhere"), "HostingModel 'Somewhere'", "NetworkServiceHost"),
    "version": (registered(Version=9), "Version 9 is not known", "use 1, 2 or NULL"),
    "impersonation": (registered(Version=2, ImpersonationLevel=5), "ImpersonationLevel 5 means nothing", "use 0 or 1"),
    "put not implemented": (declared(SupportsPut=True), "SupportsPut is declared", "install the provider again"),
    "get not implemented": (declared(SupportsGet=True), "SupportsGet is declared", "write the operation"),
    "query not implemented": (declared(QuerySupportLevels=["WQL:UnarySelect"]), "QuerySupportLevels is decl", "write"),
    "delete not declared": (declared(SupportsDelete=False), "SupportsDelete stands for, and it is not", "install"),
    "enumeration not declared": (declared(SupportsEnumeration=False), "SupportsEnumeration stands for", "set it"),
    "no instance role": (deleted("__InstanceProviderRegistration"), "no __InstanceProviderRegistration", "put one"),
    "no method role": (deleted("__MethodProviderRegistration"), "Croak cannot be called", "put one"),
    "class without dynamic": (without_methods, "without being dynamic", "add the qualifier dynamic"),
    "class of another": (qualified(provider="Toads"), "no class in root\\acme names this provider", "provider("),
    "dead reference": (stray, 'Name="Ghost", which does not exist', "delete this registration"),
    "provider gone": (deleted("__Win32Provider"), "there is no such __Win32Provider", "openwmi provider install"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_told_with_its_mend(site, case):
    change, problem, mend = CASES[case]
    frogs(site)
    change(site)
    found = examine(site.core.view(NS), "acme|Frogs")
    told = [trouble for trouble in found.troubles if problem in trouble.problem]
    assert told, found.troubles
    assert mend in told[0].mend
    assert all(trouble.where and trouble.mend for trouble in found.troubles)


def test_no_registration_at_all(site):
    frogs(site)
    deleted("__InstanceProviderRegistration")(site)
    deleted("__MethodProviderRegistration")(site)
    (trouble,) = examine(site.core.view(NS), "acme|Frogs").troubles
    assert "or other registration names this provider" in trouble.problem


def test_a_line_that_does_not_import_is_named(site):
    frogs(site)
    lines = (site.folder / "acme.py").read_text().count("\n")
    appended("1 / 0\n")(site)
    (trouble,) = examine(site.core.view(NS), "acme|Frogs").troubles
    assert trouble.where.endswith(f"acme.py:{lines + 1}")


def test_a_provider_that_does_not_initialise(site):
    frogs(site, BREAKS_IN_LOAD)
    (trouble,) = examine(site.core.view(NS), "acme|Frogs").troubles
    assert "WBEM_E_INITIALIZATION_FAILURE" in trouble.problem
    assert "no pond" in trouble.problem
    assert "acme.py" in trouble.where


def test_a_healthy_provider_tells_what_it_serves(site):
    frogs(site)
    found = examine(site.core.view(NS), "ACME|frogs")
    assert found.troubles == ()
    assert (found.name, found.namespace, found.classes) == ("acme|Frogs", NS, ("Acme_Frog",))
    assert found.clsid.endswith("acme.py:Frogs")
    assert found.started_s is not None


def test_a_name_nobody_knows(site):
    with pytest.raises(ProviderNotFoundError, match="Newts"):
        examine(site.core.view(NS), "Newts")


def test_a_provider_registered_elsewhere(site):
    frogs(site)
    site.core.repository.create_namespace("root\\pond")
    (trouble,) = examine(site.core.view("root\\pond"), "acme|Frogs").troubles
    assert "it is registered in root\\acme" in trouble.problem
    assert places_of(site.core.repository, "ACME|FROGS") == [NS]


METERS = """
class Meters(PropertyProvider):
    def get_property(self, *contexts):
        return 1
"""
SPOT = """
instance of __Win32Provider as $P { Name = "Meters"; CLSID = "%s:Meters"; };
[DynProps] class Acme_Spot {
    [key] string Name;
    [Dynamic, Provider("Meters"), PropertyContext("t")] sint32 Celsius;
};
"""
PROPERTY_ROLE = "instance of __PropertyProviderRegistration { Provider = $P; SupportsGet = TRUE; };"


@pytest.mark.parametrize(
    ("code", "roles", "problems"),
    [
        (METERS, PROPERTY_ROLE, []),
        (METERS, "instance of __MethodProviderRegistration { Provider = $P; };", ["dynamic properties", "methods"]),
        (FROG + provider_text("def enumerate(self, r): ...", name="Meters"), PROPERTY_ROLE, ["serves none", "offers"]),
    ],
)
def test_providers_of_properties(site, code, roles, problems):
    path = str(site.write(code)).replace("\\", "\\\\")
    site.mof(SPOT % path + roles)
    found = examine(site.core.view(NS), "Meters")
    assert found.classes == ("Acme_Spot",)
    told = " ".join(trouble.problem for trouble in found.troubles)
    assert bool(told) == bool(problems)
    assert all(problem in told for problem in problems), told


def test_a_provider_of_methods_needs_no_dynamic_class(site):
    site.provide(FROG + provider_text("@method(static=True)\ndef Croak(self) -> uint32:\n    return 1\n"))
    qualified(dynamic=None)(site)
    assert examine(site.core.view(NS), "acme|Frogs").troubles == ()
