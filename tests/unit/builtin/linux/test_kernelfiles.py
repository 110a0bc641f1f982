# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import platform

import pytest

from openwmi.builtin.linux.kernelfiles import (
    CpuTicks,
    KernelFiles,
    Memory,
    SwapArea,
    parse_boot_time,
    parse_cpu_ticks,
    parse_memory,
    parse_swaps,
)


@pytest.fixture
def files(workstation):
    return KernelFiles(str(workstation / "proc"))


def test_memory(files):
    assert files.memory() == Memory(16314876, 9876543, 2097148, 2000000)


def test_memory_of_an_old_kernel_estimates_what_is_available():
    memory = parse_memory("MemTotal: 100 kB\nMemFree: 10 kB\nBuffers: 5 kB\nCached: 20 kB\n")
    assert memory == Memory(100, 35, None, None)


def test_memory_of_nothing():
    assert parse_memory("") == Memory(None, None, None, None)


def test_swaps(files):
    assert files.swaps() == [SwapArea("/dev/sda3", 1048572, 97148), SwapArea("/swap file", 1048576, 0)]


@pytest.mark.parametrize("text", ["", "heading\n", "heading\n/dev/sda3 partition x y z\n", "heading\n/dev/sda3\n"])
def test_broken_swaps_are_left_out(text):
    assert parse_swaps(text) == []


def test_boot_time(files):
    assert files.boot_time_s() == 1_700_000_000
    assert parse_boot_time("cpu 1\n") is None


def test_cpu_ticks(files):
    idle = 13343292 + 6130
    assert files.cpu_ticks() == {0: CpuTicks(idle, 1393280 + 32966 + 572056 + idle + 17875)}


def test_guest_time_is_part_of_user_time():
    assert parse_cpu_ticks("cpu7 10 0 10 70 10 0 0 0 5 5\n") == {7: CpuTicks(80, 100)}


@pytest.mark.parametrize("text", ["", "cpu 1 2 3 4 5\n", "cpu0 1 2 3\n", "cpu0 a b c d e f\n", "cpux 1 2 3 4 5\n"])
def test_broken_cpu_ticks(text):
    assert parse_cpu_ticks(text) == {}


def test_identity(files):
    assert files.kernel_release() == "6.1.0-13-amd64"
    assert files.host_name() == "Workstation.example.org"


def test_an_absent_tree_tells_nothing(tmp_path):
    files = KernelFiles(str(tmp_path))
    assert (files.swaps(), files.boot_time_s(), files.cpu_ticks(), files.host_name()) == ([], None, {}, None)


@pytest.fixture
def running():
    return KernelFiles()


def test_the_running_system(running):
    assert running.kernel_release() == platform.release()
    assert running.host_name() == platform.node()
    memory = running.memory()
    assert 0 < memory.available_kb <= memory.total_kb
