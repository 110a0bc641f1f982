# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from openwmi.errors import AlreadyExistsError, DatabaseVersionError, NotFoundError, WbemError, WbemStatus
from openwmi.model.instance import Instance
from openwmi.repository import Repository
from openwmi.repository.backup import backup, restore
from openwmi.repository.check import check
from openwmi.repository.namespaces import find_namespace
from openwmi.repository.repository import FILE_NAME
from tests.unit.repository.declare import NS

Spawn = Callable[..., Instance]


@pytest.fixture
def saved(repository: Repository, new: Spawn, tmp_path: Path) -> Path:
    with repository.transaction():
        for number in range(300):
            repository.put_instance(NS, new("T_Base", Id=number, Text="x" * 300))
    target = tmp_path / "saved.backup"
    backup(repository, target)
    return target


def count(folder: Path) -> int:
    with Repository.open(folder) as repository:
        assert check(repository) == []
        return sum(len(batch) for batch in repository.enumerate_instances(NS, "T_Base"))


def test_a_backup_is_one_private_file_and_a_whole_repository(saved: Path, tmp_path: Path):
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["saved.backup"]
    assert os.name != "posix" or stat.S_IMODE(saved.stat().st_mode) == 0o600
    restore(saved, tmp_path / "new" / "folder")
    assert count(tmp_path / "new" / "folder") == 300


def test_a_backup_tells_its_progress(repository: Repository, saved: Path, tmp_path: Path):
    steps: list[tuple[int, int]] = []
    backup(repository, tmp_path / "again", progress=lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1] > 0


def test_writers_go_on_and_the_backup_holds_the_beginning(repository: Repository, new: Spawn, tmp_path: Path):
    with repository.transaction():
        for number in range(2000):
            repository.put_instance(NS, new("T_Base", Id=number, Text="x" * 3000))
    before = 2000

    def write(_done: int, _total: int) -> None:
        nonlocal before
        repository.put_instance(NS, new("T_Base", Id=before))
        before += 1

    backup(repository, tmp_path / "b", progress=write)
    assert before > 2001
    restore(tmp_path / "b", tmp_path / "other")
    assert count(tmp_path / "other") == 2000


def test_a_backup_overwrites_nothing(repository: Repository, tmp_path: Path):
    (tmp_path / "letter").write_text("dear frog")
    with pytest.raises(AlreadyExistsError):
        backup(repository, tmp_path / "letter")
    assert (tmp_path / "letter").read_text() == "dear frog"


def test_restore_replaces_what_is_there(repository: Repository, folder: Path, saved: Path):
    repository.delete_class(NS, "T_Base")
    repository.create_namespace("root\\later")
    repository.close()
    steps: list[tuple[int, int]] = []
    restore(saved, folder, progress=lambda done, total: steps.append((done, total)))
    assert count(folder) == 300
    assert steps
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]
    with Repository.open(folder) as again:
        assert not again.has_namespace("root\\later")


def test_a_repository_in_use_is_replaced_under_its_users(repository: Repository, new: Spawn, folder: Path, saved: Path):
    repository.delete_class(NS, "T_Base")
    repository.create_namespace("root\\later")
    with Repository.open(folder) as other:
        assert other.classes(NS).find_class("T_Base") is None
        with other.reading() as view:
            assert find_namespace(view.connection, "root\\later")
            restore(saved, folder)
            assert find_namespace(view.connection, "root\\later")
        for user in (repository, other):
            assert not user.has_namespace("root\\later")
            assert sum(map(len, user.enumerate_instances(NS, "T_Base"))) == 300
        other.put_instance(NS, new("T_Base", Id=1000))
        assert sum(map(len, repository.enumerate_instances(NS, "T_Base"))) == 301
        assert check(repository) == []


def test_a_writer_that_leaves_no_turn_is_left_alone(repository: Repository, folder: Path, saved: Path):
    with repository.transaction():
        repository.create_namespace("root\\later")
        with pytest.raises(WbemError) as caught:
            restore(saved, folder, deadline_s=0.2)
    assert caught.value.hresult == WbemStatus.WBEM_E_BACKUP_RESTORE_WINMGMT_RUNNING
    assert repository.has_namespace("root\\later")
    assert check(repository) == []


@pytest.mark.parametrize("junk", [b"frogs" * 5000, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_damaged_repository_is_put_aside(repository: Repository, folder: Path, saved: Path, junk: bytes):
    repository.close()
    (folder / FILE_NAME).write_bytes(junk)
    restore(saved, folder)
    assert count(folder) == 300
    assert (folder / f"{FILE_NAME}.damaged").read_bytes() == junk


def damage_pages(path: Path) -> None:
    octets = bytearray(path.read_bytes())
    octets[8 * 4096 : 20 * 4096] = bytes(12 * 4096)
    path.write_bytes(octets)


def empty_rows(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE instance SET row = '[]'")


@pytest.mark.parametrize("damage", [damage_pages, empty_rows, lambda path: path.write_bytes(b"frogs" * 5000)])
def test_a_damaged_backup_is_refused(repository: Repository, folder: Path, saved: Path, damage: Callable[[Path], None]):
    repository.close()
    damage(saved)
    with pytest.raises(WbemError) as caught:
        restore(saved, folder)
    assert caught.value.hresult == WbemStatus.WBEM_E_CRITICAL_ERROR
    assert str(saved) in caught.value.message
    assert caught.value.next_step
    assert count(folder) == 300


def test_a_backup_of_a_newer_release_is_refused(repository: Repository, folder: Path, saved: Path):
    repository.close()
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(DatabaseVersionError):
        restore(saved, folder)
    assert count(folder) == 300


def test_a_backup_that_is_not_there(folder: Path, tmp_path: Path):
    with pytest.raises(NotFoundError):
        restore(tmp_path / "none", folder)
    assert not folder.exists()
