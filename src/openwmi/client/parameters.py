# SPDX-License-Identifier: Apache-2.0
"""In parameters of a method call, made from Python arguments."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from openwmi.errors import InvalidMethodError, InvalidMethodParametersError
from openwmi.model.cimclass import ClassDefinition, Method
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.derive import derive
from openwmi.model.instance import Instance
from openwmi.model.signature import PARAMETERS_CLASS

NO_ARGUMENTS: Final[Mapping[str, object]] = MappingProxyType({})


def find_method(cim_class: ClassDefinition, name: str) -> Method:
    """Return a method of a class by its name in any case.

    Raises:
        InvalidMethodError: The class has no such method; the message names those it has.
    """
    method = cim_class.methods.get(name)
    if method is None:
        known = ", ".join(cim_class.methods) or "none"
        raise InvalidMethodError(f"class {cim_class.name} has no method {name}", next_step=f"its methods: {known}")
    return method


def fill_parameters(cim_class: ClassDefinition, name: str, arguments: Mapping[str, object]) -> Instance | None:
    """Return the in parameters of a call, each argument coerced to the type of its parameter.

    Args:
        cim_class: The class the method is called on.
        name: The method.
        arguments: Values by parameter name in any case.

    Returns:
        A `__PARAMETERS` instance, or None for a method without in parameters.

    Raises:
        InvalidMethodError: The class has no such method.
        InvalidMethodParametersError: The method has no such parameter; the message names those it has.
        TypeMismatchError: A value does not fit.
        ValueOutOfRangeError: A number is too large or too small.
    """
    method = find_method(cim_class, name)
    signature = method.in_parameters
    known = signature.properties if signature is not None else {}
    for argument in arguments:
        if argument not in known:
            raise InvalidMethodParametersError(
                f"method {cim_class.name}.{method.name} has no parameter {argument}",
                next_step=f"its parameters: {', '.join(known) or 'none'}",
            )
    if signature is None:
        return None
    parameters = signature.spawn_instance()
    for argument, value in arguments.items():
        parameters[argument] = value
    return parameters


def no_parameters() -> Instance:
    """Return the outcome of a method that has neither out parameters nor a return value."""
    return derive(ClassDeclaration(PARAMETERS_CLASS), None, allow_system=True).spawn_instance()
