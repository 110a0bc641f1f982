# SPDX-License-Identifier: Apache-2.0
"""Case-insensitive names: identity, spelling rules, and a map keyed by them."""

from __future__ import annotations

import re
from collections.abc import ItemsView, Iterable, Iterator, Mapping, MutableMapping, ValuesView
from enum import Enum
from operator import itemgetter
from typing import TypeVar, overload

from openwmi.errors import InvalidNamespaceError, InvalidParameterError, WbemError, WbemStatus

V = TypeVar("V")
D = TypeVar("D")

MAX_NAME_CHARACTERS = 255
MAX_NAMESPACE_CHARACTERS = 0x2000

_NAME = re.compile(r"[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?")
_SYSTEM_NAME = re.compile(r"__[A-Za-z0-9_]*[A-Za-z0-9]")
_QUALIFIER_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NAMESPACE_COMPONENT = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_HYPHENATED_COMPONENT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_SERVER = re.compile(r"\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9._-]+")


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
        InvalidParameterError: A hyphen in a component, or three separators in front.
        WbemError: RPC_S_SERVER_UNAVAILABLE for the name of another server and nothing else.

    Spec: object-model.md §2 (namespace component), §9.2.
    """
    body = text.replace("/", "\\")
    if len(text) > MAX_NAMESPACE_CHARACTERS:
        raise _bad_namespace(text)
    if body.startswith("\\\\"):
        server, _, body = body[2:].partition("\\")
        _check_server(text, server, body)
    parts = body.split("\\")
    if all(map(_HYPHENATED_COMPONENT.fullmatch, parts)) and "-" in body:
        raise InvalidParameterError(f"namespace {text[:80]!r} has a hyphen", next_step="use underscores instead")
    if not all(map(_NAMESPACE_COMPONENT.fullmatch, parts)) or fold(parts[0]) != "root":
        raise _bad_namespace(text)
    return "\\".join(parts)


def is_namespace_component(text: str) -> bool:
    """Tell whether a text may stand between the separators of a namespace. Spec: object-model.md §2."""
    return _NAMESPACE_COMPONENT.fullmatch(text) is not None


def is_server(text: str) -> bool:
    """Tell whether a text may name a server: `.`, a host name, an address, an IPv6 address in brackets."""
    return _SERVER.fullmatch(text) is not None


def _check_server(text: str, server: str, rest: str) -> None:
    """Refuse what stands behind two leading separators when it names no server to go on with."""
    if not server and rest:
        raise InvalidParameterError(f"{text[:80]!r} names no server behind its leading separators")
    if not is_server(server):
        raise _bad_namespace(text)
    if not rest and server != ".":
        raise WbemError(
            f"server {server} does not answer: {text[:80]!r} names a server and no namespace",
            hresult=WbemStatus.RPC_S_SERVER_UNAVAILABLE,
            next_step=rf"write the namespace behind it, for instance \\{server}\root\cimv2",
        )


def _bad_namespace(text: str) -> InvalidNamespaceError:
    return InvalidNamespaceError(
        f"{text[:80]!r} is not a namespace",
        next_step=r"write it as root\cimv2, components separated by one \ or /",
    )


_SPELLING = itemgetter(0)
_VALUE = itemgetter(1)


class NameMap(MutableMapping[str, V]):
    """A mapping keyed by case-insensitive names, in order of first insertion.

    Replacing a value keeps the place and the spelling of the first definition. Two maps are
    equal when the same names, in any case and order, have equal values.
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
        return map(_SPELLING, self._entries.values())

    def items(self) -> ItemsView[str, V]:
        """Return a view of spellings and values."""
        return _Items(self)

    def values(self) -> ValuesView[V]:
        """Return a view of the values."""
        return _Values(self)

    @overload
    def get(self, name: str, default: None = None, /) -> V | None: ...
    @overload
    def get(self, name: str, default: V | D, /) -> V | D: ...
    def get(self, name: str, default: V | D | None = None, /) -> V | D | None:
        """Return the value of a name, or `default` where there is none."""
        entry = self._entries.get(name.lower())
        return default if entry is None else entry[1]

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._entries

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return len(self) == len(other) and all(name in self and self[name] == value for name, value in other.items())

    __hash__ = None  # type: ignore[assignment]  # mutable; typeshed declares __hash__ as a method

    def __repr__(self) -> str:
        return f"NameMap({dict(self._entries.values())!r})"

    def spelling(self, name: str) -> str:
        """Return the name as first defined.

        Raises:
            KeyError: Not in the map.
        """
        return self._entries[name.lower()][0]

    @classmethod
    def of_folded(cls, entries: dict[str, tuple[str, V]]) -> NameMap[V]:
        """Return a map that owns `entries`: folded name -> (spelling, value)."""
        made = cls.__new__(cls)
        made._entries = entries
        return made

    def copy(self) -> NameMap[V]:
        """Return a map with the same entries."""
        twin: NameMap[V] = NameMap()
        twin._entries = self._entries.copy()
        return twin


class _Items(ItemsView[str, V]):
    """Spellings and values, without a look-up for each."""

    __slots__ = ()
    _mapping: NameMap[V]

    def __iter__(self) -> Iterator[tuple[str, V]]:
        return iter(self._mapping._entries.values())


class _Values(ValuesView[V]):
    """Values, without a look-up for each."""

    __slots__ = ()
    _mapping: NameMap[V]

    def __iter__(self) -> Iterator[V]:
        return map(_VALUE, self._mapping._entries.values())
