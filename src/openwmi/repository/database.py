# SPDX-License-Identifier: Apache-2.0
"""Database: the SQLite file, one writing connection, a few reading ones, and their deadlines.

Rules of this file:

- A write is a transaction that holds the file's write lock from its first statement
  (`BEGIN IMMEDIATE`), so that it never fails half-way because somebody else wrote first.
- `synchronous=FULL` in WAL mode: when `write` has returned, the change is on the disk.
- A read sees one committed state from its first statement to its last. Readers and the
  writer never wait for each other.
- Whoever must wait for another process waits until the deadline and then gets an error
  that says so.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from openwmi.errors import WbemError, WbemStatus

BUSY_DEADLINE_S: Final = 30.0
"""How long a writer waits for the writers before it, in this process and in others."""

MAX_IDLE_READERS: Final = 8
"""Reading connections kept open between reads; more are opened while more threads read."""

_FOLDER_MODE: Final = 0o700
_FILE_MODE: Final = 0o600

_CHECK_STEP: Final = "run `openwmi repository check`, then restore the latest backup"

_FAILURES: Final[dict[int, tuple[WbemStatus, str, str]]] = {
    sqlite3.SQLITE_BUSY: (
        WbemStatus.WBEM_E_SERVER_TOO_BUSY,
        "is locked by another writer",
        "try again; if it persists, look for a process that keeps the repository locked",
    ),
    sqlite3.SQLITE_LOCKED: (WbemStatus.WBEM_E_SERVER_TOO_BUSY, "is locked by another writer", "try again"),
    sqlite3.SQLITE_FULL: (WbemStatus.WBEM_E_OUT_OF_DISK_SPACE, "has no room to grow", "free disk space and try again"),
    sqlite3.SQLITE_READONLY: (
        WbemStatus.WBEM_E_ACCESS_DENIED,
        "cannot be written",
        "run as the owner of the repository folder, or give this account write access",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        WbemStatus.WBEM_E_ACCESS_DENIED,
        "cannot be opened",
        "check that the folder exists and that this account may read and write it",
    ),
    sqlite3.SQLITE_PERM: (WbemStatus.WBEM_E_ACCESS_DENIED, "may not be accessed", "check its permissions"),
    sqlite3.SQLITE_CORRUPT: (WbemStatus.WBEM_E_CRITICAL_ERROR, "is damaged", _CHECK_STEP),
    sqlite3.SQLITE_NOTADB: (WbemStatus.WBEM_E_CRITICAL_ERROR, "is not an SQLite file", _CHECK_STEP),
    sqlite3.SQLITE_IOERR: (WbemStatus.WBEM_E_CRITICAL_ERROR, "cannot be read or written", "check the disk"),
    sqlite3.SQLITE_TOOBIG: (WbemStatus.WBEM_E_TOO_MUCH_DATA, "cannot hold a value of this size", "store less"),
    sqlite3.SQLITE_NOMEM: (WbemStatus.WBEM_E_OUT_OF_MEMORY, "needs more memory than there is", "free memory"),
}
"""SQLite's primary result codes -> our code, what happened, what to do."""

_UNKNOWN_FAILURE: Final = (WbemStatus.WBEM_E_FAILED, "refused a statement", _CHECK_STEP)


