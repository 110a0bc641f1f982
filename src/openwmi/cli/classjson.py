# SPDX-License-Identifier: Apache-2.0
"""A class as JSON."""

from __future__ import annotations

from openwmi.cli.output.jsontext import JsonValue, json_value
from openwmi.model.cimclass import ClassDefinition, Method, Property
from openwmi.model.declaration import ParameterDeclaration
from openwmi.model.qualifier import Qualifiers, is_true


def class_members(cim_class: ClassDefinition) -> dict[str, JsonValue]:
    """Return the members of the JSON object for a class."""
    return {
        "name": cim_class.name,
        "namespace": cim_class.namespace,
        "derivation": list(cim_class.derivation),
        "abstract": cim_class.is_abstract,
        "association": cim_class.is_association,
        "singleton": cim_class.is_singleton,
        "provider": cim_class.provider_name,
        "keys": list(cim_class.key_names),
        "qualifiers": qualifier_members(cim_class.qualifiers),
        "properties": [property_members(declared) for declared in cim_class.properties.values()],
        "methods": [method_members(method) for method in cim_class.methods.values()],
    }


def property_members(declared: Property) -> dict[str, JsonValue]:
    """Return the members of the JSON object for a property."""
    return {
        "name": declared.name,
        "type": str(declared.type),
        "key": declared.is_key,
        "writable": is_true(declared.qualifiers, "write"),
        "default": json_value(declared.default),
        "origin": declared.origin,
        "qualifiers": qualifier_members(declared.qualifiers),
    }


def method_members(method: Method) -> dict[str, JsonValue]:
    """Return the members of the JSON object for a method."""
    return {
        "name": method.name,
        "static": method.is_static,
        "returns": None if method.return_type is None else str(method.return_type),
        "parameters": [parameter_members(parameter) for parameter in method.parameters],
        "origin": method.origin,
        "qualifiers": qualifier_members(method.qualifiers),
    }


def parameter_members(parameter: ParameterDeclaration) -> dict[str, JsonValue]:
    """Return the members of the JSON object for a parameter."""
    return {
        "name": parameter.name,
        "type": str(parameter.type),
        "in": is_true(parameter.qualifiers, "in"),
        "out": is_true(parameter.qualifiers, "out"),
        "qualifiers": qualifier_members(parameter.qualifiers),
    }


def qualifier_members(qualifiers: Qualifiers) -> dict[str, JsonValue]:
    """Return qualifiers by name."""
    return {
        name: list(qualifier.value) if isinstance(qualifier.value, list) else qualifier.value
        for name, qualifier in qualifiers.items()
    }
