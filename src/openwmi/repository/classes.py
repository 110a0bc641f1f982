# SPDX-License-Identifier: Apache-2.0
"""Classes of a namespace: found when asked for, and remembered as long as they are true.

What is remembered hangs on the schema token, a random number that every change of a class or a
namespace replaces inside its own transaction. Whoever reads looks at the token first, so the
memory is right in every thread and process, inside transactions and after their undoing, and
nobody has to tell anybody.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from openwmi.errors import InvalidNamespaceError, WbemError, WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.derive import derive
from openwmi.model.names import fold
from openwmi.repository.classtree import ClassTree, read_tree
from openwmi.repository.database import Database
from openwmi.repository.namespaces import Namespace, find_namespace
from openwmi.repository.serialize import DAMAGE, decode_declaration
from openwmi.repository.systemclasses import system_declaration
from openwmi.security.machine import server_name

MAX_ANCESTORS: Final = 256
"""Limit of a class's derivation, in classes above it."""

MAX_SCHEMAS: Final = 4
"""States of the schema remembered at once: the committed one, and those of open transactions."""


class NamespaceClasses:
    """The classes of one namespace in one state of the schema.

    Every method takes the connection to read from; it must see that state.
    """

    def __init__(self, namespace: Namespace, known: dict[str, ClassDefinition] | None = None) -> None:
        self.namespace = namespace
        self._known = {} if known is None else known
        self._tree: ClassTree | None = None

    def find(self, connection: sqlite3.Connection, name: str) -> ClassDefinition | None:
        """Return the class of that name in any case, or None.

        Raises:
            WbemError: WBEM_E_CRITICAL_ERROR when the stored class is damaged.
        """
        folded = fold(name)
        known = self._known.get(folded)
        return known if known is not None else self._resolve(connection, folded)

    def tree(self, connection: sqlite3.Connection) -> ClassTree:
        """Return the names of all classes and who derives from whom."""
        if self._tree is None:
            self._tree = read_tree(connection, self.namespace.id)
        return self._tree

    def without(self, names: Iterable[str]) -> NamespaceClasses:
        """Return a copy that has to read the classes of these folded names again."""
        dropped = set(names)
        return NamespaceClasses(
            self.namespace, {name: found for name, found in self._known.items() if name not in dropped}
        )

    def _resolve(self, connection: sqlite3.Connection, folded: str) -> ClassDefinition | None:
        pending: list[ClassDeclaration] = []
        definition: ClassDefinition | None = None
        wanted: str | None = folded
        while wanted is not None and definition is None:
            declaration = self._declaration(connection, wanted)
            if declaration is None:
                if not pending:
                    return None
                raise self._damaged(pending[-1].name, f"its superclass {wanted} is missing")
            pending.append(declaration)
            if len(pending) > MAX_ANCESTORS + 1:
                raise self._damaged(folded, "it has no end of superclasses")
            wanted = fold(declaration.superclass) if declaration.superclass else None
            definition = self._known.get(wanted) if wanted else None
        for declaration in reversed(pending):
            definition = self._derive(declaration, definition)
        return definition

    def _declaration(self, connection: sqlite3.Connection, folded: str) -> ClassDeclaration | None:
        found = system_declaration(folded)
        if found is not None:
            return found
        row = connection.execute(
            "SELECT body FROM class WHERE namespace_id = ? AND folded = ?", (self.namespace.id, folded)
        ).fetchone()
        if row is None:
            return None
        try:
            return decode_declaration(row[0])
        except DAMAGE as error:
            raise self._damaged(folded, f"its declaration cannot be read: {error}") from error

    def _derive(self, declaration: ClassDeclaration, parent: ClassDefinition | None) -> ClassDefinition:
        try:
            definition = derive(
                declaration, parent, namespace=self.namespace.path, server=server_name(), allow_system=True
            )
        except DAMAGE as error:
            raise self._damaged(declaration.name, f"it does not derive: {error}") from error
        # The first of several threads wins, so that all of them share one layout.
        return self._known.setdefault(fold(declaration.name), definition)

    def _damaged(self, name: str, why: str) -> WbemError:
        return WbemError(
            f"stored class {self.namespace.path}:{name} is damaged: {why}",
            hresult=WbemStatus.WBEM_E_CRITICAL_ERROR,
            where=f"{self.namespace.path}:{name}",
            next_step="run `openwmi repository check`, then restore the latest backup",
        )


