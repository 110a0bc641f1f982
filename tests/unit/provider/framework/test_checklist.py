# SPDX-License-Identifier: Apache-2.0
"""The twelve points that a Provider Framework is measured by, each through a core where a client can see it."""

import textwrap

import pytest

from openwmi.errors import (
    NotFoundError,
    ProviderFailureError,
    ProviderNotCapableError,
    UnsupportedParameterError,
    WbemError,
)
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.framework import CHStringArray, CInstance, Provider, WBEMTime, WBEMTimeSpan
from openwmi.provider.framework.contract import FrameworkProvider
from openwmi.provider.framework.virtuals import HANDLED_FLAGS
from tests.fakes.namespaces import asking, frog
from tests.fakes.sites import NS, calls_noted, code_of, drain, eventually, noted

MOF = """
[dynamic, provider("Frogs")] class Acme_Frog
{
    [key] string Name;
    uint32 Weight;
    [implemented] uint32 Croak([in] uint32 Times);
};
instance of __Win32Provider as $P { Name = "Frogs"; CLSID = "%s"; };
instance of __InstanceProviderRegistration
{
    Provider = $P; SupportsGet = TRUE; SupportsPut = TRUE; SupportsDelete = TRUE; SupportsEnumeration = TRUE;
    QuerySupportLevels = {"WQL:UnarySelect"};
};
instance of __MethodProviderRegistration { Provider = $P; };
"""
HEAD = """
from openwmi.provider.framework import *
from tests.fakes.sites import note
ROWS = {"Kermit": 320, "Tiana": 280, "Jeremiah": 410}
class Frogs(Provider):
"""
TAIL = '\nfrogs = Frogs("Acme_Frog", "root\\\\acme")\n'
COMMIT = """
def commit(self, names, context):
    for name in names:
        frog = self.CreateNewInstance(context)
        frog.SetCHString("Name", name)
        frog.SetDWORD("Weight", ROWS[name])
        hresult = self.Commit(frog)
        note("commit", hresult)
        if hresult:
            return hresult
"""
ENUMERATE = COMMIT + "def EnumerateInstances(self, context, flags=0):\n    return self.commit(ROWS, context)\n"


@pytest.fixture
def frogs(site):
    """Return a function that serves Acme_Frog with a framework provider of these functions."""

    def serve(functions):
        path = site.folder / "frogs.py"
        body = textwrap.indent(textwrap.dedent(functions).strip() or "pass", "    ")
        path.write_text(HEAD + body + TAIL)
        site.mof(MOF % path)
        return site

    return serve


def call(site, method="Croak"):
    inputs = site.services().get_class("Acme_Frog").methods[method].in_parameters.spawn_instance()
    return site.services().exec_method('Acme_Frog.Name="Kermit"', method, inputs)


def test_01_what_is_not_overridden_is_not_capable(frogs):
    site = frogs("")
    operations = {
        "get": lambda: site.services().get_object('Acme_Frog.Name="x"'),
        "put": lambda: site.put("Acme_Frog", Name="x"),
        "delete": lambda: site.services().delete_instance('Acme_Frog.Name="x"'),
        "enumerate": lambda: site.services().create_instance_enum("Acme_Frog"),
        "query": lambda: site.rows("SELECT * FROM Acme_Frog WHERE Weight > 1"),
        "method": lambda: call(site),
    }
    assert {name: code_of(operation) for name, operation in operations.items()} == dict.fromkeys(
        operations, "WBEM_E_PROVIDER_NOT_CAPABLE"
    )


def test_02_flags_are_stripped_and_validated():
    class Noting(Provider):
        def PutInstance(self, instance, flags=0):
            seen.append(flags)

        DeleteInstance = PutInstance

    seen: list[int] = []
    provider = FrameworkProvider([Noting("Acme_Frog", NS)], "Frogs")
    provider._namespace = NS
    for flags in (0x10, 0x11, 0x2):
        provider.put(frog(Name="x"), asking(flags=flags))
    assert seen == [0, 1, 2]
    with pytest.raises(UnsupportedParameterError):
        provider.put(frog(Name="x"), asking(flags=4))
    with pytest.raises(UnsupportedParameterError):
        provider.delete(ObjectPath.parse('Acme_Frog.Name="x"'), asking(flags=1))
    assert all(handled & 0x10 for handled in HANDLED_FLAGS.values())


def test_03_an_unknown_key_is_not_found(frogs):
    site = frogs("""
        def GetObject(self, instance, flags=0):
            return 0 if instance.GetCHString("Name")[1] in ROWS else 0x80041002
    """)
    assert site.services().get_object('Acme_Frog.Name="Kermit"')["Name"] == "Kermit"
    with pytest.raises(NotFoundError):
        site.services().get_object('Acme_Frog.Name="none"')


PUSHDOWN = """
def ExecQuery(self, context, query, flags=0):
    names = query.GetValuesForProp("Name")
    note("values", sorted(names))
    return self.commit([name for name in names or ROWS if name in ROWS], context)
"""
FALLBACK = "def ExecQuery(self, context, query, flags=0):\n    return 0x{code:08X}\n"


@pytest.mark.parametrize("where", ["Name = 'Kermit'", "Weight > 300", "Name = 'Tiana' OR Name = 'Kermit'"])
def test_04_falling_back_gives_the_same_rows(frogs, where):
    wql = f"SELECT * FROM Acme_Frog WHERE {where}"
    answers = []
    for query in (PUSHDOWN, FALLBACK.format(code=0x80041024), FALLBACK.format(code=0x8004100C)):
        site = frogs(ENUMERATE + query)
        site.core.host.forget(NS, "Frogs")
        answers.append(site.names(wql))
    assert answers[0] == answers[1] == answers[2] != []


