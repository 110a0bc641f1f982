# SPDX-License-Identifier: Apache-2.0
"""Backup and restore while another process writes: everybody goes on, and every state is a whole one."""

import subprocess
import sys

import pytest

import openwmi
from tests.fakes.sites import eventually

MOF = "class Acme_Row { [key] uint32 Id; string Text; };\n"

WRITER = """
import sys, openwmi
with openwmi.connect("root/acme") as connection:
    number = 0
    while not sys.stdin.closed:
        connection.put(connection.new("Acme_Row", Id=number, Text="x" * 500))
        print(number, flush=True)
        number += 1
"""


def numbers(home):
    with openwmi.connect("root/acme", home=home) as connection:
        return sorted(row["Id"] for row in connection.query("SELECT Id FROM Acme_Row"))


@pytest.fixture
def writer(ask, tmp_path):
    (tmp_path / "row.mof").write_text(MOF)
    assert ask("mofcomp", "-n", "root/acme", "row.mof").code == 0
    with subprocess.Popen([sys.executable, "-c", WRITER], stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def first_gap(found):
    """Return the place of the first number that does not count on from 0."""
    return next((place for place, number in enumerate(found) if place != number), len(found))


def test_a_writer_goes_on_through_backups_and_restores(ask, writer, tmp_path):
    home = tmp_path / "home"
    promised = []
    for name in ("first", "second"):
        promised.append([int(writer.stdout.readline()) for _ in range(40)][-1])
        assert ask("repository", "backup", name).code == 0
    assert eventually(lambda: len(numbers(home)) > 200)
    assert ask("repository", "restore", "--yes", "first").code == 0
    assert eventually(lambda: len(found := numbers(home)) > first_gap(found) + 40)
    writer.kill()
    *_, last = map(int, writer.stdout)
    found = numbers(home)
    gap = first_gap(found)
    assert gap > promised[0]
    # Everything since the restore is there, to the last number that was promised or the one after it.
    assert found[gap:] == list(range(found[gap], found[-1] + 1))
    assert found[-1] - last in {0, 1}
    assert ask("repository", "check").out == "The repository is sound.\n"
    for name, least in zip(("first", "second"), promised, strict=True):
        assert ask("repository", "restore", "--yes", name).code == 0
        whole = numbers(home)
        assert whole == list(range(len(whole)))
        assert len(whole) > least
