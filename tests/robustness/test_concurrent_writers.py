# SPDX-License-Identifier: Apache-2.0
"""Several processes write into one repository at the same time."""

from __future__ import annotations

import multiprocessing
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from openwmi.errors import InvalidClassError, InvalidNamespaceError, NotFoundError
from openwmi.model.flags import WBEM_FLAG_UPDATE_SAFE_MODE
from openwmi.model.objectpath import ObjectPath
from openwmi.repository import Repository
from openwmi.repository.check import check
from tests.unit.repository.declare import NS, declare, key, prop

WRITERS = 4
ROUNDS = 40


def counter(step: int):
    return declare("T_Counter", None, key("Id", "string"), prop("Value", "uint32", default=step))


def write(folder: str, writer: int, started) -> None:
    started.wait(30)
    with Repository.open(Path(folder)) as repository:
        repository.put_class(NS, counter(0), WBEM_FLAG_UPDATE_SAFE_MODE)
        for step in range(ROUNDS):
            write_one(repository, writer, step)


def write_one(repository: Repository, writer: int, step: int) -> None:
    own = f"T_{writer}x{step % 3}"
    cim_class = repository.put_class(NS, declare(own, "T_Counter", prop("More", "string")))
    instance = cim_class.spawn_instance()
    instance["Id"] = f"{writer}-{step}"
    repository.put_instance(NS, instance)
    with repository.transaction():
        shared = repository.classes(NS).find_class("T_Counter")
        assert shared is not None
        tally = shared.spawn_instance()
        tally["Id"] = "tally"
        tally["Value"] = 1 + tally_of(repository)
        repository.put_instance(NS, tally)
    repository.create_namespace(f"root\\n{step % 5}")
    if step % 8 == 7:
        delete_quietly(repository, f"root\\n{step % 5}")
        repository.delete_class(NS, own)


def tally_of(repository: Repository) -> int:
    try:
        return int(str(repository.get_instance(NS, ObjectPath("T_Counter", (("Id", "tally"),)))["Value"]))
    except NotFoundError:
        return 0


def delete_quietly(repository: Repository, namespace: str) -> None:
    # Another writer may be faster.
    with suppress(InvalidNamespaceError, NotFoundError):
        repository.delete_namespace(namespace)


@pytest.mark.timeout(180)
def test_processes_that_write_at_once(tmp_path: Path):
    folder = tmp_path / "repository"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "openwmi.repository"])
    started = context.Event()
    # They make the repository, too: none of them finds one.
    writers = [context.Process(target=write, args=(str(folder), number, started)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    started.set()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    with Repository.open(folder) as repository:
        assert check(repository) == []
        assert tally_of(repository) == WRITERS * ROUNDS


@pytest.mark.timeout(120)
def test_threads_that_read_while_one_writes(tmp_path: Path):
    failures: list[BaseException] = []
    done = threading.Event()
    with Repository.open(tmp_path / "repository") as repository:
        repository.put_class(NS, counter(0))

        def read() -> None:
            try:
                while not done.is_set():
                    read_all(repository)
            except BaseException as error:
                failures.append(error)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for step in range(ROUNDS):
            repository.put_class(NS, counter(step), WBEM_FLAG_UPDATE_SAFE_MODE)
            write_one(repository, 0, step)
        done.set()
        for reader in readers:
            reader.join(30)
        assert failures == []
        assert check(repository) == []


def read_all(repository: Repository) -> None:
    classes = repository.classes(NS)
    for name in ["T_Counter", *classes.subclasses("T_Counter")]:
        # The class may be deleted after its name was read.
        with suppress(InvalidClassError):
            for batch in repository.enumerate_instances(NS, name):
                assert all(found.class_name == name for found in batch)
