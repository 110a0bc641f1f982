# SPDX-License-Identifier: Apache-2.0
"""Any text in: a value, or the one error the parser documents."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openwmi.builtin.linux import (
    accounts,
    cpuinfo,
    dmi,
    kernelfiles,
    kerneltext,
    launch,
    mounts,
    netroutes,
    osrelease,
    procpid,
    resolv,
)

# Words of the real notations, so that texts get past the first check.
WORDS = [
    "processor",
    ":",
    "0-3",
    ",",
    "=",
    '"',
    "'",
    "\\",
    "\\040",
    "-",
    "/",
    "cpu",
    "btime",
    "kB",
    "00000000",
    "0001",
    "00FFFFFF",
    "eth0",
    "search",
    "nameserver",
    "ID",
    "12/03/2019",
    "00000000000000000000000000000000",
    "99999999999999999999999",
    "512K",
]
BLANKS = st.sampled_from([" ", "\t", "\n", "\n\n", ""])
TEXTS = st.text() | st.lists(st.sampled_from(WORDS) | BLANKS | st.text(max_size=8), max_size=40).map("".join)

PARSERS = [
    accounts.parse_shadow,
    cpuinfo.parse_cache_size_kb,
    cpuinfo.parse_cpu_list,
    cpuinfo.parse_cpuinfo,
    dmi.parse_bios_date,
    kernelfiles.parse_boot_time,
    kernelfiles.parse_cpu_ticks,
    kernelfiles.parse_memory,
    kernelfiles.parse_swaps,
    kerneltext.decimal,
    kerneltext.leading_integer,
    kerneltext.parse_colon_table,
    kerneltext.unescape,
    mounts.parse_mountinfo,
    netroutes.parse_ipv4_routes,
    netroutes.parse_ipv6_routes,
    osrelease.canonical_uuid,
    osrelease.numeric_release,
    osrelease.parse_os_release,
    resolv.parse_resolv_conf,
]


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@given(text=TEXTS)
def test_any_text_is_answered(parse, text):
    parse(text)


@given(st.binary() | st.binary().map(lambda tail: b"1 (x) S " + b"1 " * 20 + tail))
def test_a_stat_record_is_read_or_refused(record):
    try:
        stat = procpid.parse_stat(record)
    except ValueError:
        return
    assert isinstance(stat.resident_pages, int)


@given(st.lists(st.text(st.characters(exclude_characters="\0 ", exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_arguments_come_back(arguments):
    record = b"".join(argument.encode() + b"\0" for argument in arguments)
    assert procpid.parse_cmdline(record) == arguments


@given(TEXTS)
def test_a_command_line_is_split_or_refused(text):
    try:
        words = launch.split_command(text)
    except ValueError:
        return
    assert words[0]


@given(st.lists(st.text(st.characters(exclude_characters="\0")), min_size=1).filter(lambda words: words[0]))
def test_quoted_words_come_back(words):
    assert list(launch.split_command(shlex.join(words))) == words


@given(st.sets(st.integers(0, 200)))
def test_a_list_of_processors_comes_back(cpus):
    assert cpuinfo.parse_cpu_list(",".join(map(str, cpus))) == cpus
