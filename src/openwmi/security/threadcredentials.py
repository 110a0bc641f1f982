# SPDX-License-Identifier: Apache-2.0
"""Thread credentials: the user and groups that the kernel knows one thread by.

On Linux every thread has credentials of its own; the C library hides that by changing all threads at once. So the
system calls are made directly. The saved user and group stay those of the process: with them a thread comes
back. The real ones change too: they decide who may be signalled.

Spec: reentrancy-and-security.md §2.
"""

from __future__ import annotations

import logging
import os
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from openwmi.errors import AccessDeniedError
from openwmi.security.identity import Identity

if TYPE_CHECKING:
    import ctypes

MAX_GROUPS: Final = 65536
"""The most groups a process can have; a limit of the kernel."""

_LOG: Final = logging.getLogger(__name__)


class _Numbers(NamedTuple):
    """Numbers of system calls."""

    setgroups: int
    setresuid: int
    setresgid: int


_NUMBERS: Final[Mapping[str, _Numbers]] = MappingProxyType(
    {
        "x86_64": _Numbers(setgroups=116, setresuid=117, setresgid=119),
        "aarch64": _Numbers(setgroups=159, setresuid=147, setresgid=149),
        "riscv64": _Numbers(setgroups=159, setresuid=147, setresgid=149),
    }
)


@dataclass(frozen=True, slots=True)
class ThreadCredentials:
    """What a thread can be.

    Attributes:
        uid: Of the user.
        gid: Of the primary group.
        groups: Of all groups.
    """

    uid: int
    gid: int
    groups: tuple[int, ...]

    @classmethod
    def of(cls, identity: Identity) -> ThreadCredentials:
        """Return the credentials of a caller.

        Raises:
            AccessDeniedError: It has no account on this machine.
        """
        if identity.uid is None or identity.gid is None:
            raise AccessDeniedError(
                f"{identity.name or 'an anonymous caller'} has no account on this machine to act as",
                next_step="map the caller to an account, or serve the request without acting as the caller",
            )
        return cls(identity.uid, identity.gid, tuple(sorted(identity.groups))[:MAX_GROUPS])


def can_switch() -> bool:
    """Return whether threads of this process can take the credentials of others."""
    if not _is_linux() or sys.maxsize < 1 << 32:
        return False
    return os.uname().machine in _NUMBERS and own_credentials().uid == 0


def own_credentials() -> ThreadCredentials:
    """Return the credentials of the process, whatever a thread of it is at the moment."""
    if _is_linux():
        return _credentials_of(os.getpid())
    return ThreadCredentials(os.geteuid(), os.getegid(), tuple(os.getgroups()))


def take_credentials(credentials: ThreadCredentials) -> None:
    """Make this thread another account; it must have the credentials of the process now.

    Raises:
        AccessDeniedError: The kernel refuses; the thread is what it was.
    """
    numbers = _NUMBERS[os.uname().machine]
    own = own_credentials()
    try:
        _system_call(numbers.setgroups, len(credentials.groups), _packed(credentials.groups))
        _system_call(numbers.setresgid, credentials.gid, credentials.gid, own.gid)
        _system_call(numbers.setresuid, credentials.uid, credentials.uid, own.uid)
    except OSError as error:
        give_credentials_back()
        raise AccessDeniedError(
            f"the kernel does not let this process act as user {credentials.uid}: {error.strerror}",
            next_step="run the server as root, with CAP_SETUID and CAP_SETGID",
        ) from error


def give_credentials_back() -> None:
    """Make this thread what the process is.

    A thread that cannot come back must do nothing more, so the process ends at once.
    """
    numbers = _NUMBERS[os.uname().machine]
    own = own_credentials()
    try:
        # The user first: only root may change the groups.
        _system_call(numbers.setresuid, own.uid, own.uid, own.uid)
        _system_call(numbers.setresgid, own.gid, own.gid, own.gid)
        _system_call(numbers.setgroups, len(own.groups), _packed(own.groups))
    except OSError:
        _LOG.critical("a thread cannot come back from acting as a caller", exc_info=True)
        os.abort()


def _is_linux() -> bool:
    return sys.platform == "linux"


@lru_cache(maxsize=2)
def _credentials_of(process_id: int) -> ThreadCredentials:
    """Return what the first thread of this process is; asked for before any thread is switched.

    Args:
        process_id: Of this process, so that a forked one looks again.
    """
    status = Path(f"/proc/{process_id}/status").read_text(encoding="utf-8", errors="replace")
    fields = {name: rest.split() for name, _, rest in (line.partition(":") for line in status.splitlines())}
    return ThreadCredentials(int(fields["Uid"][1]), int(fields["Gid"][1]), tuple(map(int, fields["Groups"])))


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL:
    import ctypes  # here: it is slow to import, and only a server that acts as its callers needs it

    return ctypes.CDLL(None, use_errno=True)


def _packed(numbers: tuple[int, ...]) -> bytes:
    return struct.pack(f"={len(numbers)}I", *numbers)


def _system_call(number: int, *arguments: int | bytes) -> None:
    """Make one system call on this thread.

    Raises:
        OSError: It failed.
    """
    import ctypes

    words = [ctypes.c_long(argument) if isinstance(argument, int) else argument for argument in arguments]
    if _library().syscall(ctypes.c_long(number), *words) == -1:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
