# SPDX-License-Identifier: Apache-2.0
"""Identity of instances: two paths are the same instance when their canonical keys are equal."""

from __future__ import annotations

from collections.abc import Collection

from openwmi.errors import InvalidObjectPathError, TypeMismatchError, ValueOutOfRangeError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.objectpath import KeyValue, ObjectPath
from openwmi.model.values import coerce

LOCAL_SERVERS = frozenset({".", "", "localhost", "127.0.0.1", "::1"})


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
    if set(folded) != {name.lower() for name in names}:
        raise _misfit(path, cim_class, "the keys do not fit", f"the keys of {cim_class.name} are: {', '.join(names)}")
    keys = tuple((name, _typed(path, cim_class, name, folded[name.lower()])) for name in names)
    return ObjectPath(cim_class.name, keys, False, path.namespace, path.server)


def _typed(path: ObjectPath, cim_class: ClassDefinition, name: str, value: KeyValue) -> KeyValue:
    spec = cim_class.properties[name].type
    try:
        typed = coerce(_unprefixed(value, spec), spec, f"{cim_class.name}.{name}")
    except (TypeMismatchError, ValueOutOfRangeError) as error:
        raise _misfit(path, cim_class, error.message, "") from None
    if not isinstance(typed, (str, int)):
        raise _misfit(path, cim_class, f"{name} cannot be a key", "")
    return typed


def _unprefixed(value: KeyValue, spec: TypeSpec) -> KeyValue:
    if isinstance(value, str) and spec.is_integer and value[:2].lower() == "0x":
        try:
            return int(value, 16)
        except ValueError:
            return value
    return value


def _misfit(path: ObjectPath, cim_class: ClassDefinition, why: str, next_step: str) -> InvalidObjectPathError:
    return InvalidObjectPathError(
        f"path {path.relpath!r} does not address an instance of {cim_class.name}: {why}", next_step=next_step
    )


def canonical_key(path: ObjectPath, cim_class: ClassDefinition, own_servers: Collection[str] = LOCAL_SERVERS) -> str:
    """Return the identity of an instance within the tree of the class that introduced its keys.

    Equal texts mean equal instances, whatever class of the tree, case, key order or path form
    was written. The class itself is not part of it.

    Raises:
        InvalidObjectPathError: The keys do not fit the class.

    Spec: object-model.md §3.1, §9.4.
    """
    resolved = resolve_keys(path, cim_class)
    if resolved.is_singleton:
        return "@"
    parts = []
    for name, value in sorted(resolved.keys or (), key=lambda entry: entry[0].lower()):
        spec = cim_class.properties[name].type
        parts.append(f"{name.lower()}={_canonical_value(value, spec, own_servers)}")
    return ",".join(parts)


def _canonical_value(value: KeyValue, spec: TypeSpec, own_servers: Collection[str]) -> str:
    if spec.cimtype is CimType.CIM_REFERENCE:
        return _quote(canonical_reference(str(value), own_servers))
    if spec.cimtype is CimType.CIM_STRING:
        return _quote(fold_text(str(value)))
    return _quote(str(value)) if isinstance(value, str) else str(int(value))


def canonical_reference(text: str, own_servers: Collection[str] = LOCAL_SERVERS) -> str:
    """Return the comparable form of a reference value; unparsable text folds as text.

    Server and namespace are kept only when they point elsewhere: the caller compares references
    of one namespace.
    """
    try:
        path = ObjectPath.parse(text)
    except InvalidObjectPathError:
        return fold_text(text)
    server = None if (path.server or "").lower() in own_servers else (path.server or "").lower()
    keys = None
    if path.keys is not None:
        entries = ((name.lower(), _fold_key(value, own_servers)) for name, value in path.keys)
        keys = tuple(sorted(entries, key=lambda entry: entry[0]))
    namespace = path.namespace.lower() if path.namespace else None
    return str(ObjectPath(path.class_name.lower(), keys, path.is_singleton, namespace, server))


def _fold_key(value: KeyValue, own_servers: Collection[str]) -> KeyValue:
    if not isinstance(value, str):
        return int(value)
    return canonical_reference(value, own_servers) if "=" in value else fold_text(value)


def fold_text(text: str) -> str:
    """Return the case-insensitive identity of a string value: every character upper-cased alone.

    Characters whose upper case is longer than one character stay as they are.
    """
    if text.isascii():
        return text.upper()
    return "".join(upper if len(upper := character.upper()) == 1 else character for character in text)


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
