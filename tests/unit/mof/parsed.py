# SPDX-License-Identifier: Apache-2.0
"""Parsed items by kind, with their types."""

from __future__ import annotations

from openwmi.mof.nodes import ClassItem, InstanceItem, QualifierItem, Value
from openwmi.mof.parser import parse_mof


def classes_of(text: str) -> list[ClassItem]:
    """Return the classes of a text."""
    return [item for item in parse_mof(text).items if isinstance(item, ClassItem)]


def instances_of(text: str) -> list[InstanceItem]:
    """Return the instances of a text."""
    return [item for item in parse_mof(text).items if isinstance(item, InstanceItem)]


def qualifier_items_of(text: str) -> list[QualifierItem]:
    """Return the qualifier declarations of a text."""
    return [item for item in parse_mof(text).items if isinstance(item, QualifierItem)]


def assigned(item: InstanceItem, name: str) -> Value:
    """Return the value that an instance gives to a property."""
    value = item.node.assignments[name].value
    assert value is not None
    return value
