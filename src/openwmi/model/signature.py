# SPDX-License-Identifier: Apache-2.0
"""Method signatures: parameter numbering, and the `__PARAMETERS` classes of both directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.cimclass import ClassDefinition, Method, Property
from openwmi.model.cimtype import TypeSpec
from openwmi.model.classrules import check_property_qualifiers
from openwmi.model.declaration import (
    ClassDeclaration,
    MethodDeclaration,
    ParameterDeclaration,
    PropertyDeclaration,
)
from openwmi.model.names import NameKind, NameMap, check_name
from openwmi.model.qualifier import CIMTYPE, FIXED_FLAVORS, Qualifier, is_true, own_qualifiers
from openwmi.model.values import coerce

PARAMETERS_CLASS = "__PARAMETERS"
RETURN_VALUE = "ReturnValue"


def number_parameters(method: MethodDeclaration, where: str) -> tuple[ParameterDeclaration, ...]:
    """Return the parameters with `ID` qualifiers, numbering them when none is given.

    Raises:
        WbemError: WBEM_E_NONCONSECUTIVE_PARAMETER_IDS, WBEM_E_MISSING_PARAMETER_ID,
            WBEM_E_INVALID_PARAMETER_ID or WBEM_E_INVALID_DUPLICATE_PARAMETER.

    Spec: object-model.md §3, §7.
    """
    _check_parameter_names([parameter.name for parameter in method.parameters], where)
    given = [parameter.qualifiers.get("id") for parameter in method.parameters]
    if not any(given):
        return tuple(_with_id(parameter, number) for number, parameter in enumerate(method.parameters))
    ids: list[int] = []
    for parameter, qualifier in zip(method.parameters, given, strict=True):
        if qualifier is None:
            raise _parameter_error(where, parameter.name, "has no ID", WbemStatus.WBEM_E_MISSING_PARAMETER_ID)
        if not isinstance(qualifier.value, int) or isinstance(qualifier.value, bool) or qualifier.value < 0:
            raise _parameter_error(where, parameter.name, "has an invalid ID", WbemStatus.WBEM_E_INVALID_PARAMETER_ID)
        ids.append(qualifier.value)
    if sorted(ids) != list(range(len(ids))):
        raise WbemError(
            f"method {where}: the parameter IDs {ids} are not 0..{len(ids) - 1}",
            hresult=WbemStatus.WBEM_E_NONCONSECUTIVE_PARAMETER_IDS,
        )
    numbered = zip(ids, method.parameters, strict=True)
    return tuple(_with_id(parameter, number) for number, parameter in sorted(numbered, key=lambda pair: pair[0]))


def _check_parameter_names(names: Sequence[str], where: str) -> None:
    seen = {RETURN_VALUE.lower()}
    for name in names:
        if name.lower() in seen:
            raise _parameter_error(where, name, "is declared twice", WbemStatus.WBEM_E_INVALID_DUPLICATE_PARAMETER)
        seen.add(name.lower())


def resolve_parameters(method: MethodDeclaration, where: str) -> tuple[ParameterDeclaration, ...]:
    """Return the parameters in order of their IDs, every part of them checked.

    Args:
        method: As declared.
        where: `Class.Method`, for messages.

    Raises:
        WbemError: The codes of `number_parameters`; WBEMMOF_E_MUST_BE_IN_OR_OUT without a direction;
            those of names, qualifiers and values for the parts.

    Spec: object-model.md §7.
    """
    return tuple(_resolved(parameter, where) for parameter in number_parameters(method, where))


def _resolved(parameter: ParameterDeclaration, method: str) -> ParameterDeclaration:
    check_name(parameter.name, NameKind.PROPERTY)
    where = f"{method}({parameter.name})"
    qualifiers = own_qualifiers(parameter.qualifiers, where)
    check_property_qualifiers(qualifiers, parameter.type, where)
    qualifiers.pop(CIMTYPE, None)
    if not is_true(qualifiers, "in") and not is_true(qualifiers, "out"):
        raise _parameter_error(method, parameter.name, "is neither In nor Out", WbemStatus.WBEMMOF_E_MUST_BE_IN_OR_OUT)
    default = coerce(parameter.default, parameter.type, where) if parameter.has_default else None
    return replace(parameter, qualifiers=qualifiers, default=default)


def _with_id(parameter: ParameterDeclaration, number: int) -> ParameterDeclaration:
    qualifiers = parameter.qualifiers.copy()
    qualifiers["ID"] = Qualifier("ID", number, FIXED_FLAVORS["id"])
    return replace(parameter, qualifiers=qualifiers)


def _parameter_error(where: str, name: str, what: str, status: WbemStatus) -> WbemError:
    return WbemError(f"method {where}: parameter {name} {what}", hresult=status)


def in_signature(parameters: Sequence[ParameterDeclaration]) -> ClassDefinition | None:
    """Return the `__PARAMETERS` class of the inputs, or None when there are none."""
    return _signature([p for p in parameters if is_true(p.qualifiers, "in")], None)


def out_signature(parameters: Sequence[ParameterDeclaration], return_type: TypeSpec | None) -> ClassDefinition | None:
    """Return the `__PARAMETERS` class of the outputs, or None for `void` without any."""
    return _signature([p for p in parameters if is_true(p.qualifiers, "out")], return_type)


def _signature(parameters: Sequence[ParameterDeclaration], return_type: TypeSpec | None) -> ClassDefinition | None:
    if not parameters and return_type is None:
        return None
    properties = NameMap(
        (
            p.name,
            Property(p.name, p.type, p.default, p.qualifiers, PARAMETERS_CLASS, True, p.has_default),
        )
        for p in parameters
    )
    if return_type is not None:
        properties[RETURN_VALUE] = Property(RETURN_VALUE, return_type, None, NameMap(), PARAMETERS_CLASS, True)
    return ClassDefinition(
        ClassDeclaration(PARAMETERS_CLASS),
        None,
        qualifiers=NameMap(),
        properties=properties,
        methods=NameMap(),
    )


def same_signature(inherited: Method, declared: MethodDeclaration) -> bool:
    """Tell whether a redeclared method repeats the inherited signature.

    Spec: object-model.md §3.2.
    """
    return _shape(inherited.return_type) == _shape(declared.return_type) and [
        _parameter_shape(p) for p in inherited.parameters
    ] == [_parameter_shape(p) for p in number_parameters(declared, declared.name)]


def _shape(spec: TypeSpec | None) -> tuple[int, str] | None:
    return (spec.code, spec.text.lower()) if spec else None


def _parameter_shape(parameter: ParameterDeclaration) -> tuple[object, ...]:
    qualifiers = parameter.qualifiers
    return parameter.name.lower(), _shape(parameter.type), is_true(qualifiers, "in"), is_true(qualifiers, "out")


def join_signatures(
    name: str, inputs: NameMap[PropertyDeclaration] | None, outputs: NameMap[PropertyDeclaration] | None
) -> MethodDeclaration:
    """Return the method that two signature classes describe; the form in which PutMethod gets it.

    Args:
        name: The method.
        inputs: Properties of the in-signature, or None.
        outputs: Properties of the out-signature with `ReturnValue`, or None.

    Raises:
        WbemError: WBEM_E_PARAMETER_ID_ON_RETVAL; WBEM_E_INVALID_DUPLICATE_PARAMETER when the halves of
            a parameter differ; WBEMMOF_E_NO_ARRAYS_RETURNED; the codes of `number_parameters`.

    Spec: object-model.md §3, §7.
    """
    joined: NameMap[ParameterDeclaration] = NameMap()
    return_type = None
    for declared in inputs.values() if inputs else ():
        joined[declared.name] = _half(declared, "In")
    for declared in outputs.values() if outputs else ():
        if declared.name.lower() == RETURN_VALUE.lower():
            return_type = _return_type(declared, name)
            continue
        half = _half(declared, "Out")
        twin = joined.get(declared.name)
        joined[declared.name] = half if twin is None else _whole(twin, half, name)
    method = MethodDeclaration(name, return_type, list(joined.values()))
    number_parameters(method, name)
    return method


def _half(declared: PropertyDeclaration, direction: str) -> ParameterDeclaration:
    qualifiers = declared.qualifiers.copy()
    qualifiers.setdefault(direction, Qualifier(direction))
    return ParameterDeclaration(declared.name, declared.type, qualifiers, declared.default, declared.has_default)


def _whole(inward: ParameterDeclaration, outward: ParameterDeclaration, method: str) -> ParameterDeclaration:
    directions = {"in", "out"}
    one, other = (
        {name.lower(): q.value for name, q in half.qualifiers.items() if name.lower() not in directions}
        for half in (inward, outward)
    )
    if _shape(inward.type) != _shape(outward.type) or one != other:
        raise _parameter_error(
            method, inward.name, "differs between input and output", WbemStatus.WBEM_E_INVALID_DUPLICATE_PARAMETER
        )
    qualifiers = inward.qualifiers.copy()
    qualifiers.update(outward.qualifiers)
    return replace(inward, qualifiers=qualifiers)


def _return_type(declared: PropertyDeclaration, method: str) -> TypeSpec:
    if "id" in declared.qualifiers:
        raise _parameter_error(method, RETURN_VALUE, "has an ID", WbemStatus.WBEM_E_PARAMETER_ID_ON_RETVAL)
    check_return_type(declared.type, method)
    return declared.type


def check_return_type(spec: TypeSpec | None, where: str) -> None:
    """Refuse an array as a return value.

    Raises:
        WbemError: WBEMMOF_E_NO_ARRAYS_RETURNED.

    Spec: object-model.md §7.
    """
    if spec is not None and spec.is_array:
        raise WbemError(
            f"method {where} returns an array",
            hresult=WbemStatus.WBEMMOF_E_NO_ARRAYS_RETURNED,
            next_step="return it in an Out parameter",
        )
