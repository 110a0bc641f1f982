# SPDX-License-Identifier: Apache-2.0
"""Qualifiers: values, flavors, WMI propagation and override."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.cimtype import TypeSpec
from openwmi.model.names import NameKind, NameMap, check_name

WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE = 0x01
WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS = 0x02
WBEM_FLAVOR_MASK_PROPAGATION = 0x0F
WBEM_FLAVOR_OVERRIDABLE = 0
WBEM_FLAVOR_NOT_OVERRIDABLE = 0x10
WBEM_FLAVOR_MASK_PERMISSIONS = 0x10
WBEM_FLAVOR_ORIGIN_LOCAL = 0
WBEM_FLAVOR_ORIGIN_PROPAGATED = 0x20
WBEM_FLAVOR_ORIGIN_SYSTEM = 0x40
WBEM_FLAVOR_MASK_ORIGIN = 0x60
WBEM_FLAVOR_AMENDED = 0x80

_ALL_FLAVORS = 0xF3
CIMTYPE = "CIMTYPE"

QualifierScalar: TypeAlias = bool | int | float | str
QualifierValue: TypeAlias = QualifierScalar | list[bool] | list[int] | list[float] | list[str]

_TO_BOTH = WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE | WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS

FIXED_FLAVORS: Mapping[str, int] = MappingProxyType(
    {
        "key": _TO_BOTH | WBEM_FLAVOR_NOT_OVERRIDABLE,
        "cimtype": _TO_BOTH,
        "singleton": _TO_BOTH,
        "abstract": 0,
        "id": WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE | WBEM_FLAVOR_NOT_OVERRIDABLE,
    }
)
"""Flavors the server sets whatever the source says. Spec: object-model.md §4 (built-in qualifiers)."""

_TRUE_WHEN_PRESENT = frozenset({"key", "static"})


@dataclass(frozen=True, slots=True)
class Qualifier:
    """One qualifier on a class, property, method, parameter or instance.

    Attributes:
        name: As spelled where it was put.
        value: Boolean, sint32, real64, string, or a list of one of these.
        flavor: WBEM_FLAVOR_ bits, origin included.
    """

    name: str
    value: QualifierValue = True
    flavor: int = 0

    @property
    def is_local(self) -> bool:
        """Whether it was put here, not inherited."""
        return not self.flavor & WBEM_FLAVOR_MASK_ORIGIN

    @property
    def is_true(self) -> bool:
        """Whether it counts as switched on: present and not FALSE; Key and Static whenever present.

        Spec: object-model.md §4.
        """
        return self.value is not False or self.name.lower() in _TRUE_WHEN_PRESENT


Qualifiers: TypeAlias = NameMap[Qualifier]


@dataclass(frozen=True, slots=True)
class QualifierType:
    """A qualifier declaration: type, default, scope and flavors of a qualifier name.

    Spec: mof.md §2.3.
    """

    name: str
    type: TypeSpec | None = None
    default: QualifierValue | None = None
    scope: frozenset[str] = field(default_factory=frozenset)
    flavor: int = 0


def is_true(qualifiers: Mapping[str, Qualifier], name: str) -> bool:
    """Tell whether a qualifier is present and not FALSE."""
    qualifier = qualifiers.get(name)
    return qualifier is not None and qualifier.is_true


def text_of(qualifiers: Mapping[str, Qualifier], name: str) -> str | None:
    """Return a qualifier's value when it is a string, else None."""
    qualifier = qualifiers.get(name)
    return qualifier.value if qualifier is not None and isinstance(qualifier.value, str) else None


def fixed(qualifier: Qualifier) -> Qualifier:
    """Return the qualifier with the flavor the server gives to built-in names."""
    flavor = FIXED_FLAVORS.get(qualifier.name.lower())
    if flavor is None:
        return qualifier
    kept = qualifier.flavor & ~(WBEM_FLAVOR_MASK_PROPAGATION | WBEM_FLAVOR_MASK_PERMISSIONS)
    return Qualifier(qualifier.name, qualifier.value, kept | flavor)


def cimtype_qualifier(spec: TypeSpec) -> Qualifier:
    """Return the qualifier that the server puts on every property and parameter. Spec: object-model.md §1."""
    return Qualifier(CIMTYPE, spec.text, FIXED_FLAVORS[CIMTYPE.lower()])


def check_qualifier(qualifier: Qualifier, where: str) -> None:
    """Refuse a name, a value or a flavor that no qualifier may have.

    Raises:
        WbemError: WBEM_E_INVALID_QUALIFIER_TYPE, WBEM_E_INVALID_FLAVOR or WBEM_E_QUALIFIER_NAME_TOO_WIDE.
        InvalidParameterError: The name is no qualifier name.

    Spec: object-model.md §2, §4.
    """
    check_name(qualifier.name, NameKind.QUALIFIER)
    if qualifier.flavor & ~_ALL_FLAVORS:
        raise WbemError(
            f"qualifier {qualifier.name} of {where} has the flavor 0x{qualifier.flavor:X}",
            hresult=WbemStatus.WBEM_E_INVALID_FLAVOR,
            next_step=f"use the bits of 0x{_ALL_FLAVORS:X} only",
        )
    _check_value(qualifier, where)


