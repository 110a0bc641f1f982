# SPDX-License-Identifier: Apache-2.0
"""backup and restore: a repository <-> one file that can be moved about.

Both may run while the repository is in use. A backup holds what was committed when it began. A
restore first makes a checked copy beside the repository and then replaces the contents in one
transaction, so that a failure at any moment leaves the old repository or the new one, and every
transaction of others sees one of the two.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final, TypeAlias

from openwmi.errors import AlreadyExistsError, NotFoundError, WbemError, WbemStatus
from openwmi.repository.check import check
from openwmi.repository.database import BUSY_DEADLINE_S, create_file, translate, translated
from openwmi.repository.namespaces import namespace_paths
from openwmi.repository.repository import FILE_NAME, Repository

Progress: TypeAlias = Callable[[int, int], None]
"""Told (pages done, pages in all) after each step."""

_STEP_PAGES: Final = 1024
_PARTIAL: Final = ".partial"
_INCOMING: Final = "incoming"
_DAMAGED: Final = ".damaged"
_RETRY_S: Final = 0.1
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


def restore(
    source: Path, folder: Path, *, progress: Progress | None = None, deadline_s: float = BUSY_DEADLINE_S
) -> None:
    """Replace the repository of a folder by a backup.

    Transactions of others that run meanwhile end with what they began with; later ones see the
    backup. What is remembered of classes hangs on the schema token, which the backup brings along.

    Args:
        source: Written by `backup`; it is only read.
        folder: Of the repository. It need not exist.
        progress: Told about the pages copied.
        deadline_s: How long to wait for writers.

    Raises:
        NotFoundError: There is no such backup.
        DatabaseVersionError: A newer release wrote it.
        WbemError: WBEM_E_CRITICAL_ERROR when the backup is damaged,
            WBEM_E_BACKUP_RESTORE_WINMGMT_RUNNING when writers leave no turn. The repository
            is unchanged then.
    """
    if not source.is_file():
        raise NotFoundError(f"there is no backup {source}", where=str(source), next_step="check the name of the file")
    create_file(folder / FILE_NAME)
    incoming = folder / _INCOMING
    shutil.rmtree(incoming, ignore_errors=True)
    try:
        _fetch(source, incoming, progress)
        _install(incoming / FILE_NAME, folder / FILE_NAME, deadline_s)
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


def _install(incoming: Path, path: Path, deadline_s: float) -> None:
    """Put a checked file in the place of a repository, in one transaction."""
    try:
        with (
            closing(_open_target(path, deadline_s)) as target,
            closing(sqlite3.connect(incoming, isolation_level=None)) as source,
        ):
            # Locked, it tries again for ever: only the progress can end that.
            source.backup(target, progress=_until(path, deadline_s), sleep=_RETRY_S)
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF not in _UNREADABLE:
            raise translate(error, path) from error
        # What stands there is no database any more: keep it for an examination.
        for suffix in ("", "-wal", "-shm"):
            stale = path.with_name(path.name + suffix)
            if stale.exists():
                stale.replace(path.with_name(path.name + _DAMAGED + suffix))
        incoming.replace(path)


def _open_target(path: Path, deadline_s: float) -> sqlite3.Connection:
    """Return a connection whose writes leave readers alone, or raise the error of SQLite."""
    connection = sqlite3.connect(path, timeout=min(deadline_s, _RETRY_S), isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _until(path: Path, deadline_s: float) -> Callable[[int, int, int], None]:
    """Return a progress that gives up when a writer leaves no turn for `deadline_s`."""
    end_s = time.monotonic() + deadline_s

    def check_time(status: int, _remaining: int, _total: int) -> None:
        if status in _LOCKED and time.monotonic() > end_s:
            raise WbemError(
                f"repository {path} cannot be replaced: somebody has been writing for {deadline_s:g} s",
                hresult=WbemStatus.WBEM_E_BACKUP_RESTORE_WINMGMT_RUNNING,
                where=str(path),
                next_step="stop the processes that write and try again",
            )

    return check_time


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder durable, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