@pytest.mark.parametrize("code", [0x80041024, 0x8004100C])
def test_04_no_falling_back_after_a_row(frogs, code):
    late = f"def ExecQuery(self, context, query, flags=0):\n    self.commit(['Kermit'], context)\n    return {code}\n"
    site = frogs(ENUMERATE + late)
    rows, error = drain(site.services().exec_query("WQL", "SELECT * FROM Acme_Frog WHERE Weight > 1"))
    assert [row["Name"] for row in rows] == ["Kermit"]
    assert error is not None
    assert error.hresult == code


@pytest.mark.parametrize(
    ("where", "values"),
    [
        ("Weight > 1 AND (Name = 'Kermit' OR Name = 'Tiana')", [["Kermit", "Tiana"]]),
        ("Weight > 1 OR Name = 'Kermit'", [[]]),
        ("NOT (Weight > 1 AND Name = 'Kermit')", [[]]),
        ("NOT (Name <> 'Kermit' AND Name <> 'Tiana')", [[]]),
        ("NOT Name = 'Kermit'", [[]]),
        ("(Name = 'Kermit' OR Name = 'Tiana') AND (Name = 'kermit' OR Name = 'x') AND Weight > 1", [["Kermit"]]),
        ("Name = 'Kermit' AND Name = 'Tiana'", []),
    ],
)
def test_05_values_for_a_property(frogs, where, values):
    site = frogs(ENUMERATE + PUSHDOWN)
    site.rows(f"SELECT * FROM Acme_Frog WHERE {where}")
    assert [entry[1] for entry in noted("values")] == values


def test_06_commit_fails_after_the_client_has_cancelled(frogs):
    site = frogs("""
        def EnumerateInstances(self, context, flags=0):
            for number in range(1000000):
                frog = self.CreateNewInstance(context)
                frog.SetCHString("Name", str(number))
                hresult = self.Commit(frog)
                if hresult:
                    note("stopped", hresult)
                    return hresult
    """)
    found = site.services().create_instance_enum("Acme_Frog", 0x20)
    next(iter(found))
    found.close()
    assert eventually(lambda: bool(calls_noted()))
    assert noted("stopped") == [("stopped", 0x80041032)]


def test_07_one_final_status_even_when_it_raises_after_committing(frogs):
    site = frogs(COMMIT + """
def EnumerateInstances(self, context, flags=0):
    self.commit(["Kermit"], context)
    raise ValueError("broken")
""")  # fmt: skip
    rows, error = drain(site.services().create_instance_enum("Acme_Frog"))
    assert [row["Name"] for row in rows] == ["Kermit"]
    assert isinstance(error, ProviderFailureError)


GET = "def GetObject(self, instance, flags=0):\n    return 0\n"


@pytest.mark.parametrize(("sets", "code"), [(True, "WBEM_S_NO_ERROR"), (False, "WBEM_E_PROVIDER_FAILURE")])
def test_08_a_missing_return_value_is_a_failure(frogs, sets, code):
    line = 'out_parameters.SetDWORD("ReturnValue", 7)' if sets else "pass"
    head = "def ExecMethod(self, instance, method, in_parameters, out_parameters, flags=0):\n"
    site = frogs(f"{GET}{head}    {line}\n")
    assert code_of(lambda: call(site)) == code
    if sets:
        assert call(site)["ReturnValue"] == 7


@pytest.mark.parametrize(
    ("kind", "name", "value"), [("DWORD", "Name", 3), ("CHString", "Weight", "3"), ("DWORD", "Weight", -1)]
)
def test_09_a_wrong_type_leaves_the_instance_as_it_was(kind, name, value):
    instance = CInstance(frog(Name="Kermit", Weight=320))
    assert getattr(instance, f"Set{kind}")(name, value) is False
    assert (instance.GetCHString("Name")[1], instance.GetDWORD("Weight")[1]) == ("Kermit", 320)


def test_10_any_request_works_after_flush(frogs):
    site = frogs(ENUMERATE + "def Flush(self):\n    note('flush')\n    return super().Flush()\n")
    assert len(site.rows("SELECT * FROM Acme_Frog")) == 3
    site.core.host.loaded()[0].shutdown()
    assert noted("flush") == [("flush",)]
    assert len(site.rows("SELECT * FROM Acme_Frog")) == 3


def test_11_times():
    assert WBEMTime("1979**********.000000-0*4").GetDMTF() == "19790101000400.000000+000"
    interval = "00000003040506.000007:000"
    assert WBEMTimeSpan(interval).GetBSTR() == interval


def test_12_the_upper_bound_of_an_empty_array():
    assert CHStringArray().GetUpperBound() == -1


def test_an_unregistered_object_is_not_found_among_several(frogs, site):
    path = site.folder / "two.py"
    path.write_text(HEAD + textwrap.indent(ENUMERATE, "    ") + TAIL + 'toads = Frogs("Acme_Toad", "root\\\\acme")\n')
    site.mof(MOF % f"{path}:toads")
    with pytest.raises(ProviderNotCapableError):
        site.rows("SELECT * FROM Acme_Frog")
    site.mof(MOF % path)
    assert len(site.rows("SELECT * FROM Acme_Frog")) == 3
    assert issubclass(ProviderNotCapableError, WbemError)
