# SPDX-License-Identifier: Apache-2.0
"""Qualifiers: values, flavors, what propagates, what may be overridden."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.qualifier import (
    WBEM_FLAVOR_AMENDED,
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE,
    WBEM_FLAVOR_MASK_ORIGIN,
    WBEM_FLAVOR_MASK_PERMISSIONS,
    WBEM_FLAVOR_MASK_PROPAGATION,
    WBEM_FLAVOR_NOT_OVERRIDABLE,
    WBEM_FLAVOR_ORIGIN_LOCAL,
    WBEM_FLAVOR_ORIGIN_PROPAGATED,
    WBEM_FLAVOR_ORIGIN_SYSTEM,
    WBEM_FLAVOR_OVERRIDABLE,
    Qualifier,
    QualifierType,
    check_qualifier,
    cimtype_qualifier,
    fixed,
    inherit,
    is_true,
    own_qualifiers,
    propagated,
    text_of,
)
from tests.unit.model.declaring import (
    DISABLE_OVERRIDE,
    PROPAGATED,
    TO_INSTANCE,
    TO_SUBCLASS,
    qualifiers_of,
    refused,
    type_of,
)


def test_flavor_bits():
    assert [
        WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE,
        WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
        WBEM_FLAVOR_OVERRIDABLE,
        WBEM_FLAVOR_NOT_OVERRIDABLE,
        WBEM_FLAVOR_ORIGIN_LOCAL,
        WBEM_FLAVOR_ORIGIN_PROPAGATED,
        WBEM_FLAVOR_ORIGIN_SYSTEM,
        WBEM_FLAVOR_AMENDED,
    ] == [0x01, 0x02, 0, 0x10, 0, 0x20, 0x40, 0x80]
    assert (WBEM_FLAVOR_MASK_PROPAGATION, WBEM_FLAVOR_MASK_PERMISSIONS, WBEM_FLAVOR_MASK_ORIGIN) == (0x0F, 0x10, 0x60)


@pytest.mark.parametrize(
    "value", [True, 0, -(2**31), 2**31 - 1, 1.5, "", "text", [], [1, 2], ["a"], [1.0], [True, False]]
)
def test_values_that_are_fine(value):
    check_qualifier(Qualifier("Q", value), "A.p")


@pytest.mark.parametrize(
    "value", [None, 2**31, -(2**31) - 1, [2**31], [1, "a"], [True, 1], [1, 1.5], [[1]], [None], b"a", {}, (1, 2)]
)
def test_values_that_are_not(value):
    with refused(WbemStatus.WBEM_E_INVALID_QUALIFIER_TYPE, match=r"qualifier Q of A\.p"):
        check_qualifier(Qualifier("Q", value), "A.p")


@pytest.mark.parametrize("flavor", [0x04, 0x08, 0x100, -1])
def test_flavors_that_do_not_exist(flavor):
    with refused(WbemStatus.WBEM_E_INVALID_FLAVOR):
        check_qualifier(Qualifier("Q", True, flavor), "A")


@pytest.mark.parametrize(
    ("name", "status"),
    [("1Q", WbemStatus.WBEM_E_INVALID_PARAMETER), ("q" * 256, WbemStatus.WBEM_E_QUALIFIER_NAME_TOO_WIDE)],
)
def test_names_are_checked(name, status):
    with refused(status):
        check_qualifier(Qualifier(name), "A")


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        (Qualifier("Abstract"), True),
        (Qualifier("Abstract", False), False),
        (Qualifier("Description", ""), True),
        (Qualifier("MaxLen", 0), True),
        (Qualifier("KEY", False), True),
        (Qualifier("Static", False), True),
    ],
)
def test_is_true(qualifier, expected):
    assert qualifier.is_true is expected
    assert is_true(qualifiers_of(qualifier), qualifier.name.lower()) is expected


def test_a_missing_qualifier_is_not_true():
    assert not is_true(qualifiers_of("key"), "abstract")


def test_text_of():
    found = qualifiers_of(Qualifier("provider", "P"), Qualifier("MaxLen", 5))
    assert [text_of(found, name) for name in ("Provider", "maxlen", "x")] == ["P", None, None]


@pytest.mark.parametrize(
    ("flavor", "local"), [(0, True), (0x13, True), (WBEM_FLAVOR_AMENDED, True), (PROPAGATED, False), (0x40, False)]
)
def test_is_local(flavor, local):
    assert Qualifier("Q", True, flavor).is_local is local


@pytest.mark.parametrize(
    ("name", "flavor"),
    [("key", 0x13), ("CIMTYPE", 0x03), ("ID", 0x11), ("Abstract", 0), ("Singleton", 0x03)],
)
@pytest.mark.parametrize("written", [0, 0x03, 0x12])
def test_built_in_flavors_win_over_what_is_written(name, flavor, written):
    assert fixed(Qualifier(name, True, written)).flavor == flavor


@pytest.mark.parametrize("name", ["Description", "dynamic", "provider", "association", "Static"])
@pytest.mark.parametrize("written", [0, 0x01, 0x12, 0x83])
def test_other_flavors_stay_as_written(name, written):
    assert fixed(Qualifier(name, True, written)).flavor == written


def test_amended_survives_a_built_in_flavor():
    assert fixed(Qualifier("key", True, WBEM_FLAVOR_AMENDED)).flavor == 0x93


@pytest.mark.parametrize(("kind", "text"), [("uint32[]", "uint32"), ("ref:A", "ref:A"), ("object", "object")])
def test_cimtype(kind, text):
    assert cimtype_qualifier(type_of(kind)) == Qualifier("CIMTYPE", text, 0x03)


def test_own_qualifiers_leave_out_what_was_inherited():
    declared = qualifiers_of("Key", Qualifier("Old", 1, PROPAGATED | TO_SUBCLASS))
    assert dict(own_qualifiers(declared, "A.p")) == {"Key": Qualifier("Key", True, 0x13)}


@pytest.mark.parametrize(
    ("flavor", "to_subclass", "to_instance"),
    [
        (0, False, False),
        (TO_INSTANCE, False, True),
        (TO_SUBCLASS, True, False),
        (TO_INSTANCE | TO_SUBCLASS, True, True),
        (DISABLE_OVERRIDE, False, False),
        (DISABLE_OVERRIDE | TO_INSTANCE, False, True),
    ],
)
def test_what_propagates(flavor, to_subclass, to_instance):
    found = qualifiers_of(Qualifier("Q", 1, flavor))
    for flag, travels in ((TO_SUBCLASS, to_subclass), (TO_INSTANCE, to_instance)):
        expected = {"Q": Qualifier("Q", 1, flavor | PROPAGATED)} if travels else {}
        assert dict(propagated(found, flag)) == expected


def test_inherited_come_first_and_own_ones_follow():
    above = qualifiers_of(Qualifier("A", 1, TO_SUBCLASS), Qualifier("B", 1, TO_SUBCLASS), Qualifier("Stays", 1))
    found = inherit(above, qualifiers_of(Qualifier("C", 2), Qualifier("b", 2)), "X")
    assert [(name, q.value, q.is_local) for name, q in found.items()] == [
        ("A", 1, False),
        ("B", 2, True),
        ("C", 2, True),
    ]


def test_a_frozen_qualifier_takes_no_other_value():
    above = qualifiers_of(Qualifier("Q", 1, TO_SUBCLASS | DISABLE_OVERRIDE))
    with refused(WbemStatus.WBEM_E_OVERRIDE_NOT_ALLOWED, match="Q of X"):
        inherit(above, qualifiers_of(Qualifier("q", 2)), "X")


def test_a_frozen_qualifier_stays_frozen_when_it_is_repeated():
    above = qualifiers_of(Qualifier("Q", 1, TO_SUBCLASS | DISABLE_OVERRIDE))
    found = inherit(above, qualifiers_of(Qualifier("q", 1, TO_SUBCLASS)), "X")
    assert found["Q"].flavor == TO_SUBCLASS | DISABLE_OVERRIDE | PROPAGATED
    with refused(WbemStatus.WBEM_E_OVERRIDE_NOT_ALLOWED):
        inherit(found, qualifiers_of(Qualifier("Q", 2)), "Y")


def test_a_frozen_qualifier_that_does_not_propagate_is_not_in_the_way():
    above = qualifiers_of(Qualifier("Q", 1, DISABLE_OVERRIDE))
    assert inherit(above, qualifiers_of(Qualifier("Q", 2)), "X")["Q"].value == 2


def test_a_qualifier_type_needs_only_a_name():
    found = QualifierType("Key")
    assert (found.type, found.default, found.scope, found.flavor) == (None, None, frozenset(), 0)