def _check_value(qualifier: Qualifier, where: str) -> None:
    value = qualifier.value
    if type(value) is str or type(value) is bool:  # nearly all there are; nothing can be wrong with them
        return
    elements: list[object] = list(value) if isinstance(value, list) else [value]
    kinds = {type(element) for element in elements}
    if len(kinds) > 1 or not kinds <= {bool, int, float, str}:
        raise WbemError(
            f"qualifier {qualifier.name} of {where} has a value of type {'/'.join(sorted(k.__name__ for k in kinds))}",
            hresult=WbemStatus.WBEM_E_INVALID_QUALIFIER_TYPE,
            next_step="use a boolean, sint32, real64 or string, or an array of one of these",
        )
    if kinds == {int} and not all(-(1 << 31) <= e < (1 << 31) for e in elements if isinstance(e, int)):
        raise WbemError(
            f"qualifier {qualifier.name} of {where} is out of the sint32 range",
            hresult=WbemStatus.WBEM_E_INVALID_QUALIFIER_TYPE,
            next_step="write larger numbers as a string or a real",
        )


def own_qualifiers(declared: Mapping[str, Qualifier], where: str) -> Qualifiers:
    """Return the qualifiers that an element declares itself, checked and with their effective flavors.

    Qualifiers marked as propagated are left out: they came with an object that was read, and come
    again from the superclass.

    Raises:
        WbemError: As `check_qualifier`.
    """
    entries: dict[str, tuple[str, Qualifier]] = {}
    for qualifier in declared.values():
        if qualifier.flavor & WBEM_FLAVOR_ORIGIN_PROPAGATED:
            continue
        check_qualifier(qualifier, where)
        name = qualifier.name
        key = name.lower()
        entries[key] = name, fixed(qualifier) if key in FIXED_FLAVORS else qualifier
    return NameMap.of_folded(entries)


def inherit(parent: Qualifiers, own: Qualifiers, where: str) -> Qualifiers:
    """Return the effective qualifiers of a subclass element.

    Inherited ones come first, marked as propagated; own ones replace or follow them. Repeating a
    DisableOverride qualifier with its inherited value changes nothing, its flavor included.

    Args:
        parent: Effective qualifiers of the same element in the superclass.
        own: What the subclass declares.
        where: Name of the element, for messages.

    Raises:
        WbemError: WBEM_E_OVERRIDE_NOT_ALLOWED when a DisableOverride qualifier gets another value.

    Spec: object-model.md §4.
    """
    result = propagated(parent, WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS)
    for name, qualifier in own.items():
        above = result.get(name)
        if above is None or not above.flavor & WBEM_FLAVOR_NOT_OVERRIDABLE:
            result[name] = qualifier
        elif above.value != qualifier.value:
            raise override_refused(above, where)
    return result


def override_refused(above: Qualifier, where: str) -> WbemError:
    """Return the error for another value of a DisableOverride qualifier."""
    return WbemError(
        f"qualifier {above.name} of {where} is inherited and may not be overridden",
        hresult=WbemStatus.WBEM_E_OVERRIDE_NOT_ALLOWED,
        next_step=f"leave {above.name} out, or give it the inherited value {above.value!r}",
    )


def all_propagated(qualifiers: Mapping[str, Qualifier]) -> bool:
    """Tell whether every qualifier is inherited and goes on to subclasses, so that inheriting changes nothing."""
    both = WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS | WBEM_FLAVOR_ORIGIN_PROPAGATED
    return all(qualifier.flavor & both == both for qualifier in qualifiers.values())


def propagated(qualifiers: Mapping[str, Qualifier], flag: int) -> Qualifiers:
    """Return the qualifiers that travel down, marked WBEM_FLAVOR_ORIGIN_PROPAGATED.

    Args:
        qualifiers: Effective qualifiers above.
        flag: WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE or …_TO_DERIVED_CLASS.
    """
    entries: dict[str, tuple[str, Qualifier]] = {}
    for name, qualifier in qualifiers.items():
        if qualifier.flavor & flag:
            flavor = qualifier.flavor & ~WBEM_FLAVOR_MASK_ORIGIN | WBEM_FLAVOR_ORIGIN_PROPAGATED
            entries[name.lower()] = name, Qualifier(qualifier.name, qualifier.value, flavor)
    return NameMap.of_folded(entries)
