# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from openwmi.errors import WbemError, WbemStatus
from openwmi.repository.database import MAX_IDLE_READERS, Database, create_file, translate


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "folder" / "file.db"
    create_file(path)
    with closing(Database(path, deadline_s=0.2)) as opened:
        with opened.write() as connection:
            connection.execute("CREATE TABLE t (x)")
        yield opened


def numbers(database: Database) -> list[int]:
    with database.read() as connection:
        return [x for (x,) in connection.execute("SELECT x FROM t ORDER BY x")]


def insert(database: Database, number: int) -> None:
    with database.write() as connection:
        connection.execute("INSERT INTO t VALUES (?)", (number,))


def insert_and_fail(database: Database, number: int) -> None:
    with database.write() as connection:
        connection.execute("INSERT INTO t VALUES (?)", (number,))
        raise ZeroDivisionError


def test_settings_that_durability_hangs_on(database: Database):
    with database.write() as connection:
        found = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]


def test_only_the_owner_may_read_folder_and_files(database: Database):
    insert(database, 1)
    shared = stat.S_IRWXG | stat.S_IRWXO if os.name == "posix" else 0
    paths = [database.path.parent, *database.path.parent.iterdir()]
    assert {path.name for path in paths[1:]} == {"file.db", "file.db-wal", "file.db-shm"}
    assert [path.stat().st_mode & shared for path in paths] == [0, 0, 0, 0]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(WbemError, match="cannot be opened") as caught:
        create_file(tmp_path / "file" / "repository.db")
    assert caught.value.hresult == WbemStatus.WBEM_E_ACCESS_DENIED


def test_an_exception_undoes_the_block(database: Database):
    with pytest.raises(ZeroDivisionError):
        insert_and_fail(database, 1)
    assert numbers(database) == []


def test_an_inner_block_undoes_only_itself(database: Database):
    with database.write() as connection:
        connection.execute("INSERT INTO t VALUES (1)")
        with pytest.raises(ZeroDivisionError):
            insert_and_fail(database, 2)
        insert(database, 3)
    assert numbers(database) == [1, 3]


def test_reads_of_the_writing_thread_see_its_writes_and_others_do_not(database: Database):
    seen: list[list[int]] = []
    with database.write() as connection:
        connection.execute("INSERT INTO t VALUES (1)")
        assert numbers(database) == [1]
        other = threading.Thread(target=lambda: seen.append(numbers(database)))
        other.start()
        other.join(10)
    assert seen == [[]]
    assert numbers(database) == [1]


def test_a_read_keeps_its_state_while_others_write(database: Database):
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
        writer = threading.Thread(target=insert, args=(database, 1))
        writer.start()
        writer.join(10)
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
    assert numbers(database) == [1]


def test_reading_connections_cannot_write(database: Database):
    with pytest.raises(WbemError), database.read() as connection:
        connection.execute("INSERT INTO t VALUES (1)")
    assert numbers(database) == []


def test_a_writer_of_another_process_ends_the_wait_with_a_clear_error(database: Database):
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WbemError) as caught:
            insert(database, 1)
        other.execute("ROLLBACK")
    assert caught.value.hresult == WbemStatus.WBEM_E_SERVER_TOO_BUSY
    assert str(database.path) in caught.value.message
    assert "try again" in caught.value.next_step


def test_a_writer_of_another_thread_ends_the_wait_with_a_clear_error(database: Database):
    caught: list[WbemError] = []

    def wait() -> None:
        try:
            insert(database, 1)
        except WbemError as error:
            caught.append(error)

    with database.write():
        other = threading.Thread(target=wait)
        other.start()
        other.join(10)
    assert [error.hresult for error in caught] == [WbemStatus.WBEM_E_SERVER_TOO_BUSY]


def test_readers_are_kept_up_to_the_limit(database: Database):
    barrier = threading.Barrier(MAX_IDLE_READERS + 4)

    def hold() -> None:
        with database.read():
            barrier.wait(10)

    threads = [threading.Thread(target=hold) for _ in range(MAX_IDLE_READERS + 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(database._readers) == MAX_IDLE_READERS


@pytest.mark.parametrize("use", [numbers, lambda database: insert(database, 1)])
def test_a_closed_database_says_so(database: Database, use):
    database.close()
    with pytest.raises(WbemError) as caught:
        use(database)
    assert caught.value.hresult == WbemStatus.WBEM_E_SHUTTING_DOWN


def test_a_reader_out_at_closing_is_closed_when_it_comes_back(database: Database):
    with database.read() as connection:
        database.close()
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, WbemStatus.WBEM_E_SERVER_TOO_BUSY),
        (sqlite3.SQLITE_FULL, WbemStatus.WBEM_E_OUT_OF_DISK_SPACE),
        (sqlite3.SQLITE_READONLY_DBMOVED, WbemStatus.WBEM_E_ACCESS_DENIED),
        (sqlite3.SQLITE_CORRUPT_VTAB, WbemStatus.WBEM_E_CRITICAL_ERROR),
        (sqlite3.SQLITE_IOERR_WRITE, WbemStatus.WBEM_E_CRITICAL_ERROR),
        (sqlite3.SQLITE_ERROR, WbemStatus.WBEM_E_FAILED),
    ],
)
def test_errors_of_sqlite_have_a_status_and_a_next_step(code: int, status: WbemStatus):
    error = sqlite3.OperationalError("why")
    error.sqlite_errorcode = code
    translated = translate(error, Path("some/repository.db"))
    assert translated.hresult == status
    assert "why" in translated.message
    assert translated.next_step
