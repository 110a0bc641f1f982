# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from openwmi.host.quotas import DEFAULT_QUOTAS, HostQuotas, Usage, breach, breach_of_all, measure, quotas_from
from tests.fakes.sites import eventually


def test_the_limits_of_a_configuration():
    found = quotas_from({"MemoryPerHost": 7, "ThreadsPerHost": None, "Other": 9, "HandlesPerHost": 0})
    assert found == HostQuotas(memory_octets=7, handles=0)
    assert quotas_from({}) == DEFAULT_QUOTAS


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        (Usage(), ""),
        (Usage(memory_octets=10), ""),
        (Usage(memory_octets=11), "MemoryPerHost is 10, it used 11"),
        (Usage(threads=4), "ThreadsPerHost is 3, it used 4"),
        (Usage(handles=10**6), ""),
    ],
)
def test_which_limit_is_exceeded(usage, expected):
    assert breach(usage, HostQuotas(memory_octets=10, threads=3, handles=0)) == expected


@pytest.mark.parametrize(
    ("usages", "expected"),
    [
        ([], ""),
        ([Usage(5), Usage(5)], ""),
        ([Usage(5), Usage(6)], "MemoryAllHosts is 10, all used 11"),
        ([Usage(processes=3)], "ProcessLimitAllHosts is 2, all used 3"),
    ],
)
def test_which_limit_is_exceeded_by_all(usages, expected):
    assert breach_of_all(usages, HostQuotas(all_memory_octets=10, all_processes=2)) == expected


def test_the_address_space_leaves_room_for_more_than_memory():
    assert HostQuotas(memory_octets=0).address_space_octets == 0
    assert HostQuotas(memory_octets=10).address_space_octets > 10


def test_what_this_process_uses():
    usage = measure(os.getpid())
    assert usage.memory_octets > 1024**2
    assert usage.threads >= 1
    assert usage.handles >= 3


def test_what_a_process_started_counts():
    program = "import subprocess, time; subprocess.Popen(['sleep', '30']).wait()"
    with subprocess.Popen([sys.executable, "-c", program]) as process:
        assert eventually(lambda: measure(process.pid).processes == 2)
        subprocess.run(["pkill", "-P", str(process.pid)], check=True)
    assert measure(process.pid) == Usage()