def translate(error: sqlite3.Error, path: Path) -> WbemError:
    """Return the error that a caller of the repository sees for an error of SQLite."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    status, happened, next_step = _FAILURES.get(code, _UNKNOWN_FAILURE)
    return WbemError(f"repository {path} {happened}: {error}", hresult=status, where=str(path), next_step=next_step)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn errors of SQLite inside the block into `WbemError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error, path) from error


def create_file(path: Path) -> None:
    """Make an empty file only its owner can read, and its folder; leave what exists.

    SQLite gives its side files the permissions of the main file.

    Raises:
        WbemError: WBEM_E_ACCESS_DENIED when the system does not allow it.
    """
    try:
        path.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, _FILE_MODE))
    except OSError as error:
        raise WbemError(
            f"repository {path} cannot be opened: {error.strerror}",
            hresult=WbemStatus.WBEM_E_ACCESS_DENIED,
            where=str(path),
            next_step="name a folder that this account may write",
        ) from error


class Database:
    """One repository file, shared by the threads of this process.

    Attributes:
        path: Of the file.
    """

    def __init__(self, path: Path, *, deadline_s: float = BUSY_DEADLINE_S) -> None:
        self.path = path
        self._deadline_s = deadline_s
        self._write_lock = threading.RLock()
        self._writer: sqlite3.Connection | None = None
        self._writing_thread: int | None = None
        self._readers: list[sqlite3.Connection] = []
        self._readers_lock = threading.Lock()
        self._is_closed = False

    def connect(self) -> sqlite3.Connection:
        """Return a new connection that waits for locks until the deadline; the caller closes it."""
        connection = sqlite3.connect(self.path, timeout=self._deadline_s, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that sees one committed state for the length of the block.

        Inside this thread's own `write` it is the writing connection, so that a transaction
        sees what it wrote.

        Raises:
            WbemError: SQLite failed, or the database is closed.
        """
        if self._writer is not None and self._writing_thread == threading.get_ident():
            yield self._writer
            return
        with translated(self.path):
            connection = self._take_reader()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._give_back(connection)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Lend the writing connection inside a transaction; commit at the end of the block.

        An exception undoes the block. Blocks nest: an inner one that fails undoes only itself,
        and nothing is on the disk before the outermost one ends.

        Raises:
            WbemError: WBEM_E_SERVER_TOO_BUSY when the deadline passes before it is this
                writer's turn; other codes when SQLite fails.
        """
        if not self._write_lock.acquire(timeout=self._deadline_s):
            raise self._too_busy()
        try:
            with translated(self.path):
                connection = self._open_writer()
                with self._savepoint(connection) if connection.in_transaction else self._transaction(connection):
                    yield connection
        finally:
            self._write_lock.release()

    def close(self) -> None:
        """Close every connection. Waits for a running write of another thread, until the deadline."""
        if not self._write_lock.acquire(timeout=self._deadline_s):
            raise self._too_busy()
        try:
            with self._readers_lock:
                self._is_closed = True
                idle, self._readers = self._readers, []
            for reader in idle:
                reader.close()
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        finally:
            self._write_lock.release()

    def _open_writer(self) -> sqlite3.Connection:
        self._refuse_when_closed()
        if self._writer is None:
            writer = self.connect()
            writer.execute("PRAGMA journal_mode = WAL")
            self._writer = writer
        return self._writer

    @contextmanager
    def _transaction(self, connection: sqlite3.Connection) -> Iterator[None]:
        connection.execute("BEGIN IMMEDIATE")
        self._writing_thread = threading.get_ident()
        try:
            yield
            connection.execute("COMMIT")
        finally:
            self._writing_thread = None
            # Some failures (a full disk) have already rolled back by themselves.
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    @contextmanager
    def _savepoint(self, connection: sqlite3.Connection) -> Iterator[None]:
        connection.execute("SAVEPOINT inner_write")
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK TO inner_write")
                connection.execute("RELEASE inner_write")
            raise
        connection.execute("RELEASE inner_write")

    def _take_reader(self) -> sqlite3.Connection:
        with self._readers_lock:
            self._refuse_when_closed()
            if self._readers:
                return self._readers.pop()
        reader = self.connect()
        reader.execute("PRAGMA query_only = ON")
        return reader

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        with self._readers_lock:
            if not self._is_closed and len(self._readers) < MAX_IDLE_READERS:
                self._readers.append(connection)
                return
        connection.close()

    def _refuse_when_closed(self) -> None:
        if self._is_closed:
            raise WbemError(
                f"repository {self.path} is closed",
                hresult=WbemStatus.WBEM_E_SHUTTING_DOWN,
                where=str(self.path),
                next_step="open it again",
            )

    def _too_busy(self) -> WbemError:
        return WbemError(
            f"repository {self.path}: another thread has been writing for {self._deadline_s:g} s",
            hresult=WbemStatus.WBEM_E_SERVER_TOO_BUSY,
            where=str(self.path),
            next_step="try again; keep transactions short",
        )
