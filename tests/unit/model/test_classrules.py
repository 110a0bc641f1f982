# SPDX-License-Identifier: Apache-2.0
"""Rules of a whole class: misplaced qualifiers, abstract, singleton, keys."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.classrules import check_class_qualifiers, check_keys, check_kind, check_property_qualifiers
from openwmi.model.qualifier import Qualifier
from tests.unit.model.declaring import define, key, method, prop, qualifiers_of, refused, type_of

ABSTRACT = ("abstract",)
SINGLETON = ("singleton",)
KEYLESS = define("Keyless", prop("p"), quals=ABSTRACT)
CONCRETE = define("Concrete", prop("p"))
KEYED = define("Keyed", key(), prop("p"))
KEYED_ABSTRACT = define("KeyedAbstract", key(), prop("p"), quals=ABSTRACT)
ONE = define("One", quals=SINGLETON)


@pytest.mark.parametrize("name", ["key", "Key", "In", "Out", "ID", "Not_Null", "Indexed", "CIMTYPE"])
def test_misplaced_on_classes_and_methods(name):
    with refused(WbemStatus.WBEM_E_INVALID_QUALIFIER, match=f"{name} cannot stand on class A"):
        check_class_qualifiers(qualifiers_of(name), "class A")
    with refused(WbemStatus.WBEM_E_INVALID_QUALIFIER):
        define("A", quals=(name,))
    with refused(WbemStatus.WBEM_E_INVALID_QUALIFIER):
        define("A", method("m", quals=(name,)))


@pytest.mark.parametrize("name", ["Abstract", "Singleton"])
def test_misplaced_on_properties(name):
    with refused(WbemStatus.WBEM_E_INVALID_QUALIFIER):
        define("A", prop("p", "uint32", name))


@pytest.mark.parametrize("name", ["Dynamic", "Association", "Description", "Terminal"])
def test_everything_else_may_stand_on_a_class(name):
    assert define("A", quals=(name,)).qualifiers[name].value is True


@pytest.mark.parametrize("text", ["string", "uint32[]", ""])
def test_a_cimtype_that_is_not_the_type(text):
    with refused(WbemStatus.WBEM_E_INVALID_QUALIFIER, match="leave|CIMTYPE"):
        check_property_qualifiers(qualifiers_of(Qualifier("CIMTYPE", text)), type_of("uint32"), "A.p")


def test_a_cimtype_that_is_the_type_is_dropped():
    found = define("A", prop("p", "ref:A", Qualifier("cimtype", "REF:a"), "Read"))
    assert list(found.properties["p"].qualifiers) == ["Read"]


@pytest.mark.parametrize("parent", [CONCRETE, KEYED, ONE])
def test_no_abstract_class_below_a_concrete_one(parent):
    with refused(WbemStatus.WBEM_E_CANNOT_BE_ABSTRACT):
        define("A", parent=parent, quals=ABSTRACT)


@pytest.mark.parametrize("parent", [None, KEYLESS, KEYED_ABSTRACT])
def test_where_a_class_may_be_abstract(parent):
    assert define("A", parent=parent, quals=ABSTRACT).is_abstract


def test_abstract_false_counts_as_absent():
    assert not define("A", parent=CONCRETE, quals=(Qualifier("Abstract", False),)).is_abstract


@pytest.mark.parametrize("parent", [CONCRETE, KEYED, KEYED_ABSTRACT])
def test_no_singleton_below_keys_or_a_concrete_class(parent):
    with refused(WbemStatus.WBEM_E_CANNOT_BE_SINGLETON):
        define("A", parent=parent, quals=SINGLETON)


@pytest.mark.parametrize("parent", [None, KEYLESS, ONE])
def test_where_a_class_may_be_a_singleton(parent):
    found = define("A", parent=parent, quals=SINGLETON)
    assert found.is_singleton
    assert found.key_names == ()


def test_a_singleton_has_no_key():
    with refused(WbemStatus.WBEM_E_CANNOT_BE_SINGLETON, match="key k"):
        define("A", key(), quals=SINGLETON)


def test_a_subclass_of_a_singleton_has_no_key_either():
    with refused(WbemStatus.WBEM_E_CANNOT_BE_SINGLETON):
        define("A", key(), parent=ONE)


@pytest.mark.parametrize(
    "kind", ["real32", "real64", "object", "object:A", "uint32[]", "string[]", "boolean[]", "ref:A[]"]
)
def test_types_that_cannot_be_keys(kind):
    with refused(WbemStatus.WBEM_E_CANNOT_BE_KEY, match="A.k"):
        define("A", key("k", kind))


@pytest.mark.parametrize(
    "kind",
    [
        "sint8",
        "uint8",
        "sint16",
        "uint16",
        "sint32",
        "uint32",
        "sint64",
        "uint64",
        "boolean",
        "string",
        "char16",
        "datetime",
        "ref",
        "ref:A",
    ],
)
def test_types_that_can(kind):
    assert define("A", key("k", kind)).key_names == ("k",)


@pytest.mark.parametrize("parent", [KEYED, KEYED_ABSTRACT])
@pytest.mark.parametrize("member", [key("k2"), prop("p", "uint32", "key")])
def test_no_further_key_below_keys(parent, member):
    with refused(WbemStatus.WBEM_E_CANNOT_CHANGE_KEY_INHERITANCE, match=f"adds the key {member.name}"):
        define("A", member, parent=parent)


@pytest.mark.parametrize("parent", [KEYLESS, CONCRETE])
def test_keys_below_keyless_parents(parent):
    assert define("A", key(), parent=parent).key_names == ("k",)
    assert define("A", prop("p", "uint32", "key"), parent=parent).key_names == ("p",)


def test_repeating_an_inherited_key_changes_nothing():
    assert define("A", key(), parent=KEYED).key_names == ("k",)


def test_an_inherited_key_cannot_be_taken_back():
    with refused(WbemStatus.WBEM_E_OVERRIDE_NOT_ALLOWED):
        define("A", prop("k", "uint32", Qualifier("key", False)), parent=KEYED)


def test_256_keys_and_one_more():
    assert len(define("A", *(key(f"k{n}") for n in range(256))).key_names) == 256
    with refused(WbemStatus.WBEM_E_CANNOT_BE_KEY, match="257 keys"):
        define("A", *(key(f"k{n}") for n in range(257)))


@pytest.mark.parametrize("found", [KEYLESS, CONCRETE, KEYED, KEYED_ABSTRACT, ONE])
def test_what_was_defined_passes_again(found):
    check_kind(found)
    check_keys(found)
    check_class_qualifiers(found.qualifiers, "class A")
