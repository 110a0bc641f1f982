# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import NotFoundError, ProviderFailureError
from openwmi.model.instance import Instance
from tests.fakes.sites import FROG, calls_noted, code_of, noted, provider_text

GET = "def get(self, key, request):\n    note('get', key.Name, request.properties)\n    return FROGS.get(key.Name)\n"
ENUMERATE = "def enumerate(self, request):\n    note('enumerate')\n    yield from FROGS.values()\n"
QUERY = "def query(self, query, request):\n    note('query', query)\n    yield from FROGS.values()\n"
CREATE = "def create(self, new, request):\n    note('create', new.Name)\n    FROGS[new.Name] = new\n"
UPDATE = "def update(self, obj, changed, request):\n    note('update', sorted(changed))\n    FROGS[obj.Name] = obj\n"
PUT = "def put(self, obj, flags, request):\n    note('put', obj.Name, flags, obj.Weight)\n"
DELETE = (
    "def delete(self, key, request):\n"
    "    note('delete', key.Name)\n"
    "    if FROGS.pop(key.Name, None) is None:\n"
    "        raise FileNotFoundError(key.Name)\n"
)
STOCK = FROG + "FROGS = {n: Acme_Frog(Name=n, Weight=w) for n, w in (('Kermit', 320), ('Fritz', 100))}\n"
FRITZ = 'Acme_Frog.Name="Fritz"'


def frogs(site, *functions, keywords=""):
    site.provide(STOCK + provider_text("\n".join(functions), keywords=keywords))


STATIC = """
class Acme_Stone { [key] uint32 Id; [write] string Colour = "grey"; sint32 Size; };
class Acme_Gem : Acme_Stone { real64 Carat; };
[abstract] class Acme_Idea { [key] string Name; };
class Acme_Rope { string Text; };
[singleton] class Acme_Sun { uint32 Kelvin = 5772; };
class Acme_Form { [key] uint32 Id; [not_null] string Name; [Indexed] sint32 Row = 1; };
class Acme_Ticket { [key] string Number; string Text; };
"""


@pytest.mark.parametrize(
    ("functions", "calls"),
    [
        ([GET, ENUMERATE], ["get"]),
        ([ENUMERATE], ["enumerate"]),
        ([QUERY], ["query"]),
        ([QUERY, ENUMERATE], ["query"]),
        (["def query(self, query, request):\n    raise NotImplementedError\n", ENUMERATE], ["enumerate"]),
        (["def get(self, key, request):\n    raise NotImplementedError\n", ENUMERATE], ["enumerate"]),
        (["def get(self, key, request):\n    raise ProviderNotCapableError('no')\n", ENUMERATE], ["enumerate"]),
    ],
)
def test_get_falls_back_on_enumeration(site, functions, calls):
    frogs(site, *functions)
    found = site.services().get_object(FRITZ)
    assert (found["Name"], found["Weight"], found["Colour"]) == ("Fritz", 100, "green")
    assert calls_noted() == calls


@pytest.mark.parametrize(
    ("functions", "path", "code"),
    [
        ([GET], 'Acme_Frog.Name="Piggy"', "WBEM_E_NOT_FOUND"),
        ([ENUMERATE], 'Acme_Frog.Name="Piggy"', "WBEM_E_NOT_FOUND"),
        ([DELETE], FRITZ, "WBEM_E_PROVIDER_NOT_CAPABLE"),
        ([GET], 'Acme_Frog.Nmae="Fritz"', "WBEM_E_INVALID_OBJECT_PATH"),
        ([GET], "Acme_Frog=@", "WBEM_E_INVALID_OBJECT_PATH"),
        ([GET], 'Acme_Fog.Name="Fritz"', "WBEM_E_INVALID_CLASS"),
        ([GET], 'root\\cimv2:Acme_Frog.Name="Fritz"', "WBEM_E_INVALID_OBJECT_PATH"),
        ([GET], 'root\\acme:Acme_Frog.Name="Fritz"', "WBEM_S_NO_ERROR"),
        ([GET], 'acme_frog.NAME="Fritz"', "WBEM_S_NO_ERROR"),
        ([GET], 'Acme_Frog="Fritz"', "WBEM_S_NO_ERROR"),
        ([GET], "Acme_Frog", "WBEM_S_NO_ERROR"),
        ([GET], "Acme_Fog", "WBEM_E_NOT_FOUND"),
        ([GET], "Acme_Frog.Name=", "WBEM_E_INVALID_OBJECT_PATH"),
    ],
)
def test_codes_of_a_get(site, functions, path, code):
    frogs(site, *functions)
    assert code_of(lambda: site.services().get_object(path)) == code


