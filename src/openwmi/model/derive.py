# SPDX-License-Identifier: Apache-2.0
"""derive: a declaration and its parent make a class definition, or the exact error why not.

Inherited elements are shared with the parent's definition: once an element has been turned
into its inherited form, every further descendant uses the same object.
"""

from __future__ import annotations

from collections.abc import Callable

from openwmi.errors import InvalidSuperclassError, WbemError, WbemStatus
from openwmi.model.cimclass import ClassDefinition, Method, Property
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.classrules import check_class_qualifiers, check_keys, check_kind, check_property_qualifiers
from openwmi.model.declaration import ClassDeclaration, MethodDeclaration, PropertyDeclaration
from openwmi.model.names import NameKind, NameMap, check_name
from openwmi.model.qualifier import (
    CIMTYPE,
    Qualifiers,
    inherit,
    is_true,
    own_qualifiers,
)
from openwmi.model.signature import check_return_type, in_signature, out_signature, resolve_parameters, same_signature
from openwmi.model.values import coerce

MAX_PROPERTIES = 1024


def derive(
    declaration: ClassDeclaration,
    parent: ClassDefinition | None,
    *,
    namespace: str = "",
    server: str = ".",
    is_subclass: Callable[[str, str], bool] | None = None,
    allow_system: bool = False,
) -> ClassDefinition:
    """Return the class that `declaration` makes below `parent`.

    Args:
        declaration: What the class itself says; not kept in sync with later changes of it.
        parent: The resolved superclass, or None for a top class.
        namespace: Where the class will live.
        server: Host name for paths.
        is_subclass: Tells whether the first class is the second or derives from it; used to check
            narrowed references and objects. Without it any narrowing is accepted.
        allow_system: Whether names with a leading `__` are accepted.

    Raises:
        WbemError: A rule is broken; the code is the one of the table in the specification.

    Spec: object-model.md §3, §3.1, §3.2, §4.
    """
    name = declaration.name
    if not name:
        raise WbemError("a class has no name", hresult=WbemStatus.WBEM_E_INCOMPLETE_CLASS)
    check_name(name, NameKind.CLASS, allow_system=allow_system)
    _check_parent(declaration, parent)
    own = own_qualifiers(declaration.qualifiers, f"class {name}")
    check_class_qualifiers(own, f"class {name}")
    qualifiers = inherit(parent.qualifiers, own, f"class {name}") if parent else own
    result = ClassDefinition(
        declaration,
        parent,
        qualifiers=qualifiers,
        properties=_derive_properties(declaration, parent, is_subclass, allow_system),
        methods=_derive_methods(declaration, parent),
        namespace=namespace,
        server=server,
    )
    check_kind(result)
    check_keys(result)
    return result


def _check_parent(declaration: ClassDeclaration, parent: ClassDefinition | None) -> None:
    wanted, found = declaration.superclass, parent.name if parent else None
    if (wanted or "").lower() == declaration.name.lower() or (parent is not None and parent.is_a(declaration.name)):
        raise WbemError(
            f"class {declaration.name} would be its own ancestor",
            hresult=WbemStatus.WBEM_E_CIRCULAR_REFERENCE,
            next_step="give it another superclass",
        )
    if (wanted or "").lower() != (found or "").lower():
        raise InvalidSuperclassError(
            f"class {declaration.name}: superclass {wanted} does not exist in this namespace",
            next_step="define the superclass first",
        )


def _derive_properties(
    declaration: ClassDeclaration,
    parent: ClassDefinition | None,
    is_subclass: Callable[[str, str], bool] | None,
    allow_system: bool,
) -> NameMap[Property]:
    properties: NameMap[Property] = parent.inheritable_properties.copy() if parent else NameMap()
    for declared in declaration.properties.values():
        above = properties.get(declared.name)
        if above is None:
            check_name(declared.name, NameKind.PROPERTY, allow_system=allow_system)
            properties[declared.name] = _new_property(declaration.name, declared)
        else:
            properties[declared.name] = _override(declaration.name, declared, above, is_subclass)
    if len(properties) > MAX_PROPERTIES:
        raise WbemError(
            f"class {declaration.name} has {len(properties)} properties; at most {MAX_PROPERTIES} are allowed",
            hresult=WbemStatus.WBEM_E_TOO_MANY_PROPERTIES,
        )
    return properties


def _new_property(class_name: str, declared: PropertyDeclaration) -> Property:
    where = f"{class_name}.{declared.name}"
    default = coerce(declared.default, declared.type, where) if declared.has_default else None
    qualifiers = _property_qualifiers(declared, where)
    return Property(declared.name, declared.type, default, qualifiers, class_name, True, declared.has_default)


def _override(
    class_name: str,
    declared: PropertyDeclaration,
    above: Property,
    is_subclass: Callable[[str, str], bool] | None,
) -> Property:
    where = f"{class_name}.{above.name}"
    if not _may_narrow(declared.type, above.type, is_subclass):
        raise WbemError(
            f"{where} is {above.type} in class {above.origin} and cannot become {declared.type}",
            hresult=WbemStatus.WBEM_E_TYPE_MISMATCH,
            next_step="repeat the inherited type, or narrow the class of a reference or object",
        )
    default = coerce(declared.default if declared.has_default else above.default, declared.type, where)
    qualifiers = inherit(above.qualifiers, _property_qualifiers(declared, where), where)
    return Property(above.name, declared.type, default, qualifiers, above.origin, True, declared.has_default)


def _property_qualifiers(declared: PropertyDeclaration, where: str) -> Qualifiers:
    qualifiers = own_qualifiers(declared.qualifiers, where)
    check_property_qualifiers(qualifiers, declared.type, where)
    qualifiers.pop(CIMTYPE, None)
    return qualifiers


def _may_narrow(new: TypeSpec, old: TypeSpec, is_subclass: Callable[[str, str], bool] | None) -> bool:
    if new.code != old.code:
        return False
    if new.cimtype not in (CimType.CIM_REFERENCE, CimType.CIM_OBJECT) or old.class_name is None:
        return True
    if new.class_name is None:
        return False
    if is_subclass is None or new.class_name.lower() == old.class_name.lower():
        return True
    return is_subclass(new.class_name, old.class_name)


def _derive_methods(declaration: ClassDeclaration, parent: ClassDefinition | None) -> NameMap[Method]:
    methods: NameMap[Method] = parent.inheritable_methods.copy() if parent else NameMap()
    for declared in declaration.methods.values():
        check_name(declared.name, NameKind.METHOD)
        methods[declared.name] = _declare_method(declaration.name, declared, methods.get(declared.name))
    return methods


def _declare_method(class_name: str, declared: MethodDeclaration, above: Method | None) -> Method:
    where = f"{class_name}.{declared.name}"
    if above is not None and not same_signature(above, declared):
        raise WbemError(
            f"method {where} has another signature than in class {above.origin}",
            hresult=WbemStatus.WBEM_E_PROPAGATED_METHOD,
            next_step="repeat the inherited signature exactly, or give the method another name",
        )
    check_return_type(declared.return_type, where)
    parameters = resolve_parameters(declared, where)
    own = own_qualifiers(declared.qualifiers, f"method {where}")
    check_class_qualifiers(own, f"method {where}")
    return Method(
        above.name if above else declared.name,
        declared.return_type,
        parameters,
        inherit(above.qualifiers, own, where) if above else own,
        above.origin if above else class_name,
        True,
        in_signature(parameters),
        out_signature(parameters, declared.return_type),
        is_true(own, "static") or (above is not None and above.is_static),
    )
