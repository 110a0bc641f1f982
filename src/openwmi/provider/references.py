# SPDX-License-Identifier: Apache-2.0
"""Ref: a property whose value is the path of another object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Generic, Protocol, TypeVar

from openwmi.errors import InvalidObjectPathError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import CimValue, coerce


class Declared(Protocol):
    """A Python class that stands for a CIM class."""

    __cim_class__: ClassVar[ClassDefinition]


T_co = TypeVar("T_co", bound=Declared, covariant=True)


@dataclass(frozen=True, slots=True)
class RefTarget:
    """The class a reference points to, as the annotation names it."""

    class_name: str


class Ref(str, Generic[T_co]):
    """The path of an object, as text.

    Annotate with `Ref[Acme_Pond]`, with `Ref["Acme_Pond"]` for a class defined elsewhere or later, and with
    plain `Ref` for an object of any class.

    Spec: object-model.md §6.
    """

    __slots__ = ()

    if not TYPE_CHECKING:

        def __class_getitem__(cls, target: type | str | TypeVar) -> object:
            """Return the annotation of a reference to `target`; the name is enough, the class may come later."""
            if isinstance(target, TypeVar):
                return cls
            return Annotated[cls, RefTarget(target if isinstance(target, str) else target.__name__)]

    @property
    def path(self) -> ObjectPath:
        """The path, taken apart.

        Raises:
            InvalidObjectPathError: The text is not a path.
        """
        return ObjectPath.parse(self)

    @classmethod
    def to(cls, target: type[T_co], /, **keys: object) -> Ref[T_co]:
        """Return a reference to the instance of `target` with these keys; without any, to a singleton.

        Args:
            target: A class declared with `CimClass`.
            keys: Every key of the class by name.

        Raises:
            InvalidObjectPathError: A key is missing, NULL or unknown.
            TypeMismatchError: A key has the wrong type.
        """
        cim_class = target.__cim_class__
        expected = set(cim_class.key_names)
        if expected != set(keys):
            raise InvalidObjectPathError(
                f"a reference to {cim_class.name} needs the keys {', '.join(cim_class.key_names) or '(none)'},"
                f" not {', '.join(keys) or '(none)'}",
                where=cim_class.name,
            )
        pairs = tuple((name, _key_value(cim_class, name, keys[name])) for name in cim_class.key_names)
        return cls(ObjectPath(cim_class.name, pairs or None, cim_class.is_singleton))

    def __repr__(self) -> str:
        return f"Ref({str(self)!r})"


def _key_value(cim_class: ClassDefinition, name: str, value: object) -> str | int:
    converted: CimValue = coerce(value, cim_class.properties[name].type, f"{cim_class.name}.{name}")
    if not isinstance(converted, (str, int)):
        raise InvalidObjectPathError(f"a reference to {cim_class.name} cannot have the key {name} = {value!r}")
    return converted
