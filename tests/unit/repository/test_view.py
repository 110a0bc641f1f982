# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.errors import InvalidClassError, InvalidNamespaceError
from openwmi.model.objectpath import ObjectPath
from openwmi.repository import Repository
from tests.unit.repository.declare import NS, declare, key


def test_an_address_does_not_know_the_class_of_the_instance(repository: Repository):
    with repository.reading() as view:
        classes = view.classes(NS)
        base, derived = (view.locate(classes, ObjectPath.parse(text)) for text in ("T_Base.Id=1", "t_derived=1"))
    assert (base.owner, base.identity) == (derived.owner, derived.identity) == ("t_base", b"id=1")
    assert (base.cim_class.name, derived.cim_class.name) == ("T_Base", "T_Derived")


def test_the_owner_is_the_class_that_introduced_the_key(repository: Repository):
    repository.put_class(NS, declare("T_Top", words=["abstract"]))
    repository.put_class(NS, declare("T_Keyed", "T_Top", key()))
    repository.put_class(NS, declare("T_Leaf", "T_Keyed"))
    with repository.reading() as view:
        assert view.locate(view.classes(NS), ObjectPath.parse("T_Leaf.Id=1")).owner == "t_keyed"
        assert view.locate(view.classes(NS), ObjectPath.parse("T_One=@")).identity == b"@"


def test_what_does_not_exist(repository: Repository):
    with repository.reading() as view:
        with pytest.raises(InvalidNamespaceError, match="none"):
            view.classes("root\\none")
        with pytest.raises(InvalidClassError, match="T_None"):
            view.find_class(view.classes(NS), "T_None")
