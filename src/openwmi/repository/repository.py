# SPDX-License-Identifier: Apache-2.0
"""Repository: classes and static instances of all namespaces, kept in one SQLite file.

Every public method is one transaction: a write has reached the disk when the method returns, a
read sees what was committed when it began. Methods may be called from any thread, and several
processes may open the same folder.
"""

from __future__ import annotations

import platform
import sqlite3
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from openwmi.errors import InvalidNamespaceError, WbemError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.flags import WBEM_FLAG_CREATE_OR_UPDATE
from openwmi.model.identity import LOCAL_SERVERS
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap, fold
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import QualifierType
from openwmi.repository.bootstrap import bootstrap, create_namespace
from openwmi.repository.classes import RepositoryClasses, SchemaCache
from openwmi.repository.classwrite import delete_class, put_class
from openwmi.repository.database import BUSY_DEADLINE_S, Database, create_file
from openwmi.repository.embedded import EmbeddedClasses
from openwmi.repository.instances import Page, get_instance, read_page
from openwmi.repository.instancewrite import NAMESPACE_CLASS, delete_instance, put_instance
from openwmi.repository.migrate import SCHEMA_VERSION, check_version, migrate
from openwmi.repository.namespaces import find_namespace, namespace_paths, split_namespace
from openwmi.repository.qualifiertypes import delete_qualifier_type, put_qualifier_type, read_qualifier_types
from openwmi.repository.referrers import read_reference_page
from openwmi.repository.view import View
from openwmi.security.machine import server_name

FILE_NAME: Final = "repository.db"
"""Name of the file in the repository's folder; SQLite puts `-wal` and `-shm` beside it."""


