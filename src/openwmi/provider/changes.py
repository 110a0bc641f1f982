# SPDX-License-Identifier: Apache-2.0
"""Changes: which properties a put is meant to change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from openwmi.errors import InvalidContextError, InvalidPropertyError, ReadOnlyError
from openwmi.model.compare import same_value
from openwmi.model.qualifier import is_true
from openwmi.provider.context import ContextValues
from openwmi.provider.declare import CimClass

T = TypeVar("T", bound=CimClass)

PUT_EXTENSIONS: Final = "__PUT_EXTENSIONS"
PUT_EXT_PROPERTIES: Final = "__PUT_EXT_PROPERTIES"
PUT_EXT_STRICT_NULLS: Final = "__PUT_EXT_STRICT_NULLS"


@dataclass(frozen=True, slots=True)
class PutExtensions:
    """What the context of a put asks for.

    Attributes:
        is_partial: Whether it asks for anything.
        properties: The only properties to write; None for no such list.
        strict_nulls: Whether a NULL is meant.

    Spec: partial-instances.md §2.
    """

    is_partial: bool = False
    properties: tuple[str, ...] | None = None
    strict_nulls: bool = False


def read_extensions(values: ContextValues) -> PutExtensions:
    """Return what the context of a put asks for.

    Raises:
        InvalidContextError: A value has the wrong type.

    Spec: partial-instances.md §3.
    """
    if not values.get(PUT_EXTENSIONS):
        return PutExtensions()
    names = values.get(PUT_EXT_PROPERTIES)
    if names is None:
        listed = None
    elif isinstance(names, list) and all(isinstance(name, str) for name in names):
        listed = tuple(str(name) for name in names)
    else:
        raise InvalidContextError(f"context value {PUT_EXT_PROPERTIES} is {names!r}, not a list of property names")
    strict = bool(values.get(PUT_EXT_STRICT_NULLS))
    return PutExtensions(listed is not None or strict, listed, strict)


def changed_names(new: T, current: T | None, extensions: PutExtensions) -> frozenset[str]:
    """Return the properties a put changes, spelled as declared.

    Args:
        new: What the client sent.
        current: The instance as it is; None when that cannot be known.
        extensions: What the context asks for.

    Returns:
        For a partial put the listed properties, NULL or not. Else those that are set, are no keys, differ from
        `current`, and are not NULL unless NULLs are strict.

    Raises:
        InvalidPropertyError: The list names a property the class does not have.
        ReadOnlyError: A change of a key, or of a property not declared with `write=True`.

    Spec: mi.md §2.2 (ModifyInstance), §4.2; iwbemservices.md §4.
    Choice: a property in the state "default of the class" is one the client did not mention.
    """
    if extensions.properties is not None:
        found = frozenset(_spelled(new, extensions.properties))
    else:
        found = frozenset(_differing(new, current, strict_nulls=extensions.strict_nulls))
    for name in sorted(found):
        _check_writable(new, name)
    return found


def merged(new: T, current: T | None, changed: frozenset[str]) -> T:
    """Return the instance as it shall be: `current` with the changed values of `new`."""
    if current is None:
        return new
    result = current.clone()
    for name in changed:
        result[name] = new[name]
    return result


def _spelled(new: CimClass, names: Iterable[str]) -> Iterable[str]:
    properties = new.cim_class.properties
    for name in names:
        if name not in properties:
            raise InvalidPropertyError(
                f"class {new.class_name} has no property {name[:64]}",
                next_step=f"list only properties of the class in {PUT_EXT_PROPERTIES}",
            )
        yield properties.spelling(name)


def _differing(new: CimClass, current: CimClass | None, *, strict_nulls: bool) -> Iterable[str]:
    for slot, name in enumerate(new.layout.names):
        value = new.values[slot]
        if not new.local >> slot & 1 or (value is None and not strict_nulls):
            continue
        if new.cim_class.properties[name].is_key:
            continue
        if current is None or not same_value(value, current.values[slot]):
            yield name


def _check_writable(new: CimClass, name: str) -> None:
    declared = new.cim_class.properties[name]
    if declared.is_key or not is_true(declared.qualifiers, "write"):
        raise ReadOnlyError(
            f"{new.class_name}.{name} cannot be changed",
            where=new.relpath or new.class_name,
            next_step="put only the properties to change; the provider's author allows changes with prop(write=True)",
        )