@pytest.mark.parametrize(
    ("keys", "path", "expected"),
    [
        ("Name: str = key()", 'Acme_Part.Name="a\\"b"', 'Name = "a\\"b"'),
        ("Name: uint32 = key()", "Acme_Part.Name=7", "Name = 7"),
        ("Name: bool = key()", "Acme_Part.Name=TRUE", "Name = TRUE"),
        ("Name: str = key()\n    Row: uint8 = key()", 'Acme_Part.Row=1,Name="x"', 'Name = "x" AND Row = 1'),
    ],
)
def test_a_get_by_query_writes_the_keys(site, keys, path, expected):
    served = f'class Acme_Part(CimClass, namespace="root/acme"):\n    {keys}\n'
    body = "def query(self, query, request):\n    note('query', query)\n    yield from ()\n"
    site.provide(served + provider_text(body, served="Acme_Part"))
    assert code_of(lambda: site.services().get_object(path)) == "WBEM_E_NOT_FOUND"
    assert str(noted("query")[0][1]).startswith("SELECT * FROM Acme_Part WHERE ")
    assert set(str(noted("query")[0][1]).partition(" WHERE ")[2].split(" AND ")) == set(expected.split(" AND "))


def test_a_get_by_enumeration_ignores_case_of_keys(site):
    frogs(site, ENUMERATE)
    assert site.services().get_object('Acme_Frog.Name="FRITZ"')["Name"] == "Fritz"


def test_a_get_of_a_base_class_gives_the_real_class(site):
    site.mof(STATIC)
    site.put("Acme_Gem", Id=1, Carat=2.0)
    site.put("Acme_Stone", Id=2)
    services = site.services()
    assert services.get_object("Acme_Stone.Id=1").class_name == "Acme_Gem"
    assert services.get_object("Acme_Stone.Id=2").class_name == "Acme_Stone"
    assert code_of(lambda: services.get_object("Acme_Stone.Id=1", 0x200)) == "WBEM_E_NOT_FOUND"
    assert code_of(lambda: services.get_object("Acme_Gem.Id=2")) == "WBEM_E_NOT_FOUND"


TREE = """
class Acme_Animal(CimClass, namespace="root/acme"):
    Name: str = key()
class Acme_Cat(Acme_Animal):
    Lives: uint8 | None = prop(default=9)
"""


def test_a_failing_subclass_does_not_hide_the_instance_of_another(site):
    cats = "def enumerate(self, request):\n    raise ValueError('no cats')\n    yield\n"
    animals = "def get(self, key, request):\n    return Acme_Animal(Name='Ox') if key.Name == 'Ox' else None\n"
    site.provide(
        TREE
        + provider_text(cats, name="Cats", served="Acme_Cat")
        + provider_text(animals, name="Animals", served="Acme_Animal")
    )
    services = site.services()
    assert services.get_object('Acme_Animal.Name="Ox"')["Name"] == "Ox"
    with pytest.raises(ProviderFailureError, match="no cats"):
        services.get_object('Acme_Animal.Name="Tom"')


def test_wanted_properties_reach_the_provider_and_the_rest_is_null(site):
    frogs(site, GET)
    found = site.services().get_object(FRITZ, properties=["Colour"])
    assert (found["Name"], found["Weight"], found["Colour"]) == ("Fritz", None, "green")
    assert noted("get") == [("get", "Fritz", frozenset({"Name", "Colour"}))]


