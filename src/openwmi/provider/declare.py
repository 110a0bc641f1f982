# SPDX-License-Identifier: Apache-2.0
"""CimClass: a Python class whose annotations are a CIM class.

    class Acme_Frog(CimClass, namespace="root/acme"):
        \"\"\"A frog in the pond.\"\"\"

        Name: str = key()
        Weight: uint32 | None = prop(units="g", write=True)

Python inheritance is CIM inheritance, the docstring is the Description, and an object of the class is a
model `Instance`: the layout of its class and a row of values. Nothing is copied between the author's object and
the wire.
"""

from __future__ import annotations

import inspect
import sys
from abc import ABCMeta
from collections.abc import Mapping
from typing import Any, ClassVar, Final, Self, dataclass_transform

from openwmi.errors import InvalidObjectPathError, InvalidPropertyError, InvalidSuperclassError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.declaration import ClassDeclaration, PropertyDeclaration
from openwmi.model.derive import derive
from openwmi.model.instance import Instance
from openwmi.model.layout import ClassLayout
from openwmi.model.names import NameMap, normalize_namespace
from openwmi.model.qualifier import (
    FIXED_FLAVORS,
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS,
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE,
    Qualifier,
    QualifierValue,
)
from openwmi.model.values import CimValue
from openwmi.provider.annotations import AnnotatedType, is_class_variable, meaning_of, resolve
from openwmi.provider.fieldaccess import FieldAccess
from openwmi.provider.fields import UNSET, Field, key
from openwmi.provider.references import Ref

DEFAULT_NAMESPACE: Final = "root\\cimv2"
"""Where a class lives that names no namespace: the one clients open when they name none."""


class CimClassType(ABCMeta):
    """Makes classes whose objects have no attributes but the declared ones."""

    def __new__(
        mcs,
        name: str,
        bases: tuple[type, ...],
        body: dict[str, Any],  # the body of a class holds anything
        **options: object,
    ) -> CimClassType:
        """Return the class; a misspelled attribute of its objects is an error, not a new attribute."""
        body.setdefault("__slots__", ())
        return super().__new__(mcs, name, bases, body, **options)


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(key,))
class CimClass(Instance, metaclass=CimClassType):
    """Base of typed CIM classes.

    Class keywords:
        namespace: Where the class lives; default the namespace of the parent, else `root/cimv2`.
        abstract: The class has no instances of its own.
        association: Objects of the class connect others; its keys are `Ref[…]`.
        singleton: There is exactly one instance, and no key.
        qualifiers: Further class qualifiers by name.

    Objects are made with keyword arguments. Properties left out have the default of the class; `None` sets NULL.

    Spec: mi.md §4.1.
    """

    __cim_declaration__: ClassVar[ClassDeclaration]
    __cim_class__: ClassVar[ClassDefinition]
    __cim_fields__: ClassVar[Mapping[str, FieldAccess]]
    __cim_layout__: ClassVar[ClassLayout]

    def __init_subclass__(
        cls,
        *,
        namespace: str | None = None,
        abstract: bool = False,
        association: bool = False,
        singleton: bool = False,
        qualifiers: Mapping[str, QualifierValue] | None = None,
    ) -> None:
        """Turn the annotations of the new class into a CIM class.

        Raises:
            WbemError: The class breaks a rule; the message names the class and the attribute.
        """
        super().__init_subclass__()
        parent = _parent_of(cls)
        marks: dict[str, QualifierValue] = {"abstract": abstract, "association": association, "singleton": singleton}
        given = {name: mark for name, mark in marks.items() if mark} | dict(qualifiers or {})
        meanings, properties = _read_properties(cls)
        declaration = ClassDeclaration(
            cls.__name__,
            parent.__cim_class__.name if parent else None,
            _class_qualifiers(cls, given),
            properties,
        )
        place = parent.__cim_class__.namespace if parent else DEFAULT_NAMESPACE
        cls.__cim_declaration__ = declaration
        cls.__cim_class__ = derive(
            declaration,
            parent.__cim_class__ if parent else None,
            namespace=place if namespace is None else normalize_namespace(namespace),
        )
        cls.__cim_layout__ = cls.__cim_class__.layout
        cls.__cim_fields__ = _bind_fields(cls, parent, meanings)

    def __init__(self, **values: object) -> None:
        """Make an object.

        Args:
            values: Properties by name, spelled as declared.

        Raises:
            TypeError: The class has no such property.
            TypeMismatchError: A value does not fit its type.
            ValueOutOfRangeError: A number is too large or too small for its type.
        """
        layout = self.__cim_layout__
        super().__init__(layout, layout.new_row())
        fields = self.__cim_fields__
        row, local = self.values, 0
        for name, value in values.items():
            field = fields.get(name)
            if field is None:
                raise _no_such_property(type(self), name)
            row[field.slot] = field.convert(value)
            local |= field.bit
        self.local = local

    @classmethod
    def from_row(cls, values: list[CimValue], local: int) -> Self:
        """Return an object with this row; the row is kept, not copied or checked."""
        made = cls.__new__(cls)
        Instance.__init__(made, cls.__cim_layout__, values, local)
        return made

    def clone(self) -> Self:
        """Return a copy that shares nothing that can be changed."""
        twin = self.from_row(self.layout.copy_row(self.values), self.local)
        if self.extra is not None:
            twin.extra = self.extra.copy()
        return twin

    def ref(self) -> Ref[Self]:
        """Return a reference to this object, without server and namespace.

        Raises:
            InvalidObjectPathError: A key is NULL.
        """
        path = self.path
        if path is None:
            keys = ", ".join(self.cim_class.key_names) or "no key"
            raise InvalidObjectPathError(f"this {self.class_name} has no path: it needs {keys}")
        return Ref(path.relative())


