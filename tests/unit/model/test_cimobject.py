# SPDX-License-Identifier: Apache-2.0
"""CimObject: classes and instances are both objects."""

import pytest

from openwmi.model.cimobject import WBEM_GENUS_CLASS, WBEM_GENUS_INSTANCE, CimObject
from tests.unit.model.declaring import define, key


def test_genus():
    cim_class = define("A", key())
    assert (cim_class.genus, cim_class.spawn_instance().genus) == (WBEM_GENUS_CLASS, WBEM_GENUS_INSTANCE) == (1, 2)


def test_both_are_objects():
    cim_class = define("A", key())
    for found in (cim_class, cim_class.spawn_instance()):
        assert isinstance(found, CimObject)
        assert found.class_name == "A"
        assert found.is_a("a")
        assert not found.is_a("b")


@pytest.mark.parametrize("use", [lambda o: o.genus, lambda o: o.class_name, lambda o: o.is_a("A"), lambda o: o.clone()])
def test_the_base_itself_is_neither(use):
    with pytest.raises(NotImplementedError):
        use(CimObject())
