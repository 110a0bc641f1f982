# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest

from openwmi.builtin.cimv2.win32_process import CreateResult, Processes, Win32_Process, priority_of
from openwmi.builtin.cimv2.win32_processstartup import Win32_ProcessStartup
from openwmi.builtin.linux.machine import Machine
from openwmi.builtin.linux.processes import ProcessFolder
from openwmi.errors import AccessDeniedError, NotFoundError
from tests.unit.builtin.asking import get

WAIT_S = 20


def key(handle):
    return Win32_Process(Handle=str(handle))


@dataclass(frozen=True, slots=True)
class CountingFolder(ProcessFolder):
    """Notes which file of a process is opened."""

    opened: list[str] = field(default_factory=list)

    def record(self, pid, name):
        self.opened.append(name)
        return ProcessFolder.record(self, pid, name)

    def octets(self, pid, name):
        self.opened.append(name)
        return ProcessFolder.octets(self, pid, name)

    def link(self, pid, name):
        self.opened.append(name)
        return ProcessFolder.link(self, pid, name)

    def entry_count(self, pid, name):
        self.opened.append(name)
        return ProcessFolder.entry_count(self, pid, name)


class CountingMachine(Machine):
    @cached_property
    def processes(self):
        return CountingFolder(str(self.root / "proc"))


@pytest.fixture
def child():
    with subprocess.Popen(["sleep", "600"]) as process:
        yield process
        process.kill()


def test_every_value_of_a_service(machine, make_request):
    made = get(Processes(machine), key(1), make_request())
    ticks_per_s = os.sysconf("SC_CLK_TCK")
    assert {name: value for name, value in made.items() if value is not None} == {
        "Handle": "1",
        "ProcessId": 1,
        "ParentProcessId": 0,
        "Name": "systemd",
        "Caption": "systemd",
        "Description": "systemd",
        "CommandLine": "/sbin/init splash",
        "CreationDate": made.CreationDate,
        "KernelModeTime": 245 * 10_000_000 // ticks_per_s,
        "UserModeTime": 163 * 10_000_000 // ticks_per_s,
        "WorkingSetSize": 3312 * os.sysconf("SC_PAGE_SIZE"),
        "VirtualSize": 174620672,
        "PrivatePageCount": 4036 * 1024,
        "PageFileUsage": 384,
        "PeakWorkingSetSize": 13448,
        "PeakVirtualSize": 236092 * 1024,
        "ThreadCount": 1,
        "HandleCount": 4,
        "PageFaults": 13252,
        "Priority": 8,
        "SessionId": 0,
        "ReadOperationCount": 393423,
        "ReadTransferCount": 1482273519,
        "WriteOperationCount": 150211,
        "WriteTransferCount": 412273006,
        "CSName": "WORKSTATION",
        "OSName": "Debian GNU/Linux 12 (bookworm)|/|/dev/sda2",
        "WindowsVersion": "6.1.0",
        "CreationClassName": "Win32_Process",
        "CSCreationClassName": "Win32_ComputerSystem",
        "OSCreationClassName": "Win32_OperatingSystem",
    }
    assert made.CreationDate.to_datetime().timestamp() == pytest.approx(1_700_000_000 + 7 / ticks_per_s, abs=1e-5)


def test_a_kernel_thread_has_neither_program_nor_command(machine, make_request):
    made = get(Processes(machine), key(2), make_request())
    assert made.Name == "kthreadd"
    unknown = ("ExecutablePath", "CommandLine", "HandleCount", "ReadTransferCount", "PrivatePageCount", "SessionId")
    assert [made[name] for name in unknown] == [None] * len(unknown)


