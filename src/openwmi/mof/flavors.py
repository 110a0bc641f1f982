# SPDX-License-Identifier: Apache-2.0
"""Flavor words, and what a qualifier declaration says about later uses.

Spec: object-model.md §4; mof.md §2 (flavour), §2.3, §6 (default flavour).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from openwmi.errors import WbemStatus
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.qualifier import (
    WBEM_FLAVOR_AMENDED,
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE,
    WBEM_FLAVOR_NOT_OVERRIDABLE,
    QualifierType,
)

_TO_BOTH = WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE | WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS

FLAVORS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "toinstance": (0, WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE),
        "tosubclass": (0, WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS),
        "nottoinstance": (WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE, 0),
        "nottosubclass": (WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS, 0),
        "enableoverride": (WBEM_FLAVOR_NOT_OVERRIDABLE, 0),
        "disableoverride": (0, WBEM_FLAVOR_NOT_OVERRIDABLE),
        "restricted": (_TO_BOTH, 0),
        "amended": (0, WBEM_FLAVOR_AMENDED),
        # DMTF: the text may be translated. The text itself stays where it is.
        "translatable": (0, 0),
    }
)
"""Flavor word -> bits it clears, bits it sets."""

DMTF_DEFAULT_FLAVOR = WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS
"""Flavor of a qualifier declared with type and scope: ToSubclass, EnableOverride."""

_CONTRADICTIONS: tuple[tuple[frozenset[str], WbemStatus], ...] = (
    (frozenset({"enableoverride", "disableoverride"}), WbemStatus.WBEMMOF_E_INCOMPATIBLE_FLAVOR_TYPES),
    (frozenset({"restricted", "toinstance"}), WbemStatus.WBEMMOF_E_INCOMPATIBLE_FLAVOR_TYPES2),
    (frozenset({"restricted", "tosubclass"}), WbemStatus.WBEMMOF_E_INCOMPATIBLE_FLAVOR_TYPES2),
    (frozenset({"toinstance", "nottoinstance"}), WbemStatus.WBEMMOF_E_INCOMPATIBLE_FLAVOR_TYPES2),
    (frozenset({"tosubclass", "nottosubclass"}), WbemStatus.WBEMMOF_E_INCOMPATIBLE_FLAVOR_TYPES2),
)

_PYTHON_TYPES: Mapping[CimType, type] = MappingProxyType(
    {CimType.CIM_STRING: str, CimType.CIM_BOOLEAN: bool, CimType.CIM_REAL64: float}
)

SCOPES: Mapping[str, int] = MappingProxyType(
    {
        name: 1 << bit
        for bit, name in enumerate(
            (
                "schema",
                "class",
                "association",
                "indication",
                "qualifier",
                "property",
                "reference",
                "method",
                "parameter",
            )
        )
    }
)
"""Scope word -> bit."""

ANY_SCOPE = (1 << len(SCOPES)) - 1


@dataclass(frozen=True, slots=True)
class QualifierRule:
    """What uses of a declared qualifier follow.

    Attributes:
        flavor: Flavor of a use that writes none.
        scope: Bits of SCOPES where it may stand.
        declared: The declaration.
        plain_type: Python type whose values fit as they are, or None when each must be looked at.
    """

    flavor: int
    scope: int
    declared: QualifierType
    plain_type: type | None

    @classmethod
    def of(cls, declared: QualifierType) -> QualifierRule:
        """Return the rule that a declaration makes."""
        scope = sum(SCOPES.get(word, 0) for word in declared.scope)
        return cls(
            declared.flavor,
            ANY_SCOPE if not scope or "any" in declared.scope else scope,
            declared,
            _plain_type(declared.type),
        )


def combine(words: Sequence[str], default: int) -> int:
    """Return the flavor bits that words make out of a default.

    Args:
        words: Known flavor words, lower case.
        default: The bits before.
    """
    for word in words:
        clears, sets = FLAVORS[word]
        default = default & ~clears | sets
    return default


def contradiction(words: Sequence[str]) -> WbemStatus | None:
    """Return the code for words that exclude each other, or None."""
    given = frozenset(words)
    return next((code for pair, code in _CONTRADICTIONS if pair <= given), None)


def _plain_type(spec: TypeSpec | None) -> type | None:
    if spec is None:
        return object
    if spec.is_array:
        return list if spec.cimtype is CimType.CIM_STRING else None
    return _PYTHON_TYPES.get(spec.cimtype)
