# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from openwmi.errors import WbemError
from openwmi.model.instance import Instance
from openwmi.repository import Repository
from openwmi.repository.check import MAX_FINDINGS, check
from openwmi.repository.repository import FILE_NAME
from tests.unit.repository.declare import NS, declare, key, prop

Spawn = Callable[..., Instance]


def fill(repository: Repository, new: Spawn, count: int = 50) -> None:
    repository.put_class(
        NS, declare("T_Rich", None, key(), prop("Link", "ref:T_Base"), prop("In", "object"), prop("When", "datetime"))
    )
    with repository.transaction():
        for number in range(count):
            inner = new("T_Derived", Id=number)
            repository.put_instance(NS, inner)
            when = "20200101000000.000000+000"
            repository.put_instance(NS, new("T_Rich", Id=number, Link=f"T_Base.Id={number}", In=inner, When=when))


def test_a_sound_repository_gives_nothing_even_in_use(repository: Repository, new: Spawn):
    fill(repository, new)
    assert check(repository) == []
    with repository.transaction():
        repository.put_class(NS, declare("T_Open"))
        assert check(repository) == []


def test_rows_without_their_parent_are_found(repository: Repository, new: Spawn):
    fill(repository, new)
    with repository._database.connect() as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM shape")
    connection.close()
    findings = check(repository)
    assert {finding.where for finding in findings} == {"table instance"}
    assert all(finding.what and finding.next_step for finding in findings)


def test_the_number_of_findings_is_bounded(repository: Repository, new: Spawn):
    fill(repository, new, MAX_FINDINGS)
    with repository._writing() as view:
        view.connection.execute("UPDATE instance SET owner = 'x' || id")
    assert len(check(repository)) == MAX_FINDINGS


def test_damaged_octets_are_found_or_harmless(repository: Repository, folder: Path, new: Spawn, tmp_path: Path):
    """Whatever octets are wrong: findings or an error that says so, never an internal failure."""
    fill(repository, new)
    repository.close()
    sound = (folder / FILE_NAME).read_bytes()
    chance = random.Random(7)
    found = 0
    for attempt in range(60):
        damaged = bytearray(sound)
        start = chance.randrange(100, len(sound) - 64)
        damaged[start : start + 32] = chance.randbytes(32)
        place = tmp_path / str(attempt)
        place.mkdir()
        (place / FILE_NAME).write_bytes(damaged)
        try:
            with Repository.open(place) as opened:
                found += bool(check(opened))
        except WbemError:
            found += 1
    assert found > 5
