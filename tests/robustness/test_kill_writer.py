# SPDX-License-Identifier: Apache-2.0
"""A writer that is killed at any moment loses nothing it acknowledged and damages nothing."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from openwmi.model.objectpath import ObjectPath
from openwmi.repository import Repository
from openwmi.repository.check import check
from tests.unit.repository.declare import NS, declare, key, prop

LIVES = 100
LONGEST_LIFE_S = 0.12
GROUP = 20


def write_until_killed(folder: str, life: int, acknowledge: Connection) -> None:
    """Put, change and delete instances, and tell of each only when it is done."""
    with Repository.open(Path(folder)) as repository:
        found = repository.classes(NS).find_class("T_Counter")
        assert found is not None
        number = 0
        while True:
            instance = found.spawn_instance()
            instance["Id"], instance["Value"] = f"{life}-{number % 40}", number
            instance["Link"] = f'T_Counter.Id="{life}-{number % 7}"'
            if number % 11 == 10:
                repository.delete_instance(NS, ObjectPath("T_Counter", (("Id", f"{life}-{(number - 5) % 40}"),)))
                acknowledge.send((f"{life}-{(number - 5) % 40}", None))
            if number % 3 == 2:
                put_group(repository, life, number)
                acknowledge.send((f"{life}-g0", number))
            path = repository.put_instance(NS, instance)
            acknowledge.send((path.key("Id"), number))
            if number % 50 == 49:
                repository.put_class(NS, declare(f"T_{life}x{number}", "T_Counter"))
            number += 1


def put_group(repository: Repository, life: int, number: int) -> None:
    """Give the instances of a group one new value, all or none of them."""
    found = repository.classes(NS).find_class("T_Counter")
    assert found is not None
    with repository.transaction():
        for member in range(GROUP):
            instance = found.spawn_instance()
            instance["Id"], instance["Value"], instance["Text"] = f"{life}-g{member}", number, f"{number}" * 500
            repository.put_instance(NS, instance)


def live(context, folder: Path, life: int, length_s: float) -> tuple[dict[str, int | None], int]:
    """Run a writer for a while, kill it, and return what it acknowledged and how many messages that took."""
    receiving, sending = context.Pipe(duplex=False)
    writer = context.Process(target=write_until_killed, args=(str(folder), life, sending))
    writer.start()
    sending.close()
    acknowledged: dict[str, int | None] = {}
    count = 0
    dies_at = None
    try:
        while True:
            # The first message starts the clock, so that every life writes something.
            wait_s = 30.0 if dies_at is None else max(0.0, dies_at - time.monotonic())
            if not receiving.poll(wait_s):
                break
            name, value = receiving.recv()
            acknowledged[name] = value
            count += 1
            dies_at = dies_at or time.monotonic() + length_s
            if time.monotonic() > dies_at:
                break
        os.kill(writer.pid, signal.SIGKILL)
        writer.join(10)
        while receiving.poll(0):
            name, value = receiving.recv()
            acknowledged[name] = value
            count += 1
    except EOFError:
        pass
    finally:
        writer.join(10)
        receiving.close()
    assert writer.exitcode == -signal.SIGKILL
    return acknowledged, count


def stored_numbers(repository: Repository) -> dict[str, int]:
    batches = repository.enumerate_instances(NS, "T_Counter")
    return {str(found["Id"]): int(str(found["Value"])) for batch in batches for found in batch}


def lost(acknowledged: dict[str, int | None], stored: dict[str, int]) -> dict[str, object]:
    """Return what was acknowledged and is not there.

    A writer may have done one operation more than it told, so a newer number, or its absence by the
    one deletion that was under way, is no loss.
    """
    wrong: dict[str, object] = {}
    absent = 0
    for name, value in acknowledged.items():
        if value is None:
            continue
        if name not in stored:
            absent += 1
            wrong[name] = f"missing, was {value}"
        elif stored[name] < value:
            wrong[name] = f"{stored[name]}, was {value}"
    return {} if absent <= 1 and len(wrong) == absent else wrong


@pytest.mark.timeout(240)
def test_a_hundred_kills_lose_nothing(tmp_path: Path):
    folder = tmp_path / "repository"
    with Repository.open(folder) as repository:
        repository.put_class(
            NS,
            declare(
                "T_Counter",
                None,
                key("Id", "string"),
                prop("Value", "uint32"),
                prop("Text", "string"),
                prop("Link", "ref:T_Counter"),
            ),
        )
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "openwmi.repository"])
    chance = random.Random(20261120)
    everything: dict[str, int | None] = {}
    messages = 0
    for life in range(LIVES):
        acknowledged, count = live(context, folder, life, chance.uniform(0, LONGEST_LIFE_S))
        everything |= acknowledged
        messages += count
        with Repository.open(folder) as repository:
            stored = stored_numbers(repository)
            assert lost(acknowledged, stored) == {}
            assert len({stored.get(f"{life}-g{member}") for member in range(GROUP)}) == 1
    with Repository.open(folder) as repository:
        stored = stored_numbers(repository)
        assert check(repository) == []
    missing = [name for name, value in everything.items() if value is not None and stored.get(name, -1) < value]
    assert len(missing) <= LIVES
    assert messages > 10 * LIVES
