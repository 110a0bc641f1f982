# SPDX-License-Identifier: Apache-2.0
"""backup and restore: a repository <-> one file that can be moved about.

A backup is made while the repository is in use and holds what was committed when it began. A
restore first makes a checked copy beside the repository and then replaces the contents in one
transaction, so that a failure at any moment leaves the old repository or the new one.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final, TypeAlias

from openwmi.errors import AlreadyExistsError, NotFoundError, WbemError, WbemStatus
from openwmi.repository.check import check
from openwmi.repository.database import create_file, translate, translated
from openwmi.repository.namespaces import namespace_paths
from openwmi.repository.repository import FILE_NAME, Repository

Progress: TypeAlias = Callable[[int, int], None]
"""Told (pages done, pages in all) after each step."""

_STEP_PAGES: Final = 1024
_PARTIAL: Final = ".partial"
_INCOMING: Final = "incoming"
_DAMAGED: Final = ".damaged"
_IN_USE_WAIT_S: Final = 1.0
_UNREADABLE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_LOCKED: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def backup(repository: Repository, target: Path, *, progress: Progress | None = None) -> None:
    """Write the present state of a repository into a new file.

    Readers and writers go on meanwhile.

    Args:
        repository: Open.
        target: A file that does not exist; it appears when it is complete.
        progress: Told about the pages copied.

    Raises:
        AlreadyExistsError: The file exists.
        WbemError: It cannot be written.
    """
    if target.exists():
        raise AlreadyExistsError(f"{target} exists already", where=str(target), next_step="name a new file")
    partial = target.with_name(target.name + _PARTIAL)
    partial.unlink(missing_ok=True)
    create_file(partial)
    try:
        with repository.reading() as view, translated(partial):
            # The first read fixes the state that is copied; without it every write of others
            # would make SQLite start again.
            namespace_paths(view.connection)
            _copy(view.connection, partial, progress)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    _sync_folder(target.parent)


def restore(source: Path, folder: Path, *, progress: Progress | None = None) -> None:
    """Replace the repository of a folder by a backup.

    Args:
        source: Written by `backup`; it is only read.
        folder: Of the repository; nobody may have it open. It need not exist.
        progress: Told about the pages copied.

    Raises:
        NotFoundError: There is no such backup.
        DatabaseVersionError: A newer release wrote it.
        WbemError: WBEM_E_CRITICAL_ERROR when the backup is damaged,
            WBEM_E_BACKUP_RESTORE_WINMGMT_RUNNING when the repository is in use. The repository
            is unchanged then.
    """
    if not source.is_file():
        raise NotFoundError(f"there is no backup {source}", where=str(source), next_step="check the name of the file")
    create_file(folder / FILE_NAME)
    incoming = folder / _INCOMING
    shutil.rmtree(incoming, ignore_errors=True)
    try:
        _fetch(source, incoming, progress)
        _install(incoming / FILE_NAME, folder / FILE_NAME)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    _sync_folder(folder)


def _copy(source: sqlite3.Connection, target: Path, progress: Progress | None) -> None:
    """Copy all pages into a file, and leave that as a single, ordinary file on the disk."""

    def report(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        source.backup(connection, pages=_STEP_PAGES, progress=report)
        connection.execute("PRAGMA journal_mode = DELETE")
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _fetch(source: Path, incoming: Path, progress: Progress | None) -> None:
    """Make a copy of a backup that this release can read, and check it.

    Raises:
        WbemError: The backup is damaged, of a newer release, or no backup.
    """
    path = incoming / FILE_NAME
    create_file(path)
    with translated(source), closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        _copy(connection, path, progress)
    with Repository.open(incoming) as candidate:
        findings = check(candidate)
        if findings:
            raise WbemError(
                f"backup {source} is damaged: {findings[0]}"
                + (f", and {len(findings) - 1} more" * (len(findings) > 1)),
                hresult=WbemStatus.WBEM_E_CRITICAL_ERROR,
                where=str(source),
                next_step="restore another backup",
            )


def _install(incoming: Path, path: Path) -> None:
    """Put a checked file in the place of a repository that nobody uses."""
    try:
        with closing(_open_alone(path)) as target, closing(sqlite3.connect(incoming)) as source:
            source.backup(target)
    except sqlite3.Error as error:
        code = error.sqlite_errorcode & 0xFF
        if code not in _UNREADABLE:
            raise (_in_use(path, error) if code in _LOCKED else translate(error, path)) from error
        # What stands there is no database any more: keep it for an examination.
        for suffix in ("", "-wal", "-shm"):
            stale = path.with_name(path.name + suffix)
            if stale.exists():
                stale.replace(path.with_name(path.name + _DAMAGED + suffix))
        incoming.replace(path)


def _open_alone(path: Path) -> sqlite3.Connection:
    """Return a connection that keeps everybody else out, or raise the error of SQLite."""
    connection = sqlite3.connect(path, timeout=_IN_USE_WAIT_S, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # Leaving WAL mode needs, and from then on keeps, the only lock on the file.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _in_use(path: Path, error: sqlite3.Error) -> WbemError:
    return WbemError(
        f"repository {path} cannot be replaced: {error}",
        hresult=WbemStatus.WBEM_E_BACKUP_RESTORE_WINMGMT_RUNNING,
        where=str(path),
        next_step="stop every process that uses the repository and try again",
    )


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder durable, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
