# SPDX-License-Identifier: Apache-2.0
"""CObjectPathParser and ParsedObjectPath: object paths under their published names."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from typing import Final

from openwmi.errors import InvalidObjectPathError
from openwmi.model.identity import LOCAL_SERVERS
from openwmi.model.names import fold
from openwmi.model.objectpath import KeyValue, ObjectPath

_ANONYMOUS: Final = ""


class ObjectParserFlags(IntEnum):
    """Which namespaces a parser takes."""

    e_ParserAbsoluteNamespaceOnly = 0
    e_ParserAcceptRelativeNamespace = 1
    e_ParserAcceptAll = 2


class ParserCode(IntEnum):
    """What parsing answers."""

    NoError = 0
    SyntaxError = 1
    InvalidParameter = 2
    OutOfMemory = 3


class ParsedObjectPath:
    """A path taken apart, which can be changed.

    Attributes:
        path: The path.

    Spec: framework.md §7.2.
    """

    def __init__(self, path: ObjectPath) -> None:
        self.path = path

    def SetClassName(self, name: str) -> bool:
        """Replace the class."""
        self.path = replace(self.path, class_name=name)
        return True

    def AddKeyRef(self, name: str | None, value: KeyValue) -> bool:
        """Add a key; None is the anonymous one of `Class="x"`."""
        keys = (*(self.path.keys or ()), (name or _ANONYMOUS, value))
        self.path = replace(self.path, keys=keys, is_singleton=False)
        return True

    def AddKeyRefEx(self, name: str | None, value: KeyValue) -> bool:
        """Add a key, or replace the one of that name."""
        self.RemoveKeyRef(name)
        return self.AddKeyRef(name, value)

    def RemoveKeyRef(self, name: str | None) -> bool:
        """Remove a key; return whether there was one."""
        wanted = fold(name or _ANONYMOUS)
        kept = tuple(key for key in self.path.keys or () if fold(key[0]) != wanted)
        is_there = len(kept) != len(self.path.keys or ())
        self.path = replace(self.path, keys=kept or None)
        return is_there

    def ClearKeys(self) -> None:
        """Remove all keys."""
        self.path = replace(self.path, keys=None, is_singleton=False)

    def AddNamespace(self, name: str) -> bool:
        """Append a component to the namespace."""
        here = self.path.namespace
        self.path = replace(self.path, namespace=f"{here}\\{name}" if here else name)
        return True

    def GetNamespacePart(self) -> str:
        """Return the namespace."""
        return self.path.namespace or ""

    def GetParentNamespacePart(self) -> str:
        """Return the namespace without its last component."""
        return self.GetNamespacePart().rpartition("\\")[0]

    def GetKeyString(self) -> str:
        """Return the keys as the path has them, `Name="pub"`; `@` for a singleton."""
        if self.path.is_singleton:
            return "@"
        return "" if self.path.keys is None else self.path.relpath[len(self.path.class_name) :].lstrip(".=")

    def IsRelative(self, machine: str, namespace: str) -> bool:
        """Tell whether it leads into this namespace of this machine."""
        place = self.path.namespace
        return self.IsLocal(machine) and (place is None or fold(place) == fold(namespace))

    def IsLocal(self, machine: str) -> bool:
        """Tell whether it leads to this machine."""
        server = self.path.server
        return server is None or fold(server) in LOCAL_SERVERS or fold(server) == fold(machine)

    def IsClass(self) -> bool:
        """Tell whether it is the path of a class."""
        return self.path.is_class

    def IsInstance(self) -> bool:
        """Tell whether it is the path of an instance."""
        return self.path.is_instance

    def IsObject(self) -> bool:
        """Tell whether it is the path of a class or of an instance."""
        return bool(self.path.class_name)


class CObjectPathParser:
    r"""Takes paths apart and puts them together.

    Spec: framework.md §7.2.
    Choice: a namespace is absolute behind a server (`\\.\root`), relative without one; paths of nothing but a
    namespace are for e_ParserAcceptAll.
    """

    def __init__(self, flags: ObjectParserFlags = ObjectParserFlags.e_ParserAbsoluteNamespaceOnly) -> None:
        self._flags = flags

    def Parse(self, text: str | None) -> tuple[ParserCode, ParsedObjectPath | None]:
        """Return NoError and the parts, or what is wrong and None."""
        if not text:
            return ParserCode.InvalidParameter, None
        try:
            path = ObjectPath.parse(text)
        except InvalidObjectPathError:
            return ParserCode.SyntaxError, None
        if not self._takes(path):
            return ParserCode.SyntaxError, None
        return ParserCode.NoError, ParsedObjectPath(path)

    @staticmethod
    def UnParse(parsed: ParsedObjectPath | None) -> tuple[ParserCode, str]:
        """Return NoError and the text of a path."""
        if parsed is None:
            return ParserCode.InvalidParameter, ""
        return ParserCode.NoError, str(parsed.path)

    def _takes(self, path: ObjectPath) -> bool:
        is_relative = path.namespace is not None and path.server is None
        if is_relative and self._flags is ObjectParserFlags.e_ParserAbsoluteNamespaceOnly:
            return False
        return bool(path.class_name) or self._flags is ObjectParserFlags.e_ParserAcceptAll
