# SPDX-License-Identifier: Apache-2.0
"""View: what one read or write transaction works with."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from openwmi.errors import InvalidClassError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.identity import canonical_key
from openwmi.model.names import fold
from openwmi.model.objectpath import ObjectPath
from openwmi.repository.classes import NamespaceClasses, Schema, SchemaCache
from openwmi.repository.embedded import EmbeddedClasses, EmbeddedCodec


@dataclass(frozen=True, slots=True)
class Address:
    """Where an instance is stored within its namespace.

    Attributes:
        cim_class: The class its path names; the stored instance may be of a subclass.
        owner: Folded name of the class that introduced the key.
        identity: Canonical key, as octets; SQLite's text knows no lone surrogates.
    """

    cim_class: ClassDefinition
    owner: str
    identity: bytes


@dataclass(frozen=True, slots=True)
class View:
    """One transaction: its connection, and the memories that fit every connection.

    Attributes:
        connection: In a transaction.
        cache: Of classes.
        embedded: Classes of embedded objects.
        own_servers: Folded names of this machine.
    """

    connection: sqlite3.Connection
    cache: SchemaCache
    embedded: EmbeddedClasses
    own_servers: frozenset[str]

    @property
    def schema(self) -> Schema:
        """Namespaces and classes as this transaction sees them."""
        return self.cache.current(self.connection)

    @property
    def codec(self) -> EmbeddedCodec:
        """Writes and reads embedded objects in this transaction."""
        return EmbeddedCodec(self.connection, self.embedded)

    def classes(self, namespace: str) -> NamespaceClasses:
        """Return the classes of a namespace.

        Raises:
            InvalidNamespaceError: There is no such namespace.
        """
        return self.schema.namespace(self.connection, namespace)

    def find_class(self, classes: NamespaceClasses, name: str) -> ClassDefinition:
        """Return a class that has to exist.

        Raises:
            InvalidClassError: It does not.
        """
        found = classes.find(self.connection, name)
        if found is None:
            place = f"{classes.namespace.path}:{name}"
            raise InvalidClassError(f"class {place} does not exist", where=place, next_step="compile its MOF first")
        return found

    def locate(self, classes: NamespaceClasses, path: ObjectPath) -> Address:
        """Return where the instance of a path is or would be stored.

        Raises:
            InvalidClassError: The class of the path does not exist.
            InvalidObjectPathError: The path does not address an instance of the class.

        Spec: object-model.md §9.4.
        """
        return self.address(self.find_class(classes, path.class_name), path)

    def address(self, cim_class: ClassDefinition, path: ObjectPath) -> Address:
        """Return where the instance of a path of a known class is or would be stored.

        Raises:
            InvalidObjectPathError: The path does not address an instance of the class.
        """
        key = canonical_key(path, cim_class, self.own_servers)
        return Address(cim_class, fold(cim_class.key_owner.name), key.encode("utf-8", "surrogatepass"))
