# SPDX-License-Identifier: Apache-2.0
"""Schema versions of the repository file, and the steps from each one to the next.

The version stands in the file header (`PRAGMA user_version`) and changes in the same
transaction as the tables. A released step is never edited: a change is a new step.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openwmi.errors import DatabaseVersionError, WbemError, WbemStatus
from openwmi.repository.ddl import APPLICATION_ID, VERSION_1


@dataclass(frozen=True, slots=True)
class Migration:
    """One step.

    Attributes:
        version: The version the file has afterwards; one more than before.
        summary: What changes, for people.
        apply: Makes the change inside the caller's transaction.
    """

    version: int
    summary: str
    apply: Callable[[sqlite3.Connection], None]


def _create_tables(connection: sqlite3.Connection) -> None:
    for statement in VERSION_1:
        connection.execute(statement)


MIGRATIONS: Final[tuple[Migration, ...]] = (Migration(1, "create the tables", _create_tables),)
"""All steps in order, without gaps."""

SCHEMA_VERSION: Final = MIGRATIONS[-1].version
"""The version this release reads and writes."""


def check_version(connection: sqlite3.Connection, path: Path, *, newest: int = SCHEMA_VERSION) -> int:
    """Return the version of the file; 0 for an empty one. Writes nothing.

    Raises:
        DatabaseVersionError: The file was written by a newer release.
        WbemError: WBEM_E_FAILED for an SQLite file of some other program.
    """
    version = _pragma(connection, "PRAGMA user_version")
    if version > newest:
        raise DatabaseVersionError(
            f"repository {path} has version {version}; this release of OpenWMI knows version {newest}",
            where=str(path),
            next_step="install the release that wrote it or a newer one, or restore a backup made by this release",
        )
    application_id = _pragma(connection, "PRAGMA application_id")
    is_empty = connection.execute("SELECT NOT EXISTS (SELECT 1 FROM sqlite_master)").fetchone()[0]
    if application_id != APPLICATION_ID and not is_empty:
        raise WbemError(
            f"{path} is an SQLite file of another program",
            hresult=WbemStatus.WBEM_E_FAILED,
            where=str(path),
            next_step="name a folder that holds an OpenWMI repository, or an empty one",
        )
    return version


def migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Bring the file to the newest version, inside the caller's transaction.

    Args:
        connection: In a write transaction; it commits all steps or none.
        path: Of the file, for messages.
        migrations: The steps known.

    Returns:
        The version the file had before.

    Raises:
        DatabaseVersionError: The file was written by a newer release.
    """
    before = check_version(connection, path, newest=migrations[-1].version)
    for step in migrations:
        if step.version > before:
            step.apply(connection)
            # A pragma takes no parameters; both numbers are our own constants.
            connection.execute(f"PRAGMA user_version = {step.version:d}")
    if before == 0:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    return before


def _pragma(connection: sqlite3.Connection, statement: str) -> int:
    return int(connection.execute(statement).fetchone()[0])
