# SPDX-License-Identifier: Apache-2.0
"""Method signatures: parameter numbering, and the `__PARAMETERS` classes of both directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.cimclass import ClassDefinition, Method, Property
from openwmi.model.cimtype import TypeSpec
from openwmi.model.declaration import ClassDeclaration, MethodDeclaration, ParameterDeclaration
from openwmi.model.names import NameMap
from openwmi.model.qualifier import FIXED_FLAVORS, Qualifier, is_true

PARAMETERS_CLASS = "__PARAMETERS"
RETURN_VALUE = "ReturnValue"


def number_parameters(method: MethodDeclaration, where: str) -> tuple[ParameterDeclaration, ...]:
    """Return the parameters with `ID` qualifiers, numbering them when none is given.

    Raises:
        WbemError: WBEM_E_NONCONSECUTIVE_PARAMETER_IDS, WBEM_E_MISSING_PARAMETER_ID,
            WBEM_E_INVALID_PARAMETER_ID or WBEM_E_INVALID_DUPLICATE_PARAMETER.

    Spec: object-model.md §3, §7.
    """
    _check_parameter_names(method, where)
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


def _check_parameter_names(method: MethodDeclaration, where: str) -> None:
    seen: set[str] = set()
    for parameter in method.parameters:
        name = parameter.name.lower()
        if name in seen or name == RETURN_VALUE.lower():
            raise _parameter_error(
                where, parameter.name, "is declared twice", WbemStatus.WBEM_E_INVALID_DUPLICATE_PARAMETER
            )
        seen.add(name)


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
            Property(p.name, p.type, p.default if p.has_default else None, p.qualifiers, PARAMETERS_CLASS, True),
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

    The class of a reference or object may differ, so that it can be narrowed.
    Spec: object-model.md §3.2.
    """
    return _shape(inherited.return_type) == _shape(declared.return_type) and [
        _parameter_shape(p) for p in inherited.parameters
    ] == [_parameter_shape(p) for p in number_parameters(declared, declared.name)]


def _shape(spec: TypeSpec | None) -> int | None:
    return spec.code if spec else None


def _parameter_shape(parameter: ParameterDeclaration) -> tuple[str, int, bool, bool]:
    qualifiers = parameter.qualifiers
    return parameter.name.lower(), parameter.type.code, is_true(qualifiers, "in"), is_true(qualifiers, "out")
