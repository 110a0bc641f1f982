# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from openwmi.errors import DatabaseVersionError, WbemError
from openwmi.repository.migrate import MIGRATIONS, SCHEMA_VERSION, Migration, check_version, migrate

PATH = Path("some/repository.db")


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        yield opened


def add_table(name: str):
    return lambda connection: connection.execute(f"CREATE TABLE {name} (x)")


def fail(_: sqlite3.Connection) -> None:
    raise sqlite3.OperationalError("no room")


def test_steps_are_numbered_without_gaps():
    assert [step.version for step in MIGRATIONS] == list(range(1, SCHEMA_VERSION + 1))


def test_an_empty_file_becomes_the_newest_version(connection: sqlite3.Connection):
    assert migrate(connection, PATH) == 0
    assert check_version(connection, PATH) == SCHEMA_VERSION


def test_only_the_missing_steps_are_taken(connection: sqlite3.Connection):
    migrate(connection, PATH)
    steps = (*MIGRATIONS, Migration(SCHEMA_VERSION + 1, "add a table", add_table("later")))
    assert migrate(connection, PATH, steps) == SCHEMA_VERSION
    assert migrate(connection, PATH, steps) == SCHEMA_VERSION + 1
    assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)


def test_a_step_that_fails_leaves_the_version_when_rolled_back(connection: sqlite3.Connection):
    migrate(connection, PATH)
    steps = (
        *MIGRATIONS,
        Migration(SCHEMA_VERSION + 1, "add a table", add_table("later")),
        Migration(SCHEMA_VERSION + 2, "fail", fail),
    )
    connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, PATH, steps)
    connection.execute("ROLLBACK")
    assert check_version(connection, PATH) == SCHEMA_VERSION
    assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'later'").fetchall()


def test_a_newer_version_is_refused_by_name(connection: sqlite3.Connection):
    migrate(connection, PATH)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 7}")
    with pytest.raises(DatabaseVersionError) as caught:
        migrate(connection, PATH)
    assert f"version {SCHEMA_VERSION + 7}" in caught.value.message
    assert f"version {SCHEMA_VERSION}" in caught.value.message
    assert "newer" in caught.value.next_step


def test_a_file_of_another_program_is_refused(connection: sqlite3.Connection):
    connection.execute("CREATE TABLE bookmarks (url)")
    with pytest.raises(WbemError, match="another program"):
        migrate(connection, PATH)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
