# SPDX-License-Identifier: Apache-2.0
"""System properties: __PATH, __CLASS and their like, computed when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from openwmi.errors import NotFoundError
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.values import CimScalar, CimValue

if TYPE_CHECKING:
    from openwmi.model.cimclass import ClassDefinition
    from openwmi.model.instance import Instance

_STRING = TypeSpec(CimType.CIM_STRING)
_SINT32 = TypeSpec(CimType.CIM_SINT32)

SYSTEM_PROPERTIES: Mapping[str, TypeSpec] = MappingProxyType(
    {
        "__GENUS": _SINT32,
        "__CLASS": _STRING,
        "__SUPERCLASS": _STRING,
        "__DYNASTY": _STRING,
        "__RELPATH": _STRING,
        "__PROPERTY_COUNT": _SINT32,
        "__DERIVATION": TypeSpec(CimType.CIM_STRING, is_array=True),
        "__SERVER": _STRING,
        "__NAMESPACE": _STRING,
        "__PATH": _STRING,
    }
)
"""Names and types, in the order they are enumerated. Spec: object-model.md §8."""


def is_system_property(name: str) -> bool:
    """Tell whether `name`, in any case, is a system property."""
    return name[:2] == "__" and name.upper() in SYSTEM_PROPERTIES


def system_property(instance: Instance, name: str) -> CimValue:
    """Return a system property of an instance; None where it does not apply.

    A projection knows only what its own columns tell, and what the query asked for by name. An
    event is nowhere: its path, namespace and server are NULL.

    Raises:
        NotFoundError: Not a system property.

    Spec: object-model.md §8; wql.md §4.1.
    """
    wanted = name.upper()
    if instance.extra is not None and wanted in instance.extra.system:
        return instance.extra.system[wanted]
    compute = _OF_INSTANCE.get(wanted)
    if compute is None:
        raise NotFoundError(f"{name} is not a system property")
    if not _is_located(instance):
        if wanted in _HIDDEN_BY_PROJECTION and instance.layout.is_projection:
            return [] if wanted == "__DERIVATION" else None
        if wanted in _PLACES and instance.cim_class.is_event:
            return None
    return compute(instance)


def class_system_property(cim_class: ClassDefinition, name: str) -> CimValue:
    """Return a system property of a class definition.

    Raises:
        NotFoundError: Not a system property.

    Spec: object-model.md §8.
    """
    compute = _OF_CLASS.get(name.upper())
    if compute is None:
        raise NotFoundError(f"{name} is not a system property")
    return compute(cim_class)


def locate(instance: Instance, source: Instance) -> None:
    """Give a projection the place of the instance it was cut from, so that its paths are set."""
    instance.extras.path = source.path


def _is_located(instance: Instance) -> bool:
    return instance.extra is not None and instance.extra.path is not None


_HIDDEN_BY_PROJECTION = frozenset({"__SUPERCLASS", "__DYNASTY", "__DERIVATION", "__SERVER", "__NAMESPACE", "__PATH"})
_PLACES = frozenset({"__RELPATH", "__SERVER", "__NAMESPACE", "__PATH"})


def _derivation(cim_class: ClassDefinition) -> CimValue:
    names: list[CimScalar] = list(cim_class.derivation)
    return names


def _namespace(cim_class: ClassDefinition) -> str | None:
    return cim_class.namespace or None


def _server(cim_class: ClassDefinition) -> str | None:
    return cim_class.server if cim_class.namespace else None


def _class_path(cim_class: ClassDefinition) -> str | None:
    return f"\\\\{cim_class.server}\\{cim_class.namespace}:{cim_class.name}" if cim_class.namespace else None


def _instance_path(instance: Instance) -> str | None:
    path = instance.path
    return str(path) if path is not None and path.namespace else None


_OF_CLASS: Mapping[str, Callable[[ClassDefinition], CimValue]] = MappingProxyType(
    {
        "__GENUS": lambda c: c.genus,
        "__CLASS": lambda c: c.name,
        "__SUPERCLASS": lambda c: c.superclass,
        "__DYNASTY": lambda c: c.dynasty,
        "__RELPATH": lambda c: c.name,
        "__PROPERTY_COUNT": lambda c: len(c.properties),
        "__DERIVATION": _derivation,
        "__SERVER": _server,
        "__NAMESPACE": _namespace,
        "__PATH": _class_path,
    }
)

_OF_INSTANCE: Mapping[str, Callable[[Instance], CimValue]] = MappingProxyType(
    {
        "__GENUS": lambda i: i.genus,
        "__CLASS": lambda i: i.class_name,
        "__SUPERCLASS": lambda i: i.cim_class.superclass,
        "__DYNASTY": lambda i: i.cim_class.dynasty,
        "__RELPATH": lambda i: i.relpath,
        "__PROPERTY_COUNT": lambda i: len(i.layout.names),
        "__DERIVATION": lambda i: _derivation(i.cim_class),
        "__SERVER": lambda i: _server(i.cim_class),
        "__NAMESPACE": lambda i: _namespace(i.cim_class),
        "__PATH": _instance_path,
    }
)
