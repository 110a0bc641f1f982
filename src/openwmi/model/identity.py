# SPDX-License-Identifier: Apache-2.0
"""Identity of instances: two paths are the same instance when their canonical keys are equal."""

from __future__ import annotations

import re
from collections.abc import Collection

from openwmi.errors import InvalidObjectPathError, TypeMismatchError, ValueOutOfRangeError
from openwmi.model.casing import fold_text
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import INTEGER_RANGES, CimType, TypeSpec
from openwmi.model.objectpath import KeyValue, ObjectPath
from openwmi.model.values import coerce

LOCAL_SERVERS = frozenset({".", "", "localhost", "127.0.0.1", "[::1]"})

_QUOTED_HEX = r"0[xX][0-9A-Fa-f]{1,16}"


def resolve_keys(path: ObjectPath, cim_class: ClassDefinition) -> ObjectPath:
    """Return an instance path with key names and values as the class declares them.

    Args:
        path: Keys in any case and order, perhaps quoted though integers, perhaps without the name.
        cim_class: The class the path names.

    Raises:
        InvalidObjectPathError: Not an instance path, or its keys are not the keys of the class.

    Spec: object-model.md §9.1.
    """
    if cim_class.is_singleton:
        if not path.is_singleton and path.keys is not None:
            raise _misfit(path, cim_class, "the class is a singleton", f"write {cim_class.name}=@")
        return ObjectPath(cim_class.name, None, True, path.namespace, path.server)
    names = cim_class.key_names
    if path.keys is None or not names:
        hint = ",".join(f"{name}=…" for name in names)
        raise _misfit(path, cim_class, "it names no instance", f"write {cim_class.name}.{hint}" if names else "")
    given = dict(path.keys)
    if "" in given and len(names) == 1:
        given = {names[0]: given[""]}
    folded = {name.lower(): value for name, value in given.items()}
    if len(folded) != len(path.keys):
        raise _misfit(path, cim_class, "a key is given twice", "")
    if set(folded) != {name.lower() for name in names}:
        raise _misfit(path, cim_class, "the keys do not fit", f"the keys of {cim_class.name} are: {', '.join(names)}")
    keys = tuple((name, _typed(path, cim_class, name, folded[name.lower()])) for name in names)
    return ObjectPath(cim_class.name, keys, False, path.namespace, path.server)


def _typed(path: ObjectPath, cim_class: ClassDefinition, name: str, value: KeyValue) -> KeyValue:
    spec = cim_class.properties[name].type
    value = _unprefixed(value, spec)
    if not _is_written_as(value, spec):
        raise _misfit(path, cim_class, f"{name} is {spec}", "write integers bare and texts in quotes")
    try:
        typed = coerce(value, spec, f"{cim_class.name}.{name}")
    except (TypeMismatchError, ValueOutOfRangeError) as error:
        raise _misfit(path, cim_class, error.message, "") from None
    if not isinstance(typed, (str, int)):
        raise _misfit(path, cim_class, f"{name} cannot be a key", "")
    return typed


def _is_written_as(value: KeyValue, spec: TypeSpec) -> bool:
    """Tell whether a key of this type may be written in this form. Spec: object-model.md §9.1."""
    if isinstance(value, str):
        return True
    if spec.cimtype is CimType.CIM_BOOLEAN:
        return value in {0, 1}
    return spec.cimtype in INTEGER_RANGES and not isinstance(value, bool)


def _unprefixed(value: KeyValue, spec: TypeSpec) -> KeyValue:
    """Return the number behind quoted hexadecimal digits of an integer key, or the value."""
    if isinstance(value, str) and spec.is_integer and re.fullmatch(_QUOTED_HEX, value):
        return int(value, 16)
    return value


def _misfit(path: ObjectPath, cim_class: ClassDefinition, why: str, next_step: str) -> InvalidObjectPathError:
    return InvalidObjectPathError(
        f"path {path.relpath!r} does not address an instance of {cim_class.name}: {why}", next_step=next_step
    )


def canonical_key(path: ObjectPath, cim_class: ClassDefinition, own_servers: Collection[str] = LOCAL_SERVERS) -> str:
    """Return the identity of an instance within the tree of the class that introduced its keys.

    Equal texts mean equal instances, whatever class of the tree, case, key order or path form
    was written. The class itself is not part of it.

    Args:
        path: An instance path in any form.
        cim_class: The class the path names.
        own_servers: Lower-case names of this server, for references among the keys.

    Raises:
        InvalidObjectPathError: The keys do not fit the class.

    Spec: object-model.md §3.1, §9.4.
    """
    resolved = resolve_keys(path, cim_class)
    if resolved.is_singleton:
        return "@"
    parts = []
    for name, value in sorted(resolved.keys or (), key=lambda entry: entry[0].lower()):
        if cim_class.properties[name].type.cimtype is CimType.CIM_REFERENCE:
            text = _quote(canonical_reference(str(value), own_servers, cim_class.namespace))
        else:
            text = _quote(fold_text(value)) if isinstance(value, str) else str(int(value))
        parts.append(f"{name.lower()}={text}")
    return ",".join(parts)


def canonical_reference(text: str, own_servers: Collection[str] = LOCAL_SERVERS, namespace: str = "") -> str:
    """Return the comparable form of a reference value; unparsable text folds as text.

    The class is not looked up, so a key written in quotes equals the same key written without.

    Args:
        text: An object path in any form.
        own_servers: Lower-case names of this server; references to them name no server.
        namespace: The namespace that a path without one is relative to. A reference into it on this
            server compares equal with and without the namespace.

    Spec: object-model.md §6, §9.4.
    """
    try:
        path = ObjectPath.parse(text)
    except InvalidObjectPathError:
        return fold_text(text)
    server = (path.server or "").lower()
    place = (path.namespace or "").lower()
    if server in own_servers:
        server = ""
        place = "" if place == namespace.lower() else place
    keys = None
    if path.keys is not None:
        entries = ((name.lower(), _fold_key(value, own_servers, namespace)) for name, value in path.keys)
        keys = tuple(sorted(entries))
    return str(ObjectPath(path.class_name.lower(), keys, path.is_singleton, place or None, server or None))


def _fold_key(value: KeyValue, own_servers: Collection[str], namespace: str) -> str:
    if not isinstance(value, str):
        return str(int(value))
    return canonical_reference(value, own_servers, namespace) if "=" in value else fold_text(value)


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
