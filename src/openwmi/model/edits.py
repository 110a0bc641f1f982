# SPDX-License-Identifier: Apache-2.0
"""Edits of declarations and instances that are refused for what is inherited, with the exact codes."""

from __future__ import annotations

from collections.abc import Mapping

from openwmi.errors import NotFoundError, WbemError, WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap, V, is_system_name
from openwmi.model.qualifier import (
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE,
    WBEM_FLAVOR_NOT_OVERRIDABLE,
    Qualifier,
    Qualifiers,
    check_qualifier,
    override_refused,
    propagated,
)

_NOT_ON_INSTANCES = frozenset({"key", "abstract", "singleton"})


def delete_property(declaration: ClassDeclaration, parent: ClassDefinition | None, name: str) -> WbemStatus:
    """Take a property out of a class, or take back what the class overrides of an inherited one.

    Args:
        declaration: The class; changed.
        parent: Its resolved superclass, or None at the top.
        name: The property, in any case.

    Returns:
        WBEM_S_NO_ERROR, or WBEM_S_RESET_TO_DEFAULT when the inherited property shows again.

    Raises:
        NotFoundError: No such property.
        WbemError: WBEM_E_PROPAGATED_PROPERTY when it is inherited and not overridden,
            WBEM_E_SYSTEM_PROPERTY for a system property.

    Spec: object-model.md §3, §3.2.
    """
    _refuse_system(name)
    inherited = parent is not None and name in parent.properties
    return _delete(declaration.properties, name, inherited, "property", WbemStatus.WBEM_E_PROPAGATED_PROPERTY)


def delete_method(declaration: ClassDeclaration, parent: ClassDefinition | None, name: str) -> WbemStatus:
    """Take a method out of a class, or take back its redeclaration of an inherited one.

    Args:
        declaration: The class; changed.
        parent: Its resolved superclass, or None at the top.
        name: The method, in any case.

    Returns:
        WBEM_S_NO_ERROR, or WBEM_S_RESET_TO_DEFAULT when the inherited method shows again.

    Raises:
        NotFoundError: No such method.
        WbemError: WBEM_E_PROPAGATED_METHOD when it is inherited and not redeclared.

    Spec: object-model.md §3, §3.2.
    """
    inherited = parent is not None and name in parent.methods
    return _delete(declaration.methods, name, inherited, "method", WbemStatus.WBEM_E_PROPAGATED_METHOD)


def delete_qualifier(own: Qualifiers, above: Mapping[str, Qualifier], name: str) -> WbemStatus:
    """Take a qualifier off an element of a class.

    Args:
        own: What the element declares itself; changed.
        above: Effective qualifiers of the same element in the superclass.
        name: The qualifier, in any case.

    Returns:
        WBEM_S_NO_ERROR, or WBEM_S_RESET_TO_DEFAULT when the inherited qualifier shows again.

    Raises:
        NotFoundError: No such qualifier.
        WbemError: WBEM_E_PROPAGATED_QUALIFIER when it is inherited and not overridden.

    Spec: object-model.md §4.
    """
    inherited = name in propagated(above, WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS)
    return _delete(own, name, inherited, "qualifier", WbemStatus.WBEM_E_PROPAGATED_QUALIFIER)


def delete_value(instance: Instance, name: str) -> WbemStatus:
    """Return a property of an instance to its class default.

    Returns:
        WBEM_S_RESET_TO_DEFAULT, also when it had not been set.

    Raises:
        NotFoundError: No such property.
        WbemError: WBEM_E_SYSTEM_PROPERTY for a system property.

    Spec: object-model.md §3.2, §3.3.
    """
    _refuse_system(name)
    instance.reset(name)
    return WbemStatus.WBEM_S_RESET_TO_DEFAULT


def put_instance_qualifier(instance: Instance, qualifier: Qualifier, property_name: str | None = None) -> None:
    """Put a qualifier on an instance, or on one of its properties.

    Args:
        instance: Changed.
        qualifier: Replaces one of the same name.
        property_name: The property, or None for the instance itself.

    Raises:
        NotFoundError: No such property.
        WbemError: WBEM_E_CANNOT_BE_KEY for what makes keys and kinds of classes,
            WBEM_E_OVERRIDE_NOT_ALLOWED for an inherited DisableOverride qualifier,
            WBEM_E_SYSTEM_PROPERTY for a system property, or those of `check_qualifier`.

    Spec: object-model.md §3, §4.
    """
    where = _place(instance, property_name)
    check_qualifier(qualifier, where)
    if qualifier.name.lower() in _NOT_ON_INSTANCES:
        raise WbemError(f"qualifier {qualifier.name} cannot be put on {where}", hresult=WbemStatus.WBEM_E_CANNOT_BE_KEY)
    above = _inherited(instance, property_name).get(qualifier.name)
    if above is not None and above.flavor & WBEM_FLAVOR_NOT_OVERRIDABLE:
        raise override_refused(above, where)
    if property_name is None:
        instance.extras.qualifiers[qualifier.name] = qualifier
    else:
        own = instance.extras.property_qualifiers.setdefault(property_name, NameMap())
        own[qualifier.name] = qualifier


def delete_instance_qualifier(instance: Instance, name: str, property_name: str | None = None) -> WbemStatus:
    """Take a qualifier off an instance, or off one of its properties.

    Returns:
        WBEM_S_NO_ERROR, or WBEM_S_RESET_TO_DEFAULT when the qualifier of the class shows again.

    Raises:
        NotFoundError: No such qualifier or property.
        WbemError: WBEM_E_PROPAGATED_QUALIFIER when the class put it, WBEM_E_SYSTEM_PROPERTY for a system property.

    Spec: object-model.md §4.
    """
    _place(instance, property_name)
    inherited = name in _inherited(instance, property_name)
    own = instance.extras.qualifiers
    if property_name is not None:
        own = instance.extras.property_qualifiers.get(property_name, NameMap())
    return _delete(own, name, inherited, "qualifier", WbemStatus.WBEM_E_PROPAGATED_QUALIFIER)


def _delete(own: NameMap[V], name: str, inherited: bool, noun: str, refusal: WbemStatus) -> WbemStatus:
    if name in own:
        del own[name]
        return WbemStatus.WBEM_S_RESET_TO_DEFAULT if inherited else WbemStatus.WBEM_S_NO_ERROR
    if inherited:
        raise WbemError(
            f"{noun} {name} is inherited and cannot be deleted here",
            hresult=refusal,
            next_step="delete it from the class that introduces it",
        )
    raise NotFoundError(f"there is no {noun} {name}")


def _refuse_system(name: str) -> None:
    if is_system_name(name):
        raise WbemError(
            f"{name} is a system property: it cannot be deleted and has no qualifiers",
            hresult=WbemStatus.WBEM_E_SYSTEM_PROPERTY,
        )


def _place(instance: Instance, property_name: str | None) -> str:
    """Return the words for an instance or its property in messages, after checking that there is one."""
    if property_name is None:
        return f"an instance of {instance.class_name}"
    _refuse_system(property_name)
    return f"{instance.class_name}.{instance.layout.names[instance.layout.slot(property_name)]} of an instance"


def _inherited(instance: Instance, property_name: str | None) -> Qualifiers:
    cim_class = instance.cim_class
    declared = cim_class.qualifiers if property_name is None else cim_class.properties[property_name].qualifiers
    return propagated(declared, WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE)