@pytest.mark.parametrize(
    ("class_name", "values", "flags", "code"),
    [
        ("Acme_Stone", {"Id": 1}, 0, "WBEM_S_NO_ERROR"),
        ("Acme_Stone", {"Id": 1}, 2, "WBEM_S_NO_ERROR"),
        ("Acme_Stone", {"Id": 1}, 1, "WBEM_E_NOT_FOUND"),
        ("Acme_Stone", {"Id": 7}, 2, "WBEM_E_ALREADY_EXISTS"),
        ("Acme_Stone", {"Id": 7}, 1, "WBEM_S_NO_ERROR"),
        ("Acme_Stone", {"Id": 7}, 3, "WBEM_E_INVALID_PARAMETER"),
        ("Acme_Stone", {"Id": 7}, 0x200, "WBEM_E_INVALID_PARAMETER"),
        ("Acme_Stone", {"Id": 7}, 0x20000, "WBEM_S_NO_ERROR"),
        ("Acme_Stone", {}, 0, "WBEM_E_ILLEGAL_NULL"),
        ("Acme_Rope", {"Text": "x"}, 0, "WBEM_E_NO_KEY"),
        ("Acme_Form", {"Id": 1}, 0, "WBEM_E_ILLEGAL_NULL"),
        ("Acme_Form", {"Id": 1, "Name": "x", "Row": None}, 0, "WBEM_E_ILLEGAL_NULL"),
        ("Acme_Form", {"Id": 1, "Name": "x"}, 0, "WBEM_S_NO_ERROR"),
        ("Acme_Sun", {}, 0, "WBEM_S_NO_ERROR"),
    ],
)
def test_codes_of_a_static_put(site, class_name, values, flags, code):
    site.mof(STATIC)
    site.put("Acme_Stone", Id=7)
    instance = site.new(class_name, **values)
    assert code_of(lambda: site.services().put_instance(instance, flags)) == code


def test_what_cannot_be_put_is_told_before_the_flags(site):
    site.mof(STATIC)
    services = site.services()
    assert code_of(lambda: services.put_instance(None, 3)) == "WBEM_E_INVALID_PARAMETER"
    assert code_of(lambda: services.put_instance(services.get_class("Acme_Sun"), 3)) == "WBEM_E_INVALID_OBJECT"
    abstract = site.services().get_class("Acme_Idea")
    assert code_of(lambda: services.put_instance(Instance(abstract.layout, ["x"], 1))) == "WBEM_E_ILLEGAL_OPERATION"
    gone = site.new("Acme_Stone", Id=1)
    services.delete_class("Acme_Stone")
    assert code_of(lambda: services.put_instance(gone)) == "WBEM_E_INVALID_CLASS"


def test_a_put_returns_the_full_path_and_invents_a_text_key(site):
    site.mof(STATIC)
    server = site.services().get_class("Acme_Stone").server
    assert site.put("Acme_Stone", Id=1) == f"\\\\{server}\\root\\acme:Acme_Stone.Id=1"
    assert site.put("Acme_Sun") == f"\\\\{server}\\root\\acme:Acme_Sun=@"
    path = site.put("Acme_Ticket", Text="x")
    assert site.services().get_object(path)["Text"] == "x"
    assert site.services().get_object("Acme_Sun=@")["Kelvin"] == 5772