def _parent_of(cls: type[CimClass]) -> type[CimClass] | None:
    """Return the one CIM class among the bases, or None.

    Raises:
        InvalidSuperclassError: There are several.
    """
    parents = [base for base in cls.__bases__ if issubclass(base, CimClass) and base is not CimClass]
    if len(parents) > 1:
        names = " and ".join(parent.__name__ for parent in parents)
        raise InvalidSuperclassError(
            f"class {cls.__name__} derives from {names}",
            next_step="a CIM class has one superclass; derive from one CimClass only",
        )
    return parents[0] if parents else None


def _class_qualifiers(cls: type[CimClass], given: Mapping[str, QualifierValue]) -> NameMap[Qualifier]:
    """Return the class qualifiers: Description from the docstring, then those given.

    Choice: `association` and whatever the author adds propagate to subclasses and instances; a Description
    does not, for it describes this class.
    """
    both = WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE | WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS
    found: NameMap[Qualifier] = NameMap()
    if "__doc__" in cls.__dict__ and cls.__doc__:
        found["Description"] = Qualifier("Description", inspect.cleandoc(cls.__doc__))
    for name, value in given.items():
        found[name] = Qualifier(name, value, FIXED_FLAVORS.get(name.lower(), both))
    return found


def _read_properties(cls: type[CimClass]) -> tuple[dict[str, AnnotatedType], NameMap[PropertyDeclaration]]:
    """Return what each annotation of the class body means, and the properties it declares."""
    annotations = inspect.get_annotations(cls)
    _check_annotated(cls, annotations)
    module = sys.modules.get(cls.__module__)
    hints = resolve(annotations, vars(module) if module else {}, {cls.__name__: cls}, cls.__name__)
    meanings: dict[str, AnnotatedType] = {}
    properties: NameMap[PropertyDeclaration] = NameMap()
    for name, hint in hints.items():
        if is_class_variable(hint):
            continue
        _check_attribute_name(cls, name, properties)
        meanings[name] = meaning_of(hint, f"{cls.__name__}.{name}")
        properties[name] = _property(name, meanings[name], cls.__dict__.get(name, UNSET))
    return meanings, properties


def _property(name: str, meaning: AnnotatedType, written: object) -> PropertyDeclaration:
    field = written if isinstance(written, Field) else Field(NameMap(), written)
    has_default = field.default is not UNSET
    default: Any = field.default if has_default else None  # `derive` coerces it
    return PropertyDeclaration(name, meaning.spec, field.qualifiers, default, has_default)


def _check_annotated(cls: type[CimClass], annotations: Mapping[str, object]) -> None:
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise InvalidPropertyError(
                f"{cls.__name__}.{name} has no type", next_step=f"annotate it, e.g. {name}: str = key()"
            )


def _check_attribute_name(cls: type[CimClass], name: str, seen: NameMap[PropertyDeclaration]) -> None:
    if hasattr(CimClass, name):
        raise InvalidPropertyError(
            f"{cls.__name__}.{name}: every CimClass has an attribute of this name",
            next_step=f"spell it otherwise, e.g. {name.capitalize()}; case does not matter to clients",
        )
    if name in seen:
        raise InvalidPropertyError(f"{cls.__name__}.{name} repeats {seen.spelling(name)}; case does not matter")


def _bind_fields(
    cls: type[CimClass], parent: type[CimClass] | None, meanings: Mapping[str, AnnotatedType]
) -> Mapping[str, FieldAccess]:
    """Put an attribute in place of each property and return them by name, inherited ones included."""
    layout = cls.__cim_layout__
    inherited = parent.__cim_fields__ if parent else {}
    # An override keeps the spelling it is first declared with, and gets one more under the new spelling.
    fields = dict(inherited)
    for name, meaning in meanings.items():
        slot = layout.slot(name)
        fields[name] = FieldAccess(layout.names[slot], slot, meaning, f"{cls.__name__}.{name}")
        setattr(cls, name, fields[name])
    return fields


def _no_such_property(cls: type[CimClass], name: str) -> TypeError:
    known = list(cls.__cim_fields__)
    import difflib  # only a mistake needs it

    close = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean {close[0]}?" if close else f"it has {', '.join(known) or 'none'}"
    return TypeError(f"{cls.__name__} has no property {name}; {hint}")
