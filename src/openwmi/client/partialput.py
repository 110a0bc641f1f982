# SPDX-License-Identifier: Apache-2.0
"""Partial puts: the context values that make a put write only some properties."""

from __future__ import annotations

from collections.abc import Iterable

from openwmi.model.instance import Instance
from openwmi.model.values import CimScalar, CimValue


def partial_update(instance: Instance, names: Iterable[str]) -> dict[str, CimValue]:
    """Return the context values of a put that writes only some properties.

    A NULL among them is meant: the provider writes it or refuses.

    Args:
        instance: The object to be put.
        names: The properties to write.

    Raises:
        NotFoundError: The class has no such property.

    Spec: partial-instances.md §2.
    """
    wanted: list[CimScalar] = list(names)
    values: dict[str, CimValue] = {
        "__PUT_EXTENSIONS": True,
        "__PUT_EXT_CLIENT_REQUEST": True,
        "__PUT_EXT_PROPERTIES": wanted,
    }
    if any(instance[str(name)] is None for name in wanted):
        values["__PUT_EXT_STRICT_NULLS"] = True
    return values
