# SPDX-License-Identifier: Apache-2.0
"""Case-insensitive names: identity, spelling rules, and a map keyed by them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, MutableMapping
from enum import Enum
from typing import TypeVar

from openwmi.errors import InvalidNamespaceError, InvalidParameterError, WbemError, WbemStatus

V = TypeVar("V")

MAX_NAME_CHARACTERS = 255
MAX_NAMESPACE_CHARACTERS = 0x2000

_NAME = re.compile(r"[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?")
_SYSTEM_NAME = re.compile(r"__[A-Za-z0-9_]*[A-Za-z0-9]")
_QUALIFIER_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NAMESPACE_COMPONENT = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_SERVER = re.compile(r"[A-Za-z0-9._:%\[\]-]+")


class NameKind(Enum):
    """What a name is for; decides the code of "too wide"."""

    CLASS = ("class", WbemStatus.WBEM_E_CLASS_NAME_TOO_WIDE)
    PROPERTY = ("property", WbemStatus.WBEM_E_PROPERTY_NAME_TOO_WIDE)
    METHOD = ("method", WbemStatus.WBEM_E_METHOD_NAME_TOO_WIDE)
    QUALIFIER = ("qualifier", WbemStatus.WBEM_E_QUALIFIER_NAME_TOO_WIDE)

    @property
    def noun(self) -> str:
        """The word used in messages."""
        return self.value[0]


def fold(name: str) -> str:
    """Return the identity of a name: two names are the same when this is equal.

    Spec: object-model.md §2. Names are ASCII, so lower-casing is exact.
    """
    return name.lower()


def check_name(name: str, kind: NameKind, *, allow_system: bool = False) -> None:
    """Refuse a name that no class, property, method or qualifier may have.

    Args:
        name: The name as written.
        kind: What it names.
        allow_system: Whether a leading `__` is accepted.

    Raises:
        WbemError: WBEM_E_…_NAME_TOO_WIDE, with more than 255 characters.
        InvalidParameterError: Anything else that is wrong with it.

    Spec: object-model.md §1 (limits), §2.
    """
    if len(name) > MAX_NAME_CHARACTERS:
        raise WbemError(
            f"{kind.noun} name of {len(name)} characters: {name[:32]}…",
            hresult=kind.value[1],
            next_step=f"names have at most {MAX_NAME_CHARACTERS} characters",
        )
    pattern = _QUALIFIER_NAME if kind is NameKind.QUALIFIER else _NAME
    if pattern.fullmatch(name) or (allow_system and _SYSTEM_NAME.fullmatch(name)):
        return
    raise InvalidParameterError(
        f"{name!r} cannot be a {kind.noun} name",
        next_step="start with a letter, go on with letters, digits and underscores, and do not end with an underscore",
    )


def is_system_name(name: str) -> bool:
    """Tell whether a name belongs to the system (`__` in front)."""
    return name.startswith("__")


def normalize_namespace(text: str) -> str:
    r"""Return a namespace as `root\cimv2`: one backslash between components, spelling kept.

    Accepts `\\.\root\cimv2`, `//./root/cimv2` and mixtures; the server part is dropped.

    Raises:
        InvalidNamespaceError: Empty, doubled or trailing separators, or a component that is not a name.

    Spec: object-model.md §9.2.
    """
    slashed = text.replace("/", "\\")
    body = slashed
    if slashed.startswith("\\\\"):
        server, _, body = slashed[2:].partition("\\")
        if not _SERVER.fullmatch(server):
            raise _bad_namespace(text)
    parts = body.split("\\")
    if len(text) > MAX_NAMESPACE_CHARACTERS or not all(map(_NAMESPACE_COMPONENT.fullmatch, parts)):
        raise _bad_namespace(text)
    if fold(parts[0]) != "root":
        raise _bad_namespace(text)
    return "\\".join(parts)


def _bad_namespace(text: str) -> InvalidNamespaceError:
    return InvalidNamespaceError(
        f"{text[:80]!r} is not a namespace",
        next_step=r"write it as root\cimv2, components separated by one \ or /",
    )


class NameMap(MutableMapping[str, V]):
    """A mapping keyed by case-insensitive names, in order of first insertion.

    Replacing a value keeps the place and the spelling of the first definition.
    """

    __slots__ = ("_entries",)

    def __init__(self, entries: Iterable[tuple[str, V]] = ()) -> None:
        self._entries: dict[str, tuple[str, V]] = {}
        for name, value in entries:
            self[name] = value

    def __getitem__(self, name: str) -> V:
        return self._entries[name.lower()][1]

    def __setitem__(self, name: str, value: V) -> None:
        key = name.lower()
        known = self._entries.get(key)
        self._entries[key] = (known[0] if known else name, value)

    def __delitem__(self, name: str) -> None:
        del self._entries[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return (spelling for spelling, _ in self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._entries

    def __repr__(self) -> str:
        return f"NameMap({dict(self._entries.values())!r})"

    def spelling(self, name: str) -> str:
        """Return the name as first defined.

        Raises:
            KeyError: Not in the map.
        """
        return self._entries[name.lower()][0]

    def copy(self) -> NameMap[V]:
        """Return a map with the same entries."""
        twin: NameMap[V] = NameMap()
        twin._entries = self._entries.copy()
        return twin
