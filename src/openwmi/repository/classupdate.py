# SPDX-License-Identifier: Apache-2.0
"""Rules for replacing a stored class: what differs, and whether the update mode allows it.

Pure: the caller brings both definitions and tells what hangs on the stored one; the answer is
a plan, or the exact error.

Spec: object-model.md §13.
Choice: changing a default is no structural change, because stored instances follow the default
of their class (§3.3); it is allowed with instances in every mode, and with subclasses like any
other change. Adding or changing a method is structural. Instances of subclasses count like own
ones, except that no mode deletes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Flag, auto
from types import MappingProxyType
from typing import Final, TypeVar

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.cimclass import ClassDefinition, Method, Property
from openwmi.model.cimtype import TypeSpec
from openwmi.model.compare import same_value
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.derive import derive
from openwmi.model.flags import WBEM_FLAG_UPDATE_FORCE_MODE, WBEM_MASK_UPDATE_MODE
from openwmi.model.names import NameMap, fold
from openwmi.model.qualifier import (
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
    WBEM_FLAVOR_NOT_OVERRIDABLE,
    Qualifier,
    Qualifiers,
)

F = TypeVar("F", Property, Method)


class Change(Flag):
    """Kinds of difference between two versions of a class."""

    NONE = 0
    UNIMPORTANT = auto()
    DEFAULT = auto()
    STRUCTURE = auto()
    INDEX = auto()
    KEY = auto()
    SUPERCLASS = auto()


_IMPORTANT: Final[Mapping[str, Change]] = MappingProxyType(
    {
        "key": Change.KEY,
        "indexed": Change.INDEX,
        "singleton": Change.STRUCTURE,
        "dynamic": Change.STRUCTURE,
        "abstract": Change.STRUCTURE,
        "provider": Change.STRUCTURE,
        "association": Change.STRUCTURE,
        "hasclassrefs": Change.STRUCTURE,
    }
)
"""Qualifiers whose difference is more than UNIMPORTANT."""

_IDENTITY: Final = Change.SUPERCLASS | Change.KEY | Change.INDEX
_SHAPE: Final = _IDENTITY | Change.STRUCTURE

_UPDATE_STATUS: Final[Mapping[int, WbemStatus]] = MappingProxyType(
    {
        WbemStatus.WBEM_E_OVERRIDE_NOT_ALLOWED: WbemStatus.WBEM_E_UPDATE_OVERRIDE_NOT_ALLOWED,
        WbemStatus.WBEM_E_TYPE_MISMATCH: WbemStatus.WBEM_E_UPDATE_TYPE_MISMATCH,
        WbemStatus.WBEM_E_PROPAGATED_METHOD: WbemStatus.WBEM_E_UPDATE_PROPAGATED_METHOD,
        WbemStatus.WBEM_E_CANNOT_CHANGE_KEY_INHERITANCE: WbemStatus.WBEM_E_CANNOT_CHANGE_KEY_INHERITANCE,
    }
)
"""Code of a rule that a subclass would break -> code of the update that would make it so."""


@dataclass(frozen=True, slots=True)
class Dependents:
    """What hangs on the stored class.

    Attributes:
        descendants: Declarations of all descendants, parents before children.
        has_instances: Whether static instances of the class itself are stored.
        has_descendant_instances: Whether static instances of descendants are stored.
    """

    descendants: Sequence[ClassDeclaration] = ()
    has_instances: bool = False
    has_descendant_instances: bool = False


@dataclass(frozen=True, slots=True)
class UpdatePlan:
    """What to do.

    Attributes:
        changes: How old and new differ; NONE: there is nothing to do.
        deletes_instances: Whether the instances of the class itself go first.
        rewritten: Descendants that lose a conflicting qualifier.
    """

    changes: Change
    deletes_instances: bool = False
    rewritten: tuple[ClassDeclaration, ...] = ()


def plan_update(old: ClassDefinition, new: ClassDefinition, dependents: Dependents, flags: int) -> UpdatePlan:
    """Return how to replace a stored class.

    Args:
        old: As stored.
        new: As it shall be, derived from its (present) superclass.
        dependents: What hangs on `old`.
        flags: Of the put operation; WBEM_MASK_UPDATE_MODE selects the mode.

    Raises:
        WbemError: The mode does not allow it; the code is the one of the specification's table.
    """
    changes = compare_classes(old, new)
    if not changes:
        return UpdatePlan(changes)
    mode = flags & WBEM_MASK_UPDATE_MODE
    _check_identity(old, changes, dependents, mode)
    _check_dependents(old, changes, dependents, mode)
    rewritten = _rederive(new, dependents.descendants, may_rewrite=mode == WBEM_FLAG_UPDATE_FORCE_MODE)
    return UpdatePlan(changes, bool(changes & _SHAPE) and dependents.has_instances, rewritten)


def compare_classes(old: ClassDefinition, new: ClassDefinition) -> Change:
    """Return how two versions of a class differ, inherited features included."""
    changes = Change.NONE
    if fold(old.superclass or "") != fold(new.superclass or ""):
        changes |= Change.SUPERCLASS
    changes |= _compare_qualifiers(old.qualifiers, new.qualifiers)
    changes |= _compare_features(old.properties, new.properties, _compare_property)
    changes |= _compare_features(old.methods, new.methods, _compare_method)
    if set(map(fold, old.key_names)) != set(map(fold, new.key_names)):
        changes |= Change.KEY
    return changes


def _compare_features(old: NameMap[F], new: NameMap[F], compare: Callable[[F, F], Change]) -> Change:
    changes = Change.NONE
    if set(map(fold, old)) != set(map(fold, new)):
        changes |= Change.STRUCTURE
    for name, feature in new.items():
        before = old.get(name)
        if before is not None:
            changes |= compare(before, feature)
    return changes


def _compare_property(old: Property, new: Property) -> Change:
    changes = _compare_qualifiers(old.qualifiers, new.qualifiers)
    if not _same_type(old.type, new.type):
        changes |= Change.STRUCTURE
    if old.has_default != new.has_default or not same_value(old.default, new.default):
        changes |= Change.DEFAULT
    return changes | _compare_origin(old, new)


def _compare_origin(old: Property | Method, new: Property | Method) -> Change:
    same = (fold(old.origin), old.is_local) == (fold(new.origin), new.is_local)
    return Change.NONE if same else Change.UNIMPORTANT


def _compare_method(old: Method, new: Method) -> Change:
    changes = _compare_qualifiers(old.qualifiers, new.qualifiers) | _compare_origin(old, new)
    if not _same_type(old.return_type, new.return_type) or len(old.parameters) != len(new.parameters):
        return changes | Change.STRUCTURE
    for before, after in zip(old.parameters, new.parameters, strict=True):
        if fold(before.name) != fold(after.name) or not _same_type(before.type, after.type):
            changes |= Change.STRUCTURE
        if not same_value(before.default, after.default) or before.has_default != after.has_default:
            changes |= Change.DEFAULT
        if _differing(before.qualifiers, after.qualifiers) & {"in", "out", "id"}:
            changes |= Change.STRUCTURE
        changes |= _compare_qualifiers(before.qualifiers, after.qualifiers)
    return changes


def _same_type(old: TypeSpec | None, new: TypeSpec | None) -> bool:
    if old is None or new is None:
        return old is new
    return (old.code, fold(old.class_name or "")) == (new.code, fold(new.class_name or ""))


def _compare_qualifiers(old: Qualifiers, new: Qualifiers) -> Change:
    changes = Change.NONE
    for name in _differing(old, new):
        changes |= _IMPORTANT.get(name, Change.UNIMPORTANT)
    return changes


def _differing(old: Qualifiers, new: Qualifiers) -> set[str]:
    """Return the folded names of qualifiers that only one side has or that differ."""
    before = {fold(name): (q.value, q.flavor) for name, q in old.items()}
    after = {fold(name): (q.value, q.flavor) for name, q in new.items()}
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _check_identity(old: ClassDefinition, changes: Change, dependents: Dependents, mode: int) -> None:
    """Refuse a change of superclass, keys or indexes while something depends on them.

    Choice: in force mode it is allowed as long as the class and its descendants have no instances.
    """
    has_instances = dependents.has_instances or dependents.has_descendant_instances
    blocked = has_instances or (bool(dependents.descendants) and mode != WBEM_FLAG_UPDATE_FORCE_MODE)
    if not changes & _IDENTITY or not blocked:
        return
    only_index = not changes & (Change.SUPERCLASS | Change.KEY)
    raise WbemError(
        f"class {old.name}: superclass, keys and indexes cannot change while "
        + ("instances are stored" if has_instances else "it has subclasses"),
        hresult=WbemStatus.WBEM_E_CANNOT_CHANGE_INDEX_INHERITANCE
        if only_index
        else WbemStatus.WBEM_E_CANNOT_CHANGE_KEY_INHERITANCE,
        where=old.name,
        next_step="delete the instances first"
        if has_instances
        else "use WBEM_FLAG_UPDATE_FORCE_MODE, or delete the subclasses first",
    )


def _check_dependents(old: ClassDefinition, changes: Change, dependents: Dependents, mode: int) -> None:
    """Refuse what the mode does not allow while instances or subclasses exist."""
    is_forced = mode == WBEM_FLAG_UPDATE_FORCE_MODE
    reshapes = bool(changes & _SHAPE)
    if reshapes and dependents.has_instances and not is_forced:
        raise _has_instances(old, "it has instances", "delete them, or use WBEM_FLAG_UPDATE_FORCE_MODE")
    if changes & ~Change.UNIMPORTANT and dependents.descendants and not mode:
        raise WbemError(
            f"class {old.name} has subclasses, the first is {dependents.descendants[0].name}",
            hresult=WbemStatus.WBEM_E_CLASS_HAS_CHILDREN,
            where=old.name,
            next_step="use WBEM_FLAG_UPDATE_SAFE_MODE",
        )
    if reshapes and dependents.has_descendant_instances:
        raise _has_instances(old, "its subclasses have instances", "delete them first")


def _has_instances(old: ClassDefinition, why: str, next_step: str) -> WbemError:
    return WbemError(
        f"class {old.name} cannot change its structure: {why}",
        hresult=WbemStatus.WBEM_E_CLASS_HAS_INSTANCES,
        where=old.name,
        next_step=next_step,
    )


def _rederive(
    new: ClassDefinition, descendants: Sequence[ClassDeclaration], *, may_rewrite: bool
) -> tuple[ClassDeclaration, ...]:
    """Derive all descendants below the new class; return those that had to give up qualifiers."""
    family = {fold(new.name): new}
    rewritten = []
    for declared in descendants:
        parent = family[fold(declared.superclass or "")]
        fitted = without_conflicts(declared, parent) if may_rewrite else declared
        if fitted is not declared:
            rewritten.append(fitted)
        family[fold(declared.name)] = _derive_descendant(fitted, parent, new)
    return tuple(rewritten)


def _derive_descendant(
    declared: ClassDeclaration, parent: ClassDefinition, changed: ClassDefinition
) -> ClassDefinition:
    try:
        return derive(declared, parent, namespace=changed.namespace)
    except WbemError as error:
        raise WbemError(
            f"class {changed.name} cannot change like this: subclass {declared.name} would break: {error.message}",
            hresult=_UPDATE_STATUS.get(error.hresult, WbemStatus.WBEM_E_CLASS_HAS_CHILDREN),
            where=declared.name,
            next_step=f"change or delete class {declared.name} first",
        ) from error


def without_conflicts(declared: ClassDeclaration, parent: ClassDefinition) -> ClassDeclaration:
    """Return the declaration without the qualifiers that contradict inherited ones.

    A qualifier contradicts when the parent's reaches subclasses, may not be overridden and has
    another value. The same object is returned when there is none.
    """
    qualifiers = _compatible(declared.qualifiers, parent.qualifiers)
    properties = declared.properties.copy()
    for name, own in declared.properties.items():
        inherited = parent.properties.get(name)
        if inherited is not None:
            properties[name] = replace(own, qualifiers=_compatible(own.qualifiers, inherited.qualifiers))
    methods = declared.methods.copy()
    for name, method in declared.methods.items():
        above = parent.methods.get(name)
        if above is not None:
            methods[name] = replace(method, qualifiers=_compatible(method.qualifiers, above.qualifiers))
    fitted = replace(declared, qualifiers=qualifiers, properties=properties, methods=methods)
    return declared if _count_qualifiers(fitted) == _count_qualifiers(declared) else fitted


def _count_qualifiers(declared: ClassDeclaration) -> int:
    sets = [declared.qualifiers]
    sets += [feature.qualifiers for feature in declared.properties.values()]
    sets += [feature.qualifiers for feature in declared.methods.values()]
    return sum(map(len, sets))


def _compatible(own: Qualifiers, inherited: Qualifiers) -> Qualifiers:
    return NameMap((name, q) for name, q in own.items() if not _contradicts(q, inherited.get(name)))


def _contradicts(own: Qualifier, inherited: Qualifier | None) -> bool:
    if inherited is None or own.value == inherited.value:
        return False
    frozen = WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS | WBEM_FLAVOR_NOT_OVERRIDABLE
    return inherited.flavor & frozen == frozen
