# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.errors import InvalidNamespaceError, InvalidParameterError, NotFoundError
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.qualifier import QualifierType
from openwmi.repository import Repository
from tests.unit.repository.declare import NS

UNITS = QualifierType("Units", TypeSpec(CimType.CIM_STRING), None, frozenset({"property"}), 0x82)


def test_put_read_replace_delete(repository: Repository):
    repository.put_qualifier_type(NS, UNITS)
    repository.put_qualifier_type(NS, QualifierType("Abstract"))
    assert list(repository.qualifier_types(NS).values()) == [QualifierType("Abstract"), UNITS]
    assert len(repository.qualifier_types("root")) == 0
    repository.put_qualifier_type(NS, QualifierType("UNITS", None, 7))
    assert repository.qualifier_types(NS)["units"].default == 7
    repository.delete_qualifier_type(NS, "uNITS")
    assert list(repository.qualifier_types(NS)) == ["Abstract"]


def test_refusals(repository: Repository):
    with pytest.raises(NotFoundError):
        repository.delete_qualifier_type(NS, "None")
    with pytest.raises(InvalidParameterError):
        repository.put_qualifier_type(NS, QualifierType("9"))
    with pytest.raises(InvalidNamespaceError):
        repository.put_qualifier_type("root\\none", UNITS)
    with pytest.raises(InvalidNamespaceError):
        repository.qualifier_types("root\\none")
