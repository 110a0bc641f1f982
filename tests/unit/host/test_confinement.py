# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import pwd
import resource
import subprocess
import sys

import pytest

from openwmi.host.confinement import become


def run(program):
    text = f"from openwmi.host.confinement import *\nimport os, resource\n{program}"
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False, timeout=30)


def test_limits_hold_for_the_process():
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    done = run("limit_resources(100 * 1024**2, 40)\nprint(resource.getrlimit(resource.RLIMIT_NOFILE))\n"
               "try:\n    bytearray(2 * 1024**3)\nexcept MemoryError:\n    print('refused')")  # fmt: skip
    assert done.stdout.split("\n")[:2] == ["(40, 40)", "refused"]
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == before


def test_no_limit_is_none():
    done = run("limit_resources(0, 0)\nprint(len(bytearray(64 * 1024**2)))")
    assert done.stdout == f"{64 * 1024**2}\n"


def test_another_user_is_for_good():
    if os.geteuid():
        done = run("become('root')")
        assert "PermissionError" in done.stderr
        return
    user = pwd.getpwnam("nobody")
    done = run("become('nobody')\nprint(os.getresuid(), os.getresgid(), os.getgroups())\nos.setresuid(0, 0, 0)")
    assert done.stdout.startswith(f"{(user.pw_uid,) * 3} {(user.pw_gid,) * 3}")
    assert "PermissionError" in done.stderr


def test_an_account_that_does_not_exist():
    with pytest.raises(KeyError):
        become("no-such-user-here")
