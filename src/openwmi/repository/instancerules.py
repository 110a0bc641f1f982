# SPDX-License-Identifier: Apache-2.0
"""Rules an instance must keep to be stored, and the form in which it is stored.

Pure: the only thing asked from outside is which classes exist.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from typing import Final

from openwmi.errors import (
    InvalidClassError,
    InvalidOperationError,
    InvalidPropertyError,
    TypeMismatchError,
)
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import CimType
from openwmi.model.instance import Instance, InstanceExtra
from openwmi.model.names import fold
from openwmi.model.storable import check_storable, generated_key
from openwmi.model.values import coerce

_CONSUMED_QUALIFIERS: Final = frozenset({"namespacesecuritysddl"})
"""Qualifiers that take effect when the instance is put and are not stored. Spec: object-model.md §11."""


FindClass = Callable[[str], ClassDefinition | None]


def prepare_instance(instance: Instance, cim_class: ClassDefinition, find_class: FindClass | None) -> Instance:
    """Return the instance as it will be stored; the one given stays as it is.

    Values are coerced again and keys are marked as set, so that what is stored can always be
    read, and a key never follows a class default.

    Args:
        instance: Of the class, perhaps in an older or foreign definition, perhaps projected.
        cim_class: The stored class.
        find_class: Finds other classes of the namespace; None leaves embedded objects unchecked.

    Raises:
        IllegalOperationError: The class is abstract.
        InvalidOperationError: The instances of the class come from a provider.
        NoKeyError: The class has neither key nor singleton.
        IllegalNullError: A key, Not_Null or Indexed property is NULL.
        InvalidPropertyError: The class has no such property.
        TypeMismatchError, ValueOutOfRangeError: A value does not fit.
        InvalidParameterError: A key holds a control character.
        QuotaViolationError: Embedded objects nest too deep.
        InvalidClassError: The class of an embedded object does not exist.

    Spec: object-model.md §3.1, §3.3, §5, §12.5; iwbemservices.md §4.
    """
    _check_static(cim_class)
    result = _fit(instance, cim_class)
    _generate_key(result)
    check_storable(result)
    if find_class is not None:
        _check_embedded(result, find_class)
    return result


def merge_instance(stored: Instance | None, new: Instance, only: Collection[str]) -> Instance:
    """Return the stored instance with the properties `only` taken over from the new one.

    Args:
        stored: What is there, or None: then the rest stays at the class defaults.
        new: Prepared; of the same class as `stored`.
        only: Property names in any case.

    Raises:
        InvalidPropertyError: The class has no such property.

    Spec: object-model.md §12.5; partial-instances.md §2.
    """
    layout = new.layout
    result = Instance(layout, layout.new_row()) if stored is None else stored.clone()
    keys = new.cim_class.key_names if stored is None else ()
    for name in (*keys, *only):
        slot = layout.slots.get(fold(name))
        if slot is None:
            raise InvalidPropertyError(f"class {new.class_name} has no property {name}", where=new.class_name)
        bit = 1 << slot
        result.values[slot] = new.values[slot]
        result.local = result.local & ~bit | new.local & bit
    return result


def keep_key_spelling(stored: Instance, new: Instance) -> None:
    """Give the new version of an instance the key values of the stored one.

    Both have the same identity; keys never change after creation. Spec: object-model.md §3.1.
    """
    for name in new.cim_class.key_names:
        slot = new.layout.slot(name)
        new.values[slot] = stored.values[slot]


def _check_static(cim_class: ClassDefinition) -> None:
    if cim_class.is_dynamic and not cim_class.is_abstract:
        raise InvalidOperationError(
            f"instances of class {cim_class.name} come from provider {cim_class.provider_name or '(unnamed)'}",
            where=cim_class.name,
            next_step="put the instance through the provider",
        )


def _fit(instance: Instance, cim_class: ClassDefinition) -> Instance:
    layout = cim_class.layout
    result = Instance(layout, layout.new_row())
    for name, value in _local_values(instance):
        slot = layout.slots.get(fold(name))
        if slot is None:
            raise InvalidPropertyError(
                f"stored class {cim_class.name} has no property {name}",
                where=f"{cim_class.name}.{name}",
                next_step="read the class again and spawn the instance from it",
            )
        result.values[slot] = coerce(value, layout.types[slot], f"{cim_class.name}.{name}")
        result.local |= 1 << slot
    for name in cim_class.key_names:
        result.local |= 1 << layout.slot(name)
    result.extra = _stored_extra(instance)
    return result


def _local_values(instance: Instance) -> Iterator[tuple[str, object]]:
    for slot, name in enumerate(instance.layout.names):
        if instance.local >> slot & 1:
            yield name, instance.values[slot]


def _stored_extra(instance: Instance) -> InstanceExtra | None:
    if instance.extra is None:
        return None
    qualifiers = instance.extra.qualifiers.copy()
    for name in _CONSUMED_QUALIFIERS:
        qualifiers.pop(name, None)
    return InstanceExtra(qualifiers, instance.extra.property_qualifiers.copy())


def _generate_key(instance: Instance) -> None:
    """Fill the only key, a string, with a new GUID when it is NULL.

    Choice: only for classes with one string key. Spec: object-model.md §3.1.
    """
    name = generated_key(instance.cim_class)
    if name is not None and instance[name] is None:
        instance.values[instance.layout.slot(name)] = _new_guid()


def _new_guid() -> str:
    """Return a random GUID as `{XXXXXXXX-XXXX-4XXX-XXXX-XXXXXXXXXXXX}`."""
    octets = bytearray(os.urandom(16))
    octets[6] = octets[6] & 0x0F | 0x40
    octets[8] = octets[8] & 0x3F | 0x80
    digits = octets.hex().upper()
    return f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}}}"


def _check_embedded(instance: Instance, find_class: FindClass) -> None:
    """Refuse embedded objects of a class that does not exist or is another than declared.

    Only where the property names a class. Spec: object-model.md §5.
    """
    for slot, spec in enumerate(instance.layout.types):
        value = instance.values[slot]
        if spec.cimtype is not CimType.CIM_OBJECT or spec.class_name is None or not instance.local >> slot & 1:
            continue
        for embedded in value if isinstance(value, list) else [value]:
            if isinstance(embedded, CimObject):
                _check_embedded_class(embedded, spec.class_name, find_class, instance.layout.names[slot])


def _check_embedded_class(embedded: CimObject, declared: str, find_class: FindClass, name: str) -> None:
    found = find_class(embedded.class_name)
    if found is None:
        raise InvalidClassError(
            f"{name} embeds an object of class {embedded.class_name}, which does not exist in this namespace",
            where=name,
            next_step=f"define class {embedded.class_name} first",
        )
    if not found.is_a(declared):
        raise TypeMismatchError(f"{name} takes objects of class {declared}, and {found.name} is no subclass of it")