@pytest.mark.parametrize(
    ("functions", "name", "flags", "code", "calls"),
    [
        ([ENUMERATE], "New", 0, "WBEM_E_PROVIDER_NOT_CAPABLE", []),
        ([GET, CREATE], "New", 0, "WBEM_S_NO_ERROR", ["get", "create"]),
        ([GET, CREATE], "New", 2, "WBEM_S_NO_ERROR", ["get", "create"]),
        ([GET, CREATE], "Fritz", 2, "WBEM_E_ALREADY_EXISTS", ["get"]),
        ([GET, CREATE, UPDATE], "Fritz", 1, "WBEM_S_NO_ERROR", ["get", "update"]),
        ([GET, CREATE, UPDATE], "New", 1, "WBEM_E_NOT_FOUND", ["get"]),
        ([GET, CREATE], "Fritz", 1, "WBEM_E_UNSUPPORTED_PARAMETER", []),
        ([PUT], "New", 0, "WBEM_S_NO_ERROR", ["put"]),
        ([PUT], "New", 1, "WBEM_S_NO_ERROR", ["put"]),
        ([PUT], "New", 2, "WBEM_S_NO_ERROR", ["put"]),
        ([PUT], "New", 3, "WBEM_E_INVALID_PARAMETER", []),
        (["def put(self, obj, flags, request):\n    raise ProviderNotCapableError('no')"], "New", 0,
         "WBEM_E_PROVIDER_NOT_CAPABLE", []),
        (["def put(self, obj, flags, request):\n    raise ReadOnlyError('no')"], "New", 0, "WBEM_E_READ_ONLY", []),
        (["def put(self, obj, flags, request):\n    raise PermissionError('no')"], "New", 0,
         "WBEM_E_ACCESS_DENIED", []),
        (["def put(self, obj, flags, request):\n    {}['x']"], "New", 0, "WBEM_E_PROVIDER_FAILURE", []),
    ],
)  # fmt: skip
def test_codes_of_a_dynamic_put(site, functions, name, flags, code, calls):
    frogs(site, *functions)
    instance = site.new("Acme_Frog", Name=name, Weight=7)
    assert code_of(lambda: site.services().put_instance(instance, flags)) == code
    assert calls_noted() == calls


TWO_KINDS = """
class Acme_Animal(CimClass, namespace="root/acme", abstract=True):
    Name: str = key()
class Acme_Cat(Acme_Animal):
    pass
class Acme_Dog(Acme_Animal):
    pass
"""

CHAIN = (
    TREE
    + """
class Acme_Lion(Acme_Cat):
    Mane: bool | None = prop(write=True)
"""
)


def chain(site, animals, cats, lions):
    site.provide(
        CHAIN
        + provider_text(animals, name="Animals", served="Acme_Animal")
        + provider_text(cats, name="Cats", served="Acme_Cat")
        + provider_text(lions, name="Lions", served="Acme_Lion")
    )


def telling(verb, failure=""):
    head = "put(self, obj, flags, request)" if verb == "put" else "delete(self, obj, request)"
    last = f"raise {failure}" if failure else "return None"
    return f"def {head}:\n    note('{verb}', type(obj).__name__, list(obj.layout.names))\n    {last}\n"


def test_a_put_goes_through_all_providers_of_the_branch_from_the_top(site):
    chain(site, telling("put"), telling("put"), telling("put"))
    site.put("Acme_Cat", Name="Tom")
    assert noted("put") == [("put", "Acme_Animal", ["Name"]), ("put", "Acme_Cat", ["Name", "Lives"])]


def test_the_first_failure_ends_a_put(site):
    chain(site, telling("put"), telling("put", "ReadOnlyError('no')"), telling("put"))
    assert code_of(lambda: site.put("Acme_Lion", Name="Leo")) == "WBEM_E_READ_ONLY"
    assert [entry[1] for entry in noted("put")] == ["Acme_Animal", "Acme_Cat"]


