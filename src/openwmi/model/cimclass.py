# SPDX-License-Identifier: Apache-2.0
"""ClassDefinition: a class with everything it inherits, resolved and immutable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.cimobject import WBEM_GENUS_CLASS, CimObject
from openwmi.model.cimtype import TypeSpec
from openwmi.model.declaration import ClassDeclaration, ParameterDeclaration
from openwmi.model.instance import Instance
from openwmi.model.layout import ClassLayout
from openwmi.model.names import NameMap
from openwmi.model.qualifier import (
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
    Qualifier,
    all_propagated,
    is_true,
    propagated,
    text_of,
)
from openwmi.model.values import CimValue


@dataclass(frozen=True, slots=True)
class Property:
    """An effective property of a class.

    Attributes:
        name: Spelling of the first declaration.
        type: The effective type; a subclass may narrow the class of a reference or object.
        default: The effective default, None for NULL.
        qualifiers: Effective qualifiers, inherited ones marked as propagated.
        origin: Name of the class that introduced the property.
        is_local: Whether this class introduces or overrides it.
        has_default: Whether this class itself writes a default.
    """

    name: str
    type: TypeSpec
    default: CimValue
    qualifiers: NameMap[Qualifier]
    origin: str
    is_local: bool
    has_default: bool = False

    def inherited(self) -> Property:
        """Return the property as a subclass has it before it says anything about it."""
        if not self.is_local and all_propagated(self.qualifiers):
            return self
        qualifiers = propagated(self.qualifiers, WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS)
        return Property(self.name, self.type, self.default, qualifiers, self.origin, False)

    @property
    def is_key(self) -> bool:
        """Whether it is part of the class's key."""
        return "key" in self.qualifiers


@dataclass(frozen=True, slots=True)
class Method:
    """An effective method of a class.

    Attributes:
        name: Spelling of the first declaration.
        return_type: None for `void`.
        parameters: As declared, with ID qualifiers filled in.
        qualifiers: Effective qualifiers.
        origin: Name of the class that introduced the method.
        is_local: Whether this class declares it.
        in_parameters: The `__PARAMETERS` class of the inputs, or None without any.
        out_parameters: The `__PARAMETERS` class of the outputs with `ReturnValue`, or None.
        is_static: Whether it is called on the class. Holds below the declaring class although the
            Static qualifier itself does not propagate.

    Spec: object-model.md §7.
    """

    name: str
    return_type: TypeSpec | None
    parameters: tuple[ParameterDeclaration, ...]
    qualifiers: NameMap[Qualifier]
    origin: str
    is_local: bool
    in_parameters: ClassDefinition | None
    out_parameters: ClassDefinition | None
    is_static: bool = False

    def inherited(self) -> Method:
        """Return the method as a subclass has it before it redeclares it."""
        if not self.is_local and all_propagated(self.qualifiers):
            return self
        qualifiers = propagated(self.qualifiers, WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS)
        return replace(self, qualifiers=qualifiers, is_local=False)

    @property
    def is_implemented(self) -> bool:
        """Whether this class's own declaration says a provider implements it."""
        qualifier = self.qualifiers.get("implemented")
        return self.is_local and qualifier is not None and qualifier.is_local and qualifier.is_true


