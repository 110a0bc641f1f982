# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from openwmi.builtin.linux import launch
from openwmi.builtin.linux.launch import Command, split_command
from openwmi.builtin.linux.processes import ProcessFolder, ProcessView

WAIT_S = 20
PYTHON = sys.executable


def wait_until(condition):
    step = threading.Event()
    for _ in range(WAIT_S * 50):
        if condition():
            return True
        step.wait(0.02)
    return False


def view_of(pid, root="/proc"):
    return ProcessFolder(root).view(pid)


@pytest.fixture
def sleeper():
    with subprocess.Popen(["sleep", "600"]) as process:
        yield process
        process.kill()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ls", ("ls",)),
        ("cp 'a b' \"c d\" e\\ f", ("cp", "a b", "c d", "e f")),
        ("echo $HOME * | cat > x; #y", ("echo", "$HOME", "*", "|", "cat", ">", "x;", "#y")),
        ("x ''", ("x", "")),
    ],
)
def test_a_command_line_is_split_and_nothing_is_expanded(text, words):
    assert split_command(text) == words


@pytest.mark.parametrize("text", ["", "  ", "'open", "a\0b", "''", "x" * (1 << 18)])
def test_a_command_line_that_names_no_program_is_refused(text):
    with pytest.raises(ValueError, match=r"command line|quotation|program"):
        split_command(text)


def test_a_started_program_has_its_own_session_and_no_streams():
    pid = launch.start(Command(("sleep", "600")))
    try:
        assert os.getsid(pid) == pid
        assert wait_until(lambda: Path(f"/proc/{pid}/exe").readlink().name == "sleep")
        streams = {str(stream.readlink()) for stream in Path(f"/proc/{pid}/fd").iterdir()}
        assert streams == {"/dev/null"}
    finally:
        os.kill(pid, signal.SIGKILL)


def test_a_started_program_does_not_become_a_zombie():
    pid = launch.start(Command(("true",)))
    assert wait_until(lambda: not Path(f"/proc/{pid}").exists())


def test_folder_and_environment(tmp_path):
    program = "import os, pathlib; pathlib.Path('out').write_text(os.environ['GREETING'] + ' ' + os.getcwd())"
    command = Command((PYTHON, "-c", program), str(tmp_path), {"GREETING": "hello"})
    launch.start(command)
    out = tmp_path / "out"
    assert wait_until(lambda: out.exists() and out.read_text() == f"hello {tmp_path}")


def test_niceness():
    pid = launch.start(Command(("sleep", "600"), nice=7))
    try:
        assert os.getpriority(os.PRIO_PROCESS, pid) == 7
    finally:
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize(
    ("arguments", "folder", "error"),
    [
        (("/no/such/program",), None, FileNotFoundError),
        (("true",), "/no/such/folder", FileNotFoundError),
        (("true",), "/etc/passwd", NotADirectoryError),
        (("/etc/passwd",), None, PermissionError),
    ],
)
def test_what_cannot_be_started(arguments, folder, error):
    with pytest.raises(error):
        launch.start(Command(arguments, folder))


def test_a_process_is_ended(sleeper):
    launch.kill(view_of(sleeper.pid))
    assert sleeper.wait(WAIT_S) == -signal.SIGKILL


def test_a_process_is_ended_on_a_kernel_without_handles(sleeper, monkeypatch):
    def no_handles(_pid):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(os, "pidfd_open", no_handles)
    launch.kill(view_of(sleeper.pid))
    assert sleeper.wait(WAIT_S) == -signal.SIGKILL


def successor_of(view):
    earlier = view.stat._replace(start_ticks=view.stat.start_ticks - 1)
    return ProcessView(ProcessFolder(), view.pid, earlier)


@pytest.mark.parametrize("action", [launch.kill, lambda view: launch.set_nice(view, 5)])
def test_a_successor_with_the_same_number_is_left_alone(sleeper, action):
    with pytest.raises(ProcessLookupError):
        action(successor_of(view_of(sleeper.pid)))
    assert sleeper.poll() is None
    assert os.getpriority(os.PRIO_PROCESS, sleeper.pid) == 0


def test_a_process_that_has_ended():
    with subprocess.Popen(["sleep", "600"]) as process:
        view = view_of(process.pid)
        process.kill()
    with pytest.raises(ProcessLookupError):
        launch.kill(view)


@pytest.mark.parametrize("pid", [1, 2])
def test_the_first_process_and_kernel_threads_cannot_be_ended(workstation, pid):
    with pytest.raises(PermissionError, match="cannot be ended"):
        launch.kill(view_of(pid, str(workstation / "proc")))


def test_niceness_of_a_running_process(sleeper):
    launch.set_nice(view_of(sleeper.pid), 11)
    assert os.getpriority(os.PRIO_PROCESS, sleeper.pid) == 11


@pytest.mark.parametrize(("variables", "expected"), [(None, None), ([], {}), (["A=b=c", "B="], {"A": "b=c", "B": ""})])
def test_variables(variables, expected):
    assert launch.parse_variables(variables) == expected


@pytest.mark.parametrize("variables", [["A"], ["=b"], [""], ["A=b"] * (launch.VARIABLES_LIMIT + 1)])
def test_variables_that_are_none(variables):
    with pytest.raises(ValueError, match="NAME=value"):
        launch.parse_variables(variables)
