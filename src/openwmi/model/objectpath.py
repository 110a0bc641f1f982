# SPDX-License-Identifier: Apache-2.0
"""ObjectPath: parse, print and rewrite the address of a class, an instance or a namespace."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NoReturn, TypeAlias

from openwmi.errors import InvalidObjectPathError
from openwmi.model.names import is_namespace_component, is_server

KeyValue: TypeAlias = str | int | bool

MAX_PATH_CHARACTERS = 0x2000

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_INTEGER = re.compile(r"(?:0[xX][0-9A-Fa-f]{1,16}|-?[0-9]{1,40})(?![A-Za-z0-9_])")
_SERVER = re.compile(r"[\\/]{2}(\[[^\\/\]]*\]|[^\\/:]*)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'', re.DOTALL)
_ESCAPE = re.compile(r"\\([\\\"'])")
_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class ObjectPath:
    r"""The address of an object: `\\server\namespace:Class.Key="value"` and its shorter forms.

    Attributes:
        class_name: The class; empty when the path names a namespace only.
        keys: Key names and values in the order written, or None for a class. A single value
            without a name (`Class="x"`) has the key name "".
        is_singleton: Whether it is `Class=@`.
        namespace: `root\cimv2`, or None when the path leaves it to the connection. Only its form is
            checked; whether it exists is the business of whoever follows the path.
        server: Host name, or None.

    Spec: object-model.md §9.
    """

    class_name: str
    keys: tuple[tuple[str, KeyValue], ...] | None = None
    is_singleton: bool = False
    namespace: str | None = None
    server: str | None = None

    @property
    def is_class(self) -> bool:
        """Whether it addresses a class definition."""
        return bool(self.class_name) and self.keys is None and not self.is_singleton

    @property
    def is_instance(self) -> bool:
        """Whether it addresses an instance."""
        return self.keys is not None or self.is_singleton

    @classmethod
    def parse(cls, text: str) -> ObjectPath:
        """Read a path.

        Raises:
            InvalidObjectPathError: Malformed; the message names the position.
        """
        if len(text) > MAX_PATH_CHARACTERS:
            raise InvalidObjectPathError(
                f"object path of {len(text)} characters",
                next_step=f"paths have at most {MAX_PATH_CHARACTERS}",
            )
        server, namespace, start = _split_namespace(text)
        if start == len(text) and namespace is not None and not text.endswith(":"):
            return cls("", namespace=namespace, server=server)
        return _read_object(text, start, server, namespace)

    def relative(self) -> ObjectPath:
        """Return the path without server and namespace."""
        return ObjectPath(self.class_name, self.keys, self.is_singleton)

    def with_class(self, class_name: str) -> ObjectPath:
        """Return the same path addressed to another class of the hierarchy."""
        return replace(self, class_name=class_name)

    def within(self, namespace: str, server: str) -> ObjectPath:
        """Return the path completed with a namespace and a server where it names none."""
        return replace(self, namespace=self.namespace or namespace, server=self.server or server)

    def key(self, name: str) -> KeyValue | None:
        """Return the value of a key by name in any case, or None when the path lacks it."""
        wanted = name.lower()
        return next((value for key, value in self.keys or () if key.lower() == wanted), None)

    @property
    def relpath(self) -> str:
        """The part after the colon, keys in alphabetical order. Spec: object-model.md §9.1."""
        if self.is_singleton:
            return f"{self.class_name}=@"
        if self.keys is None:
            return self.class_name
        if len(self.keys) == 1 and not self.keys[0][0]:
            return f"{self.class_name}={_print_value(self.keys[0][1])}"
        ordered = sorted(self.keys, key=lambda entry: entry[0].lower())
        return f"{self.class_name}." + ",".join(f"{name}={_print_value(value)}" for name, value in ordered)

    def __str__(self) -> str:
        if self.namespace is None and self.server is None:
            return self.relpath
        place = [f"\\\\{self.server}"] if self.server else []
        place += [self.namespace] if self.namespace else []
        prefix = "\\".join(place)
        if self.class_name:
            return f"{prefix}:{self.relpath}"
        # A bare name is a class; the separator in front says that it is a namespace.
        return prefix if "\\" in prefix else f"\\{prefix}"


def _split_namespace(text: str) -> tuple[str | None, str | None, int]:
    """Return server, namespace and the offset where the object starts."""
    server, offset = _read_server(text)
    end = _namespace_end(text, offset)
    if end is None:
        return server, None, offset
    head = text[offset:end].replace("/", "\\").removeprefix("\\")
    after = min(end + 1, len(text))
    if server is not None and not text[offset:end]:
        return server, None, after
    if not all(map(is_namespace_component, head.split("\\"))):
        _fail(text, offset, f"{head[:40]!r} is not a namespace; a namespace is expected")
    return server, head, after


def _read_server(text: str) -> tuple[str | None, int]:
    """Return the server behind two leading separators, and the offset behind it."""
    match = _SERVER.match(text)
    if not match:
        return None, 0
    if not is_server(match[1]) or text[match.end() : match.end() + 1] not in {"", "\\", "/", ":"}:
        _fail(text, 2, "the name of a server is expected")
    return match[1], match.end()


def _namespace_end(text: str, start: int) -> int | None:
    """Return the offset of the colon that ends the namespace, len(text) for a bare namespace, None without one."""
    for offset in range(start, len(text)):
        if text[offset] == ":":
            return offset
        if text[offset] in "\"'=":
            return None
    return len(text) if "\\" in text[start:] or "/" in text[start:] else None


def _read_object(text: str, start: int, server: str | None, namespace: str | None) -> ObjectPath:
    match = _IDENTIFIER.match(text, start)
    if not match:
        _fail(text, start, "a class name is expected")
    name, offset = match[0], match.end()
    if offset == len(text):
        return ObjectPath(name, None, False, namespace, server)
    if text.startswith("=@", offset) and offset + 2 == len(text):
        return ObjectPath(name, None, True, namespace, server)
    if text[offset] == "=":
        value, offset = _read_value(text, offset + 1)
        keys: tuple[tuple[str, KeyValue], ...] = (("", value),)
    elif text[offset] == ".":
        keys, offset = _read_keys(text, offset + 1)
    else:
        _fail(text, offset, "`.Key=value`, `=value` or `=@` is expected")
    if offset != len(text):
        _fail(text, offset, "the path should end")
    return ObjectPath(name, keys, False, namespace, server)


def _read_keys(text: str, offset: int) -> tuple[tuple[tuple[str, KeyValue], ...], int]:
    keys: list[tuple[str, KeyValue]] = []
    seen: set[str] = set()
    while True:
        match = _IDENTIFIER.match(text, offset)
        if not match:
            _fail(text, offset, "a key name is expected")
        if match[0].lower() in seen:
            _fail(text, offset, f"key {match[0]} is given twice")
        seen.add(match[0].lower())
        if not text.startswith("=", match.end()):
            _fail(text, match.end(), "`=` is expected")
        value, offset = _read_value(text, match.end() + 1)
        keys.append((match[0], value))
        if not text.startswith(",", offset):
            return tuple(keys), offset
        offset += 1


def _read_value(text: str, offset: int) -> tuple[KeyValue, int]:
    match = _QUOTED.match(text, offset)
    if match:
        body = match[1] if match[1] is not None else match[2]
        return _ESCAPE.sub(r"\1", body), match.end()
    match = _INTEGER.match(text, offset)
    if match:
        digits = match[0]
        return (int(digits, 16) if "x" in digits.lower() else int(digits)), match.end()
    match = _IDENTIFIER.match(text, offset)
    if match and match[0].lower() in _BOOLEANS:
        return _BOOLEANS[match[0].lower()], match.end()
    return _fail(text, offset, "a quoted text, an integer, TRUE or FALSE is expected")


def _print_value(value: KeyValue) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value)


def _fail(text: str, offset: int, expected: str) -> NoReturn:
    shown = text if len(text) <= 120 else text[:117] + "..."
    raise InvalidObjectPathError(
        f"object path {shown!r}: {expected} at character {offset + 1}",
        next_step='write Class.Key="value", Class=@ or Class; escape \\ and " inside quotes with a backslash',
    )
