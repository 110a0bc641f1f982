# SPDX-License-Identifier: Apache-2.0
"""What an instance must fulfil before it is stored, beyond the types of its values."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from openwmi.errors import (
    IllegalNullError,
    IllegalOperationError,
    InvalidObjectPathError,
    InvalidParameterError,
    NoKeyError,
    QuotaViolationError,
)
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import CimType
from openwmi.model.instance import Instance
from openwmi.model.objectpath import MAX_PATH_CHARACTERS
from openwmi.model.qualifier import is_true

MAX_EMBEDDED_DEPTH = 64

_NEVER_NULL = ("Not_Null", "Indexed")


def check_storable(instance: Instance) -> None:
    """Refuse an instance that PutInstance may not store.

    Raises:
        IllegalOperationError: The class is abstract.
        NoKeyError: The class has neither keys nor is a singleton.
        IllegalNullError: As `check_not_null`.
        InvalidParameterError: As `check_key_texts`.
        InvalidObjectPathError: As `check_path_length`.
        QuotaViolationError: As `check_nesting`.

    Spec: object-model.md §3.1, §12.5.
    """
    cim_class = instance.cim_class
    if cim_class.is_abstract:
        raise IllegalOperationError(
            f"class {cim_class.name} is abstract and has no instances of its own",
            where=cim_class.name,
            next_step="put an instance of one of its subclasses",
        )
    if not cim_class.key_names and not cim_class.is_singleton:
        raise NoKeyError(
            f"class {cim_class.name} has no key, so its instances could not be found again",
            where=cim_class.name,
            next_step="mark a property with Key, or the class with Singleton",
        )
    check_not_null(instance)
    check_key_texts(instance)
    check_path_length(instance)
    check_nesting(instance)


def check_not_null(instance: Instance, names: Collection[str] | None = None, *, with_keys: bool = True) -> None:
    """Refuse NULL in keys and in properties marked Not_Null or Indexed.

    Args:
        instance: The instance to be stored.
        names: Only look at these properties, folded; None looks at all. A projection is looked at
            as far as it goes.
        with_keys: Whether keys are looked at; a provider may name an instance whose key is NULL.

    Raises:
        IllegalNullError: The message names the property.

    Spec: object-model.md §3.1, §12.5; iwbemservices.md §4.
    """
    properties = instance.cim_class.properties
    for slot, name in enumerate(instance.layout.names):
        if instance.values[slot] is not None or (names is not None and name.lower() not in names):
            continue
        declared = properties[name]
        if declared.is_key:
            reason = "a key" if with_keys else ""
        else:
            reason = next((f"marked {mark}" for mark in _NEVER_NULL if is_true(declared.qualifiers, mark)), "")
        if reason:
            raise IllegalNullError(
                f"{instance.class_name}.{name} is NULL, and it is {reason}",
                where=f"{instance.class_name}.{name}",
                next_step=f"set {name} before putting the instance",
            )


def generated_key(cim_class: ClassDefinition) -> str | None:
    """Return the key that the server fills when it is NULL: the only key of a static class, if a string.

    Spec: object-model.md §3.1.
    """
    if cim_class.is_dynamic or len(cim_class.key_names) != 1:
        return None
    name = cim_class.key_names[0]
    return name if cim_class.properties[name].type.cimtype is CimType.CIM_STRING else None


def check_key_texts(instance: Instance) -> None:
    """Refuse control characters in the keys.

    Raises:
        InvalidParameterError: A string or char16 key has a character below U+0020.

    Spec: object-model.md §3.1.
    """
    for name in instance.cim_class.key_names:
        value = instance.get(name)
        is_char = instance.cim_class.properties[name].type.cimtype is CimType.CIM_CHAR16
        text = chr(value) if is_char and isinstance(value, int) else value
        if isinstance(text, str) and any(character < " " for character in text):
            raise InvalidParameterError(
                f"key {instance.class_name}.{name} has a control character",
                where=f"{instance.class_name}.{name}",
                next_step="use characters from U+0020 up in keys",
            )


def check_path_length(instance: Instance) -> None:
    """Refuse keys so long that no path could name the instance any more.

    Raises:
        InvalidObjectPathError: The full path has more than 0x2000 characters.

    Spec: object-model.md §1 (limits).
    """
    length = len(str(instance.path or ""))
    if length > MAX_PATH_CHARACTERS:
        raise InvalidObjectPathError(
            f"the path of this instance of {instance.class_name} would have {length} characters",
            where=instance.class_name,
            next_step=f"shorten {', '.join(instance.cim_class.key_names)}; paths have at most {MAX_PATH_CHARACTERS}",
        )


def check_nesting(instance: Instance) -> None:
    """Refuse embedded objects that nest too deep, or contain themselves.

    Raises:
        QuotaViolationError: More than 64 levels.

    Spec: object-model.md §1 (limits), §5.
    """
    level: list[Instance] = [instance]
    for _ in range(MAX_EMBEDDED_DEPTH + 1):
        found = {id(inner): inner for outer in level for inner in _embedded(outer)}
        if not found:
            return
        level = list(found.values())
    raise QuotaViolationError(
        f"an instance of {instance.class_name} embeds objects more than {MAX_EMBEDDED_DEPTH} levels deep",
        next_step="refer to the inner objects by path instead",
    )


def _embedded(outer: Instance) -> Iterator[Instance]:
    for value in outer.values:
        elements: list[CimObject] = []
        if isinstance(value, CimObject):
            elements = [value]
        elif isinstance(value, list):
            elements = [element for element in value if isinstance(element, CimObject)]
        yield from (element for element in elements if isinstance(element, Instance))
