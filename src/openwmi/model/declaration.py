# SPDX-License-Identifier: Apache-2.0
"""Declarations: what is written in one class, without anything it inherits.

MOF, annotations and the repository all speak in declarations; `derive` turns one into a
`ClassDefinition`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from openwmi.model.cimtype import TypeSpec
from openwmi.model.names import NameMap
from openwmi.model.qualifier import Qualifier
from openwmi.model.values import CimValue


@dataclass(slots=True)
class PropertyDeclaration:
    """A property as written: new, or an override of an inherited one.

    Attributes:
        name: As written.
        type: Its type, repeated on an override.
        qualifiers: Written here.
        default: Written default; meaningful only when `has_default`.
        has_default: Whether a default (possibly NULL) is written.
    """

    name: str
    type: TypeSpec
    qualifiers: NameMap[Qualifier] = field(default_factory=NameMap)
    default: CimValue = None
    has_default: bool = False


@dataclass(slots=True)
class ParameterDeclaration:
    """A method parameter; the `In` and `Out` qualifiers give its direction."""

    name: str
    type: TypeSpec
    qualifiers: NameMap[Qualifier] = field(default_factory=NameMap)
    default: CimValue = None
    has_default: bool = False


@dataclass(slots=True)
class MethodDeclaration:
    """A method as written. `return_type` is None for `void`."""

    name: str
    return_type: TypeSpec | None
    parameters: list[ParameterDeclaration] = field(default_factory=list)
    qualifiers: NameMap[Qualifier] = field(default_factory=NameMap)


@dataclass(slots=True)
class ClassDeclaration:
    """A class as written: its own qualifiers, properties and methods."""

    name: str
    superclass: str | None = None
    qualifiers: NameMap[Qualifier] = field(default_factory=NameMap)
    properties: NameMap[PropertyDeclaration] = field(default_factory=NameMap)
    methods: NameMap[MethodDeclaration] = field(default_factory=NameMap)
