# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.linux.procpid import full_name, parse_cmdline, parse_stat, private_octets


def stat_of(tree, pid):
    return parse_stat((tree / "proc" / str(pid) / "stat").read_bytes())


def test_stat_of_a_service(workstation):
    stat = stat_of(workstation, 1)
    assert stat._asdict() == {
        "name": "systemd",
        "state": "S",
        "parent_pid": 0,
        "flags": 4194560,
        "page_faults": 13127 + 125,
        "user_ticks": 163,
        "kernel_ticks": 245,
        "nice": 0,
        "thread_count": 1,
        "start_ticks": 7,
        "virtual_octets": 174620672,
        "resident_pages": 3312,
        "realtime": False,
    }
    assert not stat.is_kernel_thread


def test_stat_of_a_name_with_parentheses_and_blanks(workstation):
    stat = stat_of(workstation, 412)
    assert (stat.name, stat.parent_pid, stat.nice, stat.thread_count) == ("(sd-pam) worke", 1, -10, 3)


def test_stat_of_a_kernel_thread(workstation):
    assert stat_of(workstation, 2).is_kernel_thread


def test_a_negative_priority_is_a_realtime_policy():
    head, tail = b"15 (migration/0) S 2 0 0 0 -1 69238848 0 0 0 0 0 5 0 0 ", b" 0 1 0 8 0 0 0"
    assert parse_stat(head + b"-100" + tail).realtime
    assert not parse_stat(head + b"20" + tail).realtime


@pytest.mark.parametrize(
    "record", [b"", b"1 (a", b"1 a) S", b"1 (a) S 1 2", b"1 )a( S " + b"0 " * 30, b"1 (a) " + b"x " * 30]
)
def test_a_broken_stat_is_refused(record):
    with pytest.raises(ValueError, match=r"stat|invalid literal"):
        parse_stat(record)


@pytest.mark.parametrize(
    ("record", "arguments"),
    [
        (b"", []),
        (b"\0\0\0", []),
        (b"/sbin/init\0splash\0", ["/sbin/init", "splash"]),
        (b"a\0\0b\0", ["a", "", "b"]),
        (b"a\0\0", ["a", ""]),
        (b"no-terminator", ["no-terminator"]),
        (b"nginx: worker process", ["nginx: worker process"]),
        (b"postgres: writer process   \0\0\0\0", ["postgres: writer process"]),
        (b"\xff\0", ["\N{REPLACEMENT CHARACTER}"]),
    ],
)
def test_cmdline(record, arguments):
    assert parse_cmdline(record) == arguments


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["/opt/bin/(sd-pam) worker pool"], "(sd-pam) worker pool"),
        (["(sd-pam) worker"], "(sd-pam) worker"),
        (["/usr/bin/python3", "x"], "(sd-pam) worke"),
        ([], "(sd-pam) worke"),
    ],
)
def test_full_name(workstation, arguments, name):
    assert full_name(stat_of(workstation, 412), arguments) == name


@pytest.mark.parametrize(
    ("table", "octets"),
    [
        ({"Private_Clean": "612 kB", "Private_Dirty": "3424 kB"}, 4036 * 1024),
        ({"Private_Clean": "612 kB"}, None),
        ({}, None),
    ],
)
def test_private_octets(table, octets):
    assert private_octets(table) == octets
