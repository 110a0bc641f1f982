# SPDX-License-Identifier: Apache-2.0
"""Declarations <-> the JSON text that the repository stores.

Class declarations and qualifier types are JSON objects with readable names: they are few, read
once and cached. Instance rows are many and have a format of their own (`rows.py`).
`decode_…` reads what `encode_…` wrote; text that was damaged raises one of DAMAGE.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NotRequired, TypedDict

from openwmi.errors import InvalidPropertyError, WbemError, WbemStatus
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import TypeSpec
from openwmi.model.declaration import (
    ClassDeclaration,
    MethodDeclaration,
    ParameterDeclaration,
    PropertyDeclaration,
)
from openwmi.model.names import NameMap
from openwmi.model.qualifier import WBEM_FLAVOR_MASK_ORIGIN, Qualifier, Qualifiers, QualifierType, QualifierValue
from openwmi.model.values import CimScalar, CimValue, coerce

MAX_STORED_OCTETS: Final = 16 * 1024 * 1024
"""Limit of one stored class or instance."""

DAMAGE: Final = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, WbemError)
"""What reading a stored text raises when the text is not what was written."""

_ARRAY_MARK: Final = "[]"

# Characters beyond ASCII are escaped, so that lone surrogates survive the way into SQLite.
_ENCODER: Final = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True)


class QualifierDocument(TypedDict):
    """A `Qualifier` as JSON; its origin is where it stands."""

    name: str
    value: QualifierValue
    flavor: int


class ElementDocument(TypedDict):
    """A property or parameter as JSON; `default` is missing where none is written."""

    name: str
    type: str
    qualifiers: list[QualifierDocument]
    default: NotRequired[CimValue]


class MethodDocument(TypedDict):
    """A method as JSON."""

    name: str
    type: str | None
    parameters: list[ElementDocument]
    qualifiers: list[QualifierDocument]


class ClassDocument(TypedDict):
    """A class declaration as JSON."""

    name: str
    superclass: str | None
    qualifiers: list[QualifierDocument]
    properties: list[ElementDocument]
    methods: list[MethodDocument]


class QualifierTypeDocument(TypedDict):
    """A qualifier declaration as JSON."""

    name: str
    type: str | None
    default: QualifierValue | None
    scope: list[str]
    flavor: int


def dump(document: Mapping[str, object] | Sequence[object], what: str) -> str:
    """Return compact JSON text.

    Args:
        document: Values that JSON knows.
        what: Name of the object, for messages.

    Raises:
        WbemError: WBEM_E_TOO_MUCH_DATA when the text exceeds MAX_STORED_OCTETS.
    """
    text = _ENCODER.encode(document)
    if len(text) > MAX_STORED_OCTETS:
        raise WbemError(
            f"{what} takes {len(text)} octets in the repository",
            hresult=WbemStatus.WBEM_E_TOO_MUCH_DATA,
            where=what,
            next_step=f"store at most {MAX_STORED_OCTETS} octets in one object",
        )
    return text


def encode_declaration(declaration: ClassDeclaration) -> str:
    """Return the stored text of a class declaration.

    Raises:
        InvalidPropertyError: A default is an embedded object.
        TypeMismatchError: A default does not fit its type.
        WbemError: WBEM_E_TOO_MUCH_DATA.
    """
    return dump(declaration_document(declaration), f"class {declaration.name}")


def decode_declaration(text: str) -> ClassDeclaration:
    """Return the declaration that `encode_declaration` made `text` of."""
    document: ClassDocument = json.loads(text)
    return read_declaration(document)


def encode_qualifier_type(declared: QualifierType) -> str:
    """Return the stored text of a qualifier declaration.

    Raises:
        WbemError: WBEM_E_TOO_MUCH_DATA.
    """
    document: QualifierTypeDocument = {
        "name": declared.name,
        "type": _type_text(declared.type) if declared.type else None,
        "default": declared.default,
        "scope": sorted(declared.scope),
        "flavor": declared.flavor,
    }
    return dump(document, f"qualifier {declared.name}")


def decode_qualifier_type(text: str) -> QualifierType:
    """Return the qualifier declaration that `encode_qualifier_type` made `text` of."""
    document: QualifierTypeDocument = json.loads(text)
    return QualifierType(
        document["name"],
        _read_type(document["type"]) if document["type"] else None,
        document["default"],
        frozenset(document["scope"]),
        document["flavor"],
    )


def declaration_document(declaration: ClassDeclaration) -> ClassDocument:
    """Return a class declaration as a JSON document.

    Raises:
        InvalidPropertyError: A default is an embedded object.
        TypeMismatchError: A default does not fit its type.
    """
    name = declaration.name
    return {
        "name": name,
        "superclass": declaration.superclass,
        "qualifiers": qualifier_documents(declaration.qualifiers.values()),
        "properties": [_element_document(p, f"{name}.{p.name}") for p in declaration.properties.values()],
        "methods": [_method_document(m, f"{name}.{m.name}") for m in declaration.methods.values()],
    }


def read_declaration(document: ClassDocument) -> ClassDeclaration:
    """Return the class declaration of a JSON document."""
    return ClassDeclaration(
        document["name"],
        document["superclass"],
        read_qualifiers(document["qualifiers"]),
        NameMap((p["name"], PropertyDeclaration(*_element_parts(p))) for p in document["properties"]),
        NameMap((m["name"], _read_method(m)) for m in document["methods"]),
    )


def qualifier_documents(qualifiers: Iterable[Qualifier]) -> list[QualifierDocument]:
    """Return qualifiers as JSON documents, without their origin."""
    return [{"name": q.name, "value": q.value, "flavor": q.flavor & ~WBEM_FLAVOR_MASK_ORIGIN} for q in qualifiers]


def read_qualifiers(documents: Iterable[QualifierDocument]) -> Qualifiers:
    """Return the qualifiers of JSON documents, all of local origin."""
    return NameMap((d["name"], Qualifier(d["name"], d["value"], d["flavor"])) for d in documents)


def _element_document(element: PropertyDeclaration | ParameterDeclaration, where: str) -> ElementDocument:
    document: ElementDocument = {
        "name": element.name,
        "type": _type_text(element.type),
        "qualifiers": qualifier_documents(element.qualifiers.values()),
    }
    if element.has_default:
        document["default"] = _plain_default(element.default, element.type, where)
    return document


def _plain_default(value: CimValue, spec: TypeSpec, where: str) -> CimValue:
    default = coerce(value, spec, where)
    parts: list[CimScalar | None] = [*default] if isinstance(default, list) else [default]
    if any(isinstance(part, CimObject) for part in parts):
        raise InvalidPropertyError(
            f"{where} has an embedded object as its default", next_step="set the object on the instances instead"
        )
    return default


def _element_parts(document: ElementDocument) -> tuple[str, TypeSpec, Qualifiers, CimValue, bool]:
    qualifiers = read_qualifiers(document["qualifiers"])
    spec = _read_type(document["type"])
    return document["name"], spec, qualifiers, document.get("default"), "default" in document


def _method_document(method: MethodDeclaration, where: str) -> MethodDocument:
    return {
        "name": method.name,
        "type": _type_text(method.return_type) if method.return_type else None,
        "parameters": [_element_document(p, f"{where}({p.name})") for p in method.parameters],
        "qualifiers": qualifier_documents(method.qualifiers.values()),
    }


def _read_method(document: MethodDocument) -> MethodDeclaration:
    return MethodDeclaration(
        document["name"],
        _read_type(document["type"]) if document["type"] else None,
        [ParameterDeclaration(*_element_parts(p)) for p in document["parameters"]],
        read_qualifiers(document["qualifiers"]),
    )


def _type_text(spec: TypeSpec) -> str:
    return f"{spec.text}{_ARRAY_MARK}" if spec.is_array else spec.text


def _read_type(text: str) -> TypeSpec:
    is_array = text.endswith(_ARRAY_MARK)
    return TypeSpec.from_text(text.removesuffix(_ARRAY_MARK), is_array=is_array)
