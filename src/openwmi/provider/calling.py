# SPDX-License-Identifier: Apache-2.0
"""Calling: one ExecMethod of a client becomes a call of a provider's method."""

from __future__ import annotations

import inspect
from functools import partial
from typing import TypeVar

from openwmi.errors import (
    InvalidMethodError,
    InvalidMethodParametersError,
    ProviderFailureError,
    TypeMismatchError,
    ValueOutOfRangeError,
)
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import CimValue
from openwmi.provider.conversion import key_object, typed_value
from openwmi.provider.declare import CimClass
from openwmi.provider.failures import Operation
from openwmi.provider.method import RETURN_VALUE, InParameter, ProviderMethod
from openwmi.provider.request import Request
from openwmi.provider.running import RunningProvider

T = TypeVar("T", bound=CimClass)


def call_method(
    running: RunningProvider[T],
    path: ObjectPath,
    name: str,
    in_parameters: Instance | None,
    request: Request,
) -> Instance | None:
    """Call a method of a provider.

    Args:
        running: The provider.
        path: The instance; for a static method the class.
        name: The CIM name of the method, in any case.
        in_parameters: The In parameters; None for none.
        request: The call.

    Returns:
        The Out parameters and `ReturnValue`, None when the method has neither.

    Raises:
        InvalidMethodError: The provider has no such method.
        InvalidMethodParametersError: A required parameter is missing, or a value does not fit.
        WbemError: What the method raised, translated.

    Spec: object-model.md §7.
    """
    method = running.declaration.methods.get(name)
    if method is None:
        raise InvalidMethodError(f"provider {running.declaration.settings.name} has no method {name[:64]}")
    arguments: dict[str, object] = {
        parameter.name: _argument(parameter, in_parameters, f"{running.served.__name__}.{name}")
        for parameter in method.parameters
    }
    if method.request_name is not None:
        arguments[method.request_name] = request
    operation = running.operation("ExecMethod", f"{path.relpath} {method.declaration.name}", is_read=False)
    keys = () if method.static else (key_object(running.served, path),)
    function = getattr(running.provider, method.attribute)
    result = running.call(operation, request, partial(function, *keys, **arguments))
    return _out_parameters(running, method, result, operation)


def _argument(parameter: InParameter, given: Instance | None, where: str) -> object:
    """Return what Python passes for a parameter; NULL and absent mean its default."""
    value: CimValue = given.get(parameter.name) if given is not None else None
    if value is None and parameter.default is not inspect.Parameter.empty:
        return parameter.default
    if value is None and not parameter.meaning.nullable:
        raise InvalidMethodParametersError(
            f"method {where} needs the parameter {parameter.name}",
            next_step=f"pass {parameter.name} ({parameter.meaning.spec})",
        )
    try:
        return typed_value(value, parameter.meaning, f"{where}({parameter.name})")
    except (TypeMismatchError, ValueOutOfRangeError) as error:
        raise InvalidMethodParametersError(error.message, next_step=error.next_step) from None


def _out_parameters(
    running: RunningProvider[T], method: ProviderMethod, result: object, operation: Operation
) -> Instance | None:
    signature = running.declaration.definition.methods[method.declaration.name].out_parameters
    if signature is None:
        return None
    out = signature.spawn_instance()
    try:
        for name, value in _named_results(method, result).items():
            out[name] = value
    except (TypeMismatchError, ValueOutOfRangeError, TypeError) as error:
        raise ProviderFailureError(
            f"provider {operation.provider_name} returned {result!r:.80} from {operation.about}: {error}",
            next_step="return what the annotation of the method says",
        ) from error
    return out


def _named_results(method: ProviderMethod, result: object) -> dict[str, object]:
    """Return the values of the Out parameters by name."""
    if method.result is None:
        return {RETURN_VALUE: result}
    if not isinstance(result, method.result):
        raise TypeError(f"it is not a {method.result.__name__}")
    return dict(zip(method.result_names, result, strict=True))
