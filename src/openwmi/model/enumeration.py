# SPDX-License-Identifier: Apache-2.0
"""GetNames: which property names of a class or an instance a caller asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from openwmi.errors import InvalidParameterError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.instance import Instance
from openwmi.model.qualifier import Qualifier, Qualifiers, QualifierValue, cimtype_qualifier
from openwmi.model.system import SYSTEM_PROPERTIES

WBEM_FLAG_ALWAYS = 0
WBEM_FLAG_ONLY_IF_TRUE = 0x1
WBEM_FLAG_ONLY_IF_FALSE = 0x2
WBEM_FLAG_ONLY_IF_IDENTICAL = 0x3
WBEM_MASK_PRIMARY_CONDITION = 0x3
WBEM_FLAG_KEYS_ONLY = 0x4
WBEM_FLAG_REFS_ONLY = 0x8
WBEM_FLAG_LOCAL_ONLY = 0x10
WBEM_FLAG_PROPAGATED_ONLY = 0x20
WBEM_FLAG_SYSTEM_ONLY = 0x30
WBEM_FLAG_NONSYSTEM_ONLY = 0x40
WBEM_MASK_CONDITION_ORIGIN = 0x70
WBEM_FLAG_CLASS_OVERRIDES_ONLY = 0x100
WBEM_FLAG_CLASS_LOCAL_AND_OVERRIDES = 0x200
WBEM_MASK_CLASS_CONDITION = 0x300

_ALL_FLAGS = 0x37F
_WITH_SYSTEM = frozenset({0, WBEM_FLAG_SYSTEM_ONLY})


def get_names(
    source: ClassDefinition | Instance,
    qualifier_name: str | None = None,
    flags: int = WBEM_FLAG_ALWAYS,
    qualifier_value: QualifierValue | None = None,
) -> list[str]:
    """Return the property names that meet every condition in `flags`.

    System properties come first, in their fixed order, the others in alphabetical order.

    Args:
        source: A class or an instance.
        qualifier_name: For the conditions ONLY_IF_…: the qualifier a property must or must not have.
        flags: At most one of each group: WBEM_FLAG_ONLY_IF_…, KEYS_ONLY and REFS_ONLY, the origin,
            and for classes WBEM_FLAG_CLASS_….
        qualifier_value: For ONLY_IF_IDENTICAL: the value it must have.

    Raises:
        InvalidParameterError: Flags that do not exist or exclude each other, a condition without
            its qualifier, or a condition on overrides for an instance.

    Spec: object-model.md §3.3, §3.4, §12.1 (GetNames).
    Choice: ONLY_IF_TRUE asks whether the qualifier is there and not FALSE, ONLY_IF_FALSE for all
    others; system properties have no qualifiers.
    """
    _check_flags(source, qualifier_name, flags, qualifier_value)
    names = list(SYSTEM_PROPERTIES) if _wants_system(flags) else []
    return names + [
        name
        for name in source.layout.sorted_names
        if _has_kind(source, name, flags)
        and _has_origin(source, name, flags)
        and _meets_condition(source, name, qualifier_name, flags, qualifier_value)
    ]


def _check_flags(
    source: ClassDefinition | Instance,
    qualifier_name: str | None,
    flags: int,
    qualifier_value: QualifierValue | None,
) -> None:
    condition = flags & WBEM_MASK_PRIMARY_CONDITION
    on_classes = flags & WBEM_MASK_CLASS_CONDITION
    if flags & ~_ALL_FLAGS or flags & WBEM_MASK_CONDITION_ORIGIN not in _ORIGINS:
        raise InvalidParameterError(f"GetNames flags 0x{flags:X} have no meaning")
    if on_classes and (on_classes == WBEM_MASK_CLASS_CONDITION or isinstance(source, Instance)):
        raise InvalidParameterError(f"GetNames flags 0x{flags:X}: one condition on overrides, and for classes only")
    if condition and not qualifier_name:
        raise InvalidParameterError(f"GetNames flags 0x{flags:X} need the name of a qualifier")
    if condition == WBEM_FLAG_ONLY_IF_IDENTICAL and qualifier_value is None:
        raise InvalidParameterError(f"GetNames flags 0x{flags:X} need the value of qualifier {qualifier_name}")


def _wants_system(flags: int) -> bool:
    """Tell whether no condition leaves the system properties out; they are no keys and have no qualifiers."""
    if flags & (WBEM_FLAG_KEYS_ONLY | WBEM_FLAG_REFS_ONLY | WBEM_MASK_CLASS_CONDITION):
        return False
    condition = flags & WBEM_MASK_PRIMARY_CONDITION
    return flags & WBEM_MASK_CONDITION_ORIGIN in _WITH_SYSTEM and condition in {0, WBEM_FLAG_ONLY_IF_FALSE}


def _has_kind(source: ClassDefinition | Instance, name: str, flags: int) -> bool:
    if flags & WBEM_FLAG_KEYS_ONLY and name not in _class_of(source).key_names:
        return False
    return not flags & WBEM_FLAG_REFS_ONLY or _type_of(source, name).cimtype is CimType.CIM_REFERENCE


def _has_origin(source: ClassDefinition | Instance, name: str, flags: int) -> bool:
    local = source.is_local(name) if isinstance(source, Instance) else source.properties[name].is_local
    if not _ORIGINS[flags & WBEM_MASK_CONDITION_ORIGIN](local):
        return False
    if not flags & WBEM_MASK_CLASS_CONDITION:
        return True
    inherited = _class_of(source).properties[name].origin != _class_of(source).name
    return local and (inherited or bool(flags & WBEM_FLAG_CLASS_LOCAL_AND_OVERRIDES))


def _meets_condition(
    source: ClassDefinition | Instance,
    name: str,
    qualifier_name: str | None,
    flags: int,
    qualifier_value: QualifierValue | None,
) -> bool:
    condition = flags & WBEM_MASK_PRIMARY_CONDITION
    if not condition or qualifier_name is None:
        return True
    found = _qualifiers_of(source, name).get(qualifier_name)
    return _CONDITIONS[condition](found, qualifier_value)


def _is_identical(found: Qualifier | None, value: QualifierValue | None) -> bool:
    return found is not None and type(found.value) is type(value) and found.value == value


def _class_of(source: ClassDefinition | Instance) -> ClassDefinition:
    return source.cim_class if isinstance(source, Instance) else source


def _type_of(source: ClassDefinition | Instance, name: str) -> TypeSpec:
    return source.layout.types[source.layout.slot(name)]


def _qualifiers_of(source: ClassDefinition | Instance, name: str) -> Qualifiers:
    found = source.property_qualifiers(name) if isinstance(source, Instance) else source.properties[name].qualifiers
    result = found.copy()
    cimtype = cimtype_qualifier(_type_of(source, name))
    result[cimtype.name] = cimtype
    return result


_ORIGINS: Mapping[int, Callable[[bool], bool]] = MappingProxyType(
    {
        0: lambda _: True,
        WBEM_FLAG_LOCAL_ONLY: lambda local: local,
        WBEM_FLAG_PROPAGATED_ONLY: lambda local: not local,
        WBEM_FLAG_SYSTEM_ONLY: lambda _: False,
        WBEM_FLAG_NONSYSTEM_ONLY: lambda _: True,
    }
)

_CONDITIONS: Mapping[int, Callable[[Qualifier | None, QualifierValue | None], bool]] = MappingProxyType(
    {
        WBEM_FLAG_ONLY_IF_TRUE: lambda found, _: found is not None and found.is_true,
        WBEM_FLAG_ONLY_IF_FALSE: lambda found, _: found is None or not found.is_true,
        WBEM_FLAG_ONLY_IF_IDENTICAL: _is_identical,
    }
)
