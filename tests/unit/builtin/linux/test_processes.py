# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import subprocess

import pytest

from openwmi.builtin.linux.processes import ProcessFolder


def read(folder, pid):
    return folder.view(pid)


def view_of(pid, root="/proc"):
    return ProcessFolder(root).view(pid)


@pytest.fixture
def folder(workstation):
    return ProcessFolder(str(workstation / "proc"))


def test_the_pids_are_the_numbered_folders(folder):
    assert list(folder.pids()) == [1, 2, 412, 977, 1200]


def test_a_process_that_ended_while_listing_is_left_out(folder):
    assert [view.pid for view in folder.views()] == [1, 2, 412, 977]
    assert folder.view(1200) is None


def test_a_service(folder):
    view = folder.view(1)
    assert view.name == "systemd"
    assert view.arguments == ["/sbin/init", "splash"]
    assert view.handle_count == 4
    assert view.session_id == 0
    assert view.private_octets == 4036 * 1024
    assert view.user_id == 0
    assert view.status_number("VmHWM") == 13448
    assert view.io_number("rchar") == 1482273519


def test_a_process_of_a_session(folder):
    view = folder.view(412)
    assert view.session_id == 3
    assert view.user_id == 1000
    assert view.name == "(sd-pam) worke"  # 14 octets: the kernel has not cut it


def test_a_kernel_thread_tells_little(folder):
    view = folder.view(2)
    assert (view.name, view.arguments, view.executable, view.handle_count) == ("kthreadd", [], None, None)
    assert (view.private_octets, view.session_id, view.io_number("rchar")) == (None, None, None)
    assert view.status_number("VmHWM") is None


def test_each_file_is_read_once(workstation):
    reads = []

    class Recording(ProcessFolder):
        def record(self, pid, name):
            reads.append(name)
            return super().record(pid, name)

    folder: ProcessFolder = Recording(str(workstation / "proc"))
    view = read(folder, 1)
    assert [view.status_number("VmHWM"), view.status_number("VmPeak"), view.user_id]
    assert reads == ["stat", "status"]


def test_the_running_system_agrees_with_ps():
    view = view_of(os.getpid())
    fields = "ppid=,nlwp=,vsz=,ni="
    output = subprocess.run(["ps", "-o", fields, "-p", str(os.getpid())], capture_output=True, check=True, text=True)
    parent, threads, virtual_kb, nice = map(int, output.stdout.split())
    assert (view.stat.parent_pid, view.stat.thread_count, view.stat.nice) == (parent, threads, nice)
    assert view.stat.virtual_octets == virtual_kb * 1024
    assert view.executable == os.path.realpath("/proc/self/exe")
    assert view.is_current()


def test_a_long_name_is_completed_from_the_command_line(tmp_path):
    program = tmp_path / "a-program-with-a-long-name"
    program.symlink_to("/bin/sleep")
    with subprocess.Popen([program, "60"]) as process:
        try:
            # Until exec is done the child still has the command line of this process.
            views = (view_of(process.pid) for _ in range(10_000))
            view = next(view for view in views if view.arguments == [str(program), "60"])
            assert (view.stat.name, view.name) == ("a-program-with-", "a-program-with-a-long-name")
        finally:
            process.kill()
    assert not view.is_current()
