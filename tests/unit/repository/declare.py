# SPDX-License-Identifier: Apache-2.0
"""Short ways to write the classes that the repository's tests store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openwmi.model.cimtype import TypeSpec
from openwmi.model.declaration import (
    ClassDeclaration,
    MethodDeclaration,
    ParameterDeclaration,
    PropertyDeclaration,
)
from openwmi.model.names import NameMap
from openwmi.model.qualifier import Qualifier, Qualifiers, QualifierValue
from openwmi.model.values import CimValue

NS = "root\\cimv2"

QualifierWord = str | tuple[str, QualifierValue] | tuple[str, QualifierValue, int]


class _Missing:
    """Stands for a default that is not written."""


MISSING = _Missing()


def qualifiers(*words: QualifierWord) -> Qualifiers:
    parts = [(word,) if isinstance(word, str) else word for word in words]
    return NameMap((part[0], Qualifier(*part)) for part in parts)


def spec(text: str) -> TypeSpec:
    return TypeSpec.from_text(text.removesuffix("[]"), is_array=text.endswith("[]"))


def prop(
    name: str, type_text: str, *words: QualifierWord, default: CimValue | _Missing = MISSING
) -> PropertyDeclaration:
    has_default = not isinstance(default, _Missing)
    return PropertyDeclaration(
        name, spec(type_text), qualifiers(*words), None if isinstance(default, _Missing) else default, has_default
    )


def key(name: str = "Id", type_text: str = "uint32") -> PropertyDeclaration:
    return prop(name, type_text, "key")


def method(
    name: str, return_type: str | None = "uint32", parameters: Mapping[str, str] | None = None
) -> MethodDeclaration:
    found = [ParameterDeclaration(n, spec(text), qualifiers("in")) for n, text in (parameters or {}).items()]
    return MethodDeclaration(name, spec(return_type) if return_type else None, found, qualifiers("implemented"))


def declare(
    name: str,
    superclass: str | None = None,
    *properties: PropertyDeclaration,
    words: Sequence[QualifierWord] = (),
    methods: Sequence[MethodDeclaration] = (),
) -> ClassDeclaration:
    return ClassDeclaration(
        name,
        superclass,
        qualifiers(*words),
        NameMap((p.name, p) for p in properties),
        NameMap((m.name, m) for m in methods),
    )