class ClassDefinition(CimObject):
    r"""A class with everything it inherits. Made by `derive`; never changed afterwards.

    Attributes:
        declaration: What the class itself says.
        parent: The superclass, or None at the top.
        namespace: Where it lives (`root\cimv2`); empty for a class that lives nowhere yet.
        server: Host name; `.` until somebody decorates it.
        qualifiers: Effective class qualifiers.
        properties: Effective properties, inherited first, then in order of declaration.
        methods: Effective methods.
        key_names: Key property names in that order; empty for a singleton or a keyless class.
        layout: Shared by all instances.
    """

    def __init__(
        self,
        declaration: ClassDeclaration,
        parent: ClassDefinition | None,
        *,
        qualifiers: NameMap[Qualifier],
        properties: NameMap[Property],
        methods: NameMap[Method],
        namespace: str = "",
        server: str = ".",
    ) -> None:
        self.declaration = declaration
        self.name: str = declaration.name
        self.parent = parent
        self.namespace: str = namespace
        self.server: str = server
        self.qualifiers = qualifiers
        self.properties: NameMap[Property] = properties
        self.methods = methods

    @property
    def genus(self) -> int:
        """WBEM_GENUS_CLASS."""
        return WBEM_GENUS_CLASS

    @property
    def class_name(self) -> str:
        """The name of the class."""
        return self.name

    @property
    def superclass(self) -> str | None:
        """The parent's name, or None at the top."""
        return self.parent.name if self.parent else None

    @cached_property
    def layout(self) -> ClassLayout:
        """The layout shared by all instances."""
        found = self.properties.values()
        return ClassLayout(
            self,
            [p.name for p in found],
            [p.type for p in found],
            [p.default for p in found],
        )

    @cached_property
    def inheritable_properties(self) -> NameMap[Property]:
        """What a subclass starts from; every subclass copies it."""
        return NameMap((name, above.inherited()) for name, above in self.properties.items())

    @cached_property
    def inheritable_methods(self) -> NameMap[Method]:
        """What a subclass starts from; every subclass copies it."""
        return NameMap((name, above.inherited()) for name, above in self.methods.items())

    @cached_property
    def key_names(self) -> tuple[str, ...]:
        """Names of the key properties, inherited first."""
        return tuple(p.name for p in self.properties.values() if p.is_key)

    @cached_property
    def ancestry(self) -> frozenset[str]:
        """Folded names of the class and all its ancestors."""
        above = self.parent.ancestry if self.parent else frozenset[str]()
        return above | {self.name.lower()}

    @cached_property
    def derivation(self) -> tuple[str, ...]:
        """Names of the ancestors, nearest first."""
        return (self.parent.name, *self.parent.derivation) if self.parent else ()

    @property
    def dynasty(self) -> str:
        """Name of the topmost ancestor, or of the class itself at the top."""
        return self.derivation[-1] if self.parent else self.name

    @cached_property
    def key_owner(self) -> ClassDefinition:
        """The topmost class of the branch that has these keys: instances are unique within its tree.

        Spec: object-model.md §3.1, §9.4. For a class without keys, the class itself.
        """
        owner = self
        while owner.parent is not None and owner.parent.key_names and self.key_names:
            owner = owner.parent
        return owner

    @cached_property
    def is_abstract(self) -> bool:
        """Whether it may have no instances of its own."""
        return is_true(self.qualifiers, "abstract")

    @cached_property
    def is_association(self) -> bool:
        """Whether it, or an ancestor, is marked as an association."""
        return is_true(self.qualifiers, "association") or bool(self.parent and self.parent.is_association)

    @cached_property
    def is_singleton(self) -> bool:
        """Whether it has exactly one instance, addressed `Class=@`."""
        return is_true(self.qualifiers, "singleton")

    @cached_property
    def is_dynamic(self) -> bool:
        """Whether its instances come from a provider."""
        return is_true(self.qualifiers, "dynamic")

    @cached_property
    def provider_name(self) -> str | None:
        """`__Win32Provider.Name` of its provider, or None."""
        return text_of(self.qualifiers, "provider")

    @property
    def is_event(self) -> bool:
        """Whether it derives from `__Event`."""
        return "__event" in self.ancestry

    @property
    def is_system(self) -> bool:
        """Whether it belongs to the system."""
        return self.name.startswith("__")

    def is_a(self, name: str) -> bool:
        """Tell whether this class is `name` or derives from it."""
        return name.lower() in self.ancestry

    def spawn_instance(self) -> Instance:
        """Return a new instance with every property at its class default.

        Raises:
            WbemError: WBEM_E_INCOMPLETE_CLASS for an abstract class.

        Spec: object-model.md §12.5.
        """
        if self.is_abstract:
            raise WbemError(
                f"class {self.name} is abstract",
                hresult=WbemStatus.WBEM_E_INCOMPLETE_CLASS,
                next_step="spawn an instance of one of its subclasses",
            )
        return Instance(self.layout, self.layout.new_row())

    def clone(self) -> ClassDefinition:
        """Return the class itself: nothing in it changes."""
        return self

    def __repr__(self) -> str:
        place = self.namespace or "no namespace"
        return f"<class {self.name} in {place}>"
