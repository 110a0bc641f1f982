# SPDX-License-Identifier: Apache-2.0
"""Rules of a whole class: where qualifiers may stand, what may be abstract, a singleton, a key."""

from __future__ import annotations

from collections.abc import Mapping

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import TypeSpec
from openwmi.model.qualifier import CIMTYPE, Qualifier, is_true

MAX_KEYS = 256

_ONLY_INSIDE = frozenset({"cimtype", "id", "in", "indexed", "key", "not_null", "out"})
_ONLY_ON_CLASSES = frozenset({"abstract", "singleton"})


def check_class_qualifiers(qualifiers: Mapping[str, Qualifier], where: str) -> None:
    """Refuse on a class or method what belongs to properties and parameters.

    Raises:
        WbemError: WBEM_E_INVALID_QUALIFIER.

    Spec: object-model.md §3.
    """
    _refuse(qualifiers, _ONLY_INSIDE, where, "it belongs to a property or parameter")


def check_property_qualifiers(qualifiers: Mapping[str, Qualifier], spec: TypeSpec, where: str) -> None:
    """Refuse on a property what belongs to classes, and a CIMTYPE that is not its type.

    Raises:
        WbemError: WBEM_E_INVALID_QUALIFIER.

    Spec: object-model.md §1 (pseudo-types), §3.
    """
    _refuse(qualifiers, _ONLY_ON_CLASSES, where, "it belongs to a class")
    claimed = qualifiers.get(CIMTYPE)
    if claimed is not None and str(claimed.value).lower() != spec.text.lower():
        raise WbemError(
            f"{where} is {spec} and cannot have the CIMTYPE {claimed.value}",
            hresult=WbemStatus.WBEM_E_INVALID_QUALIFIER,
            next_step="leave CIMTYPE out; it follows from the type",
        )


def _refuse(qualifiers: Mapping[str, Qualifier], misplaced: frozenset[str], where: str, why: str) -> None:
    for name in qualifiers:
        if name.lower() in misplaced:
            raise WbemError(
                f"qualifier {name} cannot stand on {where}: {why}", hresult=WbemStatus.WBEM_E_INVALID_QUALIFIER
            )


def check_kind(cim_class: ClassDefinition) -> None:
    """Refuse a class that cannot be abstract, or cannot be a singleton, below its parent.

    Raises:
        WbemError: WBEM_E_CANNOT_BE_ABSTRACT or WBEM_E_CANNOT_BE_SINGLETON.

    Spec: object-model.md §3, §3.2.
    """
    parent = cim_class.parent
    if parent is not None and cim_class.is_abstract and not parent.is_abstract:
        raise WbemError(
            f"class {cim_class.name} is abstract below the concrete class {parent.name}",
            hresult=WbemStatus.WBEM_E_CANNOT_BE_ABSTRACT,
            next_step="make the parent abstract too, or this class concrete",
        )
    if not cim_class.is_singleton:
        return
    if cim_class.key_names:
        raise _cannot_be_singleton(cim_class, f"it has the key {cim_class.key_names[0]}")
    adds_it = is_true(cim_class.declaration.qualifiers, "singleton")
    if adds_it and parent is not None and not parent.is_abstract and not parent.is_singleton:
        raise _cannot_be_singleton(cim_class, f"its parent {parent.name} is concrete and is not one")


def _cannot_be_singleton(cim_class: ClassDefinition, why: str) -> WbemError:
    return WbemError(
        f"class {cim_class.name} cannot be a singleton: {why}", hresult=WbemStatus.WBEM_E_CANNOT_BE_SINGLETON
    )


def check_keys(cim_class: ClassDefinition) -> None:
    """Refuse keys of types that cannot be compared, too many keys, and keys below keys.

    Raises:
        WbemError: WBEM_E_CANNOT_BE_KEY or WBEM_E_CANNOT_CHANGE_KEY_INHERITANCE.

    Spec: object-model.md §1 (limits), §3, §3.1.
    Choice: more than 256 keys answer WBEM_E_CANNOT_BE_KEY.
    """
    keys = cim_class.key_names
    if len(keys) > MAX_KEYS:
        raise WbemError(
            f"class {cim_class.name} has {len(keys)} keys; at most {MAX_KEYS} are allowed",
            hresult=WbemStatus.WBEM_E_CANNOT_BE_KEY,
        )
    for name in keys:
        spec = cim_class.properties[name].type
        if not spec.may_be_key:
            raise WbemError(
                f"{cim_class.name}.{name} is {spec} and cannot be a key",
                hresult=WbemStatus.WBEM_E_CANNOT_BE_KEY,
                next_step="keys are integers, booleans, strings, char16, datetimes or references",
            )
    above = cim_class.parent.key_names if cim_class.parent else ()
    added = [name for name in keys if name not in above]
    if above and added:
        raise WbemError(
            f"class {cim_class.name} adds the key {added[0]} though {cim_class.superclass} already has keys",
            hresult=WbemStatus.WBEM_E_CANNOT_CHANGE_KEY_INHERITANCE,
            next_step="declare all keys in one class",
        )