@pytest.mark.parametrize(
    ("failing", "named", "code", "called"),
    [
        ((), "Acme_Cat", "WBEM_S_NO_ERROR", ["Acme_Animal", "Acme_Cat", "Acme_Lion"]),
        ((), "Acme_Lion", "WBEM_S_NO_ERROR", ["Acme_Animal", "Acme_Cat", "Acme_Lion"]),
        (("Acme_Cat", "Acme_Lion"), "Acme_Cat", "WBEM_S_NO_ERROR", ["Acme_Animal", "Acme_Cat", "Acme_Lion"]),
        (("Acme_Animal",), "Acme_Lion", "WBEM_E_NOT_FOUND", ["Acme_Animal"]),
    ],
)
def test_the_topmost_concrete_class_decides_about_a_delete(site, failing, named, code, called):
    texts = [telling("delete", "NotFoundError('x')" if name in failing else "") for name in
             ("Acme_Animal", "Acme_Cat", "Acme_Lion")]  # fmt: skip
    chain(site, *texts)
    assert code_of(lambda: site.services().delete_instance(f'{named}.Name="x"')) == code
    assert [entry[1] for entry in noted("delete")] == called


def test_of_an_abstract_class_one_topmost_descendant_is_enough(site):
    site.provide(
        TWO_KINDS
        + provider_text(telling("delete", "NotFoundError('x')"), name="Cats", served="Acme_Cat")
        + provider_text(
            telling("delete") + "def enumerate(self, request):\n    yield Acme_Dog(Name='Rex')",
            name="Dogs",
            served="Acme_Dog",
        )
    )
    assert code_of(lambda: site.services().delete_instance('Acme_Animal.Name="Rex"')) == "WBEM_S_NO_ERROR"
    assert [entry[1] for entry in noted("delete")] == ["Acme_Dog"]


@pytest.mark.parametrize(
    ("functions", "path", "code"),
    [
        ([ENUMERATE], FRITZ, "WBEM_E_PROVIDER_NOT_CAPABLE"),
        ([DELETE], FRITZ, "WBEM_S_NO_ERROR"),
        ([DELETE], 'Acme_Frog.Name="Piggy"', "WBEM_E_NOT_FOUND"),
        ([DELETE], "Acme_Frog", "WBEM_E_INVALID_OBJECT_PATH"),
        ([DELETE], 'Acme_Fog.Name="x"', "WBEM_E_INVALID_CLASS"),
        ([DELETE], 'root\\cimv2:Acme_Frog.Name="Fritz"', "WBEM_E_INVALID_OBJECT_PATH"),
        (["def delete(self, key, request):\n    raise ProviderNotCapableError('no')"], FRITZ,
         "WBEM_E_PROVIDER_NOT_CAPABLE"),
        (["def delete(self, key, request):\n    raise IndexError('no')"], FRITZ, "WBEM_E_PROVIDER_FAILURE"),
    ],
)  # fmt: skip
def test_codes_of_a_dynamic_delete(site, functions, path, code):
    frogs(site, *functions)
    assert code_of(lambda: site.services().delete_instance(path)) == code


def test_a_static_delete_by_the_base_class(site):
    site.mof(STATIC)
    site.put("Acme_Gem", Id=1)
    site.services().delete_instance("Acme_Stone.Id=1")
    with pytest.raises(NotFoundError, match=r"Acme_Gem\.Id=1|Acme_Stone\.Id=1"):
        site.services().get_object("Acme_Stone.Id=1")


def test_an_empty_path_gives_a_class_to_be_filled_in(site):
    blank = site.services().get_object("")
    assert (blank.name, len(blank.properties)) == ("", 0)
    blank.declaration.name = "Acme_New"
    assert site.services().put_class(blank.declaration).name == "Acme_New"
    assert site.services().get_object().name == ""


def test_namespaces_are_made_and_deleted_as_instances(site):
    site.put("__Namespace", Name="pond")
    inner = site.services().open_namespace("pond")
    assert inner.namespace == "root\\acme\\pond"
    assert code_of(lambda: site.services().put_instance(site.new("__Namespace", Name="pond"), 2)) == (
        "WBEM_E_ALREADY_EXISTS"
    )
    site.services().delete_instance('__Namespace.Name="pond"')
    assert code_of(lambda: site.services().open_namespace("pond")) == "WBEM_E_INVALID_NAMESPACE"
    assert code_of(lambda: site.services().delete_instance('__Namespace.Name="pond"')) == "WBEM_E_NOT_FOUND"