class Repository:
    """All namespaces with their classes and static instances.

    Open it with `Repository.open`; use it as a context manager, or call `close`.

    Attributes:
        folder: Where it lives.
    """

    def __init__(self, folder: Path, database: Database, own_servers: frozenset[str]) -> None:
        self.folder = folder
        self._database = database
        self._cache = SchemaCache()
        self._embedded = EmbeddedClasses()
        self._own_servers = own_servers

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        clock: Callable[[], float] = time.time,
        version: str = "",
        deadline_s: float = BUSY_DEADLINE_S,
    ) -> Repository:
        """Open the repository of a folder; make, migrate and fill it when needed.

        Args:
            folder: Made with access for its owner only when it does not exist.
            clock: Gives the present time, in seconds since 1970 UTC.
            version: Of the product, for `__CIMOMIdentification` of a new repository.
            deadline_s: How long a write waits for other writers.

        Raises:
            DatabaseVersionError: A newer release wrote it; nothing was changed.
            WbemError: The file cannot be opened, is damaged, or belongs to another program.
        """
        path = folder / FILE_NAME
        create_file(path)
        database = Database(path, deadline_s=deadline_s)
        try:
            own_names = frozenset({fold(server_name()), fold(platform.node())})
            known = _known_servers(database)
            repository = cls(folder, database, LOCAL_SERVERS | own_names | (known or frozenset()))
            if known is None or not own_names <= known:
                repository._prepare(own_names, clock(), version)
        except BaseException:
            database.close()
            raise
        return repository

    def close(self) -> None:
        """Close the file. Every later call fails with WBEM_E_SHUTTING_DOWN."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Group writes of this thread: all of them reach the disk at the end, or none.

        Reads of this thread inside the block see its own writes. Other writers wait, so keep
        it short.
        """
        with self._database.write():
            yield

    def namespaces(self) -> list[str]:
        """Return the paths of all namespaces, parents before children."""
        with self._database.read() as connection:
            return namespace_paths(connection)

    def has_namespace(self, namespace: str) -> bool:
        """Tell whether a namespace exists; its path in any case and with either separator."""
        with self._database.read() as connection:
            try:
                return find_namespace(connection, namespace) is not None
            except WbemError:
                return False

    def spelling(self, namespace: str) -> str:
        """Return the path of a namespace as first spelled.

        Raises:
            InvalidNamespaceError: It does not exist.
        """
        with self.reading() as view:
            return view.classes(namespace).namespace.path

    def create_namespace(self, namespace: str) -> None:
        """Create a namespace in an existing parent; nothing happens when it exists.

        Raises:
            InvalidNamespaceError: The parent does not exist, or the text cannot be a namespace.
        """
        with self._writing() as view:
            create_namespace(view, namespace)

    def delete_namespace(self, namespace: str) -> None:
        """Delete a namespace with its descendants and everything in them.

        Raises:
            InvalidNamespaceError: It does not exist.
            InvalidOperationError: It has to exist.
        """
        with self._writing() as view:
            path = view.classes(namespace).namespace.path
            parent, name = split_namespace(path)
            if parent is None:
                raise InvalidNamespaceError(f"{path} cannot be deleted: it is the root of all namespaces", where=path)
            delete_instance(view, parent, ObjectPath(NAMESPACE_CLASS, (("Name", name),)))

    def classes(self, namespace: str) -> RepositoryClasses:
        """Return the classes of a namespace, live.

        Raises:
            InvalidNamespaceError: It does not exist.
        """
        return RepositoryClasses(self._database, self._cache, self.spelling(namespace))

    def put_class(
        self, namespace: str, declaration: ClassDeclaration, flags: int = WBEM_FLAG_CREATE_OR_UPDATE
    ) -> ClassDefinition:
        """Store a class and return its definition; see `classwrite.put_class`."""
        with self._writing() as view:
            return put_class(view, namespace, declaration, flags)

    def delete_class(self, namespace: str, name: str) -> list[ClassDefinition]:
        """Delete a class with its subclasses and their instances; see `classwrite.delete_class`."""
        with self._writing() as view:
            return delete_class(view, namespace, name)

    def put_instance(
        self,
        namespace: str,
        instance: Instance,
        flags: int = WBEM_FLAG_CREATE_OR_UPDATE,
        *,
        only: Collection[str] | None = None,
    ) -> ObjectPath:
        """Store an instance and return its path; see `instancewrite.put_instance`."""
        with self._writing() as view:
            return put_instance(view, namespace, instance, flags, only)

    def get_instance(self, namespace: str, path: ObjectPath) -> Instance:
        """Return a stored instance.

        Raises:
            NotFoundError: It is not stored.
            InvalidNamespaceError, InvalidClassError, InvalidObjectPathError: The path leads nowhere.
        """
        with self.reading() as view:
            return get_instance(view, namespace, path).instance

    def delete_instance(self, namespace: str, path: ObjectPath) -> Instance:
        """Delete a stored instance and return what it was; see `instancewrite.delete_instance`."""
        with self._writing() as view:
            return delete_instance(view, namespace, path)

    def enumerate_instances(self, namespace: str, class_name: str) -> Iterator[list[Instance]]:
        """Yield the stored instances of exactly this class, at most 256 at a time.

        Nothing is held between two batches.

        Raises:
            InvalidNamespaceError, InvalidClassError: Namespace or class do not exist (any more).
        """
        return self._batches(lambda view, last_id: read_page(view, namespace, class_name, last_id))

    def references_to(self, namespace: str, path: ObjectPath) -> Iterator[Instance]:
        """Yield the instances stored in a namespace that refer to an object.

        Args:
            namespace: Whose instances are searched.
            path: Of an instance or a class; relative to the namespace, or of any other.

        Raises:
            InvalidNamespaceError: The namespace does not exist.
            InvalidObjectPathError: The path does not fit its class.
        """
        for batch in self._batches(lambda view, last_id: read_reference_page(view, namespace, path, last_id)):
            yield from batch

    def put_qualifier_type(self, namespace: str, declared: QualifierType) -> None:
        """Store a qualifier declaration; see `qualifiertypes.put_qualifier_type`."""
        with self._writing() as view:
            put_qualifier_type(view, namespace, declared)

    def delete_qualifier_type(self, namespace: str, name: str) -> None:
        """Delete a qualifier declaration; see `qualifiertypes.delete_qualifier_type`."""
        with self._writing() as view:
            delete_qualifier_type(view, namespace, name)

    def qualifier_types(self, namespace: str) -> NameMap[QualifierType]:
        """Return the qualifier declarations of a namespace by name.

        Raises:
            InvalidNamespaceError: The namespace does not exist.
        """
        with self.reading() as view:
            return read_qualifier_types(view, namespace)

    @contextmanager
    def reading(self) -> Iterator[View]:
        """Lend a view of one committed state, for several reads that must fit together."""
        with self._database.read() as connection:
            yield self._view(connection)

    @contextmanager
    def _writing(self) -> Iterator[View]:
        with self._database.write() as connection:
            yield self._view(connection)

    def _view(self, connection: sqlite3.Connection) -> View:
        return View(connection, self._cache, self._embedded, self._own_servers)

    def _batches(self, read: Callable[[View, int], Page]) -> Iterator[list[Instance]]:
        last_id: int | None = 0
        while last_id is not None:
            with self.reading() as view:
                page = read(view, last_id)
            last_id = page.last_id
            if page.instances:
                yield page.instances

    def _prepare(self, own_names: Collection[str], now_s: float, version: str) -> None:
        """Bring the file to the newest version, fill it when it is new, and note the machine's names."""
        with self._writing() as view:
            if migrate(view.connection, self._database.path) == 0:
                bootstrap(view, self.folder, now_s=now_s, version=version)
            view.connection.executemany(
                "INSERT OR IGNORE INTO own_server (name) VALUES (?)", [(name,) for name in own_names]
            )


def _known_servers(database: Database) -> frozenset[str] | None:
    """Return the names this machine had whenever the repository was opened; None before it is made.

    Identities leave out the name of this machine. So that they stay what they were after it is
    renamed, its old names are remembered.

    Raises:
        DatabaseVersionError: A newer release wrote the file.
    """
    with database.read() as connection:
        if check_version(connection, database.path) != SCHEMA_VERSION:
            return None
        return frozenset(name for (name,) in connection.execute("SELECT name FROM own_server"))
