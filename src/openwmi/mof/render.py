# SPDX-License-Identifier: Apache-2.0
"""Render classes, instances and values as MOF text: what GetObjectText returns.

Spec: mof.md §6 (renderer); object-model.md §3.4.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import INTEGER_RANGES, CimType, TypeSpec
from openwmi.model.declaration import (
    ClassDeclaration,
    MethodDeclaration,
    ParameterDeclaration,
    PropertyDeclaration,
)
from openwmi.model.instance import Instance
from openwmi.model.qualifier import (
    FIXED_FLAVORS,
    WBEM_FLAVOR_AMENDED,
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE,
    WBEM_FLAVOR_NOT_OVERRIDABLE,
    Qualifier,
)
from openwmi.model.values import CimScalar, CimValue
from openwmi.mof.text import quote

_FLAVOR_WORDS: Final = (
    (WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE, "ToInstance"),
    (WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS, "ToSubclass"),
    (WBEM_FLAVOR_NOT_OVERRIDABLE, "DisableOverride"),
    (WBEM_FLAVOR_AMENDED, "Amended"),
)


def render_class(cim_class: ClassDefinition, *, flavors: bool = True) -> str:
    """Return the MOF text of a class: what it declares itself, properties in alphabetical order.

    Args:
        cim_class: The class.
        flavors: Whether qualifiers are followed by their flavors (WBEM_FLAG_NO_FLAVORS switches them off).
    """
    return render_declaration(cim_class.declaration, flavors=flavors)


def render_declaration(declaration: ClassDeclaration, *, flavors: bool = True) -> str:
    """Return the MOF text of a class declaration."""
    return f"{_class_text(declaration, '', flavors)};\n"


def render_instance(instance: Instance, *, flavors: bool = True) -> str:
    """Return the MOF text of an instance: the properties set on it, in alphabetical order.

    Args:
        instance: The instance.
        flavors: Whether qualifiers are followed by their flavors.
    """
    return f"{_instance_text(instance, '', flavors)};\n"


def render_value(value: CimValue, spec: TypeSpec, *, indent: str = "") -> str:
    """Return the MOF text of a value.

    Args:
        value: In the form its type stores.
        spec: Its type.
        indent: White space in front of the line it stands on; embedded objects continue with it.

    Choice: not-a-number and infinity have no MOF text and become NULL.
    """
    if value is None:
        return "NULL"
    render = _RENDERERS[spec.cimtype]
    if isinstance(value, list):
        return f"{{{', '.join(render(element, spec, indent) for element in value)}}}"
    return render(value, spec, indent)


def type_text(spec: TypeSpec | None) -> str:
    """Return a type as it stands before a name; None is `void`."""
    if spec is None:
        return "void"
    if spec.cimtype is CimType.CIM_REFERENCE:
        return f"{spec.class_name or 'object'} ref"
    if spec.cimtype is CimType.CIM_OBJECT:
        return spec.class_name or "object"
    return spec.text


def _class_text(declaration: ClassDeclaration, indent: str, flavors: bool) -> str:
    parent = f" : {declaration.superclass}" if declaration.superclass else ""
    lines = _own_line(declaration.qualifiers.values(), indent, flavors)
    lines += [f"{indent}class {declaration.name}{parent}", f"{indent}{{"]
    inner = f"{indent}\t"
    for declared in sorted(declaration.properties.values(), key=lambda p: p.name.lower()):
        lines.append(f"{inner}{_feature_text(declared, inner, flavors)};")
    for method in declaration.methods.values():
        lines.append(f"{inner}{_method_text(method, inner, flavors)};")
    return "\n".join([*lines, f"{indent}}}"])


def _feature_text(declared: PropertyDeclaration | ParameterDeclaration, indent: str, flavors: bool) -> str:
    array = "[]" if declared.type.is_array else ""
    default = f" = {render_value(declared.default, declared.type, indent=indent)}" if declared.has_default else ""
    qualifiers = _in_line(declared.qualifiers.values(), flavors)
    return f"{qualifiers}{type_text(declared.type)} {declared.name}{array}{default}"


def _method_text(method: MethodDeclaration, indent: str, flavors: bool) -> str:
    parameters = ", ".join(
        _feature_text(parameter, indent, flavors) for parameter in _without_plain_numbers(method.parameters)
    )
    qualifiers = _in_line(method.qualifiers.values(), flavors)
    return f"{qualifiers}{type_text(method.return_type)} {method.name}({parameters})"


def _without_plain_numbers(parameters: list[ParameterDeclaration]) -> list[ParameterDeclaration]:
    """Drop the ID qualifiers when they only count the parameters; parsing numbers them again."""
    given = [parameter.qualifiers.get("id") for parameter in parameters]
    if [qualifier.value if qualifier else None for qualifier in given] != list(range(len(parameters))):
        return parameters
    result = []
    for parameter in parameters:
        qualifiers = parameter.qualifiers.copy()
        del qualifiers["id"]
        result.append(
            ParameterDeclaration(parameter.name, parameter.type, qualifiers, parameter.default, parameter.has_default)
        )
    return result


def _instance_text(instance: Instance, indent: str, flavors: bool) -> str:
    layout, extra = instance.layout, instance.extra
    lines = _own_line(extra.qualifiers.values(), indent, flavors) if extra else []
    lines += [f"{indent}instance of {instance.class_name}", f"{indent}{{"]
    inner = f"{indent}\t"
    for name in layout.sorted_names:
        slot = layout.slots[name.lower()]
        own = extra.property_qualifiers.get(name) if extra else None
        qualifiers = _in_line(own.values(), flavors) if own else ""
        if instance.local >> slot & 1:
            value = render_value(instance.values[slot], layout.types[slot], indent=inner)
            lines.append(f"{inner}{qualifiers}{name} = {value};")
        elif qualifiers:
            lines.append(f"{inner}{qualifiers}{name};")
    return "\n".join([*lines, f"{indent}}}"])


def _own_line(qualifiers: Iterable[Qualifier], indent: str, flavors: bool) -> list[str]:
    text = _in_line(qualifiers, flavors)
    return [f"{indent}{text.rstrip()}"] if text else []


def _in_line(qualifiers: Iterable[Qualifier], flavors: bool) -> str:
    texts = [_qualifier_text(qualifier, flavors) for qualifier in qualifiers if qualifier.name.lower() != "cimtype"]
    return f"[{', '.join(texts)}] " if texts else ""


def _qualifier_text(qualifier: Qualifier, flavors: bool) -> str:
    value = qualifier.value
    if value is True:
        text = ""
    elif isinstance(value, list):
        text = f"{{{', '.join(map(_constant_text, value))}}}"
    else:
        text = f"({_constant_text(value)})"
    words = ""
    if flavors and qualifier.name.lower() not in FIXED_FLAVORS:
        words = " ".join(word for bit, word in _FLAVOR_WORDS if qualifier.flavor & bit)
    return f"{qualifier.name}{text}{': ' if words else ''}{words}"


def _constant_text(value: bool | int | float | str) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return quote(value) if isinstance(value, str) else _number_text(value)


def _number_text(value: float) -> str:
    return repr(value) if math.isfinite(value) else "NULL"


def _integer(value: CimScalar, spec: TypeSpec, indent: str) -> str:
    del indent
    is_wide = spec.cimtype in {CimType.CIM_SINT64, CimType.CIM_UINT64}
    return f'"{value}"' if is_wide else str(value)


def _real(value: CimScalar, spec: TypeSpec, indent: str) -> str:
    del spec, indent
    return _number_text(value) if isinstance(value, (int, float)) else "NULL"


def _boolean(value: CimScalar, spec: TypeSpec, indent: str) -> str:
    del spec, indent
    return "TRUE" if value else "FALSE"


def _character(value: CimScalar, spec: TypeSpec, indent: str) -> str:
    del spec, indent
    unit = value if isinstance(value, int) else 0
    return f"'{chr(unit)}'" if 0x20 <= unit < 0x7F and chr(unit) not in "'\\" else f"'\\x{unit:04X}'"


def _text(value: CimScalar, spec: TypeSpec, indent: str) -> str:
    del spec, indent
    return quote(str(value))


def _object(value: CimScalar, spec: TypeSpec, indent: str) -> str:
    del spec
    if isinstance(value, Instance):
        return _instance_text(value, indent, flavors=True).lstrip("\t")
    if isinstance(value, ClassDefinition):
        return _class_text(value.declaration, indent, flavors=True).lstrip("\t")
    return "NULL" if not isinstance(value, CimObject) else f"instance of {value.class_name} {{}}"


_RENDERERS: Final[Mapping[CimType, Callable[[CimScalar, TypeSpec, str], str]]] = MappingProxyType(
    dict.fromkeys(INTEGER_RANGES, _integer)
    | {
        CimType.CIM_CHAR16: _character,
        CimType.CIM_REAL32: _real,
        CimType.CIM_REAL64: _real,
        CimType.CIM_BOOLEAN: _boolean,
        CimType.CIM_STRING: _text,
        CimType.CIM_DATETIME: _text,
        CimType.CIM_REFERENCE: _text,
        CimType.CIM_OBJECT: _object,
    }
)
