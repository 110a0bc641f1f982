# SPDX-License-Identifier: Apache-2.0
"""dataclass: the one of the standard library, with its methods compiled when they are first called.

A query from the command line defines ninety data classes and makes objects of forty. The standard
decorator compiles up to seven methods for each class at once, 0.4 ms a class. This one leaves fields,
defaults and slots to the standard decorator and compiles `__init__`, `__eq__` and `__hash__` when they are
first called. Figures: docs/decisions/0010-data-classes-are-compiled-late.md.

The objects behave alike, `field`, `fields` and `replace` of `dataclasses` work with them, and to a type
checker this is the standard decorator. Not offered: its other options, and `InitVar`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, FrozenInstanceError
from reprlib import recursive_repr
from types import FunctionType
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

__all__ = ["dataclass", "late_dataclass"]

T = TypeVar("T")
Names: TypeAlias = dict[str, object]


def late_dataclass(*, frozen: bool = False, slots: bool = False) -> Callable[[type[T]], type[T]]:
    """Return a decorator that makes a data class.

    Args:
        frozen: Whether its objects cannot be changed; they can be members of sets then.
        slots: Whether its objects have no attributes but the fields.
    """

    def decorate(cls: type[T]) -> type[T]:
        written = set(vars(cls))
        derives = any(dataclasses.is_dataclass(parent) for parent in cls.__bases__)
        made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, frozen=frozen and derives)(cls)
        made.__dataclass_params__.frozen = frozen  # type: ignore[attr-defined]  # data classes that derive ask for it
        methods: Names = {
            "__init__": _late(made, "__init__", _frozen_init if frozen else _init),
            "__eq__": _late(made, "__eq__", _eq),
            "__repr__": _repr,
            "__hash__": None,
        }
        if frozen:
            methods["__hash__"] = _late(made, "__hash__", _hash)
            methods |= _FROZEN
        for name in methods.keys() - written:
            setattr(made, name, methods[name])
        return made

    return decorate


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = late_dataclass


def _late(cls: type, name: str, write: Callable[[type, Names], str]) -> object:
    """Return a method that puts the compiled one in its place when it is first called.

    Args:
        cls: The data class.
        name: Name of the method.
        write: Returns its source, and adds what the source refers to.
    """

    def method(self: object, *values: object, **named: object) -> object:
        names: Names = {}
        exec(write(cls, names), names)  # noqa: S102 - made of the names of fields
        compiled = cast("FunctionType", names[name])
        compiled.__qualname__ = f"{cls.__qualname__}.{name}"
        # Two threads may both come here; what they compile is the same.
        setattr(cls, name, compiled)
        result: object = compiled(self, *values, **named)
        return result

    method.__name__ = name
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    return method


def _init(cls: type, names: Names) -> str:
    body = [f" self.{name} = {value}" for name, value in _values(cls, names)]
    return _function("__init__", _parameters(cls, names), body + _after(cls))


def _frozen_init(cls: type, names: Names) -> str:
    names["_set"] = object.__setattr__
    body = [f" _set(self, {name!r}, {value})" for name, value in _values(cls, names)]
    return _function("__init__", _parameters(cls, names), body + _after(cls))


def _after(cls: type) -> list[str]:
    return [" self.__post_init__()"] if hasattr(cls, "__post_init__") else []


def _parameters(cls: type, names: Names) -> list[str]:
    """Return the parameters of `__init__`, self excepted, and add their defaults to the names."""
    parameters = []
    for each in _fields(cls):
        if not each.init:
            continue
        if each.default is MISSING and each.default_factory is MISSING:
            parameters.append(each.name)
            continue
        names[f"_default_{each.name}"] = each.default
        parameters.append(f"{each.name}=_default_{each.name}")
    return parameters


def _values(cls: type, names: Names) -> Iterator[tuple[str, str]]:
    """Yield each field that `__init__` sets with the expression for it, and add what that refers to."""
    for each in _fields(cls):
        if each.default_factory is not MISSING:
            names["_MISSING"] = MISSING
            names[f"_make_{each.name}"] = each.default_factory
            given = f"{each.name} if {each.name} is not _MISSING else " if each.init else ""
            yield each.name, f"{given}_make_{each.name}()"
        elif each.init:
            yield each.name, each.name
        elif each.default is not MISSING:
            names[f"_default_{each.name}"] = each.default
            yield each.name, f"_default_{each.name}"


def _eq(cls: type, _: Names) -> str:
    return _function(
        "__eq__",
        ["other"],
        [
            " if other.__class__ is not self.__class__:",
            "  return NotImplemented",
            f" return {_compared(cls, 'self')} == {_compared(cls, 'other')}",
        ],
    )


def _hash(cls: type, _: Names) -> str:
    return _function("__hash__", [], [f" return hash({_compared(cls, 'self')})"])


def _compared(cls: type, holder: str) -> str:
    return f"({''.join(f'{holder}.{each.name}, ' for each in _fields(cls) if each.compare)})"


def _function(name: str, parameters: list[str], body: list[str]) -> str:
    return "\n".join([f"def {name}({', '.join(['self', *parameters])}):", *(body or [" pass"])])


@recursive_repr()
def _repr(self: object) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in _fields(type(self)) if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: object) -> list[object]:
    return [getattr(self, each.name) for each in _fields(type(self))]


def _set_state(self: object, state: list[object]) -> None:
    for each, value in zip(_fields(type(self)), state, strict=True):
        object.__setattr__(self, each.name, value)


_FROZEN: Names = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    # Copying would assign to the fields.
    "__getstate__": _state,
    "__setstate__": _set_state,
}


def _fields(cls: type) -> tuple[Field[object], ...]:
    return dataclasses.fields(cls)