def test_what_the_system_does_not_tell_is_unknown(tmp_path, workstation, make_request):
    (tmp_path / "proc/412").mkdir(parents=True)
    (tmp_path / "proc/412/stat").write_bytes((workstation / "proc/412/stat").read_bytes())
    made = get(Processes(Machine(tmp_path)), key(412), make_request())
    unknown = ("CreationDate", "CommandLine", "ExecutablePath", "PeakWorkingSetSize", "ReadTransferCount")
    assert [made[name] for name in unknown] == [None] * len(unknown)
    assert made.Name == "(sd-pam) worke"


def test_page_faults_wrap(machine, make_request):
    assert get(Processes(machine), key(412), make_request()).PageFaults == (4294967000 + 500) % 2**32


def test_the_command_line_is_quoted(machine, make_request):
    made = get(Processes(machine), key(412), make_request())
    assert made.CommandLine == "'/opt/bin/(sd-pam) worker pool' '--name=two words' ''"


def test_a_process_that_ended_meanwhile_is_left_out(machine, make_request):
    assert [made.ProcessId for made in Processes(machine).enumerate(make_request())] == [1, 2, 412, 977]
    assert get(Processes(machine), key(1200), make_request()) is None


@pytest.mark.parametrize(
    ("wanted", "opened"),
    [
        (("ProcessId", "Name", "WorkingSetSize"), ["stat"]),
        (("Handle",), ["stat"]),
        (("CommandLine",), ["stat", "cmdline"]),
        (("ReadTransferCount", "WriteTransferCount"), ["stat", "io"]),
        (("PeakWorkingSetSize", "PageFileUsage"), ["stat", "status"]),
        (("ExecutablePath",), ["stat", "exe"]),
        (("HandleCount",), ["stat", "fd"]),
        (("PrivatePageCount",), ["stat", "smaps_rollup"]),
        ((), ["stat", "exe", "cmdline", "smaps_rollup", "status", "fd", "sessionid", "io"]),
    ],
)
def test_only_what_is_wanted_is_read(workstation, make_request, wanted, opened):
    machine = CountingMachine(workstation)
    list(Processes(machine).enumerate(make_request(*wanted, Handle=("1",))))
    assert machine.processes.opened == opened


def test_rows_come_as_they_are_read(workstation, make_request):
    machine = CountingMachine(workstation)
    rows = Processes(machine).enumerate(make_request("Name"))
    next(iter(rows))
    assert machine.processes.opened == ["stat"]


@pytest.mark.parametrize(
    ("restrictions", "found", "looked_at"),
    [
        ({"Handle": ("412", "1")}, ["1", "412"], 2),
        ({"ProcessId": (412,)}, ["412"], 1),
        ({"Handle": ("9999999",)}, [], 1),
        ({"Handle": ("0412",)}, [], 0),
        ({"Handle": ("x", "-1", "")}, [], 0),
        ({"Handle": ()}, [], 0),
        ({"Name": ("systemd",)}, ["1", "2", "412", "977"], 5),
    ],
)
def test_a_restricted_query_looks_at_no_other_process(workstation, make_request, restrictions, found, looked_at):
    machine = CountingMachine(workstation)
    rows = list(Processes(machine).enumerate(make_request("Handle", **restrictions)))
    assert [made.Handle for made in rows] == found
    assert machine.processes.opened == ["stat"] * looked_at


@pytest.mark.parametrize(
    ("nice", "realtime", "priority"),
    [
        (19, False, 4),
        (15, False, 4),
        (14, False, 6),
        (1, False, 6),
        (0, False, 8),
        (-1, False, 10),
        (-9, False, 10),
        (-10, False, 13),
        (-19, False, 13),
        (-20, False, 24),
        (0, True, 24),
    ],
)
def test_priority(nice, realtime, priority):
    assert priority_of(nice, realtime=realtime) == priority


