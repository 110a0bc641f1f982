# SPDX-License-Identifier: Apache-2.0
"""Classes in few words, for tests of the model."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import TypeSpec
from openwmi.model.declaration import (
    ClassDeclaration,
    MethodDeclaration,
    ParameterDeclaration,
    PropertyDeclaration,
)
from openwmi.model.derive import derive
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap
from openwmi.model.qualifier import Qualifier, Qualifiers
from openwmi.model.values import CimScalar

TO_INSTANCE = 0x01
TO_SUBCLASS = 0x02
DISABLE_OVERRIDE = 0x10
PROPAGATED = 0x20

NO_DEFAULT = object()

Quals = tuple["str | Qualifier", ...]


def qualifiers_of(*items: str | Qualifier) -> Qualifiers:
    """Return a map of qualifiers; a bare name is TRUE with flavor 0."""
    found = [Qualifier(item) if isinstance(item, str) else item for item in items]
    return NameMap((q.name, q) for q in found)


def type_of(text: str) -> TypeSpec:
    """Return the type written as in a message: `uint32`, `string[]`, `ref:A`."""
    return TypeSpec.from_text(text.removesuffix("[]"), text.endswith("[]"))


def prop(name: str, kind: str = "uint32", *qualifiers: str | Qualifier, default: object = NO_DEFAULT):
    """Return a property declaration."""
    has_default = default is not NO_DEFAULT
    value = default if has_default else None
    return PropertyDeclaration(name, type_of(kind), qualifiers_of(*qualifiers), value, has_default)  # type: ignore[arg-type]


def key(name: str = "k", kind: str = "uint32") -> PropertyDeclaration:
    """Return the declaration of a key."""
    return prop(name, kind, "key")


def param(name: str, kind: str = "uint32", *qualifiers: str | Qualifier, default: object = NO_DEFAULT):
    """Return a parameter declaration; without qualifiers it is an input."""
    has_default = default is not NO_DEFAULT
    value = default if has_default else None
    found = qualifiers_of(*(qualifiers or ("in",)))
    return ParameterDeclaration(name, type_of(kind), found, value, has_default)  # type: ignore[arg-type]


def method(name: str, *parameters: ParameterDeclaration, returns: str | None = "uint32", quals: Quals = ()):
    """Return a method declaration."""
    return MethodDeclaration(name, type_of(returns) if returns else None, list(parameters), qualifiers_of(*quals))


def declare(
    name: str,
    *members: PropertyDeclaration | MethodDeclaration,
    parent: ClassDefinition | str | None = None,
    quals: Quals = (),
) -> ClassDeclaration:
    """Return a class declaration."""
    return ClassDeclaration(
        name,
        parent.name if isinstance(parent, ClassDefinition) else parent,
        qualifiers_of(*quals),
        NameMap((m.name, m) for m in members if isinstance(m, PropertyDeclaration)),
        NameMap((m.name, m) for m in members if isinstance(m, MethodDeclaration)),
    )


def define(
    name: str,
    *members: PropertyDeclaration | MethodDeclaration,
    parent: ClassDefinition | None = None,
    quals: Quals = (),
    namespace: str = "",
    server: str = ".",
) -> ClassDefinition:
    """Return a class definition."""
    found = declare(name, *members, parent=parent, quals=quals)
    return derive(found, parent, namespace=namespace, server=server, allow_system=True)


@contextmanager
def refused(status: WbemStatus, match: str | None = None) -> Iterator[pytest.ExceptionInfo[WbemError]]:
    """Expect a WbemError with exactly this code."""
    with pytest.raises(WbemError, match=match) as caught:
        yield caught
    assert caught.value.symbol == status.name


def list_in(instance: Instance, name: str) -> list[CimScalar]:
    """Return the array in a property."""
    value = instance[name]
    assert isinstance(value, list)
    return value


def object_in(instance: Instance, name: str) -> Instance:
    """Return the instance embedded in a property."""
    value = instance[name]
    assert isinstance(value, Instance)
    return value
