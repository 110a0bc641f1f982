# SPDX-License-Identifier: Apache-2.0
"""The command as a process: pipes that break, signals, terminals, what it imports."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.conftest import COMMAND, PATIENCE_S

QUERY = ("query", "-n", "root/acme", "SELECT * FROM Acme_Drop", "-o", "jsonl")


@pytest.fixture
def running(environment, drops):
    """A query that gives a row every 50 ms, with its first row read."""
    with subprocess.Popen(
        [COMMAND, *QUERY], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == '{"Number": 0}\n'
        yield process
        process.kill()


@pytest.mark.usefixtures("drops")
def test_rows_are_printed_while_others_are_still_made(running):
    start = time.monotonic()
    assert running.stdout.readline() == '{"Number": 1}\n'
    assert time.monotonic() - start < PATIENCE_S / 4


def test_control_c_ends_it_quietly(running):
    running.send_signal(signal.SIGINT)
    assert running.wait(PATIENCE_S) == 130
    assert "Traceback" not in running.stderr.read()


def test_a_broken_pipe_ends_it_quietly(running):
    running.stdout.close()
    assert running.wait(PATIENCE_S) == 141
    assert running.stderr.read() == ""


@pytest.mark.usefixtures("drops")
def test_a_deadline_ends_it_with_what_there_is(openwmi):
    told = openwmi("query", "-n", "root/acme", "SELECT * FROM Acme_Drop", "-o", "json", "--deadline", "1s")
    assert told.returncode == 4
    numbers = [row["Number"] for row in json.loads(told.stdout)]
    assert numbers == list(range(len(numbers)))
    assert told.stderr.startswith(f"partial: {len(numbers)} rows, WBEM_E_TIMED_OUT 0x80041069")


def read_terminal(*arguments, environment, columns):
    """Return what a command shows on a terminal of its own."""
    own, theirs = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, *arguments], env=environment | {"COLUMNS": str(columns)}, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    seen = b""
    with process:
        while select.select([own], [], [], PATIENCE_S)[0]:
            try:
                part = os.read(own, 65536)
            except OSError:
                break
            if not part:
                break
            seen += part
    os.close(own)
    return seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [40, 80])
def test_a_terminal_gets_what_fits_and_a_summary(openwmi, environment, columns):
    wql = "SELECT Name, ClassName, Remark FROM Pool_Wide"
    mof = "class Pool_Wide { [key] string Name; string ClassName; string Remark; uint64 Size; };\n"
    mof += f'instance of Pool_Wide {{ Name = "x"; ClassName = "{"y" * 60}"; Remark = "{"z" * 60}"; Size = 1; }};\n'
    compiled = openwmi("mofcomp", "-N:root\\default", "/dev/stdin", input=mof)
    assert compiled.returncode == 0, compiled.stderr
    lines = read_terminal("query", "-n", "root/default", wql, environment=environment, columns=columns).splitlines()
    assert max(map(len, lines)) <= columns
    assert lines[0].split() == ["Name", "ClassName", "Remark"]
    assert lines[1].startswith("x     y")
    assert "…" in lines[1]
    assert lines[2].startswith("1 row · ")


IMPORTS = """
import json, sys
from openwmi.cli.main import run
code = run(sys.argv[1:])
sys.stderr.write(json.dumps(sorted(sys.modules)))
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], ["openwmi.server", "openwmi.client", "sqlite3", "difflib", "csv"]),
        (["query", "SELECT Name FROM __Win32Provider"], ["rich", "psutil", "asyncio", "csv", "importlib.metadata"]),
    ],
)
def test_what_a_command_does_not_import(environment, openwmi, arguments, absent):
    openwmi("namespaces")
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    )
    assert set(json.loads(done.stderr)).isdisjoint(absent)
