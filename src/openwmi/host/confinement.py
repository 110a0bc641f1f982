# SPDX-License-Identifier: Apache-2.0
"""Confinement: the user and the limits under which a host process runs."""

from __future__ import annotations

import os
import pwd
import resource


def limit_resources(address_space_octets: int, open_files: int) -> None:
    """Set the limits that the kernel enforces by itself; 0 leaves one as it is.

    The address space is a backstop against a provider that takes memory faster than it is measured: it is counted
    from what the process has now, and reserves of threads count as well.
    """
    if address_space_octets:
        own = int(_first_number("/proc/self/statm")) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, own + address_space_octets)
    if open_files:
        _lower(resource.RLIMIT_NOFILE, open_files)
    _lower(resource.RLIMIT_CORE, 0)


def become(account: str) -> None:
    """Give up this process's user for another one, for good.

    Raises:
        KeyError: No such user.
        PermissionError: This process may not.
    """
    user = pwd.getpwnam(account)
    os.initgroups(user.pw_name, user.pw_gid)
    os.setresgid(user.pw_gid, user.pw_gid, user.pw_gid)
    # The whole process, and for good, is what is wanted here: nothing else runs in it yet.
    os.setresuid(user.pw_uid, user.pw_uid, user.pw_uid)  # noqa: TID251


def _lower(what: int, limit: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(what, (limit, limit))


def _first_number(path: str) -> str:
    with open(path, encoding="ascii") as file:  # noqa: PTH123 - /proc
        return file.read().split()[0]
