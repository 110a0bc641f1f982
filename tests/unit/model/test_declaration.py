# SPDX-License-Identifier: Apache-2.0
"""Declarations are plain, mutable, and own what they hold."""

import pytest

from openwmi.model.declaration import ClassDeclaration, MethodDeclaration, ParameterDeclaration, PropertyDeclaration
from openwmi.model.names import NameMap
from tests.unit.model.declaring import declare, method, prop, type_of


@pytest.mark.parametrize(
    "make",
    [
        lambda: PropertyDeclaration("p", type_of("string")),
        lambda: ParameterDeclaration("p", type_of("string")),
        lambda: MethodDeclaration("m", None),
        lambda: ClassDeclaration("A"),
    ],
)
def test_qualifiers_are_not_shared(make):
    assert make().qualifiers == NameMap()
    assert make().qualifiers is not make().qualifiers


def test_no_default_is_not_the_default_null():
    assert not prop("p").has_default
    assert prop("p", default=None).has_default


def test_a_class_may_be_empty():
    found = ClassDeclaration("A")
    assert (found.superclass, len(found.properties), len(found.methods)) == (None, 0, 0)


def test_equal_declarations_are_equal_in_any_case_of_names():
    assert declare("A", prop("p", "uint32", "key"), method("m")) == declare(
        "A", prop("p", "uint32", "key"), method("m")
    )
    assert declare("A", prop("p")) != declare("A", prop("p", "string"))
