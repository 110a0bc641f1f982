# SPDX-License-Identifier: Apache-2.0
"""Annotations: from a Python annotation to the CIM type it stands for."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Final, Union, get_args, get_origin, get_type_hints

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.instance import Instance
from openwmi.provider.references import Ref, RefTarget

ALLOWED: Final = (
    "use str, bool, float, sint8 … uint64, real32, real64, char16, CimDatetime, Ref[X], a CimClass for an"
    " embedded object, list[…] of one of these, and … | None where it may be NULL"
)

_PLAIN: Final[Mapping[object, TypeSpec]] = types.MappingProxyType(
    {
        str: TypeSpec(CimType.CIM_STRING),
        bool: TypeSpec(CimType.CIM_BOOLEAN),
        float: TypeSpec(CimType.CIM_REAL64),
        CimDatetime: TypeSpec(CimType.CIM_DATETIME),
        Ref: TypeSpec(CimType.CIM_REFERENCE),
        Instance: TypeSpec(CimType.CIM_OBJECT),
        CimObject: TypeSpec(CimType.CIM_OBJECT),
    }
)


@dataclass(frozen=True, slots=True)
class AnnotatedType:
    """What an annotation says.

    Attributes:
        spec: The CIM type.
        embedded: The Python class of an embedded object, or None.
        nullable: Whether `| None` is written.
    """

    spec: TypeSpec
    embedded: type[Instance] | None = None
    nullable: bool = False


def resolve(
    annotations: Mapping[str, object],
    module_names: Mapping[str, object],
    local_names: Mapping[str, object],
    where: str,
) -> dict[str, object]:
    """Return annotations with their texts evaluated.

    Args:
        annotations: Name -> annotation, as Python keeps it.
        module_names: Names of the module they are written in.
        local_names: Further names, e.g. of the class being defined.
        where: Name of the class or function, for messages.

    Raises:
        WbemError: WBEM_E_INVALID_PROPERTY_TYPE; the message names the annotation that does not resolve.
    """
    try:
        return _evaluate(annotations, module_names, local_names)
    except Exception:
        # Evaluating runs the author's expression, which may raise anything: find the one that does.
        return {
            name: _evaluate_one(name, annotation, module_names, local_names, where)
            for name, annotation in annotations.items()
        }


def _evaluate_one(
    name: str,
    annotation: object,
    module_names: Mapping[str, object],
    local_names: Mapping[str, object],
    where: str,
) -> object:
    try:
        return _evaluate({name: annotation}, module_names, local_names)[name]
    except Exception as error:
        raise _refused(
            f"{where}.{name}: the annotation {annotation!r} does not resolve: {error}",
            'import the name, or write Ref["Name"] for a class that is defined elsewhere',
        ) from error


def _evaluate(
    annotations: Mapping[str, object], module_names: Mapping[str, object], local_names: Mapping[str, object]
) -> dict[str, object]:
    # A class, because only there get_type_hints lets ClassVar stand in a text.
    holder = type("holder", (), {"__annotations__": dict(annotations)})
    return get_type_hints(holder, dict(module_names), dict(local_names), include_extras=True)


def is_class_variable(annotation: object) -> bool:
    """Tell whether an annotation is ClassVar: an attribute of the Python class, not a property."""
    return annotation is ClassVar or get_origin(annotation) is ClassVar


def meaning_of(annotation: object, where: str) -> AnnotatedType:
    """Return the CIM type of a resolved annotation.

    Args:
        annotation: The annotation.
        where: `Class.Attribute`, for messages.

    Raises:
        WbemError: WBEM_E_INVALID_PROPERTY_TYPE; the message says what is allowed.
    """
    origin = get_origin(annotation)
    if origin is Union or origin is types.UnionType:
        return _nullable(annotation, where)
    if origin is list:
        return _array(annotation, where)
    if origin is Annotated:
        return _annotated(annotation, where)
    plain = _PLAIN.get(annotation) if isinstance(annotation, type) else None
    if plain is not None:
        return AnnotatedType(plain)
    if isinstance(annotation, type) and issubclass(annotation, Instance):
        return AnnotatedType(TypeSpec(CimType.CIM_OBJECT, class_name=annotation.__name__), annotation)
    raise _not_a_type(annotation, where)


def _nullable(annotation: object, where: str) -> AnnotatedType:
    choices = [choice for choice in get_args(annotation) if choice is not types.NoneType]
    if len(choices) != 1:
        raise _not_a_type(annotation, where)
    return replace(meaning_of(choices[0], where), nullable=True)


def _array(annotation: object, where: str) -> AnnotatedType:
    element = meaning_of(get_args(annotation)[0], where)
    if element.spec.is_array or element.nullable:
        raise _not_a_type(annotation, where)
    return replace(element, spec=replace(element.spec, is_array=True))


def _annotated(annotation: object, where: str) -> AnnotatedType:
    inner, *metadata = get_args(annotation)
    for entry in metadata:
        if isinstance(entry, CimType):
            return AnnotatedType(TypeSpec(entry))
        if isinstance(entry, RefTarget):
            return AnnotatedType(TypeSpec(CimType.CIM_REFERENCE, class_name=entry.class_name))
    return meaning_of(inner, where)


def _not_a_type(annotation: object, where: str) -> WbemError:
    shown = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    return _refused(f"{where}: {shown} is not the type of a CIM property", ALLOWED)


def _refused(message: str, next_step: str) -> WbemError:
    return WbemError(message, hresult=WbemStatus.WBEM_E_INVALID_PROPERTY_TYPE, next_step=next_step)