def test_the_running_system_agrees_with_ps(make_request, child):
    columns = "pid=,ppid=,nlwp=,rss=,vsz=,stat=,comm="
    output = subprocess.run(["ps", "-o", columns, "-p", str(child.pid)], capture_output=True, check=True, text=True)
    pid, parent, threads, resident_kb, virtual_kb, _, _ = output.stdout.split(None, 6)
    made = get(Processes(), key(child.pid), make_request())
    assert (made.ProcessId, made.ParentProcessId, made.ThreadCount) == (int(pid), int(parent), int(threads))
    assert made.VirtualSize == int(virtual_kb) * 1024
    assert made.WorkingSetSize == pytest.approx(int(resident_kb) * 1024, rel=0.2)
    assert (made.Name, made.CommandLine) == ("sleep", "sleep 600")
    assert made.ExecutablePath == os.path.realpath("/bin/sleep")
    assert made.CSName == socket.gethostname().partition(".")[0].upper()


def test_the_creation_date_is_when_it_was_started(make_request, child):
    made = get(Processes(), key(child.pid), make_request("CreationDate"))
    changed_s = Path(f"/proc/{child.pid}").stat().st_ctime
    # procfs dates the folder when it is first looked at; the kernel counts its boot time in whole seconds.
    assert made.CreationDate.to_datetime().timestamp() == pytest.approx(changed_s, abs=5)


def test_every_running_process_is_listed(make_request, child):
    rows = {made.ProcessId: made.Name for made in Processes().enumerate(make_request("ProcessId", "Name"))}
    assert rows[child.pid] == "sleep"
    assert {1, os.getpid()} <= set(rows)


def test_create_runs_the_program_in_its_folder(tmp_path, make_request):
    program = "import pathlib,sys; pathlib.Path('out').write_text(sys.argv[1])"
    answer = create(make_request(), f'"{sys.executable}" -c "{program}" "a; $b"', str(tmp_path))
    assert answer.ReturnValue == 0
    assert answer.ProcessId > 0
    out = tmp_path / "out"
    assert wait_until(lambda: out.exists() and out.read_text() == "a; $b")
    assert wait_until(lambda: not Path(f"/proc/{answer.ProcessId}").exists())


def test_create_takes_variables_and_priority(tmp_path, make_request):
    out = tmp_path / "out"
    program = f"import os,pathlib; pathlib.Path('{out}').write_text(os.environ['A'] + str(os.nice(0)))"
    startup = Win32_ProcessStartup(EnvironmentVariables=["A=b=c"], PriorityClass=16384, ShowWindow=0)
    answer = create(make_request(), f'{sys.executable} -c "{program}"', None, startup)
    assert answer.ReturnValue == 0
    assert wait_until(lambda: out.exists() and out.read_text() == "b=c10")


@pytest.mark.parametrize(
    ("command", "folder", "startup", "code"),
    [
        (None, None, None, 21),
        ("", None, None, 21),
        ("   ", None, None, 21),
        ("'open", None, None, 21),
        ("true", None, Win32_ProcessStartup(PriorityClass=7), 21),
        ("true", None, Win32_ProcessStartup(EnvironmentVariables=["novalue"]), 21),
        ("true", None, Win32_ProcessStartup(EnvironmentVariables=["=x"]), 21),
        ("/no/such/program", None, None, 9),
        ("true", "/no/such/folder", None, 9),
        ("true", "/etc/passwd", None, 9),
        ("true", "/tmp\0/x", None, 21),
        ("/etc/passwd", None, None, 2),
    ],
)
def test_create_says_what_is_wrong(make_request, command, folder, startup, code):
    assert create(make_request(), command, folder, startup) == CreateResult(code)


def test_terminate(child, make_request):
    assert Processes().Terminate(key(child.pid), make_request(), 0) == 0
    assert child.wait(WAIT_S) == -signal.SIGKILL


def test_terminate_says_what_may_not_be_ended(make_request):
    assert Processes().Terminate(key(1), make_request()) == 2
    assert Processes().Terminate(key(2), make_request()) == 2


def test_a_process_that_ends_before_it_is_ended(child, make_request, monkeypatch):
    def gone(_view):
        raise ProcessLookupError

    monkeypatch.setattr("openwmi.builtin.linux.launch.kill", gone)
    assert Processes().Terminate(key(child.pid), make_request()) == 8


