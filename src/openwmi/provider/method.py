# SPDX-License-Identifier: Apache-2.0
"""@method: a method of a provider becomes a CIM method; its signature is the schema.

    @method
    def Feed(self, frog: Acme_Frog, Flies: uint32, request: Request) -> Meal:

The first parameter is the object (its keys); `request` may be left out; every other parameter is an In
parameter. A NamedTuple as return annotation gives the Out parameters, its field `ReturnValue` the return value.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Final, TypeVar, cast, overload

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.declaration import MethodDeclaration, ParameterDeclaration
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap
from openwmi.model.qualifier import Qualifier, QualifierValue
from openwmi.model.values import CimValue
from openwmi.provider.annotations import AnnotatedType, meaning_of, resolve
from openwmi.provider.fields import ValueNames, collect, describe
from openwmi.provider.request import Request

F = TypeVar("F")

RETURN_VALUE: Final = "ReturnValue"
_MARK: Final = "__cim_method__"


@dataclass(frozen=True, slots=True)
class MethodMark:
    """What @method was told.

    Attributes:
        name: The CIM name, or None for the function's own.
        static: Whether it is called on the class.
        qualifiers: Qualifiers of the method.
    """

    name: str | None
    static: bool
    qualifiers: Mapping[str, QualifierValue]


@dataclass(frozen=True, slots=True)
class InParameter:
    """An In parameter: its type, and what Python passes when the caller gives nothing.

    Attributes:
        name: Name in Python and in CIM.
        meaning: Its type.
        default: The function's default, or `inspect.Parameter.empty`.
    """

    name: str
    meaning: AnnotatedType
    default: object


@dataclass(frozen=True, slots=True)
class ProviderMethod:
    """A method of a provider, ready to be declared and called.

    Attributes:
        attribute: Name of the Python function.
        declaration: The CIM method.
        static: Whether it is called on the class.
        parameters: In parameters in order.
        request_name: Name of the parameter that takes the request, or None.
        result: NamedTuple class of the Out parameters, or None when the function returns the value itself.
        result_names: Names of its fields.
        embedded: Python classes of embedded objects among the parameters.
    """

    attribute: str
    declaration: MethodDeclaration
    static: bool
    parameters: tuple[InParameter, ...]
    request_name: str | None
    result: type[tuple[object, ...]] | None
    result_names: tuple[str, ...]
    embedded: tuple[type[Instance], ...]


@overload
def method(function: F, /) -> F: ...


@overload
def method(
    *,
    static: bool = False,
    name: str | None = None,
    description: str = "",
    values: ValueNames | None = None,
    qualifiers: Mapping[str, QualifierValue] | None = None,
) -> Callable[[F], F]: ...


def method(
    function: object = None,
    /,
    *,
    static: bool = False,
    name: str | None = None,
    description: str = "",
    values: ValueNames | None = None,
    qualifiers: Mapping[str, QualifierValue] | None = None,
) -> object:
    """Offer a method of the provider as a method of its CIM class.

    Args:
        function: The method, when the decorator is used without arguments.
        static: Whether it is called on the class; it then has no parameter for the object.
        name: The CIM name; default the function's name.
        description: Default the first paragraph of the docstring.
        values: What the return values mean.
        qualifiers: Further qualifiers by name.
    """
    given = describe(description=description, values=values) | dict(qualifiers or {})
    mark = MethodMark(name, static, given)

    def attach(target: F) -> F:
        setattr(target, _MARK, mark)
        return target

    return attach if function is None else attach(function)


def mark_of(attribute: object) -> MethodMark | None:
    """Return what @method was told about an attribute of a class, or None when it is no such method."""
    mark = getattr(attribute, _MARK, None)
    return mark if isinstance(mark, MethodMark) else None


def read_method(function: FunctionType, mark: MethodMark, owner: type) -> ProviderMethod:
    """Return a provider's method as its signature describes it.

    Args:
        function: The undecorated function.
        mark: What @method was told.
        owner: The provider class, for messages.

    Raises:
        WbemError: WBEM_E_INVALID_METHOD_PARAMETERS or WBEM_E_INVALID_PROPERTY_TYPE; the message names the
            provider, the method and the parameter.
    """
    where = f"{owner.__name__}.{function.__name__}"
    hints = resolve(inspect.get_annotations(function), function.__globals__, {owner.__name__: owner}, where)
    inputs, request_name = _inputs(function, mark, hints, where)
    result, outputs = _outputs(hints, where)
    returned = outputs.get(RETURN_VALUE)
    declaration = MethodDeclaration(
        mark.name or function.__name__,
        returned.spec if returned else None,
        _parameters(inputs, outputs, where),
        _method_qualifiers(function, mark),
    )
    meanings = [*(parameter.meaning for parameter in inputs), *outputs.values()]
    embedded = tuple(meaning.embedded for meaning in meanings if meaning.embedded is not None)
    return ProviderMethod(
        function.__name__, declaration, mark.static, inputs, request_name, result, tuple(outputs), embedded
    )


def _inputs(
    function: FunctionType, mark: MethodMark, hints: Mapping[str, object], where: str
) -> tuple[tuple[InParameter, ...], str | None]:
    """Return the In parameters and the name of the parameter that takes the request."""
    parameters = list(inspect.signature(function).parameters.values())
    skipped = 1 if mark.static else 2
    if len(parameters) < skipped:
        raise _refused(f"{where} has no parameter for the object", "write (self, key, …), or @method(static=True)")
    inputs: list[InParameter] = []
    request_name = None
    for parameter in parameters[skipped:]:
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD, parameter.POSITIONAL_ONLY):
            raise _refused(f"{where}: parameter {parameter} is not named", "name and annotate every parameter")
        hint = hints.get(parameter.name, parameter.empty)
        if hint is Request or (hint is parameter.empty and parameter.name == "request"):
            request_name = parameter.name
        elif hint is parameter.empty:
            raise _refused(f"{where}: parameter {parameter.name} has no type", "annotate it, e.g. Flies: uint32")
        else:
            meaning = meaning_of(hint, f"{where}({parameter.name})")
            inputs.append(InParameter(parameter.name, meaning, parameter.default))
    return tuple(inputs), request_name


def _outputs(
    hints: Mapping[str, object], where: str
) -> tuple[type[tuple[object, ...]] | None, dict[str, AnnotatedType]]:
    """Return the NamedTuple of the result, if it is one, and what its fields or the return value mean."""
    if "return" not in hints:
        raise _refused(f"{where} has no return annotation", "write -> uint32, a NamedTuple, or -> None")
    hint = hints["return"]
    if hint is type(None):
        return None, {}
    if not (isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")):
        return None, {RETURN_VALUE: meaning_of(hint, f"{where} return value")}
    module = sys.modules.get(hint.__module__)
    fields = resolve(inspect.get_annotations(hint), vars(module) if module else {}, {}, hint.__name__)
    return hint, {name: meaning_of(field, f"{hint.__name__}.{name}") for name, field in fields.items()}


def _parameters(
    inputs: tuple[InParameter, ...], outputs: Mapping[str, AnnotatedType], where: str
) -> list[ParameterDeclaration]:
    """Return the parameters, In ones first; a name that is both is one In, Out parameter.

    Spec: object-model.md §7.
    """
    found: NameMap[ParameterDeclaration] = NameMap()
    for parameter in inputs:
        found[parameter.name] = _in_declaration(parameter, len(found))
    for name, meaning in outputs.items():
        known = found.get(name)
        if name == RETURN_VALUE:
            continue
        if known is None:
            found[name] = ParameterDeclaration(name, meaning.spec, _direction("Out", len(found)))
        elif known.type != meaning.spec:
            raise _refused(
                f"{where}: parameter {name} goes in as {known.type} and comes out as {meaning.spec}",
                "give both the same type, or different names",
            )
        else:
            known.qualifiers["Out"] = Qualifier("Out")
    return list(found.values())


def _in_declaration(parameter: InParameter, number: int) -> ParameterDeclaration:
    optional = parameter.default is not inspect.Parameter.empty
    # Still as written: the class coerces it when it is derived.
    default = cast("CimValue", parameter.default) if optional else None
    qualifiers = _direction("In", number)
    if optional:
        qualifiers["Optional"] = Qualifier("Optional")
    return ParameterDeclaration(
        parameter.name, parameter.meaning.spec, qualifiers, default, has_default=default is not None
    )


def _direction(direction: str, number: int) -> NameMap[Qualifier]:
    return NameMap([("ID", Qualifier("ID", number)), (direction, Qualifier(direction))])


def _method_qualifiers(function: FunctionType, mark: MethodMark) -> NameMap[Qualifier]:
    qualifiers: NameMap[Qualifier] = NameMap([("Implemented", Qualifier("Implemented"))])
    if mark.static:
        qualifiers["Static"] = Qualifier("Static")
    text = inspect.cleandoc(function.__doc__ or "").partition("\n\n")[0]
    described = describe(description=text, values=None) | dict(mark.qualifiers)
    qualifiers.update(collect(described))
    return qualifiers


def _refused(message: str, next_step: str) -> WbemError:
    return WbemError(message, hresult=WbemStatus.WBEM_E_INVALID_METHOD_PARAMETERS, next_step=next_step)
