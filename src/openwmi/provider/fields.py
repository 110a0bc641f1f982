# SPDX-License-Identifier: Apache-2.0
"""key() and prop(): what is said about a property beside its type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from openwmi.model.names import NameMap
from openwmi.model.qualifier import (
    FIXED_FLAVORS,
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
    Qualifier,
    QualifierValue,
)

ValueNames: TypeAlias = Mapping[int, str] | Mapping[str, str] | Sequence[str]
"""What values mean: a mapping of value to meaning, or the meanings of 0, 1, 2 …"""

UNSET: Final = object()
"""No default was written; `None` would be the default NULL."""


@dataclass(frozen=True, slots=True)
class Field:
    """A property as its author describes it.

    Attributes:
        qualifiers: In the order of the arguments of `key` or `prop`.
        default: The class default, or UNSET.
    """

    qualifiers: NameMap[Qualifier]
    default: object = UNSET


def key(
    *,
    description: str = "",
    values: ValueNames | None = None,
    qualifiers: Mapping[str, QualifierValue] | None = None,
    default: object = UNSET,
) -> Any:  # noqa: ANN401 - stands where a value of the annotated type is expected
    """Declare a key property.

    Args:
        description: One or two sentences for the reader of the class.
        values: What the values mean.
        qualifiers: Further qualifiers by name.
        default: The class default.
    """
    given = describe(description=description, values=values)
    return Field(collect({"key": True} | given | dict(qualifiers or {})), default)


def prop(
    *,
    units: str = "",
    write: bool = False,
    description: str = "",
    values: ValueNames | None = None,
    qualifiers: Mapping[str, QualifierValue] | None = None,
    default: object = UNSET,
    interval: bool = False,
) -> Any:  # noqa: ANN401 - stands where a value of the annotated type is expected
    """Declare a property that is not a key.

    Args:
        units: What a number counts, e.g. `bytes`.
        write: Whether `update` may change it; without, a put that changes it is refused.
        description: One or two sentences for the reader of the class.
        values: What the values mean.
        qualifiers: Further qualifiers by name.
        default: The class default; without, a property that nobody sets is NULL.
        interval: For a datetime: a length of time, not a point in it.
    """
    given = describe(description=description, values=values)
    if units:
        given["Units"] = units
    if write:
        given["write"] = True
    if interval:
        given["SubType"] = "interval"
    return Field(collect(given | dict(qualifiers or {})), default)


def describe(*, description: str, values: ValueNames | None) -> dict[str, QualifierValue]:
    """Return the qualifiers that explain an element: Description, ValueMap, Values."""
    found: dict[str, QualifierValue] = {}
    if description:
        found["Description"] = description
    if isinstance(values, Mapping):
        found["ValueMap"] = [str(value) for value in values]
        found["Values"] = list(values.values())
    elif values is not None:
        found["Values"] = list(values)
    return found


def collect(given: Mapping[str, QualifierValue]) -> NameMap[Qualifier]:
    """Return property or method qualifiers with the flavors they travel with.

    Choice: what describes a property also describes it in a subclass, as in the published schemas; without
    a flavor WMI would not propagate it.

    Spec: object-model.md §4.
    """
    return NameMap(
        (
            name,
            Qualifier(name, value, FIXED_FLAVORS.get(name.lower(), WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS)),
        )
        for name, value in given.items()
    )
