# SPDX-License-Identifier: Apache-2.0
"""Instance: three value states, access, paths, qualifiers, copies."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import Qualifier
from openwmi.model.values import CimValue
from tests.unit.model.declaring import (
    PROPAGATED,
    TO_INSTANCE,
    define,
    key,
    list_in,
    object_in,
    prop,
    qualifiers_of,
    refused,
)

CLASS = define(
    "Disk",
    key("Name", "string"),
    prop("Size", "uint64", Qualifier("Units", "octets", TO_INSTANCE), "Read", default=5),
    prop("Tags", "string[]", default=["a"]),
    prop("alias", "string"),
    quals=(Qualifier("Locale", 1, TO_INSTANCE), "Stays"),
    namespace="root\\cimv2",
    server="HOST",
)


@pytest.fixture
def disk():
    return CLASS.spawn_instance()


def test_a_property_that_was_not_set_shows_the_class_default(disk):
    assert (disk["Size"], disk["alias"], disk.is_local("Size"), disk.local) == (5, None, False, 0)


@pytest.mark.parametrize("value", [7, 5, None])
def test_a_property_that_was_set_is_local(disk, value):
    disk["size"] = value
    assert (disk["SIZE"], disk.is_local("Size")) == (value, True)


@pytest.mark.parametrize("value", [7, None])
def test_reset_returns_to_the_class_default(disk, value):
    disk["Size"] = value
    disk["Name"] = "c"
    disk.reset("SIZE")
    assert (disk["Size"], disk.is_local("Size"), disk.is_local("Name")) == (5, False, True)


def test_reset_gives_an_array_of_its_own(disk):
    disk["Tags"] = None
    disk.reset("Tags")
    disk["Tags"].append("b")
    assert CLASS.spawn_instance()["Tags"] == ["a"]


def test_null_and_an_empty_array_differ(disk):
    disk["Tags"] = []
    assert disk["Tags"] == []
    disk["Tags"] = None
    assert disk["Tags"] is None


def test_a_raw_row_is_taken_as_it_is():
    row: list[CimValue] = ["c", 1, None, "x"]
    found = Instance(CLASS.layout, row, CLASS.layout.all_local)
    assert found.values is row
    assert all(found.is_local(name) for name in CLASS.layout.names)


def test_setting_coerces(disk):
    disk["Size"] = "12"
    disk["Tags"] = ("x", 1)
    assert (disk["Size"], disk["Tags"]) == (12, ["x", "1"])


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("Size", "x", WbemStatus.WBEM_E_TYPE_MISMATCH),
        ("Size", -1, WbemStatus.WBEM_E_VALUE_OUT_OF_RANGE),
        ("Tags", "x", WbemStatus.WBEM_E_TYPE_MISMATCH),
        ("Missing", 1, WbemStatus.WBEM_E_NOT_FOUND),
        ("__PATH", "x", WbemStatus.WBEM_E_READ_ONLY),
        ("__class", "x", WbemStatus.WBEM_E_READ_ONLY),
        ("__Missing", "x", WbemStatus.WBEM_E_NOT_FOUND),
    ],
)
def test_a_refused_value_changes_nothing(disk, name, value, status):
    with refused(status, match=rf"Disk.*{name}|{name}.*Disk"):
        disk[name] = value
    assert (disk.values, disk.local) == (CLASS.layout.defaults, 0)


@pytest.mark.parametrize(
    "use", [lambda d: d["x"], lambda d: d.is_local("x"), lambda d: d.reset("x"), lambda d: d["__x"]]
)
def test_a_property_that_is_not_there(disk, use):
    with refused(WbemStatus.WBEM_E_NOT_FOUND):
        use(disk)


def test_get_and_contains(disk):
    assert (disk.get("SIZE"), disk.get("x"), disk.get("x", 3), disk.get("alias", 3)) == (5, None, 3, None)
    assert "size" in disk
    assert "x" not in disk
    assert 3 not in disk


def test_names_and_items_are_alphabetical(disk):
    assert disk.names() == ("alias", "Name", "Size", "Tags")
    assert list(disk.items()) == [("alias", None), ("Name", None), ("Size", 5), ("Tags", ["a"])]


def test_the_class(disk):
    assert (disk.cim_class, disk.class_name, disk.genus) == (CLASS, "Disk", 2)


def test_no_path_before_the_key_is_set(disk):
    assert (disk.path, disk.relpath, repr(disk)) == (None, None, "<instance of Disk>")


def test_the_path_follows_the_key(disk):
    disk["Name"] = 'C:\\"x"'
    assert disk.relpath == r'Disk.Name="C:\\\"x\""'
    assert str(disk.path) == r'\\HOST\root\cimv2:Disk.Name="C:\\\"x\""'
    assert repr(disk) == r'<instance Disk.Name="C:\\\"x\"">'


@pytest.mark.parametrize(
    ("kind", "value", "relpath"),
    [
        ("uint64", 2**64 - 1, "A.k=18446744073709551615"),
        ("sint32", -5, "A.k=-5"),
        ("boolean", True, "A.k=TRUE"),
        ("char16", "A", "A.k=65"),
        ("datetime", "19980401135809.000000+000", 'A.k="19980401135809.000000+000"'),
        ("ref", 'B.k="x"', r'A.k="B.k=\"x\""'),
        ("string", "", 'A.k=""'),
    ],
)
def test_keys_of_every_type_in_paths(kind, value, relpath):
    found = define("A", key("k", kind)).spawn_instance()
    found["k"] = value
    assert found.relpath == relpath
    assert ObjectPath.parse(relpath).relpath == relpath


def test_compound_keys_are_printed_in_alphabetical_order():
    found = define("A", key("z"), key("B")).spawn_instance()
    found["z"] = 1
    assert found.path is None
    found["b"] = 2
    assert found.relpath == "A.B=2,z=1"


def test_a_singleton_needs_no_key():
    assert define("One", prop("p"), quals=("singleton",)).spawn_instance().relpath == "One=@"


def test_a_keyless_instance_has_no_path():
    assert define("A", prop("p")).spawn_instance().path is None


def test_without_a_namespace_the_path_is_relative():
    found = define("A", key(), server="HOST").spawn_instance()
    found["k"] = 1
    assert str(found.path) == "A.k=1"


def test_a_projection_lacks_what_was_not_selected(disk):
    found = Instance(CLASS.layout.project(["Size"]), [9], 1)
    assert (found["size"], found.names(), found.path) == (9, ("Size",), None)
    with refused(WbemStatus.WBEM_E_NOT_FOUND, match="did not select"):
        found["alias"]


def test_qualifiers_come_from_the_class_and_the_instance(disk):
    disk.extras.qualifiers["Own"] = Qualifier("Own", 2)
    assert list(disk.qualifiers.values()) == [Qualifier("Locale", 1, TO_INSTANCE | PROPAGATED), Qualifier("Own", 2)]


def test_property_qualifiers_come_from_the_class_and_the_instance(disk):
    assert list(disk.property_qualifiers("size").values()) == [Qualifier("Units", "octets", TO_INSTANCE | PROPAGATED)]
    disk.extras.property_qualifiers["SIZE"] = qualifiers_of(Qualifier("Units", "bits"))
    assert disk.property_qualifiers("Size")["units"].value == "bits"
    with refused(WbemStatus.WBEM_E_NOT_FOUND):
        disk.property_qualifiers("x")


def test_a_clone_shares_nothing_that_changes(disk):
    inner = define("Inner", prop("p", default=1)).spawn_instance()
    found = define("A", prop("o", "object"), prop("list", "uint8[]")).spawn_instance()
    found["o"], found["list"] = inner, [1]
    twin = found.clone()
    object_in(twin, "o")["p"] = 2
    list_in(twin, "list").append(2)
    assert (object_in(found, "o")["p"], found["list"], twin.local) == (1, [1], found.local)


def test_a_clone_copies_the_extras(disk):
    disk.extras.qualifiers["Q"] = Qualifier("Q")
    disk.extras.property_qualifiers["Size"] = qualifiers_of("Q")
    disk.extras.system["__PATH"] = "x"
    disk.extras.path = ObjectPath("A")
    twin = disk.clone()
    assert twin.extra == disk.extra
    twin.extras.qualifiers["R"] = Qualifier("R")
    twin.extras.property_qualifiers["Size"]["R"] = Qualifier("R")
    twin.extras.system["__PATH"] = "y"
    assert list(disk.extras.qualifiers) == ["Q"]
    assert list(disk.extras.property_qualifiers["Size"]) == ["Q"]
    assert disk["__PATH"] == "x"


def test_a_clone_without_extras_stays_without(disk):
    assert disk.clone().extra is None
    assert disk.extras is disk.extras
