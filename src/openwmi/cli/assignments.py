# SPDX-License-Identifier: Apache-2.0
"""Assignments: `Name=value` on the command line, read by the type of the property or parameter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

import click

from openwmi.cli.likeness import did_you_mean
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap

NULL: Final = "null"
Spawn = Callable[[str], Instance]


def read_assignments(
    texts: Iterable[str], types: Mapping[str, TypeSpec], owner: str, spawn: Spawn
) -> dict[str, object]:
    """Return the values by name, spelled as declared; an array may be given element by element.

    Args:
        texts: `Name=value` each.
        types: Type of each property or parameter, by name in any case.
        owner: The class or method, for messages.
        spawn: Makes an empty instance of a class, for embedded objects.

    Raises:
        click.UsageError: No `=`, a name that does not exist, or one given twice.
    """
    known = NameMap((name, (name, spec)) for name, spec in types.items())
    values: dict[str, object] = {}
    for text in texts:
        given, equals, value = text.partition("=")
        if not equals:
            raise click.UsageError(f"{text!r} is no assignment; write Name=value")
        if given not in known:
            guess = did_you_mean(given, known) or f"it has {', '.join(known) or 'none'}"
            raise click.UsageError(f"{owner} has no {given}; {guess}")
        name, spec = known[given]
        read, before = read_value(value, spec, spawn), values.get(name)
        if name not in values:
            values[name] = read
        elif isinstance(read, list) and isinstance(before, list):
            values[name] = [*before, *read]
        else:
            raise click.UsageError(f"{name} is given twice")
    return values


def read_value(text: str, spec: TypeSpec, spawn: Spawn) -> object:
    """Return the value that a text stands for; the model checks whether it fits the type.

    `NULL` is NULL, and `"NULL"` in double quotes the text. An array is a JSON array or its only element.
    An embedded object is a JSON object. A datetime is CIM or ISO text.

    Args:
        text: What stands after `=`.
        spec: The declared type.
        spawn: Makes an empty instance of a class.
    """
    if text.lower() == NULL:
        return None
    if spec.is_array:
        if text.startswith("["):
            return [from_json(element, spec.element, spawn) for element in json_array(text)]
        return [read_value(text, spec.element, spawn)]
    if spec.cimtype is CimType.CIM_OBJECT:
        return from_json(json_text(text), spec, spawn)
    return read_scalar(unquoted(text), spec)


def read_scalar(text: str, spec: TypeSpec) -> object:
    """Return an integer written in hex as a number, a time written in ISO form as datetime, or the text."""
    if spec.is_integer and text[:2].lower() == "0x":
        try:
            return int(text, 16)
        except ValueError:
            return text
    if spec.cimtype is CimType.CIM_DATETIME and text[4:5] == "-":
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        return moment if moment.tzinfo else moment.astimezone()
    return text


def unquoted(text: str) -> str:
    """Return a text without the double quotes around it, if it has them."""
    return text[1:-1] if len(text) >= 2 and text[0] == text[-1] == '"' else text


def json_text(text: str) -> object:
    """Return what a JSON text says.

    Raises:
        click.UsageError: Not JSON.
    """
    try:
        return json.loads(text)
    except ValueError as error:
        raise click.UsageError(f"{text[:60]!r} is not JSON: {error}") from None


def json_array(text: str) -> list[object]:
    """Return the elements of a JSON array.

    Raises:
        click.UsageError: Not a JSON array.
    """
    found = json_text(text)
    if not isinstance(found, list):
        raise click.UsageError(f"{text[:60]!r} is no JSON array")
    return found


def from_json(value: object, spec: TypeSpec, spawn: Spawn) -> object:
    """Return a JSON value, objects turned into instances of the declared class."""
    if not isinstance(value, dict):
        return value
    members: dict[str, object] = value
    class_name = str(members.get("__CLASS") or spec.class_name or "")
    if not class_name:
        raise click.UsageError('an untyped object needs its class: {"__CLASS": "Name", ...}')
    instance = spawn(class_name)
    for name, member in members.items():
        if name.upper() != "__CLASS":
            declared = instance.layout.types[instance.layout.slot(name)]
            instance[name] = (
                [from_json(element, declared.element, spawn) for element in member]
                if isinstance(member, list)
                else from_json(member, declared, spawn)
            )
    return instance
