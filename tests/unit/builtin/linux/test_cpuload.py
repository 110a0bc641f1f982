# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.linux.cpuload import SHORTEST_INTERVAL_S, Interval, LoadMeter
from openwmi.builtin.linux.kernelfiles import CpuTicks


@pytest.mark.parametrize(
    ("before", "after", "cpus", "percent"),
    [
        ({0: CpuTicks(10, 20)}, {0: CpuTicks(15, 30)}, [0], 50),
        ({0: CpuTicks(0, 0), 1: CpuTicks(0, 0)}, {0: CpuTicks(0, 100), 1: CpuTicks(100, 100)}, [0, 1], 50),
        ({0: CpuTicks(0, 0), 1: CpuTicks(0, 0)}, {0: CpuTicks(0, 100), 1: CpuTicks(100, 100)}, [1], 0),
        ({0: CpuTicks(10, 20)}, {0: CpuTicks(10, 20)}, [0], None),
        ({0: CpuTicks(10, 20)}, {0: CpuTicks(9, 21)}, [0], 100),
        ({0: CpuTicks(10, 20)}, {1: CpuTicks(10, 20)}, [0, 1], None),
        ({}, {}, [], None),
    ],
)
def test_load(before, after, cpus, percent):
    assert Interval(before, after).load_percent(cpus) == percent


class Script:
    """A clock the test moves, and readings that count."""

    def __init__(self):
        self.now_s = 100.0
        self.reads = 0
        self.pauses = []

    def read(self):
        self.reads += 1
        return {0: CpuTicks(0, self.reads)}

    def pause(self, seconds):
        self.pauses.append(seconds)
        self.now_s += seconds


def test_the_first_question_waits_and_later_ones_do_not():
    script = Script()
    meter = LoadMeter(script.read, lambda: script.now_s)
    first = meter.interval(script.pause)
    assert (first.before, first.after) == ({0: CpuTicks(0, 1)}, {0: CpuTicks(0, 2)})
    script.now_s += SHORTEST_INTERVAL_S / 2
    assert meter.interval(script.pause) is first
    script.now_s += SHORTEST_INTERVAL_S
    second = meter.interval(script.pause)
    assert (second.before, second.after) == ({0: CpuTicks(0, 2)}, {0: CpuTicks(0, 3)})
    assert script.pauses == [SHORTEST_INTERVAL_S]