class Schema:
    """All namespaces and classes in one state, as far as somebody has asked for them."""

    def __init__(self, known: dict[str, NamespaceClasses] | None = None) -> None:
        self._known = {} if known is None else known

    def namespace(self, connection: sqlite3.Connection, path: str) -> NamespaceClasses:
        """Return the classes of a namespace, its path in any case.

        Raises:
            InvalidNamespaceError: There is no such namespace.
        """
        known = self._known.get(path)
        return known if known is not None else self._look_up(connection, path)

    def with_namespace(self, changed: NamespaceClasses) -> Schema:
        """Return a copy in which one namespace is another."""
        kept = {path: c for path, c in self._known.items() if c.namespace.id != changed.namespace.id}
        return Schema(kept | {changed.namespace.path: changed})

    def _look_up(self, connection: sqlite3.Connection, path: str) -> NamespaceClasses:
        found = find_namespace(connection, path)
        if found is None:
            raise InvalidNamespaceError(
                f"namespace {path[:80]} does not exist",
                where=path[:80],
                next_step="list the namespaces with `openwmi namespaces`, or create it as an instance of __NAMESPACE",
            )
        return self._known.setdefault(found.path, NamespaceClasses(found))


class SchemaCache:
    """The states of the schema that were looked at lately, by token."""

    def __init__(self) -> None:
        self._schemas: dict[int, Schema] = {}
        self._lock = threading.Lock()

    def current(self, connection: sqlite3.Connection) -> Schema:
        """Return the state that a connection sees now; it is in a transaction."""
        token = _read_token(connection)
        schema = self._schemas.get(token)
        return schema if schema is not None else self._remember(token, Schema())

    def classes_changed(self, connection: sqlite3.Connection, classes: NamespaceClasses, names: Iterable[str]) -> None:
        """Make every reader read the classes of these folded names again, from this transaction on."""
        changed = self.current(connection).with_namespace(classes.without(names))
        self._remember(_renew_token(connection), changed)

    def namespaces_changed(self, connection: sqlite3.Connection) -> None:
        """Make every reader read everything again, from this transaction on."""
        _renew_token(connection)

    def _remember(self, token: int, schema: Schema) -> Schema:
        with self._lock:
            while len(self._schemas) >= MAX_SCHEMAS:
                del self._schemas[next(iter(self._schemas))]
            return self._schemas.setdefault(token, schema)


class RepositoryClasses:
    """The classes of one namespace, live: each question is answered from the present state.

    Satisfies `openwmi.model.classsource.ClassSource`.

    Attributes:
        namespace: The path, as first spelled.
    """

    def __init__(self, database: Database, cache: SchemaCache, namespace: str) -> None:
        self.namespace = namespace
        self._database = database
        self._cache = cache

    def find_class(self, name: str) -> ClassDefinition | None:
        """Return the class of that name in any case, or None.

        Raises:
            InvalidNamespaceError: The namespace was deleted.
        """
        with self._database.read() as connection:
            return self._classes(connection).find(connection, name)

    def subclasses(self, name: str) -> Sequence[str]:
        """Return the names of all descendants, parents before children, in order of definition.

        Raises:
            InvalidNamespaceError: The namespace was deleted.
        """
        return self._tree().descendants(name)

    def children(self, name: str | None) -> Sequence[str]:
        """Return the names of the classes directly below a class, or of those at the top for None.

        Raises:
            InvalidNamespaceError: The namespace was deleted.
        """
        return self._tree().children(name)

    def class_names(self) -> Iterator[str]:
        """Yield the names of all classes, system classes included, parents before children.

        Raises:
            InvalidNamespaceError: The namespace was deleted.
        """
        yield from self._tree().descendants(None)

    def _tree(self) -> ClassTree:
        with self._database.read() as connection:
            return self._classes(connection).tree(connection)

    def _classes(self, connection: sqlite3.Connection) -> NamespaceClasses:
        return self._cache.current(connection).namespace(connection, self.namespace)


def _read_token(connection: sqlite3.Connection) -> int:
    token: int = connection.execute("SELECT value FROM meta WHERE name = 'schema_token'").fetchone()[0]
    return token


def _renew_token(connection: sqlite3.Connection) -> int:
    connection.execute("UPDATE meta SET value = random() WHERE name = 'schema_token'")
    return _read_token(connection)
