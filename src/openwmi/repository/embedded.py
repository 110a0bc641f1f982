# SPDX-License-Identifier: Apache-2.0
"""Embedded objects <-> JSON documents, and the classes they were stored with.

An embedded object is stored by value: its document names the digest of its class, and the
table `embedded_class` keeps that class with all its ancestors. So an embedded object reads the
same after its class was changed or deleted, and reading one needs no other class.

Spec: object-model.md §5.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from typing import Final, NotRequired, TypedDict

from openwmi.errors import InvalidObjectError, QuotaViolationError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.declaration import ClassDeclaration, PropertyDeclaration
from openwmi.model.derive import derive
from openwmi.model.instance import Instance, InstanceExtra
from openwmi.model.names import NameMap
from openwmi.model.values import CimScalar, CimValue
from openwmi.repository.serialize import (
    ClassDocument,
    QualifierDocument,
    declaration_document,
    dump,
    qualifier_documents,
    read_declaration,
    read_qualifiers,
)

MAX_NESTING: Final = 64
"""How deep objects may be embedded in each other. Spec: object-model.md §1 (limits)."""

MAX_CACHED_CLASSES: Final = 256

_DIGEST_OCTETS: Final = 16


class ExtraDocument(TypedDict):
    """The qualifiers that an instance carries itself, as JSON."""

    qualifiers: list[QualifierDocument]
    properties: dict[str, list[QualifierDocument]]


class ObjectDocument(TypedDict):
    """An embedded object as JSON; `local` is missing when the object is a class."""

    cls: str
    local: NotRequired[dict[str, object]]
    extra: NotRequired[ExtraDocument]


class ChainDocument(TypedDict):
    """A class and its ancestors, the topmost first, as JSON."""

    namespace: str
    server: str
    chain: list[ClassDocument]


class EmbeddedClasses:
    """The table `embedded_class`, with the definitions read from it lately.

    A digest stands for one text for ever, so the cache needs no care: not across processes and
    not when a transaction is undone.
    """

    def __init__(self) -> None:
        self._known: dict[str, ClassDefinition] = {}

    def store(self, connection: sqlite3.Connection, cim_class: ClassDefinition) -> str:
        """Keep a class with its ancestors and return its digest."""
        body = dump(_chain_document(cim_class), f"class {cim_class.name}")
        digest = digest_of(body)
        connection.execute("INSERT OR IGNORE INTO embedded_class (digest, body) VALUES (?, ?)", (digest, body))
        return digest

    def load(self, connection: sqlite3.Connection, digest: str) -> ClassDefinition:
        """Return the class with a digest.

        Raises:
            KeyError: There is none.
        """
        known = self._known.get(digest)
        if known is not None:
            return known
        row = connection.execute("SELECT body FROM embedded_class WHERE digest = ?", (digest,)).fetchone()
        if row is None:
            raise KeyError(f"embedded class {digest}")
        document: ChainDocument = json.loads(row[0])
        definition = _read_chain(document)
        if len(self._known) >= MAX_CACHED_CLASSES:
            self._known.clear()
        self._known[digest] = definition
        return definition


class EmbeddedCodec:
    """Writes and reads embedded objects over one connection."""

    def __init__(self, connection: sqlite3.Connection, classes: EmbeddedClasses) -> None:
        self._connection = connection
        self._classes = classes

    def encode(self, value: CimScalar, depth: int = 1) -> ObjectDocument:
        """Return the document of an embedded class or instance.

        Raises:
            QuotaViolationError: Objects are embedded more than MAX_NESTING deep.
            InvalidObjectError: The value is no object.
        """
        if depth > MAX_NESTING:
            raise QuotaViolationError(
                f"objects are embedded more than {MAX_NESTING} deep", next_step="store the inner objects on their own"
            )
        if isinstance(value, ClassDefinition):
            return {"cls": self._classes.store(self._connection, value)}
        if not isinstance(value, Instance):
            raise InvalidObjectError(f"{value!r} is neither an instance nor a class")
        document: ObjectDocument = {
            "cls": self._classes.store(self._connection, value.cim_class),
            "local": self._local_values(value, depth),
        }
        extra = extra_document(value)
        if extra is not None:
            document["extra"] = extra
        return document

    def decode(self, document: ObjectDocument) -> CimObject:
        """Return the object of a document that `encode` gave."""
        cim_class = self._classes.load(self._connection, document["cls"])
        local = document.get("local")
        if local is None:
            return cim_class
        layout = cim_class.layout
        instance = Instance(layout, layout.new_row())
        for name, plain in local.items():
            slot = layout.slot(name)
            instance.values[slot] = self.restore(plain, layout.types[slot])
            instance.local |= 1 << slot
        if "extra" in document:
            instance.extra = read_extra(document["extra"])
        return instance

    def plain(self, value: CimValue, spec: TypeSpec, depth: int = 1) -> object:
        """Return a property value as JSON knows it."""
        if spec.cimtype is not CimType.CIM_OBJECT or value is None:
            return value
        if isinstance(value, list):
            return [self.encode(element, depth) for element in value]
        return self.encode(value, depth)

    def restore(self, plain: object, spec: TypeSpec) -> CimValue:
        """Return the property value that `plain` was made of."""
        if isinstance(plain, list):
            return [self._restore_scalar(element, spec) for element in plain]
        return None if plain is None else self._restore_scalar(plain, spec)

    def _restore_scalar(self, plain: object, spec: TypeSpec) -> CimScalar:
        if isinstance(plain, dict):
            document: ObjectDocument = {"cls": plain["cls"]}
            document.update(plain)  # type: ignore[typeddict-item]  # what json.loads gave has no static type
            return self.decode(document)
        if spec.cimtype is CimType.CIM_DATETIME and isinstance(plain, str):
            return trusted_datetime(plain)
        if isinstance(plain, (bool, int, float, str)):
            return plain
        raise TypeError(f"{plain!r} is no value of {spec}")

    def _local_values(self, instance: Instance, depth: int) -> dict[str, object]:
        layout = instance.layout
        return {
            name: self.plain(instance.values[slot], layout.types[slot], depth + 1)
            for slot, name in enumerate(layout.names)
            if instance.local >> slot & 1
        }


def digest_of(body: str) -> str:
    """Return the digest under which the text of a class is stored."""
    import hashlib  # here, because only objects embedded in a stored one need it

    return hashlib.sha256(body.encode("ascii", "replace")).hexdigest()[: 2 * _DIGEST_OCTETS]


def trusted_datetime(text: str) -> CimDatetime:
    """Return a datetime of text that was validated before it was stored."""
    return str.__new__(CimDatetime, text)


def extra_document(instance: Instance) -> ExtraDocument | None:
    """Return the qualifiers an instance carries itself, or None when it has none."""
    extra = instance.extra
    if extra is None or not (extra.qualifiers or extra.property_qualifiers):
        return None
    return {
        "qualifiers": qualifier_documents(extra.qualifiers.values()),
        "properties": {name: qualifier_documents(q.values()) for name, q in extra.property_qualifiers.items()},
    }


def read_extra(document: ExtraDocument) -> InstanceExtra:
    """Return what `extra_document` gave as the extra part of an instance."""
    properties = NameMap((name, read_qualifiers(q)) for name, q in document["properties"].items())
    return InstanceExtra(read_qualifiers(document["qualifiers"]), properties)


def _chain_document(cim_class: ClassDefinition) -> ChainDocument:
    chain: list[ClassDocument] = []
    current: ClassDefinition | None = cim_class
    while current is not None:
        chain.append(declaration_document(_full_declaration(current)))
        current = current.parent
    return {"namespace": cim_class.namespace, "server": cim_class.server, "chain": chain[::-1]}


def _full_declaration(cim_class: ClassDefinition) -> ClassDeclaration:
    """Return the declaration, with the local properties that it does not list.

    The `__PARAMETERS` classes of methods are made without a declaration of their properties.
    """
    declared = cim_class.declaration
    missing = [p for p in cim_class.properties.values() if p.is_local and p.name not in declared.properties]
    if not missing:
        return declared
    properties = declared.properties.copy()
    for p in missing:
        properties[p.name] = PropertyDeclaration(p.name, p.type, p.qualifiers, p.default, p.default is not None)
    return replace(declared, properties=properties)


def _read_chain(document: ChainDocument) -> ClassDefinition:
    definition: ClassDefinition | None = None
    for part in document["chain"]:
        definition = derive(
            read_declaration(part),
            definition,
            namespace=document["namespace"],
            server=document["server"],
            allow_system=True,
        )
    if definition is None:
        raise ValueError("an embedded class without declarations")
    return definition
