# SPDX-License-Identifier: Apache-2.0
"""compile_unit: the store phase. Objects are written one at a time, in file order; the first error stops.

What was stored before an error stays stored.

Spec: mof.md §3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from openwmi.errors import InvalidNamespaceError, InvalidParameterError, WbemError, WbemStatus
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.flags import (
    WBEM_FLAG_CREATE_ONLY,
    WBEM_FLAG_UPDATE_FORCE_MODE,
    WBEM_FLAG_UPDATE_ONLY,
    WBEM_FLAG_UPDATE_SAFE_MODE,
)
from openwmi.model.names import NameMap, normalize_namespace
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import WBEM_FLAVOR_AMENDED, Qualifiers, is_true
from openwmi.mof.cursor import ReadInclude
from openwmi.mof.diagnostics import MofErrors
from openwmi.mof.nodes import (
    ClassItem,
    DeleteClassItem,
    DeleteInstanceItem,
    DirectiveItem,
    InstanceItem,
    Item,
    MofUnit,
    NamespacePragma,
    QualifierItem,
)
from openwmi.mof.parser import parse_mof
from openwmi.mof.resolve import AliasPaths, ObjectBuilder
from openwmi.mof.result import CompileResult, Phase
from openwmi.mof.target import MofTarget

DEFAULT_NAMESPACE: Final = "root\\default"

_CONTRADICTORY: Final = (
    WBEM_FLAG_UPDATE_ONLY | WBEM_FLAG_CREATE_ONLY,
    WBEM_FLAG_UPDATE_SAFE_MODE | WBEM_FLAG_UPDATE_FORCE_MODE,
)
_MISSING: Final = frozenset({WbemStatus.WBEM_E_NOT_FOUND, WbemStatus.WBEM_E_INVALID_CLASS})


def compile_mof(
    text: str | bytes,
    target: MofTarget,
    *,
    file: str = "<text>",
    read_include: ReadInclude | None = None,
    namespace: str = DEFAULT_NAMESPACE,
    class_flags: int = 0,
    instance_flags: int = 0,
) -> CompileResult:
    """Parse a text and store what it says; the arguments are those of `parse_mof` and `compile_unit`.

    Returns:
        The status record; after a syntax error its phase is PARSE and its error a `MofErrors`.
    """
    try:
        unit = parse_mof(text, file=file, read_include=read_include)
    except MofErrors as errors:
        first = errors.errors[0]
        return CompileResult(Phase.PARSE, errors, 0, first.line, first.line, first.file)
    return compile_unit(
        unit,
        target,
        namespace=namespace,
        class_flags=class_flags,
        instance_flags=instance_flags,
    )


def compile_unit(
    unit: MofUnit,
    target: MofTarget,
    *,
    namespace: str = DEFAULT_NAMESPACE,
    class_flags: int = 0,
    instance_flags: int = 0,
    on_item: Callable[[Item], None] | None = None,
) -> CompileResult:
    """Store everything a unit declares.

    Args:
        unit: What was parsed.
        target: Where it goes.
        namespace: For everything before the first `#pragma namespace`.
        class_flags: WBEM_FLAG_ change bits for classes before the first `#pragma classflags`.
        instance_flags: Likewise for instances.
        on_item: Called with each item that was stored.

    Returns:
        The status record. Errors of the text and of the target are in it, not raised.

    Spec: mof.md §3, §2.2 (pragmas beat switches).
    """
    try:
        place = normalize_namespace(namespace)
        _check_flags(class_flags)
        _check_flags(instance_flags)
    except WbemError as error:
        return CompileResult(Phase.ARGUMENTS, error, file=unit.file)
    return _Store(unit, target, place, class_flags, instance_flags).run(on_item)


def _check_flags(flags: int) -> None:
    allowed = _CONTRADICTORY[0] | _CONTRADICTORY[1]
    if flags & ~allowed or any(flags & pair == pair for pair in _CONTRADICTORY):
        raise InvalidParameterError(
            f"change flags 0x{flags:X} contradict each other or are unknown",
            next_step="choose createonly or updateonly, and safeupdate or forceupdate",
        )


class _Store:
    """One run of the store phase."""

    def __init__(self, unit: MofUnit, target: MofTarget, namespace: str, class_flags: int, instance_flags: int) -> None:
        self._unit = unit
        self._target = target
        self._namespace = namespace
        self._class_flags = class_flags
        self._instance_flags = instance_flags
        self._aliases = AliasPaths(unit, target, namespace)
        self._warnings: list[str] = []
        self._has_dmtf_abstract = False

    def run(self, on_item: Callable[[Item], None] | None) -> CompileResult:
        stored = 0
        for item in self._unit.items:
            try:
                _STEPS[type(item)](self, item)
            except WbemError as error:
                return self._stopped(item, error, stored)
            stored += item.number > 0
            if on_item is not None:
                on_item(item)
        return CompileResult(stored_objects=stored, autorecover=self._unit.autorecover, warnings=tuple(self._warnings))

    def _stopped(self, item: Item, error: WbemError, stored: int) -> CompileResult:
        return CompileResult(
            Phase.STORE,
            error,
            item.number,
            item.first_line,
            item.last_line,
            item.source.file,
            stored,
            warnings=tuple(self._warnings),
        )

    def _place(self, item: Item) -> str:
        """Return the item's namespace.

        Raises:
            InvalidNamespaceError: It does not exist.
        """
        place = item.namespace or self._namespace
        if not self._target.has_namespace(place):
            raise InvalidNamespaceError(
                f"namespace {place[:80]} does not exist",
                next_step="create it: an instance of __Namespace in its parent",
            )
        return place

    def _ignore(self, item: Item) -> None:
        """Pass over an item that stores nothing."""

    def _put_class(self, item: Item) -> None:
        if not isinstance(item, ClassItem):
            raise TypeError(item)
        place = self._place(item)
        declaration = ObjectBuilder(self._aliases, item.source, place).declaration(item.node)
        if item.is_amended:
            declaration = _without_amended(declaration)
        if self._has_dmtf_abstract and declaration.superclass and is_true(declaration.qualifiers, "abstract"):
            declaration = self._concrete_below_concrete(declaration, place)
        flags = self._class_flags if item.flags is None else item.flags
        self._target.put_class(place, declaration, flags)
        self._aliases.remember(item, ObjectPath(declaration.name))

    def _concrete_below_concrete(self, declaration: ClassDeclaration, place: str) -> ClassDeclaration:
        """Drop Abstract from a class below a concrete one, as DMTF schemas have them.

        Deviation: WMI refuses such a class. A text that declares the qualifier Abstract in the form of DMTF
        follows its rules and has to compile unchanged, so the class becomes concrete, with a warning.
        Spec: object-model.md §3; mof.md §6 (DMTF schema files).
        """
        parent = self._target.classes(place).find_class(declaration.superclass or "")
        if parent is None or parent.is_abstract:
            return declaration
        self._warnings.append(
            f"class {declaration.name} is stored without Abstract, because {parent.name} above it is concrete"
        )
        kept = ((name, q) for name, q in declaration.qualifiers.items() if name.lower() != "abstract")
        return replace(declaration, qualifiers=NameMap(kept))

    def _put_instance(self, item: Item) -> None:
        if not isinstance(item, InstanceItem):
            raise TypeError(item)
        place = self._place(item)
        instance = ObjectBuilder(self._aliases, item.source, place).instance(item.node)
        flags = self._instance_flags if item.flags is None else item.flags
        path = self._target.put_instance(place, instance, flags)
        if item.alias is not None:
            self._aliases.remember(item, path)

    def _delete_class(self, item: Item) -> None:
        if not isinstance(item, DeleteClassItem):
            raise TypeError(item)
        place, name = self._place(item), item.name
        _delete(lambda: self._target.delete_class(place, name), item.must_exist)

    def _delete_instance(self, item: Item) -> None:
        if not isinstance(item, DeleteInstanceItem):
            raise TypeError(item)
        place, path = self._place(item), item.path
        _delete(lambda: self._target.delete_instance(place, path), item.must_exist)

    def _put_qualifier_type(self, item: Item) -> None:
        if not isinstance(item, QualifierItem):
            raise TypeError(item)
        declared = item.qualifier_type
        self._target.put_qualifier_type(self._place(item), declared)
        if declared.name.lower() == "abstract" and declared.type is not None:
            self._has_dmtf_abstract = True


def _delete(deletion: Callable[[], object], must_exist: bool) -> None:
    try:
        deletion()
    except WbemError as error:
        if must_exist or error.hresult not in _MISSING:
            raise


def _without_amended(declaration: ClassDeclaration) -> ClassDeclaration:
    """Return a class whose amended qualifiers are ordinary ones.

    Choice: without a split the texts stay on the class itself, where every reader finds them.
    Spec: mof.md §5.
    """
    return replace(
        declaration,
        qualifiers=_plain(declaration.qualifiers),
        properties=NameMap(
            (name, replace(p, qualifiers=_plain(p.qualifiers))) for name, p in declaration.properties.items()
        ),
        methods=NameMap(
            (
                name,
                replace(
                    m,
                    qualifiers=_plain(m.qualifiers),
                    parameters=[replace(p, qualifiers=_plain(p.qualifiers)) for p in m.parameters],
                ),
            )
            for name, m in declaration.methods.items()
        ),
    )


def _plain(qualifiers: Qualifiers) -> Qualifiers:
    return NameMap((name, replace(q, flavor=q.flavor & ~WBEM_FLAVOR_AMENDED)) for name, q in qualifiers.items())


_STEPS: Final[Mapping[type[Item], Callable[[_Store, Item], None]]] = MappingProxyType(
    {
        DirectiveItem: _Store._ignore,
        NamespacePragma: _Store._ignore,
        ClassItem: _Store._put_class,
        InstanceItem: _Store._put_instance,
        DeleteClassItem: _Store._delete_class,
        DeleteInstanceItem: _Store._delete_instance,
        QualifierItem: _Store._put_qualifier_type,
    }
)
