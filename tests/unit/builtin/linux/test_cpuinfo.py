# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os

import pytest

from openwmi.builtin.linux.cpuinfo import Processors, parse_cache_size_kb, parse_cpu_list, parse_cpuinfo


@pytest.fixture
def processors(workstation):
    return Processors(workstation / "proc", workstation / "sys")


def test_one_socket_with_two_cores_of_two_threads(processors):
    (socket,) = processors.sockets()
    assert (socket.package, socket.cpus, socket.core_count) == (0, (0, 1, 2, 3), 2)
    assert socket.info["vendor_id"] == "GenuineIntel"


def test_clock(processors):
    assert (processors.maximum_clock_mhz(0), processors.current_clock_mhz(0)) == (4100, 2200)
    assert processors.maximum_clock_mhz(9) is None


@pytest.mark.parametrize(("level", "size_kb"), [(1, 64), (2, 512), (3, 9216), (4, None)])
def test_a_shared_cache_counts_once(processors, level, size_kb):
    assert processors.cache_kb((0, 1, 2, 3), level) == size_kb


def test_two_sockets(tmp_path):
    (tmp_path / "sys/devices/system/cpu").mkdir(parents=True)
    (tmp_path / "sys/devices/system/cpu/online").write_text("0-1\n")
    for cpu in (0, 1):
        topology = tmp_path / f"sys/devices/system/cpu/cpu{cpu}/topology"
        topology.mkdir(parents=True)
        (topology / "physical_package_id").write_text(f"{cpu}\n")
        (topology / "core_id").write_text("0\n")
    sockets = Processors(tmp_path, tmp_path / "sys").sockets()
    assert [(s.package, s.cpus, s.core_count, dict(s.info)) for s in sockets] == [(0, (0,), 1, {}), (1, (1,), 1, {})]


def test_no_topology_counts_as_one_socket_with_unknown_cores(workstation, tmp_path):
    (socket,) = Processors(workstation / "proc", tmp_path).sockets()
    assert (socket.package, socket.cpus, socket.core_count) == (0, (0, 1, 2, 3), None)


def test_no_processor_is_told(tmp_path):
    assert Processors(tmp_path, tmp_path).sockets() == []


def test_blocks_without_a_number_are_left_out():
    text = "processor : 0\nBogoMIPS: 1\n\nHardware : BCM2835\nSerial : 1\n\nprocessor : x\n"
    assert parse_cpuinfo(text) == {0: {"processor": "0", "BogoMIPS": "1"}}


@pytest.mark.parametrize(
    ("text", "size_kb"),
    [
        ("512K", 512),
        ("9M", 9216),
        ("1G", 1048576),
        ("4096", 4),
        ("", None),
        (None, None),
        ("1T", None),
        ("K", None),
        ("9" * 30 + "K", None),
    ],
)
def test_cache_sizes(text, size_kb):
    assert parse_cache_size_kb(text) == size_kb


@pytest.mark.parametrize(
    ("text", "cpus"),
    [("0-3,8", {0, 1, 2, 3, 8}), ("0", {0}), ("", set()), (None, set()), ("a-b,1-", set()), ("0-99999999999", set())],
)
def test_cpu_lists(text, cpus):
    assert parse_cpu_list(text) == cpus


def test_the_running_system():
    sockets = Processors().sockets()
    assert sum(len(socket.cpus) for socket in sockets) == os.cpu_count()
