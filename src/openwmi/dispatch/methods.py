# SPDX-License-Identifier: Apache-2.0
"""Methods: find who implements one, check its inputs, call it."""

from __future__ import annotations

from openwmi.dispatch.conform import check_depth
from openwmi.dispatch.entering import enter
from openwmi.dispatch.instances import get_instance, local_path
from openwmi.dispatch.systemsecurity import answer, core_method
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import (
    InvalidMethodError,
    InvalidMethodParametersError,
    ProviderNotCapableError,
    WbemError,
    WbemStatus,
)
from openwmi.host.records import ProviderRecord
from openwmi.model.cimclass import ClassDefinition, Method
from openwmi.model.identity import resolve_keys
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import is_true
from openwmi.provider.context import CallContext


def exec_method(
    path: ObjectPath, name: str, in_parameters: Instance | None, view: NamespaceView, call: CallContext
) -> Instance | None:
    """Call a method and return its out parameters, None for a `void` method without any.

    Args:
        path: An instance, or a class for a static method.
        name: The method, in any case.
        in_parameters: Instance of the method's `__PARAMETERS` input class; None leaves all at their defaults.
        view: The namespace.
        call: On whose behalf.

    Raises:
        InvalidClassError: No such class.
        InvalidMethodError: The class has no such method.
        NotFoundError: No such instance.
        InvalidMethodParametersError: The inputs do not fit, or a class was given instead of an instance.
        WbemError: WBEM_E_METHOD_NOT_IMPLEMENTED, WBEM_E_METHOD_DISABLED, or what the provider failed with.

    Spec: object-model.md §7 (dispatch); provider-model.md §6.
    """
    target = local_path(path, view)
    cim_class = view.require_class(target.class_name)
    method = _method_of(cim_class, name)
    target, cim_class = _resolve_target(target, cim_class, method, view, call)
    answered = core_method(cim_class.name, method.name)
    if answered is not None:
        return answer(answered, method, _check_inputs(method, cim_class, in_parameters), view, call)
    implementer = _implementer(cim_class, name)
    method = implementer.methods[name]
    inputs = _check_inputs(method, implementer, in_parameters)
    record = view.record_of(implementer)
    if not record.has_methods:
        raise ProviderNotCapableError(
            f"provider {record.name} is not registered for methods",
            next_step="add a __MethodProviderRegistration, or install the provider again",
        )
    target = target.with_class(implementer.name)
    about = f"{target.relpath}.{method.name}"
    request = enter(view, record, call, "ExecMethod", about, class_name=implementer.name)
    result = view.provider(record, call).exec_method(target, method.name, inputs, request)
    return _conformed(method, result, record)


def in_parameters_of(cim_class: ClassDefinition, name: str) -> Instance | None:
    """Return a fresh input object of a method, None when it takes no inputs.

    Raises:
        InvalidMethodError: The class has no such method.
    """
    signature = _method_of(cim_class, name).in_parameters
    return signature.spawn_instance() if signature else None


def _method_of(cim_class: ClassDefinition, name: str) -> Method:
    method = cim_class.methods.get(name)
    if method is None:
        known = ", ".join(sorted(cim_class.methods)) or "none"
        raise InvalidMethodError(f"class {cim_class.name} has no method {name}", next_step=f"its methods: {known}")
    return method


def _resolve_target(
    target: ObjectPath, cim_class: ClassDefinition, method: Method, view: NamespaceView, call: CallContext
) -> tuple[ObjectPath, ClassDefinition]:
    """Return the path and the real class the method is called on.

    Spec: object-model.md §7 (static and instance methods; Bypass_GetObject).
    """
    if method.is_static:
        if target.is_instance and not cim_class.is_singleton:
            raise InvalidMethodParametersError(
                f"{cim_class.name}.{method.name} is static: it is called on the class",
                next_step=f"use the path {cim_class.name}",
            )
        return target, cim_class
    if not target.is_instance:
        raise InvalidMethodParametersError(
            f"{cim_class.name}.{method.name} is called on an instance, not on the class",
            next_step="give the path of an instance",
        )
    resolved = resolve_keys(target, cim_class)
    if is_true(method.qualifiers, "bypass_getobject"):
        return resolved, cim_class
    found = get_instance(resolved, view, call, properties=cim_class.key_names)
    return resolved, found.cim_class


def _implementer(cim_class: ClassDefinition, name: str) -> ClassDefinition:
    """Return the nearest class, going up, that implements the method. Spec: object-model.md §7.4."""
    link: ClassDefinition | None = cim_class
    while link is not None and name in link.methods:
        method = link.methods[name]
        if is_true(method.qualifiers, "disabled"):
            raise WbemError(
                f"method {cim_class.name}.{method.name} is disabled", hresult=WbemStatus.WBEM_E_METHOD_DISABLED
            )
        if method.is_implemented:
            return link
        link = link.parent
    raise WbemError(f"no provider implements {cim_class.name}.{name}", hresult=WbemStatus.WBEM_E_METHOD_NOT_IMPLEMENTED)


def _check_inputs(method: Method, owner: ClassDefinition, given: Instance | None) -> Instance | None:
    """Return the inputs in the method's own layout. Spec: object-model.md §7.6."""
    signature = method.in_parameters
    where = f"{owner.name}.{method.name}"
    if signature is None:
        if given is not None and given.layout.names:
            raise InvalidMethodParametersError(f"{where} takes no input, and got {', '.join(given.layout.names)}")
        return None
    inputs = signature.spawn_instance()
    for name in given.layout.names if given is not None else ():
        if name not in inputs:
            known = ", ".join(signature.layout.names)
            raise InvalidMethodParametersError(f"{where} has no input {name}", next_step=f"its inputs: {known}")
        if given is not None and given.is_local(name):
            try:
                inputs[name] = given[name]
            except WbemError as error:
                raise InvalidMethodParametersError(f"{where}: {error.message}") from error
    return inputs


def _conformed(method: Method, result: Instance | None, record: ProviderRecord) -> Instance | None:
    """Return the outputs in the method's own layout.

    Raises:
        QuotaViolationError: Objects are embedded too deep; names the provider.
    """
    if result is None or method.out_parameters is None:
        return None
    check_depth(result, record)
    outputs = method.out_parameters.spawn_instance()
    for name in outputs.layout.names:
        if name in result:
            outputs[name] = result[name]
    return outputs