def test_delete_ends_the_process(child, make_request):
    Processes().delete(key(child.pid), make_request())
    assert child.wait(WAIT_S) == -signal.SIGKILL


def test_delete_of_a_process_that_ends_meanwhile(child, make_request, monkeypatch):
    def gone(_view):
        raise ProcessLookupError

    monkeypatch.setattr("openwmi.builtin.linux.launch.kill", gone)
    with pytest.raises(NotFoundError, match=str(child.pid)):
        Processes().delete(key(child.pid), make_request())


def test_delete_says_what_may_not_be_ended(make_request):
    with pytest.raises(AccessDeniedError, match="process 1 "):
        Processes().delete(key(1), make_request())


def test_the_owner(child):
    user = subprocess.run(["id", "-un"], capture_output=True, check=True, text=True).stdout.strip()
    computer = socket.gethostname().partition(".")[0].upper()
    assert Processes().GetOwner(key(child.pid)) == (0, user, computer)
    assert Processes().GetOwnerSid(key(child.pid)) == (0, f"S-1-22-1-{os.getuid()}")


def test_the_owner_of_an_account_without_a_name(tmp_path, workstation):
    (tmp_path / "proc/7").mkdir(parents=True)
    (tmp_path / "proc/7/stat").write_bytes((workstation / "proc/1/stat").read_bytes())
    processes = Processes(Machine(tmp_path))
    assert processes.GetOwner(key(7)) == (2, None, None)
    assert processes.GetOwnerSid(key(7)) == (2, None)
    (tmp_path / "proc/7/status").write_text("Uid:\t4000000000\t0\t0\t0\n")
    assert processes.GetOwner(key(7)) == (0, "uid:4000000000", "LOCALHOST")


@pytest.mark.parametrize(("priority", "nice"), [(64, 19), (16384, 10), (32, 0), (32768, -5), (128, -10), (256, -20)])
def test_set_priority(child, make_request, priority, nice):
    if os.geteuid():
        nice = max(nice, 0)
    code = Processes().SetPriority(key(child.pid), make_request(), priority)
    assert code == (0 if nice >= 0 or not os.geteuid() else 2)
    assert os.getpriority(os.PRIO_PROCESS, child.pid) == nice


@pytest.mark.parametrize("priority", [None, 0, 33])
def test_set_priority_takes_priority_classes(child, make_request, priority):
    assert Processes().SetPriority(key(child.pid), make_request(), priority) == 21


@pytest.mark.parametrize(
    "call",
    [
        lambda processes: processes.Terminate(key(999999999), None),
        lambda processes: processes.GetOwner(key(999999999)),
        lambda processes: processes.GetOwnerSid(key(999999999)),
        lambda processes: processes.SetPriority(key(999999999), None, 32),
        lambda processes: processes.delete(key(999999999), None),
    ],
)
def test_no_such_process(call):
    with pytest.raises(NotFoundError, match="no process 999999999"):
        call(Processes())


def test_a_stranger_may_look_and_not_touch(child, make_request, stranger):
    request = make_request(caller=stranger)
    processes = Processes()
    assert processes.GetOwner(key(child.pid)).ReturnValue == 0
    assert processes.Terminate(key(child.pid), request) == 2
    assert processes.SetPriority(key(child.pid), request, 64) == 2
    assert create(request, "true") == CreateResult(2)
    with pytest.raises(AccessDeniedError, match="stranger"):
        processes.delete(key(child.pid), request)
    assert child.poll() is None
    assert os.getpriority(os.PRIO_PROCESS, child.pid) == 0


def create(request, *arguments):
    return Processes().Create(request, *arguments)


def wait_until(condition):
    step = threading.Event()
    for _ in range(WAIT_S * 50):
        if condition():
            return True
        step.wait(0.02)
    return False
